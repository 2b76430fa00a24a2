// Bitset: a set of small numbers, as wide as its owner says, and the walk over what two of them share.
//
// Grown explicitly (GrowTo), never by Set: eligibility is made when a signature or a profile is interned, not in between. Numbers beyond
// the width are simply not in the set. Test, Set and Clear O(1); FindNext and ForEachCommon 64 numbers a step.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "core/base/check.h"

namespace tidegate {

inline constexpr std::uint32_t kNoBit = 0xFFFFFFFF;

class Bitset {
 public:
  explicit Bitset(std::uint32_t bits = 0) { GrowTo(bits); }

  // Widens to at least `bits` numbers, 0 .. bits - 1; never narrows.
  void GrowTo(std::uint32_t bits) {
    if (bits <= bits_) return;
    bits_ = bits;
    words_.resize((std::size_t{bits} + 63) / 64);
  }

  // i must be within the width (CHECKed).
  void Set(std::uint32_t i) {
    CHECK_LT(i, bits_);
    words_[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  void Clear(std::uint32_t i) {
    if (i < bits_) words_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  }
  bool Test(std::uint32_t i) const { return i < bits_ && (words_[i / 64] >> (i % 64) & 1) != 0; }

  // The smallest member >= from, or kNoBit.
  std::uint32_t FindNext(std::uint32_t from) const {
    if (from >= bits_) return kNoBit;
    std::size_t at = from / 64;
    std::uint64_t word = words_[at] & (~std::uint64_t{0} << (from % 64));
    while (word == 0) {
      if (++at == words_.size()) return kNoBit;
      word = words_[at];
    }
    return static_cast<std::uint32_t>(at * 64 + std::countr_zero(word));
  }

  // Empties the set; the width stays.
  void Reset() { words_.assign(words_.size(), 0); }

  std::uint32_t Count() const {
    std::uint32_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::uint32_t>(std::popcount(word));
    return count;
  }
  std::uint32_t bits() const { return bits_; }
  std::span<const std::uint64_t> words() const { return words_; }

 private:
  std::uint32_t bits_ = 0;
  std::vector<std::uint64_t> words_;
};

// Calls fn(i), ascending, for every number in both sets. An fn that returns bool stops the walk with false. Returns whether the walk
// reached the end. fn may change the sets; numbers of the 64 at hand that it changes are still given as they were.
template <class Fn>
bool ForEachCommon(const Bitset& a, const Bitset& b, Fn&& fn) {
  for (std::size_t at = 0; at < a.words().size() && at < b.words().size(); ++at) {
    for (std::uint64_t word = a.words()[at] & b.words()[at]; word != 0; word &= word - 1) {
      const auto i = static_cast<std::uint32_t>(at * 64 + std::countr_zero(word));
      if constexpr (std::is_same_v<std::invoke_result_t<Fn, std::uint32_t>, bool>) {
        if (!fn(i)) return false;
      } else {
        fn(i);
      }
    }
  }
  return true;
}

}  // namespace tidegate
