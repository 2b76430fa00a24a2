// FeedbackTable: what customers answered about their tickets, the latest answer of each, by ticket.
//
// Owned by the State; one thread. At most EngineLimits::feedbacks_max; beyond, the answer about the oldest ticket is forgotten by a change,
// and so old a ticket takes no answer any more: nobody could say whether it had led to a follow-up. O(log entries). The texts are in the
// history.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "core/base/check.h"
#include "core/model/feedback.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

class FeedbackTable {
 public:
  explicit FeedbackTable(std::uint32_t capacity) : capacity_(capacity) {}

  std::size_t size() const { return entries_.size(); }
  bool full() const { return entries_.size() >= capacity_; }
  // The lowest number of a ticket that has an answer here; 0 = none has.
  std::uint64_t Oldest() const { return entries_.empty() ? 0 : entries_.begin()->first; }
  // Whether an answer about this ticket is taken: it has one, or is not older than those that are kept.
  bool Takes(std::uint64_t ticket) const { return !full() || ticket > Oldest() || entries_.contains(ticket); }
  // nullptr when there is no answer.
  const FeedbackRecord* Find(std::uint64_t ticket) const {
    const auto found = entries_.find(ticket);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The next one behind a ticket; nullptr at the end.
  const FeedbackRecord* After(std::uint64_t ticket) const {
    const auto found = entries_.upper_bound(ticket);
    return found == entries_.end() ? nullptr : &found->second;
  }

  // Sets or replaces; a new one needs room.
  void Put(const FeedbackRecord& record) {
    const auto found = entries_.find(record.ticket);
    if (found == entries_.end()) {
      CHECK(!full());
      tap_.BeforeNew(record.ticket);
      entries_.emplace(record.ticket, record);
      return;
    }
    tap_.BeforeChange(record.ticket);
    found->second = record;
  }
  void Forget(std::uint64_t ticket) {
    const auto found = entries_.find(ticket);
    CHECK(found != entries_.end());
    tap_.BeforeChange(ticket);
    entries_.erase(found);
  }

  // For pictures, as ClockTable.
  const FeedbackRecord& At(std::uint64_t ticket) const { return entries_.at(ticket); }
  KeyTap<std::uint64_t>& tap() { return tap_; }
  std::optional<std::uint64_t> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::uint32_t capacity_;
  std::map<std::uint64_t, FeedbackRecord> entries_;
  KeyTap<std::uint64_t> tap_;
};

}  // namespace tidegate
