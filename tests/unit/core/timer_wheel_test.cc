#include "core/tables/timer_wheel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

constexpr Micros kStart = 1'780'000'000 * kSecond;  // 2026
constexpr Micros kYear = 365 * kDay;

// Runs against the owner numbers, so that an order by place would show.
std::uint64_t KeyOf(std::uint32_t owner) { return 1'000'000'000 - owner; }

// The naive twin: a set of (due, key, owner).
class NaiveTimers {
 public:
  void Arm(std::uint32_t owner, Micros due) {
    Cancel(owner);
    if (due == kNever) return;
    due_[owner] = due;
    order_.insert({due, KeyOf(owner), owner});
  }
  void Cancel(std::uint32_t owner) {
    const auto armed = due_.find(owner);
    if (armed == due_.end()) return;
    order_.erase({armed->second, KeyOf(owner), owner});
    due_.erase(armed);
  }
  Micros due(std::uint32_t owner) const { return due_.contains(owner) ? due_.at(owner) : kNever; }
  std::size_t size() const { return due_.size(); }
  Micros Earliest() const { return order_.empty() ? kNever : std::get<0>(*order_.begin()); }
  std::uint32_t First() const { return std::get<2>(*order_.begin()); }

 private:
  std::map<std::uint32_t, Micros> due_;
  std::set<std::tuple<Micros, std::uint64_t, std::uint32_t>> order_;
};

// A wheel and its twin, driven alike and compared after every step.
struct World {
  explicit World(std::uint32_t capacity) : wheel(capacity) {}

  void Arm(std::uint32_t owner, Micros due) {
    wheel.Arm(owner, due);
    twin.Arm(owner, due);
    Compare(owner);
  }
  void Cancel(std::uint32_t owner) {
    wheel.Cancel(owner);
    twin.Cancel(owner);
    Compare(owner);
  }
  // `on_due` may arm and cancel.
  template <class OnDue>
  void Expire(Micros at, std::uint32_t limit, OnDue&& on_due) {
    now = at;
    const std::uint64_t moves_before = wheel.moves_total();
    std::uint32_t given = 0;
    const std::uint32_t handed_out = wheel.Expire(now, limit, KeyOf, [&](std::uint32_t owner) {
      ++given;
      ASSERT_LE(twin.Earliest(), now) << "early";
      ASSERT_EQ(owner, twin.First());
      twin.Cancel(owner);
      ASSERT_FALSE(wheel.armed(owner));
      on_due(owner);
    });
    ASSERT_EQ(handed_out, given);
    const std::uint64_t moves = wheel.moves_total() - moves_before;
    ASSERT_LE(moves, kWheelMovesMax);
    if (handed_out < limit && twin.Earliest() <= now) {
      ASSERT_EQ(moves, kWheelMovesMax) << "late without need";
      ASSERT_LE(wheel.NextAt(), now) << "would sleep over what is due";
    }
    CompareNextAt();
  }
  void Expire(Micros at, std::uint32_t limit) {
    Expire(at, limit, [](std::uint32_t) {});
  }
  void Compare(std::uint32_t owner) const {
    ASSERT_EQ(wheel.due(owner), twin.due(owner));
    ASSERT_EQ(wheel.armed(owner), twin.due(owner) != kNever);
    ASSERT_EQ(wheel.size(), twin.size());
    CompareNextAt();
  }
  void CompareNextAt() const {
    ASSERT_LE(wheel.NextAt(), twin.Earliest());
    if (twin.size() == 0) {
      ASSERT_EQ(wheel.NextAt(), kNever);
    }
  }

  TimerWheel wheel;
  NaiveTimers twin;
  Micros now = kStart;
};

TEST(TimerWheel, AgreesWithASetInEverySmallWorld) {
  // Two owners; dues around the edges of a tick, a level and the lead, behind time and far ahead; times that stand, step and leap.
  const std::vector<Micros> dues{-kSecond, 0, 255 * kMillisecond + 999, 256 * kMillisecond, kYear};
  constexpr int kSteps = 5;
  const auto operations = static_cast<std::uint32_t>(2 * dues.size() + 2 + 3);
  std::uint32_t plans = 1;
  for (int i = 0; i < kSteps; ++i) plans *= operations;
  for (std::uint32_t plan = 0; plan < plans; ++plan) {
    World world(2);
    std::uint32_t rest = plan;
    for (int step = 0; step < kSteps; ++step, rest /= operations) {
      const std::uint32_t operation = rest % operations;
      if (operation < 2 * dues.size()) {
        world.Arm(operation % 2, world.now + dues[operation / 2]);
      } else if (operation < 2 * dues.size() + 2) {
        world.Cancel(operation % 2);
      } else if (operation == 2 * dues.size() + 2) {
        world.Expire(world.now, 1);
      } else if (operation == 2 * dues.size() + 3) {
        world.Expire(world.now + 256 * kMillisecond, 2);
      } else {
        world.Expire(world.now + 2 * kYear, 1);
      }
    }
    ASSERT_FALSE(testing::Test::HasFatalFailure()) << "plan " << plan;
  }
}

// Lengths of time from microseconds to decades, each magnitude as likely as the others.
Micros AnySpan(Dice& dice) {
  const auto magnitude = static_cast<int>(dice.Below(51));
  return static_cast<Micros>(dice.Below(std::uint64_t{1} << magnitude));
}

TEST(TimerWheel, AgreesWithASetThroughRandomUse) {
  constexpr std::uint32_t kOwners = 500;
  Dice dice(Seed());
  for (int round = 0; round < 6; ++round) {
    World world(kOwners);
    for (int step = 0; step < 40'000; ++step) {
      const auto owner = static_cast<std::uint32_t>(dice.Below(kOwners));
      switch (dice.Below(8)) {
        case 0:
        case 1:
        case 2:
          world.Arm(owner, world.now + AnySpan(dice));
          break;
        case 3:  // whole seconds collide
          world.Arm(owner, (world.now / kSecond + static_cast<Micros>(dice.Below(5))) * kSecond);
          break;
        case 4:
          world.Arm(owner, world.now - AnySpan(dice));
          break;
        case 5:
          world.Cancel(owner);
          break;
        default: {
          Micros at = world.now;
          if (dice.OneIn(2)) at += static_cast<Micros>(dice.Below(3 * kSecond));
          if (dice.OneIn(200)) at += AnySpan(dice) / 64;
          if (dice.OneIn(4)) at = std::max(at, std::min(world.wheel.NextAt(), at + kYear));
          world.Expire(at, static_cast<std::uint32_t>(1 + dice.Below(4)), [&](std::uint32_t due) {
            if (dice.OneIn(3)) world.Arm(due, world.now + AnySpan(dice));
            if (dice.OneIn(5)) world.Arm(static_cast<std::uint32_t>(dice.Below(kOwners)), world.now - AnySpan(dice));
            if (dice.OneIn(5)) world.Cancel(static_cast<std::uint32_t>(dice.Below(kOwners)));
          });
        }
      }
      ASSERT_FALSE(testing::Test::HasFatalFailure()) << "round " << round << " step " << step;
    }
  }
}

// Sleeping until NextAt and waking only then.
TEST(TimerWheel, WakesInTimeAndSeldomInVain) {
  constexpr std::uint32_t kOwners = 200;
  Dice dice(Seed());
  World world(kOwners);
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) {
    world.Arm(owner, kStart + static_cast<Micros>(dice.Below(std::uint64_t{1} << (20 + owner % 32))));
  }
  std::uint32_t wakes_in_vain = 0;
  while (world.twin.size() != 0) {
    const std::size_t before = world.twin.size();
    const Micros due = world.twin.Earliest();
    const Micros wake = world.wheel.NextAt();
    ASSERT_LE(wake, due);
    world.Expire(std::max(world.now, wake), kOwners);
    ASSERT_FALSE(testing::Test::HasFatalFailure());
    if (world.twin.size() == before) {
      ++wakes_in_vain;
      ASSERT_TRUE(world.twin.size() == 0 || world.wheel.NextAt() > world.now) << "busy waking";
    }
  }
  EXPECT_LE(wakes_in_vain, kWheelLevels * kOwners);
}

TEST(TimerWheel, ALoneTimerDaysAheadIsHandedOutAtItsMicrosecondAfterFewWakes) {
  World world(1);
  const Micros due = kStart + 3 * kDay + 123'457;
  world.Arm(0, due);
  int wakes = 0;
  while (world.wheel.armed(0)) {
    world.Expire(world.wheel.NextAt(), 1);
    ASSERT_LE(++wakes, 6);
  }
  EXPECT_EQ(world.now, due);
}

TEST(TimerWheel, EqualDuesComeByKeyWhateverTheOrderOfArming) {
  constexpr std::uint32_t kOwners = 5'000;
  Dice dice(Seed());
  std::vector<std::uint32_t> owners(kOwners);
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) owners[owner] = owner;
  std::vector<std::uint32_t> first;
  for (int round = 0; round < 3; ++round) {
    for (std::uint32_t i = kOwners; i > 1; --i) std::swap(owners[i - 1], owners[dice.Below(i)]);
    TimerWheel wheel(kOwners);
    if (round != 1) wheel.Expire(kStart, 1, KeyOf, [](std::uint32_t) {});  // else all is armed before there is a time
    for (const std::uint32_t owner : owners) wheel.Arm(owner, kStart + kHour + static_cast<Micros>(owner % 7) * 300);
    if (round == 2) wheel.Prepare(kStart + kHour, KeyOf);
    std::vector<std::uint32_t> order;
    for (Micros now = kStart; wheel.size() != 0; now += 20 * kMinute) {
      for (int call = 0; call < 100; ++call) {
        wheel.Expire(now, 1 + static_cast<std::uint32_t>(dice.Below(100)), KeyOf, [&](std::uint32_t owner) { order.push_back(owner); });
      }
    }
    ASSERT_EQ(order.size(), kOwners);
    if (round == 0) {
      first = order;
      for (std::size_t i = 1; i < order.size(); ++i) {
        ASSERT_LT(std::tuple(order[i - 1] % 7, KeyOf(order[i - 1])), std::tuple(order[i] % 7, KeyOf(order[i])));
      }
    }
    ASSERT_EQ(order, first);
  }
}

// What a naive wheel does in one stall of milliseconds (design.md 6), in calls of bounded work.
TEST(TimerWheel, AMillionTimersInOneBucketNeverMakeACallLong) {
  constexpr std::uint32_t kOwners = 1'000'000;
  TimerWheel wheel(kOwners);
  wheel.Expire(kStart, 1, KeyOf, [](std::uint32_t) {});
  const Micros due = kStart + 5 * kHour;
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) wheel.Arm(owner, due);
  Micros now = kStart;
  std::uint32_t expected = kOwners;  // keys run against owners
  std::uint64_t worst_moves = 0;
  const auto expire = [&](std::uint32_t limit) {
    const std::uint64_t before = wheel.moves_total();
    const std::uint32_t handed_out = wheel.Expire(now, limit, KeyOf, [&](std::uint32_t owner) {
      ASSERT_GE(now, due);
      ASSERT_EQ(owner, --expected);
    });
    worst_moves = std::max(worst_moves, wheel.moves_total() - before);
    return handed_out;
  };
  // The crowd is made ready within the lead: at its due the first come out at once.
  while (wheel.NextAt() < due) {
    now = std::max(now, wheel.NextAt());
    ASSERT_EQ(expire(128), 0u);
    ASSERT_FALSE(testing::Test::HasFatalFailure());
  }
  EXPECT_LT(now, due);
  now = due;
  while (wheel.size() != 0) {
    const std::uint32_t wanted = std::min(128u, wheel.size());
    ASSERT_EQ(expire(128), wanted);
    ASSERT_FALSE(testing::Test::HasFatalFailure());
  }
  EXPECT_EQ(expected, 0u);
  EXPECT_EQ(worst_moves, kWheelMovesMax);
}

// The same without the time to prepare: the clock leaps to the crowd.
TEST(TimerWheel, ALeapOntoACrowdStaysBoundedAndInOrder) {
  constexpr std::uint32_t kOwners = 20'000;
  World world(kOwners);
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) world.Arm(owner, kStart + kYear + owner % 3);
  int calls = 0;
  while (world.twin.size() != 0) {
    world.Expire(kStart + 10 * kYear, 1'000);
    ASSERT_FALSE(testing::Test::HasFatalFailure());
    ASSERT_LE(++calls, 100);
  }
}

// Recovery arms everything before the first Expire: then each timer is moved to its place once, not down all levels.
TEST(TimerWheel, TimersArmedBeforeTheFirstExpireAreMovedOnce) {
  constexpr std::uint32_t kOwners = 1'000;
  World world(kOwners);
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) world.Arm(owner, kStart + kHour + owner * kMinute);
  EXPECT_EQ(world.wheel.NextAt(), kStart + kHour);
  world.Expire(kStart, 1);
  EXPECT_EQ(world.wheel.moves_total(), kOwners);
}

// As after a long time down: more behind time than one call can move, the earliest armed last.
TEST(TimerWheel, ACrowdArmedInThePastComesInOrder) {
  constexpr std::uint32_t kOwners = 10'000;
  World world(kOwners);
  world.Expire(kStart, 1);
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) world.Arm(owner, kStart - owner * kSecond);
  int calls = 0;
  while (world.twin.size() != 0) {
    world.Expire(kStart, 1'000);
    ASSERT_FALSE(testing::Test::HasFatalFailure());
    ASSERT_LE(++calls, 20);
  }
}

TEST(TimerWheel, ManyCallsOfOneDoNotMultiplyTheMoves) {
  constexpr std::uint32_t kOwners = 100'000;
  TimerWheel wheel(kOwners);
  const auto ignore = [](std::uint32_t) {};
  for (std::uint32_t owner = 0; owner < kOwners; ++owner) wheel.Arm(owner, kStart + (owner < 100 ? 0 : 3 * kSecond));
  int calls = 1;
  while (wheel.Expire(kStart, 1, KeyOf, ignore) == 0) ASSERT_LE(++calls, 100);
  const std::uint64_t before = wheel.moves_total();
  for (int i = 1; i < 100; ++i) ASSERT_EQ(wheel.Expire(kStart, 1, KeyOf, ignore), 1u);
  EXPECT_EQ(wheel.moves_total(), before);
  EXPECT_EQ(wheel.Expire(kStart, 1, KeyOf, ignore), 0u);
  EXPECT_EQ(wheel.moves_total(), before + kWheelMovesMax);
}

TEST(TimerWheel, TakesEveryInstantThereIs) {
  World world(6);
  world.Arm(0, kNever - 1);
  world.Arm(1, std::numeric_limits<Micros>::min());
  world.Arm(2, 0);
  world.Arm(3, kStart + 290'000 * kYear);
  world.Arm(4, kNever);
  world.Arm(5, -1);
  EXPECT_FALSE(world.wheel.armed(4));
  world.Expire(kStart, 10);
  EXPECT_EQ(world.wheel.size(), 2u);
  world.Expire(kStart + 290'000 * kYear, 10);
  EXPECT_EQ(world.wheel.size(), 1u);
  EXPECT_EQ(world.wheel.due(0), kNever - 1);
}

TEST(TimerWheel, AnOwnerThatIsLetGoAfterItWasGatheredDoesNotDisturbTheOthers) {
  World world(4);
  for (std::uint32_t owner = 0; owner < 4; ++owner) world.Arm(owner, kStart + kSecond);
  world.Expire(kStart, 4);  // gathered, not due
  world.Cancel(3);
  world.Arm(2, kStart + 10 * kSecond);
  world.Expire(kStart + kSecond, 4);
  EXPECT_EQ(world.wheel.size(), 1u);
  EXPECT_TRUE(world.wheel.armed(2));
}

TEST(TimerWheel, LimitZeroHandsOutNothing) {
  World world(1);
  world.Arm(0, kStart);
  world.Expire(kStart, 0);
  EXPECT_TRUE(world.wheel.armed(0));
  EXPECT_LE(world.wheel.NextAt(), kStart);
}

TEST(TimerWheelDeathTest, AnOwnerOutOfBoundsEndsTheProcess) {
  TimerWheel wheel(1);
  EXPECT_DEATH(wheel.Arm(1, 0), "CHECK failed: owner < capacity_");
  EXPECT_DEATH(wheel.Cancel(1), "CHECK failed: owner < capacity_");
}

}  // namespace
}  // namespace tidegate
