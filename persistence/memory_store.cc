#include "persistence/memory_store.h"

#include <algorithm>
#include <utility>

#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

constexpr std::size_t Place(StoreTable table) { return static_cast<std::size_t>(table); }

constexpr StoreTable kTablesOfTickets[] = {StoreTable::kRecord, StoreTable::kBody, StoreTable::kHistory};  // keys begin with the ticket

}  // namespace

MemoryStore::MemoryStore(MemoryStoreDisk disk) : live_(disk), disk_(std::move(disk)), flushed_(disk_.mark) {}

void MemoryStore::Put(StoreTable table, std::string_view key, std::span<const std::string_view> parts) {
  std::string value;
  for (const std::string_view part : parts) value.append(part);
  pending_bytes_ += key.size() + value.size();
  pending_.push_back({table, std::string(key), std::move(value)});
}

void MemoryStore::Erase(StoreTable table, std::string_view key) {
  pending_bytes_ += key.size();
  pending_.push_back({table, std::string(key), std::nullopt});
}

absl::Status MemoryStore::CountCall() {
  if (broken_.ok() && ++calls_ == fail_at_) broken_ = absl::UnavailableError("store (memory): it fails as ordered");
  return broken_;
}

absl::Status MemoryStore::Write(const StoreMark* mark) {
  if (absl::Status status = CountCall(); !status.ok()) return status;
  const std::lock_guard lock(mutex_);
  for (Row& row : pending_) {
    auto& rows = live_.tables[Place(row.table)];
    if (row.value) {
      rows[std::move(row.key)] = *std::move(row.value);
    } else {
      rows.erase(row.key);
    }
  }
  for (const TicketRange& range : erased_) {
    for (const StoreTable table : kTablesOfTickets) {
      auto& rows = live_.tables[Place(table)];
      rows.erase(rows.lower_bound(TicketKey(range.first)), rows.lower_bound(TicketKey(range.end)));
    }
  }
  pending_.clear();
  erased_.clear();
  pending_bytes_ = 0;
  if (mark != nullptr) live_.mark = *mark;
  return absl::OkStatus();
}

absl::Status MemoryStore::Flush() {
  if (absl::Status status = CountCall(); !status.ok()) return status;
  const std::lock_guard lock(mutex_);
  disk_ = live_;
  flushed_ = live_.mark;
  return absl::OkStatus();
}

absl::Status MemoryStore::Reclaim(std::span<const TicketRange>, std::uint64_t first_kept) {
  if (absl::Status status = CountCall(); !status.ok()) return status;
  const std::lock_guard lock(mutex_);
  for (MemoryStoreDisk* disk : {&live_, &disk_}) {
    std::erase_if(disk->tables[Place(StoreTable::kKey)], [&](const auto& row) { return ReadBigEndian(row.second) < first_kept; });
    for (const StoreTable table : {StoreTable::kCustomer, StoreTable::kOrder}) {
      std::erase_if(disk->tables[Place(table)], [&](const auto& row) { return ReadArchiveKey(row.first).ticket < first_kept; });
    }
  }
  return absl::OkStatus();
}

std::uint64_t MemoryStore::BytesOf(TicketRange tickets) const {
  const std::lock_guard lock(mutex_);
  std::uint64_t bytes = 0;
  for (const StoreTable table : kTablesOfTickets) {
    const auto& rows = live_.tables[Place(table)];
    for (auto row = rows.lower_bound(TicketKey(tickets.first)); row != rows.end() && ReadBigEndian(row->first) < tickets.end; ++row) {
      bytes += row->first.size() + row->second.size();
    }
  }
  return bytes;
}

void MemoryStore::FlushByItself() {
  const std::lock_guard lock(mutex_);
  if (broken_.ok()) disk_ = live_;
}

StoreMark MemoryStore::written() const {
  const std::lock_guard lock(mutex_);
  return live_.mark;
}

StoreMark MemoryStore::flushed() const {
  const std::lock_guard lock(mutex_);
  return flushed_;
}

absl::StatusOr<std::optional<std::string>> MemoryStore::Get(StoreTable table, std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto& rows = live_.tables[Place(table)];
  const auto found = rows.find(std::string(key));
  if (found == rows.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

absl::Status MemoryStore::Scan(StoreTable table, std::string_view prefix, std::string_view from, RowCallback callback) const {
  const std::lock_guard lock(mutex_);
  const auto& rows = live_.tables[Place(table)];
  for (auto row = rows.lower_bound(std::string(std::max(prefix, from))); row != rows.end(); ++row) {
    if (!row->first.starts_with(prefix) || !callback(row->first, row->second)) break;
  }
  return absl::OkStatus();
}

MemoryStoreDisk MemoryStore::surviving() const {
  const std::lock_guard lock(mutex_);
  return disk_;
}

}  // namespace tidegate
