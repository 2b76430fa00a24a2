// Arguments: a command line read by a list of options.
//
// Pure. Options are `--name VALUE`, `--name=VALUE`, or `--name` for a switch; everything else is positional; `--` ends the options. Unknown
// or doubled options and missing values are errors that name the remedy.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

struct OptionSpec {
  std::string_view name;   // without dashes
  std::string_view value;  // what stands for the value in the help; empty = a switch
  std::string_view help;
};

class Arguments {
 public:
  // Options are looked up in all lists. The problem is empty when all went well.
  static Arguments Parse(std::span<const std::string> words, std::span<const std::span<const OptionSpec>> known, std::string& problem);

  bool Has(std::string_view option) const { return options_.find(option) != options_.end(); }
  // The value given, or the fallback.
  std::string_view Get(std::string_view option, std::string_view fallback = "") const;
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<std::string> positional_;
};

// A whole decimal number of the range; nullopt otherwise.
std::optional<std::uint64_t> ParseNumber(std::string_view text, std::uint64_t low, std::uint64_t high);
// "199", "199.5", "199.50" as hundredths, at most `max` of them; nullopt otherwise.
std::optional<std::int64_t> ParseCents(std::string_view text, std::int64_t max);
// "a, b,c" without blanks and empty parts.
std::vector<std::string> SplitList(std::string_view text);

}  // namespace tidegate
