#include "tools/tidegate/replay_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/base/check.h"
#include "core/engine/lifecycle.h"
#include "core/model/reject.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kToldMax = 20;  // of each list, on a terminal; the rest is in --json

struct OutcomeName {
  std::string_view json;
  std::string_view english;
  std::string_view chinese;
};
constexpr OutcomeName kOutcomes[] = {
#define TIDEGATE_OUTCOME_NAME(name, json, english, chinese) {json, english, chinese},
    TIDEGATE_REPLAY_OUTCOMES(TIDEGATE_OUTCOME_NAME)
#undef TIDEGATE_OUTCOME_NAME
};
const OutcomeName& NameOf(ReplayOutcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

// How far a ticket has come, for comparing: an assignment that moved on to another status is no loss.
int Progress(Status status) {
  if (status == Status::kNone) return 0;
  if (WasResolved(status)) return 3;
  return static_cast<std::uint8_t>(status) >= static_cast<std::uint8_t>(Status::kAssigned) ? 2 : 1;
}

std::string RefusalWords(const RefusedRow& row, Language language) {
  CHECK(IsReject(static_cast<std::uint8_t>(row.reject)));
  const RejectRow& info = RejectInfo(row.reject);
  std::string out(info.english);
  if (!row.field.empty()) out += " (" + row.field + ")";
  out += ": ";
  if (!row.detail.empty()) out += row.detail + "; ";
  return out + Say(language, info.advice, info.advice_zh);
}

void WriteRefused(JsonWriter& json, std::string_view key, const std::vector<RefusedRow>& rows, std::string_view name) {
  json.Key(key).BeginArray();
  for (const RefusedRow& row : rows) {
    json.BeginObject();
    if (row.line > 0) json.Field("line", row.line);
    json.Field(name, row.key);
    json.Field("reject", RejectInfo(row.reject).english);
    json.Field("field", row.field);
    json.Field("detail", row.detail);
    json.Field("advice", RejectInfo(row.reject).advice);
    json.EndObject();
  }
  json.EndArray();
}

template <class List, class Line>
void Tell(std::string& out, std::string_view title, const List& list, std::uint64_t count, Language language, Line line) {
  if (count == 0 || list.empty()) return;
  out += fmt::format("\n{} ({})\n", title, count);
  std::size_t told = 0;
  for (const auto& entry : list) {
    if (told++ == kToldMax) break;
    out += "  " + line(entry) + "\n";
  }
  if (count > std::min<std::uint64_t>(kToldMax, list.size()))
    out += fmt::format("  {}\n", Say(language, "... more: see --json", "……更多见 --json"));
}

}  // namespace

std::vector<LostTicket> FindLost(const ReplayPlan& plan, const std::vector<ReplayTicket>& tickets, const KeysFound& found) {
  CHECK_EQ(tickets.size(), found.size());
  CHECK_EQ(tickets.size(), plan.tickets.size());
  std::vector<LostTicket> lost;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const ReplayTicket& t = tickets[i];
    if (t.acknowledged == Status::kNone) continue;
    const bool same = found[i] && (!t.id || found[i]->ticket == t.id);
    const Status status = same ? found[i]->status : Status::kNone;
    if (Progress(status) < Progress(t.acknowledged)) lost.push_back({plan.tickets[i].key, t.id, t.acknowledged, status});
  }
  return lost;
}

OverdueByLevel OverdueOf(const KeysFound& found) {
  OverdueByLevel levels{};
  for (const auto& key : found) {
    if (!key || key->level == Level::kNone) continue;
    OverdueCounts& counts = levels[static_cast<std::size_t>(key->level) - 1];
    ++counts.tickets;
    for (std::size_t clock = 0; clock < kMainClockCount; ++clock) counts.overdue[clock] += key->overdue[clock] ? 1 : 0;
  }
  return levels;
}

std::vector<Micros> WaitsOf(const std::vector<ReplayTicket>& tickets) {
  std::vector<Micros> waits;
  for (const ReplayTicket& t : tickets) {
    if (t.duplicate || t.acknowledged_at == 0 || t.offered_at == 0) continue;
    waits.push_back(std::max<Micros>(0, t.offered_at - t.acknowledged_at));  // an offer may overtake the acknowledgement
  }
  std::sort(waits.begin(), waits.end());
  return waits;
}

Micros Percentile(const std::vector<Micros>& sorted, int percent) {
  CHECK(percent > 0 && percent <= 100);
  if (sorted.empty()) return 0;
  const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted[rank - 1];
}

std::string ReportJson(const ReplayReport& r) {
  JsonWriter json;
  json.BeginObject();
  json.Field("file", r.file).Field("front_end", r.front_end).Field("ended", NameOf(r.outcome).json);
  if (!r.connection_problem.empty()) json.Field("problem", r.connection_problem);
  json.Field("rows", r.rows).Field("tickets", r.tickets);
  json.Field("submitted", r.counts.submitted).Field("duplicates", r.counts.duplicates);
  json.Field("assigned", r.counts.assigned).Field("resolved", r.counts.resolved).Field("resolved_now", r.counts.resolved_now);
  json.Field("waiting", r.waiting);
  json.Key("lost");
  if (r.verified) {
    json.Number(r.lost.size());
  } else {
    json.Null();
  }
  json.Field("verified", r.verified_keys);
  json.Field("refused", r.counts.refused).Field("unreadable", r.unreadable_count).Field("desk_refusals", r.counts.desk_refusals);
  json.Field("retried", r.counts.retried).Field("foreign_offers", r.counts.foreign);
  json.Field("desks", r.desks).Field("stand_ins", r.stand_ins).Field("declared", r.declared);
  json.Key("wait_us").BeginObject();
  json.Field("count", r.waits.size());
  for (const int percent : {50, 90, 99}) json.Field(fmt::format("p{}", percent), Percentile(r.waits, percent));
  json.EndObject();
  json.Key("overdue").BeginObject();
  for (const Name& row : NameTable<Level>::kRows) {
    const OverdueCounts& counts = r.overdue[row.number - 1u];
    json.Key(row.english).BeginObject().Field("tickets", counts.tickets);
    for (std::size_t clock = 0; clock < kMainClockCount; ++clock) json.Field(EnglishName(static_cast<Clock>(clock)), counts.overdue[clock]);
    json.EndObject();
  }
  json.EndObject();
  json.Field("elapsed_ms", r.elapsed / kMillisecond);
  json.Key("lost_tickets").BeginArray();
  for (const LostTicket& t : r.lost) {
    json.BeginObject().Field("key", t.key).Field("number", t.ticket ? FormatTicketNumber(t.ticket) : "");
    json.Field("acknowledged", EnglishName(t.acknowledged)).Field("found", EnglishName(t.found)).EndObject();
  }
  json.EndArray();
  WriteRefused(json, "refused_rows", r.refused, "key");
  WriteRefused(json, "refused_desk_requests", r.refused_desks, "of");
  json.Key("unreadable_rows").BeginArray();
  for (const RowProblem& row : r.unreadable) json.BeginObject().Field("line", row.line).Field("problem", row.message).EndObject();
  json.EndArray();
  json.Key("waiting_tickets").BeginArray();
  for (const WaitingTicket& t : r.waiting_tickets) {
    json.BeginObject().Field("key", t.key).Field("number", FormatTicketNumber(t.view.ticket.ticket));
    json.Field("status", EnglishName(t.view.ticket.status));
    json.Field("waits", WaitsForText(t.view, r.names, Language::kEnglish)).EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.text() + "\n";
}

std::string ReportText(const ReplayReport& r, Language language) {
  const bool zh = language == Language::kChinese;
  const auto word = [&](std::string_view english, std::string_view chinese) { return Say(language, english, chinese); };
  std::string out = fmt::format("{}: {}\n", r.file, zh ? NameOf(r.outcome).chinese : NameOf(r.outcome).english);
  if (!r.connection_problem.empty()) out += r.connection_problem + "\n";
  Table table({{word("tickets", "工单"), Align::kRight},
               {word("submitted", "已提交"), Align::kRight},
               {word("duplicates", "重复"), Align::kRight},
               {word("assigned", "已分配"), Align::kRight},
               {word("resolved", "已解决"), Align::kRight},
               {word("waiting", "等待"), Align::kRight},
               {word("refused", "被拒"), Align::kRight},
               {word("unreadable", "不可读"), Align::kRight},
               {word("lost", "丢失"), Align::kRight}});
  table.Add({std::to_string(r.tickets), std::to_string(r.counts.submitted), std::to_string(r.counts.duplicates),
             std::to_string(r.counts.assigned), std::to_string(r.counts.resolved), std::to_string(r.waiting),
             std::to_string(r.counts.refused), std::to_string(r.unreadable_count),
             r.verified ? std::to_string(r.lost.size()) : word("unknown", "未核对")});
  out += table.Render();
  const auto span = [&](int percent) { return SpanText(Percentile(r.waits, percent), language); };
  if (!r.waits.empty()) {
    out += fmt::format("{}: p50 {}, p90 {}, p99 {} ({})\n", word("wait from submit to offer", "从提交到派单的等待"), span(50), span(90),
                       span(99), r.waits.size());
  }
  if (r.verified) {
    out += fmt::format("{}:", word("overdue by level", "各级超时"));
    for (const Name& row : NameTable<Level>::kRows) {
      const OverdueCounts& counts = r.overdue[row.number - 1u];
      out += fmt::format("{} {}", row.number == 1 ? "" : ";", zh ? row.chinese : row.english);
      for (const Name& clock : NameTable<Clock>::kRows) {
        if (clock.number >= kMainClockCount) continue;
        out += fmt::format("{} {} {}", clock.number == 0 ? "" : ",", zh ? clock.chinese : clock.english, counts.overdue[clock.number]);
      }
      out += fmt::format(" / {}", counts.tickets);
    }
    out += "\n";
  }
  out += fmt::format("{} {} ({} {}), {} {}\n", r.desks, word("desks", "个坐席"), r.stand_ins, word("stand-ins", "个替补"),
                     word("took", "用时"), SpanText(r.elapsed, language));
  Tell(out, word("LOST: acknowledged, but not found again", "丢失：已确认但查询不到"), r.lost, r.lost.size(), language,
       [&](const LostTicket& t) {
         return fmt::format("{} {}: {} -> {}", t.key, t.ticket ? FormatTicketNumber(t.ticket) : "", NameIn(language, t.acknowledged),
                            NameIn(language, t.found));
       });
  Tell(out, word("refused rows", "被拒的行"), r.refused, r.counts.refused, language,
       [&](const RefusedRow& row) { return fmt::format("{}:{}: {}: {}", r.file, row.line, row.key, RefusalWords(row, language)); });
  Tell(out, word("unreadable rows, skipped", "不可读的行，已跳过"), r.unreadable, r.unreadable_count, language,
       [&](const RowProblem& row) { return fmt::format("{}:{}: {}", r.file, row.line, row.message); });
  Tell(out, word("refused desk requests", "被拒的坐席请求"), r.refused_desks, r.counts.desk_refusals, language,
       [&](const RefusedRow& row) { return row.key + ": " + RefusalWords(row, language); });
  Tell(out, word("still waiting", "仍在等待"), r.waiting_tickets, r.waiting, language, [&](const WaitingTicket& t) {
    return fmt::format("{} {}: {}", FormatTicketNumber(t.view.ticket.ticket), t.key, WaitsForText(t.view, r.names, language));
  });
  return out;
}

int ExitCodeOf(const ReplayReport& r, UnreadableRows unreadable) {
  if (!r.lost.empty()) return kExitLost;
  if (r.outcome == ReplayOutcome::kConnectionLost || !r.verified) return kExitNoConnect;
  if (r.outcome != ReplayOutcome::kAllResolved || r.waiting > 0 || r.counts.refused > 0 || r.counts.desk_refusals > 0) return kExitRefused;
  if (r.unreadable_count > 0 && unreadable == UnreadableRows::kFail) return kExitRefused;
  return kExitOk;
}

}  // namespace tidegate
