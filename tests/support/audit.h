// Audit: the numbered invariants of docs/INVARIANTS.md, recounted naively over all tables of a state between two turns.
//
// Plain loops over records, in the order of the document; nothing that the engine derived is believed. O(tickets x agents). Reads only.
// Not here: whether a choice was right (matching_twin.h), which looks at the moment of each offer.
#pragma once

#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/engine/state.h"

namespace tidegate {

// Whether the audited history has lowered an agent's capacity below what he holds: the one way to a load above capacity.
enum class CapacityHistory { kNeverLowered, kMayBeLowered };

// Violations, each beginning with the number of its invariant: "(2) ticket 17 waits and has work". Empty = all hold. `next_at` is
// TurnOutput::next_at of the turn just run.
std::vector<std::string> Audit(const State& state, Micros next_at, CapacityHistory history = CapacityHistory::kNeverLowered);

}  // namespace tidegate
