#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/rules/rule_sections.h"

namespace tidegate {
namespace {

void ReadEscalation(Section& clocks, RuleSet& rules) {
  for (const Quoted& what : clocks.Texts("escalate", Section::Single::kAllowed)) {
    if (what.text == "raise") {
      rules.escalation |= kEscalateRaise;
    } else if (what.text == "widen") {
      rules.escalation |= kEscalateWiden;
    } else if (what.text == "supervisor") {
      rules.escalation |= kEscalateSupervisor;
    } else {
      clocks.notes().Add(what.line, what.key, '"' + what.text + "\" is no escalation", "write raise, widen or supervisor");
    }
  }
}

void ReadReasons(Section& clocks, RuleSet& rules) {
  RuleNotes& notes = clocks.notes();
  for (Section& row : clocks.Tables("overdue_reasons")) {
    OverdueReason reason;
    reason.code = static_cast<std::uint8_t>(row.Integer("code", {1, 255}, 0));
    if (row.Find("code") == nullptr) row.Note("code", "is missing", "give the reason a number that never changes its meaning");
    if (const std::optional<Quoted> name = row.Text("name", Presence::kRequired); name && CheckName(*name, notes)) reason.name = name->text;
    if (const std::optional<Quoted> name = row.Text("chinese"); name && CheckName(*name, notes)) reason.chinese = name->text;
    reason.asks_text = row.Boolean("text", false);
    row.RefuseRest();
    const auto same = [&](const OverdueReason& other) {
      const auto taken = [&](const std::string& name) { return !name.empty() && (name == other.name || name == other.chinese); };
      return other.code == reason.code || taken(reason.name) || taken(reason.chinese);
    };
    if (reason.code == 0 || reason.name.empty()) continue;  // noted
    if (std::any_of(rules.overdue_reasons.begin(), rules.overdue_reasons.end(), same)) {
      notes.Add(row.table().line, row.path(), "has the code or a name of another reason", "give each reason its own");
    } else if (rules.overdue_reasons.size() == kOverdueReasonsMax) {
      notes.Add(row.table().line, row.path(), "is one reason too many; at most " + std::to_string(kOverdueReasonsMax), "join some of them");
    } else {
      rules.overdue_reasons.push_back(reason);
    }
  }
}

}  // namespace

void ReadClocks(Section& root, RuleSet& rules) {
  std::optional<Section> clocks = root.Table("clocks");
  if (!clocks.has_value()) return;
  if (const TomlValue* steps = clocks->Find("steps_percent")) {
    std::vector<std::uint16_t> per_mille;
    bool sound = steps->kind == TomlValue::Kind::kArray && !steps->items.empty() && steps->items.size() <= kClockStepsMax;
    for (const TomlValue& item : steps->items) {
      sound = sound && item.kind == TomlValue::Kind::kInteger && item.integer >= 1 && item.integer <= kPerMilleMax / 10;
      if (!sound) break;
      per_mille.push_back(static_cast<std::uint16_t>(item.integer * 10));
      sound = per_mille.size() < 2 || per_mille[per_mille.size() - 2] < per_mille.back();
    }
    sound = sound && std::find(per_mille.begin(), per_mille.end(), kOverduePerMille) != per_mille.end();
    if (sound) {
      rules.clock_steps = per_mille;
    } else {
      clocks->Note("steps_percent", "is not a list of steps",
                   "write 1 to " + std::to_string(kClockStepsMax) + " whole numbers from 1 to " + std::to_string(kPerMilleMax / 10) +
                       ", ascending, with 100 among them: [50, 80, 100, 150]");
    }
  }
  const std::int64_t percent = clocks->Integer("supervisor_percent", {1, kPerMilleMax / 10}, rules.supervisor_per_mille / 10);
  rules.supervisor_per_mille = static_cast<std::uint16_t>(percent * 10);
  rules.stale_after = clocks->Time("stale_after", {0, kDay}, rules.stale_after);
  rules.promise_per_mille =
      static_cast<std::uint16_t>(clocks->Integer("promise_percent", {0, kPerMilleMax / 10}, rules.promise_per_mille / 10) * 10);
  rules.promise_complexity =
      static_cast<std::uint8_t>(clocks->Integer("promise_complexity", {0, kComplexityMax}, rules.promise_complexity));
  ReadEscalation(*clocks, rules);
  ReadReasons(*clocks, rules);
  clocks->RefuseRest();
}

}  // namespace tidegate
