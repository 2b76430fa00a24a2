// Changes of who gets a ticket: offers and what came of them, matching that waits, assignments by hand.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/changes/asker.h"
#include "core/model/decision_note.h"

namespace tidegate {

struct Offered {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;
  std::uint32_t accept_within_ms = 0;
  std::uint32_t token = 0;        // names this offer; accept and decline carry it
  std::uint32_t interval_ms = 0;  // smoothed interval between offers of this signature, from now
  DecisionNote note{};
};
static_assert(sizeof(Offered) == 64);

struct Accepted {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;  // from now: when a report is missed
  std::uint32_t agent = 0;
  std::uint32_t token = 0;
};

// An offer ended without an accept, or an assignment was taken from its agent; the ticket goes back to its place in the pool.
struct Returned {
  Asker asker{};  // of a decline; 0 otherwise
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros excluded_until = 0;  // the agent does not get it again before; 0 = may at once
  std::uint32_t agent = 0;
  std::uint8_t reason = 0;        // ReturnReason
  std::uint8_t decline_code = 0;  // what the agent gave as reason, free for the desk
  std::uint8_t misses = 0;        // of the agent, in a row, from now
  std::uint8_t unremembered = 0;  // 1 = a decline that found no place in memory: counted
  Micros order_key = 0;           // from now: its place among those that wait
};
static_assert(sizeof(Returned) == 56);

struct DeclineForgotten {
  std::uint64_t ticket = 0;
  std::uint32_t agent = 0;
  std::uint32_t zero = 0;
};

// A ticket stays in the pool: when its matching is looked at again by itself, and for whom it is kept until then.
struct MatchPlanned {
  std::uint64_t ticket = 0;
  Micros next_at = 0;
  std::uint32_t held_for = 0;  // agent: the customer's manager; nobody else gets it before. 0 = anybody may
  std::uint32_t zero = 0;
};

// What a waiting ticket asks for was loosened, or it is kept for its customer's manager no longer.
struct Relaxed {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros next_at = 0;               // the next step, kNever after the last
  std::uint16_t region = 0;         // of the requirement, from now
  std::uint8_t customer_tier = 0;   // the same
  std::uint8_t agent_tiers = 0;     // the same
  std::uint8_t steps = 0;           // bit s = Relaxation s was taken since the ticket's entry into the pool
  std::uint8_t skills_lowered = 0;  // 1 = the minimum level of each skill is one below what was asked
  std::uint16_t zero = 0;
};

// What a ticket asks for, and what is planned of its matching, under the rules in force: its level, or the rules, are others than before.
struct Rerouted {
  std::uint64_t ticket = 0;
  Micros next_at = 0;                // as MatchPlanned
  Micros order_key = 0;              // its place among those that wait
  std::uint16_t region = 0;          // of the requirement, from now
  std::uint8_t customer_tier = 0;    // the same
  std::uint8_t agent_tiers = 0;      // the same; of one that is kept for an agent, what it asks for when it is kept no longer
  std::uint8_t own_agent_tiers = 0;  // of the requirement before any relaxation
  std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(Rerouted) == 32);

// A supervisor gave a ticket to an agent: it is his at once.
struct AssignedByHand {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros stale_at = kNever;
  std::uint32_t agent = 0;
  std::uint32_t from = 0;   // who had it; 0 = it waited
  std::uint32_t token = 0;  // as of an offer
  std::uint32_t rules_version = 0;
  std::uint8_t load = 0;           // relative load of the agent before
  std::uint8_t over_capacity = 0;  // 1 = the supervisor said so, and it was needed
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(AssignedByHand) == 64);

}  // namespace tidegate
