// Explain: the naive count over all agents, and what comes next. For people, so clear before fast: O(profiles).
#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/matching.h"
#include "core/engine/places.h"
#include "core/engine/view.h"

namespace tidegate {
namespace {

void CountAgents(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  for (std::uint32_t p = 0; p < tables.signatures.profiles_high_mark(); ++p) {
    if (!tables.signatures.profile_live(p)) continue;
    const ProfileEntry& entry = tables.signatures.ProfileAt(p);
    view.agents += entry.agents;
    const Exclusion exclusion = Examine(view.requirement, entry.profile);
    if (exclusion != Exclusion::kNone) {
      view.excluded[static_cast<std::size_t>(exclusion)] += entry.agents;
      continue;
    }
    const std::uint32_t free = CountFree(tables, p, ticket.channel);
    view.available += free;
    view.at_capacity += entry.online - free;
    view.off_shift += entry.off_shift;
    view.off_duty += entry.agents - entry.online - entry.off_shift;
  }
  tables.declines.ForEachOf(ticket.id, [&](std::uint32_t agent, Micros) {
    ++view.declined;
    const Profile& profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
    if (HasPlace(tables, agent, ticket.channel) && Examine(view.requirement, profile) == Exclusion::kNone) --view.available;
  });
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
  add(RuleOutput::kType, ticket.type_rule);
  add(RuleOutput::kCategory, ticket.category_rule);
  add(RuleOutput::kDepartment, ticket.department_rule);
  if (!in_force) return;
  if (FiredRule flow = rules.FlowOf(TypeId(ticket.type), ChannelId(ticket.channel)); flow.place != 0) view.rules.push_back(std::move(flow));
}

void FindNext(const Tables& tables, std::uint32_t slot, ExplainView& view) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  view.next_at = kNever;
  const auto consider = [&](NextEvent event, Micros at) {
    if (at >= view.next_at) return false;
    view.next = event;
    view.next_at = at;
    return true;
  };
  if ((ticket.flags & kPlanned) != 0) consider(NextEvent::kPlanEnds, ticket.counts_from());
  consider(NextEvent::kReviewOverdue, (ticket.flags & kPlanned) != 0 ? kNever : ticket.review_alert_at());
  const auto& steps = tables.rules->rules().clock_steps;
  for (std::size_t clock = 0; clock < kClockCount; ++clock) {
    const ClockNow now = ClockOf(tables, slot, static_cast<Clock>(clock));
    if (!consider(NextEvent::kClockStep, now.next_at)) continue;
    view.next_clock = static_cast<Clock>(clock);
    const std::size_t next = NextStep(steps, now.fired_per_mille);
    view.next_per_mille = next < steps.size() ? steps[next] : std::uint16_t{0};
  }
  const WorkRecord* work = tables.tickets.Work(slot);
  if (work != nullptr && work->accept_by != 0) consider(NextEvent::kOfferExpires, work->accept_by);
  if (ticket.status == static_cast<std::uint8_t>(Status::kPooled)) {
    consider(ticket.held_for != 0 ? NextEvent::kManagerWaitEnds : NextEvent::kRelaxes, ticket.match_next_at);
    tables.declines.ForEachOf(ticket.id, [&](std::uint32_t, Micros until) { consider(NextEvent::kDeclineForgotten, until); });
  }
  if (view.next == NextEvent::kNone) view.next_at = 0;
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
    FindNext(tables, slot, view);
  }
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
