// ShareCounts: what is remembered of a profile's offers, so that waiting normal and low tickets get their share (domain.md 7).
//
// Part of the state; follows from the offers alone. Which level comes next is ShareOrder's to say.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/model/names.h"

namespace tidegate {

// Offers of a profile since the last one of a level; a hundred and more count as a hundred.
struct ShareCounts {
  std::uint8_t normal = 0;
  std::uint8_t low = 0;
  friend bool operator==(const ShareCounts&, const ShareCounts&) = default;
};
inline constexpr std::uint8_t kShareCountMax = 100;

// Urgent tickets that nobody has answered are exempt from the shares.
enum class Answered : std::uint8_t { kNo, kYes };

// The counts after an offer of a ticket ordered at this level.
constexpr ShareCounts AfterOffer(ShareCounts counts, Level order_level, Answered answered) {
  if (order_level == Level::kUrgent && answered == Answered::kNo) return counts;
  const auto next = [](std::uint8_t count, bool its_turn) {
    return its_turn ? std::uint8_t{0} : std::min<std::uint8_t>(static_cast<std::uint8_t>(count + 1), kShareCountMax);
  };
  return {.normal = next(counts.normal, order_level == Level::kNormal), .low = next(counts.low, order_level == Level::kLow)};
}

}  // namespace tidegate
