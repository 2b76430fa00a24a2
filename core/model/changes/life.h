// Changes of a ticket's life: resolved, closed, held, ended, reopened, given away, forgotten.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <cstdint>

#include "core/base/time.h"
#include "core/model/body.h"
#include "core/model/changes/asker.h"

namespace tidegate {

inline constexpr std::uint32_t kSolutionBytesMax = static_cast<std::uint32_t>(kTextBytesMax);

// Ends the work: the ticket moves to the table of recent ones. Tail: the solution.
struct Resolved {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros first_response_at = 0;  // as it stands from now on; = at when no contact was reported before
  Micros wrap_up_until = 0;      // 0 = no wrap-up
  std::uint32_t agent = 0;
  std::uint16_t result_code = 0;
  std::uint8_t overdue_reason = 0;  // given with it; 0 = as it stood
  std::uint8_t stays = 0;           // 1 = the ticket stays open, with nobody, until its loop is closed
  Micros closes_at = kNever;        // when silence closes it; kNever = it does not
};
static_assert(sizeof(Resolved) == 64);

// The customer of a resolved ticket is to be called back; or whoever is to do it was told.
struct CallBackSet {
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros due = 0;           // 0 = told
  std::uint64_t agent = 0;  // who is to call
};

// The loop of a resolved ticket is closed: it ends. Tail: a note.
struct LoopClosed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros closes_at = kNever;  // called back, it is resolved and not closed: when silence closes it
  std::uint32_t agent = 0;    // who called back; 0 = nobody
  std::uint32_t closing = 0;  // LoopClosing
};

// A resolved ticket is closed: by the customer's word, or by silence.
struct TicketClosed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t status = 0;  // Status: kClosed or kClosedUnconfirmed
};

// A supervisor keeps it back. Tail: why.
struct TicketHeld {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // from whom it was taken; 0 = it waited
  std::uint32_t zero = 0;
};

// It enters the pool: released, or reopened (then its asker is nobody: Reopened names him).
struct TicketPooled {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros order_key = 0;  // from now
};

// It ends without having been resolved. Tail: why.
struct TicketEnded {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t into = 0;     // merged: the ticket that goes on
  std::uint32_t agent = 0;    // who had it; 0 = nobody
  std::uint8_t status = 0;    // Status: kCancelled, kMerged or kAbandoned
  std::uint8_t attached = 0;  // 1 = merged by an attach
  std::uint16_t zero = 0;
};

// It was not solved after all: open again under its number, outside the pool until TicketPooled, its clocks in changes of their own.
// Tail: why.
struct Reopened {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t rules_version = 0;
  std::uint8_t agent_tiers = 0;  // of the requirement
  std::uint8_t live = 0;
  std::uint8_t by_message = 0;  // 1 = a message of the customer said so
  std::uint8_t zero = 0;
};

// The customer wrote about a resolved ticket, and did not say that it is not solved. Tail: the text.
struct WroteAfter {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros closes_at = kNever;  // silence begins anew
};

// A transfer's reason is read in a list of many: what is longer is a note about the ticket.
inline constexpr std::uint32_t kTransferReasonBytesMax = 512;
inline constexpr std::uint32_t kTransferBytesMax = static_cast<std::uint32_t>(kKeyBytesMax) + kTransferReasonBytesMax;

// An agent asks to give a ticket away. Tail: the team (team_bytes), then why.
struct TransferAsked {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  Micros alert_at = kNever;
  std::uint32_t agent = 0;
  std::uint32_t to = 0;  // agent; 0 = the team, or nobody in particular
  std::uint64_t team_bytes = 0;
};

// A supervisor has decided it; approved, the assignment follows as an AssignedByHand. Tail: why.
struct TransferSettled {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t agent = 0;  // who asked
  std::uint32_t word = 0;   // TransferWord
};

// Nobody decided it in time: told once.
struct TransferAlerted {
  std::uint64_t ticket = 0;
};

struct RecentEvicted {
  std::uint64_t ticket = 0;
};

}  // namespace tidegate
