#include "persistence/rocksdb_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "persistence/high_water.h"
#include "persistence/journal_chain.h"
#include "persistence/testing/failing_disk.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/opened_journal.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

// Bytes on disk, as FORMAT.md promises them. A failure here is a change of format: read the version policy before making it pass.
TEST(RocksdbJournal, BytesOfASmallJournalAreAsTheFormatSays) {
  TempDirectory temp;
  SampleRecords samples;
  {
    OpenedJournal opened = OpenJournal(temp / "data").value();
    ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(1, 5), samples.Sealed(2, 0)}).ok());
    ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(1, 8)}).ok());
    ASSERT_TRUE(opened.journal->PromiseEpoch(1).ok());
  }
  std::string text = "VERSION " + ReadWhole(temp / "data/VERSION");
  text += "high_water " + Hex(ReadWhole(temp / "data/high_water")) + "\n";
  text += "journal_marks " + Hex(ReadWhole(temp / "data/journal_marks")) + "\n";
  const auto keys = RawKeys(temp / "data/journal").value();
  for (const auto& [key, value] : keys) {
    text += "key " + Hex(key) + "\n";
    for (std::size_t at = 0; at < value.size(); at += 32) text += "  " + Hex(std::string_view(value).substr(at, 32)) + "\n";
  }
  const std::string golden = "tests/unit/persistence/golden/journal.txt";
  if (std::getenv("TIDEGATE_WRITE_GOLDEN") != nullptr) WriteWhole(golden, text);
  EXPECT_EQ(text, ReadWhole(golden)) << "run with TIDEGATE_WRITE_GOLDEN=1 only after reading the version policy in persistence/FORMAT.md";
}

TEST(RocksdbJournal, LargeCommitIsSplitIntoKeysOfOneWrite) {
  TempDirectory temp;
  SampleRecords samples;
  std::vector<std::string> records;
  for (int i = 0; i < 12; ++i) records.push_back(samples.Sealed(100, 2000));  // 12 x 207 KB
  records.push_back(samples.Sealed(1, 3 << 20));                              // larger than a key may be: stands alone
  records.push_back(samples.Sealed(2, 10));
  FailingDisk disk;
  {
    OpenedJournal opened = OpenJournal(temp / "data", {.env = disk.env()}).value();
    const std::uint64_t syncs = disk.wal_syncs();
    ASSERT_TRUE(AppendAll(*opened.journal, records).ok());
    EXPECT_EQ(disk.wal_syncs(), syncs + 1);
    EXPECT_EQ(*ReadAllFrom(*opened.journal, 1), records);
  }
  const auto keys = RawKeys(temp / "data/journal").value();
  std::string joined;
  for (const auto& [key, value] : keys) {
    joined += value;
    const bool alone = PositionAfter(value).seq == 1201;
    EXPECT_TRUE(alone || value.size() <= kJournalValueBytesMax) << value.size();
  }
  EXPECT_EQ(keys.size(), 3u + 1 + 1);
  std::string expected;
  for (const std::string& record : records) expected += record;
  EXPECT_EQ(joined, expected);
}

TEST(RocksdbJournal, HighWaterIsWrittenAtOnceAndSyncedByTheClock) {
  TempDirectory temp;
  SampleRecords samples;
  Micros now = 0;
  int asked = 0;
  RocksdbJournalOptions options;
  options.monotonic_now = [&] {
    ++asked;
    return now;
  };
  OpenedJournal opened = OpenJournal(temp / "data", options).value();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(1, 30)}).ok());
    EXPECT_EQ(DecodeHighWater(ReadWhole(temp / "data/high_water")), samples.end());
    now += options.high_water_sync_interval;
  }
  EXPECT_GE(asked, 4);
}

// Every write and every sync of the WAL fails once; the journal says so, takes nothing more, and loses nothing acknowledged.
TEST(RocksdbJournal, FailureOfEveryWriteAndSyncEndsItWithoutLoss) {
  for (const bool of_sync : {false, true}) {
    for (const DiskFailure failure : {DiskFailure::kNoSpace, DiskFailure::kIoError}) {
      for (std::uint64_t n = 1; n <= 4; ++n) {
        SCOPED_TRACE(::testing::Message() << (of_sync ? "sync " : "write ") << n);
        TempDirectory temp;
        FailingDisk disk;
        SampleRecords samples;
        std::vector<std::string> acknowledged;
        bool failed = false;
        {
          OpenedJournal opened = OpenJournal(temp / "data", {.env = disk.env()}).value();
          of_sync ? disk.FailSyncAt(n, failure) : disk.FailWriteAt(n, failure);
          for (int i = 0; i < 6 && !failed; ++i) {
            const std::string record = samples.Sealed(2, 100);
            const absl::Status status = AppendAll(*opened.journal, {record});
            failed = !status.ok();
            if (!failed) {
              acknowledged.push_back(record);
              continue;
            }
            EXPECT_EQ(absl::IsResourceExhausted(status), failure == DiskFailure::kNoSpace) << status;
            EXPECT_THAT(Message(status), AllOf(HasSubstr("seq"), HasSubstr("must end now"), HasSubstr("Next:")));
            const std::uint64_t writes = disk.wal_writes();
            EXPECT_EQ(AppendAll(*opened.journal, {SampleRecords(opened.journal->durable()).Sealed(1, 8)}), status);
            EXPECT_EQ(disk.wal_writes(), writes) << "nothing is tried again";
          }
          EXPECT_TRUE(failed);
        }
        absl::StatusOr<OpenedJournal> again = OpenJournal(temp / "data");
        ASSERT_TRUE(again.ok()) << again.status();
        std::vector<std::string> read = *ReadAllFrom(*again->journal, 1);
        ASSERT_GE(read.size(), acknowledged.size());
        read.resize(acknowledged.size());
        EXPECT_EQ(read, acknowledged);
      }
    }
  }
}

TEST(RocksdbJournal, NeverSyncIsVisibleAndDoesNotSync) {
  TempDirectory temp;
  FailingDisk disk;
  SampleRecords samples;
  {
    OpenedJournal opened = OpenJournal(temp / "data", {.sync = JournalSync::kNever, .env = disk.env()}).value();
    EXPECT_FALSE(opened.journal->synced());
    const std::uint64_t syncs = disk.wal_syncs();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(1, 30)}).ok());
    EXPECT_EQ(disk.wal_syncs(), syncs);
    EXPECT_EQ(DecodeHighWater(ReadWhole(temp / "data/high_water")), JournalPosition{}) << "the mark stays where the disk surely is";
  }
  OpenedJournal opened = OpenJournal(temp / "data").value();
  EXPECT_TRUE(opened.journal->synced());
  EXPECT_EQ(opened.journal->durable(), samples.end());
  EXPECT_EQ(DecodeHighWater(ReadWhole(temp / "data/high_water")), samples.end());
}

// Many small memtables: flushes, moves to level 1, WAL files deleted - and cutting gives the space back.
TEST(RocksdbJournal, LongJournalIsOnlyMovedNeverRewrittenAndCuttingFreesItsFiles) {
  TempDirectory temp;
  SampleRecords samples;
  const RocksdbJournalOptions options{.memtable_bytes = 256 << 10};
  OpenedJournal opened = OpenJournal(temp / "data", options).value();
  for (int i = 0; i < 400; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(20, 500)}).ok());
  const RocksdbJournalFacts before = opened.journal->Facts();
  EXPECT_EQ(before.rewritten_bytes, 0u);
  EXPECT_GT(before.sst_bytes, 3u << 20);
  EXPECT_LE(before.memtable_bytes, (kMemtablesMax + 1) * options.memtable_bytes);
  EXPECT_EQ(ReadAllFrom(*opened.journal, 1)->size(), 400u);

  ASSERT_TRUE(opened.journal->CutBefore(samples.end().seq - 99).ok());
  EXPECT_EQ(opened.journal->base().seq, samples.end().seq - 100);
  opened.journal.reset();
  opened.journal = RocksdbJournal::Open(*opened.directory, options).value();
  ASSERT_TRUE(opened.journal->CutBefore(samples.end().seq - 79).ok());
  EXPECT_LT(opened.journal->Facts().sst_bytes, 1u << 20) << "whole files below the cut are gone";
  EXPECT_EQ(ReadAllFrom(*opened.journal, samples.end().seq - 79)->size(), 4u);
}

}  // namespace
}  // namespace tidegate
