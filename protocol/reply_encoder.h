// ReplyEncoder: turns the outputs of the engine, and the session's own answers, into frames in one session's outgoing buffer.
//
// One owner (the session's io thread). Runs of acknowledgements are merged into one Acks frame, runs of offers into one Offers frame; an
// ack may overtake an offer of the same flush, nothing else changes places. An ack costs about 5 ns (codec_bench): it is laid into the open
// frame in place. Rare replies are built in the thread's ReplyScratch. Nothing here refuses or decides; sizes are bounded by what core
// gives out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/body.h"
#include "core/model/event.h"
#include "core/model/feed.h"
#include "core/model/output.h"
#include "protocol/article_hits.h"
#include "protocol/catalog_names.h"
#include "protocol/frame.h"
#include "protocol/handling_lookup.h"
#include "protocol/projection_view.h"
#include "protocol/server_codec.h"
#include "protocol/space_view.h"

namespace tidegate {

inline constexpr std::size_t kAcksPerFrameMax = 1000;        // 62 KiB: within kFrameBodyBytesMax
inline constexpr std::size_t kOffersPerFrameMax = 128;       // and at most kOfferTextBytesMax of texts
inline constexpr std::size_t kOfferTextBytesMax = 8 * 1024;  // texts of a frame but its last offer's, which may be as large as a text may
inline constexpr std::size_t kWorkPerFrameMax = 512;         // WorkItems of one SignedIn frame; more go on in the next
inline constexpr std::size_t kNamesPerPageMax = 256;
inline constexpr std::size_t kEventBytesMax = 256;  // an encoded event with every field set, but for its text

// Where offers find the texts of their ticket. `FindBody` gives an encoded Body, valid until the next call; nullopt = not at hand.
class BodyLookup {
 public:
  virtual ~BodyLookup() = default;
  virtual std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId ticket) = 0;
};

// What every encoder of a thread shares: a FlatBuffers builder. Not kept across calls.
class ReplyScratch {
 public:
  ReplyScratch();
  ~ReplyScratch();
  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

enum class Durability : std::uint8_t { kSynced = 1, kNotSynced = 2 };
// How refusals of the engine are told: in words (Error), or as an Ack with the code, for clients that have the table built in.
enum class Refusals : std::uint8_t { kInWords, kCompact };

class ReplyEncoder {
 public:
  struct Options {
    Refusals refusals = Refusals::kInWords;
    Durability durability = Durability::kSynced;
    std::string_view server = "tidegated";       // name and version; must outlive the encoder
    const ProjectionView* projection = nullptr;  // as it stands when a status is told; the same; nullptr = there is none
    const SpaceView* space = nullptr;            // the same; nullptr = not measured
  };

  ReplyEncoder(ReplyScratch* scratch, const Options& options);
  void set_refusals(Refusals refusals) { options_.refusals = refusals; }
  // Outlives the encoder, and tells what is in force when a frame is closed. nullptr, as at first: there are no templates.
  void set_handling(const HandlingLookup* handling) { handling_ = handling; }

  // `bodies` may be nullptr: offers then carry neither texts nor the template of their type.
  void Append(const Output& output, BodyLookup* bodies);

  // Answers of the session itself.
  void AppendRefusal(const Refusal& refusal);
  void AppendBusy(std::uint64_t correlation, CommandKind command, Reject code, std::uint32_t retry_after_ms);
  void AppendMoved(std::uint64_t correlation, Reject code, std::string_view address, std::string_view detail);
  void AppendPong(std::uint64_t correlation, std::string_view bytes);
  void AppendNames(std::uint64_t correlation, const CatalogNames& names, const NamesRequest& request);
  void AppendBody(std::uint64_t correlation, TicketId ticket, const Body& body, Sight sight);
  void AppendHistory(std::uint64_t correlation, const HistoryView& view);
  void AppendArchive(std::uint64_t correlation, const ArchiveView& view);
  void AppendFollowing(std::uint64_t correlation, std::uint32_t partition, std::uint64_t next_seq, std::uint64_t committed_seq);
  // The events together at most kFrameBodyBytesMax when encoded (kEventBytesMax each and its text): the feed cuts them so.
  void AppendEvents(const FeedView& view);
  void AppendHits(std::uint64_t correlation, const ArticleHitsView& view);
  // Of a ticket that was offered.
  void AppendSuggestions(TicketId ticket, const std::vector<ArticleHit>& hits);
  void AppendGoodBye(Reject code, std::string_view reason, std::string_view reason_zh);

  // All frames so far, closed; the buffer stays the encoder's until Clear.
  std::string_view Flush();
  // Drops what Flush gave (it was written). Keeps memory up to a bound.
  void Clear();
  // Swaps the closed frames out (into an empty string that keeps its memory): for a write that goes on while new replies gather.
  void Take(std::string& out);
  // Bytes waiting, open frames included: what bounds a slow peer (256 KiB: design.md 4).
  std::size_t pending_bytes() const { return bytes_.size() + offer_texts_.size() + offers_.size() * sizeof(PendingOffer); }

 private:
  struct PendingOffer {
    WorkItem item;
    std::array<std::uint32_t, 3> text_bytes{};  // external key, title, text: in offer_texts_
    enum class Extent : std::uint8_t { kBare, kFull } extent = Extent::kBare;
  };

  void AddAck(const Ack& ack);
  void AddOffer(const OfferPush& push, BodyLookup* bodies);
  void CloseAcks();
  void CloseOffers();
  void CloseAll();

  ReplyScratch* scratch_;
  Options options_;
  const HandlingLookup* handling_ = nullptr;
  std::string bytes_;
  std::size_t acks_at_ = 0;    // where the open Acks frame begins in bytes_
  std::size_t ack_count_ = 0;  // 0 = none is open
  std::vector<PendingOffer> offers_;
  std::string offer_texts_;
};

}  // namespace tidegate
