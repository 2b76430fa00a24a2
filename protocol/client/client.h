// Client: one connection to a daemon on the caller's io_context: requests go out pipelined, replies and pushes come back to a Handler.
//
// One owner: the thread that runs the io_context; no locking. Requests of one loop turn leave in one write; frames are decoded in place in
// the receiving buffer. No call blocks. In flight are at most the credits that the server granted: then a request gives kNoCredit and sends
// nothing. It does not reconnect: after OnClosed make another Client (requests in flight may or may not have been done; repeat them with
// the same external key or request number, the server answers as the first time).
#pragma once

#include <absl/status/status.h>

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "protocol/client/messages.h"

namespace tidegate::client {

class ConnectionHandler : public Handler {
 public:
  // The connection is over: could not be made, was closed by Close (OK), by the server or the network, or the server broke the protocol.
  // Nothing is called after it; the Client may be destroyed, but not from inside the call.
  virtual void OnClosed(const absl::Status&) {}
  // Everything that was appended has been handed to the kernel.
  virtual void OnWritten() {}
};

enum class [[nodiscard]] Sent : std::uint8_t{kYes, kNoCredit, kNotOpen};

class Client {
 public:
  // `handler` must outlive the client.
  Client(boost::asio::io_context& io, ConnectionHandler& handler);
  ~Client();  // closes without a word to the handler
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Connects to "HOST:PORT" and says hello; OnHello or OnClosed follows. Once per client. Texts of `hello` are copied.
  void Connect(std::string_view address, const HelloMessage& hello);
  // Lets go; OnClosed(OK) follows.
  void Close();

  bool open() const;  // between OnHello and OnClosed
  std::uint32_t in_flight() const;
  std::uint32_t credits() const;  // as granted; 0 before OnHello
  std::uint32_t room() const { return credits() - in_flight(); }
  std::size_t unwritten_bytes() const;  // appended, not yet taken by the kernel

  // `tag` comes back with the reply. A batch takes as many credits as it has items, all or none.
  Sent Submit(const SubmitMessage& message, std::uint64_t tag);
  Sent SubmitBatch(std::span<const Tagged<SubmitMessage>> items);
  Sent SignIn(std::string_view agent, std::uint64_t last_seq, std::uint64_t request, std::uint64_t tag);
  Sent SetStatus(AgentId agent, AgentStatus status, std::uint64_t request, std::uint64_t tag);
  Sent Heartbeat();
  Sent Accept(const AcceptMessage& message, std::uint64_t tag);
  Sent AcceptBatch(std::span<const Tagged<AcceptMessage>> items);
  Sent Decline(const DeclineMessage& message, std::uint64_t tag);
  Sent Contact(AgentId agent, TicketId ticket, std::uint64_t request, std::uint64_t tag);
  Sent Node(const NodeMessage& message, std::uint64_t tag);
  Sent Resolve(const ResolveMessage& message, std::uint64_t tag);
  Sent MessageIn(const MessageInMessage& message, std::uint64_t tag);
  Sent MessageOut(const MessageOutMessage& message, std::uint64_t tag);
  Sent Promise(const PromiseMessage& message, std::uint64_t tag);
  Sent Hold(const TicketWordMessage& message, std::uint64_t tag);
  Sent Release(const TicketWordMessage& message, std::uint64_t tag);
  Sent Cancel(const TicketWordMessage& message, std::uint64_t tag);
  Sent Abandon(const TicketWordMessage& message, std::uint64_t tag);
  Sent Reopen(const TicketWordMessage& message, std::uint64_t tag);
  Sent Merge(const MergeMessage& message, std::uint64_t tag);
  Sent Attach(const AttachMessage& message, std::uint64_t tag);
  Sent LinkTicket(const LinkTicketMessage& message, std::uint64_t tag);
  Sent LinkIdentity(const IdentityMessage& message, std::uint64_t tag);
  Sent UnlinkIdentity(const IdentityMessage& message, std::uint64_t tag);
  Sent MergeCustomers(const MergeCustomersMessage& message, std::uint64_t tag);
  Sent ShowCustomer(std::string_view customer, TicketId ticket, std::uint64_t tag);
  Sent AskArchive(const AskArchiveMessage& message, std::uint64_t tag);
  Sent GiveFeedback(const GiveFeedbackMessage& message, std::uint64_t tag);
  Sent ListFeedback(const ListFeedbackMessage& message, std::uint64_t tag);
  Sent AskTransfer(const AskTransferMessage& message, std::uint64_t tag);
  Sent SettleTransfer(const SettleTransferMessage& message, std::uint64_t tag);
  Sent ListTransfers(TicketId after, std::uint64_t tag);
  Sent ListReviews(TicketId after, std::uint64_t tag);
  Sent AskPart(const AskPartMessage& message, std::uint64_t tag);
  Sent AssignPart(const AssignPartMessage& message, std::uint64_t tag);
  Sent ReportPart(const ReportPartMessage& message, std::uint64_t tag);
  Sent ListParts(const ListPartsMessage& message, std::uint64_t tag);
  Sent PutPlan(const PutPlanMessage& message, std::uint64_t tag);
  Sent DropPlan(std::string_view name, std::uint64_t request, std::uint64_t tag);
  Sent ListPlans(std::uint32_t after, std::uint64_t tag);
  Sent Confirm(const ConfirmMessage& message, std::uint64_t tag);
  Sent CallBack(const CallBackMessage& message, std::uint64_t tag);
  Sent OverdueReason(const OverdueReasonMessage& message, std::uint64_t tag);
  Sent ChangeLevel(const ChangeLevelMessage& message, std::uint64_t tag);
  Sent AddNote(const AddNoteMessage& message, std::uint64_t tag);
  Sent ResolveBatch(std::span<const Tagged<ResolveMessage>> items);
  Sent ReviewTicket(TicketId ticket, ReviewWord word, std::uint64_t request, std::uint64_t tag);
  Sent Declare(CatalogKind kind, std::string_view name, std::uint64_t request, std::uint64_t tag);
  Sent DeclareAgent(const DeclareAgentMessage& message, std::uint64_t tag);
  Sent DeclareAgents(std::span<const DeclareAgentMessage> agents, Applying applying, std::uint64_t tag);
  Sent RetireAgent(std::string_view name, std::uint64_t request, std::uint64_t tag);
  Sent ActivateRules(std::string_view source, RulesUse use, std::uint64_t request, std::uint64_t tag);
  Sent UndoRules(std::uint32_t in_force, std::uint32_t restore, std::uint64_t request, std::uint64_t tag);
  Sent ShowRules(std::uint32_t version, std::uint32_t offset, std::uint64_t tag);
  Sent ShowAgent(std::string_view name, std::uint64_t tag);
  Sent ListSaturated(AgentId after_agent, std::uint32_t from_group, std::uint64_t tag);
  Sent Query(const TicketNameMessage& message, std::uint64_t tag);
  Sent Explain(const TicketNameMessage& message, std::uint64_t tag);
  Sent Assign(const AssignMessage& message, std::uint64_t tag);
  Sent TakeBack(const TicketNameMessage& message, std::uint64_t request, std::uint64_t tag);
  Sent SetManager(const SetManagerMessage& message, std::uint64_t tag);
  Sent ListAgents(AgentId after, std::uint64_t tag);
  Sent ListPool(std::uint32_t after, std::uint64_t tag);
  Sent AskStatus(std::uint64_t tag);
  Sent SetTime(Micros at, std::uint64_t tag);
  Sent AskClock(std::uint64_t tag);
  Sent AcceptClock(std::uint64_t tag);
  // kPlain: personal data as it is, for who may; the look is recorded first.
  Sent AskBody(TicketId ticket, std::uint64_t submit_seq, std::uint64_t tag, Sight sight = Sight::kMasked);
  Sent AskHistory(const TicketNameMessage& message, std::uint64_t from_seq, std::uint64_t tag, Sight sight = Sight::kMasked);
  Sent Follow(const FollowMessage& message, std::uint64_t tag);
  Sent FeedTaken(std::uint64_t next_seq);  // takes no credit
  Sent AskNames(CatalogKind kind, std::uint16_t after, std::uint64_t tag);
  Sent PutArticle(const PutArticleMessage& message, std::uint64_t tag);
  Sent ReviewArticle(ArticleId article, std::uint64_t request, std::uint64_t tag);
  Sent UseArticle(AgentId agent, TicketId ticket, ArticleId article, std::uint64_t request, std::uint64_t tag);
  Sent FindArticles(const FindArticlesMessage& message, std::uint64_t tag);
  Sent AskArticle(ArticleId article, std::uint64_t tag);
  Sent ListArticles(ArticleId after, ArticleScope scope, std::uint64_t tag);
  Sent Ping(std::string_view bytes, std::uint64_t tag);
  // Whole frames made with a RequestEncoder of the caller's own (prepared load); `requests` = replies they will get.
  Sent Append(std::string_view frames, std::uint32_t requests);

 private:
  class Connection;
  std::shared_ptr<Connection> connection_;  // also held by its pending operations: Asio may complete them after the Client is gone
};

}  // namespace tidegate::client
