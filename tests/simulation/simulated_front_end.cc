#include "tests/simulation/simulated_front_end.h"

#include <fmt/format.h>

#include <array>
#include <deque>
#include <vector>

#include "core/engine/lifecycle.h"
#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kCredits = 24;
constexpr std::array<std::string_view, 4> kTypes{"consultation", "complaint", "technical-support", "after-sales"};
constexpr std::array<std::string_view, 4> kChannels{"hotline", "app", "email", "mini-program"};
constexpr std::array<std::string_view, 3> kSkills{"refund", "billing", "technical"};

}  // namespace

SimulatedFrontEnd::SimulatedFrontEnd(ClientContext* context, std::string name, int keys)
    : SimulatedClient(context, std::move(name), Role::kFrontEnd, kCredits), keys_(keys) {}

std::string SimulatedFrontEnd::Key(int index) const { return fmt::format("{}-{}", name(), index); }

client::SubmitMessage SimulatedFrontEnd::Ticket::Message() const {
  client::SubmitMessage message;
  message.external_key = key;
  message.customer = customer;
  message.title = title;
  message.text = text;
  message.type = kTypes[index % kTypes.size()];
  message.channel = kChannels[index / 2 % kChannels.size()];
  message.level = static_cast<Level>(index % 5);
  message.tier = static_cast<CustomerTier>(index / 3 % 5);
  if (index % 3 == 0) message.skills = {&skill, 1};
  return message;
}

SimulatedFrontEnd::Ticket SimulatedFrontEnd::Make(int index) const {
  Ticket ticket;
  ticket.index = index;
  ticket.key = Key(index);
  if (index % 2 == 0) ticket.customer = fmt::format("customer {}", index % 14);
  if (index % 5 == 1) ticket.customer = fmt::format("card {}", index % 9);  // what somebody may be called
  ticket.title = fmt::format("about {}", ticket.key);
  ticket.text = std::string(static_cast<std::size_t>(index % 7) * 40, 'x');
  ticket.skill = {kSkills[static_cast<std::size_t>(index) / 3 % kSkills.size()], 1};
  return ticket;
}

void SimulatedFrontEnd::Opened() {
  if (!care_) return;
  care_->sending = Care::Sending::kAgain;
  Count("care request sent again");
  SendCare(*care_);
}

void SimulatedFrontEnd::Closed() {
  care_tag_ = 0;
  if (care_ && care_->number == 0) care_.reset();
  for (const auto& [tag, index] : submitting_) again_.insert(index);
  for (const auto& [tag, question] : asking_) to_ask_.insert(question.index);
  submitting_.clear();
  asking_.clear();
}

bool SimulatedFrontEnd::Done() const { return next_ == keys_ && again_.empty() && submitting_.empty() && !care_; }

void SimulatedFrontEnd::AskForAll() {
  for (int index = 0; index < keys_; ++index) to_ask_.insert(index);
}

Status SimulatedFrontEnd::KnownEnd(TicketId ticket) {
  const auto ended = ledger().care.ended.find(ticket.raw());
  if (ended != ledger().care.ended.end()) return ended->second;
  return ledger().StaysResolved(ticket.raw()) ? Status::kResolved : Status::kNone;
}

int SimulatedFrontEnd::TakeNext() {
  if (!again_.empty()) {
    const int index = *again_.begin();
    again_.erase(again_.begin());
    Count("submit sent again");
    return index;
  }
  return next_ < keys_ ? next_++ : -1;
}

void SimulatedFrontEnd::SubmitOne(int index) {
  const Ticket ticket = Make(index);
  submitting_[++last_tag_] = index;
  encoder_.Submit(out, ticket.Message(), last_tag_);
}

void SimulatedFrontEnd::SubmitSome() {
  std::deque<Ticket> tickets;
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (std::uint64_t count = 2 + chance().Below(6); count > 0 && HasCredit(); --count) {
    const int index = TakeNext();
    if (index < 0) break;
    submitting_[++last_tag_] = index;
    tickets.push_back(Make(index));
    items.push_back({last_tag_, tickets.back().Message()});
  }
  if (items.empty()) return;
  encoder_.SubmitBatch(out, items);
  Count("submit batch");
}

void SimulatedFrontEnd::Do() {
  if (!HasCredit()) return;
  if (next_ != 0 && !care_ && chance().OneIn(answered_ == 0 ? 3 : Calm() ? 150 : 10)) return CareForOne();
  const std::uint64_t pick = chance().Below(10);
  if (pick < 2) return SubmitSome();
  if (pick < 7) {
    if (const int index = TakeNext(); index >= 0) return SubmitOne(index);
  }
  if (!to_ask_.empty()) {
    const int index = *to_ask_.begin();
    to_ask_.erase(to_ask_.begin());
    const std::string key = Key(index);
    const auto told = ledger().submits.find(key);
    asking_[++last_tag_] = {index, told == ledger().submits.end() ? Status::kNone : KnownEnd(told->second.ticket)};
    client::TicketNameMessage message;
    message.external_key = key;
    return encoder_.Query(out, message, last_tag_);
  }
  if (next_ == 0 || Calm()) return;
  const int known = static_cast<int>(chance().Below(static_cast<std::uint64_t>(next_)));
  if (!ledger().submits.contains(Key(known))) return;
  if (pick == 9) {
    SubmitOne(known);
    Count("submit repeated on purpose");
  } else {
    to_ask_.insert(known);
  }
}

void SimulatedFrontEnd::AckedSubmit(int index, const client::AckInfo& ack) {
  const std::string key = Key(index);
  const auto known = ledger().submits.find(key);
  if (!ack.ok()) {
    if (ack.reject != Reject::kBusy && ack.reject != Reject::kFull && ack.reject != Reject::kNoSpace) {
      return Problem(fmt::format("submit of {} refused: {} {}", key, RejectInfo(ack.reject).english, ack.detail));
    }
    Count(fmt::format("submit refused as {}", RejectInfo(ack.reject).english));
    if (known == ledger().submits.end()) again_.insert(index);
    return;
  }
  if (known == ledger().submits.end()) {
    ledger().submits[key] = {ack.ticket, ack.respond_by, ack.resolve_by};
    Count("submit acknowledged");
    if (ack.duplicate) Count("submit acknowledged as duplicate first");
    if (ack.offer == RepeatOffer::kAttach) offered_[index] = ack.earlier;
    return;
  }
  Count("submit acknowledged again");
  if (!ack.duplicate) Problem(fmt::format("{} was acknowledged twice as new", key));
  if (ack.ticket != known->second.ticket) {
    Problem(fmt::format("{} is ticket {} and was acknowledged as {}", key, ack.ticket.raw(), known->second.ticket.raw()));
  }
  if (ack.status == Status::kResolved) Count("submit acknowledged after the end");
  if (ledger().care.moved.contains(ack.ticket.raw())) return;  // its times are the earlier of both
  if (ack.respond_by != known->second.respond_by || ack.resolve_by != known->second.resolve_by) {
    Problem(fmt::format("{}: promised times changed from {} and {} to {} and {}", key, known->second.respond_by, known->second.resolve_by,
                        ack.respond_by, ack.resolve_by));
  }
}

void SimulatedFrontEnd::OnAck(const client::AckInfo& ack) {
  if (care_ && care_tag_ == ack.tag) {
    const Care care = *std::exchange(care_, std::nullopt);
    care_tag_ = 0;
    return AckedCare(care, ack);
  }
  if (const auto found = submitting_.find(ack.tag); found != submitting_.end()) {
    const int index = found->second;
    submitting_.erase(found);
    return AckedSubmit(index, ack);
  }
  if (const auto found = asking_.find(ack.tag); found != asking_.end()) {
    const int index = found->second.index;
    asking_.erase(found);
    if (ack.reject == Reject::kBusy) {
      to_ask_.insert(index);
    } else {
      Problem(fmt::format("asked for {}, which was acknowledged: {}", Key(index), RejectInfo(ack.reject).english));
    }
    return;
  }
  if (static_cast<CommandKind>(ack.command) != CommandKind::kHello) Problem(fmt::format("an answer to nothing, tag {}", ack.tag));
}

void SimulatedFrontEnd::OnTicket(const client::TicketInfo& info) {
  const auto found = asking_.find(info.tag);
  if (found == asking_.end()) return Problem(fmt::format("a ticket that was not asked for, tag {}", info.tag));
  const Question question = found->second;
  const std::string key = Key(question.index);
  asking_.erase(found);
  Count("query answered");
  const auto known = ledger().submits.find(key);
  if (known == ledger().submits.end() || known->second.ticket != info.view.ticket) {
    return Problem(fmt::format("{} was found as another ticket, {}", key, info.view.ticket.raw()));
  }
  const bool reopened = ledger().care.reopened.contains(info.view.ticket.raw());
  const bool stays = question.known == Status::kResolved ? reopened || WasResolved(info.view.status) : info.view.status == question.known;
  if (question.known != Status::kNone && !stays) {
    Problem(fmt::format("{} was acknowledged as {} and is found as {}", key, EnglishName(question.known), EnglishName(info.view.status)));
  }
}

}  // namespace tidegate
