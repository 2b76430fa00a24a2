#include "bench/load/live_table.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string_view>
#include <utility>

#include "bench/load/demo_day.h"
#include "bench/load/figure.h"
#include "tools/tidegate/display_text.h"

namespace tidegate::load {
namespace {

constexpr std::size_t kDefaultColumns = 80;
constexpr std::size_t kDefaultRows = 24;
constexpr std::size_t kRecentMax = 5;

// SGR codes; empty = as it is.
constexpr std::string_view kPlain = "";
constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr std::string_view kRed = "31";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kCyan = "36";

std::string_view ColourOf(Level level) {
  switch (level) {
    case Level::kUrgent:
      return kRed;
    case Level::kHigh:
      return kYellow;
    case Level::kLow:
      return kDim;
    default:
      return kPlain;
  }
}

// A line that never grows beyond its columns.
class Line {
 public:
  Line(std::size_t columns, Colours colours) : columns_(columns), colours_(colours) {}

  Line& Text(std::string_view text, std::string_view colour = kPlain) {
    const std::string cut = Shorten(text, columns_ - used_);
    used_ += DisplayWidth(cut);
    if (colours_ == Colours::kYes && !colour.empty() && !cut.empty()) {
      out_ += fmt::format("\x1b[{}m{}\x1b[0m", std::string(colour), cut);
    } else {
      out_ += cut;
    }
    return *this;
  }

  // Goes to a column; does nothing beyond it.
  Line& To(std::size_t column) {
    if (column > used_ && column <= columns_) {
      out_.append(column - used_, ' ');
      used_ = column;
    }
    return *this;
  }

  // Text that ends before `column`.
  Line& Right(std::size_t column, std::string_view text, std::string_view colour = kPlain) {
    const std::size_t width = DisplayWidth(text);
    To(column > width ? column - width : 0);
    return Text(text, colour);
  }

  std::size_t used() const { return used_; }
  std::size_t left() const { return columns_ - used_; }
  std::string Take() { return std::move(out_); }

 private:
  std::size_t columns_;
  Colours colours_;
  std::size_t used_ = 0;
  std::string out_;
};

// A bar of `columns` for a share of a whole, in eighths of a column.
std::string Bar(std::uint64_t part, std::uint64_t whole, std::size_t columns) {
  static constexpr std::array<std::string_view, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (whole == 0 || part == 0) return {};
  std::uint64_t eighths = std::min(part, whole) * columns * 8 / whole;
  eighths = std::max<std::uint64_t>(eighths, 1);  // something is not nothing
  std::string bar;
  for (std::uint64_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar.append(kEighths[eighths % 8]);
}

// The day as a row of heights; what has passed is bright.
void AddDay(Line& line, std::size_t columns, int minute) {
  static constexpr std::array<std::string_view, 8> kHeights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr int kFirst = DemoDay::kFirstHour * 60;
  constexpr int kMinutes = (DemoDay::kLastHour - DemoDay::kFirstHour) * 60;
  std::string passed;
  std::string ahead;
  for (std::size_t i = 0; i < columns; ++i) {
    const int at = kFirst + static_cast<int>(i) * kMinutes / static_cast<int>(columns);
    const std::size_t height = std::min<std::size_t>(7, DemoDay::BusyPerMille(at) * 8 / 1000);
    (at <= minute ? passed : ahead) += kHeights[height];
  }
  line.Text(passed, kCyan).Text(ahead, kDim);
}

constexpr std::array<Level, kLevelCount> kLevels{Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow};

void AddPool(std::vector<std::string>& lines, const DayView& view, std::size_t columns, Colours colours) {
  std::uint64_t sum = 0;
  std::uint64_t most = 40;  // a bar of a few tickets stays short
  for (const std::uint64_t waiting : view.pool) {
    sum += waiting;
    most = std::max(most, waiting);
  }
  Line title(columns, colours);
  title.Text("待处理工单池 pool", kBold).Right(34, Grouped(sum), kBold);
  lines.push_back(title.Take());
  for (const Level level : kLevels) {
    const std::uint64_t waiting = view.pool[static_cast<std::size_t>(level) - 1];
    Line line(columns, colours);
    line.To(2).Text(ChineseName(level), ColourOf(level)).To(8).Text(EnglishName(level), ColourOf(level));
    line.Right(34, Grouped(waiting), ColourOf(level)).To(36);
    line.Text(Bar(waiting, most, line.left() - 1), ColourOf(level));
    lines.push_back(line.Take());
  }
}

// Four figures under their names, at places that fit every width.
void AddFigures(std::vector<std::string>& lines, std::size_t columns, Colours colours, std::string_view title,
                std::span<const std::pair<std::string_view, std::string>> figures, std::string_view colour) {
  constexpr std::size_t kTitleColumns = 12;
  const std::size_t width = (columns - kTitleColumns) / figures.size();
  Line names(columns, colours);
  Line values(columns, colours);
  names.Text(title, kBold);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const std::size_t end = kTitleColumns + (i + 1) * width;
    names.Right(end, figures[i].first, kDim);
    values.Right(end, figures[i].second, colour);
  }
  lines.push_back(names.Take());
  lines.push_back(values.Take());
}

void AddWork(std::vector<std::string>& lines, const DayView& view, std::size_t columns, Colours colours) {
  using Figures = std::array<std::pair<std::string_view, std::string>, 4>;
  AddFigures(lines, columns, colours, "工单 tickets",
             Figures{{{"已派单 offered", Grouped(view.offered)},
                      {"处理中 assigned", Grouped(view.assigned)},
                      {"已解决 resolved", Grouped(view.resolved)},
                      {"超时 overdue", Grouped(view.overdue)}}},
             kBold);
  AddFigures(lines, columns, colours, "每秒 rate",
             Figures{{{"提交 submitted", Grouped(view.submit_rate)},
                      {"分配 assigned", Grouped(view.assign_rate)},
                      {"解决 resolved", Grouped(view.resolve_rate)},
                      {"确认 ack p99", Duration(view.p99_ns)}}},
             kGreen);
}

void AddDesks(std::vector<std::string>& lines, const DayView& view, std::size_t columns, Colours colours) {
  Line title(columns, colours);
  title.Text("坐席 desks", kBold).Right(30, "在线 online", kDim).Right(42, "负荷 load", kDim).Right(columns, "已解决 resolved", kDim);
  lines.push_back(title.Take());
  for (const DeskRow& row : view.desks) {
    Line line(columns, colours);
    line.To(2).Text(ChineseName(row.tier)).To(12).Text(EnglishName(row.tier));
    line.Right(30, fmt::format("{}/{}", row.online, row.agents)).Right(42, fmt::format("{}/{}", row.busy, row.places)).To(44);
    const std::size_t bar = columns > 44 + 14 ? columns - 44 - 14 : 0;
    line.Text(Bar(row.busy, row.places, bar), row.busy >= row.places ? kYellow : kGreen);
    line.Right(columns, Grouped(row.resolved));
    lines.push_back(line.Take());
  }
}

void AddRecent(std::vector<std::string>& lines, const DayView& view, std::size_t columns, std::size_t room, Colours colours) {
  if (room < 3 || view.recent.empty()) return;
  lines.push_back(Line(columns, colours).Text("最近分配 just assigned", kBold).Take());
  const std::size_t count = std::min({room - 2, kRecentMax, view.recent.size()});
  for (std::size_t i = 0; i < count; ++i) {
    const RecentRow& row = view.recent[i];
    Line line(columns, colours);
    line.To(2).Text(row.number, kDim).To(20).Text(ChineseName(row.level), ColourOf(row.level)).To(25).Text(Shorten(row.channel, 14)).To(40);
    const std::size_t agent_columns = 12;
    line.Text(Shorten(OneLine(row.title), columns > 40 + agent_columns + 2 ? columns - 40 - agent_columns - 2 : 0));
    line.To(columns - agent_columns).Text("→ ", kDim).Text(row.agent);
    lines.push_back(line.Take());
  }
}

}  // namespace

std::vector<std::string> RenderDay(const DayView& view, std::size_t columns, std::size_t rows, Colours colours) {
  columns = std::clamp(columns, kTableColumnsMin, kTableColumnsMax);
  std::vector<std::string> lines;
  Line head(columns, colours);
  head.Text("Tidegate", kBold)
      .Text("  ")
      .Text(view.clock, kBold)
      .Text(view.draining ? "  the day is over, working off the rest" : "  of a simulated day");
  head.Right(columns, fmt::format("{}  {:.0f} s", view.address, view.elapsed_s), kDim);
  lines.push_back(head.Take());
  Line day(columns, colours);
  day.Text(fmt::format("{:02}h ", DemoDay::kFirstHour), kDim);
  AddDay(day, columns - 8, view.minute);
  day.Text(fmt::format(" {:02}h", DemoDay::kLastHour), kDim);
  lines.push_back(day.Take());
  lines.emplace_back();
  AddPool(lines, view, columns, colours);
  lines.emplace_back();
  AddWork(lines, view, columns, colours);
  lines.emplace_back();
  AddDesks(lines, view, columns, colours);
  if (rows > lines.size() + 1) {
    lines.emplace_back();
    AddRecent(lines, view, columns, rows - lines.size(), colours);
  }
  if (lines.size() > rows) lines.resize(rows);
  return lines;
}

std::string RenderLine(const DayView& view) {
  return fmt::format("{}  pool {} (urgent {}, high {}, normal {}, low {})  offered {}  assigned {}  resolved {}  overdue {}  {}/s  p99 {}",
                     view.clock, view.pool[0] + view.pool[1] + view.pool[2] + view.pool[3], view.pool[0], view.pool[1], view.pool[2],
                     view.pool[3], view.offered, view.assigned, view.resolved, view.overdue, view.submit_rate, Duration(view.p99_ns));
}

LiveTable::LiveTable(std::FILE* out)
    : out_(out),
      is_terminal_(isatty(fileno(out)) != 0 && std::getenv("TERM") != nullptr && std::string_view(std::getenv("TERM")) != "dumb"),
      colours_(std::getenv("NO_COLOR") == nullptr ? Colours::kYes : Colours::kNo) {
  if (is_terminal_) fmt::print(out_, "\x1b[?25l");
}

LiveTable::~LiveTable() {
  if (is_terminal_) fmt::print(out_, "\x1b[?25h");
  std::fflush(out_);
}

void LiveTable::Show(const DayView& view) {
  if (!is_terminal_) {
    fmt::print(out_, "{}\n", RenderLine(view));
    std::fflush(out_);
    return;
  }
  winsize size{};
  const bool known = ioctl(fileno(out_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
  const std::size_t columns = known ? size.ws_col : kDefaultColumns;
  const std::size_t rows = (known ? size.ws_row : kDefaultRows) - 1;
  // A terminal narrower than the least table would wrap every line and scroll; one line that is cut does no harm.
  const std::vector<std::string> lines =
      columns < kTableColumnsMin ? std::vector<std::string>{Shorten(RenderLine(view), columns)} : RenderDay(view, columns, rows, colours_);
  std::string frame;
  if (lines_shown_ > 0) frame += fmt::format("\x1b[{}A", lines_shown_);
  for (const std::string& line : lines) frame += line + "\x1b[K\n";
  frame += "\x1b[J";
  lines_shown_ = lines.size();
  std::fwrite(frame.data(), 1, frame.size(), out_);
  std::fflush(out_);
}

}  // namespace tidegate::load
