// The verb `submit`: one ticket from the command line.
#include <fmt/core.h>

#include "core/model/requirement.h"
#include "core/model/submit_facts.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/skill_list.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {

int RunSubmit(const Invocation& invocation) {
  const Arguments& a = invocation.arguments;
  const auto wrong = [](const std::string& problem) {
    fmt::print(stderr, "tidegate: {}; see `tidegate help submit`\n", problem);
    return kExitUsage;
  };
  client::SubmitMessage message;
  message.external_key = a.Get("key");
  if (message.external_key.empty()) return wrong("--key is missing: name the ticket, so that a second try is the same ticket");
  message.customer = a.Get("customer");
  message.order = a.Get("order");
  message.channel = a.Get("channel");
  message.type = a.Get("type");
  message.region = a.Get("region");
  message.title = a.Get("title");
  message.text = a.Get("text");
  message.recorded_at = a.Get("recorded-at");
  message.sent_at = WallNow();
  if (a.Has("level")) {
    const auto level = LevelNamed(a.Get("level"));
    if (!level) return wrong("--level `" + std::string(a.Get("level")) + "` is none of urgent, high, normal, low");
    message.level = *level;
  }
  if (a.Has("tier")) {
    const auto tier = FromName<CustomerTier>(a.Get("tier"));
    if (!tier) return wrong("--tier `" + std::string(a.Get("tier")) + "` is none of vip, enterprise, member, ordinary");
    message.tier = *tier;
  }
  if (a.Has("category")) {
    const auto category = FromName<ComplaintCategory>(a.Get("category"));
    if (!category) return wrong("--category `" + std::string(a.Get("category")) + "` is none of functional, service, price, emotional");
    message.category = *category;
  }
  if (a.Has("impact-people")) {
    const auto people = ParseNumber(a.Get("impact-people"), 1, kImpactPeopleMax);
    if (!people) return wrong("--impact-people is a whole number from 1 to " + std::to_string(kImpactPeopleMax));
    message.impact_people = static_cast<std::uint32_t>(*people);
  }
  if (a.Has("impact-amount")) {
    const auto cents = ParseCents(a.Get("impact-amount"), kImpactCentsMax);
    if (!cents) return wrong("--impact-amount is an amount such as 199 or 199.50, at most " + std::to_string(kImpactCentsMax / 100));
    message.impact_cents = *cents;
  }
  if (a.Has("complexity")) {
    const auto complexity = ParseNumber(a.Get("complexity"), 1, kComplexityMax);
    if (!complexity) return wrong("--complexity is 1, 2, 3 or 4");
    message.complexity = static_cast<std::uint8_t>(*complexity);
  }
  if (a.Has("not-before") && !ParseInstant(a.Get("not-before"), WallNow())) {
    return wrong("--not-before is a time such as 2026-11-22T09:00:00Z, or a span from now such as +30min");
  }
  const std::vector<std::string> tag_texts = SplitList(a.Get("tags"));
  const std::vector<std::string_view> tags(tag_texts.begin(), tag_texts.end());
  message.tags = tags;
  std::string problem;
  const SkillList skills = SkillList::Parse(a.Get("skills"), problem);
  if (!problem.empty()) return wrong("--skills: " + problem);
  message.skills = skills.names();

  Connection connection(invocation, invocation.role, a.Get("front-end", kDefaultFrontEnd));
  if (const int code = connection.Open(); code != kExitOk) return code;
  const Micros now = DaemonNow(connection.client());
  if (a.Has("not-before")) message.not_before = *ParseInstant(a.Get("not-before"), now);
  const auto ack = connection.client().Submit(message);
  if (!ack.ok()) return connection.Failed(ack.status());
  fmt::print("{}", invocation.format == Format::kJson ? SubmitJson(*ack) : SubmitText(*ack, now, invocation.language));
  return kExitOk;
}

}  // namespace tidegate
