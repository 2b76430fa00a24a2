#include "bench/load/front_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate::load {
namespace {

using ::testing::HasSubstr;

StatusView Daemon(std::uint64_t open, std::uint64_t open_max) {
  StatusView status;
  status.open = open;
  status.open_max = open_max;
  return status;
}

TEST(FrontRun, RoomLeavesOutThePlacesForUrgentAndHigh) {
  EXPECT_EQ(RoomFor(Daemon(0, 1'000)), 950u);
  EXPECT_EQ(RoomFor(Daemon(900, 1'000)), 50u);
  EXPECT_EQ(RoomFor(Daemon(950, 1'000)), 0u);
  EXPECT_EQ(RoomFor(Daemon(1'000, 1'000)), 0u) << "urgent ones may have taken the last places";
}

TEST(FrontRun, MoreTicketsThanThereIsRoomForAreRefusedWithTheOptionThatMakesRoom) {
  EXPECT_TRUE(CheckRoom(Daemon(0, 1'000), 950).ok());
  const absl::Status status = CheckRoom(Daemon(10, 1'000), 1'900);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(status.message(), HasSubstr("room for 940 more"));
  EXPECT_THAT(status.message(), HasSubstr("--tickets-max 2011"));
  EXPECT_GE(RoomFor(Daemon(10, 2'011)), 1'900u) << "and it does";
}

TEST(FrontRun, AFullDaemonIsRefusedAlsoWhenTheRunTakesWhatThereIs) {
  EXPECT_FALSE(CheckRoom(Daemon(950, 1'000), RoomFor(Daemon(950, 1'000))).ok());
}

}  // namespace
}  // namespace tidegate::load
