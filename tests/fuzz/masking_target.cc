#include "tests/fuzz/masking_target.h"

#include <cctype>
#include <cstddef>

#include "core/base/utf8.h"
#include "protocol/masking/personal_data.h"

namespace tidegate {
namespace {

constexpr std::size_t kMobileDigits = 11;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
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

}  // namespace

std::string UnsoundMasking(std::string_view text) {
  const std::string masked = Masked(text);
  if (masked.size() > text.size()) return "what is shown is longer than the text";
  if (IsUtf8(text) && !IsUtf8(masked)) return "UTF-8 became something else";
  if (const std::size_t at = PhoneLeft(Plain(masked)); at != std::string::npos) return "a phone is shown: " + masked;
  if (const std::string again = Masked(masked); again != masked) return "masked again, `" + masked + "` becomes `" + again + "`";
  std::string behind = "before ";
  AppendMasked(text, behind);
  if (behind != "before " + masked) return "appended, it is another text";
  if (IsUtf8(text) && (!IsUtf8(MaskedName(text)) || !IsUtf8(MaskedIdentity(text)))) return "a name became no UTF-8";
  if (MaskedName(text).size() > text.size() + 1) return "a name is longer masked than before";
  if (MaskedName(MaskedName(text)) != MaskedName(text)) return "a name masked again is another one";
  if (MaskedIdentity(MaskedIdentity(text)) != MaskedIdentity(text)) return "an identity masked again is another one";
  return "";
}

}  // namespace tidegate
