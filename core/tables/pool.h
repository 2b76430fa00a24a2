// Pool: the tickets that wait, in the order in which they are to be taken.
//
// Owned by the State; one thread. One queue a signature and order level; tickets that somebody declined wait in a side queue of the same
// order, so that a ticket which one agent may not have never hides the next one from him. Tickets whose signature found no place wait in
// one shared overflow, looked through by a bounded scan. Enter and Leave O(log waiting); Best what HeadIndex::First costs, and O(signatures
// with declined tickets); Ahead O(64).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/model/names.h"
#include "core/tables/bitset.h"
#include "core/tables/decline_table.h"
#include "core/tables/head_index.h"
#include "core/tables/queue_links.h"
#include "core/tables/signature_table.h"
#include "core/tables/ticket_queue.h"

namespace tidegate {

inline constexpr std::uint32_t kOverflowScanMax = 4'096;  // 80 us at 20 ns each; only beyond 65 536 signatures in use
// An agent is remembered by so many declines at most, so looking one further always finds a ticket he may have.
inline constexpr std::uint32_t kSideScanMax = kDeclinesPerAgentMax + 1;

// Where a ticket waits.
struct PoolPlace {
  std::uint32_t signature = kNoSignature;
  Level order_level = Level::kNone;
  enum class Queue : std::uint8_t { kMain, kSide } queue = Queue::kMain;
  Micros key = 0;
  std::uint64_t id = 0;
};

class Pool {
 public:
  explicit Pool(std::uint32_t tickets_max);

  void Enter(std::uint32_t slot, const PoolPlace& place);
  // `place` as it was entered.
  void Leave(std::uint32_t slot, const PoolPlace& place);

  // The first ticket of an order level among the signatures given; kNoSlot when none waits. `may_have(slot)` is asked for tickets that were
  // declined, `may_take(slot)` for tickets in the overflow.
  template <class MayHave, class MayTake>
  std::uint32_t Best(Level level, const Bitset& signatures, MayHave&& may_have, MayTake&& may_take) const;

  std::uint32_t Waiting(std::uint32_t signature, Level level) const;
  // Tickets of the signature that stand before a ticket of this level and key: all of more urgent levels, and of the same level those in
  // earlier buckets of keys (64 buckets of 36 minutes) and in its own. Approximate.
  std::uint32_t Ahead(std::uint32_t signature, Level level, Micros key) const;
  // The first ticket of a signature and level; kNoSlot when none waits.
  std::uint32_t First(std::uint32_t signature, Level level) const;

  std::uint64_t size() const { return size_; }
  std::size_t overflow_size() const { return overflow_.size(); }

  // Calls visit(slot, const PoolPlace&) for everything that waits. For audits: O(waiting log waiting).
  template <class Visitor>
  void ForEach(Visitor&& visit) const;

 private:
  static constexpr int kBucketBits = 6;
  static constexpr int kBucketShift = 31;  // 2^31 us = 36 min: 64 of them cover the longest shipped respond target
  static constexpr std::uint32_t kBuckets = 1u << kBucketBits;
  static std::uint32_t BucketOf(Micros key) { return static_cast<std::uint32_t>(key >> kBucketShift) & (kBuckets - 1); }

  struct Lane {
    TicketQueue main;
    TicketQueue side;
    std::unique_ptr<std::array<std::uint32_t, kBuckets>> buckets;  // made with the first ticket
  };
  using Lanes = std::array<Lane, kLevelCount>;
  using OverflowKey = std::tuple<std::uint8_t, Micros, std::uint64_t>;  // level, key, id

  static std::size_t IndexOf(Level level) { return static_cast<std::size_t>(level) - 1; }
  Lane& LaneOf(const PoolPlace& place);
  const Lane* FindLane(std::uint32_t signature, Level level) const;

  QueueLinks links_;
  std::vector<std::unique_ptr<Lanes>> lanes_;  // by signature
  std::array<HeadIndex, kLevelCount> heads_;   // of the main queues
  std::array<Bitset, kLevelCount> side_waiting_;
  std::map<OverflowKey, std::uint32_t> overflow_;
  std::uint64_t size_ = 0;
};

template <class MayHave, class MayTake>
std::uint32_t Pool::Best(Level level, const Bitset& signatures, MayHave&& may_have, MayTake&& may_take) const {
  const std::size_t at = IndexOf(level);
  QueueEntry best = heads_[at].First(signatures);
  const auto consider = [&](const QueueEntry& entry) {
    if (entry.key < best.key || (entry.key == best.key && entry.id < best.id)) best = entry;
  };
  ForEachCommon(side_waiting_[at], signatures, [&](std::uint32_t signature) {
    (*lanes_[signature])[at].side.ForEachInOrder(kSideScanMax, [&](const QueueEntry& entry) {
      if (!may_have(entry.slot)) return true;
      consider(entry);
      return false;
    });
  });
  std::uint32_t scanned = 0;
  for (auto entry = overflow_.lower_bound({static_cast<std::uint8_t>(level), INT64_MIN, 0}); entry != overflow_.end(); ++entry) {
    const auto& [order_level, key, id] = entry->first;
    if (order_level != static_cast<std::uint8_t>(level) || ++scanned > kOverflowScanMax || key > best.key) break;
    if (!may_have(entry->second) || !may_take(entry->second)) continue;
    consider({.key = key, .id = id, .slot = entry->second});
    break;
  }
  return best.slot;
}

template <class Visitor>
void Pool::ForEach(Visitor&& visit) const {
  for (std::uint32_t signature = 0; signature < lanes_.size(); ++signature) {
    if (lanes_[signature] == nullptr) continue;
    for (std::size_t at = 0; at < kLevelCount; ++at) {
      const Lane& lane = (*lanes_[signature])[at];
      const auto walk = [&](const TicketQueue& queue, PoolPlace::Queue kind) {
        queue.ForEachInOrder(queue.size(), [&](const QueueEntry& entry) {
          visit(entry.slot, PoolPlace{signature, static_cast<Level>(at + 1), kind, entry.key, entry.id});
        });
      };
      walk(lane.main, PoolPlace::Queue::kMain);
      walk(lane.side, PoolPlace::Queue::kSide);
    }
  }
  for (const auto& [order, slot] : overflow_) {
    const auto& [level, key, id] = order;
    visit(slot, PoolPlace{kNoSignature, static_cast<Level>(level), PoolPlace::Queue::kMain, key, id});
  }
}

}  // namespace tidegate
