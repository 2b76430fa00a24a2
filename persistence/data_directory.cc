#include "persistence/data_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "persistence/high_water.h"
#include "persistence/journal_marks.h"

namespace tidegate {
namespace {

constexpr std::string_view kVersionText = "tidegate data directory, format ";
constexpr std::size_t kVersionBytesMax = 256;
constexpr std::size_t kLockBytesMax = 64;

// What a crash while creating may leave, and what a fresh file system has.
constexpr std::array<std::string_view, 8> kBeforeVersion = {"lock",          "high_water",        "high_water.new", "journal",
                                                            "journal_marks", "journal_marks.new", "VERSION.new",    "lost+found"};

absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& path) {
  DIR* directory = ::opendir(path.c_str());
  if (directory == nullptr) return PosixError(errno, "list", path);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

// True when VERSION stands there and is ours; false when there is none.
absl::StatusOr<bool> CheckVersion(const std::string& path) {
  const std::string version_path = path + "/VERSION";
  absl::StatusOr<std::string> text = ReadSmallFile(version_path, kVersionBytesMax);
  if (absl::IsNotFound(text.status())) return false;
  if (!text.ok()) return text.status();
  int format = 0;
  const char* digits = text->data() + std::min(text->size(), kVersionText.size());
  const auto parsed = std::from_chars(digits, text->data() + text->size(), format);
  if (std::string_view(*text).substr(0, kVersionText.size()) != kVersionText || parsed.ec != std::errc()) {
    return absl::FailedPreconditionError(
        fmt::format("{} does not say '{}N': {} is not a Tidegate data directory, or the file was damaged. Nothing was changed. Next: name "
                    "the right directory, or restore this one from a backup",
                    version_path, kVersionText, path));
  }
  if (format != kDirectoryFormat) {
    return absl::FailedPreconditionError(
        fmt::format("data directory {} has format {}, this program knows format {}. Nothing was changed. Next: start it with the program "
                    "that wrote it, or one that names format {} in its release notes",
                    path, format, kDirectoryFormat, format));
  }
  return true;
}

// Somebody else's directory is refused before a single file is put into it.
absl::Status CheckUsable(const std::string& path) {
  absl::StatusOr<bool> versioned = CheckVersion(path);
  if (!versioned.ok()) return versioned.status();
  if (*versioned) return absl::OkStatus();
  absl::StatusOr<std::vector<std::string>> names = NamesIn(path);
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) {
    bool foreign = std::find(kBeforeVersion.begin(), kBeforeVersion.end(), name) == kBeforeVersion.end();
    if (name == "journal") {
      absl::StatusOr<std::vector<std::string>> inside = NamesIn(path + "/journal");
      foreign = !inside.ok() || !inside->empty();
    }
    if (foreign) {
      return absl::FailedPreconditionError(fmt::format(
          "{} has no VERSION file but holds '{}': it is not a Tidegate data directory, or lost its VERSION. Nothing was changed. "
          "Next: name an empty or a new directory; if this one is Tidegate's, restore it from a backup",
          path, name));
    }
  }
  return absl::OkStatus();
}

// `how` as for flock(2).
absl::Status TakeLock(const FileDescriptor& lock, int how, const std::string& path) {
  if (::flock(lock.number(), how | LOCK_NB) == 0) return absl::OkStatus();
  const std::string lock_path = path + "/lock";
  if (errno != EWOULDBLOCK) return PosixError(errno, "lock", lock_path);
  std::string holder = ReadSmallFile(lock_path, kLockBytesMax).value_or("");
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  if (holder.empty()) holder = "unknown";
  return absl::UnavailableError(
      fmt::format("data directory {} is in use by another process (pid {}); two would destroy it. Next: stop that process, or name another "
                  "directory",
                  path, holder));
}

absl::StatusOr<FileDescriptor> Lock(const std::string& path) {
  const std::string lock_path = path + "/lock";
  absl::StatusOr<FileDescriptor> lock = OpenFile(lock_path, O_RDWR | O_CREAT);
  if (!lock.ok()) return lock.status();
  if (absl::Status status = TakeLock(*lock, LOCK_EX, path); !status.ok()) return status;
  const std::string holder = fmt::format("{}\n", ::getpid());
  if (::ftruncate(lock->number(), 0) != 0 || ::pwrite(lock->number(), holder.data(), holder.size(), 0) < 0) {
    return PosixError(errno, "write", lock_path);
  }
  return lock;
}

// Of a directory that lost its lock file (a copy without it) nobody holds it; who starts a daemon makes it anew.
absl::StatusOr<FileDescriptor> LockToLook(const std::string& path) {
  absl::StatusOr<FileDescriptor> lock = OpenFile(path + "/lock", O_RDONLY);
  if (absl::IsNotFound(lock.status())) return FileDescriptor();
  if (!lock.ok()) return lock.status();
  if (absl::Status status = TakeLock(*lock, LOCK_SH, path); !status.ok()) return status;
  return lock;
}

absl::Status CheckReadable(const std::string& path) {
  absl::StatusOr<std::vector<std::string>> names = NamesIn(path);
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) {
    const std::string file = path + "/" + name;
    if (::faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) != 0) return PosixError(errno, "read", file);
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return PosixError(errno, "look at", file);
    if (!S_ISDIR(facts.st_mode)) continue;
    if (absl::Status status = CheckReadable(file); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Create(const std::string& path) {
  if (absl::Status status = ReplaceFile(path + "/high_water", EncodeHighWater(JournalPosition{})); !status.ok()) return status;
  if (absl::Status status = ReplaceFile(path + "/journal_marks", EncodeJournalMarks(JournalMarks{})); !status.ok()) return status;
  const std::string journal = path + "/journal";
  if (::mkdir(journal.c_str(), 0750) != 0 && errno != EEXIST) return PosixError(errno, "create", journal);
  return ReplaceFile(path + "/VERSION", fmt::format("{}{}\n", kVersionText, kDirectoryFormat));
}

}  // namespace

absl::StatusOr<std::unique_ptr<DataDirectory>> DataDirectory::Open(const std::string& path) {
  if (::mkdir(path.c_str(), 0750) != 0) {
    if (errno != EEXIST) return PosixError(errno, "create the data directory", path);
  } else if (absl::Status status = SyncDirectory(path + "/.."); !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckUsable(path); !status.ok()) return status;
  absl::StatusOr<FileDescriptor> lock = Lock(path);
  if (!lock.ok()) return lock.status();
  // Only now does nobody else write here: look again.
  absl::StatusOr<bool> versioned = CheckVersion(path);
  if (!versioned.ok()) return versioned.status();
  if (!*versioned) {
    if (absl::Status status = Create(path); !status.ok()) return status;
  }
  return std::unique_ptr<DataDirectory>(new DataDirectory(path, std::move(*lock)));
}

absl::StatusOr<std::unique_ptr<DataDirectory>> DataDirectory::Look(const std::string& path) {
  absl::StatusOr<bool> versioned = CheckVersion(path);
  if (!versioned.ok()) return versioned.status();
  if (!*versioned) {
    return absl::FailedPreconditionError(
        fmt::format("{} has no VERSION file: it is no data directory. Next: name the directory that was given to tidegated --data", path));
  }
  absl::StatusOr<FileDescriptor> lock = LockToLook(path);
  if (!lock.ok()) return lock.status();
  if (absl::Status status = CheckReadable(path); !status.ok()) return status;
  return std::unique_ptr<DataDirectory>(new DataDirectory(path, std::move(*lock)));
}

}  // namespace tidegate
