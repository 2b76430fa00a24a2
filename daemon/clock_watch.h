// ClockWatch: says in the log when the machine's wall clock jumped and is not followed, and when it is again.
//
// A stage: private state and Step, no thread or clock; reads what the engine stage measures (metrics), so the path of a turn writes no log.
// Step is two atomic loads. Not here: what follows from a jump (TurnClock), the alert to supervisors and operators (EngineStage).
#pragma once

#include <vector>

#include "daemon/metrics.h"
#include "daemon/news.h"

namespace tidegate {

class ClockWatch {
 public:
  // Outlives the watch.
  explicit ClockWatch(const Metrics* metrics) : metrics_(metrics) {}

  // What is new since the last call; at most one.
  std::vector<News> Step();

 private:
  const Metrics* metrics_;
  enum class Wall : std::uint8_t { kFollowed, kJumped } told_ = Wall::kFollowed;
};

}  // namespace tidegate
