#include "core/engine/state.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/lifecycle.h"
#include "core/engine/places.h"

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

Micros NextPartDueOf(const Tables& tables, const TicketRecord& ticket) {
  Micros next = kNever;
  tables.parts.ForEachOf(ticket.id, [&](const Part& part) {
    if (part.record.open() && part.record.alerted == 0) next = std::min(next, DueOf(ticket, part.record));
  });
  return next;
}

Micros NextTimerOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if ((ticket.flags & kPlanned) != 0) return ticket.counts_from();
  Micros next = std::min({ticket.next_at[0], ticket.next_at[1], ticket.stale_at, ticket.match_next_at});
  if (ticket.rare_clocks != 0) {
    tables.clocks.ForEachOf(ticket.id, [&](const ClockRecord& record) {
      next = std::min(next, record.next_at);
      if (record.call_back_s != 0) next = std::min(next, FromEpochSeconds(record.call_back_s));
    });
  }
  if (ticket.Has(kHasRare)) {
    const RareFacts& rare = tables.tickets.Rare(slot);
    if (rare.parts_open != 0) next = std::min(next, NextPartDueOf(tables, ticket));
    if (rare.transfer_asked != 0) next = std::min(next, tables.transfers.Find(ticket.id)->record.alert_at);
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
  if (owner == tables_.WheelOwnerOfArticles()) {
    ArmArticles();
  } else if (owner == tables_.WheelOwnerOfClosing()) {
    ArmClosing();
  } else if (owner == tables_.WheelOwnerOfPlans()) {
    ArmPlans();
  } else if (owner >= tables_.limits.tickets_max) {
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
  const std::uint8_t units_before = ticket.units();
  count(ticket.status, -1);
  ticket.status = static_cast<std::uint8_t>(status);
  ticket.status_since = at;
  count(ticket.status, 1);
  Reweigh(slot, units_before);
}

void State::Reweigh(std::uint32_t slot, std::uint8_t units_before) {
  const std::uint8_t units = std::as_const(tables_.tickets).At(slot).units();
  const WorkRecord* work = units == units_before ? nullptr : std::as_const(tables_.tickets).Work(slot);
  if (work == nullptr) return;
  tables_.agents.TakeUnits(work->agent, units_before);
  tables_.agents.AddUnits(work->agent, units);
  IndexAgent(work->agent);
}

void State::ArmTicket(std::uint32_t slot) { tables_.wheel.Arm(slot, NextTimerOf(tables_, slot)); }

void State::ArmAgent(std::uint32_t agent) {
  const AgentRecord& record = tables_.agents.At(agent);
  tables_.wheel.Arm(tables_.WheelOwnerOfAgent(agent), std::min({record.until, record.ramp_next_at, record.duty_next_at}));
}

void State::IndexAgent(std::uint32_t agent) {
  const AgentRecord& record = tables_.agents.At(agent);
  const std::uint32_t units = tables_.agents.Units(agent);
  const std::uint32_t open = record.open_capacity * kPlaceUnits;
  const std::uint32_t profile = tables_.agents.profile(agent);
  const Profile& serves = tables_.signatures.ProfileAt(profile).profile;
  const bool online = PresenceOf(static_cast<AgentStatus>(record.status), record.duty) == Presence::kOnline;
  const LoadKey key{.relative = RelativeLoad(units, record.capacity * kPlaceUnits),
                    .idle_since = record.idle_since,
                    .cost = record.cost_per_hour_cents,
                    .agent = agent};
  if (online && units + kPlaceUnits <= open) {
    tables_.load.Put(profile, key);
  } else {
    tables_.load.Remove(agent);
  }
  if (tables_.lanes.size() != 0) tables_.lanes.Remove(agent);
  if (online && tables_.rules != nullptr && HasLanes(tables_, serves)) {
    std::vector<std::uint8_t> channels;
    const auto consider = [&](std::uint8_t channel) {
      if (units + tables_.rules->Weight(ChannelId(channel)) <= open && tables_.agents.HasRoom(agent, channel)) channels.push_back(channel);
    };
    for (const std::uint8_t channel : tables_.rules->weighted_channels()) consider(channel);
    for (int i = 0; i < serves.room_count; ++i) {
      const std::uint8_t channel = serves.rooms[static_cast<std::size_t>(i)].channel;
      if (tables_.rules->Weight(ChannelId(channel)) == kPlaceUnits) consider(channel);
    }
    std::sort(channels.begin(), channels.end());
    tables_.lanes.Put(profile, key, channels);
  }
  const bool reserve = IsOfReserve(static_cast<AgentTier>(serves.tier)) && tables_.load.Contains(agent);
  const std::uint32_t places = reserve ? (open - units) / kPlaceUnits : 0;
  tables_.reserve_places = tables_.reserve_places - tables_.agents.reserve_places(agent) + places;
  tables_.agents.SetReservePlaces(agent, places);
}

void State::IndexAllAgents() {
  for (std::uint32_t agent = 1; agent <= tables_.agents.size(); ++agent) IndexAgent(agent);
}

void State::SetPresence(std::uint32_t agent, AgentStatus status, std::uint8_t duty) {
  AgentRecord& record = tables_.agents.At(agent);
  const auto before = static_cast<AgentStatus>(record.status);
  tables_.signatures.CountPresence(tables_.agents.profile(agent), PresenceOf(before, record.duty), PresenceOf(status, duty));
  tables_.counters.online -= before == AgentStatus::kOnline ? 1 : 0;
  tables_.counters.online += status == AgentStatus::kOnline ? 1 : 0;
  record.status = static_cast<std::uint8_t>(status);
  record.duty = duty;
}

void State::SetAgentStatus(std::uint32_t agent, AgentStatus status) {
  SetPresence(agent, status, std::as_const(tables_.agents).At(agent).duty);
}

void State::ChangeProfile(std::uint32_t agent, const Profile& profile) {
  const AgentRecord before = std::as_const(tables_.agents).At(agent);
  SetPresence(agent, AgentStatus::kOffline, 0);  // out of the counts of the old profile, into those of the new
  tables_.load.Remove(agent);
  tables_.lanes.Remove(agent);
  tables_.agents.BeforeProfileChange(agent);
  tables_.signatures.ReleaseProfile(tables_.agents.profile(agent));
  tables_.agents.SetProfile(agent, tables_.signatures.AcquireProfile(profile));
  CHECK_NE(tables_.agents.profile(agent), kNoProfile);
  SetPresence(agent, static_cast<AgentStatus>(before.status), before.duty);
}

void State::TakeUp(std::uint32_t agent, std::uint32_t slot) {
  const TicketRecord& ticket = std::as_const(tables_.tickets).At(slot);
  tables_.agents.AddWork(agent, slot);
  tables_.agents.AddUnits(agent, ticket.units());
  if (ticket.weight != 0) tables_.agents.CountRoom(agent, ticket.channel, 1);  // what weighs nothing takes no room
}

void State::CountRooms(std::uint32_t agent) {
  const Profile& profile = tables_.signatures.ProfileAt(tables_.agents.profile(agent)).profile;
  if (profile.room_count == 0 && !tables_.agents.HasRooms(agent)) return;
  tables_.agents.SetRooms(agent, std::span(profile.rooms).first(profile.room_count));
  for (const std::uint32_t slot : tables_.agents.WorkOf(agent)) {
    const TicketRecord& ticket = std::as_const(tables_.tickets).At(slot);
    if (ticket.weight != 0) tables_.agents.CountRoom(agent, ticket.channel, 1);
  }
}

void State::EndWork(std::uint32_t slot) {
  if (std::as_const(tables_.tickets).Rare(slot).transfer_asked != 0) DropTransfer(slot);
  const WorkRecord* work = tables_.tickets.Work(slot);
  const TicketRecord& ticket = tables_.tickets.At(slot);
  AgentRecord& agent = tables_.agents.At(work->agent);
  --(ticket.status == static_cast<std::uint8_t>(Status::kOffered) ? agent.offered : agent.assigned);
  tables_.agents.RemoveWork(work->agent, slot);
  tables_.agents.TakeUnits(work->agent, ticket.units());
  if (ticket.weight != 0) tables_.agents.CountRoom(work->agent, ticket.channel, ~std::uint32_t{0});
  tables_.tickets.RemoveWork(slot);
}

void State::Remember(const Asker& asker, std::uint64_t ticket, std::uint32_t token, Status status, std::uint8_t command) {
  tables_.clients.Record(
      asker.client,
      Outcome{.request = asker.request, .ticket = ticket, .token = token, .command = command, .status = static_cast<std::uint8_t>(status)});
}

}  // namespace tidegate
