#include "persistence/posix_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/check.h"

namespace tidegate {
namespace {

std::string_view Remedy(int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
      return "; give the daemon's user read and write permission there, or name another directory";
    case EROFS:
      return "; the file system is mounted read-only: remount it for writing, or name another directory";
    case ENOSPC:
    case EDQUOT:
      return "; make space on this disk, then start again";
    case ENOENT:
      return "; create the directory above it first, or correct the path";
    case ENOTDIR:
      return "; a part of this path is a file: correct the path";
    default:
      return "";
  }
}

std::string ParentOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
}

absl::Status PosixError(int error_number, std::string_view doing, std::string_view path) {
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      fmt::format("cannot {} {}: {}{}", doing, path, std::strerror(error_number), Remedy(error_number)));
}

absl::StatusOr<FileDescriptor> OpenFile(const std::string& path, int flags) {
  const int number = ::open(path.c_str(), flags | O_CLOEXEC, 0640);
  if (number < 0) return PosixError(errno, "open", path);
  return FileDescriptor(number);
}

absl::StatusOr<std::string> ReadSmallFile(const std::string& path, std::size_t bytes_max) {
  absl::StatusOr<FileDescriptor> file = OpenFile(path, O_RDONLY);
  if (!file.ok()) return file.status();
  std::string content(bytes_max + 1, '\0');
  std::size_t bytes = 0;
  while (bytes < content.size()) {
    const ssize_t got = ::read(file->number(), content.data() + bytes, content.size() - bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return PosixError(errno, "read", path);
    if (got == 0) break;
    bytes += static_cast<std::size_t>(got);
  }
  if (bytes > bytes_max) return absl::OutOfRangeError(fmt::format("{} is longer than the {} bytes it may have", path, bytes_max));
  content.resize(bytes);
  return content;
}

absl::Status ReplaceFile(const std::string& path, std::string_view content) {
  const std::string fresh = path + ".new";
  absl::StatusOr<FileDescriptor> file = OpenFile(fresh, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.ok()) return file.status();
  while (!content.empty()) {
    const ssize_t wrote = ::write(file->number(), content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return PosixError(errno, "write", fresh);
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  if (::fsync(file->number()) != 0) return PosixError(errno, "sync", fresh);
  if (::rename(fresh.c_str(), path.c_str()) != 0) return PosixError(errno, "replace", path);
  return SyncDirectory(ParentOf(path));
}

bool TakesDirectIo(const std::string& directory) {
  std::string path = directory + "/direct_io_probe.XXXXXX";
  const FileDescriptor probe(::mkostemp(path.data(), O_DIRECT | O_CLOEXEC));
  if (probe.number() < 0) return false;
  ::unlink(path.c_str());
  return true;
}

absl::Status SyncDirectory(const std::string& path) {
  absl::StatusOr<FileDescriptor> directory = OpenFile(path, O_RDONLY | O_DIRECTORY);
  if (!directory.ok()) return directory.status();
  if (::fsync(directory->number()) != 0) return PosixError(errno, "sync", path);
  return absl::OkStatus();
}

}  // namespace tidegate
