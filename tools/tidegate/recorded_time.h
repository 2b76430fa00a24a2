// RecordedTime: moves the time of a driven daemon along a recorded history, no faster than everybody has had his say.
//
// One owner, one thread, blocking. Time stands while anything is under way: requests of ours, or pushes that the desks have not heard yet.
// Then it goes to whatever comes first, the next event of the history or the next instant at which something falls due in the daemon. So an
// offer is taken at the time at which it was made, and an alarm goes off at its own. Not here: what happens at those times (ReplayRun).
#pragma once

#include <absl/status/status.h>

#include "core/base/time.h"
#include "protocol/client/blocking_client.h"
#include "tools/tidegate/replay_link.h"
#include "tools/tidegate/replay_run.h"

namespace tidegate {

inline constexpr Micros kDesksComeBefore = 15 * kMinute;  // longer than the longest ramp-up of the shipped rules: nobody begins half open

// Why this history cannot be played in that daemon's time, in words; empty = it can. `first` is the time of its first event.
std::string WhyNotRecorded(const client::ClockInfo& clock, Micros first);

class RecordedTime {
 public:
  // `driver` is the connection that drives from now on. It outlives the object.
  RecordedTime(client::BlockingClient& driver, const client::ClockInfo& begin) : driver_(driver), clock_(begin) {}

  Micros now() const { return clock_.now; }
  // To `at`; nothing when it is later already.
  absl::Status MoveTo(Micros at);
  // A part of the run: a step of it, then waiting, settling, or a move of time. Call it while the run goes on.
  absl::Status Step(ReplayRun& run, ReplayLink& link);

 private:
  client::BlockingClient& driver_;
  client::ClockInfo clock_;
  std::uint64_t settled_at_ = 0;  // happenings of the link when the desks were last asked to settle
  enum class Desks : std::uint8_t { kUnknown, kSettling } desks_ = Desks::kUnknown;
};

}  // namespace tidegate
