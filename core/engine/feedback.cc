#include "core/engine/feedback.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/engine/assigning.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/effects.h"
#include "core/engine/held.h"
#include "core/engine/intake.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"

namespace tidegate {
namespace {

// What an answer is about, wherever the ticket stands: with its loop open among the open tickets, otherwise among the ended ones.
struct About {
  TicketId ticket;
  std::uint32_t agent = 0;  // who had resolved it
  TypeId type;
  RegionId region;
  ChannelId channel;
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
};

About AboutOf(const Tables& tables, const Held& held) {
  if (held.slot != kNoSlot) {
    const TicketRecord& ticket = tables.tickets.At(held.slot);
    const ClockRecord* loop = tables.clocks.Find(ticket.id, Clock::kCloseLoop);
    CHECK(loop != nullptr);
    return {.ticket = TicketId(ticket.id),
            .agent = loop->agent,
            .type = TypeId(ticket.type),
            .region = RegionId(ticket.region),
            .channel = ChannelId(ticket.channel),
            .level = static_cast<Level>(ticket.level),
            .tier = static_cast<CustomerTier>(ticket.tier)};
  }
  const RecentRecord& ended = tables.recents.At(held.recent);
  return {.ticket = TicketId(ended.id),
          .agent = static_cast<std::uint32_t>(ended.agent),
          .type = TypeId(ended.type),
          .region = RegionId(ended.region),
          .channel = ChannelId(ended.channel),
          .level = ended.level(),
          .tier = ended.tier()};
}

// What is wrong with the answer of a customer.
std::uint8_t FlagsOf(const FeedbackRules& rules, std::uint8_t tenths, std::string_view text) {
  auto flags = static_cast<std::uint8_t>(tenths <= rules.flag_at_tenths ? kScoredLow : 0);
  const bool slow =
      std::any_of(rules.slow_words.begin(), rules.slow_words.end(), [&](const std::string& word) { return Mentions(text, word); });
  if (slow) flags |= kSaysSlow;
  return flags;
}

// Whether an agent is at work before an instant, as far as his shifts say.
bool WorksBefore(const Tables& tables, std::uint32_t agent, Micros now, Micros before) {
  if ((tables.agents.At(agent).duty & kOffShift) == 0) return true;
  const Micros next = NextShiftAt(tables, agent, now);
  return next == kNever || next < before;
}

// Who looks after a ticket that `agent` resolved: his supervisor, or who stands in for him, whoever works before it is due; 0 = neither is
// named in the agent's record. Who was retired himself may name one who was retired after him.
std::uint32_t SupervisorOf(const Tables& tables, std::uint32_t agent, Micros now, Micros due) {
  const AgentTerms& terms = tables.agents.At(agent).terms;
  std::uint32_t named = 0;
  for (const std::uint32_t candidate : {terms.supervisor, terms.duty_supervisor}) {
    if (candidate == 0 || tables.agents.IsRetired(candidate)) continue;
    if (WorksBefore(tables, candidate, now, due)) return candidate;
    if (named == 0) named = candidate;
  }
  return named;
}

std::string TenthsText(std::uint8_t tenths) {
  return std::to_string(tenths / kTenthsPerPoint) + '.' + std::to_string(tenths % kTenthsPerPoint);
}

void FollowUp(Emitter& emit, const About& about, std::uint8_t tenths, std::string_view text) {
  const Tables& tables = emit.tables();
  const std::string title = "需跟进 / follow-up: " + TenthsText(tenths);
  const std::uint32_t slot = MakeTicket(emit, {.origin = TicketOrigin::kFollowUp,
                                               .parent = about.ticket,
                                               .type = about.type,
                                               .region = about.region,
                                               .channel = about.channel,
                                               .level = about.level,
                                               .tier = about.tier,
                                               .title = title,
                                               .text = text});
  const std::uint64_t id = tables.tickets.At(slot).id;
  const Micros due = tables.tickets.At(slot).due[static_cast<std::size_t>(Clock::kRespond)];
  const std::uint32_t supervisor = SupervisorOf(tables, about.agent, emit.now(), due);
  emit.Tell(AlertPush{
      .ticket = id, .at = emit.now(), .agent = supervisor, .kind = supervisor != 0 ? AlertKind::kFollowUp : AlertKind::kFollowUpWaits});
  if (supervisor != 0) {
    AssignTo(emit, {}, slot, supervisor, ReturnReason::kTransferred);
  } else {
    OfferTicket(emit, slot);
  }
}

FeedbackRow RowOf(const Tables& tables, const FeedbackRecord& record, Micros now) {
  const auto status_of = [&](std::uint64_t ticket) {
    const std::uint32_t open = tables.tickets.FindId(ticket);
    if (open != kNoSlot) return static_cast<Status>(tables.tickets.At(open).status);
    const std::uint32_t recent = tables.recents.FindId(ticket);
    return recent == kNoSlot ? Status::kNone : static_cast<Status>(tables.recents.Ended(recent).status);
  };
  FeedbackRow row{.ticket = TicketId(record.ticket),
                  .follow_up = TicketId(record.follow_up),
                  .agent = AgentId(record.agent),
                  .agent_name = record.agent == 0 ? std::string() : std::string(tables.agents.Name(record.agent)),
                  .at = record.at,
                  .answers = record.answers,
                  .scores = record.scores,
                  .tenths = record.tenths,
                  .solved = static_cast<Solved>(record.solved),
                  .flags = record.flags,
                  .status = status_of(record.ticket)};
  if (record.follow_up != 0) row.follow_up_status = status_of(record.follow_up);
  if (row.solved == Solved::kNo) row.reopen_until = ReopenUntil(tables, row.ticket, now);
  return row;
}

}  // namespace

SurveyTerms SurveyOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (!tables.rules->rules().feedback.survey || !AsksSurvey(ticket.made_as())) return {};
  return {.ticket = ticket.id, .client = ticket.client, .customer = ticket.customer};
}

void AskSurvey(Emitter& emit, const SurveyTerms& terms) {
  if (terms.ticket == 0) return;
  emit.Emit(SurveyRequested{.ticket = terms.ticket, .client = terms.client, .customer = terms.customer, .at = emit.now()});
}

Micros ReopenUntil(const Tables& tables, TicketId ticket, Micros now) {
  Micros resolved_at = 0;
  auto status = Status::kNone;
  if (const std::uint32_t open = tables.tickets.FindId(ticket.raw()); open != kNoSlot) {
    status = static_cast<Status>(tables.tickets.At(open).status);
    resolved_at = tables.tickets.At(open).status_since;
  } else if (const std::uint32_t recent = tables.recents.FindId(ticket.raw()); recent != kNoSlot) {
    status = static_cast<Status>(tables.recents.Ended(recent).status);
    resolved_at = tables.recents.At(recent).ended_at();
  }
  if (!IsLegal(CommandKind::kReopen, status)) return 0;
  const Micros until = resolved_at + tables.rules->rules().reopen_within;
  return until < now ? 0 : until;
}

Verdict Decide(Emitter& emit, const Caller& caller, const GiveFeedback& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const Held held = LookAny(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kGiveFeedback, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (!AreScores(command.scores) || !IsListed<Solved>(static_cast<std::uint8_t>(command.solved))) {
    return Refuse(Reject::kBadScore, held.status);
  }
  if (command.text.size() > kFeedbackTextBytesMax) return Refuse(Reject::kMalformed, held.status);
  const About about = AboutOf(tables, held);
  const std::uint64_t ticket = about.ticket.raw();
  if (!tables.feedbacks.Takes(ticket)) return Refuse(Reject::kFeedbackOver, held.status);
  const FeedbackRecord* known = tables.feedbacks.Find(ticket);
  const FeedbackRecord before = known != nullptr ? *known : FeedbackRecord{};
  const std::uint8_t tenths = MeanTenths(command.scores);
  const std::uint8_t flags = FlagsOf(tables.rules->rules().feedback, tenths, command.text);
  const bool follows = flags != 0 && before.follow_up == 0;
  if (follows && !HasPlaceForMade(tables)) return RefuseFull();
  if (known == nullptr && tables.feedbacks.full()) emit.Emit(FeedbackForgotten{.ticket = tables.feedbacks.Oldest()});
  emit.Emit(FeedbackGiven{.asker = AskerOf(caller),
                          .ticket = ticket,
                          .at = emit.now(),
                          .follow_up = follows ? NextTicketId(tables, emit.now()).raw() : before.follow_up,
                          .agent = about.agent,
                          .answers = static_cast<std::uint16_t>(std::min(before.answers + 1, 0xFFFF)),
                          .scores = command.scores,
                          .tenths = tenths,
                          .solved = static_cast<std::uint8_t>(command.solved),
                          .flags = flags},
            command.text);
  if (command.solved == Solved::kNo) JudgeUnsolved(emit, ticket);
  if (follows) {
    FollowUp(emit, about, tenths, command.text);
  } else if (before.follow_up != 0 && tenths > before.tenths) {
    emit.Emit(
        FollowUpNoted{.ticket = before.follow_up, .answered = ticket, .at = emit.now(), .tenths = tenths, .tenths_before = before.tenths});
  }
  Verdict verdict = Done(about.ticket, held.status, tenths);
  if (command.solved == Solved::kNo) verdict.ack.resolve_by = ReopenUntil(tables, about.ticket, emit.now());
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListFeedback& command) {
  const Tables& tables = emit.tables();
  const bool one = command.ticket || command.key != KeyHash{};
  if (caller.role != Role::kSupervisor && (caller.role != Role::kFrontEnd || !one)) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<FeedbackReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  if (one) {
    const Held held = SeeAny(tables, caller, command.ticket, command.key);
    if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
    const std::uint64_t ticket = held.slot != kNoSlot ? tables.tickets.At(held.slot).id : tables.recents.At(held.recent).id;
    if (const FeedbackRecord* record = tables.feedbacks.Find(ticket)) reply->rows.push_back(RowOf(tables, *record, emit.now()));
    emit.Tell(std::move(reply));
    return Told();
  }
  constexpr std::uint32_t kLookedAtMax = 4'096;  // answers that are not flagged cost little, but not nothing
  const FeedbackRecord* record = tables.feedbacks.After(command.after.raw());
  for (std::uint32_t looked_at = 0; record != nullptr && looked_at < kLookedAtMax; ++looked_at) {
    if (reply->rows.size() == kFeedbacksPerPageMax) break;
    if (command.scope == FeedbackScope::kAll || record->flags != 0) reply->rows.push_back(RowOf(tables, *record, emit.now()));
    reply->next = TicketId(record->ticket);
    record = tables.feedbacks.After(record->ticket);
  }
  reply->more = record != nullptr;
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
