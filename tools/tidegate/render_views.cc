#include "tools/tidegate/render_views.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "protocol/ticket_number.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

void At(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  if (IsInstant(at)) {
    json.String(IsoText(at));
  } else {
    json.Null();
  }
}

template <class Enum>
void Named(JsonWriter& json, std::string_view key, Enum value) {
  json.Key(key);
  if (IsListed<Enum>(static_cast<std::uint8_t>(value))) {
    json.String(EnglishName(value));
  } else {
    json.Null();
  }
}

void Catalog(JsonWriter& json, std::string_view key, CatalogKind kind, std::uint32_t id, const CatalogView& names) {
  json.Key(key);
  if (id == 0) {
    json.Null();
  } else {
    json.String(names.NameOf(kind, id));
  }
}

std::string When(Micros at, Micros now, Language language) {
  return IsInstant(at) ? fmt::format("{} ({})", InstantText(at), RelativeText(at, now, language)) : "-";
}

void RequirementFields(JsonWriter& json, const Requirement& r, const CatalogView& names) {
  json.Key("requirement").BeginObject().Key("skills").BeginArray();
  for (int i = 0; i < r.skill_count; ++i) {
    const SkillLevel& s = r.skills[static_cast<std::size_t>(i)];
    json.BeginObject().Field("name", names.NameOf(CatalogKind::kSkill, s.skill)).Field("level", s.level).EndObject();
  }
  json.EndArray();
  Catalog(json, "region", CatalogKind::kRegion, r.region, names);
  Catalog(json, "channel", CatalogKind::kChannel, r.channel, names);
  Named(json, "customer_tier", static_cast<CustomerTier>(r.customer_tier));
  json.Key("agent_tiers").BeginArray();
  for (const Name& row : NameTable<AgentTier>::kRows) {
    if ((r.agent_tiers >> row.number & 1) != 0) json.String(row.english);
  }
  json.EndArray().EndObject();
}

void TicketFields(JsonWriter& json, const TicketView& v, const CatalogView& names) {
  json.Field("number", FormatTicketNumber(v.ticket));
  Named(json, "status", v.status);
  Named(json, "level", v.level);
  Named(json, "order_level", v.order_level);
  Named(json, "tier", v.tier);
  Catalog(json, "type", CatalogKind::kType, v.type.raw(), names);
  Catalog(json, "region", CatalogKind::kRegion, v.region.raw(), names);
  Catalog(json, "channel", CatalogKind::kChannel, v.channel.raw(), names);
  json.Key("agent");
  if (v.agent) {
    json.String(v.agent_name.empty() ? names.AgentName(v.agent.raw()) : v.agent_name);
  } else {
    json.Null();
  }
  At(json, "received_at", v.received_at);
  At(json, "status_since", v.status_since);
  At(json, "first_response_at", v.first_response_at);
  At(json, "resolved_at", v.resolved_at);
  At(json, "respond_by", v.due[static_cast<std::size_t>(Clock::kRespond)]);
  At(json, "resolve_by", v.due[static_cast<std::size_t>(Clock::kResolve)]);
  json.Field("respond_used_per_mille", v.fired_per_mille[static_cast<std::size_t>(Clock::kRespond)]);
  json.Field("resolve_used_per_mille", v.fired_per_mille[static_cast<std::size_t>(Clock::kResolve)]);
  json.Field("result_code", v.result_code).Field("place", v.place).Field("wait_ms", v.wait_ms).Field("offers", v.offers);
}

std::string Overdue(Micros due, Micros done, Micros now, Language language) {
  if (!IsInstant(due)) return Say(language, "no deadline", "无时限");
  if (done != 0) return InstantText(due) + (done <= due ? Say(language, ", kept", "，按时") : Say(language, ", missed", "，超时"));
  return When(due, now, language) + (due < now ? Say(language, ", overdue", "，已超时") : "");
}

}  // namespace

std::string StatusJson(const StatusView& v, const client::ServerInfo& server) {
  JsonWriter json;
  json.BeginObject().Field("server", server.server).Field("durability", server.durability == 1 ? "synced" : "not-synced");
  json.Field("partition", server.partition).Field("epoch", server.epoch);
  At(json, "now", v.now);
  json.Field("seq", v.seq).Field("rules_version", v.rules_version);
  json.Field("open", v.open).Field("open_max", v.open_max);
  json.Key("pooled").BeginObject();
  for (const Name& row : NameTable<Level>::kRows) json.Field(row.english, v.pooled[row.number - 1u]);
  json.EndObject();
  json.Field("offered", v.offered).Field("assigned", v.assigned).Field("overdue", v.overdue);
  json.Field("agents", v.agents).Field("agents_online", v.agents_online);
  json.Field("recent", v.recent).Field("agenda", v.agenda);
  json.Field("submitted_total", v.submitted_total).Field("assigned_total", v.assigned_total).Field("resolved_total", v.resolved_total);
  json.Field("recents_evicted_total", v.recents_evicted_total);
  json.EndObject();
  return json.text() + "\n";
}

std::string StatusText(const StatusView& v, const client::ServerInfo& server, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  pairs.emplace_back(word("daemon", "守护进程"), server.server);
  if (server.durability != 1) {
    pairs.emplace_back(word("WARNING", "警告"),
                       word("answers do not wait for the disk: a crash loses acknowledged work", "应答不等待落盘：崩溃会丢失已确认的数据"));
  }
  pairs.emplace_back(word("time", "时间"), InstantText(v.now));
  pairs.emplace_back(word("journal", "日志"), SayFormat(language, "change {}, rule set {}", "变更{}，规则版本{}", v.seq, v.rules_version));
  pairs.emplace_back(word("open tickets", "未结工单"), SayFormat(language, "{} of at most {}", "{}，上限{}", v.open, v.open_max));
  std::string pooled = std::to_string(std::accumulate(v.pooled.begin(), v.pooled.end(), std::uint64_t{0}));
  for (const Name& row : NameTable<Level>::kRows) {
    pooled += row.number == 1 ? ": " : ", ";
    pooled += fmt::format("{} {}", language == Language::kChinese ? row.chinese : row.english, v.pooled[row.number - 1u]);
  }
  pairs.emplace_back(word("waiting in the pool", "待分配"), pooled);
  pairs.emplace_back(word("offered", "已派单"), std::to_string(v.offered));
  pairs.emplace_back(word("assigned", "处理中"), std::to_string(v.assigned));
  pairs.emplace_back(word("overdue", "已超时"), std::to_string(v.overdue));
  pairs.emplace_back(word("agents online", "在线客服"), SayFormat(language, "{} of {}", "{}/{}", v.agents_online, v.agents));
  pairs.emplace_back(word("since the start of the directory", "累计"),
                     SayFormat(language, "{} submitted, {} assigned, {} resolved", "提交{}，分配{}，解决{}", v.submitted_total,
                               v.assigned_total, v.resolved_total));
  if (v.agenda > 0) pairs.emplace_back(word("work in progress", "后台任务"), std::to_string(v.agenda));
  if (v.recents_evicted_total > 0) {
    pairs.emplace_back(word("ended tickets let go from memory", "已移出内存的完结工单"), std::to_string(v.recents_evicted_total));
  }
  return RenderPairs(pairs);
}

std::string AgentsJson(const std::vector<AgentRow>& rows) {
  JsonWriter json;
  json.BeginObject().Key("agents").BeginArray();
  for (const AgentRow& row : rows) {
    json.BeginObject().Field("id", row.agent.raw()).Field("name", row.name);
    Named(json, "tier", row.tier);
    Named(json, "status", row.status);
    json.Field("offered", row.offered).Field("assigned", row.assigned).Field("capacity", row.capacity);
    json.Field("open_capacity", row.open_capacity).Field("resolved", row.resolved);
    At(json, "idle_since", row.idle_since);
    At(json, "until", row.until);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string AgentsText(const std::vector<AgentRow>& rows, Micros now, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  if (rows.empty()) return word("no agents are declared; `tidegate desk` or a data administrator declares them\n", "尚未登记客服\n");
  Table table({{word("agent", "客服")},
               {word("tier", "级别")},
               {word("status", "状态")},
               {word("offered", "派单"), Align::kRight},
               {word("assigned", "处理"), Align::kRight},
               {word("capacity", "容量"), Align::kRight},
               {word("resolved", "已解决"), Align::kRight},
               {word("remark", "备注")}});
  for (const AgentRow& row : rows) {
    std::string remark;
    if (row.open_capacity < row.capacity) remark = SayFormat(language, "{} usable", "可用{}", row.open_capacity);
    if (IsInstant(row.until) && row.until > now) {
      remark += (remark.empty() ? "" : ", ") + SayFormat(language, "until {}", "至{}", InstantText(row.until));
    }
    table.Add({row.name, std::string(NameIn(language, row.tier)), std::string(NameIn(language, row.status)), std::to_string(row.offered),
               std::to_string(row.assigned), std::to_string(row.capacity), std::to_string(row.resolved), remark});
  }
  return table.Render();
}

std::string PoolJson(const std::vector<PoolRow>& rows, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Key("groups").BeginArray();
  for (const PoolRow& row : rows) {
    json.BeginObject().Field("group", row.signature);
    RequirementFields(json, row.requirement, names);
    json.Key("waiting").BeginObject();
    for (const Name& level : NameTable<Level>::kRows) json.Field(level.english, row.waiting[level.number - 1u]);
    json.EndObject();
    json.Field("eligible_on_duty", row.eligible_on_duty);
    At(json, "oldest_received_at", row.oldest_received_at);
    json.Field("interval_ms", row.interval_ms).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string PoolText(const std::vector<PoolRow>& rows, const CatalogView& names, Micros now, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  if (rows.empty()) return word("the pool is empty: no ticket waits\n", "待处理工单池为空\n");
  std::vector<TableColumn> columns;
  for (const Name& level : NameTable<Level>::kRows) {
    columns.push_back({std::string(language == Language::kChinese ? level.chinese : level.english), Align::kRight});
  }
  columns.push_back({word("could take it", "可接客服"), Align::kRight});
  columns.push_back({word("oldest", "最久等待"), Align::kRight});
  columns.push_back({word("needs", "要求")});
  Table table(std::move(columns));
  for (const PoolRow& row : rows) {
    std::vector<std::string> cells;
    for (const std::uint32_t count : row.waiting) cells.push_back(std::to_string(count));
    cells.push_back(std::to_string(row.eligible_on_duty));
    cells.push_back(IsInstant(row.oldest_received_at) ? SpanText(std::max<Micros>(0, now - row.oldest_received_at), language) : "-");
    cells.push_back(RequirementText(row.requirement, names, language));
    table.Add(std::move(cells));
  }
  return table.Render();
}

std::string TicketJson(const TicketView& v, const client::BodyText* body, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject();
  TicketFields(json, v, names);
  if (body != nullptr) {
    json.Field("external_key", (*body)[BodyField::kExternalKey]).Field("customer", (*body)[BodyField::kCustomer]);
    json.Field("order", (*body)[BodyField::kOrder]).Field("title", (*body)[BodyField::kTitle]).Field("text", (*body)[BodyField::kText]);
    json.Field("recorded_at", (*body)[BodyField::kRecordedAt]);
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string TicketText(const TicketView& v, const client::BodyText* body, const CatalogView& names, Micros now, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  const auto add = [&](std::string_view english, std::string_view chinese, std::string value) {
    if (!value.empty()) pairs.emplace_back(word(english, chinese), std::move(value));
  };
  const auto named = [&](CatalogKind kind, std::uint32_t id) { return id == 0 ? std::string() : names.NameOf(kind, id); };
  add("ticket", "工单", FormatTicketNumber(v.ticket));
  if (body != nullptr) add("external key", "外部键", (*body)[BodyField::kExternalKey]);
  add("status", "状态", fmt::format("{}{}{}", NameIn(language, v.status), word(", since ", "，自"), InstantText(v.status_since)));
  add("level", "级别", std::string(NameIn(language, v.level)));
  add("customer's tier", "客户等级", std::string(NameIn(language, v.tier)));
  add("type", "类型", named(CatalogKind::kType, v.type.raw()));
  add("channel", "渠道", named(CatalogKind::kChannel, v.channel.raw()));
  add("region", "区域", named(CatalogKind::kRegion, v.region.raw()));
  if (v.agent) add("agent", "客服", v.agent_name.empty() ? names.AgentName(v.agent.raw()) : v.agent_name);
  add("received", "接收", When(v.received_at, now, language));
  // The table of ended tickets keeps no deadlines and no count of offers.
  const bool kept = v.status != Status::kResolved || v.due[0] != 0;
  if (kept) add("respond by", "响应时限", Overdue(v.due[0], v.first_response_at, now, language));
  if (v.first_response_at != 0) add("first response", "首次响应", When(v.first_response_at, now, language));
  if (kept) add("resolve by", "解决时限", Overdue(v.due[1], v.resolved_at, now, language));
  if (v.resolved_at != 0)
    add("resolved", "解决", SayFormat(language, "{}, result code {}", "{}，结果代码{}", When(v.resolved_at, now, language), v.result_code));
  if (v.status == Status::kPooled) {
    add("place", "排位", PlaceText(v.place, v.wait_ms, language));
  }
  if (kept) add("offers", "派单次数", std::to_string(v.offers));
  if (body != nullptr) {
    add("customer", "客户", (*body)[BodyField::kCustomer]);
    add("order", "订单", (*body)[BodyField::kOrder]);
    add("recorded at", "原始时间", (*body)[BodyField::kRecordedAt]);
    add("title", "标题", (*body)[BodyField::kTitle]);
    add("text", "内容", (*body)[BodyField::kText]);
  }
  return RenderPairs(pairs);
}

std::string ExplainJson(const ExplainView& v, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject();
  TicketFields(json, v.ticket, names);
  RequirementFields(json, v.requirement, names);
  json.Field("waits", WaitsForText(v, names, Language::kEnglish));
  json.Key("agents").BeginObject().Field("declared", v.agents).Field("available", v.available).Field("at_capacity", v.at_capacity);
  json.Field("off_duty", v.off_duty).Field("declined", v.declined);
  const auto excluded = [&](std::string_view key, Exclusion e) { json.Field(key, v.excluded[static_cast<std::size_t>(e)]); };
  excluded("excluded_by_skill", Exclusion::kSkill);
  excluded("excluded_by_region", Exclusion::kRegion);
  excluded("excluded_by_channel", Exclusion::kChannel);
  excluded("excluded_by_customer_tier", Exclusion::kCustomerTier);
  excluded("excluded_by_agent_tier", Exclusion::kAgentTier);
  json.EndObject();
  json.Field("ahead", v.ahead);
  json.Key("decision");
  const DecisionNote& n = v.note;
  if (n.rules_version == 0) {
    json.Null();
  } else {
    json.BeginObject();
    Named(json, "choice", static_cast<Choice>(n.choice));
    json.Field("rules_version", n.rules_version).Field("eligible", n.eligible).Field("load_of_64", n.load);
    json.Key("runner_up");
    if (n.runner_up == 0) {
      json.Null();
    } else {
      json.String(names.AgentName(n.runner_up));
    }
    json.Field("runner_up_load_of_64", n.runner_up_load);
    json.Field("excluded_by_skill", n.by_skill).Field("excluded_by_region", n.by_region).Field("excluded_by_channel", n.by_channel);
    json.Field("excluded_by_customer_tier", n.by_customer_tier).Field("excluded_by_agent_tier", n.by_agent_tier);
    json.Field("excluded_by_capacity", n.by_capacity).Field("excluded_by_decline", n.by_decline).Field("off_duty", n.off_duty);
    json.EndObject();
  }
  json.Key("next");
  if (v.next == NextEvent::kNone) {
    json.Null();
  } else {
    json.BeginObject();
    const std::string_view event = v.next == NextEvent::kOfferExpires ? "offer-expires"
                                   : v.next == NextEvent::kClockStep  ? "clock-step"
                                                                      : "decline-forgotten";
    json.Field("event", event);
    At(json, "at", v.next_at);
    if (v.next == NextEvent::kClockStep) json.Field("clock", EnglishName(v.next_clock)).Field("per_mille", v.next_per_mille);
    json.EndObject();
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string AckJson(const client::AckInfo& ack) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("duplicate", ack.duplicate);
  if (ack.ticket) {
    json.Field("number", FormatTicketNumber(ack.ticket));
    Named(json, "status", ack.status);
    At(json, "respond_by", ack.respond_by);
    At(json, "resolve_by", ack.resolve_by);
    json.Field("place", ack.place).Field("wait_ms", ack.wait_ms);
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string SubmitText(const client::AckInfo& ack, Micros now, Language language) {
  Pairs pairs;
  pairs.emplace_back(Say(language, "ticket", "工单"),
                     FormatTicketNumber(ack.ticket) +
                         (ack.duplicate ? Say(language, " (submitted before; nothing changed)", "（此前已提交，未变更）") : ""));
  pairs.emplace_back(Say(language, "status", "状态"), std::string(NameIn(language, ack.status)));
  if (IsInstant(ack.respond_by)) pairs.emplace_back(Say(language, "respond by", "响应时限"), When(ack.respond_by, now, language));
  if (IsInstant(ack.resolve_by)) pairs.emplace_back(Say(language, "resolve by", "解决时限"), When(ack.resolve_by, now, language));
  if (ack.status == Status::kPooled || ack.status == Status::kReceived) {
    pairs.emplace_back(Say(language, "place", "排位"), PlaceText(ack.place, ack.wait_ms, language));
  }
  return RenderPairs(pairs);
}

std::string RefusalJson(const client::RefusalText& r) {
  JsonWriter json;
  json.BeginObject().Field("ok", false).Field("reject", r.name).Field("field", r.field).Field("detail", r.detail).Field("advice", r.advice);
  json.Field("retry_after_ms", r.retry_after_ms);
  if (r.ticket) {
    json.Field("number", FormatTicketNumber(r.ticket));
    Named(json, "status", r.status);
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string RefusalSentence(const client::RefusalText& r, Language language) {
  std::string out = r.name;
  if (!r.field.empty()) out += " (" + r.field + ")";
  out += ": ";
  if (!r.detail.empty()) out += r.detail + "; ";
  out += Say(language, r.advice, r.advice_zh);
  if (!r.address.empty()) out += ": " + r.address;
  if (r.retry_after_ms > 0) out += SayFormat(language, " (retry in {} ms)", "（{}毫秒后重试）", r.retry_after_ms);
  if (r.ticket) out += SayFormat(language, " [{} is {}]", "［{}：{}］", FormatTicketNumber(r.ticket), NameIn(language, r.status));
  return out;
}

}  // namespace tidegate
