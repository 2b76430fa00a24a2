// CompactWriter and CompactReader: a sequence of unsigned and signed integers and short texts in few bytes, with one spelling for each
// value.
//
// Integers are little-endian base 128, seven bits a byte, as short as can be (a longer spelling is refused); signed ones are folded (0, -1,
// 1, -2 ... -> 0, 1, 2, 3 ...). A text is its length, then its bytes. The reader takes any bytes: the first thing that does not fit makes
// it fail for good, after which every read gives zero or an empty text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate {

class CompactWriter {
 public:
  explicit CompactWriter(std::string& out) : out_(out) {}

  void Unsigned(std::uint64_t value) {
    while (value >= 0x80) {
      out_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    out_.push_back(static_cast<char>(value));
  }
  void Signed(std::int64_t value) {
    const auto raw = static_cast<std::uint64_t>(value);
    Unsigned(value < 0 ? ~(raw << 1) : raw << 1);
  }
  void Text(std::string_view text) {
    Unsigned(text.size());
    out_.append(text);
  }

 private:
  std::string& out_;
};

class CompactReader {
 public:
  explicit CompactReader(std::string_view bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  // Makes it fail: for a caller to whom a value makes no sense.
  void Refuse() { Fail(); }
  // Everything was read and nothing failed.
  bool complete() const { return !failed_ && rest_.empty(); }

  // At most `max`.
  std::uint64_t Unsigned(std::uint64_t max) {
    std::uint64_t value = 0;
    for (int shift = 0; !rest_.empty() && shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      const std::uint64_t bits = byte & 0x7F;
      if (shift == 63 && bits > 1) break;
      value |= bits << shift;
      if ((byte & 0x80) != 0) continue;
      if ((byte == 0 && shift != 0) || value > max) break;
      return value;
    }
    return Fail();
  }
  // Between -max and max.
  std::int64_t Signed(std::int64_t max) {
    const std::uint64_t folded = Unsigned(~std::uint64_t{0});
    const auto value = static_cast<std::int64_t>((folded & 1) != 0 ? ~(folded >> 1) : folded >> 1);
    return value < -max || value > max ? static_cast<std::int64_t>(Fail()) : value;
  }
  // At most `bytes_max` bytes; a view into what was given.
  std::string_view Text(std::uint64_t bytes_max) {
    const std::uint64_t bytes = Unsigned(bytes_max);
    if (bytes > rest_.size()) Fail();
    if (failed_) return {};
    const std::string_view text = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return text;
  }

 private:
  std::uint64_t Fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace tidegate
