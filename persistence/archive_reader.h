// ArchiveReader: tickets by customer, by order, by number or by when they were received: what the store has of them, brought up to what
// only the journal has yet.
//
// Any thread; no state but what is handed in, which outlives it. A page is complete as of `complete_to`, as a page of a history is
// (HistoryReader): open tickets and archived ones are the same to it. Without a store all comes from the journal, within the same bound.
// Cost: a look at each row of the page, at most kLookMax rows of an index (then the page ends early and says from where to go on), and one
// pass over the journal's changes behind the store's mark. Memory: the page. Not here: who may see what (Session), names, words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "core/model/ids.h"
#include "persistence/journal_sink.h"
#include "persistence/store.h"
#include "persistence/tail_reader.h"
#include "persistence/ticket_record.h"

namespace tidegate {

// By the first of ticket, customer and order that is given; by none of them, by time alone. Of a customer or an order the latest come
// first, otherwise the earliest.
struct ArchiveQuestion {
  TicketId ticket{};
  CustomerId customer{};
  std::uint64_t order = 0;
  Micros from = 0;     // received from then on
  Micros to = kNever;  // and before
  TicketId after{};    // `next` of the page before; none = from the beginning
  std::size_t rows_max = 64;
};

struct ArchiveRows {
  std::vector<ProjectedTicket> rows;  // as of complete_to
  TicketId next{};                    // ask again from here; none = this was the last page. There may be a next one without any rows here
  std::uint64_t complete_to = 0;      // nothing up to this seq is missing
  std::uint64_t committed_seq = 0;    // end of the journal
  // As that of a HistoryPage. Rows whose begin is lost are not there; what the store has of others may be older than complete_to.
  std::uint64_t complete_from = 0;
};

class ArchiveReader {
 public:
  static constexpr std::size_t kLookMax = 8'192;  // rows of an index, or records, of a page: some 20 ms

  // `store` may be nullptr.
  ArchiveReader(JournalSink& journal, const Store* store, std::uint64_t tail_changes_max = kTailChangesMax)
      : journal_(journal), store_(store), tail_(journal, tail_changes_max) {}

  absl::StatusOr<ArchiveRows> Read(const ArchiveQuestion& question) const;

 private:
  class Gathering;
  absl::StatusOr<ArchiveRows> ReadOnce(const ArchiveQuestion& question) const;
  absl::Status ReadIndex(StoreTable table, std::uint64_t name, const ArchiveQuestion& question, Gathering& gathering) const;
  absl::Status ReadByTime(const ArchiveQuestion& question, Gathering& gathering) const;
  absl::StatusOr<std::uint64_t> FirstReceivedFrom(Micros from) const;
  absl::Status ReadTail(std::uint64_t mark_seq, Gathering& gathering, ArchiveRows& page) const;
  absl::StatusOr<std::optional<ProjectedTicket>> RecordOf(std::uint64_t ticket) const;

  JournalSink& journal_;
  const Store* store_;
  TailReader tail_;
};

}  // namespace tidegate
