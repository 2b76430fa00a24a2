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

absl::StatusOr<HighWaterFile> HighWaterFile::Open(const std::string& path, HighWaterAccess access) {
  absl::StatusOr<std::string> bytes = ReadSmallFile(path, kHighWaterBytes);
  const bool longer = absl::IsOutOfRange(bytes.status());
  if (!bytes.ok() && !longer && !absl::IsNotFound(bytes.status())) return bytes.status();
  if (!bytes.ok() || bytes->size() != kHighWaterBytes) {
    const std::string what = longer       ? fmt::format("is longer than its {} bytes", kHighWaterBytes)
                             : bytes.ok() ? fmt::format("has {} bytes instead of {}", bytes->size(), kHighWaterBytes)
                                          : "is missing";
    return absl::DataLossError(
        fmt::format("{} {}: without it nobody can tell whether the journal lost its end. Nothing was changed. Next: restore the data "
                    "directory from a backup, this file included",
                    path, what));
  }
  absl::StatusOr<FileDescriptor> file = OpenFile(path, access == HighWaterAccess::kRead ? O_RDONLY : O_WRONLY);
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
