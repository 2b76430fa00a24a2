// SpaceView: what the data directory takes of the disk, as a status tells it.
#pragma once

#include <cstdint>

namespace tidegate {

struct SpaceView {
  std::uint64_t used_bytes = 0;
  std::uint64_t budget_bytes = 0;  // 0 = not measured yet
};

}  // namespace tidegate
