// Store: the projection's own database: every ticket's record, texts and history, for queries. The seam between the projector and the disk.
//
// Implementations: RocksdbStore (the disk), MemoryStore (its simulated twin). One thread puts, writes and flushes (the projector's);
// everything const may run beside it on any thread.
//
// No log of its own: what was written since the last flush is gone after a crash, all tables at once, and the projector folds the journal
// again from flushed().position. So only the flushed mark permits cutting the journal (design.md 5). A write is visible as a whole or not
// at all.
//
// Failure: after an error of Write or Flush nothing more is taken; what was written stays readable. Not here: what the keys and values
// mean (ticket_record.h, history_codec.h), when to write and flush (Projector).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "persistence/journal_position.h"

namespace tidegate {

// FORMAT.md 10. Bodies stand apart from records, so that erasing a customer can later mean deleting keys.
enum class StoreTable : std::uint8_t {
  kRecord,    // ticket -> ProjectedTicket: the latest facts
  kBody,      // ticket -> encoded Body: its texts
  kKey,       // key hash -> ticket: what the front end calls it
  kHistory,   // ticket, first seq of a segment -> this ticket's changes in the segment
  kArticle,   // article -> as it was put last; and the seq of each put -> article
  kCustomer,  // customer, ticket -> nothing: whose tickets there are, the latest first (ArchiveKey)
  kOrder,     // order, ticket -> nothing: the same of orders
  kClient,    // client -> its role and name (ClientNews)
};
inline constexpr std::size_t kStoreTableCount = 8;

// How far the store goes, and from where on it is whole.
struct StoreMark {
  JournalPosition position;        // of the last record that is in it
  Micros at = 0;                   // that record's time
  std::uint64_t directory_id = 0;  // of the DirectoryOpened; 0 in an empty store
  std::uint64_t whole_from = 0;    // ended tickets below it may have been erased (ArchiveKeeper); all others are there
  friend bool operator==(const StoreMark&, const StoreMark&) = default;
};

inline constexpr std::size_t kStoreMarkBytes = 56;
std::string EncodeStoreMark(const StoreMark& mark);
// nullopt when length, magic, version or checksum are wrong.
std::optional<StoreMark> DecodeStoreMark(std::string_view bytes);

// How much of the processor the store's own threads may take.
enum class StorePace : std::uint8_t {
  kBehindAll,  // only what all others leave
  kOrdinary,   // as everybody: what waits for it must not wait any longer
};

// Tickets `first` .. `end` - 1 by their ids.
struct TicketRange {
  std::uint64_t first = 0;
  std::uint64_t end = 0;
  friend bool operator==(const TicketRange&, const TicketRange&) = default;
};

class Store {
 public:
  // Both are valid during the call only; false ends the scan.
  using RowCallback = absl::FunctionRef<bool(std::string_view key, std::string_view value)>;

  virtual ~Store() = default;

  // Gathers a row for the next Write; a key put twice has its last value. `parts` are laid one behind the other.
  virtual void Put(StoreTable table, std::string_view key, std::span<const std::string_view> parts) = 0;
  void Put(StoreTable table, std::string_view key, std::string_view value) { Put(table, key, std::span(&value, 1)); }
  // Gathers for the next Write that the row is no more; putting it later in the same Write brings it back.
  virtual void Erase(StoreTable table, std::string_view key) = 0;
  // Gathers for the next Write that these tickets have neither record nor text nor history any more. What names them in kKey, kCustomer
  // and kOrder stays until Reclaim. The same Write must put nothing of them.
  virtual void EraseTickets(TicketRange tickets) = 0;
  // Of what was gathered: keys and values.
  virtual std::size_t pending_bytes() const = 0;
  // Makes what was gathered visible, and the mark with it; nullptr = the mark stays. Costs no I/O of its own, but may wait for a flush.
  virtual absl::Status Write(const StoreMark* mark) = 0;
  // Makes everything written durable.
  virtual absl::Status Flush() = 0;

  // Gives back what erased tickets took, as far as that costs little: whole files, and what names tickets below `first_kept` as their rows
  // are rewritten anyway. Only after the Flush that made the erasing durable, and when no ticket below `first_kept` has a record.
  virtual absl::Status Reclaim(std::span<const TicketRange> erased, std::uint64_t first_kept) = 0;
  // What the store takes, and about what the rows of these tickets take of it.
  virtual std::uint64_t Bytes() const = 0;
  virtual std::uint64_t BytesOf(TicketRange tickets) const = 0;

  // For what is begun from now on. Most stores have no threads.
  virtual void SetPace(StorePace pace) { static_cast<void>(pace); }

  virtual StoreMark written() const = 0;
  virtual StoreMark flushed() const = 0;
  virtual absl::StatusOr<std::optional<std::string>> Get(StoreTable table, std::string_view key) const = 0;
  // Rows whose key begins with `prefix`, from the first that is not below `from` on, in the order of keys (bytewise).
  virtual absl::Status Scan(StoreTable table, std::string_view prefix, std::string_view from, RowCallback callback) const = 0;
};

}  // namespace tidegate
