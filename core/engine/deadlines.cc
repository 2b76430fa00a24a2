#include "core/engine/deadlines.h"

#include <algorithm>

#include "core/engine/lifecycle.h"
#include "core/engine/promises.h"
#include "core/engine/rerouting.h"

namespace tidegate {
namespace {

constexpr std::size_t At(Clock clock) { return static_cast<std::size_t>(clock); }
constexpr bool IsMain(Clock clock) { return static_cast<int>(clock) < kMainClockCount; }
constexpr std::uint8_t PauseFlag(Clock clock) { return clock == Clock::kResolve ? kResolvePaused : kLoopPaused; }

void EmitClock(Emitter& emit, std::uint32_t slot, Clock clock, const ClockNow& now, ClockNews news) {
  emit.Emit(ClockSet{.ticket = emit.tables().tickets.At(slot).id,
                     .at = emit.now(),
                     .from = now.from,
                     .due = now.due,
                     .next_at = now.next_at,
                     .per_mille = now.fired_per_mille,
                     .clock = static_cast<std::uint8_t>(clock),
                     .news = static_cast<std::uint8_t>(news)});
}

// Begins a rare clock at `from`, when a row gives it.
void Arm(Emitter& emit, std::uint32_t slot, Clock clock, Micros from, ClockNews news) {
  const ActiveRules& rules = *emit.tables().rules;
  TicketFacts facts = FactsOf(emit.tables(), slot);
  facts.received_at = from;
  const ClockPlan plan = PlanClock(rules, clock, facts);
  if (plan.due == kNever) return;
  EmitClock(emit, slot, clock, {.from = from, .due = plan.due, .next_at = NextStepAt(rules, plan, from, 0)}, news);
}

// Whose presets count for a ticket: those of the team that has it; of one that waits, those that counted before, under the same rules.
std::uint8_t SchemeNow(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  if (work != nullptr && IsWithAgent(static_cast<Status>(ticket.status))) {
    return tables.rules->SchemeOf(tables.agents.Texts(work->agent).team);
  }
  return ticket.rules_version == tables.rules_version ? ticket.scheme : std::uint8_t{0};
}

// A rare clock under the rules in force.
void MoveRare(Emitter& emit, std::uint32_t slot, Clock clock) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const ClockNow before = ClockOf(tables, slot, clock);
  if (before.due == kNever) {
    const bool from_receipt = clock == Clock::kCloseLoop || (clock == Clock::kStatutory && (ticket.clock_flags & kSolutionPut) == 0);
    if (from_receipt && !IsOver(static_cast<Status>(ticket.status))) {
      Arm(emit, slot, clock, ticket.counts_from(), ClockNews::kRecomputed);
    }
    return;
  }
  TicketFacts facts = FactsOf(tables, slot);
  facts.received_at = before.from;
  const ClockPlan plan = PlanClock(*tables.rules, clock, facts);
  if (plan.due == kNever && clock == Clock::kCloseLoop && ticket.status == static_cast<std::uint8_t>(Status::kResolved)) return;
  const bool paused = clock == Clock::kCloseLoop && (ticket.clock_flags & kLoopPaused) != 0;
  const Micros next_at = paused ? kNever : NextStepAt(*tables.rules, plan, before.from, before.fired_per_mille);
  if (plan.due == before.due && next_at == before.next_at) return;
  EmitClock(emit, slot, clock, {.from = before.from, .due = plan.due, .next_at = next_at, .fired_per_mille = before.fired_per_mille},
            ClockNews::kRecomputed);
}

// All running clocks under the rules in force; nobody is told yet.
void Recompute(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const ActiveRules& rules = *tables.rules;
  const TicketRecord& ticket = tables.tickets.At(slot);
  TicketMoved moved{.ticket = ticket.id,
                    .respond_due = ticket.due[At(Clock::kRespond)],
                    .respond_next_at = ticket.next_at[At(Clock::kRespond)],
                    .resolve_due = ticket.due[At(Clock::kResolve)],
                    .resolve_next_at = ticket.next_at[At(Clock::kResolve)],
                    .order_key = ticket.order_key,
                    .rules_version = tables.rules_version,
                    .scheme = SchemeNow(tables, slot)};
  if ((ticket.flags & kPlanned) != 0) {  // it has no clocks yet; it will have those of the rules in force then
    emit.Emit(moved);
    return;
  }
  if (!IsOver(static_cast<Status>(ticket.status))) {
    TicketFacts facts = FactsOf(tables, slot);
    facts.scheme = static_cast<std::uint8_t>(moved.scheme);
    if (ticket.first_response_at == 0) {
      const ClockPlan respond = PlanClock(rules, Clock::kRespond, facts);
      moved.respond_due = respond.due;
      moved.respond_next_at = NextStepAt(rules, respond, tables.tickets.RespondFrom(slot), ticket.fired_per_mille[At(Clock::kRespond)]);
      moved.order_key = OrderKey(rules, facts, respond);
    }
    facts.received_at = ticket.resolve_from;
    const ClockPlan resolve = PlanClock(rules, Clock::kResolve, facts);
    const bool paused = (ticket.clock_flags & kResolvePaused) != 0;
    moved.resolve_due = resolve.due;
    moved.resolve_next_at = paused ? kNever : NextStepAt(rules, resolve, ticket.resolve_from, ticket.fired_per_mille[At(Clock::kResolve)]);
  }
  emit.Emit(moved);
  for (const Clock clock : {Clock::kCloseLoop, Clock::kUpdate, Clock::kStatutory}) MoveRare(emit, slot, clock);
}

}  // namespace

TicketFacts FactsOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  return {.level = static_cast<Level>(ticket.level),
          .tier = static_cast<CustomerTier>(ticket.tier),
          .type = TypeId(ticket.type),
          .channel = ChannelId(ticket.channel),
          .received_at = tables.tickets.RespondFrom(slot),
          .scheme = ticket.scheme,
          .category = static_cast<std::uint8_t>(ticket.category()),
          .tags = ticket.tags,
          .origin = ticket.made_as()};
}

ClockNow ClockOf(const Tables& tables, std::uint32_t slot, Clock clock) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (IsMain(clock)) {
    return {.from = clock == Clock::kResolve ? Micros{ticket.resolve_from} : tables.tickets.RespondFrom(slot),
            .due = ticket.due[At(clock)],
            .next_at = ticket.next_at[At(clock)],
            .fired_per_mille = ticket.fired_per_mille[At(clock)]};
  }
  const ClockRecord* record = ticket.rare_clocks == 0 ? nullptr : tables.clocks.Find(ticket.id, clock);
  if (record == nullptr) return {};
  return {.from = record->from, .due = record->due, .next_at = record->next_at, .fired_per_mille = record->fired_per_mille};
}

ClockState StateOf(const Tables& tables, std::uint32_t slot, Clock clock) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const ClockNow now = ClockOf(tables, slot, clock);
  if (now.due == kNever) return ClockState::kNone;
  if (clock == Clock::kRespond && ticket.first_response_at != 0) return ClockState::kStopped;
  if (IsMain(clock) && IsOver(static_cast<Status>(ticket.status))) return ClockState::kStopped;
  const bool pauses = clock == Clock::kResolve || clock == Clock::kCloseLoop;
  if (pauses && (ticket.clock_flags & PauseFlag(clock)) != 0) return ClockState::kPaused;
  return now.fired_per_mille >= kOverduePerMille ? ClockState::kOverdue : ClockState::kRunning;
}

ClockPlan StandingPlan(const Tables& tables, std::uint32_t slot, Clock clock, const ClockNow& now) {
  const ActiveRules& rules = *tables.rules;
  TicketFacts facts = FactsOf(tables, slot);
  facts.received_at = now.from;
  ClockPlan plan = clock == Clock::kPromise ? ClockPlan{} : PlanClock(rules, clock, facts);
  plan.due = now.due;  // the deadline that was promised; the plan gives its calendar
  if (plan.calendar == nullptr) plan.calendar = &rules.rules().calendars.front();
  return plan;
}

Micros NextStepAt(const ActiveRules& rules, const ClockPlan& plan, Micros from, std::uint16_t fired) {
  const std::vector<std::uint16_t>& steps = rules.rules().clock_steps;
  const std::size_t next = NextStep(steps, fired);
  return plan.due == kNever || next == steps.size() ? kNever : StepAt(rules, plan, from, steps[next]);
}

void StartRareClocks(Emitter& emit, std::uint32_t slot) {
  const Micros from = emit.tables().tickets.At(slot).counts_from();
  Arm(emit, slot, Clock::kCloseLoop, from, ClockNews::kArmed);
  Arm(emit, slot, Clock::kStatutory, from, ClockNews::kArmed);
}

void RestartUpdate(Emitter& emit, std::uint32_t slot) {
  const bool runs = ClockOf(emit.tables(), slot, Clock::kUpdate).due != kNever;
  Arm(emit, slot, Clock::kUpdate, emit.now(), runs ? ClockNews::kRestarted : ClockNews::kArmed);
}

void SetPromise(Emitter& emit, std::uint32_t slot, Micros at) {
  const Tables& tables = emit.tables();
  const Promises before = PromisesOf(tables, slot);
  const bool runs = ClockOf(tables, slot, Clock::kPromise).due != kNever;
  const ClockPlan plan{.due = at, .calendar = &tables.rules->rules().calendars.front()};
  EmitClock(emit, slot, Clock::kPromise, {.from = emit.now(), .due = at, .next_at = NextStepAt(*tables.rules, plan, emit.now(), 0)},
            runs ? ClockNews::kRestarted : ClockNews::kArmed);
  TellPromises(emit, slot, before);
}

void StopClock(Emitter& emit, std::uint32_t slot, Clock clock) {
  const ClockNow now = ClockOf(emit.tables(), slot, clock);
  if (now.due == kNever) return;
  EmitClock(emit, slot, clock, {.from = now.from, .fired_per_mille = now.fired_per_mille}, ClockNews::kStopped);
}

void PauseClocks(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  for (const Clock clock : {Clock::kResolve, Clock::kCloseLoop}) {
    ClockNow now = ClockOf(tables, slot, clock);
    if (now.due == kNever || now.due <= emit.now() || (tables.tickets.At(slot).clock_flags & PauseFlag(clock)) != 0) continue;
    if (!StandingPlan(tables, slot, clock, now).pauses) continue;
    now.next_at = kNever;
    EmitClock(emit, slot, clock, now, ClockNews::kPaused);
  }
}

void ResumeClocks(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  if ((tables.tickets.At(slot).clock_flags & (kResolvePaused | kLoopPaused)) == 0) return;
  const Promises before = PromisesOf(tables, slot);
  for (const Clock clock : {Clock::kResolve, Clock::kCloseLoop}) {
    const TicketRecord& ticket = tables.tickets.At(slot);
    if ((ticket.clock_flags & PauseFlag(clock)) == 0) continue;
    ClockNow now = ClockOf(tables, slot, clock);
    ClockPlan plan = StandingPlan(tables, slot, clock, now);
    // The working time used stays used: what was left at the pause is left now.
    const Micros paused_at = tables.tickets.Rare(slot).paused_at;
    const Micros left = plan.calendar->OpenTimeBetween(paused_at, now.due);
    now.from = plan.calendar->Advance(now.from, plan.calendar->OpenTimeBetween(paused_at, emit.now()));
    plan.due = plan.calendar->Advance(emit.now(), left);
    // A row that never pauses still counts.
    TicketFacts facts = FactsOf(tables, slot);
    facts.received_at = ticket.counts_from();
    const ClockPlan unpaused = PlanUnpaused(*tables.rules, clock, facts);
    if (unpaused.due < plan.due) plan = unpaused, now.from = ticket.counts_from();
    now.due = plan.due;
    now.next_at = NextStepAt(*tables.rules, plan, now.from, now.fired_per_mille);
    EmitClock(emit, slot, clock, now, ClockNews::kResumed);
  }
  TellPromises(emit, slot, before);
}

void ReopenClocks(Emitter& emit, std::uint32_t slot, Micros resolved_at) {
  const Tables& tables = emit.tables();
  const Promises before = PromisesOf(tables, slot);
  for (const Clock clock : {Clock::kResolve, Clock::kCloseLoop}) {
    ClockNow now = ClockOf(tables, slot, clock);
    const bool ran = now.due != kNever;
    if (!ran) now.from = tables.tickets.At(slot).counts_from();  // it had none, or it was closed: it counts from the receipt again
    const ClockPlan plan = StandingPlan(tables, slot, clock, now);
    const Micros gap = plan.calendar->OpenTimeBetween(resolved_at, emit.now());
    now.from = plan.calendar->Advance(now.from, gap);
    if (!ran) {
      if (clock == Clock::kCloseLoop) Arm(emit, slot, clock, now.from, ClockNews::kArmed);
      continue;
    }
    now.due = plan.calendar->Advance(now.due, gap);
    now.next_at = NextStepAt(*tables.rules, {.due = now.due, .calendar = plan.calendar}, now.from, now.fired_per_mille);
    EmitClock(emit, slot, clock, now, ClockNews::kResumed);
  }
  Recompute(emit, slot);
  TellPromises(emit, slot, before);
}

void TakeEarliest(Emitter& emit, std::uint32_t stays, std::uint32_t gone) {
  const Tables& tables = emit.tables();
  const Promises before = PromisesOf(tables, stays);
  for (const Name& row : NameTable<Clock>::kRows) {
    const auto clock = static_cast<Clock>(row.number);
    const ClockNow own = ClockOf(tables, stays, clock);
    ClockNow other = ClockOf(tables, gone, clock);
    const TicketRecord& ticket = tables.tickets.At(stays);
    if (other.due >= own.due) continue;
    const bool stopped = clock == Clock::kRespond ? ticket.first_response_at != 0 || tables.tickets.At(gone).first_response_at != 0
                                                  : clock == Clock::kStatutory && (ticket.clock_flags & kSolutionPut) != 0;
    if (stopped || (clock == Clock::kUpdate && own.due == kNever)) continue;
    // What has spoken up for this ticket does not again; what has passed in the other's time does so at once.
    const bool pauses = clock == Clock::kResolve || clock == Clock::kCloseLoop;
    const bool paused = pauses && (ticket.clock_flags & PauseFlag(clock)) != 0;
    other.fired_per_mille = own.fired_per_mille;
    other.next_at = paused ? kNever : NextStepAt(*tables.rules, StandingPlan(tables, stays, clock, other), other.from, own.fired_per_mille);
    EmitClock(emit, stays, clock, other, ClockNews::kMerged);
    if (clock != Clock::kRespond) continue;
    const ClockPlan plan = StandingPlan(tables, stays, clock, other);
    TicketFacts facts = FactsOf(tables, stays);
    const Micros key = std::min(tables.tickets.At(stays).order_key, OrderKey(*tables.rules, facts, plan));
    const TicketRecord& now = tables.tickets.At(stays);
    if (key == now.order_key) continue;
    emit.Emit(TicketMoved{.ticket = now.id,
                          .respond_due = now.due[At(Clock::kRespond)],
                          .respond_next_at = now.next_at[At(Clock::kRespond)],
                          .resolve_due = now.due[At(Clock::kResolve)],
                          .resolve_next_at = now.next_at[At(Clock::kResolve)],
                          .order_key = key,
                          .rules_version = now.rules_version,
                          .scheme = now.scheme});
  }
  FollowRules(emit, stays);  // shares of its respond target, and its place in the order, are others now
  TellPromises(emit, stays, before);
}

void MoveTicket(Emitter& emit, std::uint32_t slot) {
  const Promises before = PromisesOf(emit.tables(), slot);
  Recompute(emit, slot);
  FollowRules(emit, slot);
  TellPromises(emit, slot, before);
}

void MoveToTeam(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  if (tables.rules->rules().active_by_team.empty()) return;
  if (SchemeNow(tables, slot) != tables.tickets.At(slot).scheme) MoveTicket(emit, slot);
}

Micros StaleAt(const Tables& tables, Micros now) {
  const Micros after = tables.rules->rules().stale_after;
  return after == 0 ? kNever : now + after;
}

Micros WatchedUntil(const Tables& tables, std::uint32_t slot, Micros now) {
  return std::min(tables.tickets.At(slot).stale_at, StaleAt(tables, now));
}

bool MissedADeadline(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  bool missed = false;
  for (const std::uint16_t fired : ticket.fired_per_mille) missed = missed || fired >= kOverduePerMille;
  if (ticket.rare_clocks != 0) {
    tables.clocks.ForEachOf(ticket.id, [&](const ClockRecord& record) { missed = missed || record.fired_per_mille >= kOverduePerMille; });
  }
  return missed;
}

}  // namespace tidegate
