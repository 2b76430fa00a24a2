// DeclineTable: which agents do not get a ticket again, and until when.
//
// Owned by the State; one thread. A ticket remembers at most kDeclinesPerTicketMax agents, an agent is remembered by at most
// kDeclinesPerAgentMax tickets (so that a bounded look into a queue always finds the first ticket he may have, matching.cc), all together
// at most `capacity`; what is beyond is not remembered. O(log entries), the visits O(what they visit) more.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/tables/image_tap.h"

namespace tidegate {

inline constexpr std::uint32_t kDeclinesPerTicketMax = 8;
inline constexpr std::uint32_t kDeclinesPerAgentMax = 16;

class DeclineTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint32_t>;  // ticket, agent

  explicit DeclineTable(std::uint32_t capacity) : capacity_(capacity) {}

  bool full() const { return entries_.size() >= capacity_; }
  std::size_t size() const { return entries_.size(); }
  bool Contains(std::uint64_t ticket, std::uint32_t agent) const { return entries_.contains({ticket, agent}); }
  // Sets or replaces.
  void Remember(std::uint64_t ticket, std::uint32_t agent, Micros until) {
    const Key key{ticket, agent};
    const auto found = entries_.find(key);
    if (found != entries_.end()) {
      tap_.BeforeChange(key);
      found->second = until;
      return;
    }
    tap_.BeforeNew(key);
    entries_.emplace(key, until);
    by_agent_.insert({agent, ticket});
    CHECK_LE(entries_.size(), capacity_);
  }
  bool Forget(std::uint64_t ticket, std::uint32_t agent) {
    const auto found = entries_.find({ticket, agent});
    if (found == entries_.end()) return false;
    tap_.BeforeChange(found->first);
    entries_.erase(found);
    by_agent_.erase({agent, ticket});
    return true;
  }

  // The declines of a ticket, in the order of agents: visit(agent, until).
  template <class Visitor>
  void ForEachOf(std::uint64_t ticket, Visitor&& visit) const {
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket; ++at) {
      visit(at->first.second, at->second);
    }
  }
  // What an agent declined, in the order of tickets: visit(ticket).
  template <class Visitor>
  void ForEachBy(std::uint32_t agent, Visitor&& visit) const {
    for (auto at = by_agent_.lower_bound({agent, 0}); at != by_agent_.end() && at->first == agent; ++at) visit(at->second);
  }
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, until] : entries_) visit(key.first, key.second, until);
  }

  // For pictures: the time of a key that is there, and the next one still to be copied.
  Micros UntilOf(const Key& key) const { return entries_.at(key); }
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::uint32_t capacity_;
  std::map<Key, Micros> entries_;                               // by (ticket, agent)
  std::set<std::pair<std::uint32_t, std::uint64_t>> by_agent_;  // the same, as (agent, ticket)
  KeyTap<Key> tap_;
};

}  // namespace tidegate
