// Sight: whether personal data is shown masked or as it is (domain.md 14).
//
// Masked is the rule; plain is asked for, by who may, and every such look is recorded before anything is shown (core/engine/looking.cc).
#pragma once

#include <cstdint>

namespace tidegate {

enum class Sight : std::uint8_t { kMasked, kPlain };

}  // namespace tidegate
