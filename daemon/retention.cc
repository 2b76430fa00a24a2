#include "daemon/retention.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/turn_record.h"
#include "daemon/status_text.h"

namespace tidegate {

Retention::Retention(const RetentionOptions& options, JournalSink* journal, Metrics* metrics, ClockSource* clocks)
    : options_(options), journal_(journal), metrics_(metrics), clocks_(clocks) {
  metrics_->Set(Metric::kJournalBaseSeq, static_cast<std::int64_t>(journal_->base().seq));
}

std::uint64_t Retention::Needless() const {
  if (metrics_->Get(Metric::kImageFailing) != 0) return 0;
  const auto images = static_cast<std::uint64_t>(metrics_->Get(Metric::kImageKeptSeq));
  switch (static_cast<ProjectionState>(metrics_->Get(Metric::kProjectionState))) {
    case ProjectionState::kNone:
      return images;
    case ProjectionState::kRunning:
      return std::min(images, static_cast<std::uint64_t>(metrics_->Get(Metric::kProjectionFlushedSeq)));
    case ProjectionState::kStopped:
      return 0;
  }
  return 0;
}

absl::StatusOr<Micros> Retention::TimeAt(std::uint64_t seq) {
  if (seq == timed_seq_) return timed_at_;
  Micros at = 0;
  const absl::Status read = journal_->ReadFrom(seq, [&](std::string_view record) {
    at = TurnReader(record).header().at;
    return absl::CancelledError();  // the first record is the one
  });
  if (!read.ok() && !absl::IsCancelled(read)) return read;
  timed_seq_ = seq;
  timed_at_ = at;
  return at;
}

absl::StatusOr<bool> Retention::ForFollowers(const JournalPiece& piece, std::uint64_t bytes) {
  if (metrics_->Get(Metric::kSpaceMark) >= static_cast<std::int64_t>(SpaceMark::kRefuseLow)) return false;
  if (bytes >= std::min(options_.keep_bytes, options_.budget / kFeedShare)) return false;
  // Turns' time, which may be driven or lean towards the wall clock.
  const Micros now = clocks_->Read().wall + metrics_->Get(Metric::kClockAheadMicros);
  const absl::StatusOr<Micros> at = TimeAt(piece.first_seq);
  if (!at.ok()) return at.status();
  return now - *at < options_.keep_for;
}

void Retention::PressProjection(const std::vector<JournalPiece>& pieces) {
  if (metrics_->Get(Metric::kProjectionState) != static_cast<std::int64_t>(ProjectionState::kRunning)) {
    metrics_->Set(Metric::kProjectionPressed, 0);
    return;
  }
  const auto flushed = static_cast<std::uint64_t>(metrics_->Get(Metric::kProjectionFlushedSeq));
  std::uint64_t behind = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool ends_behind = i + 1 == pieces.size() || pieces[i + 1].first_seq > flushed + 1;
    if (ends_behind) behind += pieces[i].bytes;
  }
  if (behind > options_.budget / kPressedShare) metrics_->Set(Metric::kProjectionPressed, 1);
  if (behind < options_.budget / kUnpressedShare) metrics_->Set(Metric::kProjectionPressed, 0);
}

absl::StatusOr<Micros> Retention::Step() {
  const std::vector<JournalPiece> pieces = journal_->Pieces();
  std::uint64_t kept = 0;
  for (const JournalPiece& piece : pieces) kept += piece.bytes;
  metrics_->Set(Metric::kJournalKeptBytes, static_cast<std::int64_t>(kept));
  PressProjection(pieces);
  if (life_ == Life::kStopped) return kRetentionLookEvery;
  absl::StatusOr<Micros> wait = Cut(pieces, kept);
  if (wait.ok() || !absl::IsDataLoss(wait.status())) return wait;
  life_ = Life::kStopped;
  metrics_->Set(Metric::kJournalCutFailing, 1);
  news_.push_back({News::Kind::kBad,
                   fmt::format("the journal is not cut any more: {}. Serving goes on and the journal grows", StatusText(wait.status()))});
  return kRetentionLookEvery;
}

absl::StatusOr<Micros> Retention::Cut(const std::vector<JournalPiece>& pieces, std::uint64_t kept) {
  const std::uint64_t needless = Needless();
  std::uint64_t cut_before = 0;
  std::uint64_t cut_bytes = 0;
  bool more = false;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (pieces[i].first_seq > needless + 1) break;
    absl::StatusOr<bool> followers = ForFollowers(pieces[i], kept - pieces[i - 1].bytes);
    if (!followers.ok()) return followers.status();
    if (*followers) break;
    if (cut_bytes >= kCutBytesMax) {
      more = true;
      break;
    }
    kept -= pieces[i - 1].bytes;
    cut_bytes += pieces[i - 1].bytes;
    cut_before = pieces[i].first_seq;
  }
  if (cut_before > journal_->base().seq + 1) {
    if (absl::Status cut = journal_->CutBefore(cut_before); !cut.ok()) return cut;
    metrics_->Add(Metric::kJournalCuts);
    metrics_->Set(Metric::kJournalBaseSeq, static_cast<std::int64_t>(journal_->base().seq));
    metrics_->Set(Metric::kJournalKeptBytes, static_cast<std::int64_t>(kept));
  }
  return more ? kCutEvery : kRetentionLookEvery;
}

}  // namespace tidegate
