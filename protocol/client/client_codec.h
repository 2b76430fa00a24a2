// RequestEncoder and DecodeReply: the client's half of the codec. Pure, no sockets.
//
// One owner, no locking. Requests are appended as whole frames to a string that the caller writes out; the builder's memory is reused, so a
// request costs no allocation once warm (about 0.1 us for a submit of 256 bytes).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "protocol/client/messages.h"
#include "protocol/frame.h"

namespace tidegate::client {

class RequestEncoder {
 public:
  RequestEncoder();
  ~RequestEncoder();

  // `tag` is the correlation: it comes back with the reply. Bounds are the server's to check; a body beyond its frame's bound is CHECKed.
  void Hello(std::string& out, const HelloMessage& message, std::uint64_t tag);
  void Submit(std::string& out, const SubmitMessage& message, std::uint64_t tag);
  // At most kBatchItemsMax items (CHECKed).
  void SubmitBatch(std::string& out, std::span<const Tagged<SubmitMessage>> items);
  void SignIn(std::string& out, std::string_view agent, std::uint64_t last_seq, std::uint64_t request, std::uint64_t tag);
  void SetStatus(std::string& out, AgentId agent, AgentStatus status, std::uint64_t request, std::uint64_t tag);
  void Heartbeat(std::string& out);
  void Accept(std::string& out, const AcceptMessage& message, std::uint64_t tag);
  void AcceptBatch(std::string& out, std::span<const Tagged<AcceptMessage>> items);
  void Decline(std::string& out, const DeclineMessage& message, std::uint64_t tag);
  void Contact(std::string& out, AgentId agent, TicketId ticket, std::uint64_t request, std::uint64_t tag);
  void Node(std::string& out, const NodeMessage& message, std::uint64_t tag);
  void Resolve(std::string& out, const ResolveMessage& message, std::uint64_t tag);
  void MessageIn(std::string& out, const MessageInMessage& message, std::uint64_t tag);
  void MessageOut(std::string& out, const MessageOutMessage& message, std::uint64_t tag);
  void Promise(std::string& out, const PromiseMessage& message, std::uint64_t tag);
  void Confirm(std::string& out, const ConfirmMessage& message, std::uint64_t tag);
  void CallBack(std::string& out, const CallBackMessage& message, std::uint64_t tag);
  void OverdueReason(std::string& out, const OverdueReasonMessage& message, std::uint64_t tag);
  void ChangeLevel(std::string& out, const ChangeLevelMessage& message, std::uint64_t tag);
  void AddNote(std::string& out, const AddNoteMessage& message, std::uint64_t tag);
  void Hold(std::string& out, const TicketWordMessage& message, std::uint64_t tag);
  void Release(std::string& out, const TicketWordMessage& message, std::uint64_t tag);
  void Cancel(std::string& out, const TicketWordMessage& message, std::uint64_t tag);
  void Abandon(std::string& out, const TicketWordMessage& message, std::uint64_t tag);
  void Reopen(std::string& out, const TicketWordMessage& message, std::uint64_t tag);
  void Merge(std::string& out, const MergeMessage& message, std::uint64_t tag);
  void Attach(std::string& out, const AttachMessage& message, std::uint64_t tag);
  void LinkTicket(std::string& out, const LinkTicketMessage& message, std::uint64_t tag);
  void LinkIdentity(std::string& out, const IdentityMessage& message, std::uint64_t tag);
  void UnlinkIdentity(std::string& out, const IdentityMessage& message, std::uint64_t tag);
  void MergeCustomers(std::string& out, const MergeCustomersMessage& message, std::uint64_t tag);
  void ShowCustomer(std::string& out, std::string_view customer, TicketId ticket, std::uint64_t tag);
  void AskArchive(std::string& out, const AskArchiveMessage& message, std::uint64_t tag);
  void GiveFeedback(std::string& out, const GiveFeedbackMessage& message, std::uint64_t tag);
  void ListFeedback(std::string& out, const ListFeedbackMessage& message, std::uint64_t tag);
  void AskTransfer(std::string& out, const AskTransferMessage& message, std::uint64_t tag);
  void SettleTransfer(std::string& out, const SettleTransferMessage& message, std::uint64_t tag);
  void ListTransfers(std::string& out, TicketId after, std::uint64_t tag);
  void ListReviews(std::string& out, TicketId after, std::uint64_t tag);
  void AskPart(std::string& out, const AskPartMessage& message, std::uint64_t tag);
  void AssignPart(std::string& out, const AssignPartMessage& message, std::uint64_t tag);
  void ReportPart(std::string& out, const ReportPartMessage& message, std::uint64_t tag);
  void ListParts(std::string& out, const ListPartsMessage& message, std::uint64_t tag);
  void PutPlan(std::string& out, const PutPlanMessage& message, std::uint64_t tag);
  void DropPlan(std::string& out, std::string_view name, std::uint64_t request, std::uint64_t tag);
  void ListPlans(std::string& out, std::uint32_t after, std::uint64_t tag);
  void ResolveBatch(std::string& out, std::span<const Tagged<ResolveMessage>> items);
  void ReviewTicket(std::string& out, TicketId ticket, ReviewWord word, std::uint64_t request, std::uint64_t tag);
  void Declare(std::string& out, CatalogKind kind, std::string_view name, std::uint64_t request, std::uint64_t tag);
  void DeclareAgent(std::string& out, const DeclareAgentMessage& message, std::uint64_t tag);
  void DeclareAgents(std::string& out, std::span<const DeclareAgentMessage> agents, Applying applying, std::uint64_t tag);
  void RetireAgent(std::string& out, std::string_view name, std::uint64_t request, std::uint64_t tag);
  void ActivateRules(std::string& out, std::string_view source, RulesUse use, std::uint64_t request, std::uint64_t tag);
  void UndoRules(std::string& out, std::uint32_t in_force, std::uint32_t restore, std::uint64_t request, std::uint64_t tag);
  void ShowRules(std::string& out, std::uint32_t version, std::uint32_t offset, std::uint64_t tag);
  void ShowAgent(std::string& out, std::string_view name, std::uint64_t tag);
  void ListSaturated(std::string& out, AgentId after_agent, std::uint32_t from_group, std::uint64_t tag);
  void Query(std::string& out, const TicketNameMessage& message, std::uint64_t tag);
  void Explain(std::string& out, const TicketNameMessage& message, std::uint64_t tag);
  void Assign(std::string& out, const AssignMessage& message, std::uint64_t tag);
  void TakeBack(std::string& out, const TicketNameMessage& message, std::uint64_t request, std::uint64_t tag);
  void SetManager(std::string& out, const SetManagerMessage& message, std::uint64_t tag);
  void ListAgents(std::string& out, AgentId after, std::uint64_t tag);
  void ListPool(std::string& out, std::uint32_t after, std::uint64_t tag);
  void AskStatus(std::string& out, std::uint64_t tag);
  void SetTime(std::string& out, Micros at, std::uint64_t tag);
  void AskClock(std::string& out, std::uint64_t tag);
  void AcceptClock(std::string& out, std::uint64_t tag);
  void AskBody(std::string& out, TicketId ticket, std::uint64_t submit_seq, std::uint64_t tag, Sight sight = Sight::kMasked);
  void AskHistory(std::string& out, const TicketNameMessage& message, std::uint64_t from_seq, std::uint64_t tag,
                  Sight sight = Sight::kMasked);
  void Follow(std::string& out, const FollowMessage& message, std::uint64_t tag);
  void FeedTaken(std::string& out, std::uint64_t next_seq);
  void AskNames(std::string& out, CatalogKind kind, std::uint16_t after, std::uint64_t tag);
  void PutArticle(std::string& out, const PutArticleMessage& message, std::uint64_t tag);
  void ReviewArticle(std::string& out, ArticleId article, std::uint64_t request, std::uint64_t tag);
  void UseArticle(std::string& out, AgentId agent, TicketId ticket, ArticleId article, std::uint64_t request, std::uint64_t tag);
  void FindArticles(std::string& out, const FindArticlesMessage& message, std::uint64_t tag);
  void AskArticle(std::string& out, ArticleId article, std::uint64_t tag);
  void ListArticles(std::string& out, ArticleId after, ArticleScope scope, std::uint64_t tag);
  void Ping(std::string& out, std::string_view bytes, std::uint64_t tag);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct ReplyCount {
  std::uint32_t answered = 0;   // requests that have their whole answer now: credits that are free again
  const char* wrong = nullptr;  // what is wrong with the frame (the server's mistake: close); nullptr = all well
};

// Verifies a reply or push and calls the handler, once for each item in it.
ReplyCount DecodeReply(const Frame& frame, Handler& handler);

}  // namespace tidegate::client
