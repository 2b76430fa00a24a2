// What settles a ticket beside the work itself: its loop is closed, a reason given for being late, another level set (domain.md 5).
#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/ending.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/matching.h"
#include "core/engine/places.h"
#include "core/engine/relaxation.h"
#include "core/engine/rerouting.h"
#include "core/engine/timers.h"

namespace tidegate {
namespace {

// Ends a resolved ticket that waited for nothing but this.
Verdict CloseLoop(Emitter& emit, const Caller& caller, std::uint32_t slot, LoopClosing closing, AgentId agent, std::string_view note) {
  const Tables& tables = emit.tables();
  const TicketId ticket(tables.tickets.At(slot).id);
  MakeRoomForEnded(emit);
  emit.Emit(LoopClosed{.asker = AskerOf(caller),
                       .ticket = ticket.raw(),
                       .at = emit.now(),
                       .closes_at = SilenceEndsAt(tables, tables.tickets.At(slot), emit.now()),
                       .agent = agent.raw(),
                       .closing = static_cast<std::uint32_t>(closing)},
            note);
  return Done(ticket, closing == LoopClosing::kConfirmed ? Status::kClosed : Status::kResolved);
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const Confirm& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const Held held = LookAny(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kConfirm, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (held.slot == kNoSlot) {
    const TicketId ticket(tables.recents.At(held.recent).id);
    if (held.status == Status::kClosed) return DoneBefore(ticket, held.status);
    emit.Emit(TicketClosed{
        .asker = AskerOf(caller), .ticket = ticket.raw(), .at = emit.now(), .status = static_cast<std::uint64_t>(Status::kClosed)});
    return Done(ticket, Status::kClosed);
  }
  return CloseLoop(emit, caller, held.slot, LoopClosing::kConfirmed, AgentId(), {});
}

Verdict Decide(Emitter& emit, const Caller& caller, const RecordCallBack& command) {
  const Tables& tables = emit.tables();
  if (command.agent) {
    if (!tables.agents.Has(command.agent.raw())) return Refuse(Reject::kUnknownAgent);
    if (!SpeaksFor(tables, caller, command.agent.raw())) return Refuse(Reject::kNotSignedIn);
  } else if (caller.role != Role::kSupervisor) {
    return Refuse(Reject::kNotAllowed);
  } else if (const Held held = LookAny(tables, caller, command.ticket, {}); held.reject != Reject::kNone) {
    return Refuse(held.reject, held.status);
  }
  const std::uint32_t slot = tables.tickets.FindId(command.ticket.raw());
  if (slot == kNoSlot) {
    const std::uint32_t ended = tables.recents.FindId(command.ticket.raw());
    if (ended == kNoSlot) return Refuse(Reject::kUnknownTicket);
    const auto status = static_cast<Status>(tables.recents.Ended(ended).status);
    const auto had = static_cast<std::uint32_t>(tables.recents.At(ended).agent);
    if (command.agent && had != 0 && had != command.agent.raw()) return Refuse(Reject::kNotYours, status);
    if (!IsLegal(CommandKind::kRecordCallBack, status)) return Refuse(Reject::kIllegalState, status);
    return DoneBefore(command.ticket, status);  // it had no loop, or that is closed
  }
  const auto status = static_cast<Status>(tables.tickets.At(slot).status);
  const WorkRecord* work = tables.tickets.Work(slot);
  if (command.agent && work != nullptr && work->agent != command.agent.raw()) return Refuse(Reject::kNotYours, status);
  if (!IsLegal(CommandKind::kRecordCallBack, status)) return Refuse(Reject::kIllegalState, status);
  const ClockRecord* loop = tables.clocks.Find(command.ticket.raw(), Clock::kCloseLoop);
  CHECK(loop != nullptr);
  if (command.agent && loop->agent != command.agent.raw()) return Refuse(Reject::kNotYours, status);
  if (command.note.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, status);
  return CloseLoop(emit, caller, slot, LoopClosing::kCalledBack, command.agent, command.note);
}

bool IsReasonOf(const RuleSet& rules, std::uint8_t code, std::string_view text) {
  const auto reason = std::find_if(rules.overdue_reasons.begin(), rules.overdue_reasons.end(),
                                   [&](const OverdueReason& candidate) { return candidate.code == code; });
  return reason != rules.overdue_reasons.end() && (!reason->asks_text || !text.empty());
}

Verdict Decide(Emitter& emit, const Caller& caller, const SetOverdueReason& command) {
  const Tables& tables = emit.tables();
  const Held held = LookBy(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kSetOverdueReason, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (!MissedADeadline(tables, held.slot)) return Refuse(Reject::kIllegalState, held.status);
  if (!IsReasonOf(tables.rules->rules(), command.reason, command.text)) return Refuse(Reject::kUnknownReason, held.status);
  if (command.text.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  emit.Emit(OverdueReasonSet{.asker = AskerOf(caller),
                             .ticket = command.ticket.raw(),
                             .at = emit.now(),
                             .agent = command.agent.raw(),
                             .reason = command.reason},
            command.text);
  return Done(command.ticket, held.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ChangeLevel& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookOpen(tables, caller, command.ticket, {});
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  // A planned ticket gets its level from what was submitted; it can be changed once it is in the pool.
  if (!IsLegal(CommandKind::kChangeLevel, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (!IsListed<Level>(static_cast<std::uint8_t>(command.level)) || command.reason.size() > kMessageBytesMax) {
    return Refuse(Reject::kMalformed, held.status);
  }
  if (command.reason.empty()) return Refuse(Reject::kMissingField, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  const auto level = static_cast<std::uint8_t>(command.level);
  if (ticket.level == level) return DoneBefore(command.ticket, held.status);
  TicketRecord then = ticket;
  then.level = level;
  then.clock_flags &= static_cast<std::uint8_t>(~kClockRaised);
  then.own_agent_tiers = OwnTiersOf(tables, then);
  const Requirement relaxed = Relax(*tables.rules, then, Unrelax(then, RequirementOf(tables, held.slot)), then.relaxed);
  const bool late = ticket.fired_per_mille[static_cast<std::size_t>(Clock::kRespond)] >= kOverduePerMille;
  emit.Emit(LevelChanged{.asker = AskerOf(caller),
                         .ticket = command.ticket.raw(),
                         .at = emit.now(),
                         .level = level,
                         .order_level = late ? OrderLevelWhenOverdue(level, level) : level,
                         .agent_tiers = relaxed.agent_tiers,
                         .own_agent_tiers = then.own_agent_tiers},
            command.reason);
  // Bots never get urgent tickets: one that has it, or is offered it, hands it over.
  const WorkRecord* work = tables.tickets.Work(held.slot);
  if (command.level == Level::kUrgent && work != nullptr && IsBot(tables, work->agent)) {
    MoveTicket(emit, held.slot);
    ReturnTicket(emit, held.slot, {.reason = ReturnReason::kForPeople});
  } else {
    MoveAndOffer(emit, held.slot);
  }
  return Done(command.ticket, static_cast<Status>(tables.tickets.At(held.slot).status));
}

}  // namespace tidegate
