// The small closed lists of the domain, each declared once: number, English name (wire, CLI, metrics) and Chinese name (what people read).
//
// A number never changes its meaning once it was written to a journal; a retired one stays as a gap.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tidegate {

// X(enumerator, number, english, chinese)

// Ordered by urgency: a smaller number is more urgent. (domain.md 1, 4)
#define TIDEGATE_LEVELS(X) X(kUrgent, 1, "urgent", "紧急") X(kHigh, 2, "high", "高") X(kNormal, 3, "normal", "中") X(kLow, 4, "low", "低")

// Customer tiers, best first; kNone = not claimed, treated as ordinary. (domain.md 3)
#define TIDEGATE_CUSTOMER_TIERS(X) \
  X(kVip, 1, "vip", "VIP") X(kEnterprise, 2, "enterprise", "企业") X(kMember, 3, "member", "会员") X(kOrdinary, 4, "ordinary", "普通")

// What a complaint is about. (domain.md 1)
#define TIDEGATE_COMPLAINT_CATEGORIES(X)    \
  X(kFunctional, 1, "functional", "功能性") \
  X(kService, 2, "service", "服务性")       \
  X(kPrice, 3, "price", "价格")             \
  X(kEmotional, 4, "emotional", "情感")

// Tiers of agents. (domain.md 6)
#define TIDEGATE_AGENT_TIERS(X)         \
  X(kBot, 1, "bot", "机器人")           \
  X(kNew, 2, "new", "新人")             \
  X(kRegular, 3, "regular", "普通客服") \
  X(kSenior, 4, "senior", "资深") X(kExpert, 5, "expert", "专家") X(kSupervisor, 6, "supervisor", "主管")

// States of an open or ended ticket. (domain.md 8) A resolved one may be either: open until its loop is closed.
#define TIDEGATE_STATUSES(X)                                     \
  X(kReceived, 1, "received", "已接收")                          \
  X(kPooled, 2, "pooled", "待分配")                              \
  X(kOffered, 3, "offered", "已派单")                            \
  X(kAssigned, 4, "assigned", "已分配")                          \
  X(kToContact, 5, "to-contact", "待联系客户")                   \
  X(kInProgress, 6, "in-progress", "处理中")                     \
  X(kToReply, 7, "to-reply", "待回复客户")                       \
  X(kWaitingCustomer, 8, "waiting-for-customer", "等待客户回复") \
  X(kWaitingDepartment, 9, "waiting-for-department", "等待部门") \
  X(kResolved, 10, "resolved", "已解决")                         \
  X(kClosed, 11, "closed", "已关闭")                             \
  X(kClosedUnconfirmed, 12, "closed-unconfirmed", "未确认关闭")  \
  X(kCancelled, 13, "cancelled", "已取消")                       \
  X(kMerged, 14, "merged", "已合并")                             \
  X(kAbandoned, 15, "abandoned", "客户已离开")                   \
  X(kHeld, 16, "held", "已挂起")

// Respond and resolve nearly every ticket has; the others are rare. (domain.md 5)
#define TIDEGATE_CLOCKS(X)               \
  X(kRespond, 0, "respond", "响应")      \
  X(kResolve, 1, "resolve", "解决")      \
  X(kCloseLoop, 2, "close-loop", "闭环") \
  X(kUpdate, 3, "update", "进度更新")    \
  X(kPromise, 4, "promise", "承诺")      \
  X(kStatutory, 5, "statutory", "法定时限")

// Whether a clock runs. (domain.md 5)
#define TIDEGATE_CLOCK_STATES(X)      \
  X(kRunning, 1, "running", "计时中") \
  X(kPaused, 2, "paused", "暂停")     \
  X(kOverdue, 3, "overdue", "已超时") \
  X(kStopped, 4, "stopped", "已停止")

// What became of a clock, in a ClockSet.
#define TIDEGATE_CLOCK_NEWS(X)                \
  X(kArmed, 1, "armed", "开始计时")           \
  X(kRestarted, 2, "restarted", "重新计时")   \
  X(kRecomputed, 3, "recomputed", "重新计算") \
  X(kPaused, 4, "paused", "暂停")             \
  X(kResumed, 5, "resumed", "恢复计时")       \
  X(kStopped, 6, "stopped", "停止")           \
  X(kMerged, 7, "taken-over", "随合并接管")

// A message to the customer. (domain.md 5)
#define TIDEGATE_MESSAGE_KINDS(X)         \
  X(kAnswer, 1, "answer", "答复")         \
  X(kSolution, 2, "solution", "解决方案") \
  X(kReceipt, 3, "receipt", "自动回执")

// What an agent or the watchdog says of a ticket without moving it.
#define TIDEGATE_TOUCH_KINDS(X)              \
  X(kNote, 1, "note", "备注")                \
  X(kCallEnded, 2, "call-ended", "通话结束") \
  X(kStale, 3, "stale", "跟进提醒")

// What a customer's message says of a resolved ticket. (domain.md 8)
#define TIDEGATE_CUSTOMER_WORDS(X) X(kNotSolved, 1, "not-solved", "未解决")

// Where a ticket comes from: a front end's submit, or the engine, which opens it by itself (core/engine/making.h).
// follow-up: of a ticket whose customer was not content; it is outside satisfaction, repeat and sampling figures. (domain.md 9)
// planned: of a recurring plan; call-back: of a complaint that was resolved. (domain.md 8)
#define TIDEGATE_TICKET_ORIGINS(X)        \
  X(kCustomer, 0, "customer", "客户提交") \
  X(kFollowUp, 1, "follow-up", "跟进")    \
  X(kPlanned, 2, "planned", "计划任务")   \
  X(kCallBack, 3, "call-back", "回访")

// What a customer answers to a survey: whether his matter is solved. (domain.md 9)
#define TIDEGATE_SOLVED_WORDS(X) \
  X(kYes, 1, "yes", "已解决")    \
  X(kNo, 2, "no", "未解决")

// What a supervisor says to a transfer. (domain.md 8)
#define TIDEGATE_TRANSFER_WORDS(X)  \
  X(kApprove, 1, "approve", "批准") \
  X(kRefuse, 2, "refuse", "拒绝")

// Where the work on a part of a ticket stands. (domain.md 8) The last two end it.
#define TIDEGATE_PART_NODES(X)               \
  X(kOpen, 1, "open", "待分派")              \
  X(kAssigned, 2, "assigned", "已分派")      \
  X(kInProgress, 3, "in-progress", "处理中") \
  X(kWaiting, 4, "waiting", "等待中")        \
  X(kDone, 5, "done", "已完成")              \
  X(kDropped, 6, "dropped", "已撤销")

// In what the rounds of a plan are counted. (domain.md 8)
#define TIDEGATE_PLAN_UNITS(X) \
  X(kDays, 1, "days", "天")    \
  X(kWeeks, 2, "weeks", "周")  \
  X(kMonths, 3, "months", "月")

// How a resolved ticket's loop was closed.
#define TIDEGATE_LOOP_CLOSINGS(X)           \
  X(kConfirmed, 1, "confirmed", "客户确认") \
  X(kCalledBack, 2, "called-back", "已回访")

#define TIDEGATE_AGENT_STATUSES(X)  \
  X(kOffline, 0, "offline", "离线") \
  X(kOnline, 1, "online", "在线")   \
  X(kBusy, 2, "busy", "忙碌")       \
  X(kBreak, 3, "break", "休息") X(kWrapUp, 4, "wrap-up", "话后处理") X(kDisconnected, 5, "disconnected", "连接中断")

#define TIDEGATE_ROLES(X)                    \
  X(kFrontEnd, 1, "front-end", "接入前端")   \
  X(kAgent, 2, "agent", "客服专员")          \
  X(kGateway, 3, "desk-gateway", "坐席网关") \
  X(kSupervisor, 4, "supervisor", "主管") X(kDataAdmin, 5, "data-admin", "数据管理员") X(kOperator, 6, "operator", "运维")

// The kinds of names that the catalog knows.
#define TIDEGATE_CATALOG_KINDS(X)   \
  X(kSkill, 1, "skill", "技能")     \
  X(kRegion, 2, "region", "区域")   \
  X(kType, 3, "type", "类型")       \
  X(kChannel, 4, "channel", "渠道") \
  X(kTag, 5, "tag", "标签")         \
  X(kDepartment, 6, "department", "责任部门")

// What a supervisor says of a ticket that he was to look at. (domain.md 4)
#define TIDEGATE_REVIEW_WORDS(X)    \
  X(kConfirm, 1, "confirm", "确认") \
  X(kRedirect, 2, "redirect", "改派")

// What a classification or flow rule decides of a ticket. also: it matched, and decided none of the others; it may have given tags or
// skills. claimed, by-type, supervisor: no rule, but the submit, its type or a supervisor gave the level. (domain.md 4)
#define TIDEGATE_RULE_OUTPUTS(X)          \
  X(kLevel, 1, "level", "级别")           \
  X(kType, 2, "type", "类型")             \
  X(kCategory, 3, "category", "投诉类别") \
  X(kDepartment, 4, "department", "部门") \
  X(kFlow, 5, "flow", "流程")             \
  X(kAlso, 6, "also", "另外命中")         \
  X(kClaimed, 7, "claimed", "提交时声明") \
  X(kByType, 8, "by-type", "按类型")      \
  X(kSupervisor, 9, "supervisor", "主管")

// How a rule set came into force.
#define TIDEGATE_RULE_CAUSES(X)       \
  X(kSeeded, 1, "seeded", "初始加载") \
  X(kApplied, 2, "applied", "启用")   \
  X(kRestored, 3, "restored", "恢复")

// What an open ticket or an agent's record can name of a rule set.
#define TIDEGATE_RULE_NAMES(X)                \
  X(kSkill, 1, "skill", "技能")               \
  X(kRegion, 2, "region", "区域")             \
  X(kType, 3, "type", "类型")                 \
  X(kChannel, 4, "channel", "渠道")           \
  X(kTag, 5, "tag", "标签")                   \
  X(kDepartment, 6, "department", "责任部门") \
  X(kCalendar, 7, "calendar", "日历")         \
  X(kOverdueReason, 8, "overdue reason", "超时原因")

// What an agent is to a waiting ticket: the first reason that keeps him from it, or none. (domain.md 7)
#define TIDEGATE_ELIGIBILITIES(X)                      \
  X(kFree, 1, "free", "可派")                          \
  X(kFull, 2, "full", "已满")                          \
  X(kReserved, 3, "kept-for-urgent", "留给紧急工单")   \
  X(kDeclined, 4, "declined", "已拒绝或刚被收回")      \
  X(kOffDuty, 5, "off-duty", "不在岗")                 \
  X(kSkill, 6, "skill", "技能不符")                    \
  X(kRegion, 7, "region", "区域不符")                  \
  X(kChannel, 8, "channel", "渠道不符")                \
  X(kCustomerTier, 9, "customer-tier", "客户等级不符") \
  X(kAgentTier, 10, "agent-tier", "客服等级不符")      \
  X(kBotFirst, 11, "bot-first", "机器人优先")          \
  X(kOffShift, 12, "off-shift", "不在班次")            \
  X(kRampUp, 13, "ramp-up", "上线逐步接单")

// Why a ticket went back to the pool.
// shift-ended: live work of an agent whose shift is over. owner-away: a deadline falls due before he is back. for-people: a bot had it, and
// it became one that bots never get. (domain.md 4, 7)
// Why a ticket went back to the pool, or left its agent otherwise (withdrawals only: held, ended, transferred).
#define TIDEGATE_RETURN_REASONS(X)               \
  X(kDeclined, 1, "declined", "拒绝")            \
  X(kNoAnswer, 2, "no-answer", "超时未接")       \
  X(kDeskLeft, 3, "desk-left", "坐席离开")       \
  X(kTakenBack, 4, "taken-back", "收回")         \
  X(kHeldBack, 5, "held", "挂起")                \
  X(kEnded, 6, "ended", "工单已结束")            \
  X(kTransferred, 7, "transferred", "已转交")    \
  X(kShiftEnded, 8, "shift-ended", "班次结束")   \
  X(kOwnerAway, 9, "owner-away", "负责人不在班") \
  X(kForPeople, 10, "for-people", "转人工")

// What an agent's record would be beside the one that stands. back: he was retired.
#define TIDEGATE_RECORD_NEWS(X)     \
  X(kSame, 0, "same", "不变")       \
  X(kNew, 1, "new", "新增")         \
  X(kChanged, 2, "changed", "变更") \
  X(kBack, 3, "back", "恢复")

// What ties an agent who is to be retired. (domain.md 6)
#define TIDEGATE_AGENT_TIES(X)                              \
  X(kSignedIn, 1, "signed in", "已登录")                    \
  X(kTickets, 2, "has tickets", "持有工单")                 \
  X(kParts, 3, "has parts", "持有协作事项")                 \
  X(kKept, 4, "tickets are kept for the agent", "保留工单") \
  X(kSupervises, 5, "is supervisor of", "担任主管")         \
  X(kManages, 6, "looks after customers", "担任客户经理")

// The fields of an agent's record that may differ; bits of RecordVerdict::fields.
#define TIDEGATE_RECORD_FIELDS(X)                    \
  X(kTier, 0, "tier", "职级")                        \
  X(kSkills, 1, "skills", "技能")                    \
  X(kRegions, 2, "regions", "区域")                  \
  X(kChannels, 3, "channels", "渠道")                \
  X(kCustomerTiers, 4, "customer_tiers", "客户等级") \
  X(kCapacity, 5, "capacity", "容量")                \
  X(kRooms, 6, "channel_capacity", "渠道容量")       \
  X(kCost, 7, "cost_per_hour_yuan", "每小时成本")    \
  X(kTeam, 8, "team", "团队")                        \
  X(kSupervisor, 9, "supervisor", "主管")            \
  X(kShift, 10, "shift", "班次")                     \
  X(kExclusive, 11, "exclusive", "专属时段")

// What supervisors are alerted to, beside clocks (ClockPush).
// only-decliners: everybody on duty who may take the ticket has declined it; it was offered again to the agent named. (domain.md 7)
// agent-saturated: he is at capacity, and gets no offers until his load falls. group-saturated: all on duty who may take this kind of
// ticket (signature) are; group-cleared: one of them has a free place again. (domain.md 7)
// disk-filling, disk-relieved: the data directory passed one of its marks (SpaceMark), upwards or downwards; operators hear it too.
// promise-needed: the customer is to be given a time, and was not. stale: no report since the last contact. nobody-on-duty: a clock of the
// ticket runs and nobody who may take it works. (domain.md 5)
// moved-to-team: what an agent left behind falls due before his next shift, and went back to the pool. (domain.md 7)
// complaint-received: a classification rule says that supervisors are to know at once. needs-review: dispatched already, to be looked at;
// review-overdue: nobody did in time, the dispatch stands. (domain.md 4)
// article-stale: a knowledge article has not been reviewed for as long as the rules allow. (domain.md 10)
// transfer-asked: an agent asks to give a ticket away; transfer-waiting: nobody has decided it in time;
// transfer-refused: a supervisor did, and the agent keeps it. (domain.md 8)
// follow-up: a customer was not content, and somebody is to look after it; follow-up-waits: nobody is named who would, and it waits for any
// supervisor. (domain.md 9)
// part-asked: a part of a ticket waits for somebody to do it; part-assigned: it is the agent's who is told; part-ended: its result is
// there, or a supervisor dropped it; part-overdue: its time is over. call-back-due: the customer of a resolved complaint is to be called
// back. (domain.md 8)
// clock-jumped: the machine's wall clock jumped and is not followed; clock-regained: it is again. Operators hear both. (domain.md 5)
#define TIDEGATE_ALERT_KINDS(X)                               \
  X(kOnlyDecliners, 1, "only-decliners", "仅剩拒绝者")        \
  X(kDiskFilling, 2, "disk-filling", "磁盘空间不足")          \
  X(kDiskRelieved, 3, "disk-relieved", "磁盘空间已恢复")      \
  X(kAgentSaturated, 4, "agent-saturated", "客服已满载")      \
  X(kGroupSaturated, 5, "group-saturated", "该类客服满载")    \
  X(kGroupCleared, 6, "group-cleared", "该类满载解除")        \
  X(kPromiseNeeded, 10, "promise-needed", "需告知时限")       \
  X(kStale, 11, "stale", "长时间未跟进")                      \
  X(kEscalated, 12, "escalated", "已升级")                    \
  X(kNobodyOnDuty, 13, "nobody-on-duty", "无人在岗")          \
  X(kComplaintReceived, 15, "complaint-received", "收到投诉") \
  X(kNeedsReview, 16, "needs-review", "待复核")               \
  X(kReviewOverdue, 17, "review-overdue", "复核超时")         \
  X(kMovedToTeam, 18, "moved-to-team", "已转回团队")          \
  X(kArticleStale, 20, "article-stale", "知识待复审")         \
  X(kTransferAsked, 21, "transfer-asked", "转交申请")         \
  X(kTransferWaiting, 22, "transfer-waiting", "转交待批超时") \
  X(kTransferRefused, 23, "transfer-refused", "转交未获批准") \
  X(kFollowUp, 24, "follow-up", "需跟进")                     \
  X(kFollowUpWaits, 25, "follow-up-waits", "跟进工单无主管")  \
  X(kPartAsked, 30, "part-asked", "协作待分派")               \
  X(kPartAssigned, 31, "part-assigned", "协作已分派")         \
  X(kPartEnded, 32, "part-ended", "协作已结束")               \
  X(kPartOverdue, 33, "part-overdue", "协作超时")             \
  X(kCallBackDue, 34, "call-back-due", "待回访")              \
  X(kClockJumped, 37, "clock-jumped", "机器时钟跳变")         \
  X(kClockRegained, 38, "clock-regained", "机器时钟已恢复")

// What is offered for a ticket that repeats an earlier one: attach it to that one, which is open; reopen that one, which is resolved; or
// nothing, because that one is over: it is its parent. (domain.md 11)
#define TIDEGATE_REPEAT_OFFERS(X) \
  X(kAttach, 1, "attach", "并入") \
  X(kReopen, 2, "reopen", "重开") \
  X(kLinked, 3, "linked", "已关联")

// How full the data directory is of what it may take, and what follows. (design.md 5) Ordered: each mark includes the ones before.
#define TIDEGATE_SPACE_MARKS(X)                    \
  X(kEnough, 0, "enough", "充足")                  \
  X(kHalf, 1, "half-full", "过半")                 \
  X(kRefuseLow, 2, "refusing-low", "停收低优先级") \
  X(kRefuseAll, 3, "refusing-all", "停收全部新工单")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class Level : std::uint8_t { kNone = 0, TIDEGATE_LEVELS(TIDEGATE_ENUM_ENTRY) };
enum class CustomerTier : std::uint8_t { kNone = 0, TIDEGATE_CUSTOMER_TIERS(TIDEGATE_ENUM_ENTRY) };
enum class ComplaintCategory : std::uint8_t { kNone = 0, TIDEGATE_COMPLAINT_CATEGORIES(TIDEGATE_ENUM_ENTRY) };
enum class AgentTier : std::uint8_t { kNone = 0, TIDEGATE_AGENT_TIERS(TIDEGATE_ENUM_ENTRY) };
enum class Status : std::uint8_t { kNone = 0, TIDEGATE_STATUSES(TIDEGATE_ENUM_ENTRY) };
enum class Clock : std::uint8_t { TIDEGATE_CLOCKS(TIDEGATE_ENUM_ENTRY) };
enum class ClockState : std::uint8_t { kNone = 0, TIDEGATE_CLOCK_STATES(TIDEGATE_ENUM_ENTRY) };
enum class ClockNews : std::uint8_t { kNone = 0, TIDEGATE_CLOCK_NEWS(TIDEGATE_ENUM_ENTRY) };
enum class MessageKind : std::uint8_t { kNone = 0, TIDEGATE_MESSAGE_KINDS(TIDEGATE_ENUM_ENTRY) };
enum class TouchKind : std::uint8_t { kNone = 0, TIDEGATE_TOUCH_KINDS(TIDEGATE_ENUM_ENTRY) };
enum class CustomerWord : std::uint8_t { kNone = 0, TIDEGATE_CUSTOMER_WORDS(TIDEGATE_ENUM_ENTRY) };
enum class TicketOrigin : std::uint8_t { TIDEGATE_TICKET_ORIGINS(TIDEGATE_ENUM_ENTRY) };
enum class Solved : std::uint8_t { kNone = 0, TIDEGATE_SOLVED_WORDS(TIDEGATE_ENUM_ENTRY) };
enum class TransferWord : std::uint8_t { kNone = 0, TIDEGATE_TRANSFER_WORDS(TIDEGATE_ENUM_ENTRY) };
enum class PartNode : std::uint8_t { kNone = 0, TIDEGATE_PART_NODES(TIDEGATE_ENUM_ENTRY) };
enum class PlanUnit : std::uint8_t { kNone = 0, TIDEGATE_PLAN_UNITS(TIDEGATE_ENUM_ENTRY) };
enum class LoopClosing : std::uint8_t { kNone = 0, TIDEGATE_LOOP_CLOSINGS(TIDEGATE_ENUM_ENTRY) };
enum class AgentStatus : std::uint8_t { TIDEGATE_AGENT_STATUSES(TIDEGATE_ENUM_ENTRY) };
enum class Role : std::uint8_t { kNone = 0, TIDEGATE_ROLES(TIDEGATE_ENUM_ENTRY) };
enum class CatalogKind : std::uint8_t { kNone = 0, TIDEGATE_CATALOG_KINDS(TIDEGATE_ENUM_ENTRY) };
enum class ReturnReason : std::uint8_t { kNone = 0, TIDEGATE_RETURN_REASONS(TIDEGATE_ENUM_ENTRY) };
enum class ReviewWord : std::uint8_t { kNone = 0, TIDEGATE_REVIEW_WORDS(TIDEGATE_ENUM_ENTRY) };
enum class RuleOutput : std::uint8_t { kNone = 0, TIDEGATE_RULE_OUTPUTS(TIDEGATE_ENUM_ENTRY) };
enum class AlertKind : std::uint8_t { kNone = 0, TIDEGATE_ALERT_KINDS(TIDEGATE_ENUM_ENTRY) };
enum class RuleCause : std::uint8_t { kNone = 0, TIDEGATE_RULE_CAUSES(TIDEGATE_ENUM_ENTRY) };
enum class RuleName : std::uint8_t { kNone = 0, TIDEGATE_RULE_NAMES(TIDEGATE_ENUM_ENTRY) };
enum class Eligibility : std::uint8_t { kNone = 0, TIDEGATE_ELIGIBILITIES(TIDEGATE_ENUM_ENTRY) };
enum class SpaceMark : std::uint8_t { TIDEGATE_SPACE_MARKS(TIDEGATE_ENUM_ENTRY) };
enum class RecordNews : std::uint8_t { TIDEGATE_RECORD_NEWS(TIDEGATE_ENUM_ENTRY) };
enum class AgentTie : std::uint8_t { kNone = 0, TIDEGATE_AGENT_TIES(TIDEGATE_ENUM_ENTRY) };
enum class RepeatOffer : std::uint8_t { kNone = 0, TIDEGATE_REPEAT_OFFERS(TIDEGATE_ENUM_ENTRY) };
enum class RecordField : std::uint8_t { TIDEGATE_RECORD_FIELDS(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

struct Name {
  std::uint8_t number;
  std::string_view english;
  std::string_view chinese;
};

// The rows of an enum's table, in the order of declaration.
template <class Enum>
struct NameTable;

#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
#define TIDEGATE_NAME_TABLE(Enum, LIST)                                           \
  template <>                                                                     \
  struct NameTable<Enum> {                                                        \
    static constexpr auto kRows = std::to_array<Name>({LIST(TIDEGATE_NAME_ROW)}); \
  };
TIDEGATE_NAME_TABLE(Level, TIDEGATE_LEVELS)
TIDEGATE_NAME_TABLE(CustomerTier, TIDEGATE_CUSTOMER_TIERS)
TIDEGATE_NAME_TABLE(ComplaintCategory, TIDEGATE_COMPLAINT_CATEGORIES)
TIDEGATE_NAME_TABLE(AgentTier, TIDEGATE_AGENT_TIERS)
TIDEGATE_NAME_TABLE(Status, TIDEGATE_STATUSES)
TIDEGATE_NAME_TABLE(Clock, TIDEGATE_CLOCKS)
TIDEGATE_NAME_TABLE(ClockState, TIDEGATE_CLOCK_STATES)
TIDEGATE_NAME_TABLE(ClockNews, TIDEGATE_CLOCK_NEWS)
TIDEGATE_NAME_TABLE(MessageKind, TIDEGATE_MESSAGE_KINDS)
TIDEGATE_NAME_TABLE(TouchKind, TIDEGATE_TOUCH_KINDS)
TIDEGATE_NAME_TABLE(CustomerWord, TIDEGATE_CUSTOMER_WORDS)
TIDEGATE_NAME_TABLE(TicketOrigin, TIDEGATE_TICKET_ORIGINS)
TIDEGATE_NAME_TABLE(Solved, TIDEGATE_SOLVED_WORDS)
TIDEGATE_NAME_TABLE(TransferWord, TIDEGATE_TRANSFER_WORDS)
TIDEGATE_NAME_TABLE(PartNode, TIDEGATE_PART_NODES)
TIDEGATE_NAME_TABLE(PlanUnit, TIDEGATE_PLAN_UNITS)
TIDEGATE_NAME_TABLE(LoopClosing, TIDEGATE_LOOP_CLOSINGS)
TIDEGATE_NAME_TABLE(AgentStatus, TIDEGATE_AGENT_STATUSES)
TIDEGATE_NAME_TABLE(Role, TIDEGATE_ROLES)
TIDEGATE_NAME_TABLE(CatalogKind, TIDEGATE_CATALOG_KINDS)
TIDEGATE_NAME_TABLE(ReturnReason, TIDEGATE_RETURN_REASONS)
TIDEGATE_NAME_TABLE(ReviewWord, TIDEGATE_REVIEW_WORDS)
TIDEGATE_NAME_TABLE(RuleOutput, TIDEGATE_RULE_OUTPUTS)
TIDEGATE_NAME_TABLE(AlertKind, TIDEGATE_ALERT_KINDS)
TIDEGATE_NAME_TABLE(RuleCause, TIDEGATE_RULE_CAUSES)
TIDEGATE_NAME_TABLE(RuleName, TIDEGATE_RULE_NAMES)
TIDEGATE_NAME_TABLE(Eligibility, TIDEGATE_ELIGIBILITIES)
TIDEGATE_NAME_TABLE(SpaceMark, TIDEGATE_SPACE_MARKS)
TIDEGATE_NAME_TABLE(RecordNews, TIDEGATE_RECORD_NEWS)
TIDEGATE_NAME_TABLE(AgentTie, TIDEGATE_AGENT_TIES)
TIDEGATE_NAME_TABLE(RepeatOffer, TIDEGATE_REPEAT_OFFERS)
TIDEGATE_NAME_TABLE(RecordField, TIDEGATE_RECORD_FIELDS)
#undef TIDEGATE_NAME_TABLE
#undef TIDEGATE_NAME_ROW

// The English name of a value; "none" for a value outside its table.
template <class Enum>
constexpr std::string_view EnglishName(Enum value) {
  for (const Name& row : NameTable<Enum>::kRows) {
    if (row.number == static_cast<std::uint8_t>(value)) return row.english;
  }
  return "none";
}

// The Chinese name of a value; "无" for a value outside its table.
template <class Enum>
constexpr std::string_view ChineseName(Enum value) {
  for (const Name& row : NameTable<Enum>::kRows) {
    if (row.number == static_cast<std::uint8_t>(value)) return row.chinese;
  }
  return "无";
}

// The value of an English or Chinese name, if it is one.
template <class Enum>
constexpr std::optional<Enum> FromName(std::string_view name) {
  for (const Name& row : NameTable<Enum>::kRows) {
    if (row.english == name || row.chinese == name) return static_cast<Enum>(row.number);
  }
  return std::nullopt;
}

// The levels that a name means, bit l set = Level l: one of the four, or a name of a three-level scheme, of which the last stands for two
// (domain.md 4). 0 = it is none.
constexpr std::uint8_t LevelsNamed(std::string_view name) {
  const auto bit = [](Level level) { return static_cast<std::uint8_t>(1u << static_cast<int>(level)); };
  if (const std::optional<Level> level = FromName<Level>(name)) return bit(*level);
  if (name == "important" || name == "重要") return bit(Level::kHigh);
  if (name == "general" || name == "一般") return static_cast<std::uint8_t>(bit(Level::kNormal) | bit(Level::kLow));
  return 0;
}
// The one level that a name means: of two the more urgent.
constexpr std::optional<Level> LevelNamed(std::string_view name) {
  const std::uint8_t levels = LevelsNamed(name);
  for (const Name& row : NameTable<Level>::kRows) {
    if ((levels >> row.number & 1) != 0) return static_cast<Level>(row.number);
  }
  return std::nullopt;
}

// Whether a number from outside is in the enum's table.
template <class Enum>
constexpr bool IsListed(std::uint8_t number) {
  for (const Name& row : NameTable<Enum>::kRows) {
    if (row.number == number) return true;
  }
  return false;
}

// Whether a file of agents' records is put in force, or only asked what it would change.
enum class Applying : std::uint8_t { kApply, kCheckOnly };
inline constexpr std::uint32_t kRecordsAtOnceMax = 512;  // at most 350 KiB of journal, a third of a record; as many as a batch has items

// Whether a supervisor's assignment stays within the agent's capacity. (domain.md 7)
enum class CapacityUse : std::uint8_t { kWithin, kExceed };

// What is to be done with a rule set. kTry: everything is checked and nothing done.
enum class RulesUse : std::uint8_t { kActivate, kTry };

inline constexpr int kLevelCount = 4;
inline constexpr int kMainClockCount = 2;  // respond, resolve: fields of every ticket
inline constexpr int kClockCount = 6;
inline constexpr int kRareClockCount = kClockCount - kMainClockCount;  // in the clock table
inline constexpr int kSpaceMarkCount = 4;
inline constexpr int kCatalogKindCount = 6;
static_assert(NameTable<CatalogKind>::kRows.size() == kCatalogKindCount);

}  // namespace tidegate
