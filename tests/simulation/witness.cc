#include "tests/simulation/witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace tidegate {
namespace {

constexpr std::size_t kReadBytes = 4096;

}  // namespace

Witness::Witness(const DurableHistory* history, Problems* problems, Tally* tally)
    : history_(history), problems_(problems), tally_(tally), in_(FrameSide::kClient, kReadBytes) {}

void Witness::See(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> free = in_.Free();
    const std::size_t count = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), count);
    in_.Commit(count);
    bytes.remove_prefix(count);
    for (FrameResult result = in_.Next(); result.status == FrameStatus::kFrame; result = in_.Next()) {
      client::DecodeReply(result.frame, *this);
      tally_->Count("frame witnessed");
    }
  }
}

void Witness::Untrue(std::string_view what, TicketId ticket) {
  problems_->Add(fmt::format("told before it was durable (seq {}): {} of ticket {}", history_->seq(), what, ticket.raw()));
}

void Witness::CheckSeq(std::uint64_t seq, std::string_view where) {
  if (seq > history_->seq()) problems_->Add(fmt::format("{} tells of seq {}, durable is {}", where, seq, history_->seq()));
}

void Witness::OnAck(const client::AckInfo& ack) {
  if (!ack.ok()) return;
  const auto command = static_cast<CommandKind>(ack.command);
  Done(command);
  const bool plan_untrue = command == CommandKind::kPutPlan && !history_->care().HasPlan(ack.token);
  const bool article_untrue = command == CommandKind::kPutArticle && !history_->care().HasArticle(ack.token);
  if (plan_untrue || article_untrue)
    problems_->Add(fmt::format("told before it was durable (seq {}): {}", history_->seq(), CommandName(command)));
  if (!ack.ticket) return;
  const DurableHistory::TicketFacts* facts = history_->Find(ack.ticket);
  if (facts == nullptr) return Untrue("the existence", ack.ticket);
  switch (command) {
    case CommandKind::kAccept:
      if (!facts->accepted.contains(ack.token)) Untrue("an accept", ack.ticket);
      break;
    case CommandKind::kDecline:
      if (!facts->returned.contains(ack.token)) Untrue("a decline", ack.ticket);
      break;
    case CommandKind::kReportContact:
    case CommandKind::kReportNode:
      if (facts->accepted.empty()) Untrue("work", ack.ticket);
      break;
    case CommandKind::kResolve:
      if (facts->resolutions == 0) Untrue("the end", ack.ticket);
      break;
    case CommandKind::kAttach:
    case CommandKind::kCancel:
    case CommandKind::kAbandon:
    case CommandKind::kMerge:
      if (!facts->ended) Untrue("the end", ack.ticket);
      break;
    case CommandKind::kGiveFeedback:
      if (!history_->care().HasAnswer(ack.ticket.raw())) Untrue("an answer", ack.ticket);
      break;
    case CommandKind::kAskPart:
      if (!history_->care().HasPart(ack.ticket.raw(), ack.token)) Untrue("a part", ack.ticket);
      break;
    default:
      break;
  }
}

void Witness::OnSignedIn(const client::SignedInInfo& info) {
  CheckSeq(info.seq, "signed-in");
  Done(CommandKind::kSignIn);
  for (const WorkItem& item : info.work) CheckWork(item);
}

void Witness::OnStatus(const client::StatusInfo& info) {
  CheckSeq(info.view.seq, "status");
  Done(CommandKind::kAskStatus);
  if (info.view.submitted_total > history_->tickets()) problems_->Add("a status counts submits that are not durable");
}

// Nothing is shown unmasked that the disk does not know of.
void Witness::OnBody(const client::BodyInfo& info) {
  if (info.sight == Sight::kMasked) return;
  Done(CommandKind::kLookAt);
  const DurableHistory::TicketFacts* facts = history_->Find(info.ticket);
  const std::uint64_t shown = ++shown_[info.ticket.raw()];
  if (facts == nullptr || facts->looks < shown) Untrue("a look", info.ticket);
}

void Witness::CheckWork(const WorkItem& item) {
  const DurableHistory::TicketFacts* facts = history_->Find(TicketId(item.ticket));
  if (facts == nullptr) return Untrue("the existence", TicketId(item.ticket));
  const auto offer = facts->offers.find(item.token);
  if (offer == facts->offers.end() || offer->second != item.agent) Untrue("an offer", TicketId(item.ticket));
  if (item.submit_seq == 0 || item.submit_seq > history_->seq()) Untrue("the place of the texts", TicketId(item.ticket));
}

void Witness::CheckView(const TicketView& view) {
  const DurableHistory::TicketFacts* facts = history_->Find(view.ticket);
  if (facts == nullptr) return Untrue("the existence", view.ticket);
  if (view.status == Status::kResolved && facts->resolutions == 0) Untrue("the end", view.ticket);
  if (view.offers > facts->offers.size()) Untrue("an offer", view.ticket);
}

}  // namespace tidegate
