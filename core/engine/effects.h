// Effects: whether the articles that a ticket was answered with solved it (domain.md 10): it stayed resolved, without a repeat of its
// matter, for RuleSet::repeat_within.
//
// On the engine's thread, inside a turn. Where no ticket was answered with an article, each costs one compare.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// The ticket is resolved: from now on it counts how long it stays so.
void AwaitEffect(Emitter& emit, std::uint64_t ticket);

// It was not solved after all: reopened, repeated, or its customer says so. One that is open is judged when it is resolved again.
void JudgeUnsolved(Emitter& emit, std::uint64_t ticket);

// The time of the next one has come: it stayed solved.
void FireEffect(Emitter& emit);

}  // namespace tidegate
