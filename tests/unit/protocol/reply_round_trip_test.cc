// What the server's encoder writes is what the client library tells its handler, field by field; runs are merged, order is kept. Here
// acks, pushes and the encoder itself; the other replies in replies/.
#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "protocol/frame.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/replies/recorder.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

OfferPush SampleOffer(std::uint32_t token, std::uint64_t submit_seq = 0) {
  OfferPush push;
  push.item.token = token;
  push.item.submit_seq = submit_seq;
  return push;
}

TEST(ReplyRoundTrip, Acks) {
  const Recorder heard = HearSample(FrameKind::kAcks);
  ASSERT_EQ(heard.acks.size(), 2u);
  EXPECT_EQ(heard.answered, 2u);
  const client::AckInfo& ack = heard.acks[0];
  EXPECT_EQ(ack.tag, kTag);
  EXPECT_EQ(ack.ticket, kTicket);
  EXPECT_EQ(ack.respond_by, kNow + 15 * kMinute);
  EXPECT_EQ(ack.resolve_by, kNow + 4 * kHour);
  EXPECT_EQ(ack.place, 12u);
  EXPECT_EQ(ack.wait_ms, 34'000u);
  EXPECT_EQ(ack.retry_after_ms, 0u);
  EXPECT_TRUE(ack.ok());
  EXPECT_TRUE(ack.duplicate);
  EXPECT_EQ(ack.status, Status::kPooled);
  EXPECT_EQ(ack.command, static_cast<std::uint8_t>(CommandKind::kSubmit));
  EXPECT_EQ(ack.offer, RepeatOffer::kReopen);
  EXPECT_EQ(ack.earlier_status, Status::kResolved);
  EXPECT_EQ(ack.earlier, TicketId(kTicket.raw() - 1));
  EXPECT_EQ(heard.acks[1].tag, kTag + 1);
  EXPECT_EQ(heard.acks[1].token, 3u);
  EXPECT_FALSE(heard.acks[1].duplicate);
}

TEST(ReplyRoundTrip, ErrorBecomesAnAckWithWords) {
  const Recorder heard = HearSample(FrameKind::kError);
  ASSERT_EQ(heard.acks.size(), 1u);
  EXPECT_EQ(heard.answered, 1u);
  EXPECT_EQ(heard.acks[0].tag, kTag);
  EXPECT_EQ(heard.acks[0].reject, Reject::kUnknownName);
  EXPECT_EQ(heard.acks[0].command, static_cast<std::uint8_t>(CommandKind::kSubmit));
  EXPECT_EQ(heard.texts, (std::vector<std::string>{"type", "no type \"complant\" in the catalog", ""}));
  EXPECT_EQ(client::RefusalWords(Reject::kUnknownName, "type", "no type \"x\"", ""),
            "unknown-name (type): no type \"x\"; declare the skill, region, type or channel first, or correct it");
}

TEST(ReplyRoundTrip, Pushes) {
  const Recorder offers = HearSample(FrameKind::kOffers);
  ASSERT_EQ(offers.offers.size(), 2u);
  EXPECT_EQ(offers.offers[0].submit_seq, 4'711u);
  EXPECT_EQ(offers.texts, (std::vector<std::string>{"INC0000045", "退款没有到账", "The refund of last week has not arrived.", "", "", ""}));
  EXPECT_EQ(offers.handling, (std::vector<std::string>{"1. 致歉\n2. 退款", "listen"}));
  const Recorder suggested = HearSample(FrameKind::kSuggestions);
  EXPECT_EQ(suggested.suggestions.ticket, kTicket);
  EXPECT_EQ(suggested.suggestions.hits, (std::vector<ArticleHit>{{ArticleId(12), 3, Visibility::kInternal, "退款多久到账", "原路退回。"}}));
  const Recorder withdrawn = HearSample(FrameKind::kWithdrawn);
  EXPECT_EQ(withdrawn.withdrawn.ticket, kTicket);
  EXPECT_EQ(withdrawn.withdrawn.agent, AgentId(7));
  EXPECT_EQ(withdrawn.withdrawn.token, 3u);
  EXPECT_EQ(withdrawn.withdrawn.reason, ReturnReason::kNoAnswer);
  const Recorder clock = HearSample(FrameKind::kClockAlerts);
  EXPECT_EQ(clock.clock.ticket, kTicket);
  EXPECT_EQ(clock.clock.due, kNow);
  EXPECT_EQ(clock.clock.agent, AgentId(7));
  EXPECT_EQ(clock.clock.per_mille, 1'000u);
  EXPECT_EQ(clock.clock.clock, Clock::kResolve);
  EXPECT_EQ(clock.clock.level, Level::kHigh);
  const Recorder alert = HearSample(FrameKind::kAlerts);
  EXPECT_EQ(alert.alert.ticket, kTicket);
  EXPECT_EQ(alert.alert.at, kNow);
  EXPECT_EQ(alert.alert.agent, AgentId(7));
  EXPECT_EQ(alert.alert.kind, AlertKind::kOnlyDecliners);
  const Recorder state = HearSample(FrameKind::kAgentStates);
  EXPECT_EQ(state.agent_state.agent, AgentId(7));
  EXPECT_EQ(state.agent_state.status, AgentStatus::kWrapUp);
  EXPECT_EQ(state.agent_state.until, kNow + kMinute);
  const Recorder bye = HearSample(FrameKind::kGoodBye);
  EXPECT_EQ(bye.reject, Reject::kMalformed);
  EXPECT_EQ(bye.texts, (std::vector<std::string>{"the frame is too large", "帧过大"}));
  EXPECT_EQ(offers.answered + withdrawn.answered + clock.answered + alert.answered + state.answered + bye.answered, 0u)
      << "pushes free no credit";
}

TEST_F(EncoderTest, RunsOfAcksShareFramesUpToTheBound) {
  std::vector<std::string> expected;
  for (std::uint64_t i = 0; i < 2 * kAcksPerFrameMax + 1; ++i) {
    encoder_.Append(SampleAck(i), nullptr);
    expected.push_back("ack " + std::to_string(i));
  }
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, expected);
  EXPECT_EQ(heard.frames, 3);
}

TEST_F(EncoderTest, AnyNumberOfAcksIsTheFrameThatFlatBuffersWouldVerify) {
  for (std::uint64_t count = 1; count <= kAcksPerFrameMax; count = count * 3 / 2 + 1) {
    for (std::uint64_t i = 0; i < count; ++i) encoder_.Append(SampleAck(i), nullptr);
    EXPECT_EQ(Heard().heard.size(), count);
  }
}

TEST_F(EncoderTest, AcksPassOffersOfTheSameFlushAndNothingElseMoves) {
  encoder_.Append(SampleOffer(1), nullptr);
  encoder_.Append(SampleAck(1), nullptr);
  encoder_.Append(SampleOffer(2), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  encoder_.Append(AgentPush{}, nullptr);
  encoder_.Append(SampleOffer(3), nullptr);
  encoder_.Append(SampleAck(3), nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.heard, (std::vector<std::string>{"ack 1", "ack 2", "offer 1", "offer 2", "agent-state", "ack 3", "offer 3"}));
  EXPECT_EQ(heard.frames, 5);
}

TEST_F(EncoderTest, RefusalsOfTheEngineComeCompactOrInWords) {
  encoder_.Append(SampleAck(1, Reject::kFull), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  Recorder heard = Heard();
  EXPECT_EQ(heard.frames, 1);
  EXPECT_EQ(heard.acks.at(0).reject, Reject::kFull);
  EXPECT_EQ(heard.acks.at(0).retry_after_ms, 250u);
  encoder_.set_refusals(Refusals::kInWords);
  encoder_.Append(SampleAck(1, Reject::kIllegalState), nullptr);
  encoder_.Append(SampleAck(2), nullptr);
  heard = Heard();
  EXPECT_EQ(heard.frames, 2);
  EXPECT_EQ(heard.acks.at(0).reject, Reject::kIllegalState);
  EXPECT_EQ(heard.acks.at(0).status, Status::kPooled);
  EXPECT_EQ(heard.acks.at(0).ticket, kTicket);
  EXPECT_EQ(heard.acks.at(0).retry_after_ms, 250u);
}

TEST_F(EncoderTest, BusyAndMovedSayWhatToDo) {
  encoder_.AppendBusy(7, CommandKind::kSubmit, Reject::kBusy, 40);
  encoder_.AppendMoved(8, Reject::kNotLeader, "10.0.0.2:7415", "epoch 5");
  const Recorder heard = Heard();
  ASSERT_EQ(heard.acks.size(), 2u);
  EXPECT_EQ(heard.acks[0].reject, Reject::kBusy);
  EXPECT_EQ(heard.acks[0].retry_after_ms, 40u);
  EXPECT_EQ(heard.acks[1].reject, Reject::kNotLeader);
  EXPECT_EQ(heard.texts.at(5), "10.0.0.2:7415");
}

TEST_F(EncoderTest, LargeTextsStayWithinTheFrameBound) {
  class LargeBodies : public BodyLookup {
   public:
    LargeBodies() {
      const std::string key(kKeyBytesMax, 'k');
      const std::string title(kTitleBytesMax, 't');
      const std::string text(kTextBytesMax, 'x');
      Body body;
      body[BodyField::kExternalKey] = key;
      body[BodyField::kTitle] = title;
      body[BodyField::kText] = text;
      tidegate::AppendBody(body, large_);
      body[BodyField::kText] = std::string_view(text).substr(0, 200);
      tidegate::AppendBody(body, small_);
    }
    std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId) override { return submit_seq == 0 ? small_ : large_; }

   private:
    std::string large_;
    std::string small_;
  };
  LargeBodies bodies;
  Dice dice(Seed());
  std::vector<std::string> expected;
  for (std::uint32_t i = 0; i < 1'000; ++i) {
    encoder_.Append(SampleOffer(i, dice.OneIn(3) ? 1 : 0), &bodies);
    expected.push_back("offer " + std::to_string(i));
  }
  for (std::uint32_t i = 1'000; i < 1'000 + 2 * kOffersPerFrameMax; ++i) {
    encoder_.Append(SampleOffer(i, 0), nullptr);
    expected.push_back("offer " + std::to_string(i));
  }
  EXPECT_EQ(Heard().heard, expected);
}

TEST_F(EncoderTest, ADeadlineThatThereIsNotIsZeroOnTheWire) {
  Ack ack;
  ack.respond_by = ack.resolve_by = kNever;
  encoder_.Append(ack, nullptr);
  OfferPush offer;
  offer.item.respond_by = offer.item.resolve_by = kNever;
  encoder_.Append(offer, nullptr);
  auto ticket = std::make_unique<TicketReply>();
  ticket->view.due = {kNever, kNever};
  encoder_.Append(std::move(ticket), nullptr);
  encoder_.Append(AgentPush{1, kNever, 7, AgentStatus::kOnline}, nullptr);
  const Recorder heard = Heard();
  EXPECT_EQ(heard.acks.at(0).respond_by, 0);
  EXPECT_EQ(heard.acks.at(0).resolve_by, 0);
  EXPECT_EQ(heard.offers.at(0).respond_by, 0);
  EXPECT_EQ(heard.offers.at(0).resolve_by, 0);
  EXPECT_EQ(heard.ticket.view.due, (std::array<Micros, kMainClockCount>{0, 0}));
  EXPECT_EQ(heard.agent_state.until, 0);
}

TEST_F(EncoderTest, TakeLeavesAnEmptyEncoderBehind) {
  std::string bytes = "old";
  encoder_.Append(SampleAck(1), nullptr);
  encoder_.Take(bytes);
  encoder_.Append(SampleAck(2), nullptr);
  Recorder first;
  Hear(bytes, first);
  EXPECT_EQ(first.heard, std::vector<std::string>{"ack 1"});
  EXPECT_EQ(Heard().heard, std::vector<std::string>{"ack 2"});
}

TEST(DecodeReply, ACodeThatIsNotKnownYetIsStillARefusal) {
  std::string bytes = SampleBytes(FrameKind::kAcks);
  // The byte of `reject` of the last ack: 16 before the end (reject, duplicate, status, command, offer, its status, padding, earlier).
  bytes[bytes.size() - 16] = static_cast<char>(200);
  Recorder heard;
  Hear(bytes, heard);
  EXPECT_FALSE(heard.acks.at(1).ok());
}

TEST(DecodeReply, ABodyThatIsNoTableIsTold) {
  for (const FrameKindRow& row : kFrameKindRows) {
    if (row.direction == Direction::kRequest) continue;
    std::string bytes;
    AppendFrame({0, static_cast<std::uint8_t>(row.kind), 0, 0, 0, 1}, std::string(8, '\xFF'), bytes);
    Recorder heard;
    const AlignedFrame frame(bytes);
    EXPECT_NE(client::DecodeReply(frame.As(FrameSide::kClient), heard).wrong, nullptr) << row.name;
    EXPECT_TRUE(heard.heard.empty());
  }
}

}  // namespace
}  // namespace tidegate
