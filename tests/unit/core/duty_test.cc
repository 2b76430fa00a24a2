// Shifts and exclusive hours at their edges: a whole shift at once, hours that turned while nothing ran, no place for another profile.
#include "core/engine/duty.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/engine/decide.h"
#include "tests/support/engine_world.h"
#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

constexpr Micros kMidnight = kWorldBegins - 8 * kHour;

// Every day, from the day before the world begins on.
Calendar Daily(const std::string& name, Micros open, Micros close) {
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -1; day < 30; ++day) {
    const Micros midnight = kMidnight + day * kDay;
    intervals.push_back({midnight + open, midnight + close});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + open});
  }
  return Calendar(name, std::move(intervals), std::move(days));
}

EngineWorld::Options WithHours() {
  EngineWorld::Options options;
  options.rules.calendars.push_back(Daily("day", 9 * kHour, 17 * kHour));
  options.rules.calendars.push_back(Daily("peak", 10 * kHour, 11 * kHour));
  return options;
}

std::uint8_t DutyOfAgent(const EngineWorld& world, const std::string& agent) {
  return world.tables().agents.At(world.AgentOf(agent).raw()).duty;
}

// 200 agents' shift ends in the turn of a submit, whose commands come before the timers: nobody of them gets it, though one offer looks at
// so many of them only.
TEST(Duty, AWholeShiftThatEndsTakesNoOfferOfTheSameTurn) {
  EngineWorld::Options options = WithHours();
  options.limits.agents_max = 300;
  options.limits.clients_max = 300;
  options.limits.outcomes_max = 300 * kDeskCredits;
  EngineWorld world(options);
  world.AdvanceTo(kMidnight + 9 * kHour);
  for (int i = 1; i <= 200; ++i) {
    world.Declare({.name = "A" + std::to_string(i), .shift = "day"});
    world.SignIn("A" + std::to_string(i));
    if (i % 100 == 0) world.Settle();  // a turn has its bound
  }
  world.Declare({.name = "late"});
  world.Settle();
  world.AdvanceTo(kMidnight + 16 * kHour + 44 * kMinute);
  world.SkipTo(kMidnight + 16 * kHour + 45 * kMinute);
  world.SignIn("late");
  world.Turn();
  for (int i = 1; i <= 210; ++i) world.Submit({.key = "T" + std::to_string(i), .level = Level::kNormal});
  world.Settle();
  std::uint32_t offered = 0;
  for (int i = 1; i <= 210; ++i)
    offered += world.Open("T" + std::to_string(i))->status == static_cast<std::uint8_t>(Status::kOffered) ? 1 : 0;
  EXPECT_EQ(offered, 1u) << "to the one who has no shift";
  EXPECT_THAT(world.problems(), IsEmpty());
}

// Down from before the shift to after its end, and into the next one: it stands as it stands then, told once.
TEST(Duty, WhatTurnedWhileNothingRanComesOnceAsItStandsThen) {
  EngineWorld world(WithHours());
  world.Declare({.name = "A1", .shift = "day", .tier_hours = "peak", .hours_tiers = {CustomerTier::kVip}});
  world.Settle();
  EXPECT_EQ(DutyOfAgent(world, "A1"), kOffShift);
  int turns = 0;
  world.on_change = [&](const Tables&, const ChangeView& change, Micros) { turns += change.kind == ChangeKind::kDutyTurned ? 1 : 0; };
  world.SkipTo(kMidnight + 2 * kDay + 10 * kHour + 30 * kMinute);
  world.Restart();
  EXPECT_EQ(turns, 1);
  EXPECT_EQ(DutyOfAgent(world, "A1"), kInTierHours);
  EXPECT_EQ(world.tables().agents.At(1).duty_next_at, kMidnight + 2 * kDay + 11 * kHour);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(Duty, OtherCalendarsTurnEverybody) {
  EngineWorld::Options options = WithHours();
  EngineWorld world(options);
  world.Declare({.name = "A1", .shift = "day"});
  world.SignIn("A1");
  world.Submit({.key = "T1", .level = Level::kNormal});
  world.Settle();
  EXPECT_EQ(world.Open("T1")->status, static_cast<std::uint8_t>(Status::kPooled));
  options.rules.calendars[3] = Daily("day", 7 * kHour, 15 * kHour);
  world.Activate(options.rules);
  world.Settle();
  EXPECT_EQ(DutyOfAgent(world, "A1"), 0);
  EXPECT_EQ(world.Open("T1")->status, static_cast<std::uint8_t>(Status::kOffered));
  // The calendar is in use: rules without it are refused, and nothing changes.
  options.rules.calendars.erase(options.rules.calendars.begin() + 3);
  const std::uint64_t asked = world.Activate(options.rules);
  world.Settle();
  const Ack* ack = world.AckOf(asked);
  EXPECT_TRUE(ack == nullptr || ack->reject != Reject::kNone);
  EXPECT_EQ(world.tables().rules_version, 2u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

// All places for profiles are taken: whose hours begin then serves nobody rather than whom he should not.
TEST(Duty, HoursWithoutAPlaceForTheirProfileWaitForOne) {
  EngineWorld::Options options = WithHours();
  options.limits.agents_max = kProfilesMax + 10;
  options.audit_every = 1'000'000;  // over so many profiles it takes minutes; the end is looked at below
  EngineWorld world(options);
  // Two of one profile, so that the one whose hours begin does not free its place.
  const AgentSpec timed{.name = "timed", .tier_hours = "peak", .hours_tiers = {CustomerTier::kVip}};
  world.Declare(timed);
  world.Declare({.name = "same"});
  world.SignIn("timed");
  world.Settle();
  int declared = 0;
  for (int level = 1; level <= 5 && world.tables().signatures.ProfileFits({}); ++level) {
    for (std::uint32_t i = 1; i < kProfilesMax; ++i) {
      Profile profile;
      profile.regions[0] = static_cast<std::uint16_t>(i);
      profile.region_count = 1;
      profile.tier = static_cast<std::uint8_t>(level);
      if (!world.tables().signatures.ProfileFits(profile)) break;
      const std::string name = "filler " + std::to_string(++declared);
      world.Add({.role = Role::kDataAdmin}, DeclareAgent{.name = name, .profile = &profile, .capacity = 1});
      world.Turn();
    }
  }
  ASSERT_FALSE(world.tables().signatures.ProfileFits({})) << "still room";
  world.AdvanceTo(kMidnight + 10 * kHour);
  EXPECT_EQ(DutyOfAgent(world, "timed"), kInTierHours | kHoursWait);
  world.Submit({.key = "T1", .level = Level::kNormal});
  world.Settle();
  EXPECT_EQ(world.Open("T1")->status, static_cast<std::uint8_t>(Status::kPooled)) << "he is exclusive by now";
  // Somebody takes over another's profile: a place is free, and found within a minute.
  Profile taken;
  taken.regions[0] = 1;
  taken.region_count = 1;
  taken.tier = 1;
  world.Add({.role = Role::kDataAdmin}, DeclareAgent{.name = "filler 2", .profile = &taken, .capacity = 1});
  world.Settle();
  world.Advance(kMinute);
  EXPECT_EQ(DutyOfAgent(world, "timed"), kInTierHours);
  world.Submit({.key = "T2", .level = Level::kNormal, .tier = CustomerTier::kVip});
  world.Settle();
  EXPECT_EQ(world.Open("T2")->status, static_cast<std::uint8_t>(Status::kOffered));
  EXPECT_THAT(world.problems(), IsEmpty());
}

// The decision note and explain count who is signed in but off shift apart from who is not there.
TEST(Duty, ExplainAndTheNoteCountTheShiftApart) {
  EngineWorld world(WithHours());
  world.Declare({.name = "A1", .shift = "day"});
  world.SignIn("A1");
  world.Declare({.name = "A2", .shift = "day"});
  world.Submit({.key = "T1", .level = Level::kNormal});
  world.Settle();
  const std::uint64_t asked = world.Explain("T1");
  static_cast<void>(asked);
  world.Settle();
  const ExplainReply* reply = nullptr;
  for (const Output& output : world.OutputsOf(kSupervisorSession)) {
    if (const auto* explained = std::get_if<std::unique_ptr<ExplainReply>>(&output)) reply = explained->get();
  }
  ASSERT_NE(reply, nullptr);
  EXPECT_EQ(reply->view.off_shift, 1u);
  EXPECT_EQ(reply->view.off_duty, 1u);
  world.Declare({.name = "A3"});
  world.SignIn("A3");
  world.Settle();
  const DecisionNote& note = world.tables().tickets.Work(world.tables().tickets.FindId(world.TicketOf("T1").raw()))->note;
  EXPECT_EQ(note.by_shift, 1);
  EXPECT_EQ(note.off_duty, 1);
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
