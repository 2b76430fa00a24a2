#include "core/tables/signature_table.h"

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/tables/agent_table.h"

namespace tidegate {

template <class T>
std::size_t SignatureTable::BytesHash<T>::operator()(const T& value) const {
  static_assert(std::has_unique_object_representations_v<T>);
  return Hash64(&value, sizeof value);
}

SignatureTable::SignatureTable(std::uint32_t signatures_max, std::uint32_t profiles_max)
    : signatures_max_(signatures_max), profiles_max_(profiles_max), tap_(signatures_max), profile_tap_(profiles_max) {}

std::uint32_t SignatureTable::Find(const Requirement& requirement) const {
  const std::uint32_t* known = by_requirement_.Find(requirement);
  return known == nullptr ? kNoSignature : *known;
}

std::uint32_t SignatureTable::Acquire(const Requirement& requirement, std::uint32_t* reclaimed) {
  *reclaimed = kNoSignature;
  const std::uint32_t known = Find(requirement);
  if (known != kNoSignature) {
    Signature& signature = At(known);
    if (signature.tickets++ == 0) empty_.erase({signature.emptied_seq, known});
    return known;
  }
  std::uint32_t place;
  if (signatures_.size() < signatures_max_) {
    place = static_cast<std::uint32_t>(signatures_.size());
    signatures_.emplace_back();
  } else if (!empty_.empty()) {
    place = empty_.begin()->second;
    *reclaimed = place;
    empty_.erase(empty_.begin());
    SetSaturated(place, 0);
    by_requirement_.Erase(At(place).requirement);  // At: a picture under way keeps it first
    for (auto& profile : profiles_) {
      if (profile != nullptr) profile->signatures.Clear(place);
    }
  } else {
    return kNoSignature;
  }
  Make(place, requirement).tickets = 1;
  return place;
}

void SignatureTable::Restore(const Requirement& requirement, std::uint32_t tickets, std::uint32_t interval_ms, Micros last_offer_at,
                             std::uint64_t emptied_seq, Micros saturated_since) {
  const auto place = static_cast<std::uint32_t>(signatures_.size());
  CHECK_LT(place, signatures_max_);
  signatures_.emplace_back();
  Signature& signature = Make(place, requirement);
  signature.tickets = tickets;
  signature.interval_ms = interval_ms;
  signature.last_offer_at = last_offer_at;
  signature.emptied_seq = emptied_seq;
  if (tickets == 0) empty_.insert({emptied_seq, place});
  SetSaturated(place, saturated_since);
}

void SignatureTable::SetSaturated(std::uint32_t place, Micros since) {
  Signature& signature = At(place);
  if ((signature.saturated_since != 0) == (since != 0)) return;
  signature.saturated_since = since;
  saturated_.GrowTo(place + 1);
  if (since != 0) {
    saturated_.Set(place);
    ++saturated_count_;
  } else {
    saturated_.Clear(place);
    --saturated_count_;
  }
}

std::uint32_t SignatureTable::FindProfile(const Profile& profile) const {
  const std::uint32_t* known = by_profile_.Find(profile);
  return known == nullptr ? kNoProfile : *known;
}

Signature& SignatureTable::Make(std::uint32_t place, const Requirement& requirement) {
  auto signature = std::make_unique<Signature>();
  signature->requirement = requirement;
  signature->profiles.GrowTo(profiles_high_mark());
  for (std::uint32_t p = 0; p < profiles_high_mark(); ++p) {
    if (profiles_[p] == nullptr || Examine(requirement, profiles_[p]->profile) != Exclusion::kNone) continue;
    signature->profiles.Set(p);
    profiles_[p]->signatures.GrowTo(place + 1);
    profiles_[p]->signatures.Set(place);
  }
  signatures_[place] = std::move(signature);
  by_requirement_.Insert(requirement, place);
  return *signatures_[place];
}

void SignatureTable::Release(std::uint32_t place, std::uint64_t seq) {
  Signature& signature = At(place);
  CHECK_GT(signature.tickets, 0u);
  if (--signature.tickets > 0) return;
  signature.emptied_seq = seq;
  empty_.insert({seq, place});
}

bool SignatureTable::ProfileFits(const Profile& profile) const {
  return by_profile_.Find(profile) != nullptr || !free_profiles_.empty() || profiles_.size() < profiles_max_;
}

std::uint32_t SignatureTable::AcquireProfile(const Profile& profile) {
  ++census_;
  if (const std::uint32_t* known = by_profile_.Find(profile)) {
    ++staff_[*known].agents;
    return *known;
  }
  std::uint32_t place;
  if (!free_profiles_.empty()) {
    place = free_profiles_.back();
    free_profiles_.pop_back();
  } else if (profiles_.size() < profiles_max_) {
    place = static_cast<std::uint32_t>(profiles_.size());
    profiles_.emplace_back();
    staff_.emplace_back();
  } else {
    return kNoProfile;
  }
  profile_tap_.BeforeNew(place);
  auto entry = std::make_unique<ProfileEntry>();
  entry->profile = profile;
  staff_[place] = {.agents = 1, .tier = static_cast<AgentTier>(profile.tier), .rooms = profile.room_count};
  entry->signatures.GrowTo(signatures_high_mark());
  for (std::uint32_t s = 0; s < signatures_high_mark(); ++s) {
    if (signatures_[s] == nullptr || Examine(signatures_[s]->requirement, profile) != Exclusion::kNone) continue;
    entry->signatures.Set(s);
    signatures_[s]->profiles.GrowTo(place + 1);
    signatures_[s]->profiles.Set(place);
  }
  profiles_[place] = std::move(entry);
  by_profile_.Insert(profile, place);
  return place;
}

void SignatureTable::ReleaseProfile(std::uint32_t place) {
  ++census_;
  ProfileStaff& staff = staff_[place];
  CHECK_GT(staff.agents, 0u);
  if (--staff.agents > 0) return;
  CHECK_EQ(staff.on_duty, 0u);
  profile_tap_.BeforeChange(place);
  for (auto& signature : signatures_) {
    if (signature != nullptr) signature->profiles.Clear(place);
  }
  by_profile_.Erase(profiles_[place]->profile);
  profiles_[place] = nullptr;
  free_profiles_.push_back(place);
}

void SignatureTable::CountPresence(std::uint32_t profile, Presence from, Presence to) {
  ProfileStaff& staff = staff_[profile];
  const auto count = [&](Presence presence, std::uint32_t difference) {
    if (presence == Presence::kOnline) staff.online += difference;
    if (presence == Presence::kOnline || presence == Presence::kWrapUp) staff.on_duty += difference;
    if (presence == Presence::kOffShift) staff.off_shift += difference;
    if (presence != Presence::kRetired) return;
    staff.retired += difference;
    retired_ += difference;
    ++census_;
  };
  count(from, ~std::uint32_t{0});  // less one
  count(to, 1);
}

const ExclusionCounts& SignatureTable::Excluded(std::uint32_t place) const {
  const Signature& signature = At(place);
  if (signature.census != census_) {
    signature.excluded = {};
    for (std::uint32_t p = 0; p < profiles_high_mark(); ++p) {
      if (profiles_[p] == nullptr) continue;
      signature.excluded[static_cast<std::size_t>(Examine(signature.requirement, profiles_[p]->profile))] += staff_[p].in_force();
    }
    signature.census = census_;
  }
  return signature.excluded;
}

}  // namespace tidegate
