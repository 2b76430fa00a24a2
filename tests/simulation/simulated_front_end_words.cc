// What the customers of a front end say beside their answers to surveys: they write, are content or not, want nothing any more, leave the
// line; and how their tickets are about the matters of earlier ones.
#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "core/model/command.h"
#include "tests/simulation/simulated_front_end.h"

namespace tidegate {
namespace {

constexpr CommandKind kWords[] = {CommandKind::kMessageIn, CommandKind::kMessageIn, CommandKind::kReopen,    CommandKind::kConfirm,
                                  CommandKind::kCancel,    CommandKind::kAbandon,   CommandKind::kLinkTicket};

}  // namespace

void SimulatedFrontEnd::SendWord(const Care& care) {
  const std::string key = Key(care.index);
  client::TicketNameMessage name;
  name.external_key = key;
  client::TicketNameMessage other;
  other.ticket = care.to;
  switch (care.kind) {
    case CommandKind::kAttach:
      return encoder_.Attach(out, {name, other, care.number}, care_tag_);
    case CommandKind::kLinkTicket:
      return encoder_.LinkTicket(out, {name, other, care.number}, care_tag_);
    case CommandKind::kMessageIn:
      return encoder_.MessageIn(out, {name, "is it done?", care.number, care.word}, care_tag_);
    case CommandKind::kConfirm:
      return encoder_.Confirm(out, {name, care.number}, care_tag_);
    case CommandKind::kReopen:
      return encoder_.Reopen(out, {name, "it broke again", care.number}, care_tag_);
    case CommandKind::kCancel:
      return encoder_.Cancel(out, {name, "no longer needed", care.number}, care_tag_);
    case CommandKind::kAbandon:
      return encoder_.Abandon(out, {name, {}, care.number}, care_tag_);
    default:
      Problem("a word of no known kind");
  }
}

// Mostly where it is legal; what is not is refused.
bool SimulatedFrontEnd::Fits(CommandKind kind, int index) {
  const auto told = ledger().submits.find(Key(index));
  if (told == ledger().submits.end()) return false;
  if (kind == CommandKind::kMessageIn || chance().OneIn(30)) return true;
  const bool of_resolved = kind == CommandKind::kReopen || kind == CommandKind::kConfirm;
  return KnownEnd(told->second.ticket) == (of_resolved ? Status::kResolved : Status::kNone);
}

void SimulatedFrontEnd::SayOne() {
  const bool morning = said_first_ < std::size(kFirstWords);
  const CommandKind kind = morning ? kFirstWords[said_first_] : kWords[static_cast<std::size_t>(chance().Below(std::size(kWords)))];
  const int from = static_cast<int>(chance().Below(static_cast<std::uint64_t>(next_)));
  int index = from;
  while (!Fits(kind, index)) {
    index = (index + 1) % next_;
    if (index == from) return;
  }
  Care care{.kind = kind, .index = index, .ticket = ledger().submits.at(Key(index)).ticket};
  // A day keeps most of its tickets.
  if (!morning && (kind == CommandKind::kCancel || kind == CommandKind::kAbandon) && !chance().OneIn(3)) return;
  if (kind == CommandKind::kLinkTicket) {
    care.to = AnyEarlier(index, care.ticket);
    if (!care.to) return;
  }
  const bool not_solved = kind == CommandKind::kMessageIn && chance().OneIn(3);
  if (not_solved) care.word = CustomerWord::kNotSolved;
  if (kind == CommandKind::kReopen || not_solved) {
    ledger().care.reopened.insert(care.ticket.raw());
    ledger().care.moved.insert(care.ticket.raw());
  }
  care.number = ++last_request_;
  ++Times(kind, care.ticket).asked;
  if (morning) ++said_first_;
  SendCare(care);
}

// A ticket of the same customer that came before, as far as this front end knows; none when chance finds none.
TicketId SimulatedFrontEnd::AnyEarlier(int index, TicketId ticket) {
  const std::string customer = Make(index).customer;
  if (customer.empty()) return {};
  for (int other = 0; other < next_; ++other) {
    const auto told = ledger().submits.find(Key(other));
    if (told == ledger().submits.end() || told->second.ticket >= ticket) continue;
    if (Make(other).customer == customer || chance().OneIn(40)) return told->second.ticket;
  }
  return {};
}

void SimulatedFrontEnd::AckedWord(const Care& care, const client::AckInfo& ack) {
  if (!ack.ok()) {
    Count(fmt::format("care refused as {}", RejectInfo(ack.reject).english));
    // It may have been carried out before: only the same request again tells.
    if (ack.reject == Reject::kBusy) return SendCare(care);
    --Times(care.kind, care.ticket).asked;
    if (ack.reject == Reject::kFull || IsExpected(care, ack.reject)) return;
    return Problem(fmt::format("{} of {}: {}", CommandName(care.kind), Key(care.index), RejectInfo(ack.reject).english));
  }
  if (care.sending == Care::Sending::kAgain && ack.duplicate) Count("care request answered again");
  if (ack.ticket != care.ticket) Problem(fmt::format("what was said of ticket {} went to {}", care.ticket.raw(), ack.ticket.raw()));
  std::map<std::uint64_t, Status>& ended = ledger().care.ended;
  switch (care.kind) {
    case CommandKind::kAttach:
      ledger().care.attached[care.ticket.raw()] = care.to.raw();
      ended[care.ticket.raw()] = Status::kMerged;
      Count("repeat attached");
      break;
    case CommandKind::kCancel:
      ended[care.ticket.raw()] = Status::kCancelled;
      break;
    case CommandKind::kAbandon:
      ended[care.ticket.raw()] = Status::kAbandoned;
      break;
    default:
      break;
  }
  if (ack.duplicate) return Count(fmt::format("customer's {} changed nothing, or was done before", CommandName(care.kind)));
  ++Times(care.kind, care.ticket).told;
  Count(care.word == CustomerWord::kNone ? fmt::format("customer's {}", CommandName(care.kind)) : "customer's message: not solved");
}

}  // namespace tidegate
