// Tickets given away, and reviews of where they went.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kTransferRequestOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"agent", "NAME", "who has the ticket: he is signed in for it, and off again (required)"},
    {"take-over", "", "also when he works at a desk; it is taken from him, and he signs in there again"},
    {"reason", "TEXT", "why; supervisors decide by it (required)"},
    {"to", "NAME", "to this agent (default: whoever the supervisor chooses)"},
    {"team", "NAME", "to this team"},
};

constexpr OptionSpec kTransferOptions[] = {
    {"to", "NAME", "the agent who gets it (default: whom the agent asked for)"},
    {"team", "NAME", "the team whose least loaded agent gets it"},
    {"reason", "TEXT", "why; the ticket's history keeps it"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr std::array kVerbs = {
    Verb{"transfer request", "NUMBER|KEY --agent NAME --reason TEXT", Role::kSupervisor, "an agent asks to give a ticket away", "申请转交",
         "To an agent, to a team, or to whoever the supervisor chooses. The agent keeps ticket, load and clocks until that is decided\n"
         "(`tidegate transfer list`). For an agent without a desk, who stays as he is.\n"
         "Of one who works at a desk it is refused, unless --take-over is given.",
         kTransferRequestOptions, "tidegate transfer request CS20261121000042 --agent wang --team night --reason 'my shift ends'", 1, 1,
         RunTransferRequest},
    Verb{"transfer list",
         "",
         Role::kSupervisor,
         "transfers that wait for a decision",
         "查看待批转交",
         "Which agents ask to give a ticket away, to whom and why. They keep it until a supervisor has decided.",
         {},
         "tidegate transfer list\ntidegate transfer list --json",
         0,
         0,
         RunTransferList},
    Verb{"transfer approve", "NUMBER|KEY", Role::kSupervisor, "let an agent give a ticket away", "批准转交",
         "It goes at once to whom the agent asked for, or to --to or --team; not above capacity.", kTransferOptions,
         "tidegate transfer approve CS20261121000042\ntidegate transfer approve CS20261121000042 --team night", 1, 1, RunTransferApprove},
    Verb{"transfer refuse", "NUMBER|KEY", Role::kSupervisor, "the agent keeps the ticket", "拒绝转交",
         "The agent is told; --reason is required.", kTransferOptions,
         "tidegate transfer refuse CS20261121000042 --reason 'you know it best'", 1, 1, RunTransferRefuse},
    Verb{"review list",
         "",
         Role::kSupervisor,
         "tickets that wait for review",
         "查看待复核工单",
         "What is urgent (the rules may name more) is dispatched at once; at these tickets no supervisor has looked yet. The dispatch\n"
         "stands meanwhile and its clocks run. They are of every team: confirm and redirect those of your own.",
         {},
         "tidegate review list\ntidegate review list --json",
         0,
         0,
         RunReviewList},
    Verb{"review confirm", "NUMBER|KEY", Role::kSupervisor, "say that a ticket is in the right hands", "复核确认", "The dispatch stands.",
         kTicketOptions, "tidegate review confirm CS20261121000042\ntidegate review confirm web-1", 1, 1, RunReviewConfirm},
    Verb{"review redirect", "NUMBER|KEY", Role::kSupervisor, "send a ticket that was dispatched at once to others", "复核改派",
         "It is taken from its agent, who does not get it again for a while, and offered to others: clocks and the first response\n"
         "stay. Possible until the ticket is resolved, also when it was confirmed.",
         kTicketOptions, "tidegate review redirect CS20261121000042\ntidegate review redirect web-1", 1, 1, RunReviewRedirect},
};

}  // namespace

std::span<const Verb> TransferVerbs() { return kVerbs; }

}  // namespace tidegate
