// FailingDisk: a RocksDB file system that fails on order, and a look at RocksDB's raw keys; for tests of what stands on RocksDB only.
//
// Debian's librocksdb lacks the fault-injection file system (design.md 7). Counts the operations on each kind of file and passes everything
// else through. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace rocksdb {
class Env;
}

namespace tidegate {

enum class DiskFailure { kNoSpace, kIoError };

// What RocksDB keeps.
enum class DiskFile {
  kLog,       // *.log: the WAL
  kTable,     // *.sst
  kManifest,  // MANIFEST-*: which tables there are
  kCurrent,   // CURRENT and what becomes it: which manifest counts
};
inline constexpr DiskFile kDiskFiles[] = {DiskFile::kLog, DiskFile::kTable, DiskFile::kManifest, DiskFile::kCurrent};

enum class DiskOperation { kCreate, kWrite, kSync };
inline constexpr DiskOperation kDiskOperations[] = {DiskOperation::kCreate, DiskOperation::kWrite, DiskOperation::kSync};

class FailingDisk {
 public:
  FailingDisk();
  ~FailingDisk();

  rocksdb::Env* env();

  // The nth such operation from now on fails, and every later one too; 0 = none. A disk that failed once is not to be trusted.
  void FailAt(DiskFile file, DiskOperation operation, std::uint64_t nth, DiskFailure failure);
  std::uint64_t count(DiskFile file, DiskOperation operation) const;

  void FailWriteAt(std::uint64_t nth, DiskFailure failure) { FailAt(DiskFile::kLog, DiskOperation::kWrite, nth, failure); }
  void FailSyncAt(std::uint64_t nth, DiskFailure failure) { FailAt(DiskFile::kLog, DiskOperation::kSync, nth, failure); }
  std::uint64_t wal_writes() const { return count(DiskFile::kLog, DiskOperation::kWrite); }
  std::uint64_t wal_syncs() const { return count(DiskFile::kLog, DiskOperation::kSync); }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Every key and value of the RocksDB in `path`, in order, opened read-only.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RawKeys(const std::string& path);

}  // namespace tidegate
