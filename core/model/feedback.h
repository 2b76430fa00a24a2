// Feedback: what a customer says of the work on his ticket (domain.md 9): three scores, whether it is solved, and a text.
//
// Integers only: a score is kept and told in tenths. Pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/model/body.h"
#include "core/model/names.h"

namespace tidegate {

enum class SurveyQuestion : std::uint8_t { kSpeed = 0, kProfessionalism, kResolution };
inline constexpr int kSurveyQuestions = 3;
inline constexpr std::uint8_t kScoreMin = 1;
inline constexpr std::uint8_t kScoreMax = 5;
inline constexpr std::uint8_t kTenthsPerPoint = 10;
using SurveyScores = std::array<std::uint8_t, kSurveyQuestions>;  // by SurveyQuestion

inline constexpr std::uint32_t kFeedbackTextBytesMax = 2'048;       // a survey's free text; more is a message, or another ticket
inline constexpr std::uint32_t kFeedbackWordsMax = 64;              // that are looked for in it: with the bounds, a scan of it is short
inline constexpr std::uint32_t kFeedbacksPerPageMax = 256;          // of a list: a frame holds them
inline constexpr std::size_t kFeedbackWordBytesMax = kKeyBytesMax;  // of one of the words

// Why somebody is to look after an answer: bits of its flags.
enum FeedbackFlag : std::uint8_t {
  kScoredLow = 1 << 0,  // RuleSet::feedback: flag_at_tenths or below
  kSaysSlow = 1 << 1,   // its text has one of the words
};

enum class FeedbackScope : std::uint8_t { kAll, kFlagged };  // which a list has

constexpr bool AreScores(const SurveyScores& scores) {
  for (const std::uint8_t score : scores) {
    if (score < kScoreMin || score > kScoreMax) return false;
  }
  return true;
}

// The mean, in tenths, rounded half up.
constexpr std::uint8_t MeanTenths(const SurveyScores& scores) {
  int sum = 0;
  for (const std::uint8_t score : scores) sum += score;
  return static_cast<std::uint8_t>((2 * kTenthsPerPoint * sum + kSurveyQuestions) / (2 * kSurveyQuestions));
}

// Whether the text has the word, Latin letters in either case. O(bytes of both, multiplied).
bool Mentions(std::string_view text, std::string_view word);

}  // namespace tidegate
