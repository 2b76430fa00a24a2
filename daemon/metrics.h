// Metrics: every number that tidegated shows at /metrics, declared once with its type and help; counted without a lock.
//
// Any thread. Add and Set are one relaxed atomic operation; stages count locally and add once per step where a step has many. What the
// engine knows (tickets by state, agents) comes as a StatusView that the outbox publishes once a second. Reading is consistent per number,
// not across numbers. Not here: the text format (prometheus_text.h), serving it (http_server.h).
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <optional>
#include <string_view>

#include "core/model/command.h"
#include "core/model/output.h"
#include "core/model/reject.h"
#include "protocol/projection_view.h"

namespace tidegate {

enum class MetricType : std::uint8_t { kCounter, kGauge };

// X(enumerator, type, unit of one in micro-units of what is shown, name, help). A number kept in microseconds is shown in seconds: 1.
// A plain number: 1 000 000.
#define TIDEGATE_METRICS(X)                                                                                                                \
  X(kTurns, kCounter, 1'000'000, "tidegate_turns_total", "Turns of the engine")                                                            \
  X(kTurnMicros, kCounter, 1, "tidegate_turn_seconds_total", "Time spent in turns of the engine")                                          \
  X(kWorstTurnMicros, kGauge, 1, "tidegate_worst_turn_seconds", "Longest turn since the start")                                            \
  X(kTurnsBlocked, kCounter, 1'000'000, "tidegate_turns_blocked_total", "Times the engine waited because the disk was behind")             \
  X(kCommits, kCounter, 1'000'000, "tidegate_commits_total", "Synced writes of the journal")                                               \
  X(kCommitMicros, kCounter, 1, "tidegate_commit_seconds_total", "Time spent in writing and syncing the journal")                          \
  X(kWorstCommitMicros, kGauge, 1, "tidegate_worst_commit_seconds", "Longest write and sync since the start")                              \
  X(kChanges, kCounter, 1'000'000, "tidegate_changes_total", "Changes written to the journal")                                             \
  X(kJournalBytes, kCounter, 1'000'000, "tidegate_journal_bytes_total", "Bytes of records written to the journal")                         \
  X(kCommittedSeq, kGauge, 1'000'000, "tidegate_committed_seq", "Seq of the last committed change")                                        \
  X(kUnsyncedChanges, kGauge, 1'000'000, "tidegate_unsynced_changes", "Changes decided and not yet synced")                                \
  X(kWorkLane, kGauge, 1'000'000, "tidegate_mailbox_work", "Commands waiting in the lane of desks, supervisors and operators")             \
  X(kSubmitLane, kGauge, 1'000'000, "tidegate_mailbox_submits", "Commands waiting in the lane of submits")                                 \
  X(kSessions, kGauge, 1'000'000, "tidegate_sessions", "Sessions that are open")                                                           \
  X(kSessionsOpened, kCounter, 1'000'000, "tidegate_sessions_opened_total", "Connections accepted")                                        \
  X(kSessionsRefused, kCounter, 1'000'000, "tidegate_sessions_refused_total", "Connections refused: too many")                             \
  X(kSessionsSlow, kCounter, 1'000'000, "tidegate_sessions_closed_slow_total", "Sessions closed because the peer did not read")            \
  X(kSessionsIdle, kCounter, 1'000'000, "tidegate_sessions_closed_idle_total", "Sessions closed because nothing came")                     \
  X(kSessionsBroken, kCounter, 1'000'000, "tidegate_sessions_closed_broken_total", "Sessions closed because of broken framing")            \
  X(kFramesIn, kCounter, 1'000'000, "tidegate_frames_received_total", "Frames received")                                                   \
  X(kClaimsOverQuota, kCounter, 1'000'000, "tidegate_claims_over_quota_total", "Claims beyond a front end's quota: they counted for less") \
  X(kSuggestionsSkipped, kCounter, 1'000'000, "tidegate_suggestions_skipped_total",                                                        \
    "Offers that came without articles: too many searches were under way, or one had failed")                                              \
  X(kLooks, kCounter, 1'000'000, "tidegate_looks_total", "Times personal data was shown unmasked; each is recorded")                       \
  X(kBytesIn, kCounter, 1'000'000, "tidegate_bytes_received_total", "Bytes received")                                                      \
  X(kBytesOut, kCounter, 1'000'000, "tidegate_bytes_sent_total", "Bytes sent")                                                             \
  X(kOutputs, kCounter, 1'000'000, "tidegate_outputs_total", "Replies and pushes of the engine told to somebody")                          \
  X(kFollowers, kGauge, 1'000'000, "tidegate_followers", "Sessions that follow the feed of changes")                                       \
  X(kFeedEvents, kCounter, 1'000'000, "tidegate_feed_events_total", "Events told to followers")                                            \
  X(kFeedReads, kCounter, 1'000'000, "tidegate_feed_reads_total", "Stretches of the journal read for followers that were behind")          \
  X(kFeedGaps, kCounter, 1'000'000, "tidegate_feed_gaps_total", "Followers told that what they wanted was cut")                            \
  X(kRecoveredChanges, kGauge, 1'000'000, "tidegate_recovered_changes", "Changes read back from the journal at the start")                 \
  X(kRecoveryMicros, kGauge, 1, "tidegate_recovery_seconds", "Time that the recovery at the start took")                                   \
  X(kImages, kCounter, 1'000'000, "tidegate_images_total", "Images published since the start")                                             \
  X(kImageFailures, kCounter, 1'000'000, "tidegate_image_failures_total", "Images given up, for whatever reason")                          \
  X(kImagesAbandoned, kCounter, 1'000'000, "tidegate_images_abandoned_total", "Images given up because the disk was too slow")             \
  X(kImageFailing, kGauge, 1'000'000, "tidegate_image_failing", "1 = the last image could not be made, see the log")                       \
  X(kImageSeq, kGauge, 1'000'000, "tidegate_image_seq", "Seq of the newest image; 0 = none")                                               \
  X(kImageKeptSeq, kGauge, 1'000'000, "tidegate_image_kept_seq", "Seq of the older image that is kept; 0 = there are not two")             \
  X(kImageTime, kGauge, 1, "tidegate_image_timestamp_seconds", "Time of the turn that the newest image shows; 0 = none")                   \
  X(kImageBytes, kGauge, 1'000'000, "tidegate_image_bytes", "Size of the newest image")                                                    \
  X(kImageComing, kGauge, 1'000'000, "tidegate_image_coming_bytes", "What the image under way will still take, by the newest one")         \
  X(kImageMicros, kGauge, 1, "tidegate_image_seconds", "Time from the wish for the newest image to its name")                              \
  X(kJournalBaseSeq, kGauge, 1'000'000, "tidegate_journal_base_seq", "Seq behind which the journal begins; 0 = nothing was cut")           \
  X(kJournalKeptBytes, kGauge, 1'000'000, "tidegate_journal_kept_bytes", "Bytes of the journal on disk")                                   \
  X(kJournalCuts, kCounter, 1'000'000, "tidegate_journal_cuts_total", "Times the journal was cut at its old end")                          \
  X(kJournalCutFailing, kGauge, 1'000'000, "tidegate_journal_cut_failing", "1 = the journal is damaged and no longer cut, see the log")    \
  X(kProjectionPressed, kGauge, 1'000'000, "tidegate_projection_pressed", "1 = it lags so far that it runs at ordinary priority")          \
  X(kSpaceUsed, kGauge, 1'000'000, "tidegate_space_used_bytes", "Bytes of disk that the data directory takes")                             \
  X(kSpaceBudget, kGauge, 1'000'000, "tidegate_space_budget_bytes", "Bytes of disk that it may take")                                      \
  X(kSpaceMark, kGauge, 1'000'000, "tidegate_space_mark", "0 = enough disk, 1 = half full, 2 = low submits refused, 3 = all submits")      \
  X(kProjectionState, kGauge, 1'000'000, "tidegate_projection_state", "1 = the projection runs, 2 = it stopped, 0 = there is none")        \
  X(kProjectedSeq, kGauge, 1'000'000, "tidegate_projected_seq", "Seq up to which the projection goes")                                     \
  X(kProjectionFlushedSeq, kGauge, 1'000'000, "tidegate_projection_flushed_seq", "Seq up to which the projection is durable")              \
  X(kProjectionLag, kGauge, 1'000'000, "tidegate_projection_lag_changes", "Committed changes that the projection does not have")           \
  X(kProjectionLagMicros, kGauge, 1, "tidegate_projection_lag_seconds", "How long the oldest of them has waited")                          \
  X(kProjectionSegments, kCounter, 1'000'000, "tidegate_projection_segments_total", "Segments of the journal folded")                      \
  X(kProjectionRows, kCounter, 1'000'000, "tidegate_projection_rows_total", "Rows of histories written")                                   \
  X(kProjectionMicros, kCounter, 1, "tidegate_projection_seconds_total", "Time spent in folding")                                          \
  X(kArchiveErased, kCounter, 1'000'000, "tidegate_archive_erased_total", "Ended tickets erased from the archive by its bounds")           \
  X(kClockAheadMicros, kGauge, 1, "tidegate_clock_ahead_seconds", "How far the turns' clock is ahead of the wall clock")                   \
  X(kClockStepped, kGauge, 1'000'000, "tidegate_clock_stepped",                                                                            \
    "1 = the wall clock jumped and is not followed until an operator has looked")                                                          \
  X(kSynced, kGauge, 1'000'000, "tidegate_synced", "1 = acknowledged means synced; 0 = started with --sync off")                           \
  X(kReady, kGauge, 1'000'000, "tidegate_ready", "1 = serving, 0 = starting or draining")

enum class Metric : std::uint8_t {
#define TIDEGATE_METRIC_ENUM(enumerator, type, unit, name, help) enumerator,
  TIDEGATE_METRICS(TIDEGATE_METRIC_ENUM)
#undef TIDEGATE_METRIC_ENUM
};

struct MetricRow {
  Metric metric;
  MetricType type;
  std::int64_t micro_units;
  std::string_view name;
  std::string_view help;
};

inline constexpr MetricRow kMetricRows[] = {
#define TIDEGATE_METRIC_ROW(enumerator, type, unit, name, help) {Metric::enumerator, MetricType::type, unit, name, help},
    TIDEGATE_METRICS(TIDEGATE_METRIC_ROW)
#undef TIDEGATE_METRIC_ROW
};
inline constexpr std::size_t kMetricCount = std::size(kMetricRows);
// One above the highest number; CommandName is "none" for a gap.
inline constexpr std::size_t kCommandKindCount =
    static_cast<std::size_t>(*std::max_element(std::begin(kCommandKinds), std::end(kCommandKinds))) + 1;
inline constexpr std::size_t kRejectCount = static_cast<std::size_t>(kRejectRows[std::size(kRejectRows) - 1].code) + 1;

// Counts of one step by kind or code, added together at its end.
using CommandCounts = std::array<std::uint32_t, kCommandKindCount>;

// What the engine last said about itself, and when (boot clock).
struct PublishedStatus {
  StatusView view;
  Micros at_boot = 0;
};

class Metrics {
 public:
  void Add(Metric metric, std::int64_t amount = 1) { At(metric).fetch_add(amount, std::memory_order_relaxed); }
  void Set(Metric metric, std::int64_t value) { At(metric).store(value, std::memory_order_relaxed); }
  // For gauges that one thread raises.
  void Raise(Metric metric, std::int64_t value) {
    if (value > At(metric).load(std::memory_order_relaxed)) Set(metric, value);
  }
  std::int64_t Get(Metric metric) const { return values_[static_cast<std::size_t>(metric)].load(std::memory_order_relaxed); }

  void AddCommands(const CommandCounts& counts);
  void AddReject(Reject code) { rejects_[static_cast<std::size_t>(code)].fetch_add(1, std::memory_order_relaxed); }
  std::int64_t commands(CommandKind kind) const { return commands_[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed); }
  std::int64_t rejects(Reject code) const { return rejects_[static_cast<std::size_t>(code)].load(std::memory_order_relaxed); }

  void Publish(const StatusView& view, Micros at_boot);
  std::optional<PublishedStatus> status() const;

 private:
  std::atomic<std::int64_t>& At(Metric metric) { return values_[static_cast<std::size_t>(metric)]; }

  std::array<std::atomic<std::int64_t>, kMetricCount> values_{};
  std::array<std::atomic<std::int64_t>, kCommandKindCount> commands_{};
  std::array<std::atomic<std::int64_t>, kRejectCount> rejects_{};
  mutable std::mutex mutex_;
  std::optional<PublishedStatus> status_;  // guarded by mutex_
};

}  // namespace tidegate
