#include "protocol/rules/section.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/model/rule_set.h"

namespace tidegate {
namespace {

constexpr std::string_view kTimeRemedy = "write for example \"20 s\", \"15 min\" or \"1 h 30 min\"";
constexpr std::string_view kTargetRemedy = "write for example \"15 min\", \"1 h 30 min\" or \"3 working days\"";

// How many characters to insert, remove or replace (Levenshtein), letter case aside.
std::size_t Distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string Suggest(std::string_view name, const std::vector<std::string>& known, std::string_view what, const RuleNotes& notes) {
  if (!notes.WantsMore()) return {};
  constexpr std::size_t kShownMax = 32;
  constexpr std::size_t kComparedBytesMax = 64;  // longer names are nobody's typing error
  const std::string* nearest = nullptr;
  std::size_t nearest_distance = 0;
  if (name.size() <= kComparedBytesMax) {
    for (const std::string& candidate : known) {
      const std::size_t distance = Distance(name, candidate);
      if (nearest == nullptr || distance < nearest_distance) {
        nearest = &candidate;
        nearest_distance = distance;
      }
    }
  }
  if (nearest != nullptr && nearest_distance < name.size() && nearest_distance <= std::clamp<std::size_t>(name.size() / 3, 1, 3))
    return "did you mean \"" + *nearest + "\"?";
  if (known.empty()) return "there is no " + std::string(what) + " yet";
  std::string list = "choose from ";
  for (std::size_t i = 0; i < known.size() && i < kShownMax; ++i) list += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > kShownMax) list += " and " + std::to_string(known.size() - kShownMax) + " more";
  return list;
}

void RuleNotes::Add(int line, std::string key, std::string problem, std::string remedy) {
  if (errors_.size() == kKeptMax) {
    ++dropped_;
    return;
  }
  errors_.push_back({line, std::move(key), std::move(problem), std::move(remedy)});
}

std::vector<RuleError> RuleNotes::Take() {
  std::stable_sort(errors_.begin(), errors_.end(), [](const RuleError& a, const RuleError& b) { return a.line < b.line; });
  if (errors_.size() > kRuleErrorsMax) {
    const std::size_t hidden = errors_.size() + dropped_ - kRuleErrorsMax + 1;
    errors_.resize(kRuleErrorsMax - 1);
    errors_.push_back({0, "", std::to_string(hidden) + " more errors are not shown", "correct these first"});
  }
  return std::exchange(errors_, {});
}

Section::Section(const TomlValue& table, std::string path, RuleNotes& notes) : table_(&table), path_(std::move(path)), notes_(&notes) {}

std::string Section::PathOf(std::string_view key) const { return path_.empty() ? std::string(key) : path_ + '.' + std::string(key); }

int Section::LineOf(std::string_view key) const {
  for (const TomlMember& member : table_->members) {
    if (member.key == key) return member.line;
  }
  return table_->line;
}

void Section::Note(std::string_view key, std::string problem, std::string remedy) {
  notes_->Add(LineOf(key), PathOf(key), std::move(problem), std::move(remedy));
}

void Section::NoteKind(std::string_view key, const TomlValue& value, std::string wanted) {
  Note(key, Describe(value) + " stands here", std::move(wanted));
}

const TomlValue* Section::FindDuration(std::string_view key, std::string_view wanted) {
  const TomlValue* value = Find(key);
  if (value == nullptr || value->kind == TomlValue::Kind::kText) return value;
  Note(key, Describe(*value) + (value->kind == TomlValue::Kind::kInteger ? " has no unit" : " stands here"), std::string(wanted));
  return nullptr;
}

const TomlValue* Section::Find(std::string_view key, Presence presence) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  for (const TomlMember& member : table_->members) {
    if (member.key == key) return &member.value;
  }
  if (presence == Presence::kRequired) Note(key, "is missing", "add it; RULES.md describes it");
  return nullptr;
}

std::optional<Quoted> Section::Text(std::string_view key, Presence presence) {
  const TomlValue* value = Find(key, presence);
  if (value == nullptr) return std::nullopt;
  if (value->kind != TomlValue::Kind::kText) {
    NoteKind(key, *value, "write a text in quotes");
    return std::nullopt;
  }
  return Quoted{value->text, value->line, PathOf(key)};
}

std::int64_t Section::Integer(std::string_view key, Between<std::int64_t> bounds, std::int64_t otherwise) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return otherwise;
  const std::string wanted = "write a whole number from " + std::to_string(bounds.min) + " to " + std::to_string(bounds.max);
  if (value->kind == TomlValue::Kind::kInteger && value->integer >= bounds.min && value->integer <= bounds.max) return value->integer;
  if (value->kind == TomlValue::Kind::kInteger) {
    Note(key, Describe(*value) + " is out of bounds", wanted);
  } else {
    NoteKind(key, *value, wanted);
  }
  return otherwise;
}

std::int64_t Section::Stepped(std::string_view key, Between<std::int64_t> bounds, std::int64_t step, std::int64_t otherwise) {
  const std::int64_t number = Integer(key, bounds, otherwise);
  if (number % step == 0) return number;
  Note(key, std::to_string(number) + " is no multiple of " + std::to_string(step),
       "write " + std::to_string(number / step * step) + " or " + std::to_string((number / step + 1) * step));
  return otherwise;
}

bool Section::Boolean(std::string_view key, bool otherwise) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return otherwise;
  if (value->kind == TomlValue::Kind::kBoolean) return value->integer != 0;
  NoteKind(key, *value, "write true or false");
  return otherwise;
}

Micros Section::Time(std::string_view key, Between<Micros> bounds, Micros otherwise) {
  const TomlValue* value = FindDuration(key, kTimeRemedy);
  if (value == nullptr) return otherwise;
  const ParsedDuration parsed = ParseDuration(value->text);
  if (!parsed.duration.has_value()) {
    Note(key, Describe(*value) + ' ' + parsed.problem, std::string(kTimeRemedy));
  } else if (parsed.duration->working_days > 0) {
    Note(key, Describe(*value) + " is not possible here", std::string(kTimeRemedy));
  } else if (parsed.duration->time < bounds.min || parsed.duration->time > bounds.max) {
    Note(key, Describe(*value) + " is out of bounds", "write " + FormatDuration(bounds.min) + " to " + FormatDuration(bounds.max));
  } else {
    return parsed.duration->time;
  }
  return otherwise;
}

std::optional<Duration> Section::Target(std::string_view key) {
  const TomlValue* value = FindDuration(key, kTargetRemedy);
  if (value == nullptr) return std::nullopt;
  const ParsedDuration parsed = ParseDuration(value->text);
  if (!parsed.duration.has_value()) {
    Note(key, Describe(*value) + ' ' + parsed.problem, std::string(kTargetRemedy));
    return std::nullopt;
  }
  const bool in_days = parsed.duration->working_days > 0;
  if (in_days ? parsed.duration->working_days > kWorkingDaysMax : parsed.duration->time < kSecond || parsed.duration->time > kRuleSpanMax) {
    Note(key, Describe(*value) + " is out of bounds",
         "write " + FormatDuration(kSecond) + " to " + FormatDuration(kRuleSpanMax) + ", or 1 to " + std::to_string(kWorkingDaysMax) +
             " working days");
    return std::nullopt;
  }
  return parsed.duration;
}

std::vector<Quoted> ReadTexts(const TomlValue& value, const std::string& path, Section::Single single, RuleNotes& notes) {
  std::vector<Quoted> texts;
  const bool one = value.kind == TomlValue::Kind::kText;
  if (one && single == Section::Single::kAllowed) {
    texts.push_back({value.text, value.line, path});
  } else if (value.kind != TomlValue::Kind::kArray) {
    notes.Add(value.line, path, Describe(value) + " stands here",
              single == Section::Single::kAllowed ? "write a text in quotes, or a list of them" : "write a list of texts: [\"a\", \"b\"]");
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const TomlValue& item = value.items[i];
    const std::string item_path = path + '[' + std::to_string(i + 1) + ']';
    if (item.kind == TomlValue::Kind::kText) {
      texts.push_back({item.text, item.line, item_path});
    } else {
      notes.Add(item.line, item_path, Describe(item) + " stands here", "write a text in quotes");
    }
  }
  return texts;
}

std::vector<Quoted> Section::Texts(std::string_view key, Single single, Presence presence) {
  const TomlValue* value = Find(key, presence);
  return value == nullptr ? std::vector<Quoted>() : ReadTexts(*value, PathOf(key), single, *notes_);
}

std::optional<Section> Section::Table(std::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind != TomlValue::Kind::kTable) {
    NoteKind(key, *value, "write a table: [" + PathOf(key) + "]");
    return std::nullopt;
  }
  return Section(*value, PathOf(key), *notes_);
}

std::vector<Section> Section::Tables(std::string_view key) {
  std::vector<Section> sections;
  const TomlValue* value = Find(key);
  if (value == nullptr) return sections;
  if (value->kind != TomlValue::Kind::kArray) NoteKind(key, *value, "write a list of tables: [{ ... }, { ... }]");
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const TomlValue& item = value->items[i];
    const std::string path = PathOf(key) + '[' + std::to_string(i + 1) + ']';
    if (item.kind == TomlValue::Kind::kTable) {
      sections.emplace_back(item, path, *notes_);
    } else {
      notes_->Add(item.line, path, Describe(item) + " stands here", "write a table: { key = value, ... }");
    }
  }
  return sections;
}

void Section::RefuseRest() {
  for (const TomlMember& member : table_->members) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
    notes_->Add(member.line, PathOf(member.key), "is not a key of this place", Suggest(member.key, known_, "key", *notes_));
  }
}

}  // namespace tidegate
