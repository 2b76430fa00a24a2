// Pipeline: all stages of the daemon, wired, without a thread, socket or file: bytes in and bytes out per session number.
//
// The threaded runners and the simulator drive the same object. Each Step function belongs to one thread (in the simulator all to one):
//   io:        io(), StepOutbox      engine: StepEngine      committer: StepCommit or CommitBlocking      helper: CompileRules, ReadBody
//   image:     StepImages, WaitForImages
//   project:   projection().Step     reader: ReadHistory                    retain: StepRetention   feed: ReadFeed
// Nothing is told before it is committed: StepOutbox sees only what a commit has passed on.
// An error of a commit, or of a cut, ends the process; whoever drives must stop stepping.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/boot.h"
#include "daemon/engine_stage.h"
#include "daemon/image_stage.h"
#include "daemon/io_stage.h"
#include "daemon/projection_stage.h"
#include "daemon/retention.h"
#include "daemon/space_watch.h"
#include "persistence/archive_reader.h"
#include "persistence/history_reader.h"

namespace tidegate {

struct PipelineOptions {
  BootPlan boot;
  IoStageOptions io;
  UnsyncedBounds unsynced;
  ImageStore* images = nullptr;  // outlives the pipeline; nullptr = images are neither read nor made
  std::uint64_t image_every_bytes = kImageEveryBytes;
  ImageBounds image_bounds;
  ProjectionOptions projection;
  RetentionOptions retention;
};

class Pipeline {
 public:
  // Recovers and begins to serve. The journal, the coordinator and the clocks outlive the pipeline.
  static absl::StatusOr<std::unique_ptr<Pipeline>> Open(const PipelineOptions& options, JournalSink& journal,
                                                        const Coordinator& coordinator, ClockSource& clocks);

  // Thread io.
  IoStage& io() { return *io_; }
  // Tells what was committed. False when nothing was.
  bool StepOutbox();

  // Thread engine.
  EngineStage::Progress StepEngine() { return engine_stage_->Step(); }
  Micros engine_idle_for() const { return engine_stage_->idle_for(); }
  Mailbox& mailbox() { return mailbox_; }

  // Thread committer. False when nothing was queued.
  absl::StatusOr<bool> StepCommit();
  // Blocks until something is queued; false = CloseCommits was called and nothing is left.
  absl::StatusOr<bool> CommitBlocking();
  void CloseCommits() { commits_.Close(); }

  // Thread image; only with a store of images. What is to be waited for the feed before the next step.
  Micros StepImages() { return image_stage_->Step(); }
  void WaitForImages(Micros timeout) { image_feed_.Wait(timeout); }
  void WakeImages() { image_feed_.Wake(); }  // any thread
  ImageStage& image_stage() { return *image_stage_; }

  // Helpers: any thread but the io thread, or the simulator's.
  // The time for which rule sets are compiled (their calendars reach from a year before it to three after): that of the latest turn.
  Micros rules_now() const { return clocks_.Read().wall + metrics_.Get(Metric::kClockAheadMicros); }
  // A compiled rule set (EncodeRuleSet) or the errors as text.
  static absl::StatusOr<std::string> CompileRules(std::string_view source, Micros now);
  // Where a compiled rule set's keyword scanner is made before it comes into force.
  RuleShelf& rule_shelf() { return rule_shelf_; }
  // The encoded body of a ticket, from the projection or the journal; empty when neither has it any more.
  absl::StatusOr<std::string> ReadBody(const BodyJob& job);

  // A page of a ticket's history, or of tickets; the error, if any, is for the log.
  absl::StatusOr<HistoryAnswer> ReadHistory(const HistoryJob& job);

  // What a follower of the feed has not heard yet.
  absl::StatusOr<FeedAnswer> ReadFeed(const FeedJob& job) { return tidegate::ReadFeed(journal_, job); }

  // Thread knowledge, with a keeper. `keeper` is used by that thread alone; without one nothing is found.
  void UseKnowledge(KnowledgeKeeper* keeper) { knowledge_ = keeper; }
  absl::StatusOr<KnowledgeAnswer> AnswerKnowledge(const KnowledgeJob& job);

  // Thread project.
  ProjectionStage& projection() { return *projection_; }

  // Thread retain: how long to wait before the next step.
  absl::StatusOr<Micros> StepRetention() { return retention_->Step(); }
  Retention& retention() { return *retention_; }
  // What was measured of the disk; the report, if any, goes to io().ReportSpace on the io thread.
  SpaceWatch& space_watch() { return *space_watch_; }

  const Booted& booted() const { return *booted_; }
  const Engine& engine() const { return engine_; }
  Metrics& metrics() { return metrics_; }
  ClockSource& clocks() { return clocks_; }
  // How far the disk is behind. Any thread.
  std::uint64_t unsynced_changes() const { return commits_.unsynced_changes(); }

 private:
  Pipeline(const PipelineOptions& options, JournalSink& journal, const Coordinator& coordinator, ClockSource& clocks);
  void Begin(const PipelineOptions& options, Booted booted);
  absl::Status Commit(std::unique_ptr<CommitBatch> batch);
  std::unique_ptr<CommitBatch> SpareBatch();

  JournalSink& journal_;
  ClockSource& clocks_;
  Metrics metrics_;
  Engine engine_;
  Committer committer_;
  std::optional<Booted> booted_;  // this and what points are filled by Open
  std::optional<KeyHasher> hasher_;
  RuleShelf rule_shelf_;
  Mailbox mailbox_;
  CommitQueue commits_;
  TurnPool turns_;
  ImageFeed image_feed_;
  std::unique_ptr<ImageStage> image_stage_;
  std::unique_ptr<EngineStage> engine_stage_;
  std::unique_ptr<IoStage> io_;
  std::unique_ptr<ProjectionStage> projection_;
  std::unique_ptr<Retention> retention_;
  std::unique_ptr<SpaceWatch> space_watch_;
  std::optional<HistoryReader> histories_;
  std::optional<ArchiveReader> archive_;
  KnowledgeKeeper* knowledge_ = nullptr;

  std::mutex committed_mutex_;
  std::vector<std::unique_ptr<CommitBatch>> committed_;  // guarded by committed_mutex_, as the spares
  std::vector<std::unique_ptr<CommitBatch>> spare_;
};

}  // namespace tidegate
