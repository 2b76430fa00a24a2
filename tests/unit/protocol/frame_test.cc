#include "protocol/frame.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "protocol/frame_buffer.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

std::string HeaderBytes(FrameHeader header) {
  std::string bytes(kFrameHeaderBytes, '\0');
  StoreHeader(header, bytes.data());
  return bytes;
}

FrameHeader HeaderOf(FrameKind kind, std::size_t length) {
  FrameHeader header;
  header.kind = static_cast<std::uint8_t>(kind);
  header.length = static_cast<std::uint32_t>(length);
  header.correlation = 77;
  return header;
}

// Feeds `bytes` to the buffer in pieces of at most `piece` bytes; the frames' bytes, headers included, in order.
std::vector<std::string> FramesOf(FrameBuffer& buffer, std::string_view bytes, std::size_t piece) {
  std::vector<std::string> frames;
  while (!bytes.empty()) {
    const std::span<char> free = buffer.Free();
    const std::size_t size = std::min({piece, free.size(), bytes.size()});
    std::memcpy(free.data(), bytes.data(), size);
    bytes.remove_prefix(size);
    buffer.Commit(size);
    while (true) {
      const FrameResult result = buffer.Next();
      if (result.status == FrameStatus::kNeedMore) break;
      EXPECT_EQ(result.status, FrameStatus::kFrame) << Describe(result);
      if (result.status != FrameStatus::kFrame) return frames;
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(result.frame.body.data()) % kFrameAlign, 0u);
      frames.push_back(HeaderBytes(result.frame.header) + std::string(result.frame.body));
    }
  }
  return frames;
}

TEST(FrameKinds, NumbersAndNamesAreUniqueAndInTheirRanges) {
  std::set<std::string_view> names;
  for (const FrameKindRow& row : kFrameKindRows) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(FindFrameKind(static_cast<std::uint8_t>(row.kind)), &row);
    const int number = static_cast<int>(row.kind);
    // The first ranges were full one day: then requests go on from 110, replies and pushes from 140.
    const bool first = number < 110;
    const bool request = row.direction == Direction::kRequest;
    const int from = request ? (first ? 1 : 110) : !first ? 140 : row.direction == Direction::kReply ? 64 : 96;
    const int to = request ? (first ? 63 : 139) : !first ? 171 : row.direction == Direction::kReply ? 95 : 109;
    EXPECT_GE(number, from) << row.name;
    EXPECT_LE(number, to) << row.name;
  }
  EXPECT_EQ(FindFrameKind(0), nullptr);
  EXPECT_EQ(FindFrameKind(255), nullptr);
}

TEST(ReadFrame, AppendedFrameComesBackPadded) {
  std::string bytes;
  AppendFrame(HeaderOf(FrameKind::kPing, 0), "12345", bytes);
  ASSERT_EQ(bytes.size(), 24u);
  const FrameResult result = ReadFrame(FrameSide::kServer, bytes);
  ASSERT_EQ(result.status, FrameStatus::kFrame);
  EXPECT_EQ(result.consumed, 24u);
  EXPECT_EQ(result.frame.header, HeaderOf(FrameKind::kPing, 8));
  EXPECT_EQ(result.frame.body, std::string_view("12345\0\0\0", 8));
}

TEST(ReadFrame, TornAtEveryByteItAsksForMore) {
  const std::string bytes = SampleBytes(FrameKind::kSubmit);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    const FrameResult result = ReadFrame(FrameSide::kServer, std::string_view(bytes).substr(0, cut));
    EXPECT_EQ(result.status, FrameStatus::kNeedMore) << cut;
    EXPECT_EQ(result.consumed, 0u);
    EXPECT_EQ(result.wanted, cut < kFrameHeaderBytes ? kFrameHeaderBytes : bytes.size());
  }
  EXPECT_EQ(ReadFrame(FrameSide::kServer, bytes).status, FrameStatus::kFrame);
}

TEST(ReadFrame, OneByteAboveTheBoundOfItsKindIsTooLarge) {
  for (const FrameKindRow& row : kFrameKindRows) {
    const FrameSide side = row.direction == Direction::kRequest ? FrameSide::kServer : FrameSide::kClient;
    EXPECT_EQ(ReadFrame(side, HeaderBytes(HeaderOf(row.kind, row.body_bytes_max))).status, FrameStatus::kNeedMore) << row.name;
    const FrameResult result = ReadFrame(side, HeaderBytes(HeaderOf(row.kind, row.body_bytes_max + 8)));
    EXPECT_EQ(result.status, FrameStatus::kTooLarge) << row.name;
    EXPECT_EQ(result.consumed, 0u);
    EXPECT_EQ(Describe(result), std::string(row.name) + " of " + std::to_string(row.body_bytes_max + 8) + " bytes: it may have " +
                                    std::to_string(row.body_bytes_max));
  }
}

TEST(ReadFrame, LengthsOffTheGridAreRefusedByTheHeaderAlone) {
  const FrameResult result = ReadFrame(FrameSide::kServer, HeaderBytes(HeaderOf(FrameKind::kSubmit, 12)));
  EXPECT_EQ(result.status, FrameStatus::kUnaligned);
  EXPECT_EQ(Describe(result), "submit of 12 bytes: the length must be a multiple of 8");
}

TEST(ReadFrame, UnknownKindsAndWrongDirectionsAreSkippedWhole) {
  for (int number = 0; number < 256; ++number) {
    const FrameKindRow* row = FindFrameKind(static_cast<std::uint8_t>(number));
    for (const FrameSide side : {FrameSide::kServer, FrameSide::kClient}) {
      FrameHeader header = HeaderOf(FrameKind::kNone, 8);
      header.kind = static_cast<std::uint8_t>(number);
      const FrameResult result = ReadFrame(side, HeaderBytes(header) + std::string(8, 'x') + "next");
      const bool ours = row != nullptr && (row->direction == Direction::kRequest) == (side == FrameSide::kServer);
      EXPECT_EQ(result.status, ours ? FrameStatus::kFrame : FrameStatus::kUnknownKind) << number;
      EXPECT_EQ(result.consumed, 24u);
      EXPECT_EQ(result.frame.header.correlation, 77u);
      EXPECT_EQ(Describe(result).empty(), ours);
    }
  }
}

TEST(ReadFrame, UnknownKindStillKeepsTheBoundOfAnOrdinaryFrame) {
  FrameHeader header = HeaderOf(FrameKind::kNone, kFrameBodyBytesMax + 8);
  header.kind = 200;
  const FrameResult result = ReadFrame(FrameSide::kServer, HeaderBytes(header));
  EXPECT_EQ(result.status, FrameStatus::kTooLarge);
  EXPECT_EQ(Describe(result), "frame of kind 200 of 65544 bytes: it may have 65536");
}

TEST(FrameBuffer, AnyPiecesGiveTheSameFrames) {
  std::string stream;
  std::vector<std::string> expected;
  for (const SampleFrame& sample : SampleFrames()) {
    if (FrameInfo(sample.kind).direction != Direction::kRequest) continue;
    stream += sample.bytes;
    expected.push_back(sample.bytes);
  }
  Dice dice(Seed());
  for (const std::size_t initial_bytes : {64u, 256u, 65'536u}) {
    for (std::size_t piece = 1; piece <= 40; ++piece) {
      FrameBuffer buffer(FrameSide::kServer, initial_bytes);
      EXPECT_EQ(FramesOf(buffer, stream, piece), expected) << "pieces of " << piece;
      EXPECT_EQ(buffer.pending(), 0u);
    }
    for (int round = 0; round < 200; ++round) {
      FrameBuffer buffer(FrameSide::kServer, initial_bytes);
      EXPECT_EQ(FramesOf(buffer, stream, 1 + dice.Below(2'000)), expected);
    }
  }
}

TEST(FrameBuffer, GrowsForOneLargeFrameAndShrinksAgain) {
  std::string large;
  AppendFrame(HeaderOf(FrameKind::kSubmitBatch, 0), std::string(kBatchBodyBytesMax, 'x'), large);
  std::string small;
  AppendFrame(HeaderOf(FrameKind::kPing, 0), "ping", small);
  FrameBuffer buffer(FrameSide::kServer, 4'096);
  EXPECT_EQ(buffer.Free().size(), 4'096u);
  EXPECT_EQ(FramesOf(buffer, large, 10'000).size(), 1u);
  EXPECT_GT(buffer.Free().size(), 4'096u) << "the next batch would have to fault its pages in again";
  for (int i = 0; i < 100; ++i) EXPECT_EQ(FramesOf(buffer, small, 1'000).size(), 1u);
  EXPECT_EQ(buffer.Free().size(), 4'096u);
  EXPECT_EQ(FramesOf(buffer, large + small, 10'000).size(), 2u);
}

TEST(FrameBuffer, AnAnnouncedSizeBeyondTheBoundDoesNotGrowIt) {
  FrameBuffer buffer(FrameSide::kServer, 4'096);
  const std::string bytes = HeaderBytes(HeaderOf(FrameKind::kSubmit, 0xFFFFFFF8));
  std::memcpy(buffer.Free().data(), bytes.data(), bytes.size());
  buffer.Commit(bytes.size());
  EXPECT_EQ(buffer.Next().status, FrameStatus::kTooLarge);
  EXPECT_EQ(buffer.pending(), kFrameHeaderBytes);
  EXPECT_LE(buffer.Free().size(), 4'096u);
}

TEST(FrameBuffer, TellsThatAFrameWasTorn) {
  FrameBuffer buffer(FrameSide::kServer, 4'096);
  const std::string bytes = SampleBytes(FrameKind::kSubmit);
  EXPECT_EQ(FramesOf(buffer, std::string_view(bytes).substr(0, bytes.size() - 1), 100).size(), 0u);
  EXPECT_EQ(buffer.pending(), bytes.size() - 1);
}

}  // namespace
}  // namespace tidegate
