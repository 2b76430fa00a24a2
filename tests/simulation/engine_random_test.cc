// Random floors: thousands of turns of anything, audited and judged on the way, the same again from the same seed, and the same again from
// the records. TIDEGATE_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "core/model/change.h"
#include "tests/simulation/random_floor.h"
#include "tests/support/narrator.h"
#include "tests/support/seed.h"

namespace tidegate {
namespace {

void ExpectNoProblem(RandomFloor& floor, std::uint64_t seed) {
  for (const std::string& problem : floor.world().problems()) ADD_FAILURE() << "seed " << seed << ": " << problem;
}

void Tell(const char* what, RandomFloor& floor) {
  EngineWorld& world = floor.world();
  std::printf("%s: %llu turns, %llu audits, %llu changes, %llu offers judged, %u agents, %u open, %llu resolved\n", what,
              static_cast<unsigned long long>(world.turns()), static_cast<unsigned long long>(world.audits()),
              static_cast<unsigned long long>(world.changes()), static_cast<unsigned long long>(world.offers()),
              world.tables().agents.size(), world.tables().tickets.size(),
              static_cast<unsigned long long>(world.tables().counters.resolved_total));
}

constexpr std::uint64_t kBigFloorSeed = 53;
constexpr int kBigFloorAuditEvery = 10;  // an audit of 400 tickets costs more than ten turns

TEST(EngineRandom, EveryInvariantHoldsOnManySmallFloors) {
  const std::uint64_t seed = TestSeed();
  for (std::uint64_t i = 0; i < 20; ++i) {
    RandomFloor floor(seed + i, {.agents = 4, .turns = 300, .commands_max = 4, .tickets_max = 30});
    floor.Run();
    ExpectNoProblem(floor, seed + i);
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(EngineRandom, EveryInvariantHoldsOnABigFloor) {
  // A given seed, because not every seed comes to everything that is asked for below; the other tests draw theirs.
  const std::uint64_t seed = TestSeed(kBigFloorSeed);
  RandomFloor floor(seed, {.agents = 40, .turns = 2'500, .commands_max = 10, .tickets_max = 400}, kBigFloorAuditEvery);
  floor.Run();
  Tell("big floor", floor);
  ExpectNoProblem(floor, seed);
  // A run that never comes to something tests it not.
  const std::map<int, std::uint64_t>& seen = floor.seen();
  for (const ChangeKind kind : {ChangeKind::kTagged, ChangeKind::kPlanned, ChangeKind::kReviewed, ChangeKind::kReviewAlerted,
                                ChangeKind::kDutyTurned, ChangeKind::kTicketWeighed}) {
    EXPECT_TRUE(seen.contains(static_cast<int>(kind))) << "no " << InfoOf(static_cast<std::uint8_t>(kind)).name << " came about";
  }
  for (int kind = static_cast<int>(ChangeKind::kTicketClosed); kind <= static_cast<int>(ChangeKind::kTransferAlerted); ++kind) {
    EXPECT_TRUE(seen.contains(kind)) << "no " << InfoOf(static_cast<std::uint8_t>(kind)).name << " came about";
  }
  for (const ChangeKind kind : {ChangeKind::kMade, ChangeKind::kFeedbackGiven, ChangeKind::kSurveyRequested}) {
    EXPECT_TRUE(seen.contains(static_cast<int>(kind))) << "no " << InfoOf(static_cast<std::uint8_t>(kind)).name << " came about";
  }
  for (int kind = static_cast<int>(ChangeKind::kPartAsked); kind <= static_cast<int>(ChangeKind::kPlanFired); ++kind) {
    if (kind == static_cast<int>(ChangeKind::kPartMoved)) continue;  // few floors merge a ticket with parts: a story tells of it
    EXPECT_TRUE(seen.contains(kind)) << "no " << InfoOf(static_cast<std::uint8_t>(kind)).name << " came about";
  }
  EXPECT_TRUE(floor.refused().contains(static_cast<int>(Reject::kPartsOpen)));
  EXPECT_TRUE(seen.contains(static_cast<int>(ChangeKind::kSpaceMarked)));
  EXPECT_TRUE(seen.contains(static_cast<int>(ChangeKind::kAgentRetired)));
  EXPECT_TRUE(floor.refused().contains(static_cast<int>(Reject::kAgentRetired)));
  EXPECT_TRUE(floor.refused().contains(static_cast<int>(Reject::kNoSpace)));
  EXPECT_GT(floor.world().looks(), 0u);
  EXPECT_TRUE(floor.refused().contains(static_cast<int>(Reject::kNotYours)));
  EXPECT_TRUE(floor.refused().contains(static_cast<int>(Reject::kOtherTeam)));
  EXPECT_GT(floor.world().explanations(), 0u);
  EXPECT_GT(floor.world().repeats(), 0u);
  for (int kind = static_cast<int>(ChangeKind::kRulesActivated); kind <= static_cast<int>(ChangeKind::kManagerSet); ++kind) {
    if (InfoOf(static_cast<std::uint8_t>(kind)).kind == ChangeKind::kNone || kind == static_cast<int>(ChangeKind::kTimeSet)) continue;
    if (kind == static_cast<int>(ChangeKind::kClientForgotten)) continue;  // needs more clients than a floor has: engine_edges_test
    EXPECT_TRUE(seen.contains(kind)) << "no " << InfoOf(static_cast<std::uint8_t>(kind)).name << " came about";
  }
}

TEST(EngineRandom, TheSameSeedGivesTheSameState) {
  const std::uint64_t seed = TestSeed();
  const FloorSize size{.agents = 25, .turns = 1'500, .commands_max = 8, .tickets_max = 300};
  RandomFloor first(seed, size, 50);
  RandomFloor second(seed, size, 50);
  first.Run();
  second.Run();
  Tell("twice", first);
  EXPECT_EQ(first.world().Fingerprint(), second.world().Fingerprint());
  EXPECT_EQ(first.world().records(), second.world().records());

  Engine rebuilt(first.world().tables().limits);
  for (const std::string& record : first.world().records()) ASSERT_EQ(rebuilt.Replay(record), nullptr);
  EXPECT_EQ(rebuilt.state().Fingerprint(), first.world().Fingerprint());
  ExpectNoProblem(first, seed);
}

}  // namespace
}  // namespace tidegate
