// Changes of the clocks of a ticket, and of the level that sets them.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/changes/asker.h"

namespace tidegate {

// A step of a clock: 50 %, 80 %, overdue, ...
struct ClockFired {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros next_at = 0;  // the next step; kNever after the last
  std::uint16_t per_mille = 0;
  std::uint8_t clock = 0;        // Clock
  std::uint8_t order_level = 0;  // from now: a ticket past its respond deadline is ordered one level higher, once
  std::uint8_t nobody_told = 0;  // 1 = it was said, now or before, that nobody who may take it is on duty
  std::array<std::uint8_t, 3> zero{};
};

// A clock as it stands from now on.
struct ClockSet {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros from = 0;      // where it counts from
  Micros due = kNever;  // kNever = it has stopped
  Micros next_at = kNever;
  std::uint16_t per_mille = 0;  // the highest step that has fired
  std::uint8_t clock = 0;       // Clock
  std::uint8_t news = 0;        // ClockNews
  std::uint32_t zero = 0;
};
static_assert(sizeof(ClockSet) == 48);

// The deadlines of the two main clocks under the rules in force, after other rules or another level.
struct TicketMoved {
  std::uint64_t ticket = 0;
  Micros respond_due = 0;
  Micros respond_next_at = 0;
  Micros resolve_due = 0;
  Micros resolve_next_at = 0;
  Micros order_key = 0;
  std::uint32_t rules_version = 0;
  std::uint32_t scheme = 0;  // whose presets count: ActiveRules::SchemeOf
};
static_assert(sizeof(TicketMoved) == 56);

// A human set another level; its deadlines follow as a TicketMoved. Tail: why.
struct LevelChanged {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint8_t level = 0;
  std::uint8_t order_level = 0;
  std::uint8_t agent_tiers = 0;      // of the requirement, with the steps of relaxation that were taken
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::array<std::uint8_t, 4> zero{};
};

// Far past a deadline the machine orders the ticket higher, and opens it to more agents. Its level and targets stay.
struct Escalated {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint16_t region = 0;        // of the requirement
  std::uint8_t customer_tier = 0;  // of the requirement
  std::uint8_t agent_tiers = 0;    // of the requirement
  std::uint8_t order_level = 0;
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::uint8_t flags = 0;            // of ClockFlag those that are set from now on
  std::uint8_t zero = 0;
};

// Why the ticket is overdue. Tail: in words.
struct OverdueReasonSet {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;   // 0 = a supervisor
  std::uint32_t reason = 0;  // code of the rule set
};

}  // namespace tidegate
