// ImageCopier: the engine's side of an image: begins one when it is wished for, and copies a bounded piece of it after each turn.
//
// Used on the engine's thread, between turns. Step is one atomic load while no image is wished for; else it copies at most kImageStepBytes
// and what the last turn made it keep. It never waits: without room in the feed only what must be kept goes there, and beyond
// the backlog's bound the image is abandoned.
#pragma once

#include <cstdint>

#include "core/engine/engine.h"
#include "daemon/image_feed.h"

namespace tidegate {

class ImageCopier {
 public:
  // Both outlive the copier.
  ImageCopier(Engine* engine, ImageFeed* feed) : engine_(engine), feed_(feed) {}

  enum class Progress : std::uint8_t {
    kNothing,  // nothing to do until the feed wakes the engine
    kCopied,   // call again: after the next turn, or at once when there is none
  };
  Progress Step();

 private:
  Engine* engine_;
  ImageFeed* feed_;
  std::uint64_t image_ = 0;  // the latest that was begun
  enum class State : std::uint8_t { kResting, kCopying } state_ = State::kResting;
};

}  // namespace tidegate
