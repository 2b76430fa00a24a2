#include "tools/tidegate/replay_row.h"

#include <algorithm>
#include <utility>

#include "core/model/body.h"
#include "core/model/requirement.h"
#include "core/model/submit_facts.h"
#include "tools/tidegate/arguments.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kShownColumns = 40;  // of a bad value in a message

std::string Shown(std::string_view text) { return "`" + Shorten(OneLine(text), kShownColumns) + "`"; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view NameOf(MapField field) { return kMapFieldNames[static_cast<std::size_t>(field)]; }

// A number of seconds with up to three decimals, as milliseconds.
std::optional<std::int64_t> SecondsToMs(std::string_view text) {
  constexpr std::size_t kDigitsMax = 10;  // 300 years
  std::int64_t ms = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < kDigitsMax) {
    ms = ms * 10 + (text.front() - '0') * 1000;
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    int scale = 100;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), scale /= 10) {
      ms += (text.front() - '0') * scale;
    }
  }
  if (!text.empty()) return std::nullopt;
  return ms;
}

bool Fits(MapField field, const std::string& value, std::size_t bytes_max, std::string& problem) {
  if (value.size() <= bytes_max) return true;
  problem = std::string(NameOf(field)) + " " + Shown(value) + " has " + std::to_string(value.size()) + " bytes, at most " +
            std::to_string(bytes_max) + "; shorten it";
  return false;
}

// One of a closed list, by English or Chinese name.
template <class Enum>
bool ReadName(MapField field, const std::string& value, Enum& into, std::string& problem) {
  if (value.empty()) return true;
  if (const auto found = FromName<Enum>(value)) {
    into = *found;
    return true;
  }
  problem =
      std::string(NameOf(field)) + " " + Shown(value) + " is unknown; say what it means in [values." + std::string(NameOf(field)) + "]";
  return false;
}

}  // namespace

RowReader::RowReader(const ReplayMap& map, const std::vector<std::string_view>& header) : map_(map), column_count_(header.size()) {
  std::set<std::string> missing;
  std::set<std::string> doubled;
  for (std::size_t f = 0; f < kMapFieldCount; ++f) {
    for (const ColumnJoin& join : map.columns[f]) {
      std::vector<std::size_t> places;
      for (const std::string& column : join.columns) {
        const auto at = std::find_if(header.begin(), header.end(), [&](std::string_view name) { return Trimmed(name) == column; });
        if (at == header.end()) {
          missing.insert(column);
          continue;
        }
        if (std::find_if(at + 1, header.end(), [&](std::string_view name) { return Trimmed(name) == column; }) != header.end()) {
          doubled.insert(column);
        }
        places.push_back(static_cast<std::size_t>(at - header.begin()));
      }
      places_[f].push_back(std::move(places));
    }
  }
  if (!missing.empty()) {
    fatal_ = "the file has no column";
    for (const std::string& name : missing) fatal_ += " " + Shown(name);
    fatal_ += "; it has";
    for (const std::string_view name : header) fatal_ += " " + Shown(name);
    fatal_ += ". Correct [columns] of the map, or csv.separator";
  } else if (!doubled.empty()) {
    fatal_ = "the file has more than one column named";
    for (const std::string& name : doubled) fatal_ += " " + Shown(name);
    fatal_ += "; rename all but one";
  }
}

std::string RowReader::Raw(MapField field, const Row& row) const {
  const std::size_t f = static_cast<std::size_t>(field);
  for (std::size_t a = 0; a < places_[f].size(); ++a) {
    std::string joined;
    bool whole = true;
    for (std::size_t i = 0; i < places_[f][a].size() && whole; ++i) {
      const std::string_view cell = Trimmed(row[places_[f][a][i]]);
      whole = map_.absent.find(cell) == map_.absent.end();
      if (i > 0) joined += map_.columns[f][a].with;
      joined += cell;
    }
    if (whole) return joined;
  }
  return {};
}

std::string RowReader::Translated(MapField field, std::string raw) const {
  const auto& values = map_.values[static_cast<std::size_t>(field)];
  if (const auto at = values.find(raw); at != values.end()) raw = at->second;
  return raw.empty() ? map_.fallback(field) : raw;
}

std::optional<std::int64_t> RowReader::Time(MapField field, const Row& row, std::string& problem) const {
  const std::string text = Raw(field, row);
  if (text.empty()) return std::nullopt;
  for (const TimeFormat& format : map_.time_formats) {
    if (const auto ms = format.ParseMs(text)) return ms;
  }
  problem = std::string(NameOf(field)) + " " + Shown(text) + " is no date of the form " + Shown(map_.time_formats.front().pattern()) +
            "; correct it, or time.format of the map";
  return std::nullopt;
}

bool RowReader::ReadFacts(const Row& row, PlannedTicket& t, std::string& problem) const {
  if (!ReadName(MapField::kCategory, Value(MapField::kCategory, row), t.category, problem)) return false;
  if (const std::string text = Value(MapField::kComplexity, row); !text.empty()) {
    const auto number = ParseNumber(text, 1, kComplexityMax);
    if (!number) {
      problem = "complexity " + Shown(text) + " is none of 1, 2, 3, 4";
      return false;
    }
    t.complexity = static_cast<std::uint8_t>(*number);
  }
  if (const std::string text = Value(MapField::kImpactPeople, row); !text.empty()) {
    const auto number = ParseNumber(text, 0, kImpactPeopleMax);
    if (!number) {
      problem = "impact_people " + Shown(text) + " is no whole number up to " + std::to_string(kImpactPeopleMax);
      return false;
    }
    t.impact_people = static_cast<std::uint32_t>(*number);
  }
  if (const std::string text = Value(MapField::kImpactAmount, row); !text.empty()) {
    const auto cents = ParseCents(text, kImpactCentsMax);
    if (!cents) {
      problem = "impact_amount " + Shown(text) + " is no amount such as 199 or 199.50";
      return false;
    }
    t.impact_cents = *cents;
  }
  std::string_view rest;
  const std::string cell = Raw(MapField::kTags, row);
  for (rest = cell;;) {
    const std::size_t end = map_.skill_separator == 0 ? rest.size() : std::min(rest.find(map_.skill_separator), rest.size());
    const std::string tag = Translated(MapField::kTags, std::string(Trimmed(rest.substr(0, end))));
    if (!Fits(MapField::kTags, tag, kKeyBytesMax, problem)) return false;
    if (!tag.empty()) t.tags.insert(tag);
    if (end == rest.size()) return true;
    rest.remove_prefix(end + 1);
  }
}

bool RowReader::ReadSkills(const Row& row, SkillSet& skills, std::string& problem) const {
  const std::string cell = Raw(MapField::kSkills, row);
  std::vector<std::string_view> parts;
  std::string_view rest = cell;
  while (map_.skill_separator != 0 && rest.find(map_.skill_separator) != std::string_view::npos) {
    const std::size_t at = rest.find(map_.skill_separator);
    parts.push_back(rest.substr(0, at));
    rest.remove_prefix(at + 1);
  }
  parts.push_back(rest);
  for (std::string_view part : parts) {
    part = Trimmed(part);
    std::uint8_t level = 1;  // domain.md 3
    if (map_.skill_separator != 0 && part.size() > 2 && part[part.size() - 2] == ':' && part.back() >= '1' &&
        part.back() <= '0' + kSkillLevelMax) {
      level = static_cast<std::uint8_t>(part.back() - '0');
      part.remove_suffix(2);
    }
    const std::string name = Translated(MapField::kSkills, std::string(part));
    if (name.empty()) continue;
    if (!Fits(MapField::kSkills, name, kKeyBytesMax, problem)) return false;
    std::uint8_t& known = skills[name];
    known = std::max(known, level);
  }
  if (skills.size() > kRequirementSkillsMax) {
    problem = std::to_string(skills.size()) + " skills, at most " + std::to_string(kRequirementSkillsMax) + "; split the ticket";
    return false;
  }
  return true;
}

std::optional<HistoryRow> RowReader::Read(const Row& row, std::string& problem) const {
  if (row.size() != column_count_) {
    problem =
        std::to_string(row.size()) + " columns, the header has " + std::to_string(column_count_) + "; quote fields that hold separators";
    return std::nullopt;
  }
  HistoryRow out;
  PlannedTicket& t = out.ticket;
  t.key = Value(MapField::kKey, row);
  if (t.key.empty()) {
    problem = "no key; every row needs the external key of its ticket";
    return std::nullopt;
  }
  problem.clear();
  const auto opened = Time(MapField::kOpenedAt, row, problem);
  if (!opened) {
    if (problem.empty()) problem = "no opened_at; every row needs the time its ticket was opened";
    return std::nullopt;
  }
  t.opened_ms = *opened;
  t.recorded_at = Raw(MapField::kOpenedAt, row);
  if (t.recorded_at.size() > kRecordedAtBytesMax) t.recorded_at = IsoText(*opened * kMillisecond);
  out.ended_ms = Time(MapField::kEndedAt, row, problem);
  if (!problem.empty()) return std::nullopt;
  if (const std::string seconds = Value(MapField::kHandlingSeconds, row); !seconds.empty()) {
    out.handling_ms = SecondsToMs(seconds);
    if (!out.handling_ms) {
      problem = "handling_seconds " + Shown(seconds) + " is no number of seconds";
      return std::nullopt;
    }
  }
  t.type = Value(MapField::kType, row);
  t.channel = Value(MapField::kChannel, row);
  t.region = Value(MapField::kRegion, row);
  t.customer = Value(MapField::kCustomer, row);
  t.order = Value(MapField::kOrder, row);
  t.title = Value(MapField::kTitle, row);
  t.text = Value(MapField::kText, row);
  out.agent = Value(MapField::kAgent, row);
  const bool good =
      ReadName(MapField::kLevel, Value(MapField::kLevel, row), t.level, problem) &&
      ReadName(MapField::kTier, Value(MapField::kTier, row), t.tier, problem) &&
      ReadName(MapField::kAgentTier, Value(MapField::kAgentTier, row), out.agent_tier, problem) && ReadSkills(row, t.skills, problem) &&
      ReadFacts(row, t, problem) && Fits(MapField::kKey, t.key, kKeyBytesMax, problem) &&
      Fits(MapField::kType, t.type, kKeyBytesMax, problem) && Fits(MapField::kChannel, t.channel, kKeyBytesMax, problem) &&
      Fits(MapField::kRegion, t.region, kKeyBytesMax, problem) && Fits(MapField::kCustomer, t.customer, kKeyBytesMax, problem) &&
      Fits(MapField::kOrder, t.order, kKeyBytesMax, problem) && Fits(MapField::kAgent, out.agent, kKeyBytesMax, problem) &&
      Fits(MapField::kTitle, t.title, kTitleBytesMax, problem) && Fits(MapField::kText, t.text, kTextBytesMax, problem);
  if (!good) return std::nullopt;
  return out;
}

}  // namespace tidegate
