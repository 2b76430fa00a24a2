// Retention: cuts the journal at its old end, behind everything that still needs it, a few pieces at a time.
//
// A stage: private state and Step, no thread, clock or disk of its own. What may go is decided anew in each Step from what is durable:
//   * two good images, and the journal behind the older of them: a damaged newest image is no loss;
//   * the store's flushed mark, when there is a projection: what is not durable in it is folded from the journal again;
//   * beyond that, for whoever follows the changes, as many bytes and as much time as the options say - the smaller of the two counts, and
//     both only as far as the disk's budget allows. While submits are refused for want of space, nothing is kept for them: who follows can
//     ask the projection, who was refused can not (a directory whose images, archive and this share together stand above the mark would
//     otherwise refuse for ever).
// While an image cannot be made or the projection stands still, nothing is cut: the journal may then be the only whole copy there is.
//
// It also says when the projection must not wait any longer for what others leave of the processor (Metric::kProjectionPressed): when the
// journal that only the projection holds back takes a share of the budget. In a short surge it lags and nobody minds; in a lasting one
// it would never be served, the journal could not be cut, and the budget would end the submits.
//
// A read that meets damage ends the cutting, and says so once: what is damaged must stay to be looked at. A failed write or sync is the
// journal's end, and so the process's.
//
// Cost of a Step: the list of the journal's pieces, at most one CutBefore, and the read of a record for each piece that is cut, and one
// more, whose time counts (kCutBytesMax bounds them). Not here: measuring the disk
// (SpaceWatch), the thread (RetentionThread).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "daemon/clock_source.h"
#include "daemon/metrics.h"
#include "daemon/news.h"
#include "persistence/journal_sink.h"

namespace tidegate {

inline constexpr Micros kRetentionLookEvery = 500 * kMillisecond;  // 120 MB of journal at 250 MB/s: a sixteenth of a budget of 2 GiB
inline constexpr Micros kCutEvery = 100 * kMillisecond;            // while more is to be cut; the journal's own syncs come in between
inline constexpr std::uint64_t kCutBytesMax = 64 << 20;            // at once: 640 MB/s, more than twice what a journal can grow

// Shares of the disk's budget, as divisors.
inline constexpr std::uint64_t kFeedShare = 8;  // what the journal may keep for followers only
inline constexpr std::uint64_t kPressedShare =
    16;  // journal behind the projection, from which on it gets an ordinary share of the processor
inline constexpr std::uint64_t kUnpressedShare = 32;   // and below which it no longer does: apart, so that it does not go to and fro
inline constexpr std::uint64_t kImageShare = 8;        // journal between two images: two such stretches are kept
inline constexpr std::uint64_t kArchiveShare = 2;      // beyond, journal and images may not find room below the marks: warned of
inline constexpr std::uint64_t kStoreFlushShare = 64;  // of rows in the store that are not flushed: they hold back twice as much journal

struct RetentionOptions {
  std::uint64_t keep_bytes = 1 << 30;
  Micros keep_for = kDay;
  std::uint64_t budget = ~std::uint64_t{0};
};

class Retention {
 public:
  // Everything handed in outlives the stage.
  Retention(const RetentionOptions& options, JournalSink* journal, Metrics* metrics, ClockSource* clocks);

  // One look, and one cut if there is something to cut. How long to wait before the next. An error is the journal's: the process ends.
  absl::StatusOr<Micros> Step();
  std::vector<News> TakeNews() { return std::exchange(news_, {}); }

 private:
  // The last seq that may be cut; 0 = none.
  std::uint64_t Needless() const;
  // Whether followers still get what ends before `piece` begins: `bytes` are kept from there on.
  absl::StatusOr<bool> ForFollowers(const JournalPiece& piece, std::uint64_t bytes);
  absl::StatusOr<Micros> TimeAt(std::uint64_t seq);
  void PressProjection(const std::vector<JournalPiece>& pieces);
  absl::StatusOr<Micros> Cut(const std::vector<JournalPiece>& pieces, std::uint64_t kept);

  const RetentionOptions options_;
  JournalSink* journal_;
  Metrics* metrics_;
  ClockSource* clocks_;
  std::uint64_t timed_seq_ = 0;  // the seq that TimeAt read last
  Micros timed_at_ = 0;
  enum class Life : std::uint8_t { kCutting, kStopped } life_ = Life::kCutting;
  std::vector<News> news_;
};

}  // namespace tidegate
