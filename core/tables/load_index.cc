#include "core/tables/load_index.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/tables/four_heap.h"

namespace tidegate {

std::uint32_t RelativeLoad(std::uint32_t units, std::uint32_t capacity) {
  if (units >= capacity) return kRelativeLoadFull;
  return static_cast<std::uint32_t>((std::uint64_t{units} * kRelativeLoadFull + capacity - 1) / capacity);
}

bool Before(const LoadKey& a, const LoadKey& b) {
  if (a.relative != b.relative) return a.relative < b.relative;
  if (a.idle_since != b.idle_since) return a.idle_since < b.idle_since;
  if (a.cost != b.cost) return a.cost < b.cost;
  return a.agent < b.agent;
}

// One profile's heap of agent numbers, as four_heap.h wants it, for reading. Keys stay where they are.
struct LoadIndex::View {
  using Numbers = std::vector<std::uint32_t>;
  using Places = UntouchedArray<Place>;

  View(const Places& places_in, const Numbers& numbers_in) : places(places_in), numbers(numbers_in) {}
  std::uint32_t size() const { return static_cast<std::uint32_t>(numbers.size()); }
  const LoadKey& Get(std::uint32_t i) const { return places[numbers[i]].key; }
  static bool Before(const LoadKey& a, const LoadKey& b) { return tidegate::Before(a, b); }
  struct Group {
    const Places* places;
    const std::uint32_t* numbers;
  };
  Group Children(std::uint32_t first) const { return {&places, &numbers[first]}; }
  static bool BeforeIn(const Group& group, std::uint32_t a, std::uint32_t b) {
    return Before((*group.places)[group.numbers[a]].key, (*group.places)[group.numbers[b]].key);
  }

  const Places& places;
  const Numbers& numbers;
};

// And for changing.
struct LoadIndex::Heap : LoadIndex::View {
  Heap(Places& places_in, Numbers& numbers_in) : View(places_in, numbers_in), own_places(places_in), own_numbers(numbers_in) {}
  void Append(std::uint32_t agent) { own_numbers.push_back(agent); }
  void Put(std::uint32_t i, const LoadKey& key) {
    own_numbers[i] = key.agent;
    own_places[key.agent].position_plus_1 = i + 1;
  }
  void Shrink() { own_numbers.pop_back(); }

  Places& own_places;
  Numbers& own_numbers;
};

LoadIndex::LoadIndex(std::uint32_t agents_max, std::uint32_t profiles_max)
    : places_(std::size_t{agents_max} + 1), heaps_(profiles_max), firsts_(profiles_max) {}

void LoadIndex::KeepFirst(std::uint32_t profile) {
  const std::vector<std::uint32_t>& agents = heaps_[profile];
  firsts_[profile].count = static_cast<std::uint32_t>(agents.size());
  if (!agents.empty()) firsts_[profile].key = places_[agents.front()].key;
}

void LoadIndex::Put(std::uint32_t profile, const LoadKey& key) {
  CHECK_LT(profile, heaps_.size());
  CHECK(key.agent >= 1 && key.agent < places_.size());
  Place& place = places_[key.agent];
  if (place.position_plus_1 != 0 && place.profile != profile) Remove(key.agent);
  Heap agents(places_, heaps_[profile]);
  if (place.position_plus_1 == 0) {
    place.profile = profile;
    agents.Append(key.agent);
    place.position_plus_1 = agents.size();
    ++size_;
  }
  place.key = key;
  heap::Settle(agents, place.position_plus_1 - 1, key);
  KeepFirst(profile);
}

void LoadIndex::Remove(std::uint32_t agent) {
  if (!Contains(agent)) return;
  Place& place = places_[agent];
  const std::uint32_t position = place.position_plus_1 - 1;
  place.position_plus_1 = 0;
  Heap agents(places_, heaps_[place.profile]);
  heap::RemoveAt(agents, position);
  KeepFirst(place.profile);
  --size_;
}

bool LoadIndex::Contains(std::uint32_t agent) const { return agent < places_.size() && places_[agent].position_plus_1 != 0; }

const LoadKey* LoadIndex::Find(std::uint32_t profile, std::uint32_t agent) const {
  return Contains(agent) && places_[agent].profile == profile ? &places_[agent].key : nullptr;
}

const LoadKey* LoadIndex::LeastExcept(std::uint32_t profile, std::span<const std::uint32_t> excluded_agents, std::uint32_t* visited) const {
  CHECK_LT(profile, heaps_.size());
  const LoadKey* best = nullptr;
  const View view(places_, heaps_[profile]);
  const std::uint32_t looked_at = heap::VisitInOrder(view, view.size(), scratch_, [&](const LoadKey& key) {
    if (std::find(excluded_agents.begin(), excluded_agents.end(), key.agent) != excluded_agents.end()) return true;
    best = &key;
    return false;
  });
  if (visited != nullptr) *visited = looked_at;
  return best;
}

}  // namespace tidegate
