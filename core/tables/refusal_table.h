// RefusalTable: when a client's refusals of a kind were last recorded, so that each kind is recorded once a minute with a count.
//
// Owned by the State; one thread. What was refused since the last record is counted outside the state (engine.cc) and lost with the
// process; the records themselves are durable. Bounded: beyond kRefusalClientsMax the oldest entry leaves. O(log entries).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/time.h"

namespace tidegate {

inline constexpr std::size_t kRefusalClientsMax = 16'384;
inline constexpr Micros kRefusalRecordEvery = kMinute;  // design.md 4

class RefusalTable {
 public:
  // 0 = never.
  Micros LastAt(std::uint64_t client, std::uint8_t command) const {
    const auto found = entries_.find({client, command});
    return found == entries_.end() ? 0 : found->second;
  }
  void Record(std::uint64_t client, std::uint8_t command, Micros at) {
    Micros& last = entries_[{client, command}];
    if (last != 0) by_time_.erase({last, client, command});
    last = at;
    by_time_.insert({at, client, command});
    if (entries_.size() <= kRefusalClientsMax) return;
    const auto [oldest_at, oldest_client, oldest_command] = *by_time_.begin();
    entries_.erase({oldest_client, oldest_command});
    by_time_.erase(by_time_.begin());
  }
  // visit(client, command, last recorded at).
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, at] : entries_) visit(key.first, key.second, at);
  }

 private:
  std::map<std::pair<std::uint64_t, std::uint8_t>, Micros> entries_;
  std::set<std::tuple<Micros, std::uint64_t, std::uint8_t>> by_time_;
};

}  // namespace tidegate
