#include "core/engine/held.h"

namespace tidegate {
namespace {

Held NotOpen(const Tables& tables, std::uint64_t ticket, const KeyHash& key) {
  const std::uint32_t ended = ticket != 0 ? tables.recents.FindId(ticket) : tables.recents.FindKey(key);
  if (ended == kNoSlot) return {.reject = Reject::kUnknownTicket};
  return {.reject = Reject::kIllegalState, .status = static_cast<Status>(tables.recents.Ended(ended).status)};
}

Held SeeOpen(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key) {
  Held held;
  held.slot = ticket ? tables.tickets.FindId(ticket.raw()) : tables.tickets.FindKey(key);
  if (held.slot == kNoSlot) return NotOpen(tables, ticket.raw(), key);
  const TicketRecord& record = tables.tickets.At(held.slot);
  held.status = static_cast<Status>(record.status);
  const WorkRecord* work = tables.tickets.Work(held.slot);
  if (!MaySee(tables, caller, record.client, work == nullptr ? 0 : work->agent)) return {.reject = Reject::kNotYours};
  return held;
}

// Who has a ticket, or had it when it ended or was resolved; 0 = nobody.
std::uint32_t AgentOf(const Tables& tables, const Held& held) {
  if (held.recent != kNoSlot) return std::uint32_t{tables.recents.At(held.recent).agent};
  if (const WorkRecord* work = tables.tickets.Work(held.slot); work != nullptr) return work->agent;
  if (held.status != Status::kResolved) return 0;
  const ClockRecord* loop = tables.clocks.Find(tables.tickets.At(held.slot).id, Clock::kCloseLoop);
  CHECK(loop != nullptr);
  return loop->agent;
}

// What was found, unless it is another team's.
Held OfTeam(const Tables& tables, const Caller& caller, Held held) {
  if (held.reject != Reject::kNone || caller.role != Role::kSupervisor) return held;
  if (!IsOfHisTeam(tables, caller, AgentOf(tables, held))) held.reject = Reject::kOtherTeam;
  return held;
}

}  // namespace

bool IsOfHisTeam(const Tables& tables, const Caller& caller, std::uint32_t agent) {
  if (caller.role != Role::kSupervisor || agent == 0) return true;
  const AgentTerms& terms = tables.agents.At(agent).terms;
  const auto counts = [&](std::uint32_t by) { return by != 0 && !tables.agents.IsRetired(by); };
  if (!counts(terms.supervisor) && !counts(terms.duty_supervisor)) return true;
  const std::uint32_t asker = tables.agents.Find(caller.name);
  return counts(asker) && (asker == terms.supervisor || asker == terms.duty_supervisor || asker == agent);
}

Verdict RefuseOf(const Tables& tables, const Held& held, TicketId named, Reject reject) {
  Verdict verdict = Refuse(reject, held.status);
  verdict.ack.ticket = held.slot != kNoSlot ? tables.tickets.At(held.slot).id : named.raw();
  return verdict;
}

bool SpeaksFor(const Tables& tables, const Caller& caller, std::uint32_t agent) {
  const std::uint64_t session = tables.agents.At(agent).session;
  if (session != 0) return session == caller.session;
  return caller.role == Role::kAgent && !caller.name.empty() && tables.agents.Find(caller.name) == agent && !tables.agents.IsRetired(agent);
}

Held LookHeld(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket) {
  Held held;
  if (!tables.agents.Has(agent.raw())) return {.reject = Reject::kUnknownAgent};
  if (!SpeaksFor(tables, caller, agent.raw())) return {.reject = Reject::kNotSignedIn};
  held.slot = tables.tickets.FindId(ticket.raw());
  if (held.slot == kNoSlot) return NotOpen(tables, ticket.raw(), {});
  held.status = static_cast<Status>(tables.tickets.At(held.slot).status);
  const WorkRecord* work = tables.tickets.Work(held.slot);
  if (held.status == Status::kResolved) {  // its loop is not closed yet; nobody holds it any more
    held.reject = Reject::kIllegalState;
  } else if (work == nullptr || work->agent != agent.raw()) {
    held.reject = Reject::kNotYours;
  }
  return held;
}

Held LookOpen(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key) {
  return OfTeam(tables, caller, SeeOpen(tables, caller, ticket, key));
}

Held LookBy(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket) {
  if (agent) return LookHeld(tables, caller, agent, ticket);
  if (caller.role != Role::kSupervisor) return {.reject = Reject::kNotAllowed};
  return LookOpen(tables, caller, ticket, {});
}

Held SeeAny(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key) {
  Held held = SeeOpen(tables, caller, ticket, key);
  if (held.reject != Reject::kIllegalState) return held;
  held.recent = ticket ? tables.recents.FindId(ticket.raw()) : tables.recents.FindKey(key);
  held.reject = MaySee(tables, caller, tables.recents.At(held.recent).client, 0) ? Reject::kNone : Reject::kNotYours;
  return held;
}

Held LookAny(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key) {
  return OfTeam(tables, caller, SeeAny(tables, caller, ticket, key));
}

Verdict Done(TicketId ticket, Status status, std::uint32_t token) {
  Verdict verdict;
  verdict.ack.ticket = ticket.raw();
  verdict.ack.status = static_cast<std::uint8_t>(status);
  verdict.ack.token = token;
  return verdict;
}

Verdict DoneBefore(TicketId ticket, Status status, std::uint32_t token) {
  Verdict verdict = Done(ticket, status, token);
  verdict.ack.duplicate = 1;
  return verdict;
}

}  // namespace tidegate
