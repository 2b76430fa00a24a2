// ProjectedTicket: the latest facts of a ticket, as the projection keeps them for ever, and how a change alters them.
//
// Fixed bytes, no padding: the value of StoreTable::kRecord (FORMAT.md 10). Fold is pure and the only code that alters one. What the engine
// knows of a ticket while it is in memory, this says too: ticket_fold_test compares them. A change at or below `last_seq` was folded before
// and is passed over, so folding the same stretch of journal again changes nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/time.h"
#include "core/engine/lifecycle.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/turn_record.h"

namespace tidegate {

struct ProjectedTicket {
  std::uint64_t ticket = 0;
  std::uint64_t last_seq = 0;  // of the latest change folded in
  KeyHash key;
  std::uint64_t client = 0;  // the front end's
  std::uint64_t customer = 0;
  std::uint64_t submit_seq = 0;
  Micros received_at = 0;
  Micros status_since = 0;
  Micros first_response_at = 0;               // 0 = none yet
  Micros resolved_at = 0;                     // 0 = open
  std::array<Micros, kMainClockCount> due{};  // kNever = no such clock
  std::array<std::uint16_t, kMainClockCount> fired_per_mille{};
  std::uint32_t agent = 0;  // who has the offer, the ticket, or resolved it; 0 = nobody
  std::uint32_t offers = 0;
  std::uint32_t rules_version = 0;
  std::uint32_t changes = 0;  // folded in: entries of its history
  std::uint16_t type = 0;
  std::uint16_t region = 0;
  std::uint16_t result_code = 0;
  std::uint8_t channel = 0;
  std::uint8_t level = 0;
  std::uint8_t order_level = 0;
  std::uint8_t tier = 0;
  std::uint8_t status = 0;
  std::uint8_t nature = 0;  // as TicketRecord::nature
  std::uint64_t tags = 0;
  std::uint32_t planned_after_s = 0;
  std::uint8_t department = 0;
  std::uint8_t flags = 0;  // TicketFlag
  std::uint8_t reopens = 0;
  std::uint8_t origin = 0;   // TicketOrigin
  std::uint64_t parent = 0;  // the earlier ticket that it goes on from; 0 = none
  // The customer's latest answer about it.
  std::uint8_t tenths = 0;          // the score; 0 = there is none
  std::uint8_t solved = 0;          // Solved
  std::uint8_t feedback_flags = 0;  // FeedbackFlag
  std::array<std::uint8_t, 5> zero{};

  // When the work on it was over, resolved or not; 0 = it is open.
  Micros ended_at() const { return resolved_at != 0 || !IsOver(static_cast<Status>(status)) ? resolved_at : status_since; }
};
static_assert(sizeof(ProjectedTicket) == 168 && std::has_unique_object_representations_v<ProjectedTicket>);

// Folds a change of this ticket (TicketOf) that stands at `seq` of the journal.
void Fold(const ChangeView& change, std::uint64_t seq, ProjectedTicket& ticket);

std::string_view BytesOf(const ProjectedTicket& ticket);
// nullopt when the length is wrong.
std::optional<ProjectedTicket> DecodeProjectedTicket(std::string_view bytes);

// Keys of the store: big-endian, so that the order of bytes is the order of numbers.
std::string TicketKey(std::uint64_t ticket);
std::string ClientKey(std::uint64_t client);
std::string HistoryKey(std::uint64_t ticket, std::uint64_t segment_seq);
std::string HashKeyOf(const KeyHash& key);
std::uint64_t ReadBigEndian(std::string_view bytes);  // of the first 8

// Keys of kCustomer and kOrder: what the ticket is found by, then the complement of its number, so that the latest comes first.
std::string ArchiveKey(std::uint64_t name, std::uint64_t ticket);
// The two parts of such a key; it must have 16 bytes.
struct ArchiveName {
  std::uint64_t name = 0;
  std::uint64_t ticket = 0;
};
ArchiveName ReadArchiveKey(std::string_view key);

// The two parts of a Submitted's tail.
struct SubmittedTail {
  std::string_view claims;  // SubmitFacts, skills
  std::string_view body;
};
SubmittedTail SplitTail(const Submitted& submitted, std::string_view tail);

// The order that a Submitted names (SubmitFacts::order); 0 = none, or the tail is too short.
std::uint64_t OrderOf(const ChangeView& submitted);

}  // namespace tidegate
