// Session: one connection's conversation: bytes in -> frames -> commands into the batch; outputs -> frames out. No socket, thread or clock.
//
// Owned by the io stage, used on its thread only. Life: kNew (the first frame must be a hello) -> kGreeting (the engine has the hello;
// frames that follow wait in the buffer, so that none overtakes it) -> kOpen -> kClosing (says why, takes no more; the runner closes when
// all is written). A bad request gets one refusal and the stream goes on; broken or oversize framing closes, because where the next frame
// begins cannot be known. Requests in flight are bounded by the credits of the hello: more are refused.
//
// A peer that does not read (more than `outbox_bytes_max` unwritten after the socket was tried) gets offers without texts, templates and
// articles, is not read from, and is closed when it stays there for `outbox_patience`, or at once at kOutboxHardFactor times the bound. So
// a large batch of answers for a peer that reads trips nothing, and memory stays bounded: without new requests only pushes can grow, 100
// bytes each.
//
// Costs: a submit of 256 bytes about 0.5 us, no allocation once buffers have grown.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/output.h"
#include "daemon/admission.h"
#include "daemon/claim_meter.h"
#include "daemon/command_batch.h"
#include "daemon/handling_book.h"
#include "daemon/history_job.h"
#include "daemon/knowledge_job.h"
#include "daemon/metrics.h"
#include "daemon/refusal_notes.h"
#include "daemon/rule_shelf.h"
#include "protocol/catalog_names.h"
#include "protocol/frame_buffer.h"
#include "protocol/key_hasher.h"
#include "protocol/reply_encoder.h"
#include "protocol/server_codec.h"

namespace tidegate {

inline constexpr std::size_t kSessionBufferBytes =
    32 * 1024;                                          // 100 submits of 256 bytes a read; untouched pages of idle sessions cost nothing
inline constexpr std::uint32_t kOutboxHardFactor = 16;  // 4 MiB by default
inline constexpr std::size_t kRulesJobsMax = 4;         // sources of up to 1 MiB that wait for the compiler
inline constexpr std::size_t kBodyJobsMax = 1024;       // of all sessions, waiting for the reader of the journal

inline constexpr std::size_t kKnowledgeJobsMax = 256;  // questions for the articles, each of at most 20 ms
// Searches that offers have begun, of all sessions: what waits for them (DeliverKnowledge) waits for at most 640 ms of searching more.
// Beyond, an offer comes without articles, and its desk may ask.
inline constexpr std::uint32_t kSuggestionsMax = 32;
inline constexpr std::size_t kHistoryJobsMax = 256;  // the same of histories, each a page of at most 48 KiB

struct SessionLimits {
  std::uint32_t desk_credits_max = 32;
  std::uint32_t front_end_credits_max = 1024;
  std::uint32_t outbox_bytes_max = 256 * 1024;
  Micros outbox_patience = 2 * kSecond;
  Micros idle_timeout = 60 * kSecond;
};

// A rule set's source on its way to the compiler.
struct RulesJob {
  Caller caller;
  std::string source;
  std::string author;
  RulesUse use = RulesUse::kActivate;
};

// Texts that the ring did not have, to be read from the journal.
struct BodyJob {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  TicketId ticket;
  std::uint64_t submit_seq = 0;
  Sight sight = Sight::kMasked;
};

class Feed;

// What all sessions of an io stage share.
struct SessionContext {
  std::string workspace;
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  SessionLimits limits;
  const KeyHasher* hasher = nullptr;
  const Admission* admission = nullptr;
  ClaimMeter* claims = nullptr;
  Metrics* metrics = nullptr;
  Feed* feed = nullptr;
  std::shared_ptr<const CatalogNames> names;
  RuleShelf* shelf = nullptr;
  std::shared_ptr<const RuleExtract> rules = std::make_shared<const RuleExtract>();  // last committed; never nullptr
  std::uint32_t rules_version = 0;
  HandlingBook handling{&names, &rules};
  ReplyScratch scratch;
  ReplyEncoder::Options encoder;
  CommandBatch* batch = nullptr;  // being filled
  enum class Intake : std::uint8_t { kOpen, kDraining } intake = Intake::kOpen;
  LaneDepths pushed;  // of the mailbox, at the beginning of the step
  std::vector<RulesJob> rules_jobs;
  std::vector<BodyJob> body_jobs;
  std::vector<HistoryJob> history_jobs;
  std::vector<KnowledgeJob> knowledge_jobs;
  std::uint32_t suggestions_under_way = 0;
  enum class Suggesting : std::uint8_t { kYes, kPaused } suggesting = Suggesting::kYes;  // kPaused: the articles cannot be searched
  ProjectionView projection;                                                             // as every status tells it
  SpaceView space;                                                                       // the same
  TimeSource time_source = TimeSource::kWall;
  std::uint64_t time_driver = 0;  // the session that drives the time until it ends; 0 = none has begun
};

enum class SessionState : std::uint8_t { kNew, kGreeting, kOpen, kClosing };

class Session {
 public:
  // The context outlives the session.
  Session(std::uint64_t number, SessionContext* context, Micros now);

  std::uint64_t number() const { return number_; }
  SessionState state() const { return state_; }
  Role role() const { return identity_.role; }
  ClientId client() const { return identity_.client; }
  // The engine knows of it: when it ends, the engine is told.
  bool known_to_engine() const { return known_to_engine_; }

  // Whether bytes should be read for it now.
  bool wants_bytes() const {
    return (state_ == SessionState::kNew || state_ == SessionState::kOpen) && slow_since_ == 0 &&
           context_->intake == SessionContext::Intake::kOpen;
  }
  // Where to read to; never empty. Then Received with what came.
  std::span<char> Free() { return buffer_.Free(); }
  void Received(std::size_t bytes, Micros now);
  // Handles frames that wait in the buffer: after a hello was answered, after a slow peer has read.
  void Resume();

  // An output of the engine, committed. `bodies` may be nullptr.
  void Deliver(const Output& output, BodyLookup* bodies);
  // Answers to jobs.
  void DeliverRulesErrors(const Caller& caller, std::string_view errors);
  void DeliverBody(std::uint64_t correlation, TicketId ticket, std::string_view body, Sight sight);
  void DeliverNoBody(std::uint64_t correlation, TicketId ticket);
  void DeliverHistory(std::uint64_t correlation, const HistoryAnswer& answer);
  // Of the feed.
  void DeliverFollowing(std::uint64_t correlation, std::uint32_t partition, std::uint64_t next_seq, std::uint64_t committed_seq);
  void DeliverEvents(const FeedView& view);
  void DeliverKnowledge(std::uint64_t correlation, const KnowledgeAnswer& answer);
  void DeliverSuggestions(TicketId ticket, const KnowledgeAnswer& answer);

  // Bytes to write next; empty = nothing waits. They stay until Wrote.
  std::string_view Unwritten();
  void Wrote(std::size_t bytes);
  std::size_t unwritten_bytes() const { return writing_.size() - written_ + encoder_.pending_bytes(); }

  // Says why and takes no more.
  void Close(Reject code, std::string_view reason, std::string_view reason_zh);

  // To be called after writing was tried, and now and then: notices slow and idle peers. kDrop: close without further words.
  enum class Health : std::uint8_t { kGood, kDrop };
  Health Check(Micros now);

 private:
  void TakeFrames();
  void TakeHello(const Frame& frame);
  void TakeRequest(const Frame& frame);
  void Answer(const SessionRequest& request, std::uint64_t correlation);
  // Drops commands of `lane` from `first` on that have no credit or no room, each with its answer.
  void Admit(Lane lane, std::size_t first);
  // As what a submit counts at the door; the front end has made one claim more.
  ClaimMeter::Door TakeClaim(Level level, CustomerTier tier);
  bool MaySignIn(const Command& command);
  bool MayDrive(const Command& command);
  void Refuse(const Refusal& refusal);
  void RefuseBusy(std::uint64_t correlation, CommandKind command, std::uint32_t retry_after_ms);
  void RefuseCredit(std::uint64_t correlation, CommandKind command);
  LaneDepths Depths() const;
  std::uint32_t CreditsMax(Role role) const;
  // Who asks for what belongs to a ticket: the engine says first whether he may, and records it when he asks to see more than others do.
  struct TextAsk {
    std::uint64_t correlation = 0;
    enum class Of : std::uint8_t { kBody, kHistory } of = Of::kBody;
    Sight sight = Sight::kMasked;
    std::uint64_t from_seq = 0;  // of a history
  };
  // The sight tells what was asked of the engine: nobody comes to see more by giving two questions one correlation.
  std::optional<TextAsk> TakeTextAsk(std::uint64_t correlation, Sight sight);
  void AskBody(const BodyRequest& request, std::uint64_t correlation);
  void Answer(const TextAsk& ask, const TicketView& view, BodyLookup* bodies);
  void PushHistory(const HistoryRequest& request, std::uint64_t correlation);
  void AskHistory(const HistoryRequest& request, std::uint64_t correlation);
  void AskArchive(const ArchiveRequest& request, std::uint64_t correlation);
  void AskArticles(const ArticlesRequest& request, std::uint64_t correlation);
  // Asks the engine about a ticket, whose reply something else waits for: a FindTicket or a LookAt. False: refused.
  bool AskTicket(const CommandBody& question, std::uint64_t correlation);
  CommandBody QuestionFor(TicketId ticket, const KeyHash& key, Sight sight);
  // What was refused because of the role goes to the engine, as soon as its lane has room.
  void PassRefusals();
  // Hands a question on; it holds a credit until DeliverKnowledge.
  void PushKnowledge(KnowledgeJob job);
  bool TakeLikeAsk(std::uint64_t correlation, std::uint32_t& hits_max);
  KnowledgeQuestion::Reach Reach() const;
  KnowledgeSearch SearchLike(TicketId ticket, std::uint64_t submit_seq, TypeId type, std::uint32_t hits_max) const;
  // Has the articles looked for that come with an offer, where the hello wished for them.
  void SuggestFor(const WorkItem& item);
  // More than `outbox_bytes_max` waits for it.
  bool BehindInReading() const { return unwritten_bytes() > context_->limits.outbox_bytes_max; }
  // The template of a type under the rules in force; empty for front ends.
  std::string HandlingOf(TypeId type) const;

  std::uint64_t number_;
  SessionContext* context_;
  SessionState state_ = SessionState::kNew;
  FrameBuffer buffer_;
  ReplyEncoder encoder_;
  SessionIdentity identity_;
  std::uint32_t suggestions_ = 0;  // articles that come with every offer; 0 = none are wished for
  std::uint32_t credits_ = 0;
  std::uint32_t in_flight_ = 0;
  std::string signed_in_;  // the one agent of a session of role agent
  enum class SignInState : std::uint8_t { kNone, kAsked, kDone } sign_in_ = SignInState::kNone;
  std::vector<TextAsk> text_asks_;
  RefusalNotes refusals_;
  std::vector<Level> door_levels_;  // of a batch that is being admitted
  struct LikeAsk {
    std::uint64_t correlation = 0;
    std::uint32_t hits_max = 0;
  };
  std::vector<LikeAsk> like_asks_;  // searches for what fits a ticket, which the engine is asked about first
  std::string writing_;
  std::size_t written_ = 0;
  Micros last_received_;
  Micros slow_since_ = 0;     // 0 = reads well
  Micros closing_since_ = 0;  // when Check first saw it closing
  bool known_to_engine_ = false;
};

}  // namespace tidegate
