// The verbs for plans by which tickets come again and again: plan add, drop, list.
#include <fmt/core.h>

#include <optional>
#include <string>

#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/part_text.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

int Wrong(const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help plan add`\n", problem);
  return kExitUsage;
}

// "6 months", "1 week", "30days".
struct Every {
  std::uint16_t count = 0;
  PlanUnit unit = PlanUnit::kNone;
};
std::optional<Every> ParseEvery(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = ParseNumber(text.substr(0, digits), 1, kPlanEveryMax);
  std::string_view unit = text.substr(digits);
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  std::optional<PlanUnit> known = FromName<PlanUnit>(unit);
  if (!known) known = FromName<PlanUnit>(std::string(unit) + "s");
  if (!count || !known) return std::nullopt;
  return Every{static_cast<std::uint16_t>(*count), *known};
}

int Print(const Invocation& invocation, const client::AckInfo& ack, std::string_view name) {
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("duplicate", ack.duplicate).Field("plan", name).EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print("{}", ack.duplicate ? SayFormat(invocation.language, "{}: nothing to do\n", "{}：无需更改\n", name)
                                   : SayFormat(invocation.language, "{}: done\n", "{}：已完成\n", name));
  }
  return kExitOk;
}

}  // namespace

int RunPlanAdd(const Invocation& invocation) {
  const Arguments& a = invocation.arguments;
  client::PutPlanMessage plan;
  plan.name = a.positional()[0];
  for (const std::string_view option : {"every", "from", "type", "channel", "title"}) {
    if (a.Get(option).empty()) return Wrong("--" + std::string(option) + " is missing");
  }
  const auto every = ParseEvery(a.Get("every"));
  if (!every) return Wrong("--every is a number and days, weeks or months, such as \"6 months\"");
  if (!ParseInstant(a.Get("from"), WallNow())) return Wrong("--from is an instant such as 2026-12-01T09:00:00Z, or +2h");
  plan.every = every->count;
  plan.unit = every->unit;
  if (a.Has("level")) {
    const auto level = LevelNamed(a.Get("level"));
    if (!level) return Wrong("--level is urgent, high, normal or low");
    plan.level = *level;
  }
  if (a.Has("tier")) {
    const auto tier = FromName<CustomerTier>(a.Get("tier"));
    if (!tier) return Wrong("--tier is vip, enterprise, member or ordinary");
    plan.tier = *tier;
  }
  plan.customer = a.Get("customer");
  plan.type = a.Get("type");
  plan.channel = a.Get("channel");
  plan.region = a.Get("region");
  plan.calendar = a.Get("calendar");
  plan.title = a.Get("title");
  plan.text = a.Get("text");
  Connection connection(invocation, invocation.role, kDefaultFrontEnd);
  if (const int code = connection.Open(); code != kExitOk) return code;
  plan.first_at = *ParseInstant(a.Get("from"), DaemonNow(connection.client()));
  const auto ack = connection.client().PutPlan(plan);
  if (!ack.ok()) {
    // Of names, only the calendar is not known to be wrong before the engine looks at it.
    const RefusalHint calendar{
        .of = Reject::kUnknownName,
        .detail = SayFormat(invocation.language, "no calendar `{}` in the rule set in force", "现行规则集中没有日历“{}”", plan.calendar),
        .advice = Say(invocation.language, "name one of its calendars; `tidegate rules show` lists them",
                      "请使用其中的日历，可用 tidegate rules show 查看"),
    };
    return connection.Failed(ack.status(), {calendar});
  }
  return Print(invocation, *ack, plan.name);
}

int RunPlanDrop(const Invocation& invocation) {
  const std::string& name = invocation.arguments.positional()[0];
  Connection connection(invocation, invocation.role, kDefaultFrontEnd);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().DropPlan(name);
  if (!ack.ok()) return connection.Failed(ack.status());
  return Print(invocation, *ack, name);
}

int RunPlanList(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, kDefaultFrontEnd);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rows = connection.client().ListPlans();
  if (!rows.ok()) return connection.Failed(rows.status());
  if (invocation.format == Format::kJson) {
    fmt::print("{}", PlansJson(*rows, connection.Names()));
  } else {
    fmt::print("{}", PlansText(*rows, invocation.language));
  }
  return kExitOk;
}

}  // namespace tidegate
