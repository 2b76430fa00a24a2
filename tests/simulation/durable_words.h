// WordOf: which request a change is all of, as far as there is one such change for each such request that does anything.
//
// Naive on purpose, and pure: a change that the engine made by itself, or on the way to something else, is nobody's.
#pragma once

#include <optional>

#include "core/model/turn_record.h"
#include "tests/simulation/care_ledger.h"

namespace tidegate {

std::optional<Word> WordOf(const ChangeView& change);

}  // namespace tidegate
