// What a desk does with its agent's tickets: accept, decline, report, resolve.
#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/effects.h"
#include "core/engine/ending.h"
#include "core/engine/feedback.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/places.h"
#include "core/engine/timers.h"

namespace tidegate {
Verdict Decide(Emitter& emit, const Caller& caller, const Accept& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  // Whoever accepts what is no longer offered to him is late, whatever became of it.
  if (held.reject == Reject::kNotYours || held.reject == Reject::kIllegalState) return Refuse(Reject::kStaleOffer, held.status);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (tables.tickets.At(held.slot).offers != command.token) return Refuse(Reject::kStaleOffer, held.status);
  if (IsWithAgent(held.status)) return DoneBefore(command.ticket, held.status, command.token);
  if (!IsLegal(CommandKind::kAccept, held.status)) return Refuse(Reject::kStaleOffer, held.status);
  emit.Emit(Accepted{.asker = AskerOf(caller),
                     .ticket = command.ticket.raw(),
                     .at = emit.now(),
                     .stale_at = StaleAt(tables, emit.now()),
                     .agent = command.agent.raw(),
                     .token = command.token});
  MoveToTeam(emit, held.slot);
  AskForPromise(emit, held.slot);
  return Done(command.ticket, Status::kAssigned, command.token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Decline& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  if (held.reject == Reject::kNotYours || held.reject == Reject::kIllegalState) return Refuse(Reject::kStaleOffer, held.status);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  // A bot hands over, in the same session, what it took and cannot solve; people decline offers only, and say why.
  const bool bot = IsBot(tables, command.agent.raw());
  const bool hands_over = bot && IsWithAgent(held.status);
  if ((!IsLegal(CommandKind::kDecline, held.status) && !hands_over) || tables.tickets.At(held.slot).offers != command.token) {
    return Refuse(Reject::kStaleOffer, held.status);
  }
  if (command.reason == 0 && !bot) return Refuse(Reject::kMissingField, held.status);
  ReturnTicket(emit, held.slot, {.reason = ReturnReason::kDeclined, .decline_code = command.reason, .asker = AskerOf(caller)});
  // Whoever has it by now: the same answer as to a repeated request.
  return Done(command.ticket, Status::kPooled, command.token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportContact& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kReportContact, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  if (ticket.first_response_at != 0) return DoneBefore(command.ticket, held.status);
  const Status status = StatusAfterContact(held.status);
  emit.Emit(ContactReported{.asker = AskerOf(caller),
                            .ticket = command.ticket.raw(),
                            .at = emit.now(),
                            .order_key = ticket.due[static_cast<std::size_t>(Clock::kResolve)],
                            .agent = command.agent.raw(),
                            .status = static_cast<std::uint32_t>(status)});
  RestartUpdate(emit, held.slot);
  return Done(command.ticket, status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportNode& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (held.status == command.status && IsWithAgent(held.status)) return DoneBefore(command.ticket, held.status);
  if (!MayReportNode(held.status, command.status)) return Refuse(Reject::kIllegalState, held.status);
  const bool waited = held.status == Status::kWaitingCustomer;
  if (command.status == Status::kWaitingCustomer) WeighWaiting(emit, held.slot);
  emit.Emit(NodeReported{.asker = AskerOf(caller),
                         .ticket = command.ticket.raw(),
                         .at = emit.now(),
                         .agent = command.agent.raw(),
                         .status = static_cast<std::uint32_t>(command.status)});
  if (waited) ResumeClocks(emit, held.slot);
  if (command.status == Status::kWaitingCustomer) PauseClocks(emit, held.slot);
  if (waited || command.status == Status::kWaitingCustomer) FollowWeight(emit, held.slot);
  return Done(command.ticket, command.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Resolve& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kResolve, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.result_code == 0 || command.solution.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.solution.size() > kSolutionBytesMax) return Refuse(Reject::kMalformed, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  if (const std::uint8_t open = tables.tickets.Rare(held.slot).parts_open; open != 0) {
    Verdict verdict = Refuse(Reject::kPartsOpen, held.status);
    verdict.ack.token = open;
    return verdict;
  }
  const RuleSet& rules = tables.rules->rules();
  if (!rules.overdue_reasons.empty() && ticket.overdue_reason == 0 && MissedADeadline(tables, held.slot)) {
    if (command.overdue_reason == 0) return Refuse(Reject::kReasonMissing, held.status);
    if (!IsReasonOf(rules, command.overdue_reason, command.solution)) return Refuse(Reject::kUnknownReason, held.status);
  }
  ResumeClocks(emit, held.slot);
  const bool stays = ClockOf(tables, held.slot, Clock::kCloseLoop).due != kNever;
  if (!stays && tables.recents.full()) emit.Emit(RecentEvicted{.ticket = tables.recents.Oldest()});
  const std::uint32_t agent = command.agent.raw();
  const bool online = tables.agents.At(agent).status == static_cast<std::uint8_t>(AgentStatus::kOnline);
  const Micros wrap_up = IsBot(tables, agent) ? 0 : rules.wrap_up;  // a machine has nothing to write up
  const SurveyTerms survey = SurveyOf(tables, held.slot);
  emit.Emit(Resolved{.asker = AskerOf(caller),
                     .ticket = command.ticket.raw(),
                     .at = emit.now(),
                     .first_response_at = ticket.first_response_at != 0 ? Micros{ticket.first_response_at} : emit.now(),
                     .wrap_up_until = online && wrap_up > 0 ? emit.now() + wrap_up : 0,
                     .agent = agent,
                     .result_code = command.result_code,
                     .overdue_reason = command.overdue_reason,
                     .stays = stays ? std::uint8_t{1} : std::uint8_t{0},
                     .closes_at = stays ? kNever : SilenceEndsAt(tables, ticket, emit.now())},
            command.solution);
  AskSurvey(emit, survey);
  AwaitEffect(emit, command.ticket.raw());
  if (stays && rules.call_back_after != 0) {
    emit.Emit(CallBackSet{.ticket = command.ticket.raw(), .at = emit.now(), .due = emit.now() + rules.call_back_after, .agent = agent});
  }
  FillAgent(emit, agent);
  return Done(command.ticket, Status::kResolved);
}

}  // namespace tidegate
