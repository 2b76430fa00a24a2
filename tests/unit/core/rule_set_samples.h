// Rule sets made by hand for tests of core, which may not parse TOML: the presets of domain.md 5, and random ones.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/model/rule_set.h"

namespace tidegate {

// Monday 2026-01-05 00:00 UTC.
inline constexpr Micros kSampleMonday = 1'767'571'200 * kSecond;

// Monday to Friday 09:00-12:00 and 13:30-18:00 UTC, ten weeks from kSampleMonday on.
inline Calendar OfficeCalendar() {
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = 0; day < 70; ++day) {
    if (day % 7 >= 5) continue;
    const Micros midnight = kSampleMonday + day * kDay;
    intervals.push_back({midnight + 9 * kHour, midnight + 12 * kHour});
    intervals.push_back({midnight + 13 * kHour + 30 * kMinute, midnight + 18 * kHour});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + 9 * kHour});
  }
  return Calendar("office", intervals, days);
}

// Every day 09:00-21:00 UTC, ten weeks.
inline Calendar SocialCalendar() {
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = 0; day < 70; ++day) {
    const Micros midnight = kSampleMonday + day * kDay;
    intervals.push_back({midnight + 9 * kHour, midnight + 21 * kHour});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + 9 * kHour});
  }
  return Calendar("social-hours", intervals, days);
}

inline std::uint8_t Bit(Level level) { return static_cast<std::uint8_t>(1u << static_cast<int>(level)); }
inline std::uint8_t Bit(CustomerTier tier) { return static_cast<std::uint8_t>(1u << static_cast<int>(tier)); }
inline std::uint8_t Bit(AgentTier tier) { return static_cast<std::uint8_t>(1u << static_cast<int>(tier)); }

inline SlaRow RowInTime(std::string preset, Clock clock, std::uint8_t levels, std::uint8_t tiers, Micros target) {
  SlaRow row;
  row.preset = std::move(preset);
  row.clock = clock;
  row.levels = levels;
  row.customer_tiers = tiers;
  row.target = target;
  return row;
}

inline SlaRow RowInDays(std::string preset, Clock clock, std::uint8_t levels, std::int32_t days, std::uint16_t calendar) {
  SlaRow row;
  row.preset = std::move(preset);
  row.clock = clock;
  row.levels = levels;
  row.working_days = days;
  row.calendar = calendar;
  return row;
}

// `standard` and `statutory` of domain.md 5; calendars 1 = office, 2 = social-hours.
inline RuleSet SampleRuleSet() {
  RuleSet rules;
  rules.name = "sample";
  rules.time_zone = "UTC";
  rules.review.levels = 0;
  rules.calendars.push_back(OfficeCalendar());
  rules.calendars.push_back(SocialCalendar());
  rules.active_presets = {"standard", "statutory"};
  const Level levels[] = {Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow};
  const Micros respond[] = {15 * kMinute, 30 * kMinute, 2 * kHour, 24 * kHour};
  for (int i = 0; i < kLevelCount; ++i) {
    rules.sla.push_back(RowInTime("standard", Clock::kRespond, Bit(levels[i]), 0, respond[i]));
  }
  rules.sla.push_back(RowInTime("standard", Clock::kResolve, Bit(Level::kUrgent), 0, 4 * kHour));
  rules.sla.push_back(RowInTime("standard", Clock::kResolve, Bit(Level::kHigh), 0, 24 * kHour));
  rules.sla.push_back(RowInDays("standard", Clock::kResolve, Bit(Level::kNormal) | Bit(Level::kLow), 3, 1));
  rules.sla.push_back(RowInTime("standard", Clock::kRespond, 0, Bit(CustomerTier::kVip), 10 * kMinute));
  for (const Clock clock : {Clock::kRespond, Clock::kResolve}) {
    SlaRow row = RowInTime("statutory", clock, 0, 0, clock == Clock::kRespond ? 24 * kHour : 72 * kHour);
    row.types = {"complaint"};
    rules.sla.push_back(row);
  }
  rules.skills = {"refund", "billing"};
  rules.regions = {"north", "south"};
  rules.types = {{"consultation", "咨询", Level::kNormal, true},
                 {"complaint", "投诉", Level::kHigh, false},
                 {"technical-support", "技术支持", Level::kNormal, true},
                 {"after-sales", "售后", Level::kUrgent, true}};
  rules.channels = {{"hotline", "热线", true, 0}, {"social-message", "社交私信", false, 2}, {"email", "邮件", false, 0}};
  const auto rung = [](std::initializer_list<AgentTier> tiers) {
    std::uint8_t mask = 0;
    for (const AgentTier tier : tiers) mask |= Bit(tier);
    return mask;
  };
  rules.ladders[0] = {rung({AgentTier::kSenior, AgentTier::kExpert})};
  rules.ladders[1] = {rung({AgentTier::kRegular}), rung({AgentTier::kSenior})};
  rules.ladders[2] = {rung({AgentTier::kBot, AgentTier::kNew, AgentTier::kRegular}), rung({AgentTier::kSenior})};
  rules.ladders[3] = rules.ladders[2];
  // All rungs from the start, nothing by waiting, no word of who is full: what says otherwise says so.
  rules.open_rungs = kLadderRungsMax;
  rules.matching.relaxation = {};
  rules.matching.saturation_alerts = false;
  return rules;
}

// Any rule set without a flaw: rows of every shape in three presets, of which some are active.
inline RuleSet RandomRuleSet(std::mt19937_64& random) {
  RuleSet rules = SampleRuleSet();
  rules.name = "random" + std::to_string(random());
  rules.tags = {"fault", "order-exception"};
  rules.day_offset = static_cast<Micros>(random() % 49) * 30 * kMinute - kDay / 2;
  rules.sla.clear();
  rules.active_presets.clear();
  for (const char* preset : {"a", "b", "c"}) {
    if (random() % 3 != 0) rules.active_presets.emplace_back(preset);
  }
  for (std::uint64_t count = random() % 25; count > 0; --count) {
    SlaRow row;
    row.preset = std::string(1, static_cast<char>('a' + random() % 3));
    if (random() % 2 == 0) row.levels = static_cast<std::uint8_t>(random() & 0b11110);
    if (random() % 3 == 0) row.customer_tiers = static_cast<std::uint8_t>(random() & 0b11110);
    for (const TypeRule& type : rules.types) {
      if (random() % 6 == 0) row.types.push_back(type.name);
    }
    for (const ChannelRule& channel : rules.channels) {
      if (random() % 6 == 0) row.channels.push_back(channel.name);
    }
    if (random() % 4 == 0) row.categories = static_cast<std::uint8_t>(random() & 0b11110);
    for (std::size_t tag = 0; tag < 2 && tag < rules.tags.size(); ++tag) {
      if (random() % 6 == 0) row.tags.push_back(rules.tags[tag]);
    }
    row.clock = static_cast<Clock>(random() % kClockCount);
    if (row.clock == Clock::kPromise) row.clock = Clock::kUpdate;
    if (random() % 3 == 0) {
      row.working_days = 1 + static_cast<std::int32_t>(random() % 4);
    } else {
      row.target = static_cast<Micros>(1 + random() % 40) * 15 * kMinute;  // coarse, so that ties happen
    }
    row.pauses = (row.clock == Clock::kResolve || row.clock == Clock::kCloseLoop) && random() % 3 == 0;
    row.calendar = static_cast<std::uint16_t>(random() % 4 == 3 ? kChannelHours : random() % 3);
    rules.sla.push_back(row);
  }
  for (std::uint16_t& per_mille : rules.order_per_mille) per_mille = static_cast<std::uint16_t>(random() % 1500);
  rules.open_rungs = static_cast<std::uint8_t>(1 + random() % kLadderRungsMax);
  rules.ladders[random() % kLevelCount].clear();
  rules.open_desks = random() % 2 == 0;
  rules.misses_for_break = static_cast<std::int32_t>(1 + random() % 5);
  rules.article_review = (rules.misses_for_break - 1) * 10 * kDay;
  if (random() % 2 == 0) rules.close_silence = static_cast<Micros>(1 + random() % 20) * kDay;
  if (random() % 3 == 0) rules.no_silence_in = {"a", "b"};
  rules.reopen_within = static_cast<Micros>(random() % 20) * kDay;
  rules.transfer_alert = static_cast<Micros>(random() % 20) * kMinute;
  rules.feedback.survey = random() % 2 == 0;
  rules.feedback.flag_at_tenths = static_cast<std::uint8_t>(random() % 51);
  if (random() % 2 == 0) rules.feedback.slow_words = {"slow", "慢"};
  rules.feedback.respond_within = static_cast<Micros>(1 + random() % 48) * kHour;
  if (random() % 2 == 0) rules.types.front().handling = "1. listen\n2. 致歉";
  rules.call_back_after = static_cast<Micros>(random() % 20) * kMinute;
  if (random() % 2 == 0) rules.quotas.push_back({.front_end = "", .urgent_per_minute = static_cast<std::uint32_t>(random() % 100)});
  if (random() % 2 == 0) rules.quotas.push_back({.front_end = "hotline", .high_per_minute = 0, .vip_per_minute = kClaimsPerMinuteMax});
  const std::vector<std::uint16_t> steps[] = {{500, 800, 1000, 1500}, {1000}, {200, 500, 1000}, {800, 1000, 1200, 3000}, {1, 999, 1000}};
  rules.clock_steps = steps[random() % std::size(steps)];
  rules.same_agent_within = static_cast<Micros>(random() % 60) * kDay;
  rules.repeat_within = static_cast<Micros>(random() % 9) * kDay;
  rules.supervisor_per_mille = static_cast<std::uint16_t>(1 + random() % 2000);
  if (random() % 3 == 0) rules.active_by_channel.push_back({rules.channels[random() % rules.channels.size()].name, {"a"}});
  if (random() % 3 == 0) rules.active_by_team.push_back({"night", {"a", "c"}});
  rules.escalation = static_cast<std::uint8_t>(random() % 8);
  rules.promise_per_mille = static_cast<std::uint16_t>(random() % 3 * 400);
  rules.stale_after = static_cast<Micros>(random() % 3) * 5 * kMinute;
  if (random() % 2 == 0) {
    rules.overdue_reasons = {{.code = 1, .name = "staff-short"}, {.code = 2, .name = "other", .chinese = "其他", .asks_text = true}};
  }
  for (RelaxationStep& step : rules.matching.relaxation) {
    if (random() % 2 == 0) step.after = static_cast<Micros>(1 + random() % 15) * kMinute;
    if (random() % 2 == 0) step.per_mille = static_cast<std::uint16_t>(1 + random() % kRelaxPerMilleMax);
  }
  rules.matching.share_percent[3] = static_cast<std::uint8_t>(random() % (kSharePercentMax + 1));
  rules.matching.share_percent[4] = static_cast<std::uint8_t>(random() % (kSharePercentMax + 1));
  if (random() % 2 == 0) rules.matching.reserve = static_cast<std::uint16_t>(random() % 6);
  rules.matching.manager_wait_per_mille = static_cast<std::uint16_t>(random() % 500);
  rules.matching.saturation_alerts = random() % 2 == 0;
  return rules;
}

}  // namespace tidegate
