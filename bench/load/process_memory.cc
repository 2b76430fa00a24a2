#include "bench/load/process_memory.h"

#include <fmt/format.h>

#include <fstream>
#include <string>

namespace tidegate::load {
namespace {

constexpr Micros kLookEvery = kSecond;
constexpr std::uint64_t kStillPerCent = 1;

}  // namespace

absl::StatusOr<std::uint64_t> ResidentBytes(std::uint32_t pid) {
  std::ifstream status(fmt::format("/proc/{}/status", pid));
  if (!status) return absl::NotFoundError(fmt::format("no process {} on this machine: give tidegated's id with --pid", pid));
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    std::uint64_t kib = 0;
    if (status >> kib) return kib * 1024;
  }
  return absl::NotFoundError(fmt::format("/proc/{}/status names no VmRSS", pid));
}

absl::StatusOr<std::uint64_t> SettledResidentBytes(Loop& loop, std::uint32_t pid, Micros patience) {
  absl::StatusOr<std::uint64_t> last = ResidentBytes(pid);
  for (Micros waited = 0; last.ok() && waited < patience; waited += kLookEvery) {
    const std::uint64_t until = Loop::NowNs() + static_cast<std::uint64_t>(kLookEvery) * 1'000;
    absl::Status status = loop.RunUntil([until] { return Loop::NowNs() >= until; }, 2 * kLookEvery, "waiting for memory to settle");
    if (!status.ok()) return status;
    absl::StatusOr<std::uint64_t> now = ResidentBytes(pid);
    if (!now.ok()) return now;
    const std::uint64_t moved = *now > *last ? *now - *last : *last - *now;
    last = now;
    if (moved * 100 <= *now * kStillPerCent) break;
  }
  return last;
}

}  // namespace tidegate::load
