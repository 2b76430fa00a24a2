#include "tests/unit/protocol/replies/recorder.h"

#include <cstring>

namespace tidegate {

void Hear(std::string_view bytes, Recorder& recorder) {
  const std::vector<std::uint64_t> aligned = [&] {
    std::vector<std::uint64_t> words((bytes.size() + 7) / 8);
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    return words;
  }();
  std::string_view left(reinterpret_cast<const char*>(aligned.data()), bytes.size());
  while (!left.empty()) {
    const FrameResult result = ReadFrame(FrameSide::kClient, left);
    ASSERT_EQ(result.status, FrameStatus::kFrame) << Describe(result);
    const client::ReplyCount count = client::DecodeReply(result.frame, recorder);
    ASSERT_EQ(count.wrong, nullptr);
    recorder.answered += count.answered;
    ++recorder.frames;
    left.remove_prefix(result.consumed);
  }
}

Recorder HearSample(FrameKind kind) {
  Recorder recorder;
  Hear(SampleBytes(kind), recorder);
  EXPECT_EQ(recorder.frames, 1);
  return recorder;
}

Ack SampleAck(std::uint64_t correlation, Reject reject) {
  Ack ack;
  ack.correlation = correlation;
  ack.ticket = kTicket.raw();
  ack.reject = reject;
  ack.status = static_cast<std::uint8_t>(Status::kPooled);
  ack.retry_after_ms = reject == Reject::kNone ? 0 : 250;
  return ack;
}

void ExpectSampleRequirement(const Requirement& requirement) {
  EXPECT_EQ(requirement.skill_count, 2);
  EXPECT_EQ(requirement.skills[0], (SkillLevel{1, 3, 0}));
  EXPECT_EQ(requirement.skills[1], (SkillLevel{2, 1, 0}));
  EXPECT_EQ(requirement.region, 2u);
  EXPECT_EQ(requirement.channel, 2u);
  EXPECT_EQ(requirement.customer_tier, 1u);
  EXPECT_EQ(requirement.agent_tiers, 0x30u);
}

}  // namespace tidegate
