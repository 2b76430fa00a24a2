// What is refused when the disk's budget is nearly used up, and what never is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "core/engine/view.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

constexpr Level kLevels[] = {Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow};

class EngineSpace : public testing::Test {
 protected:
  void Report(SpaceMark mark) {
    world.Add({}, ReportSpace{.mark = mark, .used_bytes = 90, .budget_bytes = 100});
    world.Settle();
  }
  Reject Submit(const std::string& key, Level level) {
    const std::uint64_t submit = world.Submit({.key = key, .level = level});
    world.Settle();
    const Ack* ack = world.AckOf(submit);
    EXPECT_NE(ack, nullptr);
    if (ack == nullptr) return Reject::kMalformed;
    EXPECT_EQ(ack->retry_after_ms != 0, ack->reject == Reject::kNoSpace) << "a refused front end is told when to try again";
    return ack->reject;
  }
  std::vector<AlertKind> Alerts() {
    std::vector<AlertKind> kinds;
    for (const Output& output : world.OutputsOf(0)) {
      if (const auto* alert = std::get_if<AlertPush>(&output)) kinds.push_back(alert->kind);
    }
    return kinds;
  }

  EngineWorld world;
};

TEST_F(EngineSpace, EachMarkRefusesExactlyWhatItSays) {
  int number = 0;
  for (const Name& row : NameTable<SpaceMark>::kRows) {
    const auto mark = static_cast<SpaceMark>(row.number);
    Report(mark);
    EXPECT_EQ(StatusOf(world.tables(), world.now()).space_mark, mark);
    for (const Level level : kLevels) {
      const bool refused = mark == SpaceMark::kRefuseAll || (mark == SpaceMark::kRefuseLow && level == Level::kLow);
      EXPECT_EQ(Submit("t" + std::to_string(++number), level), refused ? Reject::kNoSpace : Reject::kNone)
          << row.english << ", " << EnglishName(level);
    }
  }
}

TEST_F(EngineSpace, ALevelThatARuleGivesCountsLikeAClaimedOne) {
  Report(SpaceMark::kRefuseLow);
  EXPECT_EQ(Submit("claims nothing", Level::kNone), Reject::kNone) << "a consultation is normal";
}

TEST_F(EngineSpace, WorkOnTicketsAndAnswersToDuplicatesNeverStop) {
  world.Declare({.name = "A1", .capacity = 2});
  world.SignIn("A1");
  world.Settle();
  ASSERT_EQ(Submit("k1", Level::kLow), Reject::kNone);
  ASSERT_EQ(Submit("k2", Level::kLow), Reject::kNone);
  Report(SpaceMark::kRefuseAll);
  const std::uint64_t again = world.Submit({.key = "k1", .level = Level::kLow});
  const std::uint64_t accept = world.Accept("A1", "k1");
  const std::uint64_t contact = world.Contact("A1", "k1");
  const std::uint64_t decline = world.Decline("A1", "k2");
  world.Settle();
  EXPECT_EQ(world.AckOf(again)->reject, Reject::kNone);
  EXPECT_EQ(world.AckOf(again)->duplicate, 1);
  EXPECT_EQ(world.AckOf(accept)->reject, Reject::kNone);
  EXPECT_EQ(world.AckOf(contact)->reject, Reject::kNone);
  EXPECT_EQ(world.AckOf(decline)->reject, Reject::kNone);
  const std::uint64_t resolve = world.Resolve("A1", "k1");
  world.Settle();
  EXPECT_EQ(world.AckOf(resolve)->reject, Reject::kNone);
  EXPECT_EQ(Submit("k3", Level::kUrgent), Reject::kNoSpace);
  // An ended ticket's key is remembered all the same.
  const std::uint64_t ended = world.Submit({.key = "k1", .level = Level::kLow});
  world.Settle();
  EXPECT_EQ(world.AckOf(ended)->duplicate, 1);
}

TEST_F(EngineSpace, WhatIsWrongWithARequestIsToldFirst) {
  Report(SpaceMark::kRefuseAll);
  tidegate::Submit nothing;
  const std::uint64_t malformed = world.Add({.session = kFrontEndSession, .client = ClientId(9), .role = Role::kFrontEnd}, nothing);
  world.Settle();
  EXPECT_EQ(world.AckOf(malformed)->reject, Reject::kMalformed) << "trying again cannot help, however much room there is";
}

TEST_F(EngineSpace, EveryChangeOfTheMarkIsToldOnceAndOutlivesTheProcess) {
  Report(SpaceMark::kHalf);
  Report(SpaceMark::kHalf);
  Report(SpaceMark::kRefuseAll);
  Report(SpaceMark::kRefuseLow);
  EXPECT_THAT(Alerts(), testing::ElementsAre(AlertKind::kDiskFilling, AlertKind::kDiskFilling, AlertKind::kDiskRelieved));
  world.Restart();
  EXPECT_EQ(world.tables().space_mark, SpaceMark::kRefuseLow);
  EXPECT_EQ(Submit("low", Level::kLow), Reject::kNoSpace);
  EXPECT_EQ(Submit("normal", Level::kNormal), Reject::kNone);
  EXPECT_THAT(world.problems(), testing::IsEmpty());
}

}  // namespace
}  // namespace tidegate
