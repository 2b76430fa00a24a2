// Reopening: a resolved ticket that was not solved is worked on again, under its number (domain.md 8).
#pragma once

#include <string_view>

#include "core/engine/decide.h"
#include "core/engine/held.h"

namespace tidegate {

enum class ReopenedBy : std::uint8_t { kCommand, kMessage };

struct ReopenCause {
  ReopenedBy by = ReopenedBy::kCommand;
  std::string_view text;
};

// `held` (LookAny) must be resolved. Refuses when it was resolved too long ago, or no place is left among the open tickets.
Verdict ReopenTicket(Emitter& emit, const Caller& caller, const Held& held, const ReopenCause& cause);

}  // namespace tidegate
