// ClaimMeter: as what a submit counts at the front door: its claimed level and tier, as far as the front end's quota goes (domain.md 4).
//
// Used on one io thread, whose sessions share it; a front end that holds connections of several io threads has the quota on each. A claim
// beyond the quota is not refused: it counts as the highest level that is still within, so that a front end which calls everything urgent
// takes the place of nobody's urgent work but its own. The ticket keeps the level that was claimed; only a rule lowers that. A claim of
// VIP counts one level higher, never as urgent.
//
// Evenly over the minute, with a burst of a minute's claims (a bucket that leaks). O(1); a session's bucket is found by its client.
// Bounded: beyond kMeteredMax front ends those whose buckets are empty are forgotten, which changes nothing for them; where none is, a
// newcomer's claims are beyond his quota until one is. Without quotas in the rules nothing is counted. Not here: what is refused
// (Admission), places for tickets (engine).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/model/claim_quota.h"
#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr std::size_t kMeteredMax = 4'096;  // as many as there are sessions

class ClaimMeter {
 public:
  struct Door {
    Level counts = Level::kNone;    // what admission goes by
    Level admitted = Level::kNone;  // Submit::admitted_level: kNone = the claim is within the quota
  };

  // Those of the rules in force; what was counted under others is forgotten.
  void SetQuotas(std::vector<ClaimQuota> quotas);
  bool active() const { return !quotas_.empty(); }

  // One claim more of a front end. `now` never goes back.
  Door Take(ClientId client, std::string_view name, Level level, CustomerTier tier, Micros now);

 private:
  enum Kind : std::size_t { kUrgent, kHigh, kVip };
  struct Metered {
    std::array<std::uint32_t, 3> per_minute{};
    std::array<Micros, 3> full_until{};  // the bucket of a kind is empty from then on
  };

  Metered* Find(ClientId client, std::string_view name, Micros now);
  static bool Fits(Metered& metered, Kind kind, Micros now);

  std::vector<ClaimQuota> quotas_;
  std::map<std::uint64_t, Metered> metered_;  // by client
};

}  // namespace tidegate
