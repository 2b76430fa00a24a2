#include "tools/tidegate/part_text.h"

#include <fmt/core.h>

#include "protocol/ticket_number.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

void At(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  IsInstant(at) ? json.String(IsoText(at)) : json.Null();
}

void PartFieldsOf(JsonWriter& json, const PartRow& row, const CatalogView& names) {
  json.Field("part", row.part).Field("department", names.NameOf(CatalogKind::kDepartment, row.department));
  json.Field("node", EnglishName(row.node));
  json.Key("agent");
  row.agent ? json.String(row.agent_name) : json.Null();
  json.Key("asked_by");
  row.asked_by ? json.String(row.asked_by_name) : json.Null();
  At(json, "asked_at", row.asked_at);
  At(json, "due", row.due);
  At(json, "node_since", row.node_since);
  json.Field("text", row.text).Field("result", row.result);
}

std::string EveryText(const PlanTerms& terms, Language language) {
  const auto unit = static_cast<PlanUnit>(terms.unit);
  if (language == Language::kChinese) return fmt::format("每{}{}", terms.every, ChineseName(unit));
  std::string name(EnglishName(unit));
  if (terms.every == 1) name.pop_back();
  return fmt::format("{} {}", terms.every, name);
}

}  // namespace

std::string PartsText(const std::vector<PartRow>& rows, const CatalogView& names, Language language) {
  if (rows.empty()) return Say(language, "no part is open\n", "没有进行中的协作事项\n");
  Table table({{Say(language, "ticket", "工单")},
               {Say(language, "part", "编号"), Align::kRight},
               {Say(language, "department", "部门")},
               {Say(language, "stands at", "进展")},
               {Say(language, "with", "处理人")},
               {Say(language, "due", "时限")},
               {Say(language, "what", "事项")}});
  for (const PartRow& row : rows) {
    table.Add({FormatTicketNumber(row.ticket), std::to_string(row.part), names.NameOf(CatalogKind::kDepartment, row.department),
               std::string(NameIn(language, row.node)), row.agent ? row.agent_name : std::string("-"),
               IsInstant(row.due) ? InstantText(row.due) : std::string("-"), OneLine(row.text)});
  }
  return table.Render();
}

std::string PartsJson(const std::vector<PartRow>& rows, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Key("parts").BeginArray();
  for (const PartRow& row : rows) {
    json.BeginObject().Field("number", FormatTicketNumber(row.ticket));
    PartFieldsOf(json, row, names);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string PartAckText(const client::AckInfo& ack, Language language) {
  const std::string number = FormatTicketNumber(ack.ticket);
  return ack.duplicate ? SayFormat(language, "{} part {}: nothing to do\n", "{} 协作事项{}：无需更改\n", number, ack.token)
                       : SayFormat(language, "{} part {}: done\n", "{} 协作事项{}：已完成\n", number, ack.token);
}

std::string PartAckJson(const client::AckInfo& ack) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("duplicate", ack.duplicate).Field("number", FormatTicketNumber(ack.ticket));
  json.Field("part", ack.token).EndObject();
  return json.text() + "\n";
}

std::vector<std::pair<std::string, std::string>> PartLines(const std::vector<PartRow>& rows, const CatalogView& names, Language language) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const PartRow& row : rows) {
    const std::string_view comma = language == Language::kChinese ? "，" : ", ";
    std::string text = names.NameOf(CatalogKind::kDepartment, row.department);
    text.append(comma).append(NameIn(language, row.node));
    if (row.agent) text.append(comma).append(row.agent_name);
    const bool open = row.node < PartNode::kDone;
    if (open && IsInstant(row.due)) text.append(comma).append(SayFormat(language, "due {}", "时限{}", InstantText(row.due)));
    text.append(language == Language::kChinese ? "：" : ": ").append(OneLine(row.text));
    if (!row.result.empty()) text.append(" -> ").append(OneLine(row.result));
    lines.emplace_back(SayFormat(language, "part {}", "协作{}", row.part), std::move(text));
  }
  return lines;
}

void PartFields(JsonWriter& json, const std::vector<PartRow>& rows, const CatalogView& names) {
  if (rows.empty()) return;
  json.Key("parts").BeginArray();
  for (const PartRow& row : rows) {
    json.BeginObject();
    PartFieldsOf(json, row, names);
    json.EndObject();
  }
  json.EndArray();
}

std::string PlansText(const std::vector<PlanRow>& rows, Language language) {
  if (rows.empty()) return Say(language, "there is no plan\n", "没有计划\n");
  Table table({{Say(language, "plan", "计划")},
               {Say(language, "every", "周期")},
               {Say(language, "next", "下次")},
               {Say(language, "for", "对象")},
               {Say(language, "made", "已建单"), Align::kRight},
               {Say(language, "missed", "错过"), Align::kRight},
               {Say(language, "title", "标题")}});
  for (const PlanRow& row : rows) {
    table.Add(
        {row.name, EveryText(row.terms, language), InstantText(row.next_at),
         row.terms.customer != 0 ? Say(language, "one customer", "单个客户") : Say(language, "each with a manager", "有专属经理的客户"),
         std::to_string(row.made), std::to_string(row.missed), OneLine(row.title)});
  }
  return table.Render();
}

std::string PlansJson(const std::vector<PlanRow>& rows, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Key("plans").BeginArray();
  for (const PlanRow& row : rows) {
    const PlanTerms& terms = row.terms;
    json.BeginObject().Field("name", row.name).Field("every", terms.every);
    json.Field("unit", EnglishName(static_cast<PlanUnit>(terms.unit)));
    At(json, "first_at", terms.first_at);
    At(json, "next_at", row.next_at);
    json.Field("for_one_customer", terms.customer != 0);
    json.Field("type", names.NameOf(CatalogKind::kType, terms.type)).Field("channel", names.NameOf(CatalogKind::kChannel, terms.channel));
    json.Key("region");
    terms.region != 0 ? json.String(names.NameOf(CatalogKind::kRegion, terms.region)) : json.Null();
    json.Key("level");
    terms.level != 0 ? json.String(EnglishName(static_cast<Level>(terms.level))) : json.Null();
    json.Key("tier");
    terms.tier != 0 ? json.String(EnglishName(static_cast<CustomerTier>(terms.tier))) : json.Null();
    json.Key("calendar");
    row.calendar.empty() ? json.Null() : json.String(row.calendar);
    json.Field("title", row.title).Field("text", row.text).Field("made", row.made).Field("missed", row.missed);
    json.Key("last_ticket");
    row.last_ticket ? json.String(FormatTicketNumber(row.last_ticket)) : json.Null();
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
