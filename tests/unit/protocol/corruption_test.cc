// Frames with flipped bytes never crash either side, and never get past it with what was not checked. Run under asan in tools/test.
#include <gtest/gtest.h>

#include "core/base/utf8.h"
#include "protocol/client/client_codec.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

// What core relies on in a command that was decoded (command.h: names checked, enums listed, texts valid).
void ExpectSound(const Command& command) {
  ASSERT_NE(command.kind(), CommandKind::kNone);
  if (const auto* submit = std::get_if<Submit>(&command.body)) {
    const auto body = DecodeBody(submit->body);
    ASSERT_TRUE(body);
    for (const std::string_view text : body->fields) ASSERT_TRUE(IsUtf8(text));
    ASSERT_FALSE((*body)[BodyField::kExternalKey].empty());
    ASSERT_LE((*body)[BodyField::kText].size(), kTextBytesMax);
    ASSERT_LE(submit->type.raw(), SampleNames().count(CatalogKind::kType));
    ASSERT_LE(submit->region.raw(), SampleNames().count(CatalogKind::kRegion));
    ASSERT_LE(submit->channel.raw(), SampleNames().count(CatalogKind::kChannel));
    ASSERT_LE(static_cast<int>(submit->claimed_level), kLevelCount);
    ASSERT_LE(submit->skill_count, kRequirementSkillsMax);
  }
  if (const auto* agent = std::get_if<DeclareAgent>(&command.body)) {
    ASSERT_TRUE(IsUtf8(agent->name));
    ASSERT_LE(agent->profile->skill_count, kProfileSkillsMax);
    ASSERT_TRUE(IsListed<AgentTier>(agent->profile->tier));
  }
  if (const auto* resolve = std::get_if<Resolve>(&command.body)) {
    ASSERT_TRUE(IsUtf8(resolve->solution));
    ASSERT_FALSE(resolve->solution.empty());
  }
}

void TakeAsServer(std::string_view bytes, CommandArena& arena) {
  const AlignedFrame frame(bytes);
  const FrameResult result = frame.Read(FrameSide::kServer);
  if (result.status != FrameStatus::kFrame) {
    ASSERT_TRUE(result.status == FrameStatus::kNeedMore || !RefusalOf(result).detail.empty());
    return;
  }
  HelloRequest hello;
  const bool said_hello = DecodeHello(result.frame, hello).ok();
  ASSERT_TRUE(!said_hello || (IsUtf8(hello.name) && !hello.name.empty() && hello.credits >= 1 && hello.credits <= kCreditsMax));
  std::vector<Command> commands;
  for (const Name& role : NameTable<Role>::kRows) {
    const DecodeResult decoded =
        DecodeRequest(result.frame, SampleIdentity(static_cast<Role>(role.number)), SampleNames(), SampleHasher(), arena, commands);
    for (const Refusal& refusal : decoded.refusals) ASSERT_TRUE(IsReject(static_cast<std::uint8_t>(refusal.code)));
  }
  for (const Command& command : commands) ASSERT_NO_FATAL_FAILURE(ExpectSound(command));
  arena.Reset();
}

void TakeAsClient(std::string_view bytes) {
  const AlignedFrame frame(bytes);
  const FrameResult result = frame.Read(FrameSide::kClient);
  client::Handler handler;
  if (result.status == FrameStatus::kFrame) client::DecodeReply(result.frame, handler);
}

void Take(std::string_view bytes, CommandArena& arena) {
  ASSERT_NO_FATAL_FAILURE(TakeAsServer(bytes, arena));
  TakeAsClient(bytes);
}

TEST(Corruption, EveryByteOfEverySampleSetToHardValues) {
  CommandArena arena;
  for (const SampleFrame& sample : SampleFrames()) {
    for (std::size_t at = 0; at < sample.bytes.size(); ++at) {
      for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, sample.bytes[at] ^ 0x01, sample.bytes[at] + 4}) {
        std::string bytes = sample.bytes;
        bytes[at] = static_cast<char>(value);
        ASSERT_NO_FATAL_FAILURE(Take(bytes, arena)) << FrameInfo(sample.kind).name << " at " << at << " = " << value;
      }
    }
  }
}

TEST(Corruption, ManyFlipsAtOnce) {
  Dice dice(Seed());
  CommandArena arena;
  const std::vector<SampleFrame> samples = SampleFrames();
  for (int round = 0; round < 60'000; ++round) {
    std::string bytes = samples[dice.Below(samples.size())].bytes;
    const std::uint64_t flips = 1 + dice.Below(12);
    for (std::uint64_t i = 0; i < flips; ++i) bytes[dice.Below(bytes.size())] ^= static_cast<char>(1u << dice.Below(8));
    ASSERT_NO_FATAL_FAILURE(Take(bytes, arena));
  }
}

TEST(Corruption, BodiesOfAnotherKind) {
  CommandArena arena;
  for (const SampleFrame& sample : SampleFrames()) {
    for (const FrameKindRow& row : kFrameKindRows) {
      std::string bytes = sample.bytes;
      bytes[4] = static_cast<char>(row.kind);
      ASSERT_NO_FATAL_FAILURE(Take(bytes, arena));
    }
  }
}

TEST(Corruption, CutBodies) {
  CommandArena arena;
  for (const SampleFrame& sample : SampleFrames()) {
    for (std::size_t length = 0; length + kFrameHeaderBytes < sample.bytes.size(); length += kFrameAlign) {
      std::string bytes = sample.bytes.substr(0, kFrameHeaderBytes + length);
      bytes[0] = static_cast<char>(length);
      bytes[1] = static_cast<char>(length >> 8);
      ASSERT_NO_FATAL_FAILURE(Take(bytes, arena));
    }
  }
}

}  // namespace
}  // namespace tidegate
