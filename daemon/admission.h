// Admission: decides, before a request costs anything, whether its lane has room; who is refused first is a matter of the claimed level.
//
// Pure and stateless but for its bounds; any thread; O(1). Submits are refused before work is: they have a lane of their own and three
// quarters of the text bytes. Inside the submits' lane low gives way first, then normal, high, and urgent only when the lane is full: each
// level sees its own share of the lane (domain.md 4, 15). A request without a claim counts as normal.
// Not here: quotas of front ends (ClaimMeter), places for tickets (the engine), credits (Session).
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/model/names.h"
#include "daemon/mailbox.h"

namespace tidegate {

// Share of the submits' lane that a level may fill, per mille. A step leaves the levels above it at least 15 % of the lane: at 16 384
// places and 300 000 commands a second that is 8 ms of nothing but their submits.
inline constexpr std::array<std::uint32_t, kLevelCount + 1> kLaneSharePerMille{700, 1000, 850, 700, 500};  // by Level; [0] = no claim
// When a refused level may try again; an unhurried one waits longer, so that the lane is free for the others when they come back.
inline constexpr std::array<std::uint32_t, kLevelCount + 1> kRetryAfterMs{500, 100, 200, 500, 1000};
inline constexpr std::uint32_t kSubmitTextPerMille = 750;

struct AdmissionBounds {
  std::uint64_t work_lane_max = 0;
  std::uint64_t submit_lane_max = 0;
  std::uint64_t text_bytes_max = 0;
};

struct Busy {
  std::uint32_t retry_after_ms = 0;
};

class Admission {
 public:
  explicit Admission(const AdmissionBounds& bounds) : bounds_(bounds) {}

  // nullopt = come in. `depths` contains what the asking thread has decoded and not yet pushed. `correlation` spreads the retries, so that
  // those who were refused together do not come back together: between one and two times kRetryAfterMs.
  std::optional<Busy> Refuse(Lane lane, Level claimed, const LaneDepths& depths, std::uint64_t correlation) const;

 private:
  AdmissionBounds bounds_;
};

}  // namespace tidegate
