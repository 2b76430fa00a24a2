// SignatureTable: requirements and profiles, interned and bounded, and who is eligible for what as bitmaps made at interning.
//
// Owned by the State; one thread. A signature is an interned requirement; tickets share it and count it. Its number is shown and stays. An
// empty signature stays until its place is needed (the one empty for longest goes first), because making one costs O(profiles). A profile
// leaves with its last agent. Eligibility is a lookup; interning a signature is O(profiles), a profile O(signatures).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/index.h"
#include "core/base/time.h"
#include "core/model/requirement.h"
#include "core/model/share_counts.h"
#include "core/tables/bitset.h"
#include "core/tables/image_tap.h"
#include "core/tables/load_index.h"

namespace tidegate {

inline constexpr std::uint32_t kSignaturesMax = 65'536;  // design.md 3
static_assert(kProfilesMax <= kSignaturesMax);
inline constexpr std::uint32_t kNoSignature = 0xFFFFFFFF;
inline constexpr std::uint32_t kNoProfile = 0xFFFFFFFF;

// How an agent counts among those of his profile.
enum class Presence : std::uint8_t { kAway, kOnline, kWrapUp, kOffShift, kRetired };

// How many declared agents the first failing reason excludes, by Exclusion; [0] = eligible by profile.
using ExclusionCounts = std::array<std::uint32_t, 6>;

struct Signature {
  Requirement requirement;
  std::uint32_t tickets = 0;      // open tickets that have it
  std::uint32_t interval_ms = 0;  // smoothed interval between its offers; 0 = none seen
  Micros last_offer_at = 0;
  std::uint64_t emptied_seq = 0;       // seq of the change that took its last ticket; the order of reclaiming
  Micros saturated_since = 0;          // since when it was told that all on duty who may take it are full; 0 = it was not
  Bitset profiles;                     // eligible ones
  mutable ExclusionCounts excluded{};  // valid while census is the table's
  mutable std::uint64_t census = 0;
};

struct ProfileEntry {
  Profile profile;
  ShareCounts shares;  // its offers since the last of the levels that have a share
  Bitset signatures;   // it is eligible for
};

// What every match asks of each profile that may take the ticket: apart from the rest, one behind the other, because there are dozens.
struct ProfileStaff {
  std::uint32_t agents = 0;     // declared, those who were retired among them: who has the profile
  std::uint32_t retired = 0;    // of these; they count nowhere
  std::uint32_t online = 0;     // taking new work unless full
  std::uint32_t on_duty = 0;    // online, or writing up (IsOnDuty)
  std::uint32_t off_shift = 0;  // the same, were it not for their hours
  AgentTier tier{};             // of the profile
  std::uint8_t rooms = 0;       // of the profile: channels with a room of their own

  std::uint32_t in_force() const { return agents - retired; }
};

class SignatureTable {
 public:
  explicit SignatureTable(std::uint32_t signatures_max = kSignaturesMax, std::uint32_t profiles_max = kProfilesMax);

  // The signature of a requirement (canonical), with one more ticket. kNoSignature when all places are taken by signatures in use.
  // `reclaimed` is the signature that had to leave for it, else kNoSignature.
  std::uint32_t Acquire(const Requirement& requirement, std::uint32_t* reclaimed);
  void Release(std::uint32_t signature, std::uint64_t seq);
  // The signature of a requirement if there is one.
  std::uint32_t Find(const Requirement& requirement) const;
  Signature& At(std::uint32_t signature) {
    tap_.BeforeChange(signature);
    return *signatures_[signature];
  }
  const Signature& At(std::uint32_t signature) const { return *signatures_[signature]; }

  // The profile with one more agent; kNoProfile when all places are taken.
  std::uint32_t AcquireProfile(const Profile& profile);
  void ReleaseProfile(std::uint32_t profile);
  bool ProfileFits(const Profile& profile) const;
  // Places for profiles that nobody has yet.
  std::size_t free_profiles() const { return free_profiles_.size() + (profiles_max_ - profiles_.size()); }
  const ProfileEntry& ProfileAt(std::uint32_t profile) const { return *profiles_[profile]; }
  // Of a live profile.
  const ProfileStaff& StaffOf(std::uint32_t profile) const { return staff_[profile]; }
  // Agents of all profiles who were retired.
  std::uint32_t retired() const { return retired_; }
  // An agent of the profile counts otherwise than before.
  void CountPresence(std::uint32_t profile, Presence from, Presence to);

  void SetShares(std::uint32_t profile, const ShareCounts& shares) {
    profile_tap_.BeforeChange(profile);
    profiles_[profile]->shares = shares;
  }
  // The profile if there is one.
  std::uint32_t FindProfile(const Profile& profile) const;

  void SetSaturated(std::uint32_t signature, Micros since);  // 0 = it is full no more
  const Bitset& saturated() const { return saturated_; }     // signatures
  std::uint32_t saturated_count() const { return saturated_count_; }

  SlotTap& tap() { return tap_; }
  SlotTap& profile_tap() { return profile_tap_; }
  // From a picture, in the order of places, all of them before the first Acquire.
  void Restore(const Requirement& requirement, std::uint32_t tickets, std::uint32_t interval_ms, Micros last_offer_at,
               std::uint64_t emptied_seq, Micros saturated_since);

  // The census over all declared agents who were not retired: O(1) while no agent was declared or retired since, else O(profiles).
  const ExclusionCounts& Excluded(std::uint32_t signature) const;

  std::uint32_t signatures_max() const { return signatures_max_; }
  std::uint32_t signatures_high_mark() const { return static_cast<std::uint32_t>(signatures_.size()); }
  std::uint32_t profiles_high_mark() const { return static_cast<std::uint32_t>(profiles_.size()); }
  bool live(std::uint32_t signature) const { return signature < signatures_.size() && signatures_[signature] != nullptr; }
  bool profile_live(std::uint32_t profile) const { return profile < profiles_.size() && profiles_[profile] != nullptr; }

 private:
  template <class T>
  struct BytesHash {
    std::size_t operator()(const T& value) const;
  };

  // Makes a signature at a place: finds out who is eligible.
  Signature& Make(std::uint32_t place, const Requirement& requirement);

  std::uint32_t signatures_max_;
  std::uint32_t profiles_max_;
  std::vector<std::unique_ptr<Signature>> signatures_;
  std::vector<std::unique_ptr<ProfileEntry>> profiles_;
  std::vector<ProfileStaff> staff_;  // by profile
  std::vector<std::uint32_t> free_profiles_;
  std::set<std::pair<std::uint64_t, std::uint32_t>> empty_;  // (emptied_seq, signature)
  Index<Requirement, std::uint32_t, BytesHash<Requirement>> by_requirement_;
  Index<Profile, std::uint32_t, BytesHash<Profile>> by_profile_;
  std::uint64_t census_ = 1;  // moves on with every agent declared or retired
  std::uint32_t retired_ = 0;
  Bitset saturated_;
  std::uint32_t saturated_count_ = 0;
  SlotTap tap_;
  SlotTap profile_tap_;
};

}  // namespace tidegate
