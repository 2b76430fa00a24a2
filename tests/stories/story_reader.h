// Reader: the words of one command of a story, taken from the left; and what its words mean: numbers, times, spans, names that count on.
//
// What is not understood is thrown as a Misspelt; whoever tells the story makes a failure of its line of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/model/names.h"
#include "tests/support/engine_world.h"

namespace tidegate::story {

using Words = std::vector<std::string>;

// What a story got wrong in its own words; told as a failure of its line.
struct Misspelt {
  std::string what;
};

// Without the blanks at its ends.
std::string Trimmed(std::string_view text);
// At the blanks.
Words Split(const std::string& text);
std::uint64_t NumberOf(std::string_view text);
// 30s, 3m, 2h, 7d, 0
Micros SpanOf(std::string_view text);
// 09:15:01 or 09:15:01.250
Micros TimeOf(std::string_view text);
// refund or refund:3
SkillNamed SkillOf(const std::string& word);
// T1..T3 -> T1, T2, T3; any other name is itself.
Words NamesOf(const std::string& word);

// The words of one command, taken from the left.
class Reader {
 public:
  explicit Reader(Words words) : words_(std::move(words)) {}
  bool empty() const { return at_ == words_.size(); }
  std::string Next(const char* what) {
    if (empty()) throw Misspelt{std::string("a word is missing: ") + what};
    return words_[at_++];
  }
  bool Is(std::string_view word) {
    if (empty() || words_[at_] != word) return false;
    ++at_;
    return true;
  }
  // Words up to the next key word.
  Words List(const std::vector<std::string_view>& keys) {
    Words list;
    while (!empty() && std::find(keys.begin(), keys.end(), words_[at_]) == keys.end()) list.push_back(words_[at_++]);
    return list;
  }
  void End() const {
    if (!empty()) throw Misspelt{"'" + words_[at_] + "' was not understood"};
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

template <class Enum>
Enum Listed(const std::string& word) {
  const auto value = FromName<Enum>(word);
  if (!value) throw Misspelt{"'" + word + "' was not understood"};
  return *value;
}

}  // namespace tidegate::story
