// FindFlaw: the bounds and references of a rule set, checked in one place for parsed, decoded and hand-made ones alike.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "core/base/utf8.h"
#include "core/model/body.h"
#include "core/model/requirement.h"
#include "core/model/rule_set.h"

namespace tidegate {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::uint8_t MaskOf(int count) { return static_cast<std::uint8_t>((1u << (count + 1)) - 2); }  // bits 1..count

bool IsName(std::string_view name) { return !name.empty() && name.size() <= kKeyBytesMax && IsUtf8(name); }
bool IsSpan(Micros span) { return span >= 0 && span <= kRuleSpanMax; }

// Whether no name stands twice; sorts them.
bool Distinct(Names& names) {
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool AreDistinctNames(const std::vector<std::string>& list) {
  Names names(list.begin(), list.end());
  return std::all_of(names.begin(), names.end(), IsName) && Distinct(names);
}

// Types and channels are known by both of their names.
template <class Rule>
bool AreDistinctRules(const std::vector<Rule>& rules, Names& sorted_names) {
  Names all;
  for (const Rule& rule : rules) {
    if (!IsName(rule.name) || (!rule.chinese.empty() && !IsName(rule.chinese))) return false;
    sorted_names.push_back(rule.name);
    all.push_back(rule.name);
    if (!rule.chinese.empty() && rule.chinese != rule.name) all.push_back(rule.chinese);
  }
  std::sort(sorted_names.begin(), sorted_names.end());
  return Distinct(all);
}

bool AreKnown(const std::vector<std::string>& names, const Names& known) {
  return std::all_of(names.begin(), names.end(),
                     [&](const std::string& name) { return std::binary_search(known.begin(), known.end(), std::string_view(name)); });
}

const char* FindRowFlaw(const SlaRow& row, const RuleSet& rules, const Names& types, const Names& channels) {
  if (!IsName(row.preset)) return "an SLA row without a preset";
  if ((row.levels & ~MaskOf(kLevelCount)) != 0) return "an SLA row with a level that is none";
  if ((row.customer_tiers & ~MaskOf(static_cast<int>(CustomerTier::kOrdinary))) != 0) return "an SLA row with a customer tier that is none";
  if (row.types.size() > kRowNamesMax || row.channels.size() > kRowNamesMax) return "an SLA row with more names than kRowNamesMax";
  if (!AreDistinctNames(row.types) || !AreDistinctNames(row.channels)) return "an SLA row that names a type or channel twice";
  if (!AreKnown(row.types, types) || !AreKnown(row.channels, channels)) return "an SLA row with a type or channel that is not declared";
  if ((row.categories & ~MaskOf(static_cast<int>(ComplaintCategory::kEmotional))) != 0) return "an SLA row with a category that is none";
  if (row.tags.size() > kTagsMax || !AreDistinctNames(row.tags)) return "an SLA row that names a tag twice, or too many";
  for (const std::string& tag : row.tags) {
    if (std::find(rules.tags.begin(), rules.tags.end(), tag) == rules.tags.end()) return "an SLA row with a tag that is not declared";
  }
  if (static_cast<int>(row.clock) >= kClockCount) return "an SLA row with a clock that is none";
  if (!IsSpan(row.target) || row.working_days < 0 || row.working_days > kWorkingDaysMax) return "an SLA row with a target out of bounds";
  if (row.pauses && row.clock != Clock::kResolve && row.clock != Clock::kCloseLoop) return "an SLA row that pauses a clock that never does";
  if (row.clock == Clock::kPromise) return "an SLA row for promises, whose time is what was promised";
  if ((row.target > 0) == (row.working_days > 0)) return "an SLA row needs a target either in time or in working days";
  if (row.calendar != kChannelHours && row.calendar >= rules.calendars.size()) return "an SLA row with a calendar that is none";
  return nullptr;
}

const char* FindReasonFlaw(const std::vector<OverdueReason>& reasons) {
  if (reasons.size() > kOverdueReasonsMax) return "more overdue_reasons than kOverdueReasonsMax";
  Names names;
  std::array<bool, 256> seen{};
  for (const OverdueReason& reason : reasons) {
    if (reason.code == 0 || std::exchange(seen[reason.code], true)) return "an overdue reason without a code of its own";
    if (!IsName(reason.name) || (!reason.chinese.empty() && !IsName(reason.chinese))) return "an overdue reason without a name";
    names.push_back(reason.name);
    if (!reason.chinese.empty() && reason.chinese != reason.name) names.push_back(reason.chinese);
  }
  return Distinct(names) ? nullptr : "two overdue reasons of one name";
}

const char* FindLadderFlaw(const RuleSet& rules) {
  for (const std::vector<std::uint8_t>& ladder : rules.ladders) {
    if (ladder.size() > kLadderRungsMax) return "a ladder with more rungs than kLadderRungsMax";
    std::uint8_t seen = 0;
    for (const std::uint8_t rung : ladder) {
      if (rung == 0 || (rung & ~MaskOf(static_cast<int>(AgentTier::kSupervisor))) != 0) return "a rung without a tier of agents";
      if ((rung & seen) != 0) return "a tier of agents on two rungs of a ladder";
      seen |= rung;
    }
  }
  return rules.open_rungs < 1 || rules.open_rungs > kLadderRungsMax ? "open_rungs out of bounds" : nullptr;
}

const char* FindStepFlaw(const std::vector<std::uint16_t>& steps) {
  if (steps.empty() || steps.size() > kClockStepsMax) return "clock_steps needs 1 to kClockStepsMax steps";
  std::uint16_t before = 0;
  for (const std::uint16_t step : steps) {
    if (step <= before || step > kPerMilleMax) return "clock_steps must ascend and stay within kPerMilleMax";
    before = step;
  }
  const bool has_deadline = std::find(steps.begin(), steps.end(), kOverduePerMille) != steps.end();
  return has_deadline ? nullptr : "clock_steps lacks 1000, the deadline itself";
}

// The names that classification may refer to.
struct Declared {
  Names types;
  Names channels;
  Names skills;
  Names tags;
  Names departments;
};

Names SortedNames(const std::vector<std::string>& list) {
  Names names(list.begin(), list.end());
  std::sort(names.begin(), names.end());
  return names;
}

bool IsKnown(const std::string& name, const Names& known) {
  return name.empty() || std::binary_search(known.begin(), known.end(), std::string_view(name));
}

const char* FindKeywordFlaw(const std::vector<KeywordGroup>& groups) {
  if (groups.size() > kKeywordGroupsMax) return "more keyword groups than kKeywordGroupsMax";
  Names names;
  for (const KeywordGroup& group : groups) {
    if (!IsName(group.name)) return "a keyword group without a name";
    names.push_back(group.name);
    if (group.words.size() > kKeywordsPerGroupMax || group.patterns.size() > kKeywordsPerGroupMax)
      return "a keyword group that is too large";
    for (const auto* list : {&group.words, &group.patterns}) {
      for (const std::string& word : *list) {
        if (word.empty() || word.size() > kKeywordBytesMax || !IsUtf8(word)) return "a keyword that is empty, too long or not UTF-8";
      }
    }
  }
  return Distinct(names) ? nullptr : "two keyword groups of one name";
}

const char* FindRuleFlaw(const ClassificationRule& rule, std::size_t groups, const Declared& declared) {
  const std::uint64_t listed = groups == kKeywordGroupsMax ? ~std::uint64_t{0} : (std::uint64_t{1} << groups) - 1;
  if (rule.types.size() > kRowNamesMax || rule.channels.size() > kRowNamesMax || !AreDistinctNames(rule.types) ||
      !AreDistinctNames(rule.channels)) {
    return "a classification rule that names a type or channel twice, or too many";
  }
  if (!AreKnown(rule.types, declared.types) || !AreKnown(rule.channels, declared.channels)) {
    return "a classification rule with a type or channel that is not declared";
  }
  if ((rule.categories & ~(MaskOf(static_cast<int>(ComplaintCategory::kEmotional)) | 1)) != 0 ||
      (rule.tiers & ~MaskOf(static_cast<int>(CustomerTier::kOrdinary))) != 0 || (rule.claimed_levels & ~(MaskOf(kLevelCount) | 1)) != 0) {
    return "a classification rule with a category, tier or level that is none";
  }
  if (rule.repeats_min > kRepeatsMax) return "a rule asks for more repeats than are counted";
  if (rule.impact_people_min > kImpactPeopleMax || rule.impact_cents_min < 0 || rule.impact_cents_min > kImpactCentsMax) {
    return "a classification rule with an impact out of bounds";
  }
  if (((rule.keywords_any | rule.keywords_all) & ~listed) != 0) return "a classification rule with a keyword group that is none";
  if (rule.level != Level::kNone && !IsListed<Level>(static_cast<std::uint8_t>(rule.level))) return "a classification rule with no level";
  if (rule.category != ComplaintCategory::kNone && !IsListed<ComplaintCategory>(static_cast<std::uint8_t>(rule.category))) {
    return "a classification rule that gives a category that is none";
  }
  if (!IsKnown(rule.type, declared.types) || !IsKnown(rule.department, declared.departments) || !AreKnown(rule.tags, declared.tags)) {
    return "a classification rule that gives a type, department or tag that is not declared";
  }
  if (!AreDistinctNames(rule.tags)) return "a classification rule that gives a tag twice";
  if (rule.skills.size() > kRuleOutputSkillsMax) return "a classification rule that gives too many skills";
  std::vector<std::string> skills;
  for (const RuleSkill& skill : rule.skills) {
    if (skill.level < 1 || skill.level > kSkillLevelMax) return "a classification rule with a skill level out of bounds";
    skills.push_back(skill.name);
  }
  return AreDistinctNames(skills) && AreKnown(skills, declared.skills) ? nullptr
                                                                       : "a classification rule with a skill that is not declared";
}

const char* FindClassificationFlaw(const RuleSet& rules, Declared& declared) {
  if (rules.tags.size() > kTagsMax || !AreDistinctNames(rules.tags)) return "tags has doubles or too many";
  if (rules.departments.size() > kDepartmentsMax || !AreDistinctNames(rules.departments)) return "departments has doubles or too many";
  declared.skills = SortedNames(rules.skills);
  declared.tags = SortedNames(rules.tags);
  declared.departments = SortedNames(rules.departments);
  for (const TypeRule& type : rules.types) {
    if (!IsKnown(type.department, declared.departments)) return "a type with a department that is not declared";
  }
  if (const char* flaw = FindKeywordFlaw(rules.keywords)) return flaw;
  if (rules.classification.size() > kClassificationRulesMax) return "more classification rules than kClassificationRulesMax";
  std::vector<std::string> names;
  for (const ClassificationRule& rule : rules.classification) {
    if (const char* flaw = FindRuleFlaw(rule, rules.keywords.size(), declared)) return flaw;
    names.push_back(rule.name);
  }
  if (!AreDistinctNames(names)) return "a classification rule without a name, or two of one name";
  names.clear();
  if (rules.flows.size() > kFlowRulesMax) return "more flow rules than kFlowRulesMax";
  for (const FlowRule& flow : rules.flows) {
    names.push_back(flow.name);
    if (flow.types.size() > kRowNamesMax || flow.channels.size() > kRowNamesMax || !AreDistinctNames(flow.types) ||
        !AreDistinctNames(flow.channels) || !AreKnown(flow.types, declared.types) || !AreKnown(flow.channels, declared.channels)) {
      return "a flow rule with a type or channel that is not declared, or named twice";
    }
    if (flow.level_at_least != Level::kNone && !IsListed<Level>(static_cast<std::uint8_t>(flow.level_at_least))) {
      return "a flow rule with a level that is none";
    }
  }
  if (!AreDistinctNames(names)) return "a flow rule without a name, or two of one name";
  if ((rules.review.levels & ~MaskOf(kLevelCount)) != 0) return "a review of a level that is none";
  if (rules.review.within_minutes < 1 || rules.review.within_minutes > kReviewMinutesMax) return "a review out of time";
  return nullptr;
}

const char* FindMatchingFlaw(const MatchingRules& rules) {
  for (const RelaxationStep& step : rules.relaxation) {
    if (!IsSpan(step.after) || step.per_mille > kRelaxPerMilleMax) return "a step of relaxation out of bounds";
  }
  for (std::size_t level = 0; level < rules.share_percent.size(); ++level) {
    const bool shared = level >= static_cast<std::size_t>(Level::kNormal);
    if (rules.share_percent[level] > (shared ? kSharePercentMax : 0)) return "a share out of bounds, or of a level that has none";
  }
  if (rules.reserve > kReserveMax) return "reserve beyond kReserveMax";
  if (!IsSpan(rules.shift_end)) return "shift_end out of bounds";
  if (rules.waiting_customer_percent > 100 || rules.waiting_customer_percent % kWeightPercentStep != 0) {
    return "waiting_customer_percent out of bounds, or not in steps of kWeightPercentStep";
  }
  return rules.manager_wait_per_mille > kRelaxPerMilleMax ? "manager_wait_per_mille out of bounds" : nullptr;
}

const char* FindFeedbackFlaw(const FeedbackRules& rules) {
  if (rules.flag_at_tenths > kScoreMax * kTenthsPerPoint) return "feedback.flag_at_tenths beyond the highest score";
  if (rules.slow_words.size() > kFeedbackWordsMax || !AreDistinctNames(rules.slow_words)) {
    return "feedback.slow_words has doubles, too many, or a word out of bounds";
  }
  return IsSpan(rules.respond_within) && rules.respond_within > 0 ? nullptr : "feedback.respond_within out of bounds";
}

const char* FindQuotaFlaw(const std::vector<ClaimQuota>& quotas) {
  if (quotas.size() > kClaimQuotasMax) return "more quotas than kClaimQuotasMax";
  Names front_ends;
  for (const ClaimQuota& quota : quotas) {
    front_ends.push_back(quota.front_end);
    if (!quota.front_end.empty() && !IsName(quota.front_end)) return "a quota of a front end whose name is none";
    for (const std::uint32_t claims : {quota.urgent_per_minute, quota.high_per_minute, quota.vip_per_minute}) {
      if (claims != kNoQuota && claims > kClaimsPerMinuteMax) return "a quota beyond kClaimsPerMinuteMax";
    }
  }
  return Distinct(front_ends) ? nullptr : "a front end with two quotas";
}

const char* FindCalendarFlaw(const std::vector<Calendar>& calendars) {
  if (calendars.empty() || calendars.size() > kRuleCalendarsMax) return "calendars must be 1 to kRuleCalendarsMax";
  if (!calendars.front().always()) return "the first calendar must be 24x7";
  Names names;
  for (const Calendar& calendar : calendars) {
    if (!IsName(calendar.name())) return "a calendar without a name";
    names.push_back(calendar.name());
  }
  return Distinct(names) ? nullptr : "two calendars of one name";
}

}  // namespace

const char* FindFlaw(const RuleSet& rules) {
  for (const std::string* text : {&rules.name, &rules.time_zone}) {
    if (!text->empty() && !IsName(*text)) return "a name or time zone that is too long or not UTF-8";
  }
  if (rules.day_offset < -kDay || rules.day_offset > kDay) return "day_offset out of bounds";
  if (const char* flaw = FindCalendarFlaw(rules.calendars)) return flaw;
  if (rules.active_presets.size() > kRulePresetsMax || !AreDistinctNames(rules.active_presets))
    return "active_presets has doubles or too many";
  if (rules.no_silence_in.size() > kRulePresetsMax || !AreDistinctNames(rules.no_silence_in))
    return "no_silence_in has doubles or too many";
  if (rules.skills.size() > kRuleNamesMax || !AreDistinctNames(rules.skills)) return "skills has doubles or too many";
  if (rules.regions.size() > kRuleNamesMax || !AreDistinctNames(rules.regions)) return "regions has doubles or too many";
  Names types;
  if (rules.types.size() > kRuleNamesMax || !AreDistinctRules(rules.types, types)) return "types has doubles or too many";
  Names channels;
  if (rules.channels.size() > kRuleChannelsMax || !AreDistinctRules(rules.channels, channels)) return "channels has doubles or too many";
  for (const TypeRule& type : rules.types) {
    if (!IsListed<Level>(static_cast<std::uint8_t>(type.level))) return "a type without a level";
    if (type.handling.size() > kHandlingBytesMax || !IsUtf8(type.handling)) return "a handling template that is too long or not UTF-8";
  }
  for (const ChannelRule& channel : rules.channels) {
    if (channel.calendar >= rules.calendars.size()) return "a channel with a calendar that is none";
    if (channel.weight_percent < kWeightPercentStep || channel.weight_percent > kWeightPercentMax ||
        channel.weight_percent % kWeightPercentStep != 0) {
      return "a channel whose weight_percent is out of bounds, or not in steps of kWeightPercentStep";
    }
  }
  Declared declared{types, channels, {}, {}, {}};
  if (const char* flaw = FindClassificationFlaw(rules, declared)) return flaw;
  if (rules.active_by_channel.size() > kRuleChannelsMax) return "active_by_channel names too many channels";
  Names active_channels;
  for (const ChannelPresets& active : rules.active_by_channel) {
    active_channels.push_back(active.channel);
    if (!AreKnown({active.channel}, channels)) return "active_by_channel names a channel that is not declared";
    if (active.presets.size() > kRulePresetsMax || !AreDistinctNames(active.presets)) return "active_by_channel has doubles or too many";
  }
  if (!Distinct(active_channels)) return "active_by_channel names a channel twice";
  if (rules.active_by_team.size() > kRuleTeamsMax) return "active_by_team names too many teams";
  Names teams;
  for (const TeamPresets& active : rules.active_by_team) {
    teams.push_back(active.team);
    if (!IsName(active.team)) return "active_by_team without a team";
    if (active.presets.size() > kRulePresetsMax || !AreDistinctNames(active.presets)) return "active_by_team has doubles or too many";
  }
  if (!Distinct(teams)) return "active_by_team names a team twice";
  if (rules.sla.size() > kRuleRowsMax) return "more SLA rows than kRuleRowsMax";
  for (const SlaRow& row : rules.sla) {
    if (const char* flaw = FindRowFlaw(row, rules, types, channels)) return flaw;
  }
  std::vector<std::vector<std::string>> tag_sets;
  for (const SlaRow& row : rules.sla) {
    if (std::find(tag_sets.begin(), tag_sets.end(), row.tags) == tag_sets.end()) tag_sets.push_back(row.tags);
  }
  if (tag_sets.size() > kRowTagSetsMax) return "SLA rows with more different lists of tags than kRowTagSetsMax";
  for (const std::uint16_t per_mille : rules.order_per_mille) {
    if (per_mille > kPerMilleMax) return "order_per_mille beyond kPerMilleMax";
  }
  if (const char* flaw = FindLadderFlaw(rules)) return flaw;
  if (const char* flaw = FindMatchingFlaw(rules.matching)) return flaw;
  if (const char* flaw = FindStepFlaw(rules.clock_steps)) return flaw;
  if (rules.supervisor_per_mille < 1 || rules.supervisor_per_mille > kPerMilleMax) return "supervisor_per_mille out of bounds";
  if (rules.escalation > (kEscalateRaise | kEscalateWiden | kEscalateSupervisor)) return "an escalation that is none";
  if (rules.promise_complexity > kComplexityMax || rules.promise_per_mille > kPerMilleMax) return "a need for promises out of bounds";
  if (const char* flaw = FindReasonFlaw(rules.overdue_reasons)) return flaw;
  if (const char* flaw = FindFeedbackFlaw(rules.feedback)) return flaw;
  if (const char* flaw = FindQuotaFlaw(rules.quotas)) return flaw;
  for (const Micros span :
       {rules.stale_after, rules.accept_live, rules.accept_other, rules.decline_memory, rules.same_agent_within, rules.repeat_within,
        rules.wrap_up, rules.ramp_up, rules.disconnect_grace, rules.article_review, rules.article_review}) {
    if (!IsSpan(span)) return "a duration out of bounds";
  }
  if (rules.accept_live == 0 || rules.accept_other == 0) return "an offer that nobody has time to accept";
  if (rules.misses_for_break < 1 || rules.misses_for_break > kMissesForBreakMax) return "misses_for_break out of bounds";
  return nullptr;
}

}  // namespace tidegate
