// SimulatedOverseer: a supervisor who decides about tickets: who has them, how urgent they are, which are one, which end, which begin
// again; and speaks to customers himself. Now and then he tries what his role may not do.
//
// One request at a time; a mutating one has a number, and goes out again after a lost connection until it is answered. What he is told goes
// to the ledger. In the calm he does nothing any more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "tests/simulation/one_request.h"
#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedOverseer final : public SimulatedClient {
 public:
  // `agents`: names, to whom he gives tickets and customers.
  SimulatedOverseer(ClientContext* context, std::vector<std::string> agents);

  bool Done() const override { return request_.none(); }

  void OnAck(const client::AckInfo& ack) override;
  void OnTicket(const client::TicketInfo& info) override;
  void OnAgent(const client::AgentInfo& info) override;
  void OnSaturation(const client::SaturationInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  struct Request {
    CommandKind kind = CommandKind::kNone;
    std::uint64_t number = 0;  // 0 = a look, or what is not allowed
    TicketId ticket{};
    TicketId other{};        // merge: what goes on; link: the earlier one
    std::string agent{};     // assign, show-agent: who; set-manager: empty = nobody
    std::string customer{};  // set-manager
    Level level = Level::kNone;
    CapacityUse capacity = CapacityUse::kWithin;
    MessageKind message = MessageKind::kAnswer;
    Micros promised_at = 0;
    enum class Sending { kFirst, kAgain } sending = Sending::kFirst;
  };

  void Send(const Request& request);
  void SendAboutTicket(const Request& request);
  void Mutate(Request request);
  // Nothing, when there is no ticket that it could be about.
  void DoOne(CommandKind kind);
  void JoinTwo(CommandKind kind);
  void Answered(const Request& request, const client::AckInfo& ack);
  void Refused(const Request& request, const client::AckInfo& ack);
  // The look that this answers is over; a problem when there was none.
  void TakeLook(std::uint64_t tag, CommandKind kind);
  std::string AnyAgent();

  const std::vector<std::string> agents_;
  OneRequest<Request> request_;
  std::uint64_t last_request_ = 0;
  std::size_t done_first_ = 0;  // of what a day begins with
};

}  // namespace tidegate
