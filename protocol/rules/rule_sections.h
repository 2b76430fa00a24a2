// The larger parts of a rule file, each read into its fields of a RuleSet. RULES.md describes what they take.
//
// Each notes its mistakes and leaves something of the right shape behind, so that later parts do not report the same mistake again. To be
// called in this order: catalog and presets refer to calendars, presets to the catalog.
#pragma once

#include <string>

#include "core/base/time.h"
#include "core/model/rule_set.h"
#include "protocol/rules/section.h"

namespace tidegate {

// [calendars.*]; `from` and `to` bound what is compiled. A calendar without a zone of its own is in rules.time_zone.
void ReadCalendars(Section& root, Micros from, Micros to, RuleSet& rules);
// [catalog]: skills, regions, types, channels.
void ReadCatalog(Section& root, RuleSet& rules);
// [keywords], [[classification]], [[flow]] and [review].
void ReadClassification(Section& root, RuleSet& rules);
// [sla] and [presets].
void ReadPresets(Section& root, RuleSet& rules);
// [clocks].
void ReadClocks(Section& root, RuleSet& rules);
// [ladders].
void ReadLadders(Section& root, RuleSet& rules);

// Whether a text may be a name: 1 to kKeyBytesMax bytes, no control characters, no space at an end. Notes what is wrong.
bool CheckName(const Quoted& name, RuleNotes& notes);

// Place of a calendar by its name; notes an unknown one and gives that of 24x7.
std::uint16_t FindCalendar(const Quoted& name, const RuleSet& rules, RuleNotes& notes);

}  // namespace tidegate
