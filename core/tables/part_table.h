// PartTable: the parts of open tickets that departments work on, with what was asked and what came of it; by ticket and number.
//
// Owned by the State; one thread. Parts that have ended stay until their ticket has, so that it shows their results. At most
// kPartsPerTicketMax a ticket and kPartsMax in all, beyond which the decision refuses: 100 MiB if every text were as long as it may be.
// O(log entries); a visit O(what it visits) more.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

inline constexpr std::uint32_t kPartsMax = 65'536;
inline constexpr std::uint8_t kPartsPerTicketMax = 16;  // open at once or ended: what has more is no ticket but a project

struct Part {
  PartRecord record;
  std::string text;    // what is to be done
  std::string result;  // what came of it; of an open one the last word about it
};

class PartTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint8_t>;  // ticket, part

  std::size_t size() const { return entries_.size(); }
  bool full() const { return entries_.size() >= kPartsMax; }
  // nullptr when there is none.
  const Part* Find(std::uint64_t ticket, std::uint8_t part) const {
    const auto found = entries_.find({ticket, part});
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The next one behind a key; nullptr at the end.
  const Part* After(const Key& key) const {
    const auto found = entries_.upper_bound(key);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The open ones of a department behind a key: by department, ticket and part.
  const Part* OpenAfter(std::uint8_t department, const Key& key) const {
    const auto found = open_.upper_bound({department, key.first, key.second});
    return found == open_.end() || std::get<0>(*found) != department ? nullptr : Find(std::get<1>(*found), std::get<2>(*found));
  }
  std::size_t open() const { return open_.size(); }
  template <class Visitor>
  void ForEachOf(std::uint64_t ticket, Visitor&& visit) const {
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket; ++at) visit(at->second);
  }
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, part] : entries_) visit(part);
  }

  // Must not be there yet.
  void Add(Part part) {
    const Key key{part.record.ticket, part.record.part};
    tap_.BeforeNew(key);
    if (part.record.open()) open_.insert(OpenKeyOf(part.record));
    CHECK(entries_.emplace(key, std::move(part)).second);
  }
  // Alters one that is there: change(Part&); neither ticket, number nor department.
  template <class Change>
  void Alter(const Key& key, Change&& change) {
    const auto found = entries_.find(key);
    CHECK(found != entries_.end());
    tap_.BeforeChange(key);
    const bool was_open = found->second.record.open();
    change(found->second);
    const bool is_open = found->second.record.open();
    if (was_open && !is_open) open_.erase(OpenKeyOf(found->second.record));
    if (!was_open && is_open) open_.insert(OpenKeyOf(found->second.record));
  }
  Part Take(const Key& key) {
    const auto found = entries_.find(key);
    CHECK(found != entries_.end());
    tap_.BeforeChange(key);
    Part part = std::move(found->second);
    if (part.record.open()) open_.erase(OpenKeyOf(part.record));
    entries_.erase(found);
    return part;
  }
  // All of a ticket: it has ended.
  void Drop(std::uint64_t ticket) {
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket;) {
      const Key key = at->first;
      ++at;
      Take(key);
    }
  }

  // For pictures, as ClockTable.
  const Part& At(const Key& key) const { return entries_.at(key); }
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  using OpenKey = std::tuple<std::uint8_t, std::uint64_t, std::uint8_t>;  // department, ticket, part
  static OpenKey OpenKeyOf(const PartRecord& record) { return {record.department, record.ticket, record.part}; }

  std::map<Key, Part> entries_;
  std::set<OpenKey> open_;  // derived
  KeyTap<Key> tap_;
};

// When a part's time is over: with its ticket at the latest, and with it when nothing else was said. kNever while that clock stands still
// and nothing else was said, and where neither has a deadline.
inline Micros DueOf(const TicketRecord& ticket, const PartRecord& part) {
  const bool stands = (ticket.clock_flags & kResolvePaused) != 0;
  return std::min(part.due, stands ? kNever : ticket.due[static_cast<std::size_t>(Clock::kResolve)]);
}

}  // namespace tidegate
