// The verb `replay`: reads map and history, prepares the daemon, plays, verifies, reports.
#include <absl/status/statusor.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>

#include "core/engine/lifecycle.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/desk_plan.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/interrupt.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/read_file.h"
#include "tools/tidegate/recorded_time.h"
#include "tools/tidegate/replay_link.h"
#include "tools/tidegate/replay_map.h"
#include "tools/tidegate/replay_names.h"
#include "tools/tidegate/replay_plan.h"
#include "tools/tidegate/replay_report.h"
#include "tools/tidegate/replay_run.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr Micros kProgressEveryTerminal = 200 * kMillisecond;
constexpr Micros kProgressEveryFile = 5 * kSecond;  // a log wants lines, not a picture
constexpr Micros kSignOffMax = 3 * kSecond;         // for the daemon's answers at the end
constexpr double kSpeedMax = 1e9;
constexpr Micros kRecordedPatience = kDay;  // of recorded time, which costs nothing: offers that come back within hours do

struct ReplayArguments {
  std::string file;
  std::string map;
  ReplayOptions options;
  std::optional<std::uint32_t> desks;
  UnreadableRows unreadable = UnreadableRows::kFail;
};

std::optional<ReplayArguments> ReadArguments(const Invocation& invocation, std::string& problem) {
  const Arguments& a = invocation.arguments;
  ReplayArguments out;
  out.file = a.positional()[0];
  out.map = a.Get("map");
  if (out.map.empty()) problem = "--map is missing: say how to read the file (tools/maps/README.md)";
  if (const std::string speed(a.Get("speed", "max")); speed != "max") {
    char* end = nullptr;
    out.options.speed = std::strtod(speed.c_str(), &end);
    if (end == speed.c_str() || *end != 0 || !(out.options.speed > 0) || out.options.speed > kSpeedMax) {
      problem = "--speed is max, or a number above 0: 60 plays an hour in a minute";
    }
  }
  if (a.Has("time")) {
    if (a.Get("time") == "recorded") {
      out.options.time = ReplayTime::kRecorded;
      out.options.patience = kRecordedPatience;
    } else if (a.Get("time") != "own") {
      problem = "--time is own (the daemon's) or recorded (the file's, in a daemon started with --clock driven)";
    }
    if (a.Has("speed") && out.options.time == ReplayTime::kRecorded) {
      problem = "--speed and --time recorded exclude each other: recorded time goes as fast as it can";
    }
  }
  if (a.Has("desks")) {
    const auto count = ParseNumber(a.Get("desks"), 1, kMapDesksMax);
    if (!count) problem = "--desks is a number from 1 to " + std::to_string(kMapDesksMax);
    if (count) out.desks = static_cast<std::uint32_t>(*count);
  }
  if (a.Has("patience")) {
    const auto patience = ParseSpan(a.Get("patience"));
    if (!patience || *patience == 0) problem = "--patience is a time such as 30s or 2min";
    if (patience) out.options.patience = *patience;
  }
  if (a.Has("tolerate-unreadable")) out.unreadable = UnreadableRows::kTolerate;
  if (!problem.empty()) return std::nullopt;
  return out;
}

// The line on stderr while it runs: rewritten in place on a terminal, now and then in a file.
class Progress {
 public:
  explicit Progress(Language language)
      : language_(language),
        terminal_(isatty(STDERR_FILENO) == 1),
        started_(SteadyNow()),
        next_(started_ + (terminal_ ? 0 : kProgressEveryFile)) {}

  void Show(const ReplayRun& run, std::size_t total, std::uint64_t sent) {
    const Micros now = SteadyNow();
    if (now < next_) return;
    next_ = now + (terminal_ ? kProgressEveryTerminal : kProgressEveryFile);
    const ReplayCounts& c = run.counts();
    Line(SayFormat(language_, "replay {}: {} of {} submitted ({} duplicates), {} assigned, {} resolved, {} waiting",
                   "回放 {}：已提交{}/{}（重复{}），已分配{}，已解决{}，等待{}", SpanText(now - started_, language_), sent, total,
                   c.duplicates, c.assigned, c.resolved, run.waiting()));
  }

  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");  // the report says it all
  }

 private:
  void Line(const std::string& text) {
    if (terminal_) {
      fmt::print(stderr, "\r\033[K{}", text);
    } else {
      fmt::print(stderr, "{}\n", text);
    }
    std::fflush(stderr);
    shown_ = terminal_;
  }

  const Language language_;
  const bool terminal_;
  const Micros started_;
  Micros next_;
  bool shown_ = false;
};

class Replay {
 public:
  Replay(const Invocation& invocation, const ReplayArguments& arguments) : invocation_(invocation), arguments_(arguments) {}

  int Run() {
    if (!ReadFiles()) return kExitUsage;
    if (invocation_.arguments.Has("check")) return TellPlan();
    if (const int code = Prepare(); code != kExitOk) return code;
    return Play();
  }

 private:
  bool Wrong(const std::string& problem) {
    fmt::print(stderr, "tidegate: {}\n", problem);
    return false;
  }

  bool ReadFiles() {
    std::string problem;
    const auto text = ReadFile(arguments_.map, kMapBytesMax, problem);
    if (!text) return Wrong(problem);
    MapParse parse = ParseReplayMap(*text);
    if (!parse.map) {
      for (const MapProblem& p : parse.problems) {
        fmt::print(stderr, "{}:{}: {}{}{}\n", arguments_.map, p.line, p.key, p.key.empty() ? "" : ": ", p.message);
      }
      return Wrong(fmt::format("{} has {} error{}; tools/maps/README.md describes maps", arguments_.map, parse.problems.size(),
                               parse.problems.size() == 1 ? "" : "s"));
    }
    map_ = *std::move(parse.map);
    std::ifstream csv(arguments_.file, std::ios::binary);
    if (!csv) return Wrong("cannot read " + arguments_.file + "; check the path");
    plan_ = PlanReplay(map_, csv);
    if (!plan_.fatal.empty()) return Wrong(arguments_.file + ": " + plan_.fatal);
    if (plan_.tickets.empty()) {
      for (std::size_t i = 0; i < plan_.problems.size() && i < 5; ++i) {
        fmt::print(stderr, "{}:{}: {}\n", arguments_.file, plan_.problems[i].line, plan_.problems[i].message);
      }
      return Wrong(arguments_.file + ": no ticket could be read from " + std::to_string(plan_.rows) + " rows");
    }
    desks_ = PlanDesks(map_, plan_, arguments_.desks);
    if (!desks_.fatal.empty()) return Wrong(arguments_.file + ": " + desks_.fatal);
    report_.file = arguments_.file;
    report_.front_end = map_.front_end;
    report_.rows = plan_.rows;
    report_.tickets = plan_.tickets.size();
    report_.unreadable_count = plan_.problem_count;
    report_.unreadable = plan_.problems;
    return true;
  }

  int TellPlan() const {
    if (invocation_.format == Format::kJson) {
      JsonWriter json;
      json.BeginObject().Field("file", report_.file).Field("front_end", map_.front_end).Field("rows", report_.rows);
      json.Field("tickets", report_.tickets).Field("unreadable", report_.unreadable_count);
      json.Field("desks", desks_.desks.size()).Field("stand_ins", desks_.stand_ins);
      json.Key("names").BeginObject();
      for (const Name& row : NameTable<CatalogKind>::kRows) json.Field(std::string(row.english) + "s", plan_.names[row.number].size());
      json.EndObject().Key("unreadable_rows").BeginArray();
      for (const RowProblem& p : plan_.problems) json.BeginObject().Field("line", p.line).Field("problem", p.message).EndObject();
      json.EndArray().EndObject();
      fmt::print("{}\n", json.text());
    } else {
      fmt::print("{}", SayFormat(invocation_.language, "{}: {} tickets in {} rows, {} desks ({} stand-ins)\n",
                                 "{}：{}张工单，{}行，{}个坐席（{}个替补）\n", report_.file, report_.tickets, report_.rows, report_.desks,
                                 report_.stand_ins));
      for (const Name& row : NameTable<CatalogKind>::kRows) {
        fmt::print("  {}: {}\n", invocation_.language == Language::kChinese ? row.chinese : row.english, plan_.names[row.number].size());
      }
      for (const RowProblem& p : plan_.problems) fmt::print("{}:{}: {}\n", report_.file, p.line, p.message);
    }
    return report_.unreadable_count == 0 || arguments_.unreadable == UnreadableRows::kTolerate ? kExitOk : kExitRefused;
  }

  // As the data administrator: what the daemon knows, what it is to know; and which desks it takes.
  int Prepare() {
    Connection admin(invocation_, Role::kDataAdmin, map_.front_end);
    if (const int code = admin.Open(); code != kExitOk) return code;
    if (const int code = CheckTime(admin); code != kExitOk) return code;
    KnownNames known;
    for (const Name& row : NameTable<CatalogKind>::kRows) {
      const auto names = admin.client().Names(static_cast<CatalogKind>(row.number));
      if (!names.ok()) return admin.Failed(names.status());
      for (const client::CatalogName& name : *names) known[row.number].insert({name.name, name.chinese});
    }
    report_.refused = DropUnknown(map_, known, plan_);
    report_.counts.refused = report_.refused.size();
    DropUnknown(map_, known, desks_.desks);

    const auto found = Sweep();
    if (!found.ok()) return NoConnection(found.status());
    found_ = *found;
    // A history that is all resolved needs no names and no desks: a second run leaves the daemon as it is.
    const bool resolved = std::all_of(found_.begin(), found_.end(), [](const auto& key) { return key && WasResolved(key->status); });
    if (resolved) desks_ = {};
    report_.desks = desks_.desks.size();
    report_.stand_ins = desks_.stand_ins;
    if (resolved) return kExitOk;

    for (const auto& [kind, name] : NamesToDeclare(map_, plan_, known)) {
      const auto ack = admin.client().Declare(kind, name);
      if (!ack.ok()) return admin.Failed(ack.status());
      ++report_.declared;
    }
    for (const PlannedDesk& desk : desks_.desks) {
      std::vector<client::SkillName> skills;
      for (const auto& [name, level] : desk.skills) skills.push_back({name, level});
      client::DeclareAgentMessage message;
      message.name = desk.name;
      message.tier = desk.tier;
      message.skills = skills;
      message.capacity = desk.capacity;
      const auto ack = admin.client().DeclareAgent(message);
      if (!ack.ok()) return admin.Failed(ack.status());
    }
    report_.names = admin.Names();
    return kExitOk;
  }

  Micros FirstAt() const { return plan_.tickets.front().opened_ms * kMillisecond; }

  // Nothing is changed in a daemon in whose time this cannot be played.
  int CheckTime(Connection& admin) {
    const auto clock = admin.client().AskClock();
    if (!clock.ok()) return admin.Failed(clock.status());
    clock_ = *clock;
    std::string problem;
    if (arguments_.options.time == ReplayTime::kRecorded) {
      problem = WhyNotRecorded(clock_, FirstAt());
    } else if (clock_.source == TimeSource::kDriven) {
      problem = "the daemon's time is driven and stands still: add --time recorded";
    }
    if (problem.empty()) return kExitOk;
    fmt::print(stderr, "tidegate: {}\n", problem);
    return kExitRefused;
  }

  int NoConnection(const absl::Status& status) const {
    fmt::print(stderr, "tidegate: {}\n", NoConnectionWords(status, invocation_.language));
    return kExitNoConnect;
  }

  // Asks for every key on a connection of its own.
  absl::StatusOr<KeysFound> Sweep() const {
    ReplayLink link(Places(""));
    if (const absl::Status status = link.Open(); !status.ok()) return status;
    KeySweep sweep(plan_, link);
    link.Serve(&sweep, [](Micros) {});
    while (!sweep.done() && !link.closed()) {
      sweep.Step(SteadyNow());
      if (!sweep.done()) link.Poll(kNever);
    }
    if (!sweep.done()) return link.problem();
    return sweep.found();
  }

  ReplayLink::Places Places(std::string gateway) const {
    return {invocation_.address, invocation_.workspace, map_.front_end, std::move(gateway), invocation_.timeout};
  }

  int Play() {
    ReplayLink link(Places(map_.front_end + " desks"));
    if (const absl::Status status = link.Open(); !status.ok()) return NoConnection(status);
    const Interrupts interrupts;
    const Micros started = SteadyNow();
    const bool recorded = arguments_.options.time == ReplayTime::kRecorded;
    Connection driver(invocation_, Role::kOperator, map_.front_end + " time");
    RecordedTime time(driver.client(), clock_);
    if (recorded) {
      if (const int code = driver.Open(); code != kExitOk) return code;
      if (const absl::Status status = time.MoveTo(FirstAt() - kDesksComeBefore); !status.ok()) return driver.Failed(status);
    }
    ReplayRun run(plan_, found_, desks_.desks, arguments_.options, link, recorded ? time.now() : started);
    link.Serve(&run, [&](Micros now) { run.set_now(recorded ? time.now() : now); });
    {
      Progress progress(invocation_.language);
      while (run.end() == ReplayEnd::kRunning && !link.closed() && !interrupts.seen()) {
        if (recorded) {
          if (const absl::Status status = time.Step(run, link); !status.ok()) return driver.Failed(status);
        } else {
          run.Step(SteadyNow());
          if (run.end() == ReplayEnd::kRunning) link.Poll(run.next_at());
        }
        progress.Show(run, plan_.tickets.size(), run.counts().submitted + run.counts().refused);
      }
    }
    report_.elapsed = SteadyNow() - started;
    report_.outcome = run.end() == ReplayEnd::kAllResolved    ? ReplayOutcome::kAllResolved
                      : run.end() == ReplayEnd::kNothingMoves ? ReplayOutcome::kNothingMoves
                      : link.closed()                         ? ReplayOutcome::kConnectionLost
                                                              : ReplayOutcome::kInterrupted;
    if (link.closed()) report_.connection_problem = NoConnectionWords(link.problem(), invocation_.language);
    Verify(run);
    if (!link.closed()) SignOff(run, link);
    Fill(run);
    fmt::print("{}", invocation_.format == Format::kJson ? ReportJson(report_) : ReportText(report_, invocation_.language));
    if (report_.outcome == ReplayOutcome::kConnectionLost) {
      fmt::print(stderr, "tidegate: {}\n",
                 Say(invocation_.language, "run the same replay again when the daemon is back: what it acknowledged is not submitted twice",
                     "守护进程恢复后请重新回放：已确认的工单不会重复提交"));
    }
    return ExitCodeOf(report_, arguments_.unreadable);
  }

  // Without an answer for every key, lost stays unknown.
  void Verify(const ReplayRun& run) {
    const auto found = Sweep();
    if (!found.ok()) return;
    report_.verified = true;
    report_.verified_keys = found->size();
    report_.overdue = OverdueOf(*found);
    report_.lost = FindLost(plan_, run.tickets(), *found);
  }

  // Lets the desks go offline by their own choice, so that nothing waits for the grace of a broken connection.
  void SignOff(const ReplayRun& run, ReplayLink& link) {
    struct Answers : client::Handler {
      void OnAck(const client::AckInfo&) override { ++count; }
      std::size_t count = 0;
    } answers;
    link.Serve(&answers, [](Micros) {});
    std::size_t next = 0;
    std::size_t asked = 0;
    const Micros until = SteadyNow() + kSignOffMax;
    while ((next < run.agents().size() || answers.count < asked) && !link.closed() && SteadyNow() < until) {
      for (; next < run.agents().size(); ++next) {
        if (!run.agents()[next]) continue;
        if (link.SetStatus(run.agents()[next], AgentStatus::kOffline, PackTag({ReplayAsk::kSetStatus, next})) == Taken::kNoRoom) break;
        ++asked;
      }
      link.Poll(kNever);
    }
  }

  void Fill(const ReplayRun& run) {
    const std::uint64_t refused_before = report_.counts.refused;
    report_.counts = run.counts();
    report_.counts.refused += refused_before;
    report_.waiting = run.waiting();
    report_.refused.insert(report_.refused.end(), run.refused().begin(), run.refused().end());
    report_.refused_desks = run.refused_desks();
    report_.waits = WaitsOf(run.tickets());
    for (const auto& [index, view] : run.explained()) report_.waiting_tickets.push_back({plan_.tickets[index].key, view});
    if (run.waiting() == 0) report_.waiting_tickets.clear();
  }

  const Invocation& invocation_;
  const ReplayArguments& arguments_;
  ReplayMap map_;
  ReplayPlan plan_;
  DeskPlan desks_;
  KeysFound found_;  // before the run
  client::ClockInfo clock_;
  ReplayReport report_;
};

}  // namespace

int RunReplay(const Invocation& invocation) {
  std::string problem;
  const auto arguments = ReadArguments(invocation, problem);
  if (!arguments) {
    fmt::print(stderr, "tidegate: {}; see `tidegate help replay`\n", problem);
    return kExitUsage;
  }
  return Replay(invocation, *arguments).Run();
}

}  // namespace tidegate
