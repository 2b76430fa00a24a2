// Frame: the unit of the wire: a header of 16 bytes, then a FlatBuffers body; and the one table of all kinds of frames.
//
//   offset 0  u32 length       bytes after the header; a multiple of 8, so that every frame of a stream starts 8-aligned
//          4  u8  kind         FrameKind
//          5  u8  level        claimed Level of a submit, 0 otherwise
//          6  u8  tier         claimed CustomerTier of a submit, 0 otherwise
//          7  u8  flags        0 in this version
//          8  u64 correlation  chosen by the asker, given back with the reply; pushes carry 0
//
// Little-endian. The body is padded with zeros at its end. Admission needs the header only (design.md 4). Everything here is pure: bytes
// come in, frames come out. PROTOCOL.md shows the table; a test compares them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/body.h"
#include "core/model/command.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr std::uint16_t kProtocolVersion = 1;

inline constexpr std::size_t kFrameHeaderBytes = 16;
inline constexpr std::size_t kFrameAlign = 8;                   // FlatBuffers reads 64-bit fields in place.
inline constexpr std::size_t kFrameBodyBytesMax = 64 * 1024;    // design.md 4: one text of 32 KiB and its fields, with room
inline constexpr std::size_t kBatchBodyBytesMax = 1024 * 1024;  // design.md 4: 512 items of 2 KiB
inline constexpr std::size_t kBatchItemsMax = 512;              // design.md 4: as many as a turn takes
inline constexpr std::size_t kNameBytesMax = kKeyBytesMax;      // skills, regions, types, channels, agents, clients, workspaces
inline constexpr std::size_t kRulesSourceBytesMax = kBatchBodyBytesMax - 4096;  // the frame carries little else
inline constexpr std::size_t kPingBytesMax = 4096;                              // an echo bench wants the size of a ticket, not of a file
inline constexpr std::uint32_t kCreditsMax = 1024;                              // requests in flight of one session: design.md 3
static_assert(kTextBytesMax + kTitleBytesMax + 4 * kKeyBytesMax + 1024 <= kFrameBodyBytesMax);

// Who may send a frame: a bit for each Role.
constexpr std::uint8_t RoleBit(Role role) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(role)); }
inline constexpr std::uint8_t kForFrontEnds = RoleBit(Role::kFrontEnd);
inline constexpr std::uint8_t kForDesks = RoleBit(Role::kAgent) | RoleBit(Role::kGateway);
inline constexpr std::uint8_t kForSupervisors = RoleBit(Role::kSupervisor);
inline constexpr std::uint8_t kForDataAdmins = RoleBit(Role::kDataAdmin);
inline constexpr std::uint8_t kForOperators = RoleBit(Role::kOperator);
inline constexpr std::uint8_t kForAll = kForFrontEnds | kForDesks | kForSupervisors | kForDataAdmins | kForOperators;
inline constexpr std::uint8_t kForBoards = kForSupervisors | kForDataAdmins | kForOperators;
inline constexpr std::uint8_t kForServer = 0;  // replies and pushes
// Who may ever ask to see personal data as it is; of which tickets is the engine's to say (domain.md 14).
inline constexpr std::uint8_t kMayUnmask = kForFrontEnds | kForDesks | kForSupervisors;

enum class Direction : std::uint8_t { kRequest, kReply, kPush };

// X(enumerator and schema table, number, name, direction, roles that may send it, CommandKind it becomes (kNone: the session answers
// itself), bound of the body, one line for a client author). Requests count from 1 and from 110 on, replies from 64, pushes from 96, both
// from 140 on. A number is never reused.
#define TIDEGATE_FRAMES(X)                                                                                                                 \
  X(Hello, 1, "hello", kRequest, kForAll, kHello, kFrameBodyBytesMax, "first frame of a session: who speaks, with how many credits")       \
  X(Submit, 2, "submit", kRequest, kForFrontEnds, kSubmit, kFrameBodyBytesMax, "one ticket; the same external key twice is one ticket")    \
  X(SubmitBatch, 3, "submit-batch", kRequest, kForFrontEnds, kSubmit, kBatchBodyBytesMax,                                                  \
    "many tickets, each with its own correlation and its own reply; not atomic")                                                           \
  X(SignIn, 4, "sign-in", kRequest, kForDesks, kSignIn, kFrameBodyBytesMax, "a desk comes online for an existing agent")                   \
  X(SetStatus, 5, "set-status", kRequest, kForDesks, kSetAgentStatus, kFrameBodyBytesMax, "online, busy, break or offline")                \
  X(Heartbeat, 6, "heartbeat", kRequest, kForAll, kNone, kFrameBodyBytesMax, "a sign of life; no reply")                                   \
  X(Accept, 7, "accept", kRequest, kForDesks, kAccept, kFrameBodyBytesMax, "the agent takes an offered ticket")                            \
  X(AcceptBatch, 8, "accept-batch", kRequest, kForDesks, kAccept, kFrameBodyBytesMax,                                                      \
    "many accepts, each with its own correlation; not atomic")                                                                             \
  X(Decline, 9, "decline", kRequest, kForDesks, kDecline, kFrameBodyBytesMax, "the agent gives an offered ticket back")                    \
  X(Contact, 10, "contact", kRequest, kForDesks, kReportContact, kFrameBodyBytesMax, "the customer was contacted: stops respond")          \
  X(Node, 11, "node", kRequest, kForDesks, kReportNode, kFrameBodyBytesMax, "where the work on a ticket stands now")                       \
  X(Resolve, 12, "resolve", kRequest, kForDesks, kResolve, kFrameBodyBytesMax, "result code and solution: the work is done")               \
  X(ResolveBatch, 13, "resolve-batch", kRequest, kForDesks, kResolve, kBatchBodyBytesMax,                                                  \
    "many resolves, each with its own correlation; not atomic")                                                                            \
  X(Declare, 14, "declare", kRequest, kForDataAdmins, kDeclare, kFrameBodyBytesMax, "a new skill, region, type or channel")                \
  X(DeclareAgent, 15, "declare-agent", kRequest, kForDataAdmins | kForDesks, kDeclareAgent, kFrameBodyBytesMax,                            \
    "an agent's record; a desk may send its own only where dev.open_desks is on")                                                          \
  X(ActivateRules, 16, "activate-rules", kRequest, kForDataAdmins, kActivateRules, kBatchBodyBytesMax, "a rule set, as TOML source")       \
  X(Query, 17, "query", kRequest, kForFrontEnds | kForDesks | kForBoards, kFindTicket, kFrameBodyBytesMax,                                 \
    "a ticket by number, id or external key")                                                                                              \
  X(Explain, 18, "explain", kRequest, kForFrontEnds | kForDesks | kForBoards, kExplainTicket, kFrameBodyBytesMax,                          \
    "why a ticket is where it is, and what happens next")                                                                                  \
  X(ListAgents, 19, "list-agents", kRequest, kForBoards, kListAgents, kFrameBodyBytesMax, "a page of agents and their load")               \
  X(ListPool, 20, "list-pool", kRequest, kForBoards, kListPool, kFrameBodyBytesMax, "a page of the pool by requirement")                   \
  X(AskStatus, 21, "ask-status", kRequest, kForAll, kAskStatus, kFrameBodyBytesMax, "counts of the whole engine")                          \
  X(AskBody, 22, "ask-body", kRequest, kForFrontEnds | kForDesks | kForSupervisors, kNone, kFrameBodyBytesMax, "the texts of a ticket")    \
  X(AskNames, 23, "ask-names", kRequest, kForAll, kNone, kFrameBodyBytesMax, "a page of the catalog: ids and names of one kind")           \
  X(Ping, 24, "ping", kRequest, kForAll, kNone, kFrameBodyBytesMax, "answered by the session itself, with the same bytes")                 \
  X(AskHistory, 25, "ask-history", kRequest, kForDesks | kForBoards, kNone, kFrameBodyBytesMax, "a page of all that happened to a ticket") \
  X(Hold, 26, "hold", kRequest, kForSupervisors, kHold, kFrameBodyBytesMax, "a supervisor keeps a ticket back, out of the pool")           \
  X(Release, 27, "release", kRequest, kForSupervisors, kRelease, kFrameBodyBytesMax, "a ticket that was kept back goes to the pool again") \
  X(Cancel, 28, "cancel", kRequest, kForFrontEnds | kForSupervisors, kCancel, kFrameBodyBytesMax, "the customer wants nothing any more")   \
  X(Abandon, 29, "abandon", kRequest, kForFrontEnds, kAbandon, kFrameBodyBytesMax,                                                         \
    "the customer of a live channel left before anybody came")                                                                             \
  X(SetTime, 30, "set-time", kRequest, kForDataAdmins | kForOperators, kSetTime, kFrameBodyBytesMax,                                       \
    "moves a driven daemon's time forward; the first who asks drives until his session ends")                                              \
  X(AskClock, 31, "ask-clock", kRequest, kForAll, kAskClock, kFrameBodyBytesMax, "what time it is, and what is known of the clock")        \
  X(AcceptClock, 32, "accept-clock", kRequest, kForOperators, kAskClock, kFrameBodyBytesMax,                                               \
    "an operator's word that the wall clock is right after a jump")                                                                        \
  X(Follow, 33, "follow", kRequest, kForBoards, kNone, kFrameBodyBytesMax, "committed changes as they come, from a seq on")                \
  X(FeedTaken, 34, "feed-taken", kRequest, kForBoards, kNone, kFrameBodyBytesMax, "a follower has taken the feed up to here; no reply")    \
  X(Merge, 35, "merge", kRequest, kForSupervisors, kMerge, kFrameBodyBytesMax, "two tickets are one matter: one ends, the other goes on")  \
  X(Assign, 36, "assign", kRequest, kForSupervisors, kAssign, kFrameBodyBytesMax, "a supervisor gives a ticket to an agent")               \
  X(TakeBack, 37, "take-back", kRequest, kForSupervisors, kTakeBack, kFrameBodyBytesMax,                                                   \
    "a supervisor takes a ticket from its agent, back to the pool")                                                                        \
  X(SetManager, 38, "set-manager", kRequest, kForSupervisors | kForDataAdmins, kSetManager, kFrameBodyBytesMax,                            \
    "who looks after a customer, and who in his place")                                                                                    \
  X(Reopen, 39, "reopen", kRequest, kForFrontEnds | kForSupervisors, kReopen, kFrameBodyBytesMax,                                          \
    "a resolved ticket was not solved after all")                                                                                          \
  X(MessageIn, 40, "message-in", kRequest, kForFrontEnds, kMessageIn, kFrameBodyBytesMax, "the customer wrote about a ticket")             \
  X(MessageOut, 41, "message-out", kRequest, kForDesks | kForSupervisors, kMessageOut, kFrameBodyBytesMax,                                 \
    "a message reached the customer: stops respond, and begins update anew")                                                               \
  X(Promise, 42, "promise", kRequest, kForDesks | kForSupervisors, kPromise, kFrameBodyBytesMax, "a time is given to the customer")        \
  X(Confirm, 43, "confirm", kRequest, kForFrontEnds, kConfirm, kFrameBodyBytesMax, "the customer is content with a resolved ticket")       \
  X(CallBack, 44, "call-back", kRequest, kForDesks | kForSupervisors, kRecordCallBack, kFrameBodyBytesMax,                                 \
    "the customer was called back about a resolved ticket")                                                                                \
  X(OverdueReason, 45, "overdue-reason", kRequest, kForDesks | kForSupervisors, kSetOverdueReason, kFrameBodyBytesMax,                     \
    "why a ticket missed a deadline")                                                                                                      \
  X(ChangeLevel, 46, "change-level", kRequest, kForSupervisors, kChangeLevel, kFrameBodyBytesMax,                                          \
    "another level: its targets count from the receipt")                                                                                   \
  X(AddNote, 47, "add-note", kRequest, kForDesks | kForSupervisors, kAddNote, kFrameBodyBytesMax,                                          \
    "a note about a ticket, or that a call with its customer ended")                                                                       \
  X(AskTransfer, 48, "ask-transfer", kRequest, kForDesks, kAskTransfer, kFrameBodyBytesMax, "an agent asks to give a ticket away")         \
  X(SettleTransfer, 49, "settle-transfer", kRequest, kForSupervisors, kSettleTransfer, kFrameBodyBytesMax,                                 \
    "a supervisor approves or refuses a transfer")                                                                                         \
  X(ReviewTicket, 50, "review-ticket", kRequest, kForSupervisors, kReviewTicket, kFrameBodyBytesMax,                                       \
    "a supervisor looked at a ticket: it stays with whoever has it, or goes to others")                                                    \
  X(ListTransfers, 51, "list-transfers", kRequest, kForSupervisors, kListTransfers, kFrameBodyBytesMax,                                    \
    "a page of transfers that wait for a decision")                                                                                        \
  X(DeclareAgents, 52, "declare-agents", kRequest, kForDataAdmins, kDeclareAgents, kBatchBodyBytesMax,                                     \
    "agents' records, all or none of them; or what that would change")                                                                     \
  X(UndoRules, 55, "undo-rules", kRequest, kForDataAdmins, kUndoRules, kFrameBodyBytesMax,                                                 \
    "an earlier version of the rules comes into force again")                                                                              \
  X(ShowRules, 56, "show-rules", kRequest, kForBoards, kShowRules, kFrameBodyBytesMax,                                                     \
    "the versions of the rules that are kept, and a part of the source of one")                                                            \
  X(ShowAgent, 57, "show-agent", kRequest, kForDesks | kForBoards, kShowAgent, kFrameBodyBytesMax, "all that is known of an agent")        \
  X(ListSaturated, 58, "list-saturated", kRequest, kForBoards, kListSaturated, kFrameBodyBytesMax,                                         \
    "a page of the agents and groups that are full")                                                                                       \
  X(ListArticles, 59, "list-articles", kRequest, kForFrontEnds | kForDesks | kForSupervisors | kForDataAdmins, kListArticles,              \
    kFrameBodyBytesMax, "one article with its text, or a page of them; front ends get one, when it is public")                             \
  X(PutArticle, 60, "put-article", kRequest, kForSupervisors | kForDataAdmins, kPutArticle, kFrameBodyBytesMax,                            \
    "a new knowledge article, or another version of one")                                                                                  \
  X(ReviewArticle, 61, "review-article", kRequest, kForSupervisors | kForDataAdmins, kReviewArticle, kFrameBodyBytesMax,                   \
    "the article was read and is right")                                                                                                   \
  X(UseArticle, 62, "use-article", kRequest, kForDesks, kUseArticle, kFrameBodyBytesMax, "the agent answered a ticket with an article")    \
  X(FindArticles, 63, "find-articles", kRequest, kForFrontEnds | kForDesks | kForSupervisors | kForDataAdmins, kNone, kFrameBodyBytesMax,  \
    "articles by words, or those that fit a ticket; front ends get public ones")                                                           \
  X(GiveFeedback, 110, "give-feedback", kRequest, kForFrontEnds, kGiveFeedback, kFrameBodyBytesMax,                                        \
    "what the customer of a resolved ticket says of the work on it")                                                                       \
  X(ListFeedback, 111, "list-feedback", kRequest, kForFrontEnds | kForSupervisors, kListFeedback, kFrameBodyBytesMax,                      \
    "the answer about one ticket, or, for supervisors, a page of answers")                                                                 \
  X(Attach, 116, "attach", kRequest, kForFrontEnds | kForSupervisors, kAttach, kFrameBodyBytesMax,                                         \
    "a repeat is merged into the earlier ticket of its customer")                                                                          \
  X(LinkTicket, 117, "link-ticket", kRequest, kForFrontEnds | kForSupervisors, kLinkTicket, kFrameBodyBytesMax,                            \
    "a ticket goes on from an earlier one, its parent")                                                                                    \
  X(LinkIdentity, 118, "link-identity", kRequest, kForSupervisors | kForDataAdmins, kLinkIdentity, kFrameBodyBytesMax,                     \
    "what a customer is called on a channel")                                                                                              \
  X(UnlinkIdentity, 119, "unlink-identity", kRequest, kForSupervisors | kForDataAdmins, kUnlinkIdentity, kFrameBodyBytesMax,               \
    "and is no longer")                                                                                                                    \
  X(MergeCustomers, 120, "merge-customers", kRequest, kForSupervisors | kForDataAdmins, kMergeCustomers, kFrameBodyBytesMax,               \
    "two customers are one person")                                                                                                        \
  X(ShowCustomer, 121, "show-customer", kRequest, kForDesks | kForSupervisors | kForDataAdmins, kShowCustomer, kFrameBodyBytesMax,         \
    "what the engine knows of a customer; desks name a ticket that they hold")                                                             \
  X(AskArchive, 122, "ask-archive", kRequest, kForSupervisors | kForDataAdmins, kNone, kFrameBodyBytesMax,                                 \
    "a page of tickets by customer, order, number or time of receipt")                                                                     \
  X(HelloOk, 64, "hello-ok", kReply, kForServer, kNone, kFrameBodyBytesMax, "the session is open")                                         \
  X(Acks, 65, "acks", kReply, kForServer, kNone, kFrameBodyBytesMax, "replies to one or many commands, each with its correlation")         \
  X(SignedIn, 66, "signed-in", kReply, kForServer, kNone, kFrameBodyBytesMax, "the agent's number and open work; pushes follow")           \
  X(TicketInfo, 67, "ticket-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "a ticket as it stands")                                 \
  X(ExplainInfo, 68, "explain-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "a ticket, its decision and its prospects")            \
  X(AgentsPage, 69, "agents-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "agents in ascending order of number")                   \
  X(PoolPage, 70, "pool-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "waiting tickets by requirement and level")                  \
  X(StatusInfo, 71, "status-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "counts of the whole engine")                            \
  X(BodyInfo, 72, "body-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "the texts of a ticket")                                     \
  X(NamesPage, 73, "names-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "ids and names of one kind, ascending")                    \
  X(Error, 74, "error", kReply, kForServer, kNone, kFrameBodyBytesMax, "a refusal in words: code, advice, place, when to retry")           \
  X(Pong, 75, "pong", kReply, kForServer, kNone, kFrameBodyBytesMax, "the bytes of a ping")                                                \
  X(HistoryPage, 76, "history-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "what happened to a ticket, ascending by seq")         \
  X(ArticleHits, 77, "article-hits", kReply, kForServer, kNone, kFrameBodyBytesMax, "articles that were found, best first")                \
  X(ArticlesPage, 78, "articles-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "one article, or a page, ascending by number")       \
  X(TransfersPage, 79, "transfers-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "transfers that wait, ascending by ticket")        \
  X(ClockInfo, 80, "clock-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "what time it is, and what is known of the clock")         \
  X(Following, 81, "following", kReply, kForServer, kNone, kFrameBodyBytesMax, "events follow, from here on")                              \
  X(RecordsInfo, 82, "records-info", kReply, kForServer, kNone, kFrameBodyBytesMax,                                                        \
    "what a declare-agents changed, would change, or why not")                                                                             \
  X(RulesInfo, 90, "rules-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "versions of the rules, and a part of a source")           \
  X(AgentInfo, 91, "agent-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "all that is known of an agent")                           \
  X(SaturationInfo, 92, "saturation-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "agents and groups that are full")               \
  X(FeedbackPage, 140, "feedback-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "answers of customers, ascending by ticket")        \
  X(CustomerInfo, 145, "customer-info", kReply, kForServer, kNone, kFrameBodyBytesMax, "what the engine knows of a customer")              \
  X(ArchivePage, 146, "archive-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "tickets, open and archived")                         \
  X(Offers, 96, "offers", kPush, kForServer, kNone, kFrameBodyBytesMax, "tickets offered to agents of this session")                       \
  X(Withdrawn, 97, "withdrawn", kPush, kForServer, kNone, kFrameBodyBytesMax, "offers or tickets taken away again")                        \
  X(ClockAlerts, 98, "clock-alerts", kPush, kForServer, kNone, kFrameBodyBytesMax, "clocks that reached a step")                           \
  X(AgentStates, 99, "agent-states", kPush, kForServer, kNone, kFrameBodyBytesMax, "agents whose status the engine changed")               \
  X(GoodBye, 100, "good-bye", kPush, kForServer, kNone, kFrameBodyBytesMax, "the server closes after this frame, and why")                 \
  X(Alerts, 101, "alerts", kPush, kForServer, kNone, kFrameBodyBytesMax, "what supervisors should look at")                                \
  X(Events, 102, "events", kPush, kForServer, kNone, kFrameBodyBytesMax, "a piece of the feed that is followed")                           \
  X(Suggestions, 103, "suggestions", kPush, kForServer, kNone, kFrameBodyBytesMax, "articles that fit a ticket that was offered")          \
  X(AskPart, 124, "ask-part", kRequest, kForDesks | kForSupervisors, kAskPart, kFrameBodyBytesMax,                                         \
    "a department is asked for a part of the work on a ticket")                                                                            \
  X(AssignPart, 125, "assign-part", kRequest, kForDesks | kForSupervisors, kAssignPart, kFrameBodyBytesMax,                                \
    "a part is taken by an agent of the department, or given to somebody by a supervisor")                                                 \
  X(ReportPart, 126, "report-part", kRequest, kForDesks | kForSupervisors, kReportPart, kFrameBodyBytesMax,                                \
    "where the work on a part stands; done or dropped it ends")                                                                            \
  X(ListParts, 127, "list-parts", kRequest, kForDesks | kForSupervisors, kListParts, kFrameBodyBytesMax, "a page of open parts")           \
  X(PutPlan, 128, "put-plan", kRequest, kForSupervisors | kForDataAdmins, kPutPlan, kFrameBodyBytesMax,                                    \
    "a plan by which tickets come again and again")                                                                                        \
  X(DropPlan, 129, "drop-plan", kRequest, kForSupervisors | kForDataAdmins, kDropPlan, kFrameBodyBytesMax, "it makes no more of them")     \
  X(ListPlans, 130, "list-plans", kRequest, kForSupervisors | kForDataAdmins, kListPlans, kFrameBodyBytesMax, "a page of plans")           \
  X(RetireAgent, 131, "retire-agent", kRequest, kForDataAdmins, kRetireAgent, kFrameBodyBytesMax,                                          \
    "an agent's record is taken back, until it is declared again")                                                                         \
  X(ListReviews, 132, "list-reviews", kRequest, kForSupervisors, kListReviews, kFrameBodyBytesMax,                                         \
    "a page of tickets that wait for review")                                                                                              \
  X(PartsPage, 150, "parts-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "open parts, ascending by ticket and part")               \
  X(PlansPage, 151, "plans-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "plans, ascending by number")                             \
  X(ReviewsPage, 153, "reviews-page", kReply, kForServer, kNone, kFrameBodyBytesMax, "tickets that wait for review, ascending")            \
  X(Promises, 152, "promises", kPush, kForServer, kNone, kFrameBodyBytesMax, "times of tickets of this front end that have changed")

enum class FrameKind : std::uint8_t {
  kNone = 0,
#define TIDEGATE_FRAME_ENUM(name, number, english, direction, roles, command, bytes, doc) k##name = number,
  TIDEGATE_FRAMES(TIDEGATE_FRAME_ENUM)
#undef TIDEGATE_FRAME_ENUM
};

struct FrameKindRow {
  FrameKind kind;
  std::string_view table;  // of tidegate.fbs
  std::string_view name;
  Direction direction;
  std::uint8_t roles;
  CommandKind command;
  std::size_t body_bytes_max;
  std::string_view doc;
};

inline constexpr FrameKindRow kFrameKindRows[] = {
#define TIDEGATE_FRAME_ROW(table, number, english, direction, roles, command, bytes, doc) \
  {FrameKind::k##table, #table, english, Direction::direction, roles, CommandKind::command, bytes, doc},
    TIDEGATE_FRAMES(TIDEGATE_FRAME_ROW)
#undef TIDEGATE_FRAME_ROW
};

// The row of a number; nullptr for a number that is not in the table. O(1).
const FrameKindRow* FindFrameKind(std::uint8_t number);
// The row of a kind of the table (CHECKed).
const FrameKindRow& FrameInfo(FrameKind kind);
// Submits go on their own lane, so that desks stay fast while the front door is saturated.
constexpr bool IsSubmitLane(FrameKind kind) { return kind == FrameKind::kSubmit || kind == FrameKind::kSubmitBatch; }

struct FrameHeader {
  std::uint32_t length = 0;
  std::uint8_t kind = 0;
  std::uint8_t level = 0;
  std::uint8_t tier = 0;
  std::uint8_t flags = 0;
  std::uint64_t correlation = 0;
  friend bool operator==(const FrameHeader&, const FrameHeader&) = default;
};
static_assert(sizeof(FrameHeader) == kFrameHeaderBytes);

// A frame in a buffer: borrowed, 8-aligned when the buffer is.
struct Frame {
  FrameHeader header;
  std::string_view body;
  FrameKind kind() const { return static_cast<FrameKind>(header.kind); }
};

enum class FrameStatus : std::uint8_t {
  kFrame,        // `frame` is whole and its kind is known
  kNeedMore,     // not all bytes are there yet
  kUnknownKind,  // whole, but of no known kind or of the wrong direction: refuse it with its correlation; the stream goes on behind it
  kTooLarge,     // longer than its kind may be: where the next frame starts is not to be believed; close
  kUnaligned,    // length is no multiple of 8: as kTooLarge
};

struct FrameResult {
  FrameStatus status = FrameStatus::kNeedMore;
  Frame frame;                             // header: also with every status but kNeedMore
  std::size_t consumed = 0;                // bytes to drop from the front: the frame's, with kFrame and kUnknownKind; 0 otherwise
  std::size_t wanted = kFrameHeaderBytes;  // with kNeedMore: bytes that must be there before it is worth another try
};

// Which frames a reader takes: a server takes requests, a client replies and pushes.
enum class FrameSide : std::uint8_t { kServer, kClient };

// Looks at the front of a stream's bytes. Pure, O(1). A too large or unaligned length is told as soon as the header is there.
FrameResult ReadFrame(FrameSide side, std::string_view bytes);
// What was wrong, for people: "frame of 70000 bytes: a submit may have 65536". Empty for kFrame and kNeedMore.
std::string Describe(const FrameResult& result);

// Appends header, body and padding to `out`; sets header.length. The body must keep within its kind's bound (CHECKed).
void AppendFrame(FrameHeader header, std::string_view body, std::string& out);
// The header's 16 bytes.
void StoreHeader(const FrameHeader& header, char* out);

}  // namespace tidegate
