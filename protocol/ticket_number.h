// The number of a ticket as people say it: CS + YYYYMMDD (the id's day) + the counter of the day, six digits that may grow.
//
// A rendering of TicketId and of nothing else, so it never changes: CS20261121000042. Parsing needs the partition, which the number does
// not show. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/ids.h"

namespace tidegate {

std::string FormatTicketNumber(TicketId id);
// nullopt when the text is no number: wrong prefix, no such day, no counter.
std::optional<TicketId> ParseTicketNumber(std::string_view number, std::uint32_t partition);

}  // namespace tidegate
