// Projector: the stage that folds the journal into the store, segment by segment, behind the committed seq and in nobody's way.
//
// A stage (design.md 4): private state and Step, no thread, socket or clock; its runner owns both. A segment begins behind the store's mark
// and is read when kSegment... bounds say so: enough changes wait, or the oldest has waited long enough. It is sorted by ticket and put in
// batches of bounded size, the mark in the last; then the next. After a crash it goes on from the mark that survived: folding the same
// stretch again, or another cut of it, changes nothing (a record passes over what it has, a reader of histories passes over doubles).
//
// A step takes at most about 15 ms (reading a segment of 8 MiB). An error is final: the caller stops stepping and says so; the store stays
// readable, and the journal has everything. Refused at the first step: a store that is ahead of the journal, of another journal, or one
// behind what was cut.
#pragma once

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "core/base/time.h"
#include "persistence/archive_keeper.h"
#include "persistence/journal_sink.h"
#include "persistence/segment_fold.h"
#include "persistence/store.h"

namespace tidegate {

struct ProjectorBounds {
  // Of a segment. Larger ones mean fewer rows for a ticket and more memory: each byte is held once while it is folded.
  // design.md 5 has 64 MiB; an eighth of it holds some 15 000 whole cycles, and leaves the memory to the tickets.
  std::uint64_t segment_bytes = 8 << 20;
  Micros segment_age = 10 * kSecond;          // design.md 5: how old the oldest change may be before a smaller segment is folded
  std::uint64_t segment_changes = 64 * 1024;  // so many waiting are about segment_bytes: it need not wait longer
  // Read for one segment at most, though it has few bytes: a third of a second, where nothing happened to tickets.
  std::uint64_t segment_changes_max = 1'000'000;
  std::size_t batch_bytes = 1 << 20;  // of one write: what a reader of the store never waits behind for long
  // When what was written is made durable. A flush of few rows is a small file for years; until it, the journal cannot be cut.
  std::uint64_t flush_bytes = 32 << 20;
  Micros flush_age = 10 * 60 * kSecond;
  ArchiveBounds archive{};  // how long, and how much of, ended tickets is kept
};

// How the projection stands; written by Step, for status and metrics.
struct ProjectorFacts {
  std::uint64_t committed_seq = 0;
  std::uint64_t projected_seq = 0;  // what the store shows
  std::uint64_t flushed_seq = 0;    // what it keeps: the journal may be cut up to here
  Micros oldest_since = 0;          // on Step's clock, when the oldest change that waits was first seen; 0 = none waits
  std::uint64_t segments = 0;       // folded since the start
  std::uint64_t changes = 0;        // read since the start
  std::uint64_t rows = 0;           // history rows put since the start
  std::uint64_t flushes = 0;
  std::uint64_t tickets_erased = 0;  // from the archive, since the start
};

class Projector {
 public:
  // Both outlive the projector.
  Projector(JournalSink& journal, Store& store, const ProjectorBounds& bounds = {});

  // kIdle: nothing to do before more is committed, or time has passed.
  enum class Progress : std::uint8_t { kIdle, kWorked };
  // `now` is a clock that never goes back, in microseconds. `cut_short` is asked between records of the journal: true makes the segment end
  // there, so that whoever waits for the step waits for a record and not for all of it. A segment may be of any size.
  absl::StatusOr<Progress> Step(
      Micros now, absl::FunctionRef<bool()> cut_short = [] { return false; });

  // Makes durable what was written: at a clean stop, so that the next start does not fold it again. No step follows.
  absl::Status Finish();

  // Folds what waits whatever its age, at the next steps (a clean stop, a test).
  void Hurry() { pace_ = Pace::kHurried; }

  const ProjectorFacts& facts() const { return facts_; }

 private:
  absl::Status CheckStore();
  absl::Status ReadSegment(Micros now, absl::FunctionRef<bool()> cut_short);
  absl::Status PutBatch(Micros now);
  absl::StatusOr<Progress> KeepArchive(Micros now);
  bool FlushIsDue(Micros now) const;
  absl::Status FlushStore();
  void Note();

  JournalSink& journal_;
  Store& store_;
  const ProjectorBounds bounds_;
  SegmentFold fold_;
  ArchiveKeeper keeper_;
  enum class NextTurn : std::uint8_t {
    kSegment,
    kArchive
  } next_turn_ = NextTurn::kSegment;  // neither waits for the other to have nothing to do
  enum class Phase : std::uint8_t { kNew, kWaiting, kPutting } phase_ = Phase::kNew;
  enum class Pace : std::uint8_t { kOrdinary, kHurried } pace_ = Pace::kOrdinary;
  Micros oldest_since_ = 0;
  Micros unflushed_since_ = 0;  // 0 = everything written is flushed
  std::uint64_t unflushed_bytes_ = 0;
  ProjectorFacts facts_;
};

}  // namespace tidegate
