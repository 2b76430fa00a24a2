#include "daemon/metrics.h"

namespace tidegate {

void Metrics::AddCommands(const CommandCounts& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) commands_[i].fetch_add(counts[i], std::memory_order_relaxed);
  }
}

void Metrics::Publish(const StatusView& view, Micros at_boot) {
  const std::lock_guard lock(mutex_);
  status_ = PublishedStatus{view, at_boot};
}

std::optional<PublishedStatus> Metrics::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

}  // namespace tidegate
