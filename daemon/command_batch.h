// CommandBatch: what one io loop turn decoded, handed to the engine as one object; two lanes, and the texts that their commands borrow.
//
// One owner at a time: filled by an io thread, pushed through the Mailbox, emptied by the engine's TurnTaker, handed back and reused with
// its memory. A message costs no allocation once the vectors have grown. Not here: bounds (Admission), order between batches (Mailbox).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/model/command.h"
#include "protocol/command_arena.h"

namespace tidegate {

// Work: desks, supervisors, operators, the daemon itself. Submits: the front door. (design.md 4)
enum class Lane : std::uint8_t { kWork, kSubmits };
inline constexpr std::size_t kLaneCount = 2;

// Texts that a command borrows, as bounds of lanes and turns count them. O(1).
std::size_t TextBytes(const Command& command);

struct CommandBatch {
  std::array<std::vector<Command>, kLaneCount> lanes;
  CommandArena texts;

  std::vector<Command>& lane(Lane which) { return lanes[static_cast<std::size_t>(which)]; }
  bool empty() const { return lanes[0].empty() && lanes[1].empty(); }
  std::size_t count() const { return lanes[0].size() + lanes[1].size(); }
  void Reset() {
    for (std::vector<Command>& commands : lanes) commands.clear();
    texts.Reset();
  }
};

}  // namespace tidegate
