// SimulatedGateway: a desk gateway for some agents: accepts, declines, lets offers pass, reports, resolves; retries by request number.
//
// On the way its agents speak to the customers, give them times, note things, say why they are late, ask departments, do the parts that
// they are given, and call back whose tickets they resolved.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedGateway final : public SimulatedClient {
 public:
  SimulatedGateway(ClientContext* context, std::string name, const std::vector<std::string>& agents);

  bool Done() const override;

  void OnAck(const client::AckInfo& ack) override;
  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnOffer(const client::OfferInfo& info) override;
  void OnSuggestions(const client::SuggestionsInfo& info) override;
  void OnWithdrawn(const client::WithdrawalInfo& info) override;
  void OnAgentState(const client::AgentStateInfo& info) override;
  void OnBody(const client::BodyInfo& info) override;
  void OnParts(const client::PartsInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  struct Work {
    std::uint32_t token = 0;
    std::uint64_t submit_seq = 0;
    Status status = Status::kNone;
    enum class Wait { kNone, kAnswer } wait = Wait::kNone;
    enum class Giving { kNone, kAsked } giving = Giving::kNone;  // he asked to give it away: mostly he waits for the word
  };
  struct Desk {
    std::string name;
    AgentId agent;
    enum class State { kAway, kAsked, kSignedIn } state = State::kAway;
    AgentStatus status = AgentStatus::kOffline;
    std::map<TicketId, Work> work;
    std::deque<PartRow> parts;     // his, and those that wait in his department, as last listed
    std::deque<TicketId> to_call;  // tickets that he resolved
  };
  struct Request {
    CommandKind kind = CommandKind::kNone;
    std::size_t desk = 0;
    TicketId ticket{};
    std::uint32_t token = 0;
    std::uint64_t number = 0;  // 0 = not remembered, not repeated
    Status node = Status::kNone;
    AgentStatus status = AgentStatus::kOffline;
    Sight sight = Sight::kMasked;
    ArticleId article{};
    std::size_t to = 0;  // desk that is to have the ticket; its own = whoever the supervisor names
    MessageKind message = MessageKind::kAnswer;
    Micros promised_at = 0;
    std::uint8_t part = 0;
    PartNode part_node = PartNode::kNone;
    std::set<CareLedger::PartName> known_done{};  // list-parts: when it was sent
    // What it was answered, when it is repeated on purpose.
    enum class Time { kFirst, kRepeated } time = Time::kFirst;
  };

  void Send(const Request& request);
  void SendNew(Request request);
  void WorkOn(std::size_t desk, TicketId ticket);
  // What else there is to be done with a ticket; kNone = this time nothing.
  static constexpr std::size_t kFirstTalks = 2;
  void Talk(Request& request);
  void SendTalk(const Request& request);
  // A call to the customer of a resolved ticket, or a step of a part; whether there was something to do.
  enum class Beside { kNothing, kSomething };
  Beside DoBeside(std::size_t desk);
  void WorkOnPart(std::size_t desk);
  void Heard(const Request& request, const client::AckInfo& ack);
  bool IsNoNews(const Request& request, Reject reject);
  void Answered(const Request& request, const client::AckInfo& ack);
  void Refused(const Request& request, const client::AckInfo& ack);
  bool MayAsk() const;
  Desk* Find(AgentId agent);

  std::vector<Desk> desks_;
  std::set<TicketId> offered_;  // on this connection
  std::uint64_t last_request_ = 0;
  std::uint64_t transfers_asked_ = 0;         // the first at once, so that a short day has one
  std::size_t talked_first_ = 0;              // the same of what Talk does
  std::map<std::uint64_t, Request> pending_;  // by tag
  std::deque<Request> done_;                  // the last ones that were carried out
  std::vector<Request> again_;
};

}  // namespace tidegate
