#include "tests/simulation/simulated_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace tidegate {
namespace {

constexpr std::size_t kReceiveBytes = 4096;
constexpr int kTries = 6;

}  // namespace

SimulatedClient::SimulatedClient(ClientContext* context, std::string name, Role role, std::uint32_t credits, std::uint8_t suggestions)
    : credits_(credits), suggestions_(suggestions), context_(context), name_(std::move(name)), role_(role) {}

void SimulatedClient::Problem(const std::string& what) { context_->problems->Add(fmt::format("{}: {}", name_, what)); }

TicketId SimulatedClient::AnyTicket() {
  if (ledger().submits.empty()) return {};
  auto one = ledger().submits.begin();
  std::advance(one, static_cast<std::ptrdiff_t>(chance().Below(ledger().submits.size())));
  return one->second.ticket;
}

TicketId SimulatedClient::AnyOpen() {
  for (int i = 0; i < kTries; ++i) {
    const TicketId ticket = AnyTicket();
    if (!ledger().StaysResolved(ticket.raw()) && !ledger().care.ended.contains(ticket.raw())) return ticket;
  }
  return {};
}

TicketId SimulatedClient::AnyResolved() {
  for (int i = 0; i < kTries; ++i) {
    const TicketId ticket = AnyTicket();
    if (ledger().StaysResolved(ticket.raw())) return ticket;
  }
  return {};
}

void SimulatedClient::Connected() {
  connected_ = true;
  open_ = false;
  in_ = std::make_unique<FrameBuffer>(FrameSide::kClient, kReceiveBytes);
  out.clear();
  client::HelloMessage hello;
  hello.role = role_;
  hello.name = name_;
  hello.version = "simulated";
  hello.credits = credits_;
  hello.suggestions = suggestions_;
  encoder_.Hello(out, hello, ++last_tag_);
}

void SimulatedClient::Lost() {
  connected_ = false;
  open_ = false;
  out.clear();
  Closed();
}

void SimulatedClient::Receive(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> free = in_->Free();
    const std::size_t count = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), count);
    in_->Commit(count);
    bytes.remove_prefix(count);
    for (FrameResult result = in_->Next(); result.status != FrameStatus::kNeedMore; result = in_->Next()) {
      if (result.status != FrameStatus::kFrame) return Problem("the daemon sent a broken frame: " + Describe(result));
      if (const char* wrong = client::DecodeReply(result.frame, *this).wrong) return Problem(wrong);
    }
  }
}

void SimulatedClient::OnHello(const client::HelloInfo& info) {
  if (info.credits != credits_) Problem(fmt::format("granted {} credits instead of {}", info.credits, credits_));
  open_ = true;
  Opened();
}

void SimulatedClient::OnGoodBye(const client::GoodByeInfo& info) {
  if (info.reject == Reject::kMalformed) Problem(fmt::format("thrown out: {}", info.reason));
  open_ = false;
}

void SimulatedClient::Act() {
  if (!open_) return;
  if (chance().OneIn(50)) encoder_.Heartbeat(out);
  Do();
}

}  // namespace tidegate
