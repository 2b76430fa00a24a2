// Apply: tickets, from submit to resolve.
#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/engine/matching.h"
#include "core/engine/relaxation.h"
#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::size_t At(Clock clock) { return static_cast<std::size_t>(clock); }

constexpr std::uint8_t Number(CommandKind kind) { return static_cast<std::uint8_t>(kind); }

// Of the rules that matched, the first that are not named already as having decided something.
std::array<std::uint8_t, 4> AlsoOf(const Tagged& change) {
  std::array<std::uint8_t, 4> also{};
  std::size_t count = 0;
  for (std::size_t place = 1; place <= change.fired.size() * 8 && count < also.size(); ++place) {
    if ((change.fired[(place - 1) / 8] >> ((place - 1) % 8) & 1) == 0) continue;
    const bool decided =
        place == change.level_rule || place == change.type_rule || place == change.category_rule || place == change.department_rule;
    if (!decided) also[count++] = static_cast<std::uint8_t>(place);
  }
  return also;
}

}  // namespace

void State::Do(const Submitted& change, std::string_view tail) {
  const TicketId id(change.ticket);
  tables_.ticket_day = TicketDay(id);
  tables_.ticket_counter = TicketCounter(id);
  TicketRecord ticket;
  ticket.id = change.ticket;
  ticket.key = {.high = change.key_high, .low = change.key_low};
  ticket.payload_hash = static_cast<std::uint32_t>(change.payload_hash);
  ticket.customer = change.customer;
  ticket.client = change.client;
  ticket.received_at = change.at;
  ticket.status_since = change.at;
  ticket.resolve_from = change.at;
  ticket.due = {kNever, kNever};
  ticket.next_at = {kNever, kNever};
  ticket.submit_seq = tables_.seq;
  ticket.type = change.type;
  ticket.region = change.region;
  ticket.channel = change.channel;
  ticket.status = static_cast<std::uint8_t>(Status::kReceived);
  const std::size_t claims = SubmitClaimsBytes(change.skill_count);
  Requirement requirement;
  CHECK_LE(change.skill_count, requirement.skills.size());
  CHECK_LE(claims, tail.size());
  SubmitFacts facts;
  std::memcpy(&facts, tail.data(), sizeof facts);
  ticket.order = static_cast<std::uint32_t>(facts.order);
  ticket.tags = facts.tags;
  ticket.repeats = facts.repeats;
  ticket.SetNature(facts.category, facts.complexity);
  tables_.tickets.Add(ticket);

  // The skills are needed once more, by Classified, which completes the requirement.
  requirement.skill_count = change.skill_count;
  std::memcpy(requirement.skills.data(), tail.data() + sizeof facts, claims - sizeof facts);
  Canonicalize(requirement);
  tables_.received_requirement = requirement;

  if (change.customer != 0 && change.client != 0) {  // what the engine opens by itself is no contact of his
    tables_.customers.Touch(change.customer, change.at, tables_.seq);
    tables_.customers.AddMatter(change.customer, {.ticket = change.ticket,
                                                  .contact_s = SinceEpochSeconds(change.at),
                                                  .order = ticket.order,
                                                  .type = change.type,
                                                  .category = facts.category});
  }
  ++tables_.counters.submitted_total;
  if (change.client != 0) ++tables_.counters.brought_total;
  if (facts.repeats != 0) ++tables_.counters.repeats_total;
}

void State::Do(const Tagged& change, std::string_view tail) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  tables_.tickets.BeforeNames(slot);
  ticket.type = change.type;
  ticket.SetNature(change.category, ticket.complexity());
  ticket.tags = change.tags;
  ticket.department = change.department;
  tables_.tickets.AfterNames(slot);
  ticket.flags = change.flags;
  ticket.review_minutes = change.review_minutes;
  ticket.level_rule = change.level_rule;
  ticket.type_rule = change.type_rule;
  ticket.category_rule = change.category_rule;
  ticket.department_rule = change.department_rule;
  ticket.also_rules = AlsoOf(change);
  if ((change.flags & kNeedsReview) != 0) {
    tables_.to_review.insert(change.ticket);
    ++tables_.counters.to_review;
    ++tables_.counters.to_review_total;
  }
  Requirement requirement;
  requirement.skill_count = change.skill_count;
  CHECK_LE(change.skill_count, requirement.skills.size());
  CHECK_EQ(change.skill_count * sizeof(SkillLevel), tail.size());
  std::memcpy(requirement.skills.data(), tail.data(), tail.size());
  Canonicalize(requirement);
  tables_.received_requirement = requirement;
}

// What it requires waits with it, where requirements without a signature stand.
void State::Do(const Planned& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  ticket.planned_after_s = change.after_s;
  ticket.resolve_from = ticket.counts_from();
  ticket.rules_version = change.rules_version;
  ticket.flags |= kPlanned;
  ticket.level = change.level;
  ticket.SetLevelFrom(change.level_from);
  ticket.order_level = change.level;
  ticket.tier = change.tier;
  tables_.tickets.SetOverflowRequirement(slot, tables_.received_requirement);
  ArmTicket(slot);
}

void State::Do(const Reviewed& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const auto before = ticket.flags;
  ticket.flags = static_cast<std::uint8_t>(change.flags);
  ticket.review_minutes = 0;
  Counters& counters = tables_.counters;
  if ((before & ~ticket.flags & kNeedsReview) != 0) {
    tables_.to_review.erase(change.ticket);
    --counters.to_review;
  }
  if ((ticket.flags & ~before & kReviewed) != 0) ++counters.reviewed_total;
  if ((ticket.flags & ~before & kRedirected) != 0) ++counters.redirected_total;
  Remember(change.asker, change.ticket, 0, static_cast<Status>(ticket.status), Number(CommandKind::kReviewTicket));
  ArmTicket(slot);
}

void State::Do(const ReviewAlerted& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  tables_.tickets.At(slot).review_minutes = 0;
  ArmTicket(slot);
}

void State::Do(const Classified& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  if ((ticket.flags & kPlanned) != 0) {
    tables_.received_requirement = tables_.tickets.OverflowRequirement(slot);
    tables_.tickets.DropOverflowRequirement(slot);
    ticket.flags &= static_cast<std::uint8_t>(~kPlanned);
    // Their places are those of a rule set that is no longer in force; the history still has them.
    if (ticket.rules_version != change.rules_version) ticket.ForgetRules();
  }
  ticket.due = {change.respond_due, change.resolve_due};
  ticket.next_at = {change.respond_next_at, change.resolve_next_at};
  ticket.order_key = change.order_key;
  ticket.rules_version = change.rules_version;
  ticket.level = change.level;
  ticket.tier = change.tier;
  ticket.order_level = change.order_level;
  ticket.Put(kLive, change.live);
  ticket.SetLevelFrom(change.level_from);

  Requirement requirement = tables_.received_requirement;
  requirement.region = change.region;
  requirement.channel = change.channel;
  requirement.customer_tier = change.customer_tier;
  requirement.agent_tiers = change.agent_tiers;
  ticket.own_agent_tiers = change.agent_tiers;
  std::uint32_t reclaimed;
  const std::uint32_t signature = tables_.signatures.Acquire(requirement, &reclaimed);
  tables_.tickets.SetSignature(slot, signature);
  if (signature == kNoSignature) tables_.tickets.SetOverflowRequirement(slot, requirement);

  SetTicketStatus(slot, Status::kPooled, ticket.counts_from());
  EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const Offered& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  LeavePool(slot);
  TicketRecord& ticket = tables_.tickets.At(slot);
  SetTicketStatus(slot, Status::kOffered, change.at);
  ticket.offers = change.token;
  ticket.match_next_at = kNever;
  ticket.clock_flags &= static_cast<std::uint8_t>(~kNobodyTold);
  const std::uint32_t profile = tables_.agents.profile(change.agent);
  const ShareCounts& shares = std::as_const(tables_.signatures).ProfileAt(profile).shares;
  if (const ShareCounts after = AfterOffer(shares, static_cast<Level>(ticket.order_level), AnsweredOf(ticket)); !(after == shares)) {
    tables_.signatures.SetShares(profile, after);
  }
  tables_.tickets.AddWork(slot, WorkRecord{.ticket = change.ticket,
                                           .accept_by = change.at + change.accept_within_ms * kMillisecond,
                                           .agent = change.agent,
                                           .accept_within_ms = change.accept_within_ms,
                                           .note = change.note});
  TakeUp(change.agent, slot);
  AgentRecord& agent = tables_.agents.At(change.agent);
  ++agent.offered;
  agent.idle_since = change.at;
  IndexAgent(change.agent);
  const std::uint32_t signature = tables_.tickets.signature(slot);
  if (signature != kNoSignature) {
    tables_.signatures.At(signature).interval_ms = change.interval_ms;
    tables_.signatures.At(signature).last_offer_at = change.at;
  }
  ArmTicket(slot);
}

void State::Do(const Accepted& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  SetTicketStatus(slot, Status::kAssigned, change.at);
  tables_.tickets.Work(slot)->accept_by = 0;
  TicketRecord& ticket = tables_.tickets.At(slot);
  ticket.stale_at = change.stale_at;
  ticket.Put(kWatchWaits, 0);
  if ((ticket.flags & kOwnerFixed) != 0) ticket.owner = change.agent;
  AgentRecord& agent = tables_.agents.At(change.agent);
  --agent.offered;
  ++agent.assigned;
  agent.misses = 0;
  ++tables_.counters.assigned_total;
  Remember(change.asker, change.ticket, change.token, Status::kAssigned, Number(CommandKind::kAccept));
  ArmTicket(slot);
}

void State::Do(const Returned& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  EndWork(slot);
  StopWatching(ticket);
  AgentRecord& agent = tables_.agents.At(change.agent);
  agent.misses = change.misses;
  if (change.excluded_until != 0) {
    if (!tables_.declines.Contains(change.ticket, change.agent)) {
      ++ticket.declines;
      ++agent.remembered;
    }
    tables_.declines.Remember(change.ticket, change.agent, change.excluded_until);
  }
  tables_.counters.declines_unremembered_total += change.unremembered;
  ForgetRelaxation(slot);  // it begins with its own requirement again
  constexpr std::uint8_t kBot = 1u << static_cast<int>(AgentTier::kBot);
  const bool by_bot = tables_.signatures.ProfileAt(tables_.agents.profile(change.agent)).profile.tier == static_cast<int>(AgentTier::kBot);
  const bool handed_over = (by_bot && change.reason == static_cast<std::uint8_t>(ReturnReason::kDeclined)) ||
                           change.reason == static_cast<std::uint8_t>(ReturnReason::kForPeople);
  // Nor does it stay with whom a supervisor took it from, or who is not there until it is late.
  const auto reason = static_cast<ReturnReason>(change.reason);
  const bool moves = reason == ReturnReason::kTakenBack || reason == ReturnReason::kOwnerAway || reason == ReturnReason::kShiftEnded;
  if (handed_over || moves) ticket.owner = 0;
  if (handed_over) {
    ticket.Put(kHandedOver, 1);
    ticket.own_agent_tiers &= static_cast<std::uint8_t>(~kBot);
    Reroute(slot, Unrelax(ticket, RequirementOf(tables_, slot)));
  }
  SetTicketStatus(slot, Status::kPooled, change.at);
  ticket.order_key = change.order_key;
  EnterPool(slot);
  IndexAgent(change.agent);
  const bool taken_back = change.reason == static_cast<std::uint8_t>(ReturnReason::kTakenBack);
  Remember(change.asker, change.ticket, ticket.offers, Status::kPooled,
           Number(taken_back ? CommandKind::kTakeBack : CommandKind::kDecline));
  ArmTicket(slot);
}

void State::Do(const DeclineForgotten& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  const bool waits = tables_.tickets.At(slot).status == static_cast<std::uint8_t>(Status::kPooled);
  if (waits) LeavePool(slot);
  CHECK(tables_.declines.Forget(change.ticket, change.agent));
  --tables_.tickets.At(slot).declines;
  --tables_.agents.At(change.agent).remembered;
  if (waits) EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const ContactReported& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool was_overdue = IsOverdue(tables_, slot);
  ticket.first_response_at = change.at;
  Recount(was_overdue, slot);
  ticket.next_at[At(Clock::kRespond)] = kNever;
  ticket.order_key = change.order_key;
  if (ticket.customer != 0) tables_.customers.Contacted(ticket.customer, change.ticket, change.at);
  const auto status = static_cast<Status>(change.status);
  if (ticket.status != change.status) SetTicketStatus(slot, status, change.at);
  Remember(change.asker, change.ticket, 0, status, Number(CommandKind::kReportContact));
  ArmTicket(slot);
}

void State::Do(const NodeReported& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  const auto status = static_cast<Status>(change.status);
  StopWatching(tables_.tickets.At(slot));
  SetTicketStatus(slot, status, change.at);
  Remember(change.asker, change.ticket, 0, status, Number(CommandKind::kReportNode));
  ArmTicket(slot);
}

void State::Do(const Resolved& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const std::uint64_t customer = ticket.customer;
  const bool was_overdue = IsOverdue(tables_, slot);
  EndWork(slot);
  ForgetDecliners(slot);
  ticket.first_response_at = change.first_response_at;
  if (change.overdue_reason != 0) {
    tables_.tickets.BeforeNames(slot);
    ticket.overdue_reason = change.overdue_reason;
    tables_.tickets.AfterNames(slot);
  }
  ticket.next_at = {kNever, kNever};
  StopWatching(ticket);
  SetTicketStatus(slot, Status::kResolved, change.at);
  DropReview(ticket);
  if (ticket.rare_clocks != 0) DropRareClocks(slot, change.stays != 0 ? Clock::kCloseLoop : Clock::kRespond);
  Recount(was_overdue, slot);
  if (change.stays != 0) {
    ClockRecord loop = *std::as_const(tables_.clocks).Find(change.ticket, Clock::kCloseLoop);
    loop.agent = change.agent;
    loop.result_code = change.result_code;
    tables_.clocks.Put(loop);
    ++tables_.counters.unclosed;
    ArmTicket(slot);
  } else {
    EndTicket(slot, {.agent = change.agent, .result_code = change.result_code, .closes_at = change.closes_at});
  }
  if (customer != 0) tables_.customers.Served(customer, change.ticket, change.agent, change.at);
  ++tables_.counters.resolved_total;

  AgentRecord& agent = tables_.agents.At(change.agent);
  ++agent.resolved;
  if (change.wrap_up_until != 0) {
    SetAgentStatus(change.agent, AgentStatus::kWrapUp);
    agent.until = change.wrap_up_until;
    ArmAgent(change.agent);
  }
  IndexAgent(change.agent);
  Remember(change.asker, change.ticket, 0, Status::kResolved, Number(CommandKind::kResolve));
}

void State::Do(const ClockFired& change, std::string_view) {
  const std::uint32_t slot = Slot(change.ticket);
  TicketRecord& ticket = tables_.tickets.At(slot);
  const bool waits = ticket.status == static_cast<std::uint8_t>(Status::kPooled);
  const bool moves = waits && ticket.order_level != change.order_level;
  const bool was_overdue = IsOverdue(tables_, slot);
  if (moves) LeavePool(slot);
  if (change.clock < kMainClockCount) {
    ticket.next_at[change.clock] = change.next_at;
    ticket.fired_per_mille[change.clock] = change.per_mille;
  } else {
    const ClockRecord* before = std::as_const(tables_.clocks).Find(change.ticket, static_cast<Clock>(change.clock));
    CHECK(before != nullptr);
    ClockRecord record = *before;
    record.next_at = change.next_at;
    record.fired_per_mille = change.per_mille;
    tables_.clocks.Put(record);
  }
  ticket.order_level = change.order_level;
  if (change.nobody_told != 0) ticket.clock_flags |= kNobodyTold;
  Recount(was_overdue, slot);
  if (moves) EnterPool(slot);
  ArmTicket(slot);
}

void State::Do(const RecentEvicted& change, std::string_view) {
  tables_.recents.Remove(change.ticket);
  ArmClosing();
  ++tables_.counters.recents_evicted_total;
}

}  // namespace tidegate
