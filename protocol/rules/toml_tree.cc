#include "protocol/rules/toml_tree.h"

#include <algorithm>
#include <utility>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace tidegate {
namespace {

int LineOf(const toml::source_region& region, int otherwise) {
  return region.begin.line != 0 ? static_cast<int>(region.begin.line) : otherwise;
}

TomlValue Convert(const toml::node& node, int line) {
  TomlValue value;
  value.line = LineOf(node.source(), line);
  if (const auto* table = node.as_table()) {
    value.kind = TomlValue::Kind::kTable;
    std::vector<std::pair<toml::source_position, const toml::key*>> order;
    for (const auto& [key, child] : *table) order.emplace_back(key.source().begin, &key);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [position, key] : order) {
      TomlMember& member = value.members.emplace_back();
      member.key = std::string(key->str());
      member.line = LineOf(key->source(), value.line);
      member.value = Convert(*table->get(key->str()), member.line);
    }
  } else if (const auto* array = node.as_array()) {
    value.kind = TomlValue::Kind::kArray;
    value.items.reserve(array->size());
    for (const toml::node& item : *array) value.items.push_back(Convert(item, value.line));
  } else if (const auto* text = node.as_string()) {
    value.kind = TomlValue::Kind::kText;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = TomlValue::Kind::kInteger;
    value.integer = integer->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = TomlValue::Kind::kBoolean;
    value.integer = boolean->get() ? 1 : 0;
  } else {
    value.text = node.is_floating_point() ? "a number with a fraction" : "a date or time";
  }
  return value;
}

// At most `bytes` bytes, never half a character.
std::string_view Shorten(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::variant<TomlValue, RuleError> ParseToml(std::string_view text) {
  if (text.size() > kTomlBytesMax) {
    return RuleError{0, "", "the file has " + std::to_string(text.size()) + " bytes, more than " + std::to_string(kTomlBytesMax),
                     "remove what is not needed"};
  }
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    return RuleError{LineOf(result.error().source(), 0), "", "not TOML: " + std::string(result.error().description()),
                     "correct this line; what comes after it was not read"};
  }
  return Convert(result.table(), 1);
}

std::string Describe(const TomlValue& value) {
  constexpr std::size_t kShownBytesMax = 60;
  switch (value.kind) {
    case TomlValue::Kind::kTable:
      return "a table";
    case TomlValue::Kind::kArray:
      return "a list";
    case TomlValue::Kind::kText: {
      const std::string_view shown = Shorten(value.text, kShownBytesMax);
      return '"' + std::string(shown) + (shown.size() < value.text.size() ? "...\"" : "\"");
    }
    case TomlValue::Kind::kInteger:
      return std::to_string(value.integer);
    case TomlValue::Kind::kBoolean:
      return value.integer != 0 ? "true" : "false";
    case TomlValue::Kind::kOther:
      break;
  }
  return value.text;
}

}  // namespace tidegate
