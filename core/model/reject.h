// Why a command was refused: one row a reason, in order of precedence, with the advice that goes to the caller.
//
// When several reasons hold, the one that stands first here is given; other-team is told where not-yours would be. A retired number stays
// as a gap. PROTOCOL.md shows this table; a test compares them.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

// X(enumerator, number, english name, advice in English, advice in Chinese)
#define TIDEGATE_REJECTS(X)                                                                                                                \
  X(kMalformed, 1, "malformed", "fix the request; retrying cannot help", "请求格式有误，重试无用，请修正")                                 \
  X(kNotAllowed, 2, "not-allowed", "this role may not do that; connect with the role that may", "该角色无此权限，请用有权限的角色连接")    \
  X(kBusy, 3, "busy", "retry after the time given", "系统繁忙，请按给出的时间重试")                                                        \
  X(kFull, 4, "full", "all ticket places for this level are taken; retry after the time given", "工单位已满，请按给出的时间重试")          \
  X(kUnknownName, 5, "unknown-name", "declare the skill, region, type or channel first, or correct it",                                    \
    "技能、区域、类型或渠道未登记，请先登记或更正")                                                                                        \
  X(kUnknownAgent, 6, "unknown-agent", "the data administrator declares agents; check the name", "客服不存在，请核对姓名或先登记")         \
  X(kUnknownTicket, 7, "unknown-ticket", "it never existed, or is archived: ask the archive", "工单不存在或已归档")                        \
  X(kKeyReused, 8, "key-reused", "this external key was used for another request; use a new key", "外部键已用于另一请求，请换新键")        \
  X(kNotYours, 9, "not-yours", "this ticket or agent belongs to somebody else; ask a supervisor", "该工单或客服不属于您，请联系主管")      \
  X(kStaleOffer, 10, "stale-offer", "the offer expired or was withdrawn; wait for the next", "派单已过期或撤回，请等待下一单")             \
  X(kIllegalState, 11, "illegal-state", "not legal in the ticket's present status; the reply names it", "当前状态不允许此操作")            \
  X(kMissingField, 12, "missing-field", "this field is required; fill it in", "缺少必填字段，请补充")                                      \
  X(kNotSignedIn, 13, "not-signed-in", "sign the agent in on this session first", "请先在本会话登录该客服")                                \
  X(kLimit, 14, "limit", "a configured bound is reached; see the status for its name", "已达到配置上限，详见状态")                         \
  X(kNotLeader, 15, "not-leader", "connect to the address given", "请连接给出的地址")                                                      \
  X(kMoved, 16, "moved", "this partition is served elsewhere; ask for the partition map", "分区已迁移")                                    \
  X(kWrongVersion, 17, "wrong-version", "upgrade the client or the daemon; the reply names both versions", "版本不符，请升级")             \
  X(kBadRules, 18, "bad-rules", "correct the rule set at the lines named", "规则集有误，请按行号更正")                                     \
  X(kTimeNotSet, 19, "time-not-set", "time goes forward only, driven by one session of a daemon started for it; see the detail",           \
    "时间只能前进，且只由驱动模式下的一个会话设置，详见说明")                                                                              \
  X(kNoSpace, 20, "no-space", "the disk's budget is nearly used up; retry after the time given, work on open tickets goes on",             \
    "磁盘预算即将用尽，请按给出的时间重试；已受理工单照常处理")                                                                            \
  X(kAtCapacity, 23, "at-capacity",                                                                                                        \
    "the agent is at capacity, or nobody of the team is on line with a free place; choose another, or say that capacity is to be "         \
    "exceeded",                                                                                                                            \
    "该客服已达容量上限，或团队中无人在线且有空位；请另选，或明确指定超额分配")                                                            \
  X(kReasonMissing, 26, "reason-missing", "the ticket is overdue: give one of the overdue reasons of the rule set, then resolve it",       \
    "工单已超时，请先填写超时原因再解决")                                                                                                  \
  X(kUnknownReason, 27, "unknown-reason", "choose an overdue reason of the rule set in force; some ask for words too",                     \
    "超时原因不在现行规则中，请重新选择；部分原因须附说明")                                                                                \
  X(kNamesInUse, 38, "names-in-use", "keep these names in the rule set, or first change the agents and finish the tickets that use them",  \
    "规则集须保留仍在使用的名称；或先修改相关客服档案并办结相关工单")                                                                      \
  X(kOtherRules, 39, "other-rules", "that version is not kept, or not in force any more; list the versions and decide again",              \
    "该规则版本未保留或已不是现行版本；请查看版本列表后再定")                                                                              \
  X(kUnknownArticle, 40, "unknown-article", "no article has this number; `tidegate kb list` shows them",                                   \
    "没有这个编号的知识文章，可用 tidegate kb list 查看")                                                                                  \
  X(kReopenOver, 41, "reopen-over", "the time for reopening is over; submit a new ticket", "已超过可重开时间，请提交新工单")               \
  X(kSameTicket, 42, "same-ticket", "a ticket is neither merged into itself nor linked with it; name two tickets",                         \
    "工单不能与自身合并或关联，请指定两个工单")                                                                                            \
  X(kNotLive, 43, "not-live", "only a live contact that nobody has answered is abandoned; cancel the ticket instead",                      \
    "仅未应答的实时会话可标记为客户离开，请改用取消")                                                                                      \
  X(kToOneself, 44, "to-oneself", "the agent has the ticket already; name somebody else", "该客服已持有此工单，请指定他人")                \
  X(kNoTransfer, 45, "no-transfer", "no transfer of this ticket waits for a decision; `tidegate transfer list` shows those that do",       \
    "该工单没有待批的转交，可用 tidegate transfer list 查看")                                                                              \
  X(kUnknownTeam, 46, "unknown-team", "no declared agent belongs to this team; check its name", "没有客服属于该团队，请核对名称")          \
  X(kBadScore, 47, "bad-score", "give three scores from 1 to 5, and whether the matter is solved (yes or no)",                             \
    "请给出三项 1 至 5 分的评分，并说明问题是否已解决")                                                                                    \
  X(kFeedbackOver, 49, "feedback-over", "so old a ticket takes no answer any more; add a message to a newer one, or submit one",           \
    "该工单过旧，不再接受评价；请在较新的工单中留言或提交新工单")                                                                          \
  X(kLinkedElsewhere, 50, "linked-elsewhere", "the identity belongs to another customer; unlink it there, or merge the two customers",     \
    "该身份已属于另一客户；请先解除关联，或合并两位客户")                                                                                  \
  X(kNotLinked, 51, "not-linked", "no such identity is linked to this customer; `tidegate customer show` lists those that are",            \
    "该客户没有这个身份，可用 tidegate customer show 查看")                                                                                \
  X(kCustomerMerged, 52, "customer-merged", "this customer is one with another already; name the one that `tidegate customer show` tells", \
    "该客户已并入另一客户；请使用 tidegate customer show 显示的客户")                                                                      \
  X(kOtherCustomer, 53, "other-customer", "the tickets are of different customers; merge the customers first, or ask a supervisor",        \
    "两个工单不属于同一客户；请先合并客户，或联系主管")                                                                                    \
  X(kUnknownPart, 54, "unknown-part", "the ticket has no part of this number; `tidegate parts` shows those that are open",                 \
    "该工单没有这个编号的协作事项，可用 tidegate parts 查看")                                                                              \
  X(kPartsOpen, 55, "parts-open", "parts of the ticket are still open: end them, or let a supervisor drop them; the token says how many",  \
    "该工单仍有未完成的协作事项，请先完成，或由主管撤销")                                                                                  \
  X(kPartTooLate, 56, "part-too-late", "a part is due no later than its ticket is to be resolved; name an earlier time, or none",          \
    "协作事项的时限不得晚于工单解决时限，请提前或不填")                                                                                    \
  X(kPartOver, 57, "part-over", "this part has ended; ask for another one", "该协作事项已结束，请另行发起")                                \
  X(kUnknownPlan, 58, "unknown-plan", "no plan has this name; `tidegate plan list` shows them",                                            \
    "没有这个名称的计划，可用 tidegate plan list 查看")                                                                                    \
  X(kOtherTeam, 60, "other-team", "another team's agent has the ticket; sign in under the name of its supervisor or duty supervisor",      \
    "该工单由其他团队的客服持有，请以该团队主管或值班主管的名字登录")                                                                      \
  X(kAgentRetired, 61, "agent-retired", "this agent was retired; name another, or let the data administrator declare the agent again",     \
    "该客服已停用；请指定其他客服，或由数据管理员重新登记")                                                                                \
  X(kAgentTied, 62, "agent-tied", "sign the agent out, hand over what the detail names, and put somebody else there; then retire",         \
    "请先让该客服下线，移交说明中列出的工单与事项，并改由他人担任；然后再停用")                                                            \
  X(kSameCustomer, 63, "same-customer", "a customer is neither linked to himself nor merged with himself; name another",                   \
    "不能与自身关联或合并，请指定另一位客户")

enum class Reject : std::uint8_t {
  kNone = 0,
#define TIDEGATE_ENUM_ENTRY(name, number, english, advice, advice_zh) name = number,
  TIDEGATE_REJECTS(TIDEGATE_ENUM_ENTRY)
#undef TIDEGATE_ENUM_ENTRY
};

struct RejectRow {
  Reject code;
  std::string_view english;
  std::string_view advice;
  std::string_view advice_zh;
};

inline constexpr RejectRow kRejectRows[] = {
#define TIDEGATE_REJECT_ROW(name, number, english, advice, advice_zh) {Reject::name, english, advice, advice_zh},
    TIDEGATE_REJECTS(TIDEGATE_REJECT_ROW)
#undef TIDEGATE_REJECT_ROW
};

// The row of a code; the code must be one of the table (a code from the wire is checked with IsReject first).
constexpr const RejectRow& RejectInfo(Reject code) {
  for (const RejectRow& row : kRejectRows) {
    if (row.code == code) return row;
  }
  return kRejectRows[0];
}
constexpr bool IsReject(std::uint8_t number) {
  for (const RejectRow& row : kRejectRows) {
    if (static_cast<std::uint8_t>(row.code) == number) return true;
  }
  return false;
}

static_assert([] {
  for (std::size_t i = 1; i < std::size(kRejectRows); ++i) {
    if (kRejectRows[i].code <= kRejectRows[i - 1].code) return false;
  }
  return true;
}());

}  // namespace tidegate
