// DemoLedger: every ticket of a demonstration's day, and the furthest state of it that the daemon has acknowledged.
//
// One owner. What it says at the end is what the daemon must still know.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load/demo_tickets.h"
#include "bench/load/latency_histogram.h"
#include "bench/load/verifier.h"
#include "core/model/names.h"

namespace tidegate::load {

class DemoLedger {
 public:
  // `run`: the prefix of this day's keys.
  explicit DemoLedger(std::string run) : run_(std::move(run)) {}

  // A new ticket gets the next number, from 0.
  std::uint64_t Add(DemoTicket ticket);
  const DemoTicket& ticket(std::uint64_t number) const { return entries_[number].ticket; }
  std::string KeyOf(std::uint64_t number) const;
  std::uint64_t size() const { return entries_.size(); }

  // What happened. The first Sent of a number counts: a refused submit that is sent again has waited since then. Keys that are not of this
  // day (left over from another) are ignored; Assigned gives the ticket, nullptr for those.
  void Sent(std::uint64_t number, std::uint64_t now_ns);
  void Acknowledged(std::uint64_t number, std::uint64_t now_ns);
  const DemoTicket* Assigned(std::string_view key, std::uint64_t now_ns);
  void Resolved(std::string_view key);

  std::uint64_t acknowledged() const { return acknowledged_; }
  std::uint64_t assigned() const { return assigned_; }
  std::uint64_t resolved() const { return resolved_; }
  bool AllResolved() const { return acknowledged_ == size() && resolved_ == size(); }
  const LatencyHistogram& acknowledge_latency() const { return acknowledge_latency_; }
  const LatencyHistogram& assign_latency() const { return assign_latency_; }

  // What was acknowledged of the tickets number % step == first.
  std::vector<Promised> Promises(std::uint64_t first, std::uint64_t step) const;

 private:
  struct Entry {
    DemoTicket ticket;
    std::uint64_t sent_ns = 0;
    Status acknowledged = Status::kNone;
  };
  Entry* Find(std::string_view key);

  std::string run_;
  std::vector<Entry> entries_;  // by number
  std::uint64_t acknowledged_ = 0;
  std::uint64_t assigned_ = 0;
  std::uint64_t resolved_ = 0;
  LatencyHistogram acknowledge_latency_;
  LatencyHistogram assign_latency_;
};

}  // namespace tidegate::load
