#include "daemon/io_runner.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>

#include "core/base/check.h"
#include "daemon/handler_memory.h"
#include "daemon/status_text.h"

namespace tidegate {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr auto kTick = std::chrono::milliseconds(100);  // slow and idle peers are looked for this often
constexpr int kTicksPerOwnStatus = 10;                  // once a second the engine is asked about itself
constexpr auto kAcceptRetry = std::chrono::milliseconds(100);
constexpr Micros kHangUpMax = 500 * kMillisecond;  // for a peer to read the good-bye and hang up: a reset would overtake it
constexpr int kListenBacklog = 1024;               // a reconnecting floor of 1 000 desks

std::string AddressText(const tcp::endpoint& endpoint) {
  return endpoint.address().is_v6() ? fmt::format("[{}]:{}", endpoint.address().to_string(), endpoint.port())
                                    : fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port());
}

struct Connection : std::enable_shared_from_this<Connection> {
  explicit Connection(tcp::socket accepted) : socket(std::move(accepted)) {}

  tcp::socket socket;
  Session* session = nullptr;  // nullptr once the connection is gone
  std::uint64_t number = 0;
  HandlerMemory read_memory;
  HandlerMemory write_memory;
  enum class Arm : std::uint8_t { kIdle, kArmed };
  Arm read = Arm::kIdle;
  Arm write = Arm::kIdle;
  enum class Phase : std::uint8_t {
    kServing,
    kLingering,  // everything is said and our side is shut down: reads and forgets until the peer hangs up, so that no reset
                 // overtakes what was said last
  } phase = Phase::kServing;
  std::array<char, 512> discarded;  // while lingering
};
using ConnectionPtr = std::shared_ptr<Connection>;

}  // namespace

class IoRunner::Impl {
 public:
  Impl(Pipeline* pipeline, const IoRunnerOptions& options, Helpers helpers, std::function<void()> drain_begins)
      : pipeline_(*pipeline),
        stage_(pipeline->io()),
        options_(options),
        helpers_(std::move(helpers)),
        drain_begins_(std::move(drain_begins)),
        context_(1),
        acceptor_(context_),
        accept_timer_(context_),
        tick_timer_(context_),
        signals_(context_) {}

  absl::StatusOr<std::string> Listen();
  void Run();

  void NotifyCommitted() {
    // One wake-up is enough for all commits until the outbox steps.
    if (notified_.exchange(true, std::memory_order_acq_rel)) return;
    asio::post(context_, [this] {
      notified_.store(false, std::memory_order_release);
      pipeline_.StepOutbox();
    });
  }
  void Post(Job job) { asio::post(context_, std::move(job)); }
  void Stop() {
    asio::post(context_, [this] { BeginDrain("asked to stop"); });
  }

 private:
  enum class Life : std::uint8_t { kServing, kEmptying, kSayingGoodBye, kDone };

  Micros Now() { return pipeline_.clocks().Read().boot; }
  void Accept();
  void Accepted(tcp::socket socket);
  void RefuseConnection(tcp::socket& socket);
  void Read(const ConnectionPtr& connection);
  void ReadDone(const ConnectionPtr& connection, const ErrorCode& error, std::size_t bytes);
  void Write(const ConnectionPtr& connection);
  void Linger(const ConnectionPtr& connection);
  void Drop(const ConnectionPtr& connection);
  void Serve(std::uint64_t number);
  void EndLoopTurn();
  void HandOutJobs();
  void HandOutHistoryJobs();
  void HandOutFeedJobs();
  void HandOutKnowledgeJobs();
  void Tick();
  void WaitForSignal();
  void BeginDrain(std::string_view why);
  void ContinueDrain();
  ConnectionPtr* FindConnection(std::uint64_t number);

  Pipeline& pipeline_;
  IoStage& stage_;
  IoRunnerOptions options_;
  Helpers helpers_;
  std::function<void()> drain_begins_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  asio::steady_timer accept_timer_;
  asio::steady_timer tick_timer_;
  asio::signal_set signals_;
  std::atomic<bool> notified_{false};
  std::vector<ConnectionPtr> connections_;  // by place in the session table
  std::size_t connection_count_ = 0;
  std::vector<std::uint64_t> touched_;
  int ticks_ = 0;
  std::uint64_t own_asked_ = 0;
  Life life_ = Life::kServing;
  Micros drain_until_ = 0;
};

absl::StatusOr<std::string> IoRunner::Impl::Listen() {
  ErrorCode error;
  tcp::resolver resolver(context_);
  const auto found = resolver.resolve(options_.host, std::to_string(options_.port), tcp::resolver::passive, error);
  if (error || found.empty()) {
    return absl::InvalidArgumentError(fmt::format("--listen: cannot resolve {}: {}", options_.host, error.message()));
  }
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(kListenBacklog, error);
  if (error) {
    return absl::UnavailableError(fmt::format("--listen: cannot listen on {}: {}; is another daemon there? Port 0 picks a free one",
                                              AddressText(endpoint), error.message()));
  }
  // Before anybody is told that we serve: who reads the ready line may ask us to stop at once.
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  WaitForSignal();
  return AddressText(acceptor_.local_endpoint());
}

void IoRunner::Impl::Run() {
  Accept();
  Tick();
  while (life_ != Life::kDone) {
    context_.run_one();
    for (int i = 1; i < kHandlersPerTurn && stage_.batch_count() < kBatchCommandsMax; ++i) {
      if (context_.poll_one() == 0) break;
    }
    EndLoopTurn();
  }
  // Handlers that still wait hold connections: they end with the context.
  for (ConnectionPtr& connection : connections_) {
    if (connection != nullptr) Drop(ConnectionPtr(connection));
  }
  stage_.PushBatch();
}

void IoRunner::Impl::WaitForSignal() {
  signals_.async_wait([this](const ErrorCode& error, int signal) {
    if (error) return;
    if (life_ == Life::kServing) {
      BeginDrain(signal == SIGTERM ? "SIGTERM" : "SIGINT");
      WaitForSignal();
    } else {
      // Asked twice: does not wait for slow peers any longer. What was acknowledged is on disk.
      spdlog::warn("asked again: not waiting for peers");
      drain_until_ = 0;
      WaitForSignal();
    }
  });
}

void IoRunner::Impl::Accept() {
  acceptor_.async_accept([this](const ErrorCode& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
    if (error) {
      // Out of descriptors or memory: trying again at once would spin.
      spdlog::warn("cannot accept a connection: {}; raise the limit of open files if this stays", error.message());
      accept_timer_.expires_after(kAcceptRetry);
      accept_timer_.async_wait([this](const ErrorCode& waited) {
        if (!waited) Accept();
      });
      return;
    }
    Accepted(std::move(socket));
    Accept();
  });
}

void IoRunner::Impl::Accepted(tcp::socket socket) {
  ErrorCode error;
  socket.non_blocking(true, error);
  if (!error) socket.set_option(tcp::no_delay(true), error);
  if (error) return;  // the peer is gone already
  Session* session = stage_.Open(Now());
  if (session == nullptr) return RefuseConnection(socket);
  auto connection = std::make_shared<Connection>(std::move(socket));
  connection->session = session;
  connection->number = session->number();
  const std::size_t place = connection->number & 0xFFFF;
  if (connections_.size() <= place) connections_.resize(place + 1);
  CHECK(connections_[place] == nullptr);
  connections_[place] = connection;
  ++connection_count_;
  Read(connection);
}

void IoRunner::Impl::RefuseConnection(tcp::socket& socket) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  encoder.AppendGoodBye(Reject::kLimit, "as many sessions as are allowed are open: try again later, or raise --sessions-max",
                        "会话数已达上限，请稍后再试");
  const std::string_view bytes = encoder.Flush();
  ErrorCode error;
  socket.write_some(asio::buffer(bytes.data(), bytes.size()), error);
  socket.shutdown(tcp::socket::shutdown_send, error);
}

ConnectionPtr* IoRunner::Impl::FindConnection(std::uint64_t number) {
  const std::size_t place = number & 0xFFFF;
  if (place >= connections_.size() || connections_[place] == nullptr || connections_[place]->number != number) return nullptr;
  return &connections_[place];
}

void IoRunner::Impl::Read(const ConnectionPtr& connection) {
  if (connection->session == nullptr || connection->read == Connection::Arm::kArmed) return;
  asio::mutable_buffer buffer;
  if (connection->phase == Connection::Phase::kLingering) {
    buffer = asio::buffer(connection->discarded);
  } else {
    if (!connection->session->wants_bytes()) return;
    const std::span<char> free = connection->session->Free();
    buffer = asio::buffer(free.data(), free.size());
  }
  connection->read = Connection::Arm::kArmed;
  connection->socket.async_read_some(
      buffer, asio::bind_allocator(HandlerAllocator<char>(&connection->read_memory),
                                   [this, connection](const ErrorCode& error, std::size_t bytes) { ReadDone(connection, error, bytes); }));
}

void IoRunner::Impl::ReadDone(const ConnectionPtr& connection, const ErrorCode& error, std::size_t bytes) {
  connection->read = Connection::Arm::kIdle;
  if (connection->session == nullptr) return;
  if (error) return Drop(connection);
  if (connection->phase == Connection::Phase::kServing) stage_.Received(*connection->session, bytes, Now());
  Read(connection);
}

void IoRunner::Impl::Write(const ConnectionPtr& connection) {
  while (connection->write == Connection::Arm::kIdle) {
    const std::string_view bytes = connection->session->Unwritten();
    if (bytes.empty()) break;
    ErrorCode error;
    const std::size_t written = connection->socket.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == asio::error::would_block || error == asio::error::try_again) {
      connection->write = Connection::Arm::kArmed;
      connection->socket.async_wait(tcp::socket::wait_write, asio::bind_allocator(HandlerAllocator<char>(&connection->write_memory),
                                                                                  [this, connection](const ErrorCode& waited) {
                                                                                    connection->write = Connection::Arm::kIdle;
                                                                                    if (waited || connection->session == nullptr) return;
                                                                                    Serve(connection->number);
                                                                                  }));
      return;
    }
    if (error) return Drop(connection);
    connection->session->Wrote(written);
  }
}

void IoRunner::Impl::Linger(const ConnectionPtr& connection) {
  if (connection->phase == Connection::Phase::kLingering) return;
  connection->phase = Connection::Phase::kLingering;
  ErrorCode error;
  connection->socket.shutdown(tcp::socket::shutdown_send, error);
  if (error) return Drop(connection);
  Read(connection);
}

void IoRunner::Impl::Drop(const ConnectionPtr& connection) {
  if (connection->session == nullptr) return;
  connection->session = nullptr;
  ErrorCode error;
  connection->socket.close(error);
  stage_.End(connection->number);
  const std::size_t place = connection->number & 0xFFFF;
  const ConnectionPtr keep = std::move(connections_[place]);
  connections_[place] = nullptr;
  --connection_count_;
}

// Writes what a session has, notices a slow peer, reads on or says good-bye.
void IoRunner::Impl::Serve(std::uint64_t number) {
  ConnectionPtr* found = FindConnection(number);
  if (found == nullptr) return;
  const ConnectionPtr connection = *found;
  Write(connection);
  if (connection->session == nullptr) return;
  if (connection->session->Check(Now()) == Session::Health::kDrop) return Drop(connection);
  if (connection->session->state() == SessionState::kClosing && connection->session->unwritten_bytes() == 0) return Linger(connection);
  Read(connection);
}

void IoRunner::Impl::EndLoopTurn() {
  stage_.PushBatch();
  stage_.TakeTouched(touched_);
  for (const std::uint64_t number : touched_) Serve(number);
  // Serving may have resumed a session whose frames waited.
  stage_.PushBatch();
  HandOutJobs();
  HandOutHistoryJobs();
  HandOutFeedJobs();
  HandOutKnowledgeJobs();
  if (life_ == Life::kEmptying || life_ == Life::kSayingGoodBye) ContinueDrain();
}

void IoRunner::Impl::HandOutJobs() {
  for (RulesJob& job : stage_.TakeRulesJobs()) {
    helpers_.helper([this, job = std::move(job)] {
      const absl::StatusOr<std::string> compiled = Pipeline::CompileRules(job.source, pipeline_.rules_now());
      if (compiled.ok()) pipeline_.rule_shelf().For(*compiled);  // made here, so that nobody waits for it later
      Post([this, job, compiled] {
        if (compiled.ok()) {
          stage_.RulesCompiled(job, *compiled);
        } else {
          stage_.RulesRefused(job, StatusText(compiled.status()));
        }
      });
    });
  }
  for (const BodyJob& job : stage_.TakeBodyJobs()) {
    helpers_.helper([this, job] {
      const absl::StatusOr<std::string> body = pipeline_.ReadBody(job);
      if (!body.ok()) spdlog::error("cannot read the texts of a ticket at seq {}: {}", job.submit_seq, body.status().ToString());
      Post([this, job, body] { stage_.BodyRead(job, body.ok() ? *body : std::string()); });
    });
  }
}

void IoRunner::Impl::HandOutHistoryJobs() {
  for (const HistoryJob& job : stage_.TakeHistoryJobs()) {
    helpers_.reader([this, job] {
      const absl::StatusOr<HistoryAnswer> answer = pipeline_.ReadHistory(job);
      if (!answer.ok()) spdlog::error("cannot read a history: {}", StatusText(answer.status()));
      Post([this, job, answer] { stage_.HistoryRead(job, answer.ok() ? *answer : HistoryAnswer{HistoryAnswer::Kind::kFailed, {}}); });
    });
  }
}

void IoRunner::Impl::HandOutFeedJobs() {
  for (const FeedJob& job : stage_.TakeFeedJobs()) {
    helpers_.feed([this, job] {
      absl::StatusOr<FeedAnswer> answer = pipeline_.ReadFeed(job);
      if (!answer.ok()) {
        spdlog::error("cannot read the journal for a follower: {}", StatusText(answer.status()));
        answer = FeedAnswer{.kind = FeedAnswer::Kind::kFailed, .events = {}};
      }
      Post([this, job, answer = *std::move(answer)] { stage_.FeedRead(job, answer); });
    });
  }
}

void IoRunner::Impl::HandOutKnowledgeJobs() {
  for (KnowledgeJob& job : stage_.TakeKnowledgeJobs()) {
    helpers_.knowledge([this, job = std::move(job)] {
      const absl::StatusOr<KnowledgeAnswer> answer = pipeline_.AnswerKnowledge(job);
      if (job.asker.session == 0) {
        if (!answer.ok()) spdlog::error("articles that were put cannot be searched: {}", StatusText(answer.status()));
        return;
      }
      Post([this, asker = job.asker, answer] {
        const IoStage::Failure failure = stage_.KnowledgeRead(asker, answer.ok() ? *answer : KnowledgeAnswer{});
        if (answer.ok() || failure == IoStage::Failure::kTold) return;
        spdlog::error("the articles cannot be searched: {}", StatusText(answer.status()));
      });
    });
  }
}

void IoRunner::Impl::Tick() {
  const Micros now = Now();
  stage_.Tick(now);
  std::vector<std::uint64_t> waiting;
  stage_.ForEach([&](Session& session) {
    if (session.Check(now) == Session::Health::kDrop) {
      if (ConnectionPtr* connection = FindConnection(session.number())) Drop(ConnectionPtr(*connection));
    } else if (session.unwritten_bytes() != 0 || session.state() == SessionState::kClosing) {
      waiting.push_back(session.number());
    }
  });
  for (const std::uint64_t number : waiting) Serve(number);
  if (life_ == Life::kServing && ++ticks_ % kTicksPerOwnStatus == 0) {
    stage_.AskOwnStatus(Lane::kWork);
    ++own_asked_;
  }
  Metrics& metrics = pipeline_.metrics();
  const LaneDepths depths = pipeline_.mailbox().depths();
  metrics.Set(Metric::kWorkLane, static_cast<std::int64_t>(depths.commands[0]));
  metrics.Set(Metric::kSubmitLane, static_cast<std::int64_t>(depths.commands[1]));
  metrics.Set(Metric::kUnsyncedChanges, static_cast<std::int64_t>(pipeline_.unsynced_changes()));
  tick_timer_.expires_after(kTick);
  tick_timer_.async_wait([this](const ErrorCode& error) {
    if (!error) Tick();
  });
}

void IoRunner::Impl::BeginDrain(std::string_view why) {
  if (life_ != Life::kServing) return;
  spdlog::info("{}: taking no more, finishing what was taken", why);
  life_ = Life::kEmptying;
  drain_until_ = Now() + options_.drain;
  drain_begins_();
  ErrorCode error;
  acceptor_.close(error);
  stage_.StopIntake();
  // A marker at the end of each lane: once both are answered, everything before them is.
  stage_.AskOwnStatus(Lane::kWork);
  stage_.AskOwnStatus(Lane::kSubmits);
  own_asked_ += 2;
}

void IoRunner::Impl::ContinueDrain() {
  if (life_ == Life::kEmptying) {
    if (stage_.own_answers() < own_asked_) return;
    life_ = Life::kSayingGoodBye;
    std::vector<std::uint64_t> all;
    stage_.ForEach([&](Session& session) {
      session.Close(Reject::kBusy, "the daemon is shutting down: connect again later", "服务正在停止，请稍后重新连接");
      all.push_back(session.number());
    });
    for (const std::uint64_t number : all) Serve(number);
  }
  const Micros now = Now();
  std::size_t untold = 0;
  stage_.ForEach([&](Session& session) { untold += session.unwritten_bytes() != 0 ? 1 : 0; });
  // Once all are told, a peer has a moment to hang up by itself.
  if (untold == 0) drain_until_ = std::min(drain_until_, now + kHangUpMax);
  if (connection_count_ == 0 || now >= drain_until_) life_ = Life::kDone;
}

IoRunner::IoRunner(Pipeline* pipeline, const IoRunnerOptions& options, Helpers helpers, std::function<void()> drain_begins)
    : impl_(std::make_unique<Impl>(pipeline, options, std::move(helpers), std::move(drain_begins))) {}
IoRunner::~IoRunner() = default;

absl::StatusOr<std::string> IoRunner::Listen() { return impl_->Listen(); }
void IoRunner::Run() { impl_->Run(); }
void IoRunner::NotifyCommitted() { impl_->NotifyCommitted(); }
void IoRunner::Post(Job job) { impl_->Post(std::move(job)); }
void IoRunner::Stop() { impl_->Stop(); }

}  // namespace tidegate
