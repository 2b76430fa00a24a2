// Who may see personal data unmasked, and that each look is a change; what claims beyond the quota are worth for the last places.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kBoard = 900'001;

class Looking : public ::testing::Test {
 protected:
  Reject Look(Role role, std::string_view viewer, std::uint64_t session, ClientId client = ClientId{}) {
    const std::uint64_t correlation =
        world_.Add({.session = session, .client = client, .role = role, .name = viewer}, LookAt{.ticket = world_.TicketOf("T")});
    world_.Settle();
    const Ack* ack = world_.AckOf(correlation);
    return ack == nullptr ? Reject::kNone : ack->reject;
  }
  std::uint64_t Looks() const {
    std::uint64_t looks = 0;
    for (const std::string& record : world_.records()) {
      TurnReader reader(record);
      for (ChangeView change; reader.Next(change);) looks += change.kind == ChangeKind::kLooked ? 1 : 0;
    }
    return looks;
  }
  void Step(std::uint64_t) { world_.Settle(); }

  EngineWorld world_;
};

TEST_F(Looking, TheAssigneeFromAcceptToEndAndNotBefore) {
  Step(world_.Declare({.name = "A1", .capacity = 3}));
  Step(world_.SignIn("A1"));
  Step(world_.Submit({.key = "T"}));
  const std::uint64_t desk = world_.SessionOf("A1");
  EXPECT_EQ(Look(Role::kGateway, "gateway", desk), Reject::kNotYours);
  Step(world_.Accept("A1", "T"));
  EXPECT_EQ(Look(Role::kGateway, "gateway", desk), Reject::kNone);
  Step(world_.Resolve("A1", "T"));
  EXPECT_EQ(Look(Role::kGateway, "gateway", desk), Reject::kNone) << "resolved, it still has been his";
  EXPECT_EQ(Looks(), 2u);
  EXPECT_TRUE(world_.problems().empty());
}

TEST_F(Looking, WhoeverHasNoBusinessWithIt) {
  Step(world_.Submit({.key = "T"}));
  EXPECT_EQ(Look(Role::kDataAdmin, "admin", kBoard), Reject::kNotAllowed);
  EXPECT_EQ(Look(Role::kOperator, "ops", kBoard), Reject::kNotAllowed);
  EXPECT_EQ(Look(Role::kFrontEnd, "other", kBoard, ClientId{7}), Reject::kNotYours);
  EXPECT_EQ(Look(Role::kGateway, "gateway", kBoard), Reject::kNotYours);
  EXPECT_EQ(Look(Role::kSupervisor, "anybody", kBoard), Reject::kNone) << "what nobody has is of no team yet";
  EXPECT_EQ(Looks(), 1u);
}

TEST_F(Looking, ATicketThatNobodyKnows) {
  Step(world_.Submit({.key = "T"}));
  const std::uint64_t correlation =
      world_.Add({.session = kBoard, .role = Role::kSupervisor, .name = "chen"}, LookAt{.ticket = TicketId(12'345)});
  world_.Settle();
  EXPECT_EQ(world_.AckOf(correlation)->reject, Reject::kUnknownTicket);
  EXPECT_EQ(Looks(), 0u);
}

// A front end that calls everything urgent does not get the last places by it; where there is room its ticket keeps the level.
TEST(Quota, AClaimBeyondItDoesNotOpenTheLastPlaces) {
  EngineWorld::Options options;
  options.limits.tickets_max = 20;
  EngineWorld world(options);
  const auto submit = [&](const TicketSpec& ticket) {
    const std::uint64_t correlation = world.Submit(ticket);
    world.Settle();
    return world.AckOf(correlation)->reject;
  };
  EXPECT_EQ(submit({.key = "first", .level = Level::kUrgent, .admitted = Level::kNormal}), Reject::kNone);
  EXPECT_EQ(static_cast<Level>(world.Open("first")->level), Level::kUrgent) << "a claim is lowered by rules only";
  for (int i = 2; i < 20; ++i) ASSERT_EQ(submit({.key = std::to_string(i)}), Reject::kNone) << i;
  EXPECT_EQ(submit({.key = "normal"}), Reject::kFull) << "the last place is for urgent and high";
  EXPECT_EQ(submit({.key = "beyond", .level = Level::kUrgent, .admitted = Level::kNormal}), Reject::kFull);
  EXPECT_EQ(submit({.key = "high enough", .level = Level::kUrgent, .admitted = Level::kHigh}), Reject::kNone);
  EXPECT_TRUE(world.problems().empty());
}

TEST(Quota, WhatTheRulesRaiseKeepsItsPlaceWhateverWasClaimed) {
  EngineWorld::Options options;
  options.limits.tickets_max = 20;
  EngineWorld world(options);
  const auto submit = [&](const TicketSpec& ticket) {
    const std::uint64_t correlation = world.Submit(ticket);
    world.Settle();
    return world.AckOf(correlation)->reject;
  };
  for (int i = 1; i < 20; ++i) ASSERT_EQ(submit({.key = std::to_string(i)}), Reject::kNone) << i;
  ClassificationRule rule;
  rule.name = "fault";
  rule.types = {"after-sales"};
  rule.level = Level::kUrgent;
  RuleSet rules = WorldRules();
  rules.classification.push_back(rule);
  world.Activate(rules);
  world.Settle();
  EXPECT_EQ(submit({.key = "fault", .level = Level::kUrgent, .type = "after-sales", .admitted = Level::kNormal}), Reject::kNone);
}

}  // namespace
}  // namespace tidegate
