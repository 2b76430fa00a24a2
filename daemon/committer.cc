#include "daemon/committer.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {

Committer::Committer(JournalSink& journal, const Coordinator& coordinator)
    : journal_(journal), coordinator_(coordinator), end_(journal.durable()) {}

absl::Status Committer::Step(CommitBatch& batch) {
  records_.clear();
  const std::uint64_t first_seq = end_.seq + 1;
  std::uint64_t bytes = 0;
  for (TurnOutput& turn : batch.turns) {
    if (!turn.record.empty()) {
      const TurnHeader header = TurnReader(turn.record).header();
      CHECK_EQ(header.first_seq, end_.seq + 1);
      CHECK_EQ(header.bytes, turn.record.size());
      CHECK_GT(header.change_count, 0u);
      end_.chain = SealRecord(turn.record.data(), turn.record.size(), end_.chain);
      end_.seq += header.change_count;
      records_.push_back(turn.record);
      bytes += turn.record.size();
    }
    CHECK_EQ(turn.last_seq, end_.seq);
  }
  if (!records_.empty()) {
    const JournalCommit commit{first_seq, end_.seq, records_};
    if (absl::Status status = journal_.Append(commit); !status.ok()) return status;
    const std::uint64_t changes = commit.last_seq - commit.first_seq + 1;
    counters_.commits += 1;
    counters_.records += records_.size();
    counters_.changes += changes;
    counters_.bytes += bytes;
    counters_.longest_commit_changes = std::max(counters_.longest_commit_changes, changes);
    counters_.longest_commit_bytes = std::max(counters_.longest_commit_bytes, bytes);
  }
  counters_.turns += batch.turns.size();
  batch.committed_seq = coordinator_.CommittedSeq(Thresholds{end_.seq, journal_.durable().seq, 0});
  return absl::OkStatus();
}

}  // namespace tidegate
