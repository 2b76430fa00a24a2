// What is known of an agent, and who is full now: for people, so clear before fast.
#include <algorithm>

#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/view.h"

namespace tidegate {
namespace {

// Empty for nobody.
std::string NameOf(const Tables& tables, std::uint32_t agent) {
  return agent == 0 ? std::string() : std::string(tables.agents.Name(agent));
}

// His open work by ticket, and what he does not get again.
void ListWork(const Tables& tables, std::uint32_t agent, AgentView& view) {
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) view.work.push_back(WorkItemOf(tables, slot));
  std::sort(view.work.begin(), view.work.end(), [](const WorkItem& a, const WorkItem& b) { return a.ticket < b.ticket; });
  if (view.work.size() > kPageRecordsMax) view.work.resize(kPageRecordsMax);
  tables.declines.ForEachBy(agent, [&](std::uint64_t ticket) {
    view.excluded.push_back({TicketId(ticket), tables.declines.UntilOf({ticket, agent})});
  });
}

}  // namespace

AgentRow RowOf(const Tables& tables, std::uint32_t agent) {
  const AgentRecord& record = tables.agents.At(agent);
  return {.agent = AgentId(agent),
          .name = NameOf(tables, agent),
          .tier = static_cast<AgentTier>(tables.signatures.ProfileAt(tables.agents.profile(agent)).profile.tier),
          .status = static_cast<AgentStatus>(record.status),
          .offered = record.offered,
          .assigned = record.assigned,
          .capacity = record.capacity,
          .open_capacity = record.open_capacity,
          .resolved = record.resolved,
          .idle_since = record.idle_since,
          .until = record.until == kNever ? 0 : record.until,
          .retired = tables.agents.IsRetired(agent)};
}

Verdict Decide(Emitter& emit, const Caller& caller, const ShowAgent& command) {
  const Tables& tables = emit.tables();
  if (caller.role == Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const std::uint32_t agent = tables.agents.Find(command.name);
  if (agent == 0) return Refuse(Reject::kUnknownAgent);
  const AgentRecord& record = tables.agents.At(agent);
  // A desk sees those for whom it speaks, an agent himself.
  const bool of_desk = caller.role == Role::kAgent || caller.role == Role::kGateway;
  if (of_desk && !SpeaksFor(tables, caller, agent)) return Refuse(Reject::kNotYours);
  auto reply = std::make_unique<AgentReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  AgentView& view = reply->view;
  view.row = RowOf(tables, agent);
  view.profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
  view.profile.customer_tiers = record.own_customer_tiers;  // as his record says; in exclusive hours he serves others
  const AgentTexts texts = tables.agents.Texts(agent);
  view.team = texts.team;
  view.shift = texts.shift;
  view.tier_hours = texts.tier_hours;
  view.hours_tiers = record.terms.hours_tiers;
  view.supervisor = NameOf(tables, record.terms.supervisor);
  view.duty_supervisor = NameOf(tables, record.terms.duty_supervisor);
  view.rooms.assign(view.profile.rooms.begin(), view.profile.rooms.begin() + view.profile.room_count);
  view.cost_per_hour_cents = record.cost_per_hour_cents;
  view.misses = record.misses;
  view.signed_in = record.session != 0;
  view.full_since = FromEpochSeconds(record.full_since_s);
  view.ramp_next_at = record.ramp_next_at == kNever ? 0 : record.ramp_next_at;
  ListWork(tables, agent, view);
  emit.Tell(std::move(reply));
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListSaturated& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor && caller.role != Role::kDataAdmin && caller.role != Role::kOperator) {
    return Refuse(Reject::kNotAllowed);
  }
  constexpr std::uint32_t kLookedAtMax = 16'384;  // records of agents; a ns each
  auto reply = std::make_unique<SaturationReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->watched = tables.rules->rules().matching.saturation_alerts;
  std::uint32_t agent = command.after_agent.raw();
  for (std::uint32_t looked_at = 0; looked_at < kLookedAtMax && agent < tables.agents.size(); ++looked_at) {
    if (reply->agents.size() == kPageRecordsMax) break;
    const AgentRecord& record = tables.agents.At(++agent);
    if (record.full_since_s == 0) continue;
    reply->agents.push_back({.agent = AgentId(agent),
                             .name = NameOf(tables, agent),
                             .units = (tables.agents.Units(agent) + kPlaceUnits - 1) / kPlaceUnits,  // whole places, what is begun is taken
                             .capacity = record.capacity,
                             .since = FromEpochSeconds(record.full_since_s)});
  }
  reply->after_agent = agent;
  reply->from_group = command.from_group;
  reply->more = agent < tables.agents.size();
  if (!reply->more) {
    const Bitset& groups = tables.signatures.saturated();
    std::uint32_t group = groups.FindNext(command.from_group);
    for (; group != kNoBit && reply->agents.size() + reply->groups.size() < kPageRecordsMax; group = groups.FindNext(group + 1)) {
      const Signature& signature = tables.signatures.At(group);
      FullGroup row{.signature = group, .requirement = signature.requirement, .since = signature.saturated_since};
      for (int level = 1; level <= kLevelCount; ++level) row.waiting += tables.pool.Waiting(group, static_cast<Level>(level));
      for (std::uint32_t p = signature.profiles.FindNext(0); p != kNoBit; p = signature.profiles.FindNext(p + 1)) {
        row.on_duty += tables.signatures.StaffOf(p).on_duty;
      }
      reply->groups.push_back(row);
      reply->from_group = group + 1;
    }
    reply->more = group != kNoBit;
  }
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
