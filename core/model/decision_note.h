// DecisionNote: in 32 bytes, why this agent got this ticket. Written into `Offered`, shown by `explain`.
#pragma once

#include <cstdint>

#include "core/model/names.h"

namespace tidegate {

// X(enumerator, number, english, chinese): the step of the choice that decided (domain.md 7).
#define TIDEGATE_CHOICES(X)                                    \
  X(kLeastLoaded, 1, "least-loaded", "负荷最低")               \
  X(kSameAgent, 2, "same-agent", "上次服务的客服")             \
  X(kFreedAgent, 3, "freed-agent", "客服腾出空位")             \
  X(kLongestDeclined, 4, "longest-declined", "最早拒绝者重派") \
  X(kDedicatedManager, 5, "dedicated-manager", "专属客户经理") \
  X(kDeputy, 6, "deputy", "客户经理代理人")                    \
  X(kServesVip, 7, "serves-vip", "服务VIP的客服")              \
  X(kByHand, 8, "by-hand", "人工指派")                         \
  X(kOwner, 9, "owner", "原处理客服")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class Choice : std::uint8_t { kNone = 0, TIDEGATE_CHOICES(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

template <>
struct NameTable<Choice> {
#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
  static constexpr auto kRows = std::to_array<Name>({TIDEGATE_CHOICES(TIDEGATE_NAME_ROW)});
#undef TIDEGATE_NAME_ROW
};

struct DecisionNote {
  std::uint32_t rules_version = 0;
  std::uint32_t eligible = 0;       // agents that could have taken it, the chosen one among them
  std::uint32_t runner_up = 0;      // AgentId of the next best; 0 = nobody (or a freed agent took the head of a queue)
  std::uint8_t choice = 0;          // Choice
  std::uint8_t load = 0;            // relative load of the chosen agent before the offer, 0..64
  std::uint8_t runner_up_load = 0;  // relative load of the runner-up
  std::uint8_t by_shift = 0;        // eligible and signed in, but off shift or at its end; saturating at 255
  // Declared agents whom the first of these reasons excluded; saturating at 65 535.
  std::uint16_t by_skill = 0;
  std::uint16_t by_region = 0;
  std::uint16_t by_channel = 0;
  std::uint16_t by_customer_tier = 0;
  std::uint16_t by_agent_tier = 0;
  std::uint16_t by_capacity = 0;  // eligible and online, but full: altogether, or for this channel
  std::uint16_t by_decline = 0;
  std::uint16_t off_duty = 0;  // eligible by profile, but not online for another reason than the shift
  friend bool operator==(const DecisionNote&, const DecisionNote&) = default;
};
static_assert(sizeof(DecisionNote) == 32);

}  // namespace tidegate
