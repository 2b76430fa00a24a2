#include "persistence/testing/failing_disk.h"

#include <array>
#include <atomic>
#include <optional>
#include <string_view>

#include "rocksdb/db.h"
#include "rocksdb/env.h"
#include "rocksdb/file_system.h"

namespace tidegate {
namespace {

using rocksdb::FileOptions;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// Counts, and says when it is time to fail.
class Fuse {
 public:
  void BlowAt(std::uint64_t nth, DiskFailure failure) {
    failure_ = failure;
    at_ = nth == 0 ? 0 : count_ + nth;
  }
  IOStatus Pass() {
    const std::uint64_t number = ++count_;
    if (at_ == 0 || number < at_) return IOStatus::OK();
    return failure_ == DiskFailure::kNoSpace ? IOStatus::NoSpace("the test's disk is full")
                                             : IOStatus::IOError("the test's disk is broken");
  }
  std::uint64_t count() const { return count_; }

 private:
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> at_{0};
  std::atomic<DiskFailure> failure_{DiskFailure::kIoError};
};

// The fuses of one kind of file, by DiskOperation.
using Fuses = std::array<Fuse, std::size(kDiskOperations)>;
Fuse& FuseOf(Fuses& fuses, DiskOperation operation) { return fuses[static_cast<std::size_t>(operation)]; }

std::optional<DiskFile> KindOf(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const auto ends_with = [&](std::string_view end) {
    return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
  };
  if (ends_with(".log")) return DiskFile::kLog;
  if (ends_with(".sst")) return DiskFile::kTable;
  if (name.rfind("MANIFEST-", 0) == 0) return DiskFile::kManifest;
  if (name == "CURRENT" || ends_with(".dbtmp")) return DiskFile::kCurrent;
  return std::nullopt;
}

class FusedFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FusedFile(std::unique_ptr<FSWritableFile> file, Fuses& fuses) : FSWritableFileOwnerWrapper(std::move(file)), fuses_(fuses) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kWrite); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, context);
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& info,
                  IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kWrite); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, info, context);
  }
  // Direct I/O writes so.
  IOStatus PositionedAppend(const Slice& data, std::uint64_t offset, const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kWrite); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::PositionedAppend(data, offset, options, context);
  }
  IOStatus PositionedAppend(const Slice& data, std::uint64_t offset, const IOOptions& options, const rocksdb::DataVerificationInfo& info,
                            IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kWrite); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::PositionedAppend(data, offset, options, info, context);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kSync); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Sync(options, context);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = Pass(DiskOperation::kSync); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Fsync(options, context);
  }

 private:
  IOStatus Pass(DiskOperation operation) { return FuseOf(fuses_, operation).Pass(); }

  Fuses& fuses_;
};

class FailingFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  FailingFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FailingFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options, std::unique_ptr<FSWritableFile>* result,
                           IODebugContext* context) override {
    const std::optional<DiskFile> kind = KindOf(name);
    if (!kind) return FileSystemWrapper::NewWritableFile(name, options, result, context);
    Fuses& fuses = FusesOf(*kind);
    if (IOStatus status = FuseOf(fuses, DiskOperation::kCreate).Pass(); !status.ok()) return status;
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, result, context);
    if (status.ok()) *result = std::make_unique<FusedFile>(std::move(*result), fuses);
    return status;
  }

  Fuses& FusesOf(DiskFile kind) { return fuses_[static_cast<std::size_t>(kind)]; }

 private:
  std::array<Fuses, std::size(kDiskFiles)> fuses_;
};

}  // namespace

class FailingDisk::Impl {
 public:
  std::shared_ptr<FailingFileSystem> file_system = std::make_shared<FailingFileSystem>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(file_system);
};

FailingDisk::FailingDisk() : impl_(std::make_unique<Impl>()) {}
FailingDisk::~FailingDisk() = default;
rocksdb::Env* FailingDisk::env() { return impl_->env.get(); }
void FailingDisk::FailAt(DiskFile file, DiskOperation operation, std::uint64_t nth, DiskFailure failure) {
  FuseOf(impl_->file_system->FusesOf(file), operation).BlowAt(nth, failure);
}
std::uint64_t FailingDisk::count(DiskFile file, DiskOperation operation) const {
  return FuseOf(impl_->file_system->FusesOf(file), operation).count();
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RawKeys(const std::string& path) {
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(rocksdb::Options(), path, &opened);
  if (!status.ok()) return absl::InternalError(status.ToString());
  const std::unique_ptr<rocksdb::DB> db(opened);
  const std::unique_ptr<rocksdb::Iterator> iterator(db->NewIterator(rocksdb::ReadOptions()));
  std::vector<std::pair<std::string, std::string>> keys;
  for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
    keys.emplace_back(iterator->key().ToString(), iterator->value().ToString());
  }
  if (!iterator->status().ok()) return absl::InternalError(iterator->status().ToString());
  return keys;
}

}  // namespace tidegate
