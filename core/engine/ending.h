// Ending: how tickets leave the work otherwise than resolved, and how resolved ones are closed (domain.md 8).
//
// On the engine's thread, inside a turn. The decisions themselves stand in decide.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/engine/decide.h"
#include "core/engine/emitter.h"

namespace tidegate {

// When silence closes a ticket that is resolved now; kNever = it does not: not in this workspace, not under the presets in force for it, or
// its customer's word is required.
Micros SilenceEndsAt(const Tables& tables, const TicketRecord& ticket, Micros now);
// The same, of an ended ticket after another contact.
Micros SilenceEndsAgainAt(const Tables& tables, std::uint32_t recent, Micros now);

// A place among the ended tickets: where all are taken, the one that ended first leaves.
void MakeRoomForEnded(Emitter& emit);

// Two open tickets, both in work, become one: `stays` takes the earliest deadline of each clock, `gone` ends. Everything was checked.
enum class MergedBy : std::uint8_t { kMerge, kAttach };
struct Merging {
  std::uint32_t gone = 0;  // slots
  std::uint32_t stays = 0;
  MergedBy by = MergedBy::kMerge;
  std::string_view reason{};
};
Verdict MergeTickets(Emitter& emit, const Caller& caller, const Merging& merging);

// The desk of an agent who no longer has a ticket, or its offer, hears it; then he gets what waits for his free place.
void ReleaseFrom(Emitter& emit, std::uint32_t agent, std::uint64_t ticket, std::uint32_t token, ReturnReason reason);

}  // namespace tidegate
