#include "tools/tidegate/agent_text.h"

#include <fmt/core.h>

#include <utility>
#include <vector>

#include "protocol/ticket_number.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void At(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  at == 0 || at == kNever ? json.Null() : json.String(IsoText(at));
}

void TextOrNull(JsonWriter& json, std::string_view key, const std::string& text) {
  json.Key(key);
  text.empty() ? json.Null() : json.String(text);
}

std::vector<std::string> TiersOf(std::uint8_t mask, Language language) {
  std::vector<std::string> tiers;
  for (const Name& row : NameTable<CustomerTier>::kRows) {
    if ((mask >> row.number & 1) != 0) tiers.emplace_back(language == Language::kChinese ? row.chinese : row.english);
  }
  return tiers;
}

std::vector<std::string> RegionsOf(const Profile& profile, const CatalogView& names) {
  std::vector<std::string> regions;
  for (std::size_t i = 0; i < profile.region_count; ++i) regions.push_back(names.NameOf(CatalogKind::kRegion, profile.regions[i]));
  return regions;
}

std::vector<std::string> ChannelsOf(const Profile& profile, const CatalogView& names, Language language) {
  std::vector<std::string> channels;
  for (std::size_t i = 0; i < profile.channel_count; ++i)
    channels.push_back(names.NameIn(language, CatalogKind::kChannel, profile.channels[i]));
  return channels;
}

void List(JsonWriter& json, std::string_view key, const std::vector<std::string>& items) {
  json.Key(key).BeginArray();
  for (const std::string& item : items) json.String(item);
  json.EndArray();
}

std::string Joined(const std::vector<std::string>& items, Language language) {
  if (items.empty()) return Say(language, "all", "全部");
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : Say(language, ", ", "、")) + item;
  return out;
}

std::string When(Micros at, Micros now, Language language) {
  return fmt::format("{} ({})", InstantText(at), RelativeText(at, now, language));
}

void RequirementField(JsonWriter& json, const Requirement& requirement, const CatalogView& names) {
  json.Field("requirement", RequirementText(requirement, names, Language::kEnglish));
}

// Whom he belongs to and when he works.
void TermPairs(const AgentView& v, const CatalogView& names, Language language, Pairs& pairs) {
  const auto add = [&](std::string_view english, std::string_view chinese, const std::string& text) {
    if (!text.empty()) pairs.emplace_back(Say(language, english, chinese), text);
  };
  std::vector<std::string> skills;
  for (std::size_t i = 0; i < v.profile.skill_count; ++i) {
    const SkillLevel& skill = v.profile.skills[i];
    skills.push_back(names.NameOf(CatalogKind::kSkill, skill.skill) + ":" + std::to_string(skill.level));
  }
  add("skills", "技能", skills.empty() ? Say(language, "none", "无") : Joined(skills, language));
  add("regions", "区域", Joined(RegionsOf(v.profile, names), language));
  add("channels", "渠道", Joined(ChannelsOf(v.profile, names, language), language));
  add("customer tiers", "客户等级", Joined(TiersOf(v.profile.customer_tiers, language), language));
  add("team", "团队", v.team);
  add("supervisor", "主管", v.supervisor);
  add("duty supervisor", "值班主管", v.duty_supervisor);
  add("shift", "班次", v.shift);
  if (!v.tier_hours.empty()) {
    add("only", "专属时段",
        SayFormat(language, "{} while {} is open", "{1}期间只服务{0}", Joined(TiersOf(v.hours_tiers, language), language), v.tier_hours));
  }
  std::vector<std::string> rooms;
  for (const ChannelRoom& room : v.rooms)
    rooms.push_back(fmt::format("{} {}", names.NameIn(language, CatalogKind::kChannel, room.channel), room.tickets_max));
  if (!rooms.empty()) add("at most", "渠道上限", Joined(rooms, language));
}

}  // namespace

std::string AgentJson(const AgentView& v, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Field("id", v.row.agent.raw()).Field("name", v.row.name);
  json.Field("tier", EnglishName(v.row.tier)).Field("status", EnglishName(v.row.status)).Field("signed_in", v.signed_in);
  json.Field("retired", v.row.retired);
  At(json, "until", v.row.until);
  json.Field("offered", v.row.offered).Field("assigned", v.row.assigned).Field("capacity", v.row.capacity);
  json.Field("open_capacity", v.row.open_capacity).Field("resolved", v.row.resolved).Field("misses", v.misses);
  At(json, "idle_since", v.row.idle_since);
  At(json, "full_since", v.full_since);
  At(json, "ramp_next_at", v.ramp_next_at);
  json.Key("skills").BeginArray();
  for (std::size_t i = 0; i < v.profile.skill_count; ++i) {
    const SkillLevel& skill = v.profile.skills[i];
    json.BeginObject().Field("name", names.NameOf(CatalogKind::kSkill, skill.skill)).Field("level", skill.level).EndObject();
  }
  json.EndArray();
  List(json, "regions", RegionsOf(v.profile, names));
  List(json, "channels", ChannelsOf(v.profile, names, Language::kEnglish));
  List(json, "customer_tiers", TiersOf(v.profile.customer_tiers, Language::kEnglish));
  TextOrNull(json, "team", v.team);
  TextOrNull(json, "supervisor", v.supervisor);
  TextOrNull(json, "duty_supervisor", v.duty_supervisor);
  TextOrNull(json, "shift", v.shift);
  TextOrNull(json, "tier_hours", v.tier_hours);
  List(json, "hours_tiers", TiersOf(v.hours_tiers, Language::kEnglish));
  json.Key("rooms").BeginArray();
  for (const ChannelRoom& room : v.rooms) {
    json.BeginObject()
        .Field("channel", names.NameOf(CatalogKind::kChannel, room.channel))
        .Field("tickets_max", room.tickets_max)
        .EndObject();
  }
  json.EndArray();
  json.Field("cost_per_hour_cents", v.cost_per_hour_cents);
  json.Key("work").BeginArray();
  for (const WorkItem& item : v.work) {
    json.BeginObject().Field("number", FormatTicketNumber(TicketId(item.ticket)));
    json.Field("status", EnglishName(static_cast<Status>(item.status))).Field("level", EnglishName(static_cast<Level>(item.level)));
    At(json, "respond_by", item.respond_by);
    At(json, "resolve_by", item.resolve_by);
    At(json, "accept_by", item.accept_by);
    json.EndObject();
  }
  json.EndArray();
  json.Key("excluded_from").BeginArray();
  for (const AgentView::Excluded& ticket : v.excluded) {
    json.BeginObject().Field("number", FormatTicketNumber(ticket.ticket));
    At(json, "until", ticket.until);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string AgentText(const AgentView& v, const CatalogView& names, Micros now, Language language) {
  const auto label = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  pairs.emplace_back(label("agent", "客服"), fmt::format("{} (#{})", v.row.name, v.row.agent.raw()));
  pairs.emplace_back(label("tier", "级别"), std::string(NameIn(language, v.row.tier)));
  std::string status(NameIn(language, v.row.status));
  if (v.row.until != 0) status += label(", until ", "，至") + When(v.row.until, now, language);
  if (v.row.retired) status = label("retired; declaring him again brings him back", "已停用，重新登记即恢复");
  if (!v.signed_in && !v.row.retired) status += label(", no desk speaks for him", "，无坐席登录");
  pairs.emplace_back(label("status", "状态"), status);
  std::string load = SayFormat(language, "{} offered, {} assigned, of {} at once", "待接{}张，处理中{}张，容量{}张", v.row.offered,
                               v.row.assigned, v.row.capacity);
  if (v.full_since != 0) load += label(", full since ", "，满载自") + When(v.full_since, now, language);
  pairs.emplace_back(label("load", "负荷"), load);
  if (v.ramp_next_at != 0) {
    pairs.emplace_back(label("ramp-up", "渐进接单"),
                       SayFormat(language, "{} of {} places open, one more {}", "{}/{}个名额已开放，下一个于{}", v.row.open_capacity,
                                 v.row.capacity, When(v.ramp_next_at, now, language)));
  }
  if (v.misses != 0) pairs.emplace_back(label("missed in a row", "连续未接"), std::to_string(v.misses));
  pairs.emplace_back(label("resolved", "已解决"), std::to_string(v.row.resolved));
  if (v.row.idle_since != 0) pairs.emplace_back(label("idle since", "空闲自"), InstantText(v.row.idle_since));
  TermPairs(v, names, language, pairs);
  pairs.emplace_back(label("cost per hour", "每小时成本"),
                     fmt::format("{}.{:02} {}", v.cost_per_hour_cents / 100, v.cost_per_hour_cents % 100, label("yuan", "元")));
  std::string out = RenderPairs(pairs);
  if (!v.work.empty()) {
    Table work({{label("ticket", "工单")},
                {label("status", "状态")},
                {label("level", "级别")},
                {label("respond by", "响应时限")},
                {label("resolve by", "解决时限")}});
    const auto instant = [](Micros at) { return at == 0 || at == kNever ? std::string("-") : InstantText(at); };
    for (const WorkItem& item : v.work) {
      work.Add({FormatTicketNumber(TicketId(item.ticket)), std::string(NameIn(language, static_cast<Status>(item.status))),
                std::string(NameIn(language, static_cast<Level>(item.level))), instant(item.respond_by), instant(item.resolve_by)});
    }
    out += "\n" + work.Render();
  }
  if (!v.excluded.empty()) {
    Table excluded({{label("does not get again", "暂不再派")}, {label("until", "至")}});
    for (const AgentView::Excluded& ticket : v.excluded) {
      excluded.Add({FormatTicketNumber(ticket.ticket), When(ticket.until, now, language)});
    }
    out += "\n" + excluded.Render();
  }
  return out;
}

std::string SaturationJson(const SaturationReply& reply, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Field("watched", reply.watched).Key("agents").BeginArray();
  for (const FullAgent& agent : reply.agents) {
    json.BeginObject()
        .Field("id", agent.agent.raw())
        .Field("name", agent.name)
        .Field("load", agent.units)
        .Field("capacity", agent.capacity);
    At(json, "since", agent.since);
    json.EndObject();
  }
  json.EndArray().Key("groups").BeginArray();
  for (const FullGroup& group : reply.groups) {
    json.BeginObject().Field("group", group.signature);
    RequirementField(json, group.requirement, names);
    json.Field("waiting", group.waiting).Field("on_duty", group.on_duty);
    At(json, "since", group.since);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string SaturationText(const SaturationReply& reply, const CatalogView& names, Micros now, Language language) {
  const auto label = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  if (!reply.watched) {
    return label("nobody watches who is full: the rules have matching.saturation_alerts off\n",
                 "未监控满载：规则中 matching.saturation_alerts 为关闭\n");
  }
  if (reply.agents.empty() && reply.groups.empty()) return label("nobody is full\n", "无人满载\n");
  std::string out;
  if (!reply.agents.empty()) {
    Table table({{label("agent", "客服")}, {label("load", "负荷"), Align::kRight}, {label("since", "满载自")}});
    for (const FullAgent& agent : reply.agents) {
      table.Add({agent.name, fmt::format("{}/{}", agent.units, agent.capacity), When(agent.since, now, language)});
    }
    out += table.Render();
  }
  if (!reply.groups.empty()) {
    Table table({{label("group", "组"), Align::kRight},
                 {label("waiting", "等待"), Align::kRight},
                 {label("on duty", "在岗"), Align::kRight},
                 {label("full since", "满载自")},
                 {label("needs", "要求")}});
    for (const FullGroup& group : reply.groups) {
      table.Add({std::to_string(group.signature), std::to_string(group.waiting), std::to_string(group.on_duty),
                 When(group.since, now, language), RequirementText(group.requirement, names, language)});
    }
    out += (out.empty() ? "" : "\n") + table.Render();
  }
  return out;
}

}  // namespace tidegate
