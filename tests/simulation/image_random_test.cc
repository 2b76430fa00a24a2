// Pictures of random floors: taken at every turn boundary, at rest and in flight, loaded, and lived on with. TIDEGATE_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "tests/simulation/image_heirs.h"
#include "tests/simulation/random_floor.h"
#include "tests/support/seed.h"

namespace tidegate {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kRestingFloors = 1;  // fifteen times slower for these, forty times for those with the longer turns
constexpr std::uint64_t kFlyingFloors = 1;
constexpr int kRestingTurns = 60;
constexpr int kFlyingTurns = 20;
#else
constexpr std::uint64_t kRestingFloors = 3;
constexpr std::uint64_t kFlyingFloors = 1;
constexpr int kRestingTurns = 150;
constexpr int kFlyingTurns = 100;
#endif

struct Course {
  FloorSize size;
  ImageHeirs::Options heirs;
};

void RunFloor(std::uint64_t seed, Course course) {
  RandomFloor floor(seed, course.size, 1'000'000);  // audits are engine_random_test's; here the heirs are audited
  EngineWorld& world = floor.world();
  course.heirs.seed = seed;
  int problems = 0;
  ImageHeirs heirs(world.tables().limits, course.heirs, [&](const std::string& problem) {
    if (++problems <= 5) ADD_FAILURE() << "seed " << seed << ", turn " << world.turns() << ": " << problem;
  });
  world.on_step = [&](Engine& engine, const Turn& turn, const TurnOutput& out) { heirs.Follow(engine, turn, out); };
  floor.Run();
  for (const std::string& problem : world.problems()) ADD_FAILURE() << "seed " << seed << ": " << problem;
  std::printf("%llu pictures, %llu turns compared, %llu finished in flight, the longest in %llu turns, %u open at the end\n",
              static_cast<unsigned long long>(heirs.born()), static_cast<unsigned long long>(heirs.compared_turns()),
              static_cast<unsigned long long>(heirs.finished_in_flight()), static_cast<unsigned long long>(heirs.longest_flight()),
              world.tables().tickets.size());
  EXPECT_GT(heirs.finished_in_flight(), heirs.born() / 4);
  EXPECT_GT(heirs.longest_flight(), 3u);
}

TEST(ImageRandom, AStateFromAPictureLivesOnLikeTheOneItWasTakenOf) {
  const std::uint64_t seed = TestSeed();
  for (std::uint64_t i = 0; i < kRestingFloors && !::testing::Test::HasFailure(); ++i) {
    RunFloor(seed + i, {.size = {.agents = 4, .turns = kRestingTurns, .commands_max = 4, .tickets_max = 64}, .heirs = {.turns_lived = 20}});
  }
}

TEST(ImageRandom, PicturesInSmallStepsHoldTheStateOfTheirBeginning) {
  const std::uint64_t seed = TestSeed();
  for (std::uint64_t i = 0; i < kFlyingFloors && !::testing::Test::HasFailure(); ++i) {
    RunFloor(seed + i, {.size = {.agents = 12, .turns = kFlyingTurns, .commands_max = 8, .tickets_max = 150},
                        .heirs = {.turns_lived = 5, .step_bytes_max = 2'000}});
  }
}

}  // namespace
}  // namespace tidegate
