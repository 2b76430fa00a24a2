// ChainWalk: proves, record by record, that a stretch of journal is whole: checksum, chain, dense seqs.
//
// Pure; used by every JournalSink and by tools. One pass, each byte hashed once. Errors are DataLoss and name the place, the seq and the
// next step to take.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "persistence/journal_position.h"

namespace tidegate {

// "journal PLACE is damaged at seq N: WHAT" and what to do about it.
absl::Status JournalDamage(std::string_view place, std::uint64_t seq, std::string_view what);

// The position behind a sealed record of at least header size. Believes the header.
JournalPosition PositionAfter(std::string_view record);
// The position before it.
JournalPosition PositionBefore(std::string_view record);

class ChainWalk {
 public:
  // The next record must follow `before`.
  ChainWalk(std::string place, JournalPosition before) : place_(std::move(place)), position_(before) {}
  // The next record must begin with `first_seq`; what it says of its past is believed.
  static ChainWalk BelievingPast(std::string place, std::uint64_t first_seq);

  // Takes one record off the front of `rest`, which must not be empty.
  absl::Status Next(std::string_view& rest, std::string_view& record);

  // Behind the last record taken.
  const JournalPosition& position() const { return position_; }

 private:
  std::string place_;
  JournalPosition position_;
  bool believe_past_ = false;
};

// Compares the end of a journal with its high-water mark. `end` is where the journal ends, `at_mark` the position in the journal whose seq
// is the mark's, if a record ends there.
absl::Status CheckHighWater(std::string_view place, const JournalPosition& mark, const JournalPosition& end,
                            const JournalPosition* at_mark);

}  // namespace tidegate
