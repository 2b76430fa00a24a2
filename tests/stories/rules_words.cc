// Another rule set while the story runs.
#include "tests/stories/story_words.h"

namespace tidegate::story {

void StoryWords::ChangeRules(Reader& words) {
  const std::string setting = words.Next("the setting");
  if (setting == "calendar") {
    GiveCalendar(words);
  } else {
    const auto found = Settings().find(setting);
    if (found == Settings().end()) throw Misspelt{"'" + setting + "' is no setting"};
    found->second(options_, words.Next("the value"));
  }
  if (const char* flaw = FindFlaw(options_.rules)) throw Misspelt{flaw};
  world_->Activate(options_.rules);
}

void StoryWords::ChangeActive(Reader& words) {
  options_.rules.active_presets.clear();
  while (!words.empty()) options_.rules.active_presets.push_back(words.Next("a preset"));
  world_->Activate(options_.rules);
}

void StoryWords::ChangeSteps(Reader& words) {
  options_.rules.clock_steps.clear();
  while (!words.empty()) {
    options_.rules.clock_steps.push_back(static_cast<std::uint16_t>(NumberOf(words.Next("a step in percent")) * 10));
  }
  if (const char* flaw = FindFlaw(options_.rules)) throw Misspelt{flaw};
  world_->Activate(options_.rules);
}

void StoryWords::DropName(const std::string& verb, Reader& words) {
  RuleSet rules = options_.rules;
  const std::string kind = words.Next("a kind of name");
  const std::string name = words.Next("a name");
  const auto named = [&name](const auto& rule) { return rule.name == name; };
  std::size_t gone = 0;
  if (kind == "skill") gone = std::erase(rules.skills, name);
  if (kind == "region") gone = std::erase(rules.regions, name);
  if (kind == "tag") gone = std::erase(rules.tags, name);
  if (kind == "type") gone = std::erase_if(rules.types, named);
  if (kind == "channel") gone = std::erase_if(rules.channels, named);
  if (kind == "reason") gone = std::erase_if(rules.overdue_reasons, named);
  if (gone != 1) throw Misspelt{"the rules have no " + kind + " '" + name + "'"};
  if (const char* flaw = FindFlaw(rules)) throw Misspelt{flaw};
  verb == "drop" ? world_->Activate(rules) : world_->Try(rules);
}

}  // namespace tidegate::story
