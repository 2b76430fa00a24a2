// MemoryJournal: the simulated twin of the disk journal: same contract, in memory, with power losses and failures on order.
//
// Deterministic: no clock, no randomness. durable(), base() and ReadFrom may be called beside the owner, as on the disk (one mutex; a
// reader copies commit by commit, so that nobody waits for its callback). Its disk is a value (MemoryDisk): what survives a crash can be
// opened again, copied, damaged. A commit is one append and one hash, about 1 ns per 4 bytes. Faults are counted from the opening: every
// write (Append) and every sync (Append, each kHighWaterEveryCommits-th high-water mark, marks) has a number, so that a test can try each
// of them in turn.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "persistence/journal_marks.h"
#include "persistence/journal_sink.h"

namespace tidegate {

// The bytes that a power loss leaves.
struct MemoryDisk {
  std::string log;         // frames: u32 bytes, u32 zero, u64 Hash64 of what follows, then the sealed records of one commit
  std::string high_water;  // empty = a new disk
  std::string marks;       // empty = a new disk
};

// What shall go wrong. Numbers count from 1; 0 = never.
struct FaultPlan {
  std::uint64_t crash_at_sync = 0;  // the power goes during this sync
  std::uint64_t fail_write_at = 0;  // this Append fails before a byte is written
  std::uint64_t fail_sync_at = 0;   // this sync reports an error
  std::uint64_t torn_bytes = 0;     // of the frame under way when the power goes: so many bytes reach the disk; kAllBytes = all
  static constexpr std::uint64_t kAllBytes = ~std::uint64_t{0};
};

// As JournalSync.
enum class MemorySync : std::uint8_t { kEveryCommit, kNever };

class MemoryJournal final : public JournalSink {
 public:
  // A crash stands for up to 100 ms of commits without a synced high-water mark (RocksdbJournal); here it is a count.
  static constexpr std::uint64_t kHighWaterEveryCommits = 4;

  static absl::StatusOr<std::unique_ptr<MemoryJournal>> Open(MemoryDisk disk = {}, const FaultPlan& plan = {},
                                                             MemorySync sync = MemorySync::kEveryCommit);

  absl::Status Append(const JournalCommit& commit) override;
  JournalPosition durable() const override {
    const std::lock_guard lock(mutex_);
    return durable_;
  }
  JournalPosition base() const override {
    const std::lock_guard lock(mutex_);
    return marks_.base;
  }
  absl::Status ReadFrom(std::uint64_t seq, RecordCallback callback) override;
  absl::Status CutBefore(std::uint64_t seq) override;
  std::vector<JournalPiece> Pieces() const override;
  absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch) override;
  absl::Status PromiseEpoch(std::uint32_t epoch) override;
  std::uint32_t promised_epoch() const override {
    const std::lock_guard lock(mutex_);
    return marks_.promised_epoch;
  }
  absl::Status SyncNow() override;
  bool synced() const override { return sync_ == MemorySync::kEveryCommit; }

  // What a power loss now leaves where commits are not synced: what was written up to the last SyncNow.
  MemoryDisk bytes_after_power_loss() const;
  // What a power loss now, or the one that happened, leaves where they are. The owner's, like everything below.
  const MemoryDisk& surviving_bytes() const { return disk_; }
  // What the death of the process alone would leave: the newest high-water mark with it.
  MemoryDisk bytes_after_kill() const;

  bool fired() const { return fired_; }  // a planned fault happened
  std::uint64_t syncs() const { return syncs_; }
  std::uint64_t commits() const { return commits_; }

 private:
  struct Frame {
    std::uint64_t first_seq = 0;
    std::size_t offset = 0;
  };
  enum class SyncResult { kDone, kFailed, kPowerLost };

  MemoryJournal(const FaultPlan& plan, MemorySync sync) : plan_(plan), sync_(sync) {}

  absl::Status Load(MemoryDisk disk);
  SyncResult Sync();
  // The sync under way did not succeed: from now on nothing does.
  absl::Status Break(SyncResult result);
  absl::Status WriteMarks(const JournalMarks& marks);
  absl::Status Promise(std::uint32_t epoch);
  std::string_view Payload(std::size_t frame) const;
  // The frame that holds `seq`, which is kept and written.
  std::size_t FrameOf(std::uint64_t seq) const;

  const FaultPlan plan_;
  const MemorySync sync_;
  mutable std::mutex mutex_;  // guards everything below
  MemoryDisk disk_;
  std::vector<Frame> frames_;
  JournalMarks marks_;
  JournalPosition durable_;
  absl::Status broken_;
  std::size_t synced_bytes_ = 0;  // of the log
  std::uint64_t writes_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t commits_ = 0;
  bool fired_ = false;
};

}  // namespace tidegate
