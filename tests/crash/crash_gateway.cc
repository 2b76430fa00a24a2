#include "tests/crash/crash_gateway.h"

#include <algorithm>

namespace tidegate {
namespace {

constexpr std::size_t kHeld = 6;  // accepted tickets kept at hand, so that every crash meets some
constexpr std::uint64_t kDeclineOneIn = 24;
constexpr std::uint64_t kContactOneIn = 3;
constexpr std::uint64_t kNoRequest = 0;  // not remembered by the daemon
constexpr std::uint64_t kSignInTag = std::uint64_t{1} << 40;
constexpr std::uint64_t kStatusTag = kSignInTag + 1;

// The state that a request asks for; kNone = it takes the ticket no further.
Status AskedBy(CommandKind kind) {
  switch (kind) {
    case CommandKind::kAccept:
      return Status::kAssigned;
    case CommandKind::kReportContact:
      return Status::kInProgress;
    case CommandKind::kResolve:
      return Status::kResolved;
    default:
      return Status::kNone;
  }
}

}  // namespace

void CrashGateway::SignIn() {
  signed_in_ = 0;
  snapshot_.clear();
  held_.clear();
  for (const std::string& agent : agents_) Expect(client().SignIn(agent, 0, kNoRequest, kSignInTag));
}

void CrashGateway::OnSignedIn(const client::SignedInInfo& info) {
  snapshot_.insert(snapshot_.end(), info.work.begin(), info.work.end());
  if (info.more || ++signed_in_ < agents_.size() || !round_.alive) return;
  // Everybody is back. First what has no answer; about these offers the answers decide, about the others the snapshot. A declined ticket
  // may be offered to a colleague here by now: that is another offer, with a token of its own.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> asked;
  for (const auto& [number, request] : unanswered_) {
    asked.emplace_back(request.ticket.raw(), request.job.token);
    Send(number, request);
  }
  for (const WorkItem& item : snapshot_) {
    const std::pair<std::uint64_t, std::uint32_t> offer(item.ticket, item.token);
    if (std::find(asked.begin(), asked.end(), offer) == asked.end()) TakeUp(item);
  }
  Pump();
}

void CrashGateway::TakeUp(const WorkItem& item) {
  const TicketId ticket(item.ticket);
  Job job;
  job.agent = AgentId(item.agent);
  job.token = item.token;
  const auto status = static_cast<Status>(item.status);
  if (status == Status::kOffered) {
    const bool declines = !round_.finishing && round_.OneIn(kDeclineOneIn);
    Ask(declines ? CommandKind::kDecline : CommandKind::kAccept, ticket, job);
  } else {
    job.contacted = status != Status::kAssigned;
    held_.emplace_back(ticket, job);
  }
}

void CrashGateway::OnOffer(const client::OfferInfo& offer) {
  // An offer may overtake the answer to its submit, which went to somebody else; then its key says whose it is.
  if (!offer.external_key.empty()) round_.ledger.Learn(round_.ledger.OfKey(offer.external_key), TicketId(offer.item.ticket));
  if (round_.alive) TakeUp(offer.item);
}

// The answer to its accept says that it is stale.
void CrashGateway::OnWithdrawn(const client::WithdrawalInfo&) {}

// Three declines in a row are a break; these agents go on.
void CrashGateway::OnAgentState(const client::AgentStateInfo& state) {
  if (state.status == AgentStatus::kBreak && round_.alive) {
    Expect(client().SetStatus(state.agent, AgentStatus::kOnline, kNoRequest, kStatusTag));
  }
}

void CrashGateway::Ask(CommandKind kind, TicketId ticket, const Job& job) {
  const std::size_t index = round_.ledger.OfTicket(ticket);
  if (const Status status = AskedBy(kind); status != Status::kNone) round_.ledger.Ask(index, status);
  const std::uint64_t number = ++last_request_;
  const auto request = unanswered_.emplace(number, Request{kind, ticket, job}).first;
  Send(number, request->second);
}

void CrashGateway::Send(std::uint64_t number, const Request& request) {
  const AgentId agent = request.job.agent;
  switch (request.kind) {
    case CommandKind::kAccept:
      return Expect(client().Accept({agent, request.ticket, request.job.token, number}, number));
    case CommandKind::kDecline:
      return Expect(client().Decline({agent, request.ticket, request.job.token, 1, number}, number));
    case CommandKind::kReportContact:
      return Expect(client().Contact(agent, request.ticket, number, number));
    default:
      return Expect(client().Resolve({agent, request.ticket, 1, "已为客户处理完毕", number, 1}, number));
  }
}

void CrashGateway::OnAck(const client::AckInfo& ack) {
  if (ack.tag >= kSignInTag) return ExpectDone(ack, ack.tag == kSignInTag ? "sign-in" : "back from a break");
  const auto found = unanswered_.find(ack.tag);
  if (found == unanswered_.end()) {
    ADD_FAILURE() << name() << ": an answer to request " << ack.tag << ", which has one or was never sent";
    return;
  }
  Request request = found->second;
  unanswered_.erase(found);
  const bool about_offer = request.kind == CommandKind::kAccept || request.kind == CommandKind::kDecline;
  if (about_offer && ack.reject == Reject::kStaleOffer) return;  // it expired meanwhile
  const std::size_t index = round_.ledger.OfTicket(request.ticket);
  LedgerEntry& entry = round_.ledger.At(index);
  ExpectDone(ack, fmt::format("command {} for {}, request {}", static_cast<int>(request.kind), entry.key, ack.tag));
  if (const Status status = AskedBy(request.kind); ack.ok() && status != Status::kNone) {
    round_.ledger.Promise(index, status);
    entry.agent = request.job.agent;
    if (status == Status::kInProgress) request.job.contacted = true;
    if (status != Status::kResolved) held_.emplace_back(request.ticket, request.job);
  }
  round_.on_acknowledged(request.kind);
  Pump();
}

void CrashGateway::Pump() {
  while (round_.alive && held_.size() > (round_.finishing ? 0 : kHeld)) {
    std::swap(held_[round_.Below(held_.size())], held_.back());
    const auto [ticket, job] = held_.back();
    held_.pop_back();
    const bool contacts = !job.contacted && round_.OneIn(kContactOneIn);
    Ask(contacts ? CommandKind::kReportContact : CommandKind::kResolve, ticket, job);
  }
}

}  // namespace tidegate
