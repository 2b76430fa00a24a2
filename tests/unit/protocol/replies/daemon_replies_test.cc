// What is told of the daemon: greeting, status, rules, time, names.
#include <gtest/gtest.h>

#include <array>

#include "tests/unit/protocol/replies/recorder.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

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
  EXPECT_EQ(names.heard.at(0), "names type");
  EXPECT_EQ(names.texts, (std::vector<std::string>{"1=complaint", "2=consultation 咨询"}));
  EXPECT_EQ(HearSample(FrameKind::kPong).texts.at(0), "are you there");
}

TEST_F(EncoderTest, PagesOfNamesLeaveNothingOut) {
  CatalogNames::Lists lists;
  const std::size_t count = 2 * kNamesPerPageMax + 3;
  ChineseNames chinese;  // and the longest ones fit into a page
  for (std::size_t i = 1; i <= count; ++i) {
    lists[1].push_back(std::to_string(i) + std::string(kNameBytesMax - 4, 'n'));
    chinese[1][lists[1].back()] = std::to_string(i) + std::string(kNameBytesMax - 4, 'c');
  }
  const CatalogNames names(std::move(lists), chinese);
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

}  // namespace
}  // namespace tidegate
