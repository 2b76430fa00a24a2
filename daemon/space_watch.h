// SpaceWatch: from what the data directory takes to the mark it stands at, and to what the engine is told of it.
//
// What the image under way will still take (Metric::kImageComing) counts as if it were there: it comes within seconds, whatever is refused.
//
// A stage: private state and Step, no thread, clock or disk; its runner measures, once a second. A mark is passed upwards at once and
// downwards only kSpaceReliefPercent below it, so that it does not go to and fro with every file. What follows from a mark is decided by
// the engine (core/engine/submitting.cc), from the report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/command.h"
#include "daemon/metrics.h"
#include "daemon/news.h"
#include "protocol/space_view.h"

namespace tidegate {

inline constexpr Micros kSpaceMeasureEvery = kSecond;  // a tenth of a small budget at the most that a disk takes; one stat a file

// design.md 5, in percent of the budget.
inline constexpr std::uint64_t kSpaceHalfPercent = 50;
inline constexpr std::uint64_t kSpaceRefuseLowPercent = 80;
inline constexpr std::uint64_t kSpaceRefuseAllPercent = 95;
inline constexpr std::uint64_t kSpaceReliefPercent = 5;  // more than one cut of the journal frees at once

class SpaceWatch {
 public:
  // `known` is the mark that the engine stands at.
  SpaceWatch(SpaceMark known, Metrics* metrics) : told_(known), metrics_(metrics) {}

  // `used_bytes`: measured; `budget_bytes` is at least 1. What the engine is to be told, if anything.
  std::optional<ReportSpace> Step(std::uint64_t used_bytes, std::uint64_t budget_bytes);
  std::vector<News> TakeNews() { return std::exchange(news_, {}); }

 private:
  SpaceMark told_;
  Metrics* metrics_;
  std::vector<News> news_;
};

// As it was measured last, by the metrics. Any thread.
SpaceView SpaceOf(const Metrics& metrics);

}  // namespace tidegate
