// ProjectionView: how the projection stands, as a status tells it.
#pragma once

#include <cstdint>

#include "core/model/names.h"

namespace tidegate {

// X(enumerator, number, english, chinese)
#define TIDEGATE_PROJECTION_STATES(X) X(kRunning, 1, "running", "运行中") X(kStopped, 2, "stopped", "已停止")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class ProjectionState : std::uint8_t { kNone = 0, TIDEGATE_PROJECTION_STATES(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

template <>
struct NameTable<ProjectionState> {
#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
  static constexpr auto kRows = std::to_array<Name>({TIDEGATE_PROJECTION_STATES(TIDEGATE_NAME_ROW)});
#undef TIDEGATE_NAME_ROW
};

struct ProjectionView {
  ProjectionState state = ProjectionState::kNone;  // kNone = there is none
  std::uint64_t projected_seq = 0;
  std::uint64_t lag_ms = 0;  // how long the oldest change that is not in it has waited
};

}  // namespace tidegate
