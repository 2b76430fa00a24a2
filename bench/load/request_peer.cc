#include "bench/load/request_peer.h"

#include <algorithm>
#include <random>

#include "core/base/check.h"

namespace tidegate::load {
namespace {

constexpr std::size_t kStampsMin = 20;  // so that the shares of the levels come out whole

constexpr std::uint64_t kRoomAgainNs = 1'000'000;  // until another answer has come

Level LevelOf(std::size_t n) {
  const std::size_t place = n % 20;
  if (place == 0) return Level::kUrgent;
  if (place < 4) return Level::kHigh;
  return place < 16 ? Level::kNormal : Level::kLow;
}

// domain.md 15: functional 42 %, service 35 %, price 15 %, emotional 8 %, among the complaints of a round of twenty stamps.
ComplaintCategory CategoryOf(std::size_t n) {
  const std::size_t place = n * 7 % 100;
  if (place < 42) return ComplaintCategory::kFunctional;
  if (place < 77) return ComplaintCategory::kService;
  return place < 92 ? ComplaintCategory::kPrice : ComplaintCategory::kEmotional;
}

}  // namespace

RequestPeer::RequestPeer(Loop& loop, PeerName name, std::uint32_t window, RequestRound& round)
    : Peer(loop, std::move(name)), round_(round), places_(window) {
  for (std::uint32_t tag = window; tag-- > 0;) idle_.push_back(tag);
}

void RequestPeer::Pump() {
  if (!round_.MaySend() || idle_.empty()) return;
  const std::uint64_t now = Loop::NowNs();
  while (round_.MaySend() && !idle_.empty() && client().room() > 0) {
    --round_.to_send;
    SendOne(now);
  }
}

void RequestPeer::SendOne(std::uint64_t since_ns) {
  CHECK(!idle_.empty());
  const std::uint32_t tag = idle_.back();
  idle_.pop_back();
  Place& place = places_[tag];
  place.since_ns = since_ns;
  if (round_.request == Request::kPing) {
    Expect(client().Ping(round_.ping, tag), "a ping");
    return;
  }
  place.number = round_.next_number++;
  --round_.open_room;
  if (!round_.sent_ns.empty()) round_.sent_ns[place.number % round_.sent_ns.size()] = since_ns;
  Submit(tag);
}

void RequestPeer::Submit(std::uint32_t tag) {
  const std::uint64_t number = places_[tag].number;
  frame_.clear();
  (*round_.stamps)[number % round_.stamps->size()].Append(frame_, number, tag);
  Expect(client().Append(frame_, 1), "a submit");
}

// The credit that it had may be another's by now.
void RequestPeer::SubmitAgain(std::uint32_t tag) {
  if (client().room() > 0) return Submit(tag);
  loop_.At(Loop::NowNs() + kRoomAgainNs, [this, tag] { SubmitAgain(tag); });
}

void RequestPeer::Answered(std::uint64_t place) {
  CHECK_LT(place, places_.size());
  const std::uint64_t now = Loop::NowNs();
  round_.latency->Add(now - std::min(now, places_[place].since_ns));
  --round_.to_answer;
  idle_.push_back(static_cast<std::uint32_t>(place));
  Pump();
}

void RequestPeer::OnAck(const client::AckInfo& ack) {
  if (ack.reject == Reject::kNoSpace) {
    ++round_.told_to_wait;
    const auto tag = static_cast<std::uint32_t>(ack.tag);
    loop_.At(Loop::NowNs() + std::uint64_t{ack.retry_after_ms} * 1'000'000, [this, tag] { SubmitAgain(tag); });
    return;
  }
  if (!ack.ok()) {
    ++round_.proof->refused;
    Fail(round_.request == Request::kPing ? "a ping" : "a submit", ack);
    return;
  }
  ++round_.proof->acknowledged;
  if (ack.duplicate) ++round_.proof->duplicate;
  Answered(ack.tag);
}

void RequestPeer::OnPong(const client::PongInfo& pong) {
  if (pong.bytes != round_.ping) loop_.Fail(absl::DataLossError(name() + ": a ping came back with other bytes"));
  Answered(pong.tag);
}

std::vector<SubmitStamp> MakeStamps(const TicketShape& shape, std::string_view run) {
  std::vector<SubmitStamp> stamps;
  const std::size_t count = std::max(kStampsMin, shape.skills.size() * kStampsMin);
  const std::size_t named = KeyOf(run, 0).size() + CustomerOf(run, 0).size();
  const std::string text(shape.text_bytes > named ? shape.text_bytes - named : 0, '.');
  for (std::size_t n = 0; n < count; ++n) {
    client::SubmitMessage message;
    message.level = LevelOf(n);
    if (!shape.types.empty()) message.type = shape.types[n % shape.types.size()];
    if (message.type == "complaint") message.category = CategoryOf(n);
    if (!shape.channels.empty()) message.channel = shape.channels[n % shape.channels.size()];
    if (!shape.skills.empty()) message.skills = shape.skills[n / kStampsMin % shape.skills.size()];
    message.text = text;
    stamps.emplace_back(message, run);
  }
  // Levels and skills mixed, the same way in every run.
  std::shuffle(stamps.begin(), stamps.end(), std::mt19937_64(1));
  return stamps;
}

}  // namespace tidegate::load
