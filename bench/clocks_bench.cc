// What planning the clocks of a ticket costs: it runs for every submit.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/engine/active_rules.h"
#include "core/engine/clocks.h"

namespace tidegate {
namespace {

constexpr Micros kMonday = 1'767'571'200 * kSecond;  // 2026-01-05

// The shape of the shipped presets, with four years of an office's hours.
RuleSet ShippedShape() {
  RuleSet rules;
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = 0; day < 1461; ++day) {
    if (day % 7 >= 5) continue;
    const Micros midnight = kMonday + day * kDay;
    intervals.push_back({midnight + 9 * kHour, midnight + 18 * kHour});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + 9 * kHour});
  }
  rules.calendars.emplace_back("office", intervals, days);
  rules.types = {{"consultation", "", Level::kNormal, true}, {"complaint", "", Level::kHigh, false}};
  rules.active_presets = {"standard", "statutory"};
  const auto add = [&](const char* preset, Clock clock, std::uint8_t levels, std::uint8_t tiers, Micros target, std::int32_t working_days) {
    SlaRow row;
    row.preset = preset;
    row.clock = clock;
    row.levels = levels;
    row.customer_tiers = tiers;
    row.target = target;
    row.working_days = working_days;
    row.calendar = working_days > 0 ? 1 : 0;
    rules.sla.push_back(row);
  };
  add("standard", Clock::kRespond, 1 << 1, 0, 15 * kMinute, 0);
  add("standard", Clock::kRespond, 1 << 2, 0, 30 * kMinute, 0);
  add("standard", Clock::kRespond, 1 << 3, 0, 2 * kHour, 0);
  add("standard", Clock::kRespond, 1 << 4, 0, 24 * kHour, 0);
  add("standard", Clock::kRespond, 0, 1 << 1, 10 * kMinute, 0);
  add("standard", Clock::kResolve, 1 << 1, 0, 4 * kHour, 0);
  add("standard", Clock::kResolve, 1 << 2, 0, 24 * kHour, 0);
  add("standard", Clock::kResolve, 1 << 3 | 1 << 4, 0, 0, 3);
  for (const Clock clock : {Clock::kRespond, Clock::kResolve}) {
    add("statutory", clock, 0, 0, clock == Clock::kRespond ? 24 * kHour : 72 * kHour, 0);
    rules.sla.back().types = {"complaint"};
  }
  return rules;
}

ActiveRules Bound() {
  ActiveRules rules(ShippedShape(), 1);
  rules.Bind(CatalogKind::kType, "consultation", 1);
  rules.Bind(CatalogKind::kType, "complaint", 2);
  return rules;
}

void Plan(benchmark::State& state, Clock clock, Level level, TypeId type) {
  const ActiveRules rules = Bound();
  TicketFacts facts{level, CustomerTier::kVip, type, ChannelId(), kMonday + 400 * kDay};
  for (auto _ : state) {
    facts.received_at += kMinute;
    benchmark::DoNotOptimize(PlanClock(rules, clock, facts).due);
    if (facts.received_at > kMonday + 1000 * kDay) facts.received_at = kMonday;
  }
}
BENCHMARK_CAPTURE(Plan, respond_24x7, Clock::kRespond, Level::kUrgent, TypeId(1));
BENCHMARK_CAPTURE(Plan, respond_of_a_complaint_24x7, Clock::kRespond, Level::kHigh, TypeId(2));
BENCHMARK_CAPTURE(Plan, resolve_in_working_days, Clock::kResolve, Level::kNormal, TypeId(1));

// All that a submit asks: both clocks, the first step of each, and the order key.
void WholeSubmit(benchmark::State& state, Level level) {
  const ActiveRules rules = Bound();
  TicketFacts facts{level, CustomerTier::kMember, TypeId(1), ChannelId(), kMonday + 400 * kDay};
  for (auto _ : state) {
    facts.received_at += kMinute;
    if (facts.received_at > kMonday + 1000 * kDay) facts.received_at = kMonday;
    const ClockPlan respond = PlanClock(rules, Clock::kRespond, facts);
    const ClockPlan resolve = PlanClock(rules, Clock::kResolve, facts);
    benchmark::DoNotOptimize(StepAt(rules, respond, facts.received_at, 500));
    benchmark::DoNotOptimize(StepAt(rules, resolve, facts.received_at, 500));
    benchmark::DoNotOptimize(OrderKey(rules, facts, respond));
  }
}
BENCHMARK_CAPTURE(WholeSubmit, urgent_24x7, Level::kUrgent);
BENCHMARK_CAPTURE(WholeSubmit, normal_in_working_days, Level::kNormal);

void Activate(benchmark::State& state) {
  const std::string compiled = EncodeRuleSet(ShippedShape());
  for (auto _ : state) {
    const ActiveRules rules(DecodeRuleSet(compiled).value(), 1);
    benchmark::DoNotOptimize(rules.version());
  }
}
BENCHMARK(Activate)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
