// ClaimQuota: how many urgent and high tickets, and tickets of VIPs, a front end may claim a minute before its claims count for less where
// tickets are admitted (domain.md 4).
//
// Part of the rule set. Who counts is the front door (daemon/claim_meter.h); a ticket keeps the level that was claimed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tidegate {

inline constexpr std::uint32_t kNoQuota = 0xFFFFFFFF;            // as many as it likes
inline constexpr std::uint32_t kClaimsPerMinuteMax = 1'000'000;  // 60 us apart, which microseconds tell within 2 %; more is no quota
inline constexpr std::size_t kClaimQuotasMax = 1'024;            // front ends with a quota of their own

struct ClaimQuota {
  std::string front_end;  // name of the client; empty = every one without a quota of its own
  std::uint32_t urgent_per_minute = kNoQuota;
  std::uint32_t high_per_minute = kNoQuota;
  std::uint32_t vip_per_minute = kNoQuota;
  friend bool operator==(const ClaimQuota&, const ClaimQuota&) = default;
};

}  // namespace tidegate
