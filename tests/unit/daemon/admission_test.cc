// Who is refused first when the lanes fill.
#include "daemon/admission.h"

#include <gtest/gtest.h>

#include <set>

namespace tidegate {
namespace {

constexpr AdmissionBounds kBounds{.work_lane_max = 100, .submit_lane_max = 1000, .text_bytes_max = 1'000'000};

LaneDepths Depths(std::uint64_t work, std::uint64_t submits, std::uint64_t bytes = 0) {
  LaneDepths depths;
  depths.commands = {work, submits};
  depths.text_bytes = bytes;
  return depths;
}

bool Refused(Lane lane, Level level, const LaneDepths& depths) { return Admission(kBounds).Refuse(lane, level, depths, 1).has_value(); }

TEST(Admission, EmptyLanesRefuseNobody) {
  for (const Level level : {Level::kNone, Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow}) {
    EXPECT_FALSE(Refused(Lane::kSubmits, level, Depths(0, 0)));
    EXPECT_FALSE(Refused(Lane::kWork, level, Depths(0, 0)));
  }
}

TEST(Admission, LowGivesWayBeforeNormalBeforeHighBeforeUrgent) {
  int refused_before = 0;
  for (std::uint64_t depth = 0; depth <= 1000; ++depth) {
    const bool low = Refused(Lane::kSubmits, Level::kLow, Depths(0, depth));
    const bool normal = Refused(Lane::kSubmits, Level::kNormal, Depths(0, depth));
    const bool high = Refused(Lane::kSubmits, Level::kHigh, Depths(0, depth));
    const bool urgent = Refused(Lane::kSubmits, Level::kUrgent, Depths(0, depth));
    EXPECT_LE(urgent, high) << depth;
    EXPECT_LE(high, normal) << depth;
    EXPECT_LE(normal, low) << depth;
    const int refused = low + normal + high + urgent;
    EXPECT_GE(refused, refused_before) << depth;
    EXPECT_LE(refused, refused_before + 1) << "two levels give way at the same depth " << depth;
    refused_before = refused;
  }
  EXPECT_EQ(refused_before, 4) << "a full lane refuses everybody";
}

TEST(Admission, UrgentMayFillTheLaneToTheLastPlace) {
  EXPECT_FALSE(Refused(Lane::kSubmits, Level::kUrgent, Depths(0, 999)));
  EXPECT_TRUE(Refused(Lane::kSubmits, Level::kUrgent, Depths(0, 1000)));
}

TEST(Admission, NoClaimCountsAsNormal) {
  for (std::uint64_t depth = 0; depth <= 1000; ++depth) {
    EXPECT_EQ(Refused(Lane::kSubmits, Level::kNone, Depths(0, depth)), Refused(Lane::kSubmits, Level::kNormal, Depths(0, depth)));
  }
}

TEST(Admission, AFullFrontDoorDoesNotRefuseWork) {
  EXPECT_FALSE(Refused(Lane::kWork, Level::kNone, Depths(0, 1000, 749'999)));
  EXPECT_TRUE(Refused(Lane::kSubmits, Level::kUrgent, Depths(0, 0, 750'000)));
  EXPECT_FALSE(Refused(Lane::kWork, Level::kNone, Depths(99, 1000, 999'999)));
  EXPECT_TRUE(Refused(Lane::kWork, Level::kNone, Depths(100, 0)));
  EXPECT_TRUE(Refused(Lane::kWork, Level::kNone, Depths(0, 0, 1'000'000)));
}

TEST(Admission, RetriesAreSpreadAndLongerForTheUnhurried) {
  const Admission admission(kBounds);
  std::set<std::uint32_t> urgent;
  for (std::uint64_t correlation = 0; correlation < 100; ++correlation) {
    const auto busy = admission.Refuse(Lane::kSubmits, Level::kUrgent, Depths(0, 1000), correlation);
    const auto low = admission.Refuse(Lane::kSubmits, Level::kLow, Depths(0, 1000), correlation);
    ASSERT_TRUE(busy && low);
    EXPECT_GE(busy->retry_after_ms, 100u);
    EXPECT_LE(busy->retry_after_ms, 200u);
    EXPECT_GE(low->retry_after_ms, 1000u);
    EXPECT_LE(low->retry_after_ms, 2000u);
    urgent.insert(busy->retry_after_ms);
  }
  EXPECT_GT(urgent.size(), 30u);
}

}  // namespace
}  // namespace tidegate
