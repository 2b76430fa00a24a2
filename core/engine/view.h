// Views: how records look from outside: facts copied into the structs of core/model/output.h.
#pragma once

#include <cstdint>

#include "core/engine/tables.h"
#include "core/model/command.h"
#include "core/model/output.h"

namespace tidegate {

// The view of an open or recent ticket, by id or by key, if the caller may see it: kUnknownTicket, kNotYours otherwise.
Reject FindView(const Tables& tables, const Caller& caller, TicketId ticket, const KeyHash& key, TicketView& view);

TicketView ViewOfOpen(const Tables& tables, std::uint32_t slot);
TicketView ViewOfRecent(const Tables& tables, std::uint32_t slot);

// O(1): also for the daemon's metrics after a turn.
// What a list shows of an agent.
AgentRow RowOf(const Tables& tables, std::uint32_t agent);

StatusView StatusOf(const Tables& tables, Micros now);

}  // namespace tidegate
