// The mode `demo`: a short mixed day: front ends that submit, desks that take, decline and resolve, a board that shows it all.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <random>

#include "bench/load/demo_day.h"
#include "bench/load/demo_ledger.h"
#include "bench/load/demo_picture.h"
#include "bench/load/demo_staff.h"
#include "bench/load/demo_tickets.h"
#include "bench/load/desk_peer.h"
#include "bench/load/front_door.h"
#include "bench/load/live_table.h"
#include "bench/load/modes.h"
#include "bench/load/staff.h"
#include "bench/load/status_board.h"
#include "bench/load/verifier.h"

namespace tidegate::load {
namespace {

constexpr std::uint32_t kAgents = 60;
constexpr std::uint32_t kPeakPerSecond = 400;  // a little more than the desks can do: the pool fills, and drains after the peak
constexpr std::int64_t kDurationMs = 60'000;
constexpr std::uint64_t kDayShare = 85;     // per cent of the duration that tickets arrive; the rest works the pool off
constexpr Micros kDrainPatience = kMinute;  // beyond it something hangs
constexpr std::uint64_t kHandleMeanNs = 1'000'000'000;
constexpr std::uint32_t kDeclinePerCent = 2;
constexpr std::uint32_t kGateways = 4;
constexpr std::uint32_t kGatewayCredits = 1'024;
constexpr std::uint64_t kArrivalNs = 1'000'000;        // arrivals are looked at every millisecond
constexpr std::uint64_t kBoardNs = 250'000'000;        // four looks a second: what an eye follows
constexpr std::uint64_t kPlainLineNs = 2'000'000'000;  // a log wants fewer
constexpr std::uint64_t kSeed = 19;

// Front ends by name; a ticket goes through one of them by its number.
constexpr std::array<std::string_view, 4> kFrontEnds{"hotline-ivr", "app-server", "web-shop", "social-hub"};

volatile std::sig_atomic_t interrupts = 0;
extern "C" void CountInterrupt(int) { interrupts = interrupts + 1; }

class Day;

class ShopFront : public Peer {
 public:
  ShopFront(Loop& loop, std::string_view name, Day& day) : Peer(loop, {std::string(name), Role::kFrontEnd, 0}), day_(day) {}
  void OnAck(const client::AckInfo& ack) override;

 private:
  Day& day_;
};

class Day {
 public:
  Day(const LoadOptions& options, Report& report)
      : options_(options),
        report_(report),
        length_ns_(static_cast<std::uint64_t>(options.duration_ms > 0 ? options.duration_ms : kDurationMs) * 1'000'000 * kDayShare / 100),
        day_(length_ns_, options.rate > 0 ? options.rate : kPeakPerSecond),
        board_(loop_),
        ledger_(NewRunName()),
        random_(kSeed) {}

  absl::Status Run() {
    if (absl::Status status = Prepare(); !status.ok()) return status;
    std::signal(SIGINT, CountInterrupt);
    std::signal(SIGTERM, CountInterrupt);
    absl::Status status = Live();
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (!status.ok()) return status;
    Summarize();
    return Verify();
  }

  void Acknowledged(const client::AckInfo& ack);

 private:
  absl::Status Prepare() {
    if (absl::Status status = DeclareSkills(options_.connect, DemoSkills()); !status.ok()) return status;
    absl::StatusOr<Catalog> catalog = AskCatalog(options_.connect);
    if (!catalog.ok()) return catalog.status();
    catalog_ = *std::move(catalog);
    tickets_.emplace(catalog_, kSeed);
    staff_ = DemoStaff(options_.agents > 0 ? options_.agents : kAgents);
    if (absl::Status status = DeclareStaff(options_.connect, staff_); !status.ok()) return status;
    absl::StatusOr<std::vector<AgentRow>> rows = AskAgents(options_.connect);
    if (!rows.ok()) return rows.status();
    picture_.Name(*rows);

    work_.keeps_keys = true;
    work_.handle_ns = [this](const client::OfferInfo&) { return kHandleMeanNs / 2 + random_() % kHandleMeanNs; };
    work_.declines = [this](const client::OfferInfo&) { return random_() % 100 < kDeclinePerCent; };
    work_.on_assigned = [this](std::string_view key, const WorkItem& item) { Assigned(key, item); };
    work_.on_resolved = [this](std::string_view key, const WorkItem& item) { Resolved(key, item); };

    std::vector<std::vector<std::string>> agents(kGateways);
    for (std::size_t n = 0; n < staff_.size(); ++n) agents[n % kGateways].push_back(staff_[n].name);
    std::vector<Peer*> peers{&board_};
    for (std::uint32_t n = 0; n < kGateways; ++n) {
      desks_.push_back(std::make_unique<DeskPeer>(loop_, PeerName{fmt::format("call-centre-{}", n + 1), Role::kGateway, kGatewayCredits},
                                                  std::move(agents[n]), work_));
      peers.push_back(desks_.back().get());
    }
    for (const std::string_view name : kFrontEnds) {
      fronts_.push_back(std::make_unique<ShopFront>(loop_, name, *this));
      peers.push_back(fronts_.back().get());
    }
    if (absl::Status status = ConnectAll(loop_, options_.connect, peers); !status.ok()) return status;
    for (const auto& desk : desks_) desk->SignIn();
    loop_.AfterEachTurn([this] {
      for (const auto& desk : desks_) desk->Flush();
    });
    return loop_.RunUntil([this] { return work_.signed_in == staff_.size(); }, kMinute, "signing the agents in");
  }

  // The day itself, then the rest of the pool.
  absl::Status Live() {
    LiveTable table(options_.json ? stderr : stdout);
    table_ = &table;
    started_ns_ = Loop::NowNs();
    Look();
    const Micros patience = static_cast<Micros>(length_ns_ / 1'000) + kDrainPatience;
    absl::Status status = loop_.RunUntil(
        [this] {
          if (interrupts > 0 && !stopped_) {
            stopped_ = true;
            length_ns_ = Elapsed();
          }
          if (!Over()) Arrive();
          return interrupts > 1 || (Over() && ledger_.AllResolved());
        },
        patience, "the day");
    // What hangs is part of the summary, not the end of it.
    if (absl::IsDeadlineExceeded(status)) status = absl::OkStatus();
    table_ = nullptr;
    if (!status.ok()) return status;
    // The last picture shows the end, not the last look before it.
    if (status = board_.Refresh(); !status.ok()) return status;
    table.Show(picture_.View(Elapsed(), Over() ? DemoPicture::Phase::kDraining : DemoPicture::Phase::kDay));
    return status;
  }

  std::uint64_t Elapsed() const { return Loop::NowNs() - started_ns_; }
  bool Over() const { return Elapsed() >= length_ns_; }

  void Arrive() {
    const std::uint64_t due = day_.ArrivedAt(Elapsed());
    while (ledger_.size() < due && FrontOf(ledger_.size()).client().room() > 0) Send(ledger_.Add(tickets_->Next()));
    if (!arrival_timer_) {
      arrival_timer_ = true;
      loop_.At(Loop::NowNs() + kArrivalNs, [this] { arrival_timer_ = false; });
    }
  }

  ShopFront& FrontOf(std::uint64_t number) { return *fronts_[number % fronts_.size()]; }

  void Send(std::uint64_t number) {
    const DemoTicket& ticket = ledger_.ticket(number);
    const std::string key = ledger_.KeyOf(number);
    const client::SkillName skill{ticket.skill, ticket.skill_level};
    client::SubmitMessage message;
    message.external_key = key;
    message.customer = ticket.customer;
    message.order = ticket.order;
    message.channel = ticket.channel;
    message.type = ticket.type;
    message.region = ticket.region;
    if (!ticket.skill.empty()) message.skills = {&skill, 1};
    message.level = ticket.level;
    message.category = ticket.category;
    message.tier = ticket.tier;
    message.title = ticket.title;
    message.text = ticket.text;
    ledger_.Sent(number, Loop::NowNs());
    if (FrontOf(number).client().Submit(message, number) != client::Sent::kYes) {
      loop_.Fail(absl::InternalError("a submit was not sent"));
    }
  }

  void Assigned(std::string_view key, const WorkItem& item) {
    const DemoTicket* ticket = ledger_.Assigned(key, Loop::NowNs());
    if (ticket == nullptr) return;
    picture_.Assigned(item, *ticket);
  }

  void Resolved(std::string_view key, const WorkItem& item) {
    picture_.Resolved(item);
    ledger_.Resolved(key);
  }

  // Shows what is known and asks for more.
  void Look() {
    picture_.Sample(Loop::NowNs());
    if (table_ != nullptr && board_.status().now != 0)
      table_->Show(picture_.View(Elapsed(), Over() ? DemoPicture::Phase::kDraining : DemoPicture::Phase::kDay));
    board_.Ask();
    loop_.At(Loop::NowNs() + (table_ != nullptr && table_->is_terminal() ? kBoardNs : kPlainLineNs), [this] {
      if (table_ != nullptr) Look();
    });
  }

  void Summarize() {
    const auto add = [this](std::string label, std::string value) { report_.facts.emplace_back(std::move(label), std::move(value)); };
    add("submitted", Grouped(ledger_.acknowledged()));
    add("assigned", Grouped(ledger_.assigned()));
    add("resolved", Grouped(ledger_.resolved()));
    add("waiting", Grouped(ledger_.acknowledged() - ledger_.resolved()));
    add("declined, then taken by others", Grouped(work_.declined));
    add("offers that expired", Grouped(work_.stale));
    add("told to come again", Grouped(told_to_wait_));
    add("overdue at most", Grouped(picture_.overdue_most()));
    add("wait for an agent", fmt::format("p50 {}, p99 {}", Duration(ledger_.assign_latency().Percentile(500)),
                                         Duration(ledger_.assign_latency().Percentile(990))));
    add("acknowledged within",
        fmt::format("p50 {}, p99 {}, worst {}", Duration(ledger_.acknowledge_latency().Percentile(500)),
                    Duration(ledger_.acknowledge_latency().Percentile(990)), Duration(ledger_.acknowledge_latency().max_ns())));
    report_.proof.refused += work_.refused;
  }

  // Every key that was acknowledged, front end by front end, on new connections.
  absl::Status Verify() {
    for (std::size_t front = 0; front < fronts_.size(); ++front) {
      const std::vector<Promised> promised = ledger_.Promises(front, fronts_.size());
      if (absl::Status status = VerifyKeys(loop_, options_.connect, kFrontEnds[front], promised, report_.proof); !status.ok())
        return status;
    }
    if (!stopped_ && ledger_.resolved() != ledger_.acknowledged()) {
      return absl::DeadlineExceededError(
          fmt::format("{} tickets were still not resolved {} s after the day: tidegate pool and tidegate ticket "
                      "explain say what they wait for",
                      ledger_.acknowledged() - ledger_.resolved(), kDrainPatience / kSecond));
    }
    return absl::OkStatus();
  }

  const LoadOptions& options_;
  Report& report_;
  Loop loop_;
  std::uint64_t length_ns_;
  DemoDay day_;
  Catalog catalog_;
  std::optional<DemoTickets> tickets_;
  std::vector<AgentRecord> staff_;
  DeskWork work_;
  std::vector<std::unique_ptr<DeskPeer>> desks_;
  std::vector<std::unique_ptr<ShopFront>> fronts_;
  StatusBoard board_;
  DemoLedger ledger_;
  DemoPicture picture_{{&options_.connect, &day_, &ledger_, &board_, &staff_, &desks_}};
  std::mt19937_64 random_;
  LiveTable* table_ = nullptr;

  std::uint64_t started_ns_ = 0;
  bool stopped_ = false;
  bool arrival_timer_ = false;
  std::uint64_t told_to_wait_ = 0;
};

void ShopFront::OnAck(const client::AckInfo& ack) {
  if (ack.ok() || ack.reject == Reject::kBusy || ack.reject == Reject::kFull || ack.reject == Reject::kNoSpace) {
    day_.Acknowledged(ack);
  } else {
    Fail("a submit", ack);
  }
}

// Refused for now: the same key again after the time given, as a front end should.
void Day::Acknowledged(const client::AckInfo& ack) {
  const std::uint64_t number = ack.tag;
  if (!ack.ok()) {
    ++told_to_wait_;
    loop_.At(Loop::NowNs() + std::max<std::uint64_t>(1, ack.retry_after_ms) * 1'000'000, [this, number] { Send(number); });
    return;
  }
  ++report_.proof.acknowledged;
  if (ack.duplicate) ++report_.proof.duplicate;
  ledger_.Acknowledged(number, Loop::NowNs());
}

}  // namespace

absl::StatusOr<Report> RunDemo(const LoadOptions& options) {
  Report report;
  report.mode = "demo";
  if (absl::Status status = Day(options, report).Run(); !status.ok()) return status;
  return report;
}

}  // namespace tidegate::load
