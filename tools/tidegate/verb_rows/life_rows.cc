// A ticket's life: held, let go, ended, merged, reopened.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kWhyOptions[] = {
    {"reason", "TEXT", "why; the ticket's history keeps it"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr std::array kVerbs = {
    Verb{"ticket hold", "NUMBER|KEY", Role::kSupervisor, "keep a ticket back", "挂起工单",
         "It leaves the pool, or its agent, and is offered to nobody until `ticket release`. Its clocks run on. --reason is required.",
         kWhyOptions, "tidegate ticket hold CS20261121000042 --reason 'wait for the recall'", 1, 1, RunTicketHold},
    Verb{"ticket release", "NUMBER|KEY", Role::kSupervisor, "let a held ticket go on", "解除挂起", "It goes back to its place in the pool.",
         kTicketOptions, "tidegate ticket release CS20261121000042", 1, 1, RunTicketRelease},
    Verb{"ticket cancel", "NUMBER|KEY", Role::kSupervisor, "the customer wants nothing any more", "取消工单",
         "An open ticket ends, whoever has it. A front end cancels its own: --role front-end.", kWhyOptions,
         "tidegate ticket cancel CS20261121000042 --reason 'ordered by mistake'\ntidegate ticket cancel web-1 --role front-end", 1, 1,
         RunTicketCancel},
    Verb{"ticket abandon", "NUMBER|KEY", Role::kFrontEnd, "the customer left before anybody came", "客户已离开",
         "Of a live channel, while nobody has answered: the ticket ends as abandoned.", kTicketOptions, "tidegate ticket abandon web-1", 1,
         1, RunTicketAbandon},
    Verb{"ticket merge", "NUMBER|KEY INTO", Role::kSupervisor, "two tickets are one matter", "合并工单",
         "The first ends, the second goes on and takes of each clock the deadline that comes first.", kWhyOptions,
         "tidegate ticket merge CS20261121000042 CS20261121000017 --reason 'same order'", 2, 2, RunTicketMerge},
    Verb{"ticket reopen", "NUMBER|KEY", Role::kSupervisor, "a resolved ticket was not solved", "重开工单",
         "The same number, first to whoever resolved it; resolve goes on with the time already used, respond begins anew. Within the time\n"
         "that the rules give (reopen.within), and not once it is closed. A front end reopens its own: --role front-end.",
         kWhyOptions, "tidegate ticket reopen CS20261121000042 --reason 'broken again'", 1, 1, RunTicketReopen},
};

}  // namespace

std::span<const Verb> LifeVerbs() { return kVerbs; }

}  // namespace tidegate
