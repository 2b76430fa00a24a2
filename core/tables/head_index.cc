#include "core/tables/head_index.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/tables/four_heap.h"

namespace tidegate {

// The heap of signatures as four_heap.h wants it, for reading. Places stay where they are.
struct HeadIndex::View {
  using Places = std::vector<Place>;
  using Numbers = std::vector<std::uint32_t>;
  struct Entry {
    std::uint32_t signature;
    const Place* place;
  };

  View(const Places& places_in, const Numbers& numbers_in) : places(places_in), numbers(numbers_in) {}
  std::uint32_t size() const { return static_cast<std::uint32_t>(numbers.size()); }
  Entry Get(std::uint32_t i) const { return {numbers[i], &places[numbers[i]]}; }
  static bool Before(const Entry& a, const Entry& b) { return HeadIndex::Before(*a.place, *b.place); }
  struct Group {
    const Place* places;
    const std::uint32_t* numbers;
  };
  Group Children(std::uint32_t first) const { return {places.data(), &numbers[first]}; }
  static bool BeforeIn(const Group& group, std::uint32_t a, std::uint32_t b) {
    return HeadIndex::Before(group.places[group.numbers[a]], group.places[group.numbers[b]]);
  }

  const Places& places;
  const Numbers& numbers;
};

// And for changing.
struct HeadIndex::Heap : HeadIndex::View {
  Heap(Places& places_in, Numbers& numbers_in) : View(places_in, numbers_in), own_places(places_in), own_numbers(numbers_in) {}
  void Put(std::uint32_t i, const Entry& entry) {
    own_numbers[i] = entry.signature;
    own_places[entry.signature].position_plus_1 = i + 1;
  }
  void Shrink() { own_numbers.pop_back(); }

  Places& own_places;
  Numbers& own_numbers;
};

void HeadIndex::Set(std::uint32_t signature, const QueueEntry& head) {
  if (signature >= places_.size()) {
    places_.resize(std::size_t{signature} + 1, Place{.key = kNever, .id = 0, .slot = kNoSlot, .position_plus_1 = 0});
    waiting_.GrowTo(signature + 1);
  }
  Place& place = places_[signature];
  place.key = head.key;
  place.id = head.id;
  place.slot = head.slot;
  if (place.position_plus_1 == 0) {
    heap_.push_back(signature);
    place.position_plus_1 = static_cast<std::uint32_t>(heap_.size());
    waiting_.Set(signature);
  }
  Heap heap(places_, heap_);
  heap::Settle(heap, place.position_plus_1 - 1, View::Entry{signature, &place});
}

void HeadIndex::Clear(std::uint32_t signature) {
  CHECK(waiting_.Test(signature));
  Place& place = places_[signature];
  const std::uint32_t position = place.position_plus_1 - 1;
  place.position_plus_1 = 0;
  waiting_.Clear(signature);
  Heap heap(places_, heap_);
  heap::RemoveAt(heap, position);
}

QueueEntry HeadIndex::At(std::uint32_t signature) const {
  CHECK(waiting_.Test(signature));
  const Place& place = places_[signature];
  return {.key = place.key, .id = place.id, .slot = place.slot};
}

QueueEntry HeadIndex::First(const Bitset& signatures, std::uint32_t* looked_at) const {
  constexpr std::uint32_t kNothing = 0xFFFFFFFF;
  std::uint32_t best = kNothing;
  std::uint32_t scanned = 0;
  std::uint32_t walked = 0;
  const std::span<const std::uint64_t> mine = waiting_.words();
  const std::span<const std::uint64_t> theirs = signatures.words();
  const std::size_t words = std::min(mine.size(), theirs.size());
  bool tried = false;
  for (std::size_t at = 0; at < words; ++at) {
    std::uint64_t word = mine[at] & theirs[at];
    if (word == 0) continue;
    if (scanned >= kScanFirst && !tried) {
      tried = true;
      std::uint32_t found = kNothing;
      heap::VisitInOrder(View(places_, heap_), kWalkMax, scratch_, [&](const View::Entry& entry) {
        ++walked;
        if (!signatures.Test(entry.signature)) return true;
        found = entry.signature;
        return false;
      });
      if (found != kNothing) {
        best = found;
        break;
      }
    }
    for (; word != 0; word &= word - 1) {
      const auto signature = static_cast<std::uint32_t>(at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      ++scanned;
      if (best == kNothing || Before(places_[signature], places_[best])) best = signature;
    }
  }
  if (looked_at != nullptr) *looked_at = scanned + walked;
  return best == kNothing ? QueueEntry{.key = kNever, .id = ~std::uint64_t{0}, .slot = kNoSlot} : At(best);
}

}  // namespace tidegate
