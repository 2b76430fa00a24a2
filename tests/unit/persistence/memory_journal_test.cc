#include "persistence/memory_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "persistence/journal_chain.h"
#include "persistence/testing/sample_records.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

// Appends commits, cuts and promises until the end or until something fails; remembers what it was told.
struct Story {
  std::vector<std::string> written;  // every record, acknowledged or not
  std::size_t acknowledged = 0;      // how many of them were
  std::size_t cut = 0;               // how many the last acknowledged cut may have dropped
  bool cut_tried = false;
};

Story Play(MemoryJournal& journal) {
  Story story;
  SampleRecords samples;
  for (std::uint32_t commit = 1; commit <= 12; ++commit) {
    std::vector<std::string> records;
    for (std::uint32_t i = 0; i <= commit % 3; ++i) records.push_back(samples.Sealed(1 + (commit + i) % 4, 24));
    story.written.insert(story.written.end(), records.begin(), records.end());
    if (!AppendAll(journal, records).ok()) return story;
    story.acknowledged += records.size();
    if (commit == 5 && !journal.PromiseEpoch(1).ok()) return story;
    if (commit == 8) {
      story.cut_tried = true;
      if (!journal.CutBefore(PositionAfter(story.written[6]).seq).ok()) return story;
    }
  }
  return story;
}

// What came back is a run of what was written, holds all that was acknowledged, and begins at the base.
void ExpectNothingLost(MemoryDisk disk, const Story& story, const std::string& when) {
  SCOPED_TRACE(when);
  auto recovered = MemoryJournal::Open(std::move(disk));
  ASSERT_TRUE(recovered.ok()) << recovered.status();
  const std::uint64_t base = (*recovered)->base().seq;
  if (!story.cut_tried) {
    EXPECT_EQ(base, 0u);
  }
  std::vector<std::string> expected;
  std::uint64_t acknowledged_seq = 0;
  for (std::size_t i = 0; i < story.written.size(); ++i) {
    const std::uint64_t seq = PositionAfter(story.written[i]).seq;
    if (i < story.acknowledged) acknowledged_seq = seq;
    if (seq > base && seq <= (*recovered)->durable().seq) expected.push_back(story.written[i]);
  }
  EXPECT_GE((*recovered)->durable().seq, acknowledged_seq) << "lost acknowledged changes";
  EXPECT_EQ(*ReadAllFrom(**recovered, base + 1), expected);
  // And it goes on.
  SampleRecords samples((*recovered)->durable());
  EXPECT_TRUE(AppendAll(**recovered, {samples.Sealed(1, 8)}).ok());
}

TEST(MemoryJournal, PowerLossAtEverySyncLosesNothingAcknowledged) {
  for (const std::uint64_t torn : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{15}, std::uint64_t{16}, std::uint64_t{17},
                                   std::uint64_t{100}, FaultPlan::kAllBytes}) {
    std::uint64_t n = 1;
    for (;; ++n) {
      auto journal = MemoryJournal::Open({}, {.crash_at_sync = n, .torn_bytes = torn}).value();
      const Story story = Play(*journal);
      ExpectNothingLost(journal->surviving_bytes(), story, "power loss at sync " + std::to_string(n) + ", torn " + std::to_string(torn));
      if (!journal->fired()) break;
      EXPECT_TRUE(absl::IsAborted(AppendAll(*journal, {SampleRecords(journal->durable()).Sealed(1, 8)})));
    }
    EXPECT_GT(n, 15u) << "12 commits, marks and high-water marks: there are more syncs than that";
  }
}

TEST(MemoryJournal, FailureOfEveryWriteAndSyncEndsItWithoutLoss) {
  for (const bool of_sync : {false, true}) {
    for (std::uint64_t n = 1;; ++n) {
      FaultPlan plan;
      (of_sync ? plan.fail_sync_at : plan.fail_write_at) = n;
      auto journal = MemoryJournal::Open({}, plan).value();
      const Story story = Play(*journal);
      ExpectNothingLost(journal->surviving_bytes(), story, "failure " + std::to_string(n));
      if (!journal->fired()) break;
      const absl::Status first = AppendAll(*journal, {SampleRecords(journal->durable()).Sealed(1, 8)});
      EXPECT_FALSE(first.ok()) << "never go on after a failure";
      EXPECT_EQ(AppendAll(*journal, {SampleRecords(journal->durable()).Sealed(1, 8)}), first);
    }
  }
}

TEST(MemoryJournal, EveryFlippedByteIsRefusedOrHarmless) {
  auto journal = MemoryJournal::Open().value();
  const Story story = Play(*journal);
  const MemoryDisk whole = journal->bytes_after_kill();
  const std::vector<std::string> records = *ReadAllFrom(*journal, journal->base().seq + 1);
  for (std::size_t offset = 0; offset < whole.log.size(); ++offset) {
    MemoryDisk damaged = whole;
    damaged.log[offset] = static_cast<char>(damaged.log[offset] ^ 0x10);
    auto reopened = MemoryJournal::Open(damaged);
    if (reopened.ok()) {
      // The four zero bytes of a frame carry nothing.
      EXPECT_EQ(*ReadAllFrom(**reopened, journal->base().seq + 1), records) << offset;
    } else {
      ASSERT_TRUE(absl::IsDataLoss(reopened.status())) << offset;
      ASSERT_THAT(Message(reopened.status()), HasSubstr("seq ")) << offset;
    }
  }
}

TEST(MemoryJournal, EveryTruncationBelowTheHighWaterMarkIsRefused) {
  auto journal = MemoryJournal::Open().value();
  SampleRecords samples;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(AppendAll(*journal, {samples.Sealed(3, 16)}).ok());
  const MemoryDisk whole = journal->bytes_after_kill();
  for (std::size_t bytes = 0; bytes < whole.log.size(); ++bytes) {
    MemoryDisk cut = whole;
    cut.log.resize(bytes);
    const absl::Status status = MemoryJournal::Open(cut).status();
    ASSERT_TRUE(absl::IsDataLoss(status)) << bytes;
    EXPECT_THAT(Message(status), HasSubstr("seq 12 was acknowledged"));
  }
}

TEST(MemoryJournal, AnotherJournalsHighWaterMarkIsRefused) {
  auto one = MemoryJournal::Open().value();
  auto other = MemoryJournal::Open().value();
  SampleRecords samples;
  SampleRecords different;
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(AppendAll(*one, {samples.Sealed(1, 16)}).ok());
    ASSERT_TRUE(AppendAll(*other, {different.Sealed(1, 24)}).ok());
  }
  MemoryDisk mixed = one->bytes_after_kill();
  mixed.high_water = other->bytes_after_kill().high_water;
  EXPECT_THAT(Message(MemoryJournal::Open(mixed).status()), HasSubstr("not the one that high_water belongs to"));
}

TEST(MemoryJournal, DamagedMarksAreRefused) {
  auto journal = MemoryJournal::Open().value();
  MemoryDisk disk = journal->surviving_bytes();
  disk.marks[9] = static_cast<char>(disk.marks[9] ^ 1);
  EXPECT_TRUE(absl::IsDataLoss(MemoryJournal::Open(disk).status()));
}

TEST(MemoryJournal, SamePlanGivesTheSameBytes) {
  const auto run = [](const FaultPlan& plan) {
    auto journal = MemoryJournal::Open({}, plan).value();
    Play(*journal);
    return journal->surviving_bytes().log + journal->surviving_bytes().high_water + journal->surviving_bytes().marks;
  };
  const FaultPlan plan{.crash_at_sync = 7, .torn_bytes = 33};
  EXPECT_EQ(run(plan), run(plan));
  EXPECT_NE(run(plan), run({}));
}

}  // namespace
}  // namespace tidegate
