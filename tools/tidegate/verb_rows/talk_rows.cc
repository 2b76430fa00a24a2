// What is said with a ticket's customer, its level and its reasons.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kAnswerOptions[] = {
    {"solution", "", "the message puts the solution to the customer"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
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

constexpr std::array kVerbs = {
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
         "By when the customer will hear the result: an instant in UTC, or a span from now (+2h). Of an urgent ticket --interim says what "
         "helps until then.",
         kPromiseOptions, "tidegate ticket promise CS20261121000042 2026-11-21T18:00:00Z --interim 'a replacement card'", 2, 2,
         RunTicketPromise},
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
};

}  // namespace

std::span<const Verb> TalkVerbs() { return kVerbs; }

}  // namespace tidegate
