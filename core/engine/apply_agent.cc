// Apply: agents.
#include <algorithm>
#include <cstring>

#include "core/engine/state.h"

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
    const auto status = static_cast<AgentStatus>(agents.At(change.agent).status);
    SetAgentStatus(change.agent, AgentStatus::kOffline);  // out of the counts of the old profile, into those of the new
    tables_.load.Remove(change.agent);
    agents.BeforeProfileChange(change.agent);
    tables_.signatures.ReleaseProfile(agents.profile(change.agent));
    agents.SetProfile(change.agent, tables_.signatures.AcquireProfile(profile));
    SetAgentStatus(change.agent, status);
    agents.SetTexts(change.agent, texts);
  } else {
    agents.Add(change.agent, texts, tables_.signatures.AcquireProfile(profile));
  }
  CHECK_NE(agents.profile(change.agent), kNoProfile);
  AgentRecord& record = agents.At(change.agent);
  record.terms = terms;
  record.capacity = change.capacity;
  record.cost_per_hour_cents = change.cost_per_hour_cents;
  record.open_capacity = record.ramp_next_at == kNever ? change.capacity : std::min(record.open_capacity, change.capacity);
  IndexAgent(change.agent);
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
