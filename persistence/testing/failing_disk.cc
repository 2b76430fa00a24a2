#include "persistence/testing/failing_disk.h"

#include <atomic>

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

class WalFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  WalFile(std::unique_ptr<FSWritableFile> file, Fuse& writes, Fuse& syncs)
      : FSWritableFileOwnerWrapper(std::move(file)), writes_(writes), syncs_(syncs) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = writes_.Pass(); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, context);
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& info,
                  IODebugContext* context) override {
    if (IOStatus status = writes_.Pass(); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, info, context);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    if (IOStatus status = syncs_.Pass(); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Sync(options, context);
  }

 private:
  Fuse& writes_;
  Fuse& syncs_;
};

class FailingFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  FailingFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FailingFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options, std::unique_ptr<FSWritableFile>* result,
                           IODebugContext* context) override {
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, result, context);
    if (status.ok() && name.size() > 4 && name.compare(name.size() - 4, 4, ".log") == 0) {
      *result = std::make_unique<WalFile>(std::move(*result), writes, syncs);
    }
    return status;
  }

  Fuse writes;
  Fuse syncs;
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
void FailingDisk::FailWriteAt(std::uint64_t nth, DiskFailure failure) { impl_->file_system->writes.BlowAt(nth, failure); }
void FailingDisk::FailSyncAt(std::uint64_t nth, DiskFailure failure) { impl_->file_system->syncs.BlowAt(nth, failure); }
std::uint64_t FailingDisk::wal_writes() const { return impl_->file_system->writes.count(); }
std::uint64_t FailingDisk::wal_syncs() const { return impl_->file_system->syncs.count(); }

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
