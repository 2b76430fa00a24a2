// The rows of the table of verbs, by family: names, roles, help, options, examples.
//
// Verbs() (verbs.h) puts them together in this order, which is that of the general help. The spans are of constants. What a verb does is
// declared in verbs.h.
#pragma once

#include <span>

#include "tools/tidegate/verbs.h"

namespace tidegate {

std::span<const Verb> DaemonVerbs();    // the daemon itself, and tickets into it
std::span<const Verb> TicketVerbs();    // one ticket: looked at, and whose it is
std::span<const Verb> CustomerVerbs();  // customers, what tickets belong together, and what was
std::span<const Verb> TalkVerbs();      // what is said with a ticket's customer, its level and its reasons
std::span<const Verb> LifeVerbs();      // a ticket's life: held, let go, ended, merged, reopened
std::span<const Verb> WorkVerbs();      // an agent's own work on a ticket
std::span<const Verb> FeedbackVerbs();  // what customers say of the work
std::span<const Verb> PartVerbs();      // parts of tickets, and plans that make tickets
std::span<const Verb> TransferVerbs();  // tickets given away, and reviews of where they went
std::span<const Verb> AgentVerbs();     // agents, the floor and what happens on it
std::span<const Verb> KbVerbs();        // knowledge articles
std::span<const Verb> RulesVerbs();     // rule sets
std::span<const Verb> RunVerbs();       // programs of their own: desk, verification, replay

// Options of verbs of several families.
inline constexpr OptionSpec kTicketOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

inline constexpr OptionSpec kLookOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"unmask", "", "show names, phones and e-mail addresses whole; who looked is recorded in the ticket's history"},
};

}  // namespace tidegate
