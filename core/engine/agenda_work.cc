#include "core/engine/agenda_work.h"

#include <algorithm>
#include <vector>

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/lifecycle.h"
#include "core/engine/places.h"
#include "core/engine/plans.h"
#include "core/engine/relaxation.h"
#include "core/engine/rerouting.h"
#include "core/engine/saturation.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kAgentsLookedAtMax = 1'024;  // a step over agents who need nothing costs 2 ns each

void Finish(Emitter& emit, const AgendaEntry& entry) {
  emit.Emit(AgendaAdvanced{.item = entry.item, .cursor = entry.cursor, .done = 1, .moved = entry.moved});
}

void Advance(Emitter& emit, const AgendaEntry& entry, std::uint64_t cursor, std::uint32_t moved) {
  emit.Emit(AgendaAdvanced{.item = entry.item, .cursor = cursor, .done = 0, .moved = entry.moved + moved});
}

// Why a ticket leaves an agent who went: offers always, assigned work when it is live, or falls due before he is back (domain.md 7).
// kNone = it stays.
ReturnReason LeavesFor(const Tables& tables, std::uint32_t slot, const AgentRecord& agent, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto status = static_cast<Status>(ticket.status);
  if (status == Status::kOffered || (ticket.Has(kLive) && IsWithAgent(status))) {
    return (agent.duty & kOffShift) != 0 ? ReturnReason::kShiftEnded : ReturnReason::kDeskLeft;
  }
  return CannotWaitForOwner(tables, slot, now) ? ReturnReason::kOwnerAway : ReturnReason::kNone;
}

void ReleaseAgent(Emitter& emit, const AgendaEntry& entry) {
  const Tables& tables = emit.tables();
  const auto agent = static_cast<std::uint32_t>(entry.subject);
  const AgentRecord& record = tables.agents.At(agent);
  std::uint32_t next = kNoSlot;
  auto reason = ReturnReason::kNone;
  // He may have come back meanwhile, and then keeps his work.
  if (record.status != static_cast<std::uint8_t>(AgentStatus::kOnline) || (record.duty & kOffShift) != 0) {
    for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
      const std::uint64_t id = tables.tickets.At(slot).id;
      if (id <= entry.cursor || (next != kNoSlot && id > tables.tickets.At(next).id)) continue;
      const ReturnReason leaves = LeavesFor(tables, slot, record, emit.now());
      if (leaves == ReturnReason::kNone) continue;
      next = slot;
      reason = leaves;
    }
  }
  if (next == kNoSlot) {
    Finish(emit, entry);
    return;
  }
  const std::uint64_t id = tables.tickets.At(next).id;
  reason == ReturnReason::kOwnerAway ? GiveToTeam(emit, next) : ReturnTicket(emit, next, {.reason = reason});
  Advance(emit, entry, id, 1);
}

void DropSession(Emitter& emit, const AgendaEntry& entry) {
  const std::uint32_t agent = emit.tables().agents.FirstOfSession(entry.subject);
  if (agent == 0) {
    Finish(emit, entry);
    return;
  }
  SetStatus(emit, agent, AgentStatus::kDisconnected, emit.now() + emit.tables().rules->rules().disconnect_grace);
}

void GraceAgents(Emitter& emit, const AgendaEntry& entry) {
  const Tables& tables = emit.tables();
  auto agent = static_cast<std::uint32_t>(entry.cursor);
  for (std::uint32_t looked_at = 0; looked_at < kAgentsLookedAtMax; ++looked_at) {
    if (++agent > tables.agents.size()) {
      Finish(emit, entry);
      return;
    }
    const AgentRecord& record = tables.agents.At(agent);
    if (record.status == static_cast<std::uint8_t>(AgentStatus::kDisconnected) && record.until == kNever) {
      SetStatus(emit, agent, AgentStatus::kDisconnected, emit.now() + tables.rules->rules().disconnect_grace);
      break;
    }
  }
  Advance(emit, entry, agent, 1);
}

// The next agent with a free place who declined something, and one offer for him.
void AskNextDecliner(Emitter& emit, const AgendaEntry& entry) {
  const Tables& tables = emit.tables();
  auto agent = static_cast<std::uint32_t>(entry.cursor);
  for (std::uint32_t looked_at = 0; looked_at < kAgentsLookedAtMax; ++looked_at) {
    if (++agent > tables.agents.size()) {
      Finish(emit, entry);
      return;
    }
    if (tables.agents.At(agent).remembered == 0 || !HasAnyPlace(tables, agent)) continue;
    const bool offered = FillOne(emit, agent);
    NoteLoad(emit, agent);
    Advance(emit, entry, offered ? agent - 1 : agent, offered ? 1 : 0);  // he may have a place for another one
    return;
  }
  Advance(emit, entry, agent, 0);
}

// The next few tickets under the rules in force. The walk goes by the hash of ids, which depends on nothing but the tickets; whoever was
// submitted or fired meanwhile is there already.
void MoveTickets(Emitter& emit, const AgendaEntry& entry) {
  constexpr std::uint64_t kEnd = std::uint64_t{1} << 32;
  const Tables& tables = emit.tables();
  // Two tickets a step in the mean: a turn of kTurnWorkMax steps moves 512, well under a millisecond; and at least 64 steps, so that none
  // walks over all of a large and empty table.
  const std::uint64_t step = std::min(kEnd * 2 / std::max(tables.tickets.size(), 1u), kEnd / 64);
  const std::uint64_t to = std::min(entry.cursor + step, kEnd);
  std::vector<std::uint64_t> ids;
  tables.tickets.ForEachIn(entry.cursor, to, [&](std::uint32_t slot) {
    if (tables.tickets.At(slot).rules_version != tables.rules_version) ids.push_back(tables.tickets.At(slot).id);
  });
  std::sort(ids.begin(), ids.end());
  for (const std::uint64_t id : ids) MoveAndOffer(emit, tables.tickets.FindId(id));
  const auto moved = static_cast<std::uint32_t>(ids.size());
  if (to == kEnd) {
    emit.Emit(AgendaAdvanced{.item = entry.item, .cursor = entry.cursor, .done = 1, .moved = entry.moved + moved});
  } else {
    Advance(emit, entry, to, moved);
  }
}

// The next ticket that is kept in vain for an agent who left: others may have it from now on.
void FreeNextKept(Emitter& emit, const AgendaEntry& entry) {
  constexpr std::uint32_t kKeptLookedAtMax = 64;  // each a look at its customer and the manager's shift
  const Tables& tables = emit.tables();
  const auto agent = static_cast<std::uint32_t>(entry.subject);
  std::uint64_t ticket = entry.cursor;
  for (std::uint32_t looked_at = 0; looked_at < kKeptLookedAtMax; ++looked_at) {
    const auto next = tables.held.upper_bound({agent, ticket});
    if (next == tables.held.end() || next->first != agent) {
      Finish(emit, entry);
      return;
    }
    ticket = next->second;
    const std::uint32_t slot = tables.tickets.FindId(ticket);
    if (tables.tickets.At(slot).match_next_at == kNever) continue;  // it stays with him, however long he takes
    std::uint32_t manager = 0;
    if (HeldUntil(tables, slot, emit.now(), manager) != 0 && manager == agent) continue;
    FireWaiting(emit, slot);
    Advance(emit, entry, ticket, 1);
    return;
  }
  Advance(emit, entry, ticket, 0);
}

// The next agent of the reserve with a free place that it keeps no longer, and one offer for him.
void FillNextOfReserve(Emitter& emit, const AgendaEntry& entry) {
  const Tables& tables = emit.tables();
  auto agent = static_cast<std::uint32_t>(entry.cursor);
  for (std::uint32_t looked_at = 0; looked_at < kAgentsLookedAtMax; ++looked_at) {
    if (++agent > tables.agents.size() || tables.reserve_places <= tables.rules->rules().matching.reserve) {
      Finish(emit, entry);
      return;
    }
    // Half a place counts for nothing in the reserve, and is good for tickets of lighter channels all the same.
    const Profile& profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
    if (!IsOfReserve(static_cast<AgentTier>(profile.tier)) || !HasAnyPlace(tables, agent)) continue;
    const bool offered = FillOne(emit, agent);
    NoteLoad(emit, agent);
    Advance(emit, entry, offered ? agent - 1 : agent, offered ? 1 : 0);
    return;
  }
  Advance(emit, entry, agent, 0);
}

// The next agent with a free place, and one offer for him: tickets weigh otherwise than before, or a whole shift turned at once.
void FillNextOfAll(Emitter& emit, const AgendaEntry& entry) {
  const Tables& tables = emit.tables();
  auto agent = static_cast<std::uint32_t>(entry.cursor);
  for (std::uint32_t looked_at = 0; looked_at < kAgentsLookedAtMax; ++looked_at) {
    if (++agent > tables.agents.size()) {
      Finish(emit, entry);
      return;
    }
    if (!HasAnyPlace(tables, agent)) continue;
    const bool offered = FillOne(emit, agent);
    NoteLoad(emit, agent);
    Advance(emit, entry, offered ? agent - 1 : agent, offered ? 1 : 0);
    return;
  }
  Advance(emit, entry, agent, 0);
}

}  // namespace

void DoAgendaStep(Emitter& emit) {
  const AgendaEntry entry = emit.tables().agenda.Front();
  switch (entry.kind) {
    case AgendaKind::kFillAgent:
      if (!FillOne(emit, static_cast<std::uint32_t>(entry.subject))) {
        NoteLoad(emit, static_cast<std::uint32_t>(entry.subject));
        Finish(emit, entry);
      }
      return;
    case AgendaKind::kReleaseAgent:
      ReleaseAgent(emit, entry);
      return;
    case AgendaKind::kDropSession:
      DropSession(emit, entry);
      return;
    case AgendaKind::kGraceAgents:
      GraceAgents(emit, entry);
      return;
    case AgendaKind::kAskDecliners:
      AskNextDecliner(emit, entry);
      return;
    case AgendaKind::kMoveTickets:
      MoveTickets(emit, entry);
      return;
    case AgendaKind::kFillReserve:
      FillNextOfReserve(emit, entry);
      return;
    case AgendaKind::kClearGroups: {
      const std::uint32_t next = ClearOneGroup(emit, static_cast<std::uint32_t>(entry.cursor));
      next == 0 ? Finish(emit, entry) : Advance(emit, entry, next, 1);
      return;
    }
    case AgendaKind::kFreeKept:
      FreeNextKept(emit, entry);
      return;
    case AgendaKind::kFillAll:
      FillNextOfAll(emit, entry);
      return;
    case AgendaKind::kPlanRound: {
      const std::uint64_t customer = MakeNextOfRound(emit, static_cast<std::uint32_t>(entry.subject), entry.cursor);
      customer == 0 ? Finish(emit, entry) : Advance(emit, entry, customer, 1);
      return;
    }
    case AgendaKind::kNone:
      break;
  }
  CHECK(false);
}

}  // namespace tidegate
