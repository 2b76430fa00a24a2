// ImageStage: makes images: wishes for one when the journal has grown enough, writes it, publishes it when the journal covers it, and
// removes all but the last kImagesKept good ones. While submits are refused because the disk's budget is used up, little growth is enough:
// nothing but an image lets the journal be cut, and where work stands still it would never grow to the next.
//
// A stage: private state and Step, no thread or clock of its own. It may be slow and may fail: the engine never waits for it, and nothing
// but its own metrics and /readyz shows it. A failed or abandoned image is tried again after a time, from its beginning: nothing is synced
// twice. Order of a published image: every byte synced, then the journal committed up to its seq, then the name.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "daemon/clock_source.h"
#include "daemon/image_feed.h"
#include "daemon/metrics.h"
#include "daemon/news.h"
#include "persistence/image_store.h"
#include "persistence/image_writer.h"
#include "persistence/journal_sink.h"

namespace tidegate {

inline constexpr Micros kImageRetryAfter = kMinute;  // long enough for somebody to make space; short against a day of journal
// Of one that was abandoned: the disk is whole, only busy, and the journal cannot be cut without. A gigabyte of it at most.
inline constexpr Micros kImageAgainAfter = 5 * kSecond;
inline constexpr Micros kImageLookEvery = 100 * kMillisecond;    // at the journal's growth and commits: 25 MB of journal at most
inline constexpr Micros kImageTrimEvery = 5 * kMillisecond;      // 1 MiB each: 200 MB/s, and the journal's syncs come in between
inline constexpr std::uint64_t kImageEveryBytes = 256ull << 20;  // of journal: about a second of recovery
// Of a retired file that could not be removed. Somebody else has to do something about it.
inline constexpr Micros kImageTrimAgainAfter = kMinute;
// While the disk refuses submits: so much journal is worth an image, and so long after the last one.
inline constexpr std::uint64_t kImagePressedBytes = 1 << 20;
inline constexpr Micros kImagePressedEvery = 10 * kSecond;
// Of the disk: stays free for the journal, whose end would be the process's. No more: where the disk is nearly full, nothing but an image
// lets the journal be cut.
inline constexpr std::uint64_t kImageReserveBytes = 64 << 20;
inline constexpr std::uint64_t kImageReserveShare = 128;  // of a small budget: as much as a file of the journal
// The journal is cut behind the older: once it is, a damaged newest image must not be the end of everything.
inline constexpr std::size_t kImagesKept = 2;

struct ImageStageOptions {
  std::uint64_t every_bytes = kImageEveryBytes;
  std::array<std::uint8_t, 16> hash_key{};
  std::uint64_t tail_bytes = 0;       // of journal behind the newest image, at the start
  std::vector<std::uint64_t> kept{};  // seqs of the images that are no known damage, ascending: older, and the one that was recovered from
};

class ImageStage {
 public:
  // Everything handed in outlives the stage. `wake_engine` ends the engine's sleep.
  ImageStage(const ImageStageOptions& options, ImageFeed* feed, ImageStore* store, JournalSink* journal, Metrics* metrics,
             ClockSource* clocks, std::function<void()> wake_engine);

  // Some work, bounded by what is queued. How long to wait for the feed before the next Step: 0 = not at all.
  Micros Step();
  std::vector<News> TakeNews() { return std::exchange(news_, {}); }
  // An image with the next Step, whatever the journal's growth. The stage's thread.
  void WishNow() { wished_ = true; }

 private:
  enum class State : std::uint8_t { kResting, kWriting, kAwaitingCommit };

  bool IsDue(Micros now) const;
  Micros Rest(Micros now);
  Micros Write();
  Micros Publish();
  absl::Status CheckRoom(std::uint64_t bytes);
  absl::Status WriteTaken(ImageFeed::Taken& taken);
  void TrimBeside(std::uint64_t bytes);
  bool TrimSome();  // true: there is more
  absl::Status PublishNow(std::uint64_t bytes);
  void Keep(std::uint64_t seq);
  absl::StatusOr<std::uint64_t> ChainAt(std::uint64_t seq);
  void ExpectBytes();
  void GiveUp(const std::string& why, Micros again_after = kImageRetryAfter);
  std::uint64_t JournalBytes() const { return static_cast<std::uint64_t>(metrics_->Get(Metric::kJournalBytes)) + options_.tail_bytes; }

  const ImageStageOptions options_;
  ImageFeed* feed_;
  ImageStore* store_;
  JournalSink* journal_;
  Metrics* metrics_;
  ClockSource* clocks_;
  std::function<void()> wake_engine_;
  State state_ = State::kResting;
  std::unique_ptr<ImageWriter> writer_;
  std::optional<ImageStart> start_;
  Micros began_at_ = 0;               // boot clock
  std::uint64_t began_bytes_ = 0;     // of journal, when the image under way was wished for
  std::uint64_t pictured_bytes_ = 0;  // of journal behind which the newest image lies
  Micros not_before_ = 0;             // boot clock: the next try
  Micros published_at_ = 0;           // boot clock: the newest image of this process
  bool wished_ = false;
  Micros trim_again_at_ = kNever;  // boot clock: what could not be removed is tried again
  enum class Trims : std::uint8_t { kUntold, kTold } trims_told_ = Trims::kUntold;
  std::vector<std::uint64_t> kept_;  // seqs, ascending, at most kImagesKept
  std::vector<News> news_;
};

}  // namespace tidegate
