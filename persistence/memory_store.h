// MemoryStore: the simulated twin of the disk store: same contract, in memory, with crashes and failures on order.
//
// Deterministic: no clock, no randomness. Its disk is a value (MemoryStoreDisk): what was flushed, and nothing else, survives. As on the
// disk a flush may also come about by itself, between any two writes: FlushByItself. Readers may be other threads (one mutex).
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "persistence/store.h"

namespace tidegate {

struct MemoryStoreDisk {
  std::array<std::map<std::string, std::string>, kStoreTableCount> tables;
  StoreMark mark;
};

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(MemoryStoreDisk disk = {});

  using Store::Put;
  void Put(StoreTable table, std::string_view key, std::span<const std::string_view> parts) override;
  void Erase(StoreTable table, std::string_view key) override;
  void EraseTickets(TicketRange tickets) override { erased_.push_back(tickets); }
  std::size_t pending_bytes() const override { return pending_bytes_; }
  absl::Status Write(const StoreMark* mark) override;
  absl::Status Flush() override;
  // What names erased tickets goes at once.
  absl::Status Reclaim(std::span<const TicketRange> erased, std::uint64_t first_kept) override;
  std::uint64_t Bytes() const override { return BytesOf({0, ~std::uint64_t{0}}); }
  std::uint64_t BytesOf(TicketRange tickets) const override;

  StoreMark written() const override;
  StoreMark flushed() const override;
  absl::StatusOr<std::optional<std::string>> Get(StoreTable table, std::string_view key) const override;
  absl::Status Scan(StoreTable table, std::string_view prefix, std::string_view from, RowCallback callback) const override;

  // The disk store flushes too when its memory is full; nobody is told.
  void FlushByItself();
  // The nth Write or Flush from now on fails, and every later one; 0 = none.
  void FailAt(std::uint64_t nth) { fail_at_ = nth == 0 ? 0 : calls_ + nth; }
  // What a crash now leaves.
  MemoryStoreDisk surviving() const;

 private:
  struct Row {
    StoreTable table;
    std::string key;
    std::optional<std::string> value;  // nullopt = it is erased
  };
  absl::Status CountCall();

  mutable std::mutex mutex_;
  MemoryStoreDisk live_;  // guarded by mutex_, as the two below
  MemoryStoreDisk disk_;
  StoreMark flushed_;  // as the caller knows it
  std::vector<Row> pending_;
  std::vector<TicketRange> erased_;  // with the next Write
  std::size_t pending_bytes_ = 0;
  std::uint64_t calls_ = 0;
  std::uint64_t fail_at_ = 0;
  absl::Status broken_;
};

}  // namespace tidegate
