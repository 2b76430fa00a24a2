// CommitQueue: turns on their way from the engine to the committer, and the bound on what the disk may be behind.
//
// One pusher (the engine), one taker (the committer). The taker gets everything that has gathered, so that one sync covers it. Bounded by
// changes and bytes that are pushed and not yet committed: at the bound the engine takes no commands (design.md 4). One lock per turn and
// per commit. Turns without a record count as nothing but their outputs' place; they come from commands, which the lanes bound.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "daemon/committer.h"

namespace tidegate {

struct UnsyncedBounds {
  std::uint64_t changes_max = 65'536;  // design.md 4
  std::uint64_t bytes_max = 16 << 20;
};

class CommitQueue {
 public:
  explicit CommitQueue(const UnsyncedBounds& bounds) : bounds_(bounds) {}

  // The engine's side. Room also remembers that the engine was told to wait, so that Committed can say when it may go on.
  enum class Room : std::uint8_t { kFree, kFull };
  Room CheckRoom();
  void Push(TurnOutput turn);

  // The committer's side. Takes all that is queued; false = nothing was. `batch` comes empty or used; its old turns are dropped.
  bool Take(CommitBatch& batch);
  // The same, but blocks until something is queued; false = closed and empty.
  bool WaitAndTake(CommitBatch& batch);
  // The batch is durable. True when the engine waits and has room again: wake it.
  bool Committed(const CommitBatch& batch);

  // No more will be pushed. Any thread.
  void Close();

  std::uint64_t unsynced_changes() const;

 private:
  void TakeLocked(CommitBatch& batch);

  const UnsyncedBounds bounds_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<TurnOutput> queued_;  // guarded by mutex_, as everything below
  std::uint64_t changes_ = 0;       // unsynced
  std::uint64_t bytes_ = 0;
  enum class Waiter : std::uint8_t { kNobody, kEngine } waiter_ = Waiter::kNobody;
  enum class Taker : std::uint8_t { kBusy, kAsleep } taker_ = Taker::kBusy;
  enum class Life : std::uint8_t { kOpen, kClosed } life_ = Life::kOpen;
};

}  // namespace tidegate
