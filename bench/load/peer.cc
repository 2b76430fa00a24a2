#include "bench/load/peer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "core/model/reject.h"

namespace tidegate::load {
namespace {

constexpr Micros kConnectPatience = 20 * kSecond;  // a daemon that recovers a big directory has said `ready` before

std::uint64_t WallMicros() {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

}  // namespace

Peer::Peer(Loop& loop, PeerName name)
    : loop_(loop), name_(std::move(name)), client_(std::make_unique<client::Client>(loop.io(), *this)), last_request_(WallMicros()) {}

Peer::~Peer() = default;

void Peer::Connect(std::string_view address) {
  client::HelloMessage hello;
  hello.role = name_.role;
  hello.name = name_.name;
  hello.version = "tidegate-load";
  hello.credits = name_.credits;
  client_->Connect(address, hello);
}

void Peer::Close() {
  closing_ = true;
  client_->Close();
}

void Peer::OnClosed(const absl::Status& status) {
  if (closing_) return;
  const std::string why = good_bye_.empty() ? std::string(status.message()) : good_bye_;
  loop_.Fail(absl::UnavailableError(fmt::format("connection {} ended: {}", name_.name, why)));
}

void Peer::OnGoodBye(const client::GoodByeInfo& info) { good_bye_ = std::string(info.reason); }

void Peer::Fail(std::string_view what, const client::AckInfo& ack) {
  const RejectRow& row = RejectInfo(ack.reject);
  loop_.Fail(
      absl::FailedPreconditionError(fmt::format("{}: {} refused as {}{}{}: {}", name_.name, what, row.english, ack.field.empty() ? "" : " ",
                                                ack.detail.empty() ? ack.field : ack.detail, row.advice)));
}

void Peer::Expect(client::Sent sent, std::string_view what) {
  if (sent == client::Sent::kYes) return;
  loop_.Fail(absl::InternalError(
      fmt::format("{}: {} was not sent: {}", name_.name, what, sent == client::Sent::kNoCredit ? "no credit left" : "not open")));
}

absl::Status ConnectAll(Loop& loop, std::string_view address, const std::vector<Peer*>& peers) {
  for (Peer* peer : peers) peer->Connect(address);
  return loop.RunUntil([&] { return std::all_of(peers.begin(), peers.end(), [](const Peer* peer) { return peer->open(); }); },
                       kConnectPatience, "connecting");
}

}  // namespace tidegate::load
