#include "persistence/knowledge_words.h"

#include <algorithm>
#include <cstdint>
#include <set>

namespace tidegate {
namespace {

enum class Sort : std::uint8_t { kSeparator, kLetter, kPaired };

struct Character {
  char32_t folded = 0;
  Sort sort = Sort::kSeparator;
  std::size_t bytes = 1;
};

struct Range {
  char32_t first;
  char32_t last;
};

// Scripts whose words stand without spaces between them.
constexpr Range kPairedRanges[] = {
    {0x1100, 0x11FF},   // Hangul
    {0x3005, 0x3007},   // marks of repetition, zero
    {0x3040, 0x30FA},   // kana
    {0x30FC, 0x30FF},   // and its marks
    {0x3100, 0x31BF},   // bopomofo
    {0x31F0, 0x31FF},   // kana
    {0x3400, 0x4DBF},   // Han
    {0x4E00, 0x9FFF},   // Han
    {0xA960, 0xA97F},   // Hangul
    {0xAC00, 0xD7FF},   // Hangul
    {0xF900, 0xFAFF},   // Han
    {0xFF66, 0xFFDC},   // kana and Hangul of half width
    {0x20000, 0x3FFFF}  // Han
};

// Signs beyond ASCII: spaces, punctuation, symbols, pictures.
constexpr Range kSeparatorRanges[] = {{0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},       {0xBB, 0xBF},       {0xD7, 0xD7},
                                      {0xF7, 0xF7},     {0x2000, 0x206F}, {0x20A0, 0x20CF},   {0x2190, 0x2BFF},   {0x2E00, 0x3004},
                                      {0x3008, 0x303F}, {0x30FB, 0x30FB}, {0xD800, 0xF8FF},   {0xFE00, 0xFE6F},   {0xFEFF, 0xFEFF},
                                      {0xFF00, 0xFF65}, {0xFFDD, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};

template <std::size_t kCount>
bool IsIn(char32_t c, const Range (&ranges)[kCount]) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Full width to plain, capitals to small ones of Latin, Greek and Cyrillic.
char32_t Fold(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x100 && c <= 0x17F && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178 && c != 0x17F) {
    const bool small_is_even = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return small_is_even ? c + (c & 1) : c | 1;
  }
  return c;
}

Sort SortOf(char32_t folded) {
  if (folded < 0x80) {
    const bool letter = (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9');
    return letter ? Sort::kLetter : Sort::kSeparator;
  }
  if (IsIn(folded, kPairedRanges)) return Sort::kPaired;
  return IsIn(folded, kSeparatorRanges) ? Sort::kSeparator : Sort::kLetter;
}

// The first character of a text that is not empty. A byte that begins none separates.
Character FirstOf(std::string_view text) {
  Character c;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  char32_t code = lead;
  if (lead >= 0x80) {
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || text.size() <= more) return c;
    code = lead & (0x3F >> more);
    for (std::size_t i = 1; i <= more; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return c;
      code = (code << 6) | (byte(i) & 0x3F);
    }
    c.bytes = more + 1;
  }
  c.folded = Fold(code);
  c.sort = SortOf(c.folded);
  return c;
}

void Append(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
  } else {
    if (c < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (c >> 18)));
      out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    }
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
  }
  out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
}

std::size_t CharacterEnd(std::string_view text, std::size_t begin) { return begin + FirstOf(text.substr(begin)).bytes; }

// Where the character before `at` begins; `at` itself at the beginning.
std::size_t CharacterBefore(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<std::uint8_t>(text[begin]) & 0xC0) == 0x80) --begin;
  return begin;
}

}  // namespace

void ForEachWord(std::string_view text, absl::FunctionRef<void(const Word&)> visit) {
  std::string row;            // the word, or the character before, as it is compared
  std::size_t row_begin = 0;  // in the text
  Sort row_sort = Sort::kSeparator;
  const auto end_row = [&](std::size_t at) {
    if (row_sort != Sort::kSeparator) visit({row, row_sort == Sort::kPaired ? WordForm::kLast : WordForm::kWhole, row_begin, at});
    row.clear();
    row_sort = Sort::kSeparator;
  };
  for (std::size_t at = 0; at < text.size();) {
    const Character c = FirstOf(text.substr(at));
    if (c.sort != row_sort) {
      end_row(at);
      row_begin = at;
      row_sort = c.sort;
      if (c.sort != Sort::kSeparator) Append(c.folded, row);
    } else if (c.sort == Sort::kLetter) {
      Append(c.folded, row);
    } else if (c.sort == Sort::kPaired) {
      const std::size_t before_bytes = row.size();
      Append(c.folded, row);
      visit({row, WordForm::kPair, row_begin, at + c.bytes});
      row.erase(0, before_bytes);
      row_begin = at;
    }
    at += c.bytes;
  }
  end_row(text.size());
}

std::string IndexWords(std::string_view text) {
  std::string words;
  words.reserve(text.size() * 5 / 2);
  ForEachWord(text, [&](const Word& word) { words.append(words.empty() ? "" : " ").append(word.folded); });
  return words;
}

std::vector<QueryPhrase> QueryPhrases(std::string_view question) {
  std::vector<QueryPhrase> phrases;
  QueryPhrase row;  // of pairs
  const auto take = [&](QueryPhrase phrase) {
    if (phrases.size() < kQueryPhrasesMax && std::find(phrases.begin(), phrases.end(), phrase) == phrases.end()) {
      phrases.push_back(std::move(phrase));
    }
  };
  ForEachWord(question, [&](const Word& word) {
    switch (word.form) {
      case WordForm::kWhole:
        take({{std::string(word.folded)}, QueryPhrase::Reach::kWords});
        break;
      case WordForm::kPair:
        row.words.emplace_back(word.folded);
        break;
      case WordForm::kLast:
        if (row.words.empty()) {
          take({{std::string(word.folded)}, QueryPhrase::Reach::kBeginnings});
        } else {
          take(std::move(row));
          row = QueryPhrase();
        }
        break;
    }
  });
  return phrases;
}

std::vector<QueryPhrase> LikenessPhrases(std::string_view text, std::size_t phrases_max) {
  std::vector<QueryPhrase> phrases;
  std::set<std::string, std::less<>> seen;
  ForEachWord(text, [&](const Word& word) {
    const bool single = word.form == WordForm::kLast || word.folded.size() == 1;
    if (single || phrases.size() >= phrases_max || seen.contains(word.folded)) return;
    seen.emplace(word.folded);
    phrases.push_back({{std::string(word.folded)}, QueryPhrase::Reach::kWords});
  });
  return phrases;
}

std::string ExcerptOf(std::string_view text, const std::vector<QueryPhrase>& phrases) {
  constexpr int kCharactersBefore = 16;
  constexpr int kCharacters = 80;
  std::size_t found = 0;
  bool any = false;
  ForEachWord(text, [&](const Word& word) {
    if (any) return;
    for (const QueryPhrase& phrase : phrases) {
      const std::string& first = phrase.words.front();
      any = phrase.reach == QueryPhrase::Reach::kBeginnings ? word.folded.starts_with(first) : word.folded == first;
      if (!any) continue;
      found = word.begin;
      return;
    }
  });
  std::size_t begin = found;
  for (int i = 0; i < kCharactersBefore && begin > 0; ++i) begin = CharacterBefore(text, begin);
  std::size_t end = begin;
  for (int i = 0; i < kCharacters && end < text.size(); ++i) end = CharacterEnd(text, end);
  std::string excerpt = begin == 0 ? "" : "…";
  for (const char c : text.substr(begin, end - begin)) excerpt.push_back(static_cast<std::uint8_t>(c) < 0x20 || c == 0x7F ? ' ' : c);
  if (end < text.size()) excerpt.append("…");
  return excerpt;
}

std::string FoldedText(std::string_view text) {
  std::string folded;
  bool separated = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = FirstOf(text.substr(at));
    at += c.bytes;
    if (c.sort == Sort::kSeparator) {
      separated = true;
      continue;
    }
    if (separated && !folded.empty()) folded.push_back(' ');
    separated = false;
    Append(c.folded, folded);
  }
  return folded;
}

}  // namespace tidegate
