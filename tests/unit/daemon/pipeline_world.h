// PipelineWorld: the whole daemon but threads, sockets and disk, for tests: simulated clocks, a journal in memory, peers as objects.
//
// One thread. Settle runs all stages until nothing moves; time stands still unless a test advances it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/state.h"
#include "core/model/turn_record.h"
#include "daemon/pipeline.h"
#include "persistence/knowledge_keeper.h"
#include "persistence/memory_image_store.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/single_node_coordinator.h"
#include "protocol/client/client_codec.h"
#include "tests/support/temp_directory.h"

namespace tidegate {

class WorldClocks : public ClockSource {
 public:
  ClockReading Read() override { return reading_; }
  void Advance(Micros span) {
    reading_.wall += span;
    reading_.boot += span;
  }
  void JumpWall(Micros span) { reading_.wall += span; }

 private:
  ClockReading reading_{1'767'600'000 * kSecond, 100 * kSecond};  // 2026-01-05T08:00:00Z, a Monday
};

class PipelineWorld;

// A client: what it sends goes into its session; what it gets is decoded into lines of text.
class WorldPeer : public client::Handler {
 public:
  WorldPeer(PipelineWorld* world, Session* session);

  client::RequestEncoder encode;
  std::string outgoing;  // what `encode` appended, until Send

  // Brings the bytes of `outgoing` to the session, `chunk` at a time, and settles.
  void Send(std::size_t chunk = SIZE_MAX);
  // Says hello with a role, and settles.
  void Hello(Role role, std::string_view name, std::uint32_t credits = 0, std::uint8_t suggestions = 0);
  // Takes what the session has written; appends to events(). `bytes_max`: a slow peer reads no more.
  void Read(std::size_t bytes_max = SIZE_MAX);

  // What was told, in order, one line each; emptied by the call.
  std::vector<std::string> TakeEvents() { return std::exchange(events_, {}); }
  const std::vector<std::string>& events() const { return events_; }
  std::uint64_t number() const { return number_; }
  Session* session();  // nullptr when it has ended
  const client::OfferInfo& last_offer() const { return last_offer_; }
  AgentId last_agent() const { return last_agent_; }
  const std::string& last_offer_title() const { return last_offer_title_; }
  const std::string& last_detail() const { return last_detail_; }  // of a refusal
  const std::string& last_offer_text() const { return last_offer_text_; }
  const std::string& last_offer_handling() const { return last_offer_handling_; }
  const std::vector<std::string>& last_handling() const { return last_handling_; }  // of a snapshot
  Sight last_sight() const { return last_sight_; }                                  // of texts or a history
  std::uint64_t last_next_seq() const { return last_next_seq_; }                    // of the feed
  const CustomerView& last_customer() const { return last_customer_; }
  const ArchiveView& last_archive() const { return last_archive_; }

  void OnHello(const client::HelloInfo& info) override;
  void OnAck(const client::AckInfo& info) override;
  void OnSignedIn(const client::SignedInInfo& info) override;
  void OnTicket(const client::TicketInfo& info) override;
  void OnStatus(const client::StatusInfo& info) override;
  void OnClock(const client::ClockInfo& info) override;
  void OnBody(const client::BodyInfo& info) override;
  void OnHistory(const client::HistoryInfo& info) override;
  void OnFollowing(const client::FollowingInfo& info) override;
  void OnEvents(const client::EventsInfo& info) override;
  void OnArticleHits(const client::ArticleHitsInfo& info) override;
  void OnArticles(const client::ArticlesInfo& info) override;
  void OnTransfers(const client::TransfersInfo& info) override;
  void OnCustomer(const client::CustomerInfo& info) override;
  void OnArchive(const client::ArchiveInfo& info) override;
  void OnNames(const client::NamesInfo& info) override;
  void OnPong(const client::PongInfo& info) override;
  void OnOffer(const client::OfferInfo& info) override;
  void OnSuggestions(const client::SuggestionsInfo& info) override;
  void OnWithdrawn(const client::WithdrawalInfo& info) override;
  void OnClockAlert(const client::ClockAlertInfo& info) override;
  void OnAlert(const client::AlertInfo& info) override;
  void OnPromise(const client::PromiseInfo& info) override;
  void OnGoodBye(const client::GoodByeInfo& info) override;

 private:
  PipelineWorld* world_;
  std::uint64_t number_;
  FrameBuffer incoming_;
  std::vector<std::string> events_;
  client::OfferInfo last_offer_;
  std::string last_offer_title_;
  std::string last_offer_text_;
  std::string last_offer_handling_;
  std::vector<std::string> last_handling_;
  AgentId last_agent_;
  std::string last_detail_;
  Sight last_sight_ = Sight::kMasked;
  std::uint64_t last_next_seq_ = 0;
  CustomerView last_customer_;
  ArchiveView last_archive_;
};

struct WorldOptions {
  SessionLimits limits{};
  AdmissionBounds admission{65'536, 16'384, 64 << 20};
  std::size_t body_ring_bytes = 1 << 20;
  std::uint32_t sessions_max = 64;
  UnsyncedBounds unsynced{};
  std::uint32_t tickets_max = 1024;
  std::uint64_t image_every_bytes = 0;  // 0 = no images
  ImageFaultPlan image_faults{};        // of the first process
  ImageBounds image_bounds{};
  TimeSource time_source = TimeSource::kWall;
  std::optional<Micros> driven_from{};
  RetentionOptions retention{};
  MemorySync journal_sync = MemorySync::kEveryCommit;
};

class PipelineWorld {
 public:
  explicit PipelineWorld(const WorldOptions& options = {});

  // A new connection. CHECKs that there was a place.
  std::unique_ptr<WorldPeer> Connect();
  // Runs all stages, helpers included, until nothing moves.
  void Settle();
  // Everything but commits: what is not durable must not be told.
  void SettleWithoutCommits();
  void HangUp(WorldPeer& peer);
  // Questions for the articles are answered no more, until they are let go: then all of them, in their order.
  void HoldSearches() { searches_ = Searches::kHeld; }
  // The same, but that they fail.
  void FailSearches() { searches_ = Searches::kFailed; }
  void LetSearchesGo() {
    searches_ = Searches::kAnswered;
    Settle();
  }
  // One step of the image stage; Settle makes none. How long it would wait.
  Micros StepImages() { return pipeline_->StepImages(); }
  // Image, engine and commits until an image was published or given up.
  void MakeImage();
  // Kills the process and boots again from what the journal has. Peers of before are gone.
  void Restart() { RestartWith(images_->disk()); }
  // The same, with these images instead.
  void RestartWith(MemoryImages images);
  // The power goes instead: what was not synced is lost.
  void RestartAfterPowerLoss();
  // Somebody has removed the store meanwhile.
  void RestartWithoutStore();

  // Why a process with that source of time would not start where this one would be killed now.
  std::string RefusalToRestart(TimeSource time_source);
  // The same with other limits, and with the images or without.
  enum class Images : std::uint8_t { kThere, kGone };
  std::string RefusalToRestart(const EngineLimits& limits, Images images);
  // All that the journal holds, with the time of its turn.
  void ForEachChange(const std::function<void(const ChangeView&, Micros)>& visit);

  const Engine& engine() const { return pipeline_->engine(); }
  Pipeline& pipeline() { return *pipeline_; }
  IoStage& io() { return pipeline_->io(); }
  Metrics& metrics() { return pipeline_->metrics(); }
  MemoryJournal& journal() { return *journal_; }
  MemoryImageStore& images() { return *images_; }
  MemoryStore& store() { return *store_; }
  std::string knowledge_path() const { return knowledge_folder_ / "knowledge"; }
  // Folds and flushes everything, or stands still.
  void Project();
  WorldClocks clocks;

 private:
  void Open(MemoryDisk disk, MemoryImages images);
  std::string Refusal(PipelineOptions& plan, Images images);
  PipelineOptions PlanFor(std::uint32_t epoch, ImageStore* images) const;
  enum class Commits : std::uint8_t { kNo, kYes };
  bool StepAll(Commits commits);

  WorldOptions options_;
  enum class Searches : std::uint8_t { kAnswered, kHeld, kFailed } searches_ = Searches::kAnswered;
  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<MemoryImageStore> images_;
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();
  std::unique_ptr<SingleNodeCoordinator> coordinator_;
  TempDirectory knowledge_folder_;
  std::unique_ptr<KnowledgeKeeper> knowledge_;  // outlives the pipeline
  std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace tidegate
