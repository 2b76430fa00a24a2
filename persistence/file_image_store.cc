#include "persistence/file_image_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "core/base/check.h"
#include "persistence/directory_bytes.h"
#include "persistence/posix_file.h"

namespace tidegate {
namespace {

constexpr std::string_view kSuffix = ".image";
constexpr std::string_view kRetired = "retired-";
constexpr std::size_t kSeqDigits = 20;  // any u64, so that names sort like numbers

absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& folder) {
  DIR* directory = ::opendir(folder.c_str());
  if (directory == nullptr) return PosixError(errno, "read", folder);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory)) names.emplace_back(entry->d_name);
  ::closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

bool ParseNumber(std::string_view digits, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return !digits.empty() && error == std::errc() && end == digits.data() + digits.size();
}

class WrittenFile final : public ImageFile {
 public:
  WrittenFile(std::string path, FileDescriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  absl::Status Append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(file_.number(), bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) return PosixError(errno, "write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return absl::OkStatus();
  }
  absl::Status Sync() override { return ::fdatasync(file_.number()) == 0 ? absl::OkStatus() : PosixError(errno, "sync", path_); }

 private:
  std::string path_;
  FileDescriptor file_;
};

class ReadFile final : public ImageBytes {
 public:
  ReadFile(std::string path, FileDescriptor file, std::uint64_t size) : path_(std::move(path)), file_(std::move(file)), size_(size) {}

  std::uint64_t size() const override { return size_; }
  absl::Status ReadAt(std::uint64_t offset, std::uint64_t bytes, char* to) override {
    while (bytes != 0) {
      const ssize_t got = ::pread(file_.number(), to, bytes, static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      // The disk has lost it: as good as wrong bytes, and another image may do.
      if (got < 0 && errno == EIO)
        return absl::DataLossError(fmt::format("{} cannot be read at byte {}: {}", path_, offset, strerror(EIO)));
      if (got < 0) return PosixError(errno, "read", path_);
      if (got == 0) return absl::DataLossError(fmt::format("{} ends at byte {}", path_, offset));
      offset += static_cast<std::uint64_t>(got);
      bytes -= static_cast<std::uint64_t>(got);
      to += got;
    }
    return absl::OkStatus();
  }

 private:
  std::string path_;
  FileDescriptor file_;
  std::uint64_t size_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<FileImageStore>> FileImageStore::Open(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0750) != 0) {
    if (errno != EEXIST) return PosixError(errno, "create", folder);
  } else if (absl::Status status = SyncDirectory(folder + "/.."); !status.ok()) {
    return status;
  }
  std::unique_ptr<FileImageStore> store(new FileImageStore(folder));
  absl::StatusOr<std::vector<std::string>> names = NamesIn(folder);
  if (!names.ok()) return names.status();
  for (const std::string& name : *names) {
    std::uint64_t number = 0;
    if (name.compare(0, kRetired.size(), kRetired) != 0 || !ParseNumber(std::string_view(name).substr(kRetired.size()), number)) continue;
    store->retired_ = std::max(store->retired_, number);
    store->to_trim_.push_back(folder + "/" + name);
  }
  if (absl::Status status = store->Drop(); !status.ok()) return status;
  return store;
}

absl::StatusOr<std::unique_ptr<FileImageStore>> FileImageStore::Look(const std::string& folder) {
  struct stat facts {};
  if (::stat(folder.c_str(), &facts) != 0) {
    if (errno == ENOENT) return absl::NotFoundError(fmt::format("there is no folder {}", folder));
    return PosixError(errno, "look at", folder);
  }
  return std::unique_ptr<FileImageStore>(new FileImageStore(folder));
}

std::string FileImageStore::NameOf(std::uint64_t seq) const { return fmt::format("{}/{:020}{}", folder_, seq, kSuffix); }

absl::StatusOr<std::vector<std::uint64_t>> FileImageStore::List() {
  absl::StatusOr<std::vector<std::string>> names = NamesIn(folder_);
  if (!names.ok()) return names.status();
  std::vector<std::uint64_t> seqs;
  for (const std::string& name : *names) {
    std::uint64_t seq = 0;
    if (name.size() != kSeqDigits + kSuffix.size() || std::string_view(name).substr(kSeqDigits) != kSuffix) continue;
    if (ParseNumber(std::string_view(name).substr(0, kSeqDigits), seq)) seqs.push_back(seq);
  }
  return seqs;
}

absl::StatusOr<std::unique_ptr<ImageBytes>> FileImageStore::Open(std::uint64_t seq) {
  const std::string path = NameOf(seq);
  absl::StatusOr<FileDescriptor> file = OpenFile(path, O_RDONLY);
  if (!file.ok()) return file.status();
  struct stat facts {};
  if (::fstat(file->number(), &facts) != 0) return PosixError(errno, "look at", path);
  ::posix_fadvise(file->number(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::make_unique<ReadFile>(path, std::move(*file), static_cast<std::uint64_t>(facts.st_size));
}

absl::StatusOr<std::unique_ptr<ImageFile>> FileImageStore::Create() {
  if (absl::Status status = Drop(); !status.ok()) return status;
  absl::StatusOr<FileDescriptor> file = OpenFile(WritingPath(), O_WRONLY | O_CREAT | O_EXCL);
  if (!file.ok()) return file.status();
  return std::make_unique<WrittenFile>(WritingPath(), std::move(*file));
}

absl::Status FileImageStore::Publish(std::uint64_t seq) {
  const std::string path = NameOf(seq);
  if (absl::Status status = RetireFile(path); !status.ok() && !absl::IsNotFound(status)) return status;
  if (::rename(WritingPath().c_str(), path.c_str()) != 0) return PosixError(errno, "publish", path);
  return SyncDirectory(folder_);
}

absl::Status FileImageStore::Drop() {
  absl::Status status = RetireFile(WritingPath());
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

absl::StatusOr<std::uint64_t> FileImageStore::FreeBytes() { return tidegate::FreeBytes(folder_); }

absl::Status FileImageStore::Retire(std::uint64_t seq) { return RetireFile(NameOf(seq)); }

absl::Status FileImageStore::RetireFile(const std::string& path) {
  const std::string retired = fmt::format("{}/{}{}", folder_, kRetired, retired_ + 1);
  if (::rename(path.c_str(), retired.c_str()) != 0) return PosixError(errno, "retire", path);
  ++retired_;
  to_trim_.push_back(retired);
  return SyncDirectory(folder_);
}

absl::Status FileImageStore::PassOver(int error_number, std::string_view doing) {
  passed_over_.push_back(std::move(to_trim_.back()));
  to_trim_.pop_back();
  return PosixError(error_number, doing, passed_over_.back());
}

void FileImageStore::TrimAgain() {
  for (std::string& path : passed_over_) to_trim_.push_back(std::move(path));
  passed_over_.clear();
}

absl::StatusOr<bool> FileImageStore::Trim() {
  if (to_trim_.empty()) return false;
  const std::string& path = to_trim_.back();
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    if (errno != ENOENT) return PassOver(errno, "look at");
    to_trim_.pop_back();
    return true;
  }
  const auto bytes = static_cast<std::uint64_t>(facts.st_size);
  if (bytes > kImageTrimBytes) {
    if (::truncate(path.c_str(), static_cast<off_t>(bytes - kImageTrimBytes)) != 0) return PassOver(errno, "shorten");
    return true;
  }
  if (::unlink(path.c_str()) != 0) return PassOver(errno, "remove");
  to_trim_.pop_back();
  return true;
}

}  // namespace tidegate
