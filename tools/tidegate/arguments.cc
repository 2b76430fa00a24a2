#include "tools/tidegate/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tidegate {
namespace {

const OptionSpec* Find(std::span<const std::span<const OptionSpec>> known, std::string_view name) {
  for (const auto& list : known) {
    for (const OptionSpec& spec : list) {
      if (spec.name == name) return &spec;
    }
  }
  return nullptr;
}

}  // namespace

Arguments Arguments::Parse(std::span<const std::string> words, std::span<const std::span<const OptionSpec>> known, std::string& problem) {
  Arguments out;
  problem.clear();
  bool options_over = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (options_over || word.size() < 2 || word[0] != '-') {
      out.positional_.push_back(word);
      continue;
    }
    if (word == "--") {
      options_over = true;
      continue;
    }
    std::string name = word.substr(word.starts_with("--") ? 2 : 1);
    std::optional<std::string> value;
    if (const auto equals = name.find('='); equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    }
    const OptionSpec* spec = word.starts_with("--") ? Find(known, name) : nullptr;
    if (spec == nullptr) {
      problem = "unknown option " + word;
      return out;
    }
    if (spec->value.empty()) {
      if (value) {
        problem = "--" + name + " takes no value";
        return out;
      }
      value = "";
    } else if (!value) {
      if (i + 1 == words.size()) {
        problem = "--" + name + " needs a value: " + std::string(spec->value);
        return out;
      }
      value = words[++i];
    }
    if (!out.options_.emplace(name, *value).second) {
      problem = "--" + name + " is given twice";
      return out;
    }
  }
  return out;
}

std::string_view Arguments::Get(std::string_view option, std::string_view fallback) const {
  const auto at = options_.find(option);
  return at == options_.end() ? fallback : std::string_view(at->second);
}

std::optional<std::uint64_t> ParseNumber(std::string_view text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
  return value;
}

std::optional<std::int64_t> ParseCents(std::string_view text, std::int64_t max) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto whole = ParseNumber(text.substr(0, point), 0, static_cast<std::uint64_t>(max) / 100);
  if (!whole) return std::nullopt;
  std::uint64_t rest = 0;
  if (point != text.size()) {
    const std::string_view decimals = text.substr(point + 1);
    const auto parsed = decimals.size() > 2 ? std::nullopt : ParseNumber(decimals, 0, 99);
    if (!parsed) return std::nullopt;
    rest = decimals.size() == 1 ? *parsed * 10 : *parsed;
  }
  const auto cents = static_cast<std::int64_t>(*whole * 100 + rest);
  return cents <= max ? std::optional(cents) : std::nullopt;
}

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

}  // namespace tidegate
