// The queue between engine and committer: everything gathered goes at once; the bound is on what is not yet durable.
#include "daemon/commit_queue.h"

#include <gtest/gtest.h>

#include <cstring>
#include <thread>

#include "core/model/turn_record.h"

namespace tidegate {
namespace {

TurnOutput TurnOf(std::uint32_t changes, std::uint64_t last_seq = 0) {
  TurnOutput turn;
  turn.last_seq = last_seq;
  if (changes == 0) return turn;
  TurnHeader header;
  header.change_count = changes;
  header.bytes = sizeof header;
  turn.record.assign(reinterpret_cast<const char*>(&header), sizeof header);
  return turn;
}

TEST(CommitQueue, TakesEverythingThatGathered) {
  CommitQueue queue({1000, 1 << 20});
  CommitBatch batch;
  EXPECT_FALSE(queue.Take(batch));
  for (std::uint64_t seq = 1; seq <= 3; ++seq) queue.Push(TurnOf(1, seq));
  ASSERT_TRUE(queue.Take(batch));
  ASSERT_EQ(batch.turns.size(), 3u);
  EXPECT_EQ(batch.turns[0].last_seq, 1u);
  EXPECT_EQ(batch.turns[2].last_seq, 3u);
  EXPECT_FALSE(queue.Take(batch));
}

TEST(CommitQueue, IsFullUntilTheCommitNotUntilTheTaking) {
  CommitQueue queue({10, 1 << 20});
  queue.Push(TurnOf(9));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFree);
  queue.Push(TurnOf(1));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFull);
  CommitBatch batch;
  ASSERT_TRUE(queue.Take(batch));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFull);
  EXPECT_EQ(queue.unsynced_changes(), 10u);
  EXPECT_TRUE(queue.Committed(batch)) << "the engine was told to wait";
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFree);
  EXPECT_EQ(queue.unsynced_changes(), 0u);
}

TEST(CommitQueue, WakesNobodyWhoDoesNotWait) {
  CommitQueue queue({10, 1 << 20});
  queue.Push(TurnOf(20));
  CommitBatch batch;
  ASSERT_TRUE(queue.Take(batch));
  EXPECT_FALSE(queue.Committed(batch));
}

TEST(CommitQueue, BytesAreABoundToo) {
  CommitQueue queue({1000, 2 * sizeof(TurnHeader)});
  queue.Push(TurnOf(1));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFree);
  queue.Push(TurnOf(1));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFull);
}

TEST(CommitQueue, TurnsWithoutARecordFillNothing) {
  CommitQueue queue({1, 1});
  for (int i = 0; i < 100; ++i) queue.Push(TurnOf(0));
  EXPECT_EQ(queue.CheckRoom(), CommitQueue::Room::kFree);
}

TEST(CommitQueue, CloseEndsTheWaitAfterTheRest) {
  CommitQueue queue({1000, 1 << 20});
  queue.Push(TurnOf(1));
  queue.Close();
  CommitBatch batch;
  EXPECT_TRUE(queue.WaitAndTake(batch));
  EXPECT_FALSE(queue.WaitAndTake(batch));
}

// An engine that waits at the bound and a committer that sleeps when there is nothing: none of them misses the other.
TEST(CommitQueue, NobodyIsLeftAsleepUnderThreads) {
  constexpr std::uint64_t kTurns = 20'000;
  CommitQueue queue({8, 1 << 20});
  std::mutex mutex;
  std::condition_variable room;
  bool woken = false;
  std::uint64_t taken = 0;
  std::thread committer([&] {
    CommitBatch batch;
    while (queue.WaitAndTake(batch)) {
      for (const TurnOutput& turn : batch.turns) {
        EXPECT_EQ(turn.last_seq, ++taken);
      }
      if (!queue.Committed(batch)) continue;
      const std::lock_guard lock(mutex);
      woken = true;
      room.notify_one();
    }
  });
  for (std::uint64_t seq = 1; seq <= kTurns; ++seq) {
    while (queue.CheckRoom() == CommitQueue::Room::kFull) {
      std::unique_lock lock(mutex);
      room.wait(lock, [&] { return woken; });
      woken = false;
    }
    queue.Push(TurnOf(1 + static_cast<std::uint32_t>(seq % 3), seq));
  }
  queue.Close();
  committer.join();
  EXPECT_EQ(taken, kTurns);
}

}  // namespace
}  // namespace tidegate
