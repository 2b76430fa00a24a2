// AgedList: slots in the order in which they were last appended, for "the oldest leaves".
//
// Derived: the same order stands in a field of the records (the seq of the change that appended), from which Rebuild makes the list
// again. Append, Remove and Oldest O(1), Rebuild O(n log n). One owner, no locking; 8 bytes a slot, touched as used.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

class AgedList {
 public:
  explicit AgedList(std::uint32_t capacity) : links_(capacity) {}

  // kNoSlot when empty.
  std::uint32_t Oldest() const { return oldest_; }
  std::uint32_t Newer(std::uint32_t slot) const { return links_[slot].newer; }

  // The slot must not be in the list.
  void Append(std::uint32_t slot) {
    links_[slot] = {.older = newest_, .newer = kNoSlot};
    (newest_ == kNoSlot ? oldest_ : links_[newest_].newer) = slot;
    newest_ = slot;
  }
  // The slot must be in the list.
  void Remove(std::uint32_t slot) {
    const Links links = links_[slot];
    (links.older == kNoSlot ? oldest_ : links_[links.older].newer) = links.newer;
    (links.newer == kNoSlot ? newest_ : links_[links.newer].older) = links.older;
  }

  // From nothing: every slot with the seq of its last Append. Sorts `aged`.
  void Rebuild(std::vector<std::pair<std::uint64_t, std::uint32_t>>& aged) {
    CHECK_EQ(oldest_, kNoSlot);
    std::sort(aged.begin(), aged.end());
    for (const auto& [seq, slot] : aged) Append(slot);
  }

 private:
  struct Links {
    std::uint32_t older;
    std::uint32_t newer;
  };
  UntouchedArray<Links> links_;
  std::uint32_t oldest_ = kNoSlot;
  std::uint32_t newest_ = kNoSlot;
};

}  // namespace tidegate
