// LoadIndex: the agents that can take work now, by profile, least loaded first.
//
// One owner, no locking. Order: relative load, then longest idle, then lower cost, then id (domain.md 7): a total order, so that the naive
// twin agrees. One indexed 4-ary heap of agent numbers a profile; keys lie by agent, and the best of each profile once more, side by side:
// a match asks for the best of dozens of profiles. Put and Remove O(log agents of the profile), Least and Count O(1), one cache line. 32
// bytes an agent up to the highest that was ever in, 4 more in its heap; a heap that grows copies 4 bytes an agent (20 us for 100 000). Who
// is available, and as which profile, is the caller's to say.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

inline constexpr std::uint32_t kProfilesMax = 4'096;  // design.md 3
inline constexpr std::uint32_t kRelativeLoadFull = 64;

// ceil(64 x units / capacity), at most 64. Without capacity everybody is full.
std::uint32_t RelativeLoad(std::uint32_t units, std::uint32_t capacity);

struct LoadKey {
  std::uint32_t relative = 0;  // RelativeLoad
  Micros idle_since = 0;       // earlier first
  std::uint32_t cost = 0;      // cents an hour
  std::uint32_t agent = 0;     // AgentId, from 1
  friend bool operator==(const LoadKey&, const LoadKey&) = default;
};

// Whether a gets work before b.
bool Before(const LoadKey& a, const LoadKey& b);

class LoadIndex {
 public:
  // Agents 1 .. agents_max, profiles 0 .. profiles_max - 1.
  explicit LoadIndex(std::uint32_t agents_max, std::uint32_t profiles_max = kProfilesMax);

  // Puts an agent in, or changes its key, its profile or both.
  void Put(std::uint32_t profile, const LoadKey& key);
  // Nothing happens when it is not in.
  void Remove(std::uint32_t agent);
  bool Contains(std::uint32_t agent) const;
  // The key by which the agent stands in the profile's order; nullptr when he does not. For audits.
  const LoadKey* Find(std::uint32_t profile, std::uint32_t agent) const;

  // The best of a profile, nullptr when there is none. Good until the next Put or Remove.
  const LoadKey* Least(std::uint32_t profile) const {
    CHECK_LT(profile, firsts_.size());
    const First& first = firsts_[profile];
    return first.count == 0 ? nullptr : &first.key;
  }
  std::uint32_t Count(std::uint32_t profile) const {
    CHECK_LT(profile, firsts_.size());
    return firsts_[profile].count;
  }
  // The best that is not in the list, which is meant to be short (decliners): looks at most at 1 + 4 x excluded entries, each compared with
  // the list. `visited`, when not null, gets how many were looked at.
  const LoadKey* LeastExcept(std::uint32_t profile, std::span<const std::uint32_t> excluded_agents, std::uint32_t* visited = nullptr) const;

  std::uint32_t size() const { return size_; }

 private:
  struct Place {
    LoadKey key;
    std::uint32_t position_plus_1;  // in the heap of its profile; 0 = not in
    std::uint32_t profile;
  };
  static_assert(sizeof(Place) == 32);
  // Of a profile: how many are in, and the best of them.
  struct First {
    LoadKey key;
    std::uint32_t count = 0;
  };

  // After every change of a profile's heap.
  void KeepFirst(std::uint32_t profile);

  struct View;
  struct Heap;

  std::uint32_t size_ = 0;
  UntouchedArray<Place> places_;                   // by agent
  std::vector<std::vector<std::uint32_t>> heaps_;  // by profile: agents
  std::vector<First> firsts_;                      // by profile
  mutable std::vector<std::uint32_t> scratch_;
};

}  // namespace tidegate
