#include "core/engine/relaxation.h"

#include <algorithm>

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/making.h"
#include "core/engine/matching.h"

namespace tidegate {
namespace {

constexpr std::uint8_t BitOf(Relaxation step) { return static_cast<std::uint8_t>(1u << static_cast<int>(step)); }

// The steps still to come, of those that would change anything: which have passed, and when the next one does.
struct Progress {
  std::uint8_t steps = 0;  // taken by now
  Micros next_at = kNever;
};

Progress ProgressOf(const Tables& tables, std::uint32_t slot, const Requirement& own, Micros now) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const ActiveRules& rules = *tables.rules;
  Progress progress{.steps = ticket.relaxed};
  for (int step = 0; step < kRelaxationCount; ++step) {
    const auto bit = static_cast<std::uint8_t>(1u << step);
    if ((progress.steps & bit) != 0 || Relax(rules, ticket, own, bit) == own) continue;
    const RelaxationStep& rule = rules.rules().matching.relaxation[static_cast<std::size_t>(step)];
    Micros at = rule.after > 0 ? ticket.status_since + rule.after : kNever;
    if (rule.per_mille > 0) at = std::min(at, RespondShareAt(tables, slot, ticket.status_since, rule.per_mille));
    if (at <= now) {
      progress.steps |= bit;
    } else {
      progress.next_at = std::min(progress.next_at, at);
    }
  }
  return progress;
}

// Whether somebody who has no free place for a ticket now may have one until then: he is there, or his shift begins before; or it has
// begun, and he is late.
bool IsDue(const Tables& tables, std::uint32_t agent, Micros now, Micros until) {
  const AgentRecord& record = tables.agents.At(agent);
  if (!TakesNewWork(record.duty)) return NextShiftAt(tables, agent, now) <= until;
  return record.status != static_cast<std::uint8_t>(AgentStatus::kOffline) || NextShiftAt(tables, agent, now) != kNever;
}

}  // namespace

Requirement Relax(const ActiveRules& rules, const TicketRecord& ticket, const Requirement& own, std::uint8_t steps) {
  Requirement relaxed = own;
  if (IsForSupervisors(ticket.made_as())) return own;  // it asks for nothing else
  if ((steps & BitOf(Relaxation::kRegion)) != 0) relaxed.region = 0;
  if ((steps & BitOf(Relaxation::kLadder)) != 0) {
    constexpr std::uint8_t kBot = 1u << static_cast<int>(AgentTier::kBot);
    // Bots that may not have it from the start never may.
    const BotUse bots = (own.agent_tiers & kBot) != 0 ? BotUse::kAllowed : BotUse::kRefused;
    relaxed.agent_tiers |= rules.OpenTiers(static_cast<Level>(ticket.level), 1, bots);
    relaxed.customer_tier = 0;
  }
  if ((steps & BitOf(Relaxation::kSkill)) != 0) {
    for (int i = 0; i < relaxed.skill_count; ++i) {
      SkillLevel& skill = relaxed.skills[static_cast<std::size_t>(i)];
      if (skill.level <= 1) continue;
      --skill.level;
      skill.lowered = 1;
    }
  }
  return relaxed;
}

Requirement Unrelax(const TicketRecord& ticket, const Requirement& now) {
  Requirement own = now;
  own.agent_tiers = ticket.own_agent_tiers;
  if (ticket.relaxed == 0) return own;
  own.region = (ticket.clock_flags & kClockWidened) != 0 ? std::uint16_t{0} : ticket.region;
  own.customer_tier = ticket.tier;
  for (int i = 0; i < own.skill_count; ++i) {
    SkillLevel& skill = own.skills[static_cast<std::size_t>(i)];
    skill.level = static_cast<std::uint8_t>(skill.level + skill.lowered);
    skill.lowered = 0;
  }
  return own;
}

Micros RespondShareAt(const Tables& tables, std::uint32_t slot, Micros from, std::uint16_t per_mille) {
  const ClockNow now = ClockOf(tables, slot, Clock::kRespond);
  if (now.due == kNever) return kNever;
  const Calendar& calendar = *StandingPlan(tables, slot, Clock::kRespond, now).calendar;
  const Micros target = calendar.OpenTimeBetween(now.from, now.due);
  return calendar.Advance(from, target / kOverduePerMille * per_mille + target % kOverduePerMille * per_mille / kOverduePerMille);
}

Micros HeldUntil(const Tables& tables, std::uint32_t slot, Micros now, std::uint32_t& manager) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint16_t share = tables.rules->rules().matching.manager_wait_per_mille;
  if (ticket.customer == 0 || share == 0) return 0;
  const CustomerRecord* customer = tables.customers.Find(ticket.customer);
  if (customer == nullptr || customer->manager == 0) return 0;
  if (ticket.declines != 0 && tables.declines.Contains(ticket.id, customer->manager)) return 0;
  if (!FitsManager(tables, slot, customer->manager)) return 0;
  const Micros until = RespondShareAt(tables, slot, ticket.status_since, share);
  if (until == kNever || until <= now || !IsDue(tables, customer->manager, now, until)) return 0;
  manager = customer->manager;
  return until;
}

Micros NextStepOf(const Tables& tables, std::uint32_t slot, const Requirement& own, Micros now) {
  const Progress progress = ProgressOf(tables, slot, own, now);
  // What has passed while the ticket could not be offered comes with the next turn.
  return progress.steps != tables.tickets.At(slot).relaxed ? now : progress.next_at;
}

void PlanWaiting(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (ticket.match_next_at != kNever) return;  // it is planned
  const Micros next_at = NextStepOf(tables, slot, Unrelax(ticket, RequirementOf(tables, slot)), emit.now());
  if (next_at != kNever) emit.Emit(MatchPlanned{.ticket = ticket.id, .next_at = next_at});
}

void FireWaiting(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Requirement own = Unrelax(ticket, RequirementOf(tables, slot));
  const Progress progress = ProgressOf(tables, slot, own, emit.now());
  const Requirement relaxed = Relax(*tables.rules, ticket, own, progress.steps);
  emit.Emit(Relaxed{.ticket = ticket.id,
                    .at = emit.now(),
                    .next_at = progress.next_at,
                    .region = relaxed.region,
                    .customer_tier = relaxed.customer_tier,
                    .agent_tiers = relaxed.agent_tiers,
                    .steps = progress.steps,
                    .skills_lowered = (progress.steps & BitOf(Relaxation::kSkill)) != 0 ? std::uint8_t{1} : std::uint8_t{0}});
  OfferTicket(emit, slot);
}

}  // namespace tidegate
