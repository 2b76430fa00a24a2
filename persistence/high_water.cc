#include "persistence/high_water.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/check.h"

namespace tidegate {

std::string EncodeHighWater(const JournalPosition& position) {
  std::string bytes(kHighWaterBytes, '\0');
  std::memcpy(bytes.data(), &position.seq, sizeof position.seq);
  std::memcpy(bytes.data() + sizeof position.seq, &position.chain, sizeof position.chain);
  return bytes;
}

JournalPosition DecodeHighWater(std::string_view bytes) {
  CHECK_EQ(bytes.size(), kHighWaterBytes);
  JournalPosition position;
  std::memcpy(&position.seq, bytes.data(), sizeof position.seq);
  std::memcpy(&position.chain, bytes.data() + sizeof position.seq, sizeof position.chain);
  return position;
}

absl::StatusOr<HighWaterFile> HighWaterFile::Open(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadSmallFile(path, kHighWaterBytes);
  if (!bytes.ok() || bytes->size() != kHighWaterBytes) {
    return absl::DataLossError(
        fmt::format("{} is missing or has not its {} bytes ({}): without it nobody can tell whether the journal lost its end. Nothing was "
                    "changed. Next: restore the data directory from a backup, this file included",
                    path, kHighWaterBytes, bytes.ok() ? fmt::format("{} bytes", bytes->size()) : std::string(bytes.status().message())));
  }
  absl::StatusOr<FileDescriptor> file = OpenFile(path, O_WRONLY);
  if (!file.ok()) return file.status();
  HighWaterFile result;
  result.path_ = path;
  result.file_ = std::move(*file);
  result.mark_ = DecodeHighWater(*bytes);
  return result;
}

absl::Status HighWaterFile::Write(const JournalPosition& position) {
  const std::string bytes = EncodeHighWater(position);
  ssize_t wrote = 0;
  do {
    wrote = ::pwrite(file_.number(), bytes.data(), bytes.size(), 0);
  } while (wrote < 0 && errno == EINTR);
  if (wrote != static_cast<ssize_t>(kHighWaterBytes)) return PosixError(wrote < 0 ? errno : EIO, "write", path_);
  mark_ = position;
  return absl::OkStatus();
}

absl::Status HighWaterFile::Sync() {
  if (::fdatasync(file_.number()) != 0) return PosixError(errno, "sync", path_);
  return absl::OkStatus();
}

}  // namespace tidegate
