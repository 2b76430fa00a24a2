// Changes of what a ticket is: what was submitted, what the rules made of it, what it weighs, what it goes on from.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/body.h"
#include "core/model/changes/asker.h"
#include "core/model/requirement.h"
#include "core/model/submit_facts.h"

namespace tidegate {

// What a submit says beside its texts: SubmitFacts, then its skills (SkillLevel x skill_count).
constexpr std::size_t SubmitClaimsBytes(std::uint8_t skill_count) { return sizeof(SubmitFacts) + skill_count * sizeof(SkillLevel); }
// The claims, then the encoded Body.
inline constexpr std::uint32_t kSubmittedTailBytesMax =
    static_cast<std::uint32_t>(SubmitClaimsBytes(kRequirementSkillsMax) + kBodyBytesMax);

// The raw inputs. Tail: SubmitFacts, skills, then the body.
struct Submitted {
  std::uint64_t ticket = 0;
  std::uint64_t key_high = 0;
  std::uint64_t key_low = 0;
  std::uint64_t payload_hash = 0;
  std::uint64_t customer = 0;
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint8_t channel = 0;
  std::uint8_t claimed_level = 0;
  std::uint8_t claimed_tier = 0;
  std::uint8_t skill_count = 0;
};
static_assert(sizeof(Submitted) == 64);

// All the skills that a ticket asks for.
inline constexpr std::uint32_t kTaggedTailBytesMax = static_cast<std::uint32_t>(kRequirementSkillsMax * sizeof(SkillLevel));

// What the classification and flow rules made of a submit beside its level; stands before Classified, when there is anything to say.
// Tail: the skills that it asks for from now on (SkillLevel x skill_count).
struct Tagged {
  std::uint64_t ticket = 0;
  std::uint64_t tags = 0;
  std::array<std::uint8_t, 32> fired{};  // bit p - 1 = the classification rule at place p of the rule set matched
  std::uint16_t type = 0;
  std::uint8_t category = 0;    // ComplaintCategory
  std::uint8_t department = 0;  // of the catalog
  std::uint8_t flags = 0;       // TicketFlag
  std::uint8_t review_minutes = 0;
  std::uint8_t level_rule = 0;  // the rules that decided, by place from 1; 0 = none did
  std::uint8_t type_rule = 0;
  std::uint8_t category_rule = 0;
  std::uint8_t department_rule = 0;
  std::uint8_t flow_rule = 0;
  std::uint8_t skill_count = 0;
  std::uint32_t rules_version = 0;
};
static_assert(sizeof(Tagged) == 64);

// What the rules made of a submit: level, clocks, place in the order, and who may take it (requirement masks).
struct Classified {
  std::uint64_t ticket = 0;
  Micros respond_due = 0;
  Micros respond_next_at = 0;  // next step of the clock
  Micros resolve_due = 0;
  Micros resolve_next_at = 0;
  Micros order_key = 0;  // virtual due
  std::uint32_t rules_version = 0;
  std::uint16_t region = 0;        // of the requirement
  std::uint8_t channel = 0;        // of the requirement
  std::uint8_t customer_tier = 0;  // of the requirement
  std::uint8_t agent_tiers = 0;    // of the requirement
  std::uint8_t level = 0;
  std::uint8_t tier = 0;  // the customer's, that counts
  std::uint8_t order_level = 0;
  std::uint8_t live = 0;        // arrived on a live channel
  std::uint8_t level_from = 0;  // RuleOutput: what gave the level
  std::array<std::uint8_t, 2> zero{};
};
static_assert(sizeof(Classified) == 64);

// A submit with a not-before time: outside pool and clocks until so long after its receipt. Classified brings it in.
struct Planned {
  std::uint64_t ticket = 0;
  std::uint32_t after_s = 0;
  std::uint32_t rules_version = 0;
  std::uint8_t level = 0;
  std::uint8_t tier = 0;
  std::uint8_t level_from = 0;  // RuleOutput: what gave the level
  std::array<std::uint8_t, 5> zero{};
};

// A supervisor looked at a ticket: it stays as it is, or it goes to others (what follows stands in changes of its own).
struct Reviewed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t flags = 0;  // TicketFlag, from now
};

// Nobody looked in time: the alert is repeated, the dispatch stands.
struct ReviewAlerted {
  std::uint64_t ticket = 0;
};

// What a ticket weighs in the load of who has it, in kPlaceUnits-ths of a place. Before it, kPlaceUnits both.
struct TicketWeighed {
  std::uint64_t ticket = 0;
  std::uint8_t weight = 0;
  std::uint8_t waiting_weight = 0;  // while it waits for its customer
  std::array<std::uint8_t, 6> zero{};
};

// The engine opened this ticket by itself; stands right behind its Submitted, whose client is nobody. The ticket that it belongs to is told
// by a ParentNoted.
struct Made {
  std::uint64_t ticket = 0;
  std::uint32_t plan = 0;   // of a planned one: which plan made it
  std::uint8_t origin = 0;  // TicketOrigin
  std::uint8_t weight = 0;  // in the load of who has it, in kPlaceUnits-ths of a place
  std::uint16_t zero = 0;
};
static_assert(sizeof(Made) == 16);

// A ticket goes on from an earlier one: the machine found or made it so. Stands behind its Submitted.
struct ParentNoted {
  std::uint64_t ticket = 0;
  std::uint64_t parent = 0;
};

// The same, because somebody said so.
struct ParentSet {
  Asker asker{};
  std::uint64_t ticket = 0;
  std::uint64_t parent = 0;
  Micros at = 0;
};

}  // namespace tidegate
