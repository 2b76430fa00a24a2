#include "core/engine/state.h"

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/engine/lifecycle.h"

namespace tidegate {
namespace {

PoolPlace PlaceOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  return PoolPlace{.signature = tables.tickets.signature(slot),
                   .order_level = static_cast<Level>(ticket.order_level),
                   .queue = ticket.declines == 0 ? PoolPlace::Queue::kMain : PoolPlace::Queue::kSide,
                   .key = QueueKeyOf(ticket),
                   .id = ticket.id};
}

}  // namespace

Micros NextTimerOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if ((ticket.flags & kPlanned) != 0) return ticket.counts_from();
  Micros next = std::min({ticket.next_at[0], ticket.next_at[1], ticket.stale_at, ticket.match_next_at});
  if (ticket.rare_clocks != 0) {
    tables.clocks.ForEachOf(ticket.id, [&](const ClockRecord& record) { next = std::min(next, record.next_at); });
  }
  next = std::min(next, ticket.review_alert_at());
  if (ticket.status == static_cast<std::uint8_t>(Status::kOffered)) next = std::min(next, tables.tickets.Work(slot)->accept_by);
  if (ticket.declines != 0) {
    tables.declines.ForEachOf(ticket.id, [&](std::uint32_t, Micros until) { next = std::min(next, until); });
  }
  return next;
}

void State::Apply(const ChangeView& change) {
  switch (change.kind) {
#define TIDEGATE_APPLY(name, number, origin, tail_max) \
  case ChangeKind::k##name:                            \
    Apply(change.As<name>(), change.tail);             \
    return;
    TIDEGATE_CHANGES(TIDEGATE_APPLY)
#undef TIDEGATE_APPLY
    case ChangeKind::kNone:
      break;
  }
  CHECK(false);
}

std::uint64_t State::TimerOrder(std::uint32_t owner) const {
  constexpr std::uint64_t kAgentsBehindTickets = std::uint64_t{1} << 63;
  if (owner < tables_.limits.tickets_max) return tables_.tickets.At(owner).id;
  return kAgentsBehindTickets | (owner - tables_.limits.tickets_max);
}

void State::Rearm(std::uint32_t owner) {
  if (owner >= tables_.limits.tickets_max) {
    ArmAgent(owner - tables_.limits.tickets_max);
  } else if (tables_.tickets.live(owner)) {
    ArmTicket(owner);
  }
}

std::uint32_t State::Slot(std::uint64_t ticket) const {
  const std::uint32_t slot = tables_.tickets.FindId(ticket);
  CHECK_NE(slot, kNoSlot);
  return slot;
}

void State::EnterPool(std::uint32_t slot) {
  tables_.pool.Enter(slot, PlaceOf(tables_, slot));
  const TicketRecord& ticket = std::as_const(tables_.tickets).At(slot);
  if (ticket.held_for != 0) tables_.held.emplace(ticket.held_for, ticket.id);
}

void State::LeavePool(std::uint32_t slot) {
  tables_.pool.Leave(slot, PlaceOf(tables_, slot));
  const TicketRecord& ticket = std::as_const(tables_.tickets).At(slot);
  if (ticket.held_for != 0) tables_.held.erase({ticket.held_for, ticket.id});
}

void State::SetTicketStatus(std::uint32_t slot, Status status, Micros at) {
  TicketRecord& ticket = tables_.tickets.At(slot);
  const auto count = [&](std::uint8_t counted, std::int64_t difference) {
    Counters& counters = tables_.counters;
    const auto of = static_cast<Status>(counted);
    const auto change = static_cast<std::uint64_t>(difference);
    if (of == Status::kPooled) counters.pooled[ticket.level] += change;
    if (of == Status::kOffered) counters.offered += change;
    if (IsWithAgent(of)) counters.assigned += change;
  };
  count(ticket.status, -1);
  ticket.status = static_cast<std::uint8_t>(status);
  ticket.status_since = at;
  count(ticket.status, 1);
}

void State::ArmTicket(std::uint32_t slot) { tables_.wheel.Arm(slot, NextTimerOf(tables_, slot)); }

void State::ArmAgent(std::uint32_t agent) {
  const AgentRecord& record = tables_.agents.At(agent);
  tables_.wheel.Arm(tables_.WheelOwnerOfAgent(agent), std::min(record.until, record.ramp_next_at));
}

void State::IndexAgent(std::uint32_t agent) {
  const AgentRecord& record = tables_.agents.At(agent);
  const std::uint32_t units = record.offered + record.assigned;
  if (record.status == static_cast<std::uint8_t>(AgentStatus::kOnline) && units < record.open_capacity) {
    tables_.load.Put(tables_.agents.profile(agent), LoadKey{.relative = RelativeLoad(units, record.capacity),
                                                            .idle_since = record.idle_since,
                                                            .cost = record.cost_per_hour_cents,
                                                            .agent = agent});
  } else {
    tables_.load.Remove(agent);
  }
  const auto tier = static_cast<AgentTier>(tables_.signatures.ProfileAt(tables_.agents.profile(agent)).profile.tier);
  const std::uint32_t places = IsOfReserve(tier) && tables_.load.Contains(agent) ? record.open_capacity - units : 0;
  tables_.reserve_places = tables_.reserve_places - tables_.agents.reserve_places(agent) + places;
  tables_.agents.SetReservePlaces(agent, places);
}

void State::SetAgentStatus(std::uint32_t agent, AgentStatus status) {
  AgentRecord& record = tables_.agents.At(agent);
  const auto before = static_cast<AgentStatus>(record.status);
  tables_.signatures.CountStatus(tables_.agents.profile(agent), before, status);
  tables_.counters.online -= before == AgentStatus::kOnline ? 1 : 0;
  tables_.counters.online += status == AgentStatus::kOnline ? 1 : 0;
  record.status = static_cast<std::uint8_t>(status);
}

void State::EndWork(std::uint32_t slot) {
  const WorkRecord* work = tables_.tickets.Work(slot);
  AgentRecord& agent = tables_.agents.At(work->agent);
  --(tables_.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kOffered) ? agent.offered : agent.assigned);
  tables_.agents.RemoveWork(work->agent, slot);
  tables_.tickets.RemoveWork(slot);
}

void State::Remember(const Asker& asker, std::uint64_t ticket, std::uint32_t token, Status status, std::uint8_t command) {
  tables_.clients.Record(
      asker.client,
      Outcome{.request = asker.request, .ticket = ticket, .token = token, .command = command, .status = static_cast<std::uint8_t>(status)});
}

}  // namespace tidegate
