// ShareOrder: in which order a freed agent looks at the levels, so that waiting normal and low tickets get their share (domain.md 7).
//
// Urgent tickets that nobody has answered come first and do not count. Of the others a profile counts, per level that has a share, how many
// it was offered since the last of that level; a level that has waited for its turn goes before the higher ones. So of any hundred in a row
// during which the level waits it gets its percentage at least. A pure function of those counts and the rules. O(levels).
#pragma once

#include <array>
#include <cstdint>

#include "core/model/matching_rules.h"
#include "core/model/names.h"
#include "core/model/share_counts.h"

namespace tidegate {

// The levels in the order in which they are looked at; one may stand there twice. Urgent always does: where it stands first only tickets
// that nobody has answered are meant, and all of them where it stands again.
struct LevelOrder {
  std::array<Level, kLevelCount + 3> levels{};
  int count = 0;
  constexpr void Add(Level level) { levels[static_cast<std::size_t>(count++)] = level; }
  constexpr const Level* begin() const { return levels.data(); }
  constexpr const Level* end() const { return levels.data() + count; }
};

constexpr LevelOrder OrderOfLevels(const MatchingRules& rules, const ShareCounts& counts) {
  constexpr int kNone = 1'000;  // more than counts can be
  const auto period = [&](Level level) {
    const std::uint8_t percent = rules.share_percent[static_cast<std::size_t>(level)];
    return percent == 0 ? kNone : 100 / percent;
  };
  const int normal_in = period(Level::kNormal) - counts.normal;  // it is the turn of the level when 1 is left
  const int low_in = period(Level::kLow) - counts.low;
  LevelOrder order;
  order.Add(Level::kUrgent);
  if (low_in <= 1) order.Add(Level::kLow);
  // One of two whose turns would fall together goes one earlier.
  if (normal_in <= 1 || (normal_in <= 2 && low_in <= 2)) order.Add(Level::kNormal);
  for (const Level level : {Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow}) order.Add(level);
  return order;
}

}  // namespace tidegate
