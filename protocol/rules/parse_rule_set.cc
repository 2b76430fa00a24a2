#include "protocol/rules/parse_rule_set.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/check.h"
#include "protocol/rules/rule_sections.h"
#include "protocol/rules/section.h"
#include "protocol/rules/toml_tree.h"
#include "protocol/time_zone.h"

namespace tidegate {
namespace {

constexpr Micros kYear = 366 * kDay;
constexpr Micros kCompiledBehind = kYear;     // design.md 3: a year back, for tickets of before ...
constexpr Micros kCompiledAhead = 3 * kYear;  // ... to three ahead

// The zone's standard time: the smallest offset of the year before. Constant over the seasons, so that days of numbers never go back.
Micros StandardOffset(const TimeZone& zone, Micros now) {
  Micros smallest = zone.OffsetAt(now);
  for (Micros at = std::max<Micros>(now - kYear, 0); at < now; at += 7 * kDay) smallest = std::min(smallest, zone.OffsetAt(at));
  return smallest;
}

void ReadZone(Section& root, Micros now, RuleSet& rules) {
  const std::optional<Quoted> name = root.Text("time_zone", Presence::kRequired);
  if (!name.has_value()) return;
  rules.time_zone = name->text;
  if (const std::optional<TimeZone> zone = TimeZone::Find(name->text)) {
    rules.day_offset = StandardOffset(*zone, now);
  } else {
    root.Note("time_zone", '"' + name->text + "\" is not a time zone of this machine",
              "write an IANA name such as \"Asia/Shanghai\"; package tzdata brings them");
  }
}

void ReadOffers(Section& root, RuleSet& rules) {
  std::optional<Section> offers = root.Table("offers");
  if (!offers.has_value()) return;
  rules.accept_live = offers->Time("accept_live", {kSecond, kHour}, rules.accept_live);
  rules.accept_other = offers->Time("accept_other", {kSecond, kDay}, rules.accept_other);
  rules.decline_memory = offers->Time("decline_memory", {0, kDay}, rules.decline_memory);
  rules.misses_for_break = static_cast<std::int32_t>(offers->Integer("misses_for_break", {1, kMissesForBreakMax}, rules.misses_for_break));
  rules.same_agent_within = offers->Time("same_agent_within", {0, kRuleSpanMax}, rules.same_agent_within);
  offers->RefuseRest();
}

void ReadAgents(Section& root, RuleSet& rules) {
  std::optional<Section> agents = root.Table("agents");
  if (!agents.has_value()) return;
  rules.wrap_up = agents->Time("wrap_up", {0, kHour}, rules.wrap_up);
  rules.ramp_up = agents->Time("ramp_up", {0, 4 * kHour}, rules.ramp_up);
  rules.disconnect_grace = agents->Time("disconnect_grace", {0, kHour}, rules.disconnect_grace);
  rules.matching.shift_end = agents->Time("shift_end", {0, 4 * kHour}, rules.matching.shift_end);
  agents->RefuseRest();
}

void ReadMatching(Section& root, RuleSet& rules) {
  MatchingRules& matching = rules.matching;
  if (std::optional<Section> relaxation = root.Table("relaxation")) {
    constexpr std::pair<const char*, const char*> kKeys[] = {
        {"region_after", "region_percent"}, {"ladder_after", "ladder_percent"}, {"skill_after", "skill_percent"}};
    static_assert(std::size(kKeys) == kRelaxationCount);
    for (std::size_t step = 0; step < kRelaxationCount; ++step) {
      RelaxationStep& rule = matching.relaxation[step];
      rule.after = relaxation->Time(kKeys[step].first, {0, kDay}, rule.after);
      rule.per_mille =
          static_cast<std::uint16_t>(relaxation->Integer(kKeys[step].second, {0, kRelaxPerMilleMax / 10}, rule.per_mille / 10) * 10);
    }
    relaxation->RefuseRest();
  }
  if (std::optional<Section> shares = root.Table("shares")) {
    for (const auto& [key, level] : {std::pair("normal_percent", Level::kNormal), std::pair("low_percent", Level::kLow)}) {
      std::uint8_t& percent = matching.share_percent[static_cast<std::size_t>(level)];
      percent = static_cast<std::uint8_t>(shares->Integer(key, {0, kSharePercentMax}, percent));
    }
    shares->RefuseRest();
  }
  if (std::optional<Section> rest = root.Table("matching")) {
    matching.reserve = static_cast<std::uint16_t>(rest->Integer("reserve", {0, kReserveMax}, matching.reserve));
    matching.manager_wait_per_mille = static_cast<std::uint16_t>(
        rest->Integer("manager_wait_percent", {0, kRelaxPerMilleMax / 10}, matching.manager_wait_per_mille / 10) * 10);
    matching.waiting_customer_percent = static_cast<std::uint8_t>(
        rest->Stepped("waiting_customer_percent", {0, 100}, kWeightPercentStep, matching.waiting_customer_percent));
    matching.saturation_alerts = rest->Boolean("saturation_alerts", matching.saturation_alerts);
    rest->RefuseRest();
  }
}

void ReadKnowledge(Section& root, RuleSet& rules) {
  std::optional<Section> knowledge = root.Table("knowledge");
  if (!knowledge.has_value()) return;
  rules.article_review = knowledge->Time("review_within", {0, kRuleSpanMax}, rules.article_review);
  knowledge->RefuseRest();
}

void ReadFeedback(Section& root, RuleSet& rules) {
  std::optional<Section> section = root.Table("feedback");
  if (!section.has_value()) return;
  FeedbackRules& feedback = rules.feedback;
  feedback.survey = section->Boolean("survey", feedback.survey);
  feedback.flag_at_tenths =
      static_cast<std::uint8_t>(section->Integer("flag_at_tenths", {0, kScoreMax * kTenthsPerPoint}, feedback.flag_at_tenths));
  feedback.respond_within = section->Time("respond_within", {kMinute, kRuleSpanMax}, feedback.respond_within);
  if (section->Find("slow_words") != nullptr) {
    feedback.slow_words.clear();
    for (const Quoted& word : section->Texts("slow_words")) {
      if (!CheckName(word, root.notes())) continue;
      if (std::find(feedback.slow_words.begin(), feedback.slow_words.end(), word.text) != feedback.slow_words.end()) {
        root.notes().Add(word.line, word.key, '"' + word.text + "\" stands twice", "remove one of them");
        continue;
      }
      feedback.slow_words.push_back(word.text);
    }
    if (feedback.slow_words.size() > kFeedbackWordsMax) {
      section->Note("slow_words",
                    "has " + std::to_string(feedback.slow_words.size()) + " words, more than " + std::to_string(kFeedbackWordsMax),
                    "remove some");
      feedback.slow_words.resize(kFeedbackWordsMax);
    }
  }
  section->RefuseRest();
}

void ReadOrder(Section& root, RuleSet& rules) {
  std::optional<Section> order = root.Table("order_per_mille");
  if (!order.has_value()) return;
  for (const Name& tier : NameTable<CustomerTier>::kRows) {
    std::uint16_t& per_mille = rules.order_per_mille[tier.number];
    per_mille = static_cast<std::uint16_t>(order->Integer(tier.english, {0, kPerMilleMax}, per_mille));
  }
  order->RefuseRest();
}

void ReadRepeats(Section& root, RuleSet& rules) {
  std::optional<Section> repeats = root.Table("repeats");
  if (!repeats.has_value()) return;
  rules.repeat_within = repeats->Time("within", {0, kRuleSpanMax}, rules.repeat_within);
  repeats->RefuseRest();
}

// Claims of `otherwise`, where the section does not say.
ClaimQuota ReadQuota(Section& section, const ClaimQuota& otherwise) {
  ClaimQuota quota = otherwise;
  for (const auto& [key, claims] :
       {std::pair("urgent_per_minute", &quota.urgent_per_minute), std::pair("high_per_minute", &quota.high_per_minute),
        std::pair("vip_per_minute", &quota.vip_per_minute)}) {
    if (section.Find(key) != nullptr) *claims = static_cast<std::uint32_t>(section.Integer(key, {0, kClaimsPerMinuteMax}, 0));
  }
  return quota;
}

void ReadAdmission(Section& root, RuleSet& rules) {
  std::optional<Section> admission = root.Table("admission");
  if (!admission.has_value()) return;
  const ClaimQuota everybody = ReadQuota(*admission, {});
  if (everybody != ClaimQuota{}) rules.quotas.push_back(everybody);
  for (Section& one : admission->Tables("front_ends")) {
    ClaimQuota quota = ReadQuota(one, everybody);
    const std::optional<Quoted> name = one.Text("name", Presence::kRequired);
    one.RefuseRest();
    if (!name.has_value() || !CheckName(*name, root.notes())) continue;
    quota.front_end = name->text;
    const bool twice =
        std::any_of(rules.quotas.begin(), rules.quotas.end(), [&](const ClaimQuota& known) { return known.front_end == quota.front_end; });
    if (twice) {
      root.notes().Add(name->line, name->key, '"' + name->text + "\" has a quota already", "remove one of them");
    } else if (rules.quotas.size() == kClaimQuotasMax) {
      root.notes().Add(name->line, name->key, "more than " + std::to_string(kClaimQuotasMax) + " front ends with a quota", "remove some");
      break;
    } else {
      rules.quotas.push_back(std::move(quota));
    }
  }
  admission->RefuseRest();
}

void ReadDev(Section& root, RuleSet& rules) {
  std::optional<Section> dev = root.Table("dev");
  if (!dev.has_value()) return;
  rules.open_desks = dev->Boolean("open_desks", rules.open_desks);
  dev->RefuseRest();
}

ParsedRules Failed(RuleError error) { return {std::nullopt, {std::move(error)}}; }

}  // namespace

ParsedRules ParseRuleSet(std::string_view toml, Micros now) {
  if (now < 0 || now > kCalendarInstantMax - kCompiledAhead - kYear) {
    return Failed({0, "", "the machine's clock shows a year that cannot be", "set the clock"});
  }
  const std::variant<TomlValue, RuleError> tree = ParseToml(toml);
  if (const auto* error = std::get_if<RuleError>(&tree)) return Failed(*error);
  RuleNotes notes;
  Section root(std::get<TomlValue>(tree), "", notes);
  RuleSet rules;
  if (const std::optional<Quoted> name = root.Text("name", Presence::kRequired); name.has_value() && CheckName(*name, notes)) {
    rules.name = name->text;
  }
  ReadZone(root, now, rules);
  ReadAdmission(root, rules);
  ReadDev(root, rules);
  ReadCalendars(root, std::max<Micros>(now - kCompiledBehind, 2 * kDay), now + kCompiledAhead, rules);
  ReadCatalog(root, rules);
  ReadClassification(root, rules);
  ReadRepeats(root, rules);
  ReadPresets(root, rules);
  ReadClocks(root, rules);
  ReadOrder(root, rules);
  ReadLadders(root, rules);
  ReadOffers(root, rules);
  ReadAgents(root, rules);
  ReadMatching(root, rules);
  ReadKnowledge(root, rules);
  ReadFeedback(root, rules);
  root.RefuseRest();
  if (!notes.empty()) return {std::nullopt, notes.Take()};
  if (const char* flaw = FindFlaw(rules)) CheckFailed(__FILE__, __LINE__, flaw, rules.name);
  const std::size_t bytes = toml.size() + EncodeRuleSet(rules).size();
  if (bytes > kRuleSetBytesMax) {
    return Failed(
        {0, "",
         "the file and what is compiled from it have " + std::to_string(bytes) + " bytes, more than " + std::to_string(kRuleSetBytesMax),
         "use fewer calendars or fewer periods a day"});
  }
  return {std::move(rules), {}};
}

}  // namespace tidegate
