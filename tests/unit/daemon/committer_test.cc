#include "daemon/committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/turn_record.h"
#include "persistence/memory_journal.h"
#include "persistence/single_node_coordinator.h"
#include "persistence/testing/sample_records.h"

namespace tidegate {
namespace {

// A committer on a simulated disk, and the engine's part: turns with records of sample changes.
class CommitterTest : public ::testing::Test {
 protected:
  void Open(MemoryDisk disk, const FaultPlan& plan = {}) {
    journal_ = MemoryJournal::Open(std::move(disk), plan).value();
    coordinator_ = SingleNodeCoordinator::Open(*journal_).value();
    committer_ = std::make_unique<Committer>(*journal_, *coordinator_);
    samples_ = SampleRecords(journal_->durable());
  }

  // A turn with so many changes (0 = replies only), answered by one Ack.
  TurnOutput Turn(std::uint32_t changes) {
    TurnOutput turn;
    if (changes > 0) turn.record = samples_.Unsealed(changes, 10);
    turn.last_seq = samples_.end().seq;
    Ack ack;
    ack.correlation = ++correlation_;
    turn.outputs.push_back(ack);
    return turn;
  }

  CommitBatch Batch(const std::vector<std::uint32_t>& changes) {
    CommitBatch batch;
    for (const std::uint32_t count : changes) batch.turns.push_back(Turn(count));
    return batch;
  }

  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<SingleNodeCoordinator> coordinator_;
  std::unique_ptr<Committer> committer_;
  SampleRecords samples_;
  std::uint64_t correlation_ = 0;
};

TEST_F(CommitterTest, WholeBatchIsOneCommitAndItsOutputsStayInOrder) {
  Open({});
  CommitBatch batch = Batch({2, 0, 3, 1});
  ASSERT_TRUE(committer_->Step(batch).ok());
  EXPECT_EQ(journal_->commits(), 1u);
  EXPECT_EQ(batch.committed_seq, 6u);
  ASSERT_EQ(batch.turns.size(), 4u);
  for (std::size_t i = 0; i < batch.turns.size(); ++i) {
    EXPECT_EQ(std::get<Ack>(batch.turns[i].outputs.at(0)).correlation, i + 1);
    EXPECT_LE(batch.turns[i].last_seq, batch.committed_seq);
  }
}

TEST_F(CommitterTest, RecordsAreSealedInPlaceAsOneChain) {
  Open({});
  std::uint64_t previous = 0;
  for (int round = 0; round < 3; ++round) {
    CommitBatch batch = Batch({1, 2});
    ASSERT_TRUE(committer_->Step(batch).ok());
    for (const TurnOutput& turn : batch.turns) {
      EXPECT_EQ(VerifyRecord(turn.record), nullptr);
      EXPECT_EQ(TurnReader(turn.record).header().previous, previous);
      previous = TurnReader(turn.record).header().checksum;
    }
  }
  EXPECT_EQ(journal_->durable(), (JournalPosition{9, previous}));
}

TEST_F(CommitterTest, TurnsWithoutRecordsCostNoSync) {
  Open({});
  CommitBatch first = Batch({1});
  ASSERT_TRUE(committer_->Step(first).ok());
  const std::uint64_t syncs = journal_->syncs();
  CommitBatch replies = Batch({0, 0});
  ASSERT_TRUE(committer_->Step(replies).ok());
  EXPECT_EQ(replies.committed_seq, 1u);
  CommitBatch empty;
  ASSERT_TRUE(committer_->Step(empty).ok());
  EXPECT_EQ(empty.committed_seq, 1u);
  EXPECT_EQ(journal_->syncs(), syncs);
  EXPECT_EQ(committer_->counters().commits, 1u);
  EXPECT_EQ(committer_->counters().turns, 3u);
}

TEST_F(CommitterTest, ReopenedJournalGoesOnWithItsChain) {
  Open({});
  CommitBatch batch = Batch({2, 2});
  ASSERT_TRUE(committer_->Step(batch).ok());
  Open(journal_->bytes_after_kill());
  CommitBatch more = Batch({1});
  ASSERT_TRUE(committer_->Step(more).ok());
  EXPECT_EQ(TurnReader(more.turns[0].record).header().previous, TurnReader(batch.turns[1].record).header().checksum);
  EXPECT_TRUE(MemoryJournal::Open(journal_->surviving_bytes()).ok());
}

TEST_F(CommitterTest, CountersAddUp) {
  Open({});
  std::uint64_t bytes = 0;
  std::uint64_t longest = 0;
  for (const std::vector<std::uint32_t>& changes : {std::vector<std::uint32_t>{1}, {7, 0, 2}, {3}}) {
    CommitBatch batch = Batch(changes);
    std::uint64_t commit_bytes = 0;
    for (const TurnOutput& turn : batch.turns) commit_bytes += turn.record.size();
    bytes += commit_bytes;
    longest = std::max(longest, commit_bytes);
    ASSERT_TRUE(committer_->Step(batch).ok());
  }
  const CommitterCounters& counters = committer_->counters();
  EXPECT_EQ(counters.commits, 3u);
  EXPECT_EQ(counters.turns, 5u);
  EXPECT_EQ(counters.records, 4u);
  EXPECT_EQ(counters.changes, 13u);
  EXPECT_EQ(counters.bytes, bytes);
  EXPECT_EQ(counters.longest_commit_changes, 9u);
  EXPECT_EQ(counters.longest_commit_bytes, longest);
}

TEST_F(CommitterTest, PowerLossAtEverySyncKeepsEveryBatchThatWasLetGo) {
  for (const std::uint64_t torn : {std::uint64_t{0}, std::uint64_t{70}, FaultPlan::kAllBytes}) {
    for (std::uint64_t n = 2;; ++n) {  // sync 1 is the coordinator's promise
      Open({}, {.crash_at_sync = n, .torn_bytes = torn});
      std::uint64_t told = 0;
      for (std::uint32_t i = 0; i < 10; ++i) {
        CommitBatch batch = Batch({1 + i % 3, 0, 2});
        if (!committer_->Step(batch).ok()) break;
        told = batch.committed_seq;
      }
      const bool fired = journal_->fired();
      auto recovered = MemoryJournal::Open(journal_->surviving_bytes());
      ASSERT_TRUE(recovered.ok()) << recovered.status();
      EXPECT_GE((*recovered)->durable().seq, told) << "lost what was told, power loss at sync " << n << ", torn " << torn;
      if (!fired) break;
      ASSERT_LT(n, 100u);
    }
  }
}

TEST_F(CommitterTest, FailedAppendLetsNothingGo) {
  Open({}, {.fail_write_at = 2});
  CommitBatch first = Batch({1});
  ASSERT_TRUE(committer_->Step(first).ok());
  CommitBatch second = Batch({1});
  EXPECT_TRUE(absl::IsResourceExhausted(committer_->Step(second)));
  EXPECT_EQ(second.committed_seq, 0u);
}

TEST_F(CommitterTest, TurnOutOfOrderIsOurMistake) {
  Open({});
  CommitBatch batch = Batch({1, 1});
  std::swap(batch.turns[0], batch.turns[1]);
  EXPECT_DEATH(committer_->Step(batch).IgnoreError(), "CHECK failed");
}

}  // namespace
}  // namespace tidegate
