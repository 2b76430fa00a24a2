// HistoryEntry: one change in a ticket's history: how a segment's value in StoreTable::kHistory is laid out, written and read.
//
//   value = entry | entry | ...   entry = HistoryEntryHeader (16 bytes) | change struct | tail, padded with zeros to 8 bytes
//
// The change struct is the journal's, byte for byte. A Submitted keeps its facts and skills only; its body stands in StoreTable::kBody.
// FORMAT.md 10 describes the same bytes. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/model/turn_record.h"

namespace tidegate {

struct HistoryEntryHeader {
  Micros at = 0;                 // of the turn
  std::uint32_t seq_offset = 0;  // from the segment's first seq, which stands in the key
  std::uint16_t tail_bytes = 0;  // without padding
  std::uint8_t kind = 0;         // ChangeKind
  std::uint8_t zero = 0;
};
static_assert(sizeof(HistoryEntryHeader) == 16 && std::has_unique_object_representations_v<HistoryEntryHeader>);

// A change as it stands in a history.
struct HistoryEntry {
  std::uint64_t seq = 0;
  Micros at = 0;
  ChangeView change;  // `command` is 0: which of its turn's commands caused it is not kept
};

// Appends one entry; of a Submitted the caller gives facts and skills as tail. Returns its bytes.
std::size_t AppendHistoryEntry(const HistoryEntry& entry, std::uint64_t segment_seq, std::string& out);

// Walks the entries of a value. Next() returns false at the end; `damaged()` tells an end from an entry that does not add up.
class HistoryWalk {
 public:
  HistoryWalk(std::string_view value, std::uint64_t segment_seq) : rest_(value), segment_seq_(segment_seq) {}
  bool Next(HistoryEntry& entry);
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  std::uint64_t segment_seq_;
  bool damaged_ = false;
};

}  // namespace tidegate
