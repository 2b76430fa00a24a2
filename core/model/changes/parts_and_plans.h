// Changes of parts of tickets, and of plans that make tickets.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/changes/asker.h"

namespace tidegate {

// What is asked of a part, and what came of it: as a transfer's reason, read in lists; what is longer is a note about the ticket.
inline constexpr std::uint32_t kPartTextBytesMax = 512;

// A part of a ticket is asked of a department. Tail: what is to be done.
struct PartAsked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros due = kNever;      // kNever = with its ticket
  std::uint32_t agent = 0;  // who asks; 0 = a supervisor
  std::uint32_t to = 0;     // agent who is to do it; 0 = nobody yet
  std::uint8_t part = 0;    // of the ticket, from 1
  std::uint8_t department = 0;
  std::array<std::uint8_t, 6> zero{};
};

// The agent is to do it from now on.
struct PartAssigned {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;
  std::uint8_t part = 0;
  std::array<std::uint8_t, 3> zero{};
};

// Where the work on it stands. Tail: a word about it.
struct PartReported {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // 0 = a supervisor
  std::uint8_t part = 0;
  std::uint8_t node = 0;  // PartNode
  std::uint16_t zero = 0;
};

// It has ended: done or dropped. Tail: the result, or why.
struct PartEnded {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;  // of the ticket, from now: whoever has it is to report
  std::uint32_t agent = 0;   // 0 = a supervisor, or nobody: its ticket ended
  std::uint8_t part = 0;
  std::uint8_t node = 0;    // PartNode: kDone or kDropped
  std::uint8_t by_end = 0;  // 1 = its ticket ends
  std::uint8_t zero = 0;
};

// Its time is over: told once.
struct PartAlerted {
  std::uint64_t ticket = 0;
  std::uint64_t part = 0;
};

// Its ticket is merged into another, where the work on it goes on.
struct PartMoved {
  std::uint64_t ticket = 0;  // from now on
  std::uint64_t from = 0;
  std::uint8_t part = 0;  // of the ticket, from now on
  std::uint8_t was = 0;   // of the one before
  std::array<std::uint8_t, 6> zero{};
};

// A plan, or another wording of one. Tail: EncodePlan.
struct PlanPut {
  Asker asker{};
  Micros at = 0;
  Micros next_at = 0;  // its next round
  std::uint32_t plan = 0;
  std::uint32_t round = 0;  // of next_at, from 0
};

struct PlanDropped {
  Asker asker{};
  Micros at = 0;
  std::uint64_t plan = 0;
};

// A round has come, and what it makes: a ticket, or the beginning of tickets for many; or a ticket of those.
struct PlanFired {
  std::uint64_t ticket = 0;  // 0 = those come one by one, or there is nobody to make one for
  Micros at = 0;
  Micros next_at = 0;
  std::uint32_t plan = 0;
  std::uint32_t round = 0;   // of next_at
  std::uint32_t missed = 0;  // rounds that passed while nothing ran, and make nothing
  std::uint32_t zero = 0;
};

}  // namespace tidegate
