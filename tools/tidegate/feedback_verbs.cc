// The verbs `feedback ...`: what customers say of the work on their tickets.
#include <fmt/core.h>

#include <charconv>
#include <optional>

#include "core/model/feedback.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/feedback_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

const std::string& Word(const Invocation& invocation, std::size_t place) { return invocation.arguments.positional()[place]; }

std::optional<std::uint8_t> ScoreOf(std::string_view word) {
  std::uint8_t score = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), score);
  if (error != std::errc() || end != word.data() + word.size() || score < kScoreMin || score > kScoreMax) return std::nullopt;
  return score;
}

// The answer about the ticket that the first word names, as the daemon has it.
int Show(const Invocation& invocation, Connection& connection) {
  const auto rows = connection.client().ListFeedback({.name = TicketNamed(invocation, Word(invocation, 0))});
  if (!rows.ok()) return connection.Failed(rows.status());
  if (rows->empty()) {
    fmt::print("{}", invocation.format == Format::kJson
                         ? std::string("{\"feedback\":null}\n")
                         : std::string(Say(invocation.language, "its customer has not answered\n", "客户尚未评价\n")));
    return kExitOk;
  }
  const FeedbackRow& row = rows->front();
  fmt::print("{}", invocation.format == Format::kJson ? FeedbackJson(row) : FeedbackText(row, invocation.language));
  return kExitOk;
}

}  // namespace

int RunFeedbackAdd(const Invocation& invocation) {
  SurveyScores scores{};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::optional<std::uint8_t> score = ScoreOf(Word(invocation, i + 1));
    if (!score) return Wrong("feedback add", "`" + Word(invocation, i + 1) + "` is no score: write a whole number from 1 to 5");
    scores[i] = *score;
  }
  const std::string_view answer = invocation.arguments.Get("solved");
  const std::optional<Solved> solved = FromName<Solved>(answer);
  if (!solved) return Wrong("feedback add", "--solved is missing or neither yes nor no: say whether the matter is solved");
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const client::TicketNameMessage named = TicketNamed(invocation, Word(invocation, 0));
  connection.About(named);
  const auto ack =
      connection.client().GiveFeedback({.name = named, .scores = scores, .solved = *solved, .text = invocation.arguments.Get("text")});
  if (!ack.ok()) return connection.Failed(ack.status());
  return Show(invocation, connection);
}

int RunFeedbackShow(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, invocation.arguments.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  return Show(invocation, connection);
}

int RunFeedbackList(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  const FeedbackScope scope = invocation.arguments.Has("flagged") ? FeedbackScope::kFlagged : FeedbackScope::kAll;
  const auto rows = connection.client().ListFeedback({.scope = scope});
  if (!rows.ok()) return connection.Failed(rows.status());
  fmt::print("{}", invocation.format == Format::kJson ? FeedbacksJson(*rows) : FeedbacksText(*rows, invocation.language));
  return kExitOk;
}

}  // namespace tidegate
