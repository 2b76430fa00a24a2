// Words: how texts are cut for the search of articles, the same way when they are written and when they are asked for.
//
// Chinese has no spaces, so characters of such scripts (Han, kana, Hangul) go in as overlapping pairs: 申请退款 gives 申请 请退 退款, and
// behind them the last character alone, so that every character begins a word and a question of one character is a question for beginnings.
// Everything else is cut at spaces and signs and goes in whole, in lower case. Full-width letters and digits count as plain ones. So
// APP登录 gives app 登录 录. A question for several such characters in a row is one for their pairs in a row: exactly the texts that
// contain them.
//
// Pure; one pass. Any bytes may be given: what is no UTF-8 separates. Not here: languages, stems, synonyms, simplified and traditional
// forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"

namespace tidegate {

// Phrases of one question. Each costs the index a look; more of them make a question narrower than anybody means.
inline constexpr std::size_t kQueryPhrasesMax = 32;

enum class WordForm : std::uint8_t {
  kWhole,  // a word between spaces or signs
  kPair,   // two characters of a script without spaces
  kLast,   // the last character of a row of such: no pair begins with it
};

struct Word {
  std::string_view folded;  // as it is compared; valid during the visit
  WordForm form = WordForm::kWhole;
  std::size_t begin = 0;  // bytes of the text that it stands for
  std::size_t end = 0;
};

void ForEachWord(std::string_view text, absl::FunctionRef<void(const Word&)> visit);

// The words of a text with a space between them, as the index takes them.
std::string IndexWords(std::string_view text);

// A part of a question: its words must stand in a row.
struct QueryPhrase {
  std::vector<std::string> words;
  enum class Reach : std::uint8_t { kWords, kBeginnings } reach = Reach::kWords;  // kBeginnings: one word, a text's may be longer
  friend bool operator==(const QueryPhrase&, const QueryPhrase&) = default;
};

// The phrases of a question, each once, in the order of the question; at most kQueryPhrasesMax, the first.
std::vector<QueryPhrase> QueryPhrases(std::string_view question);

// The words of a text as phrases of their own, each once, the first `phrases_max`: a question for what is like the text. Without single
// characters, which are in nearly every text.
std::vector<QueryPhrase> LikenessPhrases(std::string_view text, std::size_t phrases_max);

// A piece of `text` around the first place where one of the phrases begins, else from its beginning: about 80 characters in one line.
std::string ExcerptOf(std::string_view text, const std::vector<QueryPhrase>& phrases);

// The text as it is compared: folded, characters of one width, case and signs kept apart by single spaces. For naive twins and messages.
std::string FoldedText(std::string_view text);

}  // namespace tidegate
