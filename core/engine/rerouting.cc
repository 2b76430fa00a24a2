#include "core/engine/rerouting.h"

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"

namespace tidegate {
namespace {

// When the matching of a waiting ticket is looked at again by itself.
Micros NextLookAt(const Tables& tables, std::uint32_t slot, const Requirement& own, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (ticket.held_for == 0) return NextStepOf(tables, slot, own, now);
  if (ticket.match_next_at == kNever) return kNever;  // its owner's, however long he takes
  std::uint32_t manager = 0;
  const Micros until = HeldUntil(tables, slot, now, manager);
  return until == 0 || manager != ticket.held_for ? now : until;
}

}  // namespace

std::uint8_t OwnTiersOf(const Tables& tables, const TicketRecord& ticket) {
  const ActiveRules& rules = *tables.rules;
  const BotUse bots = ticket.Has(kHandedOver) ? BotUse::kRefused : rules.Bots(TypeId(ticket.type), ChannelId(ticket.channel));
  const int widened = (ticket.clock_flags & kClockWidened) != 0 ? kLadderRungsMax : 0;
  std::uint8_t tiers = OpenTiersOf(rules, ticket.made_as(), static_cast<Level>(ticket.level), widened, bots);
  if ((ticket.clock_flags & kClockRaised) != 0) {
    tiers |= OpenTiersOf(rules, ticket.made_as(), static_cast<Level>(ticket.level - 1), 0, bots);
  }
  return tiers;
}

Micros OrderKeyNow(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  return ticket.first_response_at == 0 ? ticket.order_key : NextDueOf(tables, slot);
}

void FollowRules(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto status = static_cast<Status>(ticket.status);
  if ((kInWork & StatusBit(status)) == 0) return;
  const Requirement stands = RequirementOf(tables, slot);
  Requirement own = Unrelax(ticket, stands);
  own.agent_tiers = OwnTiersOf(tables, ticket);
  Requirement wanted = Relax(*tables.rules, ticket, own, ticket.relaxed);
  const bool waits = status == Status::kPooled;
  const Micros next_at = waits ? NextLookAt(tables, slot, own, emit.now()) : ticket.match_next_at;
  const Micros order_key = waits ? OrderKeyNow(tables, slot) : ticket.order_key;
  const std::uint8_t tiers = wanted.agent_tiers;
  if (ticket.held_for != 0) wanted.agent_tiers = 0;
  if (wanted == stands && own.agent_tiers == ticket.own_agent_tiers && next_at == ticket.match_next_at && order_key == ticket.order_key) {
    return;
  }
  emit.Emit(Rerouted{.ticket = ticket.id,
                     .next_at = next_at,
                     .order_key = order_key,
                     .region = wanted.region,
                     .customer_tier = wanted.customer_tier,
                     .agent_tiers = tiers,
                     .own_agent_tiers = own.agent_tiers});
}

void MoveAndOffer(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  MoveTicket(emit, slot);
  if (tables.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kPooled)) OfferTicket(emit, slot);
  LookAfterOwner(emit, slot);
}

}  // namespace tidegate
