#include "core/engine/timers.h"

#include <algorithm>

#include "core/engine/clocks.h"
#include "core/engine/dispatcher.h"

namespace tidegate {
namespace {

// Past its respond deadline a ticket is ordered one level higher, once, never as urgent (domain.md 7).
std::uint8_t OrderLevelWhenOverdue(const TicketRecord& ticket) {
  const auto high = static_cast<std::uint8_t>(Level::kHigh);
  return ticket.level > high ? std::min<std::uint8_t>(ticket.order_level, static_cast<std::uint8_t>(ticket.level - 1)) : ticket.order_level;
}

void TellOfClock(Emitter& emit, std::uint32_t slot, Clock clock, std::uint16_t per_mille) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  ClockPush push{.ticket = ticket.id,
                 .due = ticket.due[static_cast<std::size_t>(clock)],
                 .agent = work == nullptr ? 0 : work->agent,
                 .per_mille = per_mille,
                 .clock = clock,
                 .level = ticket.level};
  if (work != nullptr) push.session = tables.agents.At(work->agent).session;
  if (push.session != 0) emit.Tell(push);
  push.session = 0;  // the supervisors'
  if (per_mille >= tables.rules->rules().supervisor_per_mille) emit.Tell(push);
}

// Fires the highest step that has passed: what passed unnoticed, while the process was down or a crowd was due, fires once.
void FireClock(Emitter& emit, std::uint32_t slot, Clock clock) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto at = static_cast<std::size_t>(clock);
  const ActiveRules& rules = *tables.rules;
  const TicketFacts facts{.level = static_cast<Level>(ticket.level),
                          .tier = static_cast<CustomerTier>(ticket.tier),
                          .type = TypeId(ticket.type),
                          .channel = ChannelId(ticket.channel),
                          .received_at = ticket.received_at};
  ClockPlan plan = PlanClock(rules, clock, facts);
  plan.due = ticket.due[at];  // the deadline that was promised; the plan gives its calendar
  if (plan.calendar == nullptr) plan.calendar = &rules.rules().calendars.front();
  const auto& steps = rules.rules().clock_steps;
  const std::size_t first = NextStep(steps, ticket.fired_per_mille[at]);
  std::size_t next = first;
  while (next < steps.size() && StepAt(rules, plan, ticket.received_at, steps[next]) <= emit.now()) ++next;
  const bool any = next > first;
  const std::uint16_t per_mille = any ? steps[next - 1] : ticket.fired_per_mille[at];
  const bool late_to_respond = clock == Clock::kRespond && per_mille >= kOverduePerMille && ticket.first_response_at == 0;
  emit.Emit(ClockFired{.ticket = ticket.id,
                       .at = emit.now(),
                       .next_at = next < steps.size() ? StepAt(rules, plan, ticket.received_at, steps[next]) : kNever,
                       .per_mille = per_mille,
                       .clock = static_cast<std::uint8_t>(clock),
                       .order_level = late_to_respond ? OrderLevelWhenOverdue(ticket) : ticket.order_level});
  if (any) TellOfClock(emit, slot, clock, per_mille);
}

}  // namespace

void FireTicketTimer(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto status = static_cast<Status>(ticket.status);
  // Equal instants: respond, resolve, offer, decline.
  const Micros respond = ticket.next_at[static_cast<std::size_t>(Clock::kRespond)];
  const Micros resolve = ticket.next_at[static_cast<std::size_t>(Clock::kResolve)];
  const Micros offer = status == Status::kOffered ? tables.tickets.Work(slot)->accept_by : kNever;
  Micros decline = kNever;
  std::uint32_t decliner = 0;
  if (ticket.declines != 0) {  // whoever has it: a memory that outlives its time would take a place of its ticket and its agent
    tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros until) {
      if (until < decline) decline = until, decliner = agent;
    });
  }
  const Micros next = std::min({respond, resolve, offer, decline});
  if (next > emit.now()) return;
  if (next == respond) {
    FireClock(emit, slot, Clock::kRespond);
  } else if (next == resolve) {
    FireClock(emit, slot, Clock::kResolve);
  } else if (next == offer) {
    ReturnTicket(emit, slot, {.reason = ReturnReason::kNoAnswer});
  } else {
    emit.Emit(DeclineForgotten{.ticket = ticket.id, .agent = decliner});
    if (status == Status::kPooled) OfferTicket(emit, slot);
  }
}

void FireAgentTimer(Emitter& emit, std::uint32_t agent) {
  const AgentRecord& record = emit.tables().agents.At(agent);
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
