// JournalSink: where turn records become durable, and where they come back from. The seam between the daemon and the disk (design.md 8).
//
// Implementations: RocksdbJournal (the disk), MemoryJournal (its simulated twin); later one that ships records to standbys. One thread
// calls Append, CutAfter and PromiseEpoch (the committer's); another one may call CutBefore beside Append; what else may run beside them is
// said by the implementation.
//
// Failure: a call that fails leaves the sink broken and every later Append gives the same error. The caller ends the process. Nobody
// retries: after a failed sync the kernel may have dropped the pages and a second sync would lie.
//
// Not here: sealing records (Committer), applying them (Engine), deciding when to cut.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "persistence/journal_position.h"

namespace tidegate {

// Everything that one sync makes durable: sealed records (core/model/turn_record.h), in order, without a gap.
struct JournalCommit {
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  std::span<const std::string_view> records;  // at least one
};

// A stretch of the journal that goes as a whole when it is cut.
struct JournalPiece {
  std::uint64_t first_seq = 0;
  std::uint64_t bytes = 0;  // of the disk's that come back with it
};

class JournalSink {
 public:
  // Gets one verified record; an error stops the reading and is handed back.
  using RecordCallback = absl::FunctionRef<absl::Status(std::string_view record)>;

  virtual ~JournalSink() = default;

  // Makes the commit durable, all of it or nothing, before it returns. The records must follow durable() (CHECKed: seq and chain). A record
  // of an epoch below the promised one is refused with FailedPrecondition and breaks nothing: somebody else leads.
  virtual absl::Status Append(const JournalCommit& commit) = 0;

  // The end of the journal: what the last successful Append, or recovery, left. Any thread.
  virtual JournalPosition durable() const = 0;

  // The place before the first record that is kept: {0, 0} until something was cut. The first seq that can be read is base().seq + 1: to
  // whoever asks for an older one, that is where the gap ends.
  virtual JournalPosition base() const = 0;

  // Gives every record that ends at or after `seq`, oldest first, up to the end as it was when the call began. Each is verified: checksum,
  // chain, dense seqs. DataLoss names place and seq; OutOfRange when `seq` was cut.
  virtual absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback) = 0;

  // Forgets records that end below `seq`: only whole pieces (a piece is the implementation's: a key or a segment), never one that
  // holds `seq` or something later. base() tells afterwards what is left. `seq` is at most durable + 1 (CHECKed). A failure breaks the sink
  // like a failed Append, whichever thread meets it.
  virtual absl::Status CutBefore(std::uint64_t seq) = 0;

  // What is kept, oldest first; the last piece ends at durable(). A cut before a piece's first_seq frees all pieces before it. What was
  // written last may be no piece yet: it is then part of the last one. Any thread; O(pieces).
  virtual std::vector<JournalPiece> Pieces() const = 0;

  // Drops everything after `seq`, which must be the end of a record (NotFound otherwise), because the leader of `epoch` has another
  // continuation. Promises `epoch` first.
  virtual absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch) = 0;

  // From now on, durably: no record of an earlier epoch is taken. FailedPrecondition when a later one was promised already.
  virtual absl::Status PromiseEpoch(std::uint32_t epoch) = 0;
  virtual std::uint32_t promised_epoch() const = 0;

  // Makes durable what durable() says, where Append does not: afterwards no power loss takes it. For whoever makes something durable that
  // must not be ahead of the journal (an image, the store). Nothing to do when synced(). Any thread, beside Append; a failure breaks the
  // sink like a failed Append.
  virtual absl::Status SyncNow() = 0;

  // False: Append returns before the disk has it; a power loss may take acknowledged records (design.md 5). Every status shows it.
  virtual bool synced() const = 0;
};

}  // namespace tidegate
