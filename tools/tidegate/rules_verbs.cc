// The verbs `rules check` and `rules apply`.
#include <fmt/core.h>

#include <optional>

#include "protocol/frame.h"
#include "protocol/rules/parse_rule_set.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/read_file.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

std::string ErrorsJson(const std::vector<RuleError>& errors) {
  JsonWriter json;
  json.BeginObject().Field("ok", errors.empty()).Key("errors").BeginArray();
  for (const RuleError& e : errors) {
    json.BeginObject().Field("line", e.line).Field("key", e.key).Field("problem", e.problem).Field("remedy", e.remedy).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

// The source text, checked; the exit code otherwise (told).
std::optional<std::string> Checked(const Invocation& invocation, int& code) {
  const std::string& path = invocation.arguments.positional()[0];
  std::string problem;
  auto source = ReadFile(path, kRulesSourceBytesMax, problem);
  if (!source) {
    fmt::print(stderr, "tidegate: {}\n", problem);
    code = kExitUsage;
    return std::nullopt;
  }
  const ParsedRules parsed = ParseRuleSet(*source, WallNow());
  if (parsed.rules) return source;
  if (invocation.format == Format::kJson) {
    fmt::print("{}", ErrorsJson(parsed.errors));
  } else {
    fmt::print(stderr, "{}", FormatRuleErrors(path, parsed.errors));
  }
  code = kExitRefused;
  return std::nullopt;
}

}  // namespace

int RunRulesCheck(const Invocation& invocation) {
  int code = kExitOk;
  if (!Checked(invocation, code)) return code;
  if (invocation.format == Format::kJson) {
    fmt::print("{}", ErrorsJson({}));
  } else {
    fmt::print("{}: {}\n", invocation.arguments.positional()[0], Say(invocation.language, "no errors", "无错误"));
  }
  return kExitOk;
}

int RunRulesApply(const Invocation& invocation) {
  int code = kExitOk;
  const auto source = Checked(invocation, code);
  if (!source) return code;
  Connection connection(invocation, invocation.role, "tidegate");
  if (code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().ActivateRules(*source);
  if (!ack.ok()) return connection.Failed(ack.status());
  const auto status = connection.client().AskStatus();
  if (!status.ok()) return connection.Failed(status.status());
  if (invocation.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Field("ok", true).Field("duplicate", ack->duplicate).Field("rules_version", status->rules_version).EndObject();
    fmt::print("{}\n", json.text());
  } else {
    fmt::print("{}", SayFormat(invocation.language, "{} is in force as rule set {}\n", "{} 已启用，规则版本 {}\n",
                               invocation.arguments.positional()[0], status->rules_version));
  }
  return kExitOk;
}

}  // namespace tidegate
