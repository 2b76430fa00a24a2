// Committer: the stage that makes turns durable: seals their records, writes all that gathered in one synced commit, and says what may
// leave.
//
// A stage (design.md 4): private state and Step, no thread, socket or clock; its runner owns both. The turns of a batch are in the order
// in which the engine made them, and so are batches. After Step the same batch goes on to the outbox: records are sealed in place, outputs
// untouched, and every output of a turn with last_seq <= committed_seq may leave. A turn without a record costs no sync of its own, but
// keeps its place. Cost: one hash over the records, one Append.
//
// An error of Step ends the process: nothing of the batch may be told to anybody, and nothing is tried again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "core/engine/turn.h"
#include "persistence/coordinator.h"
#include "persistence/journal_sink.h"

namespace tidegate {

// What the engine hands over per loop turn, and the outbox takes from the committer.
struct CommitBatch {
  std::vector<TurnOutput> turns;
  std::uint64_t committed_seq = 0;  // set by Committer::Step
};

struct CommitterCounters {
  std::uint64_t commits = 0;
  std::uint64_t turns = 0;
  std::uint64_t records = 0;
  std::uint64_t changes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t longest_commit_changes = 0;
  std::uint64_t longest_commit_bytes = 0;
};

class Committer {
 public:
  // Both outlive the committer. The chain goes on from journal.durable(): recovery is over when this is made.
  Committer(JournalSink& journal, const Coordinator& coordinator);

  absl::Status Step(CommitBatch& batch);

  const CommitterCounters& counters() const { return counters_; }

 private:
  JournalSink& journal_;
  const Coordinator& coordinator_;
  JournalPosition end_;                    // of everything sealed
  std::vector<std::string_view> records_;  // of the batch; kept for its memory
  CommitterCounters counters_;
};

}  // namespace tidegate
