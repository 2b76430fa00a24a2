#include "persistence/memory_journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/model/turn_record.h"
#include "persistence/high_water.h"
#include "persistence/journal_chain.h"

namespace tidegate {
namespace {

constexpr std::string_view kPlace = "(memory)";

struct FrameHeader {
  std::uint32_t bytes = 0;
  std::uint32_t zero = 0;
  std::uint64_t checksum = 0;
};

std::string MakeFrame(std::span<const std::string_view> records) {
  std::size_t bytes = 0;
  for (const std::string_view record : records) bytes += record.size();
  std::string frame(sizeof(FrameHeader), '\0');
  frame.reserve(frame.size() + bytes);
  for (const std::string_view record : records) frame.append(record);
  FrameHeader header;
  header.bytes = static_cast<std::uint32_t>(bytes);
  header.checksum = Hash64(frame.data() + sizeof header, bytes);
  std::memcpy(frame.data(), &header, sizeof header);
  return frame;
}

}  // namespace

absl::StatusOr<std::unique_ptr<MemoryJournal>> MemoryJournal::Open(MemoryDisk disk, const FaultPlan& plan, MemorySync sync) {
  std::unique_ptr<MemoryJournal> journal(new MemoryJournal(plan, sync));
  if (absl::Status status = journal->Load(std::move(disk)); !status.ok()) return status;
  return journal;
}

absl::Status MemoryJournal::Load(MemoryDisk disk) {
  disk_ = std::move(disk);
  if (disk_.high_water.empty()) disk_.high_water = EncodeHighWater(JournalPosition{});
  if (disk_.marks.empty()) disk_.marks = EncodeJournalMarks(JournalMarks{});
  const std::optional<JournalMarks> marks = DecodeJournalMarks(disk_.marks);
  if (!marks) return JournalDamage(kPlace, 0, "journal_marks is damaged");
  marks_ = *marks;
  const JournalPosition mark = DecodeHighWater(disk_.high_water);
  std::optional<JournalPosition> at_mark;
  if (mark.seq <= marks_.base.seq) at_mark = mark.seq == marks_.base.seq ? marks_.base : mark;

  ChainWalk walk(std::string(kPlace), marks_.base);
  std::size_t offset = 0;
  while (offset < disk_.log.size()) {
    FrameHeader header;
    const std::string_view rest = std::string_view(disk_.log).substr(offset);
    if (rest.size() < sizeof header) break;
    std::memcpy(&header, rest.data(), sizeof header);
    if (rest.size() - sizeof header < header.bytes) break;
    std::string_view payload = rest.substr(sizeof header, header.bytes);
    if (Hash64(payload.data(), payload.size()) != header.checksum) {
      // Like the disk's: a damaged tail is a torn write; the high-water mark decides whether anything of it was acknowledged.
      if (payload.size() + sizeof header == rest.size()) break;
      return JournalDamage(kPlace, walk.position().seq + 1, "checksum of a commit differs");
    }
    frames_.push_back(Frame{walk.position().seq + 1, offset});
    while (!payload.empty()) {
      std::string_view record;
      if (absl::Status status = walk.Next(payload, record); !status.ok()) return status;
      if (walk.position().seq == mark.seq) at_mark = walk.position();
    }
    offset += sizeof header + header.bytes;
  }
  disk_.log.resize(offset);
  synced_bytes_ = offset;
  durable_ = walk.position();
  if (absl::Status status = CheckHighWater(kPlace, mark, durable_, at_mark ? &*at_mark : nullptr); !status.ok()) return status;
  disk_.high_water = EncodeHighWater(durable_);
  return absl::OkStatus();
}

MemoryJournal::SyncResult MemoryJournal::Sync() {
  ++syncs_;
  if (syncs_ == plan_.crash_at_sync) return SyncResult::kPowerLost;
  if (syncs_ == plan_.fail_sync_at) return SyncResult::kFailed;
  return SyncResult::kDone;
}

absl::Status MemoryJournal::Break(SyncResult result) {
  CHECK(result != SyncResult::kDone);
  fired_ = true;
  broken_ = result == SyncResult::kPowerLost
                ? absl::AbortedError(fmt::format("journal (memory): the power went at sync {}", syncs_))
                : absl::InternalError(fmt::format("journal (memory): sync {} failed; the process must end now", syncs_));
  return broken_;
}

absl::Status MemoryJournal::Append(const JournalCommit& commit) {
  const std::lock_guard lock(mutex_);
  if (!broken_.ok()) return broken_;
  CHECK(!commit.records.empty());
  CHECK(PositionBefore(commit.records.front()) == durable_);
  CHECK_EQ(commit.first_seq, durable_.seq + 1);
  const JournalPosition end = PositionAfter(commit.records.back());
  CHECK_EQ(commit.last_seq, end.seq);
  if (TurnReader(commit.records.front()).header().epoch < marks_.promised_epoch) {
    return absl::FailedPreconditionError(fmt::format("journal (memory): epoch {} was promised to another leader", marks_.promised_epoch));
  }
  if (++writes_ == plan_.fail_write_at) {
    fired_ = true;
    broken_ = absl::ResourceExhaustedError(fmt::format("journal (memory): write {} failed; the process must end now", writes_));
    return broken_;
  }
  const std::string frame = MakeFrame(commit.records);
  if (sync_ == MemorySync::kNever) {
    frames_.push_back(Frame{commit.first_seq, disk_.log.size()});
    disk_.log.append(frame);
    durable_ = end;
    ++commits_;
    return absl::OkStatus();
  }
  if (const SyncResult result = Sync(); result != SyncResult::kDone) {
    disk_.log.append(frame, 0, std::min<std::uint64_t>(frame.size(), plan_.torn_bytes));
    return Break(result);
  }
  frames_.push_back(Frame{commit.first_seq, disk_.log.size()});
  disk_.log.append(frame);
  if ((commits_ + 1) % kHighWaterEveryCommits == 0) {
    if (const SyncResult result = Sync(); result != SyncResult::kDone) return Break(result);
    disk_.high_water = EncodeHighWater(end);
  }
  durable_ = end;
  ++commits_;
  return absl::OkStatus();
}

std::string_view MemoryJournal::Payload(std::size_t frame) const {
  FrameHeader header;
  std::memcpy(&header, disk_.log.data() + frames_[frame].offset, sizeof header);
  return std::string_view(disk_.log).substr(frames_[frame].offset + sizeof header, header.bytes);
}

std::size_t MemoryJournal::FrameOf(std::uint64_t seq) const {
  const auto after = std::upper_bound(frames_.begin(), frames_.end(), seq,
                                      [](std::uint64_t value, const Frame& frame) { return value < frame.first_seq; });
  CHECK(after != frames_.begin());
  return static_cast<std::size_t>(after - frames_.begin()) - 1;
}

absl::Status MemoryJournal::ReadFrom(std::uint64_t seq, RecordCallback callback) {
  const std::uint64_t end = durable().seq;
  std::optional<ChainWalk> walk;
  for (std::uint64_t next = seq; next <= end || !walk;) {
    std::string commit;
    {
      const std::lock_guard lock(mutex_);
      if (next <= marks_.base.seq) {
        return absl::OutOfRangeError(fmt::format("journal (memory) begins at seq {}; seq {} was cut", marks_.base.seq + 1, next));
      }
      if (next > end) return absl::OkStatus();
      const std::size_t frame = FrameOf(next);
      if (!walk) walk = ChainWalk::BelievingPast(std::string(kPlace), frames_[frame].first_seq);
      commit = Payload(frame);
    }
    std::string_view payload = commit;
    while (!payload.empty()) {
      std::string_view record;
      if (absl::Status status = walk->Next(payload, record); !status.ok()) return status;
      if (walk->position().seq < seq) continue;
      if (absl::Status status = callback(record); !status.ok()) return status;
    }
    next = walk->position().seq + 1;
  }
  return absl::OkStatus();
}

absl::Status MemoryJournal::WriteMarks(const JournalMarks& marks) {
  if (!broken_.ok()) return broken_;
  if (const SyncResult result = Sync(); result != SyncResult::kDone) return Break(result);
  marks_ = marks;
  disk_.marks = EncodeJournalMarks(marks);
  return absl::OkStatus();
}

absl::Status MemoryJournal::CutBefore(std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  CHECK_LE(seq, durable_.seq + 1);
  if (seq <= marks_.base.seq + 1) return absl::OkStatus();
  const std::size_t keep = seq > durable_.seq ? frames_.size() : FrameOf(seq);
  if (keep == 0) return absl::OkStatus();
  JournalMarks marks = marks_;
  marks.base = keep == frames_.size() ? durable_ : PositionBefore(Payload(keep));
  const std::size_t cut_bytes = keep == frames_.size() ? disk_.log.size() : frames_[keep].offset;
  if (absl::Status status = WriteMarks(marks); !status.ok()) return status;
  disk_.log.erase(0, cut_bytes);
  synced_bytes_ -= std::min(synced_bytes_, cut_bytes);
  frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(keep));
  for (Frame& frame : frames_) frame.offset -= cut_bytes;
  return absl::OkStatus();
}

std::vector<JournalPiece> MemoryJournal::Pieces() const {
  const std::lock_guard lock(mutex_);
  std::vector<JournalPiece> pieces;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const std::size_t end = i + 1 < frames_.size() ? frames_[i + 1].offset : disk_.log.size();
    pieces.push_back({frames_[i].first_seq, end - frames_[i].offset});
  }
  return pieces;
}

absl::Status MemoryJournal::CutAfter(std::uint64_t seq, std::uint32_t epoch) {
  const std::lock_guard lock(mutex_);
  if (absl::Status status = Promise(epoch); !status.ok()) return status;
  if (seq == durable_.seq) return absl::OkStatus();
  std::vector<std::string_view> kept;  // of the frame in which the cut falls
  std::optional<JournalPosition> end;
  std::size_t frame = 0;
  if (seq == marks_.base.seq) {
    end = marks_.base;
  } else if (seq > marks_.base.seq && seq < durable_.seq) {
    frame = FrameOf(seq);
    std::string_view payload = Payload(frame);
    while (!payload.empty() && !end) {
      const std::string_view record = payload.substr(0, TurnReader(payload).header().bytes);
      kept.push_back(record);
      if (PositionAfter(record).seq == seq) end = PositionAfter(record);
      payload.remove_prefix(record.size());
    }
  }
  if (!end) return absl::NotFoundError(fmt::format("journal (memory): no record ends at seq {}", seq));
  // The mark goes back first: a crash in between must not leave a journal that ends before it.
  if (const SyncResult result = Sync(); result != SyncResult::kDone) return Break(result);
  disk_.high_water = EncodeHighWater(*end);
  const std::string shortened = kept.empty() ? std::string() : MakeFrame(kept);
  if (const SyncResult result = Sync(); result != SyncResult::kDone) return Break(result);
  if (frame < frames_.size()) disk_.log.resize(frames_[frame].offset);
  disk_.log.append(shortened);
  frames_.resize(kept.empty() ? frame : frame + 1);
  durable_ = *end;
  return absl::OkStatus();
}

absl::Status MemoryJournal::PromiseEpoch(std::uint32_t epoch) {
  const std::lock_guard lock(mutex_);
  return Promise(epoch);
}

absl::Status MemoryJournal::Promise(std::uint32_t epoch) {
  if (epoch < marks_.promised_epoch) {
    return absl::FailedPreconditionError(
        fmt::format("journal (memory): epoch {} was promised already, {} is earlier", marks_.promised_epoch, epoch));
  }
  if (epoch == marks_.promised_epoch) return absl::OkStatus();
  JournalMarks marks = marks_;
  marks.promised_epoch = epoch;
  return WriteMarks(marks);
}

absl::Status MemoryJournal::SyncNow() {
  const std::lock_guard lock(mutex_);
  if (sync_ == MemorySync::kEveryCommit) return absl::OkStatus();
  if (!broken_.ok()) return broken_;
  if (const SyncResult result = Sync(); result != SyncResult::kDone) return Break(result);
  synced_bytes_ = disk_.log.size();
  return absl::OkStatus();
}

MemoryDisk MemoryJournal::bytes_after_power_loss() const {
  const std::lock_guard lock(mutex_);
  MemoryDisk disk = disk_;
  if (sync_ == MemorySync::kNever) disk.log.resize(std::min(synced_bytes_, disk.log.size()));
  return disk;
}

MemoryDisk MemoryJournal::bytes_after_kill() const {
  const std::lock_guard lock(mutex_);
  MemoryDisk disk = disk_;
  disk.high_water = EncodeHighWater(durable_);
  return disk;
}

}  // namespace tidegate
