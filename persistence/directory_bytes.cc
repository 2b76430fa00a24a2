#include "persistence/directory_bytes.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <memory>
#include <string_view>

#include "persistence/posix_file.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kBlockBytes = 512;  // of st_blocks, whatever the file system's own are
constexpr int kDepthMax = 8;                // ours has two

absl::StatusOr<std::uint64_t> BytesBelow(const std::string& path, int depth) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(path.c_str()), ::closedir);
  if (directory == nullptr) {
    if (errno == ENOENT) return std::uint64_t{0};
    return PosixError(errno, "list", path);
  }
  std::uint64_t bytes = 0;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat facts {};
    if (::fstatat(::dirfd(directory.get()), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      return PosixError(errno, "look at", path + "/" + entry->d_name);
    }
    bytes += static_cast<std::uint64_t>(facts.st_blocks) * kBlockBytes;
    if (!S_ISDIR(facts.st_mode) || depth == kDepthMax) continue;
    const absl::StatusOr<std::uint64_t> below = BytesBelow(path + "/" + entry->d_name, depth + 1);
    if (!below.ok()) return below.status();
    bytes += *below;
  }
  return bytes;
}

}  // namespace

absl::StatusOr<std::uint64_t> DirectoryBytes(const std::string& path) { return BytesBelow(path, 0); }

absl::StatusOr<std::uint64_t> FreeBytes(const std::string& path) {
  struct statvfs facts {};
  if (::statvfs(path.c_str(), &facts) != 0) return PosixError(errno, "look at", path);
  return static_cast<std::uint64_t>(facts.f_bavail) * facts.f_frsize;
}

}  // namespace tidegate
