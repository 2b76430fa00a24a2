// The mode `cycle`: the whole path of a ticket, closed loop: submit, durable offer pushed, accept, resolve, each acknowledged.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bench/load/desk_peer.h"
#include "bench/load/front_door.h"
#include "bench/load/modes.h"
#include "bench/load/staff.h"

namespace tidegate::load {
namespace {

constexpr std::uint64_t kCycleCount = 200'000;
constexpr std::uint64_t kVerifySample = 10'000;
constexpr std::uint32_t kAgents = 1'000;
constexpr std::size_t kSkillCount = 12;
constexpr std::uint32_t kGatewayCredits = 1'024;  // design.md 3
constexpr std::uint32_t kDeskCredits = 32;
constexpr std::uint64_t kOpenPerAgent = 4;               // below the capacity of 5: work waits for skills, not for the pool to drain
constexpr std::size_t kSentKept = std::size_t{1} << 17;  // more than may be open at once
constexpr Micros kSignInPatience = kMinute;
constexpr Micros kRoundPatience = 10 * kMinute;

class CycleRun {
 public:
  CycleRun(const LoadOptions& options, Report& report) : options_(options), report_(report), door_(loop_, report.proof) {}

  absl::Status Run() {
    if (absl::Status status = HireStaff(); !status.ok()) return status;
    if (absl::Status status = OpenDesks(); !status.ok()) return status;
    if (absl::Status status = OpenDoor(); !status.ok()) return status;
    const absl::StatusOr<StatusView> before = AskStatus(options_.connect);
    if (!before.ok()) return before.status();
    loop_.AfterEachTurn([this] { EndTurn(); });

    const std::uint64_t count = options_.count > 0 ? options_.count : kCycleCount;
    report_.figures.resize(3);
    LatencyHistogram unmeasured;
    if (const auto warm = RunRound(options_.warm_up > 0 ? options_.warm_up : count / 5, unmeasured); !warm.ok()) return warm.status();
    cycle_.Clear();
    offer_.Clear();
    for (std::uint32_t n = 0; n < options_.rounds; ++n) {
      const auto round = RunRound(count, report_.figures[1].latency);
      if (!round.ok()) return round.status();
      for (Figure& figure : report_.figures) figure.rounds.push_back(*round);
    }
    return Conclude(*before);
  }

 private:
  // Skills of our own, so that the mix does not depend on the rule set.
  absl::Status HireStaff() {
    for (std::size_t n = 0; n < kSkillCount; ++n) skills_.push_back(fmt::format("load-skill-{:02}", n + 1));
    if (absl::Status status = DeclareSkills(options_.connect, skills_); !status.ok()) return status;
    staff_ = MixedStaff("load", options_.agents > 0 ? options_.agents : kAgents, skills_);
    return DeclareStaff(options_.connect, staff_);
  }

  absl::Status OpenDesks() {
    const bool single = options_.desks == "single";
    const std::size_t peer_count = single ? staff_.size() : std::min<std::size_t>(options_.connections, staff_.size());
    std::vector<std::vector<std::string>> agents(peer_count);
    for (std::size_t n = 0; n < staff_.size(); ++n) agents[n % peer_count].push_back(staff_[n].name);
    std::vector<Peer*> peers;
    for (std::size_t n = 0; n < peer_count; ++n) {
      PeerName name = single ? PeerName{agents[n][0], Role::kAgent, kDeskCredits}
                             : PeerName{fmt::format("load-gateway-{:02}", n + 1), Role::kGateway, kGatewayCredits};
      desks_.push_back(std::make_unique<DeskPeer>(loop_, std::move(name), std::move(agents[n]), work_));
      peers.push_back(desks_.back().get());
    }
    if (absl::Status status = ConnectAll(loop_, options_.connect, peers); !status.ok()) return status;

    work_.on_offered = [this](std::string_view key, const WorkItem&) { Took(key, offer_); };
    work_.keeps_keys = true;
    work_.on_resolved = [this](std::string_view key, const WorkItem&) {
      if (!Took(key, cycle_)) return;  // left in the pool by an earlier run: its end is not ours to count
      ++door_.round().open_room;
      if (unresolved_ > 0) --unresolved_;
    };
    for (const auto& desk : desks_) desk->SignIn();
    return loop_.RunUntil([this] { return work_.signed_in == staff_.size(); }, kSignInPatience, "signing the agents in");
  }

  absl::Status OpenDoor() {
    TicketShape shape;
    const absl::StatusOr<Catalog> catalog = AskCatalog(options_.connect);
    if (!catalog.ok()) return catalog.status();
    shape.types = catalog->types;
    shape.channels = catalog->channels;
    for (std::size_t n = 0; n < skills_.size(); ++n) shape.skills.push_back({{skills_[n], static_cast<std::uint8_t>(1 + n % 3)}});
    door_.round().open_room = std::min<std::uint64_t>(staff_.size() * kOpenPerAgent, kSentKept / 2);
    door_.round().sent_ns.assign(kSentKept, 0);
    run_ = NewRunName();
    return door_.Open(options_.connect, options_.connections, options_.window, shape, run_);
  }

  // A latency of the ticket with this key; false when it is not one of this run.
  bool Took(std::string_view key, LatencyHistogram& histogram) {
    std::uint64_t number = 0;
    if (key.substr(0, run_.size()) != run_ || !NumberOf(key, number)) return false;
    const std::uint64_t now = Loop::NowNs();
    histogram.Add(now - std::min(now, door_.round().sent_ns[number % kSentKept]));
    return true;
  }

  void EndTurn() {
    for (const auto& desk : desks_) desk->Flush();
    if (!door_.round().MaySend()) return;
    for (const auto& peer : door_.peers()) peer->Pump();
  }

  absl::StatusOr<Round> RunRound(std::uint64_t count, LatencyHistogram& submit_latency) {
    RequestRound& round = door_.round();
    round.request = Request::kSubmit;
    round.to_send = count;
    round.to_answer = count;
    round.latency = &submit_latency;
    unresolved_ = count;
    const std::uint64_t started = Loop::NowNs();
    const absl::Status status =
        loop_.RunUntil([&] { return round.to_answer == 0 && unresolved_ == 0; }, kRoundPatience, "a round of cycles");
    if (!status.ok()) return status;
    return Round{count, Loop::NowNs() - started};
  }

  absl::Status Conclude(const StatusView& before) {
    constexpr std::array<std::string_view, 3> kNames{"cycle", "submit acknowledged", "offer pushed"};
    const std::string shape = options_.desks == "single" ? fmt::format("{} agents, a connection each", staff_.size())
                                                         : fmt::format("{} agents on {} gateways", staff_.size(), desks_.size());
    for (std::size_t n = 0; n < kNames.size(); ++n) {
      report_.figures[n].name = kNames[n];
      report_.figures[n].shape = shape;
    }
    report_.figures[0].latency.Merge(cycle_);
    report_.figures[2].latency.Merge(offer_);
    report_.facts.emplace_back("offers gone before the accept", Grouped(work_.stale));
    report_.proof.refused += work_.refused;
    if (door_.round().told_to_wait != 0) {
      report_.facts.emplace_back("told to come again, the disk's budget was used up", Grouped(door_.round().told_to_wait));
    }

    const absl::StatusOr<StatusView> after = AskStatus(options_.connect);
    if (!after.ok()) return after.status();
    const std::uint64_t submitted = after->submitted_total - before.submitted_total;
    const std::uint64_t resolved = after->resolved_total - before.resolved_total;
    const std::uint64_t sent = door_.round().next_number;
    report_.facts.emplace_back("submitted, resolved, as the daemon counts", fmt::format("{}, {}", Grouped(submitted), Grouped(resolved)));
    if (submitted != sent || resolved < sent)
      report_.proof.lost += std::max(sent - std::min(sent, submitted), sent - std::min(sent, resolved));
    // Ended tickets leave the daemon's memory, oldest first: the sample is drawn from the last half of what it keeps.
    const std::uint64_t first = sent - std::min<std::uint64_t>(sent, after->recent / 2);
    return door_.Verify(options_.connect, first, kVerifySample, Status::kResolved);
  }

  const LoadOptions& options_;
  Report& report_;
  Loop loop_;
  FrontDoor door_;
  std::vector<std::string> skills_;
  std::vector<AgentRecord> staff_;
  DeskWork work_;
  std::vector<std::unique_ptr<DeskPeer>> desks_;
  std::string run_;
  std::uint64_t unresolved_ = 0;
  LatencyHistogram cycle_;
  LatencyHistogram offer_;
};

}  // namespace

absl::StatusOr<Report> RunCycle(const LoadOptions& options) {
  Report report;
  report.mode = "cycle";
  if (absl::Status status = CycleRun(options, report).Run(); !status.ok()) return status;
  return report;
}

}  // namespace tidegate::load
