// The turn clock against clocks that lean, jump and stand, and a naive twin that knows only the law.
#include "daemon/turn_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace tidegate {
namespace {

constexpr Micros kNoon = 1'750'000'000 * kSecond;

// A machine whose wall clock a test may bend.
class SimulatedClocks : public ClockSource {
 public:
  explicit SimulatedClocks(Micros wall) : reading_{wall, 3 * kHour} {}
  ClockReading Read() override { return reading_; }
  void Advance(Micros span) {
    reading_.wall += span;
    reading_.boot += span;
  }
  void JumpWall(Micros span) { reading_.wall += span; }

 private:
  ClockReading reading_;
};

TEST(TurnClock, StartsAtTheWallAfterADowntime) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(kNoon - kDay, clocks.Read());
  EXPECT_EQ(clock.Now(clocks.Read()), kNoon);
}

TEST(TurnClock, NeverStartsBeforeTheJournal) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(kNoon + kMinute, clocks.Read());
  EXPECT_EQ(clock.Now(clocks.Read()), kNoon + kMinute);
  EXPECT_FALSE(clock.stepped());
}

TEST(TurnClock, AheadOfTheWallItRunsAtMostFivePercentSlowerUntilTheyMeet) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(kNoon + kMinute, clocks.Read());
  Micros last = clock.Now(clocks.Read());
  for (int second = 0; second < 20 * 60; ++second) {
    clocks.Advance(kSecond);
    const Micros now = clock.Now(clocks.Read());
    ASSERT_GE(now - last, kSecond - kSecond / 20);
    ASSERT_LE(now - last, kSecond);
    last = now;
  }
  EXPECT_EQ(clock.ahead(), 0) << "a minute is gone after twenty";
}

TEST(TurnClock, SlewsWhenTurnsAreOneMicrosecondApart) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(kNoon + kSecond, clocks.Read());
  for (int i = 0; i < 100'000; ++i) {
    clocks.Advance(1);
    clock.Now(clocks.Read());
  }
  EXPECT_EQ(clock.ahead(), kSecond - 100'000 / 20);
}

TEST(TurnClock, SmallCorrectionsAreFollowedSlowly) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(0, clocks.Read());
  clocks.JumpWall(2 * kSecond);
  EXPECT_EQ(clock.Now(clocks.Read()), kNoon) << "not by a jump";
  EXPECT_FALSE(clock.stepped());
  clocks.Advance(20 * kSecond);
  EXPECT_EQ(clock.Now(clocks.Read()), kNoon + 21 * kSecond);
  clocks.Advance(20 * kSecond);
  EXPECT_EQ(clock.Now(clocks.Read()), kNoon + 42 * kSecond);
  EXPECT_EQ(clock.ahead(), 0);
}

TEST(TurnClock, AStepAlarmsAndWaitsForTheOperator) {
  for (const Micros step : {kClockStepMax + 1, -kClockStepMax - 1, kHour, -kHour}) {
    SimulatedClocks clocks(kNoon);
    TurnClock clock(0, clocks.Read());
    clocks.JumpWall(step);
    clocks.Advance(kMinute);
    EXPECT_EQ(clock.Now(clocks.Read()), kNoon + kMinute) << "runs on with the boot clock";
    EXPECT_TRUE(clock.stepped());
    clocks.Advance(kMinute);
    EXPECT_EQ(clock.Now(clocks.Read()), kNoon + 2 * kMinute);
    EXPECT_TRUE(clock.stepped());

    clock.AcceptStep();
    clocks.Advance(kMinute);
    const Micros lean = step > 0 ? 3 * kSecond : -3 * kSecond;
    EXPECT_EQ(clock.Now(clocks.Read()), kNoon + 3 * kMinute + lean) << "leans towards the new wall";
  }
}

TEST(TurnClock, AStepThatIsUndoneIsForgotten) {
  SimulatedClocks clocks(kNoon);
  TurnClock clock(0, clocks.Read());
  clocks.JumpWall(kHour);
  clock.Now(clocks.Read());
  EXPECT_TRUE(clock.stepped());
  clocks.JumpWall(-kHour);
  clock.Now(clocks.Read());
  EXPECT_FALSE(clock.stepped());
}

TEST(TurnClock, RefusesAStartMoreThanSevenDaysAheadOfTheJournal) {
  EXPECT_EQ(TurnClock::RefuseStart(0, kNoon), std::nullopt) << "a fresh directory";
  EXPECT_EQ(TurnClock::RefuseStart(kNoon - kClockAheadMax, kNoon), std::nullopt);
  EXPECT_EQ(TurnClock::RefuseStart(kNoon + kDay, kNoon), std::nullopt) << "behind: slews";
  EXPECT_THAT(TurnClock::RefuseStart(kNoon - kClockAheadMax - 1, kNoon).value_or(""), testing::HasSubstr("--accept-clock-ahead"));
}

// The law: never back; between 95 % and 105 % of the boot clock over any stretch (a rest of one divisor aside), whatever the wall does.
TEST(TurnClock, KeepsTheLawUnderAnyWall) {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "TIDEGATE_SEED=" << seed << "\n";
  std::mt19937_64 random(seed);
  for (int run = 0; run < 100; ++run) {
    SimulatedClocks clocks(kNoon);
    TurnClock clock(kNoon + static_cast<Micros>(random() % (2 * kHour)) - kHour, clocks.Read());
    const Micros first = clock.Now(clocks.Read());
    const Micros boot = clocks.Read().boot;
    Micros last = first;
    for (int i = 0; i < 1000; ++i) {
      clocks.Advance(static_cast<Micros>(random() % (random() % 10 == 0 ? kHour : 300)));
      if (random() % 20 == 0) clocks.JumpWall(static_cast<Micros>(random() % (20 * kSecond)) - 10 * kSecond);
      if (random() % 50 == 0) clock.AcceptStep();
      const Micros now = clock.Now(clocks.Read());
      ASSERT_GE(now, last);
      const Micros passed = clocks.Read().boot - boot;
      ASSERT_GE(now - first, passed - passed / 20 - 1);
      ASSERT_LE(now - first, passed + passed / 20 + 1);
      last = now;
    }
  }
}

}  // namespace
}  // namespace tidegate
