// What an explanation says: which rules matched a ticket and what gave its level, who may take it when, and what happens next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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

const AgentVerdict& VerdictOf(const ExplainView& view, const std::string& agent) {
  for (const std::vector<AgentVerdict>* list : {&view.may_have, &view.others}) {
    for (const AgentVerdict& verdict : *list) {
      if (verdict.name == agent) return verdict;
    }
  }
  static const AgentVerdict kNobody;
  ADD_FAILURE() << agent << " is not named";
  return kNobody;
}

ClassificationRule Matching(std::string name, ComplaintCategory category) {
  ClassificationRule rule;
  rule.name = std::move(name);
  rule.categories = static_cast<std::uint8_t>(1u << static_cast<int>(category));
  return rule;
}

std::vector<RuleOutput> OutputsOf(const ExplainView& view) {
  std::vector<RuleOutput> outputs;
  for (const FiredRule& rule : view.rules) outputs.push_back(rule.output);
  return outputs;
}

// Three rules match: the first gives a level, the second only a tag, the third a level that comes too late.
TEST(ExplainRules, NamesEveryRuleThatMatchedAndCreditsWhatDecided) {
  EngineWorld::Options options;
  options.rules.tags = {"at-risk"};
  options.rules.classification = {Matching("first", ComplaintCategory::kService), Matching("tags only", ComplaintCategory::kService),
                                  Matching("too late", ComplaintCategory::kService), Matching("other", ComplaintCategory::kPrice)};
  options.rules.classification[0].level = Level::kHigh;
  options.rules.classification[1].tags = {"at-risk"};
  options.rules.classification[2].level = Level::kUrgent;
  EngineWorld world(options);
  world.Submit({.key = "T1", .level = Level::kNone, .category = ComplaintCategory::kService});
  world.Submit({.key = "T2", .level = Level::kUrgent, .category = ComplaintCategory::kService});
  world.Submit({.key = "T3", .level = Level::kNone});
  world.Settle();
  EXPECT_THAT(Explained(world, "T1").rules,
              ElementsAre(FiredRule{RuleOutput::kLevel, 1, "first"}, FiredRule{RuleOutput::kAlso, 2, "tags only"},
                          FiredRule{RuleOutput::kAlso, 3, "too late"}));
  // What it claimed is more than what the first rule gives, and stands: the rule decided nothing.
  EXPECT_THAT(Explained(world, "T2").rules,
              ElementsAre(FiredRule{RuleOutput::kClaimed, 0, ""}, FiredRule{RuleOutput::kAlso, 1, "first"},
                          FiredRule{RuleOutput::kAlso, 2, "tags only"}, FiredRule{RuleOutput::kAlso, 3, "too late"}));
  EXPECT_THAT(OutputsOf(Explained(world, "T3")), ElementsAre(RuleOutput::kByType));
  world.Level("T1", Level::kLow);
  world.Settle();
  EXPECT_EQ(Explained(world, "T1").rules.front(), (FiredRule{RuleOutput::kSupervisor, 0, ""}));
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(ExplainAgents, WhoCameAMomentAgoIsNotFullButRampsUp) {
  EngineWorld::Options options;
  options.rules.ramp_up = 10 * kMinute;
  EngineWorld world(options);
  world.Declare({.name = "A1", .capacity = 5});
  world.SignIn("A1");
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Submit({.key = "T2", .level = Level::kLow});
  world.Settle();
  const ExplainView view = Explained(world, "T2");
  EXPECT_EQ(VerdictOf(view, "A1").eligibility, Eligibility::kRampUp);
  EXPECT_EQ(VerdictOf(view, "A1").until, world.now() + 2 * kMinute);
  EXPECT_EQ(view.next, NextEvent::kRampStep);
  EXPECT_EQ(view.next_at, world.now() + 2 * kMinute);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(ExplainAgents, WhoIsSignedOutComesWithHisShift) {
  EngineWorld::Options options;
  const Micros today = kWorldBegins - kWorldBegins % kDay;
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -1; day < 5; ++day) {  // before its first opening a calendar counts all time
    const Micros midnight = today + day * kDay;
    intervals.push_back({midnight + 9 * kHour, midnight + 17 * kHour});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + 9 * kHour});
  }
  options.rules.calendars.push_back(Calendar("early", intervals, days));
  EngineWorld world(options);
  world.Declare({.name = "A1", .shift = "early"});
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Settle();
  const ExplainView view = Explained(world, "T1");
  EXPECT_EQ(VerdictOf(view, "A1").eligibility, Eligibility::kOffDuty);
  EXPECT_EQ(VerdictOf(view, "A1").until, today + 9 * kHour);
  EXPECT_THAT(view.upcoming, ::testing::Contains(Upcoming{
                                 .event = NextEvent::kShiftBegins, .agent = world.AgentOf("A1").raw(), .at = VerdictOf(view, "A1").until}));
  EXPECT_THAT(world.problems(), IsEmpty());
}

// Free places that are kept are neither available nor taken.
TEST(ExplainAgents, PlacesKeptForUrgentAreCountedApart) {
  EngineWorld::Options options;
  options.rules.matching.reserve = 1;
  EngineWorld world(options);
  world.Declare({.name = "S1", .tier = AgentTier::kSenior, .capacity = 1});
  world.SignIn("S1");
  world.Submit({.key = "N", .level = Level::kNormal});
  world.Settle();
  const ExplainView view = Explained(world, "N");
  EXPECT_EQ(view.at_capacity, 0u);
  EXPECT_EQ(view.kept_for_urgent, 1u);
  EXPECT_EQ(VerdictOf(view, "S1").eligibility, Eligibility::kReserved);
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
