#include "core/engine/reopening.h"

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/effects.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/rerouting.h"

namespace tidegate {

Verdict ReopenTicket(Emitter& emit, const Caller& caller, const Held& held, const ReopenCause& cause) {
  const Tables& tables = emit.tables();
  const ActiveRules& rules = *tables.rules;
  TicketId ticket;
  Micros resolved_at = 0;
  std::uint32_t owner = 0;
  auto origin = TicketOrigin::kCustomer;
  Level level = Level::kNone;
  TypeId type;
  ChannelId channel;
  bool for_people = false;
  if (held.slot != kNoSlot) {
    const TicketRecord& open = tables.tickets.At(held.slot);
    const ClockRecord* loop = tables.clocks.Find(open.id, Clock::kCloseLoop);
    CHECK(loop != nullptr);
    ticket = TicketId(open.id);
    resolved_at = open.status_since;
    owner = loop->agent;
    origin = open.made_as();
    level = static_cast<Level>(open.level);
    type = TypeId(open.type);
    channel = ChannelId(open.channel);
    for_people = open.Has(kHandedOver);
  } else {
    const RecentRecord& ended = tables.recents.At(held.recent);
    ticket = TicketId(ended.id);
    resolved_at = ended.ended_at();
    owner = static_cast<std::uint32_t>(ended.agent);
    origin = static_cast<TicketOrigin>(tables.recents.Ended(held.recent).origin);
    level = ended.level();
    type = TypeId(ended.type);
    channel = ChannelId(ended.channel);
  }
  if (emit.now() - resolved_at > rules.rules().reopen_within) return Refuse(Reject::kReopenOver, held.status);
  if (held.slot == kNoSlot && tables.tickets.size() >= tables.limits.tickets_max) return RefuseFull();
  emit.Emit(Reopened{.asker = AskerOf(caller),
                     .ticket = ticket.raw(),
                     .at = emit.now(),
                     .rules_version = tables.rules_version,
                     .agent_tiers = OpenTiersOf(rules, origin, level, 0, for_people ? BotUse::kRefused : rules.Bots(type, channel)),
                     .live = IsLive(rules, origin, channel) ? std::uint8_t{1} : std::uint8_t{0},
                     .by_message = cause.by == ReopenedBy::kMessage ? std::uint8_t{1} : std::uint8_t{0}},
            cause.text);
  JudgeUnsolved(emit, ticket.raw());
  const std::uint32_t slot = tables.tickets.FindId(ticket.raw());
  ReopenClocks(emit, slot, resolved_at);
  emit.Emit(TicketPooled{.ticket = ticket.raw(), .at = emit.now(), .order_key = OrderKeyNow(tables, slot)});
  OfferToOwner(emit, slot, owner);
  return Done(ticket, Status::kPooled);  // whoever has it by now: the same answer as to a repeated request
}

Verdict Decide(Emitter& emit, const Caller& caller, const Reopen& command) {
  if (caller.role != Role::kFrontEnd && caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = LookAny(emit.tables(), caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kReopen, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.reason.size() > kMessageBytesMax) return Refuse(Reject::kMalformed, held.status);
  return ReopenTicket(emit, caller, held, {.by = ReopenedBy::kCommand, .text = command.reason});
}

}  // namespace tidegate
