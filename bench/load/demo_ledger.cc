#include "bench/load/demo_ledger.h"

#include <algorithm>
#include <utility>

#include "bench/load/submit_stamp.h"

namespace tidegate::load {

std::uint64_t DemoLedger::Add(DemoTicket ticket) {
  entries_.push_back({std::move(ticket), 0, Status::kNone});
  return entries_.size() - 1;
}

std::string DemoLedger::KeyOf(std::uint64_t number) const { return load::KeyOf(run_, number); }

DemoLedger::Entry* DemoLedger::Find(std::string_view key) {
  std::uint64_t number = 0;
  if (key.substr(0, run_.size()) != run_ || !NumberOf(key, number) || number >= entries_.size()) return nullptr;
  return &entries_[number];
}

void DemoLedger::Sent(std::uint64_t number, std::uint64_t now_ns) {
  if (entries_[number].sent_ns == 0) entries_[number].sent_ns = now_ns;
}

// The acknowledgement of a submit may come after the ticket was assigned: another connection carried that.
void DemoLedger::Acknowledged(std::uint64_t number, std::uint64_t now_ns) {
  Entry& entry = entries_[number];
  ++acknowledged_;
  acknowledge_latency_.Add(now_ns - entry.sent_ns);
  entry.acknowledged = std::max(entry.acknowledged, Status::kPooled);
}

const DemoTicket* DemoLedger::Assigned(std::string_view key, std::uint64_t now_ns) {
  Entry* entry = Find(key);
  if (entry == nullptr) return nullptr;
  if (entry->acknowledged < Status::kAssigned) {
    entry->acknowledged = Status::kAssigned;
    ++assigned_;
    assign_latency_.Add(now_ns - entry->sent_ns);
  }
  return &entry->ticket;
}

void DemoLedger::Resolved(std::string_view key) {
  Entry* entry = Find(key);
  if (entry == nullptr || entry->acknowledged == Status::kResolved) return;
  entry->acknowledged = Status::kResolved;
  ++resolved_;
}

std::vector<Promised> DemoLedger::Promises(std::uint64_t first, std::uint64_t step) const {
  std::vector<Promised> promised;
  for (std::uint64_t number = first; number < entries_.size(); number += step) {
    if (entries_[number].acknowledged != Status::kNone) promised.push_back({KeyOf(number), entries_[number].acknowledged});
  }
  return promised;
}

}  // namespace tidegate::load
