// Event: a change as others are told of it: in a ticket's history, and in the feed.
//
// One flat struct for all kinds; which fields a kind fills stands in its row below, the others keep their defaults. EventOf is the only
// mapping from changes; the numbers of events are the wire's and do not follow those of changes, so that the journal's format may change
// without the protocol. What is the engine's own business (memory, agenda, clients, refusals) is no event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/client_name.h"
#include "core/model/decision_note.h"
#include "core/model/feedback.h"
#include "core/model/names.h"
#include "core/model/output.h"
#include "core/model/turn_record.h"

namespace tidegate {

// X(enumerator, number, english, chinese)
#define TIDEGATE_EVENTS(X)                                       \
  X(kSubmitted, 1, "submitted", "已提交")                        \
  X(kClassified, 2, "classified", "已分级")                      \
  X(kOffered, 3, "offered", "已派单")                            \
  X(kAccepted, 4, "accepted", "已接单")                          \
  X(kReturned, 5, "returned", "退回待分配")                      \
  X(kDeclineForgotten, 6, "decline-forgotten", "拒绝记录已过期") \
  X(kContactReported, 7, "contacted", "已联系客户")              \
  X(kNodeReported, 8, "node", "节点变更")                        \
  X(kResolved, 9, "resolved", "已解决")                          \
  X(kClockFired, 10, "clock", "时效提醒")                        \
  X(kTagged, 11, "tagged", "规则判定")                           \
  X(kPlanned, 12, "planned", "计划受理")                         \
  X(kReviewed, 13, "reviewed", "已复核")                         \
  X(kReviewAlerted, 14, "review-overdue", "复核超时")            \
  X(kAssignedByHand, 15, "assigned-by-hand", "人工指派")         \
  X(kRelaxed, 16, "relaxed", "放宽要求")                         \
  X(kKept, 17, "kept-for-manager", "为专属经理保留")             \
  X(kParent, 18, "linked", "关联原工单")                         \
  X(kMade, 19, "made", "系统建单")                               \
  X(kMessageReceived, 20, "message-in", "客户来信")              \
  X(kMessageSent, 21, "message-out", "已回复客户")               \
  X(kPromised, 22, "promised", "已告知时限")                     \
  X(kClockSet, 23, "clock-set", "时限变更")                      \
  X(kLoopClosed, 24, "loop-closed", "已闭环")                    \
  X(kOverdueReasonSet, 25, "overdue-reason", "超时原因")         \
  X(kLevelChanged, 26, "level-changed", "级别变更")              \
  X(kTicketMoved, 27, "deadlines", "时限重算")                   \
  X(kTouched, 28, "touched", "跟进记录")                         \
  X(kEscalated, 29, "escalated", "已升级")                       \
  X(kLooked, 30, "looked", "查看明文")                           \
  X(kArticleUsed, 31, "article-used", "引用知识文章")            \
  X(kStarted, 32, "started", "服务启动")                         \
  X(kRulesActivated, 33, "rules-activated", "规则集生效")        \
  X(kDeclared, 34, "declared", "名称登记")                       \
  X(kAgentDeclared, 35, "agent-declared", "客服登记")            \
  X(kSignedIn, 36, "signed-in", "客服登录")                      \
  X(kAgentStatusChanged, 37, "agent-status", "客服状态变更")     \
  X(kIdentity, 38, "identity", "客户身份变更")                   \
  X(kFeedbackGiven, 39, "feedback", "客户评价")                  \
  X(kPartAsked, 40, "part-asked", "发起协作")                    \
  X(kPartAssigned, 41, "part-assigned", "协作已分派")            \
  X(kPartNode, 42, "part-node", "协作进展")                      \
  X(kPartEnded, 43, "part-ended", "协作已结束")                  \
  X(kPartOverdue, 44, "part-overdue", "协作超时")                \
  X(kPartMoved, 45, "part-moved", "协作随合并转入")              \
  X(kPlanChanged, 46, "plan-changed", "计划变更")                \
  X(kPlanFired, 47, "plan-fired", "计划到期")                    \
  X(kCallBackSet, 48, "call-back", "回访安排")                   \
  X(kCustomersMerged, 49, "customers-merged", "客户已合并")      \
  X(kClosed, 50, "closed", "已关闭")                             \
  X(kHeld, 51, "held", "已挂起")                                 \
  X(kPooled, 52, "pooled", "进入待分配")                         \
  X(kEnded, 53, "ended", "已结束")                               \
  X(kReopened, 54, "reopened", "已重开")                         \
  X(kTransferAsked, 55, "transfer-asked", "申请转交")            \
  X(kTransferSettled, 56, "transfer-settled", "转交已裁定")      \
  X(kTransferWaiting, 57, "transfer-waiting", "转交待批超时")    \
  X(kFollowUpNoted, 58, "follow-up-noted", "跟进批注")           \
  X(kSurveyRequested, 59, "survey-requested", "请求评价")        \
  X(kArticlePut, 60, "article-put", "知识文章发布")              \
  X(kArticleReviewed, 61, "article-reviewed", "知识文章已复审")  \
  X(kUseJudged, 62, "article-judged", "知识文章成效")            \
  X(kArticleStale, 63, "article-stale", "知识文章待复审")        \
  X(kAgentRetired, 64, "agent-retired", "客服停用")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class EventKind : std::uint8_t { kNone = 0, TIDEGATE_EVENTS(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

template <>
struct NameTable<EventKind> {
#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
  static constexpr auto kRows = std::to_array<Name>({TIDEGATE_EVENTS(TIDEGATE_NAME_ROW)});
#undef TIDEGATE_NAME_ROW
};

struct Event {
  std::uint64_t seq = 0;
  Micros at = 0;
  EventKind kind = EventKind::kNone;
  Status status = Status::kNone;  // of the ticket from now on; kNone = it stays
  Level level = Level::kNone;     // claimed (submitted), decided (classified), or of the order from now on (clock)
  CustomerTier tier = CustomerTier::kNone;
  std::uint64_t ticket = 0;
  std::uint64_t client = 0;    // who asked
  std::uint64_t customer = 0;  // submitted
  std::uint32_t agent = 0;
  std::uint32_t token =
      0;  // offered, accepted, assigned-by-hand; relaxed: bit s = Relaxation s; transfer-asked, part-asked: agent asked for
  std::uint16_t type = 0;  // submitted; declared: the id
  std::uint16_t region = 0;
  std::uint8_t channel = 0;
  Micros respond_by = 0;  // classified; kNever = no such clock
  Micros resolve_by = 0;
  // promised: the time given; clock-set: the deadline;
  // part-asked: its deadline; plan-...: the next round (0 = dropped); call-back: when it is due (0 = told);
  Micros until = 0;  // offered: accept by; returned: not offered to the agent before; clock: the next step; agent-status: its end
  Clock clock = Clock::kRespond;
  std::uint16_t per_mille = 0;
  std::uint8_t detail =
      0;  // message-out: MessageKind; clock-set: ClockNews; loop-closed: LoopClosing; touched: TouchKind; transfer-settled: TransferWord
  ReturnReason reason = ReturnReason::kNone;
  std::uint8_t decline_code = 0;
  std::uint16_t result_code = 0;    // overdue-reason: its code
  std::uint32_t rules_version = 0;  // classified, rules-activated
  AgentStatus agent_status = AgentStatus::kOffline;
  CatalogKind catalog = CatalogKind::kNone;  // declared
  DecisionNote note{};                       // offered
  // tagged: what the rules made of it, and by which of them (places from 1; 0 = none), `fired` one byte a place; reviewed: the flags.
  std::uint64_t tags = 0;
  ComplaintCategory category = ComplaintCategory::kNone;
  std::uint8_t department = 0;
  std::uint8_t flags = 0;
  std::uint8_t level_rule = 0;
  std::uint8_t type_rule = 0;
  std::uint8_t category_rule = 0;
  std::uint8_t department_rule = 0;
  std::uint8_t flow_rule = 0;
  std::string fired;
  // looked: who (`detail`: Role); resolved: the solution; declared, agent-declared: the name; assigned-by-hand: "over-capacity", if so.
  std::string text;
  std::uint32_t article = 0;  // article-...; of article-put the title is the text
  // ended, when merged: the ticket that goes on; feedback: the follow-up that it led to; follow-up-noted: the ticket of the answer;
  // linked: the earlier ticket; identity: what he is called; customers-merged: who is another name of `customer` from now on
  std::uint64_t into = 0;
  SurveyScores scores{};                          // feedback; its text is the text, its flags are `flags` (FeedbackFlag)
  std::uint8_t tenths = 0;                        // feedback, follow-up-noted: the score
  std::uint8_t tenths_before = 0;                 // follow-up-noted
  Solved solved = Solved::kNone;                  // feedback; article-judged: whether it solved the ticket
  TicketOrigin origin = TicketOrigin::kCustomer;  // made
  std::uint8_t part = 0;   // part-...; the node is `detail` (PartNode), `into` of part-moved the ticket that it was of
  std::uint32_t plan = 0;  // plan-...
};

// nullopt = no event. `at` is the turn's.
std::optional<Event> EventOf(const ChangeView& change, std::uint64_t seq, Micros at);

// A page of a ticket's history.
struct HistoryView {
  TicketView ticket;  // as of complete_to; without place and agent's name
  std::vector<Event> events;
  std::vector<ClientName> clients;  // who they are that the events name, as far as whoever asks may know; ascending by client
  std::uint64_t next_seq = 0;       // ask again from here; 0 = this was the last page
  std::uint64_t complete_to = 0;    // nothing up to this seq is missing
  std::uint64_t committed_seq = 0;  // above complete_to: the projection is too far behind to read all of it
  // Before this seq something may be missing for good: the journal was cut there, and the projection does not reach so far. 0 = nothing is.
  std::uint64_t complete_from = 0;
  bool masked = true;  // personal data in it is not shown whole
};

}  // namespace tidegate
