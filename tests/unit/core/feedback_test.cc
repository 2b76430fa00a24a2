// Feedback: scores against a naive twin, what is refused, what a follow-up is and stays whatever is done with it, and what is kept.
#include "core/model/feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/engine/deadlines.h"
#include "core/engine/matching.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

Reject Refused(const EngineWorld& world, std::uint64_t correlation) {
  const Ack* ack = world.AckOf(correlation);
  return ack == nullptr ? Reject::kNone : ack->reject;
}

// As one would reckon on paper: all multiples of a tenth, the nearest one, the higher of two that are as near.
std::uint8_t NaiveTenths(int sum) {
  int best = 0;
  for (int tenths = 0; tenths <= 50; ++tenths) {
    const int distance = std::abs(10 * sum - 3 * tenths);
    if (distance <= std::abs(10 * sum - 3 * best)) best = tenths;
  }
  return static_cast<std::uint8_t>(best);
}

TEST(FeedbackTest, EveryScoreIsTheMeanWithOneDecimal) {
  std::map<int, int> seen;
  for (int a = 1; a <= 5; ++a) {
    for (int b = 1; b <= 5; ++b) {
      for (int c = 1; c <= 5; ++c) {
        const SurveyScores scores{static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b), static_cast<std::uint8_t>(c)};
        EXPECT_TRUE(AreScores(scores));
        EXPECT_EQ(MeanTenths(scores), NaiveTenths(a + b + c)) << a << b << c;
        ++seen[MeanTenths(scores)];
      }
    }
  }
  EXPECT_EQ(MeanTenths({1, 3, 2}), 20);
  EXPECT_EQ(MeanTenths({5, 4, 5}), 47);
  EXPECT_EQ(seen.size(), 13u);  // sums from 3 to 15
  for (const SurveyScores& none : {SurveyScores{0, 1, 1}, SurveyScores{1, 6, 1}, SurveyScores{1, 1, 255}}) EXPECT_FALSE(AreScores(none));
}

TEST(FeedbackTest, AWordIsFoundAnywhereInEitherCase) {
  EXPECT_TRUE(Mentions("It was sLOW.", "slow"));
  EXPECT_TRUE(Mentions("真的等待时间太长了", "等待时间太长"));
  EXPECT_TRUE(Mentions("slow", "SLOW"));
  EXPECT_FALSE(Mentions("low", "slow"));
  EXPECT_FALSE(Mentions("", "slow"));
}

// A floor with a supervisor who is not there, and T1, T2, ... resolved by A1.
class AnsweredFloor {
 public:
  explicit AnsweredFloor(const EngineWorld::Options& options = {}) : world_(options) {
    world_.Declare({.name = "S1", .tier = AgentTier::kSupervisor, .capacity = 1});
    world_.Settle();
    world_.Declare({.name = "A1", .capacity = 9, .supervisor = "S1"});
    world_.ActAs("S1");
    world_.SignIn("A1");
    world_.Settle();
  }
  EngineWorld& operator*() { return world_; }
  EngineWorld* operator->() { return &world_; }

  void Resolve(const std::string& ticket) {
    world_.Submit({.key = ticket, .channel = "hotline", .customer = "C1"});
    world_.Settle();
    world_.Accept("A1", ticket);
    world_.Settle();
    world_.Resolve("A1", ticket);
    world_.Settle();
  }
  Reject Answer(const std::string& ticket, const SurveyScores& scores) {
    const std::uint64_t answer = world_.GiveFeedback(ticket, scores, Solved::kYes);
    world_.Settle();
    return Refused(world_, answer);
  }
  const FeedbackRecord* Row(const std::string& ticket) { return world_.tables().feedbacks.Find(world_.TicketOf(ticket).raw()); }
  const TicketRecord& FollowUp() { return *world_.Open("M1"); }

 private:
  EngineWorld world_;
};

TEST(FeedbackTest, OnlyTheFrontEndOfATicketAnswers) {
  AnsweredFloor floor;
  floor.Resolve("T1");
  for (const Role role : {Role::kAgent, Role::kGateway, Role::kSupervisor, Role::kDataAdmin, Role::kOperator}) {
    const GiveFeedback give{.ticket = floor->TicketOf("T1"), .key = {}, .scores = {1, 1, 1}, .solved = Solved::kYes, .text = {}};
    const std::uint64_t gives = floor->Add({.session = 70, .role = role}, give);
    floor->Turn();
    EXPECT_EQ(Refused(*floor, gives), Reject::kNotAllowed) << EnglishName(role);
  }
  const GiveFeedback strange{.ticket = floor->TicketOf("T1"), .key = {}, .scores = {1, 1, 1}, .solved = Solved::kYes, .text = {}};
  const std::uint64_t other = floor->Add({.session = 71, .client = ClientId(99), .role = Role::kFrontEnd}, strange);
  const std::uint64_t list = floor->Add({.session = 71, .client = ClientId(99), .role = Role::kFrontEnd}, ListFeedback{});
  floor->Turn();
  EXPECT_EQ(Refused(*floor, other), Reject::kNotYours);
  EXPECT_EQ(Refused(*floor, list), Reject::kNotAllowed);
  EXPECT_EQ(floor.Row("T1"), nullptr);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, WhatIsNoAnswerIsRefusedAndChangesNothing) {
  AnsweredFloor floor;
  floor.Resolve("T1");
  const std::uint64_t changes = floor->changes();
  EXPECT_EQ(floor.Answer("T1", {1, 1, 6}), Reject::kBadScore);
  EXPECT_EQ(floor.Answer("T1", {0, 1, 1}), Reject::kBadScore);
  const std::uint64_t unsaid = floor->GiveFeedback("T1", {1, 1, 1}, Solved::kNone);
  const std::uint64_t other = floor->GiveFeedback("T1", {1, 1, 1}, static_cast<Solved>(3));
  const std::uint64_t long_text = floor->GiveFeedback("T1", {1, 1, 1}, Solved::kYes, std::string(kFeedbackTextBytesMax + 1, 'x'));
  const std::uint64_t never =
      floor->Add({.session = kFrontEndSession, .role = Role::kFrontEnd},
                 GiveFeedback{.ticket = TicketId(77), .key = {}, .scores = {1, 1, 1}, .solved = Solved::kYes, .text = {}});
  floor->Turn();
  EXPECT_EQ(Refused(*floor, unsaid), Reject::kBadScore);
  EXPECT_EQ(Refused(*floor, other), Reject::kBadScore);
  EXPECT_EQ(Refused(*floor, long_text), Reject::kMalformed);
  EXPECT_EQ(Refused(*floor, never), Reject::kUnknownTicket);
  EXPECT_EQ(floor->changes(), changes);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, AFollowUpIsOfItsSupervisorAndStaysWhatItIs) {
  AnsweredFloor floor;
  floor.Resolve("T1");
  const Micros answered_at = floor->now();
  ASSERT_EQ(floor.Answer("T1", {1, 3, 2}), Reject::kNone);
  ASSERT_NE(floor->Open("M1"), nullptr);
  const auto expect_follow_up = [&](const char* after) {
    const TicketRecord& ticket = floor.FollowUp();
    const std::uint32_t slot = floor->tables().tickets.FindId(ticket.id);
    EXPECT_EQ(ticket.due[0], answered_at + kDay) << after;
    EXPECT_EQ(ticket.due[1], kNever) << after;
    EXPECT_EQ(ticket.units(), 0) << after;
    EXPECT_EQ(floor->tables().tickets.Rare(slot).parent, floor->TicketOf("T1").raw()) << after;
    EXPECT_FALSE(ticket.Has(kLive)) << after;
    Requirement supervisors;
    supervisors.channel = ticket.channel;
    supervisors.agent_tiers = 1u << static_cast<int>(AgentTier::kSupervisor);
    EXPECT_EQ(RequirementOf(floor->tables(), slot), supervisors) << after;
  };
  expect_follow_up("it was made");
  EXPECT_EQ(floor->tables().tickets.Work(floor->tables().tickets.FindId(floor.FollowUp().id))->agent, floor->AgentOf("S1").raw());

  floor->Level("M1", Level::kUrgent);
  floor->Settle();
  expect_follow_up("another level");
  RuleSet other = WorldRules();
  other.name = "other";
  other.active_presets.clear();
  floor->Activate(other);
  floor->Settle();
  expect_follow_up("other rules");
  floor->TakeBack("M1");
  floor->Settle();
  expect_follow_up("it was taken back");
  EXPECT_EQ(floor.FollowUp().status, static_cast<std::uint8_t>(Status::kPooled));
  floor->Hold("M1");
  floor->Settle();
  floor->Release("M1");
  floor->Settle();
  expect_follow_up("it was held and released");
  floor->Advance(3 * kHour);                                                       // all that waiting loosens
  EXPECT_EQ(floor.FollowUp().status, static_cast<std::uint8_t>(Status::kPooled));  // A1 is free, and no supervisor
  expect_follow_up("it waited");
  floor->Assign("M1", "S1");
  floor->Settle();
  floor->SignIn("S1");
  floor->Settle();
  floor->Resolve("S1", "M1");
  floor->Settle();
  EXPECT_EQ(floor->Open("M1"), nullptr);
  floor->Reopen("M1", EngineWorld::Side::kSupervisor);
  floor->Settle();
  ASSERT_NE(floor->Open("M1"), nullptr);
  EXPECT_EQ(floor.FollowUp().units(), 0);
  EXPECT_EQ(floor.FollowUp().made_as(), TicketOrigin::kFollowUp);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, TheRespondDeadlineOfAFollowUpPasses) {
  AnsweredFloor floor;
  floor.Resolve("T1");
  ASSERT_EQ(floor.Answer("T1", {1, 1, 1}), Reject::kNone);
  const std::uint32_t slot = floor->tables().tickets.FindId(floor.FollowUp().id);
  floor->Advance(23 * kHour);
  EXPECT_EQ(StateOf(floor->tables(), slot, Clock::kRespond), ClockState::kRunning);
  floor->Advance(2 * kHour);
  EXPECT_EQ(StateOf(floor->tables(), slot, Clock::kRespond), ClockState::kOverdue);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, WithoutAPlaceForAFollowUpNothingIsDone) {
  EngineWorld::Options options;
  options.limits.tickets_max = 3;
  AnsweredFloor floor(options);
  floor.Resolve("T1");
  for (const char* key : {"U1", "U2", "U3"}) floor->Submit({.key = key, .level = Level::kUrgent});
  floor->Settle();
  ASSERT_EQ(floor->tables().tickets.size(), 3u);
  EXPECT_EQ(floor.Answer("T1", {1, 1, 1}), Reject::kFull);
  EXPECT_EQ(floor.Row("T1"), nullptr);
  EXPECT_EQ(floor.Answer("T1", {5, 5, 5}), Reject::kNone);
  floor->Cancel("U1", EngineWorld::Side::kSupervisor);
  floor->Settle();
  EXPECT_EQ(floor.Answer("T1", {1, 1, 1}), Reject::kNone);
  EXPECT_NE(floor->Open("M1"), nullptr);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, OfManyAnswersTheOldestIsForgottenForGood) {
  EngineWorld::Options options;
  options.limits.feedbacks_max = 2;
  AnsweredFloor floor(options);
  for (const char* ticket : {"T1", "T2", "T3", "T4"}) floor.Resolve(ticket);
  EXPECT_EQ(floor.Answer("T2", {1, 1, 1}), Reject::kNone);
  EXPECT_EQ(floor.Answer("T3", {5, 5, 5}), Reject::kNone);
  EXPECT_EQ(floor.Answer("T1", {5, 5, 5}), Reject::kFeedbackOver);
  EXPECT_EQ(floor.Answer("T4", {5, 5, 5}), Reject::kNone);  // T2 is forgotten
  EXPECT_EQ(floor.Row("T2"), nullptr);
  EXPECT_EQ(floor.Answer("T2", {1, 1, 1}), Reject::kFeedbackOver);
  EXPECT_EQ(floor.Answer("T3", {4, 4, 4}), Reject::kNone);
  ASSERT_NE(floor.Row("T3"), nullptr);
  EXPECT_EQ(floor.Row("T3")->answers, 2);
  EXPECT_EQ(floor->Open("M2"), nullptr);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

TEST(FeedbackTest, ListsComeInPagesFlaggedOrAll) {
  AnsweredFloor floor;
  for (const char* ticket : {"T1", "T2", "T3"}) floor.Resolve(ticket);
  floor.Answer("T1", {1, 3, 2});
  floor.Answer("T2", {5, 5, 5});
  floor.Answer("T3", {2, 2, 2});
  floor.Answer("T3", {5, 4, 5});
  const auto listed = [&](const ListFeedback& ask) {
    floor->ForgetOutputs();
    floor->Add({}, ask);
    floor->Turn();
    std::vector<FeedbackRow> rows;
    for (const Output& output : floor->OutputsOf(kSupervisorSession)) {
      if (const auto* reply = std::get_if<std::unique_ptr<FeedbackReply>>(&output)) rows = (*reply)->rows;
    }
    return rows;
  };
  const std::vector<FeedbackRow> all = listed(ListFeedback{});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].ticket, floor->TicketOf("T1"));
  EXPECT_EQ(all[0].tenths, 20);
  EXPECT_EQ(all[0].flags, kScoredLow);
  EXPECT_EQ(all[0].agent_name, "A1");
  EXPECT_EQ(all[0].follow_up, floor->TicketOf("M1"));
  EXPECT_EQ(all[0].follow_up_status, Status::kAssigned);
  EXPECT_EQ(all[0].status, Status::kResolved);
  EXPECT_EQ(all[2].tenths, 47);
  EXPECT_EQ(all[2].answers, 2u);
  EXPECT_EQ(all[2].follow_up, floor->TicketOf("M2"));
  ListFeedback flagged;
  flagged.scope = FeedbackScope::kFlagged;
  EXPECT_EQ(listed(flagged).size(), 1u);
  ListFeedback behind;
  behind.after = floor->TicketOf("T1");
  EXPECT_EQ(listed(behind).size(), 2u);
  ListFeedback one;
  one.ticket = floor->TicketOf("T2");
  ASSERT_EQ(listed(one).size(), 1u);
  EXPECT_EQ(listed(one).front().tenths, 50);
  EXPECT_THAT(floor->problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
