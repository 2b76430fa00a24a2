// Packed entries come back as they were, are what FORMAT.md says they are, and damaged ones are refused or harmless.
#include "persistence/entry_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/persistence/image_samples.h"

namespace tidegate {
namespace {

// The grammar of FORMAT.md 7, byte by byte.
std::string PackNaively(const std::string& entries) {
  std::string packed;
  std::map<std::uint32_t, std::string> latest;  // by kind modulo 128
  for (std::size_t at = 0; at < entries.size();) {
    ImageEntry entry;
    std::memcpy(static_cast<void*>(&entry), entries.data() + at, sizeof entry);
    const auto put = [&packed](const std::string& bytes) {
      std::string marks;
      std::string there;
      for (std::size_t word = 0; word < bytes.size(); word += 8) {
        int mark = 0;
        for (int i = 0; i < 8; ++i) {
          if (bytes[word + static_cast<std::size_t>(i)] == 0) continue;
          mark |= 1 << i;
          there += bytes[word + static_cast<std::size_t>(i)];
        }
        marks += static_cast<char>(mark);
      }
      packed += marks + there;
    };
    put(entries.substr(at, sizeof entry));
    const std::string record = entries.substr(at + sizeof entry, entry.bytes);
    std::string& before = latest[static_cast<std::uint32_t>(entry.kind) % 128];
    std::string difference = record;
    for (std::size_t i = 0; i < std::min(record.size(), before.size()); ++i) difference[i] = static_cast<char>(record[i] ^ before[i]);
    put(difference);
    before = record;
    at += sizeof entry + entry.bytes;
  }
  return packed;
}

// Entries of a few kinds, some alike, some of any bytes, some empty.
std::string AnyEntries(std::mt19937_64& random, int count) {
  std::string entries;
  std::string alike(96, '\0');
  for (int i = 0; i < count; ++i) {
    const auto kind = static_cast<ImageKind>(1 + random() % 3 + (random() % 8 == 0 ? 128 : 0));
    const auto bytes = static_cast<std::uint32_t>(random() % 13 * 8);
    std::string entry = SampleEntry(kind, bytes, '\0');
    for (std::size_t at = sizeof(ImageEntry); at < entry.size(); ++at) {
      if (random() % 4 == 0) alike[at - sizeof(ImageEntry)] = static_cast<char>(random());
      entry[at] = random() % 16 == 0 ? static_cast<char>(random()) : alike[at - sizeof(ImageEntry)];
    }
    entries += entry;
  }
  return entries;
}

TEST(EntryPacking, IsWhatTheGrammarSaysAndComesBack) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2'000; ++round) {
    const std::string entries = AnyEntries(random, static_cast<int>(random() % 20));
    std::string packed = "what was there before";
    PackEntries(entries, packed);
    ASSERT_EQ(packed, PackNaively(entries)) << round;
    ASSERT_LE(packed.size(), PackedBytesMax(entries.size()));
    std::string back = "what was there before";
    ASSERT_TRUE(UnpackEntries(packed, entries.size(), back)) << round;
    ASSERT_EQ(back, entries) << round;
  }
}

TEST(EntryPacking, AlikeEntriesTakeLittle) {
  std::string entries;
  for (int i = 0; i < 1'000; ++i) {
    std::string entry = SampleEntry(ImageKind::kTicket, 208, 'x');
    std::memcpy(entry.data() + sizeof(ImageEntry), &i, sizeof i);
    entries += entry;
  }
  std::string packed;
  PackEntries(entries, packed);
  EXPECT_LT(packed.size(), entries.size() / 6) << "26 marks, three bytes of the head, and what changed";
}

TEST(EntryPacking, OfNothingDifferentEveryByteStays) {
  std::mt19937_64 random(8);
  std::string entries = SampleEntry(ImageKind::kTicket, 8'000, '\0');
  for (std::size_t at = sizeof(ImageEntry); at < entries.size(); ++at) entries[at] = static_cast<char>(1 + random() % 255);
  std::string packed;
  PackEntries(entries, packed);
  EXPECT_LE(packed.size(), PackedBytesMax(entries.size()));
  EXPECT_GE(packed.size(), 9'000u);
}

TEST(EntryPacking, CutOffOrLongerIsRefused) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 50; ++round) {
    const std::string entries = AnyEntries(random, 12);
    std::string packed;
    PackEntries(entries, packed);
    std::string back;
    for (std::size_t bytes = 0; bytes < packed.size(); ++bytes) {
      // Its own memory, so that a read beyond it is seen.
      const std::vector<char> cut(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(bytes));
      EXPECT_FALSE(UnpackEntries(std::string_view(cut.data(), cut.size()), entries.size(), back)) << round << " at " << bytes;
    }
    EXPECT_FALSE(UnpackEntries(packed + '\0', entries.size(), back));
    EXPECT_FALSE(UnpackEntries(packed, entries.size() + 8, back));
    EXPECT_FALSE(UnpackEntries(packed, entries.size() - 8, back));
  }
}

TEST(EntryPacking, ChangedBytesHarmNobody) {
  std::mt19937_64 random(10);
  int refused = 0;
  for (int round = 0; round < 5'000; ++round) {
    const std::string entries = AnyEntries(random, 6);
    std::string packed;
    PackEntries(entries, packed);
    if (packed.empty()) continue;
    for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) packed[random() % packed.size()] = static_cast<char>(random());
    const std::vector<char> damaged(packed.begin(), packed.end());
    std::string back;
    if (!UnpackEntries(std::string_view(damaged.data(), damaged.size()), entries.size(), back)) ++refused;
    EXPECT_EQ(back.size(), entries.size());
  }
  EXPECT_GT(refused, 1'000) << "and what is not refused, the checksum of the chunk finds";
}

}  // namespace
}  // namespace tidegate
