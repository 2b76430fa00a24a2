// The compiled form of a rule set. One description, Walk, serves both directions, so that they cannot drift apart.
//
//   u32 magic "TGRS" (little-endian) | compact version | the fields in the order of Walk, compact (core/base/compact.h)
//
// A list is its count, then its elements. Instants and offsets of a calendar are written as steps from the one before, in
// whole minutes where that is exact.
#include "core/model/rule_set.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "core/base/check.h"
#include "core/base/compact.h"
#include "core/model/body.h"

namespace tidegate {
namespace {

constexpr std::string_view kMagic = "TGRS";
// 3: all clocks, escalation, promises, overdue reasons; 4: classification; 5: matching; 6: shifts, weights, knowledge; 7: repeats; 8:
// closing, reopening, transfers
constexpr std::uint64_t kVersion = 8;

class Encoder {
 public:
  explicit Encoder(std::string& bytes) : out_(bytes) {}

  template <class T>
  void Number(const T& value, std::uint64_t) {
    out_.Unsigned(static_cast<std::uint64_t>(value));
  }
  void Offset(const Micros& value, Micros base) { out_.Signed(value - base); }
  void Text(const std::string& text) { out_.Text(text); }
  void LongText(const std::string& text) { out_.Text(text); }
  void PageText(const std::string& text) { out_.Text(text); }
  // An instant not before `since`: most are whole minutes apart, which makes them two or three bytes.
  void Later(const Micros& instant, Micros since) {
    const auto span = static_cast<std::uint64_t>(instant - since);
    out_.Unsigned(span % kMinute == 0 ? span / kMinute << 1 : span << 1 | 1);
  }
  template <class T, class Element>
  void List(const std::vector<T>& list, std::uint64_t, Element&& element) {
    out_.Unsigned(list.size());
    for (const T& value : list) element(value);
  }

 private:
  CompactWriter out_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : in_(bytes) {}
  bool complete() const { return in_.complete(); }

  template <class T>
  void Number(T& value, std::uint64_t max) {
    value = static_cast<T>(in_.Unsigned(max));
  }
  // An offset of a zone, as the step from `base`; wide enough for every sound one.
  void Offset(Micros& value, Micros base) { value = base + in_.Signed(4 * kDay); }
  void Text(std::string& text) { text = in_.Text(kKeyBytesMax); }
  void LongText(std::string& text) { text = in_.Text(kKeywordBytesMax); }
  void PageText(std::string& text) { text = in_.Text(kHandlingBytesMax); }
  void Later(Micros& instant, Micros since) {
    // `since` is at most kCalendarInstantMax, being the sum of earlier steps that were checked here; so is what is read.
    const std::uint64_t coded = in_.Unsigned(static_cast<std::uint64_t>(kCalendarInstantMax) << 1);
    const bool in_minutes = (coded & 1) == 0;
    const std::uint64_t minutes_max = static_cast<std::uint64_t>(kCalendarInstantMax / kMinute);
    const std::uint64_t span = !in_minutes ? coded >> 1 : (coded >> 1) <= minutes_max ? (coded >> 1) * kMinute : ~std::uint64_t{0};
    if ((!in_minutes && span % kMinute == 0) || span > static_cast<std::uint64_t>(kCalendarInstantMax - since)) return in_.Refuse();
    instant = since + static_cast<Micros>(span);
  }
  template <class T, class Element>
  void List(std::vector<T>& list, std::uint64_t max, Element&& element) {
    const std::uint64_t count = in_.Unsigned(max);
    for (std::uint64_t i = 0; i < count && !in_.failed(); ++i) element(list.emplace_back());
  }

 private:
  CompactReader in_;
};

// `Intervals` and `Days` are const when encoding.
template <class Codec, class Intervals, class Days>
void WalkHours(Codec& codec, Intervals& intervals, Days& days) {
  Micros since = 0;
  codec.List(intervals, kCalendarIntervalsMax, [&](auto& interval) {
    codec.Later(interval.open, since);
    codec.Later(interval.close, interval.open);
    since = interval.close;
  });
  since = 0;
  Micros offset = 0;
  codec.List(days, kCalendarDaysMax, [&](auto& day) {
    codec.Later(day.midnight, since);
    codec.Later(day.next_midnight, day.midnight);
    codec.Later(day.opens, day.midnight);
    codec.Offset(day.utc_offset, offset);
    std::uint8_t changes = day.offset_changes != kNever ? 1 : 0;
    codec.Number(changes, 1);
    if (changes != 0) {
      codec.Later(day.offset_changes, day.midnight);
      codec.Offset(day.later_offset, offset);
    } else if constexpr (!std::is_const_v<std::remove_reference_t<decltype(day)>>) {
      day.later_offset = day.utc_offset;
    }
    since = day.next_midnight;
    offset = day.later_offset;
  });
}

void WalkCalendar(Encoder& codec, const Calendar& calendar) {
  codec.Text(calendar.name());
  WalkHours(codec, calendar.intervals(), calendar.days());
}

// Leaves a calendar that FindFlaw refuses (one without a name) when the parts do not make one.
void WalkCalendar(Decoder& codec, Calendar& calendar) {
  std::string name;
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  codec.Text(name);
  WalkHours(codec, intervals, days);
  const bool sound = Calendar::FindFlaw(intervals, days) == nullptr;
  calendar = sound ? Calendar(std::move(name), std::move(intervals), std::move(days)) : Calendar("", {}, {});
}

// `Rules` is const RuleSet when encoding, here and below.
template <class Codec, class Rules>
void WalkClassification(Codec& codec, Rules& rules) {
  constexpr std::uint64_t kAnyBits = ~std::uint64_t{0};
  const auto text = [&](auto& value) { codec.Text(value); };
  const auto word = [&](auto& value) { codec.LongText(value); };
  codec.List(rules.keywords, kKeywordGroupsMax, [&](auto& group) {
    codec.Text(group.name);
    codec.List(group.words, kKeywordsPerGroupMax, word);
    codec.List(group.patterns, kKeywordsPerGroupMax, word);
  });
  codec.List(rules.classification, kClassificationRulesMax, [&](auto& rule) {
    codec.Text(rule.name);
    codec.List(rule.types, kRowNamesMax, text);
    codec.List(rule.channels, kRowNamesMax, text);
    codec.Number(rule.categories, 0xFF);
    codec.Number(rule.tiers, 0xFF);
    codec.Number(rule.claimed_levels, 0xFF);
    codec.Number(rule.impact_people_min, kImpactPeopleMax);
    codec.Number(rule.impact_cents_min, kImpactCentsMax);
    codec.Number(rule.repeats_min, kRepeatsMax);
    codec.Number(rule.keywords_any, kAnyBits);
    codec.Number(rule.keywords_all, kAnyBits);
    codec.Number(rule.level, kLevelCount);
    codec.Number(rule.level_change, 1);
    codec.Text(rule.type);
    codec.Number(rule.category, 0xFF);
    codec.Text(rule.department);
    codec.List(rule.skills, kRuleOutputSkillsMax, [&](auto& skill) {
      codec.Text(skill.name);
      codec.Number(skill.level, 0xFF);
    });
    codec.List(rule.tags, kTagsMax, text);
    codec.Number(rule.alert_supervisor, 1);
  });
  codec.List(rules.flows, kFlowRulesMax, [&](auto& flow) {
    codec.Text(flow.name);
    codec.List(flow.types, kRowNamesMax, text);
    codec.List(flow.channels, kRowNamesMax, text);
    codec.Number(flow.bots, static_cast<std::uint64_t>(FlowBots::kAllowed));
    codec.Number(flow.level_at_least, kLevelCount);
    codec.Number(flow.owner_fixed, 1);
    codec.Number(flow.confirmation, 1);
  });
  codec.Number(rules.review.levels, 0xFF);
  codec.Number(rules.review.within_minutes, 0xFF);
}

template <class Codec, class Rules>
void Walk(Codec& codec, Rules& rules) {
  const auto text = [&](auto& value) { codec.Text(value); };
  const auto span = [&](auto& value) { codec.Number(value, kRuleSpanMax); };
  codec.Text(rules.name);
  codec.Text(rules.time_zone);
  codec.Offset(rules.day_offset, 0);
  codec.List(rules.calendars, kRuleCalendarsMax, [&](auto& calendar) { WalkCalendar(codec, calendar); });
  codec.List(rules.active_presets, kRulePresetsMax, text);
  codec.List(rules.active_by_channel, kRuleChannelsMax, [&](auto& active) {
    codec.Text(active.channel);
    codec.List(active.presets, kRulePresetsMax, text);
  });
  codec.List(rules.active_by_team, kRuleTeamsMax, [&](auto& active) {
    codec.Text(active.team);
    codec.List(active.presets, kRulePresetsMax, text);
  });
  codec.List(rules.sla, kRuleRowsMax, [&](auto& row) {
    codec.Text(row.preset);
    codec.Number(row.levels, 0xFF);
    codec.Number(row.customer_tiers, 0xFF);
    codec.List(row.types, kRowNamesMax, text);
    codec.List(row.channels, kRowNamesMax, text);
    codec.Number(row.categories, 0xFF);
    codec.List(row.tags, kTagsMax, text);
    codec.Number(row.clock, kClockCount - 1);
    span(row.target);
    codec.Number(row.working_days, kWorkingDaysMax);
    codec.Number(row.calendar, 0xFFFF);
    codec.Number(row.pauses, 1);
  });
  codec.List(rules.skills, kRuleNamesMax, text);
  codec.List(rules.regions, kRuleNamesMax, text);
  codec.List(rules.types, kRuleNamesMax, [&](auto& type) {
    codec.Text(type.name);
    codec.Text(type.chinese);
    codec.Number(type.level, kLevelCount);
    codec.Number(type.bot_allowed, 1);
    codec.Text(type.department);
    codec.PageText(type.handling);
  });
  codec.List(rules.channels, kRuleChannelsMax, [&](auto& channel) {
    codec.Text(channel.name);
    codec.Text(channel.chinese);
    codec.Number(channel.live, 1);
    codec.Number(channel.calendar, 0xFFFF);
    codec.Number(channel.weight_percent, kWeightPercentMax);
  });
  codec.List(rules.tags, kTagsMax, text);
  codec.List(rules.departments, kDepartmentsMax, text);
  WalkClassification(codec, rules);
  for (auto& per_mille : rules.order_per_mille) codec.Number(per_mille, kPerMilleMax);
  for (auto& ladder : rules.ladders) {
    codec.List(ladder, kLadderRungsMax, [&](auto& rung) { codec.Number(rung, 0xFF); });
  }
  codec.Number(rules.open_rungs, kLadderRungsMax);
  codec.List(rules.clock_steps, kClockStepsMax, [&](auto& step) { codec.Number(step, kPerMilleMax); });
  codec.Number(rules.supervisor_per_mille, kPerMilleMax);
  codec.Number(rules.escalation, kEscalateRaise | kEscalateWiden | kEscalateSupervisor);
  codec.Number(rules.promise_complexity, kComplexityMax);
  codec.Number(rules.promise_per_mille, kPerMilleMax);
  span(rules.stale_after);
  codec.List(rules.overdue_reasons, kOverdueReasonsMax, [&](auto& reason) {
    codec.Number(reason.code, 0xFF);
    codec.Text(reason.name);
    codec.Text(reason.chinese);
    codec.Number(reason.asks_text, 1);
  });
  span(rules.accept_live);
  span(rules.accept_other);
  span(rules.decline_memory);
  codec.Number(rules.misses_for_break, kMissesForBreakMax);
  span(rules.same_agent_within);
  span(rules.repeat_within);
  span(rules.wrap_up);
  span(rules.ramp_up);
  span(rules.disconnect_grace);
  span(rules.article_review);
  span(rules.close_silence);
  codec.List(rules.no_silence_in, kRulePresetsMax, text);
  span(rules.reopen_within);
  span(rules.transfer_alert);
  codec.Number(rules.feedback.survey, 1);
  codec.Number(rules.feedback.flag_at_tenths, kScoreMax * kTenthsPerPoint);
  codec.List(rules.feedback.slow_words, kFeedbackWordsMax, text);
  span(rules.feedback.respond_within);
  span(rules.call_back_after);
  codec.List(rules.quotas, kClaimQuotasMax, [&](auto& quota) {
    codec.Text(quota.front_end);
    codec.Number(quota.urgent_per_minute, kNoQuota);
    codec.Number(quota.high_per_minute, kNoQuota);
    codec.Number(quota.vip_per_minute, kNoQuota);
  });
  codec.Number(rules.open_desks, 1);
  for (auto& step : rules.matching.relaxation) {
    span(step.after);
    codec.Number(step.per_mille, kRelaxPerMilleMax);
  }
  for (auto& percent : rules.matching.share_percent) codec.Number(percent, kSharePercentMax);
  codec.Number(rules.matching.reserve, kReserveMax);
  codec.Number(rules.matching.manager_wait_per_mille, kRelaxPerMilleMax);
  codec.Number(rules.matching.saturation_alerts, 1);
  span(rules.matching.shift_end);
  codec.Number(rules.matching.waiting_customer_percent, 100);
}

}  // namespace

std::string EncodeRuleSet(const RuleSet& rules) {
  if (const char* flaw = FindFlaw(rules)) CheckFailed(__FILE__, __LINE__, flaw, rules.name);
  std::string bytes(kMagic);
  CompactWriter(bytes).Unsigned(kVersion);
  Encoder encoder(bytes);
  Walk(encoder, rules);
  return bytes;
}

std::optional<RuleSet> DecodeRuleSet(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) return std::nullopt;
  bytes.remove_prefix(kMagic.size());
  if (bytes.empty() || static_cast<std::uint8_t>(bytes.front()) != kVersion) return std::nullopt;
  static_assert(kVersion < 0x80, "one byte");
  bytes.remove_prefix(1);
  std::optional<RuleSet> rules(std::in_place);
  rules->calendars.clear();
  rules->clock_steps.clear();
  rules->feedback.slow_words.clear();
  Decoder decoder(bytes);
  Walk(decoder, *rules);
  if (!decoder.complete() || FindFlaw(*rules) != nullptr) return std::nullopt;
  return rules;
}

}  // namespace tidegate
