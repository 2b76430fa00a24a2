#include "bench/load/loop.h"

#include <gtest/gtest.h>

namespace tidegate::load {
namespace {

TEST(Loop, TimersRunInTheOrderOfTheirTimesThenOfAsking) {
  Loop loop;
  std::vector<int> ran;
  const std::uint64_t past = Loop::NowNs();
  loop.At(past + 2, [&] { ran.push_back(3); });
  loop.At(past + 1, [&] { ran.push_back(1); });
  loop.At(past + 1, [&] { ran.push_back(2); });
  EXPECT_TRUE(loop.RunUntil([&] { return ran.size() == 3; }, kMinute, "timers").ok());
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
}

TEST(Loop, FirstFailureEndsTheRun) {
  Loop loop;
  loop.At(0, [&] {
    loop.Fail(absl::InternalError("first"));
    loop.Fail(absl::InternalError("second"));
  });
  const absl::Status status = loop.RunUntil([] { return false; }, kMinute, "nothing");
  EXPECT_EQ(status.message(), "first");
}

TEST(Loop, PatienceEndsAWaitForNothing) {
  Loop loop;
  const absl::Status status = loop.RunUntil([] { return false; }, kMillisecond, "the impossible");
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_NE(status.message().find("the impossible"), absl::string_view::npos);
}

TEST(Loop, FlushersRunAtTheEndOfEveryTurn) {
  Loop loop;
  int timers = 0;
  int flushed_after = 0;
  loop.AfterEachTurn([&] { flushed_after = timers; });
  loop.At(0, [&] { ++timers; });
  EXPECT_TRUE(loop.RunUntil([&] { return flushed_after == 1; }, kMinute, "a flush").ok());
}

}  // namespace
}  // namespace tidegate::load
