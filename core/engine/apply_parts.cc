// Apply: parts of tickets, plans, and call-backs.
#include <string>
#include <utility>

#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint8_t Number(CommandKind kind) { return static_cast<std::uint8_t>(kind); }
constexpr std::uint8_t Number(PartNode node) { return static_cast<std::uint8_t>(node); }

}  // namespace

void State::Do(const PartAsked& change, std::string_view tail) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  tables_.tickets.AlterRare(slot, [&](RareFacts& rare) {
    CHECK_EQ(change.part, rare.parts_asked + 1);
    ++rare.parts_asked;
    ++rare.parts_open;
  });
  tables_.parts.Add({.record = {.ticket = change.ticket,
                                .asked_at = change.at,
                                .due = change.due,
                                .node_since = change.at,
                                .agent = change.to,
                                .asked_by = change.agent,
                                .part = change.part,
                                .department = change.department,
                                .node = Number(change.to == 0 ? PartNode::kOpen : PartNode::kAssigned)},
                     .text = std::string(tail),
                     .result = {}});
  Remember(change.asker, change.ticket, change.part, static_cast<Status>(ticket.status), Number(CommandKind::kAskPart));
  ArmTicket(slot);
}

void State::Do(const PartAssigned& change, std::string_view) {
  tables_.parts.Alter({change.ticket, change.part}, [&](Part& part) {
    part.record.agent = change.agent;
    part.record.node = Number(PartNode::kAssigned);
    part.record.node_since = change.at;
  });
  const std::uint32_t slot = Slot(change.ticket);
  Remember(change.asker, change.ticket, change.part, static_cast<Status>(std::as_const(tables_.tickets).At(slot).status),
           Number(CommandKind::kAssignPart));
}

void State::Do(const PartReported& change, std::string_view tail) {
  tables_.parts.Alter({change.ticket, change.part}, [&](Part& part) {
    if (part.record.node != change.node) part.record.node_since = change.at;
    part.record.node = change.node;
    if (!tail.empty()) part.result = std::string(tail);
  });
  const std::uint32_t slot = Slot(change.ticket);
  Remember(change.asker, change.ticket, change.part, static_cast<Status>(std::as_const(tables_.tickets).At(slot).status),
           Number(CommandKind::kReportPart));
}

void State::Do(const PartEnded& change, std::string_view tail) {
  tables_.parts.Alter({change.ticket, change.part}, [&](Part& part) {
    part.record.node = change.node;
    part.record.node_since = change.at;
    part.result = std::string(tail);
  });
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  tables_.tickets.AlterRare(slot, [](RareFacts& rare) { --rare.parts_open; });
  if (change.stale_at != ticket.stale_at) {
    ticket.stale_at = change.stale_at;
    ticket.clock_flags &= static_cast<std::uint8_t>(~kStaleToldOnce);
  }
  Remember(change.asker, change.ticket, change.part, static_cast<Status>(ticket.status), Number(CommandKind::kReportPart));
  ArmTicket(slot);
}

void State::Do(const PartAlerted& change, std::string_view) {
  tables_.parts.Alter({change.ticket, static_cast<std::uint8_t>(change.part)}, [](Part& part) { part.record.alerted = 1; });
  ArmTicket(Slot(change.ticket));
}

void State::Do(const PartMoved& change, std::string_view) {
  const std::uint32_t from = Slot(change.from);
  const std::uint32_t into = Slot(change.ticket);
  tables_.tickets.AlterRare(from, [](RareFacts& rare) { --rare.parts_open; });
  tables_.tickets.AlterRare(into, [&](RareFacts& rare) {
    ++rare.parts_open;
    rare.parts_asked = change.part;
  });
  Part part = tables_.parts.Take({change.from, change.was});
  part.record.ticket = change.ticket;
  part.record.part = change.part;
  tables_.parts.Add(std::move(part));
  ArmTicket(from);
  ArmTicket(into);
}

void State::Do(const PlanPut& change, std::string_view tail) {
  PlanEntry entry{.record = {.put_at = change.at, .next_at = change.next_at, .id = change.plan, .round = change.round},
                  .bytes = std::string(tail)};
  if (const PlanEntry* before = tables_.plans.Find(change.plan); before != nullptr) {
    entry.record.last_ticket = before->record.last_ticket;
    entry.record.made = before->record.made;
    entry.record.missed = before->record.missed;
  } else {
    CHECK_EQ(change.plan, ++tables_.counters.plans_total);
  }
  tables_.plans.Put(std::move(entry));
  Remember(change.asker, 0, change.plan, Status::kNone, Number(CommandKind::kPutPlan));
  ArmPlans();
}

void State::Do(const PlanDropped& change, std::string_view) {
  tables_.plans.Erase(static_cast<std::uint32_t>(change.plan));
  Remember(change.asker, 0, static_cast<std::uint32_t>(change.plan), Status::kNone, Number(CommandKind::kDropPlan));
  ArmPlans();
}

void State::Do(const PlanFired& change, std::string_view) {
  PlanEntry entry = tables_.plans.At(change.plan);
  entry.record.next_at = change.next_at;
  entry.record.round = change.round;
  entry.record.missed += change.missed;
  if (change.ticket != 0) {
    entry.record.last_ticket = change.ticket;
    ++entry.record.made;
  }
  tables_.plans.Put(std::move(entry));
  ArmPlans();
}

void State::ArmPlans() { tables_.wheel.Arm(tables_.WheelOwnerOfPlans(), tables_.plans.NextAt()); }

void State::Do(const CallBackSet& change, std::string_view) {
  const ClockRecord* loop = tables_.clocks.Find(change.ticket, Clock::kCloseLoop);
  CHECK(loop != nullptr);
  ClockRecord record = *loop;
  record.call_back_s = change.due == 0 ? 0 : SinceEpochSeconds(change.due + kSecond - 1);
  tables_.clocks.Put(record);
  ArmTicket(Slot(change.ticket));
}

}  // namespace tidegate
