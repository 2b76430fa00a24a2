// Ticket numbers as people write them: CS20261121000042 = CS, the day of acceptance, the counter of the day in at least six digits.
//
// The day is the day field of the TicketId, which the engine takes in the workspace's zone (RuleSet::day_offset); so a number is a function
// of the id alone and needs no time-zone data. The partition is not part of it: whoever parses knows which one he talks to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/ids.h"

namespace tidegate {

std::string TicketNumber(TicketId ticket);

// nullopt unless the text is exactly what TicketNumber gives for a ticket of this partition. Case of the prefix does not matter.
std::optional<TicketId> ParseTicketNumber(std::string_view text, std::uint32_t partition);

}  // namespace tidegate
