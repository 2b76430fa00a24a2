// What customers say of the work.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kFeedbackAddOptions[] = {
    {"solved", "yes|no", "whether the customer's matter is solved; required"},
    {"text", "TEXT", "what the customer wrote"},
    {"front-end", "NAME", "whose external key it is (default: tidegate)"},
    {"key", "", "take the word for an external key, even when it looks like a number"},
};

constexpr OptionSpec kFeedbackListOptions[] = {
    {"flagged", "", "only answers that somebody is to look after"},
};

constexpr std::array kVerbs = {
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
};

}  // namespace

std::span<const Verb> FeedbackVerbs() { return kVerbs; }

}  // namespace tidegate
