// AgentTerms: what the data administrator's record says of an agent beside his profile: whom he reports to, and when he works.
//
// Its texts (name, team, and the names of two calendars) stand behind it wherever it is written; it says how long they are. Calendars are
// those of the rule set in force, by name, because a rule set may be replaced and the record stays. Trivially copyable, hashed and compared
// as bytes. Not here: what it means at an instant (duty.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/model/body.h"

namespace tidegate {

struct AgentTerms {
  std::uint32_t supervisor = 0;       // AgentId, of his team; 0 = none named
  std::uint32_t duty_supervisor = 0;  // AgentId, when the supervisor is not there; 0 = none named
  std::uint8_t hours_tiers = 0;       // bit t set = CustomerTier t, and no other, is served while `tier_hours` are open
  std::uint8_t name_bytes = 0;
  std::uint8_t team_bytes = 0;        // 0 = no team
  std::uint8_t shift_bytes = 0;       // name of the calendar of his shifts; 0 = always on shift
  std::uint8_t tier_hours_bytes = 0;  // name of the calendar in which `hours_tiers` holds; 0 = never
  std::array<std::uint8_t, 3> zero{};
  friend constexpr bool operator==(const AgentTerms&, const AgentTerms&) = default;
};
static_assert(sizeof(AgentTerms) == 16);

inline constexpr std::uint32_t kAgentTextsBytesMax = 4 * static_cast<std::uint32_t>(kKeyBytesMax);

// The texts of an agent: views into whatever holds them.
struct AgentTexts {
  std::string_view name;
  std::string_view team;
  std::string_view shift;
  std::string_view tier_hours;
  friend bool operator==(const AgentTexts&, const AgentTexts&) = default;
};

// The lengths of texts that are each at most kKeyBytesMax.
inline void SetLengths(const AgentTexts& texts, AgentTerms& terms) {
  terms.name_bytes = static_cast<std::uint8_t>(texts.name.size());
  terms.team_bytes = static_cast<std::uint8_t>(texts.team.size());
  terms.shift_bytes = static_cast<std::uint8_t>(texts.shift.size());
  terms.tier_hours_bytes = static_cast<std::uint8_t>(texts.tier_hours.size());
}

inline std::uint32_t TextBytes(const AgentTerms& terms) {
  return std::uint32_t{terms.name_bytes} + terms.team_bytes + terms.shift_bytes + terms.tier_hours_bytes;
}

// The texts behind a record, one directly behind the other in the order of AgentTexts. `bytes` must be TextBytes long or longer.
inline AgentTexts SplitTexts(const AgentTerms& terms, std::string_view bytes) {
  AgentTexts texts;
  for (const auto& [text, length] : {std::pair(&texts.name, terms.name_bytes), std::pair(&texts.team, terms.team_bytes),
                                     std::pair(&texts.shift, terms.shift_bytes), std::pair(&texts.tier_hours, terms.tier_hours_bytes)}) {
    *text = bytes.substr(0, length);
    bytes.remove_prefix(length);
  }
  return texts;
}

}  // namespace tidegate
