#include "tests/simulation/simulated_overseer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace tidegate {
namespace {

constexpr std::uint32_t kCredits = 8;
// His day begins with one of each of these, so that a short one has them, too.
constexpr CommandKind kFirst[] = {CommandKind::kAssign,  CommandKind::kChangeLevel, CommandKind::kTakeBack,  CommandKind::kMessageOut,
                                  CommandKind::kPromise, CommandKind::kReopen,      CommandKind::kLinkTicket};
constexpr CommandKind kAll[] = {
    CommandKind::kAssign,         CommandKind::kAssign,           CommandKind::kTakeBack,   CommandKind::kChangeLevel,
    CommandKind::kMerge,          CommandKind::kLinkTicket,       CommandKind::kCancel,     CommandKind::kReopen,
    CommandKind::kSetManager,     CommandKind::kMessageOut,       CommandKind::kPromise,    CommandKind::kAddNote,
    CommandKind::kRecordCallBack, CommandKind::kSetOverdueReason, CommandKind::kFindTicket, CommandKind::kShowAgent,
    CommandKind::kListSaturated,  CommandKind::kConfirm};

bool IsOneOf(Reject reject, std::initializer_list<Reject> expected) {
  return std::find(expected.begin(), expected.end(), reject) != expected.end();
}

// What is only read, and what a supervisor may not do: unnumbered.
bool IsLook(CommandKind kind) {
  return kind == CommandKind::kFindTicket || kind == CommandKind::kShowAgent || kind == CommandKind::kListSaturated ||
         kind == CommandKind::kConfirm;
}

}  // namespace

SimulatedOverseer::SimulatedOverseer(ClientContext* context, std::vector<std::string> agents)
    : SimulatedClient(context, "overseer", Role::kSupervisor, kCredits), agents_(std::move(agents)) {}

std::string SimulatedOverseer::AnyAgent() { return agents_[static_cast<std::size_t>(chance().Below(agents_.size()))]; }

void SimulatedOverseer::Opened() {
  const std::optional<Request> request = request_.TakeAgain();
  if (!request) return;
  Count("overseer's request sent again");
  Send(*request);
}

void SimulatedOverseer::Closed() { request_.Lost(); }

void SimulatedOverseer::Send(const Request& request) {
  request_.Sent(++last_tag_, request);
  switch (request.kind) {
    case CommandKind::kSetManager: {
      client::SetManagerMessage message;
      message.request = request.number;
      message.customer = request.customer;
      message.manager = request.agent;
      return encoder_.SetManager(out, message, last_tag_);
    }
    case CommandKind::kShowAgent:
      return encoder_.ShowAgent(out, request.agent, last_tag_);
    case CommandKind::kListSaturated:
      return encoder_.ListSaturated(out, {}, 0, last_tag_);
    default:
      return SendAboutTicket(request);
  }
}

void SimulatedOverseer::SendAboutTicket(const Request& request) {
  client::TicketNameMessage name;
  name.ticket = request.ticket;
  client::TicketNameMessage other;
  other.ticket = request.other;
  switch (request.kind) {
    case CommandKind::kAssign:
      return encoder_.Assign(out, {request.number, name, request.agent, request.capacity}, last_tag_);
    case CommandKind::kTakeBack:
      return encoder_.TakeBack(out, name, request.number, last_tag_);
    case CommandKind::kChangeLevel:
      return encoder_.ChangeLevel(out, {name, request.level, "it looks different now", request.number}, last_tag_);
    case CommandKind::kMerge:
      return encoder_.Merge(out, {name, other, "one matter", request.number}, last_tag_);
    case CommandKind::kLinkTicket:
      return encoder_.LinkTicket(out, {name, other, request.number}, last_tag_);
    case CommandKind::kCancel:
      return encoder_.Cancel(out, {name, "he called", request.number}, last_tag_);
    case CommandKind::kReopen:
      return encoder_.Reopen(out, {name, "it broke again", request.number}, last_tag_);
    case CommandKind::kMessageOut:
      return encoder_.MessageOut(out, {{}, name, request.message, "we are on it", request.number}, last_tag_);
    case CommandKind::kPromise:
      return encoder_.Promise(out, {{}, name, request.promised_at, "use the other one", request.number}, last_tag_);
    case CommandKind::kAddNote:
      return encoder_.AddNote(out, {{}, name, TouchKind::kNote, "keep an eye on it", request.number}, last_tag_);
    case CommandKind::kRecordCallBack:
      return encoder_.CallBack(out, {{}, name, "all is well", request.number}, last_tag_);
    case CommandKind::kSetOverdueReason:
      return encoder_.OverdueReason(out, {{}, name, 1, {}, request.number}, last_tag_);
    case CommandKind::kConfirm:
      return encoder_.Confirm(out, {name, 0}, last_tag_);
    case CommandKind::kFindTicket:
      return encoder_.Query(out, name, last_tag_);
    default:
      Problem("a request of no known kind");
  }
}

void SimulatedOverseer::Mutate(Request request) {
  if (!IsLook(request.kind)) {
    request.number = ++last_request_;
    ++Times(request.kind, request.ticket).asked;
  }
  Send(request);
}

void SimulatedOverseer::Do() {
  if (request_.under_way() != nullptr || Calm()) return;
  const bool morning = done_first_ < std::size(kFirst);
  DoOne(morning ? kFirst[done_first_] : kAll[static_cast<std::size_t>(chance().Below(std::size(kAll)))]);
  if (morning && request_.under_way() != nullptr) ++done_first_;
}

void SimulatedOverseer::DoOne(CommandKind kind) {
  Request request{.kind = kind};
  switch (kind) {
    case CommandKind::kListSaturated:
      return Mutate(request);
    case CommandKind::kShowAgent:
      request.agent = AnyAgent();
      return Mutate(request);
    case CommandKind::kSetManager:
      request.customer = fmt::format("customer {}", 2 * chance().Below(7));
      if (!chance().OneIn(3)) request.agent = AnyAgent();
      return Mutate(request);
    case CommandKind::kMerge:
    case CommandKind::kLinkTicket:
      return JoinTwo(kind);
    case CommandKind::kReopen:
    case CommandKind::kRecordCallBack:
      request.ticket = AnyResolved();
      break;
    default:
      request.ticket = AnyOpen();
  }
  if (!request.ticket) return;
  request.agent = AnyAgent();
  request.level = static_cast<Level>(1 + chance().Below(kLevelCount));
  request.capacity = chance().OneIn(3) ? CapacityUse::kExceed : CapacityUse::kWithin;
  if (chance().OneIn(4)) request.message = MessageKind::kSolution;
  request.promised_at = Now() + kHour;
  if (kind == CommandKind::kReopen) ledger().care.reopened.insert(request.ticket.raw());
  if (kind == CommandKind::kReopen || kind == CommandKind::kChangeLevel) ledger().care.moved.insert(request.ticket.raw());
  Mutate(request);
}

// Of a link the later ticket goes on from the earlier one.
void SimulatedOverseer::JoinTwo(CommandKind kind) {
  Request request{.kind = kind, .ticket = AnyOpen(), .other = AnyOpen()};
  if (!request.ticket || !request.other || request.ticket == request.other) return;
  if (kind == CommandKind::kLinkTicket && request.ticket < request.other) std::swap(request.ticket, request.other);
  if (kind == CommandKind::kMerge) {
    ledger().care.moved.insert(request.ticket.raw());
    ledger().care.moved.insert(request.other.raw());
  }
  Mutate(request);
}

void SimulatedOverseer::OnAck(const client::AckInfo& ack) {
  if (static_cast<CommandKind>(ack.command) == CommandKind::kHello) return;
  const std::optional<Request> taken = request_.Take(ack.tag);
  if (!taken) return Problem(fmt::format("an answer to nothing, tag {}", ack.tag));
  const Request& request = *taken;
  if (!ack.ok()) return Refused(request, ack);
  if (IsLook(request.kind)) return Problem(fmt::format("{} was carried out", CommandName(request.kind)));
  if (request.sending == Request::Sending::kAgain && ack.duplicate) Count("overseer's request answered again");
  Answered(request, ack);
}

void SimulatedOverseer::Answered(const Request& request, const client::AckInfo& ack) {
  if (request.ticket && ack.ticket != request.ticket) {
    Problem(fmt::format("{} of ticket {} went to {}", CommandName(request.kind), request.ticket.raw(), ack.ticket.raw()));
  }
  if (request.kind == CommandKind::kCancel) ledger().care.ended[request.ticket.raw()] = Status::kCancelled;
  if (request.kind == CommandKind::kMerge) ledger().care.ended[request.ticket.raw()] = Status::kMerged;
  if (ack.duplicate) return Count(fmt::format("overseer's {} changed nothing, or was done before", CommandName(request.kind)));
  ++Times(request.kind, request.ticket).told;
  Count(fmt::format("overseer's {}", CommandName(request.kind)));
}

void SimulatedOverseer::Refused(const Request& request, const client::AckInfo& ack) {
  const Reject reject = ack.reject;
  Count(fmt::format("overseer refused as {}", RejectInfo(reject).english));
  // It may have been carried out before: only the same request again tells.
  if (reject == Reject::kBusy && request.number != 0) return Send(request);
  if (reject == Reject::kBusy) return;
  if (request.number != 0) --Times(request.kind, request.ticket).asked;
  const bool expected = [&] {
    switch (request.kind) {
      case CommandKind::kAssign:
        return IsOneOf(reject, {Reject::kIllegalState, Reject::kAtCapacity, Reject::kUnknownAgent, Reject::kAgentRetired});
      case CommandKind::kMerge:
        return IsOneOf(reject, {Reject::kIllegalState, Reject::kLimit});
      case CommandKind::kReopen:
        return IsOneOf(reject, {Reject::kIllegalState, Reject::kFull});
      case CommandKind::kSetManager:
        return IsOneOf(reject, {Reject::kUnknownAgent, Reject::kLimit, Reject::kAgentRetired});
      case CommandKind::kShowAgent:
        return IsOneOf(reject, {Reject::kUnknownAgent});
      case CommandKind::kConfirm:
        return IsOneOf(reject, {Reject::kNotAllowed});
      case CommandKind::kPromise:  // sent again, it may come after the time that it names
        return IsOneOf(reject, {Reject::kIllegalState}) || (reject == Reject::kMalformed && MayBePast(request.promised_at));
      case CommandKind::kFindTicket:
      case CommandKind::kListSaturated:
        return false;
      default:
        return IsOneOf(reject, {Reject::kIllegalState});
    }
  }();
  if (!expected) {
    Problem(fmt::format("{} of ticket {} was refused as {}: {}", CommandName(request.kind), request.ticket.raw(),
                        RejectInfo(reject).english, ack.detail));
  }
}

void SimulatedOverseer::TakeLook(std::uint64_t tag, CommandKind kind) {
  if (!request_.Take(tag, kind)) Problem(fmt::format("an answer to no {}, tag {}", CommandName(kind), tag));
}

void SimulatedOverseer::OnTicket(const client::TicketInfo& info) {
  if (request_.under_way() != nullptr && info.view.ticket != request_.under_way()->ticket)
    Problem(fmt::format("shown another ticket, {}", info.view.ticket.raw()));
  TakeLook(info.tag, CommandKind::kFindTicket);
}

void SimulatedOverseer::OnAgent(const client::AgentInfo& info) {
  if (request_.under_way() != nullptr && info.view.row.name != request_.under_way()->agent)
    Problem(fmt::format("shown another agent, {}", info.view.row.name));
  TakeLook(info.tag, CommandKind::kShowAgent);
}

void SimulatedOverseer::OnSaturation(const client::SaturationInfo& info) { TakeLook(info.tag, CommandKind::kListSaturated); }

}  // namespace tidegate
