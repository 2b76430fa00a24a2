// SingleNodeCoordinator: this process leads, for good; committed is what its own disk has.
//
// The epoch is the one that the journal promised, 1 in a new directory: a directory that once took part in an election goes on in its
// last epoch.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "persistence/coordinator.h"
#include "persistence/journal_sink.h"

namespace tidegate {

class SingleNodeCoordinator final : public Coordinator {
 public:
  // Promises the epoch to the journal, durably.
  static absl::StatusOr<std::unique_ptr<SingleNodeCoordinator>> Open(JournalSink& journal);

  Leadership Current() const override { return Leadership{true, epoch_, ""}; }
  std::uint64_t CommittedSeq(const Thresholds& thresholds) const override { return thresholds.locally_durable; }

 private:
  explicit SingleNodeCoordinator(std::uint32_t epoch) : epoch_(epoch) {}
  const std::uint32_t epoch_;
};

}  // namespace tidegate
