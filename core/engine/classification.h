// Classifier: the classification and flow rules of a rule set, made ready: what a ticket is, and how it is worked on (domain.md 4).
//
// Owned by ActiveRules, one thread. Built at activation, then bound to the catalog, as ActiveRules is; building and binding allocate,
// classifying does not. Classify is a pure function of the rules and the facts: O(rules that can match the type), a few ns each.
// The first matching rule that says a level, type, category or department gives it; skills and tags are united over all that match. Rules
// see what was submitted, never what another rule made of it. Not here: deadlines (clocks.h), who takes it (matching.h), keywords in texts
// (protocol/keywords).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/classification_rules.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/requirement.h"
#include "core/model/rule_set.h"
#include "core/model/submit_facts.h"

namespace tidegate {

// What is known of a ticket when it is classified. Places are those of ActiveRules: 0 = the rule set does not know the name.
struct ClassifiedFacts {
  TypeId type;
  ChannelId channel;
  std::uint16_t type_place = 0;
  std::uint8_t channel_place = 0;
  Level claimed_level = Level::kNone;
  CustomerTier tier = CustomerTier::kOrdinary;
  SubmitFacts facts;
  std::span<const SkillLevel> skills;  // that the submit asks for
};

inline constexpr std::size_t kFiredBytes = 32;
static_assert(kFiredBytes * 8 > kClassificationRulesMax);

struct Classification {
  Level level = Level::kNormal;
  RuleOutput level_from = RuleOutput::kNone;  // what gave it: a rule, the flow rule, the claim or the type
  TypeId type;
  std::uint8_t category = 0;    // ComplaintCategory
  std::uint8_t department = 0;  // of the catalog; 0 = none
  std::uint8_t flags = 0;       // TicketFlag
  std::uint8_t review_minutes = 0;
  std::uint64_t tags = 0;
  std::array<SkillLevel, kRequirementSkillsMax> skills{};
  std::uint8_t skill_count = 0;
  bool alert_supervisor = false;
  // By place in the rule set, from 1; 0 = none did. level_rule: the one whose level the ticket has, and no other.
  std::uint8_t level_rule = 0;
  std::uint8_t type_rule = 0;
  std::uint8_t category_rule = 0;
  std::uint8_t department_rule = 0;
  std::uint8_t flow_rule = 0;
  std::array<std::uint8_t, kFiredBytes> fired{};  // bit p - 1 = the rule at place p matched

  bool any_fired() const { return fired != std::array<std::uint8_t, kFiredBytes>{}; }
};

class Classifier {
 public:
  // `rules` must have no flaw and outlive the classifier's use, at the same places in memory (its strings are borrowed).
  explicit Classifier(const RuleSet& rules);

  void Bind(CatalogKind kind, std::string_view name, std::uint32_t id);

  Classification Classify(const RuleSet& rules, const ClassifiedFacts& facts) const;

  // Whether bots may take a ticket of this type and channel (urgent ones apart).
  bool BotAllowed(const RuleSet& rules, std::uint16_t type_place, std::uint8_t channel_place) const;

  // Place among the flow rules; -1 = none matches.
  int FindFlow(std::uint16_t type_place, std::uint8_t channel_place) const;

  // Whether any rule asks for keywords: then a submit's bits must be those of this rule set.
  bool wants_keywords() const { return wants_keywords_; }

 private:
  // A set of channel places; bit 0 = a channel that the rule set does not know.
  using ChannelSet = std::array<std::uint64_t, 4>;
  // Names that rules give to tickets, and the ids they were bound to; 0 = not bound yet.
  struct BoundNames {
    std::vector<std::pair<std::string_view, std::uint16_t>> places;  // sorted by name
    std::vector<std::uint16_t> ids;
    void Want(std::string_view name);
    void Sort();
    void Bind(std::string_view name, std::uint32_t id);
    std::uint16_t Place(std::string_view name) const;
    std::uint16_t Id(std::uint16_t place) const { return ids[place]; }
  };
  struct Condition {
    ChannelSet channels{};
    std::uint64_t keywords_any = 0;
    std::uint64_t keywords_all = 0;
    std::int64_t impact_cents_min = 0;
    std::uint32_t impact_people_min = 0;
    std::uint8_t repeats_min = 0;
    std::uint8_t categories = 0;
    std::uint8_t tiers = 0;
    std::uint8_t claimed_levels = 0;
  };
  // Places among the bound names; kNoName = the rule says none.
  struct Outputs {
    std::uint16_t type = 0;
    std::uint16_t department = 0;
    std::vector<std::pair<std::uint16_t, std::uint8_t>> skills;  // with levels
    std::vector<std::uint16_t> tags;
  };
  // The rules that accept a type, by its place: those of place p are [begin[p], begin[p + 1]).
  struct TypeLists {
    std::vector<std::uint32_t> begin;
    std::vector<std::uint8_t> rules;
    std::span<const std::uint8_t> Of(std::size_t place) const {
      return std::span(rules).subspan(begin[place], begin[place + 1] - begin[place]);
    }
  };
  static constexpr std::uint16_t kNoName = 0xFFFF;

  static bool Has(const ChannelSet& set, std::uint8_t place) { return (set[place / 64] >> (place % 64) & 1) != 0; }
  bool Matches(const Condition& condition, const ClassifiedFacts& facts) const;
  void Unite(const Outputs& outputs, Classification& out) const;

  std::vector<Condition> conditions_;
  std::vector<Outputs> outputs_;
  TypeLists lists_;
  std::vector<ChannelSet> flow_channels_;
  TypeLists flow_lists_;
  BoundNames types_;
  std::vector<std::uint16_t> type_place_;  // by place among types_: place + 1 in the rule set
  BoundNames departments_;
  std::vector<std::uint16_t> type_department_;  // by place + 1 of a type: place among departments_
  BoundNames skills_;
  BoundNames tags_;
  bool wants_keywords_ = false;
};

}  // namespace tidegate
