// HistoryReader: everything that ever happened to a ticket: what the store has of it, then what only the journal has yet.
//
// Any thread; no state but what is handed in, which outlives it. A page is complete as of `complete_to`: the end of the journal when the
// call began, unless the projection is so far behind that reading up to it would take longer than seconds (kTailChangesMax): then it ends
// earlier, and says so. Works without a store too: then all comes from the journal, within the same bound. Cost: the rows of one ticket,
// and one pass over the journal's changes behind the store's mark (about 3 million a second). Not here: who may see what (Session), names,
// words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/model/client_name.h"
#include "core/model/ids.h"
#include "persistence/client_news.h"
#include "persistence/history_codec.h"
#include "persistence/journal_sink.h"
#include "persistence/store.h"
#include "persistence/tail_reader.h"
#include "persistence/ticket_record.h"

namespace tidegate {

// By number, or by the front end's key: then the latest ticket that was submitted under it. Further pages are asked for by number.
struct HistoryQuestion {
  TicketId ticket{};  // 0 = by key
  KeyHash key{};
  std::uint64_t from_seq = 0;  // changes before it were on earlier pages
  std::size_t entries_max = 256;
  std::size_t bytes_max = 48 << 10;  // of structs, tails and clients; one entry always fits
};

struct HistoryPage {
  std::optional<ProjectedTicket> ticket;  // as of complete_to; nullopt = no such ticket
  std::string bytes;                      // what the entries point into
  std::vector<HistoryEntry> entries;      // ascending by seq
  std::vector<ClientName> clients;        // whom the entries name, as far as they are known; ascending by client
  std::uint64_t next_seq = 0;             // ask again from here; 0 = this was the last page
  std::uint64_t complete_to = 0;          // nothing up to this seq is missing
  std::uint64_t committed_seq = 0;        // end of the journal; above complete_to = the projection is far behind
  // Not 0: the journal was cut in front of this seq and the store does not reach so far, so that something before it may be missing.
  std::uint64_t complete_from = 0;
};

class HistoryReader {
 public:
  // `store` may be nullptr.
  HistoryReader(JournalSink& journal, const Store* store, std::uint64_t tail_changes_max = kTailChangesMax)
      : journal_(journal), store_(store), tail_(journal, tail_changes_max) {}

  absl::StatusOr<HistoryPage> Read(const HistoryQuestion& question) const;

  // The encoded body of a ticket that the store has; empty when it does not.
  absl::StatusOr<std::string> ReadBody(TicketId ticket) const;

 private:
  class Gathering;
  absl::StatusOr<HistoryPage> ReadOnce(const HistoryQuestion& question) const;
  absl::Status NameClients(const std::set<std::uint64_t>& clients, const ClientNews& news, HistoryPage& page) const;
  absl::Status ReadStore(const HistoryQuestion& question, std::uint64_t& id, Gathering& gathering) const;
  absl::Status ReadTail(const HistoryQuestion& question, std::uint64_t mark_seq, std::uint64_t id, Gathering& gathering,
                        ClientNews& clients, HistoryPage& page) const;

  JournalSink& journal_;
  const Store* store_;
  TailReader tail_;
};

}  // namespace tidegate
