// Decide: one function a command. Each checks everything first, then emits; after the first change nothing can be refused any more.
//
// All run on the engine's thread, inside a turn. Each answers its caller exactly once.
#pragma once

#include "core/engine/emitter.h"
#include "core/model/command.h"
#include "core/model/reject.h"

namespace tidegate {

// What a decision came to: the reply to send, or that a reply of its own kind was sent already.
struct Verdict {
  Ack ack;
  enum class Reply : std::uint8_t { kAck, kTold } reply = Reply::kAck;
};

inline Verdict Refuse(Reject reject, Status status = Status::kNone) {
  Verdict verdict;
  verdict.ack.reject = reject;
  verdict.ack.status = static_cast<std::uint8_t>(status);
  return verdict;
}
// All ticket places that may be taken are; with the time after which to ask again. submitting.cc
Verdict RefuseFull();
inline Verdict Told() {
  Verdict verdict;
  verdict.reply = Verdict::Reply::kTold;
  return verdict;
}

// submitting.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Submit& command);
// agents.cc
Verdict Decide(Emitter& emit, const Caller& caller, const SignIn& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SetAgentStatus& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SessionEnded& command);
// declaring.cc
Verdict Decide(Emitter& emit, const Caller& caller, const DeclareAgent& command);
Verdict Decide(Emitter& emit, const Caller& caller, const DeclareAgents& command);
// retiring.cc
Verdict Decide(Emitter& emit, const Caller& caller, const RetireAgent& command);
// supervising.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Assign& command);
Verdict Decide(Emitter& emit, const Caller& caller, const TakeBack& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SetManager& command);
// desk_work.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Accept& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Decline& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ReportContact& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ReportNode& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Resolve& command);
// contacts.cc
Verdict Decide(Emitter& emit, const Caller& caller, const MessageIn& command);
Verdict Decide(Emitter& emit, const Caller& caller, const MessageOut& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Promise& command);
Verdict Decide(Emitter& emit, const Caller& caller, const AddNote& command);
// settling.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Confirm& command);
Verdict Decide(Emitter& emit, const Caller& caller, const RecordCallBack& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SetOverdueReason& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ChangeLevel& command);
// ending.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Hold& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Release& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Cancel& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Abandon& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Merge& command);
// reopening.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Reopen& command);
// feedback.cc
Verdict Decide(Emitter& emit, const Caller& caller, const GiveFeedback& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListFeedback& command);
// transfers.cc
Verdict Decide(Emitter& emit, const Caller& caller, const AskTransfer& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SettleTransfer& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListTransfers& command);
// repeats.cc
Verdict Decide(Emitter& emit, const Caller& caller, const Attach& command);
Verdict Decide(Emitter& emit, const Caller& caller, const LinkTicket& command);
// customers.cc
Verdict Decide(Emitter& emit, const Caller& caller, const LinkIdentity& command);
Verdict Decide(Emitter& emit, const Caller& caller, const UnlinkIdentity& command);
Verdict Decide(Emitter& emit, const Caller& caller, const MergeCustomers& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ShowCustomer& command);
// parts.cc
Verdict Decide(Emitter& emit, const Caller& caller, const AskPart& command);
Verdict Decide(Emitter& emit, const Caller& caller, const AssignPart& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ReportPart& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListParts& command);
// plans.cc
Verdict Decide(Emitter& emit, const Caller& caller, const PutPlan& command);
Verdict Decide(Emitter& emit, const Caller& caller, const DropPlan& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListPlans& command);
// reviewing.cc
Verdict Decide(Emitter& emit, const Caller& caller, const ReviewTicket& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListReviews& command);
// administration.cc
Verdict Decide(Emitter& emit, const Caller& caller, const OpenDirectory& command);
Verdict Decide(Emitter& emit, const Caller& caller, const SetTime& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Start& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ReportSpace& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Hello& command);
Verdict Decide(Emitter& emit, const Caller& caller, const Declare& command);
// ruling.cc
Verdict Decide(Emitter& emit, const Caller& caller, const ActivateRules& command);
Verdict Decide(Emitter& emit, const Caller& caller, const UndoRules& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ShowRules& command);
// queries.cc
Verdict Decide(Emitter& emit, const Caller& caller, const FindTicket& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListAgents& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListPool& command);
Verdict Decide(Emitter& emit, const Caller& caller, const AskStatus& command);
Verdict Decide(Emitter& emit, const Caller& caller, const AskClock& command);
// knowledge.cc
Verdict Decide(Emitter& emit, const Caller& caller, const PutArticle& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ReviewArticle& command);
Verdict Decide(Emitter& emit, const Caller& caller, const UseArticle& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListArticles& command);
// agent_view.cc
Verdict Decide(Emitter& emit, const Caller& caller, const ShowAgent& command);
Verdict Decide(Emitter& emit, const Caller& caller, const ListSaturated& command);
// explain.cc
Verdict Decide(Emitter& emit, const Caller& caller, const ExplainTicket& command);

// looking.cc
Verdict Decide(Emitter& emit, const Caller& caller, const LookAt& command);

// What the clocks say of an open ticket now: for answers to submits, duplicates and queries.
struct Standing {
  std::uint32_t place = 0;    // tickets ahead, approximate
  std::uint32_t wait_ms = 0;  // expected, saturating
};
Standing StandingOf(const Tables& tables, std::uint32_t slot);

// Whether a code is an overdue reason of the rule set, with the words that it asks for.
bool IsReasonOf(const RuleSet& rules, std::uint8_t code, std::string_view text);

// Whether the caller may see a ticket: front ends their own, desks their agents', everybody else all (domain.md 14).
bool MaySee(const Tables& tables, const Caller& caller, std::uint64_t owner_client, std::uint32_t agent);

}  // namespace tidegate
