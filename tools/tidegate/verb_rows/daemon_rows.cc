// The daemon itself, and tickets into it.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kSubmitOptions[] = {
    {"key", "KEY", "external key: your own name of the ticket; the same key twice is one ticket (required)"},
    {"front-end", "NAME", "the front end that submits (default: tidegate)"},
    {"customer", "ID", "customer"},
    {"order", "NUMBER", "order number"},
    {"channel", "NAME", "channel it came by"},
    {"type", "NAME", "type, for example consultation"},
    {"region", "NAME", "region"},
    {"skills", "A:2,B", "skills it needs, each with its least level (default 1)"},
    {"level", "LEVEL", "claimed level: urgent, high, normal or low"},
    {"tier", "TIER", "claimed tier of the customer: vip, enterprise, member or ordinary"},
    {"title", "TEXT", "title"},
    {"text", "TEXT", "text"},
    {"recorded-at", "TEXT", "when it happened, as your own system says it"},
    {"category", "NAME", "of a complaint: functional, service, price or emotional"},
    {"impact-people", "N", "how many people it touches"},
    {"impact-amount", "YUAN", "what it is about in money, for example 199.50"},
    {"complexity", "1-4", "how complex it is"},
    {"tags", "A,B", "tags"},
    {"not-before", "TIME", "outside pool and clocks until then: 2026-11-22T09:00:00Z, or +30min from now"},
};

constexpr std::array kVerbs = {
    Verb{"status",
         "",
         Role::kOperator,
         "how the daemon is doing",
         "查看守护进程状态",
         "Counts of the whole engine: open tickets by state, agents, totals since the directory was made.",
         {},
         "tidegate status\ntidegate status --json --connect 10.0.0.7:7415",
         0,
         0,
         RunStatus},
    Verb{"clock show",
         "",
         Role::kOperator,
         "what time the daemon has",
         "查看守护进程时钟",
         "The time of its turns, how far it is from the machine's wall clock, and whether that has jumped and is not followed.",
         {},
         "tidegate clock show\ntidegate clock show --json",
         0,
         0,
         RunClockShow},
    Verb{"clock accept",
         "",
         Role::kOperator,
         "say that the wall clock is right after a jump",
         "确认跳变后的系统时钟",
         "After a jump of more than 5 s the daemon goes on at its own pace until the wall clock comes back or an operator says that it is\n"
         "right. Then the daemon's time leans towards it, by at most 5 %: no deadline fires early, none is skipped.",
         {},
         "tidegate clock accept",
         0,
         0,
         RunClockAccept},
    Verb{"submit", "--key KEY [fields]", Role::kFrontEnd, "submit one ticket", "提交工单",
         "Prints the ticket's number, the promised times and its place. Submitting the same key again is harmless: the answer is that of "
         "the\n"
         "first time.",
         kSubmitOptions,
         "tidegate submit --key web-1 --channel hotline --type complaint --level high --skills refund:2 --customer c17 --title "
         "'退款未到账'\n"
         "tidegate submit --key web-2 --json",
         0, 0, RunSubmit},
};

}  // namespace

std::span<const Verb> DaemonVerbs() { return kVerbs; }

}  // namespace tidegate
