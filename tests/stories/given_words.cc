// What a story is given: rules and limits.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <utility>

#include "protocol/rules/parse_rule_set.h"
#include "protocol/rules/weekly_hours.h"
#include "tests/stories/story_words.h"

namespace tidegate::story {
namespace {

// The rule set that is shipped, without the pauses that other stories tell of.
RuleSet RulesOf(const std::string& value) {
  if (value != "shipped") throw Misspelt{"'" + value + "' is no rule set; shipped is one"};
  std::ifstream file("deploy/sample/rules.toml");
  std::ostringstream text;
  text << file.rdbuf();
  ParsedRules parsed = ParseRuleSet(text.str(), kWorldBegins);
  if (!parsed.rules) throw Misspelt{FormatRuleErrors("rules.toml", parsed.errors)};
  parsed.rules->wrap_up = 0;
  parsed.rules->ramp_up = 0;
  parsed.rules->feedback.survey = false;
  return *std::move(parsed.rules);
}

// urgent, or urgent+high
ReviewRule ReviewOf(const std::string& value) {
  ReviewRule review;
  review.levels = 0;
  std::istringstream levels(value == "none" ? "" : value);
  for (std::string word; std::getline(levels, word, '+');) {
    const auto level = LevelNamed(word);
    if (!level) throw Misspelt{"'" + word + "' is no level"};
    review.levels |= static_cast<std::uint8_t>(1u << static_cast<int>(*level));
  }
  return review;
}

}  // namespace

const std::map<std::string, std::function<void(EngineWorld::Options&, const std::string&)>>& Settings() {
  static const std::map<std::string, std::function<void(EngineWorld::Options&, const std::string&)>> kSettings = {
      {"wrap-up", [](auto& options, const auto& value) { options.rules.wrap_up = SpanOf(value); }},
      {"ramp-up", [](auto& options, const auto& value) { options.rules.ramp_up = SpanOf(value); }},
      {"accept-live", [](auto& options, const auto& value) { options.rules.accept_live = SpanOf(value); }},
      {"accept-other", [](auto& options, const auto& value) { options.rules.accept_other = SpanOf(value); }},
      {"decline-memory", [](auto& options, const auto& value) { options.rules.decline_memory = SpanOf(value); }},
      {"disconnect-grace", [](auto& options, const auto& value) { options.rules.disconnect_grace = SpanOf(value); }},
      {"misses-for-break",
       [](auto& options, const auto& value) { options.rules.misses_for_break = static_cast<std::int32_t>(NumberOf(value)); }},
      {"stale-after", [](auto& options, const auto& value) { options.rules.stale_after = SpanOf(value); }},
      {"promise-percent",
       [](auto& options, const auto& value) { options.rules.promise_per_mille = static_cast<std::uint16_t>(NumberOf(value) * 10); }},
      {"promise-complexity",
       [](auto& options, const auto& value) { options.rules.promise_complexity = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"escalation", [](auto& options, const auto& value) { options.rules.escalation = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"overdue-reason",
       [](auto& options, const auto& value) {
         options.rules.overdue_reasons.push_back(
             {.code = static_cast<std::uint8_t>(options.rules.overdue_reasons.size() + 1), .name = value, .asks_text = value == "other"});
       }},
      {"active", [](auto& options, const auto& value) { options.rules.active_presets.push_back(value); }},
      {"same-agent-within", [](auto& options, const auto& value) { options.rules.same_agent_within = SpanOf(value); }},
      {"article-review", [](auto& options, const auto& value) { options.rules.article_review = SpanOf(value); }},
      {"close-silence", [](auto& options, const auto& value) { options.rules.close_silence = SpanOf(value); }},
      {"no-silence-in", [](auto& options, const auto& value) { options.rules.no_silence_in.push_back(value); }},
      {"reopen-within", [](auto& options, const auto& value) { options.rules.reopen_within = SpanOf(value); }},
      {"call-back-after", [](auto& options, const auto& value) { options.rules.call_back_after = SpanOf(value); }},
      {"survey", [](auto& options, const auto& value) { options.rules.feedback.survey = value == "on"; }},
      {"feedbacks-max",
       [](auto& options, const auto& value) { options.limits.feedbacks_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"handling",  // given handling consultation=listen_first
       [](auto& options, const auto& value) {
         for (TypeRule& type : options.rules.types) {
           if (value.starts_with(type.name + "=")) type.handling = value.substr(type.name.size() + 1);
         }
       }},
      {"repeat-within", [](auto& options, const auto& value) { options.rules.repeat_within = SpanOf(value); }},
      {"transfer-alert", [](auto& options, const auto& value) { options.rules.transfer_alert = SpanOf(value); }},
      {"rules", [](auto& options, const auto& value) { options.rules = RulesOf(value); }},
      {"review", [](auto& options, const auto& value) { options.rules.review = ReviewOf(value); }},
      {"supervisor-percent",
       [](auto& options, const auto& value) { options.rules.supervisor_per_mille = static_cast<std::uint16_t>(NumberOf(value) * 10); }},
      {"open-rungs", [](auto& options, const auto& value) { options.rules.open_rungs = static_cast<std::uint8_t>(NumberOf(value)); }},
      {"relaxation",
       [](auto& options, const auto& value) {
         if (value != "shipped" && value != "none") throw Misspelt{"relaxation is shipped or none"};
         options.rules.matching.relaxation = value == "none" ? decltype(MatchingRules::relaxation){} : MatchingRules().relaxation;
       }},
      {"open-desks", [](auto& options, const auto& value) { options.rules.open_desks = value == "on"; }},
      {"shift-end", [](auto& options, const auto& value) { options.rules.matching.shift_end = SpanOf(value); }},
      {"waiting-percent",
       [](auto& options, const auto& value) {
         options.rules.matching.waiting_customer_percent = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"reserve", [](auto& options, const auto& value) { options.rules.matching.reserve = static_cast<std::uint16_t>(NumberOf(value)); }},
      {"share-low",
       [](auto& options, const auto& value) {
         options.rules.matching.share_percent[static_cast<std::size_t>(Level::kLow)] = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"share-normal",
       [](auto& options, const auto& value) {
         options.rules.matching.share_percent[static_cast<std::size_t>(Level::kNormal)] = static_cast<std::uint8_t>(NumberOf(value));
       }},
      {"saturation-alerts", [](auto& options, const auto& value) { options.rules.matching.saturation_alerts = value == "on"; }},
      {"tickets-max", [](auto& options, const auto& value) { options.limits.tickets_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"recent-max", [](auto& options, const auto& value) { options.limits.recent_max = static_cast<std::uint32_t>(NumberOf(value)); }},
      {"customers-max",
       [](auto& options, const auto& value) { options.limits.customers_max = static_cast<std::uint32_t>(NumberOf(value)); }},
  };
  return kSettings;
}

void StoryWords::GiveSample(Reader& words) {
  std::ifstream file(TIDEGATE_STORIES_FOLDER "/../../deploy/sample/rules.toml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  ParsedRules parsed = ParseRuleSet(text, kWorldBegins);
  if (!parsed.rules) throw Misspelt{FormatRuleErrors("rules.toml", parsed.errors)};
  options_.rules = *std::move(parsed.rules);
  // These stories are about other things than what waiting does: relaxation and saturation are given where they are told.
  options_.rules.open_rungs = kLadderRungsMax;
  options_.rules.matching.relaxation = {};
  options_.rules.matching.saturation_alerts = false;
  options_.rules.feedback.survey = false;
  options_.rules.classification.clear();
  options_.rules.flows.clear();
  options_.rules.review.levels = 0;
  if (words.empty()) return;
  options_.rules.active_presets.clear();
  options_.rules.active_by_channel.clear();
  while (!words.empty()) options_.rules.active_presets.push_back(words.Next("a preset"));
}

void StoryWords::GiveRow(Reader& words) {
  SlaRow row;
  row.preset = words.Next("the preset");
  row.clock = Listed<Clock>(words.Next("the clock"));
  row.target = SpanOf(words.Next("the target"));
  row.pauses = words.Is("pauses");
  if (words.Is("in")) {
    const std::string name = words.Next("the calendar");
    const std::vector<Calendar>& calendars = options_.rules.calendars;
    const auto of_name = [&](const Calendar& calendar) { return calendar.name() == name; };
    const auto found = std::find_if(calendars.begin(), calendars.end(), of_name);
    if (found == calendars.end()) throw Misspelt{"'" + name + "' is no calendar"};
    row.calendar = static_cast<std::uint16_t>(found - calendars.begin());
  }
  words.End();
  options_.rules.sla.push_back(row);
}

void StoryWords::GiveRule(Reader& words) {
  ClassificationRule rule;
  rule.name = words.Next("the rule's name");
  while (!words.empty()) {
    if (words.Is("tier")) {
      rule.tiers = static_cast<std::uint8_t>(rule.tiers | 1u << static_cast<int>(Listed<CustomerTier>(words.Next("the tier"))));
    } else if (words.Is("channel")) {
      rule.channels.push_back(words.Next("the channel"));
    } else if (words.Is("people")) {
      rule.impact_people_min = static_cast<std::uint32_t>(NumberOf(words.Next("how many people")));
    } else if (words.Is("yuan")) {
      rule.impact_cents_min = static_cast<std::int64_t>(NumberOf(words.Next("how many yuan"))) * 100;
    } else if (words.Is("level")) {
      rule.level = Listed<Level>(words.Next("the level"));
    } else {
      words.End();
    }
  }
  options_.rules.classification.push_back(std::move(rule));
}

void StoryWords::GiveCalendar(Reader& words) {
  const std::string name = words.Next("the calendar's name");
  std::vector<std::pair<Micros, Micros>> periods;
  std::optional<TimeZone> zone;
  while (!words.empty()) {
    const std::string period = words.Next("a period");
    if (period.find('/') != std::string::npos) {
      zone = TimeZone::Find(period);
      if (!zone) throw Misspelt{"'" + period + "' is no time zone of this machine"};
      continue;
    }
    if (period.size() != 17) throw Misspelt{"'" + period + "' is not a period like 08:00:00-17:00:00"};
    periods.emplace_back(TimeOf(period.substr(0, 8)), TimeOf(period.substr(9)));
  }
  if (periods.empty()) throw Misspelt{"a calendar without a period"};
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -7; day < 63; ++day) {  // before its first period all time counts as open
    const Micros midnight = kMidnight + day * kDay;
    for (const auto& [open, close] : periods) intervals.push_back({midnight + open, midnight + close});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + periods.front().first});
  }
  Calendar calendar(name, std::move(intervals), std::move(days));
  if (zone) {
    WeeklyHours hours;
    for (std::vector<Period>& day : hours.days) {
      for (const auto& [open, close] : periods) day.push_back({static_cast<int>(open / kMinute), static_cast<int>(close / kMinute)});
    }
    calendar = CompileWeeklyHours(name, hours, *zone, kMidnight - 7 * kDay, kMidnight + 180 * kDay);
  }
  std::vector<Calendar>& calendars = options_.rules.calendars;
  const auto known = std::find_if(calendars.begin(), calendars.end(), [&](const Calendar& other) { return other.name() == name; });
  known == calendars.end() ? calendars.push_back(std::move(calendar)) : void(*known = std::move(calendar));
}

void StoryWords::GiveWeight(Reader& words) {
  const std::string name = words.Next("the channel");
  for (ChannelRule& channel : options_.rules.channels) {
    if (channel.name == name) {
      channel.weight_percent = static_cast<std::uint16_t>(NumberOf(words.Next("the percent of a place")));
      return words.End();
    }
  }
  throw Misspelt{"the rules know no channel '" + name + "'"};
}

void StoryWords::GivePresetsOf(Reader& words) {
  const bool channel = words.Is("channel");
  if (!channel && !words.Is("team")) throw Misspelt{"presets are of a channel or a team"};
  const std::string name = words.Next("whose they are");
  std::vector<std::string> presets;
  while (!words.empty()) presets.push_back(words.Next("a preset"));
  if (channel) {
    options_.rules.active_by_channel.push_back({name, presets});
  } else {
    options_.rules.active_by_team.push_back({name, presets});
  }
}

}  // namespace tidegate::story
