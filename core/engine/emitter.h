// Emitter: the one way by which a decision becomes history: writes a change into the turn's record and applies it at once.
//
// Lives for one turn on the engine's thread. Emit costs a copy of the struct and its tail, and State::Apply.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/engine/state.h"
#include "core/engine/turn.h"
#include "core/model/change.h"
#include "core/model/turn_record.h"

namespace tidegate {

class Emitter {
 public:
  Emitter(State& state, Micros now, TurnOutput& out) : state_(state), now_(now), out_(out) {}

  // Everything that decisions may read. Changes by Emit show here at once.
  const Tables& tables() const { return state_.tables(); }
  Micros now() const { return now_; }

  // The tail may come in two parts, so that a body need not be copied beside its skills first.
  template <class Change>
  void Emit(const Change& change, std::string_view tail = {}, std::string_view more_tail = {}) {
    const std::size_t tail_bytes = tail.size() + more_tail.size();
    CHECK_LE(tail_bytes, ChangeTraits<Change>::kTailBytesMax);
    std::string& record = out_.record;
    if (record.empty()) record.resize(sizeof(TurnHeader));
    const EntryHeader entry{.kind = static_cast<std::uint8_t>(ChangeTraits<Change>::kKind),
                            .command = command_,
                            .tail_bytes = static_cast<std::uint32_t>(tail_bytes)};
    record.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    record.append(reinterpret_cast<const char*>(&change), sizeof change);
    record.append(tail).append(more_tail).append(PaddedTo8(tail_bytes) - tail_bytes, '\0');
    ++changes_;
    state_.Apply(change, std::string_view(record).substr(record.size() - PaddedTo8(tail_bytes), tail_bytes));
  }

  template <class T>
  void Tell(T output) {
    out_.outputs.emplace_back(std::move(output));
  }

  // Which command of the turn the next changes come from, counted from 1; 0 = a timer or the agenda.
  void BeginCommand(std::uint16_t command) { command_ = command; }
  std::uint32_t changes() const { return changes_; }

 private:
  State& state_;
  const Micros now_;
  TurnOutput& out_;
  std::uint16_t command_ = 0;
  std::uint32_t changes_ = 0;
};

}  // namespace tidegate
