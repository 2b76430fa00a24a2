// ImageFeed: pieces of an image on their way from the engine to whoever writes them; and the wish for one, the other way.
//
// Two threads: the engine's (ImageCopier) and the image stage's. One lock per piece. The engine never waits: it copies ahead only while
// little is queued, and when what it had to keep for the image exceeds kImageBacklogMax the image is abandoned and wished for again later.
// An image is a number, so that pieces of one that was given up are never taken for the next one's.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/engine/image_cut.h"

namespace tidegate {

// Queued bytes, those in the writer's hands among them, up to which the engine copies ahead: 20 to 40 ms of a disk, so that the writer
// never lacks work.
inline constexpr std::uint64_t kImageAheadBytes = 4 << 20;
// Queued bytes beyond which the image is abandoned: an eighth of the 257 MiB that 1 M open tickets take (image_turns_test).
inline constexpr std::uint64_t kImageBacklogMax = 32 << 20;

struct ImageBounds {
  std::uint64_t ahead_bytes = kImageAheadBytes;
  std::uint64_t backlog_max = kImageBacklogMax;
};

class ImageFeed {
 public:
  explicit ImageFeed(const ImageBounds& bounds) : bounds_(bounds) {}
  const ImageBounds& bounds() const { return bounds_; }

  // ---- the image stage's side
  // A new image, please; what is queued of an older one is dropped. Its number.
  std::uint64_t Want();
  // No longer.
  void GiveUp();
  struct Taken {
    std::optional<ImageStart> start;
    std::vector<std::string> pieces;
    enum class End : std::uint8_t { kOpen, kComplete, kAbandoned } end = End::kOpen;
    bool engine_waits = false;  // it has more to copy and room again: wake it
  };
  // Everything that came since the last call. It counts as queued until Wrote says that it is out of memory.
  Taken Take();
  // So many bytes of what was taken are gone. True: the engine has waited for that room; wake it.
  bool Wrote(std::size_t bytes);
  // Until something came, Wake was called, or `timeout` passed.
  void Wait(Micros timeout);
  void Wake();

  // ---- the engine's side
  // Number of the image wished for; 0 = none. One atomic load.
  std::uint64_t wanted() const { return wanted_.load(std::memory_order_acquire); }
  void Begun(std::uint64_t image, const ImageStart& start);
  // Queued bytes with this piece. Nothing is queued for an image that is no longer wanted.
  std::uint64_t Push(std::uint64_t image, std::string piece);
  void Ended(std::uint64_t image, Taken::End end);
  std::uint64_t queued_bytes() const { return queued_bytes_.load(std::memory_order_relaxed); }
  // There is more to copy, but no room.
  void AwaitRoom();

 private:
  const ImageBounds bounds_;
  std::atomic<std::uint64_t> wanted_{0};
  std::atomic<std::uint64_t> queued_bytes_{0};
  std::mutex mutex_;
  std::condition_variable came_;
  std::uint64_t images_ = 0;  // guarded by mutex_, as everything below
  Taken queued_;
  bool woken_ = false;
};

}  // namespace tidegate
