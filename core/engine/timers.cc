#include "core/engine/timers.h"

#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/intake.h"
#include "core/engine/lifecycle.h"
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"

namespace tidegate {
namespace {

void TellOfClock(Emitter& emit, std::uint32_t slot, Clock clock, std::uint16_t per_mille) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  ClockPush push{.ticket = ticket.id,
                 .due = ClockOf(tables, slot, clock).due,
                 .agent = work == nullptr ? 0 : work->agent,
                 .per_mille = per_mille,
                 .clock = clock,
                 .level = ticket.level};
  if (work != nullptr) push.session = tables.agents.At(work->agent).session;
  if (push.session != 0) emit.Tell(push);
  push.session = 0;  // the supervisors'
  if (per_mille >= tables.rules->rules().supervisor_per_mille) emit.Tell(push);
}

void Alert(Emitter& emit, std::uint32_t slot, AlertKind kind, bool to_agent, bool to_supervisors) {
  const Tables& tables = emit.tables();
  const WorkRecord* work = tables.tickets.Work(slot);
  AlertPush push{.ticket = tables.tickets.At(slot).id, .at = emit.now(), .agent = work == nullptr ? 0 : work->agent, .kind = kind};
  if (work != nullptr) push.session = tables.agents.At(work->agent).session;
  if (to_agent && push.session != 0) emit.Tell(push);
  push.session = 0;
  if (to_supervisors) emit.Tell(push);
}

// Whether whoever has the ticket is there, or anybody who may take it while it waits.
bool SomebodyIsOnDuty(const Tables& tables, std::uint32_t slot) {
  if (const WorkRecord* work = tables.tickets.Work(slot); work != nullptr) return IsAtWork(tables.agents.At(work->agent));
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature == kNoSignature) return true;  // not known without a walk; the overflow is alerted by its own number
  const Bitset& profiles = tables.signatures.At(signature).profiles;
  for (std::uint32_t p = profiles.FindNext(0); p != kNoBit; p = profiles.FindNext(p + 1)) {
    if (tables.signatures.ProfileAt(p).on_duty != 0) return true;
  }
  return false;
}

// Far past a deadline (domain.md 5): ordered and routed otherwise, as the rules say. Once a ticket.
void Escalate(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint8_t escalation = tables.rules->rules().escalation;
  if ((escalation & (kEscalateRaise | kEscalateWiden)) != 0 && !IsOver(static_cast<Status>(ticket.status))) {
    const Requirement& requirement = RequirementOf(tables, slot);
    const bool raise = (escalation & kEscalateRaise) != 0;
    const bool widen = (escalation & kEscalateWiden) != 0;
    const BotUse bot = ticket.handed_over != 0 ? BotUse::kRefused : tables.rules->Bots(TypeId(ticket.type), ChannelId(ticket.channel));
    const auto level = static_cast<Level>(ticket.level);
    const auto tiers = static_cast<std::uint8_t>(requirement.agent_tiers | tables.rules->OpenTiers(level, kLadderRungsMax, bot));
    const std::uint8_t order_level = ticket.level > 1 ? static_cast<std::uint8_t>(ticket.level - 1) : ticket.level;
    emit.Emit(Escalated{.ticket = ticket.id,
                        .at = emit.now(),
                        .region = widen ? std::uint16_t{0} : requirement.region,
                        .customer_tier = requirement.customer_tier,
                        .agent_tiers = widen ? tiers : requirement.agent_tiers,
                        .order_level = raise ? std::min(order_level, ticket.order_level) : ticket.order_level});
  }
  if ((escalation & kEscalateSupervisor) != 0) Alert(emit, slot, AlertKind::kEscalated, false, true);
  if (tables.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kPooled)) OfferTicket(emit, slot);
}

// Fires the highest step that has passed: what passed unnoticed, while the process was down or a crowd was due, fires once.
void FireClock(Emitter& emit, std::uint32_t slot, Clock clock) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const ActiveRules& rules = *tables.rules;
  const ClockNow now = ClockOf(tables, slot, clock);
  const ClockPlan plan = StandingPlan(tables, slot, clock, now);
  const auto& steps = rules.rules().clock_steps;
  const std::size_t first = NextStep(steps, now.fired_per_mille);
  std::size_t next = first;
  while (next < steps.size() && StepAt(rules, plan, now.from, steps[next]) <= emit.now()) ++next;
  const bool any = next > first;
  const std::uint16_t before = now.fired_per_mille;
  const std::uint16_t per_mille = any ? steps[next - 1] : before;
  const bool late_to_respond = clock == Clock::kRespond && per_mille >= kOverduePerMille && ticket.first_response_at == 0;
  const bool was_escalated = (ticket.clock_flags & kClockEscalated) != 0;
  const bool first_of_all = ticket.fired_per_mille[0] == 0 && ticket.fired_per_mille[1] == 0;
  emit.Emit(ClockFired{.ticket = ticket.id,
                       .at = emit.now(),
                       .next_at = next < steps.size() ? StepAt(rules, plan, now.from, steps[next]) : kNever,
                       .per_mille = per_mille,
                       .clock = static_cast<std::uint8_t>(clock),
                       .order_level = late_to_respond ? OrderLevelWhenOverdue(ticket.level, ticket.order_level) : ticket.order_level});
  if (!any) return;
  TellOfClock(emit, slot, clock, per_mille);
  // Once a ticket: at the first step of any of its clocks.
  if (first_of_all && static_cast<int>(clock) < kMainClockCount && !SomebodyIsOnDuty(tables, slot)) {
    Alert(emit, slot, AlertKind::kNobodyOnDuty, false, true);
  }
  if (clock == Clock::kResolve) AskForPromise(emit, slot);
  if (per_mille > kOverduePerMille && before <= kOverduePerMille && !was_escalated && rules.rules().escalation != 0) Escalate(emit, slot);
}

// No report since the last contact: the agent is told, and after as long again the supervisors (domain.md 5).
void FireStale(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  const std::uint32_t agent = work == nullptr ? 0 : work->agent;
  // Who is not at work cannot report; the watch goes on when he comes back.
  const bool on_shift = agent != 0 && IsAtWork(tables.agents.At(agent));
  const bool told_before = (ticket.clock_flags & kStaleToldOnce) != 0;
  const bool tells = on_shift && IsWatched(static_cast<Status>(ticket.status));
  const Micros again = StaleAt(tables, emit.now());
  emit.Emit(Touched{.ticket = ticket.id,
                    .at = emit.now(),
                    .stale_at = tells && told_before ? kNever : again,
                    .agent = agent,
                    .kind = static_cast<std::uint8_t>(TouchKind::kStale),
                    .stale_told = tells || told_before ? std::uint8_t{1} : std::uint8_t{0}});
  if (tells) Alert(emit, slot, AlertKind::kStale, !told_before, told_before);
}

}  // namespace

std::uint8_t OrderLevelWhenOverdue(std::uint8_t level, std::uint8_t order_level) {
  const auto high = static_cast<std::uint8_t>(Level::kHigh);
  return level > high ? std::min<std::uint8_t>(order_level, static_cast<std::uint8_t>(level - 1)) : order_level;
}

void AskForPromise(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const RuleSet& rules = tables.rules->rules();
  if ((ticket.clock_flags & kPromiseAsked) != 0 || ClockOf(tables, slot, Clock::kPromise).due != kNever) return;
  const std::uint16_t used = ticket.fired_per_mille[static_cast<std::size_t>(Clock::kResolve)];
  const bool late = rules.promise_per_mille != 0 && used >= rules.promise_per_mille;
  const bool complex = rules.promise_complexity != 0 && ticket.complexity() >= rules.promise_complexity;
  if (!late && !complex) return;
  Alert(emit, slot, AlertKind::kPromiseNeeded, true, true);
}

void FireTicketTimer(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto status = static_cast<Status>(ticket.status);
  const Micros offer = status == Status::kOffered ? tables.tickets.Work(slot)->accept_by : kNever;
  Micros decline = kNever;
  std::uint32_t decliner = 0;
  if (ticket.declines != 0) {  // whoever has it: a memory that outlives its time would take a place of its ticket and its agent
    tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros until) {
      if (until < decline) decline = until, decliner = agent;
    });
  }
  if ((ticket.flags & kPlanned) != 0) {
    if (ticket.counts_from() <= emit.now()) EnterPlanned(emit, slot);
    return;
  }
  const Micros review = ticket.review_alert_at();
  // Equal instants: review, the clocks in the order of their numbers, offer, matching, decline, transfer, report.
  Clock clock = Clock::kRespond;
  Micros step = kNever;
  for (int i = 0; i < (ticket.rare_clocks == 0 ? kMainClockCount : kClockCount); ++i) {
    const Micros at = ClockOf(tables, slot, static_cast<Clock>(i)).next_at;
    if (at < step) step = at, clock = static_cast<Clock>(i);
  }
  const Micros transfer = ticket.transfer_asked == 0 ? kNever : tables.transfers.Find(ticket.id)->record.alert_at;
  const Micros next = std::min({step, offer, decline, transfer, ticket.stale_at, review, ticket.match_next_at});
  if (next > emit.now()) return;
  if (next == review) {
    const std::uint64_t id = ticket.id;
    const WorkRecord* work = tables.tickets.Work(slot);
    const AlertPush alert{.ticket = id, .at = emit.now(), .agent = work == nullptr ? 0 : work->agent, .kind = AlertKind::kReviewOverdue};
    emit.Emit(ReviewAlerted{.ticket = id});
    emit.Tell(alert);
  } else if (next == step) {
    if (ticket.rules_version != tables.rules_version) {
      MoveTicket(emit, slot);
    } else {
      FireClock(emit, slot, clock);
    }
  } else if (next == offer) {
    ReturnTicket(emit, slot, {.reason = ReturnReason::kNoAnswer});
  } else if (next == ticket.match_next_at) {
    FireWaiting(emit, slot);
  } else if (next == decline) {
    emit.Emit(DeclineForgotten{.ticket = ticket.id, .agent = decliner});
    if (status == Status::kPooled) OfferTicket(emit, slot);
  } else if (next == transfer) {
    emit.Emit(TransferAlerted{.ticket = ticket.id});
    Alert(emit, slot, AlertKind::kTransferWaiting, false, true);
  } else {
    FireStale(emit, slot);
  }
}

void FireAgentTimer(Emitter& emit, std::uint32_t agent) {
  const AgentRecord& record = emit.tables().agents.At(agent);
  if (record.duty_next_at <= emit.now()) {
    TurnDuty(emit, agent);
    return;
  }
  if (record.until <= emit.now()) {
    const bool gone = record.status == static_cast<std::uint8_t>(AgentStatus::kDisconnected);
    SetStatus(emit, agent, gone ? AgentStatus::kOffline : AgentStatus::kOnline, kNever);
    return;
  }
  if (record.ramp_next_at > emit.now()) return;
  const std::uint32_t open = std::min(record.open_capacity + 1, record.capacity);
  const Micros step = emit.tables().rules->rules().ramp_up / std::max(record.capacity, 1u);
  emit.Emit(CapacityOpened{
      .next_at = open < record.capacity ? emit.now() + std::max<Micros>(step, kSecond) : kNever, .agent = agent, .open_capacity = open});
  FillAgent(emit, agent);
}

}  // namespace tidegate
