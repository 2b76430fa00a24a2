#include "core/engine/classification.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/tables/records.h"

namespace tidegate {
namespace {

// Place + 1 of a name in a list of rules of the catalog.
template <class Rule>
std::uint16_t PlaceOf(const std::vector<Rule>& rules, std::string_view name) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].name == name) return static_cast<std::uint16_t>(i + 1);
  }
  return 0;
}

template <class Set>
Set ChannelSetOf(const RuleSet& rules, const std::vector<std::string>& names) {
  Set set{};
  if (names.empty()) set.fill(~std::uint64_t{0});
  for (const std::string& name : names) {
    const std::uint16_t place = PlaceOf(rules.channels, name);
    set[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  return set;
}

// For every type of the rule set, and at place 0 for a type that it does not know: the rules that accept it, in their order.
template <class Rule, class Lists>
void ListByType(const RuleSet& rules, const std::vector<Rule>& rows, Lists& lists) {
  for (std::size_t place = 0; place <= rules.types.size(); ++place) {
    lists.begin.push_back(static_cast<std::uint32_t>(lists.rules.size()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::vector<std::string>& types = rows[row].types;
      const bool accepts =
          types.empty() || (place != 0 && std::find(types.begin(), types.end(), rules.types[place - 1].name) != types.end());
      if (accepts) lists.rules.push_back(static_cast<std::uint8_t>(row));
    }
  }
  lists.begin.push_back(static_cast<std::uint32_t>(lists.rules.size()));
}

bool IsMoreUrgent(Level a, Level b) { return a < b; }

}  // namespace

void Classifier::BoundNames::Want(std::string_view name) {
  if (!name.empty()) places.emplace_back(name, std::uint16_t{0});
}

void Classifier::BoundNames::Sort() {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  for (std::size_t i = 0; i < places.size(); ++i) places[i].second = static_cast<std::uint16_t>(i);
  ids.assign(places.size(), 0);
}

std::uint16_t Classifier::BoundNames::Place(std::string_view name) const {
  const auto at =
      std::lower_bound(places.begin(), places.end(), name, [](const auto& entry, std::string_view n) { return entry.first < n; });
  return at != places.end() && at->first == name ? at->second : kNoName;
}

void Classifier::BoundNames::Bind(std::string_view name, std::uint32_t id) {
  if (const std::uint16_t place = Place(name); place != kNoName) ids[place] = static_cast<std::uint16_t>(id);
}

Classifier::Classifier(const RuleSet& rules) {
  for (const ClassificationRule& rule : rules.classification) {
    types_.Want(rule.type);
    departments_.Want(rule.department);
    for (const RuleSkill& skill : rule.skills) skills_.Want(skill.name);
    for (const std::string& tag : rule.tags) tags_.Want(tag);
  }
  for (const TypeRule& type : rules.types) departments_.Want(type.department);
  for (BoundNames* names : {&types_, &departments_, &skills_, &tags_}) names->Sort();
  for (const auto& [name, place] : types_.places) type_place_.push_back(PlaceOf(rules.types, name));
  type_department_.push_back(kNoName);
  for (const TypeRule& type : rules.types) type_department_.push_back(departments_.Place(type.department));

  for (const ClassificationRule& rule : rules.classification) {
    Condition& condition = conditions_.emplace_back();
    condition.channels = ChannelSetOf<ChannelSet>(rules, rule.channels);
    condition.keywords_any = rule.keywords_any;
    condition.keywords_all = rule.keywords_all;
    condition.impact_cents_min = rule.impact_cents_min;
    condition.impact_people_min = rule.impact_people_min;
    condition.repeats_min = rule.repeats_min;
    condition.categories = rule.categories;
    condition.tiers = rule.tiers;
    condition.claimed_levels = rule.claimed_levels;
    wants_keywords_ |= (rule.keywords_any | rule.keywords_all) != 0;
    Outputs& outputs = outputs_.emplace_back();
    outputs.type = types_.Place(rule.type);
    outputs.department = departments_.Place(rule.department);
    for (const RuleSkill& skill : rule.skills) outputs.skills.emplace_back(skills_.Place(skill.name), skill.level);
    for (const std::string& tag : rule.tags) outputs.tags.push_back(tags_.Place(tag));
  }
  ListByType(rules, rules.classification, lists_);
  for (const FlowRule& flow : rules.flows) flow_channels_.push_back(ChannelSetOf<ChannelSet>(rules, flow.channels));
  ListByType(rules, rules.flows, flow_lists_);
}

void Classifier::Bind(CatalogKind kind, std::string_view name, std::uint32_t id) {
  switch (kind) {
    case CatalogKind::kType:
      return types_.Bind(name, id);
    case CatalogKind::kDepartment:
      return departments_.Bind(name, id);
    case CatalogKind::kSkill:
      return skills_.Bind(name, id);
    case CatalogKind::kTag:
      return tags_.Bind(name, id);
    default:
      return;
  }
}

bool Classifier::Matches(const Condition& condition, const ClassifiedFacts& facts) const {
  const SubmitFacts& said = facts.facts;
  const auto allows = [](std::uint8_t mask, std::uint8_t value) { return mask == 0 || (mask >> value & 1) != 0; };
  return (condition.keywords_any == 0 || (said.keywords & condition.keywords_any) != 0) &&
         (said.keywords & condition.keywords_all) == condition.keywords_all && said.impact_people >= condition.impact_people_min &&
         said.repeats >= condition.repeats_min && said.impact_cents >= condition.impact_cents_min &&
         allows(condition.categories, said.category) && allows(condition.tiers, static_cast<std::uint8_t>(facts.tier)) &&
         allows(condition.claimed_levels, static_cast<std::uint8_t>(facts.claimed_level)) && Has(condition.channels, facts.channel_place);
}

// A skill that finds no room beside those of the submit and of earlier rules is left out: a ticket asks for eight at most.
void Classifier::Unite(const Outputs& outputs, Classification& out) const {
  for (const std::uint16_t tag : outputs.tags) {
    if (const std::uint16_t id = tags_.Id(tag); id != 0) out.tags |= std::uint64_t{1} << (id - 1);
  }
  for (const auto& [place, level] : outputs.skills) {
    const std::uint16_t id = skills_.Id(place);
    if (id == 0) continue;
    SkillLevel* const end = out.skills.data() + out.skill_count;
    SkillLevel* const known = std::find_if(out.skills.data(), end, [id = id](const SkillLevel& skill) { return skill.skill == id; });
    if (known != end) {
      known->level = std::max(known->level, level);
    } else if (out.skill_count < kRequirementSkillsMax) {
      out.skills[out.skill_count++] = {id, level, 0};
    }
  }
}

int Classifier::FindFlow(std::uint16_t type_place, std::uint8_t channel_place) const {
  for (const std::uint8_t row : flow_lists_.Of(type_place)) {
    if (Has(flow_channels_[row], channel_place)) return row;
  }
  return -1;
}

bool Classifier::BotAllowed(const RuleSet& rules, std::uint16_t type_place, std::uint8_t channel_place) const {
  const int row = FindFlow(type_place, channel_place);
  if (row >= 0 && rules.flows[static_cast<std::size_t>(row)].bots != FlowBots::kByType) {
    return rules.flows[static_cast<std::size_t>(row)].bots == FlowBots::kAllowed;
  }
  return type_place != 0 && rules.types[type_place - 1u].bot_allowed;
}

Classification Classifier::Classify(const RuleSet& rules, const ClassifiedFacts& facts) const {
  Classification out;
  CHECK_LE(facts.skills.size(), out.skills.size());
  out.skill_count = static_cast<std::uint8_t>(facts.skills.size());
  std::copy(facts.skills.begin(), facts.skills.end(), out.skills.begin());
  out.type = facts.type;
  out.category = facts.facts.category;
  out.tags = facts.facts.tags;

  std::uint8_t level_rule = 0;  // the first that gives one
  for (const std::uint8_t row : lists_.Of(facts.type_place)) {
    if (!Matches(conditions_[row], facts)) continue;
    const ClassificationRule& rule = rules.classification[row];
    const auto place = static_cast<std::uint8_t>(row + 1);
    out.fired[row / 8] |= static_cast<std::uint8_t>(1u << (row % 8));
    const Outputs& outputs = outputs_[row];
    if (rule.level != Level::kNone && level_rule == 0) level_rule = place;
    if (outputs.type != kNoName && out.type_rule == 0) out.type_rule = place;
    if (rule.category != ComplaintCategory::kNone && out.category_rule == 0) out.category_rule = place;
    if (outputs.department != kNoName && out.department_rule == 0) out.department_rule = place;
    out.alert_supervisor |= rule.alert_supervisor;
    Unite(outputs, out);
  }

  std::uint16_t type_place = facts.type_place;
  if (out.type_rule != 0) {
    const std::uint16_t type = outputs_[out.type_rule - 1u].type;
    if (const std::uint16_t id = types_.Id(type); id != 0) {
      out.type = TypeId(id);
      type_place = type_place_[type];
    }
  }
  if (out.category_rule != 0) out.category = static_cast<std::uint8_t>(rules.classification[out.category_rule - 1u].category);
  const std::uint16_t department = out.department_rule != 0 ? outputs_[out.department_rule - 1u].department : type_department_[type_place];
  if (department != kNoName) out.department = static_cast<std::uint8_t>(departments_.Id(department));

  // A claim is raised, and lowered only by a rule that says so; what nobody claimed the rule decides, else the type.
  out.level = facts.claimed_level != Level::kNone ? facts.claimed_level
              : type_place != 0                   ? rules.types[type_place - 1u].level
                                                  : Level::kNormal;
  out.level_from = facts.claimed_level != Level::kNone ? RuleOutput::kClaimed : RuleOutput::kByType;
  if (level_rule != 0) {
    const ClassificationRule& rule = rules.classification[level_rule - 1u];
    const bool free = facts.claimed_level == Level::kNone || rule.level_change == LevelChange::kRaiseOrLower;
    if (IsMoreUrgent(rule.level, out.level) || (free && (rule.level != out.level || facts.claimed_level == Level::kNone))) {
      out.level = rule.level;
      out.level_rule = level_rule;
      out.level_from = RuleOutput::kLevel;
    }
  }
  if (const int row = FindFlow(type_place, facts.channel_place); row >= 0) {
    const FlowRule& flow = rules.flows[static_cast<std::size_t>(row)];
    out.flow_rule = static_cast<std::uint8_t>(row + 1);
    if (flow.level_at_least != Level::kNone && IsMoreUrgent(flow.level_at_least, out.level)) {
      out.level = flow.level_at_least;
      out.level_rule = 0;  // its level stood as little as a claim
      out.level_from = RuleOutput::kFlow;
    }
    if (flow.owner_fixed) out.flags |= kOwnerFixed;
    if (flow.confirmation) out.flags |= kConfirmationRequired;
  }
  if ((rules.review.levels >> static_cast<int>(out.level) & 1) != 0) {
    out.flags |= kNeedsReview;
    out.review_minutes = rules.review.within_minutes;
  }
  return out;
}

}  // namespace tidegate
