// What is told of agents and of the floor.
#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "tests/unit/protocol/replies/recorder.h"

namespace tidegate {
namespace {

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
  EXPECT_EQ(heard.texts, (std::vector<std::string>{"1=1. 致歉\n2. 退款"})) << "once, though two tickets are of that type";
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

TEST_F(EncoderTest, WhoWasRetiredIsMarkedInAPageOfAgents) {
  auto reply = std::make_unique<AgentsReply>();
  reply->rows.resize(2);
  reply->rows[1].retired = true;
  encoder_.Append(std::move(reply), nullptr);
  const Recorder heard = Heard();
  ASSERT_EQ(heard.agents.rows.size(), 2u);
  EXPECT_FALSE(heard.agents.rows[0].retired);
  EXPECT_TRUE(heard.agents.rows[1].retired);
}

TEST(ReplyRoundTrip, WhatTiesAnAgentIsToldInTheWordsOfARefusal) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  auto reply = std::make_unique<AgentTiedReply>();
  reply->correlation = kTag;
  reply->ties = {{.tie = AgentTie::kSignedIn, .count = 1},
                 {.tie = AgentTie::kTickets, .count = 1, .numbers = {kTicket.raw()}},
                 {.tie = AgentTie::kSupervises, .count = 10, .names = {"anna", "王芳"}},
                 {.tie = AgentTie::kManages, .count = 1, .numbers = {0xAB12}}};
  encoder.Append(Output(std::move(reply)), nullptr);
  Recorder heard;
  Hear(encoder.Flush(), heard);
  ASSERT_EQ(heard.acks.size(), 1u);
  EXPECT_EQ(heard.acks[0].tag, kTag);
  EXPECT_EQ(heard.acks[0].reject, Reject::kAgentTied);
  EXPECT_EQ(heard.texts[0], "name");
  EXPECT_EQ(heard.texts[1],
            "signed in; has tickets (1): CS20261121000042; is supervisor of (10): anna, 王芳 and 8 more; looks after customers (1): "
            "000000000000ab12");
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

}  // namespace
}  // namespace tidegate
