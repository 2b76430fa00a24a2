#include "daemon/image_copier.h"

#include <string>
#include <utility>

namespace tidegate {

ImageCopier::Progress ImageCopier::Step() {
  const std::uint64_t wanted = feed_->wanted();
  if (wanted == image_ && state_ == State::kResting) return Progress::kNothing;
  if (wanted != image_) {
    engine_->AbandonImage();
    state_ = State::kResting;
    image_ = wanted;
    if (wanted == 0) return Progress::kNothing;
    state_ = State::kCopying;
    feed_->Begun(image_, engine_->BeginImage());
  }
  const bool room = feed_->queued_bytes() < feed_->bounds().ahead_bytes;
  std::string piece;
  const ImageProgress progress = engine_->CopyImage(room ? kImageStepBytes : 0, piece);
  if (!piece.empty() && feed_->Push(image_, std::move(piece)) > feed_->bounds().backlog_max) {
    engine_->AbandonImage();
    state_ = State::kResting;
    feed_->Ended(image_, ImageFeed::Taken::End::kAbandoned);
    return Progress::kNothing;
  }
  if (progress == ImageProgress::kDone) {
    state_ = State::kResting;
    feed_->Ended(image_, ImageFeed::Taken::End::kComplete);
    return Progress::kNothing;
  }
  if (room) return Progress::kCopied;
  feed_->AwaitRoom();
  return Progress::kNothing;
}

}  // namespace tidegate
