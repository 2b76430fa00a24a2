#include "persistence/data_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Refusal(const std::string& path) {
  absl::StatusOr<std::unique_ptr<DataDirectory>> directory = DataDirectory::Open(path);
  EXPECT_FALSE(directory.ok());
  return directory.ok() ? "" : Message(directory.status());
}

TEST(DataDirectory, NewOneHasItsLayout) {
  TempDirectory temp;
  auto directory = DataDirectory::Open(temp / "d");
  ASSERT_TRUE(directory.ok()) << directory.status();
  EXPECT_EQ(ReadWhole(temp / "d/VERSION"), "tidegate data directory, format 1\n");
  EXPECT_EQ(ReadWhole((*directory)->high_water_path()), std::string(16, '\0'));
  EXPECT_TRUE(std::filesystem::exists((*directory)->journal_marks_path()));
  EXPECT_TRUE(std::filesystem::is_directory((*directory)->journal_path()));
}

TEST(DataDirectory, ReopensWithoutTouchingWhatIsThere) {
  TempDirectory temp;
  { ASSERT_TRUE(DataDirectory::Open(temp / "d").ok()); }
  WriteWhole(temp / "d/high_water", "0123456789abcdef");
  auto again = DataDirectory::Open(temp / "d");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ReadWhole(temp / "d/high_water"), "0123456789abcdef");
}

TEST(DataDirectory, SecondOpenerIsRefusedAndToldWhoHasIt) {
  TempDirectory temp;
  auto first = DataDirectory::Open(temp / "d");
  ASSERT_TRUE(first.ok());
  EXPECT_THAT(Refusal(temp / "d"), AllOf(HasSubstr(temp / "d"), HasSubstr("in use"), HasSubstr("pid " + std::to_string(::getpid())),
                                         HasSubstr("stop that process")));
  first->reset();
  EXPECT_TRUE(DataDirectory::Open(temp / "d").ok());
}

TEST(DataDirectory, UnknownFormatIsRefused) {
  TempDirectory temp;
  { ASSERT_TRUE(DataDirectory::Open(temp / "d").ok()); }
  WriteWhole(temp / "d/VERSION", "tidegate data directory, format 2\n");
  EXPECT_THAT(Refusal(temp / "d"), AllOf(HasSubstr("format 2"), HasSubstr("knows format 1"), HasSubstr("Next:")));
  WriteWhole(temp / "d/VERSION", "something else\n");
  EXPECT_THAT(Refusal(temp / "d"), AllOf(HasSubstr("VERSION"), HasSubstr("Next:")));
  WriteWhole(temp / "d/VERSION", "");
  EXPECT_THAT(Refusal(temp / "d"), HasSubstr("VERSION"));
}

TEST(DataDirectory, MissingParentIsRefusedWithTheRemedy) {
  TempDirectory temp;
  EXPECT_THAT(Refusal(temp / "no/d"), AllOf(HasSubstr(temp / "no/d"), HasSubstr("create the directory above it")));
}

TEST(DataDirectory, FileInItsPlaceIsRefused) {
  TempDirectory temp;
  WriteWhole(temp / "d", "a file");
  EXPECT_THAT(Refusal(temp / "d"), HasSubstr(temp / "d"));
  EXPECT_EQ(ReadWhole(temp / "d"), "a file");
}

TEST(DataDirectory, SomebodyElsesDirectoryIsRefusedUntouched) {
  TempDirectory temp;
  WriteWhole(temp / "letter.txt", "dear");
  EXPECT_THAT(Refusal(temp.path()), AllOf(HasSubstr("letter.txt"), HasSubstr("not a Tidegate data directory")));
  EXPECT_FALSE(std::filesystem::exists(temp / "lock"));
}

TEST(DataDirectory, LostVersionBesideAJournalIsRefused) {
  TempDirectory temp;
  { ASSERT_TRUE(DataDirectory::Open(temp / "d").ok()); }
  WriteWhole(temp / "d/journal/000001.log", "x");
  std::filesystem::remove(temp / "d/VERSION");
  EXPECT_THAT(Refusal(temp / "d"), AllOf(HasSubstr("VERSION"), HasSubstr("journal")));
}

TEST(DataDirectory, CrashWhileCreatingIsCompletedByTheNextOpen) {
  // VERSION is written last: everything before it may or may not be there.
  for (int parts = 0; parts < 16; ++parts) {
    TempDirectory temp;
    if (parts & 1) WriteWhole(temp / "lock", "999999\n");
    if (parts & 2) WriteWhole(temp / "high_water", "torn");
    if (parts & 4) WriteWhole(temp / "journal_marks.new", "torn");
    if (parts & 8) std::filesystem::create_directory(temp / "journal");
    auto directory = DataDirectory::Open(temp.path());
    ASSERT_TRUE(directory.ok()) << parts << directory.status();
    EXPECT_EQ(ReadWhole((*directory)->high_water_path()).size(), 16u);
  }
}

TEST(DataDirectory, DirectoryThatMayNotBeWrittenIsRefusedWithTheRemedy) {
  // Permissions do not bind root: the attempt is made by a child that gave root up.
  EXPECT_EXIT(
      {
        TempDirectory temp;
        ::chmod(temp.path().c_str(), 0555);
        if (::geteuid() == 0 && ::seteuid(65534) != 0) std::_Exit(2);
        const absl::Status status = DataDirectory::Open(temp.path()).status();
        std::fprintf(stderr, "%s\n", Message(status).c_str());
        if (::geteuid() != ::getuid() && ::seteuid(0) != 0) std::_Exit(3);
        std::filesystem::remove_all(temp.path());
        std::_Exit(absl::IsPermissionDenied(status) ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "cannot open .*lock: Permission denied; give the daemon's user");
}

TEST(DataDirectory, ManyMayLookAndNothingIsWritten) {
  TempDirectory temp;
  { ASSERT_TRUE(DataDirectory::Open(temp / "d").ok()); }
  WriteWhole(temp / "d/lock", "nobody");
  {
    const auto one = DataDirectory::Look(temp / "d");
    ASSERT_TRUE(one.ok()) << one.status();
    const auto two = DataDirectory::Look(temp / "d");
    ASSERT_TRUE(two.ok()) << two.status();
    EXPECT_EQ(ReadWhole(temp / "d/lock"), "nobody");
    EXPECT_TRUE(absl::IsUnavailable(DataDirectory::Open(temp / "d").status())) << "a daemon would write meanwhile";
  }
  const auto owner = DataDirectory::Open(temp / "d");
  ASSERT_TRUE(owner.ok());
  EXPECT_TRUE(absl::IsUnavailable(DataDirectory::Look(temp / "d").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(DataDirectory::Look(temp / "nothing").status()));
  EXPECT_FALSE(std::filesystem::exists(temp / "nothing"));
}

TEST(DataDirectory, WhoMayOnlyReadMayLookAndWhoMayNotIsToldWhichFile) {
  for (const auto& [mode, code] : {std::pair{0444, 0}, std::pair{0000, 1}}) {
    EXPECT_EXIT(
        {
          TempDirectory temp;
          { static_cast<void>(DataDirectory::Open(temp / "d")); }
          ::chmod(temp.path().c_str(), 0555);
          ::chmod((temp / "d").c_str(), 0555);
          ::chmod((temp / "d/journal").c_str(), 0555);
          for (const char* file : {"VERSION", "lock", "high_water", "journal_marks"}) ::chmod((temp / "d/" + file).c_str(), 0444);
          ::chmod((temp / "d/high_water").c_str(), static_cast<mode_t>(mode));
          if (::geteuid() == 0 && ::seteuid(65534) != 0) std::_Exit(2);
          const absl::Status status = DataDirectory::Look(temp / "d").status();
          std::fprintf(stderr, "%s high_water\n", Message(status).c_str());
          if (::geteuid() != ::getuid() && ::seteuid(0) != 0) std::_Exit(3);
          std::filesystem::remove_all(temp.path());
          std::_Exit(status.ok() ? 0 : absl::IsPermissionDenied(status) ? 1 : 4);
        },
        ::testing::ExitedWithCode(code), "high_water");
  }
}

}  // namespace
}  // namespace tidegate
