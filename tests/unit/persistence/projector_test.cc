// When the projector folds and flushes, and what it refuses. That what it folds is right: tests/simulation/projection_random_test.cc.
#include "persistence/projector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>

#include "persistence/history_reader.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/testing/sample_records.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Progress = Projector::Progress;

class ProjectorTest : public ::testing::Test {
 protected:
  // `changes` submits as one commit.
  void Append(std::uint32_t changes) { ASSERT_TRUE(AppendAll(*journal_, {samples_.Sealed(changes, 24)}).ok()); }
  void NewProjector(const ProjectorBounds& bounds = {}) { projector_ = std::make_unique<Projector>(*journal_, store_, bounds); }
  absl::StatusOr<Progress> Step() { return projector_->Step(now_); }
  // Steps until it is idle.
  void Rest() {
    for (absl::StatusOr<Progress> progress = Step();; progress = Step()) {
      ASSERT_TRUE(progress.ok()) << progress.status();
      if (*progress == Progress::kIdle) return;
    }
  }
  std::uint64_t projected() const { return projector_->facts().projected_seq; }

  SampleRecords samples_;
  std::unique_ptr<MemoryJournal> journal_ = MemoryJournal::Open().value();
  MemoryStore store_;
  std::unique_ptr<Projector> projector_;
  Micros now_ = 100 * kSecond;
};

TEST_F(ProjectorTest, WaitsUntilTheOldestChangeIsTenSecondsOld) {
  NewProjector();
  Append(3);
  Rest();
  EXPECT_EQ(projected(), 0u);
  EXPECT_EQ(projector_->facts().oldest_since, now_);
  now_ += 9 * kSecond;
  Append(2);
  Rest();
  EXPECT_EQ(projected(), 0u);
  now_ += kSecond;
  Rest();
  EXPECT_EQ(projected(), 5u);
  EXPECT_EQ(projector_->facts().oldest_since, 0);
}

TEST_F(ProjectorTest, DoesNotWaitWhenEnoughChangesDo) {
  NewProjector({.segment_changes = 4});
  Append(3);
  Rest();
  EXPECT_EQ(projected(), 0u);
  Append(1);
  Rest();
  EXPECT_EQ(projected(), 4u);
}

TEST_F(ProjectorTest, CutsSegmentsByBytesAndGoesOnWithTheNext) {
  for (int i = 0; i < 10; ++i) Append(10);
  NewProjector({.segment_bytes = 2'500, .segment_changes = 1});
  Rest();
  EXPECT_EQ(projected(), 100u);
  EXPECT_GE(projector_->facts().segments, 4u);
  EXPECT_EQ(projector_->facts().rows, 100u);
}

TEST_F(ProjectorTest, CutsSegmentsByChangesWhereTheyHaveFewBytes) {
  for (int i = 0; i < 10; ++i) Append(10);
  NewProjector({.segment_changes = 1, .segment_changes_max = 25});
  Rest();
  EXPECT_EQ(projected(), 100u);
  EXPECT_EQ(projector_->facts().segments, 4u) << "of 30, 30, 30 and 10";
}

TEST_F(ProjectorTest, PutsABatchAStepAndTheMarkInTheLast) {
  Append(50);
  NewProjector({.segment_changes = 1, .batch_bytes = 1'000});
  ASSERT_TRUE(Step().ok());  // looks at the store
  ASSERT_TRUE(Step().ok());  // reads the segment
  int batches = 0;
  while (projected() == 0) {
    ASSERT_TRUE(Step().ok());
    ++batches;
    EXPECT_EQ(store_.pending_bytes(), 0u);
  }
  EXPECT_GT(batches, 5);
}

TEST_F(ProjectorTest, FlushesByBytesOrByAge) {
  NewProjector({.segment_age = 0, .flush_bytes = 100'000, .flush_age = 60 * kSecond});
  Append(1);
  Rest();
  EXPECT_EQ(projected(), 1u);
  EXPECT_EQ(projector_->facts().flushed_seq, 0u);
  now_ += 60 * kSecond;
  Rest();
  EXPECT_EQ(projector_->facts().flushed_seq, 1u);
  Append(1'000);
  Rest();
  EXPECT_EQ(projector_->facts().flushed_seq, 1'001u);
  EXPECT_EQ(projector_->facts().flushes, 2u);
}

TEST_F(ProjectorTest, AStepThatIsCutShortFoldsWhatItHasRead) {
  NewProjector({.segment_age = 0});
  ASSERT_TRUE(Step().ok());  // looks at the store
  for (int i = 0; i < 5; ++i) Append(10);
  ASSERT_TRUE(projector_->Step(now_, [] { return true; }).ok());
  ASSERT_TRUE(projector_->Step(now_, [] { return true; }).ok());
  EXPECT_EQ(store_.written().position.seq, 10u) << "a record at least, else it would never get on";
  Rest();
  EXPECT_EQ(store_.written().position, journal_->durable());
}

TEST_F(ProjectorTest, AfterADeathItGoesOnFromTheFlushedMark) {
  NewProjector({.segment_age = 0});
  Append(5);
  Rest();
  ASSERT_TRUE(store_.Flush().ok());
  Append(5);
  Rest();
  MemoryStore survived(store_.surviving());
  EXPECT_EQ(survived.written().position.seq, 5u);
  Projector next(*journal_, survived, {.segment_age = 0});
  while (next.Step(now_).value() != Progress::kIdle) {
  }
  EXPECT_EQ(survived.written(), store_.written());
}

TEST_F(ProjectorTest, AFailingStoreEndsTheStepWithItsError) {
  Append(5);
  NewProjector({.segment_age = 0});
  store_.FailAt(1);
  ASSERT_TRUE(Step().ok());
  ASSERT_TRUE(Step().ok());
  EXPECT_TRUE(absl::IsUnavailable(Step().status()));
}

TEST_F(ProjectorTest, AStoreOfAnotherJournalIsRefused) {
  Append(5);
  NewProjector({.segment_age = 0});
  Rest();
  const std::unique_ptr<MemoryJournal> other = MemoryJournal::Open().value();
  SampleRecords others;
  ASSERT_TRUE(AppendAll(*other, {others.Sealed(5, 7)}).ok());
  Projector projector(*other, store_);
  const absl::Status status = projector.Step(now_).status();
  EXPECT_THAT(Message(status), AllOf(HasSubstr("another journal"), HasSubstr("seq 5"), HasSubstr("Next:")));
}

TEST_F(ProjectorTest, AStoreAheadOfTheJournalIsRefused) {
  Append(5);
  NewProjector({.segment_age = 0});
  Rest();
  const std::unique_ptr<MemoryJournal> older = MemoryJournal::Open().value();
  Projector projector(*older, store_);
  EXPECT_THAT(Message(projector.Step(now_).status()), AllOf(HasSubstr("up to seq 5"), HasSubstr("ends at seq 0")));
}

TEST_F(ProjectorTest, AStoreBehindWhatWasCutIsRefused) {
  for (int i = 0; i < 3; ++i) Append(5);
  ASSERT_TRUE(journal_->CutBefore(11).ok());
  NewProjector();
  EXPECT_THAT(Message(Step().status()), AllOf(HasSubstr("ends at seq 0"), HasSubstr("begins at seq 11")));
}

TEST_F(ProjectorTest, AStoreThatEndsWhereTheJournalWasCutGoesOn) {
  Append(5);
  Append(5);
  NewProjector({.segment_age = 0});
  Rest();
  ASSERT_TRUE(journal_->CutBefore(11).ok());
  Append(5);
  NewProjector({.segment_age = 0});
  Rest();
  EXPECT_EQ(projected(), 15u);
}

// The projection is far behind: a page ends where the reading was given up, and says so.
TEST_F(ProjectorTest, AHistoryThatIsNotReadToTheEndSaysSo) {
  for (int i = 0; i < 4; ++i) Append(10);
  const HistoryReader reader(*journal_, &store_, 15);
  const HistoryPage page = reader.Read({.ticket = MakeTicketId(1, 0, 1)}).value();
  EXPECT_EQ(page.entries.size(), 1u);
  EXPECT_EQ(page.complete_to, 20u);
  EXPECT_EQ(page.committed_seq, 40u);
}

// Once the engine has forgotten a ticket its key may be used again.
TEST_F(ProjectorTest, AKeyUsedAgainNamesTheLatestTicketWhereverThatStands) {
  SampleRecords samples;
  JournalPosition end;
  const auto append_with_key = [&](std::uint64_t key) {
    std::string record = samples.Unsealed(1, 8);
    std::memcpy(record.data() + sizeof(TurnHeader) + sizeof(EntryHeader) + offsetof(Submitted, key_low), &key, sizeof key);
    end.chain = SealRecord(record.data(), record.size(), end.chain);
    ASSERT_TRUE(AppendAll(*journal_, {record}).ok());
  };
  const auto named_by_key = [&](std::uint64_t key) {
    const HistoryPage page = HistoryReader(*journal_, &store_).Read({.key = {0, key}}).value();
    EXPECT_EQ(page.entries.size(), 1u);
    return page.ticket ? TicketCounter(TicketId(page.ticket->ticket)) : 0;
  };
  NewProjector({.segment_age = 0});
  append_with_key(70);
  append_with_key(71);
  EXPECT_EQ(named_by_key(70), 1u);
  Rest();
  EXPECT_EQ(named_by_key(70), 1u);
  append_with_key(70);
  EXPECT_EQ(named_by_key(70), 3u);
  append_with_key(70);
  EXPECT_EQ(named_by_key(70), 4u);
  Rest();
  EXPECT_EQ(named_by_key(70), 4u);
  EXPECT_EQ(named_by_key(71), 2u);
}

TEST_F(ProjectorTest, ATicketThatNeverWasHasNoHistory) {
  Append(3);
  const HistoryPage page = HistoryReader(*journal_, &store_).Read({.ticket = MakeTicketId(9, 0, 9)}).value();
  EXPECT_FALSE(page.ticket.has_value());
  EXPECT_TRUE(page.entries.empty());
}

}  // namespace
}  // namespace tidegate
