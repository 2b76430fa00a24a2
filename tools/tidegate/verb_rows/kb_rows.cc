// Knowledge articles.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

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

constexpr std::array kVerbs = {
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
};

}  // namespace

std::span<const Verb> KbVerbs() { return kVerbs; }

}  // namespace tidegate
