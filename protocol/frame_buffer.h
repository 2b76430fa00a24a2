// FrameBuffer: the receiving end of one connection: bytes go in as the socket gives them, whole frames come out in place.
//
// One owner, no locking. No copy but the move of an unfinished frame to the front. Starts with `initial_bytes` and grows only when a frame
// that keeps its bounds has announced more, and back to the initial size after some reads without such: 10 000 idle sessions stay cheap.
// Memory is 8-aligned, so frames are.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "protocol/frame.h"

namespace tidegate {

class FrameBuffer {
 public:
  FrameBuffer(FrameSide side, std::size_t initial_bytes);

  // Where to read to: never empty. Invalidates frames given before.
  std::span<char> Free();
  // `bytes` were read into Free().
  void Commit(std::size_t bytes);
  // The next frame, consumed with kFrame and kUnknownKind; its body stays valid until the next Free().
  FrameResult Next();
  // Bytes that came and were not consumed: not zero when the peer hung up in the middle of a frame.
  std::size_t pending() const { return end_ - begin_; }

 private:
  void Resize(std::size_t bytes);

  FrameSide side_;
  std::size_t initial_bytes_;
  std::size_t capacity_;
  std::unique_ptr<std::uint64_t[]> memory_;  // of 64-bit words, for their alignment
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t wanted_ = kFrameHeaderBytes;  // of the frame at begin_
  int small_in_a_row_ = 0;                  // reads since more than the initial size was needed
};

}  // namespace tidegate
