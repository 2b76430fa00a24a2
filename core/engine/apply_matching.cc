// Apply: what waits and why, who is full, and what supervisors decide by hand.
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"
#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {

void State::Do(const MatchPlanned& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  if (ticket.held_for != change.held_for) {
    LeavePool(slot);
    Requirement requirement = RequirementOf(tables_, slot);
    // Kept for one agent, it is open to no tier: nobody finds it by what he can do.
    requirement.agent_tiers = change.held_for != 0 ? 0 : ticket.own_agent_tiers;
    Reroute(slot, requirement);
    ticket.held_for = change.held_for;
    EnterPool(slot);
  }
  ticket.match_next_at = change.next_at;
  ArmTicket(slot);
}

void State::Do(const Relaxed& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  LeavePool(slot);
  Requirement requirement = Unrelax(ticket, RequirementOf(tables_, slot));
  requirement.region = change.region;
  requirement.customer_tier = change.customer_tier;
  requirement.agent_tiers = change.agent_tiers;
  for (int i = 0; change.skills_lowered != 0 && i < requirement.skill_count; ++i) {
    SkillLevel& skill = requirement.skills[static_cast<std::size_t>(i)];
    if (skill.level <= 1) continue;
    --skill.level;
    skill.lowered = 1;
  }
  Reroute(slot, requirement);
  ticket.relaxed = change.steps;
  ticket.held_for = 0;
  ticket.match_next_at = change.next_at;
  EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const Rerouted& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool waits = ticket.status == static_cast<std::uint8_t>(Status::kPooled);
  if (waits) LeavePool(slot);
  Requirement requirement = RequirementOf(tables_, slot);
  requirement.region = change.region;
  requirement.customer_tier = change.customer_tier;
  requirement.agent_tiers = ticket.held_for != 0 ? std::uint8_t{0} : change.agent_tiers;
  ticket.own_agent_tiers = change.own_agent_tiers;
  Reroute(slot, requirement);
  ticket.match_next_at = change.next_at;
  ticket.order_key = change.order_key;
  if (waits) EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const PromiseAsked& change, std::string_view) { tables_.tickets.At(Slot(change.ticket)).clock_flags |= kPromiseAsked; }

void State::Do(const SaturationNoted& change, std::string_view) {
  if (change.kind == static_cast<std::uint8_t>(SaturationOf::kAgent)) {
    tables_.agents.At(change.subject).full_since_s = change.full != 0 ? SinceEpochSeconds(change.at) : 0;
  } else {
    tables_.signatures.SetSaturated(change.subject, change.full != 0 ? change.at : 0);
  }
}

void State::Do(const AssignedByHand& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  if (change.from == 0) {
    if (tables_.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kPooled)) LeavePool(slot);  // or it was held
  } else {
    EndWork(slot);
    IndexAgent(change.from);
  }
  TicketRecord& ticket = tables_.tickets.At(slot);
  SetTicketStatus(slot, Status::kAssigned, change.at);
  ticket.offers = change.token;
  ticket.match_next_at = kNever;
  ticket.clock_flags &= static_cast<std::uint8_t>(~kNobodyTold);
  ticket.stale_at = change.stale_at;
  ticket.Put(kWatchWaits, 0);
  if ((ticket.flags & kOwnerFixed) != 0) ticket.owner = change.agent;
  DecisionNote note;
  note.rules_version = change.rules_version;
  note.choice = static_cast<std::uint8_t>(Choice::kByHand);
  note.load = change.load;
  tables_.tickets.AddWork(slot, WorkRecord{.ticket = change.ticket, .agent = change.agent, .note = note});
  TakeUp(change.agent, slot);
  ++tables_.agents.At(change.agent).assigned;
  tables_.agents.At(change.agent).idle_since = change.at;
  IndexAgent(change.agent);
  ++tables_.counters.assigned_total;
  Remember(change.asker, change.ticket, change.token, Status::kAssigned, static_cast<std::uint8_t>(CommandKind::kAssign));
  ArmTicket(slot);
}

void State::Do(const TicketWeighed& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const std::uint8_t units_before = ticket.units();
  ticket.weight = change.weight;
  ticket.waiting_weight = change.waiting_weight;
  Reweigh(slot, units_before);
}

void State::Do(const ManagerSet& change, std::string_view) {
  if (tables_.customers.Find(change.customer) == nullptr) tables_.customers.Touch(change.customer, change.at, tables_.seq);
  tables_.customers.SetManager(change.customer, change.manager, change.deputy, change.at, tables_.seq);
  Remember(change.asker, 0, 0, Status::kNone, static_cast<std::uint8_t>(CommandKind::kSetManager));
}

}  // namespace tidegate
