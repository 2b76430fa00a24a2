#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "persistence/high_water.h"
#include "persistence/journal_marks.h"
#include "persistence/posix_file.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(HighWater, BytesAreSeqThenChainLittleEndian) {
  const std::string bytes = EncodeHighWater({0x0102030405060708, 0x1112131415161718});
  EXPECT_EQ(bytes, std::string("\x08\x07\x06\x05\x04\x03\x02\x01\x18\x17\x16\x15\x14\x13\x12\x11", 16));
  EXPECT_EQ(DecodeHighWater(bytes), (JournalPosition{0x0102030405060708, 0x1112131415161718}));
}

TEST(HighWater, FileIsOverwrittenInPlaceAndReadBack) {
  TempDirectory directory;
  const std::string path = directory / "high_water";
  WriteWhole(path, EncodeHighWater({}));
  absl::StatusOr<HighWaterFile> file = HighWaterFile::Open(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->mark(), JournalPosition{});
  for (std::uint64_t seq = 1; seq <= 3; ++seq) ASSERT_TRUE(file->Write({seq, seq * 100}).ok());
  ASSERT_TRUE(file->Sync().ok());
  EXPECT_EQ(ReadWhole(path), EncodeHighWater({3, 300}));
  EXPECT_EQ(HighWaterFile::Open(path)->mark(), (JournalPosition{3, 300}));
}

TEST(HighWater, MissingOrMisshapenFileIsRefusedWithTheNextStep) {
  TempDirectory directory;
  for (const int bytes : {-1, 0, 15, 17, 4096}) {
    if (bytes >= 0) WriteWhole(directory / "high_water", std::string(static_cast<std::size_t>(bytes), 'x'));
    const absl::Status status = HighWaterFile::Open(directory / "high_water").status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << bytes;
    EXPECT_THAT(Message(status), AllOf(HasSubstr("high_water"), HasSubstr("Next:")));
  }
}

TEST(JournalMarks, ComeBackAsWritten) {
  const JournalMarks marks{{41, 0xABCDEF}, 7};
  EXPECT_EQ(DecodeJournalMarks(EncodeJournalMarks(marks)), marks);
  EXPECT_EQ(EncodeJournalMarks(marks).size(), kJournalMarksBytes);
}

TEST(JournalMarks, EverySingleFlippedBitIsRefused) {
  const std::string bytes = EncodeJournalMarks({{41, 0xABCDEF}, 7});
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    EXPECT_EQ(DecodeJournalMarks(damaged), std::nullopt) << bit;
  }
  EXPECT_EQ(DecodeJournalMarks(bytes.substr(1)), std::nullopt);
  EXPECT_EQ(DecodeJournalMarks(bytes + "x"), std::nullopt);
}

TEST(ReplaceFile, LeavesTheNewContentAndNothingElse) {
  TempDirectory directory;
  ASSERT_TRUE(ReplaceFile(directory / "a", "first").ok());
  ASSERT_TRUE(ReplaceFile(directory / "a", "second").ok());
  EXPECT_EQ(ReadWhole(directory / "a"), "second");
  EXPECT_FALSE(std::filesystem::exists(directory / "a.new"));
}

TEST(PosixFile, ErrorsNamePathReasonAndRemedy) {
  const absl::Status missing = ReplaceFile("/nonexistent/deep/file", "x");
  EXPECT_TRUE(absl::IsNotFound(missing));
  EXPECT_THAT(Message(missing), AllOf(HasSubstr("/nonexistent/deep/file"), HasSubstr("No such file"), HasSubstr("create the directory")));
  // A device that is always full.
  absl::StatusOr<FileDescriptor> full = OpenFile("/dev/full", O_WRONLY);
  ASSERT_TRUE(full.ok());
  EXPECT_TRUE(absl::IsResourceExhausted(PosixError(ENOSPC, "write", "/dev/full")));
  EXPECT_THAT(Message(PosixError(ENOSPC, "write", "/dev/full")), HasSubstr("make space"));
}

TEST(PosixFile, SmallFilesAreBounded) {
  TempDirectory directory;
  WriteWhole(directory / "a", "12345");
  EXPECT_EQ(*ReadSmallFile(directory / "a", 5), "12345");
  EXPECT_TRUE(absl::IsOutOfRange(ReadSmallFile(directory / "a", 4).status()));
}

}  // namespace
}  // namespace tidegate
