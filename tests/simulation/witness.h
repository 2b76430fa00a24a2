// Witness: reads what the daemon writes to one connection, in the moment it is written, and holds it against what is durable then.
//
// One a connection, one thread. Whatever is told without being on disk is a problem, whether or not the client ever gets it. Counts which
// commands were carried out and answered.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/model/command.h"
#include "protocol/client/client_codec.h"
#include "protocol/frame_buffer.h"
#include "tests/simulation/durable_history.h"

namespace tidegate {

class Witness final : public client::Handler {
 public:
  // Both outlive the witness.
  Witness(const DurableHistory* history, Problems* problems, Tally* tally);

  void See(std::string_view bytes);

  void OnHello(const client::HelloInfo& info) override {
    CheckSeq(info.seq, "hello-ok");
    Done(CommandKind::kHello);
  }
  void OnAck(const client::AckInfo& ack) override;
  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnTicket(const client::TicketInfo& info) override {
    CheckView(info.view);
    Done(CommandKind::kFindTicket);
  }
  void OnExplain(const client::ExplainInfo& info) override {
    CheckView(info.view.ticket);
    Done(CommandKind::kExplainTicket);
  }
  void OnAgents(const client::AgentsInfo&) override { Done(CommandKind::kListAgents); }
  void OnRecords(const client::RecordsInfo& info) override {
    if (info.applied) Done(CommandKind::kDeclareAgents);
  }
  void OnPool(const client::PoolInfo&) override { Done(CommandKind::kListPool); }
  void OnAgent(const client::AgentInfo&) override { Done(CommandKind::kShowAgent); }
  void OnSaturation(const client::SaturationInfo&) override { Done(CommandKind::kListSaturated); }
  void OnRules(const client::RulesInfo&) override { Done(CommandKind::kShowRules); }
  void OnClock(const client::ClockInfo&) override { Done(CommandKind::kAskClock); }
  void OnArticles(const client::ArticlesInfo&) override { Done(CommandKind::kListArticles); }
  void OnTransfers(const client::TransfersInfo&) override { Done(CommandKind::kListTransfers); }
  void OnReviews(const client::ReviewsInfo&) override { Done(CommandKind::kListReviews); }
  void OnFeedback(const client::FeedbackInfo&) override { Done(CommandKind::kListFeedback); }
  void OnParts(const client::PartsInfo&) override { Done(CommandKind::kListParts); }
  void OnPlans(const client::PlansInfo&) override { Done(CommandKind::kListPlans); }
  void OnCustomer(const client::CustomerInfo&) override { Done(CommandKind::kShowCustomer); }
  void OnStatus(const client::StatusInfo& info) override;
  void OnOffer(const client::OfferInfo& info) override { CheckWork(info.item); }
  void OnBody(const client::BodyInfo& info) override;
  void OnEvents(const client::EventsInfo& info) override { CheckSeq(info.view.next_seq - 1, "events"); }

 private:
  void Done(CommandKind kind) { tally_->Count("done: " + std::string(CommandName(kind))); }
  void CheckSeq(std::uint64_t seq, std::string_view where);
  void CheckWork(const WorkItem& item);
  void CheckView(const TicketView& view);
  void Untrue(std::string_view what, TicketId ticket);

  const DurableHistory* history_;
  Problems* problems_;
  Tally* tally_;
  FrameBuffer in_;
  std::map<std::uint64_t, std::uint64_t> shown_;  // by ticket: how often this one saw its texts unmasked
};

}  // namespace tidegate
