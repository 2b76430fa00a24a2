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
#include "tests/unit/persistence/reading.h"
#include "tests/unit/persistence/temp_directory.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;

// An opened directory with its journal.
struct Opened {
  std::unique_ptr<DataDirectory> directory;
  std::unique_ptr<RocksdbJournal> journal;
};

absl::StatusOr<Opened> Open(const std::string& path, const RocksdbJournalOptions& options = {}) {
  Opened opened;
  auto directory = DataDirectory::Open(path);
  if (!directory.ok()) return directory.status();
  opened.directory = std::move(*directory);
  auto journal = RocksdbJournal::Open(*opened.directory, options);
  if (!journal.ok()) return journal.status();
  opened.journal = std::move(*journal);
  return opened;
}

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

// The biggest file with this ending: the WAL or SST that holds the records.
std::string BiggestFile(const std::string& path, const std::string& ending) {
  std::string found;
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ending && entry.file_size() >= bytes) {
      bytes = entry.file_size();
      found = entry.path();
    }
  }
  return found;
}

void CopyDirectory(const std::string& from, const std::string& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

// Bytes on disk, as FORMAT.md promises them. A failure here is a change of format: read the version policy before making it pass.
TEST(RocksdbJournal, BytesOfASmallJournalAreAsTheFormatSays) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data").value();
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
    Opened opened = Open(temp / "data", {.env = disk.env()}).value();
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

TEST(RocksdbJournal, EveryFlippedByteOfTheWalIsRefusedWithASeqOrHarmless) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data").value();
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30), samples.Sealed(1, 9)}).ok());
  }
  const std::vector<std::string> all = *ReadAllFrom(*Open(temp / "data").value().journal, 1);
  // Opening moved the records from the WAL to a table; put them back into a WAL.
  std::filesystem::remove_all(temp / "data");
  {
    Opened opened = Open(temp / "data").value();
    for (std::size_t i = 0; i < all.size(); i += 2) ASSERT_TRUE(AppendAll(*opened.journal, {all[i], all[i + 1]}).ok());
  }
  const std::string wal = BiggestFile(temp / "data/journal", ".log");
  const std::string name = std::filesystem::path(wal).filename();
  const std::string bytes = ReadWhole(wal);
  ASSERT_GT(bytes.size(), 1000u);
  int refused = 0;
  for (std::size_t offset = 0; offset < bytes.size(); offset += 37) {
    CopyDirectory(temp / "data", temp / "damaged");
    std::string damaged = bytes;
    damaged[offset] = static_cast<char>(damaged[offset] ^ 0x20);
    WriteWhole(temp / ("damaged/journal/" + name), damaged);
    const absl::StatusOr<Opened> opened = Open(temp / "damaged");
    const absl::StatusOr<std::vector<std::string>> read =
        opened.ok() ? ReadAllFrom(*opened->journal, 1) : absl::StatusOr<std::vector<std::string>>(opened.status());
    if (read.ok()) {
      EXPECT_EQ(*read, all) << "offset " << offset;
      continue;
    }
    ++refused;
    EXPECT_TRUE(absl::IsDataLoss(read.status())) << offset << read.status();
    EXPECT_THAT(Message(read.status()), AllOf(HasSubstr(temp / "damaged/journal"), HasSubstr("seq "), HasSubstr("Next:"))) << offset;
  }
  EXPECT_GT(refused, 30);
}

TEST(RocksdbJournal, EveryFlippedByteOfATableIsRefusedWithASeqOrHarmless) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data").value();
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30), samples.Sealed(1, 9)}).ok());
  }
  const std::vector<std::string> all = *ReadAllFrom(*Open(temp / "data").value().journal, 1);
  const std::string table = BiggestFile(temp / "data/journal", ".sst");
  const std::string name = std::filesystem::path(table).filename();
  const std::string bytes = ReadWhole(table);
  ASSERT_GT(bytes.size(), 1000u);
  int refused = 0;
  for (std::size_t offset = 0; offset < bytes.size(); offset += 41) {
    CopyDirectory(temp / "data", temp / "damaged");
    std::string damaged = bytes;
    damaged[offset] = static_cast<char>(damaged[offset] ^ 0x20);
    WriteWhole(temp / ("damaged/journal/" + name), damaged);
    const absl::StatusOr<Opened> opened = Open(temp / "damaged");
    const absl::StatusOr<std::vector<std::string>> read =
        opened.ok() ? ReadAllFrom(*opened->journal, 1) : absl::StatusOr<std::vector<std::string>>(opened.status());
    if (read.ok()) {
      EXPECT_EQ(*read, all) << "offset " << offset;
      continue;
    }
    ++refused;
    EXPECT_TRUE(absl::IsDataLoss(read.status())) << offset << read.status();
    EXPECT_THAT(Message(read.status()), AllOf(HasSubstr(temp / "damaged/journal"), HasSubstr("seq "), HasSubstr("Next:"))) << offset;
  }
  EXPECT_GT(refused, 20);
}

TEST(RocksdbJournal, WalTruncatedBelowTheHighWaterMarkIsRefused) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data").value();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30)}).ok());
  }
  const std::string name = std::filesystem::path(BiggestFile(temp / "data/journal", ".log")).filename();
  const std::string bytes = ReadWhole(temp / ("data/journal/" + name));
  for (std::size_t kept = 0; kept < bytes.size(); kept += 53) {
    CopyDirectory(temp / "data", temp / "damaged");
    WriteWhole(temp / ("damaged/journal/" + name), bytes.substr(0, kept));
    const absl::Status status = Open(temp / "damaged").status();
    ASSERT_TRUE(absl::IsDataLoss(status)) << kept << status;
    EXPECT_THAT(Message(status), AllOf(HasSubstr("seq 10 was acknowledged"), HasSubstr("Next:"))) << kept;
  }
}

TEST(RocksdbJournal, LostJournalFolderIsRefused) {
  TempDirectory temp;
  SampleRecords samples;
  { ASSERT_TRUE(AppendAll(*Open(temp / "data").value().journal, {samples.Sealed(2, 30)}).ok()); }
  std::filesystem::remove_all(temp / "data/journal");
  std::filesystem::create_directory(temp / "data/journal");
  EXPECT_THAT(Message(Open(temp / "data").status()), HasSubstr("seq 2 was acknowledged"));
}

TEST(RocksdbJournal, HighWaterMarkOfAnotherJournalOrBetweenRecordsIsRefused) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data").value();
    ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30), samples.Sealed(2, 30)}).ok());
    ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30)}).ok());
  }
  const std::string good = ReadWhole(temp / "data/high_water");
  for (const JournalPosition& wrong : {JournalPosition{6, 1}, JournalPosition{4, 1}, JournalPosition{3, 1}, JournalPosition{0, 1}}) {
    WriteWhole(temp / "data/high_water", EncodeHighWater(wrong));
    const absl::Status status = Open(temp / "data").status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << wrong.seq;
    EXPECT_THAT(Message(status), HasSubstr("seq " + std::to_string(wrong.seq)));
  }
  // An older mark of the same journal is what a power loss leaves.
  const auto records = [&] {
    WriteWhole(temp / "data/high_water", good);
    return *ReadAllFrom(*Open(temp / "data").value().journal, 1);
  }();
  for (const std::string& record : records) {
    WriteWhole(temp / "data/high_water", EncodeHighWater(PositionAfter(record)));
    EXPECT_TRUE(Open(temp / "data").ok());
    EXPECT_EQ(ReadWhole(temp / "data/high_water"), good) << "opening raises the mark to the end";
  }
}

TEST(RocksdbJournal, DamagedMarksAreRefused) {
  TempDirectory temp;
  { ASSERT_TRUE(Open(temp / "data").ok()); }
  WriteWhole(temp / "data/journal_marks", "nonsense");
  EXPECT_THAT(Message(Open(temp / "data").status()), AllOf(HasSubstr("journal_marks"), HasSubstr("Next:")));
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
  Opened opened = Open(temp / "data", options).value();
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
          Opened opened = Open(temp / "data", {.env = disk.env()}).value();
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
        absl::StatusOr<Opened> again = Open(temp / "data");
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
    Opened opened = Open(temp / "data", {.sync = JournalSync::kNever, .env = disk.env()}).value();
    EXPECT_FALSE(opened.journal->synced());
    const std::uint64_t syncs = disk.wal_syncs();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(1, 30)}).ok());
    EXPECT_EQ(disk.wal_syncs(), syncs);
    EXPECT_EQ(DecodeHighWater(ReadWhole(temp / "data/high_water")), JournalPosition{}) << "the mark stays where the disk surely is";
  }
  Opened opened = Open(temp / "data").value();
  EXPECT_TRUE(opened.journal->synced());
  EXPECT_EQ(opened.journal->durable(), samples.end());
  EXPECT_EQ(DecodeHighWater(ReadWhole(temp / "data/high_water")), samples.end());
}

// Many small memtables: flushes, moves to level 1, WAL files deleted - and cutting gives the space back.
TEST(RocksdbJournal, LongJournalIsOnlyMovedNeverRewrittenAndCuttingFreesItsFiles) {
  TempDirectory temp;
  SampleRecords samples;
  const RocksdbJournalOptions options{.memtable_bytes = 256 << 10};
  Opened opened = Open(temp / "data", options).value();
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

TEST(RocksdbJournal, MissingTableIsRefused) {
  TempDirectory temp;
  SampleRecords samples;
  {
    Opened opened = Open(temp / "data", {.memtable_bytes = 128 << 10}).value();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(20, 500)}).ok());
  }
  std::filesystem::remove(BiggestFile(temp / "data/journal", ".sst"));
  const absl::StatusOr<Opened> opened = Open(temp / "data");
  const absl::Status status = opened.ok() ? ReadAllFrom(*opened->journal, 1).status() : opened.status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(Message(status), AllOf(HasSubstr("seq "), HasSubstr("Next:")));
}

}  // namespace
}  // namespace tidegate
