// ImageHeirs: engines made from pictures of a live engine, one at every turn boundary, that live on beside it and must not differ.
//
// At each boundary the live engine is pictured in one go and an heir is made of the picture. The heir takes the same turns as the live
// engine: same records, same outputs on the wire, same state. Another one of the same picture only replays the live engine's records, as a
// start does with image and journal tail, and must have the live state at every turn. Meanwhile the heir is itself pictured in small steps
// while it takes those turns; when that picture is complete it must hold the state of its beginning, and an engine made of it that replays
// the records since must have the live state. So both kinds of picture are tried at every boundary: at rest, and in flight.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.h"

namespace tidegate {

class ImageHeirs {
 public:
  struct Options {
    int turns_lived = 30;               // of an heir; then it goes
    std::size_t step_bytes_max = 4096;  // of a picture in flight; each heir has its own, drawn
    std::uint64_t seed = 0;
  };
  ImageHeirs(const EngineLimits& limits, const Options& options, std::function<void(const std::string&)> problem);
  ~ImageHeirs();

  // After every step of the live engine.
  void Follow(Engine& live, const Turn& turn, const TurnOutput& out);

  std::uint64_t born() const { return born_; }
  std::uint64_t compared_turns() const { return compared_turns_; }
  std::uint64_t finished_in_flight() const { return finished_in_flight_; }
  // Most turns that one picture took.
  std::uint64_t longest_flight() const { return longest_flight_; }

 private:
  struct Heir;

  void Compare(Heir& heir, Engine& live, const Turn& turn, const TurnOutput& out, const std::string& wire);
  void FinishFlight(Heir& heir, Engine& live);
  std::unique_ptr<Engine> MakeOf(const ImageStart& start, const std::string& records, std::uint64_t fingerprint, const char* what);

  const EngineLimits limits_;
  const Options options_;
  std::function<void(const std::string&)> problem_;
  const Engine* live_ = nullptr;  // the one followed: another after a restart
  std::vector<std::unique_ptr<Heir>> heirs_;
  std::vector<std::string> records_;  // of the turns since the oldest heir, and before
  std::uint64_t born_ = 0;
  std::uint64_t compared_turns_ = 0;
  std::uint64_t finished_in_flight_ = 0;
  std::uint64_t longest_flight_ = 0;
};

}  // namespace tidegate
