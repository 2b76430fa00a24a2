// RecentTable: the tickets that ended lately, found by id and by external key; at the bound the one that ended first leaves.
//
// Owned by the State; one thread. Leaving is a change (RecentEvicted), so the table never drops anything by itself. All O(1).
#pragma once

#include <cstdint>

#include "core/base/check.h"
#include "core/tables/aged_list.h"
#include "core/tables/records.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"

namespace tidegate {

class RecentTable {
 public:
  explicit RecentTable(std::uint32_t capacity)
      : records_(capacity), aged_(capacity), by_id_(capacity, IdOf{&records_}), by_key_(capacity, KeyOf{&records_}) {}

  std::uint32_t size() const { return records_.size(); }
  bool full() const { return records_.size() >= records_.capacity(); }
  std::uint32_t high_mark() const { return records_.high_mark(); }
  bool live(std::uint32_t slot) const { return records_.live(slot); }
  const RecentRecord& At(std::uint32_t slot) const { return records_[slot]; }
  std::uint32_t FindId(std::uint64_t id) const { return by_id_.Find(id, id); }
  std::uint32_t FindKey(const KeyHash& key) const { return by_key_.Find(key, key.low); }
  // Id of the ticket that ended first; the table must not be empty.
  std::uint64_t Oldest() const { return records_[aged_.Oldest()].id; }

  // The latest to have ended; there must be room.
  void Add(const RecentRecord& record) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    aged_.Append(slot);
    by_id_.Insert(record.id, slot);
    by_key_.Insert(record.key.low, slot);
  }
  void Remove(std::uint64_t id) {
    const std::uint32_t slot = FindId(id);
    CHECK_NE(slot, kNoSlot);
    aged_.Remove(slot);
    by_id_.Erase(id, slot);
    by_key_.Erase(records_[slot].key.low, slot);
    records_.Free(slot);
  }

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

  Slab<RecentRecord> records_;
  AgedList aged_;
  SlotIndex<IdOf> by_id_;
  SlotIndex<KeyOf> by_key_;
};

}  // namespace tidegate
