#include "daemon/commit_queue.h"

#include <utility>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

std::uint64_t ChangesOf(const TurnOutput& turn) { return turn.record.empty() ? 0 : TurnReader(turn.record).header().change_count; }

}  // namespace

CommitQueue::Room CommitQueue::CheckRoom() {
  const std::lock_guard lock(mutex_);
  if (changes_ < bounds_.changes_max && bytes_ < bounds_.bytes_max) return Room::kFree;
  waiter_ = Waiter::kEngine;
  return Room::kFull;
}

void CommitQueue::Push(TurnOutput turn) {
  const std::uint64_t changes = ChangesOf(turn);
  Taker taker;
  {
    const std::lock_guard lock(mutex_);
    CHECK(life_ == Life::kOpen);
    changes_ += changes;
    bytes_ += turn.record.size();
    queued_.push_back(std::move(turn));
    taker = std::exchange(taker_, Taker::kBusy);
  }
  if (taker == Taker::kAsleep) filled_.notify_one();
}

void CommitQueue::TakeLocked(CommitBatch& batch) {
  batch.turns.clear();
  batch.turns.swap(queued_);
  batch.committed_seq = 0;
}

bool CommitQueue::Take(CommitBatch& batch) {
  const std::lock_guard lock(mutex_);
  TakeLocked(batch);
  return !batch.turns.empty();
}

bool CommitQueue::WaitAndTake(CommitBatch& batch) {
  std::unique_lock lock(mutex_);
  while (queued_.empty() && life_ == Life::kOpen) {
    taker_ = Taker::kAsleep;
    filled_.wait(lock);
  }
  taker_ = Taker::kBusy;
  TakeLocked(batch);
  return !batch.turns.empty();
}

bool CommitQueue::Committed(const CommitBatch& batch) {
  std::uint64_t changes = 0;
  std::uint64_t bytes = 0;
  for (const TurnOutput& turn : batch.turns) {
    changes += ChangesOf(turn);
    bytes += turn.record.size();
  }
  const std::lock_guard lock(mutex_);
  CHECK_GE(changes_, changes);
  CHECK_GE(bytes_, bytes);
  changes_ -= changes;
  bytes_ -= bytes;
  if (waiter_ == Waiter::kNobody || changes_ >= bounds_.changes_max || bytes_ >= bounds_.bytes_max) return false;
  waiter_ = Waiter::kNobody;
  return true;
}

void CommitQueue::Close() {
  {
    const std::lock_guard lock(mutex_);
    life_ = Life::kClosed;
  }
  filled_.notify_one();
}

std::uint64_t CommitQueue::unsynced_changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

}  // namespace tidegate
