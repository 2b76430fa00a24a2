// Where the tail begins when the store has all, less or nothing; where a reading ends.
#include "persistence/tail_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/projector.h"
#include "persistence/testing/sample_records.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TailReaderTest : public ::testing::Test {
 protected:
  TailReaderTest() {
    for (const std::uint32_t changes : {2u, 3u, 1u}) EXPECT_TRUE(AppendAll(*journal_, {samples_.Sealed(changes, 24)}).ok());
  }
  void Project() {
    Projector projector(*journal_, store_, {.segment_age = 0});
    for (auto progress = projector.Step(kSecond);; progress = projector.Step(kSecond)) {
      ASSERT_TRUE(progress.ok()) << progress.status();
      if (*progress == Projector::Progress::kIdle) return;
    }
  }
  // What is told of a stretch; `complete_to_` says how far it went.
  std::vector<std::uint64_t> Read(std::uint64_t mark_seq, std::uint64_t end_seq, std::uint64_t changes_max = kTailWithoutBound) {
    std::vector<std::uint64_t> seqs;
    const auto take = [&](const ChangeView& change, std::uint64_t seq, Micros at) {
      EXPECT_EQ(change.As<Submitted>().key_low, seq);
      EXPECT_EQ(change.As<Submitted>().at, at);
      seqs.push_back(seq);
      return absl::OkStatus();
    };
    const absl::StatusOr<std::uint64_t> read = TailReader(*journal_, changes_max).Read(mark_seq, end_seq, take);
    EXPECT_TRUE(read.ok()) << read.status();
    complete_to_ = read.value_or(0);
    return seqs;
  }

  SampleRecords samples_;
  std::unique_ptr<MemoryJournal> journal_ = MemoryJournal::Open().value();
  MemoryStore store_;
  std::uint64_t complete_to_ = 0;
};

TEST_F(TailReaderTest, BeginsBehindWhatTheStoreHas) {
  const TailReader tail(*journal_);
  EXPECT_EQ(tail.Begin(nullptr).mark_seq, 0u);
  EXPECT_EQ(tail.Begin(&store_).mark_seq, 0u);
  Project();
  EXPECT_EQ(tail.Begin(&store_).mark_seq, 6u);
  EXPECT_EQ(tail.Begin(&store_).complete_from, 0u);
  ASSERT_TRUE(journal_->CutBefore(6).ok());
  EXPECT_EQ(tail.Begin(&store_).mark_seq, 6u);
  EXPECT_EQ(tail.Begin(&store_).complete_from, 0u);
}

TEST_F(TailReaderTest, ALostStoreBeginsWhereTheJournalDoesAndSaysSo) {
  ASSERT_TRUE(journal_->CutBefore(6).ok());
  const TailReader tail(*journal_);
  for (const Store* store : {static_cast<const Store*>(nullptr), static_cast<const Store*>(&store_)}) {
    EXPECT_EQ(tail.Begin(store).mark_seq, 5u);
    EXPECT_EQ(tail.Begin(store).complete_from, 6u);
  }
  EXPECT_THAT(Read(5, 6), ElementsAre(6));
}

TEST_F(TailReaderTest, ReadsWhatLiesBetween) {
  EXPECT_THAT(Read(0, 6), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(complete_to_, 6u);
  EXPECT_THAT(Read(2, 5), ElementsAre(3, 4, 5));
  EXPECT_EQ(complete_to_, 5u);
  EXPECT_THAT(Read(6, 6), IsEmpty());
  EXPECT_EQ(complete_to_, 6u);
  // More than was asked for: a record is told as a whole.
  EXPECT_THAT(Read(2, 4), ElementsAre(3, 4, 5));
}

TEST_F(TailReaderTest, EndsWithTheRecordThatPassesItsBound) {
  EXPECT_THAT(Read(0, 6, 2), ElementsAre(1, 2));
  EXPECT_EQ(complete_to_, 2u);
  EXPECT_THAT(Read(0, 6, 3), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(complete_to_, 5u);
}

TEST_F(TailReaderTest, AnErrorOfTheCallerEndsItAndComesBack) {
  const TailReader tail(*journal_);
  int told = 0;
  const auto fail = [&](const ChangeView&, std::uint64_t, Micros) {
    return ++told == 3 ? absl::UnavailableError("enough") : absl::OkStatus();
  };
  EXPECT_EQ(Message(tail.Read(0, 6, fail).status()), "enough");
  EXPECT_EQ(told, 3);
  told = 0;
  const auto stop = [&](const ChangeView&, std::uint64_t, Micros) { return ++told == 3 ? absl::CancelledError() : absl::OkStatus(); };
  EXPECT_EQ(tail.Read(0, 6, stop).value(), 3u);
  EXPECT_EQ(told, 3);
}

TEST_F(TailReaderTest, WhatWasCutMeanwhileIsLookedForAgain) {
  ASSERT_TRUE(journal_->CutBefore(6).ok());
  const TailReader tail(*journal_);
  const auto nothing = [](const ChangeView&, std::uint64_t, Micros) { return absl::OkStatus(); };
  EXPECT_TRUE(absl::IsOutOfRange(tail.Read(0, 6, nothing).status()));
  int looks = 0;
  const auto page = TailReader::LookUntilUncut<std::uint64_t>([&] { return tail.Read(++looks < 3 ? 0 : 5, 6, nothing); });
  EXPECT_EQ(page.value(), 6u);
  EXPECT_EQ(looks, 3);
  looks = -100;
  EXPECT_TRUE(
      absl::IsOutOfRange(TailReader::LookUntilUncut<std::uint64_t>([&] { return tail.Read(++looks < 3 ? 0 : 5, 6, nothing); }).status()))
      << "not for ever";
}

}  // namespace
}  // namespace tidegate
