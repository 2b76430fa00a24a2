#include "tools/tidegate/event_text.h"

#include <algorithm>
#include <vector>

#include "core/model/submit_facts.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/feedback_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kEventColumns = 17;  // the longest name, in either language

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

// Gathers the parts of a detail.
class Parts {
 public:
  explicit Parts(Language language) : language_(language) {}
  void Add(const std::string& part) {
    if (part.empty()) return;
    if (!text_.empty()) text_ += language_ == Language::kChinese ? "，" : ", ";
    text_ += part;
  }
  std::string text() const { return text_; }

 private:
  Language language_;
  std::string text_;
};

template <class Enum>
std::string Named(Language language, Enum value, std::string_view english, std::string_view chinese) {
  if (value == Enum::kNone) return {};
  return Say(language, english, chinese) + std::string(NameIn(language, value));
}

void AddNote(const Event& event, const CatalogView& names, Language language, Parts& parts) {
  const DecisionNote& note = event.note;
  if (note.rules_version == 0) return;
  parts.Add(
      SayFormat(language, "chosen as {} of {}", "{}（共{}人可选）", NameIn(language, static_cast<Choice>(note.choice)), note.eligible));
  if (note.runner_up != 0) parts.Add(SayFormat(language, "before {}", "其次{}", names.AgentName(note.runner_up)));
}

// A rule by its place; its name stands in the rule set of that version (`tidegate rules show --version`).
void AddRule(Language language, std::uint8_t rule, std::string_view english, std::string_view chinese, Parts& parts) {
  if (rule != 0) parts.Add(Say(language, english, chinese) + SayFormat(language, " by rule {}", "（规则{}）", rule));
}

void AddTagged(const Event& event, const CatalogView& names, Language language, Parts& parts) {
  AddRule(language, event.level_rule, "level", "级别", parts);
  AddRule(language, event.type_rule, "type", "类型", parts);
  AddRule(language, event.category_rule, "category", "类别", parts);
  AddRule(language, event.department_rule, "department", "部门", parts);
  std::string also;
  for (const char fired : event.fired) {
    const auto rule = static_cast<std::uint8_t>(fired);
    if (rule == event.level_rule || rule == event.type_rule || rule == event.category_rule || rule == event.department_rule) continue;
    also += (also.empty() ? "" : Say(language, ", ", "、")) + std::to_string(rule);
  }
  if (!also.empty()) parts.Add(SayFormat(language, "also rules {}", "另外命中规则{}", also));
  if (event.flow_rule != 0) parts.Add(SayFormat(language, "flow {}", "流程{}", event.flow_rule));
  if (event.department != 0) parts.Add(names.NameOf(CatalogKind::kDepartment, event.department));
  for (std::uint32_t tag = 1; tag <= kTagsMax; ++tag) {
    if ((event.tags >> (tag - 1) & 1) != 0) parts.Add(names.NameOf(CatalogKind::kTag, tag));
  }
  if ((event.flags & kNeedsReview) != 0) parts.Add(Say(language, "needs review", "待复核"));
  if (event.rules_version != 0) parts.Add(SayFormat(language, "rules {}", "规则版本{}", event.rules_version));
}

std::string PartWord(const Event& event, Language language) { return SayFormat(language, "part {}", "协作{}", event.part); }

}  // namespace

std::string EventDetail(const Event& event, const CatalogView& names, Language language) {
  Parts parts(language);
  const auto named = [&](CatalogKind kind, std::uint32_t id) { return id == 0 ? std::string() : names.NameIn(language, kind, id); };
  switch (event.kind) {
    case EventKind::kSubmitted:
      parts.Add(named(CatalogKind::kChannel, event.channel));
      parts.Add(named(CatalogKind::kType, event.type));
      parts.Add(named(CatalogKind::kRegion, event.region));
      parts.Add(Named(language, event.level, "claimed ", "申报级别"));
      parts.Add(Named(language, event.tier, "customer ", "客户"));
      break;
    case EventKind::kClassified:
      parts.Add(Named(language, event.level, "level ", "级别"));
      parts.Add(Named(language, event.tier, "customer ", "客户"));
      if (IsInstant(event.respond_by)) parts.Add(SayFormat(language, "respond by {}", "响应时限{}", InstantText(event.respond_by)));
      if (IsInstant(event.resolve_by)) parts.Add(SayFormat(language, "resolve by {}", "解决时限{}", InstantText(event.resolve_by)));
      parts.Add(SayFormat(language, "rules {}", "规则版本{}", event.rules_version));
      break;
    case EventKind::kOffered:
      parts.Add(SayFormat(language, "to accept within {}", "请在{}内接单", SpanText(event.until - event.at, language)));
      AddNote(event, names, language, parts);
      break;
    case EventKind::kReturned:
      parts.Add(std::string(NameIn(language, event.reason)));
      if (event.decline_code != 0) parts.Add(SayFormat(language, "reason {}", "原因{}", event.decline_code));
      if (IsInstant(event.until))
        parts.Add(SayFormat(language, "not to this agent before {}", "{}前不再派给该客服", InstantText(event.until)));
      break;
    case EventKind::kContactReported:
    case EventKind::kNodeReported:
      parts.Add(std::string(NameIn(language, event.status)));
      break;
    case EventKind::kResolved:
      parts.Add(SayFormat(language, "result code {}", "结果代码{}", event.result_code));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kClockFired:
      parts.Add(SayFormat(language, "{} {} % used", "{}时限已用{}%", ClockStem(event.clock, language), event.per_mille / 10));
      break;
    case EventKind::kMessageReceived:
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kMessageSent:
      parts.Add(std::string(NameIn(language, static_cast<MessageKind>(event.detail))));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kPromised:
      parts.Add(SayFormat(language, "by {}", "{}前", InstantText(event.until)));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kClockSet:
      parts.Add(std::string(NameIn(language, event.clock)));
      parts.Add(std::string(NameIn(language, static_cast<ClockNews>(event.detail))));
      if (IsInstant(event.until)) parts.Add(SayFormat(language, "due {}", "时限{}", InstantText(event.until)));
      break;
    case EventKind::kLoopClosed:
      parts.Add(std::string(NameIn(language, static_cast<LoopClosing>(event.detail))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kOverdueReasonSet:
      parts.Add(SayFormat(language, "reason {}", "原因{}", event.result_code));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kLevelChanged:
      parts.Add(Named(language, event.level, "level ", "级别"));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kTicketMoved:
      if (IsInstant(event.respond_by)) parts.Add(SayFormat(language, "respond by {}", "响应时限{}", InstantText(event.respond_by)));
      if (IsInstant(event.resolve_by)) parts.Add(SayFormat(language, "resolve by {}", "解决时限{}", InstantText(event.resolve_by)));
      parts.Add(SayFormat(language, "rules {}", "规则版本{}", event.rules_version));
      break;
    case EventKind::kTouched:
      parts.Add(std::string(NameIn(language, static_cast<TouchKind>(event.detail))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kEscalated:
      parts.Add(Named(language, event.level, "ordered as ", "排序级别"));
      break;
    case EventKind::kClosed:
      parts.Add(std::string(NameIn(language, event.status)));
      break;
    case EventKind::kHeld:
    case EventKind::kReopened:
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kEnded:
      parts.Add(std::string(NameIn(language, event.status)));
      if (event.into != 0) parts.Add(SayFormat(language, "into {}", "并入{}", FormatTicketNumber(TicketId(event.into))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kLooked:
      parts.Add(Named(language, static_cast<Role>(event.detail), "by ", "查看者："));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kParent:
      parts.Add(SayFormat(language, "goes on from {}", "承接{}", FormatTicketNumber(TicketId(event.into))));
      break;
    case EventKind::kIdentity:
      parts.Add(event.detail != 0 ? Say(language, "linked", "关联") : Say(language, "unlinked", "解除"));
      parts.Add(fmt::format("{:016x}", event.into));
      parts.Add(named(CatalogKind::kChannel, event.channel));
      break;
    case EventKind::kCustomersMerged:
      parts.Add(SayFormat(language, "{:016x} into {:016x}", "{:016x}并入{:016x}", event.into, event.customer));
      break;
    case EventKind::kTransferAsked:
      if (event.token != 0) parts.Add(SayFormat(language, "to {}", "转给{}", names.AgentName(event.token)));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kTransferSettled:
      parts.Add(std::string(NameIn(language, static_cast<TransferWord>(event.detail))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kRulesActivated:
      parts.Add(SayFormat(language, "version {}", "版本{}", event.rules_version));
      break;
    case EventKind::kDeclared:
      parts.Add(fmt::format("{} {}", NameIn(language, event.catalog), OneLine(event.text)));
      break;
    case EventKind::kAgentDeclared:
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kAgentStatusChanged:
      parts.Add(std::string(NameIn(language, event.agent_status)));
      if (IsInstant(event.until)) parts.Add(SayFormat(language, "until {}", "至{}", InstantText(event.until)));
      break;
    case EventKind::kTagged:
      AddTagged(event, names, language, parts);
      break;
    case EventKind::kPlanned:
      parts.Add(SayFormat(language, "outside pool and clocks until {}", "{}前不进入待处理池", InstantText(event.until)));
      break;
    case EventKind::kReviewed:
      parts.Add((event.flags & kRedirected) != 0 ? Say(language, "redirected", "改派") : Say(language, "confirmed", "确认"));
      break;
    case EventKind::kAssignedByHand:
      if (!event.text.empty()) parts.Add(Say(language, "over capacity", "超出容量"));
      break;
    case EventKind::kRelaxed:
      if ((event.token & 1) != 0) parts.Add(Say(language, "any region", "不限区域"));
      if ((event.token & 2) != 0) parts.Add(Say(language, "one more rung, any customer tier", "上一级客服，不限客户等级"));
      if ((event.token & 4) != 0) parts.Add(Say(language, "skills at one level less", "技能等级降一级"));
      break;
    case EventKind::kKept:
      if (event.until != 0) parts.Add(SayFormat(language, "until {}", "至{}", InstantText(event.until)));
      break;
    case EventKind::kMade:
      parts.Add(std::string(NameIn(language, event.origin)));
      break;
    case EventKind::kFeedbackGiven:
      parts.Add(SayFormat(language, "score {} ({} {} {})", "评分{}（{} {} {}）", ScoreText(event.tenths), event.scores[0], event.scores[1],
                          event.scores[2]));
      parts.Add(event.solved == Solved::kYes ? Say(language, "solved", "已解决") : Say(language, "not solved", "未解决"));
      if (event.flags != 0) parts.Add(FeedbackFlagsText(event.flags, language));
      if (event.into != 0) parts.Add(SayFormat(language, "follow-up {}", "跟进工单{}", FormatTicketNumber(TicketId(event.into))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kFollowUpNoted:
      parts.Add(SayFormat(language, "{} is scored {} instead of {}", "{}的评分由{}改为{}", FormatTicketNumber(TicketId(event.into)),
                          language == Language::kEnglish ? ScoreText(event.tenths) : ScoreText(event.tenths_before),
                          language == Language::kEnglish ? ScoreText(event.tenths_before) : ScoreText(event.tenths)));
      break;
    case EventKind::kUseJudged:
      parts.Add(SayFormat(language, "article {}", "文章{}", event.article));
      parts.Add(event.solved == Solved::kYes ? Say(language, "solved it", "已解决") : Say(language, "did not solve it", "未能解决"));
      break;
    case EventKind::kPartAsked:
      parts.Add(PartWord(event, language));
      if (event.until != 0 && event.until != kNever) parts.Add(SayFormat(language, "due {}", "时限{}", InstantText(event.until)));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kPartAssigned:
    case EventKind::kPartOverdue:
      parts.Add(PartWord(event, language));
      break;
    case EventKind::kPartNode:
    case EventKind::kPartEnded:
      parts.Add(PartWord(event, language));
      parts.Add(std::string(NameIn(language, static_cast<PartNode>(event.detail))));
      if (!event.text.empty()) parts.Add(OneLine(event.text));
      break;
    case EventKind::kPartMoved:
      parts.Add(PartWord(event, language));
      parts.Add(SayFormat(language, "was of {}", "原属{}", FormatTicketNumber(TicketId(event.into))));
      break;
    case EventKind::kPlanChanged:
      parts.Add(event.text.empty() ? SayFormat(language, "plan {}", "计划{}", event.plan) : OneLine(event.text));
      parts.Add(event.until == 0 ? Say(language, "dropped", "已删除") : SayFormat(language, "next {}", "下次{}", InstantText(event.until)));
      break;
    case EventKind::kPlanFired:
      parts.Add(SayFormat(language, "plan {}, next {}", "计划{}，下次{}", event.plan, InstantText(event.until)));
      break;
    case EventKind::kCallBackSet:
      parts.Add(event.until == 0 ? Say(language, "to be made now", "现在回访")
                                 : SayFormat(language, "at {}", "于{}", InstantText(event.until)));
      break;
    case EventKind::kArticlePut:
      parts.Add(SayFormat(language, "article {}", "文章{}", event.article));
      parts.Add(OneLine(event.text));
      break;
    case EventKind::kArticleReviewed:
    case EventKind::kArticleUsed:
    case EventKind::kArticleStale:
      parts.Add(SayFormat(language, "article {}", "文章{}", event.article));
      break;
    case EventKind::kNone:
    case EventKind::kReviewAlerted:
    case EventKind::kAccepted:
    case EventKind::kDeclineForgotten:
    case EventKind::kStarted:
    case EventKind::kSignedIn:
    case EventKind::kAgentRetired:
    case EventKind::kPooled:
    case EventKind::kTransferWaiting:
    case EventKind::kSurveyRequested:
      break;
  }
  return parts.text();
}

namespace {

// Who asked for it; nullptr = nobody did, or his name is not known.
const ClientName* AskerOf(const Event& event, const HistoryView& view) {
  const auto asker =
      std::find_if(view.clients.begin(), view.clients.end(), [&](const ClientName& client) { return client.client == event.client; });
  return asker == view.clients.end() ? nullptr : &*asker;
}

// Empty where the agent himself asked: he stands beside it.
std::string AskerText(const Event& event, const HistoryView& view, const CatalogView& names, Language language) {
  const ClientName* asker = AskerOf(event, view);
  if (asker == nullptr || (asker->role == Role::kAgent && event.agent != 0 && asker->name == names.AgentName(event.agent))) return {};
  return fmt::format("{} {}", NameIn(language, asker->role), asker->name);
}

}  // namespace

std::string HistoryText(const HistoryView& view, const CatalogView& names, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  std::string out =
      SayFormat(language, "{}, {} since {}, {} entries\n", "{}，{}（自{}），共{}条记录\n", FormatTicketNumber(view.ticket.ticket),
                NameIn(language, view.ticket.status), InstantText(view.ticket.status_since), view.events.size());
  Table table({{word("seq", "序号"), Align::kRight},
               {word("time", "时间")},
               {word("after", "距提交"), Align::kRight},
               {word("what", "事件")},
               {word("agent", "客服")},
               {word("asked by", "操作者")},
               {word("detail", "说明")}});
  for (const Event& event : view.events) {
    table.Add({std::to_string(event.seq), InstantText(event.at), SpanText(event.at - view.ticket.received_at, language),
               std::string(NameIn(language, event.kind)), event.agent == 0 ? "" : names.AgentName(event.agent),
               AskerText(event, view, names, language), EventDetail(event, names, language)});
  }
  out += table.Render();
  if (view.complete_from != 0) {
    out +=
        SayFormat(language,
                  "something before change {} may be missing: the journal was cut there, and the projection does not reach so far (it was "
                  "lost, or an older one was restored)\n",
                  "变更{}之前的内容可能缺失：日志已裁剪至此，而投影未覆盖（已丢失，或恢复的是旧备份）\n", view.complete_from);
  }
  if (view.complete_to < view.committed_seq) {
    out += SayFormat(language,
                     "complete up to change {} of {}: the projection is far behind (see `tidegate status`); ask again later for the rest\n",
                     "仅完整至变更{}（共{}）：投影落后较多（见 `tidegate status`），请稍后再查\n", view.complete_to, view.committed_seq);
  }
  return out;
}

namespace {

void AtField(JsonWriter& json, std::string_view key, Micros at) {
  if (IsInstant(at)) json.Field(key, IsoText(at));
}

template <class Enum>
void NameField(JsonWriter& json, std::string_view key, Enum value) {
  if (value != Enum::kNone) json.Field(key, EnglishName(value));
}

// Only what the kind has: a line of a feed is not a form.
void EventFields(const Event& event, const CatalogView& names, JsonWriter& json) {
  json.Field("seq", event.seq).Field("at", IsoText(event.at)).Field("event", EnglishName(event.kind));
  if (event.ticket != 0) json.Field("number", FormatTicketNumber(TicketId(event.ticket)));
  NameField(json, "status", event.status);
  NameField(json, "level", event.level);
  NameField(json, "tier", event.tier);
  if (event.agent != 0) json.Field("agent", names.AgentName(event.agent));
  if (event.client != 0) json.Field("client", fmt::format("{:016x}", event.client));
  if (event.kind == EventKind::kSubmitted && event.type != 0) json.Field("type", names.NameOf(CatalogKind::kType, event.type));
  if (event.region != 0) json.Field("region", names.NameOf(CatalogKind::kRegion, event.region));
  if (event.channel != 0) json.Field("channel", names.NameOf(CatalogKind::kChannel, event.channel));
  AtField(json, "respond_by", event.respond_by);
  AtField(json, "resolve_by", event.resolve_by);
  AtField(json, "until", event.until);
  if (event.token != 0) json.Field("token", event.token);
  if (event.kind == EventKind::kClockSet) {
    json.Field("clock", EnglishName(event.clock)).Field("news", EnglishName(static_cast<ClockNews>(event.detail)));
  }
  if (event.kind == EventKind::kMessageSent) json.Field("message", EnglishName(static_cast<MessageKind>(event.detail)));
  if (event.kind == EventKind::kLoopClosed) json.Field("closing", EnglishName(static_cast<LoopClosing>(event.detail)));
  if (event.kind == EventKind::kLooked) json.Field("role", EnglishName(static_cast<Role>(event.detail)));
  if (event.kind == EventKind::kTouched) json.Field("touch", EnglishName(static_cast<TouchKind>(event.detail)));
  if (event.kind == EventKind::kClockFired) json.Field("clock", EnglishName(event.clock)).Field("per_mille", event.per_mille);
  NameField(json, "reason", event.reason);
  if (event.decline_code != 0) json.Field("decline_code", event.decline_code);
  if (event.result_code != 0) json.Field("result_code", event.result_code);
  if (event.rules_version != 0) json.Field("rules_version", event.rules_version);
  if (event.kind == EventKind::kAgentStatusChanged) json.Field("agent_status", EnglishName(event.agent_status));
  if (event.kind == EventKind::kDeclared) json.Field("kind", EnglishName(event.catalog)).Field("id", event.type);
  if (event.note.rules_version != 0) {
    json.Field("choice", EnglishName(static_cast<Choice>(event.note.choice))).Field("eligible", event.note.eligible);
    if (event.note.runner_up != 0) json.Field("runner_up", names.AgentName(event.note.runner_up));
  }
  if (event.kind == EventKind::kTagged) {
    NameField(json, "category", event.category);
    if (event.department != 0) json.Field("department", names.NameOf(CatalogKind::kDepartment, event.department));
    json.Key("rules_fired").BeginArray();
    for (const char place : event.fired) json.Number(static_cast<std::uint8_t>(place));
    json.EndArray();
    json.Key("tags").BeginArray();
    for (std::uint32_t tag = 1; tag <= kTagsMax; ++tag) {
      if ((event.tags >> (tag - 1) & 1) != 0) json.String(names.NameOf(CatalogKind::kTag, tag));
    }
    json.EndArray();
  }
  if (event.kind == EventKind::kReviewed) json.Field("redirected", (event.flags & kRedirected) != 0);
  if (event.article != 0) json.Field("article", event.article);
  if (event.part != 0) json.Field("part", event.part);
  if (event.plan != 0) json.Field("plan", event.plan);
  if (event.kind == EventKind::kPartAsked) json.Field("department", names.NameOf(CatalogKind::kDepartment, event.department));
  if (event.kind == EventKind::kPartNode || event.kind == EventKind::kPartEnded) {
    json.Field("node", EnglishName(static_cast<PartNode>(event.detail)));
  }
  if (event.kind == EventKind::kPartMoved) json.Field("was_of", FormatTicketNumber(TicketId(event.into)));
  if (event.kind == EventKind::kMade) json.Field("origin", EnglishName(event.origin));
  if (event.kind == EventKind::kUseJudged) json.Field("solved", EnglishName(event.solved));
  if (event.kind == EventKind::kFollowUpNoted) {
    json.Field("answered", FormatTicketNumber(TicketId(event.into))).Field("score", ScoreText(event.tenths));
    json.Field("score_before", ScoreText(event.tenths_before));
  }
  if (event.kind == EventKind::kFeedbackGiven) {
    json.Field("score", ScoreText(event.tenths)).Field("speed", event.scores[0]).Field("professionalism", event.scores[1]);
    json.Field("resolution", event.scores[2]).Field("solved", EnglishName(event.solved));
    json.Field("scored_low", (event.flags & kScoredLow) != 0).Field("says_slow", (event.flags & kSaysSlow) != 0);
    if (event.into != 0) json.Field("follow_up", FormatTicketNumber(TicketId(event.into)));
  }
  if (!event.text.empty()) json.Field("text", event.text);
}

}  // namespace

std::string EventLine(const Event& event, const CatalogView& names, Language language) {
  const std::string word(NameIn(language, event.kind));
  std::string line = fmt::format("{}  {:>8}  {}{}", InstantText(event.at), event.seq, word,
                                 std::string(kEventColumns - std::min(kEventColumns, DisplayWidth(word)), ' '));
  if (event.ticket != 0) line += "  " + FormatTicketNumber(TicketId(event.ticket));
  if (event.agent != 0 && event.kind != EventKind::kAgentDeclared) line += "  " + OneLine(names.AgentName(event.agent));
  if (const std::string detail = EventDetail(event, names, language); !detail.empty()) line += "  " + detail;
  line.resize(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string EventJson(const Event& event, std::uint32_t partition, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Field("partition", partition);
  EventFields(event, names, json);
  json.EndObject();
  return json.text() + "\n";
}

std::string GapText(std::uint64_t next_seq, std::uint64_t first_seq, Language language) {
  return SayFormat(
      language,
      "tidegate: GAP: changes {} to {} were cut from the journal and cannot be followed any more.\n"
      "  take the present state from `tidegate status`, `ticket show` and `ticket history`, which still have everything; then go "
      "on with --from {}\n",
      "tidegate: 缺口：变更{}至{}已从日志中裁剪，无法再订阅。\n"
      "  请用 `tidegate status`、`ticket show`、`ticket history` 取得当前状态（其中数据完整），再用 --from {} 继续\n",
      next_seq, first_seq - 1, first_seq);
}

std::string GapJson(std::uint32_t partition, std::uint64_t next_seq, std::uint64_t first_seq) {
  JsonWriter json;
  json.BeginObject().Field("partition", partition).Field("event", "gap").Field("next_seq", next_seq).Field("first_seq", first_seq);
  json.EndObject();
  return json.text() + "\n";
}

std::string ResumeText(std::uint64_t next_seq, Language language) {
  return SayFormat(language, "tidegate: continue with --from {}\n", "tidegate: 继续请用 --from {}\n", next_seq);
}

std::string HistoryJson(const HistoryView& view, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Field("number", FormatTicketNumber(view.ticket.ticket)).Field("status", EnglishName(view.ticket.status));
  json.Field("received_at", IsoText(view.ticket.received_at));
  json.Field("complete_to", view.complete_to).Field("committed_seq", view.committed_seq);
  json.Field("complete_from", view.complete_from).Field("masked", view.masked);
  json.Key("events").BeginArray();
  for (const Event& event : view.events) {
    json.BeginObject();
    EventFields(event, names, json);
    if (const ClientName* asker = AskerOf(event, view); asker != nullptr) {
      json.Field("asked_by", asker->name).Field("asked_by_role", EnglishName(asker->role));
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
