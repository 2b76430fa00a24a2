// Changes of customers: names, managers, and what they think of the work.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/changes/asker.h"
#include "core/model/feedback.h"

namespace tidegate {

struct CustomerEvicted {
  std::uint64_t customer = 0;
};

// Who looks after a customer.
struct ManagerSet {
  Asker asker{};
  std::uint64_t customer = 0;
  Micros at = 0;
  std::uint32_t manager = 0;  // agent; 0 = nobody
  std::uint32_t deputy = 0;   // the same
};

// What a customer is called on a channel is his from now on: tickets that come in under it are his.
struct IdentityLinked {
  Asker asker{};
  std::uint64_t identity = 0;  // keyed hash, as of a customer
  std::uint64_t customer = 0;
  Micros at = 0;
  std::uint64_t channel = 0;  // of the catalog; 0 = on every channel
};

// And no longer is. Tickets that came in meanwhile stay his.
struct IdentityUnlinked {
  Asker asker{};
  std::uint64_t identity = 0;
  std::uint64_t customer = 0;  // whose it was
  Micros at = 0;
  std::uint64_t channel = 0;
};

// Two customers are one person: `from` is another name of `into` from now on, and what was known of him is known of `into`.
struct CustomersMerged {
  Asker asker{};
  std::uint64_t from = 0;
  std::uint64_t into = 0;
  Micros at = 0;
  std::uint32_t manager = 0;  // of both together; 0 = nobody
  std::uint32_t deputy = 0;
};

// A customer's answer to the survey of a resolved ticket; it replaces an earlier one. Tail: what he wrote.
struct FeedbackGiven {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint64_t follow_up = 0;  // the ticket that it led to, or an earlier answer had; 0 = none. Made behind this change
  std::uint32_t agent = 0;      // who had resolved it
  std::uint16_t answers = 0;    // of this ticket, with this one
  SurveyScores scores{};
  std::uint8_t tenths = 0;  // their mean
  std::uint8_t solved = 0;  // Solved
  std::uint8_t flags = 0;   // FeedbackFlag
  std::array<std::uint8_t, 4> zero{};
};
static_assert(sizeof(FeedbackGiven) == 56);

// A later answer was better: said in the history of the follow-up that an earlier one had led to.
struct FollowUpNoted {
  std::uint64_t ticket = 0;    // the follow-up
  std::uint64_t answered = 0;  // the ticket of the answer
  Micros at = 0;
  std::uint8_t tenths = 0;
  std::uint8_t tenths_before = 0;
  std::array<std::uint8_t, 6> zero{};
};
static_assert(sizeof(FollowUpNoted) == 32);

// A ticket was resolved and its customer is to be asked how content he is: for whoever follows the changes and has a way to ask him.
struct SurveyRequested {
  std::uint64_t ticket = 0;
  std::uint64_t client = 0;    // the front end that submitted it
  std::uint64_t customer = 0;  // 0 = it names none
  Micros at = 0;
};

// Of more answers than are kept that of the oldest ticket is forgotten; no further answer about it, or an older one, is taken.
struct FeedbackForgotten {
  std::uint64_t ticket = 0;
};

}  // namespace tidegate
