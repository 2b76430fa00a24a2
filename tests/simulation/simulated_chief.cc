#include "tests/simulation/simulated_chief.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/model/command.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kCredits = 8;
constexpr std::uint64_t kPlans = 3;
constexpr std::uint64_t kArticles = 4;                              // all of them are found at once
constexpr Micros kFirstPlanAt = 1'767'600'000 * kSecond + kMinute;  // as SimulatedClocks begin, and a little later
constexpr std::string_view kDepartments[] = {"technical", "supply-chain"};
constexpr std::uint64_t kFirst[] = {11, 0, 2, 9, 13, 4, 7, 2};  // as DoOne counts

}  // namespace

SimulatedChief::SimulatedChief(ClientContext* context, std::vector<std::string> agents)
    : SimulatedClient(context, "chief", Role::kSupervisor, kCredits), agents_(std::move(agents)) {}

void SimulatedChief::Opened() {
  const std::optional<Request> request = request_.TakeAgain();
  if (!request) return;
  Count("care request sent again");
  Send(*request);
}

void SimulatedChief::Closed() { request_.Lost(); }

void SimulatedChief::Send(const Request& request) {
  request_.Sent(++last_tag_, request);
  client::TicketNameMessage ticket;
  ticket.ticket = request.ticket;
  switch (request.kind) {
    case CommandKind::kAskPart: {
      client::AskPartMessage message;
      message.name = ticket;
      message.department = request.name;
      message.text = "look into it";
      message.request = request.number;
      return encoder_.AskPart(out, message, last_tag_);
    }
    case CommandKind::kAssignPart: {
      client::AssignPartMessage message;
      message.name = ticket;
      message.part = request.part;
      message.to = request.name;
      message.request = request.number;
      return encoder_.AssignPart(out, message, last_tag_);
    }
    case CommandKind::kReportPart: {
      client::ReportPartMessage message;
      message.name = ticket;
      message.part = request.part;
      message.node = request.node;
      message.text = "so it is";
      message.request = request.number;
      return encoder_.ReportPart(out, message, last_tag_);
    }
    case CommandKind::kSettleTransfer: {
      client::SettleTransferMessage message;
      message.name = ticket;
      message.word = request.transfer;
      message.to = request.name;
      message.reason = "decided";
      message.request = request.number;
      return encoder_.SettleTransfer(out, message, last_tag_);
    }
    case CommandKind::kReviewTicket:
      return encoder_.ReviewTicket(out, request.ticket, request.review, request.number, last_tag_);
    case CommandKind::kLinkIdentity:
      return encoder_.LinkIdentity(out, {request.name, request.other, request.channel, request.number}, last_tag_);
    case CommandKind::kUnlinkIdentity:
      return encoder_.UnlinkIdentity(out, {request.name, request.other, request.channel, request.number}, last_tag_);
    case CommandKind::kMergeCustomers:
      return encoder_.MergeCustomers(out, {request.name, request.other, request.number}, last_tag_);
    case CommandKind::kPutPlan: {
      client::PutPlanMessage message;
      message.name = request.name;
      message.customer = "customer 2";
      message.type = "inquiry";
      message.channel = "email";
      message.first_at = kFirstPlanAt + static_cast<Micros>(request.name.back() - '0') * 2 * kMinute;
      message.every = 1;
      message.unit = PlanUnit::kDays;
      message.title = "the weekly look";
      message.text = "is all well?";
      message.request = request.number;
      return encoder_.PutPlan(out, message, last_tag_);
    }
    case CommandKind::kDropPlan:
      return encoder_.DropPlan(out, request.name, request.number, last_tag_);
    case CommandKind::kPutArticle: {
      const std::string text = fmt::format("how refund {} goes", request.number);
      client::PutArticleMessage message;
      message.article = request.article;
      message.visibility = Visibility::kCustomer;
      message.title = kTitle;
      message.text = text;
      message.request = request.number;
      return encoder_.PutArticle(out, message, last_tag_);
    }
    case CommandKind::kReviewArticle:
      return encoder_.ReviewArticle(out, request.article, request.number, last_tag_);
    case CommandKind::kListParts:
      known_done_ = ledger().care.parts_done;
      parts_seen_ = ledger().care.parts.size();
      return encoder_.ListParts(out, {}, last_tag_);
    case CommandKind::kListTransfers:
      return encoder_.ListTransfers(out, {}, last_tag_);
    case CommandKind::kListReviews:
      return encoder_.ListReviews(out, {}, last_tag_);
    case CommandKind::kListPlans:
      return encoder_.ListPlans(out, 0, last_tag_);
    case CommandKind::kListArticles:
      return encoder_.AskArticle(out, request.article, last_tag_);
    case CommandKind::kListFeedback:
      return encoder_.ListFeedback(out, {}, last_tag_);
    case CommandKind::kShowCustomer:
      return encoder_.ShowCustomer(out, request.name, {}, last_tag_);
    case CommandKind::kNone: {
      client::FindArticlesMessage message;
      message.text = kTitle;
      return encoder_.FindArticles(out, message, last_tag_);
    }
    default:
      Problem("a request of no known kind");
  }
}

void SimulatedChief::Mutate(Request request) {
  request.number = ++last_request_;
  ++Times(request.kind, request.ticket).asked;
  Send(request);
}

std::string SimulatedChief::AnyCustomer() { return fmt::format("customer {}", 2 * chance().Below(7)); }

void SimulatedChief::Do() {
  if (request_.under_way() != nullptr) return;
  if (!open_parts_.empty()) return WorkOnPart();
  if (!asked_transfers_.empty()) return DecideTransfer();
  if (Calm()) {
    if (parts_ == Left::kUnknown || parts_seen_ != ledger().care.parts.size()) return Look(CommandKind::kListParts);
    if (transfers_ == Left::kUnknown) return Look(CommandKind::kListTransfers);
    return;
  }
  // His day begins with one of each, so that a short one has them, too.
  const bool morning = done_first_ < std::size(kFirst);
  DoOne(morning ? kFirst[done_first_] : chance().Below(16));
  if (morning && request_.under_way() != nullptr) ++done_first_;
}

void SimulatedChief::DoOne(std::uint64_t pick) {
  if (pick < 2) return ShareWork();
  if (pick < 4) return Look(CommandKind::kListParts);
  if (pick < 7) return Look(CommandKind::kListTransfers);
  if (pick < 9) return Review();
  if (pick < 11) return Identify();
  if (pick < 13) return Plan();
  if (pick < 14) return Write();
  LookAround();
}

void SimulatedChief::LookAround() {
  const std::uint64_t pick = chance().Below(5);
  if (pick == 0) return Look(CommandKind::kNone);
  if (pick == 1) return Look(CommandKind::kListFeedback);
  if (pick == 4) return Look(CommandKind::kListReviews);
  if (pick == 2) return Send({.kind = CommandKind::kShowCustomer, .name = AnyCustomer()});
  if (ledger().care.articles.empty()) return;
  Send({.kind = CommandKind::kListArticles, .article = ArticleId(ledger().care.articles.begin()->first)});
}

void SimulatedChief::Review() {
  const TicketId ticket = AnyOpen();
  if (!ticket) return;
  const ReviewWord word = chance().OneIn(2) ? ReviewWord::kRedirect : ReviewWord::kConfirm;
  Mutate({.kind = CommandKind::kReviewTicket, .ticket = ticket, .review = word});
}

// A department is asked for a part of the work.
void SimulatedChief::ShareWork() {
  const TicketId ticket = AnyOpen();
  if (!ticket) return;
  ++ledger().care.parts_asked;
  Mutate({.kind = CommandKind::kAskPart, .ticket = ticket, .name = std::string(kDepartments[chance().Below(2)])});
}

// One step of one that is open: given to somebody, begun, done.
void SimulatedChief::WorkOnPart() {
  const PartRow row = open_parts_.front();
  open_parts_.pop_front();
  Request request{.kind = CommandKind::kReportPart, .ticket = row.ticket, .part = row.part};
  if (row.node == PartNode::kOpen && !Calm()) {
    request.kind = CommandKind::kAssignPart;
    request.name = agents_[static_cast<std::size_t>(chance().Below(agents_.size()))];
  } else if (row.node == PartNode::kAssigned && !Calm()) {
    request.node = PartNode::kInProgress;
  } else {
    request.node = PartNode::kDone;
  }
  Mutate(request);
}

void SimulatedChief::DecideTransfer() {
  const TransferRow row = asked_transfers_.front();
  asked_transfers_.pop_front();
  Request request{.kind = CommandKind::kSettleTransfer, .ticket = row.ticket, .transfer = TransferWord::kApprove};
  if (Calm() || chance().OneIn(5)) {
    request.transfer = TransferWord::kRefuse;
  } else if (!row.to || chance().OneIn(2)) {
    request.name = agents_[static_cast<std::size_t>(chance().Below(agents_.size()))];
  }
  Mutate(request);
}

void SimulatedChief::Identify() {
  constexpr std::array<std::string_view, 3> kOn{"", "app", "email"};
  const std::string customer = AnyCustomer();
  if (chance().OneIn(8)) return Mutate({.kind = CommandKind::kMergeCustomers, .name = customer, .other = AnyCustomer()});
  std::set<std::tuple<std::string, std::string, std::string>>& links = ledger().care.links;
  if (!links.empty() && chance().OneIn(5)) {
    // Nothing can be said of it from now on until it is linked again.
    const auto [whose, identity, channel] = *links.begin();
    links.erase(links.begin());
    return Mutate({.kind = CommandKind::kUnlinkIdentity, .name = ledger().care.Survivor(whose), .other = identity, .channel = channel});
  }
  Mutate({.kind = CommandKind::kLinkIdentity,
          .name = customer,
          .other = fmt::format("card {}", chance().Below(9)),
          .channel = std::string(kOn[static_cast<std::size_t>(chance().Below(kOn.size()))])});
}

void SimulatedChief::Plan() {
  if (chance().OneIn(4)) return Look(CommandKind::kListPlans);
  std::map<std::string, std::uint32_t>& plans = ledger().care.plans;
  if (!plans.empty() && chance().OneIn(3)) {
    const std::string name = plans.begin()->first;
    plans.erase(plans.begin());
    return Mutate({.kind = CommandKind::kDropPlan, .name = name});
  }
  Mutate({.kind = CommandKind::kPutPlan, .name = fmt::format("plan {}", chance().Below(kPlans))});
}

void SimulatedChief::Write() {
  std::map<std::uint32_t, CareLedger::Article>& articles = ledger().care.articles;
  const std::uint64_t pick = chance().Below(kArticles);
  if (pick >= articles.size()) {
    ++articles[static_cast<std::uint32_t>(articles.size()) + 1].asked;
    return Mutate({.kind = CommandKind::kPutArticle});
  }
  auto one = articles.begin();
  std::advance(one, static_cast<std::ptrdiff_t>(pick));
  const ArticleId article(one->first);
  if (chance().OneIn(3)) return Mutate({.kind = CommandKind::kReviewArticle, .article = article});
  ++one->second.asked;
  Mutate({.kind = CommandKind::kPutArticle, .article = article});
}

}  // namespace tidegate
