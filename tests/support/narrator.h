// Narrator: what became of a turn, in sentences that a supervisor can read: "offered T1 to A1, respond by 09:15:01".
//
// Attach it to an EngineWorld; it listens to changes and outputs and keeps what happened with its instant. Bookkeeping of the engine
// (agenda, clients, names) is not told. Used by stories, and as the trace of a test that fails.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {

// A sentence, who was told (", supervisor"), and details that a reader may leave out.
struct Happening {
  Micros at = 0;
  std::string text;
  std::string recipients;  // "to A1, supervisor"; empty = nobody was told
  std::vector<std::string> details;

  std::string Full() const;
  // Whether an expectation names this: the text, then optionally the recipients, then any of the details after commas.
  bool Matches(std::string_view expectation) const;
};

// "09:15:01", with ".250" when it is not on a second, and "+2d " before it when it is not the day of kWorldBegins.
std::string ClockText(Micros at);

class Narrator {
 public:
  explicit Narrator(EngineWorld& world);
  Narrator(const Narrator&) = delete;
  Narrator& operator=(const Narrator&) = delete;

  const std::vector<Happening>& happenings() const { return happenings_; }
  std::vector<Happening> Take() {
    turn_begins_ = 0;
    return std::exchange(happenings_, {});
  }
  // What most stories leave out: the times that front ends are told have changed, and what a submit is answered.
  void TellFrontEnds() { tells_front_ends_ = true; }
  // Something that the story itself found out.
  void Add(std::string text) { Say(std::move(text)); }
  // One line a happening.
  std::string Text() const;

 private:
  void Tell(const Tables& before, const ChangeView& change, Micros at);
  std::string PartName(std::uint64_t ticket, std::uint8_t part) const;
  void KeepTagged(const Tables& before, const Tagged& change);
  void AddTagged(std::uint64_t ticket, Happening& said);
  void TellRepeat(const Ack& ack);
  std::string RepeatWords(const Ack& ack) const;
  void TellOutputs(const std::vector<Output>& outputs);
  std::string UpcomingText(const Upcoming& event) const;
  Happening& Say(std::string text);

  EngineWorld& world_;
  std::map<std::uint64_t, std::vector<std::string>> tagged_;  // by ticket: what its Tagged said
  Micros at_ = 0;
  std::size_t turn_begins_ = 0;  // happenings of the turn at hand
  struct ClockSaid {
    std::size_t happening;
    std::uint64_t ticket;
    std::uint8_t clock;
  };
  std::vector<ClockSaid> clocks_said_;
  bool tells_front_ends_ = false;
  std::vector<Happening> happenings_;
};

}  // namespace tidegate
