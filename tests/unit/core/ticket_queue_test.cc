#include "core/tables/ticket_queue.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

// The naive twin: (key, id, slot) in a std::set.
using Twin = std::set<std::tuple<Micros, std::uint64_t, std::uint32_t>>;

std::tuple<Micros, std::uint64_t, std::uint32_t> TupleOf(const QueueEntry& entry) { return {entry.key, entry.id, entry.slot}; }

void ExpectTwin(const TicketQueue& queue, const Twin& twin) {
  ASSERT_EQ(queue.size(), twin.size());
  ASSERT_EQ(queue.empty(), twin.empty());
  if (!twin.empty()) {
    ASSERT_EQ(TupleOf(queue.Top()), *twin.begin());
  }
}

// Slots are given so that they run against the ids: an order by slot would show.
constexpr std::uint32_t kSlots = 3;
std::uint64_t IdOf(std::uint32_t slot) { return 100 - slot; }

TEST(TicketQueue, AgreesWithASetInEverySmallWorld) {
  // Operations: push of slot s with key k (6), removal of slot s (3), pop (1).
  constexpr std::uint32_t kOperations = 10;
  constexpr int kSteps = 6;
  std::uint32_t plans = 1;
  for (int i = 0; i < kSteps; ++i) plans *= kOperations;
  QueueLinks links(kSlots);
  for (std::uint32_t plan = 0; plan < plans; ++plan) {
    TicketQueue queue(&links);
    Twin twin;
    std::uint32_t rest = plan;
    for (int step = 0; step < kSteps; ++step, rest /= kOperations) {
      const std::uint32_t operation = rest % kOperations;
      const std::uint32_t slot = operation % kSlots;
      if (operation == 9) {
        if (twin.empty()) continue;
        ASSERT_EQ(TupleOf(queue.Pop()), *twin.begin()) << "plan " << plan;
        twin.erase(twin.begin());
      } else if (operation >= 6) {
        if (!queue.Contains(slot)) continue;
        queue.Remove(slot);
        std::erase_if(twin, [slot](const auto& entry) { return std::get<2>(entry) == slot; });
      } else if (!queue.Contains(slot)) {
        queue.Push(slot, operation / kSlots, IdOf(slot));
        twin.insert({operation / kSlots, IdOf(slot), slot});
      }
      ASSERT_NO_FATAL_FAILURE(ExpectTwin(queue, twin)) << "plan " << plan;
    }
  }
}

// Many queues over the same links, growing and shrinking through all block sizes.
TEST(TicketQueue, AgreesWithASetThroughRandomUse) {
  constexpr std::uint32_t kTickets = 3'000;
  constexpr std::uint32_t kQueues = 7;
  Dice dice(Seed());
  QueueLinks links(kTickets);
  std::vector<TicketQueue> queues;
  for (std::uint32_t i = 0; i < kQueues; ++i) queues.emplace_back(&links);
  std::vector<Twin> twins(kQueues);
  std::vector<int> queue_of(kTickets, -1);
  std::vector<Micros> key_of(kTickets);
  for (int phase = 0; phase < 60; ++phase) {
    const std::uint64_t pushes_in_16 = 2 + dice.Below(13);  // some phases fill, some drain
    const auto favourite = static_cast<std::uint32_t>(dice.Below(kQueues));
    for (int step = 0; step < 3'000; ++step) {
      const auto q = dice.OneIn(2) ? favourite : static_cast<std::uint32_t>(dice.Below(kQueues));
      if (dice.Below(16) < pushes_in_16) {
        const auto slot = static_cast<std::uint32_t>(dice.Below(kTickets));
        if (queue_of[slot] >= 0) continue;
        key_of[slot] = static_cast<Micros>(dice.Below(500)) - 250;
        queue_of[slot] = static_cast<int>(q);
        queues[q].Push(slot, key_of[slot], ~std::uint64_t{slot});
        twins[q].insert({key_of[slot], ~std::uint64_t{slot}, slot});
      } else if (dice.OneIn(2)) {
        if (twins[q].empty()) continue;
        const QueueEntry popped = queues[q].Pop();
        ASSERT_EQ(TupleOf(popped), *twins[q].begin());
        twins[q].erase(twins[q].begin());
        queue_of[popped.slot] = -1;
      } else {
        const auto slot = static_cast<std::uint32_t>(dice.Below(kTickets));
        if (queue_of[slot] < 0) continue;
        const auto home = static_cast<std::uint32_t>(queue_of[slot]);
        ASSERT_TRUE(queues[home].Contains(slot));
        ASSERT_FALSE(queues[(home + 1) % kQueues].Contains(slot));
        queues[home].Remove(slot);
        twins[home].erase({key_of[slot], ~std::uint64_t{slot}, slot});
        queue_of[slot] = -1;
      }
      ASSERT_NO_FATAL_FAILURE(ExpectTwin(queues[q], twins[q]));
    }
    // The walk in order gives the twin's first ones and changes nothing.
    const auto limit = static_cast<std::uint32_t>(dice.Below(200));
    auto wanted = twins[favourite].begin();
    const std::uint32_t given =
        queues[favourite].ForEachInOrder(limit, [&](const QueueEntry& entry) { ASSERT_EQ(TupleOf(entry), *wanted++); });
    ASSERT_EQ(given, std::min<std::size_t>(limit, twins[favourite].size()));
    ASSERT_NO_FATAL_FAILURE(ExpectTwin(queues[favourite], twins[favourite]));
  }
  for (std::uint32_t q = 0; q < kQueues; ++q) {
    while (!twins[q].empty()) {
      ASSERT_EQ(TupleOf(queues[q].Pop()), *twins[q].begin());
      twins[q].erase(twins[q].begin());
    }
    ASSERT_TRUE(queues[q].empty());
  }
}

TEST(TicketQueue, AWalkStopsWhenItIsToldAndMayNest) {
  QueueLinks links(20);
  TicketQueue queue(&links), other(&links);
  for (std::uint32_t slot = 0; slot < 10; ++slot) queue.Push(slot, 10 - slot, slot + 1);
  for (std::uint32_t slot = 10; slot < 20; ++slot) other.Push(slot, slot, slot + 1);
  std::vector<std::uint32_t> slots;
  const std::uint32_t given = queue.ForEachInOrder(100, [&](const QueueEntry& entry) {
    slots.push_back(entry.slot);
    std::uint32_t in_other = 0;
    other.ForEachInOrder(3, [&](const QueueEntry& inner) { EXPECT_EQ(inner.slot, 10 + in_other++); });
    EXPECT_EQ(in_other, 3u);
    return slots.size() < 4;
  });
  EXPECT_EQ(given, 4u);
  EXPECT_EQ(slots, (std::vector<std::uint32_t>{9, 8, 7, 6}));
}

TEST(TicketQueue, GivesItsBlocksBack) {
  constexpr std::uint32_t kTickets = 5'000;
  QueueLinks links(kTickets);
  std::uint64_t page_bytes = 0;
  for (int round = 0; round < 20; ++round) {
    {
      std::vector<TicketQueue> queues;
      for (int i = 0; i < 50; ++i) queues.emplace_back(&links);
      for (std::uint32_t slot = 0; slot < kTickets; ++slot) queues[slot < 3'000 ? 0 : slot % 50].Push(slot, slot, slot + 1);
      if (round % 2 == 0) {
        for (TicketQueue& queue : queues) {
          while (!queue.empty()) queue.Pop();
        }
      }
    }  // odd rounds: the queues end with tickets in them
    if (round == 0) page_bytes = links.page_bytes();
    ASSERT_EQ(links.page_bytes(), page_bytes) << "round " << round;
    for (std::uint32_t slot = 0; slot < kTickets; ++slot) ASSERT_EQ(links.place(slot), 0u);
  }
}

TEST(TicketQueue, AWaitingTicketCosts24BytesInALargeQueueAndLittleInATinyOne) {
  constexpr std::uint32_t kTickets = 100'000;
  QueueLinks links(kTickets);
  TicketQueue queue(&links);
  for (std::uint32_t slot = 0; slot < kTickets; ++slot) queue.Push(slot, slot, slot + 1);
  EXPECT_LE(links.page_bytes(), std::uint64_t{kTickets} * 20 + 2 * 5'120);  // the 4 bytes of the place come on top; two pages in part
  QueueLinks tiny_links(3'000);
  std::vector<TicketQueue> tiny;
  for (std::uint32_t slot = 0; slot < 3'000; ++slot) {
    if (slot % 3 == 0) tiny.emplace_back(&tiny_links);
    tiny.back().Push(slot, slot, slot + 1);
  }
  EXPECT_LE(tiny_links.page_bytes(), 1'000u * 80 + 6'000);
}

TEST(TicketQueue, AMovedQueueTakesItsTicketsAlong) {
  QueueLinks links(100);
  TicketQueue queue(&links);
  for (std::uint32_t slot = 0; slot < 100; ++slot) queue.Push(slot, 100 - slot, slot + 1);
  TicketQueue moved(std::move(queue));
  EXPECT_EQ(moved.size(), 100u);
  EXPECT_EQ(moved.Top().slot, 99u);
  moved.Remove(50);
  EXPECT_FALSE(moved.Contains(50));
}

TEST(TicketQueueDeathTest, ATicketInTwoQueuesEndsTheProcess) {
  QueueLinks links(10);
  TicketQueue one(&links), two(&links);
  one.Push(3, 1, 1);
  EXPECT_DEATH(two.Push(3, 1, 1), "CHECK failed");
  EXPECT_DEATH(two.Remove(3), "CHECK failed: Contains");
  EXPECT_DEATH((void)two.Top(), "CHECK failed");
  EXPECT_DEATH(one.Push(10, 1, 1), "CHECK failed");
}

}  // namespace
}  // namespace tidegate
