#include "tools/tidegate/display_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/base/utf8.h"

namespace tidegate {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Sorted.
constexpr std::array kWide = {
    Range{0x1100, 0x115F}, Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97C},
    Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},
    Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};
constexpr std::array kZeroWidth = {
    Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},
};

template <std::size_t N>
bool In(const std::array<Range, N>& ranges, std::uint32_t code) {
  const auto* after = std::upper_bound(ranges.begin(), ranges.end(), code, [](std::uint32_t c, const Range& r) { return c < r.first; });
  return after != ranges.begin() && code <= (after - 1)->last;
}

struct Character {
  std::uint32_t code;
  std::size_t bytes;
  bool whole;  // false: one byte that begins no character
};

// The character at the front of a text that is not empty.
Character Front(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (text.size() < bytes || !IsUtf8(text.substr(0, bytes))) return {lead, 1, false};
  std::uint32_t code = lead & (0xFFu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  return {code, bytes, true};
}

std::size_t Columns(const Character& c) {
  if (!c.whole) return 1;
  if (In(kZeroWidth, c.code)) return 0;
  return In(kWide, c.code) ? 2 : 1;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character c = Front(text);
    columns += Columns(c);
    text.remove_prefix(c.bytes);
  }
  return columns;
}

std::string OneLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character c = Front(text);
    if (!c.whole) {
      out.push_back('?');
    } else if (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0) || (c.code >= 0x202A && c.code <= 0x202E)) {
      out.push_back(' ');  // also the marks that turn the direction of text
    } else {
      out.append(text.substr(0, c.bytes));
    }
    text.remove_prefix(c.bytes);
  }
  return out;
}

std::string Shorten(std::string_view text, std::size_t columns) {
  if (DisplayWidth(text) <= columns) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const Character c = Front(text);
    if (used + Columns(c) + 1 > columns) break;
    used += Columns(c);
    out.append(text.substr(0, c.bytes));
    text.remove_prefix(c.bytes);
  }
  return out + "\u2026";
}

}  // namespace tidegate
