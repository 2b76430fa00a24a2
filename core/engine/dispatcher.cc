#include "core/engine/dispatcher.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/engine/deadlines.h"
#include "core/engine/duty.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"
#include "core/engine/places.h"
#include "core/engine/relaxation.h"
#include "core/engine/rerouting.h"
#include "core/engine/saturation.h"

namespace tidegate {
namespace {

// Weight of the newest interval in the smoothed one: an eighth. Follows a surge within a dozen offers, ignores a single gap.
constexpr std::uint32_t kIntervalWeightShift = 3;
constexpr Micros kIntervalMax = kHour;  // a quiet night is not a forecast

// An offer's time is kept in 32 bits of milliseconds: 49 days; a rule set may say a year.
constexpr Micros kAcceptWithinMsMax = std::numeric_limits<std::uint32_t>::max();

// Agents whose hours are found to have turned, but whose timers have not come yet, that one offer brings in line: a microsecond each.
constexpr std::uint32_t kDutiesTurnedMax = 64;

std::uint32_t SmoothedInterval(const Tables& tables, std::uint32_t slot, Micros now) {
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature == kNoSignature) return 0;
  const Signature& of = tables.signatures.At(signature);
  if (of.last_offer_at == 0) return of.interval_ms;
  const auto latest = static_cast<std::uint32_t>(std::clamp<Micros>(now - of.last_offer_at, 0, kIntervalMax) / kMillisecond);
  if (of.interval_ms == 0) return std::max(latest, 1u);
  return of.interval_ms - (of.interval_ms >> kIntervalWeightShift) + (latest >> kIntervalWeightShift);
}

void Offer(Emitter& emit, std::uint32_t slot, std::uint32_t agent, const DecisionNote& note) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const RuleSet& rules = tables.rules->rules();
  Weigh(emit, slot);
  const Micros accept_within_ms = (ticket.Has(kLive) ? rules.accept_live : rules.accept_other) / kMillisecond;
  emit.Emit(Offered{.ticket = ticket.id,
                    .at = emit.now(),
                    .agent = agent,
                    .accept_within_ms = static_cast<std::uint32_t>(std::clamp(accept_within_ms, Micros{1}, kAcceptWithinMsMax)),
                    .token = ticket.offers + 1,
                    .interval_ms = SmoothedInterval(tables, slot, emit.now()),
                    .note = note});
  const std::uint64_t session = tables.agents.At(agent).session;
  if (session != 0) emit.Tell(OfferPush{.session = session, .item = WorkItemOf(tables, slot)});
  if (note.choice == static_cast<std::uint8_t>(Choice::kLongestDeclined)) {
    emit.Tell(AlertPush{.session = 0, .ticket = ticket.id, .at = emit.now(), .agent = agent, .kind = AlertKind::kOnlyDecliners});
  }
  // His last place is taken: what only decliners are left for, and was to be his, is the next decliner's, who may have been asked already.
  const bool took_last = !HasAnyPlace(tables, agent) || HasLanes(tables, tables.signatures.ProfileAt(tables.agents.profile(agent)).profile);
  if (tables.agents.At(agent).remembered != 0 && took_last && AnotherMayHaveDeclined(tables, agent)) {
    AskDecliners(emit, tables.agents.profile(agent));
  }
}

// Keeps a waiting ticket for its customer's manager, who may have a place for it soon. False when it is not to be kept.
bool KeepForManager(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  std::uint32_t manager = 0;
  const Micros until = HeldUntil(tables, slot, emit.now(), manager);
  if (until == 0) return false;
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (ticket.held_for != manager || ticket.match_next_at != until) {
    emit.Emit(MatchPlanned{.ticket = ticket.id, .next_at = until, .held_for = manager});
  }
  return true;
}

// Whether the agenda is about to look for tickets for him.
bool IsAboutToFill(const Tables& tables, std::uint32_t agent) {
  if (tables.agenda.Contains(AgendaKind::kFillAgent, agent) || tables.agenda.Contains(AgendaKind::kFillAll, 0)) return true;
  const auto tier = static_cast<AgentTier>(tables.signatures.ProfileAt(tables.agents.profile(agent)).profile.tier);
  return IsOfReserve(tier) && tables.agenda.Contains(AgendaKind::kFillReserve, 0);
}

// Offers a ticket to the one with whom it stays, or keeps it for him; only a human sends it elsewhere. False when it has no owner who may
// take it.
bool OfferToFixedOwner(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (ticket.owner == 0 || !FitsManager(tables, slot, ticket.owner)) return false;
  if (tables.agents.At(ticket.owner).duty_next_at <= emit.now()) {
    TurnDuty(emit, ticket.owner);
    if (ticket.status != static_cast<std::uint8_t>(Status::kPooled)) return true;  // it was his first
  }
  if (const auto match = MatchOwner(tables, slot)) {
    Offer(emit, slot, match->agent, match->note);
    NoteLoad(emit, match->agent);
  } else if (ticket.held_for != ticket.owner) {
    emit.Emit(MatchPlanned{.ticket = ticket.id, .next_at = kNever, .held_for = ticket.owner});
  }
  return true;
}

}  // namespace

WorkItem WorkItemOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  return WorkItem{.ticket = ticket.id,
                  .respond_by = ticket.due[static_cast<std::size_t>(Clock::kRespond)],
                  .resolve_by = ticket.due[static_cast<std::size_t>(Clock::kResolve)],
                  .accept_by = work == nullptr ? 0 : work->accept_by,
                  .submit_seq = ticket.submit_seq,
                  .agent = work == nullptr ? 0 : work->agent,
                  .token = ticket.offers,
                  .type = ticket.type,
                  .region = ticket.region,
                  .channel = ticket.channel,
                  .level = ticket.level,
                  .tier = ticket.tier,
                  .status = ticket.status};
}

void OfferTicket(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  if (OfferToFixedOwner(emit, slot)) return;
  if (const TicketRecord& ticket = tables.tickets.At(slot); ticket.held_for != 0 && ticket.held_for == ticket.owner) {
    FireWaiting(emit, slot);  // he may not have it any more, under other rules: it is anybody's, at once and not behind those that come now
    return;
  }
  std::uint32_t turned = 0;
  for (std::uint32_t others = 0;;) {
    const auto match = ChooseAgent(tables, slot, emit.now());
    // His hours have turned in this very turn, and his timer has not come yet: not a moment too long, nor too short.
    if (match && tables.agents.At(match->agent).duty_next_at <= emit.now()) {
      if (turned++ == kDutiesTurnedMax) {  // a whole shift ends: the agenda goes through the others, first tickets first
        QueueAgenda(emit, AgendaKind::kFillAll, 0);
        PlanWaiting(emit, slot);
        return;
      }
      TurnDuty(emit, match->agent);
      if (tables.tickets.At(slot).status != static_cast<std::uint8_t>(Status::kPooled)) return;
      continue;
    }
    const bool of_manager = match && match->note.choice == static_cast<std::uint8_t>(Choice::kDedicatedManager);
    const bool of_bot = match && IsBot(tables, match->agent) && IsForBotsFirst(tables, slot);
    if (tables.customers.managed() != 0 && !of_manager && !of_bot && KeepForManager(emit, slot)) return;
    if (!match) {
      NoteNobodyFree(emit, slot);
      PlanWaiting(emit, slot);
      return;
    }
    // Whom the agenda is about to fill has tickets waiting for him, maybe more urgent ones: they go first, as far as a turn may take.
    const bool filling = !tables.agenda.empty() && IsAboutToFill(tables, match->agent);
    if (!filling || others++ == kFillInline || !FillOne(emit, match->agent)) {
      Offer(emit, slot, match->agent, match->note);
      NoteLoad(emit, match->agent);
      return;
    }
    if (tables.tickets.At(slot).status != static_cast<std::uint8_t>(Status::kPooled)) return;
  }
}

void Weigh(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint8_t weight = tables.rules->Weight(ChannelId(ticket.channel));
  if (ticket.weight == weight || IsForSupervisors(ticket.made_as())) return;  // those weigh nothing, whatever their channel
  emit.Emit(TicketWeighed{.ticket = ticket.id, .weight = weight, .waiting_weight = tables.rules->WaitingWeight(weight)});
}

void WeighWaiting(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint8_t waiting_weight = tables.rules->WaitingWeight(ticket.weight);
  if (ticket.waiting_weight == waiting_weight) return;
  emit.Emit(TicketWeighed{.ticket = ticket.id, .weight = ticket.weight, .waiting_weight = waiting_weight});
}

void FollowWeight(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = ticket.weight == ticket.waiting_weight ? nullptr : tables.tickets.Work(slot);
  if (work == nullptr) return;
  const std::uint32_t agent = work->agent;
  FillAgent(emit, agent);
  // What only decliners are left for, and was to be his, is the next decliner's.
  if (tables.agents.At(agent).remembered != 0 && !HasAnyPlace(tables, agent)) AskDecliners(emit, tables.agents.profile(agent));
}

void OfferToOwner(Emitter& emit, std::uint32_t slot, std::uint32_t owner) {
  const Tables& tables = emit.tables();
  if (owner != 0 && tables.agents.At(owner).duty_next_at <= emit.now()) {
    TurnDuty(emit, owner);
    if (tables.tickets.At(slot).status != static_cast<std::uint8_t>(Status::kPooled)) return;  // it was his first
  }
  if (const auto match = ChooseOwner(tables, slot, owner)) {
    Offer(emit, slot, match->agent, match->note);
    NoteLoad(emit, match->agent);
  } else {
    OfferTicket(emit, slot);
  }
}

bool FillOne(Emitter& emit, std::uint32_t agent) {
  const Tables& tables = emit.tables();
  if (tables.agents.At(agent).duty_next_at <= emit.now()) TurnDuty(emit, agent);
  if (!HasAnyPlace(tables, agent)) return false;
  const auto match = ChooseTicket(tables, agent);
  if (!match) return false;
  // What bots are to have first is theirs as long as one has a place; that one is still waiting to be filled by the agenda.
  if (!IsBot(tables, agent) && IsForBotsFirst(tables, match->slot) && HasFreeBot(tables, match->slot)) {
    const auto bot = ChooseAgent(tables, match->slot, emit.now());
    if (tables.agents.At(bot->agent).duty_next_at <= emit.now()) {
      TurnDuty(emit, bot->agent);
      return true;
    }
    Offer(emit, match->slot, bot->agent, bot->note);
    NoteLoad(emit, bot->agent);
    return true;
  }
  Offer(emit, match->slot, agent, match->note);
  return true;
}

void FillAgent(Emitter& emit, std::uint32_t agent) {
  const Tables& tables = emit.tables();
  std::uint32_t filled = 0;
  while (filled < kFillInline && FillOne(emit, agent)) ++filled;
  if (filled == kFillInline && HasAnyPlace(tables, agent)) QueueAgenda(emit, AgendaKind::kFillAgent, agent);
  NoteLoad(emit, agent);
  // With his free places there are more than the reserve keeps: others of it may have what they could not take before.
  const std::uint16_t reserve = tables.rules->rules().matching.reserve;
  const std::uint32_t his = tables.agents.reserve_places(agent);
  if (reserve != 0 && his != 0 && tables.reserve_places > reserve && tables.reserve_places - his <= reserve) {
    QueueAgenda(emit, AgendaKind::kFillReserve, 0);
  }
}

void AskDecliners(Emitter& emit, std::uint32_t profile) {
  const Tables& tables = emit.tables();
  if (tables.declines.size() == 0) return;
  // A profile that left with its last agent has nobody on duty.
  if (tables.signatures.profile_live(profile) && tables.signatures.StaffOf(profile).on_duty > kDeclinesPerTicketMax) return;
  // Subjects 0 and 1: the walk that is under way, and the one behind it.
  const AgendaEntry* walk = tables.agenda.Find(AgendaKind::kAskDecliners, 0);
  QueueAgenda(emit, AgendaKind::kAskDecliners, walk != nullptr && walk->cursor != 0 ? 1 : 0);
}

void QueueAgenda(Emitter& emit, AgendaKind kind, std::uint64_t subject) {
  const Agenda& agenda = emit.tables().agenda;
  if (const AgendaEntry* entry = agenda.Find(kind, subject); entry != nullptr) {
    if (entry->cursor != 0) emit.Emit(AgendaAdvanced{.item = entry->item, .cursor = 0, .done = 0, .moved = entry->moved});
    return;
  }
  emit.Emit(AgendaQueued{.item = agenda.next_item(), .subject = subject, .kind = static_cast<std::uint64_t>(kind)});
}

void ReturnTicket(Emitter& emit, std::uint32_t slot, const ReturnCause& cause) {
  const Tables& tables = emit.tables();
  ResumeClocks(emit, slot);  // whoever gets it next, it waits for its customer no longer
  const TicketRecord ticket = tables.tickets.At(slot);
  const std::uint32_t agent = tables.tickets.Work(slot)->agent;
  const AgentRecord& record = tables.agents.At(agent);
  // A bot that gives a ticket back hands it over to people: it has missed nothing, and no bot gets it again.
  const bool handed_over = cause.reason == ReturnReason::kDeclined && IsBot(tables, agent);
  const bool missed = (cause.reason == ReturnReason::kDeclined && !handed_over) || cause.reason == ReturnReason::kNoAnswer;
  const bool room = tables.declines.Contains(ticket.id, agent) ||
                    (ticket.declines < kDeclinesPerTicketMax && record.remembered < kDeclinesPerAgentMax && !tables.declines.full());
  // Whom it was taken from does not get it again at once, no more than who declined it.
  const bool to_remember = (missed || cause.reason == ReturnReason::kTakenBack) && tables.rules->rules().decline_memory > 0;
  emit.Emit(Returned{.asker = cause.asker,
                     .ticket = ticket.id,
                     .at = emit.now(),
                     .excluded_until = to_remember && room ? emit.now() + tables.rules->rules().decline_memory : 0,
                     .agent = agent,
                     .reason = static_cast<std::uint8_t>(cause.reason),
                     .decline_code = cause.decline_code,
                     .misses = static_cast<std::uint8_t>(missed ? std::min(record.misses + 1, 255) : record.misses),
                     .unremembered = to_remember && !room ? std::uint8_t{1} : std::uint8_t{0},
                     .order_key = OrderKeyNow(tables, slot)});
  if (cause.reason != ReturnReason::kDeclined && record.session != 0) {
    emit.Tell(WithdrawPush{.session = record.session, .ticket = ticket.id, .agent = agent, .token = ticket.offers, .reason = cause.reason});
  }
  // Nobody misses offers at a desk that is gone: the grace goes on.
  if (missed && record.session != 0 && record.misses >= tables.rules->rules().misses_for_break) {
    SetStatus(emit, agent, AgentStatus::kBreak, kNever);
  }
  FillAgent(emit, agent);
  if (tables.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kPooled)) OfferTicket(emit, slot);
}

void FreeKept(Emitter& emit, std::uint32_t agent) {
  const auto& kept = emit.tables().held;
  const auto first = kept.lower_bound({agent, 0});
  if (first != kept.end() && first->first == agent) QueueAgenda(emit, AgendaKind::kFreeKept, agent);
}

void WatchAgain(Emitter& emit, std::uint32_t agent) {
  const Tables& tables = emit.tables();
  std::vector<std::uint64_t> waited;
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
    const TicketRecord& ticket = tables.tickets.At(slot);
    if (ticket.Has(kWatchWaits)) waited.push_back(ticket.id);
  }
  std::sort(waited.begin(), waited.end());
  for (const std::uint64_t ticket : waited) {
    emit.Emit(Touched{.ticket = ticket,
                      .at = emit.now(),
                      .stale_at = StaleAt(tables, emit.now()),
                      .agent = agent,
                      .kind = static_cast<std::uint8_t>(TouchKind::kStale)});
  }
}

void SetStatus(Emitter& emit, std::uint32_t agent, AgentStatus status, Micros until) {
  const Tables& tables = emit.tables();
  const AgentRecord& record = tables.agents.At(agent);
  if (record.status == static_cast<std::uint8_t>(status) && record.until == until) return;
  const std::uint64_t session = record.session;
  const bool was_at_work = IsAtWork(record);
  const bool leaves = IsOnDuty(record) && !IsOnDuty(status);
  const bool starts_again = status == AgentStatus::kBreak || status == AgentStatus::kOnline;
  emit.Emit(AgentStatusChanged{.at = emit.now(),
                               .until = until,
                               .agent = agent,
                               .status = static_cast<std::uint8_t>(status),
                               .misses = starts_again ? std::uint8_t{0} : record.misses});
  if (session != 0) emit.Tell(AgentPush{.session = session, .until = until, .agent = agent, .status = status});
  if (status == AgentStatus::kBreak || status == AgentStatus::kOffline) QueueAgenda(emit, AgendaKind::kReleaseAgent, agent);
  if (status == AgentStatus::kOffline) FreeKept(emit, agent);
  if (!was_at_work && IsAtWork(tables.agents.At(agent))) WatchAgain(emit, agent);
  if (leaves) AskDecliners(emit, tables.agents.profile(agent));
  if (leaves) NoteGroups(emit, tables.agents.profile(agent));
  if (status == AgentStatus::kOnline) FillAgent(emit, agent);
}

}  // namespace tidegate
