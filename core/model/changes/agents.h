// Changes of agents: records, sessions, states, duty, how full they are.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/agent_terms.h"
#include "core/model/changes/asker.h"
#include "core/model/requirement.h"

namespace tidegate {

// The Profile, AgentTerms, then the agent's texts.
inline constexpr std::uint32_t kAgentTailBytesMax = static_cast<std::uint32_t>(sizeof(Profile) + sizeof(AgentTerms) + kAgentTextsBytesMax);

// Tail: Profile, AgentTerms, its texts. A second declaration of the same agent replaces the record.
struct AgentDeclared {
  std::uint32_t agent = 0;
  std::uint32_t capacity = 0;  // open tickets at once
  std::uint32_t cost_per_hour_cents = 0;
  std::uint32_t zero = 0;
  std::uint64_t declared_by = 0;  // the client whose desk declared him (dev.open_desks); 0 = a data administrator did
};

// His record was taken back: offline, without work, named by nobody. AgentDeclared brings him back.
struct AgentRetired {
  Asker asker{};
  Micros at = 0;
  std::uint64_t agent = 0;
};

struct SignedIn {
  Asker asker{};
  Micros at = 0;
  std::uint64_t session = 0;  // the transport session that speaks for the agent from now on
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;  // of the ramp-up: how much of the capacity is usable at once
  Micros ramp_next_at = 0;          // next step of the ramp-up, kNever without one
};

struct AgentStatusChanged {
  Micros at = 0;
  Micros until = 0;  // end of wrap-up or grace; kNever otherwise
  std::uint32_t agent = 0;
  std::uint8_t status = 0;  // AgentStatus
  std::uint8_t misses = 0;  // offers missed in a row, from now
  std::uint16_t zero = 0;
};

// A step of the ramp-up.
struct CapacityOpened {
  Micros next_at = 0;
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;
};

// An agent's shift or exclusive hours begin, end or come to their last minutes; or his record or the calendars changed.
struct DutyTurned {
  Micros at = 0;
  Micros next_at = 0;  // when they turn again; kNever = never
  Micros ramp_next_at = 0;
  std::uint32_t agent = 0;
  std::uint32_t open_capacity = 0;
  std::uint8_t duty = 0;            // DutyFlag
  std::uint8_t customer_tiers = 0;  // that he serves from now on; bit t = CustomerTier t, 0 = all
  std::array<std::uint8_t, 6> zero{};
};

// An agent, or all of a group, is full, or no longer is.
enum class SaturationOf : std::uint8_t { kAgent = 1, kGroup = 2 };
struct SaturationNoted {
  Micros at = 0;
  std::uint32_t subject = 0;  // agent or signature
  std::uint32_t waiting = 0;  // tickets of the group
  std::uint32_t agents = 0;   // on duty in it
  std::uint8_t kind = 0;      // SaturationOf
  std::uint8_t full = 0;      // 1 = from now, 0 = no longer
  std::uint16_t zero = 0;
};

}  // namespace tidegate
