// Apply: tickets that the engine made, what customers answered, and whether articles solved what they were used for.
#include "core/engine/state.h"
#include "core/model/command.h"

namespace tidegate {

void State::Do(const Made& change, std::string_view) {
  TicketRecord& ticket = tables_.tickets.At(Slot(change.ticket));
  ticket.SetMadeAs(change.origin);
  ticket.weight = change.weight;
  ticket.waiting_weight = change.weight;
}

void State::Do(const FeedbackGiven& change, std::string_view) {
  tables_.feedbacks.Put({.ticket = change.ticket,
                         .follow_up = change.follow_up,
                         .at = change.at,
                         .agent = change.agent,
                         .answers = change.answers,
                         .scores = change.scores,
                         .tenths = change.tenths,
                         .solved = change.solved,
                         .flags = change.flags});
  const std::uint32_t open = tables_.tickets.FindId(change.ticket);
  const std::uint32_t recent = tables_.recents.FindId(change.ticket);
  const auto status = static_cast<Status>(open != kNoSlot ? tables_.tickets.At(open).status : tables_.recents.Ended(recent).status);
  Remember(change.asker, change.ticket, change.tenths, status, static_cast<std::uint8_t>(CommandKind::kGiveFeedback));
}

void State::Do(const FeedbackForgotten& change, std::string_view) { tables_.feedbacks.Forget(change.ticket); }

// These stand in the history alone.
void State::Do(const FollowUpNoted&, std::string_view) {}
void State::Do(const SurveyRequested&, std::string_view) {}

void State::Do(const UsesAwaited& change, std::string_view) {
  tables_.uses.Await(change.ticket, change.judge_at);
  ArmArticles();
}

void State::Do(const UseJudged& change, std::string_view) {
  tables_.uses.Erase(change.ticket, change.article);
  tables_.articles.CountJudged(change.article, change.solved != 0);
  ArmArticles();
}

}  // namespace tidegate
