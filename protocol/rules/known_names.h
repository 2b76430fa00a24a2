// Names that one part of a rule file takes from another: levels and tiers as masks, types and channels of the catalog.
//
// For the readers of sections only. Every name that is not known is noted, with what was meant or may be chosen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/model/names.h"
#include "protocol/rules/section.h"

namespace tidegate {

// The values that a name means, bit v set = value v; 0 = none. A level may be one of a three-level scheme.
template <class Enum>
std::uint8_t BitsNamed(std::string_view name) {
  if constexpr (std::is_same_v<Enum, Level>) {
    return LevelsNamed(name);
  } else {
    const std::optional<Enum> value = FromName<Enum>(name);
    return value.has_value() ? static_cast<std::uint8_t>(1u << static_cast<int>(*value)) : std::uint8_t{0};
  }
}

// The one value that a name means.
template <class Enum>
std::optional<Enum> ValueNamed(std::string_view name) {
  if constexpr (std::is_same_v<Enum, Level>) {
    return LevelNamed(name);
  } else {
    return FromName<Enum>(name);
  }
}

// Mask of the values that a field of a row names; 0 = every one.
template <class Enum>
std::uint8_t ReadMask(Section& row, std::string_view key, std::string_view remedy) {
  std::uint8_t mask = 0;
  for (const Quoted& name : row.Texts(key, Section::Single::kAllowed)) {
    const std::uint8_t bits = BitsNamed<Enum>(name.text);
    if (bits == 0) {
      row.notes().Add(name.line, name.key, '"' + name.text + "\" is not a " + std::string(key), std::string(remedy));
      continue;
    }
    if ((mask & bits) != 0) row.notes().Add(name.line, name.key, '"' + name.text + "\" stands here twice", "remove one of them");
    mask |= bits;
  }
  return mask;
}

// The types or channels of the catalog, by both of their names.
class Known {
 public:
  template <class Rule>
  explicit Known(const std::vector<Rule>& rules) {
    for (const Rule& rule : rules) {
      names_.push_back(rule.name);
      by_name_.emplace(rule.name, rule.name);
      if (!rule.chinese.empty()) by_name_.emplace(rule.chinese, rule.name);
    }
  }
  const std::string* Find(const std::string& name) const {
    const auto at = by_name_.find(name);
    return at == by_name_.end() ? nullptr : &at->second;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::map<std::string, std::string> by_name_;
};

// Names of types or channels that a row names, each known to the catalog; sorted.
std::vector<std::string> ReadKnown(Section& row, std::string_view key, const Known& known);

// A name that must be among `known`; empty when it is absent, or not among them, which is noted.
std::string ReadOneKnown(Section& row, std::string_view key, std::string_view what, const std::vector<std::string>& known);

}  // namespace tidegate
