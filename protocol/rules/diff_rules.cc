#include "protocol/rules/diff_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "protocol/rules/toml_tree.h"

namespace tidegate {
namespace {

// By dotted key, each value as one would write it.
using Flat = std::map<std::string, std::string>;

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// A value in one line, the keys of tables in order.
std::string Written(const TomlValue& value) {
  switch (value.kind) {
    case TomlValue::Kind::kText:
      return Quoted(value.text);
    case TomlValue::Kind::kInteger:
      return std::to_string(value.integer);
    case TomlValue::Kind::kBoolean:
      return value.integer != 0 ? "true" : "false";
    case TomlValue::Kind::kArray: {
      std::string out;
      for (const TomlValue& item : value.items) out += (out.empty() ? "" : ", ") + Written(item);
      return "[" + out + "]";
    }
    case TomlValue::Kind::kTable: {
      std::map<std::string_view, const TomlValue*> members;
      for (const TomlMember& member : value.members) members.emplace(member.key, &member.value);
      std::string out;
      for (const auto& [key, member] : members) out += (out.empty() ? "" : ", ") + std::string(key) + " = " + Written(*member);
      return "{ " + out + " }";
    }
    case TomlValue::Kind::kOther:
      break;
  }
  return value.text;
}

const TomlValue* NameOf(const TomlValue& row) {
  for (const TomlMember& member : row.members) {
    if (member.key == "name" && member.value.kind == TomlValue::Kind::kText) return &member.value;
  }
  return nullptr;
}

bool IsListOfTables(const TomlValue& value) {
  return value.kind == TomlValue::Kind::kArray && !value.items.empty() &&
         std::all_of(value.items.begin(), value.items.end(), [](const TomlValue& item) { return item.kind == TomlValue::Kind::kTable; });
}

// Puts a value in under a key that is free: the second of two equal rows gets a mark.
void Put(std::string key, std::string written, Flat& flat) {
  while (!flat.emplace(key, written).second) key += "'";
}

void Flatten(const std::string& key, const TomlValue& value, Flat& flat) {
  if (value.kind == TomlValue::Kind::kTable) {
    for (const TomlMember& member : value.members) Flatten(key.empty() ? member.key : key + "." + member.key, member.value, flat);
  } else if (IsListOfTables(value)) {
    std::string order;
    for (const TomlValue& row : value.items) {
      const TomlValue* name = NameOf(row);
      if (name == nullptr) {
        Put(key + "[]: " + Written(row), Written(row), flat);
        continue;
      }
      order += (order.empty() ? "" : ", ") + name->text;
      for (const TomlMember& member : row.members) {
        if (member.key != "name") Flatten(key + "[" + Quoted(name->text) + "]." + member.key, member.value, flat);
      }
      if (row.members.size() == 1) Put(key + "[" + Quoted(name->text) + "]", "{}", flat);
    }
    if (!order.empty()) Put(key + " (order)", order, flat);
  } else {
    Put(key, Written(value), flat);
  }
}

// A row without a name is its own key: its text need not be said twice.
std::string Shown(const std::string& key) {
  const std::size_t row = key.find("[]: ");
  return row == std::string::npos ? key : key.substr(0, row + 2);
}

}  // namespace

std::variant<std::vector<RuleDifference>, RuleError> DiffRules(std::string_view before, std::string_view after) {
  std::array<Flat, 2> flat;
  for (const auto& [text, place] : {std::pair(before, 0u), std::pair(after, 1u)}) {
    const auto tree = ParseToml(text);
    if (const auto* error = std::get_if<RuleError>(&tree)) return *error;
    Flatten("", std::get<TomlValue>(tree), flat[place]);
  }
  std::vector<RuleDifference> differences;
  auto old = flat[0].begin();
  auto fresh = flat[1].begin();
  while (old != flat[0].end() || fresh != flat[1].end()) {
    if (fresh == flat[1].end() || (old != flat[0].end() && old->first < fresh->first)) {
      differences.push_back({Shown(old->first), old->second, {}});
      ++old;
    } else if (old == flat[0].end() || fresh->first < old->first) {
      differences.push_back({Shown(fresh->first), {}, fresh->second});
      ++fresh;
    } else {
      if (old->second != fresh->second) differences.push_back({Shown(old->first), old->second, fresh->second});
      ++old;
      ++fresh;
    }
  }
  return differences;
}

}  // namespace tidegate
