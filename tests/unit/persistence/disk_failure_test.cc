// A disk that fails, at each place there is: every kind of file, every operation on it, from its first time on. Of the journal: a call
// fails, nothing is taken any more, nothing acknowledged is lost. Of the store: it takes nothing more, stays readable, and the next start
// goes on from what it had kept. Of the images: those published stay.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "persistence/directory_bytes.h"
#include "persistence/file_image_store.h"
#include "persistence/memory_journal.h"
#include "persistence/projector.h"
#include "persistence/rocksdb_store.h"
#include "persistence/testing/failing_disk.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/opened_journal.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

struct FailingPlace {
  DiskFile file;
  DiskOperation operation;
  std::string name;
};

std::string NameOf(DiskFile file, DiskOperation operation) {
  constexpr const char* kFiles[] = {"log", "table", "manifest", "current"};
  constexpr const char* kOperations[] = {"create", "write", "sync"};
  return fmt::format("{} {}", kFiles[static_cast<int>(file)], kOperations[static_cast<int>(operation)]);
}

std::vector<FailingPlace> AllPlaces() {
  std::vector<FailingPlace> places;
  for (const DiskFile file : kDiskFiles) {
    for (const DiskOperation operation : kDiskOperations) places.push_back({file, operation, NameOf(file, operation)});
  }
  return places;
}

// Enough for several files of each kind, a cut among them.
RocksdbJournalOptions SmallFiles(rocksdb::Env* env) {
  RocksdbJournalOptions options;
  options.memtable_bytes = 64 << 10;
  options.env = env;
  return options;
}
constexpr int kCommits = 60;
constexpr std::uint32_t kTailBytes = 4'000;

struct Outcome {
  absl::Status failure;  // OK = the fault was not met
  std::vector<std::string> acknowledged;
  std::uint64_t base = 0;
};

// Appends and cuts until something fails.
Outcome Work(RocksdbJournal& journal, SampleRecords& samples) {
  Outcome outcome;
  for (int i = 1; i <= kCommits; ++i) {
    const std::string record = samples.Sealed(2, kTailBytes);
    outcome.failure = AppendAll(journal, {record});
    if (!outcome.failure.ok()) return outcome;
    outcome.acknowledged.push_back(record);
    if (i % 20 != 0) continue;
    outcome.failure = journal.CutBefore(journal.durable().seq - 19);
    if (!outcome.failure.ok()) return outcome;
  }
  return outcome;
}

TEST(DiskFailure, AtEveryPlaceOfTheJournalEndsItWithoutLoss) {
  // How often each place is met when all is well.
  std::vector<std::uint64_t> opened_at;
  std::vector<std::uint64_t> met;
  {
    TempDirectory temp;
    FailingDisk disk;
    SampleRecords samples;
    OpenedJournal opened = OpenJournal(temp / "data", SmallFiles(disk.env())).value();
    for (const FailingPlace& place : AllPlaces()) opened_at.push_back(disk.count(place.file, place.operation));
    const Outcome outcome = Work(*opened.journal, samples);
    ASSERT_TRUE(outcome.failure.ok()) << outcome.failure;
    opened.journal.reset();
    for (const FailingPlace& place : AllPlaces()) met.push_back(disk.count(place.file, place.operation));
  }
  int failures = 0;
  const std::vector<FailingPlace> places = AllPlaces();
  for (std::size_t p = 0; p < places.size(); ++p) {
    const FailingPlace& place = places[p];
    EXPECT_GT(met[p], 0u) << place.name << " is no place of the journal";
    for (const DiskFailure failure : {DiskFailure::kNoSpace, DiskFailure::kIoError}) {
      // RocksDB looks for space every 5 s before it lets go: so often only once.
      const std::uint64_t times = failure == DiskFailure::kNoSpace ? 1 : 2;
      for (std::uint64_t nth = 1; nth <= times; ++nth) {
        SCOPED_TRACE(fmt::format("{} {} of {}", place.name, failure == DiskFailure::kNoSpace ? "no space" : "error", nth));
        TempDirectory temp;
        FailingDisk disk;
        SampleRecords samples;
        Outcome outcome;
        {
          absl::StatusOr<OpenedJournal> opened = OpenJournal(temp / "data", SmallFiles(disk.env()));
          ASSERT_TRUE(opened.ok()) << opened.status();
          disk.FailAt(place.file, place.operation, nth, failure);
          outcome = Work(*opened->journal, samples);
          // Flushes fail in a thread of RocksDB's: the next commit meets it at the latest.
          for (int more = 0; more < kCommits && outcome.failure.ok(); ++more) {
            const std::string record = samples.Sealed(2, kTailBytes);
            outcome.failure = AppendAll(*opened->journal, {record});
            if (outcome.failure.ok()) outcome.acknowledged.push_back(record);
          }
          if (!outcome.failure.ok()) {
            ++failures;
            EXPECT_THAT(Message(outcome.failure), HasSubstr("Next:"));
            EXPECT_THAT(Message(outcome.failure), HasSubstr(failure == DiskFailure::kNoSpace ? "make space" : "check the disk"));
            const JournalPosition end = opened->journal->durable();
            EXPECT_FALSE(AppendAll(*opened->journal, {SampleRecords(end).Sealed(1, 8)}).ok()) << "nothing is taken any more";
            EXPECT_EQ(opened->journal->durable(), end);
          } else {
            EXPECT_LE(disk.count(place.file, place.operation), opened_at[p] + nth - 1) << "met, and nobody was told";
          }
        }
        absl::StatusOr<OpenedJournal> again = OpenJournal(temp / "data");
        ASSERT_TRUE(again.ok()) << again.status();
        const std::uint64_t base = again->journal->base().seq;
        const absl::StatusOr<std::vector<std::string>> read = ReadAllFrom(*again->journal, base + 1);
        ASSERT_TRUE(read.ok()) << read.status();
        ASSERT_EQ(base % 2, 0u);
        const std::size_t cut = base / 2;  // records of two changes
        ASSERT_GE(cut + read->size(), outcome.acknowledged.size());
        for (std::size_t i = cut; i < outcome.acknowledged.size(); ++i) ASSERT_EQ((*read)[i - cut], outcome.acknowledged[i]) << i;
      }
    }
  }
  fmt::print("{} failures at {} places\n", failures, places.size());
  EXPECT_GT(failures, 20);
}

TEST(DiskFailure, OfTheMarksBesideTheJournalEndsIt) {
  // high_water and journal_marks are no files of RocksDB's: their folder goes.
  TempDirectory temp;
  SampleRecords samples;
  OpenedJournal opened = OpenJournal(temp / "data").value();
  ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30)}).ok());
  ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30)}).ok());
  std::filesystem::create_directory(temp / "data/journal_marks.new");  // no file can be written there
  const absl::Status cut = opened.journal->CutBefore(3);
  EXPECT_FALSE(cut.ok());
  EXPECT_THAT(Message(cut), HasSubstr("journal_marks"));
  EXPECT_EQ(opened.journal->base().seq, 0u) << "nothing was cut";
  EXPECT_FALSE(AppendAll(*opened.journal, {SampleRecords(opened.journal->durable()).Sealed(1, 8)}).ok()) << "and nothing is taken";
}

// Puts another file where a path is open in this process.
void Replace(const std::string& path, const char* by) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // the listing's own
    if (std::filesystem::read_symlink(entry.path(), gone) != path || gone) continue;
    const int other = ::open(by, O_WRONLY | O_CLOEXEC);
    ASSERT_GE(other, 0);
    ASSERT_GE(::dup2(other, std::stoi(entry.path().filename())), 0);
    ::close(other);
    return;
  }
  FAIL() << path << " is not open";
}

TEST(DiskFailure, OfTheHighWaterMarkEndsTheJournal) {
  // The one takes no byte; the other takes them and cannot be synced.
  for (const char* failing : {"/dev/full", "/dev/null"}) {
    SCOPED_TRACE(failing);
    TempDirectory temp;
    SampleRecords samples;
    {
      RocksdbJournalOptions options;
      options.high_water_sync_interval = 0;
      OpenedJournal opened = OpenJournal(temp / "data", options).value();
      ASSERT_TRUE(AppendAll(*opened.journal, {samples.Sealed(2, 30)}).ok());
      Replace(opened.directory->high_water_path(), failing);
      const absl::Status failed = AppendAll(*opened.journal, {samples.Sealed(2, 30)});
      EXPECT_FALSE(failed.ok()) << "acknowledged without its mark";
      EXPECT_THAT(Message(failed), HasSubstr("high_water"));
      EXPECT_EQ(AppendAll(*opened.journal, {samples.Sealed(2, 30)}), failed) << "and nothing is taken any more";
    }
    const OpenedJournal again = OpenJournal(temp / "data").value();
    EXPECT_GE(again.journal->durable().seq, 2u);
  }
}

TEST(DiskFailure, OfARetiredImageIsPassedOver) {
  TempDirectory temp;
  std::filesystem::create_directories(temp / "image/retired-2/not-empty");  // can be neither shortened nor removed
  WriteWhole(temp / "image/retired-1", "left");
  WriteWhole(temp / "image/retired-3", "left");
  const std::unique_ptr<FileImageStore> store = FileImageStore::Open(temp / "image").value();
  const auto trim_all = [&] {
    std::vector<absl::Status> failures;
    for (absl::StatusOr<bool> more = true; !more.ok() || *more;) {
      more = store->Trim();
      if (!more.ok()) failures.push_back(more.status());
    }
    return failures;
  };
  std::vector<absl::Status> failures = trim_all();
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_THAT(Message(failures[0]), HasSubstr("retired-2"));
  EXPECT_FALSE(std::filesystem::exists(temp / "image/retired-1")) << "the others went";
  EXPECT_FALSE(std::filesystem::exists(temp / "image/retired-3"));
  EXPECT_EQ(trim_all().size(), 0u) << "not tried again by itself";
  store->TrimAgain();
  EXPECT_EQ(trim_all().size(), 1u);
  std::filesystem::remove(temp / "image/retired-2/not-empty");
  std::filesystem::remove(temp / "image/retired-2");
  store->TrimAgain();
  EXPECT_EQ(trim_all().size(), 0u);
}

TEST(DiskFailure, AtEveryPlaceOfTheStoreStopsItAndLosesNothingItKept) {
  SampleRecords samples;
  std::unique_ptr<MemoryJournal> journal = MemoryJournal::Open().value();
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(AppendAll(*journal, {samples.Sealed(20, 500)}).ok());
  int failures = 0;
  for (const FailingPlace& place : AllPlaces()) {
    for (const DiskFailure failure : {DiskFailure::kNoSpace, DiskFailure::kIoError}) {
      SCOPED_TRACE(fmt::format("{} {}", place.name, failure == DiskFailure::kNoSpace ? "no space" : "error"));
      TempDirectory temp;
      const std::unique_ptr<DataDirectory> directory = DataDirectory::Open(temp / "data").value();
      FailingDisk disk;
      StoreMark kept;
      {
        const std::unique_ptr<RocksdbStore> store = RocksdbStore::Open(*directory, {.env = disk.env()}).value();
        ProjectorBounds bounds;
        bounds.segment_bytes = 40'000;
        bounds.segment_changes = 50;
        bounds.flush_bytes = 60'000;
        Projector projector(*journal, *store, bounds);
        projector.Hurry();
        absl::StatusOr<Projector::Progress> progress = Projector::Progress::kWorked;
        for (int step = 0; step < 12 && progress.ok(); ++step) progress = projector.Step(step);
        ASSERT_TRUE(progress.ok()) << progress.status();
        ASSERT_TRUE(projector.Finish().ok());
        kept = store->flushed();
        ASSERT_GT(kept.position.seq, 0u);
        const std::uint64_t before = disk.count(place.file, place.operation);
        disk.FailAt(place.file, place.operation, 1, failure);
        for (int step = 0; step < 1'000 && progress.ok() && *progress == Projector::Progress::kWorked; ++step)
          progress = projector.Step(step);
        if (!progress.ok()) {
          ++failures;
          EXPECT_THAT(Message(progress.status()), HasSubstr("Serving goes on"));
          EXPECT_THAT(Message(progress.status()), AnyOf(HasSubstr("make space"), HasSubstr("check the disk")));
          EXPECT_FALSE(store->Flush().ok()) << "a failed store takes nothing more";
        } else {
          EXPECT_EQ(disk.count(place.file, place.operation), before) << "met, and nobody was told";
        }
        EXPECT_TRUE(store->Get(StoreTable::kRecord, std::string(8, '\0')).ok()) << "what was written stays readable";
      }
      const absl::StatusOr<std::unique_ptr<RocksdbStore>> again = RocksdbStore::Open(*directory);
      ASSERT_TRUE(again.ok()) << again.status();
      EXPECT_GE((*again)->flushed().position.seq, kept.position.seq);
      Projector projector(*journal, **again);
      projector.Hurry();
      absl::StatusOr<Projector::Progress> progress = Projector::Progress::kWorked;
      for (int step = 0; step < 10'000 && progress.ok() && *progress == Projector::Progress::kWorked; ++step)
        progress = projector.Step(step);
      ASSERT_TRUE(progress.ok()) << progress.status();
      EXPECT_EQ((*again)->written().position, journal->durable()) << "on a whole disk it comes to the end";
    }
  }
  fmt::print("{} failures\n", failures);
  EXPECT_GE(failures, 6);
}

// Lets no file grow beyond some bytes, as a full disk does.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST(DiskFailure, OfAnImageUnderWayLeavesThePublishedOnes) {
  TempDirectory temp;
  const std::unique_ptr<FileImageStore> store = FileImageStore::Open(temp / "image").value();
  const std::string bytes(200'000, 'x');
  const auto publish = [&](std::uint64_t seq) {
    absl::StatusOr<std::unique_ptr<ImageFile>> file = store->Create();
    absl::Status status = file.status();
    for (int i = 0; i < 4 && status.ok(); ++i) status = (*file)->Append(bytes);
    if (status.ok()) status = (*file)->Sync();
    return status.ok() ? store->Publish(seq) : status;
  };
  ASSERT_TRUE(publish(5).ok());
  {
    const FileSizeLimit limit(500'000);
    const absl::Status failed = publish(9);
    EXPECT_FALSE(failed.ok());
    EXPECT_THAT(Message(failed), HasSubstr("image/writing"));
    EXPECT_THAT(*store->List(), testing::ElementsAre(5));
  }
  EXPECT_TRUE(publish(9).ok()) << "and when there is space again, it is made";
  EXPECT_THAT(*store->List(), testing::ElementsAre(5, 9));
}

TEST(DirectoryBytes, CountsWhatIsAllocatedInAllFolders) {
  TempDirectory temp;
  const std::uint64_t empty = DirectoryBytes(temp.path()).value();
  std::filesystem::create_directories(temp / "a/b");
  WriteWhole(temp / "a/b/file", std::string(1 << 20, 'x'));
  const std::uint64_t with_file = DirectoryBytes(temp.path()).value();
  EXPECT_GE(with_file, empty + (1 << 20));
  EXPECT_LT(with_file, empty + (2 << 20));
  std::filesystem::resize_file(temp / "a/b/file", 1 << 30);  // a hole takes no space
  EXPECT_LT(DirectoryBytes(temp.path()).value(), empty + (2 << 20));
  EXPECT_EQ(DirectoryBytes(temp / "nothing there").value(), 0u);
  EXPECT_GT(FreeBytes(temp.path()).value(), 0u);
}

}  // namespace
}  // namespace tidegate
