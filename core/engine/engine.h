// Engine: takes turns, gives changes and outputs. The heart of the house; pure (see ARCHITECTURE.md).
//
// One owner, one thread, no locking. Step decides each command in order, emits changes, applies each at once, then lets due timers and
// the agenda have their bounded share. The same turns give the same changes, outputs and fingerprint. Recovery feeds the records of the
// journal to Replay; the next Step goes on from there. Costs: engine_bench.
//
// Order of a process's life: an image, if there is one -> Replay* -> Step(Start) -> Step*. In an empty directory OpenDirectory, then
// ActivateRules, come first. Between turns a picture of the state may be begun and copied in steps (image_cut.h); it changes no turn.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/engine/image_cut.h"
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
  // entry, a wrong seq, a limit: see passed()); the state is then not to be used.
  const char* Replay(std::string_view record);

  // The limit for which Replay, LoadImage or FinishImage refused: nothing is damaged, an option is lower than it was. kNone = another flaw.
  TableLimit passed() const;

  // The picture of the state as it is now: see ImageCut. Between turns only.
  ImageStart BeginImage();
  ImageProgress CopyImage(std::size_t bytes_max, std::string& records);
  void AbandonImage();

  // For an engine that has taken nothing yet: the records of a picture in any order and pieces, then what it says of itself. Both return
  // nullptr, or what does not fit; the engine is then not to be used. See ImageLoader.
  const char* LoadImage(std::string_view records);
  const char* FinishImage(const ImageStart& start, std::uint64_t fingerprint);

  // Forgets everything: as if new. After a picture that did not fit.
  void Reset();

  // The state, for reading between turns: tests, audits, status. Never kept across a turn.
  const State& state() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
