// HighWaterFile: remembers, in 16 bytes, how far the journal was known to be durable, so that a journal that lost its end is noticed.
//
// One thread (the one that appends); Sync may run beside it on another. Write overwrites in place: it survives the death of the process at
// once, a power loss after the next Sync. The mark is never ahead of the journal as long as it is written after the journal's own sync; it
// may lag behind, which only widens what stays undetected (FORMAT.md). Write is one pwrite, about 1 us; Sync one fdatasync.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "persistence/journal_position.h"
#include "persistence/posix_file.h"

namespace tidegate {

inline constexpr std::size_t kHighWaterBytes = 16;  // seq, chain: inside one sector, so that power loss leaves the old or the new

std::string EncodeHighWater(const JournalPosition& position);
// The bytes must be kHighWaterBytes (CHECKed).
JournalPosition DecodeHighWater(std::string_view bytes);

enum class HighWaterAccess : std::uint8_t { kWrite, kRead };  // kRead: the right to read is enough, and Write fails

class HighWaterFile {
 public:
  // The file must exist (DataDirectory creates it) and have its size: otherwise DataLoss.
  static absl::StatusOr<HighWaterFile> Open(const std::string& path, HighWaterAccess access = HighWaterAccess::kWrite);

  // As it was when the file was opened, then as last written.
  const JournalPosition& mark() const { return mark_; }

  absl::Status Write(const JournalPosition& position);
  absl::Status Sync();

 private:
  std::string path_;
  FileDescriptor file_;
  JournalPosition mark_;
};

}  // namespace tidegate
