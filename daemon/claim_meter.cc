#include "daemon/claim_meter.h"

#include <algorithm>
#include <utility>

namespace tidegate {

void ClaimMeter::SetQuotas(std::vector<ClaimQuota> quotas) {
  if (quotas == quotas_) return;
  quotas_ = std::move(quotas);
  metered_.clear();
}

ClaimMeter::Metered* ClaimMeter::Find(ClientId client, std::string_view name, Micros now) {
  if (const auto known = metered_.find(client.raw()); known != metered_.end()) return &known->second;
  if (metered_.size() >= kMeteredMax) {
    std::erase_if(metered_, [now](const auto& entry) {
      const auto& until = entry.second.full_until;
      return *std::max_element(until.begin(), until.end()) <= now;
    });
    if (metered_.size() >= kMeteredMax) return nullptr;
  }
  const ClaimQuota* quota = nullptr;
  for (const ClaimQuota& row : quotas_) {
    if (row.front_end == name) {
      quota = &row;
      break;
    }
    if (row.front_end.empty()) quota = &row;
  }
  Metered metered;
  metered.per_minute = quota == nullptr ? std::array{kNoQuota, kNoQuota, kNoQuota}
                                        : std::array{quota->urgent_per_minute, quota->high_per_minute, quota->vip_per_minute};
  return &metered_.emplace(client.raw(), metered).first->second;
}

bool ClaimMeter::Fits(Metered& metered, Kind kind, Micros now) {
  const std::uint32_t per_minute = metered.per_minute[kind];
  if (per_minute == kNoQuota) return true;
  if (per_minute == 0) return false;
  // Each claim fills the bucket for its share of a minute; it holds a minute.
  const Micros share = kMinute / per_minute;
  Micros& full_until = metered.full_until[kind];
  const Micros from = std::max(full_until, now);
  if (from - now + share > kMinute) return false;
  full_until = from + share;
  return true;
}

ClaimMeter::Door ClaimMeter::Take(ClientId client, std::string_view name, Level level, CustomerTier tier, Micros now) {
  const bool claims = level == Level::kUrgent || level == Level::kHigh || tier == CustomerTier::kVip;
  Door door{.counts = level, .admitted = Level::kNone};
  if (!claims) return door;
  Metered* metered = active() ? Find(client, name, now) : nullptr;
  const auto within = [&](Kind kind) { return !active() || (metered != nullptr && Fits(*metered, kind, now)); };
  if (door.counts == Level::kUrgent && !within(kUrgent)) door.counts = Level::kHigh;
  if (door.counts == Level::kHigh && !within(kHigh)) door.counts = Level::kNormal;
  if (door.counts != level) door.admitted = door.counts;
  if (tier == CustomerTier::kVip && within(kVip)) {
    if (door.counts == Level::kNormal || door.counts == Level::kNone) {
      door.counts = Level::kHigh;
    } else if (door.counts == Level::kLow) {
      door.counts = Level::kNormal;
    }
  }
  return door;
}

}  // namespace tidegate
