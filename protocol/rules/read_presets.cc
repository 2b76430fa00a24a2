#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/names.h"
#include "protocol/rules/known_names.h"
#include "protocol/rules/rule_sections.h"

namespace tidegate {
namespace {

constexpr std::string_view kAgentTierRemedy = "write bot, new, regular, senior, expert or supervisor";

// Calendars of a row: where its times run, and where its working days are counted.
struct RowCalendars {
  std::uint16_t for_time = 0;
  std::optional<std::uint16_t> for_days;
};

RowCalendars ReadRowCalendars(Section& row, const RuleSet& rules, std::optional<std::uint16_t> for_days) {
  const std::optional<Quoted> name = row.Text("calendar");
  if (!name.has_value()) return {0, for_days};
  const std::uint16_t place = name->text == "channel" ? kChannelHours : FindCalendar(*name, rules, row.notes());
  return {place, place};
}

// What rows refer to.
struct Referred {
  Known types;
  Known channels;
  std::optional<std::uint16_t> for_days;
};

void ReadRow(Section& row, std::string_view preset, const Referred& referred, RuleSet& rules) {
  SlaRow shared;
  shared.preset = preset;
  shared.levels = ReadMask<Level>(row, "level", "write urgent, high, normal or low");
  shared.customer_tiers = ReadMask<CustomerTier>(row, "tier", "write vip, enterprise, member or ordinary");
  shared.types = ReadKnown(row, "type", referred.types);
  shared.categories = ReadMask<ComplaintCategory>(row, "category", "write functional, service, price or emotional");
  for (const Quoted& tag : row.Texts("tag", Section::Single::kAllowed)) {
    if (std::find(rules.tags.begin(), rules.tags.end(), tag.text) == rules.tags.end()) {
      row.notes().Add(tag.line, tag.key, '"' + tag.text + "\" is not a tag of the catalog",
                      Suggest(tag.text, rules.tags, "tag", row.notes()));
    } else if (std::find(shared.tags.begin(), shared.tags.end(), tag.text) != shared.tags.end()) {
      row.notes().Add(tag.line, tag.key, '"' + tag.text + "\" stands here twice", "remove one of them");
    } else {
      shared.tags.push_back(tag.text);
    }
  }
  std::sort(shared.tags.begin(), shared.tags.end());  // so that equal lists are one
  shared.channels = ReadKnown(row, "channel", referred.channels);
  const RowCalendars calendars = ReadRowCalendars(row, rules, referred.for_days);
  bool any = false;
  bool can_pause = false;
  const bool pauses = row.Boolean("pauses", false);
  for (const Name& clock : NameTable<Clock>::kRows) {
    const auto of = static_cast<Clock>(clock.number);
    if (of == Clock::kPromise) continue;  // its time is what an agent promised
    any = any || row.Find(clock.english) != nullptr;
    const std::optional<Duration> target = row.Target(clock.english);
    if (!target.has_value()) continue;
    SlaRow& made = rules.sla.emplace_back(shared);
    made.clock = of;
    made.pauses = pauses && (of == Clock::kResolve || of == Clock::kCloseLoop);
    can_pause = can_pause || made.pauses;
    made.target = target->time;
    made.working_days = target->working_days;
    made.calendar = calendars.for_time;
    if (target->working_days == 0) continue;
    made.calendar = calendars.for_days.value_or(0);
    if (!calendars.for_days.has_value()) {
      row.Note(clock.english, "counts working days, but of which calendar is not said",
               "name it once in sla.working_day_calendar, or in calendar of this row");
    }
  }
  row.RefuseRest();
  if (pauses && any && !can_pause) row.Note("pauses", "stands in a row of clocks that never pause", "only resolve and close-loop may");
  if (!any) row.notes().Add(row.table().line, row.path(), "has no target", "add a target such as respond = \"15 min\", or remove the row");
}

std::optional<std::uint16_t> ReadWorkingDayCalendar(Section& sla, const RuleSet& rules) {
  const std::optional<Quoted> name = sla.Text("working_day_calendar");
  return name.has_value() ? std::optional(FindCalendar(*name, rules, sla.notes())) : std::nullopt;
}

std::vector<std::string> ReadPresetNames(const std::vector<Quoted>& given, const std::vector<std::string>& presets, RuleNotes& notes) {
  std::vector<std::string> names;
  for (const Quoted& name : given) {
    if (std::find(presets.begin(), presets.end(), name.text) == presets.end()) {
      notes.Add(name.line, name.key, '"' + name.text + "\" is not a preset of this file", Suggest(name.text, presets, "preset", notes));
    } else if (std::find(names.begin(), names.end(), name.text) != names.end()) {
      notes.Add(name.line, name.key, '"' + name.text + "\" stands here twice", "remove one of them");
    } else {
      names.push_back(name.text);
    }
  }
  return names;
}

void ReadActive(Section& sla, const std::vector<std::string>& presets, const Known& channels, RuleSet& rules) {
  RuleNotes& notes = sla.notes();
  rules.active_presets = ReadPresetNames(sla.Texts("active", Section::Single::kRefused, Presence::kRequired), presets, notes);
  if (const std::optional<Section> by_team = sla.Table("by_team")) {
    for (const TomlMember& member : by_team->table().members) {
      const std::string path = by_team->PathOf(member.key);
      if (!CheckName({member.key, member.line, path}, notes)) continue;
      rules.active_by_team.push_back(
          {member.key, ReadPresetNames(ReadTexts(member.value, path, Section::Single::kAllowed, notes), presets, notes)});
    }
    if (rules.active_by_team.size() > kRuleTeamsMax) {
      sla.Note("by_team", "names more than " + std::to_string(kRuleTeamsMax) + " teams", "let teams that work alike share one name");
    }
  }
  const std::optional<Section> by_channel = sla.Table("by_channel");
  if (!by_channel.has_value()) return;
  for (const TomlMember& member : by_channel->table().members) {
    const std::string path = by_channel->PathOf(member.key);
    const std::string* channel = channels.Find(member.key);
    const auto active = ReadPresetNames(ReadTexts(member.value, path, Section::Single::kAllowed, notes), presets, notes);
    const auto same = [&](const ChannelPresets& other) { return channel != nullptr && other.channel == *channel; };
    if (channel == nullptr) {
      notes.Add(member.line, path, "is not a channel of the catalog", Suggest(member.key, channels.names(), "channel", notes));
    } else if (std::any_of(rules.active_by_channel.begin(), rules.active_by_channel.end(), same)) {
      notes.Add(member.line, path, "names a channel that stands here under its other name", "remove one of them");
    } else {
      rules.active_by_channel.push_back({*channel, active});
    }
  }
}

std::uint8_t ReadRung(const TomlValue& value, const std::string& path, Level level, std::uint8_t seen, RuleNotes& notes) {
  std::uint8_t rung = 0;
  for (const Quoted& name : ReadTexts(value, path, Section::Single::kAllowed, notes)) {
    const std::optional<AgentTier> tier = FromName<AgentTier>(name.text);
    if (!tier.has_value()) {
      notes.Add(name.line, name.key, '"' + name.text + "\" is not a tier of agents", std::string(kAgentTierRemedy));
      continue;
    }
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<int>(*tier));
    if (((seen | rung) & bit) != 0) {
      notes.Add(name.line, name.key, '"' + name.text + "\" is on this ladder already", "name each tier once");
    } else if (level == Level::kUrgent && *tier == AgentTier::kBot) {
      notes.Add(name.line, name.key, "bots never get urgent tickets", "take bot off this ladder");
    } else {
      rung |= bit;
    }
  }
  if (value.kind == TomlValue::Kind::kArray && value.items.empty()) {
    notes.Add(value.line, path, "is a rung without a tier of agents", std::string(kAgentTierRemedy));
  }
  return rung;
}

std::vector<std::uint8_t> ReadLadder(Section& ladders, const Name& level, const TomlValue& value) {
  RuleNotes& notes = ladders.notes();
  if (value.kind != TomlValue::Kind::kArray || value.items.empty()) {
    ladders.Note(level.english, value.kind == TomlValue::Kind::kArray ? "has no rung" : Describe(value) + " stands here",
                 "write the rungs from the first: [[\"new\", \"regular\"], [\"senior\"]]");
    return {};
  }
  std::vector<std::uint8_t> ladder;
  std::uint8_t seen = 0;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const std::string path = ladders.PathOf(level.english) + '[' + std::to_string(i + 1) + ']';
    const std::uint8_t rung = ReadRung(value.items[i], path, static_cast<Level>(level.number), seen, notes);
    seen |= rung;
    if (rung != 0) ladder.push_back(rung);  // at most one rung a tier: never more than kLadderRungsMax
  }
  return ladder;
}

constexpr std::uint8_t Tiers(std::initializer_list<AgentTier> tiers) {
  std::uint8_t mask = 0;
  for (const AgentTier tier : tiers) mask = static_cast<std::uint8_t>(mask | 1u << static_cast<int>(tier));
  return mask;
}

// How tickets are closed, reopened and given away, and customers called back (domain.md 8).
void ReadClosing(Section& root, const std::vector<std::string>& presets, RuleSet& rules) {
  if (std::optional<Section> closing = root.Table("close")) {
    rules.close_silence = closing->Time("silence", {0, kRuleSpanMax}, rules.close_silence);
    rules.no_silence_in = ReadPresetNames(closing->Texts("no_silence_in"), presets, root.notes());
    closing->RefuseRest();
  }
  if (std::optional<Section> reopening = root.Table("reopen")) {
    rules.reopen_within = reopening->Time("within", {0, kRuleSpanMax}, rules.reopen_within);
    reopening->RefuseRest();
  }
  if (std::optional<Section> transfers = root.Table("transfer")) {
    rules.transfer_alert = transfers->Time("alert_after", {0, kRuleSpanMax}, rules.transfer_alert);
    transfers->RefuseRest();
  }
  if (std::optional<Section> call_back = root.Table("call_back")) {
    rules.call_back_after = call_back->Time("after", {0, kRuleSpanMax}, rules.call_back_after);
    call_back->RefuseRest();
  }
}

}  // namespace

void ReadPresets(Section& root, RuleSet& rules) {
  std::optional<Section> sla = root.Table("sla");
  if (root.Find("sla") == nullptr)
    root.Note("sla", "is missing", "add [sla] with active = [\"standard\"], the presets in force, or active = []");
  const Referred referred{Known(rules.types), Known(rules.channels), sla.has_value() ? ReadWorkingDayCalendar(*sla, rules) : std::nullopt};
  std::vector<std::string> names;
  if (const std::optional<Section> presets = root.Table("presets")) {
    Section rows_of(presets->table(), presets->path(), root.notes());
    for (const TomlMember& member : presets->table().members) {
      if (!CheckName({member.key, member.line, presets->PathOf(member.key)}, root.notes())) continue;
      names.push_back(member.key);
      for (Section& row : rows_of.Tables(member.key)) ReadRow(row, member.key, referred, rules);
    }
    if (names.size() > kRulePresetsMax) {
      root.Note("presets", "has " + std::to_string(names.size()) + " presets, more than " + std::to_string(kRulePresetsMax), "remove some");
    }
    if (rules.sla.size() > kRuleRowsMax) {
      root.Note("presets", "has " + std::to_string(rules.sla.size()) + " targets, more than " + std::to_string(kRuleRowsMax),
                "join rows by naming several levels, tiers, types or channels in one");
    }
  }
  if (sla.has_value()) {
    ReadActive(*sla, names, referred.channels, rules);
    sla->RefuseRest();
  }
  ReadClosing(root, names, rules);
}

void ReadLadders(Section& root, RuleSet& rules) {
  // domain.md 7.
  rules.ladders[0] = {Tiers({AgentTier::kSenior, AgentTier::kExpert})};
  rules.ladders[1] = {Tiers({AgentTier::kRegular}), Tiers({AgentTier::kSenior})};
  rules.ladders[2] = {Tiers({AgentTier::kBot, AgentTier::kNew, AgentTier::kRegular}), Tiers({AgentTier::kSenior})};
  rules.ladders[3] = rules.ladders[2];
  std::optional<Section> ladders = root.Table("ladders");
  if (!ladders.has_value()) return;
  for (const Name& level : NameTable<Level>::kRows) {
    if (const TomlValue* value = ladders->Find(level.english)) rules.ladders[level.number - 1u] = ReadLadder(*ladders, level, *value);
  }
  const TomlValue* open = ladders->Find("open_rungs");
  const bool all = open != nullptr && open->kind == TomlValue::Kind::kText && open->text == "all";
  if (open != nullptr && open->kind == TomlValue::Kind::kText && !all) {
    ladders->Note("open_rungs", Describe(*open) + " stands here", "write a whole number from 1 to 6, or \"all\"");
  } else if (all) {
    rules.open_rungs = kLadderRungsMax;
  } else if (open != nullptr) {
    rules.open_rungs = static_cast<std::uint8_t>(ladders->Integer("open_rungs", {1, kLadderRungsMax}, rules.open_rungs));
  }
  ladders->RefuseRest();
}

}  // namespace tidegate
