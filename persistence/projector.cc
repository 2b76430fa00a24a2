#include "persistence/projector.h"

#include <fmt/format.h>

#include <optional>

#include "core/model/turn_record.h"
#include "persistence/journal_chain.h"

namespace tidegate {

Projector::Projector(JournalSink& journal, Store& store, const ProjectorBounds& bounds)
    : journal_(journal), store_(store), bounds_(bounds), keeper_(store, bounds.archive) {
  Note();
}

void Projector::Note() {
  facts_.committed_seq = journal_.durable().seq;
  facts_.projected_seq = store_.written().position.seq;
  facts_.flushed_seq = store_.flushed().position.seq;
  facts_.oldest_since = oldest_since_;
}

absl::Status Projector::CheckStore() {
  const JournalPosition mark = store_.written().position;
  const JournalPosition base = journal_.base();
  const JournalPosition end = journal_.durable();
  constexpr std::string_view kNext =
      "Next: put the journal and the store of the same directory together again, from the same backup; if the journal begins with seq 1, "
      "moving store/ aside is enough: it is made anew";
  if (mark.seq > end.seq) {
    return absl::DataLossError(
        fmt::format("the store goes up to seq {}, the journal ends at seq {}: they do not belong together. {}", mark.seq, end.seq, kNext));
  }
  if (mark.seq < base.seq) {
    return absl::DataLossError(fmt::format("the store ends at seq {}, the journal begins at seq {}: what lies between is in neither. {}",
                                           mark.seq, base.seq + 1, kNext));
  }
  if (mark.seq == 0) return absl::OkStatus();
  std::optional<JournalPosition> found;
  if (mark.seq == base.seq) {
    found = base;
  } else {
    absl::Status read = journal_.ReadFrom(mark.seq, [&](std::string_view record) {
      found = PositionAfter(record);
      return absl::CancelledError();  // the first record is the one
    });
    if (absl::IsOutOfRange(read) && journal_.base() == mark) {
      found = mark;  // the journal was cut here meanwhile
    } else if (!read.ok() && !absl::IsCancelled(read)) {
      return read;
    }
  }
  if (found != mark) {
    return absl::DataLossError(
        fmt::format("the store was made from another journal: at seq {} it has chain {:016x}, the journal {:016x} (seq {}). {}", mark.seq,
                    mark.chain, found ? found->chain : 0, found ? found->seq : 0, kNext));
  }
  return absl::OkStatus();
}

absl::StatusOr<Projector::Progress> Projector::Step(Micros now, absl::FunctionRef<bool()> cut_short) {
  absl::Status status;
  Progress progress = Progress::kWorked;
  if (phase_ == Phase::kNew) {
    status = CheckStore();
    phase_ = Phase::kWaiting;
  } else if (phase_ == Phase::kPutting) {
    status = PutBatch(now);
  } else {
    const std::uint64_t waiting = journal_.durable().seq - store_.written().position.seq;
    if (waiting != 0 && oldest_since_ == 0) oldest_since_ = now;
    if ((next_turn_ == NextTurn::kArchive || keeper_.wants_store_alone()) && bounds_.archive.any()) {
      next_turn_ = NextTurn::kSegment;
      absl::StatusOr<Progress> kept = KeepArchive(now);
      if (!kept.ok() || *kept == Progress::kWorked) {
        Note();
        return kept;
      }
    }
    const bool full = waiting >= bounds_.segment_changes;
    if (waiting != 0 && (full || pace_ == Pace::kHurried || now - oldest_since_ >= bounds_.segment_age)) {
      status = ReadSegment(now, cut_short);
    } else if (FlushIsDue(now)) {
      status = FlushStore();
    } else {
      if (waiting == 0) pace_ = Pace::kOrdinary;
      progress = keeper_.busy() ? Progress::kWorked : Progress::kIdle;
      next_turn_ = NextTurn::kArchive;
    }
  }
  Note();
  if (!status.ok()) return status;
  return progress;
}

absl::Status Projector::ReadSegment(Micros now, absl::FunctionRef<bool()> cut_short) {
  const StoreMark mark = store_.written();
  fold_.Begin(mark.position.seq + 1);
  bool left = false;
  absl::Status read = journal_.ReadFrom(mark.position.seq + 1, [&](std::string_view record) {
    const std::uint64_t looked_at = PositionBefore(record).seq - mark.position.seq;
    left = fold_.bytes() >= bounds_.segment_bytes || looked_at >= bounds_.segment_changes_max || (looked_at != 0 && cut_short());
    return left ? absl::CancelledError() : fold_.Add(record);
  });
  if (!read.ok() && !absl::IsCancelled(read)) return read;
  facts_.changes += fold_.end().position.seq - mark.position.seq;
  // What is left was seen before this moment; by how much is not known, and does not matter beside the time that a segment takes.
  oldest_since_ = left ? now : 0;
  fold_.Sort();
  phase_ = Phase::kPutting;
  // From here on rows of it may become durable at any time; none may tell of what a power loss can still take from the journal.
  return journal_.SyncNow();
}

absl::Status Projector::PutBatch(Micros now) {
  const absl::StatusOr<bool> more = fold_.PutSome(store_, bounds_.batch_bytes);
  if (!more.ok()) return more.status();
  unflushed_bytes_ += store_.pending_bytes();
  if (unflushed_since_ == 0) unflushed_since_ = now;
  if (*more) return store_.Write(nullptr);
  StoreMark mark = fold_.end();
  if (mark.directory_id == 0) mark.directory_id = store_.written().directory_id;
  mark.whole_from = store_.written().whole_from;
  if (absl::Status status = store_.Write(&mark); !status.ok()) return status;
  ++facts_.segments;
  facts_.rows += fold_.tickets_put();
  phase_ = Phase::kWaiting;
  next_turn_ = NextTurn::kArchive;
  return FlushIsDue(now) ? FlushStore() : absl::OkStatus();
}

absl::StatusOr<Projector::Progress> Projector::KeepArchive(Micros now) {
  const absl::StatusOr<ArchiveKeeper::Progress> progress = keeper_.Step();
  if (!progress.ok()) return progress.status();
  facts_.tickets_erased = keeper_.tickets_erased();
  if (*progress == ArchiveKeeper::Progress::kIdle) return Progress::kIdle;
  if (unflushed_since_ == 0) unflushed_since_ = now;
  if (keeper_.wants_flush()) {
    if (absl::Status status = FlushStore(); !status.ok()) return status;
  }
  return Progress::kWorked;
}

absl::Status Projector::Finish() { return unflushed_since_ == 0 ? absl::OkStatus() : FlushStore(); }

bool Projector::FlushIsDue(Micros now) const {
  return unflushed_since_ != 0 && (unflushed_bytes_ >= bounds_.flush_bytes || now - unflushed_since_ >= bounds_.flush_age);
}

absl::Status Projector::FlushStore() {
  unflushed_since_ = 0;
  unflushed_bytes_ = 0;
  ++facts_.flushes;
  if (absl::Status status = store_.Flush(); !status.ok()) return status;
  return keeper_.AfterFlush();
}

}  // namespace tidegate
