// Ledger: what a daemon acknowledged, kept outside of it: for every external key the ticket number and the furthest state that was told.
//
// One owner: the test. Every contradiction (another number for a key, a state that nobody asked for) is a test failure at once. A key is
// named by its place here, so that its request can be made again, unchanged, after any crash.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

struct LedgerEntry {
  std::string key;
  std::size_t front_end = 0;
  TicketId ticket;                  // 0 = not told yet
  Status promised = Status::kNone;  // the furthest state that was acknowledged
  Status asked = Status::kOffered;  // the furthest state that anybody asked for; the engine itself goes as far as offered
  AgentId agent;                    // who accepted it; 0 = nobody was told so
  bool exists = false;              // known to the daemon: a submit of it is a repeated one
};

class Ledger {
 public:
  std::size_t Add(std::size_t front_end) {
    const std::size_t index = entries_.size();
    LedgerEntry entry;
    entry.key = fmt::format("key-{}", index);
    entry.front_end = front_end;
    by_key_.emplace(entry.key, index);
    entries_.push_back(std::move(entry));
    return index;
  }

  // The daemon named the ticket of a key: for the first time, or the same again.
  void Learn(std::size_t index, TicketId ticket) {
    LedgerEntry& entry = entries_[index];
    EXPECT_NE(ticket.raw(), 0u) << entry.key;
    if (entry.ticket.raw() == 0) {
      entry.ticket = ticket;
      EXPECT_TRUE(by_ticket_.emplace(ticket.raw(), index).second) << "ticket " << ticket.raw() << " was given to two keys";
    }
    EXPECT_EQ(entry.ticket.raw(), ticket.raw()) << entry.key << " has two tickets";
  }

  void Ask(std::size_t index, Status status) { entries_[index].asked = std::max(entries_[index].asked, status); }

  void Promise(std::size_t index, Status status) {
    LedgerEntry& entry = entries_[index];
    if (status == Status::kResolved && entry.promised != Status::kResolved) ++resolved_;
    entry.promised = std::max(entry.promised, status);
  }

  std::size_t OfKey(std::string_view key) const {
    const auto found = by_key_.find(std::string(key));
    if (found == by_key_.end()) ADD_FAILURE() << "the daemon named a key that nobody submitted: " << key;
    return found == by_key_.end() ? 0 : found->second;
  }
  std::size_t OfTicket(TicketId ticket) const {
    const auto found = by_ticket_.find(ticket.raw());
    if (found == by_ticket_.end()) ADD_FAILURE() << "the daemon named a ticket of no known key: " << ticket.raw();
    return found == by_ticket_.end() ? 0 : found->second;
  }

  LedgerEntry& At(std::size_t index) { return entries_[index]; }
  std::size_t size() const { return entries_.size(); }
  std::size_t resolved() const { return resolved_; }

 private:
  std::vector<LedgerEntry> entries_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<std::uint64_t, std::size_t> by_ticket_;
  std::size_t resolved_ = 0;
};

}  // namespace tidegate
