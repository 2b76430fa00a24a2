// The messages as a C++ client sees them: plain structs with core's enums and views; nothing of FlatBuffers.
//
// Requests borrow their texts until the call that sends them returns. What comes in borrows from the receiving buffer until the handler
// returns. Times are microseconds UTC; 0 = none. Ids of skills, regions, types and channels are those of the catalog (AskNames).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/decision_note.h"
#include "core/model/event.h"
#include "core/model/feed.h"
#include "core/model/ids.h"
#include "core/model/names.h"
#include "core/model/output.h"
#include "core/model/reject.h"
#include "core/model/requirement.h"
#include "protocol/article_hits.h"
#include "protocol/masking/sight.h"
#include "protocol/projection_view.h"
#include "protocol/space_view.h"

namespace tidegate::client {

// ---- requests

struct HelloMessage {
  Role role = Role::kFrontEnd;
  std::string_view name;                 // required
  std::string_view version;              // of the program, for people
  std::string_view workspace;            // empty = "default"
  std::uint32_t partition = 0xFFFFFFFF;  // whichever is served
  std::uint32_t epoch = 0;
  std::uint32_t credits = 0;  // 0 = the role's usual
  // How the engine's refusals come: as codes, which this library knows by heart, or in words too. OnAck is the same either way.
  enum class Refusals : std::uint8_t { kCompact, kInWords };
  Refusals refusals = Refusals::kCompact;
  std::uint8_t suggestions = 0;  // articles that fit, at most so many, with every offer (OnSuggestions): 0..kHitsMax
};

struct SkillName {
  std::string_view name;
  std::uint8_t level = 1;
};

struct SubmitMessage {
  std::string_view external_key;  // required
  std::string_view customer;
  std::string_view order;
  std::string_view channel;
  std::string_view type;
  std::string_view region;
  std::span<const SkillName> skills;
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
  std::string_view title;
  std::string_view text;
  std::string_view recorded_at;
  Micros sent_at = 0;
  ComplaintCategory category = ComplaintCategory::kNone;
  std::uint32_t impact_people = 0;
  std::int64_t impact_cents = 0;
  std::uint8_t complexity = 0;  // 1 to 4; 0 = not said
  Micros not_before = 0;        // outside pool and clocks until then; 0 = at once
  std::span<const std::string_view> tags;
};

struct AcceptMessage {
  AgentId agent;
  TicketId ticket;
  std::uint32_t token = 0;
  std::uint64_t request = 0;  // 0 = not remembered
};

struct DeclineMessage {
  AgentId agent;
  TicketId ticket;
  std::uint32_t token = 0;
  std::uint8_t reason = 0;
  std::uint64_t request = 0;
};

struct NodeMessage {
  AgentId agent;
  TicketId ticket;
  Status status = Status::kInProgress;
  std::uint64_t request = 0;
};

struct ResolveMessage {
  AgentId agent;
  TicketId ticket;
  std::uint16_t result_code = 0;  // required, from 1
  std::string_view solution;      // required
  std::uint64_t request = 0;
  std::uint8_t overdue_reason = 0;  // of a ticket that missed a deadline: a code of the rule set
};

struct ChannelRoomName {
  std::string_view channel;
  std::uint16_t tickets_max = 0;
};

struct DeclareAgentMessage {
  std::string_view name;
  AgentTier tier = AgentTier::kRegular;
  std::span<const SkillName> skills;
  std::span<const std::string_view> regions;     // empty = all
  std::span<const std::string_view> channels;    // empty = all
  std::span<const CustomerTier> customer_tiers;  // empty = all
  std::uint32_t capacity = 5;
  std::uint32_t cost_per_hour_cents = 0;
  std::uint64_t request = 0;
  std::string_view team;
  std::string_view supervisor;                // name of an agent who is declared
  std::string_view duty_supervisor;           // the same
  std::string_view shift;                     // name of a calendar of the rules; empty = always on shift
  std::string_view tier_hours;                // the same: while it is open only hours_tiers are served
  std::span<const CustomerTier> hours_tiers;  // goes with tier_hours
  std::span<const ChannelRoomName> rooms;     // at most so many open tickets of a channel at once
};

struct PutArticleMessage {
  ArticleId article;                          // 0 = a new one
  Visibility visibility = Visibility::kNone;  // required
  std::string_view title;                     // required
  std::string_view text;                      // required
  std::string_view keywords;
  std::span<const std::string_view> types;  // empty = for every type
  std::uint64_t request = 0;
};

// One of text and ticket.
struct FindArticlesMessage {
  std::string_view text;
  TicketId ticket;
  std::string_view type;  // with text
  std::uint8_t hits = 0;  // at most so many; 0 = the usual
};

// One of ticket, number, external_key.
struct TicketNameMessage {
  TicketId ticket;
  std::string_view number;
  std::string_view external_key;
  std::string_view front_end;  // whose key; empty = the asker's own
};

// Of these, agent none = the supervisor who is connected; a ticket is named by number or id, by front ends by key too.
struct MessageInMessage {
  TicketNameMessage name;
  std::string_view text;  // required
  std::uint64_t request = 0;
  CustomerWord word = CustomerWord::kNone;
};

struct MessageOutMessage {
  AgentId agent;
  TicketNameMessage name;
  MessageKind kind = MessageKind::kAnswer;
  std::string_view text;  // required
  std::uint64_t request = 0;
};

struct PromiseMessage {
  AgentId agent;
  TicketNameMessage name;
  Micros at = 0;             // required
  std::string_view interim;  // required of an urgent ticket
  std::uint64_t request = 0;
};

// Hold (reason required), release, cancel, abandon, reopen.
struct TicketWordMessage {
  TicketNameMessage name;
  std::string_view reason;
  std::uint64_t request = 0;
};

struct MergeMessage {
  TicketNameMessage name;
  TicketNameMessage into;
  std::string_view reason;
  std::uint64_t request = 0;
};

// A repeat is merged into an earlier ticket, which stays.
struct AttachMessage {
  TicketNameMessage name;
  TicketNameMessage to;
  std::uint64_t request = 0;
};

// A ticket goes on from an earlier one.
struct LinkTicketMessage {
  TicketNameMessage name;
  TicketNameMessage parent;
  std::uint64_t request = 0;
};

// Of links and their ends.
struct IdentityMessage {
  std::string_view customer;  // required
  std::string_view identity;  // required
  std::string_view channel;   // empty = on every one
  std::uint64_t request = 0;
};

struct MergeCustomersMessage {
  std::string_view from;
  std::string_view into;
  std::uint64_t request = 0;
};

// By one of customer, customer_id, order, name, or by none of them.
struct AskArchiveMessage {
  std::string_view customer{};
  CustomerId customer_id{};  // as a customer's view tells it
  std::string_view order{};
  TicketNameMessage name{};  // by number or id
  Micros from = 0;           // tickets received from then on
  Micros to = 0;             // and before; 0 = open
  TicketId after{};
  std::uint16_t rows = 0;  // at most so many; 0 = as many as a page holds
};

struct GiveFeedbackMessage {
  TicketNameMessage name{};
  SurveyScores scores{};  // 1 to 5 each
  Solved solved = Solved::kNone;
  std::string_view text{};
  std::uint64_t request = 0;
};

// One ticket's answer when `name` names one; otherwise a page of answers.
struct ListFeedbackMessage {
  TicketNameMessage name{};
  TicketId after{};
  FeedbackScope scope = FeedbackScope::kAll;
};

struct AskTransferMessage {
  AgentId agent;
  TicketNameMessage name;
  std::string_view to;      // name of an agent
  std::string_view team;    // not with `to`
  std::string_view reason;  // required
  std::uint64_t request = 0;
};

struct SettleTransferMessage {
  TicketNameMessage name;
  TransferWord word = TransferWord::kNone;  // required
  std::string_view to;
  std::string_view team;
  std::string_view reason;  // required of a refusal
  std::uint64_t request = 0;
};

// Of these, agent none = the supervisor who is connected.
struct AskPartMessage {
  AgentId agent;
  TicketNameMessage name;
  std::string_view department;  // required
  std::string_view to;          // name of an agent
  Micros due = 0;               // 0 = with its ticket
  std::string_view text;        // required
  std::uint64_t request = 0;
};

struct AssignPartMessage {
  AgentId agent;  // who takes it
  TicketNameMessage name;
  std::uint8_t part = 0;  // required
  std::string_view to;    // of a supervisor: required
  std::uint64_t request = 0;
};

struct ReportPartMessage {
  AgentId agent;
  TicketNameMessage name;
  std::uint8_t part = 0;            // required
  PartNode node = PartNode::kNone;  // required
  std::string_view text;            // required of one that is done or dropped
  std::uint64_t request = 0;
};

struct ListPartsMessage {
  AgentId agent;                // none = all, of a supervisor
  std::string_view department;  // empty = of all
  TicketId after;
  std::uint8_t after_part = 0;
};

struct PutPlanMessage {
  std::string_view name;
  std::string_view customer;  // empty = each one who has a manager
  std::string_view type;
  std::string_view region;
  std::string_view channel;
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
  Micros first_at = 0;
  std::uint16_t every = 0;
  PlanUnit unit = PlanUnit::kNone;
  std::string_view calendar;
  std::string_view title;
  std::string_view text;
  std::uint64_t request = 0;
};

struct ConfirmMessage {
  TicketNameMessage name;
  std::uint64_t request = 0;
};

struct CallBackMessage {
  AgentId agent;
  TicketNameMessage name;
  std::string_view note;
  std::uint64_t request = 0;
};

struct OverdueReasonMessage {
  AgentId agent;
  TicketNameMessage name;
  std::uint8_t reason = 0;  // required
  std::string_view text;
  std::uint64_t request = 0;
};

struct ChangeLevelMessage {
  TicketNameMessage name;
  Level level = Level::kNone;  // required
  std::string_view reason;     // required
  std::uint64_t request = 0;
};

struct AddNoteMessage {
  AgentId agent;
  TicketNameMessage name;
  TouchKind kind = TouchKind::kNote;
  std::string_view text;  // required of a note
  std::uint64_t request = 0;
};

struct AssignMessage {
  std::uint64_t request = 0;
  TicketNameMessage ticket;
  std::string_view agent;
  CapacityUse capacity = CapacityUse::kWithin;
};

struct SetManagerMessage {
  std::uint64_t request = 0;
  std::string_view customer;
  std::string_view manager{};  // empty = nobody
  std::string_view deputy{};
};

// The tag of a batch as a whole: of an answer only when the server could not take the frame apart.
inline constexpr std::uint64_t kBatchTag = 0xFFFFFFFFFFFFFFFF;

// An item of a batch: the message and the tag that comes back with its own reply.
template <class Message>
struct Tagged {
  std::uint64_t tag = 0;
  Message message;
};

// ---- replies

struct HelloInfo {
  std::uint16_t protocol = 0;
  std::string_view server;
  std::uint64_t session = 0;
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  std::uint32_t credits = 0;
  std::uint32_t rules_version = 0;
  std::uint64_t seq = 0;
  std::uint8_t durability = 0;  // 1 = every answer after a synced write, 2 = not
};

// The answer to a command that only does or refuses. `reject` tells which; field and detail may say more of a refusal.
struct AckInfo {
  std::uint64_t tag = 0;
  TicketId ticket;
  Micros respond_by = 0;
  Micros resolve_by = 0;
  std::uint32_t place = 0;
  std::uint32_t wait_ms = 0;
  std::uint32_t retry_after_ms = 0;
  std::uint32_t token = 0;
  Reject reject = Reject::kNone;
  bool duplicate = false;
  Status status = Status::kNone;
  std::uint8_t command = 0;  // CommandKind
  // Of a submit that repeats an earlier ticket of its customer.
  RepeatOffer offer = RepeatOffer::kNone;
  Status earlier_status = Status::kNone;  // kNone = archived
  TicketId earlier;
  std::string_view field;
  std::string_view detail;
  std::string_view address;  // with kNotLeader and kMoved
  bool ok() const { return reject == Reject::kNone; }
};

struct OfferInfo {
  WorkItem item;
  std::string_view external_key;
  std::string_view title;
  std::string_view text;
  std::string_view handling;  // the template of its type; empty: there is none, or its frame had no room (FindArticles tells it)
};

// Follows the offer of its ticket, when there is something to tell.
struct SuggestionsInfo {
  TicketId ticket;
  std::vector<ArticleHit> hits;  // best first
};

struct WithdrawalInfo {
  TicketId ticket;
  AgentId agent;
  std::uint32_t token = 0;
  ReturnReason reason = ReturnReason::kNone;
};

struct ClockAlertInfo {
  TicketId ticket;
  Micros due = 0;
  AgentId agent;
  std::uint16_t per_mille = 0;
  Clock clock = Clock::kRespond;
  Level level = Level::kNone;
};

// Something for supervisors to look at (AlertPush).
struct AlertInfo {
  TicketId ticket;
  Micros at = 0;
  AgentId agent;
  ArticleId article;
  AlertKind kind = AlertKind::kNone;
};

struct AgentStateInfo {
  AgentId agent;
  AgentStatus status = AgentStatus::kOffline;
  Micros until = 0;
};

// How tickets of a type are handled.
struct TypeHandling {
  std::uint16_t type = 0;
  std::string_view text;
};

// The snapshot of an agent's open work; may come in several parts (more = another follows).
struct SignedInInfo {
  std::uint64_t tag = 0;
  std::uint64_t seq = 0;
  AgentId agent;
  std::uint32_t capacity = 0;
  std::vector<WorkItem> work;
  bool more = false;
  std::vector<TypeHandling> handling;  // by which tickets of these types are handled

  // Empty: the type has no template, or the frame had no room for it (FindArticles tells it).
  std::string_view HandlingOf(std::uint16_t type) const {
    for (const TypeHandling& row : handling) {
      if (row.type == type) return row.text;
    }
    return {};
  }
};

struct TicketInfo {
  std::uint64_t tag = 0;
  TicketView view;
};

struct ExplainInfo {
  std::uint64_t tag = 0;
  ExplainView view;
};

struct AgentsInfo {
  std::uint64_t tag = 0;
  std::vector<AgentRow> rows;
  bool more = false;
};

// What a declare-agents changed, would change, or why it did nothing.
struct RecordsInfo {
  std::uint64_t tag = 0;
  bool applied = false;
  std::vector<RecordVerdict> rows;
};

struct PoolInfo {
  std::uint64_t tag = 0;
  std::vector<PoolRow> rows;
  bool more = false;
  std::uint32_t next = 0;  // `after` of the next page, when there are more
};

struct AgentInfo {
  std::uint64_t tag = 0;
  AgentView view;
};

struct SaturationInfo {
  std::uint64_t tag = 0;
  SaturationReply page;  // its session and correlation mean nothing here
};

struct RulesInfo {
  std::uint64_t tag = 0;
  RulesReply page;  // likewise
};

struct StatusInfo {
  std::uint64_t tag = 0;
  StatusView view;
  std::uint8_t durability = 0;
  std::string_view server;
  ProjectionView projection;
  SpaceView space;
};

// What to follow: committed changes as events.
struct FollowMessage {
  std::uint64_t from_seq = 0;  // 0 = from now on
  FeedFilter filter;
};

struct FollowingInfo {
  std::uint64_t tag = 0;
  std::uint32_t partition = 0;
  std::uint64_t next_seq = 0;       // the first change that is looked at
  std::uint64_t committed_seq = 0;  // the end of what is committed
};

// A piece of the feed; view.follow is the tag of the Follow. Say FeedTaken(view.next_seq) when it is dealt with, or no more will come.
struct EventsInfo {
  FeedView view;
};

// A page of a ticket's history; the next begins at view.next_seq.
struct HistoryInfo {
  std::uint64_t tag = 0;
  HistoryView view;
};

struct ClockInfo {
  std::uint64_t tag = 0;
  Micros now = 0;
  Micros next_at = kNever;  // the next instant at which something falls due
  TimeSource source = TimeSource::kWall;
  bool stepped = false;  // the wall clock jumped and is not followed
  Micros ahead = 0;      // of `now`, of the wall clock
};

struct BodyInfo {
  std::uint64_t tag = 0;
  TicketId ticket;
  Sight sight = Sight::kMasked;
  std::string_view external_key;
  std::string_view customer;
  std::string_view order;
  std::string_view title;
  std::string_view text;
  std::string_view recorded_at;
};

struct NamedId {
  std::uint16_t id = 0;
  std::string_view name;
  std::string_view chinese;  // as good as the name; empty = the rules have none
};

struct NamesInfo {
  std::uint64_t tag = 0;
  CatalogKind kind = CatalogKind::kNone;
  std::vector<NamedId> rows;
  bool more = false;
};

struct ArticleHitsInfo {
  std::uint64_t tag = 0;
  ArticleHitsView view;
};

struct CustomerInfo {
  std::uint64_t tag = 0;
  CustomerView view;
};

struct ArchiveInfo {
  std::uint64_t tag = 0;
  ArchiveView view;
};

struct FeedbackInfo {
  std::uint64_t tag = 0;
  std::vector<FeedbackRow> rows;
  bool more = false;
  TicketId next;  // `after` of the next page, when there are more
};

struct TransfersInfo {
  std::uint64_t tag = 0;
  std::vector<TransferRow> rows;
  bool more = false;
};

struct ReviewsInfo {
  std::uint64_t tag = 0;
  std::vector<ReviewRow> rows;  // respond_by, resolve_by 0 = no such clock, or none yet
  bool more = false;
};

struct PartsInfo {
  std::uint64_t tag = 0;
  std::vector<PartRow> rows;  // due 0 = none
  bool more = false;
  TicketId after;  // of the next page, when there are more
  std::uint8_t after_part = 0;
};

struct PlansInfo {
  std::uint64_t tag = 0;
  std::vector<PlanRow> rows;
  bool more = false;
};

// A time of a ticket of this front end has changed; 0 = there is none.
struct PromiseInfo {
  TicketId ticket;
  Micros at = 0;
  Micros respond_by = 0;
  Micros resolve_by = 0;
  Micros promised_by = 0;  // the time given to the customer
};

struct ArticlesInfo {
  std::uint64_t tag = 0;
  std::vector<ArticleRow> rows;
  bool more = false;
  ArticleId next;  // `after` of the next page, when there are more
};

struct PongInfo {
  std::uint64_t tag = 0;
  std::string_view bytes;
};

struct GoodByeInfo {
  Reject reject = Reject::kNone;
  std::string_view reason;
  std::string_view reason_zh;
};

// A refusal in one line: "unknown-type (type): no type "x" in the catalog; declare the skill, ...".
std::string RefusalWords(Reject code, std::string_view field, std::string_view detail, std::string_view address);

// What a client hears. Every request gets exactly one of OnAck, or of the reply made for it; a refused one always gets OnAck.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void OnHello(const HelloInfo&) {}
  virtual void OnAck(const AckInfo&) {}
  virtual void OnSignedIn(const SignedInInfo&) {}
  virtual void OnTicket(const TicketInfo&) {}
  virtual void OnExplain(const ExplainInfo&) {}
  virtual void OnAgents(const AgentsInfo&) {}
  virtual void OnRecords(const RecordsInfo&) {}
  virtual void OnPool(const PoolInfo&) {}
  virtual void OnStatus(const StatusInfo&) {}
  virtual void OnAgent(const AgentInfo&) {}
  virtual void OnSaturation(const SaturationInfo&) {}
  virtual void OnRules(const RulesInfo&) {}
  virtual void OnClock(const ClockInfo&) {}
  virtual void OnBody(const BodyInfo&) {}
  virtual void OnHistory(const HistoryInfo&) {}
  virtual void OnFollowing(const FollowingInfo&) {}
  virtual void OnEvents(const EventsInfo&) {}
  virtual void OnNames(const NamesInfo&) {}
  virtual void OnArticleHits(const ArticleHitsInfo&) {}
  virtual void OnArticles(const ArticlesInfo&) {}
  virtual void OnTransfers(const TransfersInfo&) {}
  virtual void OnReviews(const ReviewsInfo&) {}
  virtual void OnFeedback(const FeedbackInfo&) {}
  virtual void OnParts(const PartsInfo&) {}
  virtual void OnPlans(const PlansInfo&) {}
  virtual void OnCustomer(const CustomerInfo&) {}
  virtual void OnArchive(const ArchiveInfo&) {}
  virtual void OnPong(const PongInfo&) {}
  virtual void OnOffer(const OfferInfo&) {}
  virtual void OnSuggestions(const SuggestionsInfo&) {}
  virtual void OnWithdrawn(const WithdrawalInfo&) {}
  virtual void OnClockAlert(const ClockAlertInfo&) {}
  virtual void OnAlert(const AlertInfo&) {}
  virtual void OnPromise(const PromiseInfo&) {}
  virtual void OnAgentState(const AgentStateInfo&) {}
  virtual void OnGoodBye(const GoodByeInfo&) {}
};

}  // namespace tidegate::client
