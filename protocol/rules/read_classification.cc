#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/body.h"
#include "core/model/requirement.h"
#include "protocol/keywords/keyword_scanner.h"
#include "protocol/rules/known_names.h"
#include "protocol/rules/rule_sections.h"

namespace tidegate {
namespace {

constexpr std::string_view kLevelRemedy = "write urgent, high, normal or low";
constexpr std::string_view kCategoryRemedy = "write functional, service, price or emotional";

// One of a closed list; kNone when it is absent or none of them, which is noted.
template <class Enum>
Enum ReadOne(Section& row, std::string_view key, std::string_view what, std::string_view remedy) {
  const std::optional<Quoted> text = row.Text(key);
  if (!text.has_value()) return Enum::kNone;
  if (const std::optional<Enum> value = ValueNamed<Enum>(text->text)) return *value;
  row.notes().Add(text->line, text->key, '"' + text->text + "\" is not a " + std::string(what), std::string(remedy));
  return Enum::kNone;
}

std::vector<std::string> ReadWords(std::vector<Quoted> given, bool patterns, RuleNotes& notes) {
  std::vector<std::string> words;
  for (Quoted& word : given) {
    if (word.text.empty() || word.text.size() > kKeywordBytesMax) {
      notes.Add(word.line, word.key, "is empty or longer than " + std::to_string(kKeywordBytesMax) + " bytes",
                "write a shorter one, or more than one");
      continue;
    }
    if (const std::string flaw = patterns ? FindPatternFlaw(word.text) : std::string(); !flaw.empty()) {
      notes.Add(word.line, word.key, '"' + word.text + "\" is no RE2 pattern: " + flaw,
                "correct it, or write it as a word, which needs no escapes");
      continue;
    }
    words.push_back(std::move(word.text));
  }
  return words;
}

void ReadKeywords(Section& root, RuleSet& rules) {
  const std::optional<Section> keywords = root.Table("keywords");
  if (!keywords.has_value()) return;
  RuleNotes& notes = root.notes();
  for (const TomlMember& member : keywords->table().members) {
    const std::string path = keywords->PathOf(member.key);
    if (!CheckName({member.key, member.line, path}, notes)) continue;
    KeywordGroup group;
    group.name = member.key;
    if (member.value.kind == TomlValue::Kind::kTable) {
      Section section(member.value, path, notes);
      group.words = ReadWords(section.Texts("words", Section::Single::kAllowed), false, notes);
      group.patterns = ReadWords(section.Texts("patterns", Section::Single::kAllowed), true, notes);
      section.RefuseRest();
    } else {
      group.words = ReadWords(ReadTexts(member.value, path, Section::Single::kAllowed, notes), false, notes);
    }
    if (group.words.size() > kKeywordsPerGroupMax || group.patterns.size() > kKeywordsPerGroupMax) {
      notes.Add(member.line, path, "has more than " + std::to_string(kKeywordsPerGroupMax) + " words or patterns", "make two groups of it");
      group.words.clear();
      group.patterns.clear();
    }
    rules.keywords.push_back(std::move(group));
  }
  if (rules.keywords.size() > kKeywordGroupsMax) {
    root.Note("keywords", "has " + std::to_string(rules.keywords.size()) + " groups, more than " + std::to_string(kKeywordGroupsMax),
              "join groups that the same rules ask for");
  }
}

// What rules refer to.
struct Referred {
  Known types;
  Known channels;
  std::vector<std::string> groups;
};

std::uint64_t ReadGroups(Section& when, std::string_view key, const Referred& referred) {
  std::uint64_t bits = 0;
  for (const Quoted& name : when.Texts(key, Section::Single::kAllowed)) {
    const auto at = std::find(referred.groups.begin(), referred.groups.end(), name.text);
    if (at == referred.groups.end()) {
      when.notes().Add(name.line, name.key, '"' + name.text + "\" is not a group of [keywords]",
                       Suggest(name.text, referred.groups, "keyword group", when.notes()));
    } else if (const auto place = at - referred.groups.begin(); place < kKeywordGroupsMax) {
      bits |= std::uint64_t{1} << place;
    }
  }
  return bits;
}

// Values that a submit may say; "none" = it said none.
template <class Enum>
std::uint8_t ReadSaid(Section& when, std::string_view key, std::string_view what, std::string_view choices) {
  std::uint8_t mask = 0;
  for (const Quoted& name : when.Texts(key, Section::Single::kAllowed)) {
    const std::uint8_t bits = name.text == "none" ? 1u : BitsNamed<Enum>(name.text);
    if (bits == 0) {
      when.notes().Add(name.line, name.key, '"' + name.text + "\" is not a " + std::string(what),
                       "write " + std::string(choices) + ", or none for tickets that say none");
      continue;
    }
    mask |= bits;
  }
  return mask;
}

void ReadWhen(Section& when, const Referred& referred, ClassificationRule& rule) {
  constexpr std::int64_t kYuanMax = kImpactCentsMax / 100;
  rule.types = ReadKnown(when, "type", referred.types);
  rule.channels = ReadKnown(when, "channel", referred.channels);
  rule.categories = ReadSaid<ComplaintCategory>(when, "category", "category", "functional, service, price, emotional");
  rule.tiers = ReadMask<CustomerTier>(when, "tier", "write vip, enterprise, member or ordinary");
  rule.claimed_levels = ReadSaid<Level>(when, "claimed_level", "level", "urgent, high, normal, low");
  rule.impact_people_min = static_cast<std::uint32_t>(when.Integer("impact_people", {0, kImpactPeopleMax}, 0));
  rule.impact_cents_min = when.Integer("impact_yuan", {0, kYuanMax}, 0) * 100;
  rule.repeats_min = static_cast<std::uint8_t>(when.Integer("repeats", {0, kRepeatsMax}, 0));
  rule.keywords_any = ReadGroups(when, "keywords", referred);
  rule.keywords_all = ReadGroups(when, "keywords_all", referred);
  when.RefuseRest();
}

std::vector<RuleSkill> ReadSkills(Section& then, const RuleSet& rules) {
  std::vector<RuleSkill> skills;
  for (Quoted& given : then.Texts("skills", Section::Single::kAllowed)) {
    RuleSkill skill;
    const std::size_t colon = given.text.rfind(':');
    skill.name = given.text.substr(0, colon);
    if (colon != std::string::npos) {
      const std::string level = given.text.substr(colon + 1);
      if (level.size() != 1 || level[0] < '1' || level[0] > '0' + kSkillLevelMax) {
        then.notes().Add(given.line, given.key, '"' + given.text + "\" has no level from 1 to 5 behind its colon",
                         "write for example \"refund:2\"");
        continue;
      }
      skill.level = static_cast<std::uint8_t>(level[0] - '0');
    }
    if (std::find(rules.skills.begin(), rules.skills.end(), skill.name) == rules.skills.end()) {
      then.notes().Add(given.line, given.key, '"' + skill.name + "\" is not a skill of the catalog",
                       Suggest(skill.name, rules.skills, "skill", then.notes()));
    } else if (std::any_of(skills.begin(), skills.end(), [&](const RuleSkill& other) { return other.name == skill.name; })) {
      then.notes().Add(given.line, given.key, '"' + skill.name + "\" stands here twice", "remove one of them");
    } else {
      skills.push_back(std::move(skill));
    }
  }
  if (skills.size() > kRuleOutputSkillsMax) {
    then.Note("skills", "names more than " + std::to_string(kRuleOutputSkillsMax), "a ticket asks for so many at most");
    skills.resize(kRuleOutputSkillsMax);
  }
  return skills;
}

std::vector<std::string> ReadTags(Section& then, const RuleSet& rules) {
  std::vector<std::string> tags;
  for (Quoted& tag : then.Texts("tags", Section::Single::kAllowed)) {
    if (std::find(rules.tags.begin(), rules.tags.end(), tag.text) == rules.tags.end()) {
      then.notes().Add(tag.line, tag.key, '"' + tag.text + "\" is not a tag of the catalog",
                       Suggest(tag.text, rules.tags, "tag", then.notes()));
    } else if (std::find(tags.begin(), tags.end(), tag.text) != tags.end()) {
      then.notes().Add(tag.line, tag.key, '"' + tag.text + "\" stands here twice", "remove one of them");
    } else {
      tags.push_back(std::move(tag.text));
    }
  }
  return tags;
}

void ReadThen(Section& then, const Referred& referred, const RuleSet& rules, ClassificationRule& rule) {
  rule.level = ReadOne<Level>(then, "level", "level", kLevelRemedy);
  const bool lower = then.Boolean("lower", false);
  rule.level_change = lower ? LevelChange::kRaiseOrLower : LevelChange::kRaise;
  if (lower && rule.level == Level::kNone) then.Note("lower", "stands without a level", "add level, to which a claim may be lowered");
  if (const std::optional<Quoted> type = then.Text("type"); type.has_value()) {
    if (const std::string* name = referred.types.Find(type->text)) {
      rule.type = *name;
    } else {
      then.notes().Add(type->line, type->key, '"' + type->text + "\" is not a type of the catalog",
                       Suggest(type->text, referred.types.names(), "type", then.notes()));
    }
  }
  rule.category = ReadOne<ComplaintCategory>(then, "category", "category", kCategoryRemedy);
  rule.department = ReadOneKnown(then, "department", "department", rules.departments);
  rule.skills = ReadSkills(then, rules);
  rule.tags = ReadTags(then, rules);
  rule.alert_supervisor = then.Boolean("alert_supervisor", false);
  then.RefuseRest();
}

// The name of a rule, new among `taken`.
void ReadRuleName(Section& entry, std::vector<std::string>& taken, std::string& name) {
  const std::optional<Quoted> given = entry.Text("name", Presence::kRequired);
  if (!given.has_value() || !CheckName(*given, entry.notes())) return;
  if (std::find(taken.begin(), taken.end(), given->text) != taken.end()) {
    entry.notes().Add(given->line, given->key, '"' + given->text + "\" names another rule already", "rename one of them");
    return;
  }
  taken.push_back(given->text);
  name = given->text;
}

void ReadRules(Section& root, const Referred& referred, RuleSet& rules) {
  std::vector<std::string> taken;
  for (Section& entry : root.Tables("classification")) {
    ClassificationRule rule;
    ReadRuleName(entry, taken, rule.name);
    if (std::optional<Section> when = entry.Table("when"); when.has_value()) ReadWhen(*when, referred, rule);
    if (std::optional<Section> then = entry.Table("then"); then.has_value()) {
      if (then->table().members.empty())
        entry.Note("then", "says nothing", "add what the rule gives, such as level = \"high\", or remove the rule");
      ReadThen(*then, referred, rules, rule);
    } else if (entry.Find("then") == nullptr) {
      entry.notes().Add(entry.table().line, entry.PathOf("then"), "is missing", "add what the rule gives: then = { level = \"high\" }");
    }
    entry.RefuseRest();
    if (!rule.name.empty()) rules.classification.push_back(std::move(rule));
  }
  if (rules.classification.size() > kClassificationRulesMax) {
    root.Note("classification",
              "has " + std::to_string(rules.classification.size()) + " rules, more than " + std::to_string(kClassificationRulesMax),
              "join rules by naming several types, channels or keyword groups in one");
  }
}

FlowBots ReadBots(Section& entry) {
  const std::optional<Quoted> text = entry.Text("bots");
  if (!text.has_value() || text->text == "by-type") return FlowBots::kByType;
  if (text->text == "allowed") return FlowBots::kAllowed;
  if (text->text == "refused") return FlowBots::kRefused;
  entry.Note("bots", '"' + text->text + "\" stands here", "write allowed, refused, or by-type");
  return FlowBots::kByType;
}

void ReadFlows(Section& root, const Referred& referred, RuleSet& rules) {
  std::vector<std::string> taken;
  for (Section& entry : root.Tables("flow")) {
    FlowRule flow;
    ReadRuleName(entry, taken, flow.name);
    flow.types = ReadKnown(entry, "type", referred.types);
    flow.channels = ReadKnown(entry, "channel", referred.channels);
    flow.bots = ReadBots(entry);
    flow.level_at_least = ReadOne<Level>(entry, "level_at_least", "level", kLevelRemedy);
    flow.owner_fixed = entry.Boolean("owner_fixed", false);
    flow.confirmation = entry.Boolean("confirmation", false);
    entry.RefuseRest();
    if (!flow.name.empty()) rules.flows.push_back(std::move(flow));
  }
  if (rules.flows.size() > kFlowRulesMax) {
    root.Note("flow", "has " + std::to_string(rules.flows.size()) + " rules, more than " + std::to_string(kFlowRulesMax), "join some");
  }
}

void ReadReview(Section& root, RuleSet& rules) {
  std::optional<Section> review = root.Table("review");
  if (!review.has_value()) return;
  if (review->Find("levels") != nullptr) {
    rules.review.levels = 0;
    for (const Quoted& name : review->Texts("levels", Section::Single::kAllowed)) {
      const std::uint8_t levels = LevelsNamed(name.text);
      if (levels == 0) review->notes().Add(name.line, name.key, '"' + name.text + "\" is not a level", std::string(kLevelRemedy));
      rules.review.levels |= levels;
    }
  }
  const Micros within = review->Time("within", {kMinute, kReviewMinutesMax * kMinute}, rules.review.within_minutes * kMinute);
  if (within % kMinute != 0) review->Note("within", "is no whole number of minutes", "write for example \"5 min\"");
  rules.review.within_minutes = static_cast<std::uint8_t>(within / kMinute);
  review->RefuseRest();
}

}  // namespace

void ReadClassification(Section& root, RuleSet& rules) {
  ReadKeywords(root, rules);
  Referred referred{Known(rules.types), Known(rules.channels), {}};
  for (const KeywordGroup& group : rules.keywords) referred.groups.push_back(group.name);
  ReadRules(root, referred, rules);
  ReadFlows(root, referred, rules);
  ReadReview(root, rules);
}

}  // namespace tidegate
