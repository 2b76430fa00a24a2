// What every ImageStore promises, asked of the folder and of its simulated twin.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "persistence/file_image_store.h"
#include "persistence/memory_image_store.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/image_samples.h"

namespace tidegate {
namespace {

using Seqs = std::vector<std::uint64_t>;

class FolderWorld {
 public:
  FolderWorld() { Reopen(); }
  void Reopen() {
    absl::StatusOr<std::unique_ptr<FileImageStore>> store = FileImageStore::Open(directory_ / "image");
    CHECK(store.ok());
    store_ = *std::move(store);
  }
  ImageStore& store() { return *store_; }
  // Of everything in the folder.
  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "image")) sum += entry.file_size();
    return sum;
  }
  std::size_t files() const {
    const std::filesystem::directory_iterator all(directory_ / "image");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

 private:
  TempDirectory directory_;
  std::unique_ptr<FileImageStore> store_;
};

class MemoryWorld {
 public:
  void Reopen() { store_ = std::make_unique<MemoryImageStore>(store_->disk()); }
  ImageStore& store() { return *store_; }
  std::uint64_t bytes() const {
    std::uint64_t sum = store_->retired_bytes();
    for (const auto& [seq, image] : store_->disk().published) sum += image.size();
    return sum;
  }
  std::size_t files() const { return store_->disk().published.size() + (store_->retired_bytes() != 0 ? 1 : 0); }

 private:
  std::unique_ptr<MemoryImageStore> store_ = std::make_unique<MemoryImageStore>();
};

template <class World>
class ImageStoreContract : public ::testing::Test {
 protected:
  World world_;
};
using Worlds = ::testing::Types<FolderWorld, MemoryWorld>;
TYPED_TEST_SUITE(ImageStoreContract, Worlds);

const std::vector<std::string>& Pieces() {
  static const std::vector<std::string> pieces{SampleEntry(ImageKind::kRules, 3 << 20, 'x'), SampleEntry(ImageKind::kAgenda, 32, 'a')};
  return pieces;
}

TYPED_TEST(ImageStoreContract, PublishedImagesAreListedInOrderAndReadBack) {
  ImageStore& store = this->world_.store();
  EXPECT_EQ(*store.List(), Seqs{});
  for (const std::uint64_t seq : {900u, 70u, 8u}) ASSERT_TRUE(WriteImage(store, seq, Pieces(), seq).ok());
  EXPECT_EQ(*store.List(), (Seqs{8, 70, 900}));
  this->world_.Reopen();
  EXPECT_EQ(*this->world_.store().List(), (Seqs{8, 70, 900}));
  for (const std::uint64_t seq : {900u, 70u, 8u}) {
    const ImageRead read = ReadImage(this->world_.store(), seq);
    ASSERT_TRUE(read.status.ok()) << read.status;
    EXPECT_EQ(read.footer.chain, seq);
  }
  EXPECT_TRUE(absl::IsNotFound(this->world_.store().Open(9).status()));
}

TYPED_TEST(ImageStoreContract, WhatIsNotPublishedHasNoNameAndItsBytesGo) {
  ImageStore& store = this->world_.store();
  ASSERT_TRUE(WriteImage(store, 5, Pieces()).ok());
  const std::uint64_t before = this->world_.bytes();
  absl::StatusOr<std::unique_ptr<ImageWriter>> writer = ImageWriter::Begin(store, SampleHeader(6));
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Add(Pieces()[0]).ok());
  writer->reset();
  this->world_.Reopen();  // killed in the middle
  EXPECT_EQ(*this->world_.store().List(), Seqs{5});
  while (*this->world_.store().Trim()) {
  }
  EXPECT_EQ(this->world_.bytes(), before);
  EXPECT_EQ(this->world_.files(), 1u);
  ASSERT_TRUE(WriteImage(this->world_.store(), 6, Pieces()).ok());
  EXPECT_EQ(*this->world_.store().List(), (Seqs{5, 6}));
}

TYPED_TEST(ImageStoreContract, WhatIsDroppedGoesWithoutWaitingForTheNext) {
  ImageStore& store = this->world_.store();
  ASSERT_TRUE(WriteImage(store, 5, Pieces()).ok());
  const std::uint64_t before = this->world_.bytes();
  EXPECT_TRUE(store.Drop().ok()) << "there is nothing to drop";
  absl::StatusOr<std::unique_ptr<ImageWriter>> writer = ImageWriter::Begin(store, SampleHeader(6));
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Add(Pieces()[0]).ok());
  writer->reset();
  EXPECT_TRUE(store.Drop().ok());
  while (*store.Trim()) {
  }
  EXPECT_EQ(this->world_.bytes(), before);
  EXPECT_EQ(*store.List(), Seqs{5});
  ASSERT_TRUE(WriteImage(store, 6, Pieces()).ok());
  EXPECT_EQ(*store.List(), (Seqs{5, 6}));
  EXPECT_GT(store.FreeBytes().value(), 0u);
}

TYPED_TEST(ImageStoreContract, ARetiredImageGoesInSmallSteps) {
  ImageStore& store = this->world_.store();
  ASSERT_TRUE(WriteImage(store, 5, Pieces()).ok());
  ASSERT_TRUE(WriteImage(store, 6, Pieces()).ok());
  ASSERT_TRUE(store.Retire(5).ok());
  EXPECT_TRUE(absl::IsNotFound(store.Retire(5)));
  EXPECT_EQ(*store.List(), Seqs{6});
  int steps = 0;
  for (std::uint64_t before = this->world_.bytes(); *store.Trim(); ++steps) {
    EXPECT_LE(before - this->world_.bytes(), kImageTrimBytes);
    before = this->world_.bytes();
  }
  EXPECT_GE(steps, 3);
  EXPECT_EQ(this->world_.files(), 1u);
  EXPECT_TRUE(ReadImage(store, 6).status.ok());
}

TYPED_TEST(ImageStoreContract, AnImageOfTheSameSeqIsReplaced) {
  ImageStore& store = this->world_.store();
  ASSERT_TRUE(WriteImage(store, 5, Pieces(), 1).ok());
  ASSERT_TRUE(WriteImage(store, 5, Pieces(), 2).ok());
  EXPECT_EQ(*store.List(), Seqs{5});
  EXPECT_EQ(ReadImage(store, 5).footer.chain, 2u);
}

// The kernel itself fails the read: nothing is mapped at the begin of a process's memory.
TEST(FileImageStore, WhatTheDiskCannotReadIsDamage) {
  TempDirectory directory;
  absl::StatusOr<std::unique_ptr<FileImageStore>> store = FileImageStore::Open(directory / "image");
  ASSERT_TRUE(store.ok()) << store.status();
  std::filesystem::create_symlink("/proc/self/mem", (*store)->NameOf(7));
  absl::StatusOr<std::unique_ptr<ImageBytes>> image = (*store)->Open(7);
  ASSERT_TRUE(image.ok()) << image.status();
  char byte = 0;
  const absl::Status read = (*image)->ReadAt(0, 1, &byte);
  EXPECT_TRUE(absl::IsDataLoss(read)) << read;
}

TEST(FileImageStore, LeavesStrangersAlone) {
  TempDirectory directory;
  ASSERT_TRUE(std::filesystem::create_directory(directory / "image"));
  WriteWhole(directory / "image/notes.txt", "mine");
  WriteWhole(directory / "image/7.image", "too few digits");
  absl::StatusOr<std::unique_ptr<FileImageStore>> store = FileImageStore::Open(directory / "image");
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(*(*store)->List(), Seqs{});
  while (*(*store)->Trim()) {
  }
  EXPECT_EQ(ReadWhole(directory / "image/notes.txt"), "mine");
}

}  // namespace
}  // namespace tidegate
