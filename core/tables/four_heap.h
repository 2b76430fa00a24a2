// Steps of a 4-ary min-heap over any array that tells its entries where they are.
//
// Array has: size(); Get(i); Put(i, entry), which stores and remembers the place; Shrink(), which drops the last place; Before(a, b), a
// strict total order of entries; Children(first) and BeforeIn(children, a, b), which compares two of up to four entries side by side from
// `first` on. Push and Remove O(log4 n): half the depth of a binary heap. VisitInOrder looks at the best first without changing anything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tidegate::heap {

inline constexpr std::uint32_t kArity = 4;

// Puts `entry` at the hole `i` or above it.
template <class Array, class Entry>
void SiftUp(Array& array, std::uint32_t i, const Entry& entry) {
  while (i > 0) {
    const std::uint32_t parent = (i - 1) / kArity;
    const Entry& above = array.Get(parent);
    if (!Array::Before(entry, above)) break;
    array.Put(i, above);
    i = parent;
  }
  array.Put(i, entry);
}

// The best of up to four children from `first` on: as a tournament, because which child is best is anybody's guess, and a branch guessed
// wrong costs as much as the rest of the step.
template <class Array>
std::uint32_t BestChild(const Array& array, std::uint32_t first) {
  const auto children = array.Children(first);
  if (array.size() - first >= kArity) {
    const std::uint32_t left = Array::BeforeIn(children, 1, 0) ? 1 : 0;
    const std::uint32_t right = Array::BeforeIn(children, 3, 2) ? 3 : 2;
    return first + (Array::BeforeIn(children, right, left) ? right : left);
  }
  std::uint32_t best = 0;
  for (std::uint32_t k = 1; k < array.size() - first; ++k) {
    if (Array::BeforeIn(children, k, best)) best = k;
  }
  return first + best;
}

// Puts `entry` at the hole `i` or below it.
template <class Array, class Entry>
void SiftDown(Array& array, std::uint32_t i, const Entry& entry) {
  for (;;) {
    const std::uint64_t first = std::uint64_t{i} * kArity + 1;
    if (first >= array.size()) break;
    const std::uint32_t best_at = BestChild(array, static_cast<std::uint32_t>(first));
    const Entry& best = array.Get(best_at);
    if (!Array::Before(best, entry)) break;
    array.Put(i, best);
    i = best_at;
  }
  array.Put(i, entry);
}

// Puts `entry` at the hole `i`, above or below it.
template <class Array, class Entry>
void Settle(Array& array, std::uint32_t i, const Entry& entry) {
  if (i > 0 && Array::Before(entry, array.Get((i - 1) / kArity))) {
    SiftUp(array, i, entry);
  } else {
    SiftDown(array, i, entry);
  }
}

// Takes the entry at `i` out; the caller has already noted that it is gone.
template <class Array>
void RemoveAt(Array& array, std::uint32_t i) {
  const std::uint32_t last = array.size() - 1;
  const auto moved = array.Get(last);
  array.Shrink();
  if (i != last) Settle(array, i, moved);
}

// Calls fn(entry) for the best entries in order until fn returns false or `limit` were given: O(limit log limit). `scratch` is memory to
// work in, kept by the caller so that nothing is allocated in steady state. Returns how many entries were looked at: at most 1 + 4 x given.
template <class Array, class Fn>
std::uint32_t VisitInOrder(const Array& array, std::uint32_t limit, std::vector<std::uint32_t>& scratch, Fn&& fn) {
  scratch.clear();
  if (array.size() == 0 || limit == 0) return 0;
  const auto later = [&array](std::uint32_t a, std::uint32_t b) { return Array::Before(array.Get(b), array.Get(a)); };
  std::uint32_t looked_at = 1;
  scratch.push_back(0);
  for (std::uint32_t given = 0; given < limit && !scratch.empty(); ++given) {
    std::pop_heap(scratch.begin(), scratch.end(), later);
    const std::uint32_t i = scratch.back();
    scratch.pop_back();
    if (!fn(array.Get(i))) break;
    const std::uint64_t first = std::uint64_t{i} * kArity + 1;
    for (std::uint64_t child = first; child < first + kArity && child < array.size(); ++child) {
      scratch.push_back(static_cast<std::uint32_t>(child));
      std::push_heap(scratch.begin(), scratch.end(), later);
      ++looked_at;
    }
  }
  return looked_at;
}

}  // namespace tidegate::heap
