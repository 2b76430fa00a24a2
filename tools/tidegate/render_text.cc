// The half of render_views.h that people read.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/engine/lifecycle.h"
#include "core/model/submit_facts.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/command_verbs.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/life_text.h"
#include "tools/tidegate/part_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

std::string When(Micros at, Micros now, Language language) {
  return IsInstant(at) ? fmt::format("{} ({})", InstantText(at), RelativeText(at, now, language)) : "-";
}

std::string Overdue(Micros due, Micros done, Micros now, Language language) {
  if (!IsInstant(due)) return Say(language, "no deadline", "无时限");
  if (done != 0) return InstantText(due) + (done <= due ? Say(language, ", kept", "，按时") : Say(language, ", missed", "，超时"));
  return When(due, now, language) + (due < now ? Say(language, ", overdue", "，已超时") : "");
}

// Of what front ends brought, how much repeated something earlier; to a tenth of a percent, rounded half up.
std::string RepeatsText(const StatusView& v, Language language) {
  if (v.brought_total == 0) return "-";
  const std::uint64_t tenths = (v.repeats_total * 2000 + v.brought_total) / (v.brought_total * 2);
  return SayFormat(language, "{} of {} brought ({}.{} %)", "{}/{}（{}.{}%）", v.repeats_total, v.brought_total, tenths / 10, tenths % 10);
}

}  // namespace

std::string ClockWarning(const client::ClockInfo& clock, Language language) {
  if (!clock.stepped) return {};
  return SayFormat(
      language,
      "WARNING: the wall clock jumped and is {} from the daemon's time, which goes on at its own pace. Set the machine's clock "
      "right, or, when it is right now, say `tidegate clock accept`.\n",
      "警告：系统时钟发生跳变，与守护进程时间相差{}；守护进程按自身节奏继续。请校正系统时钟；若当前时钟正确，请执行 tidegate clock "
      "accept。\n",
      SpanText(-clock.ahead, language));
}

std::string ClockText(const client::ClockInfo& clock, Language language) {
  const bool driven = clock.source == TimeSource::kDriven;
  Pairs pairs;
  pairs.emplace_back(Say(language, "time", "时间"), InstantText(clock.now));
  pairs.emplace_back(Say(language, "source", "来源"),
                     driven ? Say(language, "driven by a session", "由会话驱动") : Say(language, "the machine's clocks", "系统时钟"));
  if (!driven) pairs.emplace_back(Say(language, "ahead of the wall clock", "快于系统时钟"), SpanText(clock.ahead, language));
  pairs.emplace_back(Say(language, "next due", "下一到期"),
                     clock.next_at == kNever ? Say(language, "nothing", "无") : InstantText(clock.next_at));
  return RenderPairs(pairs) + ClockWarning(clock, language);
}

std::string StatusText(const StatusView& v, const client::ServerInfo& server, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  pairs.emplace_back(word("daemon", "守护进程"), server.server);
  if (server.durability != 1) {
    pairs.emplace_back(word("WARNING", "警告"),
                       word("answers do not wait for the disk: a crash loses acknowledged work", "应答不等待落盘：崩溃会丢失已确认的数据"));
  }
  if (CalendarsEndSoon(v)) {
    pairs.emplace_back(word("WARNING", "警告"),
                       SayFormat(language, "the calendars of the rule set end at {}, then all time counts: load the rules again before",
                                 "规则集的日历截至{}，此后所有时间均计入：请在此之前重新加载规则", InstantText(v.calendars_until)));
  }
  pairs.emplace_back(word("time", "时间"), InstantText(v.now));
  pairs.emplace_back(word("journal", "日志"), SayFormat(language, "change {}, rule set {}", "变更{}，规则版本{}", v.seq, v.rules_version));
  if (server.projection.state != ProjectionState::kNone) {
    const ProjectionView& projection = server.projection;
    const std::uint64_t behind = v.seq - std::min(v.seq, projection.projected_seq);
    std::string text = SayFormat(language, "{}, {} changes behind", "{}，落后{}个变更", NameIn(language, projection.state), behind);
    if (behind != 0)
      text += SayFormat(language, " ({})", "（{}）", SpanText(static_cast<Micros>(projection.lag_ms) * kMillisecond, language));
    if (projection.state == ProjectionState::kStopped) {
      text += word("; histories come from the journal, which cannot be cut: the daemon's log says why",
                   "；历史改由日志读取，日志无法截断：原因见守护进程日志");
    }
    pairs.emplace_back(word("projection", "投影"), text);
  }
  if (server.space.budget_bytes != 0) {
    const SpaceView& space = server.space;
    std::string text =
        SayFormat(language, "{} MiB of {} MiB ({} %)", "{} MiB，预算{} MiB（{}%）", space.used_bytes >> 20, space.budget_bytes >> 20,
                  100 * (space.used_bytes >> 10) / std::max<std::uint64_t>(space.budget_bytes >> 10, 1));
    if (v.space_mark != SpaceMark::kEnough) {
      text += SayFormat(language, "; {}: make space or raise --disk-budget", "；{}：请清理磁盘或调大--disk-budget",
                        NameIn(language, v.space_mark));
    }
    pairs.emplace_back(word("disk", "磁盘"), text);
  }
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
  if (v.closed_total + v.closed_unconfirmed_total + v.cancelled_total + v.merged_total + v.abandoned_total + v.reopened_total > 0) {
    pairs.emplace_back(word("of these ended", "其中"),
                       SayFormat(language, "{} closed, {} closed unconfirmed, {} cancelled, {} merged, {} abandoned; reopened {} times",
                                 "已关闭{}，未确认关闭{}，取消{}，合并{}，客户离开{}；重开{}次", v.closed_total, v.closed_unconfirmed_total,
                                 v.cancelled_total, v.merged_total, v.abandoned_total, v.reopened_total));
  }
  pairs.emplace_back(word("repeats", "重复来件"), RepeatsText(v, language));
  if (v.agenda > 0) pairs.emplace_back(word("work in progress", "后台任务"), std::to_string(v.agenda));
  if (v.recents_evicted_total > 0) {
    pairs.emplace_back(word("ended tickets let go from memory", "已移出内存的完结工单"), std::to_string(v.recents_evicted_total));
  }
  if (v.to_review_total > 0) {
    pairs.emplace_back(
        word("reviews", "复核"),
        SayFormat(language, "{} waiting; of {} in all {} % reviewed, {} % redirected", "待复核{}；累计{}，已复核{}%，改派{}%", v.to_review,
                  v.to_review_total, v.reviewed_total * 100 / v.to_review_total, v.redirected_total * 100 / v.to_review_total));
  }
  if (v.declines_unremembered_total > 0) {
    pairs.emplace_back(word("declines not remembered", "未能记住的拒绝"), std::to_string(v.declines_unremembered_total));
  }
  return RenderPairs(pairs);
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
    if (row.retired) {
      remark = word("retired", "已停用");
    } else if (row.open_capacity < row.capacity) {
      remark = SayFormat(language, "{} usable", "可用{}", row.open_capacity);
    }
    if (IsInstant(row.until) && row.until > now) {
      remark += (remark.empty() ? "" : ", ") + SayFormat(language, "until {}", "至{}", InstantText(row.until));
    }
    table.Add({row.name, std::string(NameIn(language, row.tier)), std::string(NameIn(language, row.status)), std::to_string(row.offered),
               std::to_string(row.assigned), std::to_string(row.capacity), std::to_string(row.resolved), remark});
  }
  return table.Render();
}

std::string PoolText(const std::vector<PoolRow>& rows, const CatalogView& names, Micros now, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  if (rows.empty()) return word("the pool is empty: no ticket waits\n", "待处理工单池为空\n");
  std::vector<TableColumn> columns;
  columns.reserve(NameTable<Level>::kRows.size() + 3);
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

std::string TagsText(std::uint64_t tags, const CatalogView& names, Language language) {
  std::string text;
  for (std::uint32_t tag = 1; tag <= kTagsMax; ++tag) {
    if ((tags >> (tag - 1) & 1) == 0) continue;
    text += (text.empty() ? "" : Say(language, ", ", "、")) + names.NameOf(CatalogKind::kTag, tag);
  }
  return text;
}

std::string FlagsText(std::uint8_t flags, Language language) {
  std::string text;
  const auto add = [&](TicketFlag flag, std::string_view english, std::string_view chinese) {
    if ((flags & flag) != 0) text += (text.empty() ? "" : Say(language, ", ", "，")) + Say(language, english, chinese);
  };
  add(kNeedsReview, "needs review", "待复核");
  add(kReviewed, "reviewed", "已复核");
  add(kRedirected, "redirected", "已改派");
  add(kOwnerFixed, "stays with its agent", "固定负责人");
  add(kConfirmationRequired, "to be confirmed by the customer", "须客户确认");
  return text;
}

std::string TicketText(const TicketView& v, const client::BodyText* body, const CatalogView& names, Micros now, Language language) {
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  Pairs pairs;
  const auto add = [&](std::string_view english, std::string_view chinese, std::string value) {
    if (!value.empty()) pairs.emplace_back(word(english, chinese), std::move(value));
  };
  const auto named = [&](CatalogKind kind, std::uint32_t id) { return id == 0 ? std::string() : names.NameIn(language, kind, id); };
  add("ticket", "工单", FormatTicketNumber(v.ticket));
  if (body != nullptr) add("external key", "外部键", (*body)[BodyField::kExternalKey]);
  add("status", "状态", fmt::format("{}{}{}", NameIn(language, v.status), word(", since ", "，自"), InstantText(v.status_since)));
  add("level", "级别", std::string(NameIn(language, v.level)));
  add("customer's tier", "客户等级", std::string(NameIn(language, v.tier)));
  add("type", "类型", named(CatalogKind::kType, v.type.raw()));
  add("channel", "渠道", named(CatalogKind::kChannel, v.channel.raw()));
  add("region", "区域", named(CatalogKind::kRegion, v.region.raw()));
  if (v.category != ComplaintCategory::kNone) add("category", "投诉类别", std::string(NameIn(language, v.category)));
  if (v.complexity != 0) add("complexity", "复杂度", std::to_string(v.complexity));
  add("department", "责任部门", named(CatalogKind::kDepartment, v.department));
  add("tags", "标签", TagsText(v.tags, names, language));
  add("handling", "处理要求", FlagsText(v.flags, language));
  if (v.status == Status::kReceived && v.planned_until != 0) add("planned for", "计划受理", When(v.planned_until, now, language));
  if (v.agent) add("agent", "客服", v.agent_name.empty() ? names.AgentName(v.agent.raw()) : v.agent_name);
  add("received", "接收", When(v.received_at, now, language));
  const bool open = !IsOver(v.status);
  if (open || IsInstant(v.due[0])) add("respond by", "响应时限", Overdue(v.due[0], v.first_response_at, now, language));
  if (v.first_response_at != 0) add("first response", "首次响应", When(v.first_response_at, now, language));
  if (open || IsInstant(v.due[1])) add("resolve by", "解决时限", Overdue(v.due[1], v.resolved_at, now, language));
  if (v.resolved_at != 0)
    add("resolved", "解决", SayFormat(language, "{}, result code {}", "{}，结果代码{}", When(v.resolved_at, now, language), v.result_code));
  if (v.reopens != 0) add("reopened", "重开次数", std::to_string(v.reopens));
  if (v.origin != TicketOrigin::kCustomer) add("origin", "来源", std::string(NameIn(language, v.origin)));
  if (v.into) add("merged into", "并入工单", FormatTicketNumber(v.into));
  if (v.parent) add("goes on from", "承接工单", FormatTicketNumber(v.parent));
  for (const ClockView& clock : v.clocks) {
    // Respond and resolve stand above; of them only what is still to come.
    const bool main = static_cast<int>(clock.clock) < kMainClockCount;
    if (main && clock.next_per_mille == 0 && clock.state != ClockState::kPaused) continue;
    std::string text = main ? std::string() : When(clock.due, now, language) + word(", ", "，");
    text += NameIn(language, clock.state);
    if (clock.next_per_mille != 0) {
      text += SayFormat(language, ", {} % at {}", "，{}%于{}", clock.next_per_mille / 10, InstantText(clock.next_at));
    }
    pairs.emplace_back(SayFormat(language, "{} clock", "{}时限", ClockStem(clock.clock, language)), std::move(text));
  }
  for (auto& line : PartLines(v.parts, names, language)) pairs.push_back(std::move(line));
  if (v.overdue_reason != 0) add("overdue reason", "超时原因", std::to_string(v.overdue_reason));
  if (v.status == Status::kPooled) {
    add("place", "排位", PlaceText(v.place, v.wait_ms, language));
  }
  if (open) add("offers", "派单次数", std::to_string(v.offers));  // of ended tickets it is not kept
  if (body != nullptr) {
    add("customer", "客户", (*body)[BodyField::kCustomer]);
    add("order", "订单", (*body)[BodyField::kOrder]);
    add("recorded at", "原始时间", (*body)[BodyField::kRecordedAt]);
    add("title", "标题", (*body)[BodyField::kTitle]);
    add("text", "内容", (*body)[BodyField::kText]);
  }
  return RenderPairs(pairs);
}

namespace {

// What a repeat is about, and what to do about it.
std::string RepeatText(const client::AckInfo& ack, Language language) {
  const std::string earlier = FormatTicketNumber(ack.earlier);
  const std::string number = FormatTicketNumber(ack.ticket);
  const std::string stands =
      ack.earlier_status == Status::kNone ? Say(language, "archived", "已归档") : std::string(NameIn(language, ack.earlier_status));
  switch (ack.offer) {
    case RepeatOffer::kAttach:
      return SayFormat(language, "of {} ({}): `tidegate ticket attach {} {}` makes them one",
                       "与{}（{}）同一事项：tidegate ticket attach {} {} 可并入", earlier, stands, number, earlier);
    case RepeatOffer::kReopen:
      return SayFormat(language, "of {} ({}): `tidegate ticket reopen {}`, then attach; or `tidegate ticket link {} {}`",
                       "与{}（{}）同一事项：可 tidegate ticket reopen {} 后并入；或 tidegate ticket link {} {}", earlier, stands, earlier,
                       number, earlier);
    case RepeatOffer::kLinked:
      return SayFormat(language, "of {} ({}): linked as its parent", "承接{}（{}），已关联", earlier, stands);
    case RepeatOffer::kNone:
      break;
  }
  return {};
}

}  // namespace

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
  if (ack.offer != RepeatOffer::kNone) pairs.emplace_back(Say(language, "repeat", "重复来件"), RepeatText(ack, language));
  return RenderPairs(pairs);
}

std::string RefusalSentence(const client::RefusalText& r, Role role, Language language) {
  std::string out = r.name;
  if (!r.field.empty()) out += " (" + r.field + ")";
  out += ": ";
  if (!r.detail.empty()) out += r.detail + "; ";
  out += Say(language, r.advice, r.advice_zh);
  if (!r.address.empty()) out += ": " + r.address;
  if (r.retry_after_ms > 0) out += SayFormat(language, " (retry in {} ms)", "（{}毫秒后重试）", r.retry_after_ms);
  const std::string number = r.ticket ? FormatTicketNumber(r.ticket) : std::string();
  if (r.code == Reject::kIllegalState && r.status != Status::kNone) {
    const std::string legal = LegalText(r.status, role, language);
    out += SayFormat(language, "; {} is {}: {}", "；{}当前{}：{}", number.empty() ? Say(language, "it", "") : number,
                     NameIn(language, r.status),
                     legal.empty() ? Say(language, "nothing is to be done any more", "已无可执行的操作")
                                   : Say(language, "legal now: ", "可执行：") + legal);
  } else if (r.ticket) {
    out += SayFormat(language, " [{} is {}]", "［{}：{}］", number, NameIn(language, r.status));
  }
  return out;
}

}  // namespace tidegate
