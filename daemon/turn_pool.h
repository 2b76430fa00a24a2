// TurnPool: used TurnOutputs on their way back from the outbox to the engine, so that a turn allocates nothing.
//
// Any thread; one lock per call. Keeps at most `kept_max`, more are freed.
#pragma once

#include <mutex>
#include <vector>

#include "core/engine/turn.h"

namespace tidegate {

class TurnPool {
 public:
  explicit TurnPool(std::size_t kept_max) : kept_max_(kept_max) {}

  TurnOutput Get() {
    const std::lock_guard lock(mutex_);
    if (turns_.empty()) return {};
    TurnOutput turn = std::move(turns_.back());
    turns_.pop_back();
    return turn;
  }

  void Put(TurnOutput turn) {
    turn.Clear();
    const std::lock_guard lock(mutex_);
    if (turns_.size() < kept_max_) turns_.push_back(std::move(turn));
  }

 private:
  std::size_t kept_max_;
  std::mutex mutex_;
  std::vector<TurnOutput> turns_;  // guarded by mutex_
};

}  // namespace tidegate
