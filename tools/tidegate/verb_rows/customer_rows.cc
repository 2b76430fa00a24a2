// Customers, what tickets belong together, and what was.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kManagerOptions[] = {
    {"manager", "NAME", "the agent who looks after the customer; left out = nobody"},
    {"deputy", "NAME", "the agent in his place"},
};

constexpr OptionSpec kIdentityOptions[] = {
    {"channel", "NAME", "on this channel only (default: on every one)"},
};

constexpr OptionSpec kMergeOptions[] = {
    {"unknown", "", "also when no ticket has come under one of the names: it may come from another system"},
};

constexpr OptionSpec kCustomerOptions[] = {
    {"limit", "N", "show at most so many tickets (default 50, at most 10000)"},
};

constexpr OptionSpec kArchiveOptions[] = {
    {"customer", "ID", "of this customer, the latest first"},
    {"order", "NUMBER", "about this order, the latest first"},
    {"number", "NUMBER", "this ticket"},
    {"from", "TIME", "received from then on: 2026-11-21T09:00:00Z"},
    {"to", "TIME", "received before"},
    {"limit", "N", "at most so many (default 50, at most 10000)"},
};

constexpr std::array kVerbs = {
    Verb{"customer manager", "CUSTOMER [--manager NAME] [--deputy NAME]", Role::kSupervisor, "say who looks after a customer",
         "设置客户的专属经理",
         "Tickets of the customer go to the manager first, and wait a little for him when he is due; then to the deputy.", kManagerOptions,
         "tidegate customer manager c17 --manager anna --deputy bob\ntidegate customer manager c17", 1, 1, RunCustomerManager},
    Verb{"customer show", "CUSTOMER", Role::kSupervisor, "a customer and all his tickets", "查看客户及其全部工单",
         "Who served him last, who looks after him, what he is called on which channel, and all his tickets over all channels, open and\n"
         "archived, also those of customers who were merged into him. Names are kept as keyed hashes. A name that nobody knows is told as\n"
         "such, with exit code 1.",
         kCustomerOptions, "tidegate customer show c17\ntidegate customer show c17 --json | jq '.tickets[].number'", 1, 1, RunCustomerShow},
    Verb{"customer link", "CUSTOMER IDENTITY [--channel NAME]", Role::kSupervisor, "what a customer is called on a channel", "关联客户身份",
         "Tickets that come in under this name are the customer's from now on; those from before stay whose they were.", kIdentityOptions,
         "tidegate customer link c17 wx-openid-9 --channel mini-program\ntidegate customer link c17 old-number-5", 2, 2, RunCustomerLink},
    Verb{"customer unlink", "CUSTOMER IDENTITY [--channel NAME]", Role::kSupervisor, "and is called so no longer", "解除客户身份",
         "Tickets that come in under this name are no longer the customer's; those that came meanwhile stay his.", kIdentityOptions,
         "tidegate customer unlink c17 wx-openid-9 --channel mini-program", 2, 2, RunCustomerUnlink},
    Verb{
        "customer merge", "CUSTOMER INTO", Role::kSupervisor, "two customers are one person", "合并客户",
        "The first is another name of the second from now on: his identities, his manager unless the second has one, and what repeats are\n"
        "told by go over, and his tickets are shown with the second's. It cannot be undone.",
        kMergeOptions, "tidegate customer merge c17-old c17", 2, 2, RunCustomerMerge},
    Verb{"archive find", "--customer ID | --order NUMBER | --number NUMBER | --from TIME --to TIME", Role::kSupervisor,
         "find tickets, open and archived", "查找工单（含归档）",
         "By customer, order, number or time of receipt; with a customer or an order --from and --to narrow it. From the projection and "
         "the\n"
         "journal behind it: complete as of the last committed change. `tidegate ticket history` shows all that happened to one.",
         kArchiveOptions,
         "tidegate archive find --customer c17\ntidegate archive find --from 2026-11-21T00:00:00Z --to 2026-11-22T00:00:00Z --json", 0, 0,
         RunArchiveFind},
    Verb{"ticket attach", "NUMBER|KEY TO", Role::kFrontEnd, "a repeat belongs to an earlier ticket", "并入原工单",
         "What a submit offers when the customer has an open ticket about the same matter: the new one is merged into it. Both must be of\n"
         "the same customer. A resolved one is reopened first (`tidegate ticket reopen`).",
         kTicketOptions, "tidegate ticket attach web-2 CS20261121000017", 2, 2, RunTicketAttach},
    Verb{"ticket link", "NUMBER|KEY PARENT", Role::kFrontEnd, "a ticket goes on from an earlier one", "关联原工单",
         "The earlier ticket is shown as its parent and stays as it is.", kTicketOptions, "tidegate ticket link web-2 CS20261121000017", 2,
         2, RunTicketLink},
    Verb{"ticket history", "NUMBER|KEY", Role::kSupervisor, "all that ever happened to a ticket", "查看工单全部历史",
         "Every committed change of the ticket, oldest first: submitted, classified, offered and by which choice, accepted, returned,\n"
         "contacted, resolved, and each step of its clocks; and who looked at personal data. Also for tickets that ended long ago. An\n"
         "operator sees no texts. --unmask shows what is masked to the supervisor of the team, while the daemon has the ticket in memory.",
         kLookOptions,
         "tidegate ticket history CS20261121000042\ntidegate ticket history web-1 --json | jq '.events[].event'\n"
         "tidegate ticket history CS20261121000042 --unmask --as chen",
         1, 1, RunTicketHistory},
};

}  // namespace

std::span<const Verb> CustomerVerbs() { return kVerbs; }

}  // namespace tidegate
