// What a desk does with its agent's tickets: accept, decline, report, resolve.
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/lifecycle.h"

namespace tidegate {
namespace {

// A command about an agent's ticket, looked up and checked: the desk speaks for the agent, and the agent holds the ticket.
struct Held {
  Reject reject = Reject::kNone;
  std::uint32_t slot = kNoSlot;
  Status status = Status::kNone;
};

Reject CheckDesk(const Tables& tables, const Caller& caller, AgentId agent) {
  if (!tables.agents.Has(agent.raw())) return Reject::kUnknownAgent;
  return tables.agents.At(agent.raw()).session == caller.session ? Reject::kNone : Reject::kNotSignedIn;
}

Held Look(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket) {
  Held held;
  held.reject = CheckDesk(tables, caller, agent);
  if (held.reject != Reject::kNone) return held;
  held.slot = tables.tickets.FindId(ticket.raw());
  if (held.slot == kNoSlot) {
    const bool ended = tables.recents.FindId(ticket.raw()) != kNoSlot;
    held.reject = ended ? Reject::kIllegalState : Reject::kUnknownTicket;
    held.status = ended ? Status::kResolved : Status::kNone;
    return held;
  }
  held.status = static_cast<Status>(tables.tickets.At(held.slot).status);
  const WorkRecord* work = tables.tickets.Work(held.slot);
  if (work == nullptr || work->agent != agent.raw()) held.reject = Reject::kNotYours;
  return held;
}

Asker AskerOf(const Caller& caller) { return Asker{.client = caller.client.raw(), .request = caller.request}; }

Verdict Done(TicketId ticket, Status status, std::uint32_t token = 0) {
  Verdict verdict;
  verdict.ack.ticket = ticket.raw();
  verdict.ack.status = static_cast<std::uint8_t>(status);
  verdict.ack.token = token;
  return verdict;
}

// The same again as the last one told: nothing changes, the answer is the first one's.
Verdict DoneBefore(TicketId ticket, Status status, std::uint32_t token = 0) {
  Verdict verdict = Done(ticket, status, token);
  verdict.ack.duplicate = 1;
  return verdict;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const Accept& command) {
  const Tables& tables = emit.tables();
  const Held held = Look(tables, caller, command.agent, command.ticket);
  // Whoever accepts what is no longer offered to him is late, whatever became of it.
  if (held.reject == Reject::kNotYours || held.reject == Reject::kIllegalState) return Refuse(Reject::kStaleOffer, held.status);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (tables.tickets.At(held.slot).offers != command.token) return Refuse(Reject::kStaleOffer, held.status);
  if (IsWithAgent(held.status)) return DoneBefore(command.ticket, held.status, command.token);
  if (!MayAccept(held.status)) return Refuse(Reject::kStaleOffer, held.status);
  emit.Emit(Accepted{
      .asker = AskerOf(caller), .ticket = command.ticket.raw(), .at = emit.now(), .agent = command.agent.raw(), .token = command.token});
  return Done(command.ticket, Status::kAssigned, command.token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Decline& command) {
  const Tables& tables = emit.tables();
  const Held held = Look(tables, caller, command.agent, command.ticket);
  if (held.reject == Reject::kNotYours || held.reject == Reject::kIllegalState) return Refuse(Reject::kStaleOffer, held.status);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (held.status != Status::kOffered || tables.tickets.At(held.slot).offers != command.token) {
    return Refuse(Reject::kStaleOffer, held.status);
  }
  ReturnTicket(emit, held.slot, {.reason = ReturnReason::kDeclined, .decline_code = command.reason, .asker = AskerOf(caller)});
  // Whoever has it by now: the same answer as to a repeated request.
  return Done(command.ticket, Status::kPooled, command.token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportContact& command) {
  const Tables& tables = emit.tables();
  const Held held = Look(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!MayReportContact(held.status)) return Refuse(Reject::kIllegalState, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  if (ticket.first_response_at != 0) return DoneBefore(command.ticket, held.status);
  const Status status = StatusAfterContact(held.status);
  emit.Emit(ContactReported{.asker = AskerOf(caller),
                            .ticket = command.ticket.raw(),
                            .at = emit.now(),
                            .order_key = ticket.due[static_cast<std::size_t>(Clock::kResolve)],
                            .agent = command.agent.raw(),
                            .status = static_cast<std::uint32_t>(status)});
  return Done(command.ticket, status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportNode& command) {
  const Tables& tables = emit.tables();
  const Held held = Look(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (held.status == command.status && IsWithAgent(held.status)) return DoneBefore(command.ticket, held.status);
  if (!MayReportNode(held.status, command.status)) return Refuse(Reject::kIllegalState, held.status);
  emit.Emit(NodeReported{.asker = AskerOf(caller),
                         .ticket = command.ticket.raw(),
                         .at = emit.now(),
                         .agent = command.agent.raw(),
                         .status = static_cast<std::uint32_t>(command.status)});
  return Done(command.ticket, command.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Resolve& command) {
  const Tables& tables = emit.tables();
  const Held held = Look(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!MayResolve(held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.result_code == 0 || command.solution.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.solution.size() > kSolutionBytesMax) return Refuse(Reject::kMalformed, held.status);
  if (tables.recents.full()) emit.Emit(RecentEvicted{.ticket = tables.recents.Oldest()});
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  const std::uint32_t agent = command.agent.raw();
  const bool online = tables.agents.At(agent).status == static_cast<std::uint8_t>(AgentStatus::kOnline);
  const Micros wrap_up = tables.rules->rules().wrap_up;
  emit.Emit(Resolved{.asker = AskerOf(caller),
                     .ticket = command.ticket.raw(),
                     .at = emit.now(),
                     .first_response_at = ticket.first_response_at != 0 ? ticket.first_response_at : emit.now(),
                     .wrap_up_until = online && wrap_up > 0 ? emit.now() + wrap_up : 0,
                     .agent = agent,
                     .result_code = command.result_code},
            command.solution);
  FillAgent(emit, agent);
  return Done(command.ticket, Status::kResolved);
}

}  // namespace tidegate
