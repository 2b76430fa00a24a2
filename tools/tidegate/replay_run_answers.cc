// The run as it hears of things: answers and pushes, and what they make of the tickets.
#include <algorithm>
#include <utility>

#include "core/engine/lifecycle.h"
#include "tools/tidegate/replay_run.h"

namespace tidegate {
namespace {

using TicketPhase = ReplayTicket::Phase;

constexpr Micros kAgainMin = 10 * kMillisecond;  // a busy daemon that names no time is not asked in a circle

bool InHand(TicketPhase phase) {
  return phase == TicketPhase::kAccepting || phase == TicketPhase::kWorking || phase == TicketPhase::kResolving;
}

}  // namespace

void ReplayRun::Enter(std::size_t index, TicketPhase phase) {
  ReplayTicket& t = tickets_[index];
  working_ += InHand(phase) ? 1 : 0;
  working_ -= InHand(t.phase) ? 1 : 0;
  t.phase = phase;
}

void ReplayRun::Know(std::size_t index, TicketId id) {
  if (!id) return;
  tickets_[index].id = id;
  place_of_[id.raw()] = index;
  const auto at = unclaimed_.find(id.raw());
  if (at == unclaimed_.end()) return;
  const Unclaimed offer = at->second;
  unclaimed_.erase(at);
  Offered(index, offer.agent, offer.token);
}

void ReplayRun::Acknowledge(std::size_t index, Status status) {
  ReplayTicket& t = tickets_[index];
  if (static_cast<std::uint8_t>(status) > static_cast<std::uint8_t>(t.acknowledged)) t.acknowledged = status;
}

void ReplayRun::MarkResolved(std::size_t index) {
  if (tickets_[index].phase == TicketPhase::kResolved) return;
  Enter(index, TicketPhase::kResolved);
  Acknowledge(index, Status::kResolved);
  ++counts_.resolved;
}

void ReplayRun::Offered(std::size_t index, AgentId agent, std::uint32_t token) {
  ReplayTicket& t = tickets_[index];
  if (t.phase == TicketPhase::kResolved) return;
  if (t.offered_at == 0) t.offered_at = now_;
  t.agent = agent;
  t.token = token;
  Enter(index, TicketPhase::kAccepting);
  actions_.push_back({ReplayAsk::kAccept, index});
}

void ReplayRun::Work(std::size_t index) {
  Enter(index, TicketPhase::kWorking);
  Acknowledge(index, Status::kAssigned);
  const Micros finish = FinishAt(index);
  if (finish == now_) {
    actions_.push_back({ReplayAsk::kResolve, index});
    return;
  }
  actions_.push_back({ReplayAsk::kContact, index});
  timers_.push({finish, Alarm::kFinish, index, {}});
}

void ReplayRun::PutOff(const client::AckInfo& ack, const Action& action) {
  timers_.push({now_ + std::max<Micros>(kAgainMin, ack.retry_after_ms * kMillisecond), Alarm::kAskAgain, action.index, action});
}

void ReplayRun::DeskRefused(std::string key, const client::AckInfo& ack) {
  ++counts_.desk_refusals;
  if (refused_desks_.size() < kPlanProblemsMax) {
    refused_desks_.push_back({0, std::move(key), ack.reject, std::string(ack.field), std::string(ack.detail)});
  }
}

void ReplayRun::OnAck(const client::AckInfo& ack) {
  const ReplayTag tag = UnpackTag(ack.tag);
  switch (tag.ask) {
    case ReplayAsk::kQuery:
      return;  // a sweep's, not ours
    case ReplayAsk::kExplain:
      --explains_open_;
      return;
    case ReplayAsk::kSubmit:
      OnSubmitAck(tag.index, ack);
      return;
    case ReplayAsk::kSignIn:
      OnSignInRefused(tag.index, ack);
      return;
    case ReplayAsk::kSetStatus:
      if (ack.reject == Reject::kBusy) PutOff(ack, {ReplayAsk::kSetStatus, tag.index});
      return;
    case ReplayAsk::kAccept:
      OnAcceptAck(tag.index, ack);
      return;
    case ReplayAsk::kDecline:
      return;  // gone already: as good as declined
    case ReplayAsk::kContact:
      if (ack.reject == Reject::kBusy) PutOff(ack, {ReplayAsk::kContact, tag.index});
      return;
    case ReplayAsk::kResolve:
      OnResolveAck(tag.index, ack);
      return;
  }
}

void ReplayRun::OnSubmitAck(std::size_t index, const client::AckInfo& ack) {
  ReplayTicket& t = tickets_[index];
  --submits_in_flight_;
  if (ack.reject == Reject::kBusy || ack.reject == Reject::kFull || ack.reject == Reject::kNoSpace) {
    ++counts_.retried;
    timers_.push({now_ + std::max<Micros>(kAgainMin, ack.retry_after_ms * kMillisecond), Alarm::kSubmitAgain, index, {}});
    return;
  }
  Progress();
  if (!ack.ok()) {
    ++counts_.refused;
    Enter(index, TicketPhase::kRefused);
    const PlannedTicket& planned = plan_.tickets[index];
    if (refused_.size() < kPlanProblemsMax) {
      refused_.push_back({planned.line, planned.key, ack.reject, std::string(ack.field), std::string(ack.detail)});
      if (ack.reject == Reject::kMissingField && ack.field.empty()) {
        // The daemon wants more than the file gives: say what the map can do about it.
        refused_.back().field = planned.type.empty() ? "type" : planned.channel.empty() ? "channel" : "";
        refused_.back().detail = "the row gives none, and the map has no default for it in [defaults]";
      }
    }
    return;
  }
  ++counts_.submitted;
  t.duplicate = ack.duplicate;
  counts_.duplicates += ack.duplicate ? 1 : 0;
  t.acknowledged_at = now_;
  if (t.phase == TicketPhase::kSent) Enter(index, TicketPhase::kWaiting);
  Acknowledge(index, std::max(ack.status, Status::kReceived));
  if (WasResolved(ack.status)) {
    MarkResolved(index);
    return;
  }
  Know(index, ack.ticket);
}

void ReplayRun::OnAcceptAck(std::size_t index, const client::AckInfo& ack) {
  const TicketPhase phase = tickets_[index].phase;
  if (phase != TicketPhase::kAccepting && phase != TicketPhase::kWaiting) return;
  if (ack.ok()) {
    Progress();
    ++counts_.assigned;
    Work(index);
  } else if (ack.reject == Reject::kBusy) {
    PutOff(ack, {ReplayAsk::kAccept, index});
  } else {
    // Expired or withdrawn: it comes again. Anything else is told, and the ticket waits for its next offer.
    Enter(index, TicketPhase::kWaiting);
    if (ack.reject != Reject::kStaleOffer) DeskRefused(plan_.tickets[index].key, ack);
  }
}

void ReplayRun::OnResolveAck(std::size_t index, const client::AckInfo& ack) {
  if (tickets_[index].phase != TicketPhase::kResolving) return;
  if (ack.ok()) {
    Progress();
    ++counts_.resolved_now;
    MarkResolved(index);
  } else if (ack.reject == Reject::kBusy) {
    Enter(index, TicketPhase::kWorking);
    PutOff(ack, {ReplayAsk::kResolve, index});
  } else if (ack.reject == Reject::kIllegalState && WasResolved(ack.status)) {
    MarkResolved(index);
  } else {
    Enter(index, TicketPhase::kWaiting);
    DeskRefused(plan_.tickets[index].key, ack);
  }
}

void ReplayRun::OnSignInRefused(std::size_t index, const client::AckInfo& ack) {
  if (ack.reject == Reject::kBusy) {
    PutOff(ack, {ReplayAsk::kSignIn, index});
    return;
  }
  ++signed_in_;
  DeskRefused(desks_[index].name, ack);
}

void ReplayRun::OnExplain(const client::ExplainInfo& info) {
  const ReplayTag tag = UnpackTag(info.tag);
  if (tag.ask != ReplayAsk::kExplain || tag.index >= tickets_.size()) return;
  --explains_open_;
  explained_.emplace_back(tag.index, info.view);
}

void ReplayRun::OnSignedIn(const client::SignedInInfo& info) {
  const ReplayTag tag = UnpackTag(info.tag);
  if (tag.ask != ReplayAsk::kSignIn || tag.index >= desks_.size()) return;
  agents_[tag.index] = info.agent;
  for (const WorkItem& item : info.work) {
    const auto at = place_of_.find(item.ticket);
    if (at == place_of_.end()) continue;  // not of this plan: left alone
    const auto status = static_cast<Status>(item.status);
    if (status == Status::kOffered) {
      Offered(at->second, info.agent, item.token);
    } else {
      tickets_[at->second].agent = info.agent;
      tickets_[at->second].token = item.token;
      Work(at->second);
    }
  }
  if (!info.more) ++signed_in_;
}

void ReplayRun::OnOffer(const client::OfferInfo& offer) {
  Progress();
  const AgentId agent(offer.item.agent);
  const auto at = place_of_.find(offer.item.ticket);
  if (at != place_of_.end()) {
    Offered(at->second, agent, offer.item.token);
    return;
  }
  unclaimed_[offer.item.ticket] = {agent, offer.item.token};
  timers_.push({now_ + kUnclaimedWait, Alarm::kNotOurs, offer.item.ticket, {}});
}

void ReplayRun::OnWithdrawn(const client::WithdrawalInfo& withdrawal) {
  unclaimed_.erase(withdrawal.ticket.raw());
  const auto at = place_of_.find(withdrawal.ticket.raw());
  if (at == place_of_.end()) return;
  const ReplayTicket& t = tickets_[at->second];
  if (InHand(t.phase) && t.agent == withdrawal.agent) Enter(at->second, TicketPhase::kWaiting);
}

void ReplayRun::OnAgentState(const client::AgentStateInfo& state) {
  if (end_ != ReplayEnd::kRunning || (state.status != AgentStatus::kBreak && state.status != AgentStatus::kOffline)) return;
  const auto at = std::find(agents_.begin(), agents_.end(), state.agent);
  if (at != agents_.end()) actions_.push_back({ReplayAsk::kSetStatus, static_cast<std::uint64_t>(at - agents_.begin())});
}

}  // namespace tidegate
