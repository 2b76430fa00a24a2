#include "protocol/client/client.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "core/base/check.h"
#include "protocol/client/address.h"
#include "protocol/client/client_codec.h"
#include "protocol/frame_buffer.h"

namespace tidegate::client {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

// A read takes what a thousand acks need; more would only be moved about.
constexpr std::size_t kReadBufferBytes = 64 * 1024;
// Memory of a write buffer that stays after a burst.
constexpr std::size_t kKeptWriteBytes = 1024 * 1024;
constexpr std::uint64_t kHelloTag = 0;

}  // namespace

class Client::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::io_context& io, ConnectionHandler& handler)
      : io_(io), resolver_(io), socket_(io), handler_(&handler), input_(FrameSide::kClient, kReadBufferBytes), listener_(*this) {}

  void Connect(std::string_view address, const HelloMessage& hello) {
    CHECK_EQ(phase_, Phase::kNew);
    phase_ = Phase::kConnecting;
    address_ = address;
    encoder_.Hello(waiting_, hello, kHelloTag);
    const absl::StatusOr<Address> split = SplitAddress(address);
    if (!split.ok()) return CloseLater(split.status());
    resolver_.async_resolve(
        split->host, split->port, [self = shared_from_this()](error_code error, const tcp::resolver::results_type& results) {
          if (self->over()) return;
          if (error) return self->Finish(absl::UnavailableError("cannot find the host of " + self->address_ + ": " + error.message()));
          asio::async_connect(self->socket_, results,
                              [self](error_code connect_error, const tcp::endpoint&) { self->OnConnected(connect_error); });
        });
  }

  void CloseLater(absl::Status status) {
    if (over()) return;
    asio::post(io_, [self = shared_from_this(), status = std::move(status)] { self->Finish(status); });
  }

  // The owner is gone: nobody is to be told.
  void Abandon() {
    handler_ = nullptr;
    Finish(absl::OkStatus());
  }

  bool open() const { return phase_ == Phase::kOpen; }
  std::uint32_t in_flight() const { return in_flight_; }
  std::uint32_t credits() const { return credits_; }
  std::size_t unwritten_bytes() const { return waiting_.size() + (writing_now_ ? writing_.size() : 0); }

  // Calls encode(out) when `requests` more may be in flight.
  template <class Encode>
  Sent Send(std::uint32_t requests, Encode encode) {
    if (phase_ != Phase::kOpen) return Sent::kNotOpen;
    if (requests > credits_ - in_flight_) return Sent::kNoCredit;
    in_flight_ += requests;
    encode(encoder_, waiting_);
    WriteSoon();
    return Sent::kYes;
  }

 private:
  enum class Phase : std::uint8_t { kNew, kConnecting, kGreeting, kOpen, kOver };

  // Stands between the codec and the user's handler, to see what concerns the connection itself.
  class Listener : public Handler {
   public:
    explicit Listener(Connection& connection) : connection_(connection) {}
    void OnHello(const HelloInfo& info) override { connection_.OnHello(info); }
    void OnAck(const AckInfo& ack) override { connection_.OnAck(ack); }
    void OnGoodBye(const GoodByeInfo& info) override { connection_.OnGoodBye(info); }
    void OnSignedIn(const SignedInInfo& info) override { (info.more ? user() : answered()).OnSignedIn(info); }
    void OnTicket(const TicketInfo& info) override { answered().OnTicket(info); }
    void OnExplain(const ExplainInfo& info) override { answered().OnExplain(info); }
    void OnAgents(const AgentsInfo& info) override { answered().OnAgents(info); }
    void OnRecords(const RecordsInfo& info) override { answered().OnRecords(info); }
    void OnPool(const PoolInfo& info) override { answered().OnPool(info); }
    void OnStatus(const StatusInfo& info) override { answered().OnStatus(info); }
    void OnAgent(const AgentInfo& info) override { answered().OnAgent(info); }
    void OnSaturation(const SaturationInfo& info) override { answered().OnSaturation(info); }
    void OnRules(const RulesInfo& info) override { answered().OnRules(info); }
    void OnHistory(const HistoryInfo& info) override { answered().OnHistory(info); }
    void OnClock(const ClockInfo& info) override { answered().OnClock(info); }
    void OnBody(const BodyInfo& info) override { answered().OnBody(info); }
    void OnNames(const NamesInfo& info) override { answered().OnNames(info); }
    void OnArticleHits(const ArticleHitsInfo& info) override { answered().OnArticleHits(info); }
    void OnArticles(const ArticlesInfo& info) override { answered().OnArticles(info); }
    void OnTransfers(const TransfersInfo& info) override { answered().OnTransfers(info); }
    void OnReviews(const ReviewsInfo& info) override { answered().OnReviews(info); }
    void OnFeedback(const FeedbackInfo& info) override { answered().OnFeedback(info); }
    void OnParts(const PartsInfo& info) override { answered().OnParts(info); }
    void OnPlans(const PlansInfo& info) override { answered().OnPlans(info); }
    void OnCustomer(const CustomerInfo& info) override { answered().OnCustomer(info); }
    void OnArchive(const ArchiveInfo& info) override { answered().OnArchive(info); }
    void OnPong(const PongInfo& info) override { answered().OnPong(info); }
    void OnFollowing(const FollowingInfo& info) override { answered().OnFollowing(info); }
    void OnEvents(const EventsInfo& info) override { user().OnEvents(info); }
    void OnOffer(const OfferInfo& info) override { user().OnOffer(info); }
    void OnSuggestions(const SuggestionsInfo& info) override { user().OnSuggestions(info); }
    void OnWithdrawn(const WithdrawalInfo& info) override { user().OnWithdrawn(info); }
    void OnClockAlert(const ClockAlertInfo& info) override { user().OnClockAlert(info); }
    void OnAlert(const AlertInfo& info) override { user().OnAlert(info); }
    void OnPromise(const PromiseInfo& info) override { user().OnPromise(info); }
    void OnAgentState(const AgentStateInfo& info) override { user().OnAgentState(info); }

   private:
    // The user may have destroyed the client in one of the calls of this very frame.
    Handler& user() { return connection_.handler_ != nullptr ? *connection_.handler_ : nobody_; }
    // The credit is free again before the user hears of it, so that the next request can be sent from inside the call.
    Handler& answered() {
      connection_.FreeCredit();
      return user();
    }
    Connection& connection_;
    Handler nobody_;
  };

  bool over() const { return phase_ == Phase::kOver; }

  void OnConnected(error_code error) {
    if (over()) return;
    if (error)
      return Finish(absl::UnavailableError("cannot connect to " + address_ + ": " + error.message() + "; is tidegated running there?"));
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    phase_ = Phase::kGreeting;
    Write();
    Read();
  }

  void FreeCredit() {
    if (in_flight_ > 0) --in_flight_;
  }

  void OnHello(const HelloInfo& info) {
    if (phase_ != Phase::kGreeting) return;
    phase_ = Phase::kOpen;
    credits_ = info.credits;
    if (handler_ != nullptr) handler_->OnHello(info);
  }

  void OnAck(const AckInfo& ack) {
    if (phase_ == Phase::kGreeting || ack.tag == kBatchTag) {
      end_ = absl::FailedPreconditionError(address_ + (phase_ == Phase::kGreeting ? " refused the hello: " : " could not read a batch: ") +
                                           RefusalWords(ack.reject, ack.field, ack.detail, ack.address));
    }
    FreeCredit();
    if (handler_ != nullptr) handler_->OnAck(ack);
  }

  void OnGoodBye(const GoodByeInfo& info) {
    end_ = absl::UnavailableError(address_ + " said good-bye: " + std::string(info.reason));
    if (handler_ != nullptr) handler_->OnGoodBye(info);
  }

  void Read() {
    const std::span<char> free = input_.Free();
    socket_.async_read_some(asio::buffer(free.data(), free.size()), [self = shared_from_this()](error_code error, std::size_t bytes) {
      if (self->over()) return;
      if (error) return self->OnReadError(error);
      self->input_.Commit(bytes);
      if (self->Consume()) self->Read();
    });
  }

  void OnReadError(error_code error) {
    if (!end_.ok()) return Finish(end_);
    const char* torn = input_.pending() > 0 ? ", in the middle of a frame" : "";
    Finish(absl::UnavailableError(address_ + (error == asio::error::eof ? " closed the connection" : ": " + error.message()) + torn));
  }

  // False when the connection ended meanwhile.
  bool Consume() {
    while (!over()) {
      const FrameResult result = input_.Next();
      if (result.status == FrameStatus::kNeedMore) return true;
      if (result.status == FrameStatus::kUnknownKind) continue;  // a newer server's push
      if (result.status != FrameStatus::kFrame) {
        Finish(absl::DataLossError(address_ + " sent what is no frame: " + Describe(result)));
        return false;
      }
      const ReplyCount count = DecodeReply(result.frame, listener_);
      if (over()) return false;
      if (count.wrong != nullptr) {
        Finish(absl::DataLossError(address_ + " sent a bad " + std::string(FrameInfo(result.frame.kind()).name) + ": " + count.wrong));
        return false;
      }
      if (!end_.ok() && result.frame.kind() != FrameKind::kGoodBye) {
        Finish(end_);
        return false;
      }
    }
    return false;
  }

  void WriteSoon() {
    if (writing_now_ || write_posted_) return;
    write_posted_ = true;
    asio::post(io_, [self = shared_from_this()] {
      self->write_posted_ = false;
      if (!self->over() && !self->writing_now_) self->Write();
    });
  }

  void Write() {
    if (waiting_.empty()) return;
    writing_.swap(waiting_);
    waiting_.clear();
    writing_now_ = true;
    asio::async_write(socket_, asio::buffer(writing_),
                      [self = shared_from_this()](error_code error, std::size_t) { self->OnWritten(error); });
  }

  void OnWritten(error_code error) {
    writing_now_ = false;
    writing_.clear();
    if (writing_.capacity() > kKeptWriteBytes) writing_.shrink_to_fit();
    if (over()) return;
    // What the server still had to say comes first: a refusal explains more than a broken pipe. The read side sees the end too.
    if (error) return;
    if (!waiting_.empty()) return Write();
    if (handler_ != nullptr) handler_->OnWritten();
  }

  void Finish(const absl::Status& status) {
    if (over()) return;
    phase_ = Phase::kOver;
    resolver_.cancel();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    if (handler_ != nullptr) handler_->OnClosed(status);
  }

  asio::io_context& io_;
  tcp::resolver resolver_;
  tcp::socket socket_;
  ConnectionHandler* handler_;
  FrameBuffer input_;
  RequestEncoder encoder_;
  Listener listener_;
  std::string address_;
  std::string waiting_;  // appended, not being written
  std::string writing_;
  absl::Status end_;  // why the server is about to close
  std::uint32_t credits_ = 0;
  std::uint32_t in_flight_ = 0;
  Phase phase_ = Phase::kNew;
  bool writing_now_ = false;
  bool write_posted_ = false;
};

Client::Client(asio::io_context& io, ConnectionHandler& handler) : connection_(std::make_shared<Connection>(io, handler)) {}
Client::~Client() { connection_->Abandon(); }

void Client::Connect(std::string_view address, const HelloMessage& hello) { connection_->Connect(address, hello); }
void Client::Close() { connection_->CloseLater(absl::OkStatus()); }
bool Client::open() const { return connection_->open(); }
std::uint32_t Client::in_flight() const { return connection_->in_flight(); }
std::uint32_t Client::credits() const { return connection_->credits(); }
std::size_t Client::unwritten_bytes() const { return connection_->unwritten_bytes(); }

Sent Client::Submit(const SubmitMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Submit(out, message, tag); });
}
Sent Client::SubmitBatch(std::span<const Tagged<SubmitMessage>> items) {
  return connection_->Send(static_cast<std::uint32_t>(items.size()),
                           [&](RequestEncoder& encoder, std::string& out) { encoder.SubmitBatch(out, items); });
}
Sent Client::SignIn(std::string_view agent, std::uint64_t last_seq, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.SignIn(out, agent, last_seq, request, tag); });
}
Sent Client::SetStatus(AgentId agent, AgentStatus status, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.SetStatus(out, agent, status, request, tag); });
}
Sent Client::Heartbeat() {
  return connection_->Send(0, [](RequestEncoder& encoder, std::string& out) { encoder.Heartbeat(out); });
}
Sent Client::Accept(const AcceptMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Accept(out, message, tag); });
}
Sent Client::AcceptBatch(std::span<const Tagged<AcceptMessage>> items) {
  return connection_->Send(static_cast<std::uint32_t>(items.size()),
                           [&](RequestEncoder& encoder, std::string& out) { encoder.AcceptBatch(out, items); });
}
Sent Client::Decline(const DeclineMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Decline(out, message, tag); });
}
Sent Client::Contact(AgentId agent, TicketId ticket, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Contact(out, agent, ticket, request, tag); });
}
Sent Client::Node(const NodeMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Node(out, message, tag); });
}
Sent Client::Resolve(const ResolveMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Resolve(out, message, tag); });
}
Sent Client::MessageIn(const MessageInMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.MessageIn(out, message, tag); });
}
Sent Client::MessageOut(const MessageOutMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.MessageOut(out, message, tag); });
}
Sent Client::Promise(const PromiseMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Promise(out, message, tag); });
}
Sent Client::Hold(const TicketWordMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Hold(out, message, tag); });
}
Sent Client::Release(const TicketWordMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Release(out, message, tag); });
}
Sent Client::Cancel(const TicketWordMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Cancel(out, message, tag); });
}
Sent Client::Abandon(const TicketWordMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Abandon(out, message, tag); });
}
Sent Client::Reopen(const TicketWordMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Reopen(out, message, tag); });
}
Sent Client::Merge(const MergeMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Merge(out, message, tag); });
}
Sent Client::Attach(const AttachMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Attach(out, message, tag); });
}
Sent Client::LinkTicket(const LinkTicketMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.LinkTicket(out, message, tag); });
}
Sent Client::LinkIdentity(const IdentityMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.LinkIdentity(out, message, tag); });
}
Sent Client::UnlinkIdentity(const IdentityMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.UnlinkIdentity(out, message, tag); });
}
Sent Client::MergeCustomers(const MergeCustomersMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.MergeCustomers(out, message, tag); });
}
Sent Client::ShowCustomer(std::string_view customer, TicketId ticket, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ShowCustomer(out, customer, ticket, tag); });
}
Sent Client::AskArchive(const AskArchiveMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskArchive(out, message, tag); });
}
Sent Client::GiveFeedback(const GiveFeedbackMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.GiveFeedback(out, message, tag); });
}
Sent Client::ListFeedback(const ListFeedbackMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListFeedback(out, message, tag); });
}
Sent Client::AskTransfer(const AskTransferMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskTransfer(out, message, tag); });
}
Sent Client::SettleTransfer(const SettleTransferMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.SettleTransfer(out, message, tag); });
}
Sent Client::AskPart(const AskPartMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskPart(out, message, tag); });
}
Sent Client::AssignPart(const AssignPartMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AssignPart(out, message, tag); });
}
Sent Client::ReportPart(const ReportPartMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ReportPart(out, message, tag); });
}
Sent Client::ListParts(const ListPartsMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListParts(out, message, tag); });
}
Sent Client::PutPlan(const PutPlanMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.PutPlan(out, message, tag); });
}
Sent Client::DropPlan(std::string_view name, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.DropPlan(out, name, request, tag); });
}
Sent Client::ListPlans(std::uint32_t after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListPlans(out, after, tag); });
}
Sent Client::ListTransfers(TicketId after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListTransfers(out, after, tag); });
}
Sent Client::ListReviews(TicketId after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListReviews(out, after, tag); });
}
Sent Client::Confirm(const ConfirmMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Confirm(out, message, tag); });
}
Sent Client::CallBack(const CallBackMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.CallBack(out, message, tag); });
}
Sent Client::OverdueReason(const OverdueReasonMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.OverdueReason(out, message, tag); });
}
Sent Client::ChangeLevel(const ChangeLevelMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ChangeLevel(out, message, tag); });
}
Sent Client::AddNote(const AddNoteMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AddNote(out, message, tag); });
}
Sent Client::ResolveBatch(std::span<const Tagged<ResolveMessage>> items) {
  return connection_->Send(static_cast<std::uint32_t>(items.size()),
                           [&](RequestEncoder& encoder, std::string& out) { encoder.ResolveBatch(out, items); });
}
Sent Client::ReviewTicket(TicketId ticket, ReviewWord word, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ReviewTicket(out, ticket, word, request, tag); });
}
Sent Client::Declare(CatalogKind kind, std::string_view name, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Declare(out, kind, name, request, tag); });
}
Sent Client::DeclareAgent(const DeclareAgentMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.DeclareAgent(out, message, tag); });
}
Sent Client::DeclareAgents(std::span<const DeclareAgentMessage> agents, Applying applying, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.DeclareAgents(out, agents, applying, tag); });
}
Sent Client::RetireAgent(std::string_view name, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.RetireAgent(out, name, request, tag); });
}
Sent Client::ActivateRules(std::string_view source, RulesUse use, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ActivateRules(out, source, use, request, tag); });
}
Sent Client::UndoRules(std::uint32_t in_force, std::uint32_t restore, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.UndoRules(out, in_force, restore, request, tag); });
}
Sent Client::ShowRules(std::uint32_t version, std::uint32_t offset, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ShowRules(out, version, offset, tag); });
}
Sent Client::ShowAgent(std::string_view name, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ShowAgent(out, name, tag); });
}
Sent Client::ListSaturated(AgentId after_agent, std::uint32_t from_group, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListSaturated(out, after_agent, from_group, tag); });
}
Sent Client::Query(const TicketNameMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Query(out, message, tag); });
}
Sent Client::Assign(const AssignMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Assign(out, message, tag); });
}
Sent Client::TakeBack(const TicketNameMessage& message, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.TakeBack(out, message, request, tag); });
}
Sent Client::SetManager(const SetManagerMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.SetManager(out, message, tag); });
}
Sent Client::Explain(const TicketNameMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Explain(out, message, tag); });
}
Sent Client::ListAgents(AgentId after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListAgents(out, after, tag); });
}
Sent Client::ListPool(std::uint32_t after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListPool(out, after, tag); });
}
Sent Client::AskStatus(std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskStatus(out, tag); });
}
Sent Client::SetTime(Micros at, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.SetTime(out, at, tag); });
}
Sent Client::AskClock(std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskClock(out, tag); });
}
Sent Client::AcceptClock(std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AcceptClock(out, tag); });
}
Sent Client::AskBody(TicketId ticket, std::uint64_t submit_seq, std::uint64_t tag, Sight sight) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskBody(out, ticket, submit_seq, tag, sight); });
}
Sent Client::AskHistory(const TicketNameMessage& message, std::uint64_t from_seq, std::uint64_t tag, Sight sight) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskHistory(out, message, from_seq, tag, sight); });
}
Sent Client::Follow(const FollowMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Follow(out, message, tag); });
}
Sent Client::FeedTaken(std::uint64_t next_seq) {
  return connection_->Send(0, [&](RequestEncoder& encoder, std::string& out) { encoder.FeedTaken(out, next_seq); });
}
Sent Client::AskNames(CatalogKind kind, std::uint16_t after, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskNames(out, kind, after, tag); });
}
Sent Client::PutArticle(const PutArticleMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.PutArticle(out, message, tag); });
}
Sent Client::ReviewArticle(ArticleId article, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ReviewArticle(out, article, request, tag); });
}
Sent Client::UseArticle(AgentId agent, TicketId ticket, ArticleId article, std::uint64_t request, std::uint64_t tag) {
  return connection_->Send(
      1, [&](RequestEncoder& encoder, std::string& out) { encoder.UseArticle(out, agent, ticket, article, request, tag); });
}
Sent Client::FindArticles(const FindArticlesMessage& message, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.FindArticles(out, message, tag); });
}
Sent Client::AskArticle(ArticleId article, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.AskArticle(out, article, tag); });
}
Sent Client::ListArticles(ArticleId after, ArticleScope scope, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.ListArticles(out, after, scope, tag); });
}
Sent Client::Ping(std::string_view bytes, std::uint64_t tag) {
  return connection_->Send(1, [&](RequestEncoder& encoder, std::string& out) { encoder.Ping(out, bytes, tag); });
}
Sent Client::Append(std::string_view frames, std::uint32_t requests) {
  return connection_->Send(requests, [&](RequestEncoder&, std::string& out) { out += frames; });
}

}  // namespace tidegate::client
