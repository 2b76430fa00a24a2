#include "tests/unit/protocol/sample_parts.h"

namespace tidegate::samples {

WorkItem SampleWork() {
  WorkItem item;
  item.ticket = kTicket.raw();
  item.respond_by = kNow + 15 * kMinute;
  item.resolve_by = kNow + 4 * kHour;
  item.accept_by = kNow + 20 * kSecond;
  item.submit_seq = 4'711;
  item.agent = 7;
  item.token = 3;
  item.type = 1;
  item.region = 2;
  item.channel = 2;
  item.level = static_cast<std::uint8_t>(Level::kUrgent);
  item.tier = static_cast<std::uint8_t>(CustomerTier::kVip);
  item.status = static_cast<std::uint8_t>(Status::kOffered);
  return item;
}

PartRow SamplePart() {
  return {.ticket = kTicket,
          .part = 3,
          .department = 2,
          .node = PartNode::kWaiting,
          .agent = AgentId(8),
          .asked_by = AgentId(7),
          .agent_name = "bob",
          .asked_by_name = "王芳",
          .asked_at = kNow,
          .due = kNow + kHour,
          .node_since = kNow + kMinute,
          .text = "where is the parcel",
          .result = "on its way"};
}

TicketView SampleTicket() {
  TicketView view;
  view.ticket = kTicket;
  view.client = 0x1111;
  view.customer = 0x2222;
  view.status = Status::kAssigned;
  view.level = Level::kUrgent;
  view.order_level = Level::kUrgent;
  view.tier = CustomerTier::kVip;
  view.type = TypeId(1);
  view.region = RegionId(2);
  view.channel = ChannelId(2);
  view.agent = AgentId(7);
  view.agent_name = "王芳";
  view.received_at = kNow;
  view.status_since = kNow + kSecond;
  view.first_response_at = kNow + 2 * kSecond;
  view.resolved_at = kNow + 3 * kSecond;
  view.due = {kNow + 15 * kMinute, kNow + 4 * kHour};
  view.fired_per_mille = {500, 800};
  view.clocks = {{.clock = Clock::kResolve,
                  .state = ClockState::kPaused,
                  .fired_per_mille = 800,
                  .next_per_mille = 0,
                  .due = kNow + 4 * kHour,
                  .next_at = 0},
                 {.clock = Clock::kStatutory,
                  .state = ClockState::kRunning,
                  .fired_per_mille = 0,
                  .next_per_mille = 500,
                  .due = kNow + 72 * kHour,
                  .next_at = kNow + 36 * kHour}};
  view.overdue_reason = 7;
  view.result_code = 9;
  view.submit_seq = 4'711;
  view.place = 12;
  view.wait_ms = 34'000;
  view.offers = 2;
  view.category = ComplaintCategory::kService;
  view.complexity = 3;
  view.department = 2;
  view.flags = 5;
  view.tags = 9;
  view.planned_until = kNow - kMinute;
  view.reopens = 2;
  view.into = TicketId(kTicket.raw() + 1);
  view.parent = TicketId(kTicket.raw() - 1);
  view.origin = TicketOrigin::kPlanned;
  view.parts = {SamplePart()};
  return view;
}

Requirement SampleRequirement() {
  Requirement requirement;
  requirement.skills[0] = {1, 3, 0};
  requirement.skills[1] = {2, 1, 0};
  requirement.skill_count = 2;
  requirement.region = 2;
  requirement.channel = 2;
  requirement.customer_tier = 1;
  requirement.agent_tiers = 0x30;
  return requirement;
}

ExplainView SampleExplain() {
  ExplainView view;
  view.ticket = SampleTicket();
  view.requirement = SampleRequirement();
  view.note = {3, 5, 8, static_cast<std::uint8_t>(Choice::kLeastLoaded), 12, 25, 9, 1, 2, 3, 4, 5, 6, 7, 8};
  view.agents = 20;
  view.available = 5;
  view.at_capacity = 4;
  view.off_duty = 3;
  view.off_shift = 6;
  view.declined = 2;
  view.excluded = {0, 1, 2, 3, 4, 5};
  view.ahead = 6;
  view.next = NextEvent::kClockStep;
  view.next_at = kNow + 7 * kMinute;
  view.next_clock = Clock::kResolve;
  view.next_per_mille = 800;
  view.rules_version = 4;
  view.rules = {{RuleOutput::kLevel, 3, "account safety"}, {RuleOutput::kDepartment, 7, ""}};
  view.kept_for_urgent = 1;
  view.may_have = {{.agent = AgentId(7), .name = "王芳", .eligibility = Eligibility::kFree, .status = AgentStatus::kOnline, .load = 13}};
  view.others = {{.agent = AgentId(8),
                  .name = "bob",
                  .eligibility = Eligibility::kDeclined,
                  .status = AgentStatus::kWrapUp,
                  .load = 64,
                  .until = kNow + kMinute}};
  view.upcoming = {{.event = NextEvent::kClockStep, .clock = Clock::kResolve, .per_mille = 800, .at = kNow + 7 * kMinute},
                   {.event = NextEvent::kDeclineForgotten, .agent = 8, .at = kNow + 9 * kMinute}};
  return view;
}

AgentView SampleAgent() {
  AgentView view;
  view.row = {AgentId(7), "王芳", AgentTier::kSenior, AgentStatus::kOnline, 1, 2, 5, 4, 77, kNow, kNow + kMinute};
  view.profile.tier = static_cast<std::uint8_t>(AgentTier::kSenior);
  view.profile.skills[0] = {1, 3, 0};
  view.profile.skills[1] = {3, 5, 0};
  view.profile.skill_count = 2;
  view.profile.regions[0] = 2;
  view.profile.region_count = 1;
  view.profile.channels[0] = 1;
  view.profile.channels[1] = 2;
  view.profile.channel_count = 2;
  view.profile.customer_tiers = 0x06;
  view.team = "华东一组";
  view.supervisor = "老王";
  view.duty_supervisor = "老周";
  view.shift = "early";
  view.tier_hours = "vip-hours";
  view.hours_tiers = 0x02;
  view.rooms = {{.channel = 1, .tickets_max = 3}};
  view.cost_per_hour_cents = 6'000;
  view.misses = 2;
  view.signed_in = true;
  view.full_since = kNow - kMinute;
  view.ramp_next_at = kNow + 2 * kMinute;
  view.work = {SampleWork()};
  view.excluded = {{kTicket, kNow + 5 * kMinute}};
  return view;
}

HistoryView SampleHistory() {
  HistoryView view;
  view.ticket = SampleTicket();
  view.ticket.agent_name.clear();
  view.clients = {{0x1111, Role::kSupervisor, "老周"}};
  Event offered;
  offered.seq = 4'712;
  offered.at = kNow;
  offered.kind = EventKind::kOffered;
  offered.status = Status::kOffered;
  offered.level = Level::kUrgent;
  offered.tier = CustomerTier::kVip;
  offered.ticket = kTicket.raw();
  offered.client = 0x1111;
  offered.customer = 0x2222;
  offered.agent = 7;
  offered.token = 3;
  offered.type = 1;
  offered.region = 2;
  offered.channel = 2;
  offered.respond_by = kNow + 15 * kMinute;
  offered.resolve_by = kNow + 4 * kHour;
  offered.until = kNow + 3 * kMinute;
  offered.clock = Clock::kResolve;
  offered.per_mille = 800;
  offered.rules_version = 3;
  offered.note = {3, 5, 8, static_cast<std::uint8_t>(Choice::kLeastLoaded), 12, 25, 0, 1, 2, 3, 4, 5, 6, 7, 8};
  Event resolved;
  resolved.seq = 4'720;
  resolved.at = kNow + kHour;
  resolved.kind = EventKind::kResolved;
  resolved.status = Status::kResolved;
  resolved.ticket = kTicket.raw();
  resolved.reason = ReturnReason::kNoAnswer;
  resolved.decline_code = 9;
  resolved.result_code = 12;
  resolved.agent_status = AgentStatus::kWrapUp;
  resolved.catalog = CatalogKind::kRegion;
  resolved.text = "已退款";
  resolved.tags = 9;
  resolved.category = ComplaintCategory::kPrice;
  resolved.department = 2;
  resolved.flags = 5;
  resolved.level_rule = 3;
  resolved.type_rule = 4;
  resolved.category_rule = 5;
  resolved.department_rule = 7;
  resolved.flow_rule = 1;
  resolved.fired = "\x03\x07\xFF";
  view.events = {offered, resolved};
  view.next_seq = 4'721;
  view.complete_to = 9'000;
  view.committed_seq = 9'999;
  view.complete_from = 4'000;
  return view;
}

StatusView SampleStatus() {
  StatusView view;
  view.now = kNow;
  view.seq = 9'999;
  view.rules_version = 3;
  view.open = 120;
  view.open_max = 1'048'576;
  view.recent = 80;
  view.agenda = 1;
  view.pooled = {1, 2, 3, 4};
  view.offered = 10;
  view.assigned = 100;
  view.overdue = 5;
  view.agents = 30;
  view.agents_online = 25;
  view.submitted_total = 200;
  view.assigned_total = 190;
  view.resolved_total = 80;
  view.recents_evicted_total = 6;
  view.declines_unremembered_total = 2;
  view.calendars_until = 1'890'000'000'000'000;
  view.to_review = 3;
  view.to_review_total = 40;
  view.reviewed_total = 30;
  view.redirected_total = 4;
  view.closed_total = 21;
  view.closed_unconfirmed_total = 22;
  view.cancelled_total = 23;
  view.merged_total = 24;
  view.abandoned_total = 25;
  view.reopened_total = 26;
  view.repeats_total = 27;
  view.brought_total = 28;
  return view;
}

}  // namespace tidegate::samples
