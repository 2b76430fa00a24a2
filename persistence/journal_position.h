// JournalPosition: a place between two records of the journal, and the proof that it is that place.
//
// `chain` is the checksum of the record that ends with change `seq`; it covers, through `previous`, everything before. Two journals that
// agree on a position agree on their whole past. {0, 0} is the beginning.
#pragma once

#include <cstdint>

namespace tidegate {

struct JournalPosition {
  std::uint64_t seq = 0;
  std::uint64_t chain = 0;
  friend bool operator==(const JournalPosition&, const JournalPosition&) = default;
};

}  // namespace tidegate
