#include "protocol/rules/parse_rule_set.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "protocol/rules/toml_tree.h"
#include "tests/support/seed.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'230'000 * kSecond;  // 2026-11-21

// A sound head in lines 1 to 3; what a test adds begins in line 4.
std::string Headed(std::string_view text) { return "name = \"t\"\ntime_zone = \"UTC\"\nsla = { active = [] }\n" + std::string(text); }

std::string ErrorsOf(std::string_view toml) {
  const ParsedRules parsed = ParseRuleSet(toml, kNow);
  EXPECT_EQ(parsed.rules.has_value(), parsed.errors.empty());
  return FormatRuleErrors("r.toml", parsed.errors);
}

RuleSet Parsed(std::string_view toml) {
  ParsedRules parsed = ParseRuleSet(toml, kNow);
  EXPECT_TRUE(parsed.rules.has_value()) << FormatRuleErrors("r.toml", parsed.errors);
  return parsed.rules.value_or(RuleSet());
}

TEST(ParseRuleSetTest, SmallestFileHasTheDefaultsOfTheDomain) {
  const RuleSet rules = Parsed(Headed(""));
  EXPECT_EQ(rules.name, "t");
  EXPECT_EQ(rules.time_zone, "UTC");
  EXPECT_EQ(rules.day_offset, 0);
  EXPECT_EQ(rules.accept_live, 20 * kSecond);
  EXPECT_EQ(rules.accept_other, 3 * kMinute);
  EXPECT_EQ(rules.decline_memory, 10 * kMinute);
  EXPECT_EQ(rules.misses_for_break, 3);
  EXPECT_EQ(rules.same_agent_within, 30 * kDay);
  EXPECT_EQ(rules.repeat_within, 7 * kDay);
  EXPECT_EQ(rules.supervisor_per_mille, 800);
  EXPECT_EQ(rules.wrap_up, 30 * kSecond);
  EXPECT_EQ(rules.ramp_up, 10 * kMinute);
  EXPECT_EQ(rules.disconnect_grace, 60 * kSecond);
  EXPECT_EQ(rules.article_review, 30 * kDay);
  EXPECT_EQ(rules.close_silence, 0);
  EXPECT_TRUE(rules.no_silence_in.empty());
  EXPECT_EQ(rules.reopen_within, 7 * kDay);
  EXPECT_EQ(rules.transfer_alert, 10 * kMinute);
  EXPECT_EQ(rules.call_back_after, 0);
  EXPECT_FALSE(rules.open_desks);
  EXPECT_EQ(rules.order_per_mille, (std::array<std::uint16_t, 5>{1000, 400, 600, 800, 1000}));
  EXPECT_EQ(rules.clock_steps, (std::vector<std::uint16_t>{500, 800, 1000, 1500}));
  EXPECT_EQ(rules.ladders[0], (std::vector<std::uint8_t>{1 << 4 | 1 << 5}));
  EXPECT_EQ(rules.ladders[1], (std::vector<std::uint8_t>{1 << 3, 1 << 4}));
  EXPECT_EQ(rules.ladders[2], (std::vector<std::uint8_t>{1 << 1 | 1 << 2 | 1 << 3, 1 << 4}));
  EXPECT_EQ(rules.ladders[3], rules.ladders[2]);
  EXPECT_EQ(rules.open_rungs, 1);
  EXPECT_EQ(rules.matching, MatchingRules());
}

TEST(ParseRuleSetTest, MatchingIsRead) {
  const RuleSet rules = Parsed(Headed(R"(
[ladders]
open_rungs = "all"
[relaxation]
region_after = "1 min"
region_percent = 10
ladder_after = "0 s"
ladder_percent = 0
skill_after = "3 min"
skill_percent = 100
[shares]
normal_percent = 25
low_percent = 0
[matching]
reserve = 7
manager_wait_percent = 50
waiting_customer_percent = 30
saturation_alerts = false
[agents]
shift_end = "20 min"
[catalog]
channels = [{ name = "hotline", weight_percent = 250 }, { name = "email" }]
)"));
  EXPECT_EQ(rules.open_rungs, kLadderRungsMax);
  const MatchingRules& matching = rules.matching;
  EXPECT_EQ(matching.relaxation[0], (RelaxationStep{.after = kMinute, .per_mille = 100}));
  EXPECT_EQ(matching.relaxation[1], (RelaxationStep{}));
  EXPECT_EQ(matching.relaxation[2], (RelaxationStep{.after = 3 * kMinute, .per_mille = 1000}));
  EXPECT_EQ(matching.share_percent, (std::array<std::uint8_t, 5>{0, 0, 0, 25, 0}));
  EXPECT_EQ(matching.reserve, 7);
  EXPECT_EQ(matching.manager_wait_per_mille, 500);
  EXPECT_EQ(matching.waiting_customer_percent, 30);
  EXPECT_EQ(matching.shift_end, 20 * kMinute);
  ASSERT_EQ(rules.channels.size(), 2u);
  EXPECT_EQ(rules.channels[0].weight_percent, 250);
  EXPECT_EQ(rules.channels[1].weight_percent, 100);
  EXPECT_FALSE(matching.saturation_alerts);
  EXPECT_EQ(DecodeRuleSet(EncodeRuleSet(rules)), rules);
}

TEST(ParseRuleSetTest, EveryKeyIsRead) {
  const RuleSet rules = Parsed(R"(name = "all"
time_zone = "Asia/Shanghai"
dev.open_desks = true
[offers]
accept_live = "5 s"
accept_other = "1 min"
decline_memory = "1 h"
misses_for_break = 7
same_agent_within = "7 d"
[repeats]
within = "3 d"
[agents]
wrap_up = "1 s"
ramp_up = "2 s"
disconnect_grace = "3 s"
[knowledge]
review_within = "14 d"
[close]
silence = "3 d"
no_silence_in = ["p"]
[reopen]
within = "2 d"
[transfer]
alert_after = "5 min"
[call_back]
after = "8 h"
[order_per_mille]
vip = 1
enterprise = 2
member = 3
ordinary = 4
[ladders]
urgent = ["expert"]
high = ["supervisor", ["资深"]]
open_rungs = 2
[clocks]
steps_percent = [100, 200]
supervisor_percent = 60
[calendars.office]
weekly = { mon-thu = ["09:00-12:00", "13:00-18:00"], fri = "09:00-14:00", sun = [] }
[calendars.berlin]
time_zone = "Europe/Berlin"
weekly.daily = "00:00-24:00"
[catalog]
skills = ["a", "b"]
regions = ["r"]
types = [{ name = "complaint", chinese = "投诉", level = "高", bot_allowed = true }]
channels = [{ name = "hotline", chinese = "热线", live = true, hours = "berlin" }]
[sla]
active = ["p"]
working_day_calendar = "office"
[[presets.p]]
level = ["urgent", "高"]
tier = "vip"
type = "投诉"
channel = ["hotline"]
respond = "15 min"
resolve = "3 working days"
[[presets.p]]
resolve = "1 working day"
respond = "1 h 30 min"
calendar = "channel"
)"
                               "[[presets.q]]\nrespond = \"1 h\"\ncalendar = \"berlin\"\n");
  EXPECT_EQ(rules.day_offset, 8 * kHour);
  EXPECT_TRUE(rules.open_desks);
  EXPECT_EQ(rules.accept_live, 5 * kSecond);
  EXPECT_EQ(rules.accept_other, kMinute);
  EXPECT_EQ(rules.decline_memory, kHour);
  EXPECT_EQ(rules.misses_for_break, 7);
  EXPECT_EQ(rules.same_agent_within, 7 * kDay);
  EXPECT_EQ(rules.repeat_within, 3 * kDay);
  EXPECT_EQ(rules.supervisor_per_mille, 600);
  EXPECT_EQ(rules.wrap_up, kSecond);
  EXPECT_EQ(rules.ramp_up, 2 * kSecond);
  EXPECT_EQ(rules.disconnect_grace, 3 * kSecond);
  EXPECT_EQ(rules.article_review, 14 * kDay);
  EXPECT_EQ(rules.close_silence, 3 * kDay);
  EXPECT_EQ(rules.no_silence_in, (std::vector<std::string>{"p"}));
  EXPECT_EQ(rules.reopen_within, 2 * kDay);
  EXPECT_EQ(rules.transfer_alert, 5 * kMinute);
  EXPECT_EQ(rules.call_back_after, 8 * kHour);
  EXPECT_EQ(rules.order_per_mille, (std::array<std::uint16_t, 5>{1000, 1, 2, 3, 4}));
  EXPECT_EQ(rules.open_rungs, 2);
  EXPECT_EQ(rules.clock_steps, (std::vector<std::uint16_t>{1000, 2000}));
  EXPECT_EQ(rules.skills, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(rules.regions, (std::vector<std::string>{"r"}));
  EXPECT_EQ(rules.types, (std::vector<TypeRule>{{"complaint", "投诉", Level::kHigh, true}}));
  ASSERT_EQ(rules.calendars.size(), 3u);
  EXPECT_EQ(rules.calendars[1].name(), "office");
  EXPECT_EQ(rules.calendars[2].name(), "berlin");
  EXPECT_EQ(rules.channels, (std::vector<ChannelRule>{{"hotline", "热线", true, 2}}));
  EXPECT_EQ(rules.active_presets, (std::vector<std::string>{"p"}));
  ASSERT_EQ(rules.sla.size(), 5u);
  const SlaRow first{.preset = "p",
                     .levels = 1 << 1 | 1 << 2,
                     .customer_tiers = 1 << 1,
                     .types = {"complaint"},
                     .channels = {"hotline"},
                     .tags = {},
                     .clock = Clock::kRespond,
                     .target = 15 * kMinute};
  EXPECT_EQ(rules.sla[0], first);
  EXPECT_EQ(rules.sla[1].clock, Clock::kResolve);
  EXPECT_EQ(rules.sla[1].working_days, 3);
  EXPECT_EQ(rules.sla[1].calendar, 1);
  EXPECT_EQ(rules.sla[2].target, 90 * kMinute);
  EXPECT_EQ(rules.sla[2].calendar, kChannelHours);
  EXPECT_EQ(rules.sla[3].working_days, 1);
  EXPECT_EQ(rules.sla[3].calendar, kChannelHours);
  EXPECT_EQ(rules.sla[4].preset, "q");
  EXPECT_EQ(rules.sla[4].calendar, 2);
}

TEST(ParseRuleSetTest, QuotasOfFrontEndsAreRead) {
  const std::string head = "name = \"q\"\ntime_zone = \"UTC\"\nsla.active = []\n";
  const auto parse = [&](const std::string& toml) { return ParseRuleSet(head + toml, kNow); };
  EXPECT_TRUE(parse("").rules->quotas.empty());
  const ParsedRules parsed = parse(R"([admission]
urgent_per_minute = 60
vip_per_minute = 0
[[admission.front_ends]]
name = "hotline"
urgent_per_minute = 600
[[admission.front_ends]]
name = "web"
high_per_minute = 7
)");
  ASSERT_TRUE(parsed.rules.has_value()) << FormatRuleErrors("r.toml", parsed.errors);
  EXPECT_EQ(parsed.rules->quotas, (std::vector<ClaimQuota>{{"", 60, kNoQuota, 0}, {"hotline", 600, kNoQuota, 0}, {"web", 60, 7, 0}}));
  EXPECT_EQ(DecodeRuleSet(EncodeRuleSet(*parsed.rules)), parsed.rules);
  const auto errors = [&](const std::string& toml) { return FormatRuleErrors("r.toml", parse(toml).errors); };
  EXPECT_NE(errors("admission = { urgent_per_minute = 1000001 }").find("1000000"), std::string::npos);
  EXPECT_NE(errors("admission = { urgent_per_minutes = 1 }").find("did you mean \"urgent_per_minute\"?"), std::string::npos);
  EXPECT_NE(errors("[[admission.front_ends]]\nname = \"a\"\n[[admission.front_ends]]\nname = \"a\"\n").find("\"a\" has a quota already"),
            std::string::npos);
  EXPECT_NE(errors("[[admission.front_ends]]\nurgent_per_minute = 1\n").find("name"), std::string::npos);
}

TEST(ParseRuleSetTest, DayOffsetIsTheStandardTimeInSummerToo) {
  const std::string toml = "name = \"t\"\ntime_zone = \"Europe/Berlin\"\nsla.active = []\n";
  for (const Micros now : {kNow, kNow + 180 * kDay}) {
    const ParsedRules parsed = ParseRuleSet(toml, now);
    ASSERT_TRUE(parsed.rules.has_value());
    EXPECT_EQ(parsed.rules->day_offset, kHour);
  }
}

TEST(ParseRuleSetTest, FirstSyntaxErrorIsToldWithItsLine) {
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = UTC\nalso wrong"),
            "r.toml:2: not TOML: Error while parsing value: could not determine value type; correct this line; what comes after it was not "
            "read\n");
  EXPECT_EQ(ErrorsOf("name = \"t\"\nname = \"u\"\n"),
            "r.toml:2: not TOML: Error while parsing key-value pair: cannot redefine existing string 'name'; correct this line; what comes "
            "after it was not read\n");
  EXPECT_EQ(ErrorsOf("name = \"\xFF\"\n"),
            "r.toml:1: not TOML: Encountered invalid utf-8 sequence; correct this line; what comes after it was not read\n");
}

TEST(ParseRuleSetTest, AllSemanticErrorsAreToldAtOnceInTheOrderOfTheFile) {
  EXPECT_EQ(
      ErrorsOf(R"(nam = "t"
[offers]
accept_live = 20
accept_other = "3 minutes"
misses_for_break = 0
[agents]
wrap_up = "2 h"
[sla]
active = ["standart"]
[presets]
standard = [
  { level = "urgnt", respond = "15 min" },
  { tier = "vip" },
]
)"),
      "r.toml:1: name: is missing; add it; RULES.md describes it\n"
      "r.toml:1: time_zone: is missing; add it; RULES.md describes it\n"
      "r.toml:1: nam: is not a key of this place; did you mean \"name\"?\n"
      "r.toml:3: offers.accept_live: 20 has no unit; write for example \"20 s\", \"15 min\" or \"1 h 30 min\"\n"
      "r.toml:4: offers.accept_other: \"3 minutes\" has the unknown unit \"minutes\"; write for example \"20 s\", \"15 min\" or \"1 h 30 "
      "min\"\n"
      "r.toml:5: offers.misses_for_break: 0 is out of bounds; write a whole number from 1 to 100\n"
      "r.toml:7: agents.wrap_up: \"2 h\" is out of bounds; write 0 s to 1 h\n"
      "r.toml:9: sla.active[1]: \"standart\" is not a preset of this file; did you mean \"standard\"?\n"
      "r.toml:12: presets.standard[1].level: \"urgnt\" is not a level; write urgent, high, normal or low\n"
      "r.toml:13: presets.standard[2]: has no target; add a target such as respond = \"15 min\", or remove the row\n"
      "r.toml: 10 errors\n");
}

struct Golden {
  const char* toml;    // after the head: begins in line 4
  const char* errors;  // all of them
};

void Check(std::initializer_list<Golden> cases) {
  for (const Golden& c : cases) EXPECT_EQ(ErrorsOf(Headed(c.toml)), c.errors) << c.toml;
}

TEST(ParseRuleSetTest, UnknownKeysAreRefusedWithTheNearestKnown) {
  Check({
      {"colour = 1",
       "r.toml:4: colour: is not a key of this place; choose from name, time_zone, admission, dev, calendars, catalog, keywords, "
       "classification, flow, review, repeats, sla, presets, close, reopen, transfer, call_back, clocks, "
       "order_per_mille, ladders, offers, agents, relaxation, shares, matching, knowledge, feedback\n"},
      {"dev = { open_desk = true }", "r.toml:4: dev.open_desk: is not a key of this place; did you mean \"open_desks\"?\n"},
      {"[ofers]", "r.toml:4: ofers: is not a key of this place; did you mean \"offers\"?\n"},
      {"[offers]\nAccept_Live = \"1 s\"", "r.toml:5: offers.Accept_Live: is not a key of this place; did you mean \"accept_live\"?\n"},
      {"[agents]\nrampup = \"1 s\"", "r.toml:5: agents.rampup: is not a key of this place; did you mean \"ramp_up\"?\n"},
      {"[catalog]\ntypes = [{ name = \"a\", botallowed = true }]",
       "r.toml:5: catalog.types[1].botallowed: is not a key of this place; did you mean \"bot_allowed\"?\n"},
      {"[presets]\np = [{ respond = \"1 h\", solve = \"2 h\" }]",
       "r.toml:5: presets.p[1].solve: is not a key of this place; choose from level, tier, type, category, tag, channel, calendar, pauses, "
       "respond, resolve, close-loop, update, statutory\n"},
      {"[ladders]\nmedium = [\"new\"]",
       "r.toml:5: ladders.medium: is not a key of this place; choose from urgent, high, normal, low, open_rungs\n"},
  });
}

TEST(ParseRuleSetTest, WrongKindsAndBoundsAreNamedWithWhatIsWanted) {
  Check({
      {"dev = true", "r.toml:4: dev: true stands here; write a table: [dev]\n"},
      {"dev.open_desks = \"yes\"", "r.toml:4: dev.open_desks: \"yes\" stands here; write true or false\n"},
      {"offers.accept_live = 20",
       "r.toml:4: offers.accept_live: 20 has no unit; write for example \"20 s\", \"15 min\" or \"1 h 30 min\"\n"},
      {"offers.accept_live = \"20\"",
       "r.toml:4: offers.accept_live: \"20\" has no unit; write for example \"20 s\", \"15 min\" or \"1 h 30 min\"\n"},
      {"offers.accept_live = \"0 s\"", "r.toml:4: offers.accept_live: \"0 s\" is out of bounds; write 1 s to 1 h\n"},
      {"offers.accept_live = \"3 working days\"",
       "r.toml:4: offers.accept_live: \"3 working days\" is not possible here; write for example \"20 s\", \"15 min\" or \"1 h 30 min\"\n"},
      {"offers.misses_for_break = 101", "r.toml:4: offers.misses_for_break: 101 is out of bounds; write a whole number from 1 to 100\n"},
      {"offers.misses_for_break = 1.5",
       "r.toml:4: offers.misses_for_break: a number with a fraction stands here; write a whole number from 1 to 100\n"},
      {"order_per_mille.vip = -1", "r.toml:4: order_per_mille.vip: -1 is out of bounds; write a whole number from 0 to 10000\n"},
      {"clocks.steps_percent = [50, 150]",
       "r.toml:4: clocks.steps_percent: is not a list of steps; write 1 to 4 whole numbers from 1 to 1000, ascending, with 100 among them: "
       "[50, 80, 100, 150]\n"},
      {"clocks.steps_percent = [100, 50]",
       "r.toml:4: clocks.steps_percent: is not a list of steps; write 1 to 4 whole numbers from 1 to 1000, ascending, with 100 among them: "
       "[50, 80, 100, 150]\n"},
      {"clocks.steps_percent = [1, 2, 3, 4, 100]",
       "r.toml:4: clocks.steps_percent: is not a list of steps; write 1 to 4 whole numbers from 1 to 1000, ascending, with 100 among them: "
       "[50, 80, 100, 150]\n"},
      {"clocks.steps_percent = 100",
       "r.toml:4: clocks.steps_percent: is not a list of steps; write 1 to 4 whole numbers from 1 to 1000, ascending, with 100 among them: "
       "[50, 80, 100, 150]\n"},
  });
}

TEST(ParseRuleSetTest, MistakesInCalendarsAreNamed) {
  Check({
      {"calendars.c = 1", "r.toml:4: calendars.c: 1 stands here; write a table: [calendars.c]\n"},
      {"[calendars.c]", "r.toml:4: calendars.c.weekly: is missing; add the weekly hours: weekly = { mon-fri = \"09:00-18:00\" }\n"},
      {"calendars.24x7.weekly.daily = \"09:00-18:00\"",
       "r.toml:4: calendars.24x7: is a name with a meaning of its own; choose another name for this calendar\n"},
      {"calendars.c.weekly.daily = \"9:00-18:00\"",
       "r.toml:4: calendars.c.weekly.daily: \"9:00-18:00\" is not a period of the day; write for example \"09:00-18:00\"; the end of a day "
       "is 24:00\n"},
      {"calendars.c.weekly.daily = \"09:00-24:01\"",
       "r.toml:4: calendars.c.weekly.daily: \"09:00-24:01\" is not a period of the day; write for example \"09:00-18:00\"; the end of a "
       "day is 24:00\n"},
      {"calendars.c.weekly.daily = \"22:00-06:00\"",
       "r.toml:4: calendars.c.weekly.daily: \"22:00-06:00\" ends before it begins; write two periods for one that passes midnight: to "
       "24:00, and from 00:00 on the next day\n"},
      {"calendars.c.weekly.daily = [\"09:00-12:00\", \"11:00-18:00\"]",
       "r.toml:4: calendars.c.weekly.daily: two periods overlap; join them, or let one end where the other begins\n"},
      {"calendars.c.weekly.daily = []",
       "r.toml:4: calendars.c.weekly: has no hours at all, so that no clock would ever run; name at least one day with a period, or use "
       "\"24x7\" instead of this calendar\n"},
      {"calendars.c.weekly = {}",
       "r.toml:4: calendars.c.weekly: has no hours at all, so that no clock would ever run; name at least one day with a period, or use "
       "\"24x7\" instead of this calendar\n"},
      {"calendars.c.weekly.monday = \"09:00-18:00\"",
       "r.toml:4: calendars.c.weekly.monday: does not name days of the week; write mon, tue, wed, thu, fri, sat, sun, a range such as "
       "mon-fri, or daily\n"},
      {"calendars.c.weekly.fri-mon = \"09:00-18:00\"",
       "r.toml:4: calendars.c.weekly.fri-mon: does not name days of the week; write mon, tue, wed, thu, fri, sat, sun, a range such as "
       "mon-fri, or daily\n"},
      {"calendars.c.weekly = { daily = \"09:00-18:00\", sat = \"10:00-12:00\" }",
       "r.toml:4: calendars.c.weekly.sat: sat has its hours from daily already; name each day once\n"},
      {"calendars.c = { time_zone = \"Asia/Beijing\", weekly.daily = \"09:00-18:00\" }",
       "r.toml:4: calendars.c.time_zone: \"Asia/Beijing\" is not a time zone of this machine; write an IANA name such as "
       "\"Asia/Shanghai\"; package tzdata brings them\n"},
      {"calendars.c = { weekly.daily = \"09:00-18:00\", holidays = [\"2026-02-29\", \"2026-13-01\", \"2026-10-07..2026-10-01\"] }",
       "r.toml:4: calendars.c.holidays[1]: \"2026-02-29\" is not a date, nor a range of dates; write dates of the calendar as "
       "\"2026-10-01\" or \"2026-10-01..2026-10-07\", in quotes\n"
       "r.toml:4: calendars.c.holidays[2]: \"2026-13-01\" is not a date, nor a range of dates; write dates of the calendar as "
       "\"2026-10-01\" or \"2026-10-01..2026-10-07\", in quotes\n"
       "r.toml:4: calendars.c.holidays[3]: \"2026-10-07..2026-10-01\" ends before it begins; write dates of the calendar as "
       "\"2026-10-01\" or \"2026-10-01..2026-10-07\", in quotes\n"
       "r.toml: 3 errors\n"},
      {"calendars.c = { weekly.daily = \"09:00-18:00\", holidays = [\"2026-01-01..2027-02-01\"] }",
       "r.toml:4: calendars.c.holidays[1]: \"2026-01-01..2027-02-01\" is longer than a year; write dates of the calendar as "
       "\"2026-10-01\" or \"2026-10-01..2026-10-07\", in quotes\n"},
      {"calendars.c = { weekly.daily = \"09:00-18:00\", holidays = [\"2026-10-01..2026-10-03\", \"2026-10-02\"] }",
       "r.toml:4: calendars.c.holidays[2]: \"2026-10-02\" names a date that is a holiday already; name each date once\n"},
      {"calendars.c = { weekly.daily = \"09:00-18:00\", holidays = [2026-10-01] }",
       "r.toml:4: calendars.c.holidays[1]: a date or time stands here; write a text in quotes\n"},
      {"calendars.c = { weekly.daily = \"09:00-18:00\", holidays = [\"2026-10-01\"], workdays = { 2026-10-01 = \"fri\" } }",
       "r.toml:4: calendars.c.workdays.2026-10-01: is a holiday of this calendar too; take it out of one of the two\n"},
      {"calendars.c = { weekly.mon-fri = \"09:00-18:00\", workdays = { 2026-10-10 = \"sat\", tomorrow = \"fri\", 2026-10-11 = [] } }",
       "r.toml:4: calendars.c.workdays.2026-10-10: takes the hours of sat, which has none; name a day of the week with hours, or write the "
       "periods\n"
       "r.toml:4: calendars.c.workdays.tomorrow: is not a date; write a date of the calendar as \"2026-10-01\", in quotes\n"
       "r.toml:4: calendars.c.workdays.2026-10-11: has no hours; write a day of the week whose hours it takes, or periods; a closed day is "
       "a "
       "holiday\n"
       "r.toml: 3 errors\n"},
      {"calendars.c.weekly.mon = [\"00:00-01:00\", \"02:00-03:00\", \"04:00-05:00\", \"06:00-07:00\", \"08:00-09:00\", \"10:00-11:00\", "
       "\"12:00-13:00\", \"14:00-15:00\", \"16:00-17:00\"]",
       "r.toml:4: calendars.c.weekly.mon: 9 periods in a day are more than 8; join some of them\n"},
  });
}

TEST(ParseRuleSetTest, MistakesInTheCatalogAreNamed) {
  Check({
      {"catalog.skills = \"refund\"", "r.toml:4: catalog.skills: \"refund\" stands here; write a list of texts: [\"a\", \"b\"]\n"},
      {"catalog.skills = [\"refund\", 7]", "r.toml:4: catalog.skills[2]: 7 stands here; write a text in quotes\n"},
      {"[catalog]\nskills = [\n\"refund\",\n\"refund\"]",
       "r.toml:7: catalog.skills[2]: \"refund\" names another skill already, in line 6; remove one of them, or rename it\n"},
      {"catalog.skills = [\"\", \" a\", \"a\\tb\"]",
       "r.toml:4: catalog.skills[1]: is an empty name; write 1 to 64 bytes of visible characters\n"
       "r.toml:4: catalog.skills[2]: is a name with a space at its beginning or end; write 1 to 64 bytes of visible characters\n"
       "r.toml:4: catalog.skills[3]: is a name with control characters; write 1 to 64 bytes of visible characters\n"
       "r.toml: 3 errors\n"},
      {"catalog.skills = [\"0123456789012345678901234567890123456789012345678901234567890123x\"]",
       "r.toml:4: catalog.skills[1]: is a name of more than 64 bytes; write 1 to 64 bytes of visible characters\n"},
      {"catalog.types = [{ chinese = \"投诉\" }]", "r.toml:4: catalog.types[1].name: is missing; add it; RULES.md describes it\n"},
      {"catalog.types = [{ name = \"a\", level = \"medium\" }]",
       "r.toml:4: catalog.types[1].level: \"medium\" is not a level; write urgent, high, normal or low\n"},
      {"catalog.types = [{ name = \"a\", chinese = \"甲\" }, { name = \"甲\" }]",
       "r.toml:4: catalog.types[2].name: \"甲\" names another type already, in line 4; remove one of them, or rename it\n"},
      {"catalog.types = [\"a\"]", "r.toml:4: catalog.types[1]: \"a\" stands here; write a table: { key = value, ... }\n"},
      {"catalog.types = { a = 1 }", "r.toml:4: catalog.types: a table stands here; write a list of tables: [{ ... }, { ... }]\n"},
      {"catalog.channels = [{ name = \"a\", weight_percent = 55 }]",
       "r.toml:4: catalog.channels[1].weight_percent: 55 is no multiple of 10; write 50 or 60\n"},
      {"catalog.channels = [{ name = \"a\", hours = \"nights\" }]",
       "r.toml:4: catalog.channels[1].hours: \"nights\" is not a calendar of this file; choose from 24x7\n"},
  });
}

TEST(ParseRuleSetTest, MistakesInLaddersAreNamed) {
  Check({
      {"ladders.urgent = [[\"bot\", \"expert\"]]",
       "r.toml:4: ladders.urgent[1][1]: bots never get urgent tickets; take bot off this ladder\n"},
      {"ladders.high = [[\"regular\"], [\"regular\"]]",
       "r.toml:4: ladders.high[2][1]: \"regular\" is on this ladder already; name each tier once\n"},
      {"ladders.high = [[\"regulars\"]]",
       "r.toml:4: ladders.high[1][1]: \"regulars\" is not a tier of agents; write bot, new, regular, senior, expert or supervisor\n"},
      {"ladders.high = \"regular\"",
       "r.toml:4: ladders.high: \"regular\" stands here; write the rungs from the first: [[\"new\", \"regular\"], [\"senior\"]]\n"},
      {"ladders.high = []",
       "r.toml:4: ladders.high: has no rung; write the rungs from the first: [[\"new\", \"regular\"], [\"senior\"]]\n"},
      {"ladders.high = [[]]",
       "r.toml:4: ladders.high[1]: is a rung without a tier of agents; write bot, new, regular, senior, expert or supervisor\n"},
      {"ladders.open_rungs = 0", "r.toml:4: ladders.open_rungs: 0 is out of bounds; write a whole number from 1 to 6\n"},
      {"ladders.open_rungs = \"some\"",
       "r.toml:4: ladders.open_rungs: \"some\" stands here; write a whole number from 1 to 6, or \"all\"\n"},
  });
}

TEST(ParseRuleSetTest, MistakesInPresetsAreNamed) {
  Check({
      {"presets.p = [{ level = \"urgent\" }]",
       "r.toml:4: presets.p[1]: has no target; add a target such as respond = \"15 min\", or remove the row\n"},
      {"presets.p = [{ respond = 15 }]",
       "r.toml:4: presets.p[1].respond: 15 has no unit; write for example \"15 min\", \"1 h 30 min\" or \"3 working days\"\n"},
      {"presets.p = [{ respond = \"0 s\" }]",
       "r.toml:4: presets.p[1].respond: \"0 s\" is out of bounds; write 1 s to 366 d, or 1 to 366 working days\n"},
      {"presets.p = [{ respond = \"367 d\" }]",
       "r.toml:4: presets.p[1].respond: \"367 d\" is out of bounds; write 1 s to 366 d, or 1 to 366 working days\n"},
      {"presets.p = [{ resolve = \"367 working days\" }]",
       "r.toml:4: presets.p[1].resolve: \"367 working days\" is out of bounds; write 1 s to 366 d, or 1 to 366 working days\n"},
      {"presets.p = [{ resolve = \"3 working days\" }]",
       "r.toml:4: presets.p[1].resolve: counts working days, but of which calendar is not said; name it once in sla.working_day_calendar, "
       "or in calendar of this row\n"},
      {"presets.p = [{ respond = \"1 h\", tier = [\"vip\", \"VIP\"] }]",
       "r.toml:4: presets.p[1].tier[2]: \"VIP\" stands here twice; remove one of them\n"},
      {"presets.p = [{ respond = \"1 h\", tier = \"gold\" }]",
       "r.toml:4: presets.p[1].tier: \"gold\" is not a tier; write vip, enterprise, member or ordinary\n"},
      {"presets.p = [{ respond = \"1 h\", type = \"complaint\" }]",
       "r.toml:4: presets.p[1].type: \"complaint\" is not a type of the catalog; there is no type yet\n"},
      {"catalog.types = [{ name = \"complaint\" }]\npresets.p = [{ respond = \"1 h\", type = \"complaints\" }]",
       "r.toml:5: presets.p[1].type: \"complaints\" is not a type of the catalog; did you mean \"complaint\"?\n"},
      {"presets.p = [{ respond = \"1 h\", calendar = \"office\" }]",
       "r.toml:4: presets.p[1].calendar: \"office\" is not a calendar of this file; choose from 24x7\n"},
      {"presets.p = { respond = \"1 h\" }", "r.toml:4: presets.p: a table stands here; write a list of tables: [{ ... }, { ... }]\n"},
  });
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = \"UTC\"\n"),
            "r.toml:1: sla: is missing; add [sla] with active = [\"standard\"], the presets in force, or active = []\n");
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = \"UTC\"\nsla = {}\n"), "r.toml:3: sla.active: is missing; add it; RULES.md describes it\n");
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = \"UTC\"\nsla.active = [\"p\", \"p\", \"q\"]\npresets.p = []\n"),
            "r.toml:3: sla.active[2]: \"p\" stands here twice; remove one of them\n"
            "r.toml:3: sla.active[3]: \"q\" is not a preset of this file; choose from p\n"
            "r.toml: 2 errors\n");
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = \"UTC\"\nsla = { active = [], working_day_calendar = \"x\" }\n"),
            "r.toml:3: sla.working_day_calendar: \"x\" is not a calendar of this file; choose from 24x7\n");
  EXPECT_EQ(ErrorsOf("name = \"t\"\ntime_zone = \"Mars/Olympus\"\nsla.active = []\n"),
            "r.toml:2: time_zone: \"Mars/Olympus\" is not a time zone of this machine; write an IANA name such as \"Asia/Shanghai\"; "
            "package tzdata brings them\n");
}

TEST(ParseRuleSetTest, BeyondTheBoundErrorsAreCounted) {
  std::string toml = Headed("");
  for (int i = 0; i < 250; ++i) toml += "unknown_" + std::to_string(i) + " = 1\n";
  const ParsedRules parsed = ParseRuleSet(toml, kNow);
  ASSERT_EQ(parsed.errors.size(), kRuleErrorsMax);
  EXPECT_EQ(parsed.errors[0].line, 4);
  EXPECT_EQ(parsed.errors.back().problem, "151 more errors are not shown");
}

TEST(ParseRuleSetTest, TooLargeFilesAndManyRowsAreRefused) {
  EXPECT_EQ(ErrorsOf(std::string(kTomlBytesMax + 1, '#')),
            "r.toml: the file has 1048577 bytes, more than 1048576; remove what is not needed\n");
  std::string rows = "presets.p = [\n";
  for (int i = 0; i < 600; ++i) rows += "{ respond = \"1 h\", resolve = \"2 h\" },\n";
  EXPECT_EQ(ErrorsOf(Headed(rows + "]\n")),
            "r.toml:4: presets: has 1200 targets, more than 1024; join rows by naming several levels, tiers, types or channels in one\n");
}

TEST(ParseRuleSetTest, ControlCharactersOfAFileNeverReachTheTerminal) {
  const std::string errors = ErrorsOf(Headed("\"a\\u001b[2Jb\" = 1"));
  EXPECT_EQ(errors.find('\x1b'), std::string::npos);
  EXPECT_NE(errors.find("a?[2Jb"), std::string::npos);
}

// Any damage to a sound file gives a rule set or errors, never a crash.
TEST(ParseRuleSetTest, DamagedFilesAreRefusedOrRead) {
  std::mt19937_64 random(TestSeed());
  const std::string sound = Headed(R"(
[calendars.office]
weekly = { mon-fri = ["09:00-12:00", "13:00-18:00"] }
[catalog]
types = [{ name = "complaint", chinese = "投诉", level = "high" }]
channels = [{ name = "hotline", live = true, hours = "office" }]
[presets]
p = [{ level = ["urgent"], type = "complaint", respond = "15 min", resolve = "3 working days", calendar = "office" }]
[ladders]
urgent = [["senior", "expert"]]
)");
  for (int round = 0; round < 400; ++round) {
    std::string damaged = sound;
    for (std::uint64_t hits = 1 + random() % 3; hits > 0; --hits) {
      const std::size_t at = random() % damaged.size();
      if (random() % 2 == 0) {
        damaged.erase(at, 1 + random() % 5);
      } else {
        damaged.insert(at, 1, "[]{}\"=,.#\n09azA-"[random() % 17]);
      }
    }
    const ParsedRules parsed = ParseRuleSet(damaged, kNow);
    ASSERT_EQ(parsed.rules.has_value(), parsed.errors.empty()) << damaged;
  }
}

}  // namespace
}  // namespace tidegate
