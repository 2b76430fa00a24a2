// The bytes of an image file: what is written comes back, and nothing else is taken for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "persistence/memory_image_store.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/image_samples.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::vector<std::string>& SmallPieces() {
  static const std::vector<std::string> pieces{SampleEntry(ImageKind::kDecline, 32, 'd') + SampleEntry(ImageKind::kAgenda, 32, 'a'),
                                               SampleEntry(ImageKind::kRefusal, 24, 'r')};
  return pieces;
}

std::string SmallImage() {
  MemoryImageStore store;
  EXPECT_TRUE(WriteImage(store, 42, SmallPieces()).ok());
  return store.disk().published.at(42);
}

TEST(ImageFile, ComesBackAsWritten) {
  MemoryImageStore store;
  ASSERT_TRUE(WriteImage(store, 42, SmallPieces()).ok());
  const ImageRead read = ReadImage(store, 42);
  ASSERT_TRUE(read.status.ok()) << read.status;
  EXPECT_EQ(read.entries, SmallPieces()[0] + SmallPieces()[1]);
  ImageSum sum;
  sum.Add(read.entries);
  EXPECT_EQ(read.footer.fingerprint, sum.fingerprint);
  EXPECT_EQ(read.footer.records, 3u);
  EXPECT_EQ(read.footer.chain, 77u);
  const ImageStart start = StartOf(read.header);
  EXPECT_EQ(start.seq, 42u);
  EXPECT_EQ(start.counts, StartOf(SampleHeader(42)).counts);
  EXPECT_EQ(read.header.hash_key[15], 16);
}

TEST(ImageFile, LargePiecesBecomeChunksOfWholeEntries) {
  std::string piece;
  for (int i = 0; i < 60'000; ++i) piece += SampleEntry(ImageKind::kRecent, 88, static_cast<char>(i));
  const std::string huge = SampleEntry(ImageKind::kRules, 4 << 20, 'x');
  MemoryImageStore store;
  ASSERT_TRUE(WriteImage(store, 1, {piece, huge, piece}).ok());
  const ImageRead read = ReadImage(store, 1);
  ASSERT_TRUE(read.status.ok()) << read.status;
  EXPECT_EQ(read.entries, piece + huge + piece);
  std::size_t larger = 0;
  for (const std::size_t bytes : read.chunks) larger += bytes > kImageChunkBytes ? 1 : 0;
  EXPECT_EQ(larger, 1u) << "the rule set alone";
  EXPECT_GT(store.syncs(), 2u) << "synced on the way, not only at the end";
}

TEST(ImageFile, EveryChangedByteIsNoticed) {
  const std::string bytes = SmallImage();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    MemoryImageStore store({{{42, damaged}}});
    const ImageRead read = ReadImage(store, 42);
    EXPECT_TRUE(absl::IsDataLoss(read.status)) << "byte " << at << ": " << read.status;
    EXPECT_THAT(Message(read.status), AllOf(HasSubstr("42.image"), HasSubstr("seq 42"))) << at;
  }
}

TEST(ImageFile, EveryTruncationAndAdditionIsNoticed) {
  const std::string bytes = SmallImage();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    MemoryImageStore store({{{42, bytes.substr(0, length)}}});
    EXPECT_TRUE(absl::IsDataLoss(ReadImage(store, 42).status)) << length;
  }
  MemoryImageStore longer({{{42, bytes + std::string(8, '\0')}}});
  EXPECT_TRUE(absl::IsDataLoss(ReadImage(longer, 42).status));
}

TEST(ImageFile, OfAnotherNameIsRefused) {
  MemoryImageStore store({{{43, SmallImage()}}});
  EXPECT_THAT(Message(ReadImage(store, 43).status), HasSubstr("another name"));
}

TEST(ImageFile, FailuresOfTheDiskComeThrough) {
  MemoryImageStore healthy;
  ASSERT_TRUE(WriteImage(healthy, 1, SmallPieces()).ok());
  ASSERT_GT(healthy.appends(), 4u);
  for (std::uint64_t append = 1; append <= healthy.appends(); ++append) {
    MemoryImageStore store({}, {.fail_append_at = append});
    EXPECT_TRUE(absl::IsResourceExhausted(WriteImage(store, 1, SmallPieces()))) << append;
    EXPECT_TRUE(store.List()->empty());
  }
  MemoryImageStore store({}, {.fail_sync_at = healthy.syncs()});
  EXPECT_FALSE(WriteImage(store, 1, SmallPieces()).ok());
  EXPECT_TRUE(store.List()->empty());
}

std::string Hex(const std::string& bytes) {
  std::ostringstream out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    static constexpr char kDigits[] = "0123456789abcdef";
    if (i % 32 == 0) out << (i == 0 ? "" : "\n");
    out << kDigits[static_cast<unsigned char>(bytes[i]) >> 4] << kDigits[static_cast<unsigned char>(bytes[i]) & 15];
  }
  out << "\n";
  return out.str();
}

TEST(ImageFile, HasTheGoldenBytes) {
  const std::string path = "tests/unit/persistence/golden/image.txt";
  const std::string text = Hex(SmallImage());
  if (std::getenv("TIDEGATE_WRITE_GOLDEN") != nullptr) {
    WriteWhole(path, text);
    return;
  }
  EXPECT_EQ(text, ReadWhole(path))
      << "the format changed: read FORMAT.md, version policy; if it is right, run with TIDEGATE_WRITE_GOLDEN=1";
}

}  // namespace
}  // namespace tidegate
