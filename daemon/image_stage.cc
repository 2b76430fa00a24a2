#include "daemon/image_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/model/names.h"
#include "daemon/status_text.h"
#include "persistence/journal_chain.h"

namespace tidegate {

ImageStage::ImageStage(const ImageStageOptions& options, ImageFeed* feed, ImageStore* store, JournalSink* journal, Metrics* metrics,
                       ClockSource* clocks, std::function<void()> wake_engine)
    : options_(options),
      feed_(feed),
      store_(store),
      journal_(journal),
      metrics_(metrics),
      clocks_(clocks),
      wake_engine_(std::move(wake_engine)),
      kept_(options.kept) {
  if (kept_.size() > kImagesKept) kept_.erase(kept_.begin(), kept_.end() - kImagesKept);
  metrics_->Set(Metric::kImageKeptSeq, kept_.size() < kImagesKept ? 0 : static_cast<std::int64_t>(kept_.front()));
}

Micros ImageStage::Step() {
  switch (state_) {
    case State::kResting:
      return Rest(clocks_->Read().boot);
    case State::kWriting:
      return Write();
    case State::kAwaitingCommit:
      return Publish();
  }
  return kImageLookEvery;
}

bool ImageStage::IsDue(Micros now) const {
  const std::uint64_t grown = JournalBytes() - pictured_bytes_;
  if (wished_ || grown >= options_.every_bytes) return true;
  const bool pressed = metrics_->Get(Metric::kSpaceMark) >= static_cast<std::int64_t>(SpaceMark::kRefuseLow);
  return pressed && grown >= kImagePressedBytes && now - published_at_ >= kImagePressedEvery;
}

Micros ImageStage::Rest(Micros now) {
  if (IsDue(now) && now >= not_before_) {
    wished_ = false;
    began_at_ = now;
    began_bytes_ = JournalBytes();
    start_.reset();
    writer_.reset();
    state_ = State::kWriting;
    ExpectBytes();
    feed_->Want();
    wake_engine_();
    return kImageLookEvery;
  }
  return TrimSome() ? kImageTrimEvery : kImageLookEvery;
}

Micros ImageStage::Write() {
  ImageFeed::Taken taken = feed_->Take();
  std::uint64_t bytes = 0;
  for (const std::string& piece : taken.pieces) bytes += piece.size();
  if (taken.engine_waits) wake_engine_();
  absl::Status status = CheckRoom(bytes);
  if (status.ok()) status = WriteTaken(taken);
  if (!status.ok()) {
    GiveUp(StatusText(status));
    return kImageLookEvery;
  }
  ExpectBytes();
  TrimBeside(bytes);
  if (taken.end == ImageFeed::Taken::End::kAbandoned) {
    metrics_->Add(Metric::kImagesAbandoned);
    GiveUp(fmt::format("the disk is too slow for it: more than {} MiB of it waited to be written", feed_->bounds().backlog_max >> 20),
           kImageAgainAfter);
    return kImageLookEvery;
  }
  if (taken.end == ImageFeed::Taken::End::kComplete) {
    state_ = State::kAwaitingCommit;
    return 0;
  }
  return kImageLookEvery;
}

// The disk's marks count it before it is there (SpaceWatch): for its time there are three.
void ImageStage::ExpectBytes() {
  const auto newest = static_cast<std::uint64_t>(metrics_->Get(Metric::kImageBytes));
  const std::uint64_t written = writer_ == nullptr ? 0 : writer_->bytes();
  metrics_->Set(Metric::kImageComing, static_cast<std::int64_t>(newest - std::min(newest, written)));
}

// An image that filled the disk would take the process with it: the journal's next write would fail.
absl::Status ImageStage::CheckRoom(std::uint64_t bytes) {
  if (bytes == 0) return absl::OkStatus();
  const absl::StatusOr<std::uint64_t> free = store_->FreeBytes();
  if (!free.ok()) return free.status();
  const auto budget = static_cast<std::uint64_t>(metrics_->Get(Metric::kSpaceBudget));
  const std::uint64_t reserve = std::min(kImageReserveBytes, budget / kImageReserveShare);
  if (*free >= reserve && *free - reserve >= bytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      fmt::format("the disk has {} MiB left, which the journal needs. Next: make space on this disk", *free >> 20));
}

// Under lasting load one image follows the other: those before must go as fast as they are made, not only in the pauses.
void ImageStage::TrimBeside(std::uint64_t bytes) {
  for (std::uint64_t steps = bytes == 0 ? 0 : 1 + bytes / kImageTrimBytes; steps > 0; --steps) {
    if (!TrimSome()) return;
  }
}

// A file that cannot be removed takes space and harms nobody: said once, tried again now and then, and no reason to make no images.
bool ImageStage::TrimSome() {
  const Micros now = clocks_->Read().boot;
  if (now >= trim_again_at_) {
    trim_again_at_ = kNever;
    store_->TrimAgain();
  }
  const absl::StatusOr<bool> trimmed = store_->Trim();
  if (!trimmed.ok()) {
    if (trims_told_ == Trims::kUntold) {
      news_.push_back({News::Kind::kBad, fmt::format("what is left of an old image stays, and takes space: {}. Images go on; it is tried "
                                                     "again every {} s",
                                                     StatusText(trimmed.status()), kImageTrimAgainAfter / kSecond)});
    }
    trims_told_ = Trims::kTold;
    if (trim_again_at_ == kNever) trim_again_at_ = now + kImageTrimAgainAfter;
    return true;  // others may be freed
  }
  if (!*trimmed && trim_again_at_ == kNever) trims_told_ = Trims::kUntold;  // all are gone
  return *trimmed;
}

absl::Status ImageStage::WriteTaken(ImageFeed::Taken& taken) {
  if (taken.start) {
    start_ = taken.start;
    absl::StatusOr<std::unique_ptr<ImageWriter>> writer = ImageWriter::Begin(*store_, HeaderOf(*start_, options_.hash_key));
    if (!writer.ok()) return writer.status();
    writer_ = *std::move(writer);
  }
  for (std::string& piece : taken.pieces) {
    if (absl::Status status = writer_->Add(piece); !status.ok()) return status;
    const std::size_t bytes = piece.size();
    std::string().swap(piece);
    if (feed_->Wrote(bytes)) wake_engine_();
  }
  return absl::OkStatus();
}

Micros ImageStage::Publish() {
  if (static_cast<std::uint64_t>(metrics_->Get(Metric::kCommittedSeq)) < start_->seq || journal_->durable().seq < start_->seq) {
    return kImageLookEvery;
  }
  if (const absl::Status status = PublishNow(writer_->bytes()); !status.ok()) {
    GiveUp(StatusText(status));
    return kImageLookEvery;
  }
  return 0;
}

absl::Status ImageStage::PublishNow(std::uint64_t bytes) {
  const absl::StatusOr<std::uint64_t> chain = ChainAt(start_->seq);
  if (!chain.ok()) return chain.status();
  if (absl::Status status = writer_->Finish(*chain); !status.ok()) return status;
  writer_.reset();
  // Where commits are not synced the image would otherwise outlive, in a power loss, the journal that it is a picture of.
  if (absl::Status status = journal_->SyncNow(); !status.ok()) return status;
  if (absl::Status status = store_->Publish(start_->seq); !status.ok()) return status;
  feed_->GiveUp();
  state_ = State::kResting;
  pictured_bytes_ = began_bytes_;
  published_at_ = clocks_->Read().boot;
  const Micros spent = published_at_ - began_at_;
  metrics_->Add(Metric::kImages);
  metrics_->Set(Metric::kImageFailing, 0);
  metrics_->Set(Metric::kImageSeq, static_cast<std::int64_t>(start_->seq));
  metrics_->Set(Metric::kImageTime, start_->at);
  metrics_->Set(Metric::kImageBytes, static_cast<std::int64_t>(bytes));
  metrics_->Set(Metric::kImageComing, 0);
  metrics_->Set(Metric::kImageMicros, spent);
  news_.push_back({.text = fmt::format("image at seq {}: {} open tickets, {} MiB, {} ms", start_->seq, start_->counts.tickets, bytes >> 20,
                                       spent / kMillisecond)});
  Keep(start_->seq);
  return absl::OkStatus();
}

// The newest image stands; that another one stays than should is a waste of space and no failure: the next image tries again. A damaged one
// that a start passed over goes here, too: until then it can be looked at.
void ImageStage::Keep(std::uint64_t seq) {
  if (kept_.empty() || kept_.back() != seq) kept_.push_back(seq);
  if (kept_.size() > kImagesKept) kept_.erase(kept_.begin());
  absl::StatusOr<std::vector<std::uint64_t>> seqs = store_->List();
  absl::Status status = seqs.status();
  for (std::size_t i = 0; status.ok() && i < seqs->size(); ++i) {
    if (std::find(kept_.begin(), kept_.end(), (*seqs)[i]) == kept_.end()) status = store_->Retire((*seqs)[i]);
  }
  if (!status.ok()) news_.push_back({News::Kind::kBad, "an older image stays: " + StatusText(status)});
  metrics_->Set(Metric::kImageKeptSeq, kept_.size() < kImagesKept ? 0 : static_cast<std::int64_t>(kept_.front()));
}

// The journal itself says what its chain was there.
absl::StatusOr<std::uint64_t> ImageStage::ChainAt(std::uint64_t seq) {
  JournalPosition position;
  const absl::Status read = journal_->ReadFrom(seq, [&](std::string_view record) {
    position = PositionAfter(record);
    return absl::CancelledError();  // the first record is the one
  });
  if (!absl::IsCancelled(read)) return read.ok() ? absl::InternalError("the journal has no record there") : read;
  if (position.seq != seq) return absl::InternalError(fmt::format("no record of the journal ends at seq {}", seq));
  return position.chain;
}

void ImageStage::GiveUp(const std::string& why, Micros again_after) {
  feed_->GiveUp();
  writer_.reset();
  store_->Drop().IgnoreError();  // what cannot be put aside now, the next Create meets, and it is said then
  state_ = State::kResting;
  not_before_ = clocks_->Read().boot + again_after;
  metrics_->Set(Metric::kImageComing, 0);
  metrics_->Add(Metric::kImageFailures);
  metrics_->Set(Metric::kImageFailing, 1);
  news_.push_back({.kind = News::Kind::kBad,
                   .text = fmt::format("no image could be made: {}. The journal goes on and grows; the next try is in {} s", why,
                                       again_after / kSecond)});
}

}  // namespace tidegate
