// The contract of JournalSink, tried on every implementation: what holds for the disk holds for its simulated twin.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "persistence/journal_chain.h"
#include "persistence/memory_journal.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/single_node_coordinator.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A journal that can be closed and opened again.
class Place {
 public:
  virtual ~Place() = default;
  virtual JournalSink& Open() = 0;  // closes first
};

class MemoryPlace final : public Place {
 public:
  JournalSink& Open() override {
    MemoryDisk disk = journal_ ? journal_->bytes_after_kill() : MemoryDisk{};
    journal_ = MemoryJournal::Open(std::move(disk)).value();
    return *journal_;
  }

 private:
  std::unique_ptr<MemoryJournal> journal_;
};

class RocksdbPlace final : public Place {
 public:
  JournalSink& Open() override {
    journal_.reset();
    directory_.reset();
    directory_ = DataDirectory::Open(temp_ / "data").value();
    journal_ = RocksdbJournal::Open(*directory_).value();
    return *journal_;
  }

 private:
  TempDirectory temp_;
  std::unique_ptr<DataDirectory> directory_;
  std::unique_ptr<RocksdbJournal> journal_;
};

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Place>()> make;
};

class JournalContract : public ::testing::TestWithParam<Kind> {
 protected:
  JournalContract() : place_(GetParam().make()), journal_(&place_->Open()) {}

  JournalSink& journal() { return *journal_; }
  void Reopen() { journal_ = &place_->Open(); }

  // One commit of records with so many changes each.
  void Append(const std::vector<std::uint32_t>& changes) {
    std::vector<std::string> records;
    for (const std::uint32_t count : changes) records.push_back(samples_.Sealed(count, 40));
    ASSERT_TRUE(AppendAll(journal(), records).ok());
    all_.insert(all_.end(), records.begin(), records.end());
  }
  // The records that end at or after `seq`.
  std::vector<std::string> Expected(std::uint64_t seq) const {
    std::vector<std::string> records;
    for (const std::string& record : all_) {
      if (PositionAfter(record).seq >= seq) records.push_back(record);
    }
    return records;
  }

  SampleRecords samples_;
  std::vector<std::string> all_;
  std::unique_ptr<Place> place_;
  JournalSink* journal_;
};

INSTANTIATE_TEST_SUITE_P(, JournalContract,
                         ::testing::Values(Kind{"Memory", [] { return std::make_unique<MemoryPlace>(); }},
                                           Kind{"Rocksdb", [] { return std::make_unique<RocksdbPlace>(); }}),
                         [](const ::testing::TestParamInfo<Kind>& info) { return info.param.name; });

TEST_P(JournalContract, NewJournalIsEmpty) {
  for (int opening = 0; opening < 2; ++opening) {
    EXPECT_EQ(journal().durable(), JournalPosition{});
    EXPECT_EQ(journal().base(), JournalPosition{});
    EXPECT_EQ(journal().promised_epoch(), 0u);
    EXPECT_THAT(*ReadAllFrom(journal(), 1), IsEmpty());
    EXPECT_TRUE(journal().synced());
    Reopen();
  }
}

TEST_P(JournalContract, ReopeningGivesEverythingBackAndContinuesTheChain) {
  for (std::uint32_t round = 1; round <= 5; ++round) {
    Append({round});
    Append({1, round, 2});
    EXPECT_EQ(journal().durable(), samples_.end());
    Reopen();
    EXPECT_EQ(journal().durable(), samples_.end());
    EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
  }
}

TEST_P(JournalContract, ReadingFromAnySeqBeginsWithTheRecordThatHoldsIt) {
  Append({3, 1, 4});
  Append({1});
  Append({5, 9});
  for (std::uint64_t seq = 1; seq <= samples_.end().seq + 1; ++seq) {
    EXPECT_EQ(*ReadAllFrom(journal(), seq), Expected(seq)) << seq;
  }
}

TEST_P(JournalContract, AnErrorOfTheReaderStopsTheReading) {
  Append({1, 1});
  Append({1});
  int seen = 0;
  const absl::Status status =
      journal().ReadFrom(1, [&](std::string_view) { return ++seen == 2 ? absl::CancelledError("enough") : absl::OkStatus(); });
  EXPECT_EQ(status, absl::CancelledError("enough"));
  EXPECT_EQ(seen, 2);
}

TEST_P(JournalContract, CuttingBeforeEverySeqKeepsWhatReachesIt) {
  Append({2, 2});
  Append({3});
  Append({1, 1, 1});
  for (std::uint64_t seq = 1; seq <= samples_.end().seq + 1; ++seq) {
    ASSERT_TRUE(journal().CutBefore(seq).ok());
    const JournalPosition base = journal().base();
    EXPECT_LT(base.seq, seq);
    EXPECT_EQ(*ReadAllFrom(journal(), base.seq + 1), Expected(base.seq + 1));
    EXPECT_EQ(*ReadAllFrom(journal(), seq), Expected(seq));
    if (base.seq > 0) {
      EXPECT_TRUE(absl::IsOutOfRange(ReadAllFrom(journal(), base.seq).status()));
    }
    Reopen();
    EXPECT_EQ(journal().base(), base);
    EXPECT_EQ(journal().durable(), samples_.end());
    EXPECT_EQ(*ReadAllFrom(journal(), base.seq + 1), Expected(base.seq + 1));
  }
  EXPECT_EQ(journal().base(), samples_.end()) << "behind the last record everything may go";
  Append({2});
  Reopen();
  EXPECT_EQ(*ReadAllFrom(journal(), journal().base().seq + 1), Expected(journal().base().seq + 1));
}

TEST_P(JournalContract, PiecesAreWhatACutLetsGoOf) {
  EXPECT_THAT(journal().Pieces(), IsEmpty());
  for (int part = 0; part < 6; ++part) {
    Append({2, 3});
    Append({1});
    Reopen();  // the disk's begins another file
  }
  std::vector<JournalPiece> pieces = journal().Pieces();
  ASSERT_GE(pieces.size(), 6u);
  while (pieces.size() > 1) {
    EXPECT_EQ(pieces.front().first_seq, journal().base().seq + 1);
    for (std::size_t i = 1; i < pieces.size(); ++i) EXPECT_LT(pieces[i - 1].first_seq, pieces[i].first_seq);
    for (const JournalPiece& piece : pieces) EXPECT_GT(piece.bytes, 0u);
    ASSERT_TRUE(journal().CutBefore(pieces[1].first_seq).ok());
    EXPECT_EQ(journal().base().seq + 1, pieces[1].first_seq) << "a cut at a piece's begin is exact";
    pieces.erase(pieces.begin());
    ASSERT_EQ(journal().Pieces().size(), pieces.size());
    EXPECT_EQ(journal().Pieces().front().first_seq, pieces.front().first_seq);
  }
  Append({4});
  EXPECT_LE(journal().Pieces().back().first_seq, journal().durable().seq);
}

TEST_P(JournalContract, CuttingAfterEveryRecordLetsAnotherContinuationFollow) {
  std::uint32_t epoch = 1;
  for (const std::size_t keep : {0u, 1u, 2u, 3u, 4u}) {
    Append({2, 2});
    Append({3});
    Append({1, 1});
    all_.resize(keep);
    const JournalPosition end = keep == 0 ? JournalPosition{} : PositionAfter(all_.back());
    ASSERT_TRUE(journal().CutAfter(end.seq, ++epoch).ok());
    EXPECT_EQ(journal().durable(), end);
    EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
    Reopen();
    EXPECT_EQ(journal().durable(), end);
    EXPECT_EQ(journal().promised_epoch(), epoch);
    EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
    samples_ = SampleRecords(end);
    samples_.epoch = epoch;
    Append({1, 7});
    Append({4});
    Reopen();
    EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
    all_.clear();
    ASSERT_TRUE(journal().CutAfter(0, epoch).ok());
    samples_ = SampleRecords();
    samples_.epoch = epoch;
  }
}

TEST_P(JournalContract, CuttingInsideARecordIsRefusedAndChangesNothing) {
  Append({3, 3});
  for (const std::uint64_t seq : {1u, 2u, 4u, 5u, 7u, 100u}) {
    EXPECT_TRUE(absl::IsNotFound(journal().CutAfter(seq, 1))) << seq;
  }
  EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
  Append({1});
}

TEST_P(JournalContract, PromisedEpochIsDurableAndKeepsOldLeadersOut) {
  Append({1});
  ASSERT_TRUE(journal().PromiseEpoch(3).ok());
  EXPECT_TRUE(journal().PromiseEpoch(3).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(journal().PromiseEpoch(2)));
  Reopen();
  EXPECT_EQ(journal().promised_epoch(), 3u);
  EXPECT_TRUE(absl::IsFailedPrecondition(journal().CutAfter(1, 2)));
  SampleRecords deposed = samples_;
  deposed.epoch = 2;
  const absl::Status refused = AppendAll(journal(), {deposed.Sealed(1, 8)});
  EXPECT_TRUE(absl::IsFailedPrecondition(refused));
  EXPECT_THAT(Message(refused), HasSubstr("epoch 3"));
  samples_.epoch = 3;
  Append({1});
  EXPECT_EQ(*ReadAllFrom(journal(), 1), all_);
}

TEST_P(JournalContract, RecordsThatDoNotFollowAreOurMistake) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // RocksDB has threads
  Append({2});
  SampleRecords gap({5, samples_.end().chain});
  EXPECT_DEATH(AppendAll(journal(), {gap.Sealed(1, 8)}).IgnoreError(), "CHECK failed");
  SampleRecords other_past({2, 12345});
  EXPECT_DEATH(AppendAll(journal(), {other_past.Sealed(1, 8)}).IgnoreError(), "CHECK failed");
}

TEST_P(JournalContract, SingleNodeCoordinatorPromisesItsEpochOnce) {
  {
    auto coordinator = SingleNodeCoordinator::Open(journal()).value();
    EXPECT_TRUE(coordinator->Current().leads);
    EXPECT_EQ(coordinator->Current().epoch, 1u);
    EXPECT_EQ(coordinator->CommittedSeq({9, 7, 0}), 7u);
  }
  ASSERT_TRUE(journal().PromiseEpoch(5).ok());
  Reopen();
  EXPECT_EQ(SingleNodeCoordinator::Open(journal()).value()->Current().epoch, 5u);
}

}  // namespace
}  // namespace tidegate
