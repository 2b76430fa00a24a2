// DecodeHello and DecodeRequest: from a client's frame to commands of core, everything checked that can be checked without the engine.
//
// Pure, any thread; no state but what is handed in. Checked here: FlatBuffers structure, role, bounds, UTF-8, enum values, required fields,
// names against the catalog, the claims of the header. Decided by the engine: everything that needs tickets or agents. A submit of 256
// bytes costs about 0.3 us (codec_bench). A refusal names the field and what was found there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/command.h"
#include "core/model/feed.h"
#include "core/model/reject.h"
#include "protocol/article_hits.h"
#include "protocol/catalog_names.h"
#include "protocol/command_arena.h"
#include "protocol/frame.h"
#include "protocol/key_hasher.h"
#include "protocol/masking/sight.h"

namespace tidegate {

inline constexpr std::uint32_t kAnyPartition = 0xFFFFFFFF;

// Why a request, or an item of a batch, became no command.
struct Refusal {
  std::uint64_t correlation = 0;
  Reject code = Reject::kNone;
  CommandKind command = CommandKind::kNone;
  std::string_view field;  // a literal, as in tidegate.fbs; empty = the frame as a whole
  std::string detail;      // for people
};

// What a hello says. Views into the frame.
struct HelloRequest {
  std::uint64_t correlation = 0;
  std::uint16_t protocol = 0;
  Role role = Role::kNone;
  std::string_view name;
  std::string_view version;
  std::string_view workspace;  // "default" when absent
  std::uint32_t partition = kAnyPartition;
  std::uint32_t epoch = 0;
  std::uint32_t credits = 0;      // within 1..kCreditsMax, the role's usual when absent (desk 32, others 1 024: design.md 3)
  bool compact_refusals = false;  // see ReplyEncoder::Options
  std::uint32_t suggestions = 0;  // articles wished for with every offer: 0..kHitsMax
};

// Who speaks on a session: made once from its hello.
struct SessionIdentity {
  std::uint64_t session = 0;
  Role role = Role::kNone;
  ClientId client;
  std::string workspace;
  std::string name;
  KeyScope scope;
  std::uint32_t partition = 0;  // of this daemon: completes the ticket numbers that people type
};
SessionIdentity IdentityOf(const HelloRequest& hello, std::uint64_t session, const KeyHasher& hasher, std::uint32_t partition = 0);
// The hello as the engine takes it; the name is stored in the arena.
Command HelloCommand(const HelloRequest& hello, const SessionIdentity& identity, CommandArena& arena);

// Requests that the session answers itself. Views into the frame.
struct HeartbeatRequest {};  // takes no reply
struct PingRequest {
  std::string_view bytes;
};
struct NamesRequest {
  CatalogKind kind = CatalogKind::kNone;
  std::uint16_t after = 0;
};
struct BodyRequest {
  TicketId ticket;
  std::uint64_t submit_seq = 0;  // as the asker claims; 0 = ask the engine
  Sight sight = Sight::kMasked;
};
// The daemon compiles the source and then hands an ActivateRules command with this caller to the engine.
struct RulesRequest {
  Caller caller;
  std::string_view source;
  std::string_view author;  // of the identity
  RulesUse use = RulesUse::kActivate;
};
// A page of a ticket's history: by number, or by key where `ticket` is 0.
struct HistoryRequest {
  TicketId ticket;
  KeyHash key;
  std::uint64_t from_seq = 0;
  Sight sight = Sight::kMasked;
};
// A page of tickets: by number, customer or order, or by none of them.
struct ArchiveRequest {
  TicketId ticket;
  CustomerId customer;
  std::uint64_t order = 0;
  Micros from = 0;
  Micros to = kNever;
  TicketId after;
  std::uint32_t rows_max = kArchiveRowsMax;
};
struct FollowRequest {
  std::uint64_t from_seq = 0;  // 0 = from now on
  FeedFilter filter;
};
struct FeedTakenRequest {  // takes no reply
  std::uint64_t next_seq = 0;
};
// A search of articles: by words, or, where `ticket` is not 0, by what the ticket says.
struct ArticlesRequest {
  std::string_view text;
  TypeId type;
  TicketId ticket;
  std::uint32_t hits_max = 0;  // from 1
};
using SessionRequest = std::variant<std::monostate, HeartbeatRequest, PingRequest, NamesRequest, BodyRequest, RulesRequest, HistoryRequest,
                                    ArchiveRequest, FollowRequest, FeedTakenRequest, ArticlesRequest>;

// What came of a frame: commands appended to `out`, or a request for the session itself, or refusals; of a batch commands and refusals.
struct DecodeResult {
  std::vector<Refusal> refusals;  // empty (and unallocated) when all went well
  SessionRequest own;
  bool ok() const { return refusals.empty(); }
};

// `frame` must come 8-aligned (CHECKed) from ReadFrame with kFrame. A frame that is no hello is refused with kMalformed.
DecodeResult DecodeHello(const Frame& frame, HelloRequest& out);

// Any request but a hello (a second hello is refused with kMalformed). `names` may be older than the engine's catalog.
DecodeResult DecodeRequest(const Frame& frame, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher,
                           CommandArena& arena, std::vector<Command>& out);

// The refusal of a frame that ReadFrame gave as kUnknownKind, kTooLarge or kUnaligned.
Refusal RefusalOf(const FrameResult& result);

}  // namespace tidegate
