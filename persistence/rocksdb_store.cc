#include "persistence/rocksdb_store.h"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "persistence/posix_file.h"
#include "persistence/ticket_record.h"
#include "rocksdb/cache.h"
#include "rocksdb/compaction_filter.h"
#include "rocksdb/convenience.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/options.h"
#include "rocksdb/slice_transform.h"
#include "rocksdb/sst_file_manager.h"
#include "rocksdb/table.h"
#include "rocksdb/write_batch.h"

namespace tidegate {
namespace {

// As in the journal: whole files deleted at once would make its fdatasync wait (design.md 6).
constexpr std::uint64_t kDeleteChunkBytes = 1 << 20;
constexpr std::int64_t kDeleteBytesPerSecond = std::int64_t{256} << 20;
constexpr int kOpenFilesMax = 256;
constexpr int kMemtablesMax = 2;       // one is written, one is flushed; then the projector waits, and nobody else
constexpr int kBackgroundThreads = 1;  // one after the other; the projector waits, and nobody else
constexpr int kOrdinaryThreads = 3;    // of the pool that the journal's moves of files need too: at most two are the store's
// Keys of a ticket lie together and ascend: a bigger block compresses better and is read once per question.
constexpr std::size_t kBlockBytes = 16 << 10;

constexpr std::array<const char*, kStoreTableCount> kFamilies = {"record",  "body",     "key",   "history",
                                                                 "article", "customer", "order", "client"};
constexpr StoreTable kTablesOfTickets[] = {StoreTable::kRecord, StoreTable::kBody, StoreTable::kHistory};  // keys begin with the ticket
constexpr std::string_view kMarkKey = "mark";                                                              // in the default column family

constexpr std::size_t Place(StoreTable table) { return static_cast<std::size_t>(table); }
rocksdb::Slice SliceOf(std::string_view text) { return rocksdb::Slice(text.data(), text.size()); }
std::string_view View(const rocksdb::Slice& slice) { return std::string_view(slice.data(), slice.size()); }

// RocksDB's background threads are the process's, and the journal's flushes must wait behind nothing. So all work of the store, flushes
// too, goes to the pool that the journal never uses, whose thread has the lowest priority there is: at the priority of the others the
// flushes alone took a tenth from the cycles a second.
class BehindAll final : public rocksdb::EnvWrapper {
 public:
  explicit BehindAll(rocksdb::Env* env) : EnvWrapper(env) {
    env->SetBackgroundThreads(kBackgroundThreads, Priority::BOTTOM);
    env->LowerThreadPoolCPUPriority(Priority::BOTTOM, rocksdb::CpuPriority::kIdle).PermitUncheckedError();
    env->SetBackgroundThreads(kOrdinaryThreads, Priority::LOW);
  }
  // Another pool, because a thread that has gone behind all does not come back. Work that was begun behind all ends there. The journal's
  // flushes have a pool of their own.
  void SetPace(StorePace pace) { pool_.store(pace == StorePace::kBehindAll ? Priority::BOTTOM : Priority::LOW, std::memory_order_relaxed); }
  const char* Name() const override { return "tidegate store"; }
  void Schedule(void (*job)(void*), void* argument, Priority, void* tag, void (*unscheduled)(void*)) override {
    target()->Schedule(job, argument, pool_.load(std::memory_order_relaxed), tag, unscheduled);
  }
  int UnSchedule(void* tag, Priority) override {
    return target()->UnSchedule(tag, Priority::BOTTOM) + target()->UnSchedule(tag, Priority::LOW);
  }

 private:
  std::atomic<Priority> pool_{Priority::BOTTOM};
};

// Rows of kKey, kCustomer and kOrder are hashes: what names erased tickets lies everywhere, and goes as its neighbours are rewritten.
class NamesOfTheErased : public rocksdb::CompactionFilter {
 public:
  void SetFirstKept(std::uint64_t ticket) { first_kept_.store(ticket, std::memory_order_relaxed); }

 protected:
  bool IsErased(std::uint64_t ticket) const { return ticket < first_kept_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> first_kept_{0};
};

class KeysOfTheErased final : public NamesOfTheErased {
 public:
  const char* Name() const override { return "tidegate keys of erased tickets"; }
  bool Filter(int, const rocksdb::Slice&, const rocksdb::Slice& value, std::string*, bool*) const override {
    return value.size() == sizeof(std::uint64_t) && IsErased(ReadBigEndian(View(value)));
  }
};

class EntriesOfTheErased final : public NamesOfTheErased {
 public:
  const char* Name() const override { return "tidegate customers and orders of erased tickets"; }
  bool Filter(int, const rocksdb::Slice& key, const rocksdb::Slice&, std::string*, bool*) const override {
    return key.size() == 2 * sizeof(std::uint64_t) && IsErased(ReadArchiveKey(View(key)).ticket);
  }
};

rocksdb::DBOptions MakeOptions(rocksdb::Env* env, bool direct_io) {
  rocksdb::DBOptions result;
  result.env = env;
  result.create_if_missing = true;
  result.create_missing_column_families = true;
  result.atomic_flush = true;                 // all tables and the mark, or none
  result.avoid_flush_during_shutdown = true;  // what is not flushed is folded again; a stop does not wait for a disk
  result.max_bgerror_resume_count = 0;
  result.max_background_flushes = 1;
  result.max_background_compactions = 1;
  result.max_subcompactions = 1;
  result.use_direct_io_for_flush_and_compaction = direct_io;
  result.bytes_per_sync = 1 << 20;
  result.allow_concurrent_memtable_write = false;  // one writer
  result.enable_write_thread_adaptive_yield = false;
  result.max_open_files = kOpenFilesMax;
  result.max_manifest_file_size = 4 << 20;
  result.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  result.max_log_file_size = 1 << 20;
  result.keep_log_file_num = 4;
  result.stats_dump_period_sec = 0;
  result.stats_persist_period_sec = 0;
  result.sst_file_manager.reset(rocksdb::NewSstFileManager(result.env, nullptr, "", kDeleteBytesPerSecond, true, nullptr,
                                                           /*max_trash_db_ratio=*/1e9, kDeleteChunkBytes));
  return result;
}

rocksdb::ColumnFamilyOptions MakeFamily(std::size_t memtable_bytes, const rocksdb::BlockBasedTableOptions& table) {
  rocksdb::ColumnFamilyOptions result;
  result.write_buffer_size = memtable_bytes;
  result.max_write_buffer_number = kMemtablesMax;
  result.compression = rocksdb::kLZ4Compression;
  result.bottommost_compression = rocksdb::kLZ4Compression;
  result.level_compaction_dynamic_level_bytes = true;
  result.ttl = 0;  // the default rewrites files after 30 days
  result.periodic_compaction_seconds = 0;
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return result;
}

}  // namespace

class RocksdbStore::Impl {
 public:
  Impl(const DataDirectory& directory, const RocksdbStoreOptions& options)
      : place_(directory.store_path()), direct_io_(options.access == StoreAccess::kOwn && TakesDirectIo(directory.path())) {}
  ~Impl();

  absl::Status Open(const RocksdbStoreOptions& options);
  absl::Status Write(const StoreMark* mark);
  absl::Status Flush();
  absl::Status Fail(std::string_view doing, const rocksdb::Status& status) const;

  rocksdb::ColumnFamilyHandle* Family(StoreTable table) const { return families_[Place(table)]; }

  const std::string place_;
  const bool direct_io_;
  std::unique_ptr<BehindAll> env_;      // outlives the database
  KeysOfTheErased keys_of_the_erased_;  // likewise
  EntriesOfTheErased entries_of_the_erased_;
  std::shared_ptr<rocksdb::Cache> cache_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // by StoreTable; behind them the default one
  rocksdb::WriteBatch batch_;
  std::vector<rocksdb::Slice> parts_;
  mutable std::mutex mutex_;  // readers look at the two below while the owner moves them
  StoreMark written_;
  StoreMark flushed_;
};

RocksdbStore::Impl::~Impl() {
  if (db_ == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  db_->Close().PermitUncheckedError();
}

absl::Status RocksdbStore::Impl::Fail(std::string_view doing, const rocksdb::Status& status) const {
  const std::string message = fmt::format(
      "store {}: {} failed: {}. Serving goes on and nothing is lost, the journal has it all; but histories come from the journal and "
      "nothing of it can be cut. Next: {}, then start again",
      place_, doing, status.ToString(),
      status.IsNoSpace()      ? "make space on this disk"
      : status.IsCorruption() ? "stop the daemon, move this directory aside and restore it from a backup"
                              : "check the disk and who may write there");
  if (status.IsCorruption()) return absl::DataLossError(message);
  return absl::UnavailableError(message);
}

absl::Status RocksdbStore::Impl::Open(const RocksdbStoreOptions& options) {
  env_ = std::make_unique<BehindAll>(options.env != nullptr ? options.env : rocksdb::Env::Default());
  const rocksdb::DBOptions db_options = MakeOptions(env_.get(), direct_io_);
  cache_ = rocksdb::NewLRUCache(kStoreCacheBytes);
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache_;
  table.cache_index_and_filter_blocks = true;  // within the bound
  table.checksum = rocksdb::kXXH3;             // CRC32C is done in software by Debian's package (design.md 6)
  table.block_size = kBlockBytes;
  table.format_version = 5;
  rocksdb::BlockBasedTableOptions filtered = table;
  // Keys are asked for that nobody ever used, and every ticket of an older segment asks for its record.
  filtered.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));

  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.emplace_back(kFamilies[Place(StoreTable::kRecord)], MakeFamily(kStoreFactMemtableBytes, filtered));
  descriptors.emplace_back(kFamilies[Place(StoreTable::kBody)], MakeFamily(kStoreBulkMemtableBytes, table));
  rocksdb::ColumnFamilyOptions keys = MakeFamily(kStoreFactMemtableBytes, filtered);
  keys.compaction_filter = &keys_of_the_erased_;
  descriptors.emplace_back(kFamilies[Place(StoreTable::kKey)], keys);
  descriptors.emplace_back(kFamilies[Place(StoreTable::kHistory)], MakeFamily(kStoreBulkMemtableBytes, table));
  descriptors.emplace_back(kFamilies[Place(StoreTable::kArticle)], MakeFamily(kStoreArticleMemtableBytes, table));
  rocksdb::ColumnFamilyOptions entries = MakeFamily(kStoreEntryMemtableBytes, table);
  entries.compaction_filter = &entries_of_the_erased_;
  descriptors.emplace_back(kFamilies[Place(StoreTable::kCustomer)], entries);
  descriptors.emplace_back(kFamilies[Place(StoreTable::kOrder)], entries);
  descriptors.emplace_back(kFamilies[Place(StoreTable::kClient)], MakeFamily(kStoreArticleMemtableBytes, table));
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName, MakeFamily(1 << 20, table));
  rocksdb::DB* db = nullptr;
  rocksdb::Status opened;
  if (options.access == StoreAccess::kOwn) {
    opened = rocksdb::DB::Open(db_options, place_, descriptors, &families_, &db);
  } else {
    if (db_options.env->FileExists(place_ + "/CURRENT").IsNotFound())
      return absl::NotFoundError(fmt::format("there is no store {}", place_));
    opened = rocksdb::DB::OpenForReadOnly(db_options, place_, descriptors, &families_, &db);
  }
  if (!opened.ok()) return Fail("opening it", opened);
  db_.reset(db);

  std::string bytes;
  const rocksdb::Status read = db_->Get(rocksdb::ReadOptions(), families_.back(), SliceOf(kMarkKey), &bytes);
  if (read.IsNotFound()) return absl::OkStatus();
  if (!read.ok()) return Fail("reading its mark", read);
  const std::optional<StoreMark> mark = DecodeStoreMark(bytes);
  if (!mark) return Fail("reading its mark", rocksdb::Status::Corruption("damaged, or of a format that this program does not know"));
  written_ = flushed_ = *mark;
  return absl::OkStatus();
}

absl::Status RocksdbStore::Impl::Write(const StoreMark* mark) {
  if (mark != nullptr) CHECK(batch_.Put(families_.back(), SliceOf(kMarkKey), EncodeStoreMark(*mark)).ok());
  rocksdb::WriteOptions write;
  write.disableWAL = true;
  const rocksdb::Status status = db_->Write(write, &batch_);
  batch_.Clear();
  if (!status.ok()) return Fail("writing", status);
  if (mark == nullptr) return absl::OkStatus();
  const std::lock_guard lock(mutex_);
  written_ = *mark;
  return absl::OkStatus();
}

absl::Status RocksdbStore::Impl::Flush() {
  const rocksdb::Status status = db_->Flush(rocksdb::FlushOptions(), families_);
  if (!status.ok()) return Fail("flushing", status);
  const std::lock_guard lock(mutex_);
  flushed_ = written_;
  return absl::OkStatus();
}

RocksdbStore::RocksdbStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RocksdbStore::~RocksdbStore() = default;

absl::StatusOr<std::unique_ptr<RocksdbStore>> RocksdbStore::Open(const DataDirectory& directory, const RocksdbStoreOptions& options) {
  auto impl = std::make_unique<Impl>(directory, options);
  if (absl::Status status = impl->Open(options); !status.ok()) return status;
  return std::unique_ptr<RocksdbStore>(new RocksdbStore(std::move(impl)));
}

void RocksdbStore::Put(StoreTable table, std::string_view key, std::span<const std::string_view> parts) {
  impl_->parts_.clear();
  for (const std::string_view part : parts) impl_->parts_.push_back(SliceOf(part));
  const rocksdb::Slice key_slice = SliceOf(key);
  const rocksdb::Status status = impl_->batch_.Put(impl_->Family(table), rocksdb::SliceParts(&key_slice, 1),
                                                   rocksdb::SliceParts(impl_->parts_.data(), static_cast<int>(impl_->parts_.size())));
  CHECK(status.ok());
}

void RocksdbStore::Erase(StoreTable table, std::string_view key) { CHECK(impl_->batch_.Delete(impl_->Family(table), SliceOf(key)).ok()); }

void RocksdbStore::EraseTickets(TicketRange tickets) {
  const std::string first = TicketKey(tickets.first);
  const std::string end = TicketKey(tickets.end);
  for (const StoreTable table : kTablesOfTickets) CHECK(impl_->batch_.DeleteRange(impl_->Family(table), first, end).ok());
}

absl::Status RocksdbStore::Reclaim(std::span<const TicketRange> erased, std::uint64_t first_kept) {
  impl_->keys_of_the_erased_.SetFirstKept(first_kept);
  impl_->entries_of_the_erased_.SetFirstKept(first_kept);
  for (const TicketRange& range : erased) {
    const std::string first = TicketKey(range.first);
    const std::string end = TicketKey(range.end);
    const rocksdb::Slice first_slice = first;
    const rocksdb::Slice end_slice = end;
    for (const StoreTable table : kTablesOfTickets) {
      const rocksdb::Status status =
          rocksdb::DeleteFilesInRange(impl_->db_.get(), impl_->Family(table), &first_slice, &end_slice, /*include_end=*/false);
      if (!status.ok()) return impl_->Fail("giving back the files of erased tickets", status);
    }
  }
  return absl::OkStatus();
}

std::uint64_t RocksdbStore::BytesOf(TicketRange tickets) const {
  const std::string first = TicketKey(tickets.first);
  const std::string end = TicketKey(tickets.end);
  const rocksdb::Range range(first, end);
  std::uint64_t bytes = 0;
  for (const StoreTable table : kTablesOfTickets) {
    std::uint64_t of_table = 0;
    if (impl_->db_->GetApproximateSizes(rocksdb::SizeApproximationOptions(), impl_->Family(table), &range, 1, &of_table).ok())
      bytes += of_table;
  }
  return bytes;
}

std::size_t RocksdbStore::pending_bytes() const {
  return impl_->batch_.Count() == 0 ? 0 : impl_->batch_.GetDataSize();  // an empty one has a head of 12 bytes
}
absl::Status RocksdbStore::Write(const StoreMark* mark) { return impl_->Write(mark); }
absl::Status RocksdbStore::Flush() { return impl_->Flush(); }
void RocksdbStore::SetPace(StorePace pace) { impl_->env_->SetPace(pace); }

StoreMark RocksdbStore::written() const {
  const std::lock_guard lock(impl_->mutex_);
  return impl_->written_;
}

StoreMark RocksdbStore::flushed() const {
  const std::lock_guard lock(impl_->mutex_);
  return impl_->flushed_;
}

absl::StatusOr<std::optional<std::string>> RocksdbStore::Get(StoreTable table, std::string_view key) const {
  std::string value;
  const rocksdb::Status status = impl_->db_->Get(rocksdb::ReadOptions(), impl_->Family(table), SliceOf(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return impl_->Fail("reading", status);
  return std::optional<std::string>(std::move(value));
}

absl::Status RocksdbStore::Scan(StoreTable table, std::string_view prefix, std::string_view from, RowCallback callback) const {
  const std::unique_ptr<rocksdb::Iterator> row(impl_->db_->NewIterator(rocksdb::ReadOptions(), impl_->Family(table)));
  for (row->Seek(SliceOf(std::max(prefix, from))); row->Valid(); row->Next()) {
    // Not Slice::starts_with: it hands an empty prefix without an address to memcmp.
    if (!View(row->key()).starts_with(prefix) || !callback(View(row->key()), View(row->value()))) break;
  }
  if (!row->status().ok()) return impl_->Fail("reading", row->status());
  return absl::OkStatus();
}

RocksdbStoreFacts RocksdbStore::Facts() const {
  RocksdbStoreFacts facts;
  for (rocksdb::ColumnFamilyHandle* family : impl_->families_) {
    std::uint64_t bytes = 0;
    if (impl_->db_->GetIntProperty(family, rocksdb::DB::Properties::kLiveSstFilesSize, &bytes)) facts.sst_bytes += bytes;
    if (impl_->db_->GetIntProperty(family, rocksdb::DB::Properties::kSizeAllMemTables, &bytes)) facts.memtable_bytes += bytes;
  }
  return facts;
}

}  // namespace tidegate
