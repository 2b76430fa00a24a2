// Held back, released, cancelled, abandoned, merged; closed by silence.
#include "core/engine/ending.h"

#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/parts.h"
#include "core/engine/rerouting.h"
#include "core/engine/timers.h"

namespace tidegate {
namespace {

// Ends an open ticket without resolving it.
struct Ended {
  Status status = Status::kNone;
  TicketId into{};
  MergedBy by = MergedBy::kMerge;
};
Verdict End(Emitter& emit, const Caller& caller, std::uint32_t slot, const Ended& ended, std::string_view reason) {
  const Tables& tables = emit.tables();
  const TicketId ticket(tables.tickets.At(slot).id);
  const std::uint32_t token = tables.tickets.At(slot).offers;
  const WorkRecord* work = tables.tickets.Work(slot);
  const std::uint32_t agent = work == nullptr ? 0 : work->agent;
  EndParts(emit, slot, reason.empty() ? EnglishName(ended.status) : reason);
  MakeRoomForEnded(emit);
  emit.Emit(TicketEnded{.asker = AskerOf(caller),
                        .ticket = ticket.raw(),
                        .at = emit.now(),
                        .into = ended.into.raw(),
                        .agent = agent,
                        .status = static_cast<std::uint8_t>(ended.status),
                        .attached = ended.by == MergedBy::kAttach ? std::uint8_t{1} : std::uint8_t{0}},
            reason);
  if (agent != 0) ReleaseFrom(emit, agent, ticket.raw(), token, ReturnReason::kEnded);
  return Done(ticket, ended.status);
}

// A ticket that is ended so already: the same answer again. Otherwise whether the command is legal.
template <class Command>
Held LookToEnd(const Emitter& emit, const Caller& caller, const Command& command, CommandKind kind, Status status) {
  Held held = LookAny(emit.tables(), caller, command.ticket, command.key);
  if (held.reject == Reject::kNone && held.status != status && !IsLegal(kind, held.status)) held.reject = Reject::kIllegalState;
  return held;
}

Verdict EndedBefore(const Tables& tables, const Held& held) { return DoneBefore(TicketId(tables.recents.At(held.recent).id), held.status); }

}  // namespace

Micros SilenceEndsAt(const Tables& tables, const TicketRecord& ticket, Micros now) {
  if ((ticket.flags & kConfirmationRequired) != 0) return kNever;
  const ActiveRules& rules = *tables.rules;
  // The scheme counts under the rules that gave it.
  const std::uint8_t scheme = ticket.rules_version == tables.rules_version ? ticket.scheme : std::uint8_t{0};
  return rules.ClosesBySilence(ChannelId(ticket.channel), scheme) ? now + rules.rules().close_silence : kNever;
}

Micros SilenceEndsAgainAt(const Tables& tables, std::uint32_t recent, Micros now) {
  const Micros silence = tables.rules->rules().close_silence;
  return tables.recents.Ended(recent).closes_at == kNever || silence == 0 ? kNever : now + silence;
}

void MakeRoomForEnded(Emitter& emit) {
  const RecentTable& recents = emit.tables().recents;
  if (recents.full()) emit.Emit(RecentEvicted{.ticket = recents.Oldest()});
}

void ReleaseFrom(Emitter& emit, std::uint32_t agent, std::uint64_t ticket, std::uint32_t token, ReturnReason reason) {
  const std::uint64_t session = emit.tables().agents.At(agent).session;
  if (session != 0) emit.Tell(WithdrawPush{.session = session, .ticket = ticket, .agent = agent, .token = token, .reason = reason});
  FillAgent(emit, agent);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Hold& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookOpen(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  const TicketId ticket(tables.tickets.At(held.slot).id);
  if (held.status == Status::kHeld) return DoneBefore(ticket, held.status);
  if (!IsLegal(CommandKind::kHold, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.reason.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.reason.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  ResumeClocks(emit, held.slot);  // it waits for its customer no longer
  const std::uint32_t token = tables.tickets.At(held.slot).offers;
  const WorkRecord* work = tables.tickets.Work(held.slot);
  const std::uint32_t agent = work == nullptr ? 0 : work->agent;
  emit.Emit(TicketHeld{.asker = AskerOf(caller), .ticket = ticket.raw(), .at = emit.now(), .agent = agent}, command.reason);
  if (agent != 0) ReleaseFrom(emit, agent, ticket.raw(), token, ReturnReason::kHeldBack);
  return Done(ticket, Status::kHeld);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Release& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookOpen(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kRelease, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const TicketId ticket(tables.tickets.At(held.slot).id);
  emit.Emit(TicketPooled{.asker = AskerOf(caller), .ticket = ticket.raw(), .at = emit.now(), .order_key = OrderKeyNow(tables, held.slot)});
  OfferTicket(emit, held.slot);
  return Done(ticket, Status::kPooled);  // whoever has it by now: the same answer as to a repeated request
}

Verdict Decide(Emitter& emit, const Caller& caller, const Cancel& command) {
  if (caller.role != Role::kFrontEnd && caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookToEnd(emit, caller, command, CommandKind::kCancel, Status::kCancelled);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (held.status == Status::kCancelled) return EndedBefore(emit.tables(), held);
  if (command.reason.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  return End(emit, caller, held.slot, {.status = Status::kCancelled}, command.reason);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Abandon& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const Held held = LookToEnd(emit, caller, command, CommandKind::kAbandon, Status::kAbandoned);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (held.status == Status::kAbandoned) return EndedBefore(tables, held);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  if (!ticket.Has(kLive) || tables.tickets.FirstAnswerAt(held.slot) != 0) return Refuse(Reject::kNotLive, held.status);
  return End(emit, caller, held.slot, {.status = Status::kAbandoned}, {});
}

Verdict Decide(Emitter& emit, const Caller& caller, const Merge& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held gone = LookOpen(tables, caller, command.ticket, command.key);
  if (gone.reject != Reject::kNone) return RefuseOf(tables, gone, command.ticket, gone.reject);
  const Held stays = LookOpen(tables, caller, command.into, command.into_key);
  if (stays.reject != Reject::kNone) return RefuseOf(tables, stays, command.into, stays.reject);
  if (gone.slot == stays.slot) return Refuse(Reject::kSameTicket, gone.status);
  for (const Held& one : {gone, stays}) {
    if (!IsLegal(CommandKind::kMerge, one.status)) return RefuseOf(tables, one, {}, Reject::kIllegalState);
  }
  if (command.reason.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, gone.status);
  return MergeTickets(emit, caller, {.gone = gone.slot, .stays = stays.slot, .by = MergedBy::kMerge, .reason = command.reason});
}

Verdict MergeTickets(Emitter& emit, const Caller& caller, const Merging& merging) {
  // What departments do for it goes on for the other one.
  if (!HasRoomForParts(emit.tables(), merging.stays, merging.gone)) return Refuse(Reject::kLimit);
  ResumeClocks(emit, merging.gone);
  TakeEarliest(emit, merging.stays, merging.gone);
  MoveParts(emit, merging.stays, merging.gone);
  const TicketId into(emit.tables().tickets.At(merging.stays).id);
  LookAfterOwner(emit, merging.stays);  // it may fall due earlier now
  return End(emit, caller, merging.gone, {.status = Status::kMerged, .into = into, .by = merging.by}, merging.reason);
}

void FireClosingTimer(Emitter& emit) {
  const RecentTable& recents = emit.tables().recents;
  if (recents.NextCloseAt() > emit.now()) return;
  emit.Emit(
      TicketClosed{.ticket = recents.NextToClose(), .at = emit.now(), .status = static_cast<std::uint64_t>(Status::kClosedUnconfirmed)});
}

}  // namespace tidegate
