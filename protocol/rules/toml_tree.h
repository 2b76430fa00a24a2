// TomlTree: a parsed TOML text as a plain tree with lines, so that one file knows the TOML library and the others stay quick to build.
//
// Owned values, no pointers between nodes. Members of tables stand in the order of the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/rules/rule_errors.h"

namespace tidegate {

inline constexpr std::size_t kTomlBytesMax = 1 << 20;  // A rule file of a large house has 50 KB; the tree of 1 MiB stays below 300 MB.

struct TomlMember;

struct TomlValue {
  enum class Kind { kTable, kArray, kText, kInteger, kBoolean, kOther };
  Kind kind = Kind::kOther;
  int line = 0;
  std::string text;                 // kText; kOther: what it is, in words
  std::int64_t integer = 0;         // kInteger, kBoolean (0 or 1)
  std::vector<TomlValue> items;     // kArray
  std::vector<TomlMember> members;  // kTable
};

struct TomlMember {
  std::string key;
  int line = 0;
  TomlValue value;
};

// The root table, or the first syntax error. Never throws; any bytes may be given.
std::variant<TomlValue, RuleError> ParseToml(std::string_view text);

// What stands there, for a message: "\"abc\"" (shortened), "12", "true", "a table", "a list", "a date or time".
std::string Describe(const TomlValue& value);

}  // namespace tidegate
