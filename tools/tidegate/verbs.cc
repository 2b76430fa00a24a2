#include "tools/tidegate/verbs.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "tools/tidegate/display_text.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

constexpr OptionSpec kCommon[] = {
    {"connect", "HOST:PORT", "where the daemon listens (default 127.0.0.1:7415, or the variable TIDEGATE_CONNECT)"},
    {"role", "ROLE", "speak as front-end, agent, desk-gateway, supervisor, data-admin or operator instead of the verb's own role"},
    {"workspace", "NAME", "the workspace (default: default)"},
    {"json", "", "print JSON instead of text; the fields are those of tools/tidegate/JSON.md"},
    {"lang", "en|zh", "language of the text (default: by LC_ALL or LANG)"},
    {"timeout", "TIME", "wait at most so long for an answer (default 10s)"},
    {"help", "", "show the help of the verb"},
};

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

constexpr OptionSpec kTicketOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kLookOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"unmask", "", "show names, phones and e-mail addresses whole; who looked is recorded in the ticket's history"},
    {"as", "NAME", "who looks: the supervisor named in the record of the ticket's agent"},
};

constexpr OptionSpec kAssignOptions[] = {
    {"agent", "NAME", "who gets it (required)"},
    {"over-capacity", "", "also when the agent is at capacity; it is recorded"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kAnswerOptions[] = {
    {"solution", "", "the message puts the solution to the customer"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kManagerOptions[] = {
    {"manager", "NAME", "the agent who looks after the customer; left out = nobody"},
    {"deputy", "NAME", "the agent in his place"},
};

constexpr OptionSpec kIdentityOptions[] = {
    {"channel", "NAME", "on this channel only (default: on every one)"},
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

constexpr OptionSpec kPromiseOptions[] = {
    {"interim", "TEXT", "what helps until then; required of an urgent ticket"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kCallBackOptions[] = {
    {"note", "TEXT", "what the customer said"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kPartOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"department", "NAME", "of add: who is to do it (required)"},
    {"to", "NAME", "of add: the agent who is to do it"},
    {"due", "TIME", "of add: until when, no later than the ticket (default: with it)"},
    {"agent", "NAME", "said at this agent's desk: he is signed in for it (default: a supervisor speaks)"},
};

constexpr OptionSpec kPartsOptions[] = {
    {"department", "NAME", "only of this department"},
    {"agent", "NAME", "his own, and those that wait in his department: he is signed in for it"},
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

constexpr OptionSpec kTransferRequestOptions[] = {
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
    {"agent", "NAME", "who has the ticket: he is signed in for it (required)"},
    {"reason", "TEXT", "why; supervisors decide by it (required)"},
    {"to", "NAME", "to this agent (default: whoever the supervisor chooses)"},
    {"team", "NAME", "to this team"},
};

constexpr OptionSpec kWhyOptions[] = {
    {"reason", "TEXT", "why; the ticket's history keeps it"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kFeedbackAddOptions[] = {
    {"solved", "yes|no", "whether the customer's matter is solved; required"},
    {"text", "TEXT", "what the customer wrote"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kFeedbackListOptions[] = {
    {"flagged", "", "only answers that somebody is to look after"},
};

constexpr OptionSpec kTransferOptions[] = {
    {"to", "NAME", "the agent who gets it (default: whom the agent asked for)"},
    {"team", "NAME", "the team whose least loaded agent gets it"},
    {"reason", "TEXT", "why; the ticket's history keeps it"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kMessageOptions[] = {
    {"not-solved", "", "the customer says that a resolved ticket is not solved: it is reopened"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kReasonOptions[] = {
    {"text", "TEXT", "in words, where the reason asks for them"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kLevelOptions[] = {
    {"reason", "TEXT", "why (required); the ticket's history keeps it"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kAgentsCheckOptions[] = {
    {"rules", "FILE", "a rule file: names of skills, regions, channels and calendars are checked against it"},
};

constexpr OptionSpec kRulesApplyOptions[] = {
    {"dry-run", "", "check everything, say what would change, and change nothing"},
};

constexpr OptionSpec kRulesVersionOptions[] = {
    {"version", "N", "this version instead of the one in force; `tidegate rules list` shows them"},
};

constexpr OptionSpec kRulesUndoOptions[] = {
    {"to", "N", "this version instead of the one before; `tidegate rules list` shows them"},
};

constexpr OptionSpec kWatchOptions[] = {
    {"from", "SEQ|now", "begin with this change; 1 = the first of all (default now)"},
    {"ticket", "NUMBER|KEY", "only what happens to this ticket"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word of --ticket for an external key, even when it looks like a number"},
    {"kind", "A,B", "only these events, for example submitted,resolved"},
    {"count", "N", "stop after N events"},
};

constexpr OptionSpec kVerifyOptions[] = {
    {"deep", "", "compare every ticket of the projection with the journal, not a sample of 131072"},
    {"tickets-max", "N", "open tickets that the daemon allows, if more than 4194304; likewise --recent-max and --customers-max"},
    {"recent-max", "N", "ended tickets that the daemon keeps in memory, if more than 4194304"},
    {"customers-max", "N", "customers that it keeps in memory, if more than 4194304"},
};

constexpr OptionSpec kKbAddOptions[] = {
    {"title", "TEXT", "title (default: the first line of the file)"},
    {"text", "TEXT", "text, instead of a file"},
    {"keywords", "WORDS", "words by which it shall be found too"},
    {"types", "A,B", "types of tickets it is for (default: all)"},
    {"visibility", "WHO", "internal, customer or withdrawn (default internal; of another version: as before)"},
    {"id", "N", "another version of article N instead of a new one"},
    {"author", "NAME", "who writes (default: tidegate)"},
};

constexpr OptionSpec kKbFindOptions[] = {
    {"type", "NAME", "only articles for this type, and those for every type"},
    {"hits", "N", "at most N, 1 to 50 (default 20)"},
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
    {"suggest", "", "with each offer show the articles that fit and how its type is handled"},
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
         "It goes back to its place in the pool and is offered to somebody else; the agent does not get it again for a while.",
         kTicketOptions, "tidegate ticket take-back CS20261121000042\ntidegate ticket take-back web-1", 1, 1, RunTicketTakeBack},
    Verb{"customer manager", "CUSTOMER [--manager NAME] [--deputy NAME]", Role::kSupervisor, "say who looks after a customer",
         "设置客户的专属经理",
         "Tickets of the customer go to the manager first, and wait a little for him when he is due; then to the deputy.", kManagerOptions,
         "tidegate customer manager c17 --manager anna --deputy bob\ntidegate customer manager c17", 1, 1, RunCustomerManager},
    Verb{"customer show", "CUSTOMER", Role::kSupervisor, "a customer and all his tickets", "查看客户及其全部工单",
         "Who served him last, who looks after him, what he is called on which channel, and all his tickets over all channels, open and\n"
         "archived, also those of customers who were merged into him. Names are kept as keyed hashes.",
         kCustomerOptions, "tidegate customer show c17\ntidegate customer show c17 --json | jq '.tickets[].number'", 1, 1, RunCustomerShow},
    Verb{"customer link", "CUSTOMER IDENTITY [--channel NAME]", Role::kSupervisor, "what a customer is called on a channel", "关联客户身份",
         "Tickets that come in under this name are the customer's from now on; those from before stay whose they were.", kIdentityOptions,
         "tidegate customer link c17 wx-openid-9 --channel mini-program\ntidegate customer link c17 old-number-5", 2, 2, RunCustomerLink},
    Verb{"customer unlink", "CUSTOMER IDENTITY [--channel NAME]", Role::kSupervisor, "and is called so no longer", "解除客户身份",
         "Tickets that come in under this name are no longer the customer's; those that came meanwhile stay his.", kIdentityOptions,
         "tidegate customer unlink c17 wx-openid-9 --channel mini-program", 2, 2, RunCustomerUnlink},
    Verb{
        "customer merge",
        "CUSTOMER INTO",
        Role::kSupervisor,
        "two customers are one person",
        "合并客户",
        "The first is another name of the second from now on: his identities, his manager unless the second has one, and what repeats are\n"
        "told by go over, and his tickets are shown with the second's. It cannot be undone.",
        {},
        "tidegate customer merge c17-old c17",
        2,
        2,
        RunCustomerMerge},
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
    Verb{"ticket message", "NUMBER|KEY TEXT", Role::kFrontEnd, "the customer wrote", "登记客户来信",
         "What the customer wrote about the ticket. A ticket that waited for him is to be answered from now on, and its clocks run.\n"
         "With --not-solved a resolved one is reopened.",
         kMessageOptions, "tidegate ticket message web-1 'any news?'\ntidegate ticket message web-1 'still broken' --not-solved", 2, 2,
         RunTicketMessage},
    Verb{"ticket answer", "NUMBER|KEY TEXT", Role::kSupervisor, "write to the customer", "答复客户",
         "A message that reached the customer: it stops the respond clock and begins the update clock anew. --solution: it puts the "
         "solution\n"
         "to him, which stops the statutory clock.",
         kAnswerOptions, "tidegate ticket answer CS20261121000042 'refunded today' --solution", 2, 2, RunTicketAnswer},
    Verb{"ticket promise", "NUMBER|KEY TIME", Role::kSupervisor, "give the customer a time", "告知客户时限",
         "By when the customer will hear the result, in UTC. Of an urgent ticket --interim says what helps until then.", kPromiseOptions,
         "tidegate ticket promise CS20261121000042 2026-11-21T18:00:00Z --interim 'a replacement card'", 2, 2, RunTicketPromise},
    Verb{"ticket confirm", "NUMBER|KEY", Role::kFrontEnd, "the customer is content", "客户确认",
         "Closes a resolved ticket. What is closed is not reopened: later contact is a new ticket.", kTicketOptions,
         "tidegate ticket confirm web-1", 1, 1, RunTicketConfirm},
    Verb{"ticket call-back", "NUMBER|KEY", Role::kSupervisor, "the customer was called back", "登记回访",
         "Closes the loop of a resolved ticket.", kCallBackOptions, "tidegate ticket call-back CS20261121000042 --note 'is content'", 1, 1,
         RunTicketCallBack},
    Verb{"ticket reason", "NUMBER|KEY CODE", Role::kSupervisor, "why a ticket is overdue", "填写超时原因",
         "A ticket that missed a deadline is resolved only with a reason: a code of the rule set in force (clocks.overdue_reasons).",
         kReasonOptions, "tidegate ticket reason CS20261121000042 7 --text 'storm in the north'", 2, 2, RunTicketReason},
    Verb{"ticket level", "NUMBER|KEY LEVEL", Role::kSupervisor, "set another level", "调整级别",
         "urgent, high, normal or low. The deadlines of the new level count from the receipt; what has spoken up does not speak again.",
         kLevelOptions, "tidegate ticket level CS20261121000042 urgent --reason 'the press called'", 2, 2, RunTicketLevel},
    Verb{"ticket raise", "NUMBER|KEY", Role::kSupervisor, "one level more urgent", "提高一级",
         "As `ticket level` with the next level up; of an urgent ticket nothing changes. --reason is required.", kLevelOptions,
         "tidegate ticket raise CS20261121000042 --reason 'the press called'", 1, 1, RunTicketRaise},
    Verb{"ticket lower", "NUMBER|KEY", Role::kSupervisor, "one level less urgent", "降低一级",
         "As `ticket level` with the next level down; of a low ticket nothing changes. --reason is required.", kLevelOptions,
         "tidegate ticket lower CS20261121000042 --reason 'it can wait'", 1, 1, RunTicketLower},
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
    Verb{"feedback add", "NUMBER|KEY SPEED PROFESSIONALISM RESOLUTION", Role::kFrontEnd, "what a customer says of a resolved ticket",
         "登记客户评价",
         "Three scores from 1 to 5 and whether the matter is solved. The score is their mean with one decimal. A low one, or a text that\n"
         "says that it was slow (feedback.* of the rules), opens a follow-up for the supervisor of whoever resolved the ticket. A later\n"
         "answer replaces the score; the history keeps both. For resolved and closed tickets of this front end.",
         kFeedbackAddOptions,
         "tidegate feedback add web-1 5 4 5 --solved yes\n"
         "tidegate feedback add CS20261121000042 1 3 2 --solved no --text '等待时间太长'",
         4, 4, RunFeedbackAdd},
    Verb{"feedback show", "NUMBER|KEY", Role::kSupervisor, "what the customer of a ticket said", "查看工单评价",
         "The latest answer, its score, its follow-up, and until when the ticket may be reopened. The texts stand in `ticket history`.",
         kTicketOptions, "tidegate feedback show CS20261121000042\ntidegate feedback show web-1 --json", 1, 1, RunFeedbackShow},
    Verb{"feedback list", "", Role::kSupervisor, "what customers said of their tickets", "查看客户评价列表",
         "The latest answer of each ticket, in the order of their numbers, with its follow-up.", kFeedbackListOptions,
         "tidegate feedback list\ntidegate feedback list --flagged --json", 0, 0, RunFeedbackList},
    Verb{"ticket part", "add|take|give|report|end|drop NUMBER|KEY ...", Role::kSupervisor, "share the work on a ticket with a department",
         "工单协作",
         "add NUMBER TEXT --department NAME   asks a department for a part; it is due with the ticket at the latest\n"
         "take NUMBER PART --agent NAME       an agent of the department's team takes one that nobody has\n"
         "give NUMBER PART NAME               a supervisor gives it to somebody\n"
         "report NUMBER PART in-progress|waiting [TEXT]\n"
         "end NUMBER PART RESULT              done; the ticket shows the result\n"
         "drop NUMBER PART WHY                a supervisor lets it go\n"
         "A ticket goes on while parts are open, and is not resolved before they have ended.",
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
    Verb{"transfer request", "NUMBER|KEY --agent NAME --reason TEXT", Role::kSupervisor, "an agent asks to give a ticket away", "申请转交",
         "To an agent, to a team, or to whoever the supervisor chooses. The agent keeps ticket, load and clocks until that is decided\n"
         "(`tidegate transfer list`). It is said at the agent's desk: he is signed in for it.",
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
    Verb{"review", "NUMBER|KEY confirm|redirect", Role::kSupervisor, "say that a ticket is in the right hands, or send it to others",
         "复核工单：确认或改派",
         "Urgent tickets are dispatched at once and flagged `needs review`. `confirm` lets the dispatch stand; `redirect` takes the ticket "
         "from\n"
         "its agent, who does not get it again for a while, and offers it to others: clocks and the first response stay. Redirecting is\n"
         "possible until the ticket is resolved.",
         kTicketOptions, "tidegate review CS20261121000042 confirm\ntidegate review web-1 redirect", 2, 2, RunReview},
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
    Verb{"watch", "", Role::kSupervisor, "follow what happens, as it happens", "实时订阅变更",
         "One line for each committed change: of all tickets, agents and rules, or of what is asked for. Begins now, or with any change "
         "that\n"
         "the journal still has; Ctrl-C stops and says where to go on. A change that was told is on disk; each comes once and in order.\n"
         "Exit code: 0 stopped by Ctrl-C or --count; 1 refused, or the changes asked for were cut; 3 the connection broke.",
         kWatchOptions,
         "tidegate watch\ntidegate watch --from 1 --kind submitted,resolved --json\ntidegate watch --ticket CS20261121000042 --from 1", 0,
         0, RunWatch},
    Verb{"agents",
         "",
         Role::kSupervisor,
         "list the agents and their load",
         "查看客服及负荷",
         "Every declared agent, online or not.",
         {},
         "tidegate agents\ntidegate agents --json | jq '.agents[] | select(.status==\"online\") | .name'",
         0,
         0,
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
    Verb{
        "kb add", "[FILE]", Role::kDataAdmin, "put a knowledge article, or another version of one", "发布或更新知识文章",
        "The text comes from the file or from --text. Without --title the first line of the file is the title. Customers find articles of\n"
        "visibility customer, agents also internal ones, nobody those withdrawn. With --id what is not given stays as it is. Putting an\n"
        "article counts as a review.",
        kKbAddOptions,
        "tidegate kb add refund.md --visibility customer --types after-sales\n"
        "tidegate kb add --title 退款多久到账 --text 原路退回，一至三个工作日 --keywords 退钱\n"
        "tidegate kb add refund.md --id 12\n"
        "tidegate kb add --id 12 --visibility withdrawn",
        0, 1, RunKbAdd},
    Verb{"kb find", "WORDS...", Role::kSupervisor, "search the knowledge articles", "检索知识文章",
         "Articles that have all of the words, best first; where none has, those that have some. Chinese needs no spaces. With --role\n"
         "front-end only what customers may see.",
         kKbFindOptions, "tidegate kb find 退款\ntidegate kb find APP登录失败 --hits 5\ntidegate kb find refund policy --role front-end", 1,
         16, RunKbFind},
    Verb{"kb suggest", "NUMBER|KEY", Role::kSupervisor, "articles that fit a ticket", "为工单推荐知识文章",
         "The three articles for the ticket's type that share most with its title and text.", kTicketOptions,
         "tidegate kb suggest CS20261121000042\ntidegate kb suggest INC0000045 --front-end crm-east", 1, 1, RunKbSuggest},
    Verb{"kb show",
         "N",
         Role::kSupervisor,
         "an article with its text",
         "查看知识文章",
         "Version, visibility, types, author, uses, last review, and the text.",
         {},
         "tidegate kb show 12",
         1,
         1,
         RunKbShow},
    Verb{"kb list",
         "",
         Role::kSupervisor,
         "all articles",
         "知识文章列表",
         "One line an article. Uses: how often desks reported to have answered a ticket with it.",
         {},
         "tidegate kb list\ntidegate kb list --json",
         0,
         0,
         RunKbList},
    Verb{"kb stale",
         "",
         Role::kSupervisor,
         "articles to be reviewed",
         "待复审的知识文章",
         "Articles that nobody has reviewed for as long as knowledge.review_within of the rule set (30 days unless it says otherwise).",
         {},
         "tidegate kb stale",
         0,
         0,
         RunKbStale},
    Verb{"kb review",
         "N",
         Role::kDataAdmin,
         "say that an article was read and is right",
         "确认知识文章已复审",
         "The time until it is stale begins again.",
         {},
         "tidegate kb review 12",
         1,
         1,
         RunKbReview},
    Verb{"rules apply", "FILE", Role::kDataAdmin, "activate a rule set", "启用规则集",
         "Checks the file as `rules check` does, then makes it the rule set in force. Open tickets are moved to it in small steps. A file "
         "that\n"
         "leaves out a name which open tickets or agents use is refused as a whole, with every such name. `rules undo` takes it back.",
         kRulesApplyOptions, "tidegate rules apply rules.toml --dry-run\ntidegate rules apply rules.toml", 1, 1, RunRulesApply},
    Verb{"rules diff", "FILE", Role::kDataAdmin, "compare a rule file with the rules in force", "对比规则文件与现行规则",
         "Key by key: what stands in force, and what the file says; layout and comments do not count. Exit code: 0 nothing differs, 1\n"
         "something does.",
         kRulesVersionOptions, "tidegate rules diff rules.toml\ntidegate rules diff rules.toml --version 3 --json", 1, 1, RunRulesDiff},
    Verb{"rules list",
         "",
         Role::kDataAdmin,
         "list the versions of the rules",
         "列出规则版本",
         "The last 16 versions (fewer when they are large): since when, by whom, how, and which keys each changed. They stay when the\n"
         "journal is cut.",
         {},
         "tidegate rules list\ntidegate rules list --lang zh",
         0,
         0,
         RunRulesList},
    Verb{"rules show", "", Role::kDataAdmin, "print a rule set as it was loaded", "查看规则原文",
         "The source text of the rules in force, or of an earlier version.", kRulesVersionOptions,
         "tidegate rules show > rules.toml\ntidegate rules show --version 3", 0, 0, RunRulesShow},
    Verb{"rules undo", "", Role::kDataAdmin, "bring the version before into force again", "撤销最近一次规则变更",
         "Activates the text of the version before as a new version; nothing is forgotten, and a second undo takes the first one back. It "
         "is\n"
         "refused, as `rules apply` is, when it would take away a name that is in use. Calendars are those of the day on which that "
         "version\n"
         "was loaded: apply its text again when they end soon.",
         kRulesUndoOptions, "tidegate rules undo\ntidegate rules undo --to 3", 0, 0, RunRulesUndo},
    Verb{"rules check",
         "FILE",
         Role::kNone,
         "check a rule file",
         "检查规则文件",
         "All errors at once with line and key, or the first syntax error. Connects to nobody.",
         {},
         "tidegate rules check rules.toml",
         1,
         1,
         RunRulesCheck},
    Verb{
        "desk", "NAME [profile]", Role::kAgent, "be a simulated desk", "模拟坐席",
        "Declares the agent (where the rule set has dev.open_desks on), signs in, accepts what is offered, reports contact, resolves after "
        "the\n"
        "handling time, and prints what happens. Ctrl-C signs off.",
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

constexpr std::size_t kIndent = 2;

std::string Padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = DisplayWidth(text);
  out.append(width < columns ? columns - width : 0, ' ');
  return out;
}

std::string OptionLines(std::span<const OptionSpec> options) {
  std::size_t width = 0;
  const auto left = [](const OptionSpec& o) {
    return o.value.empty() ? fmt::format("--{}", o.name) : fmt::format("--{} {}", o.name, o.value);
  };
  for (const OptionSpec& option : options) width = std::max(width, left(option).size());
  std::string out;
  for (const OptionSpec& option : options) out += fmt::format("  {}  {}\n", Padded(left(option), width), option.help);
  return out;
}

int UsageError(const std::string& problem, const Verb* verb, Language language) {
  std::string remedy = verb == nullptr ? "tidegate help" : "tidegate help " + std::string(verb->name);
  fmt::print(stderr, "tidegate: {}; {} `{}`\n", problem, Say(language, "see", "参见"), remedy);
  return kExitUsage;
}

std::string NoSuchVerb(const std::string& word) {
  std::string meant;
  for (const Verb& verb : kVerbs) {
    if (!verb.name.starts_with(word)) continue;
    meant += (meant.empty() ? "" : " or ") + std::string("`") + std::string(verb.name) + "`";
  }
  return "there is no verb `" + word + "`" + (meant.empty() ? "" : "; did you mean " + meant + "?");
}

Language EnvironmentLanguage() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != 0) return LanguageOf(value);
  }
  return Language::kEnglish;
}

int PrintHelp(std::span<const std::string> words, Language language) {
  if (words.empty()) {
    fmt::print("{}", GeneralHelp(language));
    return kExitOk;
  }
  std::size_t name_words = 0;
  const Verb* verb = FindVerb(words, name_words);
  if (verb == nullptr) return UsageError(NoSuchVerb(words[0]), nullptr, language);
  fmt::print("{}", VerbHelp(*verb, language));
  return kExitOk;
}

// Fills what every verb has; the problem is empty when all went well.
std::string ReadCommon(const Verb& verb, Invocation& out) {
  const Arguments& a = out.arguments;
  const char* variable = std::getenv(std::string(kAddressVariable).c_str());
  out.address = a.Get("connect", variable != nullptr && *variable != 0 ? std::string_view(variable) : kDefaultAddress);
  out.role = verb.role;
  if (a.Has("role")) {
    const auto role = FromName<Role>(a.Get("role"));
    if (!role)
      return "--role `" + std::string(a.Get("role")) + "` is no role: front-end, agent, desk-gateway, supervisor, data-admin or operator";
    out.role = *role;
  }
  out.workspace = a.Get("workspace");
  out.format = a.Has("json") ? Format::kJson : Format::kText;
  if (a.Has("lang")) {
    if (a.Get("lang") != "en" && a.Get("lang") != "zh") return "--lang is en or zh";
    out.language = LanguageOf(a.Get("lang"));
  }
  return {};
}

// How many words at the front are options of every verb, with their values.
std::size_t CommonWordsInFront(std::span<const std::string> words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with("--")) {
    const std::string_view word = words[at];
    const std::string_view name = word.substr(2, word.find('=') - 2);
    const auto spec = std::find_if(std::begin(kCommon), std::end(kCommon), [name](const OptionSpec& s) { return s.name == name; });
    if (spec == std::end(kCommon)) break;
    at += spec->value.empty() || word.find('=') != std::string_view::npos ? 1 : 2;
  }
  return std::min(at, words.size());
}

// The verb of a command line, and its words in the order "options, positional" without the verb's name.
struct Sorted {
  const Verb* verb = nullptr;
  std::vector<std::string> name;
  std::vector<std::string> words;
  std::string problem;
};

Sorted SortWords(std::span<const std::string> words) {
  Sorted sorted;
  const std::size_t in_front = CommonWordsInFront(words);
  const std::span<const std::string> rest = words.subspan(in_front);
  if (rest.empty()) {
    sorted.problem = "a verb is missing";
    return sorted;
  }
  if (rest[0].starts_with("-")) {
    sorted.problem = "`" + rest[0] + "` cannot stand before the verb: only the options of every verb can";
    return sorted;
  }
  std::size_t name_words = 0;
  sorted.verb = FindVerb(rest, name_words);
  if (sorted.verb == nullptr) {
    sorted.problem = NoSuchVerb(rest[0]);
    return sorted;
  }
  sorted.name.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(name_words));
  sorted.words.assign(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(in_front));
  sorted.words.insert(sorted.words.end(), rest.begin() + static_cast<std::ptrdiff_t>(name_words), rest.end());
  return sorted;
}

}  // namespace

std::span<const Verb> Verbs() { return kVerbs; }
std::span<const OptionSpec> CommonOptions() { return kCommon; }

const Verb* FindVerb(std::span<const std::string> words, std::size_t& name_words) {
  for (const Verb& verb : kVerbs) {
    const std::size_t space = verb.name.find(' ');
    if (space == std::string_view::npos) {
      name_words = 1;
      if (!words.empty() && words[0] == verb.name) return &verb;
    } else {
      name_words = 2;
      if (words.size() > 1 && words[0] == verb.name.substr(0, space) && words[1] == verb.name.substr(space + 1)) return &verb;
    }
  }
  return nullptr;
}

std::string GeneralHelp(Language language) {
  std::string out =
      Say(language, "tidegate - the operators' tool of Tidegate\n\nusage: tidegate [options of every verb] VERB [options]\n\nverbs:\n",
          "tidegate - Tidegate 运维工具\n\n用法: tidegate [通用选项] VERB [options]\n\n命令:\n");
  std::size_t width = 0;
  for (const Verb& verb : kVerbs) width = std::max(width, verb.name.size());
  for (const Verb& verb : kVerbs) {
    out += std::string(kIndent, ' ') + Padded(verb.name, width + 2) +
           std::string(language == Language::kChinese ? verb.summary_zh : verb.summary) + "\n";
  }
  out += Say(language, "\noptions of every verb, before or after it:\n", "\n通用选项（可放在命令之前或之后）:\n") + OptionLines(kCommon);
  out += Say(language,
             "\nexit codes: 0 done, 1 refused or not as asked, 2 wrong usage, 3 no daemon there, 4 something acknowledged was lost\n",
             "\n退出码: 0 成功，1 被拒绝或结果不符，2 用法错误，3 无法连接，4 已确认的数据丢失\n");
  out += Say(language, "`tidegate help VERB` shows its options and examples\n", "`tidegate help VERB` 显示选项和示例\n");
  return out;
}

std::string VerbHelp(const Verb& verb, Language language) {
  std::string out = fmt::format("tidegate {} - {}\n\n", verb.name, language == Language::kChinese ? verb.summary_zh : verb.summary);
  out += fmt::format("{}: tidegate {}{}{} [options]\n\n{}\n", Say(language, "usage", "用法"), verb.name, verb.synopsis.empty() ? "" : " ",
                     verb.synopsis, verb.help);
  if (verb.role != Role::kNone) {
    out += fmt::format("{}: {}\n", Say(language, "role", "角色"), NameIn(language, verb.role));
  }
  if (!verb.options.empty()) out += "\n" + Say(language, "options:\n", "选项:\n") + OptionLines(verb.options);
  out += "\n" + Say(language, "options of every verb, before or after it:\n", "通用选项（可放在命令之前或之后）:\n") + OptionLines(kCommon);
  out += "\n" + Say(language, "examples:\n", "示例:\n");
  std::string_view rest = verb.examples;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("  {}\n", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

int RunTidegate(std::span<const std::string> words) {
  Invocation invocation;
  invocation.language = EnvironmentLanguage();
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {  // before all else, so that complaints come in it
    if (words[i] == "--lang") invocation.language = LanguageOf(words[i + 1]);
  }
  const std::size_t in_front = CommonWordsInFront(words);
  const bool asks_help = std::find(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(in_front), "--help") !=
                         words.begin() + static_cast<std::ptrdiff_t>(in_front);
  if (words.empty() || words[0] == "-h" || (asks_help && in_front == words.size())) return PrintHelp({}, invocation.language);
  if (in_front < words.size() && words[in_front] == "help") {
    std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(in_front) + 1, words.end());
    if (const auto at = std::find(rest.begin(), rest.end(), "--lang"); at != rest.end())
      rest.erase(at, at + std::min<std::ptrdiff_t>(2, rest.end() - at));
    return PrintHelp(rest, invocation.language);
  }
  const Sorted sorted = SortWords(words);
  const Verb* verb = sorted.verb;
  if (verb == nullptr) return UsageError(sorted.problem, nullptr, invocation.language);
  const std::array<std::span<const OptionSpec>, 2> known = {CommonOptions(), verb->options};
  std::string problem;
  invocation.arguments = Arguments::Parse(sorted.words, known, problem);
  if (invocation.arguments.Has("help")) return PrintHelp(sorted.name, invocation.language);
  if (problem.empty()) problem = ReadCommon(*verb, invocation);
  const std::size_t given = invocation.arguments.positional().size();
  if (problem.empty() && (given < verb->words_min || given > verb->words_max)) {
    problem = given < verb->words_min ? "something is missing: tidegate " + std::string(verb->name) + " " + std::string(verb->synopsis)
                                      : "too many words: tidegate " + std::string(verb->name) + " " + std::string(verb->synopsis);
  }
  if (problem.empty() && invocation.arguments.Has("timeout")) {
    const auto timeout = ParseSpan(invocation.arguments.Get("timeout"));
    if (!timeout || *timeout < kMillisecond) {
      problem = "--timeout is a time such as 500ms, 10s or 2min";
    } else {
      invocation.timeout = std::chrono::milliseconds(*timeout / kMillisecond);
    }
  }
  if (!problem.empty()) return UsageError(problem, verb, invocation.language);
  return verb->run(invocation);
}

}  // namespace tidegate
