#include "tools/tidegate/replay_run.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace tidegate {
namespace {

using TicketPhase = ReplayTicket::Phase;

constexpr Micros kAgainMin = 10 * kMillisecond;  // a busy daemon that names no time is not asked in a circle
constexpr double kSpanMax = 1e15;                // 30 years in microseconds: paces beyond count as this
constexpr std::string_view kSolution = "Resolved by a replay of the recorded history.";
constexpr std::uint16_t kResultReplayed = 1;

bool InHand(TicketPhase phase) {
  return phase == TicketPhase::kAccepting || phase == TicketPhase::kWorking || phase == TicketPhase::kResolving;
}

Micros Divided(std::int64_t ms, double speed) {
  return static_cast<Micros>(std::min(kSpanMax, static_cast<double>(ms) * kMillisecond / speed));
}

}  // namespace

ReplayRun::ReplayRun(const ReplayPlan& plan, const KeysFound& found, const std::vector<PlannedDesk>& desks, const ReplayOptions& options,
                     ReplayWire& wire, Micros now)
    : plan_(plan),
      desks_(desks),
      options_(options),
      wire_(wire),
      now_(now),
      last_progress_(now),
      tickets_(plan.tickets.size()),
      agents_(desks.size()) {
  CHECK(options.speed >= 0);
  CHECK_EQ(found.size(), plan.tickets.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i]) Know(i, found[i]->ticket);
  }
}

void ReplayRun::Progress() {
  last_progress_ = now_;
  asked_ = Asked::kNot;
}

std::uint64_t ReplayRun::waiting() const { return tickets_.size() - counts_.resolved - counts_.refused; }

void ReplayRun::Step(Micros now) {
  now_ = now;
  if (end_ != ReplayEnd::kRunning) return;
  FireTimers();
  SendActions();
  if (phase_ == Phase::kSignIn) {
    while (next_sign_in_ < desks_.size() &&
           wire_.SignIn(desks_[next_sign_in_].name, PackTag({ReplayAsk::kSignIn, next_sign_in_})) == Taken::kYes) {
      ++next_sign_in_;
    }
    if (signed_in_ < desks_.size()) return;
    phase_ = Phase::kPlay;
    started_ = now;
    Progress();
  }
  PlayDue();
  SendActions();
  if (waiting() == 0 && submits_in_flight_ == 0) {
    end_ = ReplayEnd::kAllResolved;
    return;
  }
  NoticeQuiet();
}

Micros ReplayRun::DueAt(std::size_t index) const {
  if (options_.speed == 0) return started_;
  return started_ + Divided(plan_.tickets[index].opened_ms - plan_.tickets.front().opened_ms, options_.speed);
}

Micros ReplayRun::HandlingOf(std::size_t index) const {
  return options_.speed == 0 ? 0 : Divided(plan_.tickets[index].handling_ms, options_.speed);
}

void ReplayRun::PlayDue() {
  while (next_submit_ < tickets_.size() && DueAt(next_submit_) <= now_) {
    if (SendSubmit(next_submit_) == Taken::kNoRoom) return;
    ++next_submit_;
  }
}

Taken ReplayRun::SendSubmit(std::size_t index) {
  const PlannedTicket& t = plan_.tickets[index];
  std::vector<client::SkillName> skills;
  for (const auto& [name, level] : t.skills) skills.push_back({name, level});
  client::SubmitMessage message;
  message.external_key = t.key;
  message.customer = t.customer;
  message.order = t.order;
  message.channel = t.channel;
  message.type = t.type;
  message.region = t.region;
  message.skills = skills;
  message.level = t.level;
  message.tier = t.tier;
  message.title = t.title;
  message.text = t.text;
  message.recorded_at = t.recorded_at;
  if (wire_.Submit(message, PackTag({ReplayAsk::kSubmit, index})) == Taken::kNoRoom) return Taken::kNoRoom;
  ++submits_in_flight_;
  if (tickets_[index].phase == TicketPhase::kPlanned) Enter(index, TicketPhase::kSent);
  return Taken::kYes;
}

void ReplayRun::FireTimers() {
  while (!timers_.empty() && timers_.top().at <= now_) {
    const Timer timer = timers_.top();
    switch (timer.alarm) {
      case Alarm::kSubmitAgain:
        if (SendSubmit(timer.index) == Taken::kNoRoom) return;
        break;
      case Alarm::kAskAgain:
        actions_.push_back(timer.action);
        break;
      case Alarm::kFinish:
        if (tickets_[timer.index].phase == TicketPhase::kWorking) actions_.push_back({ReplayAsk::kResolve, timer.index});
        break;
      case Alarm::kNotOurs:
        if (unclaimed_.contains(timer.index)) actions_.push_back({ReplayAsk::kDecline, timer.index});
        break;
    }
    timers_.pop();
  }
}

void ReplayRun::SendActions() {
  while (!actions_.empty() && Send(actions_.front()) == Taken::kYes) actions_.pop_front();
}

Taken ReplayRun::Send(const Action& action) {
  const std::uint64_t tag = PackTag({action.ask, action.index});
  if (action.ask == ReplayAsk::kSignIn) return wire_.SignIn(desks_[action.index].name, tag);
  if (action.ask == ReplayAsk::kSetStatus) return wire_.SetStatus(agents_[action.index], AgentStatus::kOnline, tag);
  if (action.ask == ReplayAsk::kDecline) {  // of a foreign ticket: the index is its id, which a tag has no room for
    const auto at = unclaimed_.find(action.index);
    if (at == unclaimed_.end()) return Taken::kYes;
    const client::DeclineMessage message{at->second.agent, TicketId(action.index), at->second.token, 0, 0};
    if (wire_.Decline(message, PackTag({ReplayAsk::kDecline, 0})) == Taken::kNoRoom) return Taken::kNoRoom;
    unclaimed_.erase(at);
    ++counts_.foreign;
    return Taken::kYes;
  }
  const ReplayTicket& t = tickets_[action.index];
  switch (action.ask) {
    case ReplayAsk::kAccept:
      if (t.phase != TicketPhase::kAccepting) return Taken::kYes;  // withdrawn meanwhile
      return wire_.Accept({t.agent, t.id, t.token, 0}, tag);
    case ReplayAsk::kContact:
      if (t.phase != TicketPhase::kWorking) return Taken::kYes;
      return wire_.Contact(t.agent, t.id, tag);
    case ReplayAsk::kResolve:
      if (t.phase != TicketPhase::kWorking) return Taken::kYes;
      if (wire_.Resolve({t.agent, t.id, kResultReplayed, kSolution, 0}, tag) == Taken::kNoRoom) return Taken::kNoRoom;
      Enter(action.index, TicketPhase::kResolving);
      return Taken::kYes;
    default:
      CHECK(false);
  }
}

Micros ReplayRun::next_at() const {
  Micros at = kNever;
  if (end_ != ReplayEnd::kRunning) return at;
  if (!timers_.empty()) at = timers_.top().at;
  if (phase_ != Phase::kPlay) return at;
  if (next_submit_ < tickets_.size()) return std::min(at, DueAt(next_submit_));
  if (Busy()) return at;
  return std::min(at, last_progress_ + (asked_ == Asked::kNot ? kQuietBeforeExplain : options_.patience));
}

// Something of ours is on its way, or will come by itself.
bool ReplayRun::Busy() const { return next_submit_ < tickets_.size() || working_ > 0 || !actions_.empty() || explains_open_ > 0; }

void ReplayRun::NoticeQuiet() {
  if (Busy()) return;
  const Micros quiet = now_ - last_progress_;
  if (asked_ == Asked::kLast || (asked_ == Asked::kOnce && Hopeless())) {
    end_ = ReplayEnd::kNothingMoves;
  } else if (quiet >= options_.patience) {
    asked_ = Asked::kLast;
    AskWhy();
  } else if (asked_ == Asked::kNot && quiet >= kQuietBeforeExplain) {
    asked_ = Asked::kOnce;
    AskWhy();
  }
}

void ReplayRun::AskWhy() {
  explained_.clear();
  for (std::size_t i = 0; i < tickets_.size() && explains_open_ < kExplainsMax; ++i) {
    if (!tickets_[i].id || tickets_[i].phase == TicketPhase::kResolved || tickets_[i].phase == TicketPhase::kRefused) continue;
    if (wire_.Explain(plan_.tickets[i].key, PackTag({ReplayAsk::kExplain, i})) == Taken::kNoRoom) return;
    ++explains_open_;
  }
}

// Nobody at all may take any of them, on duty or not: waiting longer changes nothing.
bool ReplayRun::Hopeless() const {
  if (explained_.size() != waiting()) return false;
  return std::all_of(explained_.begin(), explained_.end(), [](const auto& entry) {
    const ExplainView& view = entry.second;
    return view.ticket.status == Status::kPooled && view.available + view.at_capacity + view.off_duty + view.declined == 0;
  });
}

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
  const Micros handling = HandlingOf(index);
  if (handling == 0) {
    actions_.push_back({ReplayAsk::kResolve, index});
    return;
  }
  actions_.push_back({ReplayAsk::kContact, index});
  timers_.push({now_ + handling, Alarm::kFinish, index, {}});
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
  if (ack.reject == Reject::kBusy || ack.reject == Reject::kFull) {
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
  if (ack.status == Status::kResolved) {
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
  } else if (ack.reject == Reject::kIllegalState && ack.status == Status::kResolved) {
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
