// From what the directory takes to what the engine is told, and to what people see of it.
#include "daemon/space_watch.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::uint64_t kBudget = 2ull << 30;

std::uint64_t Percent(std::uint64_t percent) { return kBudget / 100 * percent + kBudget % 100 * percent / 100; }

TEST(SpaceWatch, PassesEachMarkExactlyAtItsPercent) {
  Metrics metrics;
  SpaceWatch watch(SpaceMark::kEnough, &metrics);
  const std::pair<std::uint64_t, SpaceMark> marks[] = {{50, SpaceMark::kHalf}, {80, SpaceMark::kRefuseLow}, {95, SpaceMark::kRefuseAll}};
  for (const auto& [percent, mark] : marks) {
    EXPECT_FALSE(watch.Step(Percent(percent) - 1, kBudget)) << percent;
    const auto report = watch.Step(Percent(percent), kBudget);
    ASSERT_TRUE(report) << percent;
    EXPECT_EQ(report->mark, mark);
    EXPECT_EQ(report->used_bytes, Percent(percent));
    EXPECT_EQ(report->budget_bytes, kBudget);
    EXPECT_EQ(metrics.Get(Metric::kSpaceMark), static_cast<std::int64_t>(mark));
    const std::vector<News> news = watch.TakeNews();
    ASSERT_THAT(news, SizeIs(1));
    EXPECT_EQ(news[0].kind, News::Kind::kBad);
    EXPECT_THAT(news[0].text, HasSubstr("--disk-budget"));
  }
  EXPECT_EQ(SpaceOf(metrics).used_bytes, Percent(95));
  EXPECT_EQ(SpaceOf(metrics).budget_bytes, kBudget);
}

TEST(SpaceWatch, GoesBackOnlyWellBelowAMark) {
  Metrics metrics;
  SpaceWatch watch(SpaceMark::kEnough, &metrics);
  ASSERT_TRUE(watch.Step(Percent(96), kBudget));
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(watch.Step(Percent(93), kBudget)) << "to and fro around the mark is no news";
    EXPECT_FALSE(watch.Step(Percent(96), kBudget));
  }
  EXPECT_EQ(watch.Step(Percent(90) - 1, kBudget)->mark, SpaceMark::kRefuseLow);
  EXPECT_FALSE(watch.Step(Percent(75), kBudget));
  EXPECT_EQ(watch.Step(Percent(20), kBudget)->mark, SpaceMark::kEnough) << "over two marks at once";
}

TEST(SpaceWatch, CountsTheImageUnderWayBeforeItIsThere) {
  Metrics metrics;
  SpaceWatch watch(SpaceMark::kEnough, &metrics);
  EXPECT_EQ(watch.Step(Percent(60), kBudget)->mark, SpaceMark::kHalf);
  metrics.Set(Metric::kImageComing, static_cast<std::int64_t>(Percent(20) + 1));
  const auto report = watch.Step(Percent(60), kBudget);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->mark, SpaceMark::kRefuseLow);
  EXPECT_EQ(report->used_bytes, Percent(60) + Percent(20) + 1);
  EXPECT_EQ(SpaceOf(metrics).used_bytes, Percent(60)) << "people are shown what is there";
  EXPECT_THAT(watch.TakeNews().back().text, HasSubstr("409 MiB more with the image"));
  metrics.Set(Metric::kImageComing, 0);  // it is there, and an older one has gone
  EXPECT_EQ(watch.Step(Percent(61), kBudget)->mark, SpaceMark::kHalf);
}

TEST(SpaceWatch, AfterARestartOnlyADifferenceIsReported) {
  Metrics metrics;
  EXPECT_FALSE(SpaceWatch(SpaceMark::kRefuseLow, &metrics).Step(Percent(85), kBudget));
  EXPECT_EQ(SpaceWatch(SpaceMark::kRefuseLow, &metrics).Step(Percent(10), kBudget)->mark, SpaceMark::kEnough);
}

TEST(SpaceWatch, NumbersAtTheirEndsDoNotOverflow) {
  Metrics metrics;
  SpaceWatch watch(SpaceMark::kEnough, &metrics);
  EXPECT_FALSE(watch.Step(1, ~std::uint64_t{0}));
  EXPECT_EQ(watch.Step(~std::uint64_t{0}, ~std::uint64_t{0})->mark, SpaceMark::kRefuseAll);
  EXPECT_EQ(watch.Step(0, 1'000)->mark, SpaceMark::kEnough);
}

// The way through the daemon: refused in words, told to supervisors and operators and to nobody else, shown in the status.
TEST(SpaceWatch, WhatIsMeasuredReachesFrontEndsBoardsAndTheStatus) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 16);
  auto board = world.Connect();
  board->Hello(Role::kSupervisor, "lead");
  auto operators = world.Connect();
  operators->Hello(Role::kOperator, "ops");
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "rules");
  for (WorldPeer* peer : {front.get(), board.get(), operators.get(), admin.get()}) peer->TakeEvents();

  const auto report = world.pipeline().space_watch().Step(Percent(85), kBudget);
  ASSERT_TRUE(report);
  world.io().ReportSpace(*report);
  world.Settle();
  for (WorldPeer* peer : {board.get(), operators.get()}) {
    peer->Read();
    EXPECT_THAT(peer->TakeEvents(), Contains(HasSubstr("alert disk-filling")));
  }
  for (WorldPeer* peer : {front.get(), admin.get()}) {
    peer->Read();
    EXPECT_THAT(peer->TakeEvents(), IsEmpty());
  }
  const auto submit = [&](std::string_view key, Level level, std::uint64_t tag) {
    client::SubmitMessage message;
    message.external_key = key;
    message.type = "consultation";
    message.channel = "email";
    message.level = level;
    front->encode.Submit(front->outgoing, message, tag);
    front->Send();
    return front->TakeEvents();
  };
  EXPECT_THAT(submit("low", Level::kLow, 5), Contains(HasSubstr("no-space")));
  EXPECT_THAT(submit("normal", Level::kNormal, 6), Not(Contains(HasSubstr("no-space"))));
  EXPECT_GT(world.metrics().rejects(Reject::kNoSpace), 0);
}

}  // namespace
}  // namespace tidegate
