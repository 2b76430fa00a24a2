// One ticket: looked at, and whose it is.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kAssignOptions[] = {
    {"agent", "NAME", "who gets it (required)"},
    {"over-capacity", "", "also when the agent is at capacity; it is recorded"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr std::array kVerbs = {
    Verb{"ticket show", "NUMBER|KEY", Role::kSupervisor, "show one ticket", "查看工单",
         "A ticket by its number (CS...) or by the external key of a front end. Names, phones and e-mail addresses are masked. --unmask\n"
         "shows them to the front end whose ticket it is and to the supervisor of the team that has it; each look is recorded.",
         kLookOptions,
         "tidegate ticket show CS20261121000042\ntidegate ticket show web-1\ntidegate ticket show INC0000045 --front-end servicenow\n"
         "tidegate ticket show CS20261121000042 --unmask --as chen",
         1, 1, RunTicketShow},
    Verb{"ticket explain", "NUMBER|KEY", Role::kSupervisor, "why a ticket is where it is", "解释工单去向",
         "In plain words: what it needs, who may take it and who may not and by what, what it waits for, what happens next and when.",
         kTicketOptions, "tidegate ticket explain CS20261121000042\ntidegate ticket explain web-1 --lang zh", 1, 1, RunTicketExplain},
    Verb{"ticket assign", "NUMBER|KEY --agent NAME", Role::kSupervisor, "give a ticket to an agent", "人工指派工单",
         "The agent has it at once, without an offer; whoever had it before is told. Skills, tiers and shifts do not matter then;\n"
         "capacity does, unless --over-capacity is given.",
         kAssignOptions, "tidegate ticket assign CS20261121000042 --agent anna\ntidegate ticket assign web-1 --agent anna --over-capacity",
         1, 1, RunTicketAssign},
    Verb{"ticket take-back", "NUMBER|KEY", Role::kSupervisor, "take a ticket from its agent", "收回工单",
         "It goes back to its place in the pool and is offered to somebody else; the agent does not get it again for a while.\n"
         "What an agent has is his supervisor's, or his duty supervisor's: --as says who you are.",
         kTicketOptions, "tidegate ticket take-back CS20261121000042 --as chen\ntidegate ticket take-back web-1", 1, 1, RunTicketTakeBack},
};

}  // namespace

std::span<const Verb> TicketVerbs() { return kVerbs; }

}  // namespace tidegate
