// The modes in which nobody works on the tickets: submit, single, memory, latency.

#include <fmt/format.h>

#include <algorithm>

#include "bench/load/front_run.h"
#include "bench/load/modes.h"
#include "bench/load/open_loop.h"
#include "bench/load/process_memory.h"

namespace tidegate::load {
namespace {

constexpr std::uint64_t kSubmitCount = 1'000'000;
constexpr std::uint64_t kSingleCount = 200'000;
constexpr std::uint64_t kMemoryCount = 2'000'000;  // or as many as the daemon takes
constexpr std::uint32_t kLatencyRate = 50'000;
constexpr std::int64_t kLatencyDurationMs = 10'000;
constexpr Micros kSettlePatience = 30 * kSecond;  // until memory stands still

// Requests of a run that has rounds.
struct Rounds {
  Rounds(const LoadOptions& options, std::uint64_t own)
      : count(options.count > 0 ? options.count : own),
        warm_up(options.warm_up > 0 ? options.warm_up : count / 5),
        rounds(options.rounds) {}
  std::uint64_t all() const { return warm_up + count * rounds; }
  std::uint64_t count;
  std::uint64_t warm_up;
  std::uint32_t rounds;
};

// The report of a run that was done, or why it could not be.
absl::StatusOr<Report> Done(FrontRun& run) {
  if (absl::Status status = run.End(); !status.ok()) return status;
  return std::move(run.report());
}

}  // namespace

absl::StatusOr<Report> RunSubmit(const LoadOptions& options) {
  FrontRun run(options, "submit");
  if (const auto status = run.Look(); !status.ok()) return status.status();
  const Rounds rounds(options, kSubmitCount);
  if (absl::Status status = run.Begin({.tickets = rounds.all(), .window = options.window}); !status.ok()) return status;
  Figure& figure = run.AddFigure("submit", fmt::format("{} connections x {} in flight", options.connections, options.window));
  const absl::Status status = run.door().RunRounds(Request::kSubmit, rounds.warm_up, rounds.count, rounds.rounds, figure);
  if (!status.ok()) return status;
  run.report().facts.emplace_back("ticket",
                                  fmt::format("{} bytes of text, frames of {} bytes", kTicketTextBytes, run.door().frame_bytes()));
  return Done(run);
}

absl::StatusOr<Report> RunSingle(const LoadOptions& options) {
  FrontRun run(options, "single");
  if (const auto status = run.Look(); !status.ok()) return status.status();
  const Rounds rounds(options, kSingleCount);
  if (absl::Status status = run.Begin({.tickets = rounds.all(), .window = 1}); !status.ok()) return status;
  const std::string shape = fmt::format("{} connections, one at a time", options.connections);
  run.AddFigure("echo", shape);
  run.AddFigure("submit", shape);
  Figure& echo = run.report().figures[0];
  Figure& submit = run.report().figures[1];
  LatencyHistogram unmeasured;
  for (const Request request : {Request::kPing, Request::kSubmit}) {
    if (const auto round = run.door().Run(request, rounds.warm_up, unmeasured); !round.ok()) return round.status();
  }
  for (std::uint32_t n = 0; n < rounds.rounds; ++n) {
    for (Figure* figure : {&echo, &submit}) {
      const Request request = figure == &echo ? Request::kPing : Request::kSubmit;
      const auto round = run.door().Run(request, rounds.count, figure->latency);
      if (!round.ok()) return round.status();
      figure->rounds.push_back(*round);
    }
  }
  const std::uint64_t share = submit.MedianPerSecond() * 100 / std::max<std::uint64_t>(1, echo.MedianPerSecond());
  run.report().facts.emplace_back("submit, share of echo", fmt::format("{} %", share));
  return Done(run);
}

absl::StatusOr<Report> RunMemory(const LoadOptions& options) {
  FrontRun run(options, "memory");
  const auto looked = run.Look();
  if (!looked.ok()) return looked.status();
  const std::uint64_t count = options.count > 0 ? options.count : std::min(kMemoryCount, RoomFor(*looked));
  if (absl::Status status = run.Begin({.tickets = count, .window = options.window, .text_bytes = 0}); !status.ok()) return status;
  const absl::StatusOr<std::uint64_t> before = ResidentBytes(options.pid);
  if (!before.ok()) return before.status();
  LatencyHistogram latency;
  if (const auto round = run.door().Run(Request::kSubmit, count, latency); !round.ok()) return round.status();
  const absl::StatusOr<std::uint64_t> after = SettledResidentBytes(run.loop(), options.pid, kSettlePatience);
  if (!after.ok()) return after.status();
  const std::uint64_t growth = *after > *before ? *after - *before : 0;
  auto& facts = run.report().facts;
  facts.emplace_back("open tickets added", Grouped(count));
  facts.emplace_back("VmRSS before", fmt::format("{} MiB", *before >> 20));
  facts.emplace_back("VmRSS after", fmt::format("{} MiB", *after >> 20));
  facts.emplace_back("bytes an open ticket", std::to_string(growth / count));
  return Done(run);
}

absl::StatusOr<Report> RunLatency(const LoadOptions& options) {
  FrontRun run(options, "latency");
  if (const auto status = run.Look(); !status.ok()) return status.status();
  const std::uint32_t rate = options.rate > 0 ? options.rate : kLatencyRate;
  const std::int64_t duration_ms = options.duration_ms > 0 ? options.duration_ms : kLatencyDurationMs;
  const std::uint64_t count = static_cast<std::uint64_t>(duration_ms) * rate / 1'000;
  const std::uint64_t warm_up = std::min<std::uint64_t>(rate, count / 5);  // a second's worth
  if (absl::Status status = run.Begin({.tickets = warm_up + count, .window = options.window}); !status.ok()) return status;
  Figure& figure = run.AddFigure("submit", fmt::format("{} a second, {} connections", Grouped(rate), options.connections));
  LatencyHistogram unmeasured;
  OpenLoop open_loop(run.loop(), run.door(), rate);
  if (const auto round = open_loop.Run(warm_up, unmeasured); !round.ok()) return round.status();
  const auto round = open_loop.Run(count, figure.latency);
  if (!round.ok()) return round.status();
  figure.rounds.push_back(*round);
  run.report().facts.emplace_back("longest wait for a free place",
                                  Duration(open_loop.longest_wait_ns()) + ": part of the latency, as a caller would feel it");
  return Done(run);
}

}  // namespace tidegate::load
