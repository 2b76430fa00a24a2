#include "daemon/clock_watch.h"

#include <fmt/format.h>

#include <cstdlib>

namespace tidegate {

std::vector<News> ClockWatch::Step() {
  const Wall now = metrics_->Get(Metric::kClockStepped) != 0 ? Wall::kJumped : Wall::kFollowed;
  if (now == told_) return {};
  told_ = now;
  if (now == Wall::kFollowed) return {{News::Kind::kGood, "the wall clock is followed again"}};
  const Micros ahead = metrics_->Get(Metric::kClockAheadMicros);
  return {
      {News::Kind::kBad,
       fmt::format("the machine's wall clock jumped: it is {} s {} the time of the tickets, which runs on at its own pace. Next: set the "
                   "machine's clock right; if it is right now, say so with `tidegate clock accept`",
                   std::abs(ahead) / kSecond, ahead > 0 ? "behind" : "ahead of")}};
}

}  // namespace tidegate
