// Parts: what departments do for a ticket, as far as others decide by it (domain.md 8). The decisions themselves stand in decide.h.
//
// On the engine's thread, inside a turn. A part weighs nothing in anybody's load, and its ticket goes on meanwhile; it is not resolved
// while one is open. Its time is over with its ticket's at the latest (DueOf).
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"
#include "core/model/output.h"

namespace tidegate {

// How a part looks from outside.
PartRow RowOf(const Tables& tables, const TicketRecord& ticket, const Part& part);

// Those of a ticket, with what came of the ones that have ended.
std::vector<PartRow> PartsOf(const Tables& tables, std::uint32_t slot);

// The ticket ends without having been resolved: nobody waits for its open parts any more. Before its TicketEnded.
void EndParts(Emitter& emit, std::uint32_t slot, std::string_view reason);

// Whether another ticket has numbers for the open parts of one that is merged into it; and they go on as its own.
bool HasRoomForParts(const Tables& tables, std::uint32_t stays, std::uint32_t gone);
void MoveParts(Emitter& emit, std::uint32_t stays, std::uint32_t gone);

// The time of the next of its parts is over: who has the ticket and the supervisors are told, and who does the part.
void FirePartDue(Emitter& emit, std::uint32_t slot);

}  // namespace tidegate
