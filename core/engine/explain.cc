// Explain: agents counted and named, each with what keeps him from the ticket, and what comes next. For people: O(profiles).
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/duty.h"
#include "core/engine/matching.h"
#include "core/engine/places.h"
#include "core/engine/view.h"

namespace tidegate {
namespace {

void CountAgents(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto level = static_cast<Level>(ticket.order_level);
  for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
    if (!tables.signatures.profile_live(p)) continue;
    const ProfileStaff& staff = tables.signatures.StaffOf(p);
    view.agents += staff.in_force();
    const Exclusion exclusion = Examine(view.requirement, tables.signatures.ProfileAt(p).profile);
    if (exclusion != Exclusion::kNone) {
      view.excluded[static_cast<std::size_t>(exclusion)] += staff.in_force();
      continue;
    }
    const std::uint32_t free = CountFree(tables, p, ticket.channel);
    const bool kept = IsKeptForUrgent(tables, staff.tier, level);
    (kept ? view.kept_for_urgent : view.available) += free;
    view.at_capacity += staff.online - free;
    view.off_shift += staff.off_shift;
    view.off_duty += staff.in_force() - staff.online - staff.off_shift;
  }
  tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros) {
    if (tables.agents.IsRetired(agent)) return;
    ++view.declined;
    const Profile& profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
    const bool free = HasPlace(tables, agent, ticket.channel) && !IsKeptForUrgent(tables, static_cast<AgentTier>(profile.tier), level);
    if (free && Examine(view.requirement, profile) == Exclusion::kNone) --view.available;
  });
}

constexpr Eligibility Of(Exclusion exclusion) {
  switch (exclusion) {
    case Exclusion::kSkill:
      return Eligibility::kSkill;
    case Exclusion::kRegion:
      return Eligibility::kRegion;
    case Exclusion::kChannel:
      return Eligibility::kChannel;
    case Exclusion::kCustomerTier:
      return Eligibility::kCustomerTier;
    case Exclusion::kAgentTier:
      return Eligibility::kAgentTier;
    case Exclusion::kNone:
      break;
  }
  return Eligibility::kNone;
}

// When an agent who is not there comes to work; 0 = nobody knows.
Micros ShiftBeginsAt(const Tables& tables, std::uint32_t agent) {
  const Micros begins_at = NextShiftAt(tables, agent, tables.now);
  return begins_at == kNever ? 0 : begins_at;
}

// What one agent is to the ticket: the same judgement as matching makes, spelled out. `behind_bots`: a bot that is to have it first is
// free.
AgentVerdict Judge(const Tables& tables, const TicketRecord& ticket, const Requirement& requirement, bool behind_bots,
                   std::uint32_t agent) {
  const AgentRecord& record = tables.agents.At(agent);
  const Profile& profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
  AgentVerdict verdict{.agent = AgentId(agent),
                       .eligibility = Of(Examine(requirement, profile)),
                       .status = static_cast<AgentStatus>(record.status),
                       .load = RelativeLoadOf(tables, agent, tables.agents.Units(agent))};
  if (verdict.eligibility != Eligibility::kNone) return verdict;
  if (ticket.declines != 0 && tables.declines.Contains(ticket.id, agent)) {
    verdict.eligibility = Eligibility::kDeclined;
    verdict.until = tables.declines.UntilOf({ticket.id, agent});
  } else if (IsOnDuty(verdict.status) && !TakesNewWork(record.duty)) {  // also while he writes up: it is his hours that keep him
    verdict.eligibility = Eligibility::kOffShift;
    verdict.until = ShiftBeginsAt(tables, agent);
  } else if (verdict.status != AgentStatus::kOnline) {
    verdict.eligibility = Eligibility::kOffDuty;
    verdict.until = ShiftBeginsAt(tables, agent);
  } else if (!HasPlace(tables, agent, ticket.channel)) {
    const std::uint8_t weight = tables.rules->Weight(ChannelId(ticket.channel));
    const bool ramps = record.ramp_next_at != kNever && FitsCapacity(tables, agent, tables.agents.Units(agent), weight, ticket.channel);
    verdict.eligibility = ramps ? Eligibility::kRampUp : Eligibility::kFull;
    if (ramps) verdict.until = record.ramp_next_at;
  } else if (IsKeptForUrgent(tables, static_cast<AgentTier>(profile.tier), static_cast<Level>(ticket.order_level))) {
    verdict.eligibility = Eligibility::kReserved;
  } else if (behind_bots && static_cast<AgentTier>(profile.tier) != AgentTier::kBot) {
    verdict.eligibility = Eligibility::kBotFirst;
  } else {
    verdict.eligibility = Eligibility::kFree;
  }
  return verdict;
}

// The next available agent of a profile for whom the ticket is, behind those who were taken already.
struct Candidates {
  std::uint32_t profile = 0;
  std::vector<std::uint32_t> taken;  // decliners first
  const LoadKey* next = nullptr;
};

// Who may have it, least loaded first: the best of each profile in turn. O(profiles), and 32 times a few more.
void NameFree(const Tables& tables, const TicketRecord& ticket, ExplainView& view, bool& behind_bots) {
  std::vector<std::uint32_t> decliners;
  if (ticket.declines != 0) tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros) { decliners.push_back(agent); });
  std::vector<Candidates> of_bots;
  std::vector<Candidates> of_people;
  for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
    if (!tables.signatures.profile_live(p)) continue;
    const Profile& profile = tables.signatures.ProfileAt(p).profile;
    const auto tier = static_cast<AgentTier>(profile.tier);
    if (IsKeptForUrgent(tables, tier, static_cast<Level>(ticket.order_level))) continue;
    if (Examine(view.requirement, profile) != Exclusion::kNone) continue;
    Candidates candidates{.profile = p, .taken = decliners, .next = LeastFree(tables, p, ticket.channel, decliners)};
    if (candidates.next != nullptr) (tier == AgentTier::kBot ? of_bots : of_people).push_back(std::move(candidates));
  }
  const BotUse bots = tables.rules->Bots(TypeId(ticket.type), ChannelId(ticket.channel));
  behind_bots = bots == BotUse::kFirst && !of_bots.empty();
  std::vector<Candidates>& all = of_bots;
  if (!behind_bots) std::move(of_people.begin(), of_people.end(), std::back_inserter(all));
  while (!all.empty() && view.may_have.size() < kVerdictsMax) {
    const auto best =
        std::min_element(all.begin(), all.end(), [](const Candidates& a, const Candidates& b) { return Before(*a.next, *b.next); });
    const std::uint32_t agent = best->next->agent;
    view.may_have.push_back(Judge(tables, ticket, view.requirement, behind_bots, agent));
    best->taken.push_back(agent);
    best->next = LeastFree(tables, best->profile, ticket.channel, best->taken);
    if (best->next == nullptr) all.erase(best);
  }
}

// By name: who may have it, and of the others those whom least keeps from it, among the first of all agents. A list that looked at every
// agent of a large house would hold up a turn; the counts are of all.
void NameAgents(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  constexpr std::uint32_t kLookedAtMax = 1'024;  // 20 us
  const TicketRecord& ticket = tables.tickets.At(slot);
  bool behind_bots = false;
  NameFree(tables, ticket, view, behind_bots);
  std::array<std::vector<AgentVerdict>, NameTable<Eligibility>::kRows.size() + 1> others;
  for (std::uint32_t agent = 1; agent <= std::min(tables.agents.size(), kLookedAtMax); ++agent) {
    if (tables.agents.IsRetired(agent)) continue;
    const AgentVerdict verdict = Judge(tables, ticket, view.requirement, behind_bots, agent);
    std::vector<AgentVerdict>& kin = others[static_cast<std::size_t>(verdict.eligibility)];
    if (verdict.eligibility != Eligibility::kFree && kin.size() < kVerdictsMax) kin.push_back(verdict);
  }
  for (const std::vector<AgentVerdict>& kin : others) {
    for (const AgentVerdict& verdict : kin) {
      if (view.others.size() < kVerdictsMax) view.others.push_back(verdict);
    }
  }
  for (std::vector<AgentVerdict>* list : {&view.may_have, &view.others}) {
    for (AgentVerdict& verdict : *list) verdict.name = tables.agents.Name(verdict.agent.raw());
  }
}

// By name, as long as the rule set that decided is in force; the history has their places for ever.
void ListRules(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const ActiveRules& rules = *tables.rules;
  const bool in_force = ticket.rules_version == tables.rules_version;
  view.rules_version = ticket.rules_version;
  const auto add = [&](RuleOutput output, std::uint8_t place) {
    if (place != 0) view.rules.push_back({output, place, std::string(in_force ? rules.RuleName(place) : std::string_view())});
  };
  add(RuleOutput::kLevel, ticket.level_rule);
  const auto from = ticket.level_from();
  if (from == RuleOutput::kClaimed || from == RuleOutput::kByType || from == RuleOutput::kSupervisor) {
    view.rules.push_back({from, 0, {}});
  }
  add(RuleOutput::kType, ticket.type_rule);
  add(RuleOutput::kCategory, ticket.category_rule);
  add(RuleOutput::kDepartment, ticket.department_rule);
  for (const std::uint8_t place : ticket.also_rules) add(RuleOutput::kAlso, place);
  if (!in_force) return;
  if (FiredRule flow = rules.FlowOf(TypeId(ticket.type), ChannelId(ticket.channel)); flow.place != 0) view.rules.push_back(std::move(flow));
}

// All that will happen to it by itself.
void ListUpcoming(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const auto add = [&](const Upcoming& upcoming) {
    if (upcoming.at != kNever) view.upcoming.push_back(upcoming);
  };
  const bool planned = (ticket.flags & kPlanned) != 0;
  if (planned) add({.event = NextEvent::kPlanEnds, .at = ticket.counts_from()});
  if (!planned) add({.event = NextEvent::kReviewOverdue, .at = ticket.review_alert_at()});
  const auto& steps = tables.rules->rules().clock_steps;
  for (std::size_t at = 0; at < kClockCount; ++at) {
    const auto clock = static_cast<Clock>(at);
    const ClockNow now = ClockOf(tables, slot, clock);
    const std::size_t next = NextStep(steps, now.fired_per_mille);
    const std::uint16_t per_mille = next < steps.size() ? steps[next] : std::uint16_t{0};
    add({.event = NextEvent::kClockStep, .clock = clock, .per_mille = per_mille, .at = now.next_at});
  }
  const WorkRecord* work = tables.tickets.Work(slot);
  if (work != nullptr && work->accept_by != 0) add({.event = NextEvent::kOfferExpires, .agent = work->agent, .at = work->accept_by});
  tables.parts.ForEachOf(ticket.id, [&](const Part& part) {
    if (!part.record.open() || part.record.alerted != 0) return;
    add({.event = NextEvent::kPartDue, .agent = part.record.agent, .at = DueOf(ticket, part.record)});
  });
  const ClockRecord* loop = ticket.rare_clocks == 0 ? nullptr : tables.clocks.Find(ticket.id, Clock::kCloseLoop);
  if (loop != nullptr && loop->call_back_s != 0) {
    add({.event = NextEvent::kCallBackDue, .agent = loop->agent, .at = FromEpochSeconds(loop->call_back_s)});
  }
  if (ticket.status == static_cast<std::uint8_t>(Status::kPooled)) {
    const bool held = ticket.held_for != 0;
    add({.event = held ? NextEvent::kManagerWaitEnds : NextEvent::kRelaxes, .agent = ticket.held_for, .at = ticket.match_next_at});
    tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros until) {
      if (!tables.agents.IsRetired(agent)) add({.event = NextEvent::kDeclineForgotten, .agent = agent, .at = until});
    });
    // Of those who are named, the first who comes to work, and the first who may take one more than a moment ago.
    const AgentVerdict* shift = nullptr;
    const AgentVerdict* ramp = nullptr;
    for (const AgentVerdict& verdict : view.others) {
      const bool away = verdict.eligibility == Eligibility::kOffShift || verdict.eligibility == Eligibility::kOffDuty;
      if (verdict.until == 0 || (!away && verdict.eligibility != Eligibility::kRampUp)) continue;
      const AgentVerdict*& first = away ? shift : ramp;
      if (first == nullptr || verdict.until < first->until) first = &verdict;
    }
    if (shift != nullptr) add({.event = NextEvent::kShiftBegins, .agent = shift->agent.raw(), .at = shift->until});
    if (ramp != nullptr) add({.event = NextEvent::kRampStep, .agent = ramp->agent.raw(), .at = ramp->until});
  }
  std::stable_sort(view.upcoming.begin(), view.upcoming.end(), [](const Upcoming& a, const Upcoming& b) { return a.at < b.at; });
  if (view.upcoming.empty()) return;
  const Upcoming& first = view.upcoming.front();
  view.next = first.event;
  view.next_at = first.at;
  view.next_clock = first.clock;
  view.next_per_mille = first.per_mille;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const ExplainTicket& command) {
  const Tables& tables = emit.tables();
  auto reply = std::make_unique<ExplainReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  ExplainView& view = reply->view;
  if (const Reject reject = FindView(tables, caller, command.ticket, command.key, view.ticket); reject != Reject::kNone) {
    return Refuse(reject);
  }
  const std::uint32_t slot = tables.tickets.FindId(view.ticket.ticket.raw());
  if (slot != kNoSlot) {  // of an ended ticket the view is all there is
    view.requirement = RequirementOf(tables, slot);
    if (const WorkRecord* work = tables.tickets.Work(slot); work != nullptr) view.note = work->note;
    view.ahead = view.ticket.place;
    ListRules(tables, slot, view);
    const TicketRecord& ticket = tables.tickets.At(slot);
    view.relaxed = ticket.relaxed;
    if (ticket.status == static_cast<std::uint8_t>(Status::kPooled) && ticket.held_for != 0) {
      view.held_for = AgentId(ticket.held_for);
      view.requirement.agent_tiers = ticket.own_agent_tiers;  // what it asks for when it is kept no longer
    }
    CountAgents(tables, slot, view);
    NameAgents(tables, slot, view);
    ListUpcoming(tables, slot, view);
  }
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
