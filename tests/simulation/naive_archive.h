// What an archive says of all tickets, found by customer, order, number and time, against a recount of the naive lists.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "persistence/archive_reader.h"
#include "tests/simulation/naive_history.h"

namespace tidegate {

// Asks for every customer and order that there is, every ticket by its number, and stretches of time that begin and end with some of them,
// page by page of `page_rows`. `is_kept`: whether a ticket may be missing, because it was erased. Empty = the same.
std::vector<std::string> CompareArchive(const NaiveHistory& naive, const ArchiveReader& reader, std::size_t page_rows,
                                        const std::function<bool(std::uint64_t ticket)>& is_kept);

}  // namespace tidegate
