// RecentTable: the tickets that ended lately, found by id and by external key; at the bound the one that ended first leaves.
//
// Owned by the State; one thread. Leaving is a change (RecentEvicted), so the table never drops anything by itself. All O(1), but what
// concerns the order in which silence closes resolved tickets: O(log of those that it will close), and nothing where it closes none.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/aged_list.h"
#include "core/tables/records.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

class RecentTable {
 public:
  explicit RecentTable(std::uint32_t capacity)
      : records_(capacity), ended_(capacity), aged_(capacity), by_id_(capacity, IdOf{&records_}), by_key_(capacity, KeyOf{&records_}) {}

  std::uint32_t size() const { return records_.size(); }
  bool full() const { return records_.size() >= records_.capacity(); }
  std::uint32_t high_mark() const { return records_.high_mark(); }
  bool live(std::uint32_t slot) const { return records_.live(slot); }
  const RecentRecord& At(std::uint32_t slot) const { return records_[slot]; }
  const EndedRecord& Ended(std::uint32_t slot) const { return ended_[slot]; }
  std::uint32_t FindId(std::uint64_t id) const { return by_id_.Find(id, id); }
  std::uint32_t FindKey(const KeyHash& key) const { return by_key_.Find(key, key.low); }
  // Id of the ticket that ended first; the table must not be empty.
  std::uint64_t Oldest() const { return records_[aged_.Oldest()].id; }

  // The latest to have ended; there must be room.
  void Add(const RecentRecord& record, const EndedRecord& ended) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    ended_[slot] = ended;
    aged_.Append(slot);
    by_id_.Insert(record.id, slot);
    by_key_.Insert(record.key.low, slot);
    Await(ended);
  }
  void Remove(std::uint64_t id) {
    const std::uint32_t slot = FindId(id);
    CHECK_NE(slot, kNoSlot);
    Forget(ended_[slot]);
    aged_.Remove(slot);
    by_id_.Erase(id, slot);
    by_key_.Erase(records_[slot].key.low, slot);
    records_.Free(slot);
  }
  // It is closed, or closes at another time.
  void SetStatus(std::uint32_t slot, Status status, Micros closes_at) {
    records_.tap().BeforeChange(slot);
    EndedRecord& ended = ended_[slot];
    Forget(ended);
    ended.status = static_cast<std::uint8_t>(status);
    ended.closes_at = closes_at;
    Await(ended);
  }
  // Of the resolved tickets that silence closes: when the next is due, and which; kNever and 0 when there is none.
  Micros NextCloseAt() const { return closing_.empty() ? kNever : closing_.begin()->first; }
  std::uint64_t NextToClose() const { return closing_.empty() ? 0 : closing_.begin()->second; }
  std::size_t closing() const { return closing_.size(); }

  SlotTap& tap() { return records_.tap(); }
  // From a picture, in any order; then RestoreOrder. There must be room, and id and key must be new.
  void Prefetch(const RecentRecord& record) const {
    by_id_.Prefetch(record.id);
    by_key_.Prefetch(record.key.low);
  }
  void Restore(const RecentRecord& record) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    by_id_.Insert(record.id, slot);
    by_key_.Insert(record.key.low, slot);
  }
  // Behind its RecentRecord. False when that is not there, or has one already.
  bool RestoreEnded(const EndedRecord& ended) {
    const std::uint32_t slot = FindId(ended.ticket);
    if (slot == kNoSlot || ended_[slot].ticket == ended.ticket) return false;
    ended_[slot] = ended;
    Await(ended);
    return true;
  }
  void RestoreOrder() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> aged;
    aged.reserve(size());
    for (std::uint32_t slot = 0; slot < high_mark(); ++slot) {
      if (live(slot)) aged.emplace_back(At(slot).ended_seq, slot);
    }
    aged_.Rebuild(aged);
  }

 private:
  struct IdOf {
    const Slab<RecentRecord>* records;
    std::uint64_t operator()(std::uint32_t slot) const { return (*records)[slot].id; }
  };
  struct KeyOf {
    const Slab<RecentRecord>* records;
    const KeyHash& operator()(std::uint32_t slot) const { return (*records)[slot].key; }
  };

  void Await(const EndedRecord& ended) {
    if (ended.closes_at != kNever) closing_.emplace(ended.closes_at, ended.ticket);
  }
  void Forget(const EndedRecord& ended) {
    if (ended.closes_at != kNever) closing_.erase({ended.closes_at, ended.ticket});
  }

  Slab<RecentRecord> records_;
  UntouchedArray<EndedRecord> ended_;  // by the same places
  AgedList aged_;
  SlotIndex<IdOf> by_id_;
  SlotIndex<KeyOf> by_key_;
  std::set<std::pair<Micros, std::uint64_t>> closing_;  // derived: closes_at, ticket
};

}  // namespace tidegate
