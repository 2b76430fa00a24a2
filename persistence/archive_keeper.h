// ArchiveKeeper: erases ended tickets from the store when they are older than the archive is kept, or it takes more than it may (domain.md
// 8).
//
// Owned and stepped by the projector, on its thread. Bounds of an operator; without them nothing is ever erased. By time: what ended longer
// ago than `keep_for`, on the journal's clock. By bytes: ended tickets in the order in which they were accepted, until the store is an
// eighth below `keep_bytes`, in passes of `pass_bytes` with folding in between. An open ticket stays whole however old it is: it is looked
// at again every hour of the journal's time.
//
// A ticket is erased when its last change is durable in the store, so folding again after a crash never needs it; the erasing goes with the
// mark (whole_from), and the disk is given back behind the flush. A pass by bytes wants the store for itself, from a flush to its own: a
// file that had both what was erased at the one end and what is new at the other would have the store rewrite all that lies between. A Step
// looks at kLookMax records at most. Not here: what the engine remembers of ended tickets, cutting the journal (Retention).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "persistence/store.h"

namespace tidegate {

struct ArchiveBounds {
  Micros keep_for = kNever;                      // since a ticket's end
  std::uint64_t keep_bytes = ~std::uint64_t{0};  // of the store
  std::uint64_t pass_bytes = 128 << 20;          // erased between two flushes: some 200 ms in which nothing else is folded
  bool any() const { return keep_for != kNever || keep_bytes != ~std::uint64_t{0}; }
};

class ArchiveKeeper {
 public:
  static constexpr int kLookMax = 8'192;                    // records a Step: some 10 ms
  static constexpr Micros kPassEvery = kHour;               // on the journal's clock: how often everything old is looked at again
  static constexpr std::uint64_t kSlackShare = 8;           // of keep_bytes: erased at once, so that it is not done ticket by ticket
  static constexpr std::uint64_t kWorthReclaiming = 1'000;  // tickets in a row; fewer lie in files with others

  // The store outlives it.
  ArchiveKeeper(Store& store, const ArchiveBounds& bounds) : store_(store), bounds_(bounds) {}

  enum class Progress : std::uint8_t { kIdle, kWorked };
  absl::StatusOr<Progress> Step();

  // In the middle of a pass.
  bool busy() const { return pass_ != Pass::kNone; }
  // Nothing else is to be written before the flush that it will want: for one pass.
  bool wants_store_alone() const { return pass_ == Pass::kByBytes; }
  // What was erased waits for a flush to give its disk back.
  bool wants_flush() const { return pass_ == Pass::kNone && owes_ == Owes::kReclaim; }
  // After a flush of the store.
  absl::Status AfterFlush();

  std::uint64_t tickets_erased() const { return tickets_erased_; }  // since the start

 private:
  void Begin();
  bool MustFree();  // bytes
  absl::Status Look();

  Store& store_;
  const ArchiveBounds bounds_;
  enum class Pass : std::uint8_t { kNone, kByTime, kByBytes } pass_ = Pass::kNone;
  std::uint64_t cursor_ = 0;            // the next ticket to look at
  Micros passed_at_ = 0;                // when the last pass over everything began; 0 = none did
  std::uint64_t looked_bytes_seq_ = 0;  // the flushed seq at which bytes were looked at last
  std::uint64_t to_free_ = 0;           // bytes, in passes by bytes
  std::uint64_t of_pass_ = 0;           // of these, in the pass under way
  enum class Owes : std::uint8_t { kNothing, kReclaim } owes_ = Owes::kNothing;
  std::vector<TicketRange> erased_;  // not yet given back, but what lies in files with others
  std::uint64_t tickets_erased_ = 0;
};

}  // namespace tidegate
