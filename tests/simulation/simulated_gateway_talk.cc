// What the agents of a gateway do around their work: they speak to customers, note, excuse themselves, ask departments, do parts, call
// back.
#include <fmt/format.h>

#include <iterator>

#include "core/model/command.h"
#include "tests/simulation/simulated_gateway.h"

namespace tidegate {
namespace {

constexpr CommandKind kTalks[] = {CommandKind::kMessageOut, CommandKind::kPromise,          CommandKind::kAddNote,
                                  CommandKind::kMessageOut, CommandKind::kSetOverdueReason, CommandKind::kAskPart};

}  // namespace

void SimulatedGateway::Talk(Request& request) {
  const bool first = talked_first_ < kFirstTalks;
  request.kind = kTalks[first ? talked_first_++ : static_cast<std::size_t>(chance().Below(std::size(kTalks)))];
  if (chance().OneIn(3)) request.message = chance().OneIn(2) ? MessageKind::kSolution : MessageKind::kReceipt;
  request.promised_at = Now() + static_cast<Micros>(15 + chance().Below(60)) * kMinute;
}

void SimulatedGateway::SendTalk(const Request& request) {
  const AgentId agent = desks_[request.desk].agent;
  client::TicketNameMessage name;
  name.ticket = request.ticket;
  switch (request.kind) {
    case CommandKind::kMessageOut:
      return encoder_.MessageOut(out, {agent, name, request.message, "please try this", request.number}, last_tag_);
    case CommandKind::kPromise:
      return encoder_.Promise(out, {agent, name, request.promised_at, "use the other one", request.number}, last_tag_);
    case CommandKind::kAddNote:
      return encoder_.AddNote(out, {agent, name, TouchKind::kNote, "he is patient", request.number}, last_tag_);
    case CommandKind::kSetOverdueReason:
      return encoder_.OverdueReason(out, {agent, name, 1, {}, request.number}, last_tag_);
    case CommandKind::kRecordCallBack:
      return encoder_.CallBack(out, {agent, name, "all is well", request.number}, last_tag_);
    case CommandKind::kAskPart: {
      client::AskPartMessage message;
      message.agent = agent;
      message.name = name;
      message.department = "technical";
      message.text = "look into it";
      message.request = request.number;
      return encoder_.AskPart(out, message, last_tag_);
    }
    case CommandKind::kAssignPart: {
      client::AssignPartMessage message;
      message.agent = agent;
      message.name = name;
      message.part = request.part;
      message.request = request.number;
      return encoder_.AssignPart(out, message, last_tag_);
    }
    case CommandKind::kReportPart: {
      client::ReportPartMessage message;
      message.agent = agent;
      message.name = name;
      message.part = request.part;
      message.node = request.part_node;
      message.text = "it was the cable";
      message.request = request.number;
      return encoder_.ReportPart(out, message, last_tag_);
    }
    case CommandKind::kListParts: {
      client::ListPartsMessage message;
      message.agent = agent;
      pending_[last_tag_].known_done = ledger().care.parts_done;
      return encoder_.ListParts(out, message, last_tag_);
    }
    default:
      Problem("a request of no known kind");
  }
}

SimulatedGateway::Beside SimulatedGateway::DoBeside(std::size_t index) {
  Desk& desk = desks_[index];
  if (!desk.to_call.empty() && chance().OneIn(2)) {
    const TicketId ticket = desk.to_call.front();
    desk.to_call.pop_front();
    SendNew({.kind = CommandKind::kRecordCallBack, .desk = index, .ticket = ticket});
    return Beside::kSomething;
  }
  if (!desk.parts.empty()) {
    WorkOnPart(index);
    return Beside::kSomething;
  }
  if (!chance().OneIn(3)) return Beside::kNothing;
  SendNew({.kind = CommandKind::kListParts, .desk = index});
  return Beside::kSomething;
}

// One step of one: taken, begun, done.
void SimulatedGateway::WorkOnPart(std::size_t index) {
  Desk& desk = desks_[index];
  const PartRow row = desk.parts.front();
  desk.parts.pop_front();
  Request request{.kind = CommandKind::kReportPart, .desk = index, .ticket = row.ticket, .part = row.part};
  if (row.agent != desk.agent) {
    request.kind = CommandKind::kAssignPart;
  } else {
    request.part_node = row.node == PartNode::kAssigned ? PartNode::kInProgress : PartNode::kDone;
  }
  SendNew(request);
}

void SimulatedGateway::Heard(const Request& request, const client::AckInfo& ack) {
  CareLedger& care = ledger().care;
  const auto part = std::pair(ack.ticket.raw(), static_cast<std::uint8_t>(ack.token));
  switch (request.kind) {
    case CommandKind::kAskPart:
      care.parts.insert(part);
      break;
    case CommandKind::kReportPart:
      if (request.part_node == PartNode::kDone) care.parts_done.insert(part);
      break;
    case CommandKind::kSignIn:
    case CommandKind::kSetAgentStatus:
      return;
    default:
      break;
  }
  if (!ack.duplicate) Count(fmt::format("desk's {}", CommandName(request.kind)));
}

// What is refused because the ticket or the part went another way: the desk's picture of its work stays.
bool SimulatedGateway::IsNoNews(const Request& request, Reject reject) {
  switch (request.kind) {
    case CommandKind::kSetOverdueReason:  // it is not late
      return reject == Reject::kIllegalState;
    case CommandKind::kRecordCallBack:  // it was reopened, and went to another
      return reject == Reject::kIllegalState || reject == Reject::kNotYours;
    case CommandKind::kAskPart:
      return reject == Reject::kLimit;
    case CommandKind::kAssignPart:
    case CommandKind::kReportPart:
      return reject == Reject::kIllegalState || reject == Reject::kUnknownPart || reject == Reject::kPartOver ||
             reject == Reject::kNotYours;
    case CommandKind::kPromise:  // sent again, it may come after the time that it names
      return reject == Reject::kMalformed && MayBePast(request.promised_at);
    default:
      return false;
  }
}

void SimulatedGateway::OnParts(const client::PartsInfo& info) {
  const auto found = pending_.find(info.tag);
  if (found == pending_.end() || found->second.kind != CommandKind::kListParts) return Problem("parts that were not asked for");
  const Request request = found->second;
  Desk& desk = desks_[request.desk];
  pending_.erase(found);
  Count("desk's list-parts");
  desk.parts.assign(info.rows.begin(), info.rows.end());
  for (const PartRow& row : info.rows) {
    if (row.agent && row.agent != desk.agent)
      Problem(fmt::format("agent {} is shown a part of agent {}", desk.agent.raw(), row.agent.raw()));
    if (request.known_done.contains({row.ticket.raw(), row.part})) {
      Problem(fmt::format("part {} of ticket {} was acknowledged as done and is listed as open", row.part, row.ticket.raw()));
    }
  }
}

}  // namespace tidegate
