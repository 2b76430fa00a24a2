// The modes in which nobody works on the tickets: submit, single, memory, latency.

#include <fmt/format.h>

#include <algorithm>

#include "bench/load/front_door.h"
#include "bench/load/modes.h"
#include "bench/load/open_loop.h"
#include "bench/load/process_memory.h"
#include "bench/load/staff.h"

namespace tidegate::load {
namespace {

constexpr std::uint64_t kSubmitCount = 1'000'000;
constexpr std::uint64_t kSingleCount = 200'000;
constexpr std::uint64_t kMemoryCount = 2'000'000;
constexpr std::uint32_t kLatencyRate = 50'000;
constexpr std::int64_t kLatencyDurationMs = 10'000;
constexpr std::uint64_t kVerifySample = 10'000;   // seconds of a run, not minutes; status counts all the others
constexpr Micros kSettlePatience = 30 * kSecond;  // until memory stands still

std::uint64_t CountOf(const LoadOptions& options, std::uint64_t own) { return options.count > 0 ? options.count : own; }
std::uint64_t WarmUpOf(const LoadOptions& options, std::uint64_t count) { return options.warm_up > 0 ? options.warm_up : count / 5; }

// Names that the tickets carry: those of the daemon's own catalog.
absl::StatusOr<TicketShape> ShapeOf(const LoadOptions& options) {
  absl::StatusOr<Catalog> catalog = AskCatalog(options.connect);
  if (!catalog.ok()) return catalog.status();
  TicketShape shape;
  shape.types = std::move(catalog->types);
  shape.channels = std::move(catalog->channels);
  return shape;
}

// What a run begins with and is checked against at its end.
class Ledger {
 public:
  explicit Ledger(std::string_view address) : address_(address) {}

  absl::Status Begin() {
    const absl::StatusOr<StatusView> status = AskStatus(address_);
    if (status.ok()) before_ = *status;
    return status.status();
  }

  // The daemon's own count of submits must have grown by exactly what it acknowledged; a sample of the keys must be there.
  absl::Status End(FrontDoor& door, Report& report) {
    const absl::StatusOr<StatusView> after = AskStatus(address_);
    if (!after.ok()) return after.status();
    const std::uint64_t counted = after->submitted_total - before_.submitted_total;
    if (counted != report.proof.acknowledged) {
      report.facts.emplace_back("counted by the daemon", fmt::format("{}, but it acknowledged {}", counted, report.proof.acknowledged));
      report.proof.lost += counted < report.proof.acknowledged ? report.proof.acknowledged - counted : 1;
    }
    return door.Verify(address_, 0, kVerifySample, Status::kPooled);
  }

 private:
  std::string_view address_;
  StatusView before_;
};

std::string ShapeText(const LoadOptions& options, std::string_view what) {
  return fmt::format("{} connections x {} {}", options.connections, options.window, what);
}

}  // namespace

absl::StatusOr<Report> RunSubmit(const LoadOptions& options) {
  Report report;
  report.mode = "submit";
  Ledger ledger(options.connect);
  if (absl::Status status = ledger.Begin(); !status.ok()) return status;
  const absl::StatusOr<TicketShape> shape = ShapeOf(options);
  if (!shape.ok()) return shape.status();

  Loop loop;
  FrontDoor door(loop, report.proof);
  if (absl::Status status = door.Open(options.connect, options.connections, options.window, *shape, NewRunName()); !status.ok())
    return status;
  Figure& figure = report.figures.emplace_back();
  figure.name = "submit";
  figure.shape = ShapeText(options, "in flight");
  const std::uint64_t count = CountOf(options, kSubmitCount);
  if (absl::Status status = door.RunRounds(Request::kSubmit, WarmUpOf(options, count), count, options.rounds, figure); !status.ok()) {
    return status;
  }
  report.facts.emplace_back("ticket", fmt::format("{} bytes of text, frames of {} bytes", kTicketTextBytes, door.frame_bytes()));
  if (absl::Status status = ledger.End(door, report); !status.ok()) return status;
  return report;
}

absl::StatusOr<Report> RunSingle(const LoadOptions& options) {
  Report report;
  report.mode = "single";
  Ledger ledger(options.connect);
  if (absl::Status status = ledger.Begin(); !status.ok()) return status;
  const absl::StatusOr<TicketShape> shape = ShapeOf(options);
  if (!shape.ok()) return shape.status();

  Loop loop;
  FrontDoor door(loop, report.proof);
  if (absl::Status status = door.Open(options.connect, options.connections, 1, *shape, NewRunName()); !status.ok()) return status;
  report.figures.resize(2);
  Figure& echo = report.figures[0];
  Figure& submit = report.figures[1];
  echo.name = "echo";
  submit.name = "submit";
  echo.shape = submit.shape = fmt::format("{} connections, one at a time", options.connections);
  const std::uint64_t count = CountOf(options, kSingleCount);
  LatencyHistogram unmeasured;
  for (const Request request : {Request::kPing, Request::kSubmit}) {
    if (const auto round = door.Run(request, WarmUpOf(options, count), unmeasured); !round.ok()) return round.status();
  }
  for (std::uint32_t n = 0; n < options.rounds; ++n) {
    for (Figure* figure : {&echo, &submit}) {
      const auto round = door.Run(figure == &echo ? Request::kPing : Request::kSubmit, count, figure->latency);
      if (!round.ok()) return round.status();
      figure->rounds.push_back(*round);
    }
  }
  const std::uint64_t share = submit.MedianPerSecond() * 100 / std::max<std::uint64_t>(1, echo.MedianPerSecond());
  report.facts.emplace_back("submit, share of echo", fmt::format("{} %", share));
  if (absl::Status status = ledger.End(door, report); !status.ok()) return status;
  return report;
}

absl::StatusOr<Report> RunMemory(const LoadOptions& options) {
  Report report;
  report.mode = "memory";
  Ledger ledger(options.connect);
  if (absl::Status status = ledger.Begin(); !status.ok()) return status;
  absl::StatusOr<TicketShape> shape = ShapeOf(options);
  if (!shape.ok()) return shape.status();
  shape->text_bytes = 0;

  Loop loop;
  FrontDoor door(loop, report.proof);
  if (absl::Status status = door.Open(options.connect, options.connections, options.window, *shape, NewRunName()); !status.ok())
    return status;
  const absl::StatusOr<std::uint64_t> before = ResidentBytes(options.pid);
  if (!before.ok()) return before.status();
  LatencyHistogram latency;
  const std::uint64_t count = CountOf(options, kMemoryCount);
  if (const auto round = door.Run(Request::kSubmit, count, latency); !round.ok()) return round.status();
  const absl::StatusOr<std::uint64_t> after = SettledResidentBytes(loop, options.pid, kSettlePatience);
  if (!after.ok()) return after.status();
  const std::uint64_t growth = *after > *before ? *after - *before : 0;
  report.facts.emplace_back("open tickets added", Grouped(count));
  report.facts.emplace_back("VmRSS before", fmt::format("{} MiB", *before >> 20));
  report.facts.emplace_back("VmRSS after", fmt::format("{} MiB", *after >> 20));
  report.facts.emplace_back("bytes an open ticket", std::to_string(growth / count));
  if (absl::Status status = ledger.End(door, report); !status.ok()) return status;
  return report;
}

absl::StatusOr<Report> RunLatency(const LoadOptions& options) {
  Report report;
  report.mode = "latency";
  Ledger ledger(options.connect);
  if (absl::Status status = ledger.Begin(); !status.ok()) return status;
  const absl::StatusOr<TicketShape> shape = ShapeOf(options);
  if (!shape.ok()) return shape.status();

  Loop loop;
  FrontDoor door(loop, report.proof);
  if (absl::Status status = door.Open(options.connect, options.connections, options.window, *shape, NewRunName()); !status.ok())
    return status;
  Figure& figure = report.figures.emplace_back();
  figure.name = "submit";
  const std::uint32_t rate = options.rate > 0 ? options.rate : kLatencyRate;
  figure.shape = fmt::format("{} a second, {} connections", Grouped(rate), options.connections);

  const std::int64_t duration_ms = options.duration_ms > 0 ? options.duration_ms : kLatencyDurationMs;
  const std::uint64_t count = static_cast<std::uint64_t>(duration_ms) * rate / 1'000;
  const std::uint64_t warm_up = std::min<std::uint64_t>(rate, count / 5);  // a second's worth
  LatencyHistogram unmeasured;
  OpenLoop open_loop(loop, door, rate);
  if (const auto round = open_loop.Run(warm_up, unmeasured); !round.ok()) return round.status();
  const auto round = open_loop.Run(count, figure.latency);
  if (!round.ok()) return round.status();
  figure.rounds.push_back(*round);
  report.facts.emplace_back("longest wait for a free place",
                            Duration(open_loop.longest_wait_ns()) + ": part of the latency, as a caller would feel it");
  if (absl::Status status = ledger.End(door, report); !status.ok()) return status;
  return report;
}

}  // namespace tidegate::load
