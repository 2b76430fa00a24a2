// QueueLinks: what all ticket queues share: the place of every waiting ticket in its queue, and the blocks in which queues keep entries.
//
// One owner, no locking. Places: 4 bytes a ticket slot, reserved at construction, touched as used. Blocks come in four sizes (4, 16, 64 and
// 256 entries), each cut from pages of 256 entries (5 KiB) and given back to a free list of its size, so that a queue of three tickets
// costs 80 bytes and one of a million no copy of more than 64 entries while it grows. Pages come in segments of 1.25 MiB from the system as
// untouched memory; they are reused and never returned. Allocate and Free O(1).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/base/time.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

// A waiting ticket. Order: key, then id.
struct QueueEntry {
  Micros key = 0;
  std::uint64_t id = 0;
  std::uint32_t slot = kNoSlot;
};

static_assert(std::is_trivially_copyable_v<QueueEntry> && offsetof(QueueEntry, id) == 8 &&
              offsetof(QueueEntry, slot) == 16);  // stored as its first 20 bytes

class QueueLinks {
 public:
  // Entries of a block by its class; the last class is a page.
  static constexpr std::array<std::uint32_t, 4> kBlockEntries{4, 16, 64, 256};
  static constexpr int kPageClass = 3;
  static constexpr std::uint32_t kPageEntries = kBlockEntries[kPageClass];
  // Without the padding of the struct: 20 bytes here and 4 for the place are the 24 that a waiting ticket may cost.
  static constexpr std::uint32_t kEntryBytes = sizeof(Micros) + sizeof(std::uint64_t) + sizeof(std::uint32_t);

  // Tickets are slots 0 .. slots_max - 1; each is in at most one of the queues.
  explicit QueueLinks(std::uint32_t slots_max);

  // Memory for kBlockEntries[block_class] entries of kEntryBytes, with anything in it.
  char* AllocateBlock(int block_class);
  void FreeBlock(int block_class, char* block);

  // Place in the heap + 1; 0 = not waiting in any queue.
  std::uint32_t& place(std::uint32_t slot) { return places_[slot]; }
  std::uint32_t place(std::uint32_t slot) const { return places_[slot]; }
  std::uint32_t slots_max() const { return static_cast<std::uint32_t>(places_.size()); }

  std::vector<std::uint32_t>& scratch() { return scratch_; }
  // Memory of pages taken from the system so far.
  std::uint64_t page_bytes() const { return std::uint64_t{pages_} * kPageBytes; }

 private:
  static constexpr std::uint32_t kPageBytes = kPageEntries * kEntryBytes;
  static constexpr std::uint32_t kSegmentPages = 256;  // 1.25 MiB: large enough to be taken as untouched pages of the system

  UntouchedArray<std::uint32_t> places_;
  std::vector<UntouchedArray<char>> segments_;
  std::uint32_t pages_ = 0;                         // cut so far
  std::array<char*, kBlockEntries.size()> free_{};  // heads of the free lists; each freed block begins with the next
  std::vector<std::uint32_t> scratch_;
};

}  // namespace tidegate
