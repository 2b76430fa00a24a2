// Promises: what the front end of a ticket was told of its times, and that it hears when they become others (domain.md 8).
//
// On the engine's thread, inside a turn. Whoever may alter deadlines looks at them first and tells afterwards: one push, however many
// clocks moved. A ticket of no front end has nobody to tell.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

struct Promises {
  Micros respond_by = kNever;  // kNever = no such clock, or it has stopped
  Micros resolve_by = kNever;
  Micros promised_by = kNever;  // the time given to the customer
  friend bool operator==(const Promises&, const Promises&) = default;
};

Promises PromisesOf(const Tables& tables, std::uint32_t slot);

// To the sessions of its front end, when they are not what they were.
void TellPromises(Emitter& emit, std::uint32_t slot, const Promises& before);

}  // namespace tidegate
