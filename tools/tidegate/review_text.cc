#include "tools/tidegate/review_text.h"

#include "protocol/ticket_number.h"
#include "tools/tidegate/display_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

std::string WhenText(Micros at) { return IsInstant(at) ? InstantText(at) : "-"; }

void At(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  IsInstant(at) ? json.String(IsoText(at)) : json.Null();
}

}  // namespace

std::string ReviewsText(const std::vector<ReviewRow>& rows, Language language) {
  if (rows.empty()) return Say(language, "nothing waits for review\n", "没有待复核的工单\n");
  Table table({{Say(language, "ticket", "工单")},
               {Say(language, "level", "级别")},
               {Say(language, "status", "状态")},
               {Say(language, "agent", "客服")},
               {Say(language, "waits since", "等待起始")},
               {Say(language, "respond by", "响应期限")},
               {Say(language, "resolve by", "解决期限")}});
  for (const ReviewRow& row : rows) {
    table.Add({FormatTicketNumber(row.ticket), std::string(NameIn(language, row.level)), std::string(NameIn(language, row.status)),
               row.agent ? row.agent_name : std::string("-"), InstantText(row.waits_since), WhenText(row.respond_by),
               WhenText(row.resolve_by)});
  }
  return table.Render();
}

std::string ReviewsJson(const std::vector<ReviewRow>& rows, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Key("reviews").BeginArray();
  for (const ReviewRow& row : rows) {
    json.BeginObject().Field("number", FormatTicketNumber(row.ticket)).Field("level", EnglishName(row.level));
    json.Field("status", EnglishName(row.status)).Field("type", names.NameOf(CatalogKind::kType, row.type.raw()));
    json.Field("channel", names.NameOf(CatalogKind::kChannel, row.channel.raw()));
    json.Key("agent");
    row.agent ? json.String(row.agent_name) : json.Null();
    At(json, "waits_since", row.waits_since);
    At(json, "respond_by", row.respond_by);
    At(json, "resolve_by", row.resolve_by);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
