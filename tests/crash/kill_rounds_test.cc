// kill -9 of the real daemon under load, again and again, against a ledger of what it had acknowledged. The moments are counts of
// acknowledgements, chosen by a seed; which requests are in flight then is up to the machine. Images are made all the while: some kills
// meet one half written, and most starts begin with one.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/client/blocking_client.h"
#include "tests/crash/crash_front_end.h"
#include "tests/crash/crash_gateway.h"
#include "tests/crash/daemon_process.h"
#include "tests/crash/key_checker.h"
#include "tests/support/seed.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

constexpr int kRounds = 50;
constexpr int kSecondDaemonEvery = 7;           // rounds between attempts to start another daemon on the directory
constexpr std::uint64_t kKillAfterMaxLog2 = 9;  // up to 512 acknowledgements of the chosen kind: some commits, some hundred tickets
// More than any plan waits for. Rounds that work until the journal is cut would never end on busy cores: whoever folds and writes images
// has what the load leaves, and the disk's budget would end the submits.
constexpr std::size_t kRoundTickets = 20'000;
constexpr int kCutRoundEvery = 5;              // rounds between those that work until the journal is cut, and are killed in the midst of it
constexpr int kExitUnavailable = 69;           // EX_UNAVAILABLE: the directory is in use
constexpr std::chrono::seconds kPatience(60);  // for what takes a second; a sanitizer build on busy cores takes its time
constexpr std::chrono::milliseconds kCallTimeout = kPatience;
constexpr std::size_t kHistoriesCompared = 300;
constexpr std::size_t kGateways = 2;
constexpr std::size_t kAgentsPerGateway = 8;
constexpr std::uint32_t kCapacity = 4;

// When to kill: after so many acknowledgements of a kind of command in this round; kNone = of any.
struct KillPlan {
  CommandKind kind = CommandKind::kNone;
  std::uint64_t after = 0;
};

class KillRounds : public testing::Test {
 protected:
  KillRounds() : round_(TestSeed()) {
    for (std::size_t i = 0; i < 2; ++i) {
      front_end_names_.push_back(fmt::format("front-{}", i));
      front_ends_.push_back(std::make_unique<CrashFrontEnd>(round_, front_end_names_.back(), i));
    }
    for (std::size_t i = 0; i < kGateways; ++i) {
      std::vector<std::string> agents;
      for (std::size_t agent = 0; agent < kAgentsPerGateway; ++agent) agents.push_back(AgentName(i * kAgentsPerGateway + agent));
      gateways_.push_back(std::make_unique<CrashGateway>(round_, fmt::format("gateway-{}", i), std::move(agents)));
    }
    round_.on_acknowledged = [this](CommandKind kind) { OnAcknowledged(kind); };
  }

  static std::string AgentName(std::size_t number) { return fmt::format("agent-{}", number); }

  void Start() {
    daemon_.emplace(directory_.path());
    ASSERT_TRUE(daemon_->serves()) << ReadWhole(directory_ / "daemon.log");
    round_.alive = true;
  }

  // Once in the life of the directory: also the agents must come back after every crash.
  void DeclareAgents() {
    client::BlockingClient admin(kCallTimeout);
    client::HelloMessage hello;
    hello.role = Role::kDataAdmin;
    hello.name = "admin";
    ASSERT_TRUE(admin.Open(daemon_->address(), hello).ok());
    const client::SkillName skill{"refund", 2};
    for (std::size_t i = 0; i < kGateways * kAgentsPerGateway; ++i) {
      const std::string name = AgentName(i);
      client::DeclareAgentMessage message;
      message.name = name;
      message.tier = i % 2 == 0 ? AgentTier::kSenior : AgentTier::kRegular;
      if (i % 4 < 3) message.skills = {&skill, 1};
      message.capacity = kCapacity;
      ASSERT_TRUE(admin.DeclareAgent(message).ok());
    }
    admin.Close();
  }

  void ExpectSecondDaemonRefused() {
    const std::string log = directory_ / "second.log";
    ChildProcess second(DaemonProcess::Words(directory_.path()), log);
    EXPECT_EQ(second.ReadAll(), "") << "a second daemon serves the same directory";
    EXPECT_EQ(second.Wait(), kExitUnavailable);
    EXPECT_NE(ReadWhole(log).find("in use by another process"), std::string::npos) << ReadWhole(log);
  }

  // Runs the connections until `done`; a failure when it does not come.
  template <class Done>
  void RunUntil(Done done, const char* what) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!done()) {
      ASSERT_FALSE(HasFailure()) << "while " << what;
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << what << " does not end: " << Open();
      io_.restart();
      io_.run_one_for(std::chrono::milliseconds(100));
    }
  }

  // FORMAT.md 6: the seq behind which the journal begins.
  std::uint64_t JournalBase() const {
    const std::string marks = ReadWhole(directory_ / "data/journal_marks");
    std::uint64_t base = 0;
    if (marks.size() >= 16) std::memcpy(&base, marks.data() + 8, sizeof base);
    return base;
  }

  // What the last process left.
  void CountImages() {
    const std::uint64_t base = JournalBase();
    EXPECT_GE(base, base_) << "the journal's begin went back";
    if (base > base_) ++cuts_seen_;
    base_ = base;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "data/image")) {
      const std::string name = entry.path().filename();
      if (name.find(".image") != std::string::npos) ++starts_with_image_;
      if (name.find("retired-") != std::string::npos) ++starts_with_rest_;
    }
  }

  std::string Open() const {
    std::string text = fmt::format("{} tickets, {} resolved", round_.ledger.size(), round_.ledger.resolved());
    for (const auto& front_end : front_ends_) text += fmt::format(", {} without answer at {}", front_end->unanswered(), front_end->name());
    for (const auto& gateway : gateways_) text += fmt::format(", {} at {}", gateway->unanswered(), gateway->name());
    return text;
  }

  // Compares the daemon with the ledger before anybody works on.
  void Check() {
    KeyChecker checker(round_, front_end_names_);
    checker.Connect(io_, daemon_->address());
    RunUntil([&] { return checker.open() && checker.done(); }, "checking the keys");
    EXPECT_EQ(checker.found_open(), daemon_->open_tickets()) << "the ready line counts otherwise";
    kept_ += checker.kept();
    gone_ += checker.gone();
    checker.Close();
    RunUntil([&] { return checker.closed(); }, "closing the checker");
  }

  std::vector<CrashPeer*> Peers() const {
    std::vector<CrashPeer*> peers;
    for (const auto& front_end : front_ends_) peers.push_back(front_end.get());
    for (const auto& gateway : gateways_) peers.push_back(gateway.get());
    return peers;
  }

  void ConnectAll() {
    for (CrashPeer* peer : Peers()) peer->Connect(io_, daemon_->address());
    RunUntil(
        [this] {
          const auto peers = Peers();
          return std::all_of(peers.begin(), peers.end(), [](const CrashPeer* peer) { return peer->open(); });
        },
        "connecting");
    for (const auto& gateway : gateways_) gateway->SignIn();
    for (const auto& front_end : front_ends_) front_end->Repeat();
    for (const auto& front_end : front_ends_) front_end->Pump();
  }

  void AwaitClosed() {
    RunUntil(
        [this] {
          const auto peers = Peers();
          return std::all_of(peers.begin(), peers.end(), [](const CrashPeer* peer) { return peer->closed(); });
        },
        "hearing the last of a daemon that is gone");
  }

  KillPlan ChoosePlan() {
    constexpr CommandKind kKinds[] = {CommandKind::kNone, CommandKind::kSubmit, CommandKind::kAccept, CommandKind::kResolve};
    KillPlan plan;
    plan.kind = kKinds[round_.Below(std::size(kKinds))];
    plan.after = 1 + round_.Below(std::uint64_t{1} << round_.Below(kKillAfterMaxLog2 + 1));
    return plan;
  }

  // The kill comes right here, between two answers of one read: others are in flight, and some are on their way already.
  void OnAcknowledged(CommandKind kind) {
    if (!round_.alive) return;
    if (plan_ && (plan_->kind == CommandKind::kNone || plan_->kind == kind) && --plan_->after == 0) {
      round_.alive = false;
      daemon_->Kill();
      return;
    }
    // Front ends that stopped at the largest backlog hear no answers of their own; what is resolved makes room for new tickets.
    if (kind == CommandKind::kResolve) {
      for (const auto& front_end : front_ends_) front_end->Pump();
    }
  }

  void RunRound(int number) {
    plan_ = ChoosePlan();
    round_.tickets_max = round_.ledger.size() + kRoundTickets;
    const KillPlan plan = *plan_;
    const bool until_cut = number % kCutRoundEvery == kCutRoundEvery - 1;
    if (until_cut) plan_.reset();
    ASSERT_NO_FATAL_FAILURE(Start());
    CountImages();
    if (number % kSecondDaemonEvery == 0) ExpectSecondDaemonRefused();
    if (number == 0) DeclareAgents();
    ASSERT_FALSE(HasFatalFailure());
    ASSERT_NO_FATAL_FAILURE(Check());
    ASSERT_NO_FATAL_FAILURE(ConnectAll());
    if (until_cut) {
      ASSERT_NO_FATAL_FAILURE(RunUntil([this] { return JournalBase() > base_; }, "working until the journal is cut"));
      round_.alive = false;
      daemon_->Kill();
    }
    ASSERT_NO_FATAL_FAILURE(RunUntil([this] { return !round_.alive; }, "working until the kill"));
    ASSERT_NO_FATAL_FAILURE(AwaitClosed());
    fmt::print("round {}: killed after {} x {}; {}\n", number, plan.after, CommandName(plan.kind), Open());
    for (const auto& front_end : front_ends_) cut_off_ += front_end->unanswered();
    for (const auto& gateway : gateways_) cut_off_ += gateway->unanswered();
  }

  void Finish() {
    plan_.reset();
    round_.finishing = true;
    ASSERT_NO_FATAL_FAILURE(Start());
    ASSERT_NO_FATAL_FAILURE(Check());
    ASSERT_NO_FATAL_FAILURE(ConnectAll());
    ASSERT_NO_FATAL_FAILURE(RunUntil(
        [this] {
          std::size_t unanswered = 0;
          for (const auto& front_end : front_ends_) unanswered += front_end->unanswered();
          for (const auto& gateway : gateways_) unanswered += gateway->unanswered();
          return unanswered == 0 && round_.ledger.resolved() == round_.ledger.size();
        },
        "resolving everything"));
    for (CrashPeer* peer : Peers()) peer->Close();
    ASSERT_NO_FATAL_FAILURE(AwaitClosed());
  }

  void ExpectStatusEqualsLedger() {
    client::BlockingClient operators(kCallTimeout);
    client::HelloMessage hello;
    hello.role = Role::kOperator;
    hello.name = "operator";
    ASSERT_TRUE(operators.Open(daemon_->address(), hello).ok());
    const auto status = operators.AskStatus();
    ASSERT_TRUE(status.ok()) << status.status();
    EXPECT_EQ(status->open, 0u);
    EXPECT_EQ(status->offered, 0u);
    EXPECT_EQ(status->assigned, 0u);
    EXPECT_EQ(status->recent, round_.ledger.size());
    EXPECT_EQ(status->submitted_total, round_.ledger.size());
    EXPECT_EQ(status->assigned_total, round_.ledger.size());
    EXPECT_EQ(status->resolved_total, round_.ledger.size());
    EXPECT_EQ(status->agents, kGateways * kAgentsPerGateway);
    operators.Close();
  }

  // What the last process left, without a process: whole, and every ticket of the projection as the journal tells it, as far as it is left.
  void ExpectDirectoryVerified() {
    ChildProcess verifier({TIDEGATE_PATH, "verify", directory_ / "data", "--deep"}, directory_ / "verify.log");
    const std::string said = verifier.ReadAll();
    EXPECT_EQ(verifier.Wait(), 0) << said << ReadWhole(directory_ / "verify.log");
    EXPECT_NE(said.find(fmt::format("{} tickets", round_.ledger.size())), std::string::npos) << said;
  }

  // Histories of some tickets, many of them from behind what was cut, against what was acknowledged.
  void ExpectHistoriesEqualLedger() {
    client::BlockingClient supervisor(kCallTimeout);
    client::HelloMessage hello;
    hello.role = Role::kSupervisor;
    hello.name = "supervisor";
    ASSERT_TRUE(supervisor.Open(daemon_->address(), hello).ok());
    const std::size_t step = std::max<std::size_t>(1, round_.ledger.size() / kHistoriesCompared);
    for (std::size_t index = 0; index < round_.ledger.size(); index += step) {
      const LedgerEntry& entry = round_.ledger.At(index);
      client::TicketNameMessage name;
      name.ticket = entry.ticket;
      const auto view = supervisor.History(name);
      ASSERT_TRUE(view.ok()) << entry.key << ": " << view.status();
      EXPECT_EQ(view->complete_from, 0u) << entry.key;
      EXPECT_EQ(view->complete_to, view->committed_seq) << entry.key;
      std::size_t submitted = 0;
      std::size_t resolved = 0;
      AgentId accepted;
      for (const Event& event : view->events) {
        submitted += event.kind == EventKind::kSubmitted ? 1 : 0;
        resolved += event.kind == EventKind::kResolved ? 1 : 0;
        if (event.kind == EventKind::kAccepted) accepted = AgentId(event.agent);
      }
      EXPECT_EQ(submitted, 1u) << entry.key;
      EXPECT_EQ(resolved, 1u) << entry.key;
      if (entry.agent.raw() != 0) {
        EXPECT_EQ(accepted, entry.agent) << entry.key;
      }
      ++histories_;
    }
    supervisor.Close();
  }

  TempDirectory directory_;
  CrashRound round_;
  std::vector<std::string> front_end_names_;
  boost::asio::io_context io_{1};
  std::vector<std::unique_ptr<CrashFrontEnd>> front_ends_;
  std::vector<std::unique_ptr<CrashGateway>> gateways_;
  std::optional<DaemonProcess> daemon_;
  std::optional<KillPlan> plan_;
  std::size_t cut_off_ = 0;  // requests without an answer at the kills
  std::size_t kept_ = 0;     // submits without an answer that were found after the restart
  std::size_t gone_ = 0;     // and those that were not
  std::size_t starts_with_image_ = 0;
  std::size_t starts_with_rest_ = 0;  // of an image: unfinished or on its way out
  std::uint64_t base_ = 0;            // of the journal
  std::size_t histories_ = 0;         // compared
  std::size_t cuts_seen_ = 0;         // rounds in which it was cut
};

TEST_F(KillRounds, WhatWasAcknowledgedIsThereAfterEveryKill) {
  for (int number = 0; number < kRounds; ++number) {
    ASSERT_NO_FATAL_FAILURE(RunRound(number));
    ASSERT_FALSE(HasFailure()) << "in round " << number;
  }
  ASSERT_NO_FATAL_FAILURE(Finish());
  ASSERT_NO_FATAL_FAILURE(ExpectStatusEqualsLedger());
  EXPECT_EQ(daemon_->Stop(), 0) << "after SIGTERM";

  // An orderly end keeps as much as a kill.
  ASSERT_NO_FATAL_FAILURE(Start());
  EXPECT_EQ(daemon_->open_tickets(), 0u);
  ASSERT_NO_FATAL_FAILURE(Check());
  ASSERT_NO_FATAL_FAILURE(ExpectStatusEqualsLedger());
  ASSERT_NO_FATAL_FAILURE(ExpectHistoriesEqualLedger());
  EXPECT_EQ(daemon_->Stop(), 0) << "after SIGTERM";
  ExpectDirectoryVerified();

  fmt::print("{} histories compared\n", histories_);
  fmt::print("{} tickets; {} requests cut off by {} kills; of the submits among them {} were kept and {} were not\n", round_.ledger.size(),
             cut_off_, kRounds, kept_, gone_);
  fmt::print("{} starts with an image, {} with the rest of one\n", starts_with_image_, starts_with_rest_);
  fmt::print("the journal was cut in {} rounds and begins behind change {}\n", cuts_seen_, base_);
  EXPECT_GT(starts_with_image_, static_cast<std::size_t>(kRounds) / 4) << "images were hardly ever there";
  EXPECT_GT(starts_with_rest_, 0u) << "no kill met an image half written, or half removed";
  // Not every one: a kill in the midst of a cut may come before it is durable.
  EXPECT_GT(cuts_seen_, static_cast<std::size_t>(kRounds / kCutRoundEvery / 2)) << "the journal was hardly ever cut";
  EXPECT_GT(cut_off_, static_cast<std::size_t>(kRounds)) << "the kills met no load";
}

}  // namespace
}  // namespace tidegate
