#include "protocol/frame_buffer.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"

namespace tidegate {
namespace {

// A peer that sends one large batch will send the next; growing anew for each costs 256 page faults.
constexpr int kSmallToShrink = 64;

}  // namespace

FrameBuffer::FrameBuffer(FrameSide side, std::size_t initial_bytes)
    : side_(side), initial_bytes_((std::max(initial_bytes, 4 * kFrameHeaderBytes) + 7) / 8 * 8), capacity_(initial_bytes_) {
  memory_ = std::make_unique_for_overwrite<std::uint64_t[]>(capacity_ / 8);
}

void FrameBuffer::Resize(std::size_t bytes) {
  auto memory = std::make_unique_for_overwrite<std::uint64_t[]>(bytes / 8);
  std::memcpy(memory.get(), reinterpret_cast<const char*>(memory_.get()) + begin_, end_ - begin_);
  memory_ = std::move(memory);
  capacity_ = bytes;
  end_ -= begin_;
  begin_ = 0;
}

std::span<char> FrameBuffer::Free() {
  // Consumed frames are multiples of 8 long, so what is left still begins 8-aligned and may move to the front as it is.
  if (begin_ == end_) begin_ = end_ = 0;
  const std::size_t needed = std::max(wanted_, kFrameHeaderBytes);
  if (needed > capacity_) {
    Resize((needed + 7) / 8 * 8);
    small_in_a_row_ = 0;
  } else if (capacity_ > initial_bytes_ && needed <= initial_bytes_ && end_ - begin_ < initial_bytes_ &&
             ++small_in_a_row_ >= kSmallToShrink) {
    Resize(initial_bytes_);
  } else if (begin_ + needed > capacity_ || end_ == capacity_) {
    std::memmove(memory_.get(), reinterpret_cast<const char*>(memory_.get()) + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  CHECK_LT(end_, capacity_);
  return {reinterpret_cast<char*>(memory_.get()) + end_, capacity_ - end_};
}

void FrameBuffer::Commit(std::size_t bytes) {
  CHECK_LE(bytes, capacity_ - end_);
  end_ += bytes;
}

FrameResult FrameBuffer::Next() {
  FrameResult result = ReadFrame(side_, {reinterpret_cast<const char*>(memory_.get()) + begin_, end_ - begin_});
  begin_ += result.consumed;
  wanted_ = result.status == FrameStatus::kNeedMore ? result.wanted : kFrameHeaderBytes;
  return result;
}

}  // namespace tidegate
