// What supervisors decide by hand, who may and what is refused; and what an explanation says of a ticket that waits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

Reject Refused(const EngineWorld& world, std::uint64_t correlation) {
  const Ack* ack = world.AckOf(correlation);
  return ack == nullptr ? Reject::kNone : ack->reject;
}

TEST(SupervisingTest, OnlySupervisorsGiveAndTakeTickets) {
  EngineWorld world;
  world.Declare({.name = "A1"});
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Settle();
  for (const Role role : {Role::kFrontEnd, Role::kAgent, Role::kGateway, Role::kDataAdmin, Role::kOperator}) {
    const Caller caller{.session = 70, .role = role};
    const std::uint64_t gives = world.Add(caller, Assign{.ticket = world.TicketOf("T1"), .agent = "A1"});
    const std::uint64_t takes = world.Add(caller, TakeBack{.ticket = world.TicketOf("T1")});
    world.Turn();
    EXPECT_EQ(Refused(world, gives), Reject::kNotAllowed) << EnglishName(role);
    EXPECT_EQ(Refused(world, takes), Reject::kNotAllowed) << EnglishName(role);
  }
  EXPECT_EQ(world.Open("T1")->status, static_cast<std::uint8_t>(Status::kPooled));
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(SupervisingTest, WhatEndedOrNeverWasIsGivenToNobody) {
  EngineWorld world;
  world.Declare({.name = "A1"});
  world.SignIn("A1");
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Settle();
  world.Accept("A1", "T1");
  world.Settle();
  world.Resolve("A1", "T1");
  world.Settle();
  const std::uint64_t ended = world.Assign("T1", "A1");
  const std::uint64_t ended_back = world.TakeBack("T1");
  const std::uint64_t never = world.Add({}, Assign{.ticket = TicketId(12'345), .agent = "A1"});
  world.Turn();
  EXPECT_EQ(Refused(world, ended), Reject::kIllegalState);
  EXPECT_EQ(Refused(world, ended_back), Reject::kIllegalState);
  EXPECT_EQ(Refused(world, never), Reject::kUnknownTicket);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(SupervisingTest, AManagerIsAnAgentAndADeputyStandsForOne) {
  EngineWorld world;
  world.Declare({.name = "A1"});
  world.Declare({.name = "A2"});
  world.Settle();
  const std::uint64_t unknown = world.SetManager("Ann", "nobody");
  const std::uint64_t alone = world.SetManager("Ann", "", "A2");
  const std::uint64_t nothing = world.SetManager("Ann", "");
  world.Turn();
  EXPECT_EQ(Refused(world, unknown), Reject::kUnknownAgent);
  EXPECT_EQ(Refused(world, alone), Reject::kMissingField);
  EXPECT_EQ(world.AckOf(nothing)->duplicate, 1) << "she has none";
  const std::uint64_t set = world.SetManager("Ann", "A1", "A2");
  world.Turn();
  EXPECT_EQ(Refused(world, set), Reject::kNone);
  EXPECT_EQ(world.tables().customers.managed(), 1u);
  world.SetManager("Ann", "");
  world.Turn();
  EXPECT_EQ(world.tables().customers.managed(), 0u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

ExplainView Explained(EngineWorld& world, const std::string& ticket) {
  world.ForgetOutputs();
  world.Add({}, ExplainTicket{.ticket = world.TicketOf(ticket)});
  world.Turn();
  for (const Output& output : world.OutputsOf(kSupervisorSession)) {
    if (const auto* reply = std::get_if<std::unique_ptr<ExplainReply>>(&output)) return (*reply)->view;
  }
  ADD_FAILURE() << "nothing was explained";
  return {};
}

TEST(ExplainTest, SaysWhatIsLoosenedNextAndWhatWas) {
  EngineWorld::Options options;
  options.rules.matching.relaxation = MatchingRules().relaxation;
  EngineWorld world(options);
  world.Declare({.name = "A1", .regions = {"south"}});
  world.Submit({.key = "T1", .level = Level::kLow, .region = "north"});
  world.Settle();
  ExplainView view = Explained(world, "T1");
  EXPECT_EQ(view.relaxed, 0);
  EXPECT_EQ(view.next, NextEvent::kRelaxes);
  EXPECT_EQ(view.next_at, world.now() + 5 * kMinute);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kRegion)], 1u);
  world.Advance(5 * kMinute);
  view = Explained(world, "T1");
  EXPECT_EQ(view.relaxed, 1);
  EXPECT_EQ(view.requirement.region, 0);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kRegion)], 0u);
  EXPECT_EQ(view.off_duty, 1u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(ExplainTest, SaysForWhomATicketIsKeptAndUntilWhen) {
  EngineWorld world;
  world.Declare({.name = "boss"});
  world.SignIn("boss");
  world.SetManager("Ann", "boss");
  world.Submit({.key = "T1", .level = Level::kNormal, .customer = "Ann"});
  world.Submit({.key = "T2", .level = Level::kNormal, .customer = "Ann"});
  world.Settle();
  const Micros since = world.now();
  const ExplainView view = Explained(world, "T2");
  EXPECT_EQ(view.held_for, world.AgentOf("boss"));
  EXPECT_EQ(view.next, NextEvent::kManagerWaitEnds);
  EXPECT_EQ(view.next_at, since + 24 * kMinute) << "20 % of the two hours to respond";
  EXPECT_NE(view.requirement.agent_tiers, 0) << "what it asks for when it is kept no longer";
  EXPECT_THAT(world.problems(), IsEmpty());
}

// People say why they decline; a bot that hands over says nothing.
TEST(DecliningTest, AnAgentSaysWhyAndABotNeedNot) {
  EngineWorld world;
  world.Declare({.name = "B1", .tier = AgentTier::kBot});
  world.SignIn("B1");
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Settle();
  const auto declines = [&](const std::string& agent, std::uint8_t reason) {
    const Caller desk{.session = world.SessionOf(agent), .role = Role::kGateway};
    const std::uint64_t asked = world.Add(
        desk, Decline{.agent = world.AgentOf(agent), .ticket = world.TicketOf("T1"), .token = world.Open("T1")->offers, .reason = reason});
    world.Settle();
    return Refused(world, asked);
  };
  EXPECT_EQ(declines("B1", 0), Reject::kNone);
  world.Declare({.name = "A1"});
  world.SignIn("A1");
  world.Settle();
  ASSERT_EQ(world.Open("T1")->status, static_cast<std::uint8_t>(Status::kOffered));
  EXPECT_EQ(declines("A1", 0), Reject::kMissingField);
  EXPECT_EQ(world.Open("T1")->declines, 0);
  EXPECT_EQ(declines("A1", 3), Reject::kNone);
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
