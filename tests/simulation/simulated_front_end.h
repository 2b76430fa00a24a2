// SimulatedFrontEnd: submits its tickets, singly and in batches, again after a lost connection, now and then once too often, and asks.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedFrontEnd final : public SimulatedClient {
 public:
  SimulatedFrontEnd(ClientContext* context, std::string name, int keys);

  bool Done() const override;
  // Asks for every key of its own that was acknowledged; Asked() when all are answered.
  void AskForAll();
  bool Asked() const { return to_ask_.empty() && asking_.empty(); }

  void OnAck(const client::AckInfo& ack) override;
  void OnTicket(const client::TicketInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  // A submit that stays the same however often it is sent.
  struct Ticket {
    std::string key, customer, title, text;
    client::SkillName skill;
    client::SubmitMessage Message() const;
    int index = 0;
  };
  std::string Key(int index) const;
  Ticket Make(int index) const;
  void SubmitOne(int index);
  void SubmitSome();
  void AckedSubmit(int index, const client::AckInfo& ack);
  bool HasCredit() const { return submitting_.size() + asking_.size() < credits_; }
  int TakeNext();  // -1 = nothing to submit

  const int keys_;
  int next_ = 0;
  std::set<int> again_;                      // unanswered or refused for the time being
  std::map<std::uint64_t, int> submitting_;  // by tag
  std::set<int> to_ask_;
  // A question under way, and how the ticket was known to stand when it was asked: what ends meanwhile may be found either way.
  struct Question {
    int index = 0;
    Status known = Status::kNone;
  };
  std::map<std::uint64_t, Question> asking_;  // by tag
};

}  // namespace tidegate
