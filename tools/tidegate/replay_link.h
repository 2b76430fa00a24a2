// ReplayLink: a ReplayWire over two real connections, one as the front end and one as the gateway of the desks; and the loop that drives a
// run with them.
//
// One owner, one thread. Answers go to the handler given to Serve, each after `set_now`. A connection that ends makes closed() true, and
// nothing more comes. Sessions that have nothing to say send a sign of life every kHeartbeatEvery, so that the daemon keeps them.
#pragma once

#include <absl/status/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/base/time.h"
#include "protocol/client/client.h"
#include "tools/tidegate/replay_wire.h"

namespace tidegate {

inline constexpr Micros kHeartbeatEvery = 10 * kSecond;  // a sixth of the daemon's idle timeout

// Microseconds of the steady clock: spans only.
Micros SteadyNow();

class ReplayLink : public ReplayWire {
 public:
  struct Places {
    std::string address;
    std::string workspace;
    std::string front_end;  // its name
    std::string gateway;    // its name; empty = the front end alone
    std::chrono::milliseconds timeout{10'000};
  };

  explicit ReplayLink(Places places);
  ~ReplayLink() override;

  // Both sessions open, or why not.
  absl::Status Open();

  // From now on answers go there; `set_now` is called before each.
  void Serve(client::Handler* handler, std::function<void(Micros)> set_now);

  // Waits for answers at most until `until` (steady), then takes all that are there.
  void Poll(Micros until);

  // Where time is driven: asks the daemon for its clock as the desks' gateway. Once answered, everything is here that was pushed to the
  // desks before.
  Taken Settle();
  bool settled() const { return settles_open_ == 0; }
  std::uint32_t in_flight() const;                          // requests not answered yet
  std::uint64_t happenings() const { return happenings_; }  // requests sent, answers and pushes heard; Settle is none

  bool closed() const { return closed_; }
  const absl::Status& problem() const { return problem_; }

  Taken Query(std::string_view key, std::uint64_t tag) override;
  Taken Explain(std::string_view key, std::uint64_t tag) override;
  Taken Submit(const client::SubmitMessage& message, std::uint64_t tag) override;
  Taken SignIn(std::string_view agent, std::uint64_t tag) override;
  Taken SetStatus(AgentId agent, AgentStatus status, std::uint64_t tag) override;
  Taken Accept(const client::AcceptMessage& message, std::uint64_t tag) override;
  Taken Decline(const client::DeclineMessage& message, std::uint64_t tag) override;
  Taken Contact(AgentId agent, TicketId ticket, std::uint64_t tag) override;
  Taken Resolve(const client::ResolveMessage& message, std::uint64_t tag) override;

 private:
  class Relay;
  Taken Count(client::Sent sent);
  void Closed(const absl::Status& status, std::string_view who);
  void Heartbeat();

  const Places places_;
  boost::asio::io_context io_;
  client::Handler* handler_ = nullptr;
  std::function<void(Micros)> set_now_;
  bool closed_ = false;
  absl::Status problem_;
  Micros next_heartbeat_;
  std::uint64_t happenings_ = 0;
  std::uint32_t settles_open_ = 0;
  std::unique_ptr<Relay> front_;
  std::unique_ptr<Relay> desks_;
};

}  // namespace tidegate
