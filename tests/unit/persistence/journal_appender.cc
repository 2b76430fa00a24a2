// journal_appender DIR: appends commits to the journal in DIR until it is killed, and prints the end of each commit once it is
// acknowledged.
//
// The victim of journal_kill_test: a process of its own, so that kill -9 hits real RocksDB threads.
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "persistence/data_directory.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/testing/sample_records.h"

int main(int, char** arguments) {
  using namespace tidegate;
  auto directory = DataDirectory::Open(arguments[1]);
  if (!directory.ok()) {
    std::fprintf(stderr, "%s\n", std::string(directory.status().message()).c_str());
    return 1;
  }
  // Small memtables: kills hit flushes and file deletions too.
  auto journal = RocksdbJournal::Open(**directory, {.memtable_bytes = 256 << 10});
  if (!journal.ok()) {
    std::fprintf(stderr, "%s\n", std::string(journal.status().message()).c_str());
    return 1;
  }
  SampleRecords samples((*journal)->durable());
  for (std::uint32_t commit = 0;; ++commit) {
    std::vector<std::string> records;
    for (std::uint32_t i = 0; i <= commit % 4; ++i) records.push_back(samples.Sealed(1 + (commit * 7 + i) % 30, 100 + commit % 200));
    if (!AppendAll(**journal, records).ok()) return 1;
    const std::string line = std::to_string(samples.end().seq) + " " + std::to_string(samples.end().chain) + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
  }
}
