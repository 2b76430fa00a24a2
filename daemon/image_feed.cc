#include "daemon/image_feed.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tidegate {

std::uint64_t ImageFeed::Want() {
  const std::lock_guard lock(mutex_);
  queued_ = {};
  queued_bytes_.store(0, std::memory_order_relaxed);
  wanted_.store(++images_, std::memory_order_release);
  return images_;
}

void ImageFeed::GiveUp() {
  const std::lock_guard lock(mutex_);
  queued_ = {};
  queued_bytes_.store(0, std::memory_order_relaxed);
  wanted_.store(0, std::memory_order_release);
}

ImageFeed::Taken ImageFeed::Take() {
  const std::lock_guard lock(mutex_);
  woken_ = false;
  Taken taken = std::exchange(queued_, {});
  queued_.engine_waits = taken.engine_waits && queued_bytes() >= bounds_.ahead_bytes;  // then Wrote will say so
  taken.engine_waits = taken.engine_waits && !queued_.engine_waits;
  return taken;
}

bool ImageFeed::Wrote(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t queued = queued_bytes();
  queued_bytes_.store(queued - std::min<std::uint64_t>(queued, bytes), std::memory_order_relaxed);
  // At half: the engine copies on while the rest is written.
  return queued_bytes() <= bounds_.ahead_bytes / 2 && std::exchange(queued_.engine_waits, false);
}

void ImageFeed::Wait(Micros timeout) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, std::chrono::microseconds(timeout), [this] {
    return woken_ || queued_.engine_waits || queued_.start || !queued_.pieces.empty() || queued_.end != Taken::End::kOpen;
  });
  woken_ = false;
}

void ImageFeed::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  came_.notify_one();
}

void ImageFeed::Begun(std::uint64_t image, const ImageStart& start) {
  const std::lock_guard lock(mutex_);
  if (wanted() == image) queued_.start = start;
}

std::uint64_t ImageFeed::Push(std::uint64_t image, std::string piece) {
  std::uint64_t queued = 0;
  {
    const std::lock_guard lock(mutex_);
    if (wanted() != image) return 0;
    queued = queued_bytes_.load(std::memory_order_relaxed) + piece.size();
    queued_bytes_.store(queued, std::memory_order_relaxed);
    queued_.pieces.push_back(std::move(piece));
  }
  came_.notify_one();
  return queued;
}

void ImageFeed::Ended(std::uint64_t image, Taken::End end) {
  {
    const std::lock_guard lock(mutex_);
    if (wanted() != image) return;
    queued_.end = end;
  }
  came_.notify_one();
}

void ImageFeed::AwaitRoom() {
  {
    const std::lock_guard lock(mutex_);
    queued_.engine_waits = true;
  }
  came_.notify_one();
}

}  // namespace tidegate
