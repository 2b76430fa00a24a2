// Rules as data: what is refused and why, tried, undone, kept and shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/engine/engine.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Reject RefusalOf(const EngineWorld& world, std::uint64_t correlation) {
  const Ack* ack = world.AckOf(correlation);
  return ack == nullptr ? Reject::kNone : ack->reject;
}

// The latest reply of a kind to the supervisors' session, nullptr when there is none.
template <class Reply>
const Reply* LastOf(const EngineWorld& world) {
  const Reply* last = nullptr;
  for (const Output& output : world.OutputsOf(kSupervisorSession)) {
    if (const auto* reply = std::get_if<std::unique_ptr<Reply>>(&output)) last = reply->get();
  }
  return last;
}

std::vector<std::string> InUse(const EngineWorld& world) {
  std::vector<std::string> told;
  const auto* reply = LastOf<NamesInUseReply>(world);
  if (reply == nullptr) return told;
  for (const NameInUse& name : reply->names) {
    told.push_back(std::string(EnglishName(name.kind)) + " " + name.name + " " + std::to_string(name.tickets) + " " +
                   std::to_string(name.agents));
  }
  return told;
}

std::vector<std::uint32_t> Kept(const EngineWorld& world) {
  std::vector<std::uint32_t> versions;
  for (const auto& [number, version] : world.tables().rule_versions.all()) versions.push_back(number);
  return versions;
}

// Rules that know everything that the tests use.
RuleSet Rich() {
  RuleSet rules = WorldRules();
  rules.skills = {"refund", "billing", "idle"};
  rules.regions = {"north", "south"};
  rules.tags = {"vip-case", "spare"};
  rules.overdue_reasons = {{.code = 1, .name = "staff short"}, {.code = 2, .name = "complex"}};
  return rules;
}

TEST(RulingTest, EveryNameInUseThatWouldGoIsToldAtOnceAndNothingIsDone) {
  EngineWorld::Options options;
  options.rules = Rich();
  EngineWorld world(options);
  world.Declare({.name = "A1", .skills = {{"refund", 2}}, .regions = {"north"}, .channels = {"email"}});
  world.Declare({.name = "A2", .skills = {{"refund", 1}}});
  world.Submit({.key = "T1", .skills = {{"refund", 1}}, .region = "north", .tags = {"vip-case"}});
  world.Submit({.key = "T2", .skills = {{"billing", 1}}});
  world.Settle();
  const std::uint32_t version = world.tables().rules_version;
  const std::uint64_t changes = world.changes();
  RuleSet poor = Rich();
  poor.skills = {};
  poor.regions = {"south"};
  poor.tags = {};
  std::erase_if(poor.channels, [](const ChannelRule& channel) { return channel.name == "email"; });
  ASSERT_EQ(FindFlaw(poor), nullptr);
  world.Activate(poor);
  world.Turn();
  EXPECT_THAT(InUse(world),
              ElementsAre("skill refund 1 2", "skill billing 1 0", "region north 1 1", "channel email 2 1", "tag vip-case 1 0"));
  EXPECT_EQ(world.tables().rules_version, version);
  EXPECT_EQ(world.changes(), changes);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RulingTest, ANameThatNobodyUsesMayGoAndAnotherOnceItsTicketHasEnded) {
  EngineWorld::Options options;
  options.rules = Rich();
  EngineWorld world(options);
  world.Declare({.name = "A1", .skills = {{"refund", 1}}});
  world.SignIn("A1");
  world.Submit({.key = "T1", .region = "south"});
  world.Settle();
  RuleSet without = Rich();
  without.regions = {"north"};
  without.skills = {"refund", "billing"};
  world.Activate(without);
  world.Turn();
  EXPECT_THAT(InUse(world), ElementsAre("region south 1 0"));
  world.Accept("A1", "T1");
  world.Settle();
  world.Resolve("A1", "T1");
  world.Settle();
  const std::uint64_t again = world.Activate(without);
  world.Settle();
  ASSERT_NE(world.AckOf(again), nullptr);
  EXPECT_EQ(world.AckOf(again)->reject, Reject::kNone);
  EXPECT_EQ(world.tables().rules->rules(), without);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RulingTest, ACalendarOfAShiftAndAReasonOfAnOverdueTicketMayNotGo) {
  EngineWorld::Options options;
  options.rules = Rich();
  const Calendar& office = options.rules.calendars[1];
  options.rules.calendars.push_back(Calendar("early", office.intervals(), office.days()));
  EngineWorld world(options);
  world.Declare({.name = "A1", .shift = "early"});
  world.SignIn("A1");
  world.Submit({.key = "T1", .level = Level::kUrgent});
  world.Settle();
  world.Accept("A1", "T1");
  world.Settle();
  world.Advance(kHour);
  world.Reason("A1", "T1", 2, "");
  world.Settle();
  RuleSet poor = Rich();
  poor.overdue_reasons.pop_back();
  world.Activate(poor);
  world.Turn();
  EXPECT_THAT(InUse(world), ElementsAre("calendar early 0 1", "overdue reason complex 1 0"));
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RulingTest, WhatIsTriedIsCheckedAndChangesNothing) {
  EngineWorld::Options options;
  options.rules = Rich();
  EngineWorld world(options);
  world.Submit({.key = "T1"});
  world.Settle();
  RuleSet more = Rich();
  more.skills.push_back("chinese");
  const std::uint64_t changes = world.changes();
  const std::uint64_t tried = world.Try(more);
  world.Turn();
  ASSERT_NE(world.AckOf(tried), nullptr);
  EXPECT_EQ(world.AckOf(tried)->reject, Reject::kNone);
  EXPECT_EQ(world.AckOf(tried)->token, 2u);
  EXPECT_EQ(world.AckOf(tried)->place, 1u);
  EXPECT_EQ(world.changes(), changes);
  EXPECT_EQ(world.tables().catalog(CatalogKind::kSkill).Find("chinese"), 0u);
  world.Submit({.key = "T2", .skills = {{"idle", 1}}});
  world.Settle();
  RuleSet poor = Rich();
  poor.skills = {"refund"};
  world.Try(poor);
  world.Turn();
  EXPECT_THAT(InUse(world), ElementsAre("skill idle 1 0"));
}

TEST(RulingTest, UndoBringsTheVersionBeforeBackAsANewOne) {
  EngineWorld world;
  RuleSet second = WorldRules();
  second.wrap_up = 77 * kSecond;
  world.Activate(second);
  world.Settle();
  const std::uint64_t undone = world.Undo(0);
  world.Settle();
  ASSERT_NE(world.AckOf(undone), nullptr);
  EXPECT_EQ(world.AckOf(undone)->token, 3u);
  EXPECT_EQ(world.tables().rules->rules(), WorldRules());
  const RuleVersion& in_force = world.tables().rule_versions.in_force();
  EXPECT_EQ(in_force.version, 3u);
  EXPECT_EQ(in_force.restored, 1u);
  EXPECT_EQ(in_force.cause, RuleCause::kRestored);
  EXPECT_EQ(in_force.author, "data administrator");
  EXPECT_EQ(in_force.source, world.tables().rule_versions.Find(1)->source);
  world.Undo(2);
  world.Settle();
  EXPECT_EQ(world.tables().rules->rules(), second);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RulingTest, AnUndoOfWhatIsNotInForceOrNotKeptIsRefused) {
  EngineWorld world;
  const Caller admin{.role = Role::kDataAdmin};
  const std::uint64_t nothing_before = world.Undo(0);
  const std::uint64_t another_in_force = world.Add(admin, UndoRules{.in_force = 9});
  const std::uint64_t itself = world.Undo(1);
  const std::uint64_t not_kept = world.Add(admin, ShowRules{.version = 40});
  const std::uint64_t by_supervisor = world.Add({}, UndoRules{.in_force = 1});
  world.Turn();
  for (const std::uint64_t asked : {nothing_before, another_in_force, itself, not_kept}) {
    EXPECT_EQ(RefusalOf(world, asked), Reject::kOtherRules) << asked;
  }
  EXPECT_EQ(RefusalOf(world, by_supervisor), Reject::kNotAllowed);
  EXPECT_EQ(world.tables().rules_version, 1u);
}

TEST(RulingTest, AnUndoThatTakesAwayANameInUseIsRefusedAsAnApplyIs) {
  EngineWorld world;
  RuleSet second = WorldRules();
  second.regions.push_back("islands");
  world.Activate(second);
  world.Settle();
  world.Submit({.key = "T1", .region = "islands"});
  world.Settle();
  world.Undo(0);
  world.Turn();
  EXPECT_THAT(InUse(world), ElementsAre("region islands 1 0"));
  EXPECT_EQ(world.tables().rules_version, 2u);
}

TEST(RulingTest, OnlySoManyVersionsAreKeptAndARestartKeepsTheSame) {
  EngineWorld world;
  for (std::uint32_t i = 0; i < 20; ++i) {
    RuleSet rules = WorldRules();
    rules.wrap_up = static_cast<Micros>(i + 1) * kSecond;
    world.Activate(rules);
    world.Settle();
  }
  const std::vector<std::uint32_t> kept = Kept(world);
  EXPECT_EQ(kept.size(), kRuleVersionsMax);
  EXPECT_EQ(kept.back(), 21u);
  EXPECT_EQ(kept.front(), 6u);
  world.Restart();
  EXPECT_EQ(Kept(world), kept);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RulingTest, TheSourceOfAVersionIsShownInParts) {
  EngineWorld world;
  const std::string source(kRulesPartBytesMax + 100, '#');
  world.Add({.role = Role::kDataAdmin}, ActivateRules{.source = source, .compiled = world.tables().rule_versions.in_force().compiled});
  world.Settle();
  std::string shown;
  for (int part = 0; part < 3; ++part) {
    world.Add({}, ShowRules{.version = 2, .offset = static_cast<std::uint32_t>(shown.size())});
    world.Turn();
    const auto* reply = LastOf<RulesReply>(world);
    ASSERT_NE(reply, nullptr);
    EXPECT_EQ(reply->versions.size(), 2u);
    EXPECT_EQ(reply->versions.back().source_bytes, source.size());
    EXPECT_EQ(reply->part.empty(), part == 2);
    shown += reply->part;
  }
  EXPECT_EQ(shown, source);
}

TEST(RulingTest, LargeVersionsLeaveEarlierButNeverTheOneBefore) {
  RuleVersions versions;
  for (std::uint32_t version = 1; version <= 4; ++version) {
    versions.Add({.version = version, .source = std::string(kRuleVersionsBytesMax - 1, 'x')});
    EXPECT_EQ(versions.all().size(), std::min(version, 2u));
  }
  EXPECT_EQ(versions.in_force().version, 4u);
  EXPECT_NE(versions.Find(3), nullptr);
  EXPECT_EQ(versions.Find(2), nullptr);
}

TEST(AgentViewTest, AnAgentIsShownWithHisWorkAndWhatHeDoesNotGetAgain) {
  EngineWorld world;
  world.Declare({.name = "A1", .capacity = 2, .team = "east"});
  world.SignIn("A1");
  world.Declare({.name = "A2"});
  world.Submit({.key = "T1"});
  world.Submit({.key = "T2"});
  world.Submit({.key = "T3"});
  world.Settle();
  world.Accept("A1", "T1");
  world.SignIn("A2");
  world.Settle();
  world.Decline("A1", "T2");
  world.Settle();
  world.ShowAgent("A1");
  world.Turn();
  const auto* reply = LastOf<AgentReply>(world);
  ASSERT_NE(reply, nullptr);
  const AgentView& view = reply->view;
  EXPECT_EQ(view.team, "east");
  EXPECT_TRUE(view.signed_in);
  ASSERT_EQ(view.work.size(), view.row.offered + view.row.assigned);
  EXPECT_EQ(view.work.front().ticket, world.TicketOf("T1").raw());
  ASSERT_EQ(view.excluded.size(), 1u);
  EXPECT_EQ(view.excluded.front().ticket, world.TicketOf("T2"));
  EXPECT_EQ(view.excluded.front().until, world.now() + world.tables().rules->rules().decline_memory);
}

TEST(AgentViewTest, ADeskSeesOnlyThoseForWhomItSpeaksAndAFrontEndNobody) {
  EngineWorld world;
  world.Declare({.name = "A1"});
  world.Declare({.name = "A2"});
  world.SignIn("A1");
  world.Settle();
  const Caller desk{.session = world.SessionOf("A1"), .role = Role::kGateway};
  const std::uint64_t own = world.Add(desk, ShowAgent{.name = "A1"});
  const std::uint64_t other = world.Add(desk, ShowAgent{.name = "A2"});
  const std::uint64_t front = world.Add({.session = 5, .role = Role::kFrontEnd}, ShowAgent{.name = "A1"});
  const std::uint64_t nobody = world.Add({}, ShowAgent{.name = "A9"});
  world.Turn();
  EXPECT_EQ(RefusalOf(world, own), Reject::kNone);
  EXPECT_EQ(RefusalOf(world, other), Reject::kNotYours);
  EXPECT_EQ(RefusalOf(world, front), Reject::kNotAllowed);
  EXPECT_EQ(RefusalOf(world, nobody), Reject::kUnknownAgent);
}

TEST(AgentViewTest, WhoIsFullIsListedPageByPage) {
  EngineWorld::Options options;
  options.rules.matching.saturation_alerts = true;
  options.limits.agents_max = 512;
  EngineWorld world(options);
  const std::uint32_t agents = kPageRecordsMax + 20;
  for (std::uint32_t i = 1; i <= agents; ++i) {
    world.Declare({.name = "A" + std::to_string(i)});
    world.SignIn("A" + std::to_string(i));
    world.Submit({.key = "T" + std::to_string(i)});
    world.Settle();
  }
  std::size_t listed = 0;
  AgentId after;
  std::uint32_t group = 0;
  for (bool more = true; more;) {
    world.Add({}, ListSaturated{.after_agent = after, .from_group = group});
    world.Turn();
    const auto* reply = LastOf<SaturationReply>(world);
    ASSERT_NE(reply, nullptr);
    EXPECT_TRUE(reply->watched);
    EXPECT_LE(reply->agents.size(), kPageRecordsMax);
    listed += reply->agents.size();
    after = AgentId(reply->after_agent);
    group = reply->from_group;
    more = reply->more;
  }
  EXPECT_EQ(listed, agents);
}

}  // namespace
}  // namespace tidegate
