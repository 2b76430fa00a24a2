// Apply: the life of a ticket beside its work: held, ended, closed, reopened, asked to be given away.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"
#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::size_t At(Clock clock) { return static_cast<std::size_t>(clock); }
constexpr std::uint8_t Number(CommandKind kind) { return static_cast<std::uint8_t>(kind); }

CommandKind EndedBy(Status status, std::uint8_t attached) {
  if (status == Status::kMerged) return attached != 0 ? CommandKind::kAttach : CommandKind::kMerge;
  return status == Status::kAbandoned ? CommandKind::kAbandon : CommandKind::kCancel;
}

// The facts of a ticket that outlive its end, as long as it may be reopened.
EndedRecord EndedOf(const TicketRecord& ticket, const RareFacts& rare, const Requirement& own) {
  EndedRecord ended;
  ended.ticket = ticket.id;
  ended.tags = ticket.tags;
  ended.resolve_from = ticket.resolve_from;
  ended.parent = rare.parent;
  ended.order = ticket.order;
  ended.planned_after_s = ticket.planned_after_s;
  ended.offers = ticket.offers;
  for (std::size_t i = 0; i < own.skill_count; ++i) {
    ended.skills[i] = std::uint64_t{own.skills[i].skill} | std::uint64_t{own.skills[i].level} << EndedRecord::kSkillShift;
  }
  ended.resolve_fired_per_mille = ticket.fired_per_mille[At(Clock::kResolve)];
  ended.status = ticket.status;
  ended.nature = ticket.nature;
  ended.department = ticket.department;
  ended.overdue_reason = ticket.overdue_reason;
  ended.flags = ticket.flags;
  ended.reopens = rare.reopens;
  ended.parts_asked = rare.parts_asked;
  ended.skill_count = own.skill_count;
  ended.origin = static_cast<std::uint8_t>(ticket.made_as());
  return ended;
}

}  // namespace

void State::ForgetDecliners(std::uint32_t slot) {
  TicketRecord& ticket = tables_.tickets.At(slot);
  if (ticket.declines == 0) return;
  std::array<std::uint32_t, kDeclinesPerTicketMax> decliners{};
  std::uint32_t count = 0;
  tables_.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros) { decliners[count++] = agent; });
  for (std::uint32_t i = 0; i < count; ++i) {
    tables_.declines.Forget(ticket.id, decliners[i]);
    --tables_.agents.At(decliners[i]).remembered;
  }
  ticket.declines = 0;
}

void State::DropReview(TicketRecord& ticket) {
  if ((ticket.flags & kNeedsReview) != 0) {
    tables_.to_review.erase(ticket.id);
    --tables_.counters.to_review;
  }
  ticket.flags &= static_cast<std::uint8_t>(~kNeedsReview);
  ticket.review_minutes = 0;
}

void State::DropTransfer(std::uint32_t slot) {
  tables_.transfers.Erase(std::as_const(tables_.tickets).At(slot).id);
  tables_.tickets.AlterRare(slot, [](RareFacts& rare) { rare.transfer_asked = 0; });
}

void State::ForgetRelaxation(std::uint32_t slot) {
  TicketRecord& ticket = tables_.tickets.At(slot);
  if (ticket.relaxed == 0 && ticket.held_for == 0) return;
  Reroute(slot, Unrelax(ticket, RequirementOf(tables_, slot)));
  ticket.relaxed = 0;
  ticket.held_for = 0;
}

void State::EndTicket(std::uint32_t slot, const Ending& ending) {
  const TicketRecord ticket = tables_.tickets.At(slot);
  const RareFacts rare = std::as_const(tables_.tickets).Rare(slot);
  RecentRecord recent;
  recent.id = ticket.id;
  recent.key = ticket.key;
  recent.client = ticket.client;
  recent.customer = ticket.customer;
  recent.SetReceived(ticket.received_at);
  recent.ended_seq = tables_.seq;
  recent.submit_seq = ticket.submit_seq;
  recent.agent = ending.agent;
  recent.payload_hash = ticket.payload_hash;
  const Micros answered = std::as_const(tables_.tickets).FirstAnswerAt(slot);
  recent.first_response_after = answered == 0 ? Narrow<6>(RecentRecord::kNoDue) : RecentRecord::SpanOf(answered - ticket.received_at);
  recent.ended_after = RecentRecord::SpanOf(ticket.status_since - ticket.received_at);
  for (std::size_t clock = 0; clock < kMainClockCount; ++clock) {
    recent.due_after[clock] = RecentRecord::DueSpan(ticket.received_at, ticket.due[clock]);
  }
  recent.type = ticket.type;
  recent.region = ticket.region;
  recent.result_code = ending.result_code;
  recent.channel = ticket.channel;
  recent.level_and_tier = static_cast<std::uint8_t>(ticket.level | ticket.tier << RecentRecord::kTierShift);
  const bool planned = (ticket.flags & kPlanned) != 0;  // it has no requirement of its own yet, only the skills that it will ask for
  EndedRecord ended =
      EndedOf(ticket, rare, planned ? tables_.tickets.OverflowRequirement(slot) : Unrelax(ticket, RequirementOf(tables_, slot)));
  ended.closes_at = ending.closes_at;
  ended.into = ending.into;
  // The first verdict stays, whatever was reopened.
  const bool late = rare.answered_at != 0 ? rare.answered_late != 0 : answered > ticket.due[At(Clock::kRespond)];
  ended.answered_late = late ? std::uint8_t{1} : std::uint8_t{0};
  const std::uint32_t signature = tables_.tickets.signature(slot);
  if (signature != kNoSignature) tables_.signatures.Release(signature, tables_.seq);
  CHECK_EQ(rare.parts_open, 0);
  if (rare.parts_asked != 0) tables_.parts.Drop(ticket.id);
  tables_.wheel.Cancel(slot);
  tables_.tickets.Remove(slot);
  tables_.recents.Add(recent, ended);
  if (ending.closes_at != kNever) ArmClosing();
}

void State::ArmClosing() { tables_.wheel.Arm(tables_.WheelOwnerOfClosing(), tables_.recents.NextCloseAt()); }

void State::Do(const TicketClosed& change, std::string_view) {
  const auto status = static_cast<Status>(change.status);
  const std::uint32_t slot = tables_.recents.FindId(change.ticket);
  CHECK_NE(slot, kNoSlot);
  tables_.recents.SetStatus(slot, status, kNever);
  ++(status == Status::kClosed ? tables_.counters.closed_total : tables_.counters.closed_unconfirmed_total);
  Remember(change.asker, change.ticket, 0, status, Number(CommandKind::kConfirm));
  ArmClosing();
}

void State::Do(const WroteAfter& change, std::string_view) {
  const std::uint32_t slot = tables_.recents.FindId(change.ticket);
  CHECK_NE(slot, kNoSlot);
  tables_.recents.SetStatus(slot, Status::kResolved, change.closes_at);
  const std::uint64_t customer = tables_.recents.At(slot).customer;
  if (std::as_const(tables_.customers).Find(customer) != nullptr) tables_.customers.Touch(customer, change.at, tables_.seq);
  tables_.customers.Contacted(customer, change.ticket, change.at);
  Remember(change.asker, change.ticket, 0, Status::kResolved, Number(CommandKind::kMessageIn));
  ArmClosing();
}

void State::Do(const TicketHeld& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  if (change.agent != 0) {
    EndWork(slot);
    StopWatching(ticket);
    IndexAgent(change.agent);
  } else {
    LeavePool(slot);
  }
  ForgetRelaxation(slot);
  ticket.match_next_at = kNever;
  SetTicketStatus(slot, Status::kHeld, change.at);
  Remember(change.asker, change.ticket, 0, Status::kHeld, Number(CommandKind::kHold));
  ArmTicket(slot);
}

void State::Do(const TicketPooled& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  SetTicketStatus(slot, Status::kPooled, change.at);
  tables_.tickets.At(slot).order_key = change.order_key;
  EnterPool(slot);
  Remember(change.asker, change.ticket, 0, Status::kPooled, Number(CommandKind::kRelease));
  ArmTicket(slot);
}

void State::Do(const TicketEnded& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const auto status = static_cast<Status>(change.status);
  const bool was_overdue = IsOverdue(tables_, slot);
  if (change.agent != 0) {
    EndWork(slot);
    IndexAgent(change.agent);
  } else if (ticket.status == static_cast<std::uint8_t>(Status::kPooled)) {
    LeavePool(slot);
  }
  ForgetDecliners(slot);
  DropReview(ticket);
  SetTicketStatus(slot, status, change.at);
  if (ticket.rare_clocks != 0) DropRareClocks(slot, Clock::kRespond);
  Recount(was_overdue, slot);
  Counters& counters = tables_.counters;
  ++(status == Status::kMerged      ? counters.merged_total
     : status == Status::kAbandoned ? counters.abandoned_total
                                    : counters.cancelled_total);
  EndTicket(slot, {.agent = change.agent, .into = change.into});
  if (!tables_.uses.empty()) tables_.uses.EraseOf(change.ticket);  // it ended without being solved or not
  Remember(change.asker, change.ticket, 0, status, Number(EndedBy(status, change.attached)));
}

void State::Do(const Reopened& change, std::string_view) {
  std::uint32_t slot = tables_.tickets.FindId(change.ticket);
  if (slot != kNoSlot) {  // its loop was open; it kept its requirement
    --tables_.counters.unclosed;
    TicketRecord& ticket = tables_.tickets.At(slot);
    const bool was_overdue = IsOverdue(tables_, slot);
    if (std::as_const(tables_.tickets).Rare(slot).answered_at == 0) {
      tables_.tickets.AlterRare(slot, [&](RareFacts& rare) {
        rare.answered_at = ticket.first_response_at;
        rare.answered_late = ticket.first_response_at > ticket.due[At(Clock::kRespond)] ? std::uint8_t{1} : std::uint8_t{0};
      });
    }
    SetTicketStatus(slot, Status::kReceived, change.at);
    if (const ClockRecord* loop = tables_.clocks.Find(change.ticket, Clock::kCloseLoop); loop != nullptr && loop->call_back_s != 0) {
      ClockRecord uncalled = *loop;  // nobody is to call about what is not solved
      uncalled.call_back_s = 0;
      tables_.clocks.Put(uncalled);
    }
    ticket.first_response_at = 0;
    ticket.fired_per_mille[At(Clock::kRespond)] = 0;
    Recount(was_overdue, slot);
    Requirement requirement = Unrelax(ticket, RequirementOf(tables_, slot));
    requirement.agent_tiers = change.agent_tiers;
    if (!IsForSupervisors(ticket.made_as())) requirement.region = ticket.region;  // however widely it was open before
    Reroute(slot, requirement);
  } else {
    const std::uint32_t recent_slot = tables_.recents.FindId(change.ticket);
    CHECK_NE(recent_slot, kNoSlot);
    const RecentRecord recent = tables_.recents.At(recent_slot);
    const EndedRecord ended = tables_.recents.Ended(recent_slot);
    tables_.recents.Remove(change.ticket);
    TicketRecord ticket;
    ticket.id = recent.id;
    ticket.key = recent.key;
    ticket.payload_hash = recent.payload_hash;
    ticket.customer = recent.customer;
    ticket.client = recent.client;
    ticket.received_at = recent.received_at();
    ticket.resolve_from = ended.resolve_from;
    ticket.due = {recent.due(Clock::kRespond), recent.due(Clock::kResolve)};
    ticket.next_at = {kNever, kNever};
    ticket.fired_per_mille[At(Clock::kResolve)] = ended.resolve_fired_per_mille;
    ticket.submit_seq = recent.submit_seq;
    ticket.type = recent.type;
    ticket.region = recent.region;
    ticket.channel = recent.channel;
    ticket.level = static_cast<std::uint8_t>(recent.level());
    ticket.tier = static_cast<std::uint8_t>(recent.tier());
    ticket.status = static_cast<std::uint8_t>(Status::kReceived);
    ticket.overdue_reason = ended.overdue_reason;
    ticket.tags = ended.tags;
    ticket.order = ended.order;
    ticket.planned_after_s = ended.planned_after_s;
    ticket.offers = ended.offers;
    ticket.nature = ended.nature;
    ticket.department = ended.department;
    ticket.flags = ended.flags;
    ticket.SetMadeAs(ended.origin);
    if (IsForSupervisors(ticket.made_as())) ticket.weight = ticket.waiting_weight = 0;
    slot = tables_.tickets.Add(ticket);
    tables_.tickets.AlterRare(slot, [&](RareFacts& rare) {
      rare.answered_at = recent.first_response_at();
      rare.answered_late = ended.answered_late;
      rare.parent = ended.parent;
      rare.reopens = ended.reopens;
      rare.parts_asked = ended.parts_asked;
    });
    Requirement requirement;
    requirement.skill_count = ended.skill_count;
    for (std::size_t i = 0; i < ended.skill_count; ++i) {
      const std::uint64_t skill = ended.skills[i];
      requirement.skills[i].skill = static_cast<std::uint16_t>(skill);
      requirement.skills[i].level = static_cast<std::uint8_t>(skill >> EndedRecord::kSkillShift);
    }
    requirement.region = ticket.region;
    requirement.channel = ticket.channel;
    requirement.customer_tier = ticket.tier;
    requirement.agent_tiers = change.agent_tiers;
    if (IsForSupervisors(ticket.made_as())) requirement = {.channel = ticket.channel, .agent_tiers = change.agent_tiers};
    Canonicalize(requirement);
    std::uint32_t reclaimed;
    const std::uint32_t signature = tables_.signatures.Acquire(requirement, &reclaimed);
    tables_.tickets.SetSignature(slot, signature);
    if (signature == kNoSignature) tables_.tickets.SetOverflowRequirement(slot, requirement);
    Recount(false, slot);
    ArmClosing();
  }
  TicketRecord& ticket = tables_.tickets.At(slot);
  ticket.status_since = change.at;
  ticket.order_level = ticket.level;
  ticket.own_agent_tiers = change.agent_tiers;
  ticket.relaxed = 0;
  ticket.held_for = 0;  // for whom it waited before it was resolved, it does no longer
  ticket.Put(kLive, change.live);
  ticket.rules_version = change.rules_version;
  ticket.ForgetRules();
  // The solution was put to the customer when it was resolved: the statutory clock never starts again.
  ticket.clock_flags =
      static_cast<std::uint8_t>((ticket.clock_flags | kSolutionPut) & ~(kPromiseAsked | kClockRaised | kClockWidened | kNobodyTold));
  tables_.tickets.AlterRare(slot, [&](RareFacts& rare) {
    rare.respond_since = change.at;
    if (rare.reopens != 0xFF) ++rare.reopens;
  });
  ++tables_.counters.reopened_total;
  if (std::as_const(tables_.customers).Find(ticket.customer) != nullptr) tables_.customers.Touch(ticket.customer, change.at, tables_.seq);
  tables_.customers.Contacted(ticket.customer, change.ticket, change.at);
  Remember(change.asker, change.ticket, 0, Status::kPooled,
           Number(change.by_message != 0 ? CommandKind::kMessageIn : CommandKind::kReopen));
  ArmTicket(slot);
}

void State::Do(const TransferAsked& change, std::string_view tail) {
  const std::uint32_t slot = Slot(change.ticket);
  CHECK_LE(change.team_bytes, tail.size());
  TicketRecord& ticket = tables_.tickets.At(slot);
  tables_.tickets.AlterRare(slot, [](RareFacts& rare) { rare.transfer_asked = 1; });
  Transfer transfer{
      .record = {.ticket = change.ticket, .asked_at = change.at, .alert_at = change.alert_at, .agent = change.agent, .to = change.to},
      .team = std::string(tail.substr(0, change.team_bytes)),
      .reason = std::string(tail.substr(change.team_bytes))};
  tables_.transfers.Add(std::move(transfer));
  Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kAskTransfer));
  ArmTicket(slot);
}

void State::Do(const TransferSettled& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  DropTransfer(slot);
  const bool approved = change.word == static_cast<std::uint32_t>(TransferWord::kApprove);
  const auto stands = static_cast<Status>(std::as_const(tables_.tickets).At(slot).status);
  Remember(change.asker, change.ticket, 0, approved ? Status::kAssigned : stands, Number(CommandKind::kSettleTransfer));
  ArmTicket(slot);
}

void State::Do(const TransferAlerted& change, std::string_view) {
  tables_.transfers.Tell(change.ticket);
  ArmTicket(Slot(change.ticket));
}

}  // namespace tidegate
