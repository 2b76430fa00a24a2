// ClockTable: the clocks that few tickets have: close-loop, update, promise, statutory. Respond and resolve are fields of the ticket.
//
// Owned by the State; one thread. An entry stands here while its clock runs, waits for its next step or is past its last one; a clock that
// stopped leaves. At most kRareClockCount a ticket, so bounded by the tickets. O(log entries), a visit O(what it visits) more.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

class ClockTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint8_t>;  // ticket, Clock

  std::size_t size() const { return entries_.size(); }
  // nullptr when the ticket has no such clock.
  const ClockRecord* Find(std::uint64_t ticket, Clock clock) const {
    const auto found = entries_.find({ticket, static_cast<std::uint8_t>(clock)});
    return found == entries_.end() ? nullptr : &found->second;
  }
  // Sets or replaces. True when it is new.
  bool Put(const ClockRecord& record) {
    CHECK_GE(record.clock, kMainClockCount);
    const Key key{record.ticket, record.clock};
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
      tap_.BeforeNew(key);
      entries_.emplace(key, record);
      return true;
    }
    tap_.BeforeChange(key);
    found->second = record;
    return false;
  }
  bool Erase(std::uint64_t ticket, Clock clock) {
    const auto found = entries_.find({ticket, static_cast<std::uint8_t>(clock)});
    if (found == entries_.end()) return false;
    tap_.BeforeChange(found->first);
    entries_.erase(found);
    return true;
  }

  // The clocks of a ticket, in the order of their numbers.
  template <class Visitor>
  void ForEachOf(std::uint64_t ticket, Visitor&& visit) const {
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket; ++at) visit(at->second);
  }
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, record] : entries_) visit(record);
  }

  // For pictures: the entry of a key that is there, and the next one still to be copied.
  const ClockRecord& At(const Key& key) const { return entries_.at(key); }
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::map<Key, ClockRecord> entries_;
  KeyTap<Key> tap_;
};

}  // namespace tidegate
