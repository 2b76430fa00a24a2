// What the customers of a front end say of its tickets, and repeats that are attached.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "core/model/command.h"
#include "tests/simulation/simulated_front_end.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 4> kWords{"", "quick and kind", "much too slow", "well, well"};

}  // namespace

void SimulatedFrontEnd::SendCare(const Care& care) {
  care_ = care;
  care_tag_ = ++last_tag_;
  const std::string key = Key(care.index);
  client::TicketNameMessage name;
  name.external_key = key;
  if (care.kind == CommandKind::kGiveFeedback) {
    client::GiveFeedbackMessage message;
    message.name = name;
    message.scores = care.scores;
    message.solved = care.solved;
    message.text = care.text;
    message.request = care.number;
    return encoder_.GiveFeedback(out, message, care_tag_);
  }
  if (care.kind == CommandKind::kListFeedback) {
    client::ListFeedbackMessage message;
    message.name = name;
    return encoder_.ListFeedback(out, message, care_tag_);
  }
  SendWord(care);
}

// A repeat that may be attached, or what a customer says of a ticket - also of one that is still open, or with a score that there is not.
void SimulatedFrontEnd::CareForOne() {
  if (!Calm() && (said_first_ < std::size(kFirstWords) || chance().OneIn(2))) return SayOne();
  if (!offered_.empty() && !Calm()) {
    const auto [index, to] = *offered_.begin();
    offered_.erase(offered_.begin());
    const TicketId ticket = ledger().submits.at(Key(index)).ticket;
    if (chance().OneIn(4) || ledger().resolved.contains(ticket.raw())) return;
    ledger().care.moved.insert(to.raw());
    ledger().care.moved.insert(ticket.raw());
    ++Times(CommandKind::kAttach, ticket).asked;
    return SendCare({.kind = CommandKind::kAttach, .number = ++last_request_, .index = index, .ticket = ticket, .to = to});
  }
  const int index = static_cast<int>(chance().Below(static_cast<std::uint64_t>(next_)));
  const auto told = ledger().submits.find(Key(index));
  if (told == ledger().submits.end()) return;
  const TicketId ticket = told->second.ticket;
  const bool ended = ledger().StaysResolved(ticket.raw());
  if (!ended && (Calm() || !chance().OneIn(6))) return;
  Care care{.kind = CommandKind::kGiveFeedback, .index = index, .ticket = ticket, .known = ended ? Status::kResolved : Status::kNone};
  CareLedger::Answers& answers = ledger().care.answers[ticket.raw()];
  constexpr std::uint32_t kAnswersMax = 4;  // of one customer
  if (answers.asked >= kAnswersMax) return;
  care.told = answers.tenths.size();
  if (care.told != 0 && chance().OneIn(3)) {
    care.kind = CommandKind::kListFeedback;
    return SendCare(care);
  }
  care.number = ++last_request_;
  for (std::uint8_t& score : care.scores) score = static_cast<std::uint8_t>(kScoreMin + chance().Below(kScoreMax));
  if (chance().OneIn(8)) care.scores[1] = kScoreMax + 1;
  care.solved = chance().OneIn(3) ? Solved::kNo : Solved::kYes;
  care.text = kWords[static_cast<std::size_t>(chance().Below(kWords.size()))];
  ++answers.asked;
  if (ended) ++answered_;
  SendCare(care);
}

bool SimulatedFrontEnd::IsExpected(const Care& care, Reject reject) {
  switch (care.kind) {
    case CommandKind::kAttach:  // one of the two ended meanwhile, or customers were merged
      return reject == Reject::kIllegalState || reject == Reject::kOtherCustomer || reject == Reject::kLimit;
    case CommandKind::kLinkTicket:
      return reject == Reject::kIllegalState || reject == Reject::kOtherCustomer;
    case CommandKind::kAbandon:
      return reject == Reject::kIllegalState || reject == Reject::kNotLive;
    case CommandKind::kReopen:
    case CommandKind::kMessageIn:
    case CommandKind::kConfirm:
    case CommandKind::kCancel:
      return reject == Reject::kIllegalState;
    case CommandKind::kGiveFeedback:
      if (reject == Reject::kBadScore) return !AreScores(care.scores);
      if (reject == Reject::kIllegalState) return care.known == Status::kNone || !ledger().StaysResolved(care.ticket.raw());
      return reject == Reject::kFeedbackOver;
    default:
      return false;
  }
}

void SimulatedFrontEnd::AckedCare(const Care& care, const client::AckInfo& ack) {
  const bool feedback = care.kind == CommandKind::kGiveFeedback;
  if (!feedback && care.kind != CommandKind::kListFeedback) return AckedWord(care, ack);
  CareLedger::Answers& answers = ledger().care.answers[care.ticket.raw()];
  if (!ack.ok()) {
    Count(fmt::format("care refused as {}", RejectInfo(ack.reject).english));
    // It may have been carried out before: only the same request again tells.
    if (ack.reject == Reject::kBusy && care.number != 0) return SendCare(care);
    if (feedback) --answers.asked;
    if (ack.reject == Reject::kBusy || ack.reject == Reject::kFull) return;
    const bool expected = IsExpected(care, ack.reject);
    if (!expected) Problem(fmt::format("{} of {}: {}", CommandName(care.kind), Key(care.index), RejectInfo(ack.reject).english));
    return;
  }
  if (care.sending == Care::Sending::kAgain && ack.duplicate) Count("care request answered again");
  if (ack.ticket != care.ticket) Problem(fmt::format("what was said of ticket {} went to {}", care.ticket.raw(), ack.ticket.raw()));
  if (!AreScores(care.scores)) return Problem(fmt::format("{} has a score of {}", Key(care.index), care.scores[1]));
  if (ack.token != MeanTenths(care.scores)) Problem(fmt::format("{} scored {}", Key(care.index), ack.token));
  Count(answers.tenths.empty() ? "feedback given" : "feedback replaced");
  answers.tenths.push_back(MeanTenths(care.scores));
}

void SimulatedFrontEnd::OnFeedback(const client::FeedbackInfo& info) {
  if (!care_ || care_tag_ != info.tag) return Problem("an answer of a customer that was not asked for");
  const Care care = *std::exchange(care_, std::nullopt);
  care_tag_ = 0;
  Count("feedback read");
  const std::map<std::uint64_t, CareLedger::Answers>& all = ledger().care.answers;
  const bool may_be_forgotten = std::count_if(all.begin(), all.end(), [](const auto& one) { return one.second.asked != 0; }) > kAnswersKept;
  if (info.rows.empty() && may_be_forgotten) return;
  // One front end says what its customers say, one thing after the other: nothing can be newer than what it was told.
  const std::vector<std::uint8_t>& tenths = all.at(care.ticket.raw()).tenths;
  if (info.rows.size() != 1 || info.rows[0].answers != care.told || info.rows[0].tenths != tenths[care.told - 1]) {
    Problem(fmt::format("{} was answered {} times, and is not read so", Key(care.index), care.told));
  }
}

}  // namespace tidegate
