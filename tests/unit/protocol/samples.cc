#include "tests/unit/protocol/samples.h"

#include <cctype>
#include <cstring>
#include <memory>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "protocol/reply_encoder.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'262'400 * kSecond;          // 2026-11-21T12:00:00Z
constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);  // CS20261121000042

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

// An offer and an end: every field of an event shows in one of them.
HistoryView SampleHistory() {
  HistoryView view;
  view.ticket = SampleTicket();
  view.ticket.agent_name.clear();
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

client::SubmitMessage SampleSubmit(std::span<const client::SkillName> skills) {
  client::SubmitMessage submit;
  submit.external_key = "INC0000045";
  submit.customer = "customer-7";
  submit.order = "order-9";
  submit.channel = "hotline";
  submit.type = "complaint";
  submit.region = "west";
  submit.skills = skills;
  submit.level = Level::kUrgent;
  submit.tier = CustomerTier::kVip;
  submit.title = "退款没有到账";
  submit.text = "The refund of last week has not arrived.";
  submit.recorded_at = "2026-11-21 20:00:00";
  submit.sent_at = kNow;
  submit.category = ComplaintCategory::kService;
  submit.impact_people = 12;
  submit.impact_cents = 19'950;
  submit.complexity = 3;
  submit.not_before = kNow + kHour;
  static constexpr std::string_view kTags[] = {"vip-care", "大促"};
  submit.tags = kTags;
  return submit;
}

void AppendRequest(FrameKind kind, std::string& out) {
  constexpr std::uint64_t kTag = 0x0102030405060708;
  const client::SkillName skills[] = {{"refund", 3}, {"english", 1}};
  const std::string_view regions[] = {"east", "west"};
  const std::string_view channels[] = {"app"};
  const CustomerTier tiers[] = {CustomerTier::kVip, CustomerTier::kMember};
  client::RequestEncoder encoder;
  switch (kind) {
    case FrameKind::kHello: {
      client::HelloMessage hello;
      hello.name = "crm-east";
      hello.version = "crm 4.2";
      hello.workspace = "default";
      hello.credits = 256;
      return encoder.Hello(out, hello, 1);
    }
    case FrameKind::kSubmit:
      return encoder.Submit(out, SampleSubmit(skills), 2);
    case FrameKind::kSubmitBatch: {
      client::Tagged<client::SubmitMessage> items[2] = {{10, SampleSubmit(skills)}, {11, {}}};
      items[1].message.external_key = "INC0000046";
      items[1].message.level = Level::kLow;
      return encoder.SubmitBatch(out, items);
    }
    case FrameKind::kSignIn:
      return encoder.SignIn(out, "王芳", 4'000, 21, kTag);
    case FrameKind::kSetStatus:
      return encoder.SetStatus(out, AgentId(7), AgentStatus::kBusy, 22, kTag);
    case FrameKind::kHeartbeat:
      return encoder.Heartbeat(out);
    case FrameKind::kAccept:
      return encoder.Accept(out, {AgentId(7), kTicket, 3, 23}, kTag);
    case FrameKind::kAcceptBatch: {
      const client::Tagged<client::AcceptMessage> items[] = {{10, {AgentId(7), kTicket, 3, 24}}, {11, {AgentId(8), kTicket, 4, 25}}};
      return encoder.AcceptBatch(out, items);
    }
    case FrameKind::kDecline:
      return encoder.Decline(out, {AgentId(7), kTicket, 3, 2, 26}, kTag);
    case FrameKind::kContact:
      return encoder.Contact(out, AgentId(7), kTicket, 27, kTag);
    case FrameKind::kNode:
      return encoder.Node(out, {AgentId(7), kTicket, Status::kWaitingCustomer, 28}, kTag);
    case FrameKind::kResolve:
      return encoder.Resolve(out, {AgentId(7), kTicket, 5, "refunded, customer told", 29}, kTag);
    case FrameKind::kResolveBatch: {
      const client::Tagged<client::ResolveMessage> items[] = {{10, {AgentId(7), kTicket, 5, "refunded", 30}},
                                                              {11, {AgentId(8), kTicket, 6, "已退款", 31}}};
      return encoder.ResolveBatch(out, items);
    }
    case FrameKind::kDeclare:
      return encoder.Declare(out, CatalogKind::kSkill, "invoices", 32, kTag);
    case FrameKind::kDeclareAgent: {
      client::DeclareAgentMessage agent;
      agent.name = "王芳";
      agent.tier = AgentTier::kSenior;
      agent.skills = skills;
      agent.regions = regions;
      agent.channels = channels;
      agent.customer_tiers = tiers;
      agent.capacity = 5;
      agent.cost_per_hour_cents = 8'000;
      agent.request = 33;
      agent.team = "east";
      agent.supervisor = "李姐";
      agent.duty_supervisor = "老周";
      agent.shift = "early";
      agent.tier_hours = "vip-hours";
      static constexpr CustomerTier kHoursTiers[] = {CustomerTier::kVip};
      agent.hours_tiers = kHoursTiers;
      static constexpr client::ChannelRoomName kRooms[] = {{"hotline", 1}, {"app", 3}};
      agent.rooms = kRooms;
      return encoder.DeclareAgent(out, agent, kTag);
    }
    case FrameKind::kDeclareAgents: {
      static constexpr client::ChannelRoomName kRoom[] = {{"hotline", 1}};
      client::DeclareAgentMessage agents[2];
      agents[0].name = "王芳";
      agents[0].tier = AgentTier::kSenior;
      agents[0].skills = skills;
      agents[0].capacity = 5;
      agents[0].supervisor = "李姐";
      agents[0].rooms = kRoom;
      agents[1].name = "李姐";
      agents[1].tier = AgentTier::kSupervisor;
      agents[1].capacity = 9;
      return encoder.DeclareAgents(out, agents, Applying::kCheckOnly, kTag);
    }
    case FrameKind::kActivateRules:
      return encoder.ActivateRules(out, "name = \"night shift\"\n", RulesUse::kTry, 34, kTag);
    case FrameKind::kUndoRules:
      return encoder.UndoRules(out, 7, 5, 35, kTag);
    case FrameKind::kShowRules:
      return encoder.ShowRules(out, 6, 32'768, kTag);
    case FrameKind::kShowAgent:
      return encoder.ShowAgent(out, "王芳", kTag);
    case FrameKind::kListSaturated:
      return encoder.ListSaturated(out, AgentId(99), 18, kTag);
    case FrameKind::kQuery:
      return encoder.Query(out, {{}, "CS20261121000042", {}, {}}, kTag);
    case FrameKind::kExplain:
      return encoder.Explain(out, {{}, {}, "INC0000045", "crm-east"}, kTag);
    case FrameKind::kAssign:
      return encoder.Assign(
          out, {.request = 40, .ticket = {{}, "CS20261121000042", {}, {}}, .agent = "王芳", .capacity = CapacityUse::kExceed}, kTag);
    case FrameKind::kTakeBack:
      return encoder.TakeBack(out, {{}, {}, "INC0000045", "crm-east"}, 41, kTag);
    case FrameKind::kSetManager:
      return encoder.SetManager(out, {.request = 42, .customer = "customer-7", .manager = "王芳", .deputy = "anna"}, kTag);
    case FrameKind::kListAgents:
      return encoder.ListAgents(out, AgentId(256), kTag);
    case FrameKind::kListPool:
      return encoder.ListPool(out, 17, kTag);
    case FrameKind::kAskStatus:
      return encoder.AskStatus(out, kTag);
    case FrameKind::kSetTime:
      return encoder.SetTime(out, kNow, kTag);
    case FrameKind::kAskClock:
      return encoder.AskClock(out, kTag);
    case FrameKind::kReviewTicket:
      return encoder.ReviewTicket(out, kTicket, ReviewWord::kRedirect, 41, kTag);
    case FrameKind::kAcceptClock:
      return encoder.AcceptClock(out, kTag);
    case FrameKind::kGiveFeedback:
      return encoder.GiveFeedback(out, {{{}, {}, "INC0000045", {}}, {1, 3, 2}, Solved::kNo, "等待时间太长", 110}, kTag);
    case FrameKind::kListFeedback:
      return encoder.ListFeedback(out, {{}, kTicket, FeedbackScope::kFlagged}, kTag);
    case FrameKind::kAskBody:
      return encoder.AskBody(out, kTicket, 4'711, kTag);
    case FrameKind::kAskNames:
      return encoder.AskNames(out, CatalogKind::kRegion, 1, kTag);
    case FrameKind::kAskHistory:
      return encoder.AskHistory(out, {{}, "CS20261121000042", {}, {}}, 4'711, kTag);
    case FrameKind::kMessageIn:
      return encoder.MessageIn(out, {{{}, {}, "INC0000045", {}}, "任何消息?", 41}, kTag);
    case FrameKind::kMessageOut:
      return encoder.MessageOut(out, {AgentId(7), {kTicket, {}, {}, {}}, MessageKind::kSolution, "refunded", 42}, kTag);
    case FrameKind::kPromise:
      return encoder.Promise(out, {AgentId(7), {kTicket, {}, {}, {}}, kNow + kHour, "a loan", 43}, kTag);
    case FrameKind::kHold:
      return encoder.Hold(out, {{{}, "CS20261121000042", {}, {}}, "wait for the recall", 51}, kTag);
    case FrameKind::kRelease:
      return encoder.Release(out, {{kTicket, {}, {}, {}}, {}, 52}, kTag);
    case FrameKind::kCancel:
      return encoder.Cancel(out, {{{}, {}, "INC0000045", {}}, "不需要了", 53}, kTag);
    case FrameKind::kAbandon:
      return encoder.Abandon(out, {{{}, {}, "INC0000045", {}}, {}, 54}, kTag);
    case FrameKind::kMerge:
      return encoder.Merge(out, {{kTicket, {}, {}, {}}, {{}, "CS20261121000043", {}, {}}, "one matter", 55}, kTag);
    case FrameKind::kReopen:
      return encoder.Reopen(out, {{{}, {}, "INC0000045", {}}, "it is back", 56}, kTag);
    case FrameKind::kAttach:
      return encoder.Attach(out, {{{}, {}, "INC0000045", {}}, {{}, "CS20261121000043", {}, {}}, 116}, kTag);
    case FrameKind::kLinkTicket:
      return encoder.LinkTicket(out, {{{}, {}, "INC0000045", {}}, {kTicket, {}, {}, {}}, 117}, kTag);
    case FrameKind::kLinkIdentity:
      return encoder.LinkIdentity(out, {"customer-7", "wx-openid-9", "hotline", 118}, kTag);
    case FrameKind::kUnlinkIdentity:
      return encoder.UnlinkIdentity(out, {"customer-7", "wx-openid-9", {}, 119}, kTag);
    case FrameKind::kMergeCustomers:
      return encoder.MergeCustomers(out, {"customer-7-old", "customer-7", 120}, kTag);
    case FrameKind::kShowCustomer:
      return encoder.ShowCustomer(out, "customer-7", {}, kTag);
    case FrameKind::kAskArchive: {
      client::AskArchiveMessage message;
      message.order = "order-9";
      message.from = kNow;
      message.to = kNow + kDay;
      message.after = kTicket;
      message.rows = 12;
      return encoder.AskArchive(out, message, kTag);
    }
    case FrameKind::kAskTransfer:
      return encoder.AskTransfer(out, {AgentId(7), {kTicket, {}, {}, {}}, {}, "夜班", "knows it better", 57}, kTag);
    case FrameKind::kSettleTransfer:
      return encoder.SettleTransfer(out, {{kTicket, {}, {}, {}}, TransferWord::kApprove, "王芳", {}, "agreed", 58}, kTag);
    case FrameKind::kAskPart:
      return encoder.AskPart(out, {AgentId(7), {kTicket, {}, {}, {}}, "物流", "王芳", kNow + kHour, "where is the parcel", 124}, kTag);
    case FrameKind::kAssignPart:
      return encoder.AssignPart(out, {AgentId(), {kTicket, {}, {}, {}}, 3, "王芳", 125}, kTag);
    case FrameKind::kReportPart:
      return encoder.ReportPart(out, {AgentId(7), {kTicket, {}, {}, {}}, 3, PartNode::kDone, "到货了", 126}, kTag);
    case FrameKind::kListParts:
      return encoder.ListParts(out, {AgentId(7), "technical", kTicket, 2}, kTag);
    case FrameKind::kPutPlan: {
      client::PutPlanMessage plan;
      plan.name = "vip visits";
      plan.customer = "customer-7";
      plan.type = "consultation";
      plan.region = "west";
      plan.channel = "hotline";
      plan.level = Level::kNormal;
      plan.tier = CustomerTier::kVip;
      plan.first_at = kNow + kDay;
      plan.every = 6;
      plan.unit = PlanUnit::kMonths;
      plan.calendar = "office";
      plan.title = "客户回访";
      plan.text = "ask how it goes";
      plan.request = 128;
      return encoder.PutPlan(out, plan, kTag);
    }
    case FrameKind::kDropPlan:
      return encoder.DropPlan(out, "vip visits", 129, kTag);
    case FrameKind::kListPlans:
      return encoder.ListPlans(out, 16, kTag);
    case FrameKind::kListTransfers:
      return encoder.ListTransfers(out, kTicket, kTag);
    case FrameKind::kConfirm:
      return encoder.Confirm(out, {{{}, {}, "INC0000045", {}}, 44}, kTag);
    case FrameKind::kCallBack:
      return encoder.CallBack(out, {AgentId(7), {kTicket, {}, {}, {}}, "content", 45}, kTag);
    case FrameKind::kOverdueReason:
      return encoder.OverdueReason(out, {AgentId(), {{}, "CS20261121000042", {}, {}}, 7, "storm", 46}, kTag);
    case FrameKind::kChangeLevel:
      return encoder.ChangeLevel(out, {{{}, "CS20261121000042", {}, {}}, Level::kHigh, "judged anew", 47}, kTag);
    case FrameKind::kAddNote:
      return encoder.AddNote(out, {AgentId(7), {kTicket, {}, {}, {}}, TouchKind::kCallEnded, {}, 48}, kTag);
    case FrameKind::kFollow:
      return encoder.Follow(
          out, {4'711, {kTicket.raw(), FeedFilter::KindBit(EventKind::kOffered) | FeedFilter::KindBit(EventKind::kStarted)}}, kTag);
    case FrameKind::kFeedTaken:
      return encoder.FeedTaken(out, 4'721);
    case FrameKind::kPutArticle: {
      const std::string_view types[] = {"consultation", "complaint"};
      return encoder.PutArticle(
          out, {ArticleId(12), Visibility::kCustomer, "退款多久到账", "原路退回，一至三个工作日。", "refund 退钱", types, 35}, kTag);
    }
    case FrameKind::kReviewArticle:
      return encoder.ReviewArticle(out, ArticleId(12), 36, kTag);
    case FrameKind::kUseArticle:
      return encoder.UseArticle(out, AgentId(7), kTicket, ArticleId(12), 37, kTag);
    case FrameKind::kFindArticles:
      return encoder.FindArticles(out, {"APP登录失败", {}, "complaint", 10}, kTag);
    case FrameKind::kListArticles:
      return encoder.ListArticles(out, ArticleId(64), ArticleScope::kStale, kTag);
    case FrameKind::kPing:
      return encoder.Ping(out, "are you there", kTag);
    default:
      CHECK_EQ(static_cast<int>(kind), -1);
  }
}

class SampleBodies : public BodyLookup {
 public:
  SampleBodies() {
    Body body;
    body[BodyField::kExternalKey] = "INC0000045";
    body[BodyField::kTitle] = "退款没有到账";
    body[BodyField::kText] = "The refund of last week has not arrived.";
    tidegate::AppendBody(body, encoded_);
  }
  std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId) override {
    return submit_seq == 4'711 ? std::optional<std::string_view>(encoded_) : std::nullopt;
  }

 private:
  std::string encoded_;
};

void AppendReply(FrameKind kind, ReplyEncoder& encoder) {
  constexpr std::uint64_t kTag = 0x0102030405060708;
  SampleBodies bodies;
  const auto append = [&](Output output) { encoder.Append(output, &bodies); };
  switch (kind) {
    case FrameKind::kHelloOk:
      return append(HelloReply{1, 1, 9'999, 4, 0, 256, 3});
    case FrameKind::kAcks:
      append(Ack{1, kTag, kTicket.raw(), kNow + 15 * kMinute, kNow + 4 * kHour, 12, 34'000, 0, 0, Reject::kNone, 1,
                 static_cast<std::uint8_t>(Status::kPooled), static_cast<std::uint8_t>(CommandKind::kSubmit), RepeatOffer::kReopen,
                 Status::kResolved, kTicket.raw() - 1});
      return append(Ack{1, kTag + 1, kTicket.raw(), 0, 0, 0, 0, 0, 3, Reject::kNone, 0, static_cast<std::uint8_t>(Status::kAssigned),
                        static_cast<std::uint8_t>(CommandKind::kAccept)});
    case FrameKind::kSignedIn: {
      auto reply = std::make_unique<SignInReply>();
      reply->correlation = kTag;
      reply->seq = 9'999;
      reply->agent = 7;
      reply->capacity = 5;
      reply->work = {SampleWork(), SampleWork()};
      return append(std::move(reply));
    }
    case FrameKind::kTicketInfo:
      return append(std::make_unique<TicketReply>(TicketReply{1, kTag, SampleTicket()}));
    case FrameKind::kExplainInfo:
      return append(std::make_unique<ExplainReply>(ExplainReply{1, kTag, SampleExplain()}));
    case FrameKind::kRecordsInfo: {
      auto reply = std::make_unique<RecordsReply>();
      reply->correlation = kTag;
      reply->applied = true;
      reply->rows = {{.place = 0, .news = RecordNews::kNew},
                     {.place = 3, .fields = 1u << 5 | 1u << 10, .news = RecordNews::kChanged},
                     {.place = 4, .reject = Reject::kUnknownName, .news = RecordNews::kSame}};
      return append(std::move(reply));
    }
    case FrameKind::kAgentsPage: {
      auto reply = std::make_unique<AgentsReply>();
      reply->correlation = kTag;
      reply->rows.push_back({AgentId(7), "王芳", AgentTier::kSenior, AgentStatus::kOnline, 1, 2, 5, 4, 77, kNow, kNow + kMinute});
      reply->more = true;
      return append(std::move(reply));
    }
    case FrameKind::kPoolPage: {
      auto reply = std::make_unique<PoolReply>();
      reply->correlation = kTag;
      reply->rows.push_back({17, SampleRequirement(), {1, 2, 3, 4}, 5, kNow, 900});
      reply->next = 4'113;
      reply->more = true;
      return append(std::move(reply));
    }
    case FrameKind::kAgentInfo:
      return append(std::make_unique<AgentReply>(AgentReply{1, kTag, SampleAgent()}));
    case FrameKind::kSaturationInfo: {
      auto reply = std::make_unique<SaturationReply>();
      reply->correlation = kTag;
      reply->agents.push_back({AgentId(7), "王芳", 5, 5, kNow});
      reply->groups.push_back({17, SampleRequirement(), 4, 3, kNow + kSecond});
      reply->watched = true;
      reply->more = true;
      reply->after_agent = 99;
      reply->from_group = 18;
      return append(std::move(reply));
    }
    case FrameKind::kRulesInfo: {
      auto reply = std::make_unique<RulesReply>();
      reply->correlation = kTag;
      reply->versions = {
          {.version = 3, .cause = RuleCause::kApplied, .at = kNow, .source_bytes = 20, .author = "chen"},
          {.version = 4, .restored = 2, .cause = RuleCause::kRestored, .at = kNow + kMinute, .source_bytes = 18, .author = "li"}};
      reply->version = 4;
      reply->offset = 7;
      reply->part = "\"夜班\"\n";
      return append(std::move(reply));
    }
    case FrameKind::kStatusInfo:
      return append(std::make_unique<StatusReply>(StatusReply{1, kTag, SampleStatus()}));
    case FrameKind::kClockInfo: {
      ClockReply reply{.session = 1, .correlation = kTag, .now = kNow, .source = TimeSource::kDriven};
      reply.stepped = 1;
      reply.next_at = kNow + kMinute;
      reply.ahead = -3 * kSecond;
      return append(reply);
    }
    case FrameKind::kBodyInfo: {
      Body body;
      body.fields = {"INC0000045", "customer-7", "order-9", "退款没有到账", "The refund has not arrived.", "2026-11-21 20:00:00"};
      return encoder.AppendBody(kTag, kTicket, body, Sight::kMasked);
    }
    case FrameKind::kHistoryPage:
      return encoder.AppendHistory(kTag, SampleHistory());
    case FrameKind::kCustomerInfo: {
      auto reply = std::make_unique<CustomerReply>();
      reply->correlation = kTag;
      CustomerView& view = reply->view;
      view.customer = CustomerId(0x2222);
      view.known = 1;
      view.contact_at = kNow;
      view.last_agent = AgentId(7);
      view.manager = AgentId(8);
      view.deputy = AgentId(9);
      view.last_agent_name = "王芳";
      view.manager_name = "anna";
      view.deputy_name = "bob";
      view.identities = {{.identity = CustomerId(0x3333), .channel = ChannelId(2), .since = kNow, .merged = 0},
                         {.identity = CustomerId(0x4444), .channel = {}, .since = kNow + kDay, .merged = 1}};
      view.matters = {{.ticket = kTicket,
                       .status = Status::kInProgress,
                       .type = TypeId(1),
                       .category = ComplaintCategory::kService,
                       .contact_at = kNow + kHour}};
      return append(std::move(reply));
    }
    case FrameKind::kArchivePage: {
      ArchiveView view;
      view.rows = {SampleTicket()};
      view.rows.front().agent_name.clear();
      view.next = TicketId(kTicket.raw() + 9);
      view.complete_to = 4'720;
      view.committed_seq = 9'999;
      return encoder.AppendArchive(kTag, view);
    }
    case FrameKind::kFollowing:
      return encoder.AppendFollowing(kTag, 3, 4'711, 9'999);
    case FrameKind::kEvents:
      return encoder.AppendEvents({kTag, SampleHistory().events, 4'721, 9'999, 5'000});
    case FrameKind::kNamesPage:
      return encoder.AppendNames(kTag, SampleNames(), {CatalogKind::kSkill, 1});
    case FrameKind::kError:
      return encoder.AppendRefusal({kTag, Reject::kUnknownName, CommandKind::kSubmit, "type", "no type \"complant\" in the catalog"});
    case FrameKind::kArticleHits:
      return encoder.AppendHits(
          kTag, {{{ArticleId(12), 3, Visibility::kCustomer, "退款多久到账", "…原路退回，一至三个工作日。"}}, true, "1. 致歉\n2. 退款"});
    case FrameKind::kPartsPage: {
      auto reply = std::make_unique<PartsReply>();
      reply->correlation = kTag;
      reply->rows.push_back(SamplePart());
      reply->more = true;
      reply->after = kTicket;
      reply->after_part = 3;
      return append(std::move(reply));
    }
    case FrameKind::kPlansPage: {
      auto reply = std::make_unique<PlansReply>();
      reply->correlation = kTag;
      PlanRow& row = reply->rows.emplace_back();
      row.plan = 4;
      row.terms.customer = 0x2222;
      row.terms.first_at = kNow;
      row.terms.type = 2;
      row.terms.region = 1;
      row.terms.every = 6;
      row.terms.channel = 2;
      row.terms.unit = static_cast<std::uint8_t>(PlanUnit::kMonths);
      row.terms.level = static_cast<std::uint8_t>(Level::kNormal);
      row.terms.tier = static_cast<std::uint8_t>(CustomerTier::kVip);
      row.name = "vip visits";
      row.calendar = "office";
      row.title = "客户回访";
      row.text = "ask how it goes";
      row.next_at = kNow + kDay;
      row.made = 12;
      row.missed = 1;
      row.last_ticket = kTicket;
      return append(std::move(reply));
    }
    case FrameKind::kPromises:
      return append(PromisePush{0x1111, kTicket.raw(), kNow, kNow + kMinute, kNow + kHour, kNever});
    case FrameKind::kFeedbackPage: {
      auto reply = std::make_unique<FeedbackReply>();
      reply->correlation = kTag;
      reply->rows.push_back({.ticket = kTicket,
                             .follow_up = TicketId(kTicket.raw() + 5),
                             .agent = AgentId(7),
                             .agent_name = "王芳",
                             .at = kNow,
                             .answers = 2,
                             .scores = {1, 3, 2},
                             .tenths = 20,
                             .solved = Solved::kNo,
                             .flags = kScoredLow | kSaysSlow,
                             .status = Status::kResolved,
                             .follow_up_status = Status::kAssigned,
                             .reopen_until = kNow + 7 * kDay});
      reply->more = true;
      reply->next = TicketId(kTicket.raw() + 9);
      return append(std::move(reply));
    }
    case FrameKind::kTransfersPage: {
      auto reply = std::make_unique<TransfersReply>();
      reply->correlation = kTag;
      reply->rows.push_back({.ticket = kTicket,
                             .agent = AgentId(7),
                             .to = AgentId(8),
                             .agent_name = "anna",
                             .to_name = "王芳",
                             .team = {},
                             .reason = "knows it better",
                             .asked_at = kNow,
                             .status = Status::kInProgress,
                             .level = Level::kHigh});
      reply->rows.push_back({.ticket = TicketId(kTicket.raw() + 1),
                             .agent = AgentId(9),
                             .to = {},
                             .agent_name = "bob",
                             .to_name = {},
                             .team = "night",
                             .reason = "my shift ends",
                             .asked_at = kNow + kSecond,
                             .status = Status::kAssigned,
                             .level = Level::kUrgent});
      reply->more = true;
      return encoder.Append(std::move(reply), nullptr);
    }
    case FrameKind::kArticlesPage: {
      auto reply = std::make_unique<ArticlesReply>();
      reply->correlation = kTag;
      reply->rows.push_back({ArticleId(12),
                             3,
                             Visibility::kCustomer,
                             kNow,
                             kNow + kDay,
                             77,
                             20,
                             12,
                             "退款多久到账",
                             "refund",
                             "crm-east",
                             "原路退回。",
                             {1, 2}});
      reply->more = true;
      reply->next = ArticleId(12);
      return append(std::move(reply));
    }
    case FrameKind::kPong:
      return encoder.AppendPong(kTag, "are you there");
    case FrameKind::kOffers: {
      WorkItem bare = SampleWork();
      bare.submit_seq = 12;  // whose texts are not at hand
      append(OfferPush{1, SampleWork()});
      return append(OfferPush{1, bare});
    }
    case FrameKind::kWithdrawn:
      return append(WithdrawPush{1, kTicket.raw(), 7, 3, ReturnReason::kNoAnswer});
    case FrameKind::kClockAlerts:
      return append(ClockPush{1, kTicket.raw(), kNow, 7, 1'000, Clock::kResolve, static_cast<std::uint8_t>(Level::kHigh)});
    case FrameKind::kAlerts:
      return append(AlertPush{1, kTicket.raw(), kNow, 7, 12, AlertKind::kOnlyDecliners});
    case FrameKind::kAgentStates:
      return append(AgentPush{1, kNow + kMinute, 7, AgentStatus::kWrapUp});
    case FrameKind::kGoodBye:
      return encoder.AppendGoodBye(Reject::kMalformed, "the frame is too large", "帧过大");
    default:
      CHECK_EQ(static_cast<int>(kind), -1);
  }
}

}  // namespace

std::string SampleBytes(FrameKind kind) {
  std::string bytes;
  if (FrameInfo(kind).direction == Direction::kRequest) {
    AppendRequest(kind, bytes);
    return bytes;
  }
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {Refusals::kInWords, Durability::kSynced, "tidegated 0.1.0"});
  AppendReply(kind, encoder);
  encoder.Take(bytes);
  return bytes;
}

std::vector<SampleFrame> SampleFrames() {
  std::vector<SampleFrame> samples;
  for (const FrameKindRow& row : kFrameKindRows) samples.push_back({row.kind, SampleBytes(row.kind)});
  return samples;
}

const CatalogNames& SampleNames() {
  static const CatalogNames* const names = new CatalogNames({{{},
                                                              {"refund", "english", "退款"},
                                                              {"east", "west"},
                                                              {"complaint", "consultation"},
                                                              {"app", "hotline"},
                                                              {"vip-care", "日常", "大促"},
                                                              {"technical", "物流"}}});
  return *names;
}

const KeyHasher& SampleHasher() {
  static const KeyHasher hasher({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
  return hasher;
}

SessionIdentity SampleIdentity(Role role) {
  HelloRequest hello;
  hello.role = role;
  hello.name = "crm-east";
  hello.workspace = "default";
  return IdentityOf(hello, 1, SampleHasher());
}

std::string HexDump(std::string_view bytes) {
  std::string text;
  char piece[32];
  for (std::size_t at = 0; at < bytes.size(); at += 16) {
    std::snprintf(piece, sizeof piece, "%08zx ", at);
    text += piece;
    std::string letters;
    for (std::size_t i = at; i < at + 16; ++i) {
      if (i == at + 8) text += ' ';
      if (i >= bytes.size()) {
        text += "   ";
        continue;
      }
      const auto byte = static_cast<unsigned char>(bytes[i]);
      std::snprintf(piece, sizeof piece, " %02x", byte);
      text += piece;
      letters += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
    }
    text += "  |" + letters + "|\n";
  }
  return text;
}

AlignedFrame::AlignedFrame(std::string_view bytes) : words_((bytes.size() + 7) / 8), size_(bytes.size()) {
  if (!bytes.empty()) std::memcpy(words_.data(), bytes.data(), bytes.size());
}

FrameResult AlignedFrame::Read(FrameSide side) const { return ReadFrame(side, {reinterpret_cast<const char*>(words_.data()), size_}); }

Frame AlignedFrame::As(FrameSide side) const {
  const FrameResult result = Read(side);
  CHECK_EQ(result.status, FrameStatus::kFrame);
  CHECK_EQ(result.consumed, size_);
  return result.frame;
}

}  // namespace tidegate
