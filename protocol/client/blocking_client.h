// BlockingClient: a connection for programs that do one thing after the other: connect, call, close.
//
// One owner, one thread; it has its own io_context and runs it inside the calls. Every call waits at most `timeout`. What the network or
// the server broke, and what the server refused, comes back as a Status whose message holds the advice; last_refusal() has the parts. After
// a transport error the client is closed for good. Pushes go to the handler given to Open while a call or Run is under way.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/body.h"
#include "protocol/client/messages.h"

namespace tidegate::client {

// A refusal in words, owned.
struct RefusalText {
  Reject code = Reject::kNone;
  std::string name;
  std::string advice;
  std::string advice_zh;
  std::string field;
  std::string detail;
  std::string address;
  std::uint32_t retry_after_ms = 0;
  TicketId ticket;
  Status status = Status::kNone;
  // "unknown-name (type): ...; declare the skill, ..."
  std::string Text() const;
};
RefusalText TextOf(const AckInfo& ack);

// A body, owned.
// A name of the catalog, and what the rules in force call it in Chinese; empty = nothing else.
struct CatalogName {
  std::string name;
  std::string chinese;
};

struct BodyText {
  TicketId ticket;
  Sight sight = Sight::kMasked;
  std::array<std::string, kBodyFieldCount> fields;
  const std::string& operator[](BodyField field) const { return fields[static_cast<std::size_t>(field)]; }
};

struct ServerInfo {
  std::string server;
  std::uint64_t session = 0;
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  std::uint32_t credits = 0;
  std::uint32_t rules_version = 0;
  std::uint64_t seq = 0;
  std::uint8_t durability = 0;
  ProjectionView projection;  // as of the last AskStatus
  SpaceView space{};          // the same
};

class BlockingClient {
 public:
  explicit BlockingClient(std::chrono::milliseconds timeout);
  ~BlockingClient();

  // `pushes` may be nullptr. A name that resolves to nobody, a refused connection, a refused hello: the Status says which, with the
  // address.
  absl::Status Open(std::string_view address, const HelloMessage& hello, Handler* pushes = nullptr);
  void Close();
  const ServerInfo& server() const;
  // Of the last call that the server refused.
  const std::optional<RefusalText>& last_refusal() const;

  absl::StatusOr<AckInfo> Submit(const SubmitMessage& message);
  absl::StatusOr<SignedInInfo> SignIn(std::string_view agent);  // all parts put together, without templates
  absl::StatusOr<AckInfo> SetStatus(AgentId agent, AgentStatus status);
  absl::StatusOr<AckInfo> Accept(const AcceptMessage& message);
  absl::StatusOr<AckInfo> Decline(const DeclineMessage& message);
  absl::StatusOr<AckInfo> Contact(AgentId agent, TicketId ticket);
  absl::StatusOr<AckInfo> Node(const NodeMessage& message);
  absl::StatusOr<AckInfo> Resolve(const ResolveMessage& message);
  absl::StatusOr<AckInfo> MessageIn(const MessageInMessage& message);
  absl::StatusOr<AckInfo> MessageOut(const MessageOutMessage& message);
  absl::StatusOr<AckInfo> Promise(const PromiseMessage& message);
  absl::StatusOr<AckInfo> Hold(const TicketWordMessage& message);
  absl::StatusOr<AckInfo> Release(const TicketWordMessage& message);
  absl::StatusOr<AckInfo> Cancel(const TicketWordMessage& message);
  absl::StatusOr<AckInfo> Abandon(const TicketWordMessage& message);
  absl::StatusOr<AckInfo> Reopen(const TicketWordMessage& message);
  absl::StatusOr<AckInfo> Merge(const MergeMessage& message);
  absl::StatusOr<AckInfo> Attach(const AttachMessage& message);
  absl::StatusOr<AckInfo> LinkTicket(const LinkTicketMessage& message);
  absl::StatusOr<AckInfo> LinkIdentity(const IdentityMessage& message);
  absl::StatusOr<AckInfo> UnlinkIdentity(const IdentityMessage& message);
  absl::StatusOr<AckInfo> MergeCustomers(const MergeCustomersMessage& message);
  absl::StatusOr<CustomerView> Customer(std::string_view customer, TicketId ticket = {});  // by name, or as that of a ticket
  // One page: ask again with `after` = its `next` while that is not none.
  absl::StatusOr<ArchiveView> AskArchive(const AskArchiveMessage& message);
  absl::StatusOr<AckInfo> GiveFeedback(const GiveFeedbackMessage& message);
  // Of one ticket at most one row; without a ticket all of them.
  absl::StatusOr<std::vector<FeedbackRow>> ListFeedback(const ListFeedbackMessage& message);
  absl::StatusOr<AckInfo> AskTransfer(const AskTransferMessage& message);
  absl::StatusOr<AckInfo> SettleTransfer(const SettleTransferMessage& message);
  absl::StatusOr<std::vector<TransferRow>> ListTransfers();
  absl::StatusOr<std::vector<ReviewRow>> ListReviews();
  absl::StatusOr<AckInfo> AskPart(const AskPartMessage& message);
  absl::StatusOr<AckInfo> AssignPart(const AssignPartMessage& message);
  absl::StatusOr<AckInfo> ReportPart(const ReportPartMessage& message);
  // Open ones; agent none = all, of a supervisor; department empty = of all.
  absl::StatusOr<std::vector<PartRow>> ListParts(AgentId agent, std::string_view department);
  absl::StatusOr<AckInfo> PutPlan(const PutPlanMessage& message);
  absl::StatusOr<AckInfo> DropPlan(std::string_view name);
  absl::StatusOr<std::vector<PlanRow>> ListPlans();
  absl::StatusOr<AckInfo> Confirm(const ConfirmMessage& message);
  absl::StatusOr<AckInfo> CallBack(const CallBackMessage& message);
  absl::StatusOr<AckInfo> OverdueReason(const OverdueReasonMessage& message);
  absl::StatusOr<AckInfo> ChangeLevel(const ChangeLevelMessage& message);
  absl::StatusOr<AckInfo> AddNote(const AddNoteMessage& message);
  absl::StatusOr<AckInfo> ReviewTicket(TicketId ticket, ReviewWord word);
  absl::StatusOr<AckInfo> Declare(CatalogKind kind, std::string_view name);
  absl::StatusOr<AckInfo> DeclareAgent(const DeclareAgentMessage& message);
  // All or none; with kCheckOnly none, and what would change. At most kRecordsAtOnceMax.
  absl::StatusOr<RecordsInfo> DeclareAgents(std::span<const DeclareAgentMessage> agents, Applying applying);
  // Refused as kAgentTied, the refusal's detail names what ties him.
  absl::StatusOr<AckInfo> RetireAgent(std::string_view name);
  // Tried (RulesUse::kTry) everything is checked and nothing done: `token` is the version it would be, `place` how many tickets would move.
  absl::StatusOr<AckInfo> ActivateRules(std::string_view source, RulesUse use = RulesUse::kActivate);
  // The version before `in_force` (or `restore`) again, as a new one.
  absl::StatusOr<AckInfo> UndoRules(std::uint32_t in_force, std::uint32_t restore);
  // The versions that are kept, and the whole source of one (0 = in force) as their `part`.
  absl::StatusOr<RulesReply> Rules(std::uint32_t version);
  absl::StatusOr<RulesReply> RuleVersions();  // no source
  absl::StatusOr<AgentView> Agent(std::string_view name);
  absl::StatusOr<SaturationReply> Saturation();  // all pages
  absl::StatusOr<TicketView> Query(const TicketNameMessage& message);
  absl::StatusOr<AckInfo> Assign(const AssignMessage& message);
  absl::StatusOr<AckInfo> TakeBack(const TicketNameMessage& message);
  absl::StatusOr<AckInfo> SetManager(const SetManagerMessage& message);
  absl::StatusOr<ExplainView> Explain(const TicketNameMessage& message);
  absl::StatusOr<std::vector<AgentRow>> Agents();  // all pages
  absl::StatusOr<std::vector<PoolRow>> Pool();     // all pages
  absl::StatusOr<StatusView> AskStatus();
  // All pages: everything that happened to the ticket, up to complete_to.
  absl::StatusOr<HistoryView> History(const TicketNameMessage& message, Sight sight = Sight::kMasked);
  // Where time is driven: it is `at` now, and what fell due before was done. The first who calls drives until his connection ends.
  absl::StatusOr<ClockInfo> SetTime(Micros at);
  absl::StatusOr<ClockInfo> AskClock();
  absl::StatusOr<ClockInfo> AcceptClock();  // the wall clock is right
  absl::StatusOr<BodyText> AskBody(TicketId ticket, std::uint64_t submit_seq, Sight sight = Sight::kMasked);
  absl::StatusOr<std::vector<CatalogName>> Names(CatalogKind kind);      // by id, from 1; [0] is empty
  absl::StatusOr<AckInfo> PutArticle(const PutArticleMessage& message);  // the ack's token is its number
  absl::StatusOr<AckInfo> ReviewArticle(ArticleId article);
  absl::StatusOr<AckInfo> UseArticle(AgentId agent, TicketId ticket, ArticleId article);
  absl::StatusOr<ArticleHitsView> FindArticles(const FindArticlesMessage& message);
  absl::StatusOr<ArticleRow> AskArticle(ArticleId article);                  // with its text
  absl::StatusOr<std::vector<ArticleRow>> ListArticles(ArticleScope scope);  // all pages
  absl::StatusOr<std::string> Ping(std::string_view bytes);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate::client
