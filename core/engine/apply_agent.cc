// Apply: agents.
#include <algorithm>
#include <cstring>
#include <utility>

#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {

void State::Do(const AgentDeclared& change, std::string_view tail) {
  Profile profile;
  AgentTerms terms;
  CHECK_GT(tail.size(), sizeof profile + sizeof terms);
  std::memcpy(&profile, tail.data(), sizeof profile);
  std::memcpy(&terms, tail.data() + sizeof profile, sizeof terms);
  const AgentTexts texts = SplitTexts(terms, tail.substr(sizeof profile + sizeof terms));
  AgentTable& agents = tables_.agents;
  if (agents.Has(change.agent)) {
    ChangeProfile(change.agent, profile);
    agents.SetTexts(change.agent, texts);
  } else {
    agents.Add(change.agent, texts, tables_.signatures.AcquireProfile(profile));
    CHECK_NE(agents.profile(change.agent), kNoProfile);
  }
  // What his hours say comes with DutyTurned.
  SetPresence(change.agent, static_cast<AgentStatus>(std::as_const(agents).At(change.agent).status), 0);
  AgentRecord& record = agents.At(change.agent);
  record.duty_next_at = texts.shift.empty() && texts.tier_hours.empty() ? kNever : kDutyUnknown;  // looked at before he gets anything
  record.own_customer_tiers = profile.customer_tiers;
  record.declared_by = change.declared_by;
  record.terms = terms;
  record.capacity = change.capacity;
  record.cost_per_hour_cents = change.cost_per_hour_cents;
  record.open_capacity = record.ramp_next_at == kNever ? change.capacity : std::min(record.open_capacity, change.capacity);
  CountRooms(change.agent);
  IndexAgent(change.agent);
  ArmAgent(change.agent);
}

void State::Do(const AgentRetired& change, std::string_view) {
  const auto agent = static_cast<std::uint32_t>(change.agent);
  SetPresence(agent, AgentStatus::kOffline, kRetired);
  tables_.agents.At(agent).duty_next_at = kNever;  // nobody looks at his hours any more
  ArmAgent(agent);
  Remember(change.asker, 0, agent, Status::kNone, static_cast<std::uint8_t>(CommandKind::kRetireAgent));
}

void State::Do(const DutyTurned& change, std::string_view) {
  const AgentTable& agents = tables_.agents;
  Profile profile = tables_.signatures.ProfileAt(agents.profile(change.agent)).profile;
  if (profile.customer_tiers != change.customer_tiers) {
    profile.customer_tiers = change.customer_tiers;
    ChangeProfile(change.agent, profile);
  }
  SetPresence(change.agent, static_cast<AgentStatus>(agents.At(change.agent).status), change.duty);
  AgentRecord& record = tables_.agents.At(change.agent);
  record.duty_next_at = change.next_at;
  record.ramp_next_at = change.ramp_next_at;
  record.open_capacity = change.open_capacity;
  IndexAgent(change.agent);
  ArmAgent(change.agent);
}

void State::Do(const SignedIn& change, std::string_view) {
  AgentRecord& record = tables_.agents.At(change.agent);
  if (record.status == static_cast<std::uint8_t>(AgentStatus::kOffline)) record.idle_since = change.at;
  SetAgentStatus(change.agent, AgentStatus::kOnline);
  record.until = kNever;
  record.misses = 0;
  record.open_capacity = change.open_capacity;
  record.ramp_next_at = change.ramp_next_at;
  tables_.agents.SetSession(change.agent, change.session);
  IndexAgent(change.agent);
  ArmAgent(change.agent);
}

void State::Do(const AgentStatusChanged& change, std::string_view) {
  AgentRecord& record = tables_.agents.At(change.agent);
  const auto status = static_cast<AgentStatus>(change.status);
  SetAgentStatus(change.agent, status);
  record.until = change.until;
  record.misses = change.misses;
  if (status == AgentStatus::kOffline || status == AgentStatus::kDisconnected) tables_.agents.SetSession(change.agent, 0);
  if (status == AgentStatus::kOffline) record.ramp_next_at = kNever;
  IndexAgent(change.agent);
  ArmAgent(change.agent);
}

void State::Do(const CapacityOpened& change, std::string_view) {
  AgentRecord& record = tables_.agents.At(change.agent);
  record.open_capacity = change.open_capacity;
  record.ramp_next_at = change.next_at;
  IndexAgent(change.agent);
  ArmAgent(change.agent);
}

}  // namespace tidegate
