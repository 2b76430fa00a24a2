// ProjectionStage: the projector in the daemon: stepped, counted, and its failure kept to itself.
//
// Step belongs to one thread (project, or the simulator). When the store cannot be opened or fails, the stage stands still for good: the
// metrics, /readyz and every status say so, and nothing else changes; the journal has everything, and the next start goes on from there.
// Without a store the stage is nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "daemon/clock_source.h"
#include "daemon/metrics.h"
#include "persistence/projector.h"

namespace tidegate {

struct ProjectionOptions {
  Store* store = nullptr;  // outlives the stage
  absl::Status refusal;    // why there is no store, though there should be one
  ProjectorBounds bounds;
};

class ProjectionStage {
 public:
  // Everything handed in outlives the stage.
  ProjectionStage(const ProjectionOptions& options, JournalSink* journal, Metrics* metrics, ClockSource* clocks);

  enum class Progress : std::uint8_t { kWorked, kIdle, kStopped };
  Progress Step();

  // Which share of the processor the next Step should have (Metric::kProjectionPressed). Any thread.
  StorePace pace() const { return metrics_->Get(Metric::kProjectionPressed) != 0 ? StorePace::kOrdinary : StorePace::kBehindAll; }

  // Folds what waits at the next steps, however young it is.
  void Hurry() {
    if (projector_) projector_->Hurry();
  }

  // A clean stop: makes durable what was folded. No step follows.
  void Finish();

  // Why it stopped; each reason once, for the log.
  std::optional<std::string> TakeFailure();

 private:
  void Stop(const absl::Status& status);
  void Publish(Micros now);

  JournalSink* journal_;
  Store* store_;
  Metrics* metrics_;
  ClockSource* clocks_;
  std::optional<Projector> projector_;
  enum class Life : std::uint8_t { kAbsent, kRunning, kStopped } life_ = Life::kAbsent;
  std::optional<std::string> failure_;
  ProjectorFacts published_;
  StorePace told_pace_ = StorePace::kBehindAll;
};

// How the projection stands, by the metrics. Any thread.
ProjectionView ProjectionOf(const Metrics& metrics);

}  // namespace tidegate
