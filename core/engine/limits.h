// EngineLimits: the bounds of the engine's tables. Each comes from the configuration; what happens at the bound stands beside it.
//
// Memory is reserved at start (address space, touched only as it fills), so that no table ever grows in a turn.
#pragma once

#include <cstdint>

namespace tidegate {

struct EngineLimits {
  std::uint32_t partition = 0;
  std::uint32_t epoch = 1;
  std::uint32_t tickets_max = 1'048'576;    // open; the last 5 % for urgent and high; beyond: Reject kFull
  std::uint32_t recent_max = 1'048'576;     // ended tickets kept in memory; beyond: the oldest leave by a change
  std::uint32_t customers_max = 1'048'576;  // beyond: the least recently contacted leaves by a change
  std::uint32_t agents_max = 100'000;       // beyond: Reject kLimit
  std::uint32_t clients_max = 65'536;       // beyond: the one longest without a hello leaves by a change
  std::uint32_t outcomes_max = 1'048'576;   // remembered outcomes of all clients together; beyond: Reject kLimit at hello
  std::uint32_t declines_max = 262'144;     // remembered declines; beyond: not remembered, counted (declines_unremembered_total)
};

}  // namespace tidegate
