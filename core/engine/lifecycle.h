// The lifecycle of a ticket: which command is legal in which status, and what it makes of it. The one place where that is written
// (domain.md 8); decisions ask here, PROTOCOL.md shows the table, and a test tries every command in every status.
//
//   pooled -> offered -> assigned -> to-contact -> in-progress <-> to-reply | waiting-for-customer | waiting-for-department -> resolved
//      ^ |        |           |                                                                                                    |
//      | +--------+-----------+-> held, cancelled, merged, abandoned                                  closed, closed-unconfirmed <-+
//      +----------+-----------+   declined, no answer, desk left, taken back, released; reopened <---------------------------------+
//
// A command is refused as illegal-state where its row does not name the status; the answer carries the status, and what is legal in it is
// this table read the other way (ForEachLegal). Beside that a command may be refused for reasons of its own.
#pragma once

#include <cstdint>

#include "core/model/command.h"
#include "core/model/names.h"

namespace tidegate {

using StatusSet = std::uint32_t;
constexpr StatusSet StatusBit(Status status) { return StatusSet{1} << static_cast<int>(status); }

inline constexpr StatusSet kWithAgent = StatusBit(Status::kAssigned) | StatusBit(Status::kToContact) | StatusBit(Status::kInProgress) |
                                        StatusBit(Status::kToReply) | StatusBit(Status::kWaitingCustomer) |
                                        StatusBit(Status::kWaitingDepartment);
inline constexpr StatusSet kIsReceived = StatusBit(Status::kReceived);  // planned: outside pool and clocks
inline constexpr StatusSet kIsPooled = StatusBit(Status::kPooled);
inline constexpr StatusSet kIsOffered = StatusBit(Status::kOffered);
inline constexpr StatusSet kIsHeld = StatusBit(Status::kHeld);
inline constexpr StatusSet kIsResolved = StatusBit(Status::kResolved);
inline constexpr StatusSet kInWork = kIsPooled | kIsOffered | kWithAgent | kIsHeld;  // its clocks run
inline constexpr StatusSet kIsOpen = kInWork | kIsReceived;

// X(command, statuses in which it is legal, what the ticket is afterwards; kNone = it stays, or the command says)
// take-back of a pooled ticket, confirm of a closed one and call-back of a resolved one whose loop is closed have been done: they are
// answered and change nothing. abandon asks for a live channel and no first response, reopen for `reopen.within`.
#define TIDEGATE_LIFE(X)                                                                                                  \
  X(Accept, kIsOffered, kAssigned)                                                                                        \
  X(Decline, kIsOffered, kPooled)                                                                                         \
  X(ReportContact, kWithAgent, kNone)                                                                                     \
  X(ReportNode, kWithAgent, kNone)                                                                                        \
  X(Resolve, kWithAgent, kResolved)                                                                                       \
  X(MessageIn, kIsOpen | kIsResolved, kNone)                                                                              \
  X(MessageOut, kWithAgent, kNone)                                                                                        \
  X(Promise, kWithAgent, kNone)                                                                                           \
  X(AddNote, kWithAgent, kNone)                                                                                           \
  X(UseArticle, kWithAgent, kNone)                                                                                        \
  X(AskTransfer, kWithAgent, kNone)                                                                                       \
  X(SettleTransfer, kWithAgent, kNone)                                                                                    \
  X(Assign, kInWork, kAssigned)                                                                                           \
  X(TakeBack, kIsPooled | kIsOffered | kWithAgent, kPooled)                                                               \
  X(ChangeLevel, kInWork, kNone)                                                                                          \
  X(SetOverdueReason, kInWork, kNone)                                                                                     \
  X(Hold, kIsPooled | kIsOffered | kWithAgent, kHeld)                                                                     \
  X(Release, kIsHeld, kPooled)                                                                                            \
  X(Cancel, kIsOpen, kCancelled)                                                                                          \
  X(Abandon, kIsPooled | kIsOffered | StatusBit(Status::kAssigned) | StatusBit(Status::kToContact) | kIsHeld, kAbandoned) \
  X(Merge, kInWork, kMerged)                                                                                              \
  X(Confirm, kIsResolved | StatusBit(Status::kClosed), kClosed)                                                           \
  X(RecordCallBack, kIsResolved, kNone)                                                                                   \
  X(Reopen, kIsResolved, kPooled)                                                                                         \
  X(GiveFeedback, kIsResolved | StatusBit(Status::kClosed) | StatusBit(Status::kClosedUnconfirmed), kNone)                \
  X(Attach, kInWork, kMerged)                                                                                             \
  X(LinkTicket, kIsOpen, kNone)                                                                                           \
  X(AskPart, kInWork, kNone)                                                                                              \
  X(AssignPart, kInWork, kNone)                                                                                           \
  X(ReportPart, kInWork, kNone)

struct LifeRow {
  CommandKind command;
  StatusSet legal;
  Status becomes;
};

inline constexpr LifeRow kLife[] = {
#define TIDEGATE_LIFE_ROW(command, legal, becomes) {CommandKind::k##command, legal, Status::becomes},
    TIDEGATE_LIFE(TIDEGATE_LIFE_ROW)
#undef TIDEGATE_LIFE_ROW
};

// The command must have a row; one that has none compiles to a refusal of everything, and the test of the table fails.
constexpr bool IsLegal(CommandKind command, Status status) {
  for (const LifeRow& row : kLife) {
    if (row.command == command) return (row.legal & StatusBit(status)) != 0;
  }
  return false;
}

// What may be done with a ticket in this status, in the order of the table.
template <class Visitor>
void ForEachLegal(Status status, Visitor&& visit) {
  for (const LifeRow& row : kLife) {
    if ((row.legal & StatusBit(status)) != 0) visit(row.command);
  }
}

constexpr bool IsWithAgent(Status status) { return (kWithAgent & StatusBit(status)) != 0; }
// The work is done, or nobody wants it any more.
constexpr bool IsOver(Status status) { return (kIsOpen & StatusBit(status)) == 0; }
// It was resolved, and no reopening has taken that back.
constexpr bool WasResolved(Status status) {
  return status == Status::kResolved || status == Status::kClosed || status == Status::kClosedUnconfirmed;
}
// Where somebody is expected to report after a contact (domain.md 5).
constexpr bool IsWatched(Status status) {
  return ((StatusBit(Status::kAssigned) | StatusBit(Status::kToContact) | StatusBit(Status::kInProgress) | StatusBit(Status::kToReply)) &
          StatusBit(status)) != 0;
}

// What an agent may report as the next node: from -> to.
constexpr bool MayReportNode(Status from, Status to) {
  if (!IsLegal(CommandKind::kReportNode, from) || from == to) return false;
  switch (to) {
    case Status::kToContact:
      return from == Status::kAssigned;
    case Status::kInProgress:
    case Status::kToReply:
    case Status::kWaitingCustomer:
    case Status::kWaitingDepartment:
      return true;
    default:
      return false;
  }
}

// The first contact takes assigned and to-contact to in-progress.
constexpr Status StatusAfterContact(Status status) {
  return status == Status::kAssigned || status == Status::kToContact ? Status::kInProgress : status;
}

}  // namespace tidegate
