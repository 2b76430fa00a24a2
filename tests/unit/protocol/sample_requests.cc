#include <span>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "tests/unit/protocol/sample_parts.h"

namespace tidegate::samples {
namespace {

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

}  // namespace

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
    case FrameKind::kRetireAgent:
      return encoder.RetireAgent(out, "王芳", 131, kTag);
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
      return encoder.MessageIn(out, {{{}, {}, "INC0000045", {}}, "任何消息?", 41, CustomerWord::kNotSolved}, kTag);
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
    case FrameKind::kListReviews:
      return encoder.ListReviews(out, kTicket, kTag);
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

}  // namespace tidegate::samples
