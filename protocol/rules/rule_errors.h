// RuleError: what is wrong in a rule file, where, and what to do about it; and the text that people read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

struct RuleError {
  int line = 0;         // from 1; 0 = the file as a whole
  std::string key;      // "presets.standard[2].respond"; empty = not about one key
  std::string problem;  // one sentence without a full stop
  std::string remedy;   // what to do, likewise
};

inline constexpr std::size_t kRuleErrorsMax = 100;  // A file with more is another kind of file; the rest is counted, not told.

// One line an error, in the order of the file:
//   rules.toml:12: offers.accept_live: "20" has no unit; write for example "20 s" or "3 min"
// followed by a line that says how many there are, when there is more than one.
std::string FormatRuleErrors(std::string_view file_name, const std::vector<RuleError>& errors);

}  // namespace tidegate
