// ResidentBytes: how much memory a process of this machine holds, from /proc/PID/status (VmRSS).
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>

#include "bench/load/loop.h"

namespace tidegate::load {

absl::StatusOr<std::uint64_t> ResidentBytes(std::uint32_t pid);

// The same once it stands still: it has not moved by a percent within a second. What it was last, when it never does within `patience`.
absl::StatusOr<std::uint64_t> SettledResidentBytes(Loop& loop, std::uint32_t pid, Micros patience);

}  // namespace tidegate::load
