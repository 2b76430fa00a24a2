// kNoSlot: "no place". A slot is a place in a table, reused after its record is gone; it names nothing outside its table and decides
// nothing.
#pragma once

#include <cstdint>

namespace tidegate {

inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

}  // namespace tidegate
