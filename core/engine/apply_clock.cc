// Apply: clocks beyond the first two, what is said to customers, and how a ticket is settled.
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/engine/matching.h"
#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::size_t At(Clock clock) { return static_cast<std::size_t>(clock); }
constexpr std::uint8_t Number(CommandKind kind) { return static_cast<std::uint8_t>(kind); }

// Somebody is expected to report by then; whom the watchdog has told of it stays told.
void Watch(TicketRecord& ticket, Micros stale_at) {
  ticket.stale_at = stale_at;
  ticket.Put(kWatchWaits, 0);
}

}  // namespace

bool IsOverdue(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const bool open = !IsOver(static_cast<Status>(ticket.status));
  bool overdue = open && ((ticket.fired_per_mille[At(Clock::kRespond)] >= kOverduePerMille && ticket.first_response_at == 0) ||
                          ticket.fired_per_mille[At(Clock::kResolve)] >= kOverduePerMille);
  if (ticket.rare_clocks != 0 && !overdue) {
    tables.clocks.ForEachOf(ticket.id, [&](const ClockRecord& record) { overdue = overdue || record.fired_per_mille >= kOverduePerMille; });
  }
  return overdue;
}

void State::Recount(bool was_overdue, std::uint32_t slot) {
  const bool is_overdue = IsOverdue(tables_, slot);
  if (was_overdue && !is_overdue) --tables_.counters.overdue;
  if (!was_overdue && is_overdue) ++tables_.counters.overdue;
}

// Another requirement, order or level: the ticket leaves its place in the pool and gets one anew.
void State::Reroute(std::uint32_t slot, const Requirement& requirement) {
  const std::uint32_t before = tables_.tickets.signature(slot);
  std::uint32_t reclaimed;
  const std::uint32_t signature = tables_.signatures.Acquire(requirement, &reclaimed);
  if (before != kNoSignature) tables_.signatures.Release(before, tables_.seq);
  tables_.tickets.SetSignature(slot, signature);
  if (signature == kNoSignature) {
    tables_.tickets.SetOverflowRequirement(slot, requirement);
  } else {
    tables_.tickets.DropOverflowRequirement(slot);
  }
}

void State::DropRareClocks(std::uint32_t slot, Clock but) {
  TicketRecord& ticket = tables_.tickets.At(slot);
  for (int number = kMainClockCount; number < kClockCount && ticket.rare_clocks != 0; ++number) {
    const auto clock = static_cast<Clock>(number);
    if (clock != but && tables_.clocks.Erase(ticket.id, clock)) --ticket.rare_clocks;
  }
}

void State::Do(const MessageReceived& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  change.stale_at == kNever ? StopWatching(ticket) : Watch(ticket, change.stale_at);
  // Who has left the table of customers meanwhile comes back with his next ticket.
  if (std::as_const(tables_.customers).Find(ticket.customer) != nullptr) tables_.customers.Touch(ticket.customer, change.at, tables_.seq);
  tables_.customers.Contacted(ticket.customer, change.ticket, change.at);
  const auto status = static_cast<Status>(change.status);
  if (ticket.status != change.status) SetTicketStatus(slot, status, change.at);
  Remember(change.asker, change.ticket, 0, status, Number(CommandKind::kMessageIn));
  ArmTicket(slot);
}

void State::Do(const MessageSent& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool was_overdue = IsOverdue(tables_, slot);
  if (change.first_response != 0) {
    ticket.first_response_at = change.at;
    ticket.next_at[At(Clock::kRespond)] = kNever;
    ticket.order_key = change.order_key;
  }
  if (ticket.customer != 0) tables_.customers.Contacted(ticket.customer, change.ticket, change.at);
  if (change.kind == static_cast<std::uint8_t>(MessageKind::kSolution)) ticket.clock_flags |= kSolutionPut;
  change.stale_at == kNever ? StopWatching(ticket) : Watch(ticket, change.stale_at);
  Recount(was_overdue, slot);
  const auto status = static_cast<Status>(change.status);
  if (ticket.status != change.status) SetTicketStatus(slot, status, change.at);
  Remember(change.asker, change.ticket, 0, status, Number(CommandKind::kMessageOut));
  ArmTicket(slot);
}

void State::Do(const Promised& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  ticket.clock_flags &= static_cast<std::uint8_t>(~kPromiseAsked);  // it was given
  Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kPromise));
}

void State::Do(const ClockSet& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool was_overdue = IsOverdue(tables_, slot);
  const auto clock = static_cast<Clock>(change.clock);
  const auto news = static_cast<ClockNews>(change.news);
  if (change.clock < kMainClockCount) {
    if (clock == Clock::kResolve) ticket.resolve_from = change.from;
    if (clock == Clock::kRespond) tables_.tickets.AlterRare(slot, [&](RareFacts& rare) { rare.respond_since = change.from; });
    ticket.due[change.clock] = change.due;
    ticket.next_at[change.clock] = change.next_at;
    ticket.fired_per_mille[change.clock] = change.per_mille;
  } else if (change.due == kNever) {
    if (tables_.clocks.Erase(change.ticket, clock)) --ticket.rare_clocks;
  } else {
    ClockRecord record{.ticket = change.ticket,
                       .from = change.from,
                       .due = change.due,
                       .next_at = change.next_at,
                       .fired_per_mille = change.per_mille,
                       .clock = change.clock};
    if (const ClockRecord* before = tables_.clocks.Find(change.ticket, clock); before != nullptr) {
      record.agent = before->agent;
      record.result_code = before->result_code;
      record.call_back_s = before->call_back_s;
    }
    if (tables_.clocks.Put(record)) ++ticket.rare_clocks;
  }
  const std::uint8_t flag = clock == Clock::kResolve ? kResolvePaused : kLoopPaused;
  if (news == ClockNews::kPaused) {
    tables_.tickets.AlterRare(slot, [&](RareFacts& rare) { rare.paused_at = change.at; });
    ticket.clock_flags |= flag;
  } else if (news == ClockNews::kResumed) {
    ticket.clock_flags &= static_cast<std::uint8_t>(~flag);
    if ((ticket.clock_flags & (kResolvePaused | kLoopPaused)) == 0) {
      tables_.tickets.AlterRare(slot, [](RareFacts& rare) { rare.paused_at = 0; });
    }
  }
  Recount(was_overdue, slot);
  ArmTicket(slot);
}

void State::Do(const LoopClosed& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  const ClockRecord* loop = tables_.clocks.Find(change.ticket, Clock::kCloseLoop);
  CHECK(loop != nullptr);
  const std::uint32_t agent = loop->agent;
  const std::uint16_t result_code = loop->result_code;
  const bool was_overdue = IsOverdue(tables_, slot);
  DropRareClocks(slot, Clock::kRespond);
  Recount(was_overdue, slot);
  --tables_.counters.unclosed;
  const bool confirmed = change.closing == static_cast<std::uint32_t>(LoopClosing::kConfirmed);
  const Status status = confirmed ? Status::kClosed : Status::kResolved;
  if (confirmed) ++tables_.counters.closed_total;
  // status_since stays: it says when the ticket was resolved.
  tables_.tickets.At(slot).status = static_cast<std::uint8_t>(status);
  EndTicket(slot, {.agent = agent, .result_code = result_code, .closes_at = confirmed ? kNever : change.closes_at});
  Remember(change.asker, change.ticket, 0, status, Number(confirmed ? CommandKind::kConfirm : CommandKind::kRecordCallBack));
}

void State::Do(const OverdueReasonSet& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  tables_.tickets.BeforeNames(slot);
  ticket.overdue_reason = static_cast<std::uint8_t>(change.reason);
  tables_.tickets.AfterNames(slot);
  Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kSetOverdueReason));
}

void State::Do(const LevelChanged& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool waits = ticket.status == static_cast<std::uint8_t>(Status::kPooled);
  if (waits) {
    LeavePool(slot);
    --tables_.counters.pooled[ticket.level];
    ++tables_.counters.pooled[change.level];
  }
  ticket.level = change.level;
  ticket.SetLevelFrom(static_cast<std::uint8_t>(RuleOutput::kSupervisor));
  ticket.level_rule = 0;
  ticket.order_level = change.order_level;
  ticket.clock_flags &= static_cast<std::uint8_t>(~kClockRaised);  // what the machine made of the level before
  Requirement requirement = RequirementOf(tables_, slot);
  ticket.own_agent_tiers = change.own_agent_tiers;
  requirement.agent_tiers = ticket.held_for != 0 ? std::uint8_t{0} : change.agent_tiers;  // kept for one agent it is open to none
  Reroute(slot, requirement);
  if (waits) EnterPool(slot);
  Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kChangeLevel));
  ArmTicket(slot);
}

void State::Do(const TicketMoved& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool moves = ticket.status == static_cast<std::uint8_t>(Status::kPooled) && ticket.order_key != change.order_key;
  if (moves) LeavePool(slot);
  ticket.due = {change.respond_due, change.resolve_due};
  ticket.next_at = {change.respond_next_at, change.resolve_next_at};
  ticket.order_key = change.order_key;
  if (ticket.rules_version != change.rules_version) ticket.ForgetRules();
  ticket.rules_version = change.rules_version;
  ticket.scheme = static_cast<std::uint8_t>(change.scheme);
  if (moves) EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const Touched& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  ticket.stale_at = change.stale_at;
  ticket.clock_flags &= static_cast<std::uint8_t>(~kStaleToldOnce);
  if (change.stale_told != 0 && change.stale_at != kNever) ticket.clock_flags |= kStaleToldOnce;
  ticket.Put(kWatchWaits, change.waits);
  if (change.kind != static_cast<std::uint8_t>(TouchKind::kStale)) {
    Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kAddNote));
  }
  ArmTicket(slot);
}

void State::Do(const Escalated& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool waits = ticket.status == static_cast<std::uint8_t>(Status::kPooled);
  if (waits) LeavePool(slot);
  ticket.order_level = change.order_level;
  ticket.clock_flags |= change.flags;
  ticket.own_agent_tiers = change.own_agent_tiers;
  Requirement requirement = RequirementOf(tables_, slot);
  requirement.region = change.region;
  requirement.customer_tier = change.customer_tier;
  requirement.agent_tiers = ticket.held_for != 0 ? std::uint8_t{0} : change.agent_tiers;
  Reroute(slot, requirement);
  if (waits) EnterPool(slot);
  ArmTicket(slot);
}

}  // namespace tidegate
