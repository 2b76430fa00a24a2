#include "core/engine/view.h"

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/lifecycle.h"
#include "core/engine/parts.h"

namespace tidegate {

TicketView ViewOfOpen(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const WorkRecord* work = tables.tickets.Work(slot);
  const Standing standing = StandingOf(tables, slot);
  TicketView view{.ticket = TicketId(ticket.id),
                  .key = ticket.key,
                  .client = ticket.client,
                  .customer = ticket.customer,
                  .status = static_cast<Status>(ticket.status),
                  .level = static_cast<Level>(ticket.level),
                  .order_level = static_cast<Level>(ticket.order_level),
                  .tier = static_cast<CustomerTier>(ticket.tier),
                  .type = TypeId(ticket.type),
                  .region = RegionId(ticket.region),
                  .channel = ChannelId(ticket.channel),
                  .agent = AgentId(work == nullptr ? 0 : work->agent),
                  .agent_name = std::string(work == nullptr ? std::string_view() : tables.agents.Name(work->agent)),
                  .received_at = ticket.received_at,
                  .status_since = ticket.status_since,
                  .first_response_at = tables.tickets.FirstAnswerAt(slot),
                  .submit_seq = ticket.submit_seq,
                  .place = standing.place,
                  .wait_ms = standing.wait_ms,
                  .offers = ticket.offers};
  view.category = ticket.category();
  view.complexity = ticket.complexity();
  view.department = ticket.department;
  view.flags = ticket.flags;
  view.tags = ticket.tags;
  view.repeats = ticket.repeats;
  view.planned_until = ticket.planned_after_s == 0 ? 0 : ticket.counts_from();
  view.overdue_reason = ticket.overdue_reason;
  view.reopens = tables.tickets.Rare(slot).reopens;
  view.parent = TicketId(tables.tickets.Rare(slot).parent);
  view.origin = ticket.made_as();
  if (view.status == Status::kResolved) {  // its loop is not closed yet
    const ClockRecord* loop = tables.clocks.Find(ticket.id, Clock::kCloseLoop);
    CHECK(loop != nullptr);
    view.resolved_at = ticket.status_since;
    view.agent = AgentId(loop->agent);
    view.agent_name = std::string(tables.agents.Name(loop->agent));
    view.result_code = loop->result_code;
  }
  const std::vector<std::uint16_t>& steps = tables.rules->rules().clock_steps;
  for (const Name& row : NameTable<Clock>::kRows) {
    const auto clock = static_cast<Clock>(row.number);
    const ClockNow now = ClockOf(tables, slot, clock);
    if (now.due == kNever) continue;
    const std::size_t next = NextStep(steps, now.fired_per_mille);
    const bool waits = now.next_at != kNever;
    view.clocks.push_back({.clock = clock,
                           .state = StateOf(tables, slot, clock),
                           .fired_per_mille = now.fired_per_mille,
                           .next_per_mille = waits && next < steps.size() ? steps[next] : std::uint16_t{0},
                           .due = now.due,
                           .next_at = waits ? now.next_at : 0});
  }
  view.due = ticket.due;
  view.fired_per_mille = ticket.fired_per_mille;
  return view;
}

TicketView ViewOfRecent(const Tables& tables, std::uint32_t slot) {
  const RecentRecord& recent = tables.recents.At(slot);
  const EndedRecord& ended = tables.recents.Ended(slot);
  const auto agent = static_cast<std::uint32_t>(recent.agent);
  const auto status = static_cast<Status>(ended.status);
  TicketView view{.ticket = TicketId(recent.id),
                  .key = recent.key,
                  .client = recent.client,
                  .customer = recent.customer,
                  .status = status,
                  .level = recent.level(),
                  .order_level = recent.level(),
                  .tier = recent.tier(),
                  .type = TypeId(recent.type),
                  .region = RegionId(recent.region),
                  .channel = ChannelId(recent.channel),
                  .agent = AgentId(agent),
                  .agent_name = agent == 0 ? std::string() : std::string(tables.agents.Name(agent)),
                  .received_at = recent.received_at(),
                  .status_since = recent.ended_at(),
                  .first_response_at = recent.first_response_at(),
                  .resolved_at = WasResolved(status) ? recent.ended_at() : 0,
                  .result_code = recent.result_code,
                  .submit_seq = recent.submit_seq};
  view.reopens = ended.reopens;
  view.into = TicketId(ended.into);
  view.parent = TicketId(ended.parent);
  view.origin = static_cast<TicketOrigin>(ended.origin);
  for (std::size_t at = 0; at < kMainClockCount; ++at) {
    const auto clock = static_cast<Clock>(at);
    view.due[at] = recent.due(clock);
    const bool missed = clock == Clock::kRespond ? ended.answered_late != 0 : recent.missed(clock);
    view.fired_per_mille[at] = missed ? kOverduePerMille : std::uint16_t{0};
  }
  return view;
}

Reject FindView(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key, TicketView& view) {
  const std::uint32_t open = ticket ? tables.tickets.FindId(ticket.raw()) : tables.tickets.FindKey(key);
  if (open != kNoSlot) {
    view = ViewOfOpen(tables, open);
    view.parts = PartsOf(tables, open);
    // Data administrators and operators see no texts of tickets (domain.md 14).
    if (caller.role == Role::kDataAdmin || caller.role == Role::kOperator) {
      for (PartRow& part : view.parts) part.text.clear(), part.result.clear();
    }
  } else {
    const std::uint32_t recent = ticket ? tables.recents.FindId(ticket.raw()) : tables.recents.FindKey(key);
    if (recent == kNoSlot) return Reject::kUnknownTicket;
    view = ViewOfRecent(tables, recent);
  }
  return MaySee(tables, caller, view.client, view.agent.raw()) ? Reject::kNone : Reject::kNotYours;
}

StatusView StatusOf(const Tables& tables, Micros now) {
  StatusView view;
  view.now = now;
  view.seq = tables.seq;
  view.rules_version = tables.rules_version;
  view.open = tables.tickets.size();
  view.open_max = tables.limits.tickets_max;
  view.recent = tables.recents.size();
  view.agenda = tables.agenda.size();
  for (std::size_t level = 0; level < kLevelCount; ++level) view.pooled[level] = tables.counters.pooled[level + 1];
  view.offered = tables.counters.offered;
  view.assigned = tables.counters.assigned;
  view.overdue = tables.counters.overdue;
  view.to_review = tables.counters.to_review;
  view.to_review_total = tables.counters.to_review_total;
  view.reviewed_total = tables.counters.reviewed_total;
  view.redirected_total = tables.counters.redirected_total;
  view.agents = tables.agents.size() - tables.signatures.retired();
  view.agents_online = tables.counters.online;
  view.submitted_total = tables.counters.submitted_total;
  view.assigned_total = tables.counters.assigned_total;
  view.resolved_total = tables.counters.resolved_total;
  view.closed_total = tables.counters.closed_total;
  view.closed_unconfirmed_total = tables.counters.closed_unconfirmed_total;
  view.cancelled_total = tables.counters.cancelled_total;
  view.merged_total = tables.counters.merged_total;
  view.abandoned_total = tables.counters.abandoned_total;
  view.reopened_total = tables.counters.reopened_total;
  view.brought_total = tables.counters.brought_total;
  view.repeats_total = tables.counters.repeats_total;
  view.recents_evicted_total = tables.counters.recents_evicted_total;
  view.declines_unremembered_total = tables.counters.declines_unremembered_total;
  view.space_mark = tables.space_mark;
  if (tables.rules != nullptr && tables.rules->calendars_until() != kNever) view.calendars_until = tables.rules->calendars_until();
  return view;
}

}  // namespace tidegate
