// FailingDisk: a RocksDB file system that fails on order, and a look at RocksDB's raw keys; for tests of RocksdbJournal only.
//
// Debian's librocksdb lacks the fault-injection file system (design.md 7). Counts the writes and syncs of WAL files and passes everything
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

class FailingDisk {
 public:
  FailingDisk();
  ~FailingDisk();

  rocksdb::Env* env();

  // The nth write or sync of a WAL from now on fails, and every later one too; 0 = none. A disk that failed once is not to be trusted.
  void FailWriteAt(std::uint64_t nth, DiskFailure failure);
  void FailSyncAt(std::uint64_t nth, DiskFailure failure);

  std::uint64_t wal_writes() const;
  std::uint64_t wal_syncs() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Every key and value of the RocksDB in `path`, in order, opened read-only.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> RawKeys(const std::string& path);

}  // namespace tidegate
