#include "tools/tidegate/replay_link.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace tidegate {
namespace {

constexpr Micros kWaitMin = 1 * kMillisecond;    // what is due but finds no room waits for an answer, not in a circle
constexpr Micros kWaitMax = 100 * kMillisecond;  // an interrupt is noticed so soon

}  // namespace

Micros SteadyNow() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// One connection; hands everything on.
class ReplayLink::Relay : public client::ConnectionHandler {
 public:
  Relay(ReplayLink& link, std::string who) : link_(link), who_(std::move(who)), client_(link.io_, *this) {}

  client::Client& client() { return client_; }

  void OnAck(const client::AckInfo& x) override { Told().OnAck(x); }
  void OnTicket(const client::TicketInfo& x) override { Told().OnTicket(x); }
  void OnExplain(const client::ExplainInfo& x) override { Told().OnExplain(x); }
  void OnSignedIn(const client::SignedInInfo& x) override { Told().OnSignedIn(x); }
  void OnOffer(const client::OfferInfo& x) override { Told().OnOffer(x); }
  void OnWithdrawn(const client::WithdrawalInfo& x) override { Told().OnWithdrawn(x); }
  void OnAgentState(const client::AgentStateInfo& x) override { Told().OnAgentState(x); }
  void OnClock(const client::ClockInfo&) override { --link_.settles_open_; }
  void OnGoodBye(const client::GoodByeInfo& x) override { good_bye_ = x.reason; }
  void OnClosed(const absl::Status& status) override { link_.Closed(good_bye_.empty() ? status : absl::UnavailableError(good_bye_), who_); }

 private:
  client::Handler& Told() {
    CHECK(link_.handler_ != nullptr);  // nothing was asked before Serve
    ++link_.happenings_;
    link_.set_now_(SteadyNow());
    return *link_.handler_;
  }

  ReplayLink& link_;
  const std::string who_;
  std::string good_bye_;
  client::Client client_;
};

ReplayLink::ReplayLink(Places places) : places_(std::move(places)), next_heartbeat_(SteadyNow() + kHeartbeatEvery) {}
ReplayLink::~ReplayLink() = default;

absl::Status ReplayLink::Open() {
  client::HelloMessage hello;
  hello.version = TIDEGATE_VERSION;
  hello.workspace = places_.workspace;
  hello.role = Role::kFrontEnd;
  hello.name = places_.front_end;
  front_ = std::make_unique<Relay>(*this, "front end");
  front_->client().Connect(places_.address, hello);
  if (!places_.gateway.empty()) {
    hello.role = Role::kGateway;
    hello.name = places_.gateway;
    desks_ = std::make_unique<Relay>(*this, "desk gateway");
    desks_->client().Connect(places_.address, hello);
  }
  const auto deadline = std::chrono::steady_clock::now() + places_.timeout;
  const auto ready = [&] { return front_->client().open() && (desks_ == nullptr || desks_->client().open()); };
  while (!ready() && !closed_) {
    if (io_.run_one_until(deadline) == 0)
      return absl::DeadlineExceededError("no answer within " + std::to_string(places_.timeout.count()) + " ms");
  }
  return closed_ ? problem_ : absl::OkStatus();
}

void ReplayLink::Serve(client::Handler* handler, std::function<void(Micros)> set_now) {
  handler_ = handler;
  set_now_ = std::move(set_now);
}

void ReplayLink::Poll(Micros until) {
  const Micros now = SteadyNow();
  if (now >= next_heartbeat_) Heartbeat();
  const Micros wait = std::clamp(until == kNever ? kWaitMax : until - now, kWaitMin, kWaitMax);
  io_.restart();
  if (io_.run_one_for(std::chrono::microseconds(wait)) > 0) io_.poll();
}

Taken ReplayLink::Count(client::Sent sent) {
  if (sent != client::Sent::kYes) return Taken::kNoRoom;
  ++happenings_;
  return Taken::kYes;
}

Taken ReplayLink::Settle() {
  if (desks_->client().AskClock(0) != client::Sent::kYes) return Taken::kNoRoom;
  ++settles_open_;
  return Taken::kYes;
}

std::uint32_t ReplayLink::in_flight() const {
  return front_->client().in_flight() + (desks_ == nullptr ? 0 : desks_->client().in_flight());
}

void ReplayLink::Heartbeat() {
  next_heartbeat_ = SteadyNow() + kHeartbeatEvery;
  for (Relay* relay : {front_.get(), desks_.get()}) {
    if (relay == nullptr || !relay->client().open()) continue;
    const client::Sent sent = relay->client().Heartbeat();
    (void)sent;  // a session without room speaks anyway
  }
}

void ReplayLink::Closed(const absl::Status& status, std::string_view who) {
  if (closed_) return;
  closed_ = true;
  problem_ = absl::Status(status.ok() ? absl::StatusCode::kUnavailable : status.code(),
                          std::string(who) + ": " + (status.ok() ? "the connection was closed" : std::string(status.message())));
}

Taken ReplayLink::Query(std::string_view key, std::uint64_t tag) {
  client::TicketNameMessage name;
  name.external_key = key;
  return Count(front_->client().Query(name, tag));
}
Taken ReplayLink::Explain(std::string_view key, std::uint64_t tag) {
  client::TicketNameMessage name;
  name.external_key = key;
  return Count(front_->client().Explain(name, tag));
}
Taken ReplayLink::Submit(const client::SubmitMessage& message, std::uint64_t tag) { return Count(front_->client().Submit(message, tag)); }
Taken ReplayLink::SignIn(std::string_view agent, std::uint64_t tag) { return Count(desks_->client().SignIn(agent, 0, 0, tag)); }
Taken ReplayLink::SetStatus(AgentId agent, AgentStatus status, std::uint64_t tag) {
  return Count(desks_->client().SetStatus(agent, status, 0, tag));
}
Taken ReplayLink::Accept(const client::AcceptMessage& message, std::uint64_t tag) { return Count(desks_->client().Accept(message, tag)); }
Taken ReplayLink::Decline(const client::DeclineMessage& message, std::uint64_t tag) {
  return Count(desks_->client().Decline(message, tag));
}
Taken ReplayLink::Contact(AgentId agent, TicketId ticket, std::uint64_t tag) {
  return Count(desks_->client().Contact(agent, ticket, 0, tag));
}
Taken ReplayLink::Resolve(const client::ResolveMessage& message, std::uint64_t tag) {
  return Count(desks_->client().Resolve(message, tag));
}

}  // namespace tidegate
