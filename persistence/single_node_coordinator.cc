#include "persistence/single_node_coordinator.h"

#include <algorithm>

namespace tidegate {

absl::StatusOr<std::unique_ptr<SingleNodeCoordinator>> SingleNodeCoordinator::Open(JournalSink& journal) {
  const std::uint32_t epoch = std::max<std::uint32_t>(1, journal.promised_epoch());
  if (absl::Status status = journal.PromiseEpoch(epoch); !status.ok()) return status;
  return std::unique_ptr<SingleNodeCoordinator>(new SingleNodeCoordinator(epoch));
}

}  // namespace tidegate
