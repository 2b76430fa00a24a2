// Frames with flipped bytes never crash either side, and never get past it with what was not checked. Run under asan in tools/test.
#include <gtest/gtest.h>

#include "tests/fuzz/wire_target.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

TEST(Corruption, EveryByteOfEverySampleSetToHardValues) {
  for (const SampleFrame& sample : SampleFrames()) {
    for (std::size_t at = 0; at < sample.bytes.size(); ++at) {
      for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, sample.bytes[at] ^ 0x01, sample.bytes[at] + 4}) {
        std::string bytes = sample.bytes;
        bytes[at] = static_cast<char>(value);
        ASSERT_EQ(Unsound(bytes), "") << FrameInfo(sample.kind).name << " at " << at << " = " << value;
      }
    }
  }
}

TEST(Corruption, ManyFlipsAtOnce) {
  Dice dice(Seed());
  const std::vector<SampleFrame> samples = SampleFrames();
  for (int round = 0; round < 40'000; ++round) {
    std::string bytes = samples[dice.Below(samples.size())].bytes;
    const std::uint64_t flips = 1 + dice.Below(12);
    for (std::uint64_t i = 0; i < flips; ++i) bytes[dice.Below(bytes.size())] ^= static_cast<char>(1u << dice.Below(8));
    ASSERT_EQ(Unsound(bytes), "") << HexDump(bytes);
  }
}

TEST(Corruption, BodiesOfAnotherKind) {
  for (const SampleFrame& sample : SampleFrames()) {
    for (const FrameKindRow& row : kFrameKindRows) {
      std::string bytes = sample.bytes;
      bytes[4] = static_cast<char>(row.kind);
      ASSERT_EQ(Unsound(bytes), "") << FrameInfo(sample.kind).name << " as " << row.name;
    }
  }
}

TEST(Corruption, CutBodies) {
  for (const SampleFrame& sample : SampleFrames()) {
    for (std::size_t length = 0; length + kFrameHeaderBytes < sample.bytes.size(); length += kFrameAlign) {
      std::string bytes = sample.bytes.substr(0, kFrameHeaderBytes + length);
      bytes[0] = static_cast<char>(length);
      bytes[1] = static_cast<char>(length >> 8);
      ASSERT_EQ(Unsound(bytes), "") << FrameInfo(sample.kind).name << " cut to " << length;
    }
  }
}

// A body whose last byte is the last of its memory: a read beyond it shows under the address sanitizer, where the tests above, which read
// from a larger buffer, would hide it.
TEST(Corruption, NothingIsReadBehindTheBody) {
  Dice dice(Seed());
  CommandArena arena;
  const std::vector<SampleFrame> samples = SampleFrames();
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = samples[dice.Below(samples.size())].bytes;
    bytes[kFrameHeaderBytes + dice.Below(bytes.size() - kFrameHeaderBytes)] = static_cast<char>(dice.Below(256));
    const AlignedFrame memory(bytes);
    const FrameResult result = memory.Read(FrameSide::kServer);
    if (result.status != FrameStatus::kFrame) continue;
    std::vector<Command> commands;
    const DecodeResult decoded =
        DecodeRequest(result.frame, SampleIdentity(Role::kGateway), SampleNames(), SampleHasher(), arena, commands);
    EXPECT_TRUE(commands.empty() || decoded.ok() || commands.size() + decoded.refusals.size() > 1);
    arena.Reset();
  }
}

}  // namespace
}  // namespace tidegate
