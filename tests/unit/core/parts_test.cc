// Parts and plans at their edges: bounds, who may what, requests sent again, lists, rounds that were missed.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/engine/state.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

class Parts : public ::testing::Test {
 protected:
  Parts() {
    world_.Declare({.name = "A1", .capacity = 40});
    world_.Declare({.name = "B1", .channels = {"hotline"}, .team = "logistics"});
    world_.Settle();
    world_.SignIn("A1");
    world_.SignIn("B1");
    world_.Settle();
  }
  ~Parts() override {
    for (const std::string& problem : world_.problems()) ADD_FAILURE() << problem;
  }

  void Take(const std::string& ticket) {
    world_.Submit({.key = ticket});
    world_.Settle();
    world_.Accept("A1", ticket);
    world_.Settle();
  }
  // What the next turn answers.
  const Ack& Answer(std::uint64_t correlation) {
    world_.Settle();
    const Ack* ack = world_.AckOf(correlation);
    CHECK(ack != nullptr);
    return *ack;
  }
  template <class Reply>
  std::vector<Reply> RepliesTo(std::uint64_t session) {
    std::vector<Reply> replies;
    for (const Output& output : world_.OutputsOf(session)) {
      if (const auto* reply = std::get_if<std::unique_ptr<Reply>>(&output)) replies.push_back(**reply);
    }
    return replies;
  }
  std::vector<PartRow> List(const ListParts& list, const Caller& caller) {
    world_.ForgetOutputs();
    world_.Add(caller, list);
    world_.Settle();
    const auto replies = RepliesTo<PartsReply>(caller.session);
    CHECK_EQ(replies.size(), 1u);
    return replies.front().rows;
  }

  static constexpr Caller kBoss{.session = kSupervisorSession, .role = Role::kSupervisor};
  EngineWorld world_;
};

TEST_F(Parts, ATicketHasSixteenInItsLife) {
  Take("T");
  for (int part = 1; part <= kPartsPerTicketMax; ++part) {
    const Ack ack = Answer(world_.AskPart("A1", "T", "logistics"));
    EXPECT_EQ(ack.reject, Reject::kNone);
    EXPECT_EQ(ack.token, static_cast<std::uint32_t>(part));
    EXPECT_EQ(Answer(world_.ReportPart("", "T", static_cast<std::uint8_t>(part), PartNode::kDone, "so")).reject, Reject::kNone);
  }
  EXPECT_EQ(Answer(world_.AskPart("A1", "T", "logistics")).reject, Reject::kLimit);
  EXPECT_EQ(Answer(world_.Resolve("A1", "T")).reject, Reject::kNone);
  EXPECT_EQ(world_.tables().parts.size(), 0u);  // the history has them
}

TEST_F(Parts, NumbersGoOnAfterAReopening) {
  Take("T");
  Answer(world_.AskPart("A1", "T", "logistics"));
  Answer(world_.ReportPart("", "T", 1, PartNode::kDropped, "not needed"));
  Answer(world_.Resolve("A1", "T"));
  Answer(world_.Reopen("T", EngineWorld::Side::kSupervisor));
  Answer(world_.Accept("A1", "T"));
  EXPECT_EQ(Answer(world_.AskPart("A1", "T", "logistics")).token, 2u);
}

TEST_F(Parts, AMergeAsksForRoom) {
  Take("T");
  Take("U");
  for (int part = 1; part <= kPartsPerTicketMax; ++part) {
    Answer(world_.AskPart("A1", "U", "logistics"));
    Answer(world_.ReportPart("", "U", static_cast<std::uint8_t>(part), PartNode::kDone, "so"));
  }
  Answer(world_.AskPart("A1", "T", "logistics"));
  EXPECT_EQ(Answer(world_.Merge("T", "U")).reject, Reject::kLimit);
  EXPECT_EQ(Answer(world_.Merge("U", "T")).reject, Reject::kNone);
  const TicketTable& tickets = world_.tables().tickets;
  EXPECT_EQ(tickets.Rare(tickets.FindId(world_.TicketOf("T").raw())).parts_open, 1);
}

TEST_F(Parts, RequestsSentAgainAreAnsweredAgain) {
  Take("T");
  world_.NextRequest(7);
  const Ack first = Answer(world_.AskPart("A1", "T", "logistics"));
  const std::uint64_t changes = world_.changes();
  world_.NextRequest(7);
  const Ack again = Answer(world_.AskPart("A1", "T", "logistics"));
  EXPECT_EQ(again.token, first.token);
  EXPECT_EQ(again.duplicate, 1);
  EXPECT_EQ(world_.changes(), changes);
}

TEST_F(Parts, WhatIsWrongIsRefused) {
  Take("T");
  EXPECT_EQ(Answer(world_.AskPart("A1", "T", "")).reject, Reject::kMissingField);
  EXPECT_EQ(Answer(world_.AskPart("A1", "T", "logistics", "nobody")).reject, Reject::kUnknownAgent);
  EXPECT_EQ(Answer(world_.AskPart("A1", "T", "logistics", "", world_.now() - 1)).reject, Reject::kMalformed);
  EXPECT_EQ(Answer(world_.AskPart("B1", "T", "logistics")).reject, Reject::kNotYours);
  EXPECT_EQ(Answer(world_.ReportPart("A1", "T", 1, PartNode::kDone, "so")).reject, Reject::kUnknownPart);
  Answer(world_.AskPart("A1", "T", "logistics"));
  EXPECT_EQ(Answer(world_.ReportPart("", "T", 1, PartNode::kInProgress, "")).reject, Reject::kIllegalState);  // nobody has it
  EXPECT_EQ(Answer(world_.AssignPart("", "T", 1)).reject, Reject::kMissingField);
  EXPECT_EQ(Answer(world_.AssignPart("A1", "T", 1, "B1")).reject, Reject::kNotYours);
  EXPECT_EQ(Answer(world_.AssignPart("B1", "T", 1)).reject, Reject::kNone);
  EXPECT_EQ(Answer(world_.ReportPart("A1", "T", 1, PartNode::kDone, "so")).reject, Reject::kNotYours);
  EXPECT_EQ(Answer(world_.ReportPart("B1", "T", 1, PartNode::kDropped, "so")).reject, Reject::kNotAllowed);
  EXPECT_EQ(Answer(world_.ReportPart("B1", "T", 1, PartNode::kDone, std::string(kPartTextBytesMax + 1, 'x'))).reject, Reject::kMalformed);
  const TicketId ticket = world_.TicketOf("T");
  const Caller front{.session = kFrontEndSession, .client = ClientId(9), .role = Role::kFrontEnd};
  EXPECT_EQ(Answer(world_.Add(front, AskPart{.ticket = ticket, .department = 1, .text = "x"})).reject, Reject::kNotAllowed);
  EXPECT_EQ(Answer(world_.Add(front, ListParts{})).reject, Reject::kNotAllowed);
  EXPECT_EQ(Answer(world_.Add(front, ListPlans{})).reject, Reject::kNotAllowed);
  EXPECT_EQ(Answer(world_.Add(front, DropPlan{"p"})).reject, Reject::kNotAllowed);
}

TEST_F(Parts, AreListedByDepartmentAndByAgentAndShownInTheirTicket) {
  for (int i = 0; i < 20; ++i) {
    const std::string ticket = "T" + std::to_string(i);
    Take(ticket);
    Answer(world_.AskPart("A1", ticket, "logistics"));
    Answer(world_.AskPart("A1", ticket, "technical"));
    Answer(world_.AskPart("A1", ticket, "technical", i == 3 ? "B1" : ""));
  }
  Answer(world_.ReportPart("", "T0", 2, PartNode::kDone, "so"));
  const std::vector<PartRow> page = List({}, kBoss);
  ASSERT_EQ(page.size(), kPartsPerPageMax);
  const std::vector<PartRow> rest = List({.after = page.back().ticket, .after_part = page.back().part}, kBoss);
  EXPECT_EQ(page.size() + rest.size(), 59u);
  const auto department = [&](const char* name) {
    return static_cast<std::uint8_t>(world_.tables().catalog(CatalogKind::kDepartment).Find(name));
  };
  EXPECT_EQ(List({.department = department("logistics")}, kBoss).size(), 20u);
  // His own, and those that wait for his team.
  const Caller desk{.session = world_.SessionOf("B1"), .role = Role::kAgent};
  const std::vector<PartRow> his = List({.agent = world_.AgentOf("B1")}, desk);
  EXPECT_EQ(his.size(), 21u);
  EXPECT_EQ(List({.agent = world_.AgentOf("B1"), .department = department("technical")}, desk).size(), 1u);
  world_.ForgetOutputs();
  world_.Add(kBoss, FindTicket{.ticket = world_.TicketOf("T0")});
  world_.Settle();
  const auto shown = RepliesTo<TicketReply>(kSupervisorSession);
  ASSERT_EQ(shown.size(), 1u);
  ASSERT_EQ(shown.front().view.parts.size(), 3u);
  EXPECT_EQ(shown.front().view.parts[1].result, "so");
  EXPECT_EQ(shown.front().view.parts[1].node, PartNode::kDone);
  EXPECT_EQ(shown.front().view.parts[0].asked_by_name, "A1");
}

TEST_F(Parts, APlanThatMissedRoundsFiresOnceAndCountsThem) {
  world_.PutPlan({.name = "daily", .customer = "C1", .first_at = world_.now() + kHour});
  world_.Settle();
  world_.SkipTo(world_.now() + 5 * kDay);
  world_.Restart();
  const PlanEntry* plan = world_.tables().plans.Find(1);
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->record.made, 1u);
  EXPECT_EQ(plan->record.missed, 4u);
  EXPECT_GT(plan->record.next_at, world_.now());
  world_.Advance(kDay);
  EXPECT_EQ(world_.tables().plans.Find(1)->record.made, 2u);
  EXPECT_EQ(world_.tables().plans.Find(1)->record.missed, 4u);
}

TEST(PlansWithHours, RoundsThatTheirCalendarMovesTogetherAreOne) {
  EngineWorld::Options options;
  // Open on two days of seven, from nine to five.
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  const Micros midnight = kWorldBegins - kWorldBegins % kDay;
  for (int day = -7; day < 60; ++day) {
    if (day % 7 != 0 && day % 7 != 1) continue;
    const Micros begins = midnight + day * kDay;
    intervals.push_back({begins + 9 * kHour, begins + 17 * kHour});
    days.push_back({begins, begins + kDay, 0, kNever, 0, begins + 9 * kHour});
  }
  options.rules.calendars.emplace_back("visits", intervals, days);
  EngineWorld world(options);
  world.PutPlan({.name = "daily", .customer = "C1", .first_at = midnight + 9 * kHour, .calendar = "visits"});
  world.Settle();
  world.AdvanceTo(midnight + 15 * kDay);
  // Days 0, 1, 7 (for the five before it and itself), 8, 14.
  EXPECT_EQ(world.tables().plans.Find(1)->record.made, 5u);
  EXPECT_EQ(world.tables().plans.Find(1)->record.missed, 0u);
  for (const std::string& problem : world.problems()) ADD_FAILURE() << problem;
}

TEST_F(Parts, APlanIsReplacedByNameAndItsNumberIsNotGivenAgain) {
  EXPECT_EQ(Answer(world_.PutPlan({.name = "p", .first_at = world_.now() + kHour})).token, 1u);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "p", .first_at = world_.now() + kHour})).duplicate, 1);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "p", .every = 2, .first_at = world_.now() + kHour})).token, 1u);
  EXPECT_EQ(world_.tables().plans.size(), 1u);
  EXPECT_EQ(Answer(world_.DropPlan("p")).reject, Reject::kNone);
  EXPECT_EQ(Answer(world_.DropPlan("p")).reject, Reject::kUnknownPlan);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "p", .first_at = world_.now() + kHour})).token, 2u);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "q", .every = 0, .first_at = world_.now() + kHour})).reject, Reject::kMalformed);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "q", .first_at = world_.now() + 400 * kDay})).reject, Reject::kMalformed);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "q", .first_at = world_.now() + kHour, .calendar = "nobody's"})).reject, Reject::kUnknownName);
}

TEST_F(Parts, ThereAreAThousandPlans) {
  for (std::uint32_t i = 0; i < kPlansMax; ++i) {
    ASSERT_EQ(Answer(world_.PutPlan({.name = "p" + std::to_string(i), .first_at = world_.now() + kDay})).reject, Reject::kNone);
  }
  EXPECT_EQ(Answer(world_.PutPlan({.name = "one more", .first_at = world_.now() + kDay})).reject, Reject::kLimit);
  EXPECT_EQ(Answer(world_.DropPlan("p7")).reject, Reject::kNone);
  EXPECT_EQ(Answer(world_.PutPlan({.name = "one more", .first_at = world_.now() + kDay})).reject, Reject::kNone);
}

}  // namespace
}  // namespace tidegate
