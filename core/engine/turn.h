// Turn and TurnOutput: what goes into the engine and what comes out. Everybody (daemon, tests, simulator, benches) speaks these.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/command.h"
#include "core/model/output.h"

namespace tidegate {

inline constexpr std::uint32_t kTurnCommandsMax = 512;     // A turn stays well under 1 ms: engine_bench.
inline constexpr std::uint32_t kTurnBytesMax = 64 * 1024;  // of command texts; a single larger command is a turn of its own
inline constexpr std::uint32_t kTurnExpirationsMax = 128;  // An SLA avalanche delays commands by half a turn at most.
inline constexpr std::uint32_t kTurnWorkMax = 256;         // agenda steps; each is at most one match
static_assert(kTurnExpirationsMax <= kTurnCommandsMax && kTurnWorkMax <= kTurnCommandsMax);

struct Turn {
  Micros now = 0;  // never before the last turn's
  std::span<const Command> commands;
};

// What a turn gave. `record` is empty when nothing changed. Reused from turn to turn: Clear keeps the memory.
struct TurnOutput {
  std::string record;           // turn_record.h, unsealed
  std::vector<Output> outputs;  // in the order in which they came about
  std::uint64_t last_seq = 0;   // seq of the last change applied when the outputs were made
  Micros next_at = 0;           // when the engine wants its next turn even without commands; kNever = not before a command

  void Clear() {
    record.clear();
    outputs.clear();
  }
};

}  // namespace tidegate
