// Parts of tickets, and plans that make tickets.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kPartOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"department", "NAME", "of add: who is to do it (required)"},
    {"to", "NAME", "of add: the agent who is to do it"},
    {"due", "TIME", "of add: until when, no later than the ticket (default: with it)"},
    {"agent", "NAME", "in this agent's name: he is signed in for it, and off again (default: a supervisor speaks)"},
    {"take-over", "", "of --agent: also when he works at a desk; it is taken from him, and he signs in there again"},
};

constexpr OptionSpec kPartsOptions[] = {
    {"department", "NAME", "only of this department"},
    {"agent", "NAME", "his own, and those that wait in his department"},
};

constexpr OptionSpec kPlanOptions[] = {
    {"every", "SPAN", "\"6 months\", \"2 weeks\", \"1 day\" (required)"},
    {"from", "TIME", "the first round; the others at the same local time of day (required)"},
    {"type", "NAME", "of its tickets (required)"},
    {"channel", "NAME", "the same (required)"},
    {"title", "TEXT", "the same (required)"},
    {"text", "TEXT", "what is to be done"},
    {"customer", "ID", "for him (default: one for each customer who has a manager)"},
    {"region", "NAME", "of its tickets"},
    {"level", "LEVEL", "urgent, high, normal or low (default: normal)"},
    {"tier", "TIER", "vip, enterprise, member or ordinary (default: ordinary)"},
    {"calendar", "NAME", "of the rule set: whose days and hours they are (default: its zone, any hour)"},
};

constexpr std::array kVerbs = {
    Verb{"ticket part", "add|take|give|report|end|drop NUMBER|KEY ...", Role::kSupervisor, "share the work on a ticket with a department",
         "工单协作",
         "add NUMBER TEXT --department NAME   asks a department for a part; it is due with the ticket at the latest\n"
         "take NUMBER PART --agent NAME       an agent of the department's team takes one that nobody has\n"
         "give NUMBER PART NAME               a supervisor gives it to somebody\n"
         "report NUMBER PART in-progress|waiting [TEXT]\n"
         "end NUMBER PART RESULT              done; the ticket shows the result\n"
         "drop NUMBER PART WHY                a supervisor lets it go\n"
         "A ticket goes on while parts are open, and is not resolved before they have ended.\n"
         "--agent is for agents without a desk, who stay as they are. Of one who works at a desk it is refused, unless --take-over is "
         "given.",
         kPartOptions,
         "tidegate ticket part add CS20261121000042 'where is the parcel' --department supply-chain --due +2h\n"
         "tidegate ticket part take CS20261121000042 1 --agent wang\n"
         "tidegate ticket part end CS20261121000042 1 'arrives on Friday' --agent wang\n"
         "tidegate ticket part drop CS20261121000042 1 'the customer found it'",
         2, 5, RunTicketPart},
    Verb{"parts", "", Role::kSupervisor, "parts of tickets that departments work on", "列出进行中的协作事项",
         "Open ones, in the order of tickets: who does them, how far they are, until when.", kPartsOptions,
         "tidegate parts --department supply-chain\ntidegate parts --agent wang --json", 0, 0, RunParts},
    Verb{
        "plan add", "NAME", Role::kSupervisor, "tickets that come again and again", "新增或替换周期计划",
        "In every round one ticket, for one customer or for each who has a manager, to whom it goes. A plan of the same name is replaced.\n"
        "Rounds that pass while the daemon is down make nothing: afterwards a plan fires once.",
        kPlanOptions,
        "tidegate plan add vip-visits --every '6 months' --from 2026-12-01T01:00:00Z --type consultation --channel hotline \\\n"
        "  --title 'VIP visit' --tier vip --calendar office\n"
        "tidegate plan add check-c17 --every '1 week' --from +1h --customer c17 --type consultation --channel email --title 'weekly check'",
        1, 1, RunPlanAdd},
    Verb{"plan drop",
         "NAME",
         Role::kSupervisor,
         "a plan makes no more tickets",
         "删除周期计划",
         "Those that it has made stay.",
         {},
         "tidegate plan drop vip-visits",
         1,
         1,
         RunPlanDrop},
    Verb{"plan list",
         "",
         Role::kSupervisor,
         "plans, their next rounds and what they have made",
         "列出周期计划",
         "In the order in which they were added.",
         {},
         "tidegate plan list\ntidegate plan list --json | jq '.plans[].next_at'",
         0,
         0,
         RunPlanList},
};

}  // namespace

std::span<const Verb> PartVerbs() { return kVerbs; }

}  // namespace tidegate
