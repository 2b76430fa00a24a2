#include "daemon/pipeline.h"

#include <utility>

#include "core/base/check.h"
#include "core/engine/state.h"
#include "core/model/rule_set.h"
#include "core/model/turn_record.h"
#include "protocol/rules/parse_rule_set.h"

namespace tidegate {
namespace {

// As many turns as may be under way between engine, committer and outbox under load; more are freed.
constexpr std::size_t kTurnsKept = 64;
constexpr std::size_t kBatchesKept = 8;

}  // namespace

Pipeline::Pipeline(const PipelineOptions& options, JournalSink& journal, const Coordinator& coordinator, ClockSource& clocks)
    : journal_(journal),
      clocks_(clocks),
      engine_(options.boot.limits),
      committer_(journal, coordinator),
      commits_(options.unsynced),
      turns_(kTurnsKept),
      image_feed_(options.image_bounds) {}

absl::StatusOr<std::unique_ptr<Pipeline>> Pipeline::Open(const PipelineOptions& options, JournalSink& journal,
                                                         const Coordinator& coordinator, ClockSource& clocks) {
  std::unique_ptr<Pipeline> pipeline(new Pipeline(options, journal, coordinator, clocks));
  absl::StatusOr<Booted> booted = Boot(options.boot, pipeline->engine_, options.images, journal, pipeline->committer_, clocks);
  if (!booted.ok()) return booted.status();
  pipeline->Begin(options, *std::move(booted));
  return pipeline;
}

void Pipeline::Begin(const PipelineOptions& options, Booted booted) {
  booted_ = std::move(booted);
  hasher_.emplace(booted_->hash_key);
  engine_stage_ = std::make_unique<EngineStage>(&engine_, &mailbox_, &commits_, &turns_, &clocks_, &metrics_, &image_feed_, booted_->clock,
                                                booted_->next_at);
  if (options.boot.time_source == TimeSource::kDriven) engine_stage_->Drive(booted_->now);
  metrics_.Set(Metric::kClockAheadMicros, booted_->now - clocks_.Read().wall);
  io_ = std::make_unique<IoStage>(options.io, *hasher_, &mailbox_, &turns_, &metrics_, booted_->names);
  const Tables& tables = engine_.state().tables();
  const std::string_view compiled = tables.rule_versions.in_force().compiled;
  io_->SetRules(&rule_shelf_, tables.rules_version, compiled);
  engine_stage_->SetRules(&rule_shelf_);
  io_->StartFeed(journal_.durable().seq);
  projection_ = std::make_unique<ProjectionStage>(options.projection, &journal_, &metrics_, &clocks_);
  histories_.emplace(journal_, options.projection.store);
  archive_.emplace(journal_, options.projection.store);
  metrics_.Set(Metric::kRecoveredChanges, static_cast<std::int64_t>(booted_->recovered_changes));
  metrics_.Set(Metric::kSynced, options.io.durability == Durability::kSynced ? 1 : 0);
  metrics_.Set(Metric::kCommittedSeq, static_cast<std::int64_t>(journal_.durable().seq));
  if (options.images != nullptr) {
    metrics_.Set(Metric::kImageSeq, static_cast<std::int64_t>(booted_->image.seq));
    metrics_.Set(Metric::kImageTime, booted_->image.at);
    metrics_.Set(Metric::kImageBytes, static_cast<std::int64_t>(booted_->image.bytes));
    const ImageStageOptions images{.every_bytes = options.image_every_bytes,
                                   .hash_key = booted_->hash_key,
                                   .tail_bytes = booted_->tail_bytes,
                                   .kept = booted_->image.kept};
    image_stage_ =
        std::make_unique<ImageStage>(images, &image_feed_, options.images, &journal_, &metrics_, &clocks_, [this] { mailbox_.Wake(); });
  }
  retention_ = std::make_unique<Retention>(options.retention, &journal_, &metrics_, &clocks_);
  space_watch_ = std::make_unique<SpaceWatch>(booted_->status.space_mark, &metrics_);
  metrics_.Publish(booted_->status, clocks_.Read().boot);
}

std::unique_ptr<CommitBatch> Pipeline::SpareBatch() {
  const std::lock_guard lock(committed_mutex_);
  if (spare_.empty()) return std::make_unique<CommitBatch>();
  std::unique_ptr<CommitBatch> batch = std::move(spare_.back());
  spare_.pop_back();
  return batch;
}

absl::StatusOr<bool> Pipeline::StepCommit() {
  std::unique_ptr<CommitBatch> batch = SpareBatch();
  if (!commits_.Take(*batch)) return false;
  if (const absl::Status status = Commit(std::move(batch)); !status.ok()) return status;
  return true;
}

absl::StatusOr<bool> Pipeline::CommitBlocking() {
  std::unique_ptr<CommitBatch> batch = SpareBatch();
  if (!commits_.WaitAndTake(*batch)) return false;
  if (const absl::Status status = Commit(std::move(batch)); !status.ok()) return status;
  return true;
}

absl::Status Pipeline::Commit(std::unique_ptr<CommitBatch> batch) {
  const Micros begin = clocks_.Read().boot;
  const CommitterCounters before = committer_.counters();
  if (absl::Status status = committer_.Step(*batch); !status.ok()) return status;
  const CommitterCounters& after = committer_.counters();
  if (after.commits != before.commits) {
    const Micros spent = clocks_.Read().boot - begin;
    metrics_.Add(Metric::kCommits);
    metrics_.Add(Metric::kCommitMicros, spent);
    metrics_.Raise(Metric::kWorstCommitMicros, spent);
    metrics_.Add(Metric::kChanges, static_cast<std::int64_t>(after.changes - before.changes));
    metrics_.Add(Metric::kJournalBytes, static_cast<std::int64_t>(after.bytes - before.bytes));
    metrics_.Set(Metric::kCommittedSeq, static_cast<std::int64_t>(batch->committed_seq));
  }
  if (commits_.Committed(*batch)) mailbox_.Wake();
  const std::lock_guard lock(committed_mutex_);
  committed_.push_back(std::move(batch));
  return absl::OkStatus();
}

bool Pipeline::StepOutbox() {
  std::vector<std::unique_ptr<CommitBatch>> committed;
  {
    const std::lock_guard lock(committed_mutex_);
    committed.swap(committed_);
  }
  if (committed.empty()) return false;
  const Micros now = clocks_.Read().boot;
  for (const std::unique_ptr<CommitBatch>& batch : committed) io_->Deliver(*batch, now);
  const std::lock_guard lock(committed_mutex_);
  for (std::unique_ptr<CommitBatch>& batch : committed) {
    if (spare_.size() < kBatchesKept) spare_.push_back(std::move(batch));
  }
  return true;
}

absl::StatusOr<std::string> Pipeline::CompileRules(std::string_view source, Micros now) {
  const ParsedRules parsed = ParseRuleSet(source, now);
  if (!parsed.rules) return absl::InvalidArgumentError(FormatRuleErrors("rules", parsed.errors));
  return EncodeRuleSet(*parsed.rules);
}

absl::StatusOr<std::string> Pipeline::ReadBody(const BodyJob& job) {
  // What the projection cannot give, damaged or not yet folded, the journal may have.
  if (absl::StatusOr<std::string> kept = histories_->ReadBody(job.ticket); kept.ok() && !kept->empty()) return kept;
  std::string body;
  const absl::Status read = journal_.ReadFrom(job.submit_seq, [&](std::string_view record) {
    if (const auto found = BodyInRecord(record, job.submit_seq, job.ticket)) body = std::string(*found);
    return absl::CancelledError();  // the first record is the one
  });
  if (absl::IsCancelled(read) || absl::IsOutOfRange(read)) return body;
  return read.ok() ? absl::StatusOr<std::string>(body) : read;
}

absl::StatusOr<KnowledgeAnswer> Pipeline::AnswerKnowledge(const KnowledgeJob& job) {
  if (knowledge_ == nullptr) return absl::FailedPreconditionError("there is no search index here");
  return Answer(job, *knowledge_, [this](TicketId ticket, std::uint64_t submit_seq) {
    return ReadBody({.session = 0, .correlation = 0, .ticket = ticket, .submit_seq = submit_seq});
  });
}

absl::StatusOr<HistoryAnswer> Pipeline::ReadHistory(const HistoryJob& job) {
  if (job.archive) {
    const absl::StatusOr<ArchiveRows> rows = archive_->Read(*job.archive);
    if (!rows.ok()) return rows.status();
    return AnswerOf(*rows);
  }
  const absl::StatusOr<HistoryPage> page = histories_->Read(job.question);
  if (!page.ok()) return page.status();
  return AnswerOf(*page, job.role, job.sight);
}

}  // namespace tidegate
