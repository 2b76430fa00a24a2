// DiffRules: what differs between two rule files, key by key, for people.
//
// Pure; compares the texts as TOML, so that comments, order of keys and layout mean nothing. Rows of a list of tables are told apart by
// their name, or, where they have none, by all that they say; where their order decides (first match wins) a changed order is told too.
// O(n log n). Not here: whether a difference matters - two ways of writing one duration differ.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/rules/rule_errors.h"

namespace tidegate {

// A key with another value. What is absent is empty.
struct RuleDifference {
  std::string key;  // dotted; a row of a list in brackets: flow["hotline complaint"].bots
  std::string before;
  std::string after;
  friend bool operator==(const RuleDifference&, const RuleDifference&) = default;
};

// In the order of keys. The error is of a text that is no TOML.
std::variant<std::vector<RuleDifference>, RuleError> DiffRules(std::string_view before, std::string_view after);

}  // namespace tidegate
