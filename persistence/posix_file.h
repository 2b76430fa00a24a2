// Small files done safely: read whole, replace whole, sync a directory; errors say what was tried on which path and why it failed.
//
// For the handful of tiny files of a data directory, not for bulk data. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tidegate {

// Owns an open file.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int number() const { return number_; }

 private:
  int number_ = -1;
};

// "cannot DOING PATH: reason", with the remedy where errno tells it (permission, space, missing parent).
absl::Status PosixError(int error_number, std::string_view doing, std::string_view path);

// `flags` as for open(2); O_CLOEXEC is added, a new file gets mode 0640.
absl::StatusOr<FileDescriptor> OpenFile(const std::string& path, int flags);

// The whole content; OutOfRange when it is longer than `bytes_max`.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path, std::size_t bytes_max);

// After success the file holds `content`, durably; after a crash the old content or the new, never a mixture. Uses PATH.new.
absl::Status ReplaceFile(const std::string& path, std::string_view content);

// Whether files in `directory` may be opened with O_DIRECT: tmpfs and some overlays refuse it, and RocksDB would fail at its first flush.
bool TakesDirectIo(const std::string& directory);

// Makes the names in a directory durable.
absl::Status SyncDirectory(const std::string& path);

}  // namespace tidegate
