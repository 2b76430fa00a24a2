#include "tests/simulation/simulated_office.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kCredits = 8;
constexpr CommandKind kErrands[] = {CommandKind::kDeclare, CommandKind::kDeclareAgents, CommandKind::kShowRules, CommandKind::kUndoRules,
                                    CommandKind::kRetireAgent};

}  // namespace

SimulatedAdmin::SimulatedAdmin(ClientContext* context, std::vector<std::string> agents, std::string rules)
    : SimulatedClient(context, "admin", Role::kDataAdmin, kCredits), agents_(std::move(agents)), rules_(std::move(rules)) {
  for (std::size_t i = 0; i < agents_.size(); ++i) to_declare_.insert(i);
}

void SimulatedAdmin::Closed() {
  for (const auto& [tag, index] : declaring_) to_declare_.insert(index);
  declaring_.clear();
  activating_.clear();
  if (errand_ && errand_->number == 0) errand_.reset();
}

void SimulatedAdmin::Declare(std::size_t index) {
  const std::vector<client::SkillName> skills{{"refund", 3}, {index % 2 == 0 ? "billing" : "technical", 3}};
  const std::vector<client::SkillName> all{{"refund", 3}, {"billing", 3}, {"technical", 3}};
  client::DeclareAgentMessage message;
  message.name = agents_[index];
  // The first can everything, so that every ticket can end.
  message.tier = AgentTier::kSenior;
  message.skills = index == 0 ? all : skills;
  message.capacity = 1 + static_cast<std::uint32_t>(index % 4);
  if (index % 2 == 1) message.team = "technical";  // a department: they take its parts
  declaring_[++last_tag_] = index;
  encoder_.DeclareAgent(out, message, last_tag_);
}

void SimulatedAdmin::Do() {
  if (declaring_.size() + activating_.size() >= kCredits) return;
  if (!to_declare_.empty()) {
    const std::size_t index = *to_declare_.begin();
    to_declare_.erase(to_declare_.begin());
    return Declare(index);
  }
  if (!Calm() && !errand_ && declaring_.empty() && chance().OneIn(4))
    return Go({.kind = kErrands[static_cast<std::size_t>(chance().Below(std::size(kErrands)))]});
  if (Calm() || !activating_.empty() || (earlier_ == Earlier::kUnknown && !chance().OneIn(150))) return;
  earlier_ = Earlier::kUnknown;
  if (chance().OneIn(3)) {
    activating_[++last_tag_] = Rules::kBad;
    return encoder_.ActivateRules(out, rules_ + "\n[no-such-section]\nx = 1\n", RulesUse::kActivate, 0, last_tag_);
  }
  activating_[++last_tag_] = Rules::kGood;
  encoder_.ActivateRules(out, fmt::format("{}\n# version {}\n", rules_, last_tag_), RulesUse::kActivate, 0, last_tag_);
}

void SimulatedAdmin::OnAck(const client::AckInfo& ack) {
  if (TakeErrand(ack) == Answer::kErrand) return;
  if (const auto found = declaring_.find(ack.tag); found != declaring_.end()) {
    if (ack.ok()) {
      Count("agent declared");
    } else {
      if (ack.reject != Reject::kBusy) Problem(fmt::format("agent refused: {} {}", RejectInfo(ack.reject).english, ack.detail));
      to_declare_.insert(found->second);
    }
    declaring_.erase(found);
    return;
  }
  if (const auto found = activating_.find(ack.tag); found != activating_.end()) {
    const Reject expected = found->second == Rules::kGood ? Reject::kNone : Reject::kBadRules;
    activating_.erase(found);
    if (ack.reject == Reject::kBusy) return;
    if (ack.reject != expected) Problem(fmt::format("rules answered with {}: {}", static_cast<int>(ack.reject), ack.detail));
    Count(expected == Reject::kNone ? "rules activated" : "rules refused");
    return;
  }
  if (static_cast<CommandKind>(ack.command) != CommandKind::kHello) Problem(fmt::format("an answer to nothing, tag {}", ack.tag));
}

SimulatedSupervisor::SimulatedSupervisor(ClientContext* context) : SimulatedClient(context, "supervisor", Role::kSupervisor, kCredits) {}

void SimulatedSupervisor::Do() {
  if (asked_ >= kCredits) return;
  if (Calm()) kept_.merge(over_);
  // At the end everything that was held goes on.
  if (Calm() && words_.empty() && !kept_.empty()) return ReleaseOne();
  if (Calm() || !chance().OneIn(3)) return;
  const std::uint64_t pick = chance().Below(7);
  if (pick == 6) {
    encoder_.AskClock(out, ++last_tag_);
    ++asked_;
    return;
  }
  if (pick == 5) {
    if (!kept_.empty()) ReleaseOne();
    return;
  }
  if (pick == 4) return HoldOne();
  if (pick == 0) {
    encoder_.AskStatus(out, ++last_tag_);
  } else if (pick == 1) {
    encoder_.ListAgents(out, AgentId(), ++last_tag_);
  } else if (pick == 2) {
    encoder_.ListPool(out, 0, ++last_tag_);
  } else {
    if (ledger().submits.empty()) return;
    auto one = ledger().submits.begin();
    std::advance(one, static_cast<std::ptrdiff_t>(chance().Below(ledger().submits.size())));
    client::TicketNameMessage message;
    message.ticket = one->second.ticket;
    encoder_.Explain(out, message, ++last_tag_);
    if (ledger().StaysResolved(message.ticket.raw())) ended_.insert(last_tag_);
  }
  ++asked_;
}

void SimulatedSupervisor::Closed() {
  asked_ = 0;
  words_.clear();  // whether they were carried out is seen when the tickets are released
}

void SimulatedSupervisor::HoldOne() {
  if (ledger().submits.empty()) return;
  auto one = ledger().submits.begin();
  std::advance(one, static_cast<std::ptrdiff_t>(chance().Below(ledger().submits.size())));
  client::TicketWordMessage message;
  message.reason = "wait for the recall";
  message.name.ticket = one->second.ticket;
  kept_.insert(one->second.ticket.raw());
  ++Times(CommandKind::kHold, one->second.ticket).asked;
  words_[++last_tag_] = {CommandKind::kHold, one->second.ticket.raw()};
  encoder_.Hold(out, message, last_tag_);
  ++asked_;
}

void SimulatedSupervisor::ReleaseOne() {
  client::TicketWordMessage message;
  message.name.ticket = TicketId(*kept_.begin());
  ++Times(CommandKind::kRelease, message.name.ticket).asked;
  words_[++last_tag_] = {CommandKind::kRelease, *kept_.begin()};
  encoder_.Release(out, message, last_tag_);
  ++asked_;
}

void SimulatedSupervisor::Told(const std::string& what) {
  if (asked_ == 0) return Problem("an answer to nothing: " + what);
  --asked_;
  Count(what);
}

void SimulatedSupervisor::OnAck(const client::AckInfo& ack) {
  if (static_cast<CommandKind>(ack.command) == CommandKind::kHello) return;
  if (const auto found = words_.find(ack.tag); found != words_.end()) {
    const Word word = found->second;
    words_.erase(found);
    const bool expected = ack.ok() || ack.reject == Reject::kBusy || ack.reject == Reject::kIllegalState;
    if (!expected) Problem(fmt::format("a hold or release was refused: {}", RejectInfo(ack.reject).english));
    CareLedger::Times& times = Times(word.kind, TicketId(word.ticket));
    if (ack.ok() && !ack.duplicate) ++times.told;
    if (!ack.ok()) --times.asked;  // not numbered, and so not sent twice: it was not carried out
    // A hold whose answer was lost may come about after a release: only what is over cannot be held any more, and in the calm not what was
    // reopened since.
    if (IsOver(ack.status) && ack.status != Status::kNone && kept_.erase(word.ticket) != 0 && !Calm()) over_.insert(word.ticket);
    return Told(!ack.ok() ? "hold or release refused" : word.kind == CommandKind::kHold ? "ticket held" : "ticket released");
  }
  if (ack.reject != Reject::kBusy) Problem(fmt::format("a look was refused: {}", RejectInfo(ack.reject).english));
  Told("look refused as busy");
}

void SimulatedSupervisor::OnExplain(const client::ExplainInfo& info) {
  Told("ticket explained");
  const bool stays = ended_.erase(info.tag) != 0 && ledger().StaysResolved(info.view.ticket.ticket.raw());
  if (stays && !WasResolved(info.view.ticket.status)) {
    Problem(fmt::format("ticket {} was acknowledged as resolved and is explained as {}", info.view.ticket.ticket.raw(),
                        EnglishName(info.view.ticket.status)));
  }
}

}  // namespace tidegate
