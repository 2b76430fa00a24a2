// RefusalTable: when a client's refusals of a kind (RefusalWhat) were last recorded, so that each kind is recorded once a minute with a
// count.
//
// Owned by the State; one thread. What was refused since the last record is counted outside the state (engine.cc) and lost with the
// process; the records themselves are durable. Bounded: beyond kRefusalClientsMax the oldest entry leaves. O(log entries).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/time.h"
#include "core/tables/image_tap.h"

namespace tidegate {

inline constexpr std::size_t kRefusalClientsMax = 16'384;
inline constexpr Micros kRefusalRecordEvery = kMinute;  // design.md 4

class RefusalTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint16_t>;  // client, RefusalWhat

  // 0 = never.
  Micros LastAt(std::uint64_t client, std::uint16_t what) const {
    const auto found = entries_.find({client, what});
    return found == entries_.end() ? 0 : found->second;
  }
  void Record(std::uint64_t client, std::uint16_t what, Micros at) {
    const auto [entry, fresh] = entries_.try_emplace(Key{client, what}, at);
    if (fresh) {
      tap_.BeforeNew(entry->first);
    } else {
      tap_.BeforeChange(entry->first);
      by_time_.erase({entry->second, client, what});
      entry->second = at;
    }
    by_time_.insert({at, client, what});
    if (entries_.size() <= kRefusalClientsMax) return;
    const auto [oldest_at, oldest_client, oldest_what] = *by_time_.begin();
    tap_.BeforeChange({oldest_client, oldest_what});
    entries_.erase({oldest_client, oldest_what});
    by_time_.erase(by_time_.begin());
  }
  // visit(client, RefusalWhat, last recorded at).
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, at] : entries_) visit(key.first, key.second, at);
  }

  std::size_t size() const { return entries_.size(); }
  // For pictures: the next one still to be copied.
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::map<Key, Micros> entries_;
  std::set<std::tuple<Micros, std::uint64_t, std::uint16_t>> by_time_;
  KeyTap<Key> tap_;
};

}  // namespace tidegate
