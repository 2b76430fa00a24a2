#include "persistence/journal_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "persistence/testing/sample_records.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Three records of 2, 1 and 3 changes, one behind the other.
struct Stretch {
  std::vector<std::string> records;
  std::string bytes;
  JournalPosition end;
};

Stretch MakeStretch() {
  SampleRecords samples;
  Stretch stretch;
  for (const std::uint32_t changes : {2u, 1u, 3u}) stretch.records.push_back(samples.Sealed(changes, 21));
  for (const std::string& record : stretch.records) stretch.bytes += record;
  stretch.end = samples.end();
  return stretch;
}

absl::Status WalkAll(std::string_view bytes, JournalPosition before = {}) {
  ChainWalk walk("J", before);
  while (!bytes.empty()) {
    std::string_view record;
    if (absl::Status status = walk.Next(bytes, record); !status.ok()) return status;
  }
  return absl::OkStatus();
}

TEST(ChainWalk, WholeStretchIsGivenRecordByRecord) {
  const Stretch stretch = MakeStretch();
  ChainWalk walk("J", {});
  std::string_view rest = stretch.bytes;
  for (const std::string& expected : stretch.records) {
    std::string_view record;
    ASSERT_TRUE(walk.Next(rest, record).ok());
    EXPECT_EQ(record, expected);
    EXPECT_EQ(walk.position(), PositionAfter(record));
  }
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(walk.position(), stretch.end);
}

TEST(ChainWalk, EverySingleFlippedBitIsRefusedWithItsSeq) {
  const Stretch stretch = MakeStretch();
  const std::uint64_t first_seq[] = {1, 3, 4};
  std::size_t record = 0;
  std::size_t record_ends = stretch.records[0].size();
  for (std::size_t offset = 0; offset < stretch.bytes.size(); ++offset) {
    if (offset == record_ends) record_ends += stretch.records[++record].size();
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = stretch.bytes;
      damaged[offset] = static_cast<char>(damaged[offset] ^ (1 << bit));
      const absl::Status status = WalkAll(damaged);
      ASSERT_TRUE(absl::IsDataLoss(status)) << "offset " << offset << " bit " << bit;
      ASSERT_THAT(Message(status), AllOf(HasSubstr("journal J"), HasSubstr("seq " + std::to_string(first_seq[record])), HasSubstr("Next:")))
          << "offset " << offset;
    }
  }
}

TEST(ChainWalk, EveryTruncationInsideARecordIsRefused) {
  const Stretch stretch = MakeStretch();
  for (std::size_t bytes = 1; bytes < stretch.bytes.size(); ++bytes) {
    const bool at_a_seam = bytes == stretch.records[0].size() || bytes == stretch.records[0].size() + stretch.records[1].size();
    EXPECT_EQ(WalkAll(std::string_view(stretch.bytes).substr(0, bytes)).ok(), at_a_seam) << bytes;
  }
}

TEST(ChainWalk, MissingDoubledAndSwappedRecordsAreRefused) {
  const std::vector<std::string> r = MakeStretch().records;
  EXPECT_THAT(Message(WalkAll(r[0] + r[2])), HasSubstr("seq 3"));
  EXPECT_THAT(Message(WalkAll(r[0] + r[1] + r[1])), HasSubstr("seq 4"));
  EXPECT_THAT(Message(WalkAll(r[1] + r[0] + r[2])), HasSubstr("seq 1"));
}

TEST(ChainWalk, RecordOfAnotherPastIsRefusedThoughItsSeqFits) {
  std::vector<std::string> records = MakeStretch().records;
  SampleRecords other;
  other.Sealed(2, 5);  // as many changes, another content
  const std::string foreign = other.Sealed(1, 21);
  const absl::Status status = WalkAll(records[0] + foreign);
  EXPECT_THAT(Message(status), AllOf(HasSubstr("chain is broken"), HasSubstr("seq 3")));
}

TEST(ChainWalk, BelievingPastChecksEverythingButTheFirstLink) {
  const std::vector<std::string> r = MakeStretch().records;
  const std::string bytes = r[1] + r[2];
  std::string_view rest = bytes;
  std::string_view record;
  ChainWalk walk = ChainWalk::BelievingPast("J", 3);
  EXPECT_TRUE(walk.Next(rest, record).ok());
  EXPECT_TRUE(walk.Next(rest, record).ok());
  rest = bytes;
  EXPECT_FALSE(ChainWalk::BelievingPast("J", 2).Next(rest, record).ok());
}

TEST(CheckHighWater, OnlyAJournalThatReachesAndMatchesTheMarkPasses) {
  const JournalPosition mark{10, 77};
  const JournalPosition other{10, 78};
  EXPECT_TRUE(CheckHighWater("J", mark, {10, 77}, &mark).ok());
  EXPECT_TRUE(CheckHighWater("J", mark, {12, 5}, &mark).ok());
  EXPECT_THAT(Message(CheckHighWater("J", mark, {9, 5}, nullptr)), AllOf(HasSubstr("ends at seq 9"), HasSubstr("seq 10 was acknowledged")));
  EXPECT_THAT(Message(CheckHighWater("J", mark, {12, 5}, &other)), HasSubstr("at or before seq 10"));
  EXPECT_THAT(Message(CheckHighWater("J", mark, {12, 5}, nullptr)), HasSubstr("at or before seq 10"));
}

}  // namespace
}  // namespace tidegate
