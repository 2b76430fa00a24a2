#include "tools/tidegate/life_text.h"

#include <fmt/core.h>

#include "protocol/ticket_number.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {

std::string StandsText(const client::AckInfo& ack, Language language) {
  const std::string number = FormatTicketNumber(ack.ticket);
  const std::string_view status = NameIn(language, ack.status);
  return ack.duplicate ? SayFormat(language, "{}: nothing to do, it is {}\n", "{}：无需更改，当前{}\n", number, status)
                       : SayFormat(language, "{}: done, it is {}\n", "{}：已完成，当前{}\n", number, status);
}

std::string TransfersText(const std::vector<TransferRow>& rows, Language language) {
  if (rows.empty()) return Say(language, "no transfer waits for a decision\n", "没有待批的转交\n");
  Table table({{Say(language, "ticket", "工单")},
               {Say(language, "level", "级别")},
               {Say(language, "status", "状态")},
               {Say(language, "from", "持有人")},
               {Say(language, "to", "转给")},
               {Say(language, "asked", "申请时间")},
               {Say(language, "reason", "原因")}});
  for (const TransferRow& row : rows) {
    std::string to = row.to_name;
    if (!row.team.empty()) to = SayFormat(language, "team {}", "团队{}", row.team);
    if (to.empty()) to = Say(language, "whoever you choose", "由主管指定");
    table.Add({FormatTicketNumber(row.ticket), std::string(NameIn(language, row.level)), std::string(NameIn(language, row.status)),
               row.agent_name, std::move(to), InstantText(row.asked_at), OneLine(row.reason)});
  }
  return table.Render();
}

std::string TransfersJson(const std::vector<TransferRow>& rows) {
  JsonWriter json;
  json.BeginObject().Key("transfers").BeginArray();
  for (const TransferRow& row : rows) {
    json.BeginObject().Field("number", FormatTicketNumber(row.ticket)).Field("level", EnglishName(row.level));
    json.Field("status", EnglishName(row.status)).Field("agent", row.agent_name);
    json.Key("to");
    row.to ? json.String(row.to_name) : json.Null();
    json.Key("team");
    row.team.empty() ? json.Null() : json.String(row.team);
    json.Field("asked_at", IsoText(row.asked_at)).Field("reason", row.reason).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
