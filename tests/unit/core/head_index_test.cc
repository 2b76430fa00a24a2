#include "core/tables/head_index.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <tuple>

#include "tests/support/seed.h"

namespace tidegate {
namespace {

QueueEntry Entry(Micros key, std::uint64_t id) { return {.key = key, .id = id, .slot = static_cast<std::uint32_t>(id)}; }

Bitset Members(std::initializer_list<std::uint32_t> members, std::uint32_t bits) {
  Bitset set(bits);
  for (const std::uint32_t member : members) set.Set(member);
  return set;
}

TEST(HeadIndex, NothingWaitsInTheBeginning) {
  const HeadIndex heads;
  EXPECT_EQ(heads.First(Members({0, 3}, 8)).slot, kNoSlot);
  EXPECT_EQ(heads.First(Bitset()).slot, kNoSlot);
}

TEST(HeadIndex, TheEarlierKeyAndThenTheLowerTicketIsFirst) {
  HeadIndex heads;
  heads.Set(2, Entry(50, 9));
  heads.Set(70, Entry(40, 8));
  heads.Set(5, Entry(40, 7));
  EXPECT_EQ(heads.First(Members({2, 5, 70}, 80)).id, 7u);
  EXPECT_EQ(heads.First(Members({2, 70}, 80)).id, 8u);
  EXPECT_EQ(heads.First(Members({2}, 3)).id, 9u);
  EXPECT_EQ(heads.First(Members({3}, 80)).slot, kNoSlot);
  heads.Clear(5);
  EXPECT_EQ(heads.First(Members({2, 5, 70}, 80)).id, 8u);
  heads.Set(70, Entry(60, 10));  // its first ticket left
  EXPECT_EQ(heads.First(Members({2, 5, 70}, 80)).id, 9u);
}

// What many signatures share is met soon in the order of all heads; what lies behind kWalkMax others is found all the same.
TEST(HeadIndex, WhoeverMayTakeManyLooksAtFew) {
  constexpr std::uint32_t kSignatures = 4'096;
  HeadIndex heads;
  Bitset every_fourth(kSignatures);
  Bitset late(kSignatures);
  for (std::uint32_t i = 0; i < kSignatures; ++i) {
    heads.Set(i, Entry(Micros{(i * 2'654'435'761u) % 65'536u}, i + 1));
    if (i % 4 == 0) every_fourth.Set(i);
  }
  std::uint32_t looked_at = 0;
  heads.First(every_fourth, &looked_at);
  EXPECT_LE(looked_at, HeadIndex::kScanFirst + 64 + HeadIndex::kWalkMax);

  // The spread that is worst: a thousand signatures, all of them behind all others.
  std::uint64_t first = 0;
  Micros first_key = kNever;
  for (std::uint32_t i = 0; i < kSignatures; i += 4) {
    late.Set(i);
    const Micros key = 1'000'000 + Micros{(i * 40'503u) % 65'536u};
    heads.Set(i, Entry(key, i + 1));
    if (key < first_key) {
      first_key = key;
      first = i + 1;
    }
  }
  EXPECT_EQ(heads.First(late, &looked_at).id, first);
  EXPECT_LE(looked_at, kSignatures / 4 + HeadIndex::kWalkMax);
}

// The naive twin keeps the heads in a list and looks at all of them.
TEST(HeadIndex, AgreesWithALookAtEverything) {
  std::mt19937_64 random(TestSeed());
  const auto draw = [&](std::uint64_t below) { return static_cast<std::uint32_t>(random() % below); };
  for (int round = 0; round < 20; ++round) {
    const std::uint32_t signatures = round % 2 == 0 ? 1 + draw(100) : 300 + draw(1'000);
    HeadIndex heads;
    std::map<std::uint32_t, QueueEntry> twin;
    std::uint64_t id = 0;
    for (int step = 0; step < 4'000; ++step) {
      const std::uint32_t signature = draw(signatures);
      if (twin.contains(signature) && draw(4) == 0) {
        heads.Clear(signature);
        twin.erase(signature);
      } else {
        const QueueEntry head = Entry(Micros{draw(50)} + (draw(8) == 0 ? 0 : 1'000), ++id);
        heads.Set(signature, head);
        twin[signature] = head;
      }
      if (step % 7 != 0) continue;
      Bitset asked(1 + draw(signatures + 70));
      const std::uint32_t sparse = 1 + draw(40);
      for (std::uint32_t i = 0; i < asked.bits(); ++i) {
        if (draw(sparse) == 0) asked.Set(i);
      }
      QueueEntry expected{.key = kNever, .id = ~std::uint64_t{0}, .slot = kNoSlot};
      for (const auto& [number, head] : twin) {
        ASSERT_TRUE(heads.waiting().Test(number));
        if (asked.Test(number) && std::tie(head.key, head.id) < std::tie(expected.key, expected.id)) expected = head;
      }
      const QueueEntry first = heads.First(asked);
      ASSERT_EQ(first.slot, expected.slot) << "round " << round << ", step " << step;
      ASSERT_EQ(first.key, expected.key);
      ASSERT_EQ(heads.waiting().Count(), twin.size());
    }
  }
}

}  // namespace
}  // namespace tidegate
