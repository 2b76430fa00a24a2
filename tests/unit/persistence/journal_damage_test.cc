// Journals damaged from outside: what cannot be proved harmless is refused, with file, seq and what to do next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "persistence/high_water.h"
#include "persistence/journal_chain.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/opened_journal.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

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

// Opened and read; or why not.
absl::StatusOr<std::vector<std::string>> ReadAll(const std::string& path) {
  const absl::StatusOr<OpenedJournal> opened = OpenJournal(path);
  if (!opened.ok()) return opened.status();
  return ReadAllFrom(*opened->journal, 1);
}

class JournalDamage : public ::testing::Test {
 protected:
  void Append(const std::vector<std::vector<std::string>>& commits, const RocksdbJournalOptions& options = {}) {
    const OpenedJournal opened = OpenJournal(data_, options).value();
    for (const std::vector<std::string>& commit : commits) ASSERT_TRUE(AppendAll(*opened.journal, commit).ok());
  }

  std::vector<std::vector<std::string>> SmallCommits(int count) {
    std::vector<std::vector<std::string>> commits;
    for (int i = 0; i < count; ++i) commits.push_back({samples_.Sealed(2, 30), samples_.Sealed(1, 9)});
    return commits;
  }

  // Flips a bit in every `stride`th byte of the biggest file with this ending, each time in a copy of the directory: refused with a seq, or
  // everything is read as before. Gives how often it was refused.
  int FlipEveryByte(const std::string& ending, std::size_t stride, const std::vector<std::string>& all) {
    const std::string name = std::filesystem::path(BiggestFile(data_ + "/journal", ending)).filename();
    const std::string bytes = ReadWhole(data_ + "/journal/" + name);
    EXPECT_GT(bytes.size(), 1000u);
    int refused = 0;
    for (std::size_t offset = 0; offset < bytes.size(); offset += stride) {
      CopyDirectory(data_, damaged_);
      std::string damaged = bytes;
      damaged[offset] = static_cast<char>(damaged[offset] ^ 0x20);
      WriteWhole(damaged_ + "/journal/" + name, damaged);
      const absl::StatusOr<std::vector<std::string>> read = ReadAll(damaged_);
      if (read.ok()) {
        EXPECT_EQ(*read, all) << "offset " << offset;
        continue;
      }
      ++refused;
      EXPECT_TRUE(absl::IsDataLoss(read.status())) << offset << read.status();
      EXPECT_THAT(Message(read.status()), AllOf(HasSubstr(damaged_ + "/journal"), HasSubstr("seq "), HasSubstr("Next:"))) << offset;
    }
    return refused;
  }

  TempDirectory temp_;
  const std::string data_ = temp_ / "data";
  const std::string damaged_ = temp_ / "damaged";
  SampleRecords samples_;
};

TEST_F(JournalDamage, EveryFlippedByteOfTheWalIsRefusedWithASeqOrHarmless) {
  const std::vector<std::vector<std::string>> commits = SmallCommits(6);
  Append(commits);
  std::vector<std::string> all;
  for (const std::vector<std::string>& commit : commits) all.insert(all.end(), commit.begin(), commit.end());
  EXPECT_GT(FlipEveryByte(".log", 37, all), 30);
}

TEST_F(JournalDamage, EveryFlippedByteOfATableIsRefusedWithASeqOrHarmless) {
  Append(SmallCommits(6));
  const std::vector<std::string> all = *ReadAll(data_);  // opening moved the records from the WAL to a table
  EXPECT_GT(FlipEveryByte(".sst", 41, all), 20);
}

TEST_F(JournalDamage, WalTruncatedBelowTheHighWaterMarkIsRefused) {
  {
    OpenedJournal opened = OpenJournal(data_).value();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples_.Sealed(2, 30)}).ok());
  }
  const std::string name = std::filesystem::path(BiggestFile(data_ + "/journal", ".log")).filename();
  const std::string bytes = ReadWhole(data_ + "/journal/" + name);
  for (std::size_t kept = 0; kept < bytes.size(); kept += 53) {
    CopyDirectory(data_, damaged_);
    WriteWhole(damaged_ + "/journal/" + name, bytes.substr(0, kept));
    const absl::Status status = OpenJournal(damaged_).status();
    ASSERT_TRUE(absl::IsDataLoss(status)) << kept << status;
    EXPECT_THAT(Message(status), AllOf(HasSubstr("seq 10 was acknowledged"), HasSubstr("Next:"))) << kept;
  }
}

TEST_F(JournalDamage, LostJournalFolderIsRefused) {
  { ASSERT_TRUE(AppendAll(*OpenJournal(data_).value().journal, {samples_.Sealed(2, 30)}).ok()); }
  std::filesystem::remove_all(data_ + "/journal");
  std::filesystem::create_directory(data_ + "/journal");
  EXPECT_THAT(Message(OpenJournal(data_).status()), HasSubstr("seq 2 was acknowledged"));
}

TEST_F(JournalDamage, HighWaterMarkOfAnotherJournalOrBetweenRecordsIsRefused) {
  {
    OpenedJournal opened = OpenJournal(data_).value();
    ASSERT_TRUE(AppendAll(*opened.journal, {samples_.Sealed(2, 30), samples_.Sealed(2, 30)}).ok());
    ASSERT_TRUE(AppendAll(*opened.journal, {samples_.Sealed(2, 30)}).ok());
  }
  const std::string good = ReadWhole(data_ + "/high_water");
  for (const JournalPosition& wrong : {JournalPosition{6, 1}, JournalPosition{4, 1}, JournalPosition{3, 1}, JournalPosition{0, 1}}) {
    WriteWhole(data_ + "/high_water", EncodeHighWater(wrong));
    const absl::Status status = OpenJournal(data_).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << wrong.seq;
    EXPECT_THAT(Message(status), HasSubstr("seq " + std::to_string(wrong.seq)));
  }
  // An older mark of the same journal is what a power loss leaves.
  const auto records = [&] {
    WriteWhole(data_ + "/high_water", good);
    return *ReadAllFrom(*OpenJournal(data_).value().journal, 1);
  }();
  for (const std::string& record : records) {
    WriteWhole(data_ + "/high_water", EncodeHighWater(PositionAfter(record)));
    EXPECT_TRUE(OpenJournal(data_).ok());
    EXPECT_EQ(ReadWhole(data_ + "/high_water"), good) << "opening raises the mark to the end";
  }
}

TEST_F(JournalDamage, DamagedMarksAreRefused) {
  { ASSERT_TRUE(OpenJournal(data_).ok()); }
  WriteWhole(data_ + "/journal_marks", "nonsense");
  EXPECT_THAT(Message(OpenJournal(data_).status()), AllOf(HasSubstr("journal_marks"), HasSubstr("Next:")));
}

TEST_F(JournalDamage, MissingTableIsRefused) {
  {
    OpenedJournal opened = OpenJournal(data_, {.memtable_bytes = 128 << 10}).value();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(AppendAll(*opened.journal, {samples_.Sealed(20, 500)}).ok());
  }
  std::filesystem::remove(BiggestFile(data_ + "/journal", ".sst"));
  const absl::StatusOr<OpenedJournal> opened = OpenJournal(data_);
  const absl::Status status = opened.ok() ? ReadAllFrom(*opened->journal, 1).status() : opened.status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(Message(status), AllOf(HasSubstr("seq "), HasSubstr("Next:")));
}

}  // namespace
}  // namespace tidegate
