#include "core/engine/timers.h"

#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/intake.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"
#include "core/engine/parts.h"
#include "core/engine/relaxation.h"
#include "core/engine/rerouting.h"

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
  if (const std::uint32_t kept_for = tables.tickets.At(slot).held_for; kept_for != 0) return IsAtWork(tables.agents.At(kept_for));
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature == kNoSignature) {  // few are so, and a step of a clock is rare: a walk over the profiles
    for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
      if (!tables.signatures.profile_live(p) || tables.signatures.StaffOf(p).on_duty == 0) continue;
      if (Examine(RequirementOf(tables, slot), tables.signatures.ProfileAt(p).profile) == Exclusion::kNone) return true;
    }
    return false;
  }
  const Bitset& profiles = tables.signatures.At(signature).profiles;
  for (std::uint32_t p = profiles.FindNext(0); p != kNoBit; p = profiles.FindNext(p + 1)) {
    if (tables.signatures.StaffOf(p).on_duty != 0) return true;
  }
  return false;
}

// Far past a deadline (domain.md 5): ordered and routed otherwise, as the rules say. Once an arming of a clock; what was done before
// stands, and is not done again.
void Escalate(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint8_t escalation = tables.rules->rules().escalation;
  if ((escalation & (kEscalateRaise | kEscalateWiden)) != 0 && !IsOver(static_cast<Status>(ticket.status))) {
    // Raised it is ordered, and open to agents, as one level higher, but never as urgent.
    const bool raise = (escalation & kEscalateRaise) != 0 && ticket.level > static_cast<std::uint8_t>(Level::kHigh);
    const bool widen = (escalation & kEscalateWiden) != 0;
    TicketRecord then = ticket;
    if (raise) then.clock_flags |= kClockRaised;
    if (widen) then.clock_flags |= kClockWidened;
    then.own_agent_tiers = OwnTiersOf(tables, then);
    Requirement own = Unrelax(then, RequirementOf(tables, slot));
    if (widen) own.region = 0;
    const Requirement relaxed = Relax(*tables.rules, then, own, then.relaxed);
    emit.Emit(Escalated{.ticket = ticket.id,
                        .at = emit.now(),
                        .region = relaxed.region,
                        .customer_tier = relaxed.customer_tier,
                        .agent_tiers = relaxed.agent_tiers,
                        .order_level = raise ? OrderLevelWhenOverdue(ticket.level, ticket.order_level) : ticket.order_level,
                        .own_agent_tiers = then.own_agent_tiers,
                        .flags = static_cast<std::uint8_t>(then.clock_flags & (kClockRaised | kClockWidened))});
    FollowRules(emit, slot);  // a step of relaxation may have nothing left to loosen
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
  const bool nobody_told = (ticket.clock_flags & kNobodyTold) != 0;
  const bool nobody = any && !nobody_told && !IsOver(static_cast<Status>(ticket.status)) && !SomebodyIsOnDuty(tables, slot);
  emit.Emit(ClockFired{.ticket = ticket.id,
                       .at = emit.now(),
                       .next_at = next < steps.size() ? StepAt(rules, plan, now.from, steps[next]) : kNever,
                       .per_mille = per_mille,
                       .clock = static_cast<std::uint8_t>(clock),
                       .order_level = late_to_respond ? OrderLevelWhenOverdue(ticket.level, ticket.order_level) : ticket.order_level,
                       .nobody_told = nobody || nobody_told ? std::uint8_t{1} : std::uint8_t{0}});
  if (!any) return;
  TellOfClock(emit, slot, clock, per_mille);
  // Once, until somebody gets it.
  if (nobody) Alert(emit, slot, AlertKind::kNobodyOnDuty, false, true);
  if (clock == Clock::kResolve || clock == Clock::kPromise) AskForPromise(emit, slot);
  if (per_mille > kOverduePerMille && before <= kOverduePerMille && rules.rules().escalation != 0) Escalate(emit, slot);
  if (per_mille >= kOverduePerMille) LookAfterOwner(emit, slot);
}

// No report since the last contact: the agent is told, and after as long again the supervisors (domain.md 5).
void FireStale(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  const std::uint32_t agent = work == nullptr ? 0 : work->agent;
  // Who is not at work cannot report; the watch begins anew when he is back.
  const bool on_shift = agent != 0 && IsAtWork(tables.agents.At(agent));
  const bool told_before = (ticket.clock_flags & kStaleToldOnce) != 0;
  const bool tells = on_shift && IsWatched(static_cast<Status>(ticket.status));
  const Micros again = StaleAt(tables, emit.now());
  emit.Emit(Touched{.ticket = ticket.id,
                    .at = emit.now(),
                    .stale_at = tells && !told_before ? again : kNever,
                    .agent = agent,
                    .kind = static_cast<std::uint8_t>(TouchKind::kStale),
                    .stale_told = tells ? std::uint8_t{1} : std::uint8_t{0},
                    .waits = agent != 0 && !on_shift ? std::uint8_t{1} : std::uint8_t{0}});
  if (tells) Alert(emit, slot, AlertKind::kStale, !told_before, told_before);
}

// When the customer of a resolved ticket is to be called back; kNever = that was told, or nobody is to.
Micros CallBackAt(const Tables& tables, std::uint64_t ticket) {
  const ClockRecord* loop = tables.clocks.Find(ticket, Clock::kCloseLoop);
  return loop == nullptr || loop->call_back_s == 0 ? kNever : FromEpochSeconds(loop->call_back_s);
}

// The customer of a resolved ticket is to be called back, which closes its loop (domain.md 8): whoever resolved it is told; when he is not
// at work, a supervisor calls. The ticket is still there, open until its loop is closed: the call needs none of its own.
void FireCallBack(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const std::uint64_t ticket = tables.tickets.At(slot).id;
  const std::uint32_t agent = tables.clocks.Find(ticket, Clock::kCloseLoop)->agent;
  emit.Emit(CallBackSet{.ticket = ticket, .at = emit.now(), .agent = agent});
  const AgentRecord& record = tables.agents.At(agent);
  const bool there = record.session != 0 && IsAtWork(record);
  emit.Tell(AlertPush{
      .session = there ? record.session : 0, .ticket = ticket, .at = emit.now(), .agent = agent, .kind = AlertKind::kCallBackDue});
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
  const Micros promised = ClockOf(tables, slot, Clock::kPromise).due;
  if ((ticket.clock_flags & kPromiseAsked) != 0 || (promised != kNever && promised > emit.now())) return;
  const std::uint16_t used = ticket.fired_per_mille[static_cast<std::size_t>(Clock::kResolve)];
  const bool late = rules.promise_per_mille != 0 && used >= rules.promise_per_mille;
  const bool complex = rules.promise_complexity != 0 && ticket.complexity() >= rules.promise_complexity;
  if (!late && !complex) return;
  emit.Emit(PromiseAsked{.ticket = ticket.id});
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
  // Equal instants: review, the clocks in the order of their numbers, offer, matching, decline, transfer, part, call-back, report.
  Clock clock = Clock::kRespond;
  Micros step = kNever;
  for (int i = 0; i < (ticket.rare_clocks == 0 ? kMainClockCount : kClockCount); ++i) {
    const Micros at = ClockOf(tables, slot, static_cast<Clock>(i)).next_at;
    if (at < step) step = at, clock = static_cast<Clock>(i);
  }
  const Micros transfer = tables.tickets.Rare(slot).transfer_asked == 0 ? kNever : tables.transfers.Find(ticket.id)->record.alert_at;
  const Micros part = tables.tickets.Rare(slot).parts_open == 0 ? kNever : NextPartDueOf(tables, ticket);
  const Micros call_back = ticket.rare_clocks == 0 ? kNever : CallBackAt(tables, ticket.id);
  const Micros next = std::min({step, offer, decline, transfer, part, call_back, ticket.stale_at, review, ticket.match_next_at});
  if (next > emit.now()) return;
  if (next == review) {
    const std::uint64_t id = ticket.id;
    const WorkRecord* work = tables.tickets.Work(slot);
    const AlertPush alert{.ticket = id, .at = emit.now(), .agent = work == nullptr ? 0 : work->agent, .kind = AlertKind::kReviewOverdue};
    emit.Emit(ReviewAlerted{.ticket = id});
    emit.Tell(alert);
  } else if (next == step) {
    if (ticket.rules_version != tables.rules_version) {
      MoveAndOffer(emit, slot);
      // The walk over all tickets passes it by, and counts it all the same.
      if (const AgendaEntry* walk = tables.agenda.Find(AgendaKind::kMoveTickets, 0); walk != nullptr) {
        emit.Emit(AgendaAdvanced{.item = walk->item, .cursor = walk->cursor, .done = 0, .moved = walk->moved + 1});
      }
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
  } else if (next == part) {
    FirePartDue(emit, slot);
  } else if (next == call_back) {
    FireCallBack(emit, slot);
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
