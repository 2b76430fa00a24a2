// Asker: who asked for a change, and as which of his requests.
#pragma once

#include <cstdint>

namespace tidegate {

// Who asked, and as which of his requests: what makes a repeated request harmless (design.md 3, idempotency). request 0 = not remembered.
struct Asker {
  std::uint64_t client = 0;
  std::uint64_t request = 0;
};

}  // namespace tidegate
