// A plan: terms by which tickets are made again and again (domain.md 8): what, for whom, and when.
//
// The first round is an instant; the following ones come every so many days, weeks or months after it at the same local time of day, of
// months with fewer days on their last. Whose day it is says the plan's calendar, or the rule set's zone without one; a round that falls
// outside the calendar's hours comes when it opens. Data of supervisors and data administrators, not of the rule set.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/model/body.h"
#include "core/model/names.h"

namespace tidegate {

class Calendar;

inline constexpr std::uint32_t kPlansMax = 1'024;    // more is no list that people look after; beyond: Reject kLimit
inline constexpr std::uint32_t kPlanEveryMax = 400;  // days, weeks or months
inline constexpr std::uint32_t kPlanTextBytesMax = 2'048;

// The fixed part. Canonical: stands in changes and pictures byte for byte.
struct PlanTerms {
  std::uint64_t customer = 0;  // 0 = each customer who has a manager
  Micros first_at = 0;
  std::uint16_t type = 0;
  std::uint16_t region = 0;  // 0 = none
  std::uint16_t every = 0;   // so many units
  std::uint8_t channel = 0;
  std::uint8_t unit = 0;   // PlanUnit
  std::uint8_t level = 0;  // Level that the ticket claims; 0 = the rules say
  std::uint8_t tier = 0;   // CustomerTier that it claims; 0 = none
  std::array<std::uint8_t, 6> zero{};
  friend bool operator==(const PlanTerms&, const PlanTerms&) = default;
};

struct PlanTexts {
  std::string_view name;      // tells it from others; required
  std::string_view calendar;  // name of a calendar of the rules; empty = none
  std::string_view title;     // of its tickets; required
  std::string_view text;
  friend bool operator==(const PlanTexts&, const PlanTexts&) = default;
};

inline constexpr std::uint32_t kPlanBytesMax =
    static_cast<std::uint32_t>(sizeof(PlanTerms) + 4 * sizeof(std::uint32_t) + 2 * kKeyBytesMax + kTitleBytesMax) + kPlanTextBytesMax;

struct Plan {
  PlanTerms terms;
  PlanTexts texts;  // borrowed from what was decoded
};

// Terms and texts as bytes; the texts must keep within their bounds (CHECKed).
std::string EncodePlan(const PlanTerms& terms, const PlanTexts& texts);
// nullopt when the bytes are none.
std::optional<Plan> DecodePlan(std::string_view bytes);

// The instant of a round, counted from 0. `day_offset` is the rule set's: local minus UTC. `calendar` may be nullptr.
Micros RoundAt(const PlanTerms& terms, std::uint32_t round, const Calendar* calendar, Micros day_offset);

// The first round after `now`.
std::uint32_t RoundAfter(const PlanTerms& terms, Micros now, const Calendar* calendar, Micros day_offset);

}  // namespace tidegate
