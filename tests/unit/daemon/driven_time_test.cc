// Time that one session drives: forward only, past every instant at which something falls due, for the directory's life; and the operator's
// word on a wall clock that jumped. Through the whole pipeline, the machine's clocks simulated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/status_text.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Micros kMonday = 1'456'736'400 * kSecond;  // 2016-02-29T09:00:00Z

WorldOptions Driven() {
  WorldOptions options;
  options.time_source = TimeSource::kDriven;
  options.driven_from = kMonday;
  return options;
}

client::SubmitMessage Ticket(std::string_view key) {
  client::SubmitMessage message;
  message.external_key = key;
  message.type = "consultation";
  message.channel = "app";
  message.level = Level::kUrgent;
  return message;
}

// Who drives, and what he hears: "NAME at SPAN, next SPAN" after Monday 09:00, in seconds.
class Driver {
 public:
  explicit Driver(PipelineWorld& world, Role role = Role::kOperator) : peer_(world.Connect()) { peer_->Hello(role, "driver"); }

  std::vector<std::string> To(Micros at) {
    peer_->encode.SetTime(peer_->outgoing, at, ++tag_);
    peer_->Send();
    return peer_->TakeEvents();
  }
  WorldPeer& peer() { return *peer_; }

 private:
  std::unique_ptr<WorldPeer> peer_;
  std::uint64_t tag_ = 1;
};

TEST(DrivenTime, StandsUntilItIsMoved) {
  PipelineWorld world(Driven());
  EXPECT_EQ(world.engine().state().tables().now, kMonday);
  world.clocks.Advance(kHour);
  world.Settle();
  Driver driver(world);
  EXPECT_EQ(world.engine().state().tables().now, kMonday) << "the machine's hour is none of its own";
  EXPECT_THAT(driver.To(kMonday + kMinute), ElementsAre("2 clock driven at 1456736460"));
  EXPECT_EQ(world.engine().state().tables().now, kMonday + kMinute);
}

TEST(DrivenTime, ClocksOnTheWayFireAtTheirOwnTimes) {
  PipelineWorld world(Driven());
  Driver driver(world);
  auto board = world.Connect();
  board->Hello(Role::kSupervisor, "board");
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  front->encode.Submit(front->outgoing, Ticket("k"), 2);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("2 ok"));
  std::vector<Micros> fired;
  driver.To(kMonday + kDay);
  board->Read();
  // The records of the journal say when each step was taken: urgent, 15 minutes to respond and 4 hours to resolve.
  world.ForEachChange([&](const ChangeView& change, Micros at) {
    if (change.kind != ChangeKind::kClockFired) return;
    const auto clock = change.As<ClockFired>();
    EXPECT_EQ(clock.at, at);
    fired.push_back((at - kMonday) / kSecond);
  });
  // 50, 80, 100 and 150 % of 900 s and of 14 400 s, no more than one tick of the wheel late, and each in a turn of its own time.
  const std::vector<Micros> due = {450, 720, 900, 1350, 7200, 11'520, 14'400, 21'600};
  ASSERT_EQ(fired.size(), due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    EXPECT_GE(fired[i], due[i]) << i;
    EXPECT_LE(fired[i], due[i] + 1) << i;
  }
  EXPECT_THAT(board->TakeEvents(), testing::Contains("clock respond 1000"));
}

TEST(DrivenTime, DoesNotGoBack) {
  PipelineWorld world(Driven());
  Driver driver(world);
  driver.To(kMonday + kHour);
  EXPECT_THAT(driver.To(kMonday + kHour - 1), ElementsAre("3 refused time-not-set at")) << "and says what time it is";
  EXPECT_THAT(driver.peer().last_detail(), HasSubstr("it is 2016-02-29T10:00:00Z"));
  EXPECT_THAT(driver.To(kMonday + kHour), ElementsAre("4 clock driven at 1456740000")) << "where it stands is no way back";
  EXPECT_EQ(world.engine().state().tables().now, kMonday + kHour);
}

TEST(DrivenTime, BelongsToTheFirstWhoDrivesUntilHisSessionEnds) {
  PipelineWorld world(Driven());
  Driver first(world);
  Driver second(world, Role::kDataAdmin);
  EXPECT_THAT(first.To(kMonday + 1), ElementsAre("2 clock driven at 1456736400"));
  EXPECT_THAT(second.To(kMonday + kMinute), ElementsAre("2 refused time-not-set at"));
  EXPECT_THAT(second.peer().last_detail(), HasSubstr("drives the time until it ends"));
  EXPECT_EQ(world.engine().state().tables().now, kMonday + 1);
  world.HangUp(first.peer());
  EXPECT_THAT(second.To(kMonday + kMinute), ElementsAre("3 clock driven at 1456736460"));
}

TEST(DrivenTime, IsRefusedToOtherRolesAndToAWallClock) {
  PipelineWorld driven(Driven());
  auto supervisor = driven.Connect();
  supervisor->Hello(Role::kSupervisor, "board");
  supervisor->encode.SetTime(supervisor->outgoing, kMonday + 1, 2);
  supervisor->Send();
  EXPECT_THAT(supervisor->TakeEvents(), ElementsAre("2 refused not-allowed"));

  PipelineWorld wall;
  Driver driver(wall);
  EXPECT_THAT(driver.To(wall.clocks.Read().wall + kDay), ElementsAre("2 refused time-not-set at"));
  EXPECT_THAT(driver.peer().last_detail(), HasSubstr("--clock driven"));
  EXPECT_EQ(wall.engine().state().tables().now, wall.clocks.Read().wall);
}

TEST(DrivenTime, WhatWasAskedBeforeBelongsToTheTimeBefore) {
  PipelineWorld world(Driven());
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "admin");
  admin->encode.Declare(admin->outgoing, CatalogKind::kSkill, "before", 0, 2);
  admin->encode.SetTime(admin->outgoing, kMonday + kHour, 3);
  admin->encode.Declare(admin->outgoing, CatalogKind::kSkill, "after", 0, 4);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ElementsAre("2 ok", "3 clock driven at 1456740000", "4 ok"));
  std::vector<std::string> told;
  world.ForEachChange([&](const ChangeView& change, Micros at) {
    if (change.kind == ChangeKind::kDeclared && (change.tail == "before" || change.tail == "after")) {
      told.push_back(std::string(change.tail) + " " + std::to_string((at - kMonday) / kMinute));
    }
  });
  EXPECT_THAT(told, ElementsAre("before 0", "after 60"));
}

TEST(DrivenTime, IsAsDurableAsWhatWasTold) {
  PipelineWorld world(Driven());
  Driver driver(world);
  driver.To(kMonday + kHour);
  world.Restart();
  EXPECT_EQ(world.engine().state().tables().now, kMonday + kHour) << "not where it began, and not at the machine's time";
}

TEST(DrivenTime, ADirectoryKeepsToTheTimeItBeganWith) {
  PipelineWorld driven(Driven());
  EXPECT_THAT(driven.RefusalToRestart(TimeSource::kWall), HasSubstr("start it with --clock driven, or give an empty directory"));
  PipelineWorld wall;
  EXPECT_THAT(wall.RefusalToRestart(TimeSource::kDriven), HasSubstr("start it without --clock driven, or give an empty directory"));
}

TEST(DrivenTime, AnImageRemembersWhoseTimeItIs) {
  WorldOptions options = Driven();
  options.image_every_bytes = 1 << 30;
  PipelineWorld world(options);
  Driver driver(world);
  driver.To(kMonday + kHour);
  world.MakeImage();
  EXPECT_THAT(world.RefusalToRestart(TimeSource::kWall), HasSubstr("the directory's time is driven (it is 2016-02-29T10:00:00Z there)"));
  world.Restart();
  EXPECT_EQ(world.engine().state().tables().now, kMonday + kHour);
}

TEST(ClockStep, IsToldAndWaitsForTheOperatorsWord) {
  PipelineWorld world;
  auto operators = world.Connect();
  operators->Hello(Role::kOperator, "op");
  const Micros before = world.clocks.Read().wall;
  world.clocks.JumpWall(kHour);
  world.clocks.Advance(kSecond);
  operators->encode.AskClock(operators->outgoing, 2);
  operators->Send();
  EXPECT_THAT(operators->TakeEvents(),
              ElementsAre("2 clock wall stepped at " + std::to_string(before / kSecond + 1), "alert clock-jumped 0"));
  EXPECT_EQ(world.metrics().Get(Metric::kClockStepped), 1);
  EXPECT_EQ(world.metrics().Get(Metric::kClockAheadMicros), -kHour);

  auto supervisor = world.Connect();
  supervisor->Hello(Role::kSupervisor, "board");
  supervisor->encode.AcceptClock(supervisor->outgoing, 2);
  supervisor->Send();
  EXPECT_THAT(supervisor->TakeEvents(), ElementsAre("2 refused not-allowed"));

  operators->encode.AcceptClock(operators->outgoing, 3);
  operators->Send();
  EXPECT_THAT(operators->TakeEvents(), ElementsAre("3 clock wall at " + std::to_string(before / kSecond + 1), "alert clock-regained 0"));
  world.clocks.Advance(100 * kSecond);
  operators->encode.AskClock(operators->outgoing, 4);
  operators->Send();
  EXPECT_THAT(operators->TakeEvents(), ElementsAre("4 clock wall at " + std::to_string(before / kSecond + 1 + 105))) << "leans by 5 %";
  EXPECT_EQ(world.metrics().Get(Metric::kClockStepped), 0);
}

}  // namespace
}  // namespace tidegate
