// TailReader: the changes of the journal behind what the store has, one after the other, for whoever answers from both.
//
// Any thread; no state but what is handed in, which outlives it. Cost: one pass over the stretch, some 3 million changes a second. Bounded
// in changes looked at: a question holds its thread no longer than some seconds, however far the projection is behind; what was looked at
// ends with a record, and the caller is told where. Not here: what is made of a change, and what the store has of it.
#pragma once

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "core/model/turn_record.h"
#include "persistence/journal_sink.h"
#include "persistence/store.h"

namespace tidegate {

// Some seconds of reading. The projector is that far behind only after minutes of a surge.
inline constexpr std::uint64_t kTailChangesMax = 8'000'000;
inline constexpr std::uint64_t kTailWithoutBound = ~std::uint64_t{0};  // for who reads on a thread of his own

// Where the tail begins.
struct TailBegin {
  std::uint64_t mark_seq = 0;  // the store has what is up to it, or nobody has
  // Not 0: the journal was cut in front of this seq and the store does not reach so far, so that something before it may be missing.
  std::uint64_t complete_from = 0;
};

class TailReader {
 public:
  // Valid during the call only. An error stops the reading and is handed back; Cancelled stops it and is none.
  using ChangeCallback = absl::FunctionRef<absl::Status(const ChangeView& change, std::uint64_t seq, Micros at)>;

  explicit TailReader(JournalSink& journal, std::uint64_t changes_max = kTailChangesMax) : journal_(journal), changes_max_(changes_max) {}

  // To be asked before the store is read: what is folded meanwhile comes twice, nothing is missed. `store` may be nullptr.
  TailBegin Begin(const Store* store) const;

  // The changes behind `mark_seq`, which a record ends with, up to the end of the record that holds `end_seq`. The seq up to which all were
  // looked at: `end_seq`, or less when there are more than the bound, or the callback stopped. OutOfRange when `mark_seq` was cut away
  // meanwhile.
  absl::StatusOr<std::uint64_t> Read(std::uint64_t mark_seq, std::uint64_t end_seq, ChangeCallback callback) const;

  // What was cut between a look at the store and one at the journal is in the store by then: looks again, until it is not OutOfRange.
  template <class Page>
  static absl::StatusOr<Page> LookUntilUncut(absl::FunctionRef<absl::StatusOr<Page>()> look) {
    for (int tries = 1;; ++tries) {
      absl::StatusOr<Page> page = look();
      if (page.ok() || !absl::IsOutOfRange(page.status()) || tries == kTriesMax) return page;
    }
  }

 private:
  static constexpr int kTriesMax = 8;  // the journal is cut ten times a second at most, and a look takes milliseconds

  JournalSink& journal_;
  const std::uint64_t changes_max_;
};

}  // namespace tidegate
