#include "protocol/client/blocking_client.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <utility>

#include "core/base/check.h"
#include "protocol/client/client.h"
#include "protocol/frame.h"

namespace tidegate::client {
namespace {

// One call at a time, so one tag does; it moves on so that a late answer to a call that timed out is not taken for the next one's.
using Tag = std::uint64_t;

absl::StatusCode CodeOf(Reject reject) {
  switch (reject) {
    case Reject::kNone:
      return absl::StatusCode::kOk;
    case Reject::kNotAllowed:
    case Reject::kNotYours:
      return absl::StatusCode::kPermissionDenied;
    case Reject::kBusy:
    case Reject::kFull:
    case Reject::kLimit:
    case Reject::kNoSpace:
      return absl::StatusCode::kResourceExhausted;
    case Reject::kUnknownAgent:
    case Reject::kUnknownTicket:
      return absl::StatusCode::kNotFound;
    case Reject::kKeyReused:
      return absl::StatusCode::kAlreadyExists;
    case Reject::kStaleOffer:
    case Reject::kIllegalState:
    case Reject::kNotSignedIn:
      return absl::StatusCode::kFailedPrecondition;
    case Reject::kNotLeader:
    case Reject::kMoved:
      return absl::StatusCode::kUnavailable;
    default:
      return absl::StatusCode::kInvalidArgument;
  }
}

}  // namespace

RefusalText TextOf(const AckInfo& ack) {
  RefusalText text;
  text.code = ack.reject;
  if (ack.reject != Reject::kNone) {
    const RejectRow& row = RejectInfo(ack.reject);
    text.name = row.english;
    text.advice = row.advice;
    text.advice_zh = row.advice_zh;
  }
  text.field = ack.field;
  text.detail = ack.detail;
  text.address = ack.address;
  text.retry_after_ms = ack.retry_after_ms;
  text.ticket = ack.ticket;
  text.status = ack.status;
  return text;
}

std::string RefusalText::Text() const { return RefusalWords(code, field, detail, address); }

class BlockingClient::Impl : public ConnectionHandler {
 public:
  explicit Impl(std::chrono::milliseconds timeout) : timeout_(timeout), client_(std::make_unique<Client>(io_, *this)) {}

  absl::Status Open(std::string_view address, const HelloMessage& hello, Handler* pushes) {
    pushes_ = pushes;
    address_ = address;
    client_->Connect(address, hello);
    return RunUntil([this] { return client_->open(); });
  }

  void Close() {
    if (closed_) return;
    client_->Close();
    const absl::Status ended = RunUntil([] { return false; });
    (void)ended;  // it says why the connection ended: because of us
  }

  // Sends a request and waits for its answer, which `on_answer_...` below puts away.
  template <class SendRequest>
  absl::Status Call(SendRequest send) {
    if (closed_) return absl::FailedPreconditionError("the connection to " + address_ + " is closed: " + std::string(status_.message()));
    ++tag_;
    answered_ = false;
    refusal_.reset();
    const Sent sent = send(*client_, tag_);
    CHECK_EQ(static_cast<int>(sent), static_cast<int>(Sent::kYes));  // one call at a time, and a session has at least one credit
    absl::Status status = RunUntil([this] { return answered_; });
    if (status.ok() && refusal_) status = absl::Status(CodeOf(refusal_->code), refusal_->Text());
    return status;
  }

  template <class SendRequest>
  absl::StatusOr<AckInfo> CallForAck(SendRequest send) {
    const absl::Status status = Call(send);
    if (!status.ok()) return status;
    return ack_;
  }

  void OnHello(const HelloInfo& info) override {
    server_ = {std::string(info.server), info.session, info.partition,  info.epoch, info.credits,
               info.rules_version,       info.seq,     info.durability, {}};
  }
  void OnAck(const AckInfo& ack) override {
    if (ack.tag != tag_) return;
    answered_ = true;
    if (!ack.ok()) {
      refusal_ = TextOf(ack);
      return;
    }
    ack_ = ack;
    ack_.field = ack_.detail = ack_.address = {};  // they live no longer than this call
  }
  void OnSignedIn(const SignedInInfo& info) override {
    if (info.tag != tag_) return;
    std::vector<WorkItem> work = std::move(signed_in_.work);
    work.insert(work.end(), info.work.begin(), info.work.end());
    signed_in_ = {info.tag, info.seq, info.agent, info.capacity, std::move(work), false, {}};  // templates live no longer than this call
    answered_ = !info.more;
  }
  void OnTicket(const TicketInfo& info) override { Keep(info, ticket_); }
  void OnExplain(const ExplainInfo& info) override { Keep(info, explain_); }
  void OnAgents(const AgentsInfo& info) override { Keep(info, agents_); }
  void OnRecords(const RecordsInfo& info) override { Keep(info, records_); }
  void OnPool(const PoolInfo& info) override { Keep(info, pool_); }
  void OnStatus(const StatusInfo& info) override {
    Keep(info, status_info_);
    server_.server = info.server;
    server_.durability = info.durability;
    server_.projection = info.projection;
    server_.space = info.space;
    status_info_.server = {};
  }
  void OnHistory(const HistoryInfo& info) override { Keep(info, history_); }
  void OnAgent(const AgentInfo& info) override { Keep(info, agent_); }
  void OnSaturation(const SaturationInfo& info) override { Keep(info, saturation_); }
  void OnRules(const RulesInfo& info) override { Keep(info, rules_); }
  void OnClock(const ClockInfo& info) override { Keep(info, clock_); }
  void OnBody(const BodyInfo& info) override {
    if (info.tag != tag_) return;
    answered_ = true;
    body_.ticket = info.ticket;
    body_.sight = info.sight;
    body_.fields = {std::string(info.external_key), std::string(info.customer), std::string(info.order),
                    std::string(info.title),        std::string(info.text),     std::string(info.recorded_at)};
  }
  void OnNames(const NamesInfo& info) override {
    if (info.tag != tag_) return;
    answered_ = true;
    more_names_ = info.more;
    for (const NamedId& row : info.rows) {
      if (names_.size() <= row.id) names_.resize(row.id + 1u);
      names_[row.id] = {std::string(row.name), std::string(row.chinese)};
    }
  }
  void OnArticleHits(const ArticleHitsInfo& info) override { Keep(info, hits_); }
  void OnArticles(const ArticlesInfo& info) override { Keep(info, articles_); }
  void OnTransfers(const TransfersInfo& info) override { Keep(info, transfers_); }
  void OnReviews(const ReviewsInfo& info) override { Keep(info, reviews_); }
  void OnFeedback(const FeedbackInfo& info) override { Keep(info, feedback_); }
  void OnParts(const PartsInfo& info) override { Keep(info, parts_); }
  void OnPlans(const PlansInfo& info) override { Keep(info, plans_); }
  void OnCustomer(const CustomerInfo& info) override { Keep(info, customer_); }
  void OnArchive(const ArchiveInfo& info) override { Keep(info, archive_); }
  void OnPong(const PongInfo& info) override {
    if (info.tag != tag_) return;
    answered_ = true;
    pong_ = info.bytes;
  }
  void OnOffer(const OfferInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnOffer(info);
  }
  void OnSuggestions(const SuggestionsInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnSuggestions(info);
  }
  void OnWithdrawn(const WithdrawalInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnWithdrawn(info);
  }
  void OnClockAlert(const ClockAlertInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnClockAlert(info);
  }
  void OnAlert(const AlertInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnAlert(info);
  }
  void OnPromise(const PromiseInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnPromise(info);
  }
  void OnAgentState(const AgentStateInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnAgentState(info);
  }
  void OnGoodBye(const GoodByeInfo& info) override {
    if (pushes_ != nullptr) pushes_->OnGoodBye(info);
  }
  void OnClosed(const absl::Status& status) override {
    closed_ = true;
    status_ = status;
  }

  std::string address_;
  ServerInfo server_;
  std::optional<RefusalText> refusal_;
  AckInfo ack_;
  SignedInInfo signed_in_;
  TicketInfo ticket_;
  ExplainInfo explain_;
  AgentsInfo agents_;
  RecordsInfo records_;
  PoolInfo pool_;
  StatusInfo status_info_;
  HistoryInfo history_;
  CustomerInfo customer_;
  ArchiveInfo archive_;
  AgentInfo agent_;
  SaturationInfo saturation_;
  RulesInfo rules_;
  ClockInfo clock_;
  BodyText body_;
  ArticleHitsInfo hits_;
  TransfersInfo transfers_;
  ReviewsInfo reviews_;
  FeedbackInfo feedback_;
  PartsInfo parts_;
  PlansInfo plans_;
  ArticlesInfo articles_;
  std::vector<CatalogName> names_;
  bool more_names_ = false;
  std::string pong_;

 private:
  template <class Info>
  void Keep(const Info& info, Info& place) {
    if (info.tag != tag_) return;
    answered_ = true;
    place = info;
  }

  template <class Done>
  absl::Status RunUntil(Done done) {
    const auto deadline = std::chrono::steady_clock::now() + timeout_;
    io_.restart();
    while (!done() && !closed_) {
      if (io_.run_one_until(deadline) == 0) {
        if (closed_) break;
        client_ = std::make_unique<Client>(io_, *this);  // the old one closes without a word
        closed_ = true;
        status_ = absl::DeadlineExceededError("no answer from " + address_ + " within " + std::to_string(timeout_.count()) + " ms");
      }
    }
    return done() ? absl::OkStatus() : status_;
  }

  std::chrono::milliseconds timeout_;
  boost::asio::io_context io_;
  std::unique_ptr<Client> client_;
  Handler* pushes_ = nullptr;
  Tag tag_ = 0;
  bool answered_ = false;
  bool closed_ = false;
  absl::Status status_;
};

namespace {

// What a record takes at most in a frame: a table or a string costs 48 bytes beside its text, its place in a vector among them.
std::size_t BytesAtMost(const DeclareAgentMessage& agent) {
  constexpr std::size_t kEach = 48;
  std::size_t bytes = 4 * kEach;
  for (const std::string_view text : {agent.name, agent.team, agent.supervisor, agent.duty_supervisor, agent.shift, agent.tier_hours}) {
    bytes += kEach + text.size();
  }
  for (const SkillName& skill : agent.skills) bytes += 2 * kEach + skill.name.size();
  for (const std::string_view region : agent.regions) bytes += kEach + region.size();
  for (const std::string_view channel : agent.channels) bytes += kEach + channel.size();
  for (const ChannelRoomName& room : agent.rooms) bytes += 2 * kEach + room.channel.size();
  return bytes;
}

}  // namespace

BlockingClient::BlockingClient(std::chrono::milliseconds timeout) : impl_(std::make_unique<Impl>(timeout)) {}
BlockingClient::~BlockingClient() = default;

absl::Status BlockingClient::Open(std::string_view address, const HelloMessage& hello, Handler* pushes) {
  return impl_->Open(address, hello, pushes);
}
void BlockingClient::Close() { impl_->Close(); }
const ServerInfo& BlockingClient::server() const { return impl_->server_; }
const std::optional<RefusalText>& BlockingClient::last_refusal() const { return impl_->refusal_; }

absl::StatusOr<AckInfo> BlockingClient::Submit(const SubmitMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Submit(message, tag); });
}
absl::StatusOr<SignedInInfo> BlockingClient::SignIn(std::string_view agent) {
  impl_->signed_in_ = {};
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.SignIn(agent, 0, 0, tag); });
  if (!status.ok()) return status;
  return std::move(impl_->signed_in_);
}
absl::StatusOr<AckInfo> BlockingClient::SetStatus(AgentId agent, AgentStatus status) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.SetStatus(agent, status, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Accept(const AcceptMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Accept(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Decline(const DeclineMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Decline(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Contact(AgentId agent, TicketId ticket) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Contact(agent, ticket, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Node(const NodeMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Node(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Resolve(const ResolveMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Resolve(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::MessageIn(const MessageInMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.MessageIn(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::MessageOut(const MessageOutMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.MessageOut(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Promise(const PromiseMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Promise(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Hold(const TicketWordMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Hold(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Release(const TicketWordMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Release(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Cancel(const TicketWordMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Cancel(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Abandon(const TicketWordMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Abandon(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Reopen(const TicketWordMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Reopen(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Merge(const MergeMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Merge(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Attach(const AttachMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Attach(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::LinkTicket(const LinkTicketMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.LinkTicket(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::LinkIdentity(const IdentityMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.LinkIdentity(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::UnlinkIdentity(const IdentityMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.UnlinkIdentity(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::MergeCustomers(const MergeCustomersMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.MergeCustomers(message, tag); });
}
absl::StatusOr<CustomerView> BlockingClient::Customer(std::string_view customer, TicketId ticket) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ShowCustomer(customer, ticket, tag); });
  if (!status.ok()) return status;
  return impl_->customer_.view;
}
absl::StatusOr<ArchiveView> BlockingClient::AskArchive(const AskArchiveMessage& message) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.AskArchive(message, tag); });
  if (!status.ok()) return status;
  return impl_->archive_.view;
}
absl::StatusOr<AckInfo> BlockingClient::GiveFeedback(const GiveFeedbackMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.GiveFeedback(message, tag); });
}
absl::StatusOr<std::vector<FeedbackRow>> BlockingClient::ListFeedback(const ListFeedbackMessage& message) {
  std::vector<FeedbackRow> rows;
  ListFeedbackMessage page_of = message;
  while (true) {
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListFeedback(page_of, tag); });
    if (!status.ok()) return status;
    const FeedbackInfo& page = impl_->feedback_;
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
    if (page.next.raw() <= page_of.after.raw()) return absl::DataLossError("a page of answers that does not lead on");
    page_of.after = page.next;
  }
}
absl::StatusOr<AckInfo> BlockingClient::AskTransfer(const AskTransferMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.AskTransfer(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::SettleTransfer(const SettleTransferMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.SettleTransfer(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::AskPart(const AskPartMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.AskPart(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::AssignPart(const AssignPartMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.AssignPart(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::ReportPart(const ReportPartMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.ReportPart(message, tag); });
}
absl::StatusOr<std::vector<PartRow>> BlockingClient::ListParts(AgentId agent, std::string_view department) {
  std::vector<PartRow> rows;
  ListPartsMessage message{agent, department, {}, 0};
  while (true) {
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListParts(message, tag); });
    if (!status.ok()) return status;
    const PartsInfo& page = impl_->parts_;
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
    if (page.after == message.after && page.after_part == message.after_part) {
      return absl::DataLossError("a page of parts that claims more and does not go on");
    }
    message.after = page.after;
    message.after_part = page.after_part;
  }
}
absl::StatusOr<AckInfo> BlockingClient::PutPlan(const PutPlanMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.PutPlan(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::DropPlan(std::string_view name) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.DropPlan(name, 0, tag); });
}
absl::StatusOr<std::vector<PlanRow>> BlockingClient::ListPlans() {
  std::vector<PlanRow> rows;
  while (true) {
    const std::uint32_t after = rows.empty() ? 0 : rows.back().plan;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListPlans(after, tag); });
    if (!status.ok()) return status;
    const PlansInfo& page = impl_->plans_;
    if (page.more && page.rows.empty()) return absl::DataLossError("a page of plans that claims more and has none");
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
  }
}
absl::StatusOr<std::vector<TransferRow>> BlockingClient::ListTransfers() {
  std::vector<TransferRow> rows;
  while (true) {
    const TicketId after = rows.empty() ? TicketId() : rows.back().ticket;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListTransfers(after, tag); });
    if (!status.ok()) return status;
    const TransfersInfo& page = impl_->transfers_;
    if (page.more && page.rows.empty()) return absl::DataLossError("a page of transfers that claims more and has none");
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
  }
}
absl::StatusOr<std::vector<ReviewRow>> BlockingClient::ListReviews() {
  std::vector<ReviewRow> rows;
  while (true) {
    const TicketId after = rows.empty() ? TicketId() : rows.back().ticket;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListReviews(after, tag); });
    if (!status.ok()) return status;
    const ReviewsInfo& page = impl_->reviews_;
    if (page.more && page.rows.empty()) return absl::DataLossError("a page of reviews that claims more and has none");
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
  }
}
absl::StatusOr<AckInfo> BlockingClient::Confirm(const ConfirmMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Confirm(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::CallBack(const CallBackMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.CallBack(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::OverdueReason(const OverdueReasonMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.OverdueReason(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::ChangeLevel(const ChangeLevelMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.ChangeLevel(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::AddNote(const AddNoteMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.AddNote(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::ReviewTicket(TicketId ticket, ReviewWord word) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.ReviewTicket(ticket, word, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::Declare(CatalogKind kind, std::string_view name) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Declare(kind, name, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::DeclareAgent(const DeclareAgentMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.DeclareAgent(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::RetireAgent(std::string_view name) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.RetireAgent(name, 0, tag); });
}
absl::StatusOr<RecordsInfo> BlockingClient::DeclareAgents(std::span<const DeclareAgentMessage> agents, Applying applying) {
  std::size_t bytes = 0;
  for (const DeclareAgentMessage& agent : agents) bytes += BytesAtMost(agent);
  if (bytes > kBatchBodyBytesMax) {
    return absl::InvalidArgumentError(std::to_string(agents.size()) + " agents' records may take " + std::to_string(bytes) +
                                      " bytes; at most " + std::to_string(kBatchBodyBytesMax) + " fit into a frame: send fewer at once");
  }
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.DeclareAgents(agents, applying, tag); });
  if (!status.ok()) return status;
  return impl_->records_;
}
absl::StatusOr<AckInfo> BlockingClient::ActivateRules(std::string_view source, RulesUse use) {
  if (source.size() > kRulesSourceBytesMax) {
    return absl::InvalidArgumentError("a rule set of " + std::to_string(source.size()) + " bytes; at most " +
                                      std::to_string(kRulesSourceBytesMax) + " fit into a frame");
  }
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.ActivateRules(source, use, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::UndoRules(std::uint32_t in_force, std::uint32_t restore) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.UndoRules(in_force, restore, 0, tag); });
}
absl::StatusOr<RulesReply> BlockingClient::Rules(std::uint32_t version) {
  std::string source;
  while (true) {
    const auto offset = static_cast<std::uint32_t>(source.size());
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ShowRules(version, offset, tag); });
    if (!status.ok()) return status;
    RulesReply page = std::move(impl_->rules_.page);
    version = page.version;  // whatever comes into force meanwhile
    source += page.part;
    const auto row = std::find_if(page.versions.begin(), page.versions.end(),
                                  [version](const RuleVersionRow& candidate) { return candidate.version == version; });
    if (row == page.versions.end() || (page.part.empty() && source.size() < row->source_bytes)) {
      return absl::DataLossError("a part of a rule set that does not go on");
    }
    if (source.size() < row->source_bytes) continue;
    page.part = std::move(source);
    page.offset = 0;
    return page;
  }
}
absl::StatusOr<RulesReply> BlockingClient::RuleVersions() {
  constexpr std::uint32_t kBehindEverySource = 0xFFFFFFFF;
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ShowRules(0, kBehindEverySource, tag); });
  if (!status.ok()) return status;
  return std::move(impl_->rules_.page);
}
absl::StatusOr<AgentView> BlockingClient::Agent(std::string_view name) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ShowAgent(name, tag); });
  if (!status.ok()) return status;
  return std::move(impl_->agent_.view);
}
absl::StatusOr<SaturationReply> BlockingClient::Saturation() {
  SaturationReply all;
  do {
    const AgentId after_agent(all.after_agent);
    const std::uint32_t from_group = all.from_group;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListSaturated(after_agent, from_group, tag); });
    if (!status.ok()) return status;
    SaturationReply& page = impl_->saturation_.page;
    if (page.more && page.after_agent <= all.after_agent && page.from_group <= all.from_group) {
      return absl::DataLossError("a page of who is full that does not go on");
    }
    all.agents.insert(all.agents.end(), page.agents.begin(), page.agents.end());
    all.groups.insert(all.groups.end(), page.groups.begin(), page.groups.end());
    all.watched = page.watched;
    all.more = page.more;
    all.after_agent = page.after_agent;
    all.from_group = page.from_group;
  } while (all.more);
  return all;
}
absl::StatusOr<TicketView> BlockingClient::Query(const TicketNameMessage& message) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.Query(message, tag); });
  if (!status.ok()) return status;
  return impl_->ticket_.view;
}
absl::StatusOr<AckInfo> BlockingClient::Assign(const AssignMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.Assign(message, tag); });
}

absl::StatusOr<AckInfo> BlockingClient::TakeBack(const TicketNameMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.TakeBack(message, 0, tag); });
}

absl::StatusOr<AckInfo> BlockingClient::SetManager(const SetManagerMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.SetManager(message, tag); });
}

absl::StatusOr<ExplainView> BlockingClient::Explain(const TicketNameMessage& message) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.Explain(message, tag); });
  if (!status.ok()) return status;
  return impl_->explain_.view;
}
absl::StatusOr<std::vector<AgentRow>> BlockingClient::Agents() {
  std::vector<AgentRow> rows;
  do {
    const AgentId after = rows.empty() ? AgentId() : rows.back().agent;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListAgents(after, tag); });
    if (!status.ok()) return status;
    rows.insert(rows.end(), impl_->agents_.rows.begin(), impl_->agents_.rows.end());
  } while (impl_->agents_.more && !impl_->agents_.rows.empty());
  return rows;
}
absl::StatusOr<std::vector<PoolRow>> BlockingClient::Pool() {
  std::vector<PoolRow> rows;
  std::uint32_t after = 0;
  while (true) {
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListPool(after, tag); });
    if (!status.ok()) return status;
    const PoolInfo& page = impl_->pool_;
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
    std::uint32_t next = page.next;
    if (next == 0 && !page.rows.empty()) next = page.rows.back().signature + 1;  // a server that does not know `next` yet
    if (next <= after) return absl::DataLossError("a page of the pool that claims more and does not say from where");
    after = next;
  }
}
absl::StatusOr<StatusView> BlockingClient::AskStatus() {
  const absl::Status status = impl_->Call([](Client& client, Tag tag) { return client.AskStatus(tag); });
  if (!status.ok()) return status;
  return impl_->status_info_.view;
}
absl::StatusOr<HistoryView> BlockingClient::History(const TicketNameMessage& message, Sight sight) {
  HistoryView all;
  TicketNameMessage name = message;
  do {
    const std::uint64_t from_seq = all.next_seq;
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.AskHistory(name, from_seq, tag, sight); });
    if (!status.ok()) return status;
    HistoryView& page = impl_->history_.view;
    if (page.next_seq != 0 && page.next_seq <= from_seq) return absl::DataLossError("a page of a history that does not go on");
    std::vector<Event> events = std::move(all.events);
    events.insert(events.end(), page.events.begin(), page.events.end());
    std::vector<ClientName> clients = std::move(all.clients);
    for (ClientName& client : page.clients) {
      const auto known = std::find_if(clients.begin(), clients.end(), [&](const ClientName& c) { return c.client == client.client; });
      if (known == clients.end()) clients.push_back(std::move(client));
    }
    all = std::move(page);
    all.events = std::move(events);
    all.clients = std::move(clients);
    // A key may meanwhile name another ticket.
    name = {all.ticket.ticket, {}, {}, {}};
  } while (all.next_seq != 0);
  return all;
}
absl::StatusOr<ClockInfo> BlockingClient::SetTime(Micros at) {
  const absl::Status status = impl_->Call([at](Client& client, Tag tag) { return client.SetTime(at, tag); });
  if (!status.ok()) return status;
  return impl_->clock_;
}
absl::StatusOr<ClockInfo> BlockingClient::AskClock() {
  const absl::Status status = impl_->Call([](Client& client, Tag tag) { return client.AskClock(tag); });
  if (!status.ok()) return status;
  return impl_->clock_;
}
absl::StatusOr<ClockInfo> BlockingClient::AcceptClock() {
  const absl::Status status = impl_->Call([](Client& client, Tag tag) { return client.AcceptClock(tag); });
  if (!status.ok()) return status;
  return impl_->clock_;
}
absl::StatusOr<BodyText> BlockingClient::AskBody(TicketId ticket, std::uint64_t submit_seq, Sight sight) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.AskBody(ticket, submit_seq, tag, sight); });
  if (!status.ok()) return status;
  return std::move(impl_->body_);
}
absl::StatusOr<std::vector<CatalogName>> BlockingClient::Names(CatalogKind kind) {
  impl_->names_.assign(1, {});
  do {
    const auto after = static_cast<std::uint16_t>(impl_->names_.size() - 1);
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.AskNames(kind, after, tag); });
    if (!status.ok()) return status;
    if (impl_->more_names_ && impl_->names_.size() == after + 1u) return absl::DataLossError("an empty page of names that claims more");
  } while (impl_->more_names_);
  return std::move(impl_->names_);
}
absl::StatusOr<AckInfo> BlockingClient::PutArticle(const PutArticleMessage& message) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.PutArticle(message, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::ReviewArticle(ArticleId article) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.ReviewArticle(article, 0, tag); });
}
absl::StatusOr<AckInfo> BlockingClient::UseArticle(AgentId agent, TicketId ticket, ArticleId article) {
  return impl_->CallForAck([&](Client& client, Tag tag) { return client.UseArticle(agent, ticket, article, 0, tag); });
}
absl::StatusOr<ArticleHitsView> BlockingClient::FindArticles(const FindArticlesMessage& message) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.FindArticles(message, tag); });
  if (!status.ok()) return status;
  return std::move(impl_->hits_.view);
}
absl::StatusOr<ArticleRow> BlockingClient::AskArticle(ArticleId article) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.AskArticle(article, tag); });
  if (!status.ok()) return status;
  if (impl_->articles_.rows.size() != 1) return absl::DataLossError("one article was asked for, and not one came");
  return std::move(impl_->articles_.rows.front());
}
absl::StatusOr<std::vector<ArticleRow>> BlockingClient::ListArticles(ArticleScope scope) {
  std::vector<ArticleRow> rows;
  ArticleId after;
  while (true) {
    const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.ListArticles(after, scope, tag); });
    if (!status.ok()) return status;
    const ArticlesInfo& page = impl_->articles_;
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.more) return rows;
    if (page.next <= after) return absl::DataLossError("a page of articles that claims more and does not say from where");
    after = page.next;
  }
}
absl::StatusOr<std::string> BlockingClient::Ping(std::string_view bytes) {
  const absl::Status status = impl_->Call([&](Client& client, Tag tag) { return client.Ping(bytes, tag); });
  if (!status.ok()) return status;
  return impl_->pong_;
}

}  // namespace tidegate::client
