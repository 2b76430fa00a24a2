// Body: the texts of a ticket. They never enter the engine: they travel beside it, from the wire into the tail of `Submitted` and back out.
//
// Layout: for each field in the order of BodyField a little-endian u32 length, then all the bytes in the same order. A field of length 0 is
// absent. Encoded at the edge after checking UTF-8 and bounds; decoding checks lengths again, because the journal is read by tools too.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tidegate {

enum class BodyField : std::size_t { kExternalKey, kCustomer, kOrder, kTitle, kText, kRecordedAt };
inline constexpr std::size_t kBodyFieldCount = 6;

inline constexpr std::size_t kKeyBytesMax = 64;  // keys and ids: design.md 4
inline constexpr std::size_t kTitleBytesMax = 512;
inline constexpr std::size_t kTextBytesMax = 32 * 1024;  // design.md 4
inline constexpr std::size_t kRecordedAtBytesMax = 32;   // an instant as the other system writes it

struct Body {
  std::array<std::string_view, kBodyFieldCount> fields;
  std::string_view operator[](BodyField field) const { return fields[static_cast<std::size_t>(field)]; }
  std::string_view& operator[](BodyField field) { return fields[static_cast<std::size_t>(field)]; }
};

inline constexpr std::size_t kBodyBytesMax = kBodyFieldCount * 4 + 3 * kKeyBytesMax + kTitleBytesMax + kTextBytesMax + kRecordedAtBytesMax;

// Appends the encoded body to `out`.
void AppendBody(const Body& body, std::string& out);
// The same in two steps, for memory that is not a string: `out` has room for EncodedBodyBytes(body).
std::size_t EncodedBodyBytes(const Body& body);
void EncodeBody(const Body& body, char* out);
// Views into `bytes`; nullopt when the lengths do not add up.
std::optional<Body> DecodeBody(std::string_view bytes);

}  // namespace tidegate
