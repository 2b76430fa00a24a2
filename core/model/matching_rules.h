// MatchingRules: what of the assignment (domain.md 7) is configuration: relaxation, shares between levels, the reserve, the manager's
// wait, the end of a shift, what a waiting ticket weighs.
//
// Part of a RuleSet; bounds are checked by its FindFlaw. Percentages are shares of a clock's working time or of assignments.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr std::uint8_t kSharePercentMax = 25;  // of one level; two of them still leave half to the higher levels
// Weights are kept in tenths of a place.
inline constexpr std::uint16_t kWeightPercentStep = 10;
inline constexpr std::uint16_t kWeightPercentMax = 1'000;  // a ticket that fills ten places
inline constexpr std::uint8_t kPlaceUnits = 100 / kWeightPercentStep;
inline constexpr std::uint16_t kReserveMax = 10'000;
inline constexpr std::uint16_t kRelaxPerMilleMax = 1'000;  // the deadline itself; beyond it the steps of the clock speak

// When a step of relaxation comes, counted from the ticket's entry into the pool: at the earlier of the two. 0 = not by that one.
struct RelaxationStep {
  Micros after = 0;
  std::uint16_t per_mille = 0;  // of the respond target
  friend bool operator==(const RelaxationStep&, const RelaxationStep&) = default;
};

// The steps by their place in MatchingRules::relaxation; bit s of TicketRecord::relaxed says that step s was taken.
enum class Relaxation : std::uint8_t {
  kRegion = 0,  // any region
  kLadder = 1,  // the next rung of the ladder, and agents who do not serve the customer's tier
  kSkill = 2,   // the minimum level of every skill is lowered by one
};
inline constexpr int kRelaxationCount = 3;

struct MatchingRules {
  std::array<RelaxationStep, kRelaxationCount> relaxation{
      {{.after = 5 * kMinute, .per_mille = 330}, {.after = 10 * kMinute, .per_mille = 660}, {.after = 0, .per_mille = 800}}};
  // Of the assignments of a profile but urgent ones, so many of a hundred go to a waiting level, though a higher one waits. By Level;
  // normal and low only. 0 = none.
  std::array<std::uint8_t, kLevelCount + 1> share_percent{0, 0, 0, 10, 5};
  std::uint16_t reserve = 0;                   // free places of senior and expert agents that only urgent tickets may take
  std::uint16_t manager_wait_per_mille = 200;  // of the respond target, that a ticket waits for its customer's manager
  Micros shift_end = 15 * kMinute;             // no new offers so long before a shift ends
  // What a ticket weighs while it waits for its customer, of what it weighs otherwise; a multiple of kWeightPercentStep.
  std::uint8_t waiting_customer_percent = 100;
  bool saturation_alerts = true;  // agent-saturated, group-saturated, group-cleared
  friend bool operator==(const MatchingRules&, const MatchingRules&) = default;
};

}  // namespace tidegate
