// SubmitFacts: what a submit says of its ticket beyond the 64 bytes of its change: they stand at the head of the tail of Submitted.
//
// Trivially copyable, no padding: journal, history and command hold the same bytes. A fact that was not said is 0.
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

#include "core/base/time.h"

namespace tidegate {

inline constexpr std::uint32_t kTagsMax = 64;          // tags of the catalog: a set of them is one word
inline constexpr std::uint32_t kDepartmentsMax = 255;  // a department's number is a byte
inline constexpr std::uint8_t kComplexityMax = 4;      // domain.md 3
// Of the impact of one ticket: far beyond any house, and sums of a million of them still fit 64 bits.
inline constexpr std::uint32_t kImpactPeopleMax = 1'000'000'000;
inline constexpr std::int64_t kImpactCentsMax = 1'000'000'000'000;

// What the rules and reviews say of a ticket: bits of its flags. (domain.md 4)
enum TicketFlag : std::uint8_t {
  kNeedsReview = 1 << 0,           // dispatched at once; a supervisor is to look at it
  kReviewed = 1 << 1,              // a supervisor confirmed it
  kRedirected = 1 << 2,            // a supervisor sent it elsewhere
  kOwnerFixed = 1 << 3,            // it stays with whoever accepted it
  kConfirmationRequired = 1 << 4,  // it is not closed without the customer's word
  kPlanned = 1 << 5,               // outside pool and clocks until its not-before time
};

struct SubmitFacts {
  std::uint64_t order = 0;     // keyed hash of the order's number
  std::uint64_t tags = 0;      // bit t - 1 = tag t of the catalog
  std::uint64_t keywords = 0;  // bit g = keyword group g of the rule set was found in title or text
  Micros not_before = 0;       // outside pool and clocks until then
  std::int64_t impact_cents = 0;
  std::uint32_t impact_people = 0;
  std::uint32_t keywords_version = 0;  // rule set by whose groups the text was scanned; 0 = it was not
  std::uint8_t category = 0;           // ComplaintCategory
  std::uint8_t complexity = 0;         // 1 to kComplexityMax
  std::uint8_t repeats = 0;            // not said but counted, where the ticket is accepted: earlier tickets about the same matter
  std::array<std::uint8_t, 5> zero{};
  friend bool operator==(const SubmitFacts&, const SubmitFacts&) = default;
};
static_assert(sizeof(SubmitFacts) == 56);
static_assert(std::is_trivially_copyable_v<SubmitFacts> && std::has_unique_object_representations_v<SubmitFacts>);

}  // namespace tidegate
