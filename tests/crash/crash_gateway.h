// CrashGateway: a desk gateway whose agents accept, now and then decline, report contact and resolve; after a crash they sign in again,
// send what has no answer once more under the same request number, and finish what they have.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/crash/crash_peer.h"

namespace tidegate {

class CrashGateway : public CrashPeer {
 public:
  CrashGateway(CrashRound& round, std::string name, std::vector<std::string> agents)
      : CrashPeer(round, std::move(name), Role::kGateway), agents_(std::move(agents)) {}

  void SignIn();

  std::size_t unanswered() const { return unanswered_.size(); }

  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnOffer(const client::OfferInfo& offer) override;
  void OnWithdrawn(const client::WithdrawalInfo& withdrawal) override;
  void OnAgentState(const client::AgentStateInfo& state) override;
  void OnAck(const client::AckInfo& ack) override;

 private:
  struct Job {
    AgentId agent;
    std::uint32_t token = 0;
    bool contacted = false;
  };
  struct Request {
    CommandKind kind;
    TicketId ticket;
    Job job;
  };

  void TakeUp(const WorkItem& item);
  void Ask(CommandKind kind, TicketId ticket, const Job& job);
  void Send(std::uint64_t number, const Request& request);
  // Finishes work that is held, one random piece after the other, down to what is kept at hand.
  void Pump();

  std::vector<std::string> agents_;
  std::size_t signed_in_ = 0;
  std::vector<WorkItem> snapshot_;
  std::map<std::uint64_t, Request> unanswered_;  // by request number
  std::vector<std::pair<TicketId, Job>> held_;   // accepted, nothing in flight
  std::uint64_t last_request_ = 0;
};

}  // namespace tidegate
