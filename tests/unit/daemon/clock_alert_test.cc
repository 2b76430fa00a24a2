// A wall clock that jumps: told to supervisors and operators at once, also on a quiet floor; shown by /readyz and said in the log; and what
// a start says of a wall clock that is far away.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/clock_watch.h"
#include "daemon/http_answers.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(ClockAlert, AJumpAndItsEndAreToldOnceEach) {
  PipelineWorld world;
  world.metrics().Set(Metric::kReady, 1);
  ClockWatch watch(&world.metrics());
  auto board = world.Connect();
  board->Hello(Role::kSupervisor, "lead");
  auto operators = world.Connect();
  operators->Hello(Role::kOperator, "ops");
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  const auto heard = [&](WorldPeer& peer) {
    peer.Read();
    return peer.TakeEvents();
  };
  const auto ready = [&] { return AnswerHttp("/readyz", world.metrics(), world.clocks.Read().boot).body; };
  for (WorldPeer* peer : {board.get(), operators.get(), front.get()}) heard(*peer);
  EXPECT_THAT(ready(), Not(HasSubstr("clock")));

  // Nobody asks for anything: the engine's next look at the clocks is enough.
  world.clocks.Advance(kClockLookEvery);
  world.clocks.JumpWall(kHour);
  world.Settle();
  world.Settle();
  EXPECT_THAT(heard(*board), ElementsAre("alert clock-jumped 0"));
  EXPECT_THAT(heard(*operators), ElementsAre("alert clock-jumped 0"));
  EXPECT_THAT(heard(*front), IsEmpty());
  EXPECT_THAT(ready(), HasSubstr("degraded: the machine's clock jumped"));
  const std::vector<News> news = watch.Step();
  ASSERT_THAT(news, SizeIs(1));
  EXPECT_THAT(news[0].text, AllOf(HasSubstr("3600 s ahead of"), HasSubstr("tidegate clock accept")));
  EXPECT_THAT(watch.Step(), IsEmpty()) << "said once";

  world.clocks.JumpWall(-kHour);
  world.Settle();
  EXPECT_THAT(heard(*board), ElementsAre("alert clock-regained 0"));
  EXPECT_THAT(heard(*operators), ElementsAre("alert clock-regained 0"));
  EXPECT_THAT(ready(), Not(HasSubstr("clock")));
  ASSERT_THAT(watch.Step(), SizeIs(1));
}

TEST(ClockAlert, AnOperatorsWordEndsIt) {
  PipelineWorld world;
  auto operators = world.Connect();
  operators->Hello(Role::kOperator, "ops");
  world.clocks.JumpWall(-kHour);
  world.Settle();
  operators->Read();
  EXPECT_THAT(operators->TakeEvents(), testing::Contains("alert clock-jumped 0"));
  operators->encode.AcceptClock(operators->outgoing, 2);
  operators->Send();
  EXPECT_THAT(operators->TakeEvents(), testing::Contains("alert clock-regained 0"));
}

TEST(ClockAlert, AStartFarBehindTheWallIsRefusedWithBothTimesAndTheRemedy) {
  PipelineWorld world;
  world.clocks.Advance(kClockAheadMax + kHour);
  EXPECT_THAT(world.RefusalToRestart(TimeSource::kWall), AllOf(HasSubstr("2026-01-12"), HasSubstr("2026-01-05"), HasSubstr("7 days"),
                                                               HasSubstr("--accept-clock-ahead"), HasSubstr("Next:")));
}

TEST(ClockAlert, AStartWithTheWallBehindTheJournalWarns) {
  PipelineWorld world;
  world.clocks.JumpWall(-2 * kDay);
  world.Restart();
  EXPECT_THAT(world.pipeline().booted().warnings,
              ElementsAre(AllOf(HasSubstr("2026-01-03"), HasSubstr("172800 s before"), HasSubstr("Check the machine's date"))));
}

}  // namespace
}  // namespace tidegate
