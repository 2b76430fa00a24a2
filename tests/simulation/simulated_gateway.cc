#include "tests/simulation/simulated_gateway.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kSuggestions = 2;
constexpr std::uint32_t kCredits = 32;
constexpr std::uint64_t kWindow = 24;  // request numbers between the oldest that may be repeated and the newest: below the credits
constexpr std::size_t kDoneKept = 4;

}  // namespace

SimulatedGateway::SimulatedGateway(ClientContext* context, std::string name, const std::vector<std::string>& agents)
    : SimulatedClient(context, std::move(name), Role::kGateway, kCredits, kSuggestions) {
  for (const std::string& agent : agents) {
    desks_.emplace_back();
    desks_.back().name = agent;
  }
}

bool SimulatedGateway::Done() const {
  return pending_.empty() && again_.empty() &&
         std::all_of(desks_.begin(), desks_.end(), [](const Desk& desk) { return desk.work.empty(); });
}

SimulatedGateway::Desk* SimulatedGateway::Find(AgentId agent) {
  for (Desk& desk : desks_) {
    if (desk.agent == agent) return &desk;
  }
  return nullptr;
}

void SimulatedGateway::Opened() {
  for (std::size_t i = 0; i < desks_.size(); ++i) SendNew({.kind = CommandKind::kSignIn, .desk = i});
  for (const Request& request : std::exchange(again_, {})) {
    Send(request);
    Count("desk request sent again");
  }
}

void SimulatedGateway::Closed() {
  for (const auto& [tag, request] : pending_) {
    if (request.number != 0) again_.push_back(request);
  }
  pending_.clear();
  offered_.clear();
  std::sort(again_.begin(), again_.end(), [](const Request& a, const Request& b) { return a.number < b.number; });
  for (Desk& desk : desks_) desk.state = Desk::State::kAway;
}

void SimulatedGateway::Send(const Request& request) {
  const AgentId agent = desks_[request.desk].agent;
  pending_[++last_tag_] = request;
  switch (request.kind) {
    case CommandKind::kSignIn:
      desks_[request.desk].state = Desk::State::kAsked;
      return encoder_.SignIn(out, desks_[request.desk].name, 0, 0, last_tag_);
    case CommandKind::kSetAgentStatus:
      return encoder_.SetStatus(out, agent, request.status, request.number, last_tag_);
    case CommandKind::kAccept:
      return encoder_.Accept(out, {agent, request.ticket, request.token, request.number}, last_tag_);
    case CommandKind::kDecline:
      return encoder_.Decline(out, {agent, request.ticket, request.token, 7, request.number}, last_tag_);
    case CommandKind::kReportContact:
      return encoder_.Contact(out, agent, request.ticket, request.number, last_tag_);
    case CommandKind::kReportNode:
      return encoder_.Node(out, {agent, request.ticket, request.node, request.number}, last_tag_);
    case CommandKind::kResolve:
      return encoder_.Resolve(out, {agent, request.ticket, 1, "it works again", request.number, 1}, last_tag_);
    case CommandKind::kAskTransfer: {
      client::AskTransferMessage message;
      message.agent = agent;
      message.name.ticket = request.ticket;
      if (request.to != request.desk) message.to = desks_[request.to].name;
      message.reason = "somebody else knows more";
      message.request = request.number;
      return encoder_.AskTransfer(out, message, last_tag_);
    }
    case CommandKind::kUseArticle:
      return encoder_.UseArticle(out, agent, request.ticket, request.article, request.number, last_tag_);
    case CommandKind::kFindTicket:
      return encoder_.AskBody(out, request.ticket, desks_[request.desk].work[request.ticket].submit_seq, last_tag_, request.sight);
    default:
      return SendTalk(request);
  }
}

void SimulatedGateway::SendNew(Request request) {
  const bool remembered = request.kind != CommandKind::kSignIn && request.kind != CommandKind::kFindTicket &&
                          request.kind != CommandKind::kSetAgentStatus && request.kind != CommandKind::kListParts;
  if (remembered) {
    request.number = ++last_request_;
    ++Times(request.kind, request.ticket).asked;
    if (request.kind == CommandKind::kAskPart) ++ledger().care.parts_asked;
  }
  Send(request);
}

bool SimulatedGateway::MayAsk() const {
  std::uint64_t oldest = last_request_ + 1;
  for (const auto& [tag, request] : pending_) {
    if (request.number != 0) oldest = std::min(oldest, request.number);
  }
  return again_.empty() && pending_.size() < kCredits - 4 && last_request_ + 1 - oldest < kWindow;
}

void SimulatedGateway::Do() {
  if (!MayAsk()) return;
  const auto index = static_cast<std::size_t>(chance().Below(desks_.size()));
  Desk& desk = desks_[index];
  // Now and then the snapshot is asked for again: it puts right what a lost push left behind.
  if (desk.state == Desk::State::kAway || (desk.state == Desk::State::kSignedIn && chance().OneIn(80))) {
    return SendNew({.kind = CommandKind::kSignIn, .desk = index});
  }
  if (desk.state != Desk::State::kSignedIn) return;
  if (desk.status != AgentStatus::kOnline && (Calm() || chance().OneIn(4))) {
    desk.status = AgentStatus::kOnline;
    return SendNew({.kind = CommandKind::kSetAgentStatus, .desk = index, .status = AgentStatus::kOnline});
  }
  if (!Calm() && chance().OneIn(60)) {
    desk.status = chance().OneIn(2) ? AgentStatus::kBreak : AgentStatus::kOffline;
    Count("agent paused");
    return SendNew({.kind = CommandKind::kSetAgentStatus, .desk = index, .status = desk.status});
  }
  if (!done_.empty() && chance().OneIn(10)) {
    Request request = done_[static_cast<std::size_t>(chance().Below(done_.size()))];
    if (last_request_ - request.number >= kWindow) return;
    request.time = Request::Time::kRepeated;
    Count("desk request repeated on purpose");
    return Send(request);
  }
  if (!Calm() && chance().OneIn(12) && DoBeside(index) == Beside::kSomething) return;
  if (desk.work.empty()) return;
  auto work = desk.work.begin();
  std::advance(work, static_cast<std::ptrdiff_t>(chance().Below(desk.work.size())));
  if (work->second.wait == Work::Wait::kNone) WorkOn(index, work->first);
}

void SimulatedGateway::WorkOn(std::size_t index, TicketId ticket) {
  Work& work = desks_[index].work[ticket];
  if (work.giving == Work::Giving::kAsked && !Calm() && !chance().OneIn(10)) return;
  Request request{.kind = CommandKind::kNone, .desk = index, .ticket = ticket, .token = work.token};
  const std::uint64_t pick = chance().Below(26);
  const auto& articles = ledger().care.articles;
  if (work.status == Status::kOffered) {
    if (pick < 2 && !Calm()) {
      request.kind = CommandKind::kDecline;
    } else if (pick < 4 && !Calm()) {
      return;  // lets it pass for now
    } else {
      request.kind = CommandKind::kAccept;
    }
  } else if ((pick == 8 || transfers_asked_ == 0) && !Calm()) {
    request.kind = CommandKind::kAskTransfer;
    request.to = static_cast<std::size_t>(chance().Below(desks_.size()));
  } else if (pick < 3) {
    request.kind = CommandKind::kReportContact;
  } else if (pick < 5) {
    request.kind = CommandKind::kReportNode;
    request.node = pick == 3 ? Status::kInProgress : Status::kWaitingCustomer;
  } else if (pick < 8) {
    request.kind = CommandKind::kFindTicket;
    if (pick == 7) request.sight = Sight::kPlain;
  } else if (pick == 9 && !articles.empty() && articles.begin()->second.told != 0) {
    request.kind = CommandKind::kUseArticle;
    request.article = ArticleId(articles.begin()->first);
  } else if (!Calm() && (pick >= 20 || talked_first_ < kFirstTalks)) {
    Talk(request);
  } else {
    request.kind = CommandKind::kResolve;
  }
  if (request.kind != CommandKind::kFindTicket) work.wait = Work::Wait::kAnswer;
  SendNew(request);
}

void SimulatedGateway::OnAck(const client::AckInfo& ack) {
  const auto found = pending_.find(ack.tag);
  if (found == pending_.end()) {
    if (static_cast<CommandKind>(ack.command) != CommandKind::kHello) Problem(fmt::format("an answer to nothing, tag {}", ack.tag));
    return;
  }
  const Request request = found->second;
  pending_.erase(found);
  if (ack.ok()) {
    Answered(request, ack);
  } else {
    Refused(request, ack);
  }
}

void SimulatedGateway::Answered(const Request& request, const client::AckInfo& ack) {
  Desk& desk = desks_[request.desk];
  if (request.number != 0 && ack.ticket != request.ticket) {
    Problem(fmt::format("request {} was about ticket {}, the answer is about {}", request.number, request.ticket.raw(), ack.ticket.raw()));
  }
  if (request.time == Request::Time::kRepeated) {
    Count("desk request answered again");
    if (!ack.duplicate) Problem(fmt::format("request {} was done twice", request.number));
    return;
  }
  // What changed nothing, because it was so already, is not remembered and is judged anew when it is repeated.
  if (request.number != 0 && !ack.duplicate) {
    done_.push_back(request);
    if (done_.size() > kDoneKept) done_.pop_front();
    ++Times(request.kind, request.ticket).told;
  }
  const auto work = desk.work.find(request.ticket);
  if (work != desk.work.end()) work->second.wait = Work::Wait::kNone;
  switch (request.kind) {
    case CommandKind::kAccept: {
      const auto [taken, first] = ledger().taken.emplace(std::pair(request.ticket.raw(), request.token), desk.agent);
      if (!first && taken->second != desk.agent) Problem(fmt::format("ticket {} was given to two agents", request.ticket.raw()));
      // A repeated request is answered as the first time: what became of the ticket since stands in the snapshot.
      if (!ack.duplicate && work != desk.work.end() && work->second.token == request.token) work->second.status = Status::kAssigned;
      Count("accepted");
      break;
    }
    case CommandKind::kDecline:
      if (work != desk.work.end() && work->second.token == request.token) desk.work.erase(work);
      Count("declined");
      break;
    case CommandKind::kResolve:
      ledger().resolved.insert(request.ticket.raw());
      desk.work.erase(request.ticket);
      desk.to_call.push_back(request.ticket);
      Count("resolved");
      break;
    case CommandKind::kReportContact:
      Count("contact reported");
      break;
    case CommandKind::kReportNode:
      Count("node reported");
      break;
    case CommandKind::kAskTransfer:
      if (work != desk.work.end()) work->second.giving = Work::Giving::kAsked;
      ++transfers_asked_;
      Count("transfer asked");
      break;
    case CommandKind::kUseArticle:
      ++ledger().care.uses[{request.ticket.raw(), request.article.raw()}];
      Count("article used");
      break;
    default:
      Heard(request, ack);
  }
}

void SimulatedGateway::Refused(const Request& request, const client::AckInfo& ack) {
  Count(fmt::format("desk refused as {}", RejectInfo(ack.reject).english));
  Desk& desk = desks_[request.desk];
  const auto work = desk.work.find(request.ticket);
  if (work != desk.work.end()) work->second.wait = Work::Wait::kNone;
  if (request.time == Request::Time::kRepeated) {
    if (ack.reject != Reject::kBusy) {
      Problem(fmt::format("request {} was carried out, and is refused when repeated: {}", request.number, RejectInfo(ack.reject).english));
    }
    return;
  }
  if (request.kind == CommandKind::kSignIn) {
    if (ack.reject != Reject::kBusy && ack.reject != Reject::kUnknownAgent && ack.reject != Reject::kAgentRetired)
      Problem("sign-in refused");
    desk.state = Desk::State::kAway;
    return;
  }
  // Whether what was too much to do now was done before, nobody knows.
  if (request.number != 0 && ack.reject != Reject::kBusy) {
    --Times(request.kind, request.ticket).asked;
    if (request.kind == CommandKind::kAskPart) --ledger().care.parts_asked;
  }
  if (IsNoNews(request, ack.reject)) return;
  switch (ack.reject) {
    case Reject::kBusy:
    case Reject::kPartsOpen:  // the chief ends them
      break;
    case Reject::kUnknownAgent:
    case Reject::kAgentRetired:
      if (request.kind != CommandKind::kAskTransfer) Problem("an agent who is not there any more");
      break;  // who is to have it was not declared yet
    case Reject::kNotSignedIn:
      desk.state = Desk::State::kAway;
      break;
    case Reject::kStaleOffer:
    case Reject::kNotYours:
    case Reject::kIllegalState:
    case Reject::kUnknownTicket:
      // What the desk believed was old; the snapshot tells how it is.
      if (work != desk.work.end()) desk.work.erase(work);
      if (desk.state == Desk::State::kSignedIn) desk.state = Desk::State::kAway;
      break;
    default:
      Problem(
          fmt::format("{} of ticket {} refused: {}", static_cast<int>(request.kind), request.ticket.raw(), RejectInfo(ack.reject).english));
  }
}

void SimulatedGateway::OnSignedIn(const client::SignedInInfo& info) {
  const auto found = pending_.find(info.tag);
  if (found == pending_.end()) return Problem("signed in without having asked");
  Desk& desk = desks_[found->second.desk];
  if (!info.more) pending_.erase(found);
  Count("signed in");
  desk.agent = info.agent;
  if (desk.state != Desk::State::kSignedIn) desk.work.clear();
  std::map<TicketId, Work> work;
  for (const WorkItem& item : info.work) {
    Work& one = work[TicketId(item.ticket)];
    one.token = item.token;
    one.submit_seq = item.submit_seq;
    one.status = static_cast<Status>(item.status);
    if (one.status == Status::kOffered) offered_.insert(TicketId(item.ticket));
    if (item.agent != info.agent.raw()) Problem(fmt::format("the snapshot of agent {} has work of agent {}", info.agent.raw(), item.agent));
  }
  // What was asked before the snapshot is answered after it.
  for (const auto& [tag, request] : pending_) {
    const auto one = work.find(request.ticket);
    if (one != work.end() && request.kind != CommandKind::kFindTicket) one->second.wait = Work::Wait::kAnswer;
  }
  desk.work = std::move(work);
  desk.state = Desk::State::kSignedIn;
  desk.status = AgentStatus::kOffline;  // unknown: says online again, which does no harm
}

void SimulatedGateway::OnOffer(const client::OfferInfo& info) {
  Count("offer received");
  Desk* desk = Find(AgentId(info.item.agent));
  if (desk == nullptr) return Problem(fmt::format("an offer to agent {}, who does not sit here", info.item.agent));
  offered_.insert(TicketId(info.item.ticket));
  desk->work[TicketId(info.item.ticket)] = {info.item.token, info.item.submit_seq, static_cast<Status>(info.item.status),
                                            Work::Wait::kNone};
}

void SimulatedGateway::OnSuggestions(const client::SuggestionsInfo& info) {
  Count("articles suggested");
  if (!offered_.contains(info.ticket)) Problem(fmt::format("articles for ticket {}, which was not offered here", info.ticket.raw()));
  if (info.hits.size() > kSuggestions) Problem(fmt::format("{} articles come with an offer", info.hits.size()));
  for (const ArticleHit& hit : info.hits) {
    const auto known = ledger().care.articles.find(hit.article.raw());
    if (known != ledger().care.articles.end() && hit.version <= known->second.asked) continue;
    Problem(fmt::format("version {} of article {} is suggested, which nobody has put", hit.version, hit.article.raw()));
  }
}

void SimulatedGateway::OnWithdrawn(const client::WithdrawalInfo& info) {
  Count("offer withdrawn");
  Desk* desk = Find(info.agent);
  if (desk == nullptr) return;
  const auto work = desk->work.find(info.ticket);
  if (work != desk->work.end() && work->second.token == info.token) desk->work.erase(work);
}

void SimulatedGateway::OnAgentState(const client::AgentStateInfo& info) {
  if (Desk* desk = Find(info.agent)) desk->status = info.status;
}

void SimulatedGateway::OnBody(const client::BodyInfo& info) {
  const auto found = pending_.find(info.tag);
  if (found == pending_.end() || found->second.ticket != info.ticket) return Problem("texts that were not asked for");
  pending_.erase(found);
  Count(info.sight == Sight::kPlain ? "texts read unmasked" : "texts read");
  const auto submit = ledger().submits.find(std::string(info.external_key));
  if (submit != ledger().submits.end() && submit->second.ticket != info.ticket) {
    Problem(fmt::format("ticket {} has the texts of {}", info.ticket.raw(), info.external_key));
  }
  // What the daemon made by itself has no key.
  if (!info.external_key.empty() && info.title != fmt::format("about {}", info.external_key))
    Problem(fmt::format("the title of {} is {}", info.external_key, info.title));
}

}  // namespace tidegate
