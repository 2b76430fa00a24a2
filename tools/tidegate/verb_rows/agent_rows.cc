// Agents, the floor and what happens on it.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kAgentsCheckOptions[] = {
    {"rules", "FILE", "a rule file: names of skills, regions, channels and calendars are checked against it"},
};

constexpr OptionSpec kAgentsOptions[] = {
    {"retired", "", "those who were retired too"},
};

constexpr OptionSpec kWatchOptions[] = {
    {"from", "SEQ|now", "begin with this change; 1 = the first of all (default now)"},
    {"ticket", "NUMBER|KEY", "only what happens to this ticket"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word of --ticket for an external key, even when it looks like a number"},
    {"kind", "A,B", "only these events, for example submitted,resolved"},
    {"count", "N", "stop after N events"},
};

constexpr std::array kVerbs = {
    Verb{"agents check", "FILE", Role::kNone, "check a file of agents' records", "检查客服名册文件",
         "Every mistake at once, each with line, key and what to do. protocol/agents/AGENTS.md describes the file.", kAgentsCheckOptions,
         "tidegate agents check agents.toml --rules rules.toml", 1, 1, RunAgentsCheck},
    Verb{"agents diff",
         "FILE",
         Role::kDataAdmin,
         "say what applying a file of agents' records would change",
         "查看应用客服名册将带来的变更",
         "One line for each agent that is new or would have another record, with the fields that differ. Nothing is changed.",
         {},
         "tidegate agents diff deploy/sample/agents.toml",
         1,
         1,
         RunAgentsDiff},
    Verb{
        "agents apply",
        "FILE",
        Role::kDataAdmin,
        "put agents on record as a file says",
        "按文件登记客服",
        "All of the file or nothing: every mistake is told at once, with line, key and what to do, and then no record is another. At most\n"
        "512 agents a file. Applying it again changes nothing. Agents who do not stand in it stay as they are.",
        {},
        "tidegate agents apply deploy/sample/agents.toml",
        1,
        1,
        RunAgentsApply},
    Verb{
        "agents retire",
        "NAME",
        Role::kDataAdmin,
        "take an agent's record back",
        "停用客服",
        "He takes part in nothing any more and cannot sign in; histories still name him. Refused as long as he is signed in, has work, is\n"
        "named as a supervisor or looks after customers: the answer says by whom and by what. Applying a file that names him brings him\n"
        "back. Retiring him again changes nothing.",
        {},
        "tidegate agents retire anna\ntidegate agents retire 王芳 --json",
        1,
        1,
        RunAgentsRetire},
    Verb{"watch", "", Role::kSupervisor, "follow what happens, as it happens", "实时订阅变更",
         "One line for each committed change: of all tickets, agents and rules, or of what is asked for. Begins now, or with any change "
         "that\n"
         "the journal still has; Ctrl-C stops and says where to go on. A change that was told is on disk; each comes once and in order.\n"
         "Exit code: 0 stopped by Ctrl-C or --count; 1 refused, or the changes asked for were cut; 3 the connection broke.",
         kWatchOptions,
         "tidegate watch\ntidegate watch --from 1 --kind submitted,resolved --json\ntidegate watch --ticket CS20261121000042 --from 1", 0,
         0, RunWatch},
    Verb{"agents", "", Role::kSupervisor, "list the agents and their load", "查看客服及负荷",
         "Every declared agent, online or not; with --retired also those whose records were taken back.", kAgentsOptions,
         "tidegate agents\ntidegate agents --retired\ntidegate agents --json | jq '.agents[] | select(.status==\"online\") | .name'", 0, 0,
         RunAgents},
    Verb{
        "agent show",
        "NAME",
        Role::kSupervisor,
        "show one agent",
        "查看客服详情",
        "His record, status and load, ticket by ticket; when wrap-up and ramp-up end, and which tickets he does not get again before when.",
        {},
        "tidegate agent show anna\ntidegate agent show 王芳 --lang zh",
        1,
        1,
        RunAgentShow},
    Verb{"saturation",
         "",
         Role::kSupervisor,
         "who is full now, and since when",
         "查看满载情况",
         "Agents at capacity, and groups of waiting tickets for which everybody on duty is.",
         {},
         "tidegate saturation\ntidegate saturation --json",
         0,
         0,
         RunSaturation},
    Verb{"pool",
         "",
         Role::kSupervisor,
         "what waits, by what it needs",
         "查看待处理工单池",
         "One line for each group of waiting tickets that need the same: how many by level, how many agents on duty could take them.",
         {},
         "tidegate pool\ntidegate pool --lang zh",
         0,
         0,
         RunPool},
    Verb{"declare",
         "KIND NAME",
         Role::kDataAdmin,
         "make a skill, region, type or channel known",
         "登记技能、区域、类型或渠道",
         "KIND is skill, region, type or channel. Declaring a known name changes nothing.",
         {},
         "tidegate declare skill refund\ntidegate declare region 华东",
         2,
         2,
         RunDeclare},
};

}  // namespace

std::span<const Verb> AgentVerbs() { return kVerbs; }

}  // namespace tidegate
