// ReplayReport: what came of a replay, as facts; and its two faces, JSON with stable names and words for people.
//
// Pure. A ticket counts as lost when the daemon acknowledged it and a query by its key afterwards finds nothing, another ticket, or a state
// before the acknowledged one.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/key_sweep.h"
#include "tools/tidegate/language.h"
#include "tools/tidegate/replay_run.h"

namespace tidegate {

// X(enumerator, JSON word, English, Chinese)
#define TIDEGATE_REPLAY_OUTCOMES(X)                                                  \
  X(kAllResolved, "all-resolved", "all tickets are resolved", "全部工单已解决")      \
  X(kNothingMoves, "nothing-moves", "nothing can move any more", "无工单可继续推进") \
  X(kInterrupted, "interrupted", "interrupted by you", "被用户中断")                 \
  X(kConnectionLost, "connection-lost", "the connection to the daemon was lost", "与守护进程的连接中断")

enum class ReplayOutcome : std::uint8_t {
#define TIDEGATE_OUTCOME_ENUM(name, json, english, chinese) name,
  TIDEGATE_REPLAY_OUTCOMES(TIDEGATE_OUTCOME_ENUM)
#undef TIDEGATE_OUTCOME_ENUM
};

struct LostTicket {
  std::string key;
  TicketId ticket;
  Status acknowledged = Status::kNone;
  Status found = Status::kNone;  // kNone = not found, or found as another ticket
};

struct WaitingTicket {
  std::string key;
  ExplainView view;
};

// Of the tickets of one level that were found afterwards: how many there are, and how many missed a deadline.
struct OverdueCounts {
  std::uint64_t tickets = 0;
  std::array<std::uint64_t, kMainClockCount> overdue{};  // by Clock
};
using OverdueByLevel = std::array<OverdueCounts, kLevelCount>;  // urgent first

struct ReplayReport {
  std::string file;
  std::string front_end;
  ReplayOutcome outcome = ReplayOutcome::kConnectionLost;
  std::string connection_problem;  // with kConnectionLost
  std::uint64_t rows = 0;
  std::uint64_t tickets = 0;  // distinct keys that could be read
  ReplayCounts counts;
  std::uint64_t waiting = 0;
  bool verified = false;  // the sweep after the run was finished; lost counts only then
  std::uint64_t verified_keys = 0;
  std::vector<LostTicket> lost;
  OverdueByLevel overdue{};   // of the verified; by the level that the daemon gave
  std::vector<Micros> waits;  // sorted; submit acknowledged to first offer, of tickets that were new
  std::vector<RefusedRow> refused;
  std::vector<RefusedRow> refused_desks;
  std::uint64_t unreadable_count = 0;
  std::vector<RowProblem> unreadable;
  std::vector<WaitingTicket> waiting_tickets;
  std::uint64_t desks = 0;
  std::uint64_t stand_ins = 0;
  std::uint64_t declared = 0;  // names
  Micros elapsed = 0;          // of the playing
  CatalogView names;           // for telling what waits
};

// Which acknowledged tickets the sweep did not find as they were acknowledged.
std::vector<LostTicket> FindLost(const ReplayPlan& plan, const std::vector<ReplayTicket>& tickets, const KeysFound& found);

OverdueByLevel OverdueOf(const KeysFound& found);

// The sorted waits of tickets that were new in this run and offered in it.
std::vector<Micros> WaitsOf(const std::vector<ReplayTicket>& tickets);

// Nearest rank; 0 of nothing.
Micros Percentile(const std::vector<Micros>& sorted, int percent);

std::string ReportJson(const ReplayReport& report);
std::string ReportText(const ReplayReport& report, Language language);

// 0, or why not: 4 lost, 3 connection lost, 1 refused, unreadable, waiting or interrupted. `tolerate_unreadable`: unreadable rows were
// expected.
enum class UnreadableRows : std::uint8_t { kFail, kTolerate };
int ExitCodeOf(const ReplayReport& report, UnreadableRows unreadable);

}  // namespace tidegate
