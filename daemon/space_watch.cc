#include "daemon/space_watch.h"

#include <fmt/format.h>

#include <array>

namespace tidegate {
namespace {

// By SpaceMark: from how many percent on it holds.
constexpr std::array<std::uint64_t, kSpaceMarkCount> kFromPercent = {0, kSpaceHalfPercent, kSpaceRefuseLowPercent, kSpaceRefuseAllPercent};

// used / budget >= percent / 100, without overflow.
bool Reaches(std::uint64_t used, std::uint64_t budget, std::uint64_t percent) {
  return used >= budget / 100 * percent + budget % 100 * percent / 100;
}

std::string_view WhatFollows(SpaceMark mark) {
  switch (mark) {
    case SpaceMark::kEnough:
      return "all is accepted";
    case SpaceMark::kHalf:
      return "all is still accepted; make space before 80 %, where submits of low tickets are refused";
    case SpaceMark::kRefuseLow:
      return "submits of low tickets are refused, from 95 % on all submits; work on tickets goes on";
    case SpaceMark::kRefuseAll:
      return "all submits are refused, work on tickets goes on";
  }
  return "";
}

}  // namespace

std::optional<ReportSpace> SpaceWatch::Step(std::uint64_t used_bytes, std::uint64_t budget_bytes) {
  const auto coming = static_cast<std::uint64_t>(metrics_->Get(Metric::kImageComing));
  const std::uint64_t counted = used_bytes + coming;
  SpaceMark mark = SpaceMark::kEnough;
  for (int number = 1; number < kSpaceMarkCount; ++number) {
    const auto candidate = static_cast<SpaceMark>(number);
    const std::uint64_t relief = candidate <= told_ ? kSpaceReliefPercent : 0;
    if (Reaches(counted, budget_bytes, kFromPercent[static_cast<std::size_t>(number)] - relief)) mark = candidate;
  }
  metrics_->Set(Metric::kSpaceUsed, static_cast<std::int64_t>(used_bytes));
  metrics_->Set(Metric::kSpaceBudget, static_cast<std::int64_t>(budget_bytes));
  metrics_->Set(Metric::kSpaceMark, static_cast<std::int64_t>(mark));
  if (mark == told_) return std::nullopt;
  const bool relieved = mark < told_;
  told_ = mark;
  news_.push_back(
      {relieved ? News::Kind::kGood : News::Kind::kBad,
       fmt::format("the data directory takes {} MiB of its budget of {} MiB{}: {}. The budget is --disk-budget, or what was free "
                   "on the disk",
                   used_bytes >> 20, budget_bytes >> 20,
                   coming == 0 ? "" : fmt::format(", and {} MiB more with the image that is being written", coming >> 20),
                   WhatFollows(mark))});
  return ReportSpace{mark, counted, budget_bytes};
}

SpaceView SpaceOf(const Metrics& metrics) {
  return {static_cast<std::uint64_t>(metrics.Get(Metric::kSpaceUsed)), static_cast<std::uint64_t>(metrics.Get(Metric::kSpaceBudget))};
}

}  // namespace tidegate
