// What the chief is told: it goes to the ledger, or is held against it.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/model/command.h"
#include "tests/simulation/simulated_chief.h"

namespace tidegate {
namespace {

bool IsOneOf(Reject reject, std::initializer_list<Reject> expected) {
  return std::find(expected.begin(), expected.end(), reject) != expected.end();
}

}  // namespace

void SimulatedChief::OnAck(const client::AckInfo& ack) {
  if (static_cast<CommandKind>(ack.command) == CommandKind::kHello) return;
  const std::optional<Request> taken = request_.Take(ack.tag);
  if (!taken) return Problem(fmt::format("an answer to nothing, tag {}", ack.tag));
  const Request& request = *taken;
  if (!ack.ok()) return Refused(request, ack);
  if (request.sending == Request::Sending::kAgain && ack.duplicate) Count("care request answered again");
  Answered(request, ack);
}

void SimulatedChief::Answered(const Request& request, const client::AckInfo& ack) {
  CareLedger& care = ledger().care;
  if (request.ticket && !ack.duplicate) ++Times(request.kind, request.ticket).told;
  const auto part = std::pair(ack.ticket.raw(), static_cast<std::uint8_t>(ack.token));
  switch (request.kind) {
    case CommandKind::kAskPart:
      care.parts.insert(part);
      return Count("part asked");
    case CommandKind::kAssignPart:
      return Count("part given");
    case CommandKind::kReportPart:
      if (request.node != PartNode::kDone) return Count("part reported");
      care.parts_done.insert(part);
      return Count("part done");
    case CommandKind::kSettleTransfer:
      ++care.transfers[request.ticket.raw()];
      return Count(request.transfer == TransferWord::kApprove ? "transfer approved" : "transfer refused");
    case CommandKind::kReviewTicket:
      care.reviewed.insert(request.ticket.raw());
      return Count(request.review == ReviewWord::kRedirect ? "ticket redirected" : "ticket reviewed");
    case CommandKind::kLinkIdentity:
      care.links.insert({request.name, request.other, request.channel});
      return Count("identity linked");
    case CommandKind::kUnlinkIdentity:
      return Count("identity unlinked");
    case CommandKind::kMergeCustomers:
      care.merged[request.name] = request.other;
      return Count("customers merged");
    case CommandKind::kPutPlan:
      care.plans[request.name] = ack.token;
      return Count("plan put");
    case CommandKind::kDropPlan:
      return Count("plan dropped");
    case CommandKind::kPutArticle:
      if (request.article && request.article.raw() != ack.token)
        Problem(fmt::format("article {} was put as {}", request.article.raw(), ack.token));
      if (!care.articles.contains(ack.token)) return Problem(fmt::format("article {} is none that was asked for", ack.token));
      ++care.articles[ack.token].told;
      return Count("article put");
    default:
      return Count("article reviewed");
  }
}

void SimulatedChief::Refused(const Request& request, const client::AckInfo& ack) {
  const Reject reject = ack.reject;
  CareLedger& care = ledger().care;
  Count(fmt::format("chief refused as {}", RejectInfo(reject).english));
  // It may have been carried out before: only the same request again tells.
  if (reject == Reject::kBusy && request.number != 0) return Send(request);
  // What was asked for did not come about.
  if (request.number != 0 && reject != Reject::kBusy) --Times(request.kind, request.ticket).asked;
  if (request.kind == CommandKind::kAskPart) --care.parts_asked;
  if (request.kind == CommandKind::kPutArticle) {
    const std::uint32_t article = request.article ? request.article.raw() : static_cast<std::uint32_t>(care.articles.size());
    if (--care.articles[article].asked == 0) care.articles.erase(article);
  }
  if (reject == Reject::kBusy) return;
  if (reject == Reject::kAtCapacity && request.tries < agents_.size() && !Calm()) {
    Request next = request;
    next.name = agents_[next.tries++];
    next.sending = Request::Sending::kFirst;
    return Mutate(next);
  }
  const bool expected = [&] {
    switch (request.kind) {
      case CommandKind::kAskPart:
        return IsOneOf(reject, {Reject::kIllegalState, Reject::kLimit});
      case CommandKind::kAssignPart:
      case CommandKind::kReportPart:  // it moved with its ticket, or ended with it
        return IsOneOf(reject,
                       {Reject::kIllegalState, Reject::kUnknownPart, Reject::kPartOver, Reject::kUnknownAgent, Reject::kAgentRetired});
      case CommandKind::kSettleTransfer:
        return IsOneOf(reject, {Reject::kIllegalState, Reject::kNoTransfer, Reject::kToOneself, Reject::kAtCapacity, Reject::kUnknownAgent,
                                Reject::kUnknownTicket, Reject::kAgentRetired});
      case CommandKind::kReviewTicket:
        return IsOneOf(reject, {Reject::kIllegalState});
      case CommandKind::kLinkIdentity:
      case CommandKind::kMergeCustomers:
        return IsOneOf(reject, {Reject::kLinkedElsewhere, Reject::kCustomerMerged, Reject::kSameCustomer, Reject::kLimit});
      case CommandKind::kUnlinkIdentity:
        return IsOneOf(reject, {Reject::kNotLinked, Reject::kCustomerMerged});
      default:
        return false;
    }
  }();
  if (!expected) {
    Problem(fmt::format("{} was refused as {}: {}", CommandName(request.kind), RejectInfo(reject).english, ack.detail));
  }
}

std::optional<SimulatedChief::Request> SimulatedChief::TakeLook(std::uint64_t tag, CommandKind kind) {
  std::optional<Request> look = request_.Take(tag, kind);
  if (!look) Problem(fmt::format("an answer to no {}, tag {}", CommandName(kind), tag));
  return look;
}

void SimulatedChief::OnParts(const client::PartsInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kListParts)) return;
  Count("parts listed");
  open_parts_.assign(info.rows.begin(), info.rows.end());
  for (const PartRow& row : info.rows) {
    if (known_done_.contains({row.ticket.raw(), row.part})) {
      Problem(fmt::format("part {} of ticket {} was acknowledged as done and is listed as open", row.part, row.ticket.raw()));
    }
  }
  parts_ = Calm() && info.rows.empty() && !info.more ? Left::kNone : Left::kUnknown;
}

void SimulatedChief::OnTransfers(const client::TransfersInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kListTransfers)) return;
  Count("transfers listed");
  asked_transfers_.assign(info.rows.begin(), info.rows.end());
  transfers_ = Calm() && info.rows.empty() && !info.more ? Left::kNone : Left::kUnknown;
}

// A ticket is flagged once, when it comes in: reviewed, it never waits for it again.
void SimulatedChief::OnReviews(const client::ReviewsInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kListReviews)) return;
  Count(info.rows.empty() ? "no reviews listed" : "reviews listed");
  TicketId before;
  for (const ReviewRow& row : info.rows) {
    if (ledger().care.reviewed.contains(row.ticket.raw())) {
      Problem(fmt::format("ticket {} was acknowledged as reviewed and is listed as waiting for it", row.ticket.raw()));
    }
    if (row.ticket <= before) Problem(fmt::format("ticket {} is listed behind ticket {}", row.ticket.raw(), before.raw()));
    before = row.ticket;
  }
}

void SimulatedChief::OnPlans(const client::PlansInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kListPlans)) return;
  Count("plans listed");
  for (const auto& [name, plan] : ledger().care.plans) {
    const bool listed = std::any_of(info.rows.begin(), info.rows.end(),
                                    [&, number = plan, text = name](const PlanRow& row) { return row.plan == number && row.name == text; });
    if (!listed) Problem(fmt::format("{} was acknowledged and is not listed", name));
  }
}

void SimulatedChief::OnCustomer(const client::CustomerInfo& info) {
  const std::optional<Request> look = TakeLook(info.tag, CommandKind::kShowCustomer);
  if (!look) return;
  Count("customer shown");
  const std::string shown = ledger().care.Survivor(look->name);
  std::size_t known = 0;
  for (const auto& [customer, identity, channel] : ledger().care.links) known += ledger().care.Survivor(customer) == shown ? 1 : 0;
  for (const auto& [from, into] : ledger().care.merged) known += ledger().care.Survivor(from) == shown ? 1 : 0;
  if (info.view.identities.size() < known) {
    Problem(fmt::format("{} has {} names, {} were acknowledged", look->name, info.view.identities.size(), known));
  }
}

void SimulatedChief::OnArticleHits(const client::ArticleHitsInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kNone)) return;
  Count("articles found");
  for (const auto& [article, versions] : ledger().care.articles) {
    if (versions.told == 0) continue;
    const auto found = std::find_if(info.view.hits.begin(), info.view.hits.end(),
                                    [id = article](const ArticleHit& hit) { return hit.article.raw() == id; });
    if (found == info.view.hits.end() || found->version < versions.told) {
      Problem(fmt::format("version {} of article {} was acknowledged and is not found", versions.told, article));
    }
  }
}

void SimulatedChief::OnArticles(const client::ArticlesInfo& info) {
  const std::optional<Request> look = TakeLook(info.tag, CommandKind::kListArticles);
  if (!look) return;
  Count("article read");
  const std::uint32_t told = ledger().care.articles[look->article.raw()].told;
  if (info.rows.size() != 1 || info.rows[0].version < told || info.rows[0].title != kTitle) {
    Problem(fmt::format("article {} is not read as it was put", look->article.raw()));
  }
}

void SimulatedChief::OnFeedback(const client::FeedbackInfo& info) {
  if (!TakeLook(info.tag, CommandKind::kListFeedback)) return;
  Count("answers listed");
  for (const FeedbackRow& row : info.rows) {
    const auto known = ledger().care.answers.find(row.ticket.raw());
    if (known == ledger().care.answers.end() || row.answers > known->second.asked) {
      Problem(fmt::format("ticket {} is listed with {} answers", row.ticket.raw(), row.answers));
    }
  }
}

}  // namespace tidegate
