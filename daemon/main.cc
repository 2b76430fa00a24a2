// tidegated: options, recovery, then the threads around the pipeline's stages: io (this one), engine, committer, http, helper.
#include <fmt/format.h>
#include <pthread.h>
#include <sodium.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "core/base/check.h"
#include "core/engine/state.h"
#include "daemon/helper_thread.h"
#include "daemon/http_answers.h"
#include "daemon/io_runner.h"
#include "daemon/options.h"
#include "daemon/pipeline.h"
#include "daemon/projection_thread.h"
#include "daemon/retention_thread.h"
#include "daemon/serving_threads.h"
#include "daemon/status_text.h"
#include "daemon/version.h"
#include "persistence/data_directory.h"
#include "persistence/directory_bytes.h"
#include "persistence/file_image_store.h"
#include "persistence/knowledge_keeper.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/rocksdb_store.h"
#include "persistence/single_node_coordinator.h"
#include "protocol/utc_text.h"

namespace tidegate {
namespace {

// Exit codes, after sysexits.h.
constexpr int kExitUsage = 64;
constexpr int kExitData = 65;
constexpr int kExitUnavailable = 69;
constexpr int kExitIo = 74;

// Files of the journal, the unit in which it is cut, as a divisor of the disk's budget; of a small budget they are small.
constexpr std::uint64_t kJournalFileShare = 128;
constexpr std::uint64_t kShareBytesMin = 256 << 10;  // below, files and flushes would be more work than what is in them

int Complain(int code, std::string_view message) {
  fmt::print(stderr, "tidegated: {}\n", message);
  return code;
}

int ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kDataLoss:
      return kExitData;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
      return kExitUsage;
    default:
      return kExitUnavailable;
  }
}

int Complain(const absl::Status& status) { return Complain(ExitCodeOf(status), StatusText(status)); }

// A connection is a file: as many as the options allow, and room for the journal's files.
void RaiseFileLimit(std::uint32_t sessions_max) {
  constexpr rlim_t kOthers = 1024;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = sessions_max + kOthers;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted) {
    spdlog::warn("the limit of open files is {}, but --sessions-max {} wants {}: raise it (ulimit -n)", limit.rlim_cur, sessions_max,
                 wanted);
  }
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) return absl::InvalidArgumentError(fmt::format("cannot read {}: check --rules", path));
  return text;
}

void SetUpLog(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("tidegated"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
  spdlog::set_level(spdlog::level::from_str(level));
}

// What the data directory may take.
absl::StatusOr<std::uint64_t> BudgetOf(const Options& options) {
  if (options.disk_budget_bytes != 0) return options.disk_budget_bytes;
  const absl::StatusOr<std::uint64_t> used = DirectoryBytes(options.data);
  if (!used.ok()) return used.status();
  const absl::StatusOr<std::uint64_t> free = FreeBytes(options.data);
  if (!free.ok()) return free.status();
  return *used + *free;
}

// `wanted`, or less where the budget is small.
std::uint64_t ShareOf(std::uint64_t budget, std::uint64_t divisor, std::uint64_t wanted) {
  return std::min(wanted, std::max(budget / divisor, kShareBytesMin));
}

absl::StatusOr<PipelineOptions> PlanOf(const Options& options, std::uint32_t epoch, JournalSync sync) {
  PipelineOptions plan;
  plan.boot.limits = options.limits;
  plan.boot.limits.epoch = epoch;
  if (!options.rules.empty()) {
    absl::StatusOr<std::string> source = ReadFile(options.rules);
    if (!source.ok()) return source.status();
    plan.boot.rules_source = *std::move(source);
    plan.boot.rules_name = options.rules;
  }
  plan.boot.clock_ahead = options.accept_clock_ahead ? ClockAhead::kAccept : ClockAhead::kRefuse;
  if (options.clock == "driven") plan.boot.time_source = plan.io.time_source = TimeSource::kDriven;
  if (!options.driven_from.empty()) plan.boot.driven_from = ParseUtc(options.driven_from);
  randombytes_buf(&plan.boot.fresh_directory_id, sizeof plan.boot.fresh_directory_id);
  randombytes_buf(plan.boot.fresh_hash_key.data(), plan.boot.fresh_hash_key.size());
  plan.boot.progress = [](std::uint64_t changes, std::uint64_t end) {
    fmt::print(stderr, "recovering: {} of {} changes ({} %)\n", changes, end, end == 0 ? 100 : 100 * changes / end);
  };
  plan.boot.image_progress = [](std::string_view name, std::uint64_t bytes, std::uint64_t end) {
    fmt::print(stderr, "recovering: {} of {} MiB of image {} ({} %)\n", bytes >> 20, end >> 20, name, end == 0 ? 100 : 100 * bytes / end);
  };
  plan.io.workspace = options.workspace;
  plan.io.partition = options.limits.partition;
  plan.io.epoch = epoch;
  plan.io.sessions_max = options.sessions_max;
  plan.io.limits = {.desk_credits_max = options.desk_credits_max,
                    .front_end_credits_max = options.front_end_credits_max,
                    .outbox_bytes_max = options.outbox_bytes_max,
                    .outbox_patience = options.outbox_patience_ms * kMillisecond,
                    .idle_timeout = options.idle_timeout_ms * kMillisecond};
  plan.io.admission = {options.work_lane_max, options.submit_lane_max, options.mailbox_bytes_max};
  plan.io.body_ring_bytes = options.body_ring_bytes;
  plan.io.durability = sync == JournalSync::kEveryCommit ? Durability::kSynced : Durability::kNotSynced;
  plan.io.server = ServerName();
  plan.image_every_bytes = options.image_every_bytes;
  plan.unsynced = {options.unsynced_changes_max, options.unsynced_bytes_max};
  return plan;
}

// Nothing that waits may be told, and nothing can be saved by an orderly end: memory is ahead of the disk.
[[noreturn]] void EndWithoutJournal(const absl::Status& status) {
  fmt::print(stderr, "tidegated: the journal failed, ending at once so that nothing is told that is not durable: {}\n", StatusText(status));
  std::fflush(nullptr);
  _exit(kExitIo);
}

void LogNews(KnowledgeKeeper& knowledge) {
  for (const std::string& news : knowledge.TakeNews()) spdlog::warn("{}", news);
}

void CatchUpKnowledge(KnowledgeKeeper& knowledge) {
  const absl::Status status = knowledge.CatchUp();
  LogNews(knowledge);
  if (!status.ok() && !absl::IsCancelled(status)) spdlog::error("the articles cannot be searched yet: {}", StatusText(status));
}

// Kept archive, journal and images together have to stay below the mark at which submits are refused.
void WarnOfArchive(const Options& options, std::uint64_t budget) {
  if (!options.projection || options.keep_archive_bytes <= budget / kArchiveShare) return;
  spdlog::warn(
      "--keep-archive-bytes {} MiB is more than half of the disk's budget of {} MiB: beside so much archive, journal and images "
      "may pass the mark at which submits of low tickets are refused. Next: keep at most {} MiB, or raise --disk-budget",
      options.keep_archive_bytes >> 20, budget >> 20, budget / kArchiveShare >> 20);
}

int Serve(const Options& options) {
  SystemClocks clocks;
  const ClockReading begin = clocks.Read();
  absl::StatusOr<std::unique_ptr<DataDirectory>> directory = DataDirectory::Open(options.data);
  if (!directory.ok()) return Complain(directory.status());
  const JournalSync sync = options.sync ? JournalSync::kEveryCommit : JournalSync::kNever;
  const absl::StatusOr<std::uint64_t> budget = BudgetOf(options);
  if (!budget.ok()) return Complain(budget.status());
  RocksdbJournalOptions journal_options;
  journal_options.sync = sync;
  journal_options.memtable_bytes = ShareOf(*budget, kJournalFileShare, journal_options.memtable_bytes);
  absl::StatusOr<std::unique_ptr<RocksdbJournal>> journal = RocksdbJournal::Open(**directory, journal_options);
  if (!journal.ok()) return Complain(journal.status());
  absl::StatusOr<std::unique_ptr<SingleNodeCoordinator>> coordinator = SingleNodeCoordinator::Open(**journal);
  if (!coordinator.ok()) return Complain(coordinator.status());

  absl::StatusOr<std::unique_ptr<FileImageStore>> images = FileImageStore::Open((*directory)->image_path());
  if (!images.ok()) return Complain(images.status());
  absl::StatusOr<PipelineOptions> plan = PlanOf(options, (*coordinator)->Current().epoch, sync);
  if (!plan.ok()) return Complain(plan.status());
  plan->images = images->get();
  plan->image_every_bytes = ShareOf(*budget, kImageShare, options.image_every_bytes);
  plan->retention = {options.keep_journal_bytes, static_cast<Micros>(options.keep_journal_ms) * kMillisecond, *budget};
  // A store that cannot be opened stops nobody from serving.
  std::unique_ptr<RocksdbStore> store;
  if (options.projection) {
    absl::StatusOr<std::unique_ptr<RocksdbStore>> opened_store = RocksdbStore::Open(**directory);
    plan->projection.refusal = opened_store.status();
    if (opened_store.ok()) store = *std::move(opened_store);
    plan->projection.store = store.get();
    ProjectorBounds& bounds = plan->projection.bounds;
    bounds.flush_age = options.projection_flush_age_ms * kMillisecond;
    bounds.flush_bytes = ShareOf(*budget, kStoreFlushShare, bounds.flush_bytes);
    bounds.segment_bytes = ShareOf(*budget, kStoreFlushShare, bounds.segment_bytes);
    bounds.segment_age = options.projection_segment_age_ms * kMillisecond;
    if (options.keep_archive_ms != 0) bounds.archive.keep_for = static_cast<Micros>(options.keep_archive_ms) * kMillisecond;
    if (options.keep_archive_bytes != 0) bounds.archive.keep_bytes = options.keep_archive_bytes;
  }
  absl::StatusOr<std::unique_ptr<Pipeline>> opened = Pipeline::Open(*plan, **journal, **coordinator, clocks);
  if (!opened.ok()) return Complain(opened.status());
  Pipeline& pipeline = **opened;
  const Micros recovery = clocks.Read().boot - begin.boot;
  pipeline.metrics().Set(Metric::kRecoveryMicros, recovery);
  for (const std::string& warning : pipeline.booted().warnings) spdlog::warn("{}", warning);
  WarnOfArchive(options, *budget);
  if (!options.sync) spdlog::warn("started with --sync off: a power cut loses what was acknowledged");

  HttpServer http([&](std::string_view target) { return AnswerHttp(target, pipeline.metrics(), clocks.Read().boot); });
  HelperThread helper("tg-helper");
  HelperThread reader("tg-reader");
  HelperThread feed("tg-feed");
  KnowledgeKeeper knowledge((*directory)->knowledge_path(), pipeline.engine().state().tables().directory_id, **journal, store.get());
  pipeline.UseKnowledge(&knowledge);
  HelperThread librarian("tg-knowledge");
  librarian.Run([&] { CatchUpKnowledge(knowledge); });
  IoRunnerOptions io_options;
  std::string http_host;
  std::uint16_t http_port = 0;
  CHECK(SplitHostPort(options.listen, io_options.host, io_options.port));
  CHECK(SplitHostPort(options.http, http_host, http_port));
  io_options.drain = options.drain_ms * kMillisecond;
  const auto on = [](HelperThread& thread) { return [&thread](IoRunner::Job job) { thread.Run(std::move(job)); }; };
  const auto search = [&](IoRunner::Job job) {
    librarian.Run([&knowledge, job = std::move(job)] {
      job();
      LogNews(knowledge);
    });
  };
  IoRunner io(&pipeline, io_options, {on(helper), on(reader), on(feed), search}, [&] { pipeline.metrics().Set(Metric::kReady, 0); });
  const absl::StatusOr<std::string> listening = io.Listen();
  if (!listening.ok()) return Complain(listening.status());
  const absl::StatusOr<std::string> http_listening = http.Start(http_host, http_port);
  if (!http_listening.ok()) return Complain(http_listening.status());

  ServingThreads threads(&pipeline, {.committed = [&io] { io.NotifyCommitted(); }, .journal_failed = EndWithoutJournal});
  ProjectionThread projection(&pipeline.projection());
  RetentionThread retention(
      &pipeline, options.data, *budget,
      {.report = [&](const ReportSpace& report) { io.Post([&pipeline, report] { pipeline.io().ReportSpace(report); }); },
       .journal_failed = EndWithoutJournal});
  pipeline.metrics().Set(Metric::kReady, 1);
  fmt::print("ready listen={} http={} tickets={} recovered_ms={}\n", *listening, *http_listening, pipeline.booted().status.open,
             recovery / kMillisecond);
  std::fflush(stdout);

  pthread_setname_np(pthread_self(), "tg-io");
  io.Run();

  threads.StopEngine();
  retention.Stop();
  threads.Stop();
  projection.Stop();
  helper.Stop();
  reader.Stop();
  feed.Stop();
  knowledge.Stop();
  librarian.Stop();
  http.Stop();
  spdlog::info("stopped");
  return 0;
}

int Main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const OptionsRead read = ReadOptions(arguments);
  if (read.help) {
    fmt::print("{}", DaemonHelp());
    return 0;
  }
  if (read.version) {
    fmt::print("{}\n", ServerName());
    return 0;
  }
  for (const std::string& error : read.errors) fmt::print(stderr, "tidegated: {}\n", error);
  if (!read.errors.empty()) return kExitUsage;
  if (sodium_init() < 0) return Complain(kExitUnavailable, "the random number source of the system cannot be opened");
  SetUpLog(read.options.log_level);
  ::umask(
      027);  // RocksDB and SQLite make files and folders as open as they are let: what customers wrote is for the daemon's group at most
  RaiseFileLimit(read.options.sessions_max);
  return Serve(read.options);
}

}  // namespace
}  // namespace tidegate

int main(int argc, char** argv) { return tidegate::Main(argc, argv); }
