// All threads of the daemon at once, over real sockets, on journal, images and store in memory: for the thread sanitizer, and for what
// only shows when everybody is really there. At the end the directory must be sound.
#include "daemon/serving_threads.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include "core/base/check.h"
#include "daemon/helper_thread.h"
#include "daemon/http_answers.h"
#include "daemon/io_runner.h"
#include "daemon/projection_thread.h"
#include "daemon/retention_thread.h"
#include "persistence/memory_image_store.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/single_node_coordinator.h"
#include "persistence/verifier.h"
#include "protocol/client/client.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kTickets = 400;
constexpr int kAgents = 8;
constexpr auto kPatience = std::chrono::seconds(100);  // under the sanitizer on one core; the test's own timeout is above

std::string Rules() {
  std::ifstream file("deploy/sample/bench.toml");
  CHECK(file.is_open());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

PipelineOptions Plan(std::uint32_t epoch, ImageStore* images, Store* store) {
  PipelineOptions plan;
  plan.boot.limits = {.epoch = epoch,
                      .tickets_max = 1024,
                      .recent_max = 1024,
                      .customers_max = 64,
                      .agents_max = 64,
                      .clients_max = 64,
                      .outcomes_max = 16'384,
                      .declines_max = 64};
  plan.boot.rules_source = Rules();
  plan.boot.rules_name = "bench.toml";
  plan.boot.fresh_directory_id = 7;
  plan.io.workspace = "default";
  plan.io.epoch = epoch;
  plan.io.sessions_max = 64;
  plan.io.admission = {65'536, 16'384, 64 << 20};
  plan.images = images;
  plan.image_every_bytes = 16 << 10;  // a handful of images
  plan.projection.store = store;
  plan.projection.bounds.segment_age = 20 * kMillisecond;
  plan.projection.bounds.flush_age = 100 * kMillisecond;
  return plan;
}

// The daemon: everything that main.cc has but the disk.
class Daemon {
 public:
  Daemon()
      : journal_(MemoryJournal::Open().value()),
        coordinator_(SingleNodeCoordinator::Open(*journal_).value()),
        pipeline_(Pipeline::Open(Plan(coordinator_->Current().epoch, &images_, &store_), *journal_, *coordinator_, clocks_).value()),
        helper_("helper"),
        reader_("reader"),
        feed_("feed"),
        io_(pipeline_.get(), {}, {On(helper_), On(reader_), On(feed_), On(reader_)},
            [this] { pipeline_->metrics().Set(Metric::kReady, 0); }),
        address_(io_.Listen().value()),
        threads_(pipeline_.get(),
                 {.committed = [this] { io_.NotifyCommitted(); }, .journal_failed = [](const absl::Status&) { CHECK(false); }}),
        projection_(&pipeline_->projection()),
        retention_(pipeline_.get(), directory_.path(), ~std::uint64_t{0},
                   {.report = [this](const ReportSpace& report) { io_.Post([this, report] { pipeline_->io().ReportSpace(report); }); },
                    .journal_failed = [](const absl::Status&) { CHECK(false); }}),
        io_thread_([this] { io_.Run(); }),
        http_thread_([this] {
          while (!stopped_.load()) AnswerHttp("/metrics", pipeline_->metrics(), clocks_.Read().boot);
        }) {}

  ~Daemon() {
    if (io_thread_.joinable()) Stop();
  }

  const std::string& address() const { return address_; }
  Metrics& metrics() { return pipeline_->metrics(); }

  void Stop() {
    io_.Stop();
    io_thread_.join();
    stopped_.store(true);
    http_thread_.join();
    threads_.StopEngine();
    retention_.Stop();
    threads_.Stop();
    projection_.Stop();
    helper_.Stop();
    reader_.Stop();
    feed_.Stop();
  }

  VerifyReport Verified() {
    VerifyOptions options;
    options.limits = Plan(1, nullptr, nullptr).boot.limits;
    options.depth = VerifyDepth::kDeep;
    return Verify(*journal_, &images_, &store_, options);
  }

 private:
  static IoRunner::RunJob On(HelperThread& thread) {
    return [&thread](IoRunner::Job job) { thread.Run(std::move(job)); };
  }

  const TempDirectory directory_;  // measured only
  SystemClocks clocks_;
  MemoryImageStore images_;
  MemoryStore store_;
  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<SingleNodeCoordinator> coordinator_;
  std::unique_ptr<Pipeline> pipeline_;
  HelperThread helper_;
  HelperThread reader_;
  HelperThread feed_;
  IoRunner io_;
  const std::string address_;
  std::atomic<bool> stopped_{false};
  ServingThreads threads_;
  ProjectionThread projection_;
  RetentionThread retention_;
  std::thread io_thread_;
  std::thread http_thread_;
};

class Peer : public client::ConnectionHandler {
 public:
  Peer(boost::asio::io_context& io, const std::string& address, Role role, std::string_view name) : client_(io, *this) {
    client::HelloMessage hello;
    hello.role = role;
    hello.name = name;
    client_.Connect(address, hello);
  }
  void OnClosed(const absl::Status& status) override { EXPECT_TRUE(status.ok()) << status; }
  void Close() { client_.Close(); }

 protected:
  client::Client client_;
};

class Admin final : public Peer {
 public:
  Admin(boost::asio::io_context& io, const std::string& address) : Peer(io, address, Role::kDataAdmin, "admin") {}
  void OnHello(const client::HelloInfo&) override {
    for (int i = 0; i < kAgents; ++i) {
      const std::string name = fmt::format("agent {}", i);
      client::DeclareAgentMessage agent;
      agent.name = name;
      agent.capacity = 3;
      EXPECT_EQ(client_.DeclareAgent(agent, 1), client::Sent::kYes);
    }
  }
  void OnAck(const client::AckInfo& ack) override {
    EXPECT_TRUE(ack.ok());
    ++declared;
  }
  int declared = 0;
};

class Gateway final : public Peer {
 public:
  Gateway(boost::asio::io_context& io, const std::string& address) : Peer(io, address, Role::kGateway, "gateway") {}
  void OnHello(const client::HelloInfo&) override {
    for (int i = 0; i < kAgents; ++i) EXPECT_EQ(client_.SignIn(fmt::format("agent {}", i), 0, 0, kSignIn), client::Sent::kYes);
  }
  void OnOffer(const client::OfferInfo& offer) override {
    agents_[offer.item.ticket] = AgentId(offer.item.agent);
    EXPECT_EQ(client_.Accept({AgentId(offer.item.agent), TicketId(offer.item.ticket), offer.item.token, 0}, kAccept), client::Sent::kYes);
  }
  void OnAck(const client::AckInfo& ack) override {
    EXPECT_TRUE(ack.ok());
    if (ack.tag == kAccept) {
      EXPECT_EQ(client_.Resolve({agents_.at(ack.ticket.raw()), ack.ticket, 5, "done", 0}, kResolve), client::Sent::kYes);
    }
  }

 private:
  static constexpr std::uint64_t kSignIn = 1;
  static constexpr std::uint64_t kAccept = 2;
  static constexpr std::uint64_t kResolve = 3;
  std::map<std::uint64_t, AgentId> agents_;
};

class FrontEnd final : public Peer {
 public:
  FrontEnd(boost::asio::io_context& io, const std::string& address) : Peer(io, address, Role::kFrontEnd, "web") {}
  void OnHello(const client::HelloInfo&) override { SubmitSome(); }
  void OnAck(const client::AckInfo& ack) override {
    EXPECT_TRUE(ack.ok());
    last = ack.ticket;
    SubmitSome();
  }
  TicketId last;

 private:
  void SubmitSome() {
    while (submitted_ < kTickets && client_.in_flight() < 32) {
      const std::string key = fmt::format("k{}", submitted_);
      client::SubmitMessage message;
      message.external_key = key;
      message.channel = "email";
      message.type = "consultation";
      message.title = "title";
      ASSERT_EQ(client_.Submit(message, ++submitted_), client::Sent::kYes);
    }
  }
  std::uint64_t submitted_ = 0;
};

class Watcher final : public Peer {
 public:
  Watcher(boost::asio::io_context& io, const std::string& address, std::uint64_t from_seq)
      : Peer(io, address, Role::kSupervisor, "watcher"), from_seq_(from_seq) {}
  void OnHello(const client::HelloInfo&) override { EXPECT_EQ(client_.Follow({from_seq_, {}}, 1), client::Sent::kYes); }
  void OnEvents(const client::EventsInfo& info) override {
    for (const Event& event : info.view.events) {
      EXPECT_GT(event.seq, last_seq_);
      last_seq_ = event.seq;
      if (event.kind == EventKind::kResolved) ++resolved;
    }
    EXPECT_EQ(client_.FeedTaken(info.view.next_seq), client::Sent::kYes);
  }
  std::uint64_t resolved = 0;

 private:
  const std::uint64_t from_seq_;
  std::uint64_t last_seq_ = 0;
};

// Asks one question after the other: each goes through another thread.
class Board final : public Peer {
 public:
  Board(boost::asio::io_context& io, const std::string& address, const FrontEnd& front)
      : Peer(io, address, Role::kSupervisor, "board"), front_(front) {}
  void OnHello(const client::HelloInfo&) override { Ask(); }
  void OnStatus(const client::StatusInfo&) override { Ask(); }
  void OnHistory(const client::HistoryInfo&) override { Ask(); }
  void OnBody(const client::BodyInfo&) override { Ask(); }
  void OnAck(const client::AckInfo&) override { Ask(); }  // not there any more, or busy: also an answer
  int answers = -1;

 private:
  void Ask() {
    ++answers;
    if (front_.last && answers % 3 == 1) return Must(client_.AskHistory({front_.last, {}, {}, {}}, 0, 1));
    if (front_.last && answers % 3 == 2) return Must(client_.AskBody(front_.last, 0, 1));
    Must(client_.AskStatus(1));
  }
  static void Must(client::Sent sent) { EXPECT_EQ(sent, client::Sent::kYes); }
  const FrontEnd& front_;
};

TEST(ServingThreads, ServeManyPeersAtOnceAndLeaveASoundDirectory) {
  Daemon daemon;
  boost::asio::io_context io;
  const auto until = std::chrono::steady_clock::now() + kPatience;
  const auto run_until = [&](auto done) {
    while (!done() && std::chrono::steady_clock::now() < until) io.run_one_for(std::chrono::milliseconds(10));
    return done();
  };
  Admin admin(io, daemon.address());
  ASSERT_TRUE(run_until([&] { return admin.declared == kAgents; }));
  Watcher first(io, daemon.address(), 1);
  Gateway gateway(io, daemon.address());
  FrontEnd front(io, daemon.address());
  Board board(io, daemon.address(), front);
  ASSERT_TRUE(run_until([&] { return first.resolved >= kTickets / 2; }));
  Watcher second(io, daemon.address(), 1);  // reads what lies behind it while the others go on
  ASSERT_TRUE(run_until([&] { return first.resolved == kTickets && second.resolved == kTickets; }));
  EXPECT_GT(board.answers, 3);
  EXPECT_GT(daemon.metrics().Get(Metric::kFeedReads), 0);
  ASSERT_TRUE(run_until([&] { return daemon.metrics().Get(Metric::kImages) > 0; }));
  ASSERT_TRUE(run_until([&] { return daemon.metrics().Get(Metric::kProjectionFlushedSeq) > 0; }));  // it runs when nobody else does
  for (Peer* peer : std::initializer_list<Peer*>{&admin, &first, &gateway, &front, &board, &second}) peer->Close();
  io.run_for(std::chrono::milliseconds(50));
  daemon.Stop();
  const VerifyReport report = daemon.Verified();
  for (const VerifyFinding& finding : report.findings) ADD_FAILURE() << finding.what;
  EXPECT_FALSE(report.images.empty());
  ASSERT_TRUE(report.projection.has_value());
  EXPECT_GT(report.projection->compared, 0u);
}

}  // namespace
}  // namespace tidegate
