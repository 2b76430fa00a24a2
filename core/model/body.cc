#include "core/model/body.h"

#include <cstdint>
#include <cstring>

namespace tidegate {

void AppendBody(const Body& body, std::string& out) {
  for (const std::string_view field : body.fields) {
    const auto bytes = static_cast<std::uint32_t>(field.size());
    out.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
  }
  for (const std::string_view field : body.fields) out.append(field);
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
