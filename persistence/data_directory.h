// DataDirectory: everything Tidegate keeps on disk lives in one directory; this makes it, locks it, and says where each part is.
//
// Layout (FORMAT.md): VERSION, lock, high_water, journal_marks, journal/, image/, store/, knowledge. Exactly one process has
// it open: the lock is an flock, so it goes with the process however that ends. The parts (RocksdbJournal, ...) must be gone before it is.
//
// Not here: the content of any part. Open refuses a directory with somebody else's files, of an unknown format, in use, or not writable.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "persistence/posix_file.h"

namespace tidegate {

inline constexpr int kDirectoryFormat = 1;  // FORMAT.md, version policy

class DataDirectory {
 public:
  // Creates the last component of `path` and the layout when they are not there. A crash in between leaves something that the next Open
  // completes: VERSION is written last.
  static absl::StatusOr<std::unique_ptr<DataDirectory>> Open(const std::string& path);

  // To read it while nobody writes: makes and writes nothing, needs no more than the right to read. As many may look as like; a daemon that
  // runs, or starts meanwhile, is in the way. PermissionDenied names the first file that cannot be read.
  static absl::StatusOr<std::unique_ptr<DataDirectory>> Look(const std::string& path);

  const std::string& path() const { return path_; }
  std::string journal_path() const { return path_ + "/journal"; }
  std::string store_path() const { return path_ + "/store"; }
  std::string high_water_path() const { return path_ + "/high_water"; }
  std::string image_path() const { return path_ + "/image"; }
  std::string knowledge_path() const { return path_ + "/knowledge"; }
  std::string journal_marks_path() const { return path_ + "/journal_marks"; }

 private:
  DataDirectory(std::string path, FileDescriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  FileDescriptor lock_;
};

}  // namespace tidegate
