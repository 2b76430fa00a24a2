// SimulatedChief: a supervisor who looks after what stands around the work: parts and plans, transfers, reviews, who a customer is,
// articles.
//
// One request at a time; a mutating one has a number, and goes out again after a lost connection until it is answered. What he is told goes
// to the ledger; what he sees is held against it. In the calm he ends every part and decides every transfer there is.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/one_request.h"
#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedChief final : public SimulatedClient {
 public:
  // `agents`: names, to whom he gives parts and tickets.
  SimulatedChief(ClientContext* context, std::vector<std::string> agents);

  bool Done() const override {
    return request_.none() && parts_ == Left::kNone && parts_seen_ == ledger().care.parts.size() && transfers_ == Left::kNone;
  }

  void OnAck(const client::AckInfo& ack) override;
  void OnParts(const client::PartsInfo& info) override;
  void OnPlans(const client::PlansInfo& info) override;
  void OnTransfers(const client::TransfersInfo& info) override;
  void OnReviews(const client::ReviewsInfo& info) override;
  void OnCustomer(const client::CustomerInfo& info) override;
  void OnArticleHits(const client::ArticleHitsInfo& info) override;
  void OnArticles(const client::ArticlesInfo& info) override;
  void OnFeedback(const client::FeedbackInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  struct Request {
    CommandKind kind = CommandKind::kNone;  // FindArticles, which becomes no command, is kNone
    std::uint64_t number = 0;               // 0 = a look
    TicketId ticket{};
    std::uint8_t part = 0;
    PartNode node = PartNode::kNone;
    ReviewWord review = ReviewWord::kNone;
    TransferWord transfer = TransferWord::kNone;
    ArticleId article{};
    std::string name{};     // customer, plan, agent
    std::string other{};    // identity, the customer who goes on
    std::string channel{};  // of an identity
    std::size_t tries = 0;  // of a transfer: so many were asked for who had no place
    enum class Sending { kFirst, kAgain } sending = Sending::kFirst;
  };

  static constexpr std::string_view kTitle = "about refunds";  // of all his articles; it fits every ticket a little

  void Send(const Request& request);
  void Mutate(Request request);
  void Look(CommandKind kind) { Send({.kind = kind}); }
  void WorkOnPart();
  void DecideTransfer();
  void Identify();
  void Plan();
  void Write();
  void ShareWork();
  void Review();
  void LookAround();
  void DoOne(std::uint64_t pick);
  std::string AnyCustomer();
  void Answered(const Request& request, const client::AckInfo& ack);
  void Refused(const Request& request, const client::AckInfo& ack);
  // The look that this answers; a problem when it was none.
  std::optional<Request> TakeLook(std::uint64_t tag, CommandKind kind);

  const std::vector<std::string> agents_;
  OneRequest<Request> request_;
  std::uint64_t last_request_ = 0;
  std::size_t done_first_ = 0;  // of what a day begins with
  std::deque<PartRow> open_parts_;
  std::set<CareLedger::PartName> known_done_;  // parts, when he asked for those that are open
  std::deque<TransferRow> asked_transfers_;
  // What a look in the calm still found.
  enum class Left { kUnknown, kNone };
  Left parts_ = Left::kUnknown;
  std::size_t parts_seen_ = 0;  // that had been asked for when he looked: a desk may still ask
  Left transfers_ = Left::kUnknown;
};

}  // namespace tidegate
