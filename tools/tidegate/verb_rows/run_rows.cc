// Programs of their own: desk, verification, replay.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kVerifyOptions[] = {
    {"deep", "", "compare every ticket of the projection with the journal, not a sample of 131072"},
    {"tickets-max", "N", "open tickets that the daemon allows, if more than 4194304; likewise --recent-max and --customers-max"},
    {"recent-max", "N", "ended tickets that the daemon keeps in memory, if more than 4194304"},
    {"customers-max", "N", "customers that it keeps in memory, if more than 4194304"},
};

constexpr OptionSpec kDeskOptions[] = {
    {"skills", "A:2,B", "skills with levels 1 to 5 (default level 1)"},
    {"tier", "TIER", "bot, new, regular, senior, expert or supervisor (default regular)"},
    {"regions", "A,B", "regions served (default: all)"},
    {"channels", "A,B", "channels served (default: all)"},
    {"customer-tiers", "A,B", "tiers of customers served (default: all)"},
    {"capacity", "N", "open tickets at once (default 5)"},
    {"handle", "TIME", "time from accept to resolve (default 2s)"},
    {"existing", "", "sign in as the agent is on record; declare nothing"},
    {"articles", "N", "articles that fit, shown with every offer (default 3; 0 = none)"},
    {"count", "N", "leave after N tickets were resolved"},
};

constexpr OptionSpec kReplayOptions[] = {
    {"map", "MAP.toml", "how to read the file: tools/maps/README.md (required)"},
    {"speed", "N|max", "recorded time is divided by N; max = as fast as it goes (default max)"},
    {"time", "own|recorded", "recorded = each at its recorded time, in a daemon started with --clock driven (default own)"},
    {"desks", "N", "bring up N desks with all skills instead of the agents of the file"},
    {"patience", "TIME", "stop when nothing has moved for so long (default 60s)"},
    {"tolerate-unreadable", "", "rows that cannot be read do not make the exit code 1"},
    {"check", "", "read file and map, say what would be played, and connect to nobody"},
};

constexpr std::array kVerbs = {
    Verb{
        "desk", "NAME [profile]", Role::kAgent, "be a simulated desk", "模拟坐席",
        "Declares the agent (where the rule set has dev.open_desks on), signs in, accepts what is offered, reports contact, resolves after "
        "the\n"
        "handling time, and prints what happens; with an offer, how tickets of its type are handled and the articles that fit. Ctrl-C "
        "signs "
        "off.",
        kDeskOptions,
        "tidegate desk anna --skills refund:2,billing --tier regular --capacity 3 --handle 2s\ntidegate desk bob --existing --handle 500ms",
        1, 1, RunDesk},
    Verb{"verify", "DIR", Role::kNone, "prove a data directory whole, offline", "离线校验数据目录",
         "Reads all of the journal (checksums, chain, high-water mark), loads every image and compares it with the journal's replay, reads "
         "all\n"
         "of the projection and compares a sample of its tickets with the journal. Writes nothing. The daemon of that directory must be\n"
         "stopped; or verify a copy. Exit code: 0 sound; 1 something is damaged, each finding with file, place and next step; 2 DIR is no "
         "data\n"
         "directory, or a limit is too small for it; 3 it is in use, or may not be read. The right to read is enough.",
         kVerifyOptions, "tidegate verify /var/lib/tidegate\ntidegate verify backup/tidegate --deep --json | jq .findings", 1, 1,
         RunVerify},
    Verb{"replay", "FILE.csv --map MAP.toml", Role::kNone, "play a recorded history through the daemon", "回放历史工单",
         "Submits every ticket of a CSV history, brings up desks for the agents in it (and stand-ins for what nobody among them may take), "
         "works\n"
         "until all are resolved or nothing can move, then asks on a new connection for every key that was acknowledged. Keys are "
         "idempotent: a\n"
         "second run submits nothing twice and finishes what is still open. Speaks as front end, desk gateway and data administrator.\n"
         "Exit code: 0 all resolved and nothing lost; 1 something was refused, unreadable or still waits; 3 no connection; 4 a ticket was "
         "lost.",
         kReplayOptions,
         "tidegate replay tools/maps/sample_tickets.csv --map tools/maps/sample_tickets.toml\n"
         "tidegate replay history.csv --map history.toml --speed 60 --json\n"
         "tidegate replay history.csv --map history.toml --check",
         1, 1, RunReplay},
};

}  // namespace

std::span<const Verb> RunVerbs() { return kVerbs; }

}  // namespace tidegate
