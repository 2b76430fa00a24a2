// UtcText and ParseUtc: an instant as people and options write it: 2016-02-29T01:16:05Z. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace tidegate {

// To the second, rounded down.
std::string UtcText(Micros at);

// YYYY-MM-DD, or with THH:MM, THH:MM:SS, and Z behind a time. nullopt for anything else, days that do not exist, and years before 1970.
std::optional<Micros> ParseUtc(std::string_view text);

}  // namespace tidegate
