// NaiveHistory: every ticket's changes in a list, as a plain walk over the journal's records gives them: the twin of the projection.
//
// One thread. Copies everything; finds a ticket's changes, and who asked for them, by looking at the struct's own fields, not by
// SubjectsOf.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/model/ids.h"
#include "persistence/history_reader.h"
#include "persistence/journal_sink.h"

namespace tidegate {

class NaiveHistory {
 public:
  struct Entry {
    std::uint64_t seq = 0;
    Micros at = 0;
    std::uint8_t kind = 0;
    std::uint64_t client = 0;  // who asked
    std::string bytes;         // struct, then tail (of a Submitted facts and skills)
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  void Follow(std::string_view record);

  std::uint64_t seq() const { return seq_; }
  const std::map<std::uint64_t, std::vector<Entry>>& tickets() const { return tickets_; }
  const std::string& BodyOf(std::uint64_t ticket) const { return bodies_.at(ticket); }
  KeyHash KeyOf(std::uint64_t ticket) const { return keys_.at(ticket); }
  // Those whom the engine knows, with role and name.
  const std::map<std::uint64_t, ClientName>& clients() const { return clients_; }
  // The latest ticket that was submitted under a key: one may be used again.
  std::uint64_t TicketUnder(const KeyHash& key) const { return tickets_by_key_.at({key.high, key.low}); }

 private:
  std::uint64_t seq_ = 0;
  std::map<std::uint64_t, std::vector<Entry>> tickets_;
  std::map<std::uint64_t, std::string> bodies_;
  std::map<std::uint64_t, KeyHash> keys_;
  std::map<std::uint64_t, ClientName> clients_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> tickets_by_key_;
};

// Compares what a reader says of every ticket, page by page, by number and by key, with the naive lists. Empty = the same.
std::vector<std::string> Compare(const NaiveHistory& naive, const HistoryReader& reader, std::size_t page_entries);

}  // namespace tidegate
