// HeadIndex: the first waiting ticket of every signature at one order level, and the first of all among the signatures an agent may take.
//
// One owner (the Pool), no locking. Order: key (virtual due), then ticket id: total. Heads lie side by side by signature and, once more, in
// a 4-ary heap of all signatures. First looks at the signatures asked for one by one, as long as they are few; when they are many, one of
// them is soon met in the order of the heap, so it looks there instead. With n signatures asked for of m that wait, evenly spread: about
// min(n, m / n) heads, 64 at the most for m = 4 096; the worst any spread can do is kScanFirst + kWalkMax beyond n. Set and Clear O(log4
// m), O(1) for a head behind all others. 24 bytes a signature, 4 in the heap. Not here: the tickets behind the heads (TicketQueue), who may
// take what (SignatureTable).
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/tables/bitset.h"
#include "core/tables/queue_links.h"

namespace tidegate {

class HeadIndex {
 public:
  // So many signatures are looked at before the heap is tried, and so many heads there: each costs a few instructions here, ten times as
  // much there.
  static constexpr std::uint32_t kScanFirst = 128;
  static constexpr std::uint32_t kWalkMax = 48;

  // The head of a signature is this one now.
  void Set(std::uint32_t signature, const QueueEntry& head);
  // Nothing of the signature waits any more.
  void Clear(std::uint32_t signature);

  // The first of all heads whose signature is in the set; slot kNoSlot and key kNever when there is none. `looked_at`, when not null, gets
  // how many heads were looked at.
  QueueEntry First(const Bitset& signatures, std::uint32_t* looked_at = nullptr) const;

  // Signatures that have a head.
  const Bitset& waiting() const { return waiting_; }
  // Of a signature in waiting().
  QueueEntry At(std::uint32_t signature) const;

 private:
  struct Place {
    Micros key;
    std::uint64_t id;
    std::uint32_t slot;
    std::uint32_t position_plus_1;  // in the heap; 0 = nothing waits
  };
  static_assert(sizeof(Place) == 24);

  struct View;
  struct Heap;

  static bool Before(const Place& a, const Place& b) { return (a.key < b.key) | ((a.key == b.key) & (a.id < b.id)); }

  std::vector<Place> places_;        // by signature
  std::vector<std::uint32_t> heap_;  // signatures
  Bitset waiting_;
  mutable std::vector<std::uint32_t> scratch_;
};

}  // namespace tidegate
