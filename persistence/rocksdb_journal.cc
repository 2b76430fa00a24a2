#include "persistence/rocksdb_journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/model/turn_record.h"
#include "persistence/high_water.h"
#include "persistence/journal_chain.h"
#include "persistence/journal_marks.h"
#include "persistence/posix_file.h"
#include "rocksdb/convenience.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"
#include "rocksdb/options.h"
#include "rocksdb/sst_file_manager.h"
#include "rocksdb/statistics.h"
#include "rocksdb/table.h"
#include "rocksdb/write_batch.h"

namespace tidegate {
namespace {

// Deleting a whole 64 MiB file makes the next fdatasync wait 30 ms behind it (design.md 6); in steps of 1 MiB nothing is felt.
constexpr std::uint64_t kDeleteChunkBytes = 1 << 20;
// The steps are paced; far above what the journal can write, so that deleting never falls behind.
constexpr std::int64_t kDeleteBytesPerSecond = std::int64_t{2} << 30;
// Files kept open for reading. Keys ascend, so a reader needs one at a time.
constexpr int kOpenFilesMax = 64;
// What an idle write batch may keep of its memory; the daemon hands over at most 16 MiB and one turn.
constexpr std::size_t kBatchKeptBytesMax = 32 << 20;
constexpr std::size_t kKeyBytes = 8;

// Big-endian, so that RocksDB's order of bytes is the order of seqs.
struct Key {
  explicit Key(std::uint64_t seq) {
    for (std::size_t i = 0; i < kKeyBytes; ++i) bytes[i] = static_cast<char>(seq >> (56 - 8 * i));
  }
  rocksdb::Slice slice() const { return rocksdb::Slice(bytes, kKeyBytes); }
  char bytes[kKeyBytes];
};

std::uint64_t SeqOf(const rocksdb::Slice& key) {
  std::uint64_t seq = 0;
  for (std::size_t i = 0; i < kKeyBytes; ++i) seq = seq << 8 | static_cast<unsigned char>(key[i]);
  return seq;
}

std::string_view View(const rocksdb::Slice& slice) { return std::string_view(slice.data(), slice.size()); }

Micros SteadyNow() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// An append-only log with ascending keys: nothing is ever overwritten, so every compaction is a move of whole files to level 1. There they
// are in order: reading opens one at a time, and cutting the oldest is DeleteFilesInRange. Level 0 would keep them all open and not let go.
rocksdb::Options MakeOptions(const RocksdbJournalOptions& options, bool direct_io) {
  rocksdb::Options result;
  if (options.env != nullptr) result.env = options.env;
  result.create_if_missing = true;

  // Never lose the middle: only a torn last write may be dropped, and our chain and mark check what is left (design.md 7).
  result.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  result.wal_compression = rocksdb::kNoCompression;
  result.max_bgerror_resume_count = 0;  // a background error ends the process; resuming would be a hidden retry

  result.write_buffer_size = options.memtable_bytes;
  result.max_write_buffer_number = kMemtablesMax;
  result.max_background_flushes = 1;  // a second one only fights the committer for the disk
  result.max_background_compactions = 1;
  result.use_direct_io_for_flush_and_compaction = direct_io;  // keeps flushed pages out of the way of the WAL's fdatasync
  result.allow_concurrent_memtable_write = false;             // one writer
  result.enable_write_thread_adaptive_yield = false;

  result.compaction_style = rocksdb::kCompactionStyleLevel;
  result.num_levels = 2;
  result.level0_file_num_compaction_trigger = 1;  // a single file above an ascending level 1 is moved, not rewritten
  // No stall is worth having: moves cost a line in the manifest.
  result.level0_slowdown_writes_trigger = 1 << 20;
  result.level0_stop_writes_trigger = 1 << 20;
  result.soft_pending_compaction_bytes_limit = 0;
  result.hard_pending_compaction_bytes_limit = 0;
  result.target_file_size_base = 2 * options.memtable_bytes;
  result.max_bytes_for_level_base = std::uint64_t{1} << 60;
  result.level_compaction_dynamic_level_bytes = false;
  result.max_compaction_bytes = std::uint64_t{1} << 60;
  result.ttl = 0;  // the default rewrites files after 30 days
  result.periodic_compaction_seconds = 0;
  result.compression = rocksdb::kNoCompression;  // the WAL, half of the bytes, would not get it; CPU is what is short

  rocksdb::BlockBasedTableOptions table;
  table.no_block_cache = true;      // read front to back, once
  table.checksum = rocksdb::kXXH3;  // CRC32C is done in software by Debian's package: 20 % of all CPU (design.md 6)
  table.block_size = 64 << 10;      // small commits share a block, so that the index stays small
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));

  result.max_open_files = kOpenFilesMax;
  result.max_manifest_file_size = 4 << 20;
  result.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  result.max_log_file_size = 1 << 20;
  result.keep_log_file_num = 4;
  result.stats_dump_period_sec = 0;
  result.stats_persist_period_sec = 0;
  result.statistics = rocksdb::CreateDBStatistics();
  result.statistics->set_stats_level(rocksdb::StatsLevel::kExceptHistogramOrTimers);
  result.sst_file_manager.reset(rocksdb::NewSstFileManager(result.env, nullptr, "", kDeleteBytesPerSecond, true, nullptr,
                                                           /*max_trash_db_ratio=*/1e9, kDeleteChunkBytes));
  return result;
}

}  // namespace

class RocksdbJournal::Impl {
 public:
  Impl(const DataDirectory& directory, const RocksdbJournalOptions& options, HighWaterFile high_water, const JournalMarks& marks)
      : place_(directory.journal_path()),
        marks_path_(directory.journal_marks_path()),
        options_(options),
        high_water_(std::move(high_water)),
        marks_(marks) {
    if (!options_.monotonic_now) options_.monotonic_now = SteadyNow;
  }
  ~Impl();

  absl::Status Recover();
  absl::Status Append(const JournalCommit& commit);
  absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback);
  absl::Status CutBefore(std::uint64_t seq);
  std::vector<JournalPiece> Pieces() const;
  absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch);
  absl::Status PromiseEpoch(std::uint32_t epoch);
  absl::Status SyncNow();
  RocksdbJournalFacts Facts() const;

  JournalPosition durable() const {
    const std::lock_guard lock(mutex_);
    return durable_;
  }
  JournalMarks marks() const {
    const std::lock_guard lock(mutex_);
    return marks_;
  }
  JournalSync sync() const { return options_.sync; }

 private:
  rocksdb::WriteOptions MakeWriteOptions() const {
    rocksdb::WriteOptions write;
    write.sync = options_.sync == JournalSync::kEveryCommit;
    return write;
  }
  std::unique_ptr<rocksdb::Iterator> NewIterator() const;
  // "reading failed after seq N" as damage; OK when the iterator just ended.
  absl::Status IteratorDamage(const rocksdb::Iterator& iterator, std::uint64_t after) const;
  // The end of the record that ends at `seq`; nullopt when none does. base().seq < seq <= durable().seq.
  absl::StatusOr<std::optional<JournalPosition>> EndingAt(std::uint64_t seq, std::string* kept, std::uint64_t* key) const;
  void FillBatch(const JournalCommit& commit);
  absl::Status RaiseHighWater(const JournalPosition& end);
  // Replaces the marks: the base when there is one, else the promised epoch.
  absl::Status WriteMarks(const JournalPosition* base, std::uint32_t promised_epoch);
  absl::Status Break(std::string_view doing, const rocksdb::Status& status);
  absl::Status Break(absl::Status status);
  absl::Status broken() const {
    const std::lock_guard lock(mutex_);
    return broken_;
  }

  const std::string place_;
  const std::string marks_path_;
  RocksdbJournalOptions options_;
  HighWaterFile high_water_;
  Micros high_water_synced_at_ = 0;
  bool direct_io_ = false;
  std::shared_ptr<rocksdb::Statistics> statistics_;
  std::unique_ptr<rocksdb::DB> db_;
  rocksdb::WriteBatch batch_;
  std::vector<rocksdb::Slice> parts_;  // of the value being put together
  std::mutex marks_file_mutex_;        // the marks have two writers: who promises and who cuts
  mutable std::mutex mutex_;           // guards the three below: readers and the two writers look at them; never held over a disk
  absl::Status broken_;
  JournalPosition durable_;
  JournalMarks marks_;
};

RocksdbJournal::Impl::~Impl() {
  if (db_ == nullptr) return;
  // Best effort: everything acknowledged is durable already; this only narrows what stays undetected.
  if (options_.access == JournalAccess::kOwn && broken_.ok() && db_->SyncWAL().ok() && high_water_.Write(durable_).ok())
    high_water_.Sync().IgnoreError();
  db_->Close().PermitUncheckedError();
}

std::unique_ptr<rocksdb::Iterator> RocksdbJournal::Impl::NewIterator() const {
  rocksdb::ReadOptions read;
  read.verify_checksums = true;
  read.fill_cache = false;
  read.readahead_size = 2 << 20;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(read));
}

absl::Status RocksdbJournal::Impl::IteratorDamage(const rocksdb::Iterator& iterator, std::uint64_t after) const {
  if (iterator.status().ok()) return absl::OkStatus();
  return JournalDamage(place_, after + 1, fmt::format("RocksDB cannot read on: {}", iterator.status().ToString()));
}

absl::Status RocksdbJournal::Impl::Recover() {
  direct_io_ = options_.access == JournalAccess::kOwn && TakesDirectIo(place_);
  const rocksdb::Options options = MakeOptions(options_, direct_io_);
  statistics_ = options.statistics;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status opened = options_.access == JournalAccess::kLook ? rocksdb::DB::OpenForReadOnly(options, place_, &db)
                                                                         : rocksdb::DB::Open(options, place_, &db);
  if (!opened.ok()) {
    const std::string what =
        fmt::format("RocksDB cannot open it: {} (the end that was acknowledged is seq {})", opened.ToString(), high_water_.mark().seq);
    if (opened.IsCorruption()) return JournalDamage(place_, high_water_.mark().seq, what);
    return absl::UnavailableError(
        fmt::format("journal {}: {}. Next: see that the daemon's user may read and write there and that the disk has space", place_, what));
  }
  db_.reset(db);

  durable_ = marks_.base;
  const std::unique_ptr<rocksdb::Iterator> iterator = NewIterator();
  iterator->SeekToLast();
  if (iterator->Valid()) {
    if (iterator->key().size() != kKeyBytes) return JournalDamage(place_, high_water_.mark().seq, "a key has not its 8 bytes");
    const std::uint64_t first_seq = SeqOf(iterator->key());
    std::string_view rest = View(iterator->value());
    if (rest.empty()) return JournalDamage(place_, first_seq, "a commit is empty");
    ChainWalk walk = ChainWalk::BelievingPast(place_, first_seq);
    while (!rest.empty()) {
      std::string_view record;
      if (absl::Status status = walk.Next(rest, record); !status.ok()) return status;
    }
    if (walk.position().seq > marks_.base.seq) durable_ = walk.position();
  } else if (absl::Status status = IteratorDamage(*iterator, marks_.base.seq); !status.ok()) {
    return status;
  }

  const JournalPosition mark = high_water_.mark();
  std::optional<JournalPosition> at_mark;
  if (mark.seq < marks_.base.seq) {
    at_mark = mark;  // what it speaks of was cut; the base stands for it
  } else if (mark.seq == marks_.base.seq) {
    at_mark = marks_.base;
  } else if (mark.seq <= durable_.seq) {
    absl::StatusOr<std::optional<JournalPosition>> found = EndingAt(mark.seq, nullptr, nullptr);
    if (!found.ok()) return found.status();
    at_mark = *found;
  }
  if (absl::Status status = CheckHighWater(place_, mark, durable_, at_mark ? &*at_mark : nullptr); !status.ok()) return status;
  if (options_.access == JournalAccess::kLook) return absl::OkStatus();
  if (absl::Status status = high_water_.Write(durable_); !status.ok()) return status;
  high_water_synced_at_ = options_.monotonic_now();
  return high_water_.Sync();
}

absl::StatusOr<std::optional<JournalPosition>> RocksdbJournal::Impl::EndingAt(std::uint64_t seq, std::string* kept,
                                                                              std::uint64_t* key) const {
  const std::unique_ptr<rocksdb::Iterator> iterator = NewIterator();
  iterator->SeekForPrev(Key(seq).slice());
  if (!iterator->Valid()) {
    if (absl::Status status = IteratorDamage(*iterator, seq - 1); !status.ok()) return status;
    return std::optional<JournalPosition>();
  }
  const std::uint64_t first_seq = SeqOf(iterator->key());
  ChainWalk walk = ChainWalk::BelievingPast(place_, first_seq);
  const std::string_view value = View(iterator->value());
  std::string_view rest = value;
  while (!rest.empty()) {
    std::string_view record;
    if (absl::Status status = walk.Next(rest, record); !status.ok()) return status;
    if (walk.position().seq < seq) continue;
    if (walk.position().seq > seq) break;
    if (kept != nullptr) kept->assign(value.substr(0, value.size() - rest.size()));
    if (key != nullptr) *key = first_seq;
    return std::optional<JournalPosition>(walk.position());
  }
  return std::optional<JournalPosition>();
}

absl::Status RocksdbJournal::Impl::Break(std::string_view doing, const rocksdb::Status& status) {
  const std::string message =
      fmt::format("journal {}: {} failed: {}. Nothing of it was acknowledged; the process must end now. Next: {}, then start again", place_,
                  doing, status.ToString(), status.IsNoSpace() ? "make space on this disk" : "check the disk");
  return Break(status.IsNoSpace() ? absl::ResourceExhaustedError(message) : absl::InternalError(message));
}

// The first failure stands.
absl::Status RocksdbJournal::Impl::Break(absl::Status status) {
  const std::lock_guard lock(mutex_);
  if (broken_.ok()) broken_ = std::move(status);
  return broken_;
}

void RocksdbJournal::Impl::FillBatch(const JournalCommit& commit) {
  if (batch_.Data().capacity() > kBatchKeptBytesMax) batch_ = rocksdb::WriteBatch();
  batch_.Clear();
  std::size_t bytes = 0;
  std::uint64_t first_seq = commit.first_seq;
  parts_.clear();
  const auto put = [&] {
    const Key key(first_seq);
    const rocksdb::Slice key_slice = key.slice();
    const rocksdb::Status status =
        batch_.Put(rocksdb::SliceParts(&key_slice, 1), rocksdb::SliceParts(parts_.data(), static_cast<int>(parts_.size())));
    CHECK(status.ok());
    parts_.clear();
    bytes = 0;
  };
  for (const std::string_view record : commit.records) {
    if (!parts_.empty() && bytes + record.size() > kJournalValueBytesMax) put();
    if (parts_.empty()) first_seq = PositionBefore(record).seq + 1;
    parts_.emplace_back(record.data(), record.size());
    bytes += record.size();
  }
  put();
}

absl::Status RocksdbJournal::Impl::Append(const JournalCommit& commit) {
  CHECK(options_.access == JournalAccess::kOwn);
  std::uint32_t promised_epoch = 0;
  {
    const std::lock_guard lock(mutex_);
    if (!broken_.ok()) return broken_;
    promised_epoch = marks_.promised_epoch;
  }
  CHECK(!commit.records.empty());
  CHECK_EQ(commit.first_seq, durable_.seq + 1);  // only this thread moves it
  CHECK(PositionBefore(commit.records.front()) == durable_);
  const JournalPosition end = PositionAfter(commit.records.back());
  CHECK_EQ(commit.last_seq, end.seq);
  if (TurnReader(commit.records.front()).header().epoch < promised_epoch) {
    return absl::FailedPreconditionError(
        fmt::format("journal {}: epoch {} was promised to another leader; this one must not write any more", place_, promised_epoch));
  }
  FillBatch(commit);
  const rocksdb::Status status = db_->Write(MakeWriteOptions(), &batch_);
  if (!status.ok()) return Break(fmt::format("writing seq {} to {}", commit.first_seq, commit.last_seq), status);
  {
    const std::lock_guard lock(mutex_);
    durable_ = end;
  }
  return RaiseHighWater(end);
}

absl::Status RocksdbJournal::Impl::RaiseHighWater(const JournalPosition& end) {
  // Without sync the mark must stay where the disk surely is, or a power loss would look like damage.
  if (options_.sync == JournalSync::kNever) return absl::OkStatus();
  absl::Status status = high_water_.Write(end);
  const Micros now = options_.monotonic_now();
  if (status.ok() && now - high_water_synced_at_ >= options_.high_water_sync_interval) {
    status = high_water_.Sync();
    high_water_synced_at_ = now;
  }
  return status.ok() ? status : Break(std::move(status));
}

absl::Status RocksdbJournal::Impl::ReadFrom(std::uint64_t seq, RecordCallback callback) {
  // In this order: the iterator sees at least what was durable, and what is cut after the base was read is still in its files.
  const JournalPosition end = durable();
  const std::unique_ptr<rocksdb::Iterator> iterator = NewIterator();
  const JournalPosition base = marks().base;
  if (seq <= base.seq) {
    return absl::OutOfRangeError(fmt::format("journal {} begins at seq {}; seq {} was cut", place_, base.seq + 1, seq));
  }
  if (seq > end.seq) return absl::OkStatus();
  iterator->SeekForPrev(Key(seq).slice());
  if (!iterator->Valid()) {
    if (absl::Status status = IteratorDamage(*iterator, seq - 1); !status.ok()) return status;
    return JournalDamage(place_, seq, "the commit that holds it is missing");
  }
  std::uint64_t first_seq = SeqOf(iterator->key());
  ChainWalk walk = first_seq == base.seq + 1 ? ChainWalk(place_, base) : ChainWalk::BelievingPast(place_, first_seq);
  for (; iterator->Valid() && walk.position().seq < end.seq; iterator->Next()) {
    first_seq = SeqOf(iterator->key());
    if (first_seq != walk.position().seq + 1) {
      return JournalDamage(place_, walk.position().seq + 1, fmt::format("the next commit begins with seq {}", first_seq));
    }
    std::string_view rest = View(iterator->value());
    while (!rest.empty()) {
      std::string_view record;
      if (absl::Status status = walk.Next(rest, record); !status.ok()) return status;
      if (walk.position().seq < seq) continue;
      if (absl::Status status = callback(record); !status.ok()) return status;
    }
  }
  if (walk.position().seq >= end.seq) return absl::OkStatus();
  if (absl::Status status = IteratorDamage(*iterator, walk.position().seq); !status.ok()) return status;
  return JournalDamage(place_, walk.position().seq + 1, fmt::format("records are missing; the journal ends at seq {}", end.seq));
}

absl::Status RocksdbJournal::Impl::WriteMarks(const JournalPosition* base, std::uint32_t promised_epoch) {
  if (absl::Status status = broken(); !status.ok()) return status;
  const std::lock_guard file_lock(marks_file_mutex_);
  JournalMarks changed = marks();
  if (base != nullptr) {
    changed.base = *base;
  } else {
    changed.promised_epoch = promised_epoch;
  }
  if (absl::Status status = ReplaceFile(marks_path_, EncodeJournalMarks(changed)); !status.ok()) return Break(std::move(status));
  const std::lock_guard lock(mutex_);
  marks_ = changed;
  return absl::OkStatus();
}

absl::Status RocksdbJournal::Impl::CutBefore(std::uint64_t seq) {
  const JournalPosition end = durable();
  const JournalPosition old_base = marks().base;
  CHECK_LE(seq, end.seq + 1);
  if (seq <= old_base.seq + 1) return absl::OkStatus();
  JournalPosition base = end;
  if (seq <= end.seq) {
    const std::unique_ptr<rocksdb::Iterator> iterator = NewIterator();
    iterator->SeekForPrev(Key(seq).slice());
    if (!iterator->Valid()) return JournalDamage(place_, seq, "the commit that holds it is missing");
    ChainWalk walk = ChainWalk::BelievingPast(place_, SeqOf(iterator->key()));
    std::string_view rest = View(iterator->value());
    std::string_view record;
    if (rest.empty()) return JournalDamage(place_, seq, "the commit that holds it is empty");
    if (absl::Status status = walk.Next(rest, record); !status.ok()) return status;
    base = PositionBefore(record);
  }
  if (base.seq == old_base.seq) return absl::OkStatus();
  // The mark must not stay behind what can still be compared with it.
  if (absl::Status status = high_water_.Sync(); !status.ok()) return Break(std::move(status));
  if (absl::Status status = WriteMarks(&base, 0); !status.ok()) return status;
  // From here on nobody reads below the base; whole files below it go now, the rest with a later cut.
  const Key begin(0);
  const Key behind(base.seq + 1);
  const rocksdb::Slice begin_slice = begin.slice();
  const rocksdb::Slice behind_slice = behind.slice();
  const rocksdb::Status status =
      rocksdb::DeleteFilesInRange(db_.get(), db_->DefaultColumnFamily(), &begin_slice, &behind_slice, /*include_end=*/false);
  if (!status.ok()) return Break(fmt::format("cutting before seq {}", seq), status);
  return absl::OkStatus();
}

std::vector<JournalPiece> RocksdbJournal::Impl::Pieces() const {
  const std::uint64_t base = marks().base.seq;
  const std::uint64_t end = durable().seq;
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  // Keys ascend from file to file, on whichever level they are.
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.smallestkey < b.smallestkey; });
  std::vector<JournalPiece> pieces;
  std::uint64_t last_key = base;
  for (const rocksdb::LiveFileMetaData& file : files) {
    pieces.push_back({std::max(SeqOf(file.smallestkey), base + 1), file.size});
    last_key = std::max(last_key, SeqOf(file.largestkey));
  }
  // What comes behind the last file is in the WAL.
  const std::unique_ptr<rocksdb::Iterator> iterator = NewIterator();
  iterator->Seek(Key(last_key + 1).slice());
  if (iterator->Valid() && SeqOf(iterator->key()) <= end) {
    std::uint64_t bytes = 0;
    db_->GetIntProperty(rocksdb::DB::Properties::kSizeAllMemTables, &bytes);
    pieces.push_back({SeqOf(iterator->key()), bytes});
  }
  return pieces;
}

absl::Status RocksdbJournal::Impl::CutAfter(std::uint64_t seq, std::uint32_t epoch) {
  if (absl::Status status = PromiseEpoch(epoch); !status.ok()) return status;
  if (seq == durable_.seq) return absl::OkStatus();
  std::optional<JournalPosition> end;
  std::string kept;
  std::uint64_t kept_key = 0;
  if (seq == marks_.base.seq) {
    end = marks_.base;
  } else if (seq > marks_.base.seq && seq < durable_.seq) {
    absl::StatusOr<std::optional<JournalPosition>> found = EndingAt(seq, &kept, &kept_key);
    if (!found.ok()) return found.status();
    end = *found;
  }
  if (!end) return absl::NotFoundError(fmt::format("journal {}: no record ends at seq {}", place_, seq));
  // The mark goes back first: a crash in between must not leave a journal that ends before it.
  absl::Status lowered = high_water_.Write(*end);
  if (lowered.ok()) lowered = high_water_.Sync();
  if (!lowered.ok()) return Break(std::move(lowered));
  // The range ends where the old keys end, so that its tombstone stays clear of the files to come.
  rocksdb::WriteBatch cut;
  const Key begin(seq + 1);
  const Key behind(durable_.seq + 1);
  rocksdb::Status status = cut.DeleteRange(begin.slice(), behind.slice());
  if (status.ok() && !kept.empty()) status = cut.Put(Key(kept_key).slice(), kept);
  rocksdb::WriteOptions write;
  write.sync = true;
  if (status.ok()) status = db_->Write(write, &cut);
  if (!status.ok()) return Break(fmt::format("cutting after seq {}", seq), status);
  const std::lock_guard lock(mutex_);
  durable_ = *end;
  return absl::OkStatus();
}

absl::Status RocksdbJournal::Impl::PromiseEpoch(std::uint32_t epoch) {
  const std::uint32_t promised = marks().promised_epoch;
  if (epoch < promised) {
    return absl::FailedPreconditionError(fmt::format("journal {}: epoch {} was promised already, {} is earlier", place_, promised, epoch));
  }
  return epoch == promised ? absl::OkStatus() : WriteMarks(nullptr, epoch);
}

absl::Status RocksdbJournal::Impl::SyncNow() {
  CHECK(options_.access == JournalAccess::kOwn);
  if (options_.sync == JournalSync::kEveryCommit) return absl::OkStatus();
  if (absl::Status status = broken(); !status.ok()) return status;
  const rocksdb::Status status = db_->SyncWAL();
  return status.ok() ? absl::OkStatus() : Break("syncing what was written", status);
}

RocksdbJournalFacts RocksdbJournal::Impl::Facts() const {
  RocksdbJournalFacts facts;
  db_->GetIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &facts.sst_bytes);
  db_->GetIntProperty(rocksdb::DB::Properties::kSizeAllMemTables, &facts.memtable_bytes);
  facts.stalled_micros = statistics_->getTickerCount(rocksdb::STALL_MICROS);
  facts.rewritten_bytes = statistics_->getTickerCount(rocksdb::COMPACT_WRITE_BYTES);
  facts.direct_io = direct_io_;
  return facts;
}

RocksdbJournal::RocksdbJournal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RocksdbJournal::~RocksdbJournal() = default;

absl::StatusOr<std::unique_ptr<RocksdbJournal>> RocksdbJournal::Open(const DataDirectory& directory, const RocksdbJournalOptions& options) {
  const HighWaterAccess access = options.access == JournalAccess::kLook ? HighWaterAccess::kRead : HighWaterAccess::kWrite;
  absl::StatusOr<HighWaterFile> high_water = HighWaterFile::Open(directory.high_water_path(), access);
  if (!high_water.ok()) return high_water.status();
  absl::StatusOr<std::string> bytes = ReadSmallFile(directory.journal_marks_path(), kJournalMarksBytes);
  if (!bytes.ok() && !absl::IsNotFound(bytes.status()) && !absl::IsOutOfRange(bytes.status())) return bytes.status();
  const std::optional<JournalMarks> marks = bytes.ok() ? DecodeJournalMarks(*bytes) : std::nullopt;
  if (!marks) {
    return JournalDamage(directory.journal_path(), high_water->mark().seq,
                         fmt::format("{} is missing or damaged", directory.journal_marks_path()));
  }
  auto impl = std::make_unique<Impl>(directory, options, std::move(*high_water), *marks);
  if (absl::Status status = impl->Recover(); !status.ok()) return status;
  return std::unique_ptr<RocksdbJournal>(new RocksdbJournal(std::move(impl)));
}

absl::Status RocksdbJournal::Append(const JournalCommit& commit) { return impl_->Append(commit); }
JournalPosition RocksdbJournal::durable() const { return impl_->durable(); }
JournalPosition RocksdbJournal::base() const { return impl_->marks().base; }
absl::Status RocksdbJournal::ReadFrom(std::uint64_t seq, RecordCallback callback) { return impl_->ReadFrom(seq, callback); }
absl::Status RocksdbJournal::CutBefore(std::uint64_t seq) { return impl_->CutBefore(seq); }
std::vector<JournalPiece> RocksdbJournal::Pieces() const { return impl_->Pieces(); }
absl::Status RocksdbJournal::CutAfter(std::uint64_t seq, std::uint32_t epoch) { return impl_->CutAfter(seq, epoch); }
absl::Status RocksdbJournal::PromiseEpoch(std::uint32_t epoch) { return impl_->PromiseEpoch(epoch); }
std::uint32_t RocksdbJournal::promised_epoch() const { return impl_->marks().promised_epoch; }
absl::Status RocksdbJournal::SyncNow() { return impl_->SyncNow(); }
bool RocksdbJournal::synced() const { return impl_->sync() == JournalSync::kEveryCommit; }
RocksdbJournalFacts RocksdbJournal::Facts() const { return impl_->Facts(); }

}  // namespace tidegate
