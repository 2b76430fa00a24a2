// Random classification, flow and review rules for tests: every condition and output, with doubles and ties.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/model/rule_set.h"

namespace tidegate {

inline std::vector<std::string> SomeNames(std::mt19937_64& random, const std::vector<std::string>& names, unsigned one_in) {
  std::vector<std::string> some;
  for (const std::string& name : names) {
    if (random() % one_in == 0) some.push_back(name);
  }
  return some;
}

template <class Rule>
std::vector<std::string> NamesOfRules(const std::vector<Rule>& rules) {
  std::vector<std::string> names;
  for (const Rule& rule : rules) names.push_back(rule.name);
  std::sort(names.begin(), names.end());
  return names;
}

// Fills what is there to classify by; skills, types and channels must stand already.
inline void AddRandomClassification(std::mt19937_64& random, RuleSet& rules) {
  for (const char* tag : {"gold", "late", "大促"}) rules.tags.emplace_back(tag);  // rows of presets may ask for others
  rules.departments = {"supply", "technical"};
  rules.keywords = {{"safety", {"被盗", "stolen"}, {}}, {"refund", {"退款"}, {"refund(ed)?"}}, {"praise", {"谢谢"}, {}}};
  for (TypeRule& type : rules.types) type.department = random() % 3 == 0 ? rules.departments[random() % 2] : "";
  const std::vector<std::string> types = NamesOfRules(rules.types);
  const std::vector<std::string> channels = NamesOfRules(rules.channels);
  const auto level = [&] { return random() % 3 == 0 ? Level::kNone : static_cast<Level>(1 + random() % kLevelCount); };
  for (std::uint64_t i = random() % 12; i > 0; --i) {
    ClassificationRule rule;
    rule.name = "rule" + std::to_string(i);
    if (random() % 2 == 0) rule.types = SomeNames(random, types, 2);
    if (random() % 3 == 0) rule.channels = SomeNames(random, channels, 2);
    if (random() % 3 == 0) rule.categories = static_cast<std::uint8_t>(random() & 0b11111);
    if (random() % 4 == 0) rule.tiers = static_cast<std::uint8_t>(random() & 0b11110);
    if (random() % 4 == 0) rule.claimed_levels = static_cast<std::uint8_t>(random() & 0b11111);
    if (random() % 5 == 0) rule.impact_people_min = static_cast<std::uint32_t>(random() % 10);
    if (random() % 5 == 0) rule.repeats_min = static_cast<std::uint8_t>(random() % (kRepeatsMax + 1));
    if (random() % 5 == 0) rule.impact_cents_min = static_cast<std::int64_t>(random() % 1000);
    if (random() % 2 == 0) rule.keywords_any = random() % 8;
    if (random() % 5 == 0) rule.keywords_all = random() % 8;
    rule.level = level();
    rule.level_change = random() % 4 == 0 ? LevelChange::kRaiseOrLower : LevelChange::kRaise;
    if (random() % 4 == 0) rule.type = types[random() % types.size()];
    if (random() % 4 == 0) rule.category = static_cast<ComplaintCategory>(1 + random() % 4);
    if (random() % 3 == 0) rule.department = rules.departments[random() % 2];
    for (const std::string& skill : SomeNames(random, rules.skills, 3)) {
      rule.skills.push_back({skill, static_cast<std::uint8_t>(1 + random() % 5)});
    }
    rule.tags = SomeNames(random, rules.tags, 3);
    rule.alert_supervisor = random() % 5 == 0;
    rules.classification.push_back(rule);
  }
  for (std::uint64_t i = random() % 4; i > 0; --i) {
    FlowRule flow;
    flow.name = "flow" + std::to_string(i);
    if (random() % 2 == 0) flow.types = SomeNames(random, types, 2);
    if (random() % 2 == 0) flow.channels = SomeNames(random, channels, 2);
    flow.bots = static_cast<FlowBots>(random() % 3);
    flow.level_at_least = level();
    flow.owner_fixed = random() % 3 == 0;
    flow.confirmation = random() % 3 == 0;
    rules.flows.push_back(flow);
  }
  rules.review.levels = static_cast<std::uint8_t>(random() & 0b00110);
  rules.review.within_minutes = static_cast<std::uint8_t>(1 + random() % 20);
}

}  // namespace tidegate
