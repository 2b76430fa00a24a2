#include "persistence/ticket_record.h"

#include <algorithm>
#include <cstring>

namespace tidegate {
namespace {

void AppendBigEndian(std::uint64_t value, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

// As TicketRecord::SetNature.
constexpr std::uint8_t kCategoryMask = 0x0F;
constexpr int kComplexityShift = 4;

void SetStatus(ProjectedTicket& ticket, Status status, Micros at) {
  ticket.status = static_cast<std::uint8_t>(status);
  ticket.status_since = at;
}

void Do(const Submitted& change, std::uint64_t seq, ProjectedTicket& ticket) {
  ticket.ticket = change.ticket;
  ticket.key = {.high = change.key_high, .low = change.key_low};
  ticket.client = change.client;
  ticket.customer = change.customer;
  ticket.submit_seq = seq;
  ticket.received_at = change.at;
  ticket.due.fill(kNever);
  ticket.type = change.type;
  ticket.region = change.region;
  ticket.channel = change.channel;
  SetStatus(ticket, Status::kReceived, change.at);
}

void Do(const Classified& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.due = {change.respond_due, change.resolve_due};
  ticket.rules_version = change.rules_version;
  ticket.level = change.level;
  ticket.order_level = change.order_level;
  ticket.tier = change.tier;
  ticket.flags &= static_cast<std::uint8_t>(~kPlanned);
  SetStatus(ticket, Status::kPooled, ticket.received_at + ticket.planned_after_s * kSecond);
}

void Do(const Tagged& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.type = change.type;
  ticket.nature = static_cast<std::uint8_t>((ticket.nature & ~kCategoryMask) | change.category);
  ticket.tags = change.tags;
  ticket.department = change.department;
  ticket.flags = change.flags;
}

void Do(const Planned& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.planned_after_s = change.after_s;
  ticket.level = change.level;
  ticket.order_level = change.level;
  ticket.tier = change.tier;
  ticket.flags |= kPlanned;
}

void Do(const Reviewed& change, std::uint64_t, ProjectedTicket& ticket) { ticket.flags = static_cast<std::uint8_t>(change.flags); }

void Do(const Offered& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = change.agent;
  ticket.offers = change.token;
  SetStatus(ticket, Status::kOffered, change.at);
}

void Do(const AssignedByHand& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = change.agent;
  ticket.offers = change.token;
  SetStatus(ticket, Status::kAssigned, change.at);
}

void Do(const Accepted& change, std::uint64_t, ProjectedTicket& ticket) { SetStatus(ticket, Status::kAssigned, change.at); }

void Do(const Returned& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = 0;
  SetStatus(ticket, Status::kPooled, change.at);
}

// The first of all stays, whatever was reopened since.
void Answered(ProjectedTicket& ticket, Micros at) {
  if (ticket.first_response_at == 0) ticket.first_response_at = at;
}

void Do(const ContactReported& change, std::uint64_t, ProjectedTicket& ticket) {
  Answered(ticket, change.at);
  if (ticket.status != change.status) SetStatus(ticket, static_cast<Status>(change.status), change.at);
}

void Do(const NodeReported& change, std::uint64_t, ProjectedTicket& ticket) {
  SetStatus(ticket, static_cast<Status>(change.status), change.at);
}

void Do(const Resolved& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = change.agent;
  Answered(ticket, change.first_response_at);
  ticket.resolved_at = change.at;
  ticket.result_code = change.result_code;
  SetStatus(ticket, Status::kResolved, change.at);
}

void Do(const ClockFired& change, std::uint64_t, ProjectedTicket& ticket) {
  if (change.clock < kMainClockCount) ticket.fired_per_mille[change.clock] = change.per_mille;
  ticket.order_level = change.order_level;
}

void Do(const MessageReceived& change, std::uint64_t, ProjectedTicket& ticket) {
  if (ticket.status != change.status) SetStatus(ticket, static_cast<Status>(change.status), change.at);
}

void Do(const MessageSent& change, std::uint64_t, ProjectedTicket& ticket) {
  if (change.first_response != 0) Answered(ticket, change.at);
  if (ticket.status != change.status) SetStatus(ticket, static_cast<Status>(change.status), change.at);
}

void Do(const ClockSet& change, std::uint64_t, ProjectedTicket& ticket) {
  if (change.clock >= kMainClockCount) return;
  ticket.due[change.clock] = change.due;
  ticket.fired_per_mille[change.clock] = change.per_mille;
}

void Do(const LevelChanged& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.level = change.level;
  ticket.order_level = change.order_level;
}

void Do(const TicketMoved& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.due = {change.respond_due, change.resolve_due};
  ticket.rules_version = change.rules_version;
}

void Do(const Escalated& change, std::uint64_t, ProjectedTicket& ticket) { ticket.order_level = change.order_level; }

// What is closed was resolved when it was resolved: status_since stays.
void Do(const LoopClosed& change, std::uint64_t, ProjectedTicket& ticket) {
  if (change.closing == static_cast<std::uint32_t>(LoopClosing::kConfirmed)) ticket.status = static_cast<std::uint8_t>(Status::kClosed);
}

void Do(const TicketClosed& change, std::uint64_t, ProjectedTicket& ticket) { ticket.status = static_cast<std::uint8_t>(change.status); }

void Do(const TicketHeld& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = 0;
  SetStatus(ticket, Status::kHeld, change.at);
}

void Do(const TicketPooled& change, std::uint64_t, ProjectedTicket& ticket) { SetStatus(ticket, Status::kPooled, change.at); }

void Do(const TicketEnded& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = change.agent;
  SetStatus(ticket, static_cast<Status>(change.status), change.at);
}

void Do(const Reopened& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.agent = 0;
  ticket.resolved_at = 0;
  ticket.result_code = 0;
  ticket.order_level = ticket.level;
  ticket.rules_version = change.rules_version;
  ticket.fired_per_mille[static_cast<std::size_t>(Clock::kRespond)] = 0;
  if (ticket.reopens != 0xFF) ++ticket.reopens;
  SetStatus(ticket, Status::kReceived, change.at);
}

void Do(const ParentNoted& change, std::uint64_t, ProjectedTicket& ticket) { ticket.parent = change.parent; }
void Do(const ParentSet& change, std::uint64_t, ProjectedTicket& ticket) { ticket.parent = change.parent; }

void Do(const Made& change, std::uint64_t, ProjectedTicket& ticket) { ticket.origin = change.origin; }

void Do(const FeedbackGiven& change, std::uint64_t, ProjectedTicket& ticket) {
  ticket.tenths = change.tenths;
  ticket.solved = change.solved;
  ticket.feedback_flags = change.flags;
}

// These alter no fact of the record.
void Do(const WroteAfter&, std::uint64_t, ProjectedTicket&) {}
void Do(const TransferAsked&, std::uint64_t, ProjectedTicket&) {}
void Do(const TransferSettled&, std::uint64_t, ProjectedTicket&) {}
void Do(const TransferAlerted&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartAsked&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartAssigned&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartReported&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartEnded&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartAlerted&, std::uint64_t, ProjectedTicket&) {}
void Do(const PartMoved&, std::uint64_t, ProjectedTicket&) {}
void Do(const PlanFired&, std::uint64_t, ProjectedTicket&) {}
void Do(const CallBackSet&, std::uint64_t, ProjectedTicket&) {}
void Do(const Looked&, std::uint64_t, ProjectedTicket&) {}
void Do(const DeclineForgotten&, std::uint64_t, ProjectedTicket&) {}
void Do(const FollowUpNoted&, std::uint64_t, ProjectedTicket&) {}
void Do(const SurveyRequested&, std::uint64_t, ProjectedTicket&) {}
void Do(const FeedbackForgotten&, std::uint64_t, ProjectedTicket&) {}
void Do(const UsesAwaited&, std::uint64_t, ProjectedTicket&) {}
void Do(const UseJudged&, std::uint64_t, ProjectedTicket&) {}
void Do(const Promised&, std::uint64_t, ProjectedTicket&) {}
void Do(const OverdueReasonSet&, std::uint64_t, ProjectedTicket&) {}
void Do(const Touched&, std::uint64_t, ProjectedTicket&) {}
void Do(const ReviewAlerted&, std::uint64_t, ProjectedTicket&) {}
void Do(const MatchPlanned&, std::uint64_t, ProjectedTicket&) {}
void Do(const Rerouted&, std::uint64_t, ProjectedTicket&) {}
void Do(const PromiseAsked&, std::uint64_t, ProjectedTicket&) {}
void Do(const Relaxed&, std::uint64_t, ProjectedTicket&) {}
void Do(const TicketWeighed&, std::uint64_t, ProjectedTicket&) {}
void Do(const RecentEvicted&, std::uint64_t, ProjectedTicket&) {}
void Do(const ArticleUsed&, std::uint64_t, ProjectedTicket&) {}

// A change that names no ticket; one that does must say above what it alters.
template <class Change>
concept NamesTicket = requires(const Change& change) {
  change.ticket;
};
template <class Change>
requires(!NamesTicket<Change>) void Do(const Change&, std::uint64_t, ProjectedTicket&) {}

}  // namespace

void Fold(const ChangeView& change, std::uint64_t seq, ProjectedTicket& ticket) {
  if (seq <= ticket.last_seq) return;
  ticket.last_seq = seq;
  ++ticket.changes;
  if (change.kind == ChangeKind::kSubmitted && change.tail.size() >= sizeof(SubmitFacts)) {
    SubmitFacts facts;
    std::memcpy(&facts, change.tail.data(), sizeof facts);
    ticket.tags = facts.tags;
    ticket.nature = static_cast<std::uint8_t>(facts.category | facts.complexity << kComplexityShift);
  }
  switch (change.kind) {
#define TIDEGATE_FOLD_CASE(name, number, origin, tail) \
  case ChangeKind::k##name:                            \
    return Do(change.As<name>(), seq, ticket);
    TIDEGATE_CHANGES(TIDEGATE_FOLD_CASE)
#undef TIDEGATE_FOLD_CASE
    case ChangeKind::kNone:
      return;
  }
}

std::string_view BytesOf(const ProjectedTicket& ticket) { return std::string_view(reinterpret_cast<const char*>(&ticket), sizeof ticket); }

std::optional<ProjectedTicket> DecodeProjectedTicket(std::string_view bytes) {
  if (bytes.size() != sizeof(ProjectedTicket)) return std::nullopt;
  ProjectedTicket ticket;
  std::memcpy(&ticket, bytes.data(), sizeof ticket);
  return ticket;
}

std::string TicketKey(std::uint64_t ticket) {
  std::string key;
  AppendBigEndian(ticket, key);
  return key;
}

std::string ClientKey(std::uint64_t client) {
  std::string key;
  AppendBigEndian(client, key);
  return key;
}

std::string HistoryKey(std::uint64_t ticket, std::uint64_t segment_seq) {
  std::string key;
  AppendBigEndian(ticket, key);
  AppendBigEndian(segment_seq, key);
  return key;
}

std::string HashKeyOf(const KeyHash& key) {
  std::string bytes;
  AppendBigEndian(key.high, bytes);
  AppendBigEndian(key.low, bytes);
  return bytes;
}

std::uint64_t ReadBigEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(0, 8)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::string ArchiveKey(std::uint64_t name, std::uint64_t ticket) {
  std::string key;
  AppendBigEndian(name, key);
  AppendBigEndian(~ticket, key);
  return key;
}

ArchiveName ReadArchiveKey(std::string_view key) {
  return {.name = ReadBigEndian(key), .ticket = ~ReadBigEndian(key.substr(sizeof(std::uint64_t)))};
}

std::uint64_t OrderOf(const ChangeView& submitted) {
  SubmitFacts facts;
  if (submitted.tail.size() < sizeof facts) return 0;
  std::memcpy(&facts, submitted.tail.data(), sizeof facts);
  return facts.order;
}

SubmittedTail SplitTail(const Submitted& submitted, std::string_view tail) {
  const std::size_t claims = std::min(SubmitClaimsBytes(submitted.skill_count), tail.size());
  return {tail.substr(0, claims), tail.substr(claims)};
}

}  // namespace tidegate
