#include "tests/simulation/image_heirs.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/hash.h"
#include "core/engine/image_record.h"
#include "core/engine/state.h"
#include "core/model/turn_record.h"
#include "protocol/reply_encoder.h"
#include "tests/support/audit.h"

namespace tidegate {
namespace {

// How many refusals a record of them counts is known to the process only (engine.cc): left out of comparisons.
std::string WithoutRefusalCounts(std::string record) {
  if (record.empty()) return record;
  TurnReader reader(record);
  for (ChangeView change; reader.Next(change);) {
    if (change.kind != ChangeKind::kRefused) continue;
    Refused refused = change.As<Refused>();
    refused.count = 0;
    std::memcpy(record.data() + (change.data - record.data()), &refused, sizeof refused);
  }
  return record;
}

std::uint64_t RefusalsIn(const std::string& record) {
  std::uint64_t count = 0;
  if (record.empty()) return count;
  TurnReader reader(record);
  for (ChangeView change; reader.Next(change);) {
    if (change.kind == ChangeKind::kRefused) count += change.As<Refused>().count;
  }
  return count;
}

std::string OnTheWire(const TurnOutput& out) {
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {});
  for (const Output& output : out.outputs) encoder.Append(output, nullptr);
  return std::string(encoder.Flush());
}

}  // namespace

struct ImageHeirs::Heir {
  std::unique_ptr<Engine> engine;
  std::unique_ptr<Engine> follower;  // made of the same picture; takes no turns but the records of the live engine's: image and tail
  int age = 0;
  bool counts_equal = true;  // whether the counts of refusals agree so far; when not, the counters of the states differ too
  // Its own picture, in flight since its birth.
  ImageStart start;
  std::uint64_t fingerprint = 0;
  std::size_t step_bytes = 0;
  std::string records;
  std::size_t first_record = 0;  // in records_, of the first turn after the birth
  bool in_flight = true;
};

ImageHeirs::ImageHeirs(const EngineLimits& limits, const Options& options, std::function<void(const std::string&)> problem)
    : limits_(limits), options_(options), problem_(std::move(problem)) {}
ImageHeirs::~ImageHeirs() = default;

std::unique_ptr<Engine> ImageHeirs::MakeOf(const ImageStart& start, const std::string& records, std::uint64_t fingerprint,
                                           const char* what) {
  ImageSum sum;
  sum.Add(records);
  if (sum.fingerprint != fingerprint) problem_(std::string(what) + ": its records do not sum up to the state of its beginning");
  auto engine = std::make_unique<Engine>(limits_);
  const char* flaw = engine->LoadImage(records);
  if (flaw == nullptr) flaw = engine->FinishImage(start, fingerprint);
  if (flaw == nullptr) return engine;
  problem_(std::string(what) + " at seq " + std::to_string(start.seq) + ": " + flaw);
  return nullptr;
}

void ImageHeirs::Follow(Engine& live, const Turn& turn, const TurnOutput& out) {
  if (&live != live_) heirs_.clear();  // restarted: what the process alone knew is gone, and so are those who know it
  live_ = &live;
  if (!out.record.empty()) records_.push_back(out.record);
  const std::string wire = OnTheWire(out);
  for (const auto& heir : heirs_) Compare(*heir, live, turn, out, wire);
  std::erase_if(heirs_, [&](const auto& heir) { return heir->age >= options_.turns_lived && !heir->in_flight; });

  if (live.state().tables().seq == 0) return;
  auto heir = std::make_unique<Heir>();
  heir->start = live.BeginImage();
  std::string records;
  while (live.CopyImage(kImageStepBytes, records) != ImageProgress::kDone) {
  }
  heir->fingerprint = live.state().Fingerprint();
  heir->engine = MakeOf(heir->start, records, heir->fingerprint, "a picture at rest");
  heir->follower = MakeOf(heir->start, records, heir->fingerprint, "the same picture");
  if (heir->engine == nullptr || heir->follower == nullptr) return;
  for (const std::string& violation : Audit(heir->engine->state(), turn.now, CapacityHistory::kMayBeLowered)) {
    problem_("made of a picture, invariant " + violation);
  }
  heir->engine->BeginImage();
  heir->step_bytes = 1 + Mix64(options_.seed, ++born_) % options_.step_bytes_max;
  heir->first_record = records_.size();
  heirs_.push_back(std::move(heir));
}

void ImageHeirs::Compare(Heir& heir, Engine& live, const Turn& turn, const TurnOutput& out, const std::string& wire) {
  ++heir.age;
  ++compared_turns_;
  TurnOutput own;
  heir.engine->Step(turn, own);
  const std::string at = " of an heir of age " + std::to_string(heir.age) + " born at seq " + std::to_string(heir.start.seq);
  if (WithoutRefusalCounts(own.record) != WithoutRefusalCounts(out.record)) problem_("the record" + at + " differs");
  if (OnTheWire(own) != wire) problem_("what is told" + at + " differs");
  if (own.last_seq != out.last_seq) problem_("the seq" + at + " differs");
  heir.counts_equal = heir.counts_equal && RefusalsIn(own.record) == RefusalsIn(out.record);
  if (heir.counts_equal && heir.engine->state().Fingerprint() != live.state().Fingerprint()) problem_("the state" + at + " differs");
  if (!out.record.empty()) {
    if (const char* flaw = heir.follower->Replay(out.record)) problem_("the tail" + at + ": " + flaw);
  }
  if (heir.follower->state().Fingerprint() != live.state().Fingerprint()) problem_("image and tail" + at + " make another state");
  if (!heir.in_flight) return;
  if (heir.engine->CopyImage(heir.step_bytes, heir.records) != ImageProgress::kDone) return;
  FinishFlight(heir, live);
}

void ImageHeirs::FinishFlight(Heir& heir, Engine& live) {
  heir.in_flight = false;
  ++finished_in_flight_;
  longest_flight_ = std::max<std::uint64_t>(longest_flight_, static_cast<std::uint64_t>(heir.age));
  const std::unique_ptr<Engine> rebuilt = MakeOf(heir.start, heir.records, heir.fingerprint, "a picture in flight");
  if (rebuilt == nullptr) return;
  for (std::size_t i = heir.first_record; i < records_.size(); ++i) {
    if (const char* flaw = rebuilt->Replay(records_[i])) {
      problem_("replay after a picture in flight: " + std::string(flaw));
      return;
    }
  }
  if (rebuilt->state().Fingerprint() != live.state().Fingerprint()) {
    problem_("a picture in flight and the records since make another state, begun at seq " + std::to_string(heir.start.seq));
  }
}

}  // namespace tidegate
