// What the client library encodes is what the server's codec decodes, field by field.
#include <gtest/gtest.h>

#include <cstring>
#include <optional>

#include "core/model/body.h"
#include "protocol/client/client_codec.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);
constexpr std::uint64_t kTag = 0x0102030405060708;

class RequestRoundTrip : public testing::Test {
 protected:
  // Decodes the sample frame of that kind, from a session of that role.
  DecodeResult Decode(FrameKind kind, Role role) { return DecodeBytes(SampleBytes(kind), role); }

  DecodeResult DecodeBytes(std::string_view bytes, Role role) {
    frame_.emplace(bytes);
    identity_ = SampleIdentity(role);
    return DecodeRequest(frame_->As(FrameSide::kServer), identity_, SampleNames(), SampleHasher(), arena_, commands_);
  }

  // The only command, checked for its caller.
  template <class T>
  const T& Only(FrameKind kind, Role role, std::uint64_t request, std::uint64_t correlation = kTag) {
    commands_.clear();
    const DecodeResult result = Decode(kind, role);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.refusals[0].detail);
    EXPECT_EQ(commands_.size(), 1u);
    const Command& command = commands_.at(0);
    EXPECT_EQ(command.caller.session, 1u);
    EXPECT_EQ(command.caller.correlation, correlation);
    EXPECT_EQ(command.caller.request, request);
    EXPECT_EQ(command.caller.role, role);
    EXPECT_EQ(command.caller.client, SampleHasher().Client("default", role, "crm-east"));
    EXPECT_EQ(command.caller.name, IsNamed(role) ? identity_.name : "");
    EXPECT_NE(command.caller.name.data(), identity_.name.data()) << "it outlives the session";
    EXPECT_EQ(command.kind(), FrameInfo(kind).command);
    return std::get<T>(command.body);
  }

  std::optional<AlignedFrame> frame_;
  SessionIdentity identity_;  // texts of what was decoded may lie here
  CommandArena arena_;
  std::vector<Command> commands_;
};

TEST_F(RequestRoundTrip, Hello) {
  const AlignedFrame frame(SampleBytes(FrameKind::kHello));
  HelloRequest hello;
  const DecodeResult result = DecodeHello(frame.As(FrameSide::kServer), hello);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(hello.correlation, 1u);
  EXPECT_EQ(hello.protocol, kProtocolVersion);
  EXPECT_EQ(hello.role, Role::kFrontEnd);
  EXPECT_EQ(hello.name, "crm-east");
  EXPECT_EQ(hello.version, "crm 4.2");
  EXPECT_EQ(hello.workspace, "default");
  EXPECT_EQ(hello.partition, kAnyPartition);
  EXPECT_EQ(hello.credits, 256u);
  EXPECT_TRUE(hello.compact_refusals);
  EXPECT_EQ(hello.suggestions, 0u);
  const SessionIdentity identity = IdentityOf(hello, 9, SampleHasher(), 3);
  EXPECT_EQ(identity.session, 9u);
  EXPECT_EQ(identity.partition, 3u);
  const Command command = HelloCommand(hello, identity, arena_);
  EXPECT_EQ(command.caller.client, SampleHasher().Client("default", Role::kFrontEnd, "crm-east"));
  EXPECT_EQ(command.caller.correlation, 1u);
  EXPECT_EQ(std::get<Hello>(command.body).name, "crm-east");
  EXPECT_EQ(std::get<Hello>(command.body).credits, 256u);
}

TEST_F(RequestRoundTrip, AHelloWishesForArticlesWithOffers) {
  for (const std::uint8_t wished : {std::uint8_t{1}, static_cast<std::uint8_t>(kHitsMax)}) {
    client::HelloMessage message;
    message.role = Role::kAgent;
    message.name = "anna";
    message.suggestions = wished;
    std::string bytes;
    client::RequestEncoder().Hello(bytes, message, 1);
    const AlignedFrame frame(bytes);
    HelloRequest hello;
    EXPECT_TRUE(DecodeHello(frame.As(FrameSide::kServer), hello).ok());
    EXPECT_EQ(hello.suggestions, wished);
  }
}

TEST_F(RequestRoundTrip, HelloCreditsFollowTheRoleAndKeepTheBound) {
  const auto credits = [](Role role, std::uint32_t wanted) {
    client::HelloMessage message;
    message.role = role;
    message.name = "x";
    message.credits = wanted;
    std::string bytes;
    client::RequestEncoder().Hello(bytes, message, 1);
    const AlignedFrame frame(bytes);
    HelloRequest hello;
    EXPECT_TRUE(DecodeHello(frame.As(FrameSide::kServer), hello).ok());
    EXPECT_EQ(hello.workspace, "default");
    return hello.credits;
  };
  EXPECT_EQ(credits(Role::kAgent, 0), 32u);
  EXPECT_EQ(credits(Role::kGateway, 0), 1'024u);
  EXPECT_EQ(credits(Role::kFrontEnd, 0), 1'024u);
  EXPECT_EQ(credits(Role::kAgent, 5), 5u);
  EXPECT_EQ(credits(Role::kFrontEnd, 1'000'000), kCreditsMax);
}

TEST_F(RequestRoundTrip, Submit) {
  const Submit& submit = Only<Submit>(FrameKind::kSubmit, Role::kFrontEnd, 0, 2);
  EXPECT_EQ(submit.key, SampleHasher().ExternalKey(SampleHasher().Scope("default", "crm-east"), "INC0000045"));
  EXPECT_EQ(submit.customer, SampleHasher().Customer("default", "customer-7"));
  EXPECT_EQ(submit.type, TypeId(1));
  EXPECT_EQ(submit.region, RegionId(2));
  EXPECT_EQ(submit.channel, ChannelId(2));
  EXPECT_EQ(submit.claimed_level, Level::kUrgent);
  EXPECT_EQ(submit.claimed_tier, CustomerTier::kVip);
  ASSERT_EQ(submit.skill_count, 2);
  EXPECT_EQ(submit.skills[0], (SkillLevel{1, 3, 0}));
  EXPECT_EQ(submit.skills[1], (SkillLevel{2, 1, 0}));
  EXPECT_EQ(submit.facts.order, SampleHasher().Order("default", "order-9"));
  EXPECT_EQ(submit.facts.category, static_cast<std::uint8_t>(ComplaintCategory::kService));
  EXPECT_EQ(submit.facts.impact_people, 12u);
  EXPECT_EQ(submit.facts.impact_cents, 19'950);
  EXPECT_EQ(submit.facts.complexity, 3);
  EXPECT_EQ(submit.facts.not_before, 1'795'262'400 * kSecond + kHour);
  EXPECT_EQ(submit.facts.tags, 0b101u);
  const auto body = DecodeBody(submit.body);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)[BodyField::kExternalKey], "INC0000045");
  EXPECT_EQ((*body)[BodyField::kCustomer], "customer-7");
  EXPECT_EQ((*body)[BodyField::kOrder], "order-9");
  EXPECT_EQ((*body)[BodyField::kTitle], "退款没有到账");
  EXPECT_EQ((*body)[BodyField::kText], "The refund of last week has not arrived.");
  EXPECT_EQ((*body)[BodyField::kRecordedAt], "2026-11-21 20:00:00");
}

TEST_F(RequestRoundTrip, SubmitBorrowsNothingFromTheFrame) {
  const Submit& submit = Only<Submit>(FrameKind::kSubmit, Role::kFrontEnd, 0, 2);
  const std::string before(submit.body);
  std::memset(frame_->data(), 0xAA, SampleBytes(FrameKind::kSubmit).size());
  EXPECT_EQ(submit.body, before);
}

TEST_F(RequestRoundTrip, SubmitBatchGivesEachItemItsOwnCorrelation) {
  ASSERT_TRUE(Decode(FrameKind::kSubmitBatch, Role::kFrontEnd).ok());
  ASSERT_EQ(commands_.size(), 2u);
  EXPECT_EQ(commands_[0].caller.correlation, 10u);
  EXPECT_EQ(commands_[1].caller.correlation, 11u);
  EXPECT_EQ(std::get<Submit>(commands_[0].body).claimed_level, Level::kUrgent);
  EXPECT_EQ(std::get<Submit>(commands_[1].body).claimed_level, Level::kLow);
  EXPECT_EQ(std::get<Submit>(commands_[1].body).customer, CustomerId());
}

TEST_F(RequestRoundTrip, SubmitsAreTheSameSingleOrInABatch) {
  ASSERT_TRUE(Decode(FrameKind::kSubmit, Role::kFrontEnd).ok());
  ASSERT_TRUE(Decode(FrameKind::kSubmitBatch, Role::kFrontEnd).ok());
  const Submit& single = std::get<Submit>(commands_[0].body);
  const Submit& batched = std::get<Submit>(commands_[1].body);
  EXPECT_EQ(single.key, batched.key);
  EXPECT_EQ(single.payload_hash, batched.payload_hash);
  EXPECT_EQ(single.body, batched.body);
}

TEST_F(RequestRoundTrip, PayloadHashSeesEveryFieldButTheSendTime) {
  const client::SkillName skills[] = {{"refund", 3}, {"english", 1}};
  const client::SkillName reordered[] = {{"english", 1}, {"refund", 3}};
  const client::SkillName higher[] = {{"refund", 4}, {"english", 1}};
  client::SubmitMessage base;
  base.external_key = "K";
  base.customer = "c";
  base.order = "o";
  base.type = "complaint";
  base.channel = "app";
  base.region = "east";
  base.skills = skills;
  base.level = Level::kHigh;
  base.tier = CustomerTier::kMember;
  base.title = "t";
  base.text = "x";
  base.recorded_at = "r";
  const auto hash = [this](const client::SubmitMessage& message) {
    std::string bytes;
    client::RequestEncoder().Submit(bytes, message, 1);
    commands_.clear();
    EXPECT_TRUE(DecodeBytes(bytes, Role::kFrontEnd).ok());
    return std::get<Submit>(commands_.at(0).body).payload_hash;
  };
  const auto changed = [&](auto change) {
    client::SubmitMessage message = base;
    change(message);
    return hash(message);
  };
  const std::uint64_t same = hash(base);
  EXPECT_EQ(same, changed([](auto& m) { m.sent_at = 12'345; }));
  EXPECT_EQ(same, changed([&](auto& m) { m.skills = reordered; }));
  EXPECT_NE(same, changed([](auto& m) { m.external_key = "L"; }));
  EXPECT_NE(same, changed([](auto& m) { m.customer = "d"; }));
  EXPECT_NE(same, changed([](auto& m) { m.order = "p"; }));
  EXPECT_NE(same, changed([](auto& m) { m.type = "consultation"; }));
  EXPECT_NE(same, changed([](auto& m) { m.channel = "hotline"; }));
  EXPECT_NE(same, changed([](auto& m) { m.region = "west"; }));
  EXPECT_NE(same, changed([&](auto& m) { m.skills = higher; }));
  EXPECT_NE(same, changed([](auto& m) { m.level = Level::kUrgent; }));
  EXPECT_NE(same, changed([](auto& m) { m.tier = CustomerTier::kVip; }));
  EXPECT_NE(same, changed([](auto& m) { m.title = "u"; }));
  EXPECT_NE(same, changed([](auto& m) { m.text = "y"; }));
  EXPECT_NE(same, changed([](auto& m) { m.recorded_at = "s"; }));
  EXPECT_NE(same, changed([](auto& m) { m.category = ComplaintCategory::kPrice; }));
  EXPECT_NE(same, changed([](auto& m) { m.impact_people = 1; }));
  EXPECT_NE(same, changed([](auto& m) { m.impact_cents = 1; }));
  EXPECT_NE(same, changed([](auto& m) { m.complexity = 1; }));
  EXPECT_NE(same, changed([](auto& m) { m.not_before = 1; }));
  const std::string_view tags[] = {"vip-care"};
  EXPECT_NE(same, changed([&](auto& m) { m.tags = tags; }));
  EXPECT_NE(same, changed([](auto& m) { m.title = "tx", m.text = ""; })) << "texts do not run into each other";
}

TEST_F(RequestRoundTrip, SkillNamedTwiceKeepsTheHigherLevel) {
  const client::SkillName skills[] = {{"退款", 2}, {"refund", 1}, {"退款", 5}};
  client::SubmitMessage message;
  message.external_key = "K";
  message.skills = skills;
  std::string bytes;
  client::RequestEncoder().Submit(bytes, message, 1);
  ASSERT_TRUE(DecodeBytes(bytes, Role::kFrontEnd).ok());
  const Submit& submit = std::get<Submit>(commands_[0].body);
  ASSERT_EQ(submit.skill_count, 2);
  EXPECT_EQ(submit.skills[0], (SkillLevel{1, 1, 0}));
  EXPECT_EQ(submit.skills[1], (SkillLevel{3, 5, 0}));
}

TEST_F(RequestRoundTrip, SignIn) { EXPECT_EQ(Only<SignIn>(FrameKind::kSignIn, Role::kAgent, 21).agent, "王芳"); }

TEST_F(RequestRoundTrip, ReviewTicket) {
  const ReviewTicket& body = Only<ReviewTicket>(FrameKind::kReviewTicket, Role::kSupervisor, 41);
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.word, ReviewWord::kRedirect);
}

TEST_F(RequestRoundTrip, SetStatus) {
  const SetAgentStatus& body = Only<SetAgentStatus>(FrameKind::kSetStatus, Role::kGateway, 22);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.status, AgentStatus::kBusy);
}

TEST_F(RequestRoundTrip, Accept) {
  const Accept& body = Only<Accept>(FrameKind::kAccept, Role::kAgent, 23);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.token, 3u);
}

TEST_F(RequestRoundTrip, AcceptBatch) {
  ASSERT_TRUE(Decode(FrameKind::kAcceptBatch, Role::kGateway).ok());
  ASSERT_EQ(commands_.size(), 2u);
  EXPECT_EQ(commands_[1].caller.correlation, 11u);
  EXPECT_EQ(commands_[1].caller.request, 25u);
  EXPECT_EQ(std::get<Accept>(commands_[1].body).agent, AgentId(8));
  EXPECT_EQ(std::get<Accept>(commands_[1].body).token, 4u);
}

TEST_F(RequestRoundTrip, Decline) {
  const Decline& body = Only<Decline>(FrameKind::kDecline, Role::kAgent, 26);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.token, 3u);
  EXPECT_EQ(body.reason, 2u);
}

TEST_F(RequestRoundTrip, Contact) {
  const ReportContact& body = Only<ReportContact>(FrameKind::kContact, Role::kAgent, 27);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
}

TEST_F(RequestRoundTrip, Node) {
  const ReportNode& body = Only<ReportNode>(FrameKind::kNode, Role::kAgent, 28);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.status, Status::kWaitingCustomer);
}

TEST_F(RequestRoundTrip, Resolve) {
  const Resolve& body = Only<Resolve>(FrameKind::kResolve, Role::kAgent, 29);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.result_code, 5u);
  EXPECT_EQ(body.solution, "refunded, customer told");
}

TEST_F(RequestRoundTrip, MessageIn) {
  const MessageIn& body = Only<MessageIn>(FrameKind::kMessageIn, Role::kFrontEnd, 41);
  EXPECT_FALSE(body.ticket);
  EXPECT_NE(body.key, KeyHash{});
  EXPECT_EQ(body.text, "任何消息?");
  EXPECT_EQ(body.word, CustomerWord::kNotSolved);
}

TEST_F(RequestRoundTrip, MessageOut) {
  const MessageOut& body = Only<MessageOut>(FrameKind::kMessageOut, Role::kAgent, 42);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.kind, MessageKind::kSolution);
  EXPECT_EQ(body.text, "refunded");
}

TEST_F(RequestRoundTrip, Promise) {
  const Promise& body = Only<Promise>(FrameKind::kPromise, Role::kAgent, 43);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.at, 1'795'266'000 * kSecond);
  EXPECT_EQ(body.interim, "a loan");
}

TEST_F(RequestRoundTrip, Confirm) {
  const Confirm& body = Only<Confirm>(FrameKind::kConfirm, Role::kFrontEnd, 44);
  EXPECT_FALSE(body.ticket);
  EXPECT_NE(body.key, KeyHash{});
}

TEST_F(RequestRoundTrip, WhatBecomesOfATicketBesideItsWork) {
  const Hold& hold = Only<Hold>(FrameKind::kHold, Role::kSupervisor, 51);
  EXPECT_TRUE(hold.ticket);
  EXPECT_EQ(hold.reason, "wait for the recall");
  EXPECT_EQ(Only<Release>(FrameKind::kRelease, Role::kSupervisor, 52).ticket, kTicket);
  const Cancel& cancel = Only<Cancel>(FrameKind::kCancel, Role::kFrontEnd, 53);
  EXPECT_NE(cancel.key, KeyHash{});
  EXPECT_EQ(cancel.reason, "不需要了");
  EXPECT_NE(Only<Abandon>(FrameKind::kAbandon, Role::kFrontEnd, 54).key, KeyHash{});
  const Merge& merge = Only<Merge>(FrameKind::kMerge, Role::kSupervisor, 55);
  EXPECT_EQ(merge.ticket, kTicket);
  EXPECT_TRUE(merge.into);
  EXPECT_NE(merge.into, merge.ticket);
  EXPECT_EQ(merge.reason, "one matter");
  EXPECT_EQ(Only<Reopen>(FrameKind::kReopen, Role::kFrontEnd, 56).reason, "it is back");
}

TEST_F(RequestRoundTrip, Feedback) {
  const GiveFeedback& give = Only<GiveFeedback>(FrameKind::kGiveFeedback, Role::kFrontEnd, 110);
  EXPECT_NE(give.key, KeyHash{});
  EXPECT_EQ(give.scores, (SurveyScores{1, 3, 2}));
  EXPECT_EQ(give.solved, Solved::kNo);
  EXPECT_EQ(give.text, "等待时间太长");
  const ListFeedback& list = Only<ListFeedback>(FrameKind::kListFeedback, Role::kSupervisor, 0);
  EXPECT_FALSE(list.ticket);
  EXPECT_EQ(list.key, KeyHash{});
  EXPECT_EQ(list.after, kTicket);
  EXPECT_EQ(list.scope, FeedbackScope::kFlagged);
}

TEST_F(RequestRoundTrip, CustomersAndRepeats) {
  const Attach& attach = Only<Attach>(FrameKind::kAttach, Role::kFrontEnd, 116);
  EXPECT_NE(attach.key, KeyHash{});
  EXPECT_TRUE(attach.to);
  EXPECT_EQ(attach.to_key, KeyHash{});
  const LinkTicket& link = Only<LinkTicket>(FrameKind::kLinkTicket, Role::kFrontEnd, 117);
  EXPECT_NE(link.key, KeyHash{});
  EXPECT_EQ(link.parent, kTicket);
  const CustomerId customer = SampleHasher().Customer("default", "customer-7");
  const LinkIdentity linked = Only<LinkIdentity>(FrameKind::kLinkIdentity, Role::kSupervisor, 118);
  EXPECT_EQ(linked.customer, customer);
  EXPECT_EQ(linked.identity, SampleHasher().Customer("default", "wx-openid-9"));
  EXPECT_TRUE(linked.channel);
  const UnlinkIdentity& unlinked = Only<UnlinkIdentity>(FrameKind::kUnlinkIdentity, Role::kDataAdmin, 119);
  EXPECT_EQ(unlinked.identity, linked.identity);
  EXPECT_FALSE(unlinked.channel);
  const MergeCustomers& merge = Only<MergeCustomers>(FrameKind::kMergeCustomers, Role::kSupervisor, 120);
  EXPECT_EQ(merge.from, SampleHasher().Customer("default", "customer-7-old"));
  EXPECT_EQ(merge.into, customer);
  EXPECT_EQ(Only<ShowCustomer>(FrameKind::kShowCustomer, Role::kSupervisor, 0).customer, customer);
}

TEST_F(RequestRoundTrip, AskArchive) {
  const DecodeResult result = Decode(FrameKind::kAskArchive, Role::kSupervisor);
  ASSERT_TRUE(result.ok());
  const auto& request = std::get<ArchiveRequest>(result.own);
  EXPECT_EQ(request.order, SampleHasher().Order("default", "order-9"));
  EXPECT_FALSE(request.customer);
  EXPECT_FALSE(request.ticket);
  EXPECT_GT(request.from, 0);
  EXPECT_EQ(request.to - request.from, kDay);
  EXPECT_EQ(request.after, kTicket);
  EXPECT_EQ(request.rows_max, 12u);
}

TEST_F(RequestRoundTrip, Transfers) {
  const AskTransfer& ask = Only<AskTransfer>(FrameKind::kAskTransfer, Role::kAgent, 57);
  EXPECT_EQ(ask.agent, AgentId(7));
  EXPECT_EQ(ask.ticket, kTicket);
  EXPECT_TRUE(ask.to.empty());
  EXPECT_EQ(ask.team, "夜班");
  EXPECT_EQ(ask.reason, "knows it better");
  const SettleTransfer& settle = Only<SettleTransfer>(FrameKind::kSettleTransfer, Role::kSupervisor, 58);
  EXPECT_EQ(settle.ticket, kTicket);
  EXPECT_EQ(settle.word, TransferWord::kApprove);
  EXPECT_EQ(settle.to, "王芳");
  EXPECT_EQ(settle.reason, "agreed");
  EXPECT_EQ(Only<ListTransfers>(FrameKind::kListTransfers, Role::kSupervisor, 0).after, kTicket);
}

TEST_F(RequestRoundTrip, ListReviews) { EXPECT_EQ(Only<ListReviews>(FrameKind::kListReviews, Role::kSupervisor, 0).after, kTicket); }

TEST_F(RequestRoundTrip, Parts) {
  const AskPart& ask = Only<AskPart>(FrameKind::kAskPart, Role::kAgent, 124);
  EXPECT_EQ(ask.agent, AgentId(7));
  EXPECT_EQ(ask.ticket, kTicket);
  EXPECT_EQ(ask.department, 2);
  EXPECT_EQ(ask.to, "王芳");
  EXPECT_EQ(ask.due, 1'795'266'000 * kSecond);
  EXPECT_EQ(ask.text, "where is the parcel");
  const AssignPart& assign = Only<AssignPart>(FrameKind::kAssignPart, Role::kSupervisor, 125);
  EXPECT_FALSE(assign.agent);
  EXPECT_EQ(assign.ticket, kTicket);
  EXPECT_EQ(assign.part, 3);
  EXPECT_EQ(assign.to, "王芳");
  const ReportPart& report = Only<ReportPart>(FrameKind::kReportPart, Role::kAgent, 126);
  EXPECT_EQ(report.agent, AgentId(7));
  EXPECT_EQ(report.ticket, kTicket);
  EXPECT_EQ(report.part, 3);
  EXPECT_EQ(report.node, PartNode::kDone);
  EXPECT_EQ(report.text, "到货了");
  const ListParts& list = Only<ListParts>(FrameKind::kListParts, Role::kAgent, 0);
  EXPECT_EQ(list.agent, AgentId(7));
  EXPECT_EQ(list.department, 1);
  EXPECT_EQ(list.after, kTicket);
  EXPECT_EQ(list.after_part, 2);
}

TEST_F(RequestRoundTrip, Plans) {
  const PutPlan& put = Only<PutPlan>(FrameKind::kPutPlan, Role::kDataAdmin, 128);
  EXPECT_NE(put.terms.customer, 0u);
  EXPECT_EQ(put.terms.first_at, 1'795'348'800 * kSecond);
  EXPECT_EQ(put.terms.type, 2);
  EXPECT_EQ(put.terms.region, 2);
  EXPECT_EQ(put.terms.channel, 2);
  EXPECT_EQ(put.terms.every, 6);
  EXPECT_EQ(put.terms.unit, static_cast<std::uint8_t>(PlanUnit::kMonths));
  EXPECT_EQ(put.terms.level, static_cast<std::uint8_t>(Level::kNormal));
  EXPECT_EQ(put.terms.tier, static_cast<std::uint8_t>(CustomerTier::kVip));
  EXPECT_EQ(put.texts, (PlanTexts{"vip visits", "office", "客户回访", "ask how it goes"}));
  EXPECT_EQ(Only<DropPlan>(FrameKind::kDropPlan, Role::kSupervisor, 129).name, "vip visits");
  EXPECT_EQ(Only<ListPlans>(FrameKind::kListPlans, Role::kSupervisor, 0).after, 16u);
}

TEST_F(RequestRoundTrip, CallBack) {
  const RecordCallBack& body = Only<RecordCallBack>(FrameKind::kCallBack, Role::kAgent, 45);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.note, "content");
}

TEST_F(RequestRoundTrip, OverdueReason) {
  const SetOverdueReason& body = Only<SetOverdueReason>(FrameKind::kOverdueReason, Role::kSupervisor, 46);
  EXPECT_FALSE(body.agent);
  EXPECT_TRUE(body.ticket);
  EXPECT_EQ(body.reason, 7);
  EXPECT_EQ(body.text, "storm");
}

TEST_F(RequestRoundTrip, ChangeLevel) {
  const ChangeLevel& body = Only<ChangeLevel>(FrameKind::kChangeLevel, Role::kSupervisor, 47);
  EXPECT_TRUE(body.ticket);
  EXPECT_EQ(body.level, Level::kHigh);
  EXPECT_EQ(body.reason, "judged anew");
}

TEST_F(RequestRoundTrip, AddNote) {
  const AddNote& body = Only<AddNote>(FrameKind::kAddNote, Role::kAgent, 48);
  EXPECT_EQ(body.agent, AgentId(7));
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.kind, TouchKind::kCallEnded);
}

TEST_F(RequestRoundTrip, ResolveBatch) {
  ASSERT_TRUE(Decode(FrameKind::kResolveBatch, Role::kGateway).ok());
  ASSERT_EQ(commands_.size(), 2u);
  EXPECT_EQ(commands_[0].caller.correlation, 10u);
  EXPECT_EQ(commands_[1].caller.request, 31u);
  EXPECT_EQ(std::get<Resolve>(commands_[1].body).solution, "已退款");
  EXPECT_EQ(std::get<Resolve>(commands_[1].body).result_code, 6u);
}

TEST_F(RequestRoundTrip, Declare) {
  const Declare& body = Only<Declare>(FrameKind::kDeclare, Role::kDataAdmin, 32);
  EXPECT_EQ(body.kind, CatalogKind::kSkill);
  EXPECT_EQ(body.name, "invoices");
}

TEST_F(RequestRoundTrip, Assign) {
  const Assign& body = Only<Assign>(FrameKind::kAssign, Role::kSupervisor, 40);
  EXPECT_TRUE(body.ticket);
  EXPECT_EQ(body.key, KeyHash());
  EXPECT_EQ(body.agent, "王芳");
  EXPECT_EQ(body.capacity, CapacityUse::kExceed);
}

TEST_F(RequestRoundTrip, TakeBack) {
  const TakeBack& body = Only<TakeBack>(FrameKind::kTakeBack, Role::kSupervisor, 41);
  EXPECT_FALSE(body.ticket);
  EXPECT_NE(body.key, KeyHash());
}

TEST_F(RequestRoundTrip, SetManager) {
  const SetManager& body = Only<SetManager>(FrameKind::kSetManager, Role::kSupervisor, 42);
  EXPECT_EQ(body.customer, SampleHasher().Customer("default", "customer-7"));
  EXPECT_EQ(body.manager, "王芳");
  EXPECT_EQ(body.deputy, "anna");
}

TEST_F(RequestRoundTrip, DeclareAgent) {
  const DeclareAgent& body = Only<DeclareAgent>(FrameKind::kDeclareAgent, Role::kDataAdmin, 33);
  EXPECT_EQ(body.name, "王芳");
  EXPECT_EQ(body.capacity, 5u);
  EXPECT_EQ(body.cost_per_hour_cents, 8'000u);
  Profile expected;
  expected.tier = static_cast<std::uint8_t>(AgentTier::kSenior);
  expected.skills[0] = {1, 3, 0};
  expected.skills[1] = {2, 1, 0};
  expected.skill_count = 2;
  expected.regions = {1, 2};
  expected.region_count = 2;
  expected.channels = {1};
  expected.channel_count = 1;
  expected.customer_tiers = 1u << 1 | 1u << 3;
  EXPECT_EQ(*body.profile, expected);
  EXPECT_EQ(body.team, "east");
  EXPECT_EQ(body.supervisor, "李姐");
  EXPECT_EQ(body.duty_supervisor, "老周");
  EXPECT_EQ(body.shift, "early");
  EXPECT_EQ(body.tier_hours, "vip-hours");
  EXPECT_EQ(body.hours_tiers, 1u << 1);
  ASSERT_EQ(body.room_count, 2);
  EXPECT_EQ(body.rooms[0], (ChannelRoom{2, 0, 1}));
  EXPECT_EQ(body.rooms[1], (ChannelRoom{1, 0, 3}));
}

TEST_F(RequestRoundTrip, DeclareAgents) {
  const DeclareAgents& body = Only<DeclareAgents>(FrameKind::kDeclareAgents, Role::kDataAdmin, 0);
  EXPECT_EQ(body.applying, Applying::kCheckOnly);
  ASSERT_EQ(body.agents.size(), 2u);
  EXPECT_EQ(body.agents[0].name, "王芳");
  EXPECT_EQ(body.agents[0].supervisor, "李姐");
  EXPECT_EQ(body.agents[0].profile->skill_count, 2);
  EXPECT_EQ(body.agents[0].room_count, 1);
  EXPECT_EQ(body.agents[1].name, "李姐");
  EXPECT_EQ(body.agents[1].capacity, 9u);
  EXPECT_EQ(body.agents[1].profile->tier, static_cast<std::uint8_t>(AgentTier::kSupervisor));
}

TEST_F(RequestRoundTrip, RetireAgent) { EXPECT_EQ(Only<RetireAgent>(FrameKind::kRetireAgent, Role::kDataAdmin, 131).name, "王芳"); }

TEST_F(RequestRoundTrip, ActivateRulesIsLeftToTheDaemonToCompile) {
  const DecodeResult result = Decode(FrameKind::kActivateRules, Role::kDataAdmin);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(commands_.empty());
  const auto& rules = std::get<RulesRequest>(result.own);
  EXPECT_EQ(rules.source, "name = \"night shift\"\n");
  EXPECT_EQ(rules.caller.request, 34u);
  EXPECT_EQ(rules.caller.correlation, kTag);
  EXPECT_EQ(rules.caller.role, Role::kDataAdmin);
  EXPECT_EQ(rules.author, "crm-east");
  EXPECT_EQ(rules.use, RulesUse::kTry);
}

TEST_F(RequestRoundTrip, UndoRulesNamesWhoAsks) {
  const UndoRules& body = Only<UndoRules>(FrameKind::kUndoRules, Role::kDataAdmin, 35);
  EXPECT_EQ(body.in_force, 7u);
  EXPECT_EQ(body.restore, 5u);
  EXPECT_EQ(body.author, "crm-east");
}

TEST_F(RequestRoundTrip, ShowRules) {
  const ShowRules& body = Only<ShowRules>(FrameKind::kShowRules, Role::kOperator, 0);
  EXPECT_EQ(body.version, 6u);
  EXPECT_EQ(body.offset, 32'768u);
}

TEST_F(RequestRoundTrip, ShowAgentAndListSaturated) {
  EXPECT_EQ(Only<ShowAgent>(FrameKind::kShowAgent, Role::kSupervisor, 0).name, "王芳");
  commands_.clear();
  const ListSaturated& full = Only<ListSaturated>(FrameKind::kListSaturated, Role::kSupervisor, 0);
  EXPECT_EQ(full.after_agent, AgentId(99));
  EXPECT_EQ(full.from_group, 18u);
}

TEST_F(RequestRoundTrip, QueryByNumberCompletesThePartition) {
  const FindTicket& body = Only<FindTicket>(FrameKind::kQuery, Role::kFrontEnd, 0);
  EXPECT_EQ(body.ticket, kTicket);
  EXPECT_EQ(body.key, KeyHash());
  SessionIdentity identity = SampleIdentity(Role::kFrontEnd);
  identity.partition = 5;
  const AlignedFrame frame(SampleBytes(FrameKind::kQuery));
  ASSERT_TRUE(DecodeRequest(frame.As(FrameSide::kServer), identity, SampleNames(), SampleHasher(), arena_, commands_).ok());
  EXPECT_EQ(TicketPartition(std::get<FindTicket>(commands_.back().body).ticket), 5u);
}

TEST_F(RequestRoundTrip, ExplainByAnothersKey) {
  const ExplainTicket& body = Only<ExplainTicket>(FrameKind::kExplain, Role::kSupervisor, 0);
  EXPECT_EQ(body.ticket, TicketId());
  EXPECT_EQ(body.key, SampleHasher().ExternalKey(SampleHasher().Scope("default", "crm-east"), "INC0000045"));
}

TEST_F(RequestRoundTrip, QueryByOwnKeyFindsWhatSubmitStored) {
  std::string bytes;
  client::RequestEncoder().Query(bytes, {{}, {}, "INC0000045", {}}, 1);
  ASSERT_TRUE(DecodeBytes(bytes, Role::kFrontEnd).ok());
  ASSERT_TRUE(Decode(FrameKind::kSubmit, Role::kFrontEnd).ok());
  EXPECT_EQ(std::get<FindTicket>(commands_[0].body).key, std::get<Submit>(commands_[1].body).key);
}

TEST_F(RequestRoundTrip, PersonalDataIsAskedForByThoseWhoEverMay) {
  for (const Sight sight : {Sight::kMasked, Sight::kPlain}) {
    std::string body;
    std::string history;
    client::RequestEncoder().AskBody(body, kTicket, 0, 1, sight);
    client::RequestEncoder().AskHistory(history, {kTicket, {}, {}, {}}, 0, 1, sight);
    EXPECT_EQ(std::get<BodyRequest>(DecodeBytes(body, Role::kFrontEnd).own).sight, sight);
    EXPECT_EQ(std::get<BodyRequest>(DecodeBytes(body, Role::kGateway).own).sight, sight);
    EXPECT_EQ(std::get<HistoryRequest>(DecodeBytes(history, Role::kSupervisor).own).sight, sight);
    for (const Role role : {Role::kDataAdmin, Role::kOperator}) {
      const DecodeResult result = DecodeBytes(history, role);
      EXPECT_EQ(result.ok(), sight == Sight::kMasked);
      if (result.ok()) continue;
      EXPECT_EQ(result.refusals.at(0).code, Reject::kNotAllowed);
      EXPECT_EQ(result.refusals.at(0).field, "unmask");
      EXPECT_NE(result.refusals.at(0).detail.find("front-end, agent, desk-gateway, supervisor"), std::string::npos);
    }
  }
}

TEST_F(RequestRoundTrip, AskHistoryByNumberAndByKey) {
  const DecodeResult by_number = Decode(FrameKind::kAskHistory, Role::kSupervisor);
  ASSERT_TRUE(by_number.ok());
  const auto& request = std::get<HistoryRequest>(by_number.own);
  EXPECT_EQ(request.ticket, kTicket);
  EXPECT_EQ(request.from_seq, 4'711u);
  std::string bytes;
  client::RequestEncoder().AskHistory(bytes, {{}, {}, "INC0000045", "crm-east"}, 0, 1);
  const DecodeResult by_key = DecodeBytes(bytes, Role::kOperator);
  ASSERT_TRUE(by_key.ok());
  EXPECT_EQ(std::get<HistoryRequest>(by_key.own).key,
            SampleHasher().ExternalKey(SampleHasher().Scope("default", "crm-east"), "INC0000045"));
  EXPECT_FALSE(Decode(FrameKind::kAskHistory, Role::kFrontEnd).ok());
}

TEST_F(RequestRoundTrip, FollowWithItsFilter) {
  const DecodeResult follow = Decode(FrameKind::kFollow, Role::kOperator);
  ASSERT_TRUE(follow.ok());
  const auto& request = std::get<FollowRequest>(follow.own);
  EXPECT_EQ(request.from_seq, 4'711u);
  EXPECT_EQ(request.filter.ticket, kTicket.raw());
  EXPECT_EQ(request.filter.kinds, FeedFilter::KindBit(EventKind::kOffered) | FeedFilter::KindBit(EventKind::kStarted));
  const DecodeResult taken = Decode(FrameKind::kFeedTaken, Role::kSupervisor);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(std::get<FeedTakenRequest>(taken.own).next_seq, 4'721u);
  std::string bytes;
  client::RequestEncoder().Follow(bytes, {}, 1);
  const DecodeResult all = DecodeBytes(bytes, Role::kSupervisor);
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(std::get<FollowRequest>(all.own).filter, FeedFilter());
  EXPECT_FALSE(Decode(FrameKind::kFollow, Role::kFrontEnd).ok());
}

TEST_F(RequestRoundTrip, Lists) {
  EXPECT_EQ(Only<ListAgents>(FrameKind::kListAgents, Role::kSupervisor, 0).after, AgentId(256));
  commands_.clear();
  EXPECT_EQ(Only<ListPool>(FrameKind::kListPool, Role::kSupervisor, 0).after, 17u);
  commands_.clear();
  Only<AskStatus>(FrameKind::kAskStatus, Role::kOperator, 0);
}

TEST_F(RequestRoundTrip, Articles) {
  const PutArticle& put = Only<PutArticle>(FrameKind::kPutArticle, Role::kDataAdmin, 35);
  EXPECT_EQ(put.article, ArticleId(12));
  EXPECT_EQ(put.visibility, Visibility::kCustomer);
  const auto text = DecodeArticle(put.text);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->title, "退款多久到账");
  EXPECT_EQ(text->text, "原路退回，一至三个工作日。");
  EXPECT_EQ(text->keywords, "refund 退钱");
  EXPECT_EQ(text->author, "crm-east");
  EXPECT_EQ(text->types, (std::vector<std::uint16_t>{1, 2}));
  commands_.clear();
  EXPECT_EQ(Only<ReviewArticle>(FrameKind::kReviewArticle, Role::kSupervisor, 36).article, ArticleId(12));
  commands_.clear();
  const UseArticle& use = Only<UseArticle>(FrameKind::kUseArticle, Role::kGateway, 37);
  EXPECT_EQ(use.agent, AgentId(7));
  EXPECT_EQ(use.ticket, kTicket);
  EXPECT_EQ(use.article, ArticleId(12));
  commands_.clear();
  const ListArticles& list = Only<ListArticles>(FrameKind::kListArticles, Role::kDataAdmin, 0);
  EXPECT_EQ(list.after, ArticleId(64));
  EXPECT_EQ(list.scope, ArticleScope::kStale);
  EXPECT_FALSE(list.article);
  commands_.clear();
  std::string bytes;
  client::RequestEncoder().AskArticle(bytes, ArticleId(5), 1);
  ASSERT_TRUE(DecodeBytes(bytes, Role::kFrontEnd).ok());
  EXPECT_EQ(std::get<ListArticles>(commands_.at(0).body).article, ArticleId(5));
  const DecodeResult find = Decode(FrameKind::kFindArticles, Role::kFrontEnd);
  ASSERT_TRUE(find.ok());
  const auto& request = std::get<ArticlesRequest>(find.own);
  EXPECT_EQ(request.text, "APP登录失败");
  EXPECT_EQ(request.type, TypeId(1));
  EXPECT_EQ(request.hits_max, 10u);
}

TEST_F(RequestRoundTrip, ASearchIsForWordsOrForATicketAndBounded) {
  const auto refused = [&](const client::FindArticlesMessage& message) {
    std::string bytes;
    client::RequestEncoder().FindArticles(bytes, message, 1);
    const DecodeResult result = DecodeBytes(bytes, Role::kSupervisor);
    return result.ok() ? Reject::kNone : result.refusals.at(0).code;
  };
  EXPECT_EQ(refused({"退款", {}, {}, 0}), Reject::kNone);
  EXPECT_EQ(refused({{}, kTicket, {}, 0}), Reject::kNone);
  EXPECT_EQ(refused({{}, {}, {}, 0}), Reject::kMissingField);
  EXPECT_EQ(refused({"退款", kTicket, {}, 0}), Reject::kMalformed);
  EXPECT_EQ(refused({"退款", {}, {}, kHitsMax + 1}), Reject::kMalformed);
  EXPECT_EQ(refused({"退款", {}, "no such type", 0}), Reject::kUnknownName);
  EXPECT_EQ(refused({std::string(kQuestionBytesMax + 1, 'x'), {}, {}, 0}), Reject::kMalformed);
}

TEST_F(RequestRoundTrip, AnArticleNeedsTitleTextAndVisibilityWithinTheirBounds) {
  const auto refused = [&](const client::PutArticleMessage& message) {
    std::string bytes;
    client::RequestEncoder().PutArticle(bytes, message, 1);
    commands_.clear();
    const DecodeResult result = DecodeBytes(bytes, Role::kDataAdmin);
    return result.ok() ? Reject::kNone : result.refusals.at(0).code;
  };
  const std::string longest(kTextBytesMax, 'x'), too_long(kTextBytesMax + 1, 'x'), title(kTitleBytesMax + 1, 'x');
  const std::vector<std::string_view> unknown = {"nothing"}, many(kArticleTypesMax + 1, "complaint");
  const client::PutArticleMessage good{{}, Visibility::kInternal, "t", longest, {}, {}, 0};
  EXPECT_EQ(refused(good), Reject::kNone);
  client::PutArticleMessage bad = good;
  bad.title = {};
  EXPECT_EQ(refused(bad), Reject::kMissingField);
  bad = good, bad.title = title;
  EXPECT_EQ(refused(bad), Reject::kMalformed);
  bad = good, bad.text = too_long;
  EXPECT_EQ(refused(bad), Reject::kMalformed);
  bad = good, bad.text = "\xFF";
  EXPECT_EQ(refused(bad), Reject::kMalformed);
  bad = good, bad.visibility = Visibility::kNone;
  EXPECT_EQ(refused(bad), Reject::kMissingField);
  bad = good, bad.types = unknown;
  EXPECT_EQ(refused(bad), Reject::kUnknownName);
  bad = good, bad.types = many;
  EXPECT_EQ(refused(bad), Reject::kMalformed);
}

TEST_F(RequestRoundTrip, Time) {
  EXPECT_EQ(Only<SetTime>(FrameKind::kSetTime, Role::kOperator, 0).at, 1'795'262'400 * kSecond);
  commands_.clear();
  EXPECT_EQ(Only<AskClock>(FrameKind::kAskClock, Role::kGateway, 0).word, ClockWord::kNone);
  commands_.clear();
  EXPECT_EQ(Only<AskClock>(FrameKind::kAcceptClock, Role::kOperator, 0).word, ClockWord::kAcceptStep);
}

TEST_F(RequestRoundTrip, WhatTheSessionAnswersItselfBecomesNoCommand) {
  const DecodeResult ping = Decode(FrameKind::kPing, Role::kAgent);
  ASSERT_TRUE(ping.ok());
  EXPECT_EQ(std::get<PingRequest>(ping.own).bytes, "are you there");
  const DecodeResult names = Decode(FrameKind::kAskNames, Role::kAgent);
  ASSERT_TRUE(names.ok());
  EXPECT_EQ(std::get<NamesRequest>(names.own).kind, CatalogKind::kRegion);
  EXPECT_EQ(std::get<NamesRequest>(names.own).after, 1u);
  const DecodeResult body = Decode(FrameKind::kAskBody, Role::kAgent);
  ASSERT_TRUE(body.ok());
  EXPECT_EQ(std::get<BodyRequest>(body.own).ticket, kTicket);
  EXPECT_EQ(std::get<BodyRequest>(body.own).submit_seq, 4'711u);
  EXPECT_TRUE(std::holds_alternative<HeartbeatRequest>(Decode(FrameKind::kHeartbeat, Role::kAgent).own));
  EXPECT_TRUE(commands_.empty());
}

TEST_F(RequestRoundTrip, EveryRequestIsTakenFromExactlyTheRolesOfItsRow) {
  for (const FrameKindRow& row : kFrameKindRows) {
    if (row.direction != Direction::kRequest || row.kind == FrameKind::kHello) continue;
    for (const Name& role : NameTable<Role>::kRows) {
      const DecodeResult result = Decode(row.kind, static_cast<Role>(role.number));
      const bool allowed = (row.roles & RoleBit(static_cast<Role>(role.number))) != 0;
      EXPECT_EQ(result.ok(), allowed) << row.name << " from " << role.english;
      EXPECT_TRUE(allowed || result.refusals.at(0).code == Reject::kNotAllowed);
    }
  }
}

}  // namespace
}  // namespace tidegate
