// Story: a test that a supervisor can read: who does what at which time, and what becomes of it.
//
//   # Words after a hash are for the reader.
//   given accept-other 3m                                     (before the first line: rules and limits, see Settings in given_words.cc)
//   at 09:00:00  agent A1 online skills refund capacity 2     -> online A1
//   at 09:00:01  submit T1 refund urgent                      -> offered T1 to A1, respond by 09:15:01
//   at 09:07:31                                               -> warned T1 respond 50% to A1
//
// Everything that happens must be said, in order, at its time: several happenings are separated by semicolons; a line that begins with ->
// goes on with the ones of the line above; "-> nothing" says that nothing happens. What stands after a comma may be left out. A line runs
// the engine to its time (timers fire at theirs) and then does what it says. Times are those of Monday 2026-01-05 UTC, "+2d 09:00:00" is
// two days later. Names may be Chinese. T1..T9 submits nine tickets, and names nine happenings that differ in nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

// Tells a story and gives what did not come as written: each failure names the line, what was expected and what happened, then the
// problems of the audit. Empty = it is true. `name` stands before the line numbers.
std::vector<std::string> TellStory(std::string_view name, std::string_view text);

}  // namespace tidegate
