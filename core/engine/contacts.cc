// What is said to the customer and by him: messages, promises, notes; and what that does to the clocks (domain.md 5).
#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/ending.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/reopening.h"

namespace tidegate {

Verdict Decide(Emitter& emit, const Caller& caller, const MessageIn& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const Held held = LookAny(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kMessageIn, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.text.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.text.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  // Not solved: the work begins again. Anything else that is said of a resolved ticket only lets silence begin anew.
  if (held.status == Status::kResolved && command.word == CustomerWord::kNotSolved) {
    return ReopenTicket(emit, caller, held, {.by = ReopenedBy::kMessage, .text = command.text});
  }
  if (held.slot == kNoSlot) {
    const TicketId ticket(tables.recents.At(held.recent).id);
    emit.Emit(WroteAfter{.asker = AskerOf(caller),
                         .ticket = ticket.raw(),
                         .at = emit.now(),
                         .closes_at = SilenceEndsAgainAt(tables, held.recent, emit.now())},
              command.text);
    return Done(ticket, held.status);
  }
  const TicketId ticket(tables.tickets.At(held.slot).id);
  const bool waited = held.status == Status::kWaitingCustomer;
  const Status status = waited ? Status::kToReply : held.status;
  emit.Emit(MessageReceived{.asker = AskerOf(caller),
                            .ticket = ticket.raw(),
                            .at = emit.now(),
                            .stale_at = IsWatched(status) ? WatchedUntil(tables, held.slot, emit.now()) : kNever,
                            .status = static_cast<std::uint32_t>(status)},
            command.text);
  if (waited) {
    ResumeClocks(emit, held.slot);
    FollowWeight(emit, held.slot);
    LookAfterOwner(emit, held.slot);
  }
  return Done(ticket, status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const MessageOut& command) {
  const Tables& tables = emit.tables();
  const Held held = LookBy(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kMessageOut, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.text.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.text.size() > kMessageBytesMax || !IsListed<MessageKind>(static_cast<std::uint8_t>(command.kind))) {
    return Refuse(Reject::kMalformed, held.status);
  }
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  // A receipt that a machine sends tells the customer nothing: it moves no clock and no status.
  const bool counts = command.kind != MessageKind::kReceipt;
  const bool first = counts && ticket.first_response_at == 0;
  const bool replied = held.status == Status::kToReply;
  const Status status = !counts ? held.status : replied ? Status::kInProgress : StatusAfterContact(held.status);
  emit.Emit(MessageSent{.asker = AskerOf(caller),
                        .ticket = ticket.id,
                        .at = emit.now(),
                        .order_key = first ? ticket.due[static_cast<std::size_t>(Clock::kResolve)] : ticket.order_key,
                        .stale_at = !counts             ? ticket.stale_at
                                    : IsWatched(status) ? WatchedUntil(tables, held.slot, emit.now())
                                                        : kNever,
                        .agent = command.agent.raw(),
                        .kind = static_cast<std::uint8_t>(command.kind),
                        .first_response = first ? std::uint8_t{1} : std::uint8_t{0},
                        .status = static_cast<std::uint8_t>(status)},
            command.text);
  if (counts) {
    RestartUpdate(emit, held.slot);
    StopClock(emit, held.slot, Clock::kPromise);  // the customer has heard of us: the promise is kept
  }
  if (command.kind == MessageKind::kSolution) StopClock(emit, held.slot, Clock::kStatutory);
  return Done(command.ticket, status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Promise& command) {
  const Tables& tables = emit.tables();
  const Held held = LookBy(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kPromise, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const bool urgent = tables.tickets.At(held.slot).level == static_cast<std::uint8_t>(Level::kUrgent);
  if (command.at == 0 || (urgent && command.interim.empty())) return Refuse(Reject::kMissingField, held.status);
  const bool ahead = command.at > emit.now() && command.at - emit.now() <= kRuleSpanMax;
  if (!ahead || command.interim.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  emit.Emit(Promised{.asker = AskerOf(caller),
                     .ticket = command.ticket.raw(),
                     .at = emit.now(),
                     .promised_at = command.at,
                     .stale_at = tables.tickets.At(held.slot).stale_at,
                     .agent = command.agent.raw()},
            command.interim);
  SetPromise(emit, held.slot, command.at);
  return Done(command.ticket, held.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const AddNote& command) {
  const Tables& tables = emit.tables();
  const Held held = LookBy(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kAddNote, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const bool note = command.kind == TouchKind::kNote;
  if (note && command.text.empty()) return Refuse(Reject::kMissingField, held.status);
  if ((!note && command.kind != TouchKind::kCallEnded) || command.text.size() > kMessageBytesMax) {
    return Refuse(Reject::kMalformed, held.status);
  }
  // What a supervisor notes is no report of whoever has the ticket.
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  const bool reports = note && command.agent;
  const bool contact = !note && IsWatched(held.status);
  const Micros stale_at = reports ? kNever : contact ? WatchedUntil(tables, held.slot, emit.now()) : ticket.stale_at;
  const bool told = (ticket.clock_flags & kStaleToldOnce) != 0;
  emit.Emit(Touched{.asker = AskerOf(caller),
                    .ticket = command.ticket.raw(),
                    .at = emit.now(),
                    .stale_at = stale_at,
                    .agent = command.agent.raw(),
                    .kind = static_cast<std::uint8_t>(command.kind),
                    .stale_told = told && !reports ? std::uint8_t{1} : std::uint8_t{0},
                    .waits = reports || stale_at != kNever ? std::uint8_t{0} : std::uint8_t{ticket.Has(kWatchWaits)}},
            command.text);
  return Done(command.ticket, held.status);
}

}  // namespace tidegate
