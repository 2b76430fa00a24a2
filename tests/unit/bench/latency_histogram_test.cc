#include "bench/load/latency_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace tidegate::load {
namespace {

TEST(LatencyHistogram, EmptyHistogramSaysZero) {
  LatencyHistogram histogram;
  EXPECT_EQ(histogram.Percentile(500), 0u);
  EXPECT_EQ(histogram.count(), 0u);
}

TEST(LatencyHistogram, PercentileIsNeverBelowTheTruthAndAtMostASixtyFourthAbove) {
  std::mt19937_64 random(7);
  LatencyHistogram histogram;
  std::vector<std::uint64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t value = random() >> (27 + random() % 37);
    values.push_back(std::min(value, LatencyHistogram::kLongestNs));
    histogram.Add(value);
  }
  std::sort(values.begin(), values.end());
  for (const std::uint32_t per_mille : {1u, 10u, 500u, 900u, 990u, 999u, 1000u}) {
    const std::uint64_t truth = values[(values.size() * per_mille + 999) / 1000 - 1];
    EXPECT_GE(histogram.Percentile(per_mille), truth) << per_mille;
    EXPECT_LE(histogram.Percentile(per_mille), truth + truth / 64) << per_mille;
  }
}

TEST(LatencyHistogram, SmallValuesAreExact) {
  for (std::uint64_t value = 0; value < 128; ++value) {
    LatencyHistogram histogram;
    histogram.Add(value);
    histogram.Add(LatencyHistogram::kLongestNs);
    EXPECT_EQ(histogram.Percentile(500), value);
  }
}

TEST(LatencyHistogram, WhatIsLongerThanTheLongestCountsAsThatLong) {
  LatencyHistogram histogram;
  histogram.Add(~std::uint64_t{0});
  EXPECT_EQ(histogram.Percentile(1000), LatencyHistogram::kLongestNs);
}

TEST(LatencyHistogram, MergeIsAddingBoth) {
  LatencyHistogram left, right, both;
  for (std::uint64_t value : {5u, 70u, 9'000u}) left.Add(value), both.Add(value);
  for (std::uint64_t value : {1u, 800'000u}) right.Add(value), both.Add(value);
  left.Merge(right);
  for (std::uint32_t per_mille = 1; per_mille <= 1000; ++per_mille) EXPECT_EQ(left.Percentile(per_mille), both.Percentile(per_mille));
  EXPECT_EQ(left.max_ns(), 800'000u);
}

}  // namespace
}  // namespace tidegate::load
