#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/body.h"
#include "core/model/names.h"
#include "protocol/rules/known_names.h"
#include "protocol/rules/rule_sections.h"

namespace tidegate {
namespace {

// Refuses a name that stands twice among names of one kind.
class Distinct {
 public:
  Distinct(std::string what, RuleNotes& notes) : what_(std::move(what)), notes_(notes) {}
  bool Add(const Quoted& name) {
    const auto [first, fresh] = lines_.try_emplace(name.text, name.line);
    if (!fresh) {
      notes_.Add(name.line, name.key, '"' + name.text + "\" names another " + what_ + " already, in line " + std::to_string(first->second),
                 "remove one of them, or rename it");
    }
    return fresh;
  }

 private:
  std::string what_;
  RuleNotes& notes_;
  std::map<std::string, int> lines_;
};

std::vector<std::string> ReadNames(Section& catalog, std::string_view key, const std::string& what, std::size_t names_max = kRuleNamesMax) {
  RuleNotes& notes = catalog.notes();
  Distinct distinct(what, notes);
  std::vector<std::string> names;
  for (Quoted& name : catalog.Texts(key)) {
    if (CheckName(name, notes) && distinct.Add(name)) names.push_back(std::move(name.text));
  }
  if (names.size() > names_max) {
    catalog.Note(key, "has " + std::to_string(names.size()) + " names, more than " + std::to_string(names_max), "remove some");
    names.resize(names_max);
  }
  return names;
}

// `name` and `chinese` of a type or channel; false when there is no name to go by.
bool ReadBothNames(Section& entry, Distinct& distinct, std::string& name, std::string& chinese) {
  const std::optional<Quoted> given = entry.Text("name", Presence::kRequired);
  const std::optional<Quoted> given_chinese = entry.Text("chinese");
  bool sound = given.has_value() && CheckName(*given, entry.notes()) && distinct.Add(*given);
  if (sound) name = given->text;
  if (given_chinese.has_value() && CheckName(*given_chinese, entry.notes()) &&
      (given_chinese->text == name || distinct.Add(*given_chinese))) {
    chinese = given_chinese->text;
  }
  return sound;
}

Level ReadLevel(Section& entry) {
  const std::optional<Quoted> text = entry.Text("level");
  if (!text.has_value()) return Level::kNormal;
  if (const std::optional<Level> level = LevelNamed(text->text)) return *level;
  entry.Note("level", '"' + text->text + "\" is not a level", "write urgent, high, normal or low");
  return Level::kNormal;
}

void ReadTypes(Section& catalog, RuleSet& rules) {
  Distinct distinct("type", catalog.notes());
  for (Section& entry : catalog.Tables("types")) {
    TypeRule type;
    const bool sound = ReadBothNames(entry, distinct, type.name, type.chinese);
    type.level = ReadLevel(entry);
    type.bot_allowed = entry.Boolean("bot_allowed", false);
    type.department = ReadOneKnown(entry, "department", "department", rules.departments);
    if (std::optional<Quoted> handling = entry.Text("handling")) {
      if (handling->text.size() > kHandlingBytesMax) {
        entry.Note("handling", "has " + std::to_string(handling->text.size()) + " bytes, more than " + std::to_string(kHandlingBytesMax),
                   "put the rest into a knowledge article");
      } else {
        type.handling = std::move(handling->text);
      }
    }
    entry.RefuseRest();
    if (sound) rules.types.push_back(std::move(type));
  }
  if (rules.types.size() > kRuleNamesMax) {
    catalog.Note("types", "has " + std::to_string(rules.types.size()) + " types, more than " + std::to_string(kRuleNamesMax),
                 "remove some");
  }
}

void ReadChannels(Section& catalog, RuleSet& rules) {
  Distinct distinct("channel", catalog.notes());
  for (Section& entry : catalog.Tables("channels")) {
    ChannelRule channel;
    const bool sound = ReadBothNames(entry, distinct, channel.name, channel.chinese);
    channel.live = entry.Boolean("live", false);
    channel.weight_percent = static_cast<std::uint16_t>(
        entry.Stepped("weight_percent", {kWeightPercentStep, kWeightPercentMax}, kWeightPercentStep, channel.weight_percent));
    if (const std::optional<Quoted> hours = entry.Text("hours")) channel.calendar = FindCalendar(*hours, rules, entry.notes());
    entry.RefuseRest();
    if (sound) rules.channels.push_back(std::move(channel));
  }
  if (rules.channels.size() > kRuleChannelsMax) {
    catalog.Note("channels", "has " + std::to_string(rules.channels.size()) + " channels, more than " + std::to_string(kRuleChannelsMax),
                 "remove some");
  }
}

}  // namespace

bool CheckName(const Quoted& name, RuleNotes& notes) {
  const std::string& text = name.text;
  const char* problem = nullptr;
  if (text.empty()) {
    problem = "is an empty name";
  } else if (text.size() > kKeyBytesMax) {
    problem = "is a name of more than 64 bytes";
  } else if (text.front() == ' ' || text.back() == ' ') {
    problem = "is a name with a space at its beginning or end";
  } else if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    problem = "is a name with control characters";
  }
  static_assert(kKeyBytesMax == 64, "the text above says it");
  if (problem == nullptr) return true;
  notes.Add(name.line, name.key, problem, "write 1 to 64 bytes of visible characters");
  return false;
}

void ReadCatalog(Section& root, RuleSet& rules) {
  std::optional<Section> catalog = root.Table("catalog");
  if (!catalog.has_value()) return;
  rules.skills = ReadNames(*catalog, "skills", "skill");
  rules.regions = ReadNames(*catalog, "regions", "region");
  rules.tags = ReadNames(*catalog, "tags", "tag", kTagsMax);
  rules.departments = ReadNames(*catalog, "departments", "department", kDepartmentsMax);
  ReadTypes(*catalog, rules);
  ReadChannels(*catalog, rules);
  catalog->RefuseRest();
}

}  // namespace tidegate
