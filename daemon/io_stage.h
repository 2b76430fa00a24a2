// IoStage: everything an io thread does but sockets: sessions, the batch being filled, the outbox. Bytes in, bytes out, by session number.
//
// Used on one thread. The runner, or the simulator, opens sessions, brings bytes, hands the batch over once per loop turn (PushBatch),
// steps the outbox when something was committed, and writes what the sessions in `touched` have. Commands never wait here longer than a
// loop turn.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/mailbox.h"
#include "daemon/outbox.h"
#include "daemon/session_table.h"

namespace tidegate {

// A loop turn hands its batch over when it has this many commands, even if more bytes wait: Asio would drain everything into one huge
// batch (design.md 6), and the engine would stand idle meanwhile.
inline constexpr std::size_t kBatchCommandsMax = 512;

// After a search that an offer began has failed, offers come without articles for so long: each try may be a reading of the whole index.
inline constexpr Micros kSuggestionsPause = kMinute;

struct IoStageOptions {
  std::string workspace;
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  std::uint32_t sessions_max = 4096;
  SessionLimits limits;
  AdmissionBounds admission;
  std::size_t body_ring_bytes = 64 << 20;
  Durability durability = Durability::kSynced;
  TimeSource time_source = TimeSource::kWall;
  std::string server = "tidegated";  // name and version, told in hello and status
};

class IoStage {
 public:
  // Everything handed in outlives the stage.
  IoStage(const IoStageOptions& options, const KeyHasher& hasher, Mailbox* mailbox, TurnPool* turns, Metrics* metrics,
          CatalogNames::Lists names);
  ~IoStage();

  // The rules in force, and where those to come are found. Before the first session.
  void SetRules(RuleShelf* shelf, std::uint32_t rules_version, std::string_view compiled);

  // nullptr when all places are taken. The session is the stage's, until End. `now` is the boot clock, here and below.
  Session* Open(Micros now);
  Session* Find(std::uint64_t number) { return sessions_.Find(number); }
  // Bytes were read into session.Free(). Answers of the session itself may be waiting afterwards.
  void Received(Session& session, std::size_t bytes, Micros now);
  // The connection is gone: the engine is told, in the next batch.
  void End(std::uint64_t number);

  std::size_t batch_count() const { return batch_->count(); }
  // Hands over what was decoded; nothing happens when that is nothing.
  void PushBatch();

  // Committed turns go out.
  void Deliver(CommitBatch& batch, Micros now);
  // Sessions that may have bytes to write since the last call; a session may stand there twice.
  void TakeTouched(std::vector<std::uint64_t>& touched);

  // Asks the engine about itself; the answer is published in the metrics, and is a sign of life of the whole path.
  void AskOwnStatus(Lane lane);
  // What was measured of the disk, for the engine; in the next batch.
  void ReportSpace(const tidegate::ReportSpace& report);
  std::uint64_t own_answers() const { return outbox_.own_answers(); }

  // No session takes requests any more. What was taken is answered.
  void StopIntake() { context_.intake = SessionContext::Intake::kDraining; }

  // To be called a few times a second.
  void Tick(Micros now);
  // The end of what is committed when the stage begins.
  void StartFeed(std::uint64_t committed_seq) { feed_.Start(committed_seq); }
  std::vector<FeedJob> TakeFeedJobs() { return feed_.TakeJobs(); }
  void FeedRead(const FeedJob& job, const FeedAnswer& answer) { feed_.Read(job, answer); }

  // Jobs that helpers do, and their results.
  std::vector<RulesJob> TakeRulesJobs();
  void RulesCompiled(const RulesJob& job, std::string_view compiled);
  void RulesRefused(const RulesJob& job, std::string_view errors);
  std::vector<BodyJob> TakeBodyJobs();
  // `body` is an encoded Body; empty = it is no longer kept.
  void BodyRead(const BodyJob& job, std::string_view body);
  std::vector<HistoryJob> TakeHistoryJobs();
  void HistoryRead(const HistoryJob& job, const HistoryAnswer& answer);
  std::vector<KnowledgeJob> TakeKnowledgeJobs();
  // Says whether a failure is worth a line in the log: of searches that offers began the first is, until they begin again.
  enum class Failure : std::uint8_t { kTold, kNews };
  Failure KnowledgeRead(const KnowledgeAsker& asker, const KnowledgeAnswer& answer);

  template <class Visit>
  void ForEach(Visit visit) {
    sessions_.ForEach(visit);
  }
  std::uint32_t session_count() const { return sessions_.count(); }

 private:
  IoStageOptions options_;
  Mailbox* mailbox_;
  Metrics* metrics_;
  Admission admission_;
  ClaimMeter claims_;
  SessionContext context_;
  SessionTable sessions_;
  Feed feed_;
  Mailbox::Producer producer_;
  std::unique_ptr<CommandBatch> batch_;
  Outbox outbox_;
  std::vector<std::uint64_t> touched_;
  Micros suggest_again_at_ = kNever;
};

}  // namespace tidegate
