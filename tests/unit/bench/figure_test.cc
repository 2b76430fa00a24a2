#include "bench/load/figure.h"

#include <gtest/gtest.h>

#include "bench/load/verifier.h"

namespace tidegate::load {
namespace {

Figure WithRates(std::initializer_list<std::uint64_t> rates) {
  Figure figure;
  figure.name = "submit";
  for (const std::uint64_t rate : rates) figure.rounds.push_back({rate, 1'000'000'000});
  return figure;
}

TEST(Figure, MedianIsTheMiddleRound) {
  EXPECT_EQ(WithRates({}).MedianPerSecond(), 0u);
  EXPECT_EQ(WithRates({7}).MedianPerSecond(), 7u);
  EXPECT_EQ(WithRates({900, 100, 300}).MedianPerSecond(), 300u);
  EXPECT_EQ(WithRates({900, 100, 300, 200}).MedianPerSecond(), 200u);
  EXPECT_EQ(WithRates({900, 100, 300}).LowestPerSecond(), 100u);
  EXPECT_EQ(WithRates({900, 100, 300}).HighestPerSecond(), 900u);
}

TEST(Proof, AnythingRefusedDoubledOrLostFailsIt) {
  Proof proof;
  EXPECT_TRUE(proof.ok());
  for (std::uint64_t Proof::*field : {&Proof::refused, &Proof::duplicate, &Proof::lost}) {
    Proof bad;
    bad.*field = 1;
    EXPECT_FALSE(bad.ok());
  }
}

TEST(Report, JsonHasEveryRoundAndTheProof) {
  Report report;
  report.mode = "submit";
  report.figures.push_back(WithRates({10, 30, 20}));
  report.facts.emplace_back("ticket", "256 bytes");
  report.proof.acknowledged = 60;
  const std::string json = ReportJson(report);
  EXPECT_NE(json.find("\"per_second_median\":20"), std::string::npos) << json;
  EXPECT_NE(json.find("\"per_second\":30"), std::string::npos) << json;
  EXPECT_NE(json.find("\"acknowledged\":60"), std::string::npos) << json;
  EXPECT_NE(json.find("\"ok\":true"), std::string::npos) << json;
}

TEST(Grouped, ThreeDigitsStandTogether) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1'000), "1 000");
  EXPECT_EQ(Grouped(12'345'678), "12 345 678");
}

TEST(Duration, UnitFollowsTheSize) {
  EXPECT_EQ(Duration(870), "870 ns");
  EXPECT_EQ(Duration(12'300), "12.3 us");
  EXPECT_EQ(Duration(4'560'000), "4.56 ms");
  EXPECT_EQ(Duration(1'200'000'000), "1.2 s");
}

TEST(SpreadNumbers, AreDistinctWithinBoundsAndHaveTheLast) {
  for (const std::uint64_t length : {0ull, 1ull, 5ull, 10ull, 1'000'003ull}) {
    const std::vector<std::uint64_t> numbers = SpreadNumbers(100, 100 + length, 10);
    EXPECT_EQ(numbers.size(), std::min<std::uint64_t>(length, 10));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      EXPECT_GE(numbers[i], 100u);
      EXPECT_LT(numbers[i], 100 + length);
      if (i > 0) {
        EXPECT_LT(numbers[i - 1], numbers[i]);
      }
    }
    if (length > 0) {
      EXPECT_EQ(numbers.back(), 100 + length - 1);
    }
  }
}

}  // namespace
}  // namespace tidegate::load
