// SlotIndex<KeyOf>: from a key to the slot of the record that has it. A hash index that keeps no keys and cannot be iterated.
//
// KeyOf is called with a slot and gives the key of the record there (or a reference to it); keys are compared with ==. The caller passes a
// 64-bit hash with every call: the same for the same key, different for most others; it is mixed again here, so an id is a good hash.
// Open addressing with linear probing over 1.5 x capacity entries of 8 bytes, reserved at construction and touched as it fills. Erasing
// shifts the followers back, so there are no tombstones and never a rehash (388 ms at 10 M: design.md 6). Every operation is O(1) expected:
// index bench in core_bench. No iteration: hash order must not become history.
#pragma once

#include <cstdint>
#include <utility>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

template <class KeyOf>
class SlotIndex {
 public:
  explicit SlotIndex(std::uint32_t capacity, KeyOf key_of = KeyOf())
      : capacity_(capacity), places_(PlacesFor(capacity)), entries_(places_), key_of_(std::move(key_of)) {}

  // The slot whose record has this key, or kNoSlot.
  template <class Key>
  std::uint32_t Find(const Key& key, std::uint64_t hash) const {
    const std::uint32_t tag = TagOf(hash);
    for (std::uint32_t at = HomeOf(tag); entries_[at].slot_plus_1 != 0; at = Next(at)) {
      if (entries_[at].tag != tag) continue;
      const std::uint32_t slot = entries_[at].slot_plus_1 - 1;
      if (key_of_(slot) == key) return slot;
    }
    return kNoSlot;
  }

  // The key must not be in the index (the caller has looked); at most `capacity` entries (CHECKed).
  void Insert(std::uint64_t hash, std::uint32_t slot) {
    CHECK_LT(size_, capacity_);
    CHECK_NE(slot, kNoSlot);
    const std::uint32_t tag = TagOf(hash);
    std::uint32_t at = HomeOf(tag);
    while (entries_[at].slot_plus_1 != 0) at = Next(at);
    entries_[at] = {slot + 1, tag};
    ++size_;
  }

  // The pair must have been inserted (CHECKed). The record itself is not looked at: it may be gone already.
  void Erase(std::uint64_t hash, std::uint32_t slot) {
    const std::uint32_t tag = TagOf(hash);
    std::uint32_t hole = HomeOf(tag);
    while (entries_[hole].slot_plus_1 != slot + 1 || entries_[hole].tag != tag) {
      CHECK(entries_[hole].slot_plus_1 != 0);
      hole = Next(hole);
    }
    for (std::uint32_t at = Next(hole); entries_[at].slot_plus_1 != 0; at = Next(at)) {
      // An entry may move back into the hole only when its home is not behind the hole on the way to where it stands.
      if (Distance(HomeOf(entries_[at].tag), at) >= Distance(hole, at)) {
        entries_[hole] = entries_[at];
        hole = at;
      }
    }
    entries_[hole] = {0, 0};
    --size_;
  }

  // Asks for the first entry of a coming Find, Insert or Erase.
  void Prefetch(std::uint64_t hash) const { __builtin_prefetch(&entries_[HomeOf(TagOf(hash))]); }

  // The slots whose tag lies in [from, to), in any order: a walk over all entries in steps that depends on nothing but the hashes. `to` may
  // be 2^32. O(entries between).
  template <class Visitor>
  void ForEachIn(std::uint64_t from, std::uint64_t to, Visitor&& visit) const {
    const std::uint32_t first = HomeOf(static_cast<std::uint32_t>(from));
    const std::uint32_t last = HomeOf(static_cast<std::uint32_t>(to - 1));
    // Followers of an entry stand behind it without a gap, so the walk ends at the first gap behind the last home.
    std::uint32_t at = first;
    for (std::uint32_t looked = 0; looked < places_; ++looked, at = Next(at)) {
      if (entries_[at].slot_plus_1 == 0) {
        if (Distance(first, at) >= Distance(first, last)) return;
      } else if (entries_[at].tag >= from && entries_[at].tag < to) {
        visit(entries_[at].slot_plus_1 - 1);
      }
    }
  }

  std::uint32_t size() const { return size_; }
  std::uint32_t capacity() const { return capacity_; }

 private:
  struct Entry {
    std::uint32_t slot_plus_1;  // 0 = empty
    std::uint32_t tag;          // upper half of the mixed hash: gives the home and spares most looks at records
  };

  // 1.5 x: at a load of 0.67 a hit looks at 2 entries on average, a miss at 5, and a cache line has 8. Each tenth costs 0.8 bytes a record.
  static std::uint32_t PlacesFor(std::uint32_t capacity) {
    const std::uint64_t places = std::uint64_t{capacity} * 3 / 2 + 8;
    CHECK_LT(places, kNoSlot);
    return static_cast<std::uint32_t>(places);
  }
  static std::uint32_t TagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(Mix64(hash, 0x2545F4914F6CDD1Du) >> 32); }
  std::uint32_t HomeOf(std::uint32_t tag) const { return static_cast<std::uint32_t>(std::uint64_t{tag} * places_ >> 32); }
  std::uint32_t Next(std::uint32_t at) const { return at + 1 == places_ ? 0 : at + 1; }
  std::uint32_t Distance(std::uint32_t from, std::uint32_t to) const { return to >= from ? to - from : to + (places_ - from); }

  std::uint32_t capacity_;
  std::uint32_t places_;
  std::uint32_t size_ = 0;
  UntouchedArray<Entry> entries_;
  KeyOf key_of_;
};

}  // namespace tidegate
