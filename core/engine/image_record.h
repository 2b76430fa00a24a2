// Canonical records: everything the state consists of, kind by kind, as bytes: what an image holds and a fingerprint sums.
//
// An entry is ImageEntry (8 bytes), then `bytes` of one record, a multiple of 8. Put appends the entry of one thing; equal things give
// equal bytes wherever they lie, so the sum of the entries' hashes is the same for equal states in any order. Nothing that can be derived
// stands here (queues, indexes, timers, load). persistence/FORMAT.md describes the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/tables.h"

namespace tidegate {

// X(enumerator, number, fixed part)
#define TIDEGATE_IMAGE_KINDS(X)        \
  X(kScalars, 1, ImageScalars)         \
  X(kRules, 2, ImageRules)             \
  X(kName, 3, ImageName)               \
  X(kSignature, 4, ImageSignature)     \
  X(kAgent, 5, ImageAgent)             \
  X(kTicket, 6, ImageTicket)           \
  X(kOverflow, 7, ImageOverflow)       \
  X(kWork, 8, WorkRecord)              \
  X(kRecent, 9, RecentRecord)          \
  X(kCustomer, 10, CustomerRecord)     \
  X(kClient, 11, ImageClient)          \
  X(kDecline, 12, ImageDecline)        \
  X(kRefusal, 13, ImageRefusal)        \
  X(kAgenda, 14, ImageAgenda)          \
  X(kClock, 15, ClockRecord)           \
  X(kShares, 16, ImageShares)          \
  X(kArticle, 60, ArticleRecord)       \
  X(kEnded, 61, EndedRecord)           \
  X(kTransfer, 62, ImageTransfer)      \
  X(kFeedback, 73, FeedbackRecord)     \
  X(kArticleUse, 74, ArticleUseRecord) \
  X(kIdentity, 80, IdentityRecord)     \
  X(kPart, 84, ImagePart)              \
  X(kPlan, 85, ImagePlan)              \
  X(kRareFacts, 86, RareFacts)

enum class ImageKind : std::uint32_t {
  kNone = 0,
#define TIDEGATE_IMAGE_ENUM(name, number, fixed) name = number,
  TIDEGATE_IMAGE_KINDS(TIDEGATE_IMAGE_ENUM)
#undef TIDEGATE_IMAGE_ENUM
};

struct ImageEntry {
  ImageKind kind = ImageKind::kNone;
  std::uint32_t bytes = 0;  // behind this; a multiple of 8
};

struct ImageScalars {
  std::uint64_t seq = 0;
  Micros at = 0;  // of the last turn that changed something
  std::uint64_t directory_id = 0;
  std::uint64_t ticket_counter = 0;
  std::uint64_t rules_source_hash = 0;
  std::uint64_t last_agenda_item = 0;
  std::uint32_t ticket_day = 0;
  std::uint32_t rules_version = 0;
  std::uint32_t started = 0;
  std::uint32_t time_source = 0;  // TimeSource
  std::uint64_t space_mark = 0;   // SpaceMark
  Counters counters;
};

// A version of the rules, the oldest first. Then source text, compiled form, name of the author.
struct ImageRules {
  std::uint32_t version = 0;
  std::uint32_t restored = 0;
  std::uint32_t source_bytes = 0;
  std::uint32_t compiled_bytes = 0;
  Micros at = 0;
  std::uint32_t author_bytes = 0;
  std::uint32_t cause = 0;  // RuleCause
};

// Then the name.
struct ImageName {
  std::uint32_t catalog = 0;  // CatalogKind
  std::uint32_t number = 0;
  std::uint32_t name_bytes = 0;
  std::uint32_t zero = 0;
};

struct ImageSignature {
  std::uint32_t number = 0;
  std::uint32_t tickets = 0;
  std::uint32_t interval_ms = 0;
  std::uint32_t zero = 0;
  Micros saturated_since = 0;  // 0 = it is not said to be full
  Micros last_offer_at = 0;
  std::uint64_t emptied_seq = 0;
  Requirement requirement;
};

// Then the agent's texts (AgentTerms).
struct ImageAgent {
  AgentRecord record;
  Profile profile;
};

struct ImageTicket {
  TicketRecord record;
  std::uint32_t signature = 0;  // kNoSignature: its requirement stands in an overflow entry
  std::uint32_t zero = 0;
};

struct ImageOverflow {
  std::uint64_t ticket = 0;
  Requirement requirement;
};

// Then those outcomes that there are.
struct ImageClient {
  std::uint64_t id = 0;
  Micros hello_at = 0;
  std::uint64_t hello_seq = 0;
  std::uint32_t credits = 0;
  std::uint32_t role = 0;
};

struct ImageDecline {
  std::uint64_t ticket = 0;
  Micros until = 0;
  std::uint32_t agent = 0;
  std::uint32_t zero = 0;
};

struct ImageRefusal {
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint64_t what = 0;  // RefusalWhat
};

struct ImageAgenda {
  std::uint64_t item = 0;
  std::uint64_t subject = 0;
  std::uint64_t cursor = 0;
  std::uint32_t moved = 0;
  std::uint32_t kind = 0;  // AgendaKind
};

// Of a profile that was offered something; others have none.
struct ImageShares {
  Profile profile;
  ShareCounts counts;
  std::array<std::uint8_t, 6> zero{};
};

// Then the team asked for, and the reason.
struct ImageTransfer {
  TransferRecord record;
  std::uint32_t team_bytes = 0;
  std::uint32_t reason_bytes = 0;
};

// Then what is to be done, and what came of it.
struct ImagePart {
  PartRecord record;
  std::uint32_t text_bytes = 0;
  std::uint32_t result_bytes = 0;
};

// Then its terms and texts (EncodePlan).
struct ImagePlan {
  PlanRecord record;
  std::uint64_t bytes = 0;
};

#define TIDEGATE_IMAGE_CANONICAL(name, number, fixed) static_assert(CanonicalRecord<fixed> && sizeof(fixed) % 8 == 0);
TIDEGATE_IMAGE_KINDS(TIDEGATE_IMAGE_CANONICAL)
#undef TIDEGATE_IMAGE_CANONICAL

// The entry of a version of the rules, to be appended in parts: it may be a hundred times what a step of a picture copies.
class RulesEntry {
 public:
  // The version outlives the entry.
  explicit RulesEntry(const RuleVersion& version);
  std::size_t bytes() const { return bytes_; }
  // Bytes from .. from + count - 1 of it, as far as there are so many.
  void AppendPart(std::size_t from, std::size_t count, std::string& out) const;

 private:
  const RuleVersion& version_;
  std::array<char, sizeof(ImageEntry) + sizeof(ImageRules)> head_{};
  std::size_t bytes_ = 0;
};

// Each appends the entry of one thing that is there.
void PutScalars(const Tables& tables, std::string& out);
void PutRules(const Tables& tables, const std::uint32_t& version, std::string& out);
void PutName(const Tables& tables, CatalogKind kind, std::uint32_t number, std::string& out);
void PutSignature(const Tables& tables, const std::uint32_t& place, std::string& out);
void PutAgent(const Tables& tables, const std::uint32_t& place, std::string& out);     // agent - 1
void PutShares(const Tables& tables, const std::uint32_t& profile, std::string& out);  // nothing when there are none
void PutTicket(const Tables& tables, const std::uint32_t& slot,
               std::string& out);  // its rare facts, and its requirement when it lies in the overflow
void PutWork(const Tables& tables, const std::uint32_t& place, std::string& out);   // place among the works
void PutRecent(const Tables& tables, const std::uint32_t& slot, std::string& out);  // and how it ended
void PutCustomer(const Tables& tables, const std::uint32_t& slot, std::string& out);
void PutClient(const Tables& tables, const ClientTable::HelloKey& key, std::string& out);
void PutDecline(const Tables& tables, const DeclineTable::Key& key, std::string& out);
void PutRefusal(const Tables& tables, const RefusalTable::Key& key, std::string& out);
void PutClock(const Tables& tables, const ClockTable::Key& key, std::string& out);
void PutTransfer(const Tables& tables, const std::uint64_t& ticket, std::string& out);
void PutFeedback(const Tables& tables, const std::uint64_t& ticket, std::string& out);
void PutArticleUse(const Tables& tables, const ArticleUseTable::Key& key, std::string& out);
void PutIdentity(const Tables& tables, const IdentityTable::Key& key, std::string& out);
void PutPart(const Tables& tables, const PartTable::Key& key, std::string& out);
void PutPlanRecord(const Tables& tables, const std::uint32_t& plan, std::string& out);
void PutAgenda(const Tables& tables, const std::uint64_t& item, std::string& out);
void PutArticleRecord(const Tables& tables, const std::uint32_t& place, std::string& out);  // article - 1

// Walks entries. Bounds are checked: Next returns false at the end, and damaged() tells an end from an entry that does not add up.
class ImageEntryReader {
 public:
  explicit ImageEntryReader(std::string_view entries) : rest_(entries) {}
  bool Next(ImageKind& kind, std::string_view& record);
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  bool damaged_ = false;
};

struct ImageSum {
  std::uint64_t fingerprint = 0;  // wrapping sum of the hashes of the records
  std::uint64_t records = 0;

  // Whole entries (CHECKed).
  void Add(std::string_view entries);
};

}  // namespace tidegate
