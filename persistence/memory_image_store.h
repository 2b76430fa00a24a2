// MemoryImageStore: the simulated twin of the folder of images: same contract, in memory, with power losses and failures on order.
//
// Deterministic: no clock, no randomness; one thread. Its disk is a value (MemoryImages) that can be opened again, copied, damaged. Every
// Append and Sync has a number, counted from the opening, so that a test can let each of them fail in turn.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "persistence/image_store.h"

namespace tidegate {

// What survives the end of a process, and of the power: only what was published.
struct MemoryImages {
  std::map<std::uint64_t, std::string> published;  // by seq
};

struct ImageFaultPlan {
  std::uint64_t fail_append_at = 0;  // counted from 1; 0 = never
  std::uint64_t fail_sync_at = 0;
  std::uint64_t fail_trim_at = 0;  // and that file can never be trimmed
};

class MemoryImageStore final : public ImageStore {
 public:
  explicit MemoryImageStore(MemoryImages disk = {}, const ImageFaultPlan& plan = {}) : disk_(std::move(disk)), plan_(plan) {}

  absl::StatusOr<std::vector<std::uint64_t>> List() override;
  std::string NameOf(std::uint64_t seq) const override;
  absl::StatusOr<std::unique_ptr<ImageBytes>> Open(std::uint64_t seq) override;
  absl::StatusOr<std::unique_ptr<ImageFile>> Create() override;
  absl::Status Publish(std::uint64_t seq) override;
  absl::Status Drop() override;
  absl::StatusOr<std::uint64_t> FreeBytes() override { return free_bytes_; }
  absl::Status Retire(std::uint64_t seq) override;
  absl::StatusOr<bool> Trim() override;
  void TrimAgain() override;

  // From now on, until it is set anew.
  void SetFreeBytes(std::uint64_t bytes) { free_bytes_ = bytes; }

  const MemoryImages& disk() const { return disk_; }
  std::uint64_t appends() const { return appends_; }
  std::uint64_t syncs() const { return syncs_; }
  std::uint64_t trims() const { return trims_; }
  // Bytes retired and not yet freed.
  std::uint64_t retired_bytes() const;

 private:
  class Written;

  MemoryImages disk_;
  const ImageFaultPlan plan_;
  std::string writing_;
  std::uint64_t synced_bytes_ = 0;  // of writing_
  bool creating_ = false;
  std::uint64_t free_bytes_ = ~std::uint64_t{0};
  struct Retired {
    std::uint64_t bytes = 0;
    enum class Way : std::uint8_t { kFree, kStuck } way = Way::kFree;
  };
  void Discard(std::uint64_t bytes);
  std::vector<Retired> retired_;
  std::vector<Retired> passed_over_;
  std::uint64_t appends_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t trims_ = 0;
};

}  // namespace tidegate
