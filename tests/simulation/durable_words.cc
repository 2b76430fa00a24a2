#include "tests/simulation/durable_words.h"

namespace tidegate {
namespace {

template <class Change>
Word About(CommandKind kind, const ChangeView& change) {
  return {kind, change.As<Change>().ticket};
}

CommandKind EndOf(const TicketEnded& ended) {
  switch (static_cast<Status>(ended.status)) {
    case Status::kCancelled:
      return CommandKind::kCancel;
    case Status::kAbandoned:
      return CommandKind::kAbandon;
    default:
      return ended.attached != 0 ? CommandKind::kAttach : CommandKind::kMerge;
  }
}

CommandKind LoopWordOf(const LoopClosed& closed) {
  return static_cast<LoopClosing>(closed.closing) == LoopClosing::kConfirmed ? CommandKind::kConfirm : CommandKind::kRecordCallBack;
}

// What the engine does by itself too: only what somebody asked for counts.
std::optional<Word> AskedFor(const Asker& asker, CommandKind kind, std::uint64_t ticket) {
  return asker.client == 0 ? std::nullopt : std::optional<Word>({kind, ticket});
}

std::optional<Word> WordOfReturn(const Returned& returned) {
  switch (static_cast<ReturnReason>(returned.reason)) {
    case ReturnReason::kDeclined:
      return Word{CommandKind::kDecline, returned.ticket};
    case ReturnReason::kTakenBack:  // a redirection is another word
      return AskedFor(returned.asker, CommandKind::kTakeBack, returned.ticket);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Word> WordOf(const ChangeView& change) {
  switch (change.kind) {
    case ChangeKind::kAccepted:
      return About<Accepted>(CommandKind::kAccept, change);
    case ChangeKind::kContactReported:
      return About<ContactReported>(CommandKind::kReportContact, change);
    case ChangeKind::kNodeReported:
      return About<NodeReported>(CommandKind::kReportNode, change);
    case ChangeKind::kResolved:
      return About<Resolved>(CommandKind::kResolve, change);
    case ChangeKind::kTransferAsked:
      return About<TransferAsked>(CommandKind::kAskTransfer, change);
    case ChangeKind::kArticleUsed:
      return About<ArticleUsed>(CommandKind::kUseArticle, change);
    case ChangeKind::kMessageReceived:
      return About<MessageReceived>(CommandKind::kMessageIn, change);
    case ChangeKind::kWroteAfter:
      return About<WroteAfter>(CommandKind::kMessageIn, change);
    case ChangeKind::kMessageSent:
      return About<MessageSent>(CommandKind::kMessageOut, change);
    case ChangeKind::kPromised:
      return About<Promised>(CommandKind::kPromise, change);
    case ChangeKind::kLevelChanged:
      return About<LevelChanged>(CommandKind::kChangeLevel, change);
    case ChangeKind::kOverdueReasonSet:
      return About<OverdueReasonSet>(CommandKind::kSetOverdueReason, change);
    case ChangeKind::kTicketHeld:
      return About<TicketHeld>(CommandKind::kHold, change);
    case ChangeKind::kParentSet:
      return About<ParentSet>(CommandKind::kLinkTicket, change);
    case ChangeKind::kPartAsked:
      return About<PartAsked>(CommandKind::kAskPart, change);
    case ChangeKind::kPartAssigned:
      return About<PartAssigned>(CommandKind::kAssignPart, change);
    case ChangeKind::kPartReported:
      return About<PartReported>(CommandKind::kReportPart, change);
    case ChangeKind::kTransferSettled:
      return About<TransferSettled>(CommandKind::kSettleTransfer, change);
    case ChangeKind::kReviewed:
      return About<Reviewed>(CommandKind::kReviewTicket, change);
    case ChangeKind::kManagerSet:
      return Word{CommandKind::kSetManager, 0};
    case ChangeKind::kReturned:
      return WordOfReturn(change.As<Returned>());
    case ChangeKind::kPartEnded: {
      const auto ended = change.As<PartEnded>();
      return ended.by_end != 0 ? std::nullopt : std::optional<Word>({CommandKind::kReportPart, ended.ticket});
    }
    case ChangeKind::kTouched: {
      const auto touched = change.As<Touched>();
      return AskedFor(touched.asker, CommandKind::kAddNote, touched.ticket);
    }
    case ChangeKind::kAssignedByHand: {
      const auto assigned = change.As<AssignedByHand>();
      return AskedFor(assigned.asker, CommandKind::kAssign, assigned.ticket);
    }
    case ChangeKind::kTicketPooled: {
      const auto pooled = change.As<TicketPooled>();
      return AskedFor(pooled.asker, CommandKind::kRelease, pooled.ticket);
    }
    case ChangeKind::kTicketEnded: {
      const auto ended = change.As<TicketEnded>();
      return Word{EndOf(ended), ended.ticket};
    }
    case ChangeKind::kTicketClosed: {
      const auto closed = change.As<TicketClosed>();
      return AskedFor(closed.asker, CommandKind::kConfirm, closed.ticket);
    }
    case ChangeKind::kLoopClosed: {
      const auto closed = change.As<LoopClosed>();
      return Word{LoopWordOf(closed), closed.ticket};
    }
    case ChangeKind::kReopened: {
      const auto reopened = change.As<Reopened>();
      return Word{reopened.by_message != 0 ? CommandKind::kMessageIn : CommandKind::kReopen, reopened.ticket};
    }
    default:
      return std::nullopt;
  }
}

}  // namespace tidegate
