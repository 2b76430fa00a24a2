// TurnTaker: chooses the commands of the engine's next turn from the two lanes of the mailbox.
//
// One owner (the engine stage). Work first; submits have at least a quarter of a turn's commands and bytes when they wait, so that neither
// a busy floor nor a surge at the front door can starve the other (design.md 4). Inside a lane, order of arrival. At most kTurnCommandsMax
// commands and kTurnBytesMax of texts; a command larger than that is a turn of its own. O(commands taken): they are copied together,
// 136 bytes each, because the engine wants one span and lanes and batches end in the middle of turns. A command that sets the time is a
// turn of its own too: what was asked before it belongs to the time before, what comes after it to the time it sets. A
// rule set is the last of its turn: what comes after it is decided under the new rules, with what they look for.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/engine/turn.h"
#include "daemon/mailbox.h"

namespace tidegate {

inline constexpr std::uint32_t kTurnSubmitsMin = kTurnCommandsMax / 4;  // design.md 4
inline constexpr std::uint32_t kTurnSubmitBytesMin = kTurnBytesMax / 4;

class TurnTaker {
 public:
  explicit TurnTaker(Mailbox& mailbox) : mailbox_(mailbox) {}

  // The commands of the next turn, empty when none wait. They, and what they borrow, stay until Release.
  std::span<Command> Take();
  // The turn is over: gives batches that were taken whole back to the mailbox.
  void Release();
  // Something waits that was popped from the mailbox and did not fit into a turn.
  bool waiting() const { return waiting_[0] + waiting_[1] != 0; }

 private:
  struct Taken {
    std::uint32_t commands = 0;
    std::uint64_t text_bytes = 0;
    enum class End : std::uint8_t { kOpen, kAlone } end = End::kOpen;  // kAlone: no more fits beside what was taken
  };
  std::uint64_t waiting(Lane lane) const { return waiting_[static_cast<std::size_t>(lane)]; }
  void PopAll();
  // Takes from a lane until the turn has `commands_max` and `text_bytes_max` in all.
  void TakeFrom(Lane lane, std::uint32_t commands_max, std::uint64_t text_bytes_max, Taken& turn);

  Mailbox& mailbox_;
  std::deque<std::unique_ptr<CommandBatch>> batches_;  // popped, not wholly taken
  struct Cursor {
    std::size_t batch = 0;  // place in batches_
    std::size_t command = 0;
  };
  std::array<Cursor, kLaneCount> cursors_{};
  std::array<std::uint64_t, kLaneCount> waiting_{};
  std::vector<Command> turn_;
  bool submits_first_ = false;  // the submit that is next did not fit beside the work of the last turn
};

}  // namespace tidegate
