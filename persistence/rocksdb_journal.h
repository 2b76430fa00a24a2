// RocksdbJournal: the journal on disk: one synced RocksDB write per commit, a chain from record to record, and a mark of how far it got.
//
// One thread appends, cuts after and promises; another may cut before; durable(), base(), Pieces() and ReadFrom may be called from any
// thread beside them. Cost of Append: one
// fdatasync (57-151 us on ext4) and about 1 ns per 2 bytes; journal_bench. Open reads the last commit only; whoever recovers reads all of
// it through ReadFrom, which verifies. Memory is bounded: see kMemtablesMax; RocksDB has no cache here.
//
// Refused at Open, with the next step to take: records missing that high_water knows of, another journal's high_water, damage that
// RocksDB sees. A failed write or sync ends it: every later Append gives the same error.
//
// Not here: the directory's lock and layout (DataDirectory, which must outlive this), compression, encryption, shipping.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "persistence/data_directory.h"
#include "persistence/journal_sink.h"

namespace rocksdb {
class Env;
}

namespace tidegate {

// A commit larger than this becomes several keys of the same write; a single larger record (a rule set) stands alone. Keeps a read of
// one seq, and one memtable entry, small.
inline constexpr std::uint64_t kJournalValueBytesMax = 1 << 20;

// Memtables at once: one is written, up to two wait for the one flush. The journal's memory is at most
// kMemtablesMax x memtable_bytes (default 48 MiB), plus the write buffers of a commit.
inline constexpr int kMemtablesMax = 3;

enum class JournalSync : std::uint8_t {
  kEveryCommit,  // acknowledged = survives kill -9 and power loss
  kNever,        // survives kill -9; a power loss takes what the kernel had not written, and may leave a journal that needs repair
};

enum class JournalAccess : std::uint8_t {
  kOwn,   // to append: recovers what a crash left
  kLook,  // only to read: writes no file, not even to recover; Append, cuts and promises are mistakes (CHECKed)
};

struct RocksdbJournalOptions {
  JournalAccess access = JournalAccess::kOwn;
  JournalSync sync = JournalSync::kEveryCommit;
  // 16 MiB are 0.1 s at 160 MB/s, twice as long as their flush takes, and stay in the processor's cache: 8 % more submits a second than
  // with 64 MiB, p99 lower, and 40 bytes less for each of the first million tickets (2026-11-22). Also the size of a WAL file and of an
  // SST, and so of what CutBefore can free at once.
  std::uint64_t memtable_bytes = 16 << 20;
  Micros high_water_sync_interval = 100 * kMillisecond;  // design.md 5
  std::function<Micros()> monotonic_now = nullptr;       // for that interval; empty = the steady clock
  rocksdb::Env* env = nullptr;                           // tests put a failing file system here; nullptr = the real one
};

struct RocksdbJournalFacts {
  std::uint64_t sst_bytes = 0;        // on disk, WAL not counted
  std::uint64_t memtable_bytes = 0;   // in memory, those waiting for their flush included
  std::uint64_t stalled_micros = 0;   // waited for flushes, since Open; 0 when the disk keeps up
  std::uint64_t rewritten_bytes = 0;  // by compaction: stays 0, an append-only journal only moves files
  bool direct_io = false;             // flushes bypass the page cache
};

class RocksdbJournal final : public JournalSink {
 public:
  static absl::StatusOr<std::unique_ptr<RocksdbJournal>> Open(const DataDirectory& directory, const RocksdbJournalOptions& options = {});
  ~RocksdbJournal() override;

  absl::Status Append(const JournalCommit& commit) override;
  JournalPosition durable() const override;
  JournalPosition base() const override;
  absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback) override;
  // May cut inside a file; its space comes back when all of it is below. Beside Append: three syncs of small files, and RocksDB lets the
  // files go in steps of 1 MiB.
  absl::Status CutBefore(std::uint64_t seq) override;
  // A piece is a file of memtable_bytes; the last one is what no file has yet (the WAL).
  std::vector<JournalPiece> Pieces() const override;
  absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch) override;
  absl::Status PromiseEpoch(std::uint32_t epoch) override;
  std::uint32_t promised_epoch() const override;
  absl::Status SyncNow() override;
  bool synced() const override;

  RocksdbJournalFacts Facts() const;

 private:
  class Impl;
  explicit RocksdbJournal(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
