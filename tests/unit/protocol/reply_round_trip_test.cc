// What the server's encoder writes is what the client library tells its handler, field by field; runs are merged, order is kept.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "protocol/client/client_codec.h"
#include "protocol/frame_buffer.h"
#include "protocol/reply_encoder.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'262'400 * kSecond;
constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);
constexpr std::uint64_t kTag = 0x0102030405060708;

// Keeps everything it hears, texts too, and the order as words.
class Recorder : public client::Handler {
 public:
  void OnHello(const client::HelloInfo& info) override { Add("hello"), hello = info, texts.emplace_back(info.server); }
  void OnAck(const client::AckInfo& ack) override {
    Add("ack " + std::to_string(ack.tag));
    acks.push_back(ack);
    texts.insert(texts.end(), {std::string(ack.field), std::string(ack.detail), std::string(ack.address)});
  }
  void OnSignedIn(const client::SignedInInfo& info) override { Add("signed-in"), signed_in.push_back(info); }
  void OnTicket(const client::TicketInfo& info) override { Add("ticket"), ticket = info; }
  void OnExplain(const client::ExplainInfo& info) override { Add("explain"), explain = info; }
  void OnAgents(const client::AgentsInfo& info) override { Add("agents"), agents = info; }
  void OnRecords(const client::RecordsInfo& info) override { Add("records"), records = info; }
  void OnPool(const client::PoolInfo& info) override { Add("pool"), pool = info; }
  void OnAgent(const client::AgentInfo& info) override { Add("agent"), agent = info; }
  void OnSaturation(const client::SaturationInfo& info) override { Add("saturation"), saturation = info; }
  void OnRules(const client::RulesInfo& info) override { Add("rules"), rules = info; }
  void OnHistory(const client::HistoryInfo& info) override { Add("history"), history = info; }
  void OnFollowing(const client::FollowingInfo& info) override { Add("following"), following = info; }
  void OnEvents(const client::EventsInfo& info) override { Add("events"), feed = info.view; }
  void OnClock(const client::ClockInfo& info) override { Add("time"), time = info; }
  void OnStatus(const client::StatusInfo& info) override { Add("status"), status = info, texts.emplace_back(info.server); }
  void OnBody(const client::BodyInfo& info) override {
    Add("body " + std::to_string(info.tag));
    for (const std::string_view text : {info.external_key, info.customer, info.order, info.title, info.text, info.recorded_at})
      texts.emplace_back(text);
  }
  void OnNames(const client::NamesInfo& info) override {
    Add("names " + std::string(EnglishName(info.kind)) + (info.more ? " more" : ""));
    for (const client::NamedId& row : info.rows) texts.push_back(std::to_string(row.id) + "=" + std::string(row.name));
  }
  void OnArticleHits(const client::ArticleHitsInfo& info) override { Add("hits"), hits = info; }
  void OnArticles(const client::ArticlesInfo& info) override { Add("articles"), articles = info; }
  void OnTransfers(const client::TransfersInfo& info) override { Add("transfers"), transfers = info; }
  void OnFeedback(const client::FeedbackInfo& info) override { Add("feedback"), feedback = info; }
  void OnCustomer(const client::CustomerInfo& info) override { Add("customer"), customer = info; }
  void OnArchive(const client::ArchiveInfo& info) override { Add("archive"), archive = info; }
  void OnParts(const client::PartsInfo& info) override { Add("parts"), parts = info; }
  void OnPlans(const client::PlansInfo& info) override { Add("plans"), plans = info; }
  void OnPromise(const client::PromiseInfo& info) override { Add("promise"), promise = info; }
  void OnPong(const client::PongInfo& info) override { Add("pong"), texts.emplace_back(info.bytes); }
  void OnOffer(const client::OfferInfo& info) override {
    Add("offer " + std::to_string(info.item.token));
    offers.push_back(info.item);
    texts.insert(texts.end(), {std::string(info.external_key), std::string(info.title), std::string(info.text)});
  }
  void OnWithdrawn(const client::WithdrawalInfo& info) override { Add("withdrawn"), withdrawn = info; }
  void OnClockAlert(const client::ClockAlertInfo& info) override { Add("clock"), clock = info; }
  void OnAlert(const client::AlertInfo& info) override { Add("alert"), alert = info; }
  void OnAgentState(const client::AgentStateInfo& info) override { Add("agent-state"), agent_state = info; }
  void OnGoodBye(const client::GoodByeInfo& info) override {
    Add("good-bye");
    reject = info.reject;
    texts.insert(texts.end(), {std::string(info.reason), std::string(info.reason_zh)});
  }
  void Add(std::string word) { heard.push_back(std::move(word)); }

  std::vector<std::string> heard;
  std::vector<std::string> texts;
  std::vector<client::AckInfo> acks;
  std::vector<WorkItem> offers;
  std::vector<client::SignedInInfo> signed_in;
  client::HelloInfo hello;
  client::TicketInfo ticket;
  client::ExplainInfo explain;
  client::AgentsInfo agents;
  client::RecordsInfo records;
  client::PoolInfo pool;
  client::AgentInfo agent;
  client::SaturationInfo saturation;
  client::RulesInfo rules;
  client::StatusInfo status;
  client::HistoryInfo history;
  client::ClockInfo time;
  client::FollowingInfo following;
  FeedView feed;
  client::WithdrawalInfo withdrawn;
  client::ClockAlertInfo clock;
  client::AlertInfo alert;
  client::ArticleHitsInfo hits;
  client::ArticlesInfo articles;
  client::TransfersInfo transfers;
  client::FeedbackInfo feedback;
  client::CustomerInfo customer;
  client::ArchiveInfo archive;
  client::PartsInfo parts;
  client::PlansInfo plans;
  client::PromiseInfo promise;
  client::AgentStateInfo agent_state;
  Reject reject = Reject::kNone;
  std::uint32_t answered = 0;
  int frames = 0;
};

void Hear(std::string_view bytes, Recorder& recorder) {
  const std::vector<std::uint64_t> aligned = [&] {
    std::vector<std::uint64_t> words((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    return words;
  }();
  std::string_view left(reinterpret_cast<const char*>(aligned.data()), bytes.size());
  while (!left.empty()) {
    const FrameResult result = ReadFrame(FrameSide::kClient, left);
    ASSERT_EQ(result.status, FrameStatus::kFrame) << Describe(result);
    const client::ReplyCount count = client::DecodeReply(result.frame, recorder);
    ASSERT_EQ(count.wrong, nullptr);
    recorder.answered += count.answered;
    ++recorder.frames;
    left.remove_prefix(result.consumed);
  }
}

Recorder HearSample(FrameKind kind) {
  Recorder recorder;
  Hear(SampleBytes(kind), recorder);
  EXPECT_EQ(recorder.frames, 1);
  return recorder;
}

Ack SampleAck(std::uint64_t correlation, Reject reject = Reject::kNone) {
  Ack ack;
  ack.correlation = correlation;
  ack.ticket = kTicket.raw();
  ack.reject = reject;
  ack.status = static_cast<std::uint8_t>(Status::kPooled);
  ack.retry_after_ms = reject == Reject::kNone ? 0 : 250;
  return ack;
}

OfferPush SampleOffer(std::uint32_t token, std::uint64_t submit_seq = 0) {
  OfferPush push;
  push.item.token = token;
  push.item.submit_seq = submit_seq;
  return push;
}

class EncoderTest : public testing::Test {
 protected:
  EncoderTest() : encoder_(&scratch_, {Refusals::kCompact, Durability::kNotSynced, "tidegated 0.1.0"}) {}
  Recorder Heard() {
    Recorder recorder;
    Hear(encoder_.Flush(), recorder);
    encoder_.Clear();
    EXPECT_EQ(encoder_.pending_bytes(), 0u);
    return recorder;
  }
  ReplyScratch scratch_;
  ReplyEncoder encoder_;
};

TEST(ReplyRoundTrip, HelloOk) {
  const Recorder heard = HearSample(FrameKind::kHelloOk);
  EXPECT_EQ(heard.hello.protocol, kProtocolVersion);
  EXPECT_EQ(heard.texts.at(0), "tidegated 0.1.0");
  EXPECT_EQ(heard.hello.session, 1u);
  EXPECT_EQ(heard.hello.seq, 9'999u);
  EXPECT_EQ(heard.hello.epoch, 4u);
  EXPECT_EQ(heard.hello.partition, 0u);
  EXPECT_EQ(heard.hello.credits, 256u);
  EXPECT_EQ(heard.hello.rules_version, 3u);
  EXPECT_EQ(heard.hello.durability, 1u);
  EXPECT_EQ(heard.answered, 0u) << "a hello takes no credit";
}

TEST(ReplyRoundTrip, Acks) {
  const Recorder heard = HearSample(FrameKind::kAcks);
  ASSERT_EQ(heard.acks.size(), 2u);
  EXPECT_EQ(heard.answered, 2u);
  const client::AckInfo& ack = heard.acks[0];
  EXPECT_EQ(ack.tag, kTag);
  EXPECT_EQ(ack.ticket, kTicket);
  EXPECT_EQ(ack.respond_by, kNow + 15 * kMinute);
  EXPECT_EQ(ack.resolve_by, kNow + 4 * kHour);
  EXPECT_EQ(ack.place, 12u);
  EXPECT_EQ(ack.wait_ms, 34'000u);
  EXPECT_EQ(ack.retry_after_ms, 0u);
  EXPECT_TRUE(ack.ok());
  EXPECT_TRUE(ack.duplicate);
  EXPECT_EQ(ack.status, Status::kPooled);
  EXPECT_EQ(ack.command, static_cast<std::uint8_t>(CommandKind::kSubmit));
  EXPECT_EQ(ack.offer, RepeatOffer::kReopen);
  EXPECT_EQ(ack.earlier_status, Status::kResolved);
  EXPECT_EQ(ack.earlier, TicketId(kTicket.raw() - 1));
  EXPECT_EQ(heard.acks[1].tag, kTag + 1);
  EXPECT_EQ(heard.acks[1].token, 3u);
  EXPECT_FALSE(heard.acks[1].duplicate);
}

TEST(ReplyRoundTrip, SignedIn) {
  const Recorder heard = HearSample(FrameKind::kSignedIn);
  ASSERT_EQ(heard.signed_in.size(), 1u);
  const client::SignedInInfo& info = heard.signed_in[0];
  EXPECT_EQ(info.tag, kTag);
  EXPECT_EQ(info.seq, 9'999u);
  EXPECT_EQ(info.agent, AgentId(7));
  EXPECT_EQ(info.capacity, 5u);
  EXPECT_FALSE(info.more);
  ASSERT_EQ(info.work.size(), 2u);
  const WorkItem& item = info.work[1];
  EXPECT_EQ(item.ticket, kTicket.raw());
  EXPECT_EQ(item.respond_by, kNow + 15 * kMinute);
  EXPECT_EQ(item.resolve_by, kNow + 4 * kHour);
  EXPECT_EQ(item.accept_by, kNow + 20 * kSecond);
  EXPECT_EQ(item.submit_seq, 4'711u);
  EXPECT_EQ(item.agent, 7u);
  EXPECT_EQ(item.token, 3u);
  EXPECT_EQ(item.type, 1u);
  EXPECT_EQ(item.region, 2u);
  EXPECT_EQ(item.channel, 2u);
  EXPECT_EQ(item.level, static_cast<std::uint8_t>(Level::kUrgent));
  EXPECT_EQ(item.tier, static_cast<std::uint8_t>(CustomerTier::kVip));
  EXPECT_EQ(item.status, static_cast<std::uint8_t>(Status::kOffered));
}

void ExpectSampleTicket(const TicketView& view) {
  EXPECT_EQ(view.ticket, kTicket);
  EXPECT_EQ(view.client, 0x1111u);
  EXPECT_EQ(view.customer, 0x2222u);
  EXPECT_EQ(view.status, Status::kAssigned);
  EXPECT_EQ(view.level, Level::kUrgent);
  EXPECT_EQ(view.order_level, Level::kUrgent);
  EXPECT_EQ(view.tier, CustomerTier::kVip);
  EXPECT_EQ(view.type, TypeId(1));
  EXPECT_EQ(view.region, RegionId(2));
  EXPECT_EQ(view.channel, ChannelId(2));
  EXPECT_EQ(view.agent, AgentId(7));
  EXPECT_EQ(view.agent_name, "王芳");
  EXPECT_EQ(view.received_at, kNow);
  EXPECT_EQ(view.status_since, kNow + kSecond);
  EXPECT_EQ(view.first_response_at, kNow + 2 * kSecond);
  EXPECT_EQ(view.resolved_at, kNow + 3 * kSecond);
  EXPECT_EQ(view.due, (std::array<Micros, kMainClockCount>{kNow + 15 * kMinute, kNow + 4 * kHour}));
  EXPECT_EQ(view.fired_per_mille, (std::array<std::uint16_t, kMainClockCount>{500, 800}));
  ASSERT_EQ(view.clocks.size(), 2u);
  EXPECT_EQ(view.clocks[0].clock, Clock::kResolve);
  EXPECT_EQ(view.clocks[0].state, ClockState::kPaused);
  EXPECT_EQ(view.clocks[0].fired_per_mille, 800u);
  EXPECT_EQ(view.clocks[1].clock, Clock::kStatutory);
  EXPECT_EQ(view.clocks[1].next_per_mille, 500u);
  EXPECT_EQ(view.clocks[1].due, kNow + 72 * kHour);
  EXPECT_EQ(view.clocks[1].next_at, kNow + 36 * kHour);
  EXPECT_EQ(view.overdue_reason, 7u);
  EXPECT_EQ(view.result_code, 9u);
  EXPECT_EQ(view.submit_seq, 4'711u);
  EXPECT_EQ(view.place, 12u);
  EXPECT_EQ(view.wait_ms, 34'000u);
  EXPECT_EQ(view.offers, 2u);
  EXPECT_EQ(view.category, ComplaintCategory::kService);
  EXPECT_EQ(view.complexity, 3);
  EXPECT_EQ(view.department, 2);
  EXPECT_EQ(view.flags, 5);
  EXPECT_EQ(view.tags, 9u);
  EXPECT_EQ(view.planned_until, kNow - kMinute);
  EXPECT_EQ(view.reopens, 2);
  EXPECT_EQ(view.into, TicketId(kTicket.raw() + 1));
  EXPECT_EQ(view.parent, TicketId(kTicket.raw() - 1));
  EXPECT_EQ(view.origin, TicketOrigin::kPlanned);
}

void ExpectSampleRequirement(const Requirement& requirement) {
  EXPECT_EQ(requirement.skill_count, 2);
  EXPECT_EQ(requirement.skills[0], (SkillLevel{1, 3, 0}));
  EXPECT_EQ(requirement.skills[1], (SkillLevel{2, 1, 0}));
  EXPECT_EQ(requirement.region, 2u);
  EXPECT_EQ(requirement.channel, 2u);
  EXPECT_EQ(requirement.customer_tier, 1u);
  EXPECT_EQ(requirement.agent_tiers, 0x30u);
}

TEST(ReplyRoundTrip, TicketInfo) {
  const Recorder heard = HearSample(FrameKind::kTicketInfo);
  EXPECT_EQ(heard.ticket.tag, kTag);
  ExpectSampleTicket(heard.ticket.view);
}

TEST(ReplyRoundTrip, ExplainInfo) {
  const Recorder heard = HearSample(FrameKind::kExplainInfo);
  EXPECT_EQ(heard.explain.tag, kTag);
  const ExplainView& view = heard.explain.view;
  ExpectSampleTicket(view.ticket);
  ExpectSampleRequirement(view.requirement);
  EXPECT_EQ(view.note, (DecisionNote{3, 5, 8, static_cast<std::uint8_t>(Choice::kLeastLoaded), 12, 25, 9, 1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(view.agents, 20u);
  EXPECT_EQ(view.available, 5u);
  EXPECT_EQ(view.at_capacity, 4u);
  EXPECT_EQ(view.off_duty, 3u);
  EXPECT_EQ(view.off_shift, 6u);
  EXPECT_EQ(view.note.by_shift, 9);
  EXPECT_EQ(view.declined, 2u);
  EXPECT_EQ(view.excluded, (std::array<std::uint32_t, 6>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(view.ahead, 6u);
  EXPECT_EQ(view.next, NextEvent::kClockStep);
  EXPECT_EQ(view.next_at, kNow + 7 * kMinute);
  EXPECT_EQ(view.next_clock, Clock::kResolve);
  EXPECT_EQ(view.next_per_mille, 800u);
  EXPECT_EQ(view.rules_version, 4u);
  EXPECT_EQ(view.rules, (std::vector<FiredRule>{{RuleOutput::kLevel, 3, "account safety"}, {RuleOutput::kDepartment, 7, ""}}));
  EXPECT_EQ(view.kept_for_urgent, 1u);
  ASSERT_EQ(view.may_have.size(), 1u);
  EXPECT_EQ(view.may_have[0].agent, AgentId(7));
  EXPECT_EQ(view.may_have[0].name, "王芳");
  EXPECT_EQ(view.may_have[0].eligibility, Eligibility::kFree);
  EXPECT_EQ(view.may_have[0].status, AgentStatus::kOnline);
  EXPECT_EQ(view.may_have[0].load, 13u);
  ASSERT_EQ(view.others.size(), 1u);
  EXPECT_EQ(view.others[0].eligibility, Eligibility::kDeclined);
  EXPECT_EQ(view.others[0].status, AgentStatus::kWrapUp);
  EXPECT_EQ(view.others[0].until, kNow + kMinute);
  EXPECT_EQ(view.upcoming,
            (std::vector<Upcoming>{{.event = NextEvent::kClockStep, .clock = Clock::kResolve, .per_mille = 800, .at = kNow + 7 * kMinute},
                                   {.event = NextEvent::kDeclineForgotten, .agent = 8, .at = kNow + 9 * kMinute}}));
}

TEST(ReplyRoundTrip, AgentInfo) {
  const Recorder heard = HearSample(FrameKind::kAgentInfo);
  EXPECT_EQ(heard.agent.tag, kTag);
  const AgentView& view = heard.agent.view;
  EXPECT_EQ(view.row.name, "王芳");
  EXPECT_EQ(view.row.tier, AgentTier::kSenior);
  EXPECT_EQ(view.profile.tier, static_cast<std::uint8_t>(AgentTier::kSenior));
  EXPECT_EQ(view.profile.skill_count, 2u);
  EXPECT_EQ(view.profile.skills[1], (SkillLevel{3, 5, 0}));
  EXPECT_EQ(view.profile.region_count, 1u);
  EXPECT_EQ(view.profile.regions[0], 2u);
  EXPECT_EQ(view.profile.channel_count, 2u);
  EXPECT_EQ(view.profile.channels[1], 2u);
  EXPECT_EQ(view.profile.customer_tiers, 0x06u);
  EXPECT_EQ(view.team, "华东一组");
  EXPECT_EQ(view.supervisor, "老王");
  EXPECT_EQ(view.duty_supervisor, "老周");
  EXPECT_EQ(view.shift, "early");
  EXPECT_EQ(view.tier_hours, "vip-hours");
  EXPECT_EQ(view.hours_tiers, 0x02u);
  EXPECT_EQ(view.rooms, (std::vector<ChannelRoom>{{.channel = 1, .tickets_max = 3}}));
  EXPECT_EQ(view.cost_per_hour_cents, 6'000u);
  EXPECT_EQ(view.misses, 2u);
  EXPECT_TRUE(view.signed_in);
  EXPECT_EQ(view.full_since, kNow - kMinute);
  EXPECT_EQ(view.ramp_next_at, kNow + 2 * kMinute);
  ASSERT_EQ(view.work.size(), 1u);
  EXPECT_EQ(view.work[0].accept_by, kNow + 20 * kSecond);
  ASSERT_EQ(view.excluded.size(), 1u);
  EXPECT_EQ(view.excluded[0].ticket, kTicket);
  EXPECT_EQ(view.excluded[0].until, kNow + 5 * kMinute);
}

TEST(ReplyRoundTrip, SaturationInfo) {
  const Recorder heard = HearSample(FrameKind::kSaturationInfo);
  const SaturationReply& page = heard.saturation.page;
  ASSERT_EQ(page.agents.size(), 1u);
  EXPECT_EQ(page.agents[0].agent, AgentId(7));
  EXPECT_EQ(page.agents[0].name, "王芳");
  EXPECT_EQ(page.agents[0].units, 5u);
  EXPECT_EQ(page.agents[0].capacity, 5u);
  EXPECT_EQ(page.agents[0].since, kNow);
  ASSERT_EQ(page.groups.size(), 1u);
  EXPECT_EQ(page.groups[0].signature, 17u);
  ExpectSampleRequirement(page.groups[0].requirement);
  EXPECT_EQ(page.groups[0].waiting, 4u);
  EXPECT_EQ(page.groups[0].on_duty, 3u);
  EXPECT_EQ(page.groups[0].since, kNow + kSecond);
  EXPECT_TRUE(page.watched);
  EXPECT_TRUE(page.more);
  EXPECT_EQ(page.after_agent, 99u);
  EXPECT_EQ(page.from_group, 18u);
}

TEST(ReplyRoundTrip, RulesInfo) {
  const Recorder heard = HearSample(FrameKind::kRulesInfo);
  const RulesReply& page = heard.rules.page;
  ASSERT_EQ(page.versions.size(), 2u);
  EXPECT_EQ(page.versions[0].version, 3u);
  EXPECT_EQ(page.versions[0].cause, RuleCause::kApplied);
  EXPECT_EQ(page.versions[0].at, kNow);
  EXPECT_EQ(page.versions[0].source_bytes, 20u);
  EXPECT_EQ(page.versions[0].author, "chen");
  EXPECT_EQ(page.versions[1].restored, 2u);
  EXPECT_EQ(page.version, 4u);
  EXPECT_EQ(page.offset, 7u);
  EXPECT_EQ(page.part, "\"夜班\"\n");
}

TEST(ReplyRoundTrip, NamesInUseAreToldInTheWordsOfARefusal) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  auto reply = std::make_unique<NamesInUseReply>();
  reply->correlation = kTag;
  reply->reject = Reject::kNamesInUse;
  reply->command = static_cast<std::uint8_t>(CommandKind::kActivateRules);
  reply->names = {{RuleName::kSkill, "refund", 12, 1}, {RuleName::kCalendar, "early", 0, 3}, {RuleName::kTag, "hot", 1, 0}};
  reply->more = 4;
  encoder.Append(Output(std::move(reply)), nullptr);
  Recorder heard;
  Hear(encoder.Flush(), heard);
  ASSERT_EQ(heard.acks.size(), 1u);
  EXPECT_EQ(heard.acks[0].tag, kTag);
  EXPECT_EQ(heard.acks[0].reject, Reject::kNamesInUse);
  EXPECT_EQ(heard.texts[0], "source");
  EXPECT_EQ(heard.texts[1], "skill refund: 12 open tickets, 1 agent; calendar early: 3 agents; tag hot: 1 open ticket; and 4 more");
}

TEST(ReplyRoundTrip, RecordsInfo) {
  const Recorder heard = HearSample(FrameKind::kRecordsInfo);
  EXPECT_TRUE(heard.records.applied);
  ASSERT_EQ(heard.records.rows.size(), 3u);
  EXPECT_EQ(heard.records.rows[0], (RecordVerdict{.place = 0, .news = RecordNews::kNew}));
  EXPECT_EQ(heard.records.rows[1], (RecordVerdict{.place = 3, .fields = 1u << 5 | 1u << 10, .news = RecordNews::kChanged}));
  EXPECT_EQ(heard.records.rows[2].reject, Reject::kUnknownName);
}

TEST(ReplyRoundTrip, AgentsPage) {
  const Recorder heard = HearSample(FrameKind::kAgentsPage);
  EXPECT_TRUE(heard.agents.more);
  ASSERT_EQ(heard.agents.rows.size(), 1u);
  const AgentRow& row = heard.agents.rows[0];
  EXPECT_EQ(row.agent, AgentId(7));
  EXPECT_EQ(row.name, "王芳");
  EXPECT_EQ(row.tier, AgentTier::kSenior);
  EXPECT_EQ(row.status, AgentStatus::kOnline);
  EXPECT_EQ(row.offered, 1u);
  EXPECT_EQ(row.assigned, 2u);
  EXPECT_EQ(row.capacity, 5u);
  EXPECT_EQ(row.open_capacity, 4u);
  EXPECT_EQ(row.resolved, 77u);
  EXPECT_EQ(row.idle_since, kNow);
  EXPECT_EQ(row.until, kNow + kMinute);
}

TEST(ReplyRoundTrip, PoolPage) {
  const Recorder heard = HearSample(FrameKind::kPoolPage);
  EXPECT_TRUE(heard.pool.more);
  EXPECT_EQ(heard.pool.next, 4'113u);
  ASSERT_EQ(heard.pool.rows.size(), 1u);
  const PoolRow& row = heard.pool.rows[0];
  EXPECT_EQ(row.signature, 17u);
  ExpectSampleRequirement(row.requirement);
  EXPECT_EQ(row.waiting, (std::array<std::uint32_t, kLevelCount>{1, 2, 3, 4}));
  EXPECT_EQ(row.eligible_on_duty, 5u);
  EXPECT_EQ(row.oldest_received_at, kNow);
  EXPECT_EQ(row.interval_ms, 900u);
}

TEST(ReplyRoundTrip, StatusInfo) {
  const Recorder heard = HearSample(FrameKind::kStatusInfo);
  EXPECT_EQ(heard.status.durability, 1u);
  EXPECT_EQ(heard.texts.at(0), "tidegated 0.1.0");
  const StatusView& view = heard.status.view;
  EXPECT_EQ(view.now, kNow);
  EXPECT_EQ(view.seq, 9'999u);
  EXPECT_EQ(view.rules_version, 3u);
  EXPECT_EQ(view.open, 120u);
  EXPECT_EQ(view.open_max, 1'048'576u);
  EXPECT_EQ(view.recent, 80u);
  EXPECT_EQ(view.agenda, 1u);
  EXPECT_EQ(view.pooled, (std::array<std::uint64_t, kLevelCount>{1, 2, 3, 4}));
  EXPECT_EQ(view.offered, 10u);
  EXPECT_EQ(view.assigned, 100u);
  EXPECT_EQ(view.overdue, 5u);
  EXPECT_EQ(view.agents, 30u);
  EXPECT_EQ(view.agents_online, 25u);
  EXPECT_EQ(view.submitted_total, 200u);
  EXPECT_EQ(view.assigned_total, 190u);
  EXPECT_EQ(view.resolved_total, 80u);
  EXPECT_EQ(view.recents_evicted_total, 6u);
  EXPECT_EQ(view.declines_unremembered_total, 2u);
  EXPECT_EQ(view.to_review, 3u);
  EXPECT_EQ(view.to_review_total, 40u);
  EXPECT_EQ(view.reviewed_total, 30u);
  EXPECT_EQ(view.redirected_total, 4u);
  EXPECT_EQ(view.closed_total, 21u);
  EXPECT_EQ(view.closed_unconfirmed_total, 22u);
  EXPECT_EQ(view.cancelled_total, 23u);
  EXPECT_EQ(view.merged_total, 24u);
  EXPECT_EQ(view.abandoned_total, 25u);
  EXPECT_EQ(view.reopened_total, 26u);
  EXPECT_EQ(view.repeats_total, 27u);
  EXPECT_EQ(view.brought_total, 28u);
  EXPECT_EQ(view.calendars_until, 1'890'000'000'000'000);
}

TEST(ReplyRoundTrip, StatusTellsHowTheProjectionStands) {
  ReplyScratch scratch;
  const ProjectionView projection{ProjectionState::kStopped, 8'000, 12'345};
  ReplyEncoder encoder(&scratch, {.projection = &projection});
  encoder.Append(std::make_unique<StatusReply>(), nullptr);
  Recorder heard;
  const AlignedFrame frame(encoder.Flush());
  EXPECT_EQ(client::DecodeReply(frame.As(FrameSide::kClient), heard).wrong, nullptr);
  EXPECT_EQ(heard.status.projection.state, ProjectionState::kStopped);
  EXPECT_EQ(heard.status.projection.projected_seq, 8'000u);
  EXPECT_EQ(heard.status.projection.lag_ms, 12'345u);
}

TEST(ReplyRoundTrip, StatusTellsWhatTheDirectoryTakesOfTheDisk) {
  ReplyScratch scratch;
  const SpaceView space{1'700'000'000, 2'000'000'000};
  ReplyEncoder encoder(&scratch, {.space = &space});
  auto reply = std::make_unique<StatusReply>();
  reply->view.space_mark = SpaceMark::kRefuseLow;
  encoder.Append(std::move(reply), nullptr);
  Recorder heard;
  const AlignedFrame frame(encoder.Flush());
  EXPECT_EQ(client::DecodeReply(frame.As(FrameSide::kClient), heard).wrong, nullptr);
  EXPECT_EQ(heard.status.view.space_mark, SpaceMark::kRefuseLow);
  EXPECT_EQ(heard.status.space.used_bytes, 1'700'000'000u);
  EXPECT_EQ(heard.status.space.budget_bytes, 2'000'000'000u);
}

// A reply says whether personal data stands in it as it is.
TEST(ReplyRoundTrip, TextsMaskedAndWhole) {
  struct Sights : client::Handler {
    std::vector<Sight> sights;
    std::vector<std::string> texts;
    void OnBody(const client::BodyInfo& info) override {
      sights.push_back(info.sight);
      texts.push_back(std::string(info.customer) + "|" + std::string(info.order) + "|" + std::string(info.text));
    }
    void OnHistory(const client::HistoryInfo& info) override { sights.push_back(info.view.masked ? Sight::kMasked : Sight::kPlain); }
  } heard;
  Body body;
  body.fields = {"13800130827", "张伟", "13800130827", "", "call 13800130827", ""};
  ReplyScratch scratch;
  for (const Sight sight : {Sight::kMasked, Sight::kPlain}) {
    ReplyEncoder encoder(&scratch, {});
    encoder.AppendBody(1, TicketId(5), body, sight);
    HistoryView view;
    view.masked = sight == Sight::kMasked;
    encoder.AppendHistory(2, view);
    std::string_view bytes = encoder.Flush();
    while (!bytes.empty()) {
      const FrameResult frame = ReadFrame(FrameSide::kClient, bytes);
      ASSERT_EQ(frame.status, FrameStatus::kFrame);
      client::DecodeReply(frame.frame, heard);
      bytes.remove_prefix(frame.consumed);
    }
  }
  EXPECT_EQ(heard.sights, (std::vector<Sight>{Sight::kMasked, Sight::kMasked, Sight::kPlain, Sight::kPlain}));
  EXPECT_EQ(heard.texts, (std::vector<std::string>{"张*|13800130827|call 138****0827", "张伟|13800130827|call 13800130827"}));
}

TEST(ReplyRoundTrip, HistoryPage) {
  const Recorder heard = HearSample(FrameKind::kHistoryPage);
  const HistoryView& view = heard.history.view;
  EXPECT_EQ(view.ticket.ticket, kTicket);
  EXPECT_EQ(view.next_seq, 4'721u);
  EXPECT_EQ(view.complete_to, 9'000u);
  EXPECT_EQ(view.committed_seq, 9'999u);
  EXPECT_EQ(view.complete_from, 4'000u);
  ASSERT_EQ(view.events.size(), 2u);
  const Event& offered = view.events[0];
  EXPECT_EQ(offered.seq, 4'712u);
  EXPECT_EQ(offered.at, kNow);
  EXPECT_EQ(offered.kind, EventKind::kOffered);
  EXPECT_EQ(offered.status, Status::kOffered);
  EXPECT_EQ(offered.level, Level::kUrgent);
  EXPECT_EQ(offered.tier, CustomerTier::kVip);
  EXPECT_EQ(offered.ticket, kTicket.raw());
  EXPECT_EQ(offered.client, 0x1111u);
  EXPECT_EQ(offered.customer, 0x2222u);
  EXPECT_EQ(offered.agent, 7u);
  EXPECT_EQ(offered.token, 3u);
  EXPECT_EQ(offered.type, 1u);
  EXPECT_EQ(offered.region, 2u);
  EXPECT_EQ(offered.channel, 2u);
  EXPECT_EQ(offered.respond_by, kNow + 15 * kMinute);
  EXPECT_EQ(offered.resolve_by, kNow + 4 * kHour);
  EXPECT_EQ(offered.until, kNow + 3 * kMinute);
  EXPECT_EQ(offered.clock, Clock::kResolve);
  EXPECT_EQ(offered.per_mille, 800u);
  EXPECT_EQ(offered.rules_version, 3u);
  EXPECT_EQ(offered.note.eligible, 5u);
  EXPECT_EQ(offered.note.off_duty, 8u);
  const Event& resolved = view.events[1];
  EXPECT_EQ(resolved.kind, EventKind::kResolved);
  EXPECT_EQ(resolved.reason, ReturnReason::kNoAnswer);
  EXPECT_EQ(resolved.decline_code, 9u);
  EXPECT_EQ(resolved.result_code, 12u);
  EXPECT_EQ(resolved.agent_status, AgentStatus::kWrapUp);
  EXPECT_EQ(resolved.catalog, CatalogKind::kRegion);
  EXPECT_EQ(resolved.text, "已退款");
  EXPECT_EQ(resolved.tags, 9u);
  EXPECT_EQ(resolved.category, ComplaintCategory::kPrice);
  EXPECT_EQ(resolved.department, 2);
  EXPECT_EQ(resolved.flags, 5);
  EXPECT_EQ(resolved.level_rule, 3);
  EXPECT_EQ(resolved.type_rule, 4);
  EXPECT_EQ(resolved.category_rule, 5);
  EXPECT_EQ(resolved.department_rule, 7);
  EXPECT_EQ(resolved.flow_rule, 1);
  EXPECT_EQ(resolved.fired, "\x03\x07\xFF");
  EXPECT_EQ(resolved.note, DecisionNote{});
}

TEST(ReplyRoundTrip, FollowingAndEvents) {
  const Recorder begun = HearSample(FrameKind::kFollowing);
  EXPECT_EQ(begun.following.tag, kTag);
  EXPECT_EQ(begun.following.partition, 3u);
  EXPECT_EQ(begun.following.next_seq, 4'711u);
  EXPECT_EQ(begun.following.committed_seq, 9'999u);
  EXPECT_EQ(begun.answered, 1u);
  const Recorder heard = HearSample(FrameKind::kEvents);
  EXPECT_EQ(heard.answered, 0u) << "a push frees no credit";
  EXPECT_EQ(heard.feed.follow, kTag);
  EXPECT_EQ(heard.feed.next_seq, 4'721u);
  EXPECT_EQ(heard.feed.committed_seq, 9'999u);
  EXPECT_EQ(heard.feed.gap_first_seq, 5'000u);
  ASSERT_EQ(heard.feed.events.size(), 2u);
  EXPECT_EQ(heard.feed.events[0].agent, 7u);
  EXPECT_EQ(heard.feed.events[1].text, "已退款");
}

TEST(ReplyRoundTrip, AnEventTakesNoMoreThanTheFeedReckonsWith) {
  Event all;
  all.seq = all.ticket = all.client = all.customer = ~std::uint64_t{0};
  all.at = all.respond_by = all.resolve_by = all.until = kNow;
  all.kind = EventKind::kOffered;
  all.status = Status::kOffered;
  all.level = Level::kUrgent;
  all.tier = CustomerTier::kVip;
  all.agent = all.token = all.rules_version = 7;
  all.type = all.region = all.per_mille = all.result_code = 7;
  all.channel = all.decline_code = 7;
  all.clock = Clock::kResolve;
  all.reason = ReturnReason::kNoAnswer;
  all.agent_status = AgentStatus::kBreak;
  all.catalog = CatalogKind::kRegion;
  all.note.rules_version = 7;
  all.text = "x";
  FeedView one;
  one.events = {all};
  FeedView many;
  many.events.assign(101, all);
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  encoder.AppendEvents(one);
  const std::size_t of_one = encoder.Flush().size();
  encoder.AppendEvents(many);
  EXPECT_LE(encoder.Flush().size() - of_one, of_one + 100 * (kEventBytesMax + all.text.size()));
}

TEST(ReplyRoundTrip, ClockInfo) {
  const Recorder heard = HearSample(FrameKind::kClockInfo);
  EXPECT_EQ(heard.time.now, kNow);
  EXPECT_EQ(heard.time.next_at, kNow + kMinute);
  EXPECT_EQ(heard.time.source, TimeSource::kDriven);
  EXPECT_TRUE(heard.time.stepped);
  EXPECT_EQ(heard.time.ahead, -3 * kSecond);
}

TEST(ReplyRoundTrip, TextsAndNames) {
  EXPECT_EQ(HearSample(FrameKind::kBodyInfo).texts, (std::vector<std::string>{"INC0000045", "customer-7", "order-9", "退款没有到账",
                                                                              "The refund has not arrived.", "2026-11-21 20:00:00"}));
  const Recorder names = HearSample(FrameKind::kNamesPage);
  EXPECT_EQ(names.heard.at(0), "names skill");
  EXPECT_EQ(names.texts, (std::vector<std::string>{"2=english", "3=退款"}));
  EXPECT_EQ(HearSample(FrameKind::kPong).texts.at(0), "are you there");
}

TEST(ReplyRoundTrip, ErrorBecomesAnAckWithWords) {
  const Recorder heard = HearSample(FrameKind::kError);
  ASSERT_EQ(heard.acks.size(), 1u);
  EXPECT_EQ(heard.answered, 1u);
  EXPECT_EQ(heard.acks[0].tag, kTag);
  EXPECT_EQ(heard.acks[0].reject, Reject::kUnknownName);
  EXPECT_EQ(heard.acks[0].command, static_cast<std::uint8_t>(CommandKind::kSubmit));
  EXPECT_EQ(heard.texts, (std::vector<std::string>{"type", "no type \"complant\" in the catalog", ""}));
  EXPECT_EQ(client::RefusalWords(Reject::kUnknownName, "type", "no type \"x\"", ""),
            "unknown-name (type): no type \"x\"; declare the skill, region, type or channel first, or correct it");
}

TEST(ReplyRoundTrip, Pushes) {
  const Recorder offers = HearSample(FrameKind::kOffers);
  ASSERT_EQ(offers.offers.size(), 2u);
  EXPECT_EQ(offers.offers[0].submit_seq, 4'711u);
  EXPECT_EQ(offers.texts, (std::vector<std::string>{"INC0000045", "退款没有到账", "The refund of last week has not arrived.", "", "", ""}));
  const Recorder withdrawn = HearSample(FrameKind::kWithdrawn);
  EXPECT_EQ(withdrawn.withdrawn.ticket, kTicket);
  EXPECT_EQ(withdrawn.withdrawn.agent, AgentId(7));
  EXPECT_EQ(withdrawn.withdrawn.token, 3u);
  EXPECT_EQ(withdrawn.withdrawn.reason, ReturnReason::kNoAnswer);
  const Recorder clock = HearSample(FrameKind::kClockAlerts);
  EXPECT_EQ(clock.clock.ticket, kTicket);
  EXPECT_EQ(clock.clock.due, kNow);
  EXPECT_EQ(clock.clock.agent, AgentId(7));
  EXPECT_EQ(clock.clock.per_mille, 1'000u);
  EXPECT_EQ(clock.clock.clock, Clock::kResolve);
  EXPECT_EQ(clock.clock.level, Level::kHigh);
  const Recorder alert = HearSample(FrameKind::kAlerts);
  EXPECT_EQ(alert.alert.ticket, kTicket);
  EXPECT_EQ(alert.alert.at, kNow);
  EXPECT_EQ(alert.alert.agent, AgentId(7));
  EXPECT_EQ(alert.alert.kind, AlertKind::kOnlyDecliners);
  const Recorder state = HearSample(FrameKind::kAgentStates);
  EXPECT_EQ(state.agent_state.agent, AgentId(7));
  EXPECT_EQ(state.agent_state.status, AgentStatus::kWrapUp);
  EXPECT_EQ(state.agent_state.until, kNow + kMinute);
  const Recorder bye = HearSample(FrameKind::kGoodBye);
  EXPECT_EQ(bye.reject, Reject::kMalformed);
  EXPECT_EQ(bye.texts, (std::vector<std::string>{"the frame is too large", "帧过大"}));
  EXPECT_EQ(offers.answered + withdrawn.answered + clock.answered + alert.answered + state.answered + bye.answered, 0u)
      << "pushes free no credit";
}

TEST_F(EncoderTest, RunsOfAcksShareFramesUpToTheBound) {
  std::vector<std::string> expected;
  for (std::uint64_t i = 0; i < 2 * kAcksPerFrameMax + 1; ++i) {
    encoder_.Append(SampleAck(i), nullptr);
    expected.push_back("ack " + std::to_string(i));
  }
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, expected);
  EXPECT_EQ(heard.frames, 3);
}

TEST_F(EncoderTest, AnyNumberOfAcksIsTheFrameThatFlatBuffersWouldVerify) {
  for (std::uint64_t count = 1; count <= kAcksPerFrameMax; count = count * 3 / 2 + 1) {
    for (std::uint64_t i = 0; i < count; ++i) encoder_.Append(SampleAck(i), nullptr);
    EXPECT_EQ(Heard().heard.size(), count);
  }
}

TEST_F(EncoderTest, AcksPassOffersOfTheSameFlushAndNothingElseMoves) {
  encoder_.Append(SampleOffer(1), nullptr);
  encoder_.Append(SampleAck(1), nullptr);
  encoder_.Append(SampleOffer(2), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  encoder_.Append(AgentPush{}, nullptr);
  encoder_.Append(SampleOffer(3), nullptr);
  encoder_.Append(SampleAck(3), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"ack 1", "ack 2", "offer 1", "offer 2", "agent-state", "ack 3", "offer 3"}));
  EXPECT_EQ(heard.frames, 5);
}

TEST_F(EncoderTest, RefusalsOfTheEngineComeCompactOrInWords) {
  encoder_.Append(SampleAck(1, Reject::kFull), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  Recorder heard = Heard();
  EXPECT_EQ(heard.frames, 1);
  EXPECT_EQ(heard.acks.at(0).reject, Reject::kFull);
  EXPECT_EQ(heard.acks.at(0).retry_after_ms, 250u);
  encoder_.set_refusals(Refusals::kInWords);
  encoder_.Append(SampleAck(1, Reject::kIllegalState), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  heard = Heard();
  EXPECT_EQ(heard.frames, 2);
  EXPECT_EQ(heard.acks.at(0).reject, Reject::kIllegalState);
  EXPECT_EQ(heard.acks.at(0).status, Status::kPooled);
  EXPECT_EQ(heard.acks.at(0).ticket, kTicket);
  EXPECT_EQ(heard.acks.at(0).retry_after_ms, 250u);
}

TEST_F(EncoderTest, BusyAndMovedSayWhatToDo) {
  encoder_.AppendBusy(7, CommandKind::kSubmit, Reject::kBusy, 40);
  encoder_.AppendMoved(8, Reject::kNotLeader, "10.0.0.2:7415", "epoch 5");
  const Recorder heard = Heard();
  ASSERT_EQ(heard.acks.size(), 2u);
  EXPECT_EQ(heard.acks[0].reject, Reject::kBusy);
  EXPECT_EQ(heard.acks[0].retry_after_ms, 40u);
  EXPECT_EQ(heard.acks[1].reject, Reject::kNotLeader);
  EXPECT_EQ(heard.texts.at(5), "10.0.0.2:7415");
}

TEST_F(EncoderTest, LargeTextsStayWithinTheFrameBound) {
  class LargeBodies : public BodyLookup {
   public:
    LargeBodies() {
      const std::string key(kKeyBytesMax, 'k');
      const std::string title(kTitleBytesMax, 't');
      const std::string text(kTextBytesMax, 'x');
      Body body;
      body[BodyField::kExternalKey] = key;
      body[BodyField::kTitle] = title;
      body[BodyField::kText] = text;
      tidegate::AppendBody(body, large_);
      body[BodyField::kText] = std::string_view(text).substr(0, 200);
      tidegate::AppendBody(body, small_);
    }
    std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId) override { return submit_seq == 0 ? small_ : large_; }

   private:
    std::string large_;
    std::string small_;
  };
  LargeBodies bodies;
  Dice dice(Seed());
  std::vector<std::string> expected;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    encoder_.Append(SampleOffer(i, dice.OneIn(3) ? 1 : 0), &bodies);
    expected.push_back("offer " + std::to_string(i));
  }
  for (std::uint32_t i = 1'000; i < 1'000 + 2 * kOffersPerFrameMax; ++i) {
    encoder_.Append(SampleOffer(i, 0), nullptr);
    expected.push_back("offer " + std::to_string(i));
  }
  EXPECT_EQ(Heard().heard, expected);
}

TEST_F(EncoderTest, SnapshotsOfAnySizeComeInParts) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, kWorkPerFrameMax, kWorkPerFrameMax + 1, 3 * kWorkPerFrameMax}) {
    auto reply = std::make_unique<SignInReply>();
    reply->work.resize(count);
    for (std::size_t i = 0; i < count; ++i) reply->work[i].ticket = i;
    encoder_.Append(std::move(reply), nullptr);
    const Recorder heard = Heard();
    EXPECT_EQ(heard.answered, 1u) << "one credit, however many parts";
    std::vector<WorkItem> work;
    for (std::size_t part = 0; part < heard.signed_in.size(); ++part) {
      EXPECT_EQ(heard.signed_in[part].more, part + 1 < heard.signed_in.size());
      work.insert(work.end(), heard.signed_in[part].work.begin(), heard.signed_in[part].work.end());
    }
    ASSERT_EQ(work.size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(work[i].ticket, i);
  }
}

TEST_F(EncoderTest, ADeadlineThatThereIsNotIsZeroOnTheWire) {
  Ack ack;
  ack.respond_by = ack.resolve_by = kNever;
  encoder_.Append(ack, nullptr);
  OfferPush offer;
  offer.item.respond_by = offer.item.resolve_by = kNever;
  encoder_.Append(offer, nullptr);
  auto ticket = std::make_unique<TicketReply>();
  ticket->view.due = {kNever, kNever};
  encoder_.Append(std::move(ticket), nullptr);
  encoder_.Append(AgentPush{1, kNever, 7, AgentStatus::kOnline}, nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.acks.at(0).respond_by, 0);
  EXPECT_EQ(heard.acks.at(0).resolve_by, 0);
  EXPECT_EQ(heard.offers.at(0).respond_by, 0);
  EXPECT_EQ(heard.offers.at(0).resolve_by, 0);
  EXPECT_EQ(heard.ticket.view.due, (std::array<Micros, kMainClockCount>{0, 0}));
  EXPECT_EQ(heard.agent_state.until, 0);
}

TEST_F(EncoderTest, FullPagesFitTheirFrames) {
  auto agents = std::make_unique<AgentsReply>();
  agents->rows.resize(kPageRecordsMax);
  for (AgentRow& row : agents->rows) {
    row = {AgentId(1), std::string(kKeyBytesMax, 'n'), AgentTier::kNew, AgentStatus::kOnline, 1, 1, 1, 1, 1, 1, 1};
  }
  encoder_.Append(std::move(agents), nullptr);
  auto pool = std::make_unique<PoolReply>();
  pool->rows.resize(kPageRecordsMax);
  for (PoolRow& row : pool->rows) {
    row = {1, {}, {1, 1, 1, 1}, 1, 1, 1};
    row.requirement.skill_count = kRequirementSkillsMax;
    row.requirement.region = row.requirement.channel = row.requirement.customer_tier = row.requirement.agent_tiers = 1;
  }
  encoder_.Append(std::move(pool), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.agents.rows.size(), kPageRecordsMax);
  EXPECT_EQ(heard.pool.rows.size(), kPageRecordsMax);
}

TEST_F(EncoderTest, Articles) {
  const ArticleHitsView view{
      {{ArticleId(12), 3, Visibility::kInternal, "标题", "…片段…"}, {ArticleId(13), 1, Visibility::kCustomer, "t", {}}}, true, "1. listen"};
  encoder_.AppendHits(kTag, view);
  auto reply = std::make_unique<ArticlesReply>();
  reply->correlation = kTag;
  reply->rows.push_back(
      {ArticleId(12), 3, Visibility::kWithdrawn, kNow, kNow + kDay, 77, 20, 12, "title", "keywords", "author", "text", {1, 300}});
  reply->rows.push_back({ArticleId(13), 1, Visibility::kCustomer, kNow, kNever, 0, 0, 0, {}, {}, {}, {}, {}});
  reply->more = true;
  reply->next = ArticleId(13);
  encoder_.Append(std::move(reply), nullptr);
  encoder_.Append(AlertPush{1, 0, kNow, 0, 12, AlertKind::kArticleStale}, nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.hits.tag, kTag);
  EXPECT_EQ(heard.hits.view.hits, view.hits);
  EXPECT_TRUE(heard.hits.view.loose);
  EXPECT_EQ(heard.hits.view.handling, "1. listen");
  ASSERT_EQ(heard.articles.rows.size(), 2u);
  EXPECT_TRUE(heard.articles.more);
  EXPECT_EQ(heard.articles.next, ArticleId(13));
  const ArticleRow& row = heard.articles.rows.front();
  EXPECT_EQ(row.article, ArticleId(12));
  EXPECT_EQ(row.version, 3u);
  EXPECT_EQ(row.visibility, Visibility::kWithdrawn);
  EXPECT_EQ(row.reviewed_at, kNow);
  EXPECT_EQ(row.stale_at, kNow + kDay);
  EXPECT_EQ(row.uses, 77u);
  EXPECT_EQ(row.judged, 20u);
  EXPECT_EQ(row.solved, 12u);
  EXPECT_EQ(row.title, "title");
  EXPECT_EQ(row.keywords, "keywords");
  EXPECT_EQ(row.author, "author");
  EXPECT_EQ(row.text, "text");
  EXPECT_EQ(row.types, (std::vector<std::uint16_t>{1, 300}));
  EXPECT_EQ(heard.articles.rows.back().stale_at, kNever);
  EXPECT_EQ(heard.alert.article, ArticleId(12));
  EXPECT_EQ(heard.alert.kind, AlertKind::kArticleStale);
}

TEST(ReplyRoundTrip, Feedback) {
  const Recorder heard = HearSample(FrameKind::kFeedbackPage);
  ASSERT_EQ(heard.feedback.rows.size(), 1u);
  EXPECT_TRUE(heard.feedback.more);
  EXPECT_EQ(heard.feedback.next, TicketId(kTicket.raw() + 9));
  const FeedbackRow& row = heard.feedback.rows.front();
  EXPECT_EQ(row.ticket, kTicket);
  EXPECT_EQ(row.follow_up, TicketId(kTicket.raw() + 5));
  EXPECT_EQ(row.agent, AgentId(7));
  EXPECT_EQ(row.agent_name, "王芳");
  EXPECT_EQ(row.at, kNow);
  EXPECT_EQ(row.answers, 2u);
  EXPECT_EQ(row.scores, (SurveyScores{1, 3, 2}));
  EXPECT_EQ(row.tenths, 20);
  EXPECT_EQ(row.solved, Solved::kNo);
  EXPECT_EQ(row.flags, kScoredLow | kSaysSlow);
  EXPECT_EQ(row.status, Status::kResolved);
  EXPECT_EQ(row.follow_up_status, Status::kAssigned);
  EXPECT_EQ(row.reopen_until, kNow + 7 * kDay);
}

TEST(ReplyRoundTrip, Customer) {
  const CustomerView view = HearSample(FrameKind::kCustomerInfo).customer.view;
  EXPECT_EQ(view.customer, CustomerId(0x2222));
  EXPECT_EQ(view.known, 1);
  EXPECT_EQ(view.contact_at, kNow);
  EXPECT_EQ(view.last_agent, AgentId(7));
  EXPECT_EQ(view.manager, AgentId(8));
  EXPECT_EQ(view.deputy, AgentId(9));
  EXPECT_EQ(view.last_agent_name, "王芳");
  EXPECT_EQ(view.manager_name, "anna");
  EXPECT_EQ(view.deputy_name, "bob");
  ASSERT_EQ(view.identities.size(), 2u);
  EXPECT_EQ(view.identities[0].identity, CustomerId(0x3333));
  EXPECT_EQ(view.identities[0].channel, ChannelId(2));
  EXPECT_EQ(view.identities[0].merged, 0);
  EXPECT_EQ(view.identities[1].since, kNow + kDay);
  EXPECT_EQ(view.identities[1].merged, 1);
  ASSERT_EQ(view.matters.size(), 1u);
  EXPECT_EQ(view.matters[0].ticket, kTicket);
  EXPECT_EQ(view.matters[0].status, Status::kInProgress);
  EXPECT_EQ(view.matters[0].type, TypeId(1));
  EXPECT_EQ(view.matters[0].category, ComplaintCategory::kService);
  EXPECT_EQ(view.matters[0].contact_at, kNow + kHour);
}

TEST(ReplyRoundTrip, ArchivePage) {
  const ArchiveView view = HearSample(FrameKind::kArchivePage).archive.view;
  ASSERT_EQ(view.rows.size(), 1u);
  EXPECT_EQ(view.rows[0].ticket, kTicket);
  EXPECT_EQ(view.rows[0].parent, TicketId(kTicket.raw() - 1));
  EXPECT_EQ(view.next, TicketId(kTicket.raw() + 9));
  EXPECT_EQ(view.complete_to, 4'720u);
  EXPECT_EQ(view.committed_seq, 9'999u);
}

TEST_F(EncoderTest, AFullPageOfTheArchiveFitsItsFrameAndComesWhole) {
  ArchiveView page;
  TicketView row;
  row.ticket = TicketId(~std::uint64_t{0} >> 1);
  row.customer = row.client = row.tags = ~std::uint64_t{0};
  row.received_at = row.status_since = row.first_response_at = row.resolved_at = kNow;
  row.due = {kNow, kNow};
  page.rows.assign(kArchiveRowsMax, row);
  encoder_.AppendArchive(kTag, page);
  const Recorder heard = Heard();
  ASSERT_EQ(heard.archive.view.rows.size(), kArchiveRowsMax);
  EXPECT_EQ(heard.archive.view.rows.back().tags, ~std::uint64_t{0});
}

TEST_F(EncoderTest, AFullPageOfPartsFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<PartsReply>();
  const PartRow row{.ticket = TicketId(9),
                    .part = 16,
                    .department = 2,
                    .node = PartNode::kWaiting,
                    .agent = AgentId(7),
                    .asked_by = AgentId(8),
                    .agent_name = std::string(kKeyBytesMax, 'a'),
                    .asked_by_name = std::string(kKeyBytesMax, 'b'),
                    .asked_at = kNow,
                    .due = kNow + kHour,
                    .node_since = kNow + kMinute,
                    .text = std::string(kPartTextBytesMax, 't'),
                    .result = std::string(kPartTextBytesMax, 'r')};
  page->rows.assign(kPartsPerPageMax, row);
  page->more = true;
  page->after = TicketId(9);
  page->after_part = 16;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"parts"}));
  ASSERT_EQ(heard.parts.rows.size(), kPartsPerPageMax);
  EXPECT_TRUE(heard.parts.more);
  EXPECT_EQ(heard.parts.after, TicketId(9));
  EXPECT_EQ(heard.parts.after_part, 16);
  const PartRow& last = heard.parts.rows.back();
  EXPECT_EQ(last.ticket, row.ticket);
  EXPECT_EQ(last.part, row.part);
  EXPECT_EQ(last.department, row.department);
  EXPECT_EQ(last.node, row.node);
  EXPECT_EQ(last.agent, row.agent);
  EXPECT_EQ(last.asked_by, row.asked_by);
  EXPECT_EQ(last.agent_name, row.agent_name);
  EXPECT_EQ(last.asked_by_name, row.asked_by_name);
  EXPECT_EQ(last.asked_at, row.asked_at);
  EXPECT_EQ(last.due, row.due);
  EXPECT_EQ(last.node_since, row.node_since);
  EXPECT_EQ(last.text, row.text);
  EXPECT_EQ(last.result, row.result);
}

TEST_F(EncoderTest, AFullPageOfPlansFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<PlansReply>();
  PlanRow row;
  row.plan = 4;
  row.terms = {.customer = 0x2222, .first_at = kNow, .type = 2, .region = 1, .every = 6, .channel = 3, .unit = 3, .level = 1, .tier = 1};
  row.name = std::string(kKeyBytesMax, 'n');
  row.calendar = std::string(kKeyBytesMax, 'c');
  row.title = std::string(kTitleBytesMax, 't');
  row.text = std::string(kPlanTextBytesMax, 'x');
  row.next_at = kNow + kDay;
  row.made = 12;
  row.missed = 3;
  row.last_ticket = TicketId(9);
  page->rows.assign(kPlansPerPageMax, row);
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  ASSERT_EQ(heard.plans.rows.size(), kPlansPerPageMax);
  EXPECT_FALSE(heard.plans.more);
  const PlanRow& last = heard.plans.rows.back();
  EXPECT_EQ(last.plan, row.plan);
  EXPECT_EQ(last.terms, row.terms);
  EXPECT_EQ(last.name, row.name);
  EXPECT_EQ(last.calendar, row.calendar);
  EXPECT_EQ(last.title, row.title);
  EXPECT_EQ(last.text, row.text);
  EXPECT_EQ(last.next_at, row.next_at);
  EXPECT_EQ(last.made, row.made);
  EXPECT_EQ(last.missed, row.missed);
  EXPECT_EQ(last.last_ticket, row.last_ticket);
}

TEST_F(EncoderTest, ATicketComesWithItsPartsAndItsFrontEndHearsOfOtherTimes) {
  auto reply = std::make_unique<TicketReply>();
  reply->view.ticket = TicketId(9);
  PartRow& part = reply->view.parts.emplace_back();
  part.part = 1;
  part.node = PartNode::kDone;
  part.result = "done";
  encoder_.Append(std::move(reply), nullptr);
  encoder_.Append(PromisePush{7, 9, kNow, kNow + kMinute, kNever, kNow + kHour}, nullptr);
  const Recorder heard = Heard();
  ASSERT_EQ(heard.ticket.view.parts.size(), 1u);
  EXPECT_EQ(heard.ticket.view.parts.front().result, "done");
  EXPECT_EQ(heard.ticket.view.parts.front().node, PartNode::kDone);
  EXPECT_EQ(heard.promise.ticket, TicketId(9));
  EXPECT_EQ(heard.promise.at, kNow);
  EXPECT_EQ(heard.promise.respond_by, kNow + kMinute);
  EXPECT_EQ(heard.promise.resolve_by, 0);
  EXPECT_EQ(heard.promise.promised_by, kNow + kHour);
}

TEST_F(EncoderTest, AFullPageOfTransfersFitsItsFrameAndComesWhole) {
  auto page = std::make_unique<TransfersReply>();
  const TransferRow row{.ticket = TicketId(9),
                        .agent = AgentId(7),
                        .to = AgentId(8),
                        .agent_name = std::string(kNameBytesMax, 'a'),
                        .to_name = std::string(kNameBytesMax, 'b'),
                        .team = std::string(kNameBytesMax, 't'),
                        .reason = std::string(kTransferReasonBytesMax, 'r'),
                        .asked_at = 17,
                        .status = Status::kToReply,
                        .level = Level::kUrgent};
  page->rows.assign(kTransfersPerPageMax, row);
  page->more = true;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"transfers"}));
  ASSERT_EQ(heard.transfers.rows.size(), kTransfersPerPageMax);
  EXPECT_TRUE(heard.transfers.more);
  const TransferRow& last = heard.transfers.rows.back();
  EXPECT_EQ(last.ticket, row.ticket);
  EXPECT_EQ(last.agent, row.agent);
  EXPECT_EQ(last.to, row.to);
  EXPECT_EQ(last.agent_name, row.agent_name);
  EXPECT_EQ(last.to_name, row.to_name);
  EXPECT_EQ(last.team, row.team);
  EXPECT_EQ(last.reason, row.reason);
  EXPECT_EQ(last.asked_at, row.asked_at);
  EXPECT_EQ(last.status, row.status);
  EXPECT_EQ(last.level, row.level);
}

TEST_F(EncoderTest, AFullPageOfAnswersFitsItsFrame) {
  auto page = std::make_unique<FeedbackReply>();
  FeedbackRow row{.ticket = kTicket, .follow_up = kTicket, .agent = AgentId(7), .agent_name = std::string(kKeyBytesMax, 'a')};
  row.at = row.reopen_until = kNow;
  row.answers = 9;
  row.scores = {5, 4, 5};
  row.tenths = 47;
  row.solved = Solved::kNo;
  row.flags = kSaysSlow;
  row.status = row.follow_up_status = Status::kResolved;
  page->rows.assign(kFeedbacksPerPageMax, row);
  page->more = true;
  page->next = kTicket;
  encoder_.Append(std::move(page), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"feedback"}));
  EXPECT_EQ(heard.feedback.rows.size(), kFeedbacksPerPageMax);
}

TEST_F(EncoderTest, FullPagesOfArticlesFitTheirFrames) {
  ArticleHitsView view;
  view.hits.assign(kHitsMax, {ArticleId(1), 1, Visibility::kCustomer, std::string(kTitleBytesMax, 't'), std::string(330, 'e')});
  view.handling.assign(kHandlingBytesMax, 'h');
  encoder_.AppendHits(kTag, view);
  auto page = std::make_unique<ArticlesReply>();
  page->rows.assign(kArticlesPerPageMax,
                    {ArticleId(1), 1, Visibility::kCustomer, 1, 1, 1, 1, 1, std::string(kTitleBytesMax, 't'), {}, {}, {}, {}});
  encoder_.Append(std::move(page), nullptr);
  auto one = std::make_unique<ArticlesReply>();
  one->rows.push_back({ArticleId(1), 1, Visibility::kCustomer, 1, 1, 1, 1, 1, std::string(kTitleBytesMax, 't'),
                       std::string(kKeywordsBytesMax, 'k'), std::string(kKeyBytesMax, 'a'), std::string(kTextBytesMax, 'x'),
                       std::vector<std::uint16_t>(kArticleTypesMax, 1)});
  encoder_.Append(std::move(one), nullptr);
  EXPECT_EQ(Heard().heard, (std::vector<std::string>{"hits", "articles", "articles"}));
}

TEST_F(EncoderTest, PagesOfNamesLeaveNothingOut) {
  CatalogNames::Lists lists;
  const std::size_t count = 2 * kNamesPerPageMax + 3;
  for (std::size_t i = 1; i <= count; ++i) lists[1].push_back(std::to_string(i) + std::string(kNameBytesMax - 4, 'n'));
  const CatalogNames names(std::move(lists));
  std::size_t after = 0;
  for (int page = 0; page < 3; ++page) {
    encoder_.AppendNames(1, names, {CatalogKind::kSkill, static_cast<std::uint16_t>(after)});
    const Recorder heard = Heard();
    EXPECT_EQ(heard.heard.at(0), page < 2 ? "names skill more" : "names skill");
    EXPECT_EQ(heard.texts.at(0).substr(0, heard.texts[0].find('=')), std::to_string(after + 1));
    after += heard.texts.size();
  }
  EXPECT_EQ(after, count);
  encoder_.AppendNames(1, names, {CatalogKind::kRegion, 9});
  EXPECT_EQ(Heard().heard.at(0), "names region");
}

TEST_F(EncoderTest, TakeLeavesAnEmptyEncoderBehind) {
  std::string bytes = "old";
  encoder_.Append(SampleAck(1), nullptr);
  encoder_.Take(bytes);
  encoder_.Append(SampleAck(2), nullptr);
  Recorder first;
  Hear(bytes, first);
  EXPECT_EQ(first.heard, std::vector<std::string>{"ack 1"});
  EXPECT_EQ(Heard().heard, std::vector<std::string>{"ack 2"});
}

TEST(DecodeReply, ACodeThatIsNotKnownYetIsStillARefusal) {
  std::string bytes = SampleBytes(FrameKind::kAcks);
  // The byte of `reject` of the last ack: 16 before the end (reject, duplicate, status, command, offer, its status, padding, earlier).
  bytes[bytes.size() - 16] = static_cast<char>(200);
  Recorder heard;
  Hear(bytes, heard);
  EXPECT_FALSE(heard.acks.at(1).ok());
}

TEST(DecodeReply, ABodyThatIsNoTableIsTold) {
  for (const FrameKindRow& row : kFrameKindRows) {
    if (row.direction == Direction::kRequest) continue;
    std::string bytes;
    AppendFrame({0, static_cast<std::uint8_t>(row.kind), 0, 0, 0, 1}, std::string(8, '\xFF'), bytes);
    Recorder heard;
    const AlignedFrame frame(bytes);
    EXPECT_NE(client::DecodeReply(frame.As(FrameSide::kClient), heard).wrong, nullptr) << row.name;
    EXPECT_TRUE(heard.heard.empty());
  }
}

}  // namespace
}  // namespace tidegate
