// Text as a terminal shows it: how many columns it takes, and made harmless.
//
// Pure. A Chinese character takes two columns, a combining mark none. Ranges follow the East Asian Wide and Fullwidth classes, coarsely;
// a character outside them counts one column, which can only misalign a table, not damage it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tidegate {

// Columns of a UTF-8 text. Bytes that are not UTF-8 count one column each. O(bytes).
std::size_t DisplayWidth(std::string_view text);

// The text on one line, without anything a terminal would act on: control characters become a space, bytes that are not UTF-8 a '?'.
// Tickets' texts come from strangers; an escape sequence in a title must not reach an operator's terminal.
std::string OneLine(std::string_view text);

// The text cut to at most `columns`, with an ellipsis when something was cut.
std::string Shorten(std::string_view text, std::size_t columns);

}  // namespace tidegate
