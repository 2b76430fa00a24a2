#include "tests/fuzz/masking_target.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstring>

#include "core/base/utf8.h"
#include "protocol/masking/personal_data.h"

namespace tidegate {
namespace {

constexpr std::size_t kMobileDigits = 11;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
std::ptrdiff_t Digits(std::string_view text) { return std::count_if(text.begin(), text.end(), IsDigit); }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// Signs of full width as their plain forms, everything else beyond ASCII as a bar: one character is one byte then.
std::string Plain(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
    const auto third = static_cast<unsigned char>(at + 2 < text.size() ? text[at + 2] : 0);
    const unsigned sign = (second - 0xBCu) * 64 + (third - 0x80u);
    if (byte == 0xEF && (second == 0xBC || second == 0xBD) && third >= 0x80 && third <= 0xBF && sign >= 1 && sign <= 0x5E) {
      plain += static_cast<char>(0x20 + sign);
      at += 3;
      continue;
    }
    plain += byte < 0x80 ? text[at] : '|';
    ++at;
  }
  return plain;
}

// In the domain of an address, which stays: its labels may be numbers.
bool IsInADomain(const std::string& plain, std::size_t at) {
  while (at > 0 && (std::isalnum(static_cast<unsigned char>(plain[at - 1])) != 0 || plain[at - 1] == '.' || plain[at - 1] == '-')) --at;
  return at > 0 && plain[at - 1] == '@';
}

// Where eleven digits that begin as a mobile phone does stand by themselves, and no word before them says that they are something else;
// npos = nowhere.
std::size_t PhoneLeft(const std::string& plain) {
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (!IsDigit(plain[at])) continue;
    std::size_t end = at;
    while (end < plain.size() && IsDigit(plain[end])) ++end;
    const char before = at == 0 ? ' ' : plain[at - 1];
    const bool named = before == '_' || IsCapital(before);
    const bool phone = end - at == kMobileDigits && plain[at] == '1' && plain[at + 1] >= '3';
    if (phone && !named && !IsInADomain(plain, at)) return at;
    at = end;
  }
  return std::string::npos;
}

bool IsSeparator(char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')'; }
bool IsOfAnAddress(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::strchr("._%+-@", c) != nullptr; }

// Whether one thing was masked, and nothing stands so near to what is still shown of it that both together look like another number: the
// end of `138****0827` and a `22345678` behind it are taken for a phone of a house, if one masks again.
bool StandsAlone(const std::string& plain) {
  constexpr std::size_t kDigitsOfNoPhone = 7;
  constexpr std::size_t kSeparatorsMax = 2;
  const std::size_t begin = plain.find('*');
  if (begin == std::string::npos) return true;
  const std::size_t end = std::min(plain.find_first_not_of('*', begin), plain.size());
  if (plain.find('*', end) != std::string::npos) return false;
  std::size_t digits = 0;
  for (std::size_t at = begin; at > 0; --at) {
    const char c = plain[at - 1];
    if (!IsDigit(c) && !IsSeparator(c) && c != '+') break;
    digits += IsDigit(c) ? 1 : 0;
  }
  if (digits > kDigitsOfNoPhone) return false;
  std::size_t behind = end;
  if (behind < plain.size() && plain[behind] == '@') {
    while (behind < plain.size() && IsOfAnAddress(plain[behind])) {
      if (IsDigit(plain[behind]) || (behind != end && plain[behind] == '@')) return false;
      ++behind;
    }
    return true;
  }
  while (behind < plain.size() && IsDigit(plain[behind])) ++behind;
  if (behind < plain.size() && IsOfAnAddress(plain[behind])) return false;
  for (std::size_t i = 0; i < kSeparatorsMax && behind < plain.size() && IsSeparator(plain[behind]); ++i) ++behind;
  return behind == plain.size() || !IsDigit(plain[behind]);
}

}  // namespace

std::string UnsoundMasking(std::string_view text) {
  const std::string masked = Masked(text);
  if (masked.size() > text.size()) return "what is shown is longer than the text";
  if (IsUtf8(text) && !IsUtf8(masked)) return "UTF-8 became something else";
  if (const std::size_t at = PhoneLeft(Plain(masked)); at != std::string::npos) return "a phone is shown: " + masked;
  const std::string again = Masked(masked);
  if (again.size() > masked.size() || Digits(Plain(again)) > Digits(Plain(masked))) return "masked again, more is shown: " + again;
  if (again != masked && StandsAlone(Plain(masked))) return "masked again, `" + masked + "` becomes `" + again + "`";
  std::string behind = "before ";
  AppendMasked(text, behind);
  if (behind != "before " + masked) return "appended, it is another text";
  if (IsUtf8(text) && (!IsUtf8(MaskedName(text)) || !IsUtf8(MaskedIdentity(text)))) return "a name became no UTF-8";
  if (MaskedName(text).size() > text.size() + 1) return "a name is longer masked than before";
  return "";
}

}  // namespace tidegate
