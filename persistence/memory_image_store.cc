#include "persistence/memory_image_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/check.h"

namespace tidegate {
namespace {

class Copy final : public ImageBytes {
 public:
  explicit Copy(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  absl::Status ReadAt(std::uint64_t offset, std::uint64_t bytes, char* to) override {
    if (offset > bytes_.size() || bytes > bytes_.size() - offset) return absl::DataLossError("the image ends before");
    std::memcpy(to, bytes_.data() + offset, bytes);
    return absl::OkStatus();
  }

 private:
  std::string bytes_;
};

}  // namespace

class MemoryImageStore::Written final : public ImageFile {
 public:
  explicit Written(MemoryImageStore& store) : store_(store) {}
  absl::Status Append(std::string_view bytes) override {
    if (++store_.appends_ == store_.plan_.fail_append_at) return absl::ResourceExhaustedError("cannot write memory/writing: as planned");
    store_.writing_.append(bytes);
    return absl::OkStatus();
  }
  absl::Status Sync() override {
    if (++store_.syncs_ == store_.plan_.fail_sync_at) return absl::DataLossError("cannot sync memory/writing: as planned");
    store_.synced_bytes_ = store_.writing_.size();
    return absl::OkStatus();
  }

 private:
  MemoryImageStore& store_;
};

absl::StatusOr<std::vector<std::uint64_t>> MemoryImageStore::List() {
  std::vector<std::uint64_t> seqs;
  for (const auto& [seq, bytes] : disk_.published) seqs.push_back(seq);
  return seqs;
}

std::string MemoryImageStore::NameOf(std::uint64_t seq) const { return fmt::format("memory/{:020}.image", seq); }

absl::StatusOr<std::unique_ptr<ImageBytes>> MemoryImageStore::Open(std::uint64_t seq) {
  const auto found = disk_.published.find(seq);
  if (found == disk_.published.end()) return absl::NotFoundError(NameOf(seq));
  return std::make_unique<Copy>(found->second);
}

absl::Status MemoryImageStore::Drop() {
  Discard(writing_.size());
  writing_.clear();
  synced_bytes_ = 0;
  creating_ = false;
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<ImageFile>> MemoryImageStore::Create() {
  if (absl::Status status = Drop(); !status.ok()) return status;
  creating_ = true;
  return std::make_unique<Written>(*this);
}

absl::Status MemoryImageStore::Publish(std::uint64_t seq) {
  CHECK(creating_);
  CHECK_EQ(synced_bytes_, writing_.size());  // whoever publishes has synced to the end
  creating_ = false;
  if (const auto found = disk_.published.find(seq); found != disk_.published.end()) Discard(found->second.size());
  disk_.published[seq] = std::exchange(writing_, {});
  return absl::OkStatus();
}

absl::Status MemoryImageStore::Retire(std::uint64_t seq) {
  const auto found = disk_.published.find(seq);
  if (found == disk_.published.end()) return absl::NotFoundError(NameOf(seq));
  Discard(found->second.size());
  disk_.published.erase(found);
  return absl::OkStatus();
}

void MemoryImageStore::Discard(std::uint64_t bytes) {
  if (bytes != 0) retired_.push_back({.bytes = bytes});
}

std::uint64_t MemoryImageStore::retired_bytes() const {
  std::uint64_t bytes = 0;
  for (const std::vector<Retired>* files : {&retired_, &passed_over_}) {
    for (const Retired& file : *files) bytes += file.bytes;
  }
  return bytes;
}

void MemoryImageStore::TrimAgain() {
  retired_.insert(retired_.end(), passed_over_.begin(), passed_over_.end());
  passed_over_.clear();
}

absl::StatusOr<bool> MemoryImageStore::Trim() {
  if (retired_.empty()) return false;
  Retired& file = retired_.back();
  if (++trims_ == plan_.fail_trim_at) file.way = Retired::Way::kStuck;
  if (file.way == Retired::Way::kStuck) {
    passed_over_.push_back(file);
    retired_.pop_back();
    return absl::PermissionDeniedError("cannot remove memory/retired: as planned");
  }
  file.bytes -= std::min<std::uint64_t>(file.bytes, kImageTrimBytes);
  if (file.bytes == 0) retired_.pop_back();
  return true;
}

}  // namespace tidegate
