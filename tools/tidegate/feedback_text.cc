#include "tools/tidegate/feedback_text.h"

#include <fmt/core.h>

#include <utility>

#include "core/model/feedback.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

std::string ScoresText(const SurveyScores& scores) { return fmt::format("{} {} {}", scores[0], scores[1], scores[2]); }

void FeedbackFields(const FeedbackRow& row, JsonWriter& json) {
  json.Field("number", FormatTicketNumber(row.ticket)).Field("status", EnglishName(row.status)).Field("at", IsoText(row.at));
  json.Field("agent", row.agent_name).Field("score", ScoreText(row.tenths));
  json.Field("speed", row.scores[0]).Field("professionalism", row.scores[1]).Field("resolution", row.scores[2]);
  json.Field("solved", EnglishName(row.solved)).Field("scored_low", (row.flags & kScoredLow) != 0);
  json.Field("says_slow", (row.flags & kSaysSlow) != 0).Field("answers", row.answers);
  json.Key("follow_up");
  row.follow_up ? json.String(FormatTicketNumber(row.follow_up)) : json.Null();
  json.Key("follow_up_status");
  row.follow_up_status == Status::kNone ? json.Null() : json.String(EnglishName(row.follow_up_status));
  json.Key("reopen_until");
  row.reopen_until == 0 ? json.Null() : json.String(IsoText(row.reopen_until));
}

}  // namespace

std::string ScoreText(std::uint8_t tenths) { return fmt::format("{}.{}", tenths / kTenthsPerPoint, tenths % kTenthsPerPoint); }

std::string FeedbackFlagsText(std::uint8_t flags, Language language) {
  std::string text;
  if ((flags & kScoredLow) != 0) text = Say(language, "low score", "评分低");
  if ((flags & kSaysSlow) != 0) {
    text += text.empty() ? "" : Say(language, ", ", "，");
    text += Say(language, "says that it was slow", "反映响应慢");
  }
  return text;
}

std::string FeedbackText(const FeedbackRow& row, Language language) {
  std::string out = SayFormat(language, "{}: score {} (speed, professionalism, resolution: {}), solved: {}, answers: {}\n",
                              "{}：评分{}（响应速度、专业性、解决程度：{}），是否解决：{}，共{}次评价\n", FormatTicketNumber(row.ticket),
                              ScoreText(row.tenths), ScoresText(row.scores), NameIn(language, row.solved), row.answers);
  if (row.flags != 0) out += SayFormat(language, "  to be followed up: {}\n", "  需跟进：{}\n", FeedbackFlagsText(row.flags, language));
  if (row.follow_up) {
    const std::string number = FormatTicketNumber(row.follow_up);
    out += row.follow_up_status == Status::kNone
               ? SayFormat(language, "  follow-up {}, archived\n", "  跟进工单{}，已归档\n", number)
               : SayFormat(language, "  follow-up {}, {}\n", "  跟进工单{}，{}\n", number, NameIn(language, row.follow_up_status));
  }
  if (row.reopen_until != 0) {
    out += SayFormat(language, "  not solved: it may be reopened until {} (tidegate ticket reopen)\n",
                     "  未解决：{}前可重开（tidegate ticket reopen）\n", InstantText(row.reopen_until));
  }
  return out;
}

std::string FeedbackJson(const FeedbackRow& row) {
  JsonWriter json;
  json.BeginObject();
  FeedbackFields(row, json);
  json.EndObject();
  return json.text() + "\n";
}

std::string FeedbacksText(const std::vector<FeedbackRow>& rows, Language language) {
  if (rows.empty()) return Say(language, "no answers\n", "暂无评价\n");
  Table table({{Say(language, "ticket", "工单")},
               {Say(language, "time", "时间")},
               {Say(language, "agent", "客服")},
               {Say(language, "score", "评分"), Align::kRight},
               {Say(language, "three scores", "三项评分")},
               {Say(language, "solved", "是否解决")},
               {Say(language, "flagged", "标记")},
               {Say(language, "follow-up", "跟进工单")}});
  for (const FeedbackRow& row : rows) {
    std::string follow_up = row.follow_up ? FormatTicketNumber(row.follow_up) : std::string();
    if (row.follow_up_status != Status::kNone) follow_up += fmt::format(" {}", NameIn(language, row.follow_up_status));
    table.Add({FormatTicketNumber(row.ticket), InstantText(row.at), row.agent_name, ScoreText(row.tenths), ScoresText(row.scores),
               std::string(NameIn(language, row.solved)), FeedbackFlagsText(row.flags, language), std::move(follow_up)});
  }
  return table.Render();
}

std::string FeedbacksJson(const std::vector<FeedbackRow>& rows) {
  JsonWriter json;
  json.BeginObject().Key("feedback").BeginArray();
  for (const FeedbackRow& row : rows) {
    json.BeginObject();
    FeedbackFields(row, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
