#include "core/engine/clocks.h"

#include <algorithm>
#include <span>

#include "core/base/check.h"

namespace tidegate {
namespace {

// span x per_mille / 1000, rounded down, without leaving 64 bits on the way.
Micros Share(Micros span, std::uint16_t per_mille) { return span / 1000 * per_mille + span % 1000 * per_mille / 1000; }

class Earliest {
 public:
  Earliest(const ActiveRules& rules, const TicketFacts& facts) : rules_(rules), facts_(facts) {}

  void Consider(const ActiveRules::Row& row) {
    if (row.channel_set != 0 && !rules_.RowHasChannel(row, facts_.channel)) return;
    if (!rules_.RowHasNature(row, facts_.category, facts_.tags)) return;
    const Calendar& calendar = rules_.RowCalendar(row, facts_.channel);
    const Micros due = row.working_days > 0 ? calendar.AdvanceDays(facts_.received_at, row.working_days)
                                            : calendar.Advance(facts_.received_at, row.target);
    if (due > plan_.due || (due == plan_.due && row.place > place_)) return;
    plan_ = {due, &calendar, row.pauses};
    place_ = row.place;
  }
  const ClockPlan& plan() const { return plan_; }

 private:
  const ActiveRules& rules_;
  const TicketFacts& facts_;
  ClockPlan plan_;
  std::uint16_t place_ = 0;
};

}  // namespace

namespace {

template <class Counts>
ClockPlan PlanRows(const ActiveRules& rules, Clock clock, const TicketFacts& facts, Counts&& counts) {
  if (facts.origin == TicketOrigin::kFollowUp) {  // an answer is looked after in its own time, around the clock, and nothing else runs
    if (clock != Clock::kRespond) return {};
    return {.due = facts.received_at + rules.rules().feedback.respond_within, .calendar = &rules.rules().calendars.front()};
  }
  Earliest earliest(rules, facts);
  for (const ActiveRules::Row& row : rules.GeneralRows(clock, facts.level, facts.tier, facts.scheme)) {
    if (counts(row)) earliest.Consider(row);
  }
  const int cell = ActiveRules::CellOf(facts.level, facts.tier);
  for (const ActiveRules::Row& row : rules.TypeRows(clock, facts.type, facts.scheme)) {
    if ((row.cells >> cell & 1) != 0 && counts(row)) earliest.Consider(row);
  }
  return earliest.plan();
}

}  // namespace

ClockPlan PlanClock(const ActiveRules& rules, Clock clock, const TicketFacts& facts) {
  return PlanRows(rules, clock, facts, [](const ActiveRules::Row&) { return true; });
}

ClockPlan PlanUnpaused(const ActiveRules& rules, Clock clock, const TicketFacts& facts) {
  return PlanRows(rules, clock, facts, [](const ActiveRules::Row& row) { return !row.pauses; });
}

Micros StepAt(const ActiveRules& rules, const ClockPlan& plan, Micros received_at, std::uint16_t per_mille) {
  static_cast<void>(rules);
  if (plan.due == kNever || per_mille == kOverduePerMille) return plan.due;
  return plan.calendar->Advance(received_at, Share(plan.calendar->OpenTimeBetween(received_at, plan.due), per_mille));
}

std::size_t NextStep(const std::vector<std::uint16_t>& steps, std::uint16_t fired_per_mille) {
  return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), fired_per_mille) - steps.begin());
}

Micros OrderKey(const ActiveRules& rules, const TicketFacts& facts, const ClockPlan& respond) {
  if (respond.due == kNever) return kOrderLast;
  const auto tier = facts.tier == CustomerTier::kNone ? CustomerTier::kOrdinary : facts.tier;
  return StepAt(rules, respond, facts.received_at, rules.rules().order_per_mille[static_cast<std::size_t>(tier)]);
}

}  // namespace tidegate
