#include "protocol/masking/personal_data.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tidegate {
namespace {

constexpr std::size_t kGroupDigitsMax = 15;  // of a phone with the longest prefix: E.164 allows as many
constexpr std::size_t kGroupsMax = 8;        // +33 6 12 34 56 78 has six
constexpr std::size_t kSeparatorsMax = 2;    // between two groups: `) `, ` (`
constexpr std::size_t kMobileDigits = 11;
constexpr std::size_t kShownAtEnd = 4;
constexpr std::size_t kCountryDigitsMax = 3;
constexpr std::size_t kStarsMax = 4;
constexpr std::size_t kStarsOfAddressMax = 3;

// A character as far as it matters here: its plain form, 0 for what is of no interest, and the bytes that it takes.
struct Symbol {
  char plain = 0;
  std::uint8_t bytes = 1;
};

// Of the characters of full width U+FF01 to U+FF5E, which are EF BC 81 to EF BD 9E.
std::optional<char> PlainOf(unsigned char first, unsigned char second, unsigned char third) {
  if (first != 0xEF || (second != 0xBC && second != 0xBD) || third < 0x80 || third > 0xBF) return std::nullopt;
  const unsigned place = (second - 0xBCu) * 64 + (third - 0x80u);  // from U+FF00
  if (place < 0x01 || place > 0x5E) return std::nullopt;
  return static_cast<char>(0x20 + place);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsUpper(c) || (c >= 'a' && c <= 'z'); }
bool IsSeparator(char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')'; }
bool IsLocal(char c) { return IsDigit(c) || IsLetter(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-'; }
bool IsDomain(char c) { return IsDigit(c) || IsLetter(c) || c == '.' || c == '-'; }

// Digits directly behind one another.
struct Group {
  std::size_t begin = 0;
  std::size_t end = 0;  // of the bytes
  std::size_t count = 0;
  std::array<char, kGroupDigitsMax> digits{};
  std::string_view text() const { return {digits.data(), std::min(count, kGroupDigitsMax)}; }
  bool too_long() const { return count > kGroupDigitsMax; }
};

// How groups of digits must be long to be a phone.
bool AreLong(const Group* groups, std::size_t count, std::initializer_list<std::size_t> lengths) {
  if (count < lengths.size()) return false;
  return std::equal(lengths.begin(), lengths.end(), groups, [](std::size_t length, const Group& group) { return group.count == length; });
}

// Without the area code.
bool IsLocalNumber(char first) { return first >= '2' && first <= '8'; }

// Digits of the area code at the front of the text; 0 = there is none.
std::size_t AreaDigits(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return 0;
  if (text[1] == '2' || (text[1] == '1' && text[2] == '0')) return 3;
  return text.size() >= 4 && text[1] >= '3' ? 4 : 0;
}

class Masker {
 public:
  Masker(std::string_view text, std::string& out) : text_(text), out_(out) {}

  void Run() {
    std::size_t at = 0;
    while ((at = NextInteresting(at)) < text_.size()) {
      const Symbol symbol = At(at);
      if (IsDigit(symbol.plain) || symbol.plain == '+') {
        at = TakeNumber(at, symbol);
      } else if (symbol.plain == '@') {
        at = TakeAddress(at, at + symbol.bytes);
      } else {
        at += symbol.bytes;
      }
    }
    CopyTo(text_.size());
  }

 private:
  Symbol At(std::size_t at) const {
    if (at >= text_.size()) return {0, 1};
    const auto first = static_cast<unsigned char>(text_[at]);
    if (first < 0x80) return {text_[at], 1};
    if (at + 1 < text_.size() && first == 0xC2 && static_cast<unsigned char>(text_[at + 1]) == 0xA0) return {' ', 2};
    if (at + 2 >= text_.size()) return {0, 1};
    const auto second = static_cast<unsigned char>(text_[at + 1]);
    const auto third = static_cast<unsigned char>(text_[at + 2]);
    if (first == 0xE3 && second == 0x80 && third == 0x80) return {' ', 3};
    const std::optional<char> plain = PlainOf(first, second, third);
    return plain ? Symbol{*plain, 3} : Symbol{0, 1};
  }
  // The one that ends at `at`.
  Symbol Before(std::size_t at) const {
    if (at == 0) return {0, 0};
    if (static_cast<unsigned char>(text_[at - 1]) < 0x80) return {text_[at - 1], 1};
    for (const std::size_t bytes : {std::size_t{2}, std::size_t{3}}) {
      if (at < bytes) break;
      if (const Symbol symbol = At(at - bytes); symbol.bytes == bytes) return symbol;
    }
    return {0, 1};
  }

  // Nothing else begins anything: most of a text is passed here.
  std::size_t NextInteresting(std::size_t at) const {
    static constexpr std::array<bool, 256> kInteresting = [] {
      std::array<bool, 256> table{};
      for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
      table['+'] = table['@'] = table[0xEF] = true;
      return table;
    }();
    while (at < text_.size() && !kInteresting[static_cast<unsigned char>(text_[at])]) ++at;
    return at;
  }

  void CopyTo(std::size_t end) {
    out_.append(text_.substr(copied_, end - copied_));
    copied_ = end;
  }

  // A digit, or a plus. Gives where to go on.
  std::size_t TakeNumber(std::size_t at, Symbol symbol) {
    if (at >= run_end_) LookAhead(at);
    if (run_is_address_) return TakeAddress(run_end_, run_end_ + At(run_end_).bytes);
    if (symbol.plain != '+') return TakePhone(at, at, Plus::kNone);
    const std::size_t behind = at + symbol.bytes;
    const char before = Before(at).plain;
    if (!IsDigit(At(behind).plain) || IsDigit(before) || IsLetter(before) || before == '_') return behind;
    return TakePhone(at, behind, Plus::kGiven);
  }

  // How far the word of an address would go that `at` is in, and whether an address follows. Each byte is looked at once.
  void LookAhead(std::size_t at) {
    run_end_ = at;
    for (Symbol symbol = At(run_end_); run_end_ < text_.size() && IsLocal(symbol.plain); symbol = At(run_end_)) run_end_ += symbol.bytes;
    const Symbol sign = At(run_end_);
    const std::size_t domain = run_end_ + sign.bytes;
    run_is_address_ = sign.plain == '@' && run_end_ < text_.size() && DomainEnd(domain) != domain && HasName(at, run_end_);
  }

  // Whether a letter or digit stands there.
  bool HasName(std::size_t begin, std::size_t end) const {
    for (Symbol symbol = At(begin); begin < end; begin += symbol.bytes, symbol = At(begin)) {
      if (IsDigit(symbol.plain) || IsLetter(symbol.plain)) return true;
    }
    return false;
  }

  // An address whose sign stands at `sign`, its domain from `domain` on. Gives where to go on: `domain`, when there is none.
  std::size_t TakeAddress(std::size_t sign, std::size_t domain) {
    const char before = Before(sign).plain;
    if (!IsLocal(before) && before != '*') return domain;
    const std::size_t end = DomainEnd(domain);
    if (end == domain) return domain;
    if (before == '*') return Leave(end);
    std::size_t begin = sign;
    std::size_t first = sign;  // of a letter or digit, the leftmost so far
    std::size_t count = 0;
    std::size_t until_first = 0;
    while (begin > copied_) {
      const Symbol symbol = Before(begin);
      if (!IsLocal(symbol.plain)) break;
      begin -= symbol.bytes;
      ++count;
      if (IsDigit(symbol.plain) || IsLetter(symbol.plain)) {
        first = begin;
        until_first = count;
      }
    }
    if (until_first == 0) return domain;
    CopyTo(first);
    if (until_first > 1) out_ += At(first).plain;
    out_.append(std::clamp<std::size_t>(until_first - 1, 1, kStarsOfAddressMax), '*');
    copied_ = sign;
    CopyTo(end);
    return end;
  }

  // `begin` when no domain stands there: labels with a dot between them, and letters at the end.
  std::size_t DomainEnd(std::size_t begin) const {
    std::size_t end = begin;
    std::size_t letters = 0;  // behind the last dot, before anything else
    enum class Part : std::uint8_t { kNoDot, kLetters, kOver } part = Part::kNoDot;
    bool label = false;
    for (std::size_t at = begin; at < text_.size();) {
      const Symbol symbol = At(at);
      if (!IsDomain(symbol.plain)) break;
      at += symbol.bytes;
      if (symbol.plain == '.') {
        if (!label) break;
        part = Part::kLetters;
        letters = 0;
        continue;
      }
      label = label || symbol.plain != '-';
      if (part != Part::kLetters) continue;
      if (!IsLetter(symbol.plain)) {
        part = Part::kOver;
        continue;
      }
      if (++letters >= 2) end = at;
    }
    return end;
  }

  enum class Plus : std::uint8_t { kNone, kGiven };

  // A phone that begins at `begin`, its digits at `digits`. Gives where to go on.
  std::size_t TakePhone(std::size_t begin, std::size_t digits, Plus plus) {
    std::array<Group, kGroupsMax> groups;
    Read(digits, groups[0]);
    std::size_t pass = groups[0].end;  // when it is no phone
    if (groups[0].too_long()) {
      for (Symbol symbol = At(pass); IsDigit(symbol.plain); symbol = At(pass)) pass += symbol.bytes;
      return pass;
    }
    if (IsPartOfAName(begin)) return pass;
    if (const std::size_t end = MaskedEnd(groups[0], plus, Gap::kAllowed); end != 0) return Leave(end);
    const std::size_t count = ReadGroups(groups);
    if (const std::size_t end = TakeWithPrefix(groups, count); end != 0) return end;
    if (const std::size_t end = TakeMobile(begin, groups.data(), count); end != 0) return end;
    if (const std::size_t end = TakeLandline(begin, groups.data(), count); end != 0) return end;
    if (plus == Plus::kGiven) {
      if (const std::size_t end = TakeForeign(begin, groups, count); end != 0) return end;
    }
    return pass;
  }

  // At most one digit more than a phone has: whether it is too long is known then.
  void Read(std::size_t at, Group& group) const {
    group.begin = at;
    group.count = 0;
    for (Symbol symbol = At(at); at < text_.size() && IsDigit(symbol.plain) && !group.too_long(); symbol = At(at)) {
      if (group.count < kGroupDigitsMax) group.digits[group.count] = symbol.plain;
      ++group.count;
      at += symbol.bytes;
    }
    group.end = at;
  }
  std::size_t ReadGroups(std::array<Group, kGroupsMax>& groups) const {
    std::size_t count = 1;
    while (count < kGroupsMax) {
      std::size_t at = groups[count - 1].end;
      std::size_t separators = 0;
      for (Symbol symbol = At(at); IsSeparator(symbol.plain) && at < text_.size() && separators < kSeparatorsMax; symbol = At(at)) {
        at += symbol.bytes;
        ++separators;
      }
      if (separators == 0 || at >= text_.size() || !IsDigit(At(at).plain)) break;
      Read(at, groups[count]);
      if (groups[count].too_long() || IsLeftOfMasked(groups[count])) break;
      ++count;
    }
    return count;
  }

  // What was masked before is left as it is, and what is still shown of it belongs to nothing else: the end of `138****0755` and a
  // `23456789` behind it are no phone. That makes a text that is masked twice the same as one that is masked once.
  enum class Gap : std::uint8_t { kNone, kAllowed };

  // Where a masked phone ends that begins with this group, or 0: 138****0827, 86138****0827, 010****5678, +44****0958; with a gap
  // (0755) ***5678. Exactly what Put makes; everything else with stars in it is a text like any other.
  std::size_t MaskedEnd(const Group& group, Plus plus, Gap gap) const {
    const std::string_view front = group.text();
    std::size_t at = group.end;
    if (At(at).plain != '*' && (gap == Gap::kNone || front[0] != '0')) return 0;  // most numbers
    std::size_t separators = 0;
    for (; gap == Gap::kAllowed && separators < kSeparatorsMax && IsSeparator(At(at).plain); ++separators) at += At(at).bytes;
    std::size_t stars = 0;
    for (; stars <= kStarsMax && At(at).plain == '*'; ++stars) at += At(at).bytes;
    if (!IsFrontOfMasked(front, stars, separators, plus)) return 0;
    for (std::size_t i = 0; i < kShownAtEnd; ++i) {
      const Symbol symbol = At(at);
      if (!IsDigit(symbol.plain)) return 0;
      at += symbol.bytes;
    }
    return IsDigit(At(at).plain) ? 0 : at;
  }
  static bool IsFrontOfMasked(std::string_view front, std::size_t stars, std::size_t separators, Plus plus) {
    if (stars == 0 || stars > kStarsMax) return false;
    const std::size_t area = AreaDigits(front);
    if (area != 0 && area == front.size() && (stars == 4 || (stars == 3 && area == 4))) return true;
    if (separators != 0) return false;
    if (plus == Plus::kGiven && front[0] != '0' && front.size() <= kCountryDigitsMax) return true;
    for (const std::string_view prefix : {std::string_view(), std::string_view("86"), std::string_view("0086")}) {
      if (front.size() != prefix.size() + 3 || front.substr(0, prefix.size()) != prefix) continue;
      if (stars == 4 && front[prefix.size()] == '1' && front[prefix.size() + 1] >= '3') return true;
    }
    return false;
  }
  // Whether a group behind others is what is shown of a masked phone or, a single digit, of an address.
  bool IsLeftOfMasked(const Group& group) const {
    if (At(group.end).plain != '*') return false;
    if (MaskedEnd(group, Plus::kNone, Gap::kNone) != 0) return true;
    if (group.count != 1) return false;
    std::size_t at = group.end;
    for (std::size_t stars = 0; stars < kStarsOfAddressMax && At(at).plain == '*'; ++stars) at += At(at).bytes;
    const Symbol sign = At(at);
    return sign.plain == '@' && DomainEnd(at + sign.bytes) != at + sign.bytes;
  }
  std::size_t Leave(std::size_t end) {
    CopyTo(end);
    return end;
  }

  // CS20261121000042, SF_13912345678: capital letters or an underscore before digits make a number of something, unless they say `phone`.
  bool IsPartOfAName(std::size_t begin) const {
    const char before = Before(begin).plain;
    if (before == '_') return true;
    if (!IsUpper(before)) return false;
    constexpr std::size_t kWordMax = 8;
    std::string word;
    for (std::size_t at = begin; word.size() <= kWordMax;) {
      const Symbol symbol = Before(at);
      if (!IsLetter(symbol.plain)) break;
      word.insert(word.begin(), IsUpper(symbol.plain) ? symbol.plain : static_cast<char>(symbol.plain - 'a' + 'A'));
      at -= symbol.bytes;
    }
    for (const std::string_view phone : {"TEL", "PHONE", "MOBILE", "MOB", "CELL", "CALL", "FAX", "WECHAT", "WX", "VX"}) {
      if (word == phone) return false;
    }
    return true;
  }

  // 86 or 0086 before a mobile phone, with something between or without.
  std::size_t TakeWithPrefix(std::array<Group, kGroupsMax>& groups, std::size_t count) {
    const std::string_view first = groups[0].text();
    for (const std::string_view prefix : {std::string_view("86"), std::string_view("0086")}) {
      if (first.substr(0, prefix.size()) != prefix) continue;
      if (first == prefix) return count == 1 ? 0 : TakeMobile(groups[1].begin, groups.data() + 1, count - 1);
      Group rest = groups[0];
      rest.count -= prefix.size();
      for (std::size_t i = 0; i < prefix.size(); ++i) rest.begin += At(rest.begin).bytes;
      std::copy(groups[0].digits.begin() + static_cast<std::ptrdiff_t>(prefix.size()), groups[0].digits.end(), rest.digits.begin());
      const Group kept = groups[0];
      groups[0] = rest;
      if (const std::size_t end = TakeMobile(rest.begin, groups.data(), count); end != 0) return end;
      groups[0] = kept;
    }
    return 0;
  }

  std::size_t TakeMobile(std::size_t begin, const Group* groups, std::size_t count) {
    const std::string_view first = groups[0].text();
    if (first.size() < 3 || first[0] != '1' || first[1] < '3') return 0;
    std::size_t used = 0;
    if (AreLong(groups, count, {kMobileDigits})) used = 1;
    if (AreLong(groups, count, {3, 8}) || AreLong(groups, count, {7, 4})) used = 2;
    if (AreLong(groups, count, {3, 4, 4})) used = 3;
    if (used == 0) return 0;
    const std::string_view last = groups[used - 1].text();
    return Put(begin, groups[used - 1].end, first.substr(0, 3), 4, last.substr(last.size() - kShownAtEnd));
  }

  std::size_t TakeLandline(std::size_t begin, const Group* groups, std::size_t count) {
    const std::string_view first = groups[0].text();
    const std::size_t area = AreaDigits(first);
    if (area == 0) return 0;
    if (first.size() > area) {  // without anything between
      const std::size_t local = first.size() - area;
      if (!IsLocalNumber(first[area]) || !(local == 8 || (local == 7 && area == 4))) return 0;
      return Put(begin, groups[0].end, first.substr(0, area), local - kShownAtEnd, first.substr(first.size() - kShownAtEnd));
    }
    if (count < 2 || !IsLocalNumber(groups[1].digits[0])) return 0;
    std::size_t used = 0;
    if (groups[1].count == 8 || (groups[1].count == 7 && area == 4)) used = 2;
    if (used == 0 && count > 2 && groups[2].count == 4 && (groups[1].count == 4 || (groups[1].count == 3 && area == 4))) used = 3;
    if (used == 0) return 0;
    const std::size_t local = groups[1].count + (used == 3 ? groups[2].count : 0);
    const std::string_view last = groups[used - 1].text();
    CopyTo(groups[1].begin);
    return Put(groups[1].begin, groups[used - 1].end, {}, local - kShownAtEnd, last.substr(last.size() - kShownAtEnd));
  }

  std::size_t TakeForeign(std::size_t begin, const std::array<Group, kGroupsMax>& groups, std::size_t count) {
    constexpr std::size_t kDigitsMin = 8;
    if (groups[0].digits[0] == '0') return 0;
    std::string digits;
    std::size_t used = 0;
    while (used < count && digits.size() + groups[used].count <= kGroupDigitsMax) digits += groups[used++].text();
    if (digits.size() < kDigitsMin) return 0;
    const std::size_t shown = groups[0].count <= kCountryDigitsMax ? groups[0].count : 2;
    const std::size_t hidden = digits.size() - shown - kShownAtEnd;
    const std::string_view all = digits;
    return Put(begin, groups[used - 1].end, "+" + digits.substr(0, shown), std::min(hidden, kStarsMax),
               all.substr(all.size() - kShownAtEnd));
  }

  // Puts what is shown in place of the bytes; gives their end.
  std::size_t Put(std::size_t begin, std::size_t end, std::string_view front, std::size_t stars, std::string_view back) {
    CopyTo(begin);
    out_.append(front).append(stars, '*').append(back);
    copied_ = end;
    return end;
  }

  const std::string_view text_;
  std::string& out_;
  std::size_t copied_ = 0;   // of the text, into `out_`
  std::size_t run_end_ = 0;  // of what LookAhead saw
  bool run_is_address_ = false;
};

// The bytes of the first character; 0 of an empty text.
std::size_t FirstBytes(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
  return bytes;
}

// Two to eight characters of Chinese, or words of letters: nobody's number.
bool LooksLikeAName(std::string_view text) {
  std::size_t chinese = 0;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = FirstBytes(text.substr(at));
    const std::string_view one = text.substr(at, bytes);
    if (bytes == 3 && one >= "\xE3\x90\x80" && one <= "\xE9\xBF\xBF") {
      ++chinese;
    } else if (one == " ") {
      space = true;
    } else if (!(bytes == 1 && IsLetter(one[0])) && one != "\xC2\xB7" && one != "." && one != "'" && one != "-") {
      return false;
    }
    at += bytes;
  }
  return chinese != 0 ? chinese >= 2 && chinese <= 8 : space;
}

}  // namespace

void AppendMasked(std::string_view text, std::string& out) { Masker(text, out).Run(); }

std::string Masked(std::string_view text) {
  std::string out;
  AppendMasked(text, out);
  return out;
}

std::string MaskedName(std::string_view name) { return name.empty() ? std::string() : std::string(name.substr(0, FirstBytes(name))) + "*"; }

std::string MaskedIdentity(std::string_view identity) {
  std::string masked = Masked(identity);
  if (masked != identity) return masked;
  return LooksLikeAName(identity) ? MaskedName(identity) : masked;
}

}  // namespace tidegate
