// The run from its own side: what is due, what is sent, when it is over. What it hears is in replay_run_answers.cc.
#include "tools/tidegate/replay_run.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace tidegate {
namespace {

using TicketPhase = ReplayTicket::Phase;

constexpr double kSpanMax = 1e15;  // 30 years in microseconds: paces beyond count as this
constexpr std::string_view kSolution = "Resolved by a replay of the recorded history.";
constexpr std::uint16_t kResultReplayed = 1;
constexpr std::uint8_t kReasonReplayed = 1;  // histories name none: the first of a rule set, where an overdue ticket wants one

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
  if (options_.time == ReplayTime::kRecorded) return plan_.tickets[index].opened_ms * kMillisecond;
  if (options_.speed == 0) return started_;
  return started_ + Divided(plan_.tickets[index].opened_ms - plan_.tickets.front().opened_ms, options_.speed);
}

Micros ReplayRun::HandlingOf(std::size_t index) const {
  if (options_.time == ReplayTime::kRecorded) return plan_.tickets[index].handling_ms * kMillisecond;
  return options_.speed == 0 ? 0 : Divided(plan_.tickets[index].handling_ms, options_.speed);
}

// When the work that begins now ends: a recorded end stands, however late the work began; a recorded handling time is spent from now on.
Micros ReplayRun::FinishAt(std::size_t index) const {
  const auto& ended_ms = plan_.tickets[index].ended_ms;
  if (options_.time == ReplayTime::kRecorded && ended_ms) return std::max(now_, *ended_ms * kMillisecond);
  return now_ + HandlingOf(index);
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
  message.category = t.category;
  message.complexity = t.complexity;
  message.impact_people = t.impact_people;
  message.impact_cents = t.impact_cents;
  const std::vector<std::string_view> tags(t.tags.begin(), t.tags.end());
  message.tags = tags;
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
      if (wire_.Resolve({t.agent, t.id, kResultReplayed, kSolution, 0, kReasonReplayed}, tag) == Taken::kNoRoom) return Taken::kNoRoom;
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
    return view.ticket.status == Status::kPooled && view.available + view.at_capacity + view.off_shift + view.off_duty + view.declined == 0;
  });
}

}  // namespace tidegate
