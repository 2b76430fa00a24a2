// The parts of a rule set that say what a ticket is: keyword groups, classification rules, flow rules, review (domain.md 4).
//
// Plain values, as RuleSet (rule_set.h), of which they are a part. Names are local; a mask has bit n for the value n of its enum. What is
// empty or 0 in a condition is not asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr int kKeywordGroupsMax = 64;         // a submit carries what was found as one word of bits
inline constexpr int kKeywordsPerGroupMax = 1024;    // words and patterns
inline constexpr int kKeywordBytesMax = 256;         // of one word or pattern
inline constexpr int kClassificationRulesMax = 255;  // a ticket names the rule that decided by a byte
inline constexpr int kFlowRulesMax = 64;
inline constexpr int kRuleOutputSkillsMax = 8;  // as many as a ticket may ask for
inline constexpr int kRepeatsMax = 4;  // earlier tickets about the same matter that are told apart: the customers table keeps so many
inline constexpr int kReviewMinutesMax = 240;  // fits the ticket's byte; a review that late is none

// What is looked for in title and text. A word is found anywhere, Latin letters in either case; a pattern is a RE2 expression.
struct KeywordGroup {
  std::string name;
  std::vector<std::string> words;
  std::vector<std::string> patterns;
  friend bool operator==(const KeywordGroup&, const KeywordGroup&) = default;
};

struct RuleSkill {
  std::string name;
  std::uint8_t level = 1;
  friend bool operator==(const RuleSkill&, const RuleSkill&) = default;
};

// Whether a rule's level may be less urgent than the one that was claimed.
enum class LevelChange : std::uint8_t { kRaise, kRaiseOrLower };

struct ClassificationRule {
  std::string name;
  // Conditions, all of which must hold. They see what was submitted, not what other rules make of it.
  std::vector<std::string> types;
  std::vector<std::string> channels;
  std::uint8_t categories = 0;
  std::uint8_t tiers = 0;
  std::uint8_t claimed_levels = 0;
  std::uint32_t impact_people_min = 0;
  std::int64_t impact_cents_min = 0;
  std::uint8_t repeats_min = 0;
  std::uint64_t keywords_any = 0;  // bit g = group g of RuleSet::keywords
  std::uint64_t keywords_all = 0;
  // Outputs. The first matching rule that says one gives it; skills and tags are united over all that match.
  Level level = Level::kNone;
  LevelChange level_change = LevelChange::kRaise;
  std::string type;
  ComplaintCategory category = ComplaintCategory::kNone;
  std::string department;
  std::vector<RuleSkill> skills;
  std::vector<std::string> tags;
  bool alert_supervisor = false;  // any matching rule
  friend bool operator==(const ClassificationRule&, const ClassificationRule&) = default;
};

// How bots may be used; kByType leaves it to the ticket's type.
enum class FlowBots : std::uint8_t { kByType = 0, kRefused, kAllowed };

// What a combination of channel and type asks of the work. The first that matches the ticket counts.
struct FlowRule {
  std::string name;
  std::vector<std::string> types;
  std::vector<std::string> channels;
  FlowBots bots = FlowBots::kByType;
  Level level_at_least = Level::kNone;
  bool owner_fixed = false;
  bool confirmation = false;
  friend bool operator==(const FlowRule&, const FlowRule&) = default;
};

// Which tickets a supervisor is to look at, after they were dispatched.
struct ReviewRule {
  std::uint8_t levels = 1u << static_cast<int>(Level::kUrgent);  // 0 = none
  std::uint8_t within_minutes = 5;                               // then the alert repeats
  friend bool operator==(const ReviewRule&, const ReviewRule&) = default;
};

}  // namespace tidegate
