// An opened data directory with the RocksDB journal in it, for tests.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "persistence/data_directory.h"
#include "persistence/rocksdb_journal.h"

namespace tidegate {

struct OpenedJournal {
  std::unique_ptr<DataDirectory> directory;
  std::unique_ptr<RocksdbJournal> journal;
};

inline absl::StatusOr<OpenedJournal> OpenJournal(const std::string& path, const RocksdbJournalOptions& options = {}) {
  OpenedJournal opened;
  auto directory = DataDirectory::Open(path);
  if (!directory.ok()) return directory.status();
  opened.directory = std::move(*directory);
  auto journal = RocksdbJournal::Open(*opened.directory, options);
  if (!journal.ok()) return journal.status();
  opened.journal = std::move(*journal);
  return opened;
}

}  // namespace tidegate
