#include "bench/load/front_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "bench/load/staff.h"

namespace tidegate::load {
namespace {

constexpr std::uint64_t kReservedPerCent = 5;
constexpr std::uint64_t kVerifySample = 10'000;  // seconds of a run, not minutes; status counts all the others

}  // namespace

std::uint64_t RoomFor(const StatusView& status) {
  const std::uint64_t places = status.open_max - status.open_max * kReservedPerCent / 100;
  return places - std::min(places, status.open);
}

absl::Status CheckRoom(const StatusView& status, std::uint64_t tickets) {
  const std::uint64_t room = RoomFor(status);
  if (tickets <= room && tickets > 0) return absl::OkStatus();
  const std::uint64_t wanted = (status.open + std::max<std::uint64_t>(tickets, 1)) * 100 / (100 - kReservedPerCent) + 1;
  return absl::FailedPreconditionError(
      fmt::format("the daemon has room for {} more tickets of any level and this run leaves {} open; start tidegated with --tickets-max {} "
                  "on a fresh directory, or send fewer with --count and --rounds",
                  Grouped(room), Grouped(tickets), wanted));
}

FrontRun::FrontRun(const LoadOptions& options, std::string_view mode) : options_(options), door_(loop_, report_.proof) {
  report_.mode = mode;
}

absl::StatusOr<StatusView> FrontRun::Look() {
  absl::StatusOr<StatusView> status = AskStatus(options_.connect);
  if (status.ok()) before_ = *status;
  return status;
}

absl::Status FrontRun::Begin(const Plan& plan) {
  if (absl::Status status = CheckRoom(before_, plan.tickets); !status.ok()) return status;
  // Names that the tickets carry: those of the daemon's own catalog.
  absl::StatusOr<Catalog> catalog = AskCatalog(options_.connect);
  if (!catalog.ok()) return catalog.status();
  TicketShape shape;
  shape.types = std::move(catalog->types);
  shape.channels = std::move(catalog->channels);
  shape.text_bytes = plan.text_bytes;
  return door_.Open(options_.connect, options_.connections, plan.window, shape, NewRunName());
}

absl::Status FrontRun::End() {
  const absl::StatusOr<StatusView> after = AskStatus(options_.connect);
  if (!after.ok()) return after.status();
  const std::uint64_t counted = after->submitted_total - before_.submitted_total;
  Proof& proof = report_.proof;
  if (counted != proof.acknowledged) {
    report_.facts.emplace_back("counted by the daemon", fmt::format("{}, but it acknowledged {}", counted, proof.acknowledged));
    proof.lost += counted < proof.acknowledged ? proof.acknowledged - counted : 1;
  }
  return door_.Verify(options_.connect, 0, kVerifySample, Status::kPooled);
}

Figure& FrontRun::AddFigure(std::string_view name, std::string shape) {
  Figure& figure = report_.figures.emplace_back();
  figure.name = name;
  figure.shape = std::move(shape);
  return figure;
}

}  // namespace tidegate::load
