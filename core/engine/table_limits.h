// TableLimits: the tables whose bounds come from options, one row each, and what recovery asks before it adds a row to one of them.
//
// Live, the decisions see to it that no table passes its bound (limits.h says how each does). A journal or a picture of an earlier process
// may have been written under larger bounds: that is nothing broken, only an option to be set again, and must be told as such before the
// change is applied, because Apply cannot fail. Pure; O(1), a look at an index only where a table is full. Not here: tables whose bounds
// are the program's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/image_cut.h"
#include "core/engine/limits.h"
#include "core/engine/tables.h"
#include "core/model/turn_record.h"

namespace tidegate {

struct TableLimitInfo {
  TableLimit limit = TableLimit::kNone;
  std::string_view what;
  std::string_view option;
  std::uint32_t EngineLimits::*bound = nullptr;
};

// The row of a limit; kNone has none.
const TableLimitInfo& InfoOf(TableLimit limit);
// Places taken.
std::uint64_t HeldOf(TableLimit limit, const Tables& tables);
// The first limit that a picture with these counts does not fit into, and what it holds of it; what they do not count is told by the
// loader.
struct CountedLimit {
  TableLimit limit = TableLimit::kNone;
  std::uint64_t held = 0;
};
CountedLimit PassedBy(const ImageCounts& counts, const EngineLimits& limits);

// The limit that applying a change would pass; kNone = there is room.
TableLimit PassedBy(const Tables& tables, const ChangeView& change);

// "more open tickets than --tickets-max allows (64)": where it stands in a sentence is the caller's.
std::string LimitText(TableLimit limit, const EngineLimits& limits);
// What to do about it: "start with the --tickets-max that it had before: more than 64".
std::string LimitRemedy(TableLimit limit, const EngineLimits& limits);

}  // namespace tidegate
