// Clocks go on over a kill: what passed while no process ran fires at the start, once each, in order, through the whole pipeline.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The steps of the respond clock in the journal: (ticket of the world, share), in order.
std::vector<std::pair<std::uint64_t, std::uint16_t>> RespondSteps(PipelineWorld& world) {
  std::vector<std::pair<std::uint64_t, std::uint16_t>> steps;
  world.ForEachChange([&](const ChangeView& change, Micros) {
    if (change.kind != ChangeKind::kClockFired) return;
    const auto fired = change.As<ClockFired>();
    if (fired.clock == static_cast<std::uint8_t>(Clock::kRespond)) steps.emplace_back(fired.ticket, fired.per_mille);
  });
  return steps;
}

TEST(ClocksAfterAKill, WhatPassedMeanwhileFiresOnceAndInOrder) {
  PipelineWorld world;
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  {
    auto front = world.Connect();
    front->Hello(Role::kFrontEnd, "web");
    for (const Level level : {Level::kUrgent, Level::kHigh}) {  // respond within 15 and 30 minutes
      client::SubmitMessage message;
      message.external_key = level == Level::kUrgent ? "first" : "second";
      message.type = "consultation";
      message.channel = "email";
      message.level = level;
      front->encode.Submit(front->outgoing, message, 1 + static_cast<std::uint64_t>(level));
      front->Send();
    }
    world.ForEachChange([&](const ChangeView& change, Micros) {
      if (change.kind != ChangeKind::kSubmitted) return;
      (first == 0 ? first : second) = change.As<Submitted>().ticket;
    });
  }
  ASSERT_NE(second, 0u);
  EXPECT_THAT(RespondSteps(world), IsEmpty());
  world.clocks.Advance(16 * kMinute);  // 50, 80 and 100 % of the first, 50 % of the second
  world.Restart();
  world.Settle();
  const std::vector<std::pair<std::uint64_t, std::uint16_t>> after = RespondSteps(world);
  EXPECT_THAT(after, ElementsAre(std::pair(first, 1000), std::pair(second, 500)));
  world.Restart();
  world.Settle();
  EXPECT_EQ(RespondSteps(world), after) << "nothing speaks up twice";
  world.clocks.Advance(9 * kMinute);  // 150 % of the first, 80 % of the second
  world.Settle();
  EXPECT_THAT(RespondSteps(world),
              ElementsAre(std::pair(first, 1000), std::pair(second, 500), std::pair(first, 1500), std::pair(second, 800)));
}

}  // namespace
}  // namespace tidegate
