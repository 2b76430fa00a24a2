// Slab<T>: places for up to `capacity` records; a place is found and given back in O(1).
//
// One owner, no locking. Memory is reserved at construction and touched only up to the high mark; freed places are used again first, the
// latest first. The free list lives in the freed records, so T has at least four bytes. Which slot a record gets depends on the history of
// the process, not only on the state: it must never decide anything. A pointer into the slab stays good until its slot is freed, but what
// is altered is asked for anew in every turn: the asking is what keeps a picture under way exact (image_tap.h).
// Not here: generations (the records carry ids), iteration over live records only (walk 0..high_mark with live()).
#pragma once

#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

template <class T>
class Slab {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  static_assert(sizeof(T) >= sizeof(std::uint32_t));

 public:
  explicit Slab(std::uint32_t capacity) : capacity_(capacity), records_(capacity), live_(capacity / 64 + 1), tap_(capacity) {
    CHECK_LT(capacity, kNoSlot);
  }

  // A place holding T{}; kNoSlot when all are taken.
  std::uint32_t Allocate() {
    std::uint32_t slot = free_;
    if (slot != kNoSlot) {
      std::memcpy(&free_, static_cast<const void*>(&records_[slot]), sizeof free_);
    } else if (high_mark_ < capacity_) {
      slot = high_mark_++;
    } else {
      return kNoSlot;
    }
    tap_.BeforeNew(slot);
    ::new (static_cast<void*>(&records_[slot])) T{};
    live_[slot / 64] |= std::uint64_t{1} << (slot % 64);
    ++size_;
    return slot;
  }

  // The slot must be live (CHECKed).
  void Free(std::uint32_t slot) {
    CHECK(live(slot));
    tap_.BeforeChange(slot);
    live_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    std::memcpy(static_cast<void*>(&records_[slot]), &free_, sizeof free_);
    free_ = slot;
    --size_;
  }

  // The slot must be live; only its bound is CHECKed, because the live bit costs a cache line.
  T& operator[](std::uint32_t slot) {
    CHECK_LT(slot, high_mark_);
    tap_.BeforeChange(slot);
    return records_[slot];
  }
  const T& operator[](std::uint32_t slot) const {
    CHECK_LT(slot, high_mark_);
    return records_[slot];
  }

  bool live(std::uint32_t slot) const { return slot < high_mark_ && (live_[slot / 64] >> (slot % 64) & 1) != 0; }
  std::uint32_t size() const { return size_; }
  std::uint32_t capacity() const { return capacity_; }
  // Slots at and above it were never used.
  std::uint32_t high_mark() const { return high_mark_; }
  SlotTap& tap() { return tap_; }
  // Asks for the record's first cache line ahead of its use.
  void Prefetch(std::uint32_t slot) const { __builtin_prefetch(&records_[slot]); }

 private:
  std::uint32_t capacity_;
  std::uint32_t size_ = 0;
  std::uint32_t high_mark_ = 0;
  std::uint32_t free_ = kNoSlot;  // head of the free list; each freed record begins with the next
  UntouchedArray<T> records_;
  UntouchedArray<std::uint64_t> live_;
  SlotTap tap_;
};

}  // namespace tidegate
