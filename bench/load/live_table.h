// LiveTable: the picture of a running daemon that a terminal shows, drawn again and again in the same place; plain lines where there is no
// terminal.
//
// One owner. A picture is made of DayView, a plain value; RenderDay is pure, so that tests look at it. Chinese text takes two columns.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "core/model/names.h"

namespace tidegate::load {

struct DeskRow {
  AgentTier tier = AgentTier::kRegular;
  std::uint32_t agents = 0;
  std::uint32_t online = 0;
  std::uint64_t busy = 0;    // open tickets, offers included
  std::uint64_t places = 0;  // capacity of all together
  std::uint64_t resolved = 0;
};

struct RecentRow {
  std::string number;
  Level level = Level::kNone;
  std::string channel;
  std::string title;
  std::string agent;
};

struct DayView {
  std::string clock;  // "19:32"
  int minute = 0;     // of the day
  std::string address;
  double elapsed_s = 0;
  std::array<std::uint64_t, kLevelCount> pool{};
  std::uint64_t offered = 0;
  std::uint64_t assigned = 0;
  std::uint64_t resolved = 0;  // by this run
  std::uint64_t overdue = 0;
  std::uint64_t submitted = 0;  // by this run
  std::uint64_t submit_rate = 0;
  std::uint64_t assign_rate = 0;
  std::uint64_t resolve_rate = 0;
  std::uint64_t p50_ns = 0;
  std::uint64_t p99_ns = 0;
  std::vector<DeskRow> desks;
  std::vector<RecentRow> recent;  // newest first
  bool draining = false;          // the day is over, the rest is being worked off
};

enum class Colours : bool { kNo, kYes };

inline constexpr std::size_t kTableColumnsMin = 76;   // The four figures side by side.
inline constexpr std::size_t kTableColumnsMax = 120;  // A wider bar says nothing more.

// Lines without a newline, none wider than `columns` (at least kTableColumnsMin), at most `rows` of them.
std::vector<std::string> RenderDay(const DayView& view, std::size_t columns, std::size_t rows, Colours colours);
// One line for a log.
std::string RenderLine(const DayView& view);

class LiveTable {
 public:
  explicit LiveTable(std::FILE* out);
  ~LiveTable();  // gives the cursor back
  LiveTable(const LiveTable&) = delete;
  LiveTable& operator=(const LiveTable&) = delete;

  bool is_terminal() const { return is_terminal_; }
  void Show(const DayView& view);

 private:
  std::FILE* out_;
  bool is_terminal_;
  Colours colours_;
  std::size_t lines_shown_ = 0;
};

}  // namespace tidegate::load
