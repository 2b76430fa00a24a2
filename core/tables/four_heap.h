// Steps of a 4-ary min-heap over any array that tells its entries where they are.
//
// Array has: size(), Get(i), Put(i, entry) (stores and remembers the place), Shrink() (drops the last place), static Before(a, b) (a strict
// total order). Heap of n: Push and Remove O(log4 n), about half the depth of a binary heap, four children side by side in memory.
// VisitInOrder looks at the best first without changing anything: O(limit log limit), visits at most 1 + 4 x limit entries.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tidegate::heap {

inline constexpr std::uint32_t kArity = 4;

// Puts `entry` at the hole `i` or above it; returns where.
template <class Array, class Entry>
std::uint32_t SiftUp(Array& array, std::uint32_t i, const Entry& entry) {
  while (i > 0) {
    const std::uint32_t parent = (i - 1) / kArity;
    const Entry above = array.Get(parent);
    if (!Array::Before(entry, above)) break;
    array.Put(i, above);
    i = parent;
  }
  array.Put(i, entry);
  return i;
}

// Puts `entry` at the hole `i` or below it.
template <class Array, class Entry>
void SiftDown(Array& array, std::uint32_t i, const Entry& entry) {
  const std::uint32_t size = array.size();
  for (;;) {
    const std::uint64_t first = std::uint64_t{i} * kArity + 1;
    if (first >= size) break;
    const auto end = static_cast<std::uint32_t>(std::min<std::uint64_t>(first + kArity, size));
    auto best_at = static_cast<std::uint32_t>(first);
    Entry best = array.Get(best_at);
    for (std::uint32_t child = best_at + 1; child < end; ++child) {
      const Entry other = array.Get(child);
      if (Array::Before(other, best)) {
        best = other;
        best_at = child;
      }
    }
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

// Calls fn(entry) for the best entries in order until fn returns false or `limit` were given. `scratch` is memory to work in, kept by the
// caller so that nothing is allocated in steady state. Returns how many entries were looked at.
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
