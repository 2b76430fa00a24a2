// An agent's own work on a ticket.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kWorkOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"agent", "NAME", "in this agent's name, without a desk of his (of a note: left out = a supervisor speaks)"},
    {"take-over", "", "of --agent: also when he works at a desk; it is taken from him, and he signs in there again"},
};

constexpr OptionSpec kResolveOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"agent", "NAME", "in this agent's name, without a desk of his (required)"},
    {"take-over", "", "also when he works at a desk; it is taken from him, and he signs in there again"},
    {"result", "CODE", "what came of it: a number from 1 (required)"},
    {"solution", "TEXT", "how it was solved (required)"},
    {"overdue-reason", "CODE", "of a ticket that missed a deadline: why, of the rule set's overdue_reasons"},
};

constexpr std::array kVerbs = {
    Verb{"ticket contact", "NUMBER|KEY --agent NAME", Role::kSupervisor, "an agent has reached the customer", "已联系客户",
         "Ends the respond clock. The ticket is the agent's.", kWorkOptions, "tidegate ticket contact CS20261121000042 --agent wang", 1, 1,
         RunTicketContact},
    Verb{"ticket node", "NUMBER|KEY NODE --agent NAME", Role::kSupervisor, "where an agent's work on a ticket stands", "更新处理节点",
         "NODE is to-contact, in-progress, to-reply, waiting-for-customer or waiting-for-department. In\n"
         "waiting-for-customer resolve and close-loop stand still where a row of the rules pauses them (none of the sample does).",
         kWorkOptions, "tidegate ticket node CS20261121000042 waiting-for-customer --agent wang", 2, 2, RunTicketNode},
    Verb{"ticket note", "NUMBER|KEY TEXT", Role::kSupervisor, "put a note into a ticket's history", "添加备注",
         "For colleagues: the customer is not told.", kWorkOptions,
         "tidegate ticket note CS20261121000042 'calls back on Friday' --agent wang", 2, 2, RunTicketNote},
    Verb{"ticket resolve", "NUMBER|KEY --agent NAME --result CODE --solution TEXT", Role::kSupervisor, "an agent has solved it", "解决工单",
         "Counts as contact made if none was reported. Parts of other departments must have ended.", kResolveOptions,
         "tidegate ticket resolve CS20261121000042 --agent wang --result 1 --solution 'refunded'\n"
         "tidegate ticket resolve web-1 --agent wang --result 2 --solution 'replaced' --overdue-reason 1",
         1, 1, RunTicketResolve},
    Verb{"kb use", "NUMBER|KEY ARTICLE --agent NAME", Role::kSupervisor, "an agent answered with an article", "登记所用知识文章",
         "While the ticket is with him. `tidegate kb list` counts it.", kWorkOptions, "tidegate kb use CS20261121000042 12 --agent wang", 2,
         2, RunKbUse},
};

}  // namespace

std::span<const Verb> WorkVerbs() { return kVerbs; }

}  // namespace tidegate
