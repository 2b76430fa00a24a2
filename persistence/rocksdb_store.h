// RocksdbStore: the store on disk: a RocksDB instance of its own beside the journal's, one column family a table.
//
// One thread puts, writes and flushes; everything const is for any thread. Memory: at most the memtables below of every table twice (one is
// written, one waits for its flush), kStoreCacheBytes of read blocks. Flushes and compactions run in one thread of its own that takes only
// what all others leave of the processor, unless SetPace says otherwise; what is deleted goes in steps of 1 MiB and flushes bypass the page
// cache, so that the journal's fdatasync waits behind nothing (design.md 6).
//
// Refused at Open: a store of a format that this program does not know, damage that RocksDB sees. Whether it belongs to this journal is the
// projector's to find out. Not here: the directory's lock and layout (DataDirectory, which must outlive this).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "persistence/data_directory.h"
#include "persistence/store.h"

namespace rocksdb {
class Env;
}

namespace tidegate {

// History and bodies are the bulk: 4 MiB of them hold about 7 000 tickets. Records and keys are written as often, but smaller. Small,
// because all of it counts beside the 320 bytes that an open ticket may take: with 16 and 8 MiB the first 900 000 took 20 bytes more each.
inline constexpr std::size_t kStoreBulkMemtableBytes = 4 << 20;
inline constexpr std::size_t kStoreFactMemtableBytes = 2 << 20;
inline constexpr std::size_t kStoreArticleMemtableBytes = 1 << 20;  // articles are few
inline constexpr std::size_t kStoreEntryMemtableBytes = 1 << 20;    // a row of 16 bytes a ticket
inline constexpr std::size_t kStoreCacheBytes = 8 << 20;

enum class StoreAccess : std::uint8_t {
  kOwn,   // to write; made when there is none
  kLook,  // only to read: writes no file; NotFound when there is none
};

struct RocksdbStoreOptions {
  StoreAccess access = StoreAccess::kOwn;
  rocksdb::Env* env = nullptr;  // tests put a failing file system here; nullptr = the real one
};

struct RocksdbStoreFacts {
  std::uint64_t sst_bytes = 0;       // on disk, without files that only wait for being deleted
  std::uint64_t memtable_bytes = 0;  // in memory
};

class RocksdbStore final : public Store {
 public:
  static absl::StatusOr<std::unique_ptr<RocksdbStore>> Open(const DataDirectory& directory, const RocksdbStoreOptions& options = {});
  ~RocksdbStore() override;

  using Store::Put;
  void Put(StoreTable table, std::string_view key, std::span<const std::string_view> parts) override;
  void Erase(StoreTable table, std::string_view key) override;
  void EraseTickets(TicketRange tickets) override;
  std::size_t pending_bytes() const override;
  absl::Status Write(const StoreMark* mark) override;
  absl::Status Flush() override;
  absl::Status Reclaim(std::span<const TicketRange> erased, std::uint64_t first_kept) override;
  std::uint64_t Bytes() const override { return Facts().sst_bytes; }
  std::uint64_t BytesOf(TicketRange tickets) const override;
  void SetPace(StorePace pace) override;

  StoreMark written() const override;
  StoreMark flushed() const override;
  absl::StatusOr<std::optional<std::string>> Get(StoreTable table, std::string_view key) const override;
  absl::Status Scan(StoreTable table, std::string_view prefix, std::string_view from, RowCallback callback) const override;

  RocksdbStoreFacts Facts() const;

 private:
  class Impl;
  explicit RocksdbStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
