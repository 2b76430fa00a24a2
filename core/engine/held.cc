#include "core/engine/held.h"

namespace tidegate {
namespace {

Held NotOpen(const Tables& tables, std::uint64_t ticket, const KeyHash& key) {
  const std::uint32_t ended = ticket != 0 ? tables.recents.FindId(ticket) : tables.recents.FindKey(key);
  if (ended == kNoSlot) return {.reject = Reject::kUnknownTicket};
  return {.reject = Reject::kIllegalState, .status = static_cast<Status>(tables.recents.Ended(ended).status)};
}

}  // namespace

Held LookHeld(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket) {
  Held held;
  if (!tables.agents.Has(agent.raw())) return {.reject = Reject::kUnknownAgent};
  if (tables.agents.At(agent.raw()).session != caller.session) return {.reject = Reject::kNotSignedIn};
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
  Held held;
  held.slot = ticket ? tables.tickets.FindId(ticket.raw()) : tables.tickets.FindKey(key);
  if (held.slot == kNoSlot) return NotOpen(tables, ticket.raw(), key);
  const TicketRecord& record = tables.tickets.At(held.slot);
  held.status = static_cast<Status>(record.status);
  const WorkRecord* work = tables.tickets.Work(held.slot);
  if (!MaySee(tables, caller, record.client, work == nullptr ? 0 : work->agent)) return {.reject = Reject::kNotYours};
  return held;
}

Held LookBy(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket) {
  if (agent) return LookHeld(tables, caller, agent, ticket);
  if (caller.role != Role::kSupervisor) return {.reject = Reject::kNotAllowed};
  return LookOpen(tables, caller, ticket, {});
}

Held LookAny(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key) {
  Held held = LookOpen(tables, caller, ticket, key);
  if (held.reject != Reject::kIllegalState) return held;
  held.recent = ticket ? tables.recents.FindId(ticket.raw()) : tables.recents.FindKey(key);
  held.reject = MaySee(tables, caller, tables.recents.At(held.recent).client, 0) ? Reject::kNone : Reject::kNotYours;
  return held;
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
