// TransferTable: the tickets whose agents asked to give them away, with the group asked for and the reason, by ticket.
//
// Owned by the State; one thread. At most one a ticket, of those that are with an agent; bounded by kTransfersMax, beyond which the
// decision refuses. O(log entries). Entries leave when a supervisor has decided, or the ticket leaves its agent otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

inline constexpr std::uint32_t kTransfersMax = 65'536;  // waiting for a decision: more is no queue that people could work off

struct Transfer {
  TransferRecord record;
  std::string team;    // asked for; empty = an agent, or whoever the supervisor chooses
  std::string reason;  // the whole of it stands in the history too
};

class TransferTable {
 public:
  std::size_t size() const { return entries_.size(); }
  bool full() const { return entries_.size() >= kTransfersMax; }
  // nullptr when nobody asked.
  const Transfer* Find(std::uint64_t ticket) const {
    const auto found = entries_.find(ticket);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The next one behind a ticket; nullptr at the end.
  const Transfer* After(std::uint64_t ticket) const {
    const auto found = entries_.upper_bound(ticket);
    return found == entries_.end() ? nullptr : &found->second;
  }

  // Must not be there yet.
  void Add(Transfer transfer) {
    const std::uint64_t ticket = transfer.record.ticket;
    tap_.BeforeNew(ticket);
    CHECK(entries_.emplace(ticket, std::move(transfer)).second);
  }
  // Supervisors were told that nobody decided.
  void Tell(std::uint64_t ticket) {
    const auto found = entries_.find(ticket);
    CHECK(found != entries_.end());
    tap_.BeforeChange(ticket);
    found->second.record.alert_at = kNever;
  }
  void Erase(std::uint64_t ticket) {
    const auto found = entries_.find(ticket);
    CHECK(found != entries_.end());
    tap_.BeforeChange(ticket);
    entries_.erase(found);
  }

  // For pictures, as ClockTable.
  const Transfer& At(std::uint64_t ticket) const { return entries_.at(ticket); }
  KeyTap<std::uint64_t>& tap() { return tap_; }
  std::optional<std::uint64_t> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::map<std::uint64_t, Transfer> entries_;
  KeyTap<std::uint64_t> tap_;
};

}  // namespace tidegate
