#include "tests/stories/story.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "tests/stories/story_words.h"

namespace tidegate {
namespace story {
namespace {

// Whether a word follows another as T2 follows T1, and the word for both.
std::optional<std::string> Joined(const std::string& before, const std::string& next) {
  const std::string last = before.substr(before.find("..") == std::string::npos ? 0 : before.find("..") + 2);
  const std::string first = before.substr(0, before.find(".."));
  const auto digits = last.find_last_not_of("0123456789") + 1;
  if (digits == last.size() || digits == 0) return std::nullopt;
  if (next != last.substr(0, digits) + std::to_string(NumberOf(last.substr(digits)) + 1)) return std::nullopt;
  return first + ".." + next;
}

// Puts happenings together that differ only in a name that counts on.
void JoinNeighbours(std::vector<Happening>& happenings) {
  std::vector<Happening> joined;
  for (Happening& happening : happenings) {
    bool taken = false;
    if (!joined.empty()) {
      Words before = Split(joined.back().text);
      const Words next = Split(happening.text);
      std::size_t differing = before.size();
      int differences = before.size() == next.size() ? 0 : 2;
      for (std::size_t i = 0; i < before.size() && differences < 2; ++i) {
        if (before[i] != next[i]) ++differences, differing = i;
      }
      if (differences == 1) {
        if (const auto both = Joined(before[differing], next[differing])) {
          before[differing] = *both;
          std::string text;
          for (const std::string& word : before) text += (text.empty() ? "" : " ") + word;
          joined.back().text = text;
          std::erase_if(joined.back().details, [&](const std::string& detail) {
            return std::find(happening.details.begin(), happening.details.end(), detail) == happening.details.end();
          });
          taken = true;
        }
      }
    }
    if (!taken) joined.push_back(std::move(happening));
  }
  happenings = std::move(joined);
}

class Teller : private StoryWords {
 public:
  Teller(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  std::vector<std::string> Tell() {
    std::istringstream in{std::string(text_)};
    for (std::string line; std::getline(in, line);) {
      ++number_;
      const std::string said = Trimmed(std::string_view(line).substr(0, line.find('#')));
      if (said.empty()) continue;
      try {
        if (said.starts_with("->")) {
          Expect(said.substr(2));
        } else {
          Judge();
          Take(said);
        }
      } catch (const Misspelt& wrong) {
        Fail(said, wrong.what);
        return std::move(failures_);
      }
    }
    Judge();
    if (world_ != nullptr) {
      for (const std::string& problem : world_->problems()) failures_.push_back(std::string(name_) + ": " + problem);
    }
    return std::move(failures_);
  }

 private:
  void Take(const std::string& said) {
    Reader words(Split(said));
    if (words.Is("given")) {
      if (world_ != nullptr) throw Misspelt{"given comes before the first at"};
      const std::string setting = words.Next("the setting");
      if (setting == "archive-kept") {  // how long ended tickets are kept
        archive_kept_ = SpanOf(words.Next("the time"));
        return words.End();
      }
      if (setting == "sample") return GiveSample(words);
      if (setting == "row") return GiveRow(words);
      if (setting == "presets-of") return GivePresetsOf(words);
      if (setting == "calendar") return GiveCalendar(words);
      if (setting == "rule") return GiveRule(words);
      if (setting == "weight") return GiveWeight(words);
      if (setting == "front-ends-told") {  // what they are told is told
        tells_front_ends_ = true;
        return;
      }
      const auto found = Settings().find(setting);
      if (found == Settings().end()) throw Misspelt{"'" + setting + "' is no setting"};
      found->second(options_, words.Next("the value"));
      words.End();
      return;
    }
    if (world_ == nullptr) {
      world_ = std::make_unique<EngineWorld>(options_);
      narrator_ = std::make_unique<Narrator>(*world_);
      if (tells_front_ends_) narrator_->TellFrontEnds();
    }
    const auto arrow = said.find("->");
    Reader command(Split(said.substr(0, arrow)));
    if (!command.Is("at")) throw Misspelt{"a line begins with given, at or ->"};
    std::string time = command.Next("the time");
    Micros at = kMidnight;
    if (time.starts_with("+")) {
      at += SpanOf(time.substr(1));
      time = command.Next("the time");
    }
    at += TimeOf(time);
    if (at < world_->now()) throw Misspelt{"time does not go back"};

    line_ = said;
    line_number_ = number_;
    // What happens before this line's time stands on no line.
    world_->AdvanceTo(std::max(world_->now(), at - 1));
    for (const Happening& happening : narrator_->Take()) {
      Fail(said, "before it, at " + ClockText(happening.at) + ", unexpectedly: " + happening.Full());
    }
    world_->AdvanceTo(at);
    if (!command.empty()) {
      Do(command);
      command.End();
      world_->Settle();
    }
    actual_ = narrator_->Take();
    actual_.insert(actual_.end(), found_.begin(), found_.end());
    found_.clear();
    if (arrow != std::string::npos) Expect(said.substr(arrow + 2));
  }

  void Expect(std::string_view text) {
    if (line_.empty()) throw Misspelt{"-> follows a line that begins with at"};
    while (true) {
      const auto end = text.find(';');
      if (std::string part = Trimmed(text.substr(0, end)); !part.empty()) expected_.push_back(std::move(part));
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
    }
  }

  // Compares what the last line expected with what happened.
  void Judge() {
    if (line_.empty()) return;
    if (expected_.size() == 1 && expected_.front() == "nothing") expected_.clear();
    const bool counts =
        std::any_of(expected_.begin(), expected_.end(), [](const auto& text) { return text.find("..") != std::string::npos; });
    if (counts) JoinNeighbours(actual_);
    bool same = expected_.size() == actual_.size();
    for (std::size_t i = 0; same && i < expected_.size(); ++i) same = actual_[i].Matches(expected_[i]);
    if (!same) {
      std::string what = "expected";
      for (const std::string& text : expected_) what += "\n      " + text;
      if (expected_.empty()) what += "\n      nothing";
      what += "\n    actual";
      for (const Happening& happening : actual_) what += "\n      " + happening.Full();
      if (actual_.empty()) what += "\n      nothing";
      const int here = std::exchange(number_, line_number_);
      Fail(line_, what);
      number_ = here;
    }
    line_.clear();
    expected_.clear();
    actual_.clear();
  }

  void Fail(const std::string& line, const std::string& what) {
    failures_.push_back(std::string(name_) + ":" + std::to_string(number_) + ": " + line + "\n    " + what);
  }

  std::string_view name_;
  std::string_view text_;
  int number_ = 0;
  std::string line_;
  int line_number_ = 0;
  std::vector<std::string> expected_;
  std::vector<Happening> actual_;
  bool tells_front_ends_ = false;
  std::vector<std::string> failures_;
};

}  // namespace
}  // namespace story

std::vector<std::string> TellStory(std::string_view name, std::string_view text) { return story::Teller(name, text).Tell(); }

}  // namespace tidegate
