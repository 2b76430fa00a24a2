// HandlingLookup: where offers and snapshots find how tickets of a type are handled.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/model/ids.h"

namespace tidegate {

// Templates of one frame, each counted as its bytes and kHandlingEntryBytesMax: room for the two largest. What is left out may be asked
// for; a frame could not hold one for each of its tickets.
inline constexpr std::size_t kFrameHandlingBytesMax = 9 * 1024;
inline constexpr std::size_t kHandlingEntryBytesMax = 64;  // its table, offset, length and paddings

// Of the session's thread.
class HandlingLookup {
 public:
  virtual ~HandlingLookup() = default;
  // No type has a template: then none is looked for. Asked once a frame.
  virtual bool empty() const = 0;
  // At most kHandlingBytesMax, valid until the rules or names change; empty = the type has none. Asked once a frame for each type in it.
  virtual std::string_view FindHandling(TypeId type) const = 0;
};

}  // namespace tidegate
