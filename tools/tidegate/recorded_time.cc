#include "tools/tidegate/recorded_time.h"

#include <algorithm>
#include <string>

#include "protocol/utc_text.h"

namespace tidegate {

std::string WhyNotRecorded(const client::ClockInfo& clock, Micros first) {
  if (clock.source != TimeSource::kDriven) {
    return "--time recorded needs a daemon whose time is driven: start one on an empty directory with --clock driven --driven-from " +
           UtcText(first - kDesksComeBefore);
  }
  if (clock.now > first) {
    return "the daemon's time is " + UtcText(clock.now) + " already, later than the first row (" + UtcText(first) +
           "), and time does not go back: start it on an empty directory with --clock driven --driven-from " +
           UtcText(first - kDesksComeBefore);
  }
  return {};
}

absl::Status RecordedTime::MoveTo(Micros at) {
  if (at <= clock_.now) return absl::OkStatus();
  const auto clock = driver_.SetTime(at);
  if (!clock.ok()) return clock.status();
  clock_ = *clock;
  desks_ = Desks::kUnknown;
  return absl::OkStatus();
}

absl::Status RecordedTime::Step(ReplayRun& run, ReplayLink& link) {
  run.Step(now());
  if (run.end() != ReplayEnd::kRunning) return absl::OkStatus();
  if (link.in_flight() != 0 || run.next_at() <= now()) {
    link.Poll(kNever);
    return absl::OkStatus();
  }
  if (desks_ == Desks::kUnknown || settled_at_ != link.happenings()) {
    settled_at_ = link.happenings();
    if (link.Settle() == Taken::kYes) desks_ = Desks::kSettling;
    return absl::OkStatus();
  }
  return MoveTo(std::max(now() + 1, std::min(run.next_at(), clock_.next_at)));
}

}  // namespace tidegate
