#include "tools/tidegate/customer_text.h"

#include <fmt/core.h>

#include "protocol/ticket_number.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

// Keyed hashes: equal means same, nothing else can be read from them.
std::string HashText(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

void InstantField(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  at == 0 || at == kNever ? json.Null() : json.String(IsoText(at));
}

void NameField(JsonWriter& json, std::string_view key, const std::string& name) {
  json.Key(key);
  name.empty() ? json.Null() : json.String(name);
}

std::string StatusWord(Status status, Language language) {
  return status == Status::kNone ? Say(language, "archived", "已归档") : std::string(NameIn(language, status));
}

void FoundFields(JsonWriter& json, const FoundTickets& found, const CatalogView& names) {
  json.Key("tickets").BeginArray();
  for (const TicketView& row : found.rows) {
    json.BeginObject().Field("number", FormatTicketNumber(row.ticket)).Field("status", EnglishName(row.status));
    json.Field("level", EnglishName(row.level)).Field("tier", EnglishName(row.tier));
    json.Field("type", row.type ? names.NameOf(CatalogKind::kType, row.type.raw()) : std::string());
    json.Field("channel", row.channel ? names.NameOf(CatalogKind::kChannel, row.channel.raw()) : std::string());
    json.Field("customer", HashText(row.customer));
    NameField(json, "agent", row.agent ? names.AgentName(row.agent.raw()) : std::string());
    InstantField(json, "received_at", row.received_at);
    InstantField(json, "status_since", row.status_since);
    InstantField(json, "first_response_at", row.first_response_at);
    InstantField(json, "resolved_at", row.resolved_at);
    json.Field("reopens", row.reopens);
    json.Key("parent");
    row.parent ? json.String(FormatTicketNumber(row.parent)) : json.Null();
    json.EndObject();
  }
  json.EndArray().Field("more", found.more).Field("complete_to", found.complete_to).Field("committed_seq", found.committed_seq);
  json.Field("complete_from", found.complete_from);
}

std::string CompletenessText(const FoundTickets& found, Language language) {
  std::string text;
  if (found.complete_from != 0) {
    text = SayFormat(language,
                     "tickets from before change {} may be missing, or shown as they were: the journal was cut there, and the projection "
                     "does not reach so far (it was lost, or an older one was restored)\n",
                     "变更{}之前的工单可能缺失或并非最新：日志已裁剪至此，而投影未覆盖（已丢失，或恢复的是旧备份）\n", found.complete_from);
  }
  if (found.complete_to < found.committed_seq) {
    text += SayFormat(
        language, "complete up to change {} of {}: the projection is far behind (see `tidegate status`); ask again later for the rest\n",
        "仅完整至变更{}（共{}）：投影落后较多（见 `tidegate status`），请稍后再查\n", found.complete_to, found.committed_seq);
  }
  return text;
}

}  // namespace

std::string FoundJson(const FoundTickets& found, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject();
  FoundFields(json, found, names);
  json.EndObject();
  return json.text() + "\n";
}

std::string FoundText(const FoundTickets& found, const CatalogView& names, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  if (found.rows.empty()) return word("no such ticket\n", "没有符合条件的工单\n") + CompletenessText(found, language);
  Table table({{word("ticket", "工单")},
               {word("status", "状态")},
               {word("level", "级别")},
               {word("received", "受理时间")},
               {word("ended", "办结时间")},
               {word("channel", "渠道")},
               {word("type", "类型")},
               {word("agent", "客服")},
               {word("goes on from", "原工单")}});
  for (const TicketView& row : found.rows) {
    table.Add({FormatTicketNumber(row.ticket), StatusWord(row.status, language), std::string(NameIn(language, row.level)),
               InstantText(row.received_at), row.resolved_at == 0 ? "-" : InstantText(row.resolved_at),
               row.channel ? names.NameIn(language, CatalogKind::kChannel, row.channel.raw()) : "",
               row.type ? names.NameIn(language, CatalogKind::kType, row.type.raw()) : "",
               row.agent ? names.AgentName(row.agent.raw()) : "-", row.parent ? FormatTicketNumber(row.parent) : ""});
  }
  std::string text = table.Render();
  if (found.more) text += word("there are more: ask with --limit, or --from and --to\n", "还有更多：请用 --limit 或 --from、--to\n");
  return text + CompletenessText(found, language);
}

client::RefusalText UnknownCustomer(std::string_view name, const FoundTickets& found, Language language) {
  client::RefusalText unknown;
  unknown.name = "unknown-customer";
  unknown.field = "customer";
  unknown.detail = SayFormat(language, "no ticket came under the name `{}`, and nothing is linked to it",
                             "没有以“{}”名义提交的工单，也没有任何关联", name);
  if (found.complete_to < found.committed_seq) {
    unknown.advice = "the projection is far behind (see `tidegate status`); ask again later";
    unknown.advice_zh = "投影落后较多（见 `tidegate status`），请稍后再查";
  } else if (found.complete_from != 0) {
    unknown.advice = fmt::format("he may be known by tickets from before change {}, which is not kept any more", found.complete_from);
    unknown.advice_zh = fmt::format("若其工单早于变更{}，则已不再保留", found.complete_from);
  } else {
    unknown.advice = "write it as front ends do; what somebody is called on one channel only is shown under his own name";
    unknown.advice_zh = "请按前端上报的写法核对；仅在单一渠道关联的身份请按客户本名查询";
  }
  return unknown;
}

std::string CustomerJson(const CustomerView& view, const FoundTickets& found, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Field("customer", HashText(view.customer.raw())).Field("known", view.known != 0);
  InstantField(json, "contact_at", view.contact_at);
  NameField(json, "last_agent", view.last_agent_name);
  NameField(json, "manager", view.manager_name);
  NameField(json, "deputy", view.deputy_name);
  json.Key("identities").BeginArray();
  for (const IdentityRow& row : view.identities) {
    json.BeginObject().Field("identity", HashText(row.identity.raw()));
    NameField(json, "channel", row.channel ? names.NameOf(CatalogKind::kChannel, row.channel.raw()) : std::string());
    InstantField(json, "since", row.since);
    json.Field("merged", row.merged != 0).EndObject();
  }
  json.EndArray().Key("matters").BeginArray();
  for (const MatterRow& row : view.matters) {
    json.BeginObject().Field("number", FormatTicketNumber(row.ticket));
    json.Field("status", row.status == Status::kNone ? std::string_view("archived") : EnglishName(row.status));
    json.Field("type", row.type ? names.NameOf(CatalogKind::kType, row.type.raw()) : std::string());
    InstantField(json, "contact_at", row.contact_at);
    json.EndObject();
  }
  json.EndArray();
  FoundFields(json, found, names);
  json.EndObject();
  return json.text() + "\n";
}

std::string CustomerText(const CustomerView& view, const FoundTickets& found, const CatalogView& names, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  const auto name = [](const std::string& agent) { return agent.empty() ? std::string("-") : agent; };
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.emplace_back(word("customer", "客户"), HashText(view.customer.raw()));
  pairs.emplace_back(word("last contact", "最近联系"), view.contact_at == 0 ? "-" : InstantText(view.contact_at));
  pairs.emplace_back(word("last served by", "上次接待"), name(view.last_agent_name));
  pairs.emplace_back(word("manager", "专属经理"), name(view.manager_name));
  pairs.emplace_back(word("deputy", "代理经理"), name(view.deputy_name));
  std::string text = RenderPairs(pairs);
  if (!view.identities.empty()) {
    Table table({{word("also called", "身份")}, {word("channel", "渠道")}, {word("since", "自")}, {word("how", "方式")}});
    for (const IdentityRow& row : view.identities) {
      table.Add({HashText(row.identity.raw()),
                 row.channel ? names.NameIn(language, CatalogKind::kChannel, row.channel.raw()) : word("every one", "全部"),
                 InstantText(row.since), row.merged != 0 ? word("merged customer", "合并的客户") : word("linked", "关联")});
    }
    text += "\n" + table.Render();
  }
  return text + "\n" + FoundText(found, names, language);
}

}  // namespace tidegate
