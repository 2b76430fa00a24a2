// Clocks: when a ticket's deadlines fall, when their steps speak up, and where the ticket stands in the order of its level.
//
// Pure functions of the active rules and a few facts of the ticket, with no memory: the same facts under the same rules version give the
// same instants at any time, so nothing but `due` has to be kept with a ticket. No allocation. A plan costs some tens of ns when the rows
// that match are 24x7, plus two binary searches for each row with hours: clocks_bench.
// Not here: pausing, firing, the wheel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/engine/active_rules.h"
#include "core/model/calendar.h"
#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

struct TicketFacts {
  Level level = Level::kNormal;                 // one of the four
  CustomerTier tier = CustomerTier::kOrdinary;  // none counts as ordinary
  TypeId type;                                  // none, or unknown to the rule set: rows that name no type
  ChannelId channel;                            // none, or unknown: rows that name no channel
  Micros received_at = 0;
  std::uint8_t scheme = 0;    // whose presets count: ActiveRules::SchemeOf
  std::uint8_t category = 0;  // ComplaintCategory
  std::uint64_t tags = 0;     // bit t - 1 = tag t of the catalog
  TicketOrigin origin = TicketOrigin::kCustomer;
};

// A deadline and the hours in which its time runs. `calendar` points into the ActiveRules that planned it and lives as long as they do.
struct ClockPlan {
  Micros due = kNever;  // kNever = no row of an active preset matches: the ticket has no such clock
  const Calendar* calendar = nullptr;
  bool pauses = false;  // while the ticket waits for its customer: the row says so
};

// The earliest instant that any matching row of an active preset gives (domain.md 5); of two rows with the same instant the one that stands
// first in the rule set.
ClockPlan PlanClock(const ActiveRules& rules, Clock clock, const TicketFacts& facts);

// The same, of the rows that never pause.
ClockPlan PlanUnpaused(const ActiveRules& rules, Clock clock, const TicketFacts& facts);

// The instant at which `per_mille` of the clock's working time between receipt and due is used up: 1000 is `due` itself, 1500 half as much
// again beyond it. Ascending in per_mille. kNever when there is no clock.
Micros StepAt(const ActiveRules& rules, const ClockPlan& plan, Micros received_at, std::uint16_t per_mille);

// The place among the steps of the first one that has not spoken up, when `fired_per_mille` is the highest that has; steps.size() when none
// is left. By shares and not by count, so that under other steps than those of before nothing speaks up twice (domain.md 5).
std::size_t NextStep(const std::vector<std::uint16_t>& steps, std::uint16_t fired_per_mille);

// The virtual due by which tickets of one level stand in order: received + f x respond target in that clock's hours, f by customer tier
// (domain.md 7). Constant while the ticket waits. Without a respond clock the ticket stands last: kOrderLast.
inline constexpr Micros kOrderLast = kNever - 1;
Micros OrderKey(const ActiveRules& rules, const TicketFacts& facts, const ClockPlan& respond);

}  // namespace tidegate
