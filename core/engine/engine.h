// Engine: takes turns, gives changes and outputs. The heart of the house; pure (see ARCHITECTURE.md).
//
// One owner, one thread, no locking. Step decides each command in order, emits changes, applies each at once, then lets due timers and
// the agenda have their bounded share. The same turns give the same changes, outputs and fingerprint. Recovery feeds the records of the
// journal to Replay; the next Step goes on from there. Costs: engine_bench.
//
// Order of a process's life: Replay* -> Step(Start) -> Step*. In an empty directory OpenDirectory, then ActivateRules, come first.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/engine/limits.h"
#include "core/engine/turn.h"

namespace tidegate {

class State;

class Engine {
 public:
  explicit Engine(const EngineLimits& limits);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // One turn. `turn.now` is never before the last turn's (CHECKed); at most kTurnCommandsMax commands (CHECKed). `out` is cleared first.
  void Step(const Turn& turn, TurnOutput& out);

  // Applies the changes of a verified record whose first seq follows the state's last. Returns nullptr, or what does not fit (a damaged
  // entry, a wrong seq); the state is then not to be used.
  const char* Replay(std::string_view record);

  // The state, for reading between turns: tests, audits, status. Never kept across a turn.
  const State& state() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
