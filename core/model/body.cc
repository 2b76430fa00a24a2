#include "core/model/body.h"

#include <cstdint>
#include <cstring>

namespace tidegate {

void AppendBody(const Body& body, std::string& out) {
  const std::size_t at = out.size();
  out.resize(at + EncodedBodyBytes(body));
  EncodeBody(body, out.data() + at);
}

std::size_t EncodedBodyBytes(const Body& body) {
  std::size_t bytes = kBodyFieldCount * 4;
  for (const std::string_view field : body.fields) bytes += field.size();
  return bytes;
}

void EncodeBody(const Body& body, char* out) {
  for (const std::string_view field : body.fields) {
    const auto bytes = static_cast<std::uint32_t>(field.size());
    std::memcpy(out, &bytes, sizeof bytes);
    out += sizeof bytes;
  }
  for (const std::string_view field : body.fields) {
    if (!field.empty()) std::memcpy(out, field.data(), field.size());
    out += field.size();
  }
}

std::optional<Body> DecodeBody(std::string_view bytes) {
  constexpr std::size_t kHeader = kBodyFieldCount * 4;
  if (bytes.size() < kHeader) return std::nullopt;
  Body body;
  std::size_t at = kHeader;
  for (std::size_t i = 0; i < kBodyFieldCount; ++i) {
    std::uint32_t length;
    std::memcpy(&length, bytes.data() + i * 4, 4);
    if (length > bytes.size() - at) return std::nullopt;
    body.fields[i] = bytes.substr(at, length);
    at += length;
  }
  if (at != bytes.size()) return std::nullopt;
  return body;
}

}  // namespace tidegate
