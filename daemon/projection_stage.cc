#include "daemon/projection_stage.h"

#include <utility>

namespace tidegate {

ProjectionStage::ProjectionStage(const ProjectionOptions& options, JournalSink* journal, Metrics* metrics, ClockSource* clocks)
    : journal_(journal), store_(options.store), metrics_(metrics), clocks_(clocks) {
  if (options.store != nullptr) {
    projector_.emplace(*journal, *options.store, options.bounds);
    life_ = Life::kRunning;
    metrics_->Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kRunning));
    published_ = projector_->facts();
    Publish(clocks_->Read().boot);
  } else if (!options.refusal.ok()) {
    Stop(options.refusal);
  }
}

void ProjectionStage::Stop(const absl::Status& status) {
  life_ = Life::kStopped;
  failure_ = std::string(status.message());
  metrics_->Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kStopped));
}

std::optional<std::string> ProjectionStage::TakeFailure() { return std::exchange(failure_, std::nullopt); }

ProjectionStage::Progress ProjectionStage::Step() {
  if (life_ == Life::kAbsent) return Progress::kStopped;
  const Micros begin = clocks_->Read().boot;
  if (life_ == Life::kStopped) {
    Publish(begin);
    return Progress::kStopped;
  }
  if (const StorePace now_pace = pace(); now_pace != told_pace_) {
    told_pace_ = now_pace;
    store_->SetPace(now_pace);
  }
  // A step behind all others may take minutes on busy cores, and the thread with an ordinary share waits for its end.
  const absl::StatusOr<Projector::Progress> progress = projector_->Step(begin, [this] { return pace() > told_pace_; });
  const Micros now = clocks_->Read().boot;
  metrics_->Add(Metric::kProjectionMicros, now - begin);
  Publish(now);
  if (!progress.ok()) {
    Stop(progress.status());
    return Progress::kStopped;
  }
  return *progress == Projector::Progress::kWorked ? Progress::kWorked : Progress::kIdle;
}

void ProjectionStage::Finish() {
  if (life_ != Life::kRunning) return;
  if (absl::Status status = projector_->Finish(); !status.ok()) Stop(status);
}

void ProjectionStage::Publish(Micros now) {
  ProjectorFacts facts = projector_ ? projector_->facts() : published_;
  facts.committed_seq = journal_->durable().seq;
  if (facts.committed_seq == facts.projected_seq) {
    facts.oldest_since = 0;
  } else if (facts.oldest_since == 0) {
    // A projector that stopped does not look any more.
    facts.oldest_since = published_.oldest_since != 0 ? published_.oldest_since : now;
  }
  metrics_->Add(Metric::kProjectionSegments, static_cast<std::int64_t>(facts.segments - published_.segments));
  metrics_->Add(Metric::kProjectionRows, static_cast<std::int64_t>(facts.rows - published_.rows));
  metrics_->Add(Metric::kArchiveErased, static_cast<std::int64_t>(facts.tickets_erased - published_.tickets_erased));
  metrics_->Set(Metric::kProjectedSeq, static_cast<std::int64_t>(facts.projected_seq));
  metrics_->Set(Metric::kProjectionFlushedSeq, static_cast<std::int64_t>(facts.flushed_seq));
  metrics_->Set(Metric::kProjectionLag, static_cast<std::int64_t>(facts.committed_seq - facts.projected_seq));
  metrics_->Set(Metric::kProjectionLagMicros, facts.oldest_since == 0 ? 0 : now - facts.oldest_since);
  published_ = facts;
}

ProjectionView ProjectionOf(const Metrics& metrics) {
  return {static_cast<ProjectionState>(metrics.Get(Metric::kProjectionState)),
          static_cast<std::uint64_t>(metrics.Get(Metric::kProjectedSeq)),
          static_cast<std::uint64_t>(metrics.Get(Metric::kProjectionLagMicros) / kMillisecond)};
}

}  // namespace tidegate
