// Intake: tickets come in: planned ones when their time has come. (What a submit does: submitting.cc.)
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// The not-before time of a planned ticket has come: its clocks begin to run and it is dispatched, as a submit of this moment would be.
// What the rules made of it when it was submitted stands.
void EnterPlanned(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
