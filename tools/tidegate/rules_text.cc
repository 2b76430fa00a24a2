#include "tools/tidegate/rules_text.h"

#include <fmt/core.h>

#include <algorithm>

#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kKeysShownMax = 3;  // in a list of versions; `rules diff` has them all

void DifferenceFields(JsonWriter& json, const std::vector<RuleDifference>& differences) {
  const auto value = [&json](std::string_view key, const std::string& text) {
    json.Key(key);
    text.empty() ? json.Null() : json.String(text);
  };
  json.Key("differences").BeginArray();
  for (const RuleDifference& difference : differences) {
    json.BeginObject().Field("key", difference.key);
    value("before", difference.before);
    value("after", difference.after);
    json.EndObject();
  }
  json.EndArray();
}

void VersionFields(JsonWriter& json, const RuleVersionRow& row) {
  json.Field("version", row.version).Field("at", IsoText(row.at)).Field("author", row.author).Field("cause", EnglishName(row.cause));
  json.Key("restored");
  row.restored == 0 ? json.Null() : json.Number(row.restored);
  json.Field("bytes", row.source_bytes);
}

std::string CauseText(const RuleVersionRow& row, Language language) {
  if (row.cause != RuleCause::kRestored) return std::string(NameIn(language, row.cause));
  return SayFormat(language, "restored {}", "恢复版本{}", row.restored);
}

std::string KeyCount(std::size_t count, Language language) {
  return count == 1 ? Say(language, "1 key", "1项") : SayFormat(language, "{} keys", "{}项", count);
}

// "3 keys: a, b, c" of a version.
std::string ChangedText(const ListedRules& listed, Language language) {
  if (listed.first) return Say(language, "-", "-");
  const auto& differences = listed.differences;
  if (differences.empty()) return Say(language, "nothing but layout or comments", "仅版式或注释");
  std::string out = SayFormat(language, "{}: ", "{}：", KeyCount(differences.size(), language));
  for (std::size_t i = 0; i < std::min(differences.size(), kKeysShownMax); ++i) out += (i == 0 ? "" : ", ") + differences[i].key;
  if (differences.size() > kKeysShownMax) out += ", ...";
  return out;
}

}  // namespace

std::string RuleErrorsJson(std::span<const RuleError> errors) {
  JsonWriter json;
  json.BeginObject().Field("ok", errors.empty()).Key("errors").BeginArray();
  for (const RuleError& e : errors) {
    json.BeginObject().Field("line", e.line).Field("key", e.key).Field("problem", e.problem).Field("remedy", e.remedy).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string DifferencesJson(const std::vector<RuleDifference>& differences, std::uint32_t version) {
  JsonWriter json;
  json.BeginObject().Field("rules_version", version);
  DifferenceFields(json, differences);
  json.EndObject();
  return json.text() + "\n";
}

std::string DifferencesText(const std::vector<RuleDifference>& differences, std::uint32_t version, Language language) {
  if (differences.empty()) {
    return SayFormat(language, "nothing differs from rule set {} but layout or comments\n", "除版式或注释外，与规则版本{}一致\n", version);
  }
  std::string out = SayFormat(language, "differs from rule set {1} in {0}:\n", "与规则版本{1}相比有{0}不同：\n",
                              KeyCount(differences.size(), language), version);
  for (const RuleDifference& difference : differences) {
    out += "  " + difference.key + "\n";
    if (!difference.before.empty()) out += "    - " + difference.before + "\n";
    if (!difference.after.empty()) out += "    + " + difference.after + "\n";
  }
  return out;
}

std::string TriedJson(const client::AckInfo& ack, const std::vector<RuleDifference>& differences) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("dry_run", true).Field("rules_version", ack.token).Field("moves", ack.place);
  DifferenceFields(json, differences);
  json.EndObject();
  return json.text() + "\n";
}

std::string UndoneJson(const client::AckInfo& ack, std::uint32_t undone, const std::vector<RuleDifference>& differences) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("undone", undone).Field("rules_version", ack.token).Field("moves", ack.place);
  DifferenceFields(json, differences);
  json.EndObject();
  return json.text() + "\n";
}

std::string RuleVersionsJson(const std::vector<ListedRules>& rows) {
  JsonWriter json;
  json.BeginObject().Key("versions").BeginArray();
  for (const ListedRules& listed : rows) {
    json.BeginObject();
    VersionFields(json, listed.row);
    json.Field("in_force", &listed == &rows.back());
    if (listed.first) {
      json.Key("differences").Null();
    } else {
      DifferenceFields(json, listed.differences);
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string RuleVersionsText(const std::vector<ListedRules>& rows, Language language) {
  const auto label = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Table table({{label("version", "版本"), Align::kRight},
               {label("since", "生效时间")},
               {label("by", "操作者")},
               {label("how", "方式")},
               {label("changed", "变化")}});
  for (const ListedRules& listed : rows) {
    table.Add({std::to_string(listed.row.version), InstantText(listed.row.at), listed.row.author, CauseText(listed.row, language),
               ChangedText(listed, language)});
  }
  return table.Render() + label("the last one is in force\n", "最后一个为现行版本\n");
}

std::string RulesJson(const RulesReply& rules) {
  JsonWriter json;
  json.BeginObject();
  const auto row = std::find_if(rules.versions.begin(), rules.versions.end(),
                                [&](const RuleVersionRow& candidate) { return candidate.version == rules.version; });
  if (row != rules.versions.end()) VersionFields(json, *row);
  json.Field("in_force", row != rules.versions.end() && row + 1 == rules.versions.end()).Field("source", rules.part).EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
