// What is told of tickets: as they are, why, what happened to them, and what is archived.
#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "tests/unit/protocol/replies/recorder.h"

namespace tidegate {
namespace {

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
  EXPECT_EQ(view.clients, (std::vector<ClientName>{{0x1111, Role::kSupervisor, "老周"}}));
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

TEST(ReplyRoundTrip, ArchivePage) {
  const ArchiveView view = HearSample(FrameKind::kArchivePage).archive.view;
  ASSERT_EQ(view.rows.size(), 1u);
  EXPECT_EQ(view.rows[0].ticket, kTicket);
  EXPECT_EQ(view.rows[0].parent, TicketId(kTicket.raw() - 1));
  EXPECT_EQ(view.next, TicketId(kTicket.raw() + 9));
  EXPECT_EQ(view.complete_to, 4'720u);
  EXPECT_EQ(view.committed_seq, 9'999u);
  EXPECT_EQ(view.complete_from, 4'001u);
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

}  // namespace
}  // namespace tidegate
