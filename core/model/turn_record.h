// TurnRecord: the bytes of one turn's changes, as the engine writes them and the journal keeps them.
//
//   TurnHeader (64 bytes) | entry | entry | ...        entry = EntryHeader (8 bytes) | change struct | tail, padded with zeros to 8 bytes
//
// The engine fills everything but `previous` and `checksum`, which the committer seals when the order of records is settled. Each record's
// checksum covers the whole record but itself, `previous` included, so records form a chain. persistence/FORMAT.md describes the same
// bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/model/change.h"

namespace tidegate {

inline constexpr std::uint32_t kTurnMagic = 0x4E525447;  // "GTRN" in little-endian
inline constexpr std::uint16_t kJournalVersion = 1;

struct TurnHeader {
  std::uint32_t magic = kTurnMagic;
  std::uint16_t version = kJournalVersion;
  std::uint16_t partition = 0;
  std::uint64_t checksum = 0;   // Hash64 of the record with this field zero; the chain value of the record
  std::uint64_t previous = 0;   // checksum of the record before; 0 in the first
  std::uint64_t first_seq = 0;  // seq of the first change; changes are numbered densely from 1
  Micros at = 0;                // the turn's now
  std::uint32_t epoch = 0;
  std::uint32_t change_count = 0;
  std::uint32_t bytes = 0;         // of the whole record, header included; a multiple of 8
  std::uint16_t commands = 0;      // taken by the turn
  std::uint16_t expirations = 0;   // timers that fired in the turn
  std::uint16_t agenda_steps = 0;  // done in the turn
  std::uint16_t zero = 0;
  std::uint32_t zero2 = 0;
};
static_assert(sizeof(TurnHeader) == 64 && std::has_unique_object_representations_v<TurnHeader>);

struct EntryHeader {
  std::uint8_t kind = 0;  // ChangeKind
  std::uint8_t zero = 0;
  std::uint16_t command = 0;     // which command of the turn caused it, from 1; 0 = a timer or the agenda
  std::uint32_t tail_bytes = 0;  // without padding
};
static_assert(sizeof(EntryHeader) == 8);

constexpr std::size_t PaddedTo8(std::size_t bytes) { return (bytes + 7) & ~std::size_t{7}; }

// A change as it stands in a record.
struct ChangeView {
  ChangeKind kind = ChangeKind::kNone;
  std::uint16_t command = 0;
  const char* data = nullptr;  // the struct; aligned to 8 when the record is
  std::string_view tail;

  template <class T>
  T As() const {
    CHECK_EQ(kind, ChangeTraits<T>::kKind);
    T value;
    std::memcpy(&value, data, sizeof value);
    return value;
  }
};

// Walks the changes of a record whose header and checksum were verified (VerifyRecord). Bounds are still checked: Next() returns false
// at the end, and `damaged()` tells an end from an entry that does not add up.
class TurnReader {
 public:
  explicit TurnReader(std::string_view record);
  const TurnHeader& header() const { return header_; }
  bool Next(ChangeView& change);
  bool damaged() const { return damaged_; }

 private:
  std::string_view record_;
  TurnHeader header_;
  std::size_t at_ = sizeof(TurnHeader);
  bool damaged_ = false;
};

// Fills `previous` and `checksum` of a finished record in place; returns the checksum, which is `previous` of the next.
std::uint64_t SealRecord(char* record, std::size_t bytes, std::uint64_t previous);

// nullptr when the record is whole: magic, version, length, checksum; otherwise what is wrong. Does not look at `previous`.
const char* VerifyRecord(std::string_view record);

}  // namespace tidegate
