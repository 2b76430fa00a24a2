#include "protocol/frame.h"

#include <array>
#include <bit>
#include <cstring>

#include "core/base/check.h"

namespace tidegate {
namespace {

static_assert(std::endian::native == std::endian::little, "headers are read in place");

// Place of each number in kFrameKindRows, 255 = none.
constexpr std::array<std::uint8_t, 256> kRowOfNumber = [] {
  std::array<std::uint8_t, 256> rows{};
  rows.fill(255);
  for (std::size_t i = 0; i < std::size(kFrameKindRows); ++i) rows[static_cast<std::size_t>(kFrameKindRows[i].kind)] = i;
  return rows;
}();

static_assert([] {
  for (const FrameKindRow& row : kFrameKindRows) {
    if (row.body_bytes_max % kFrameAlign != 0) return false;
    if ((row.direction == Direction::kRequest) != (row.roles != kForServer)) return false;
  }
  return true;
}());

}  // namespace

const FrameKindRow* FindFrameKind(std::uint8_t number) {
  const std::uint8_t row = kRowOfNumber[number];
  return row == 255 ? nullptr : &kFrameKindRows[row];
}

const FrameKindRow& FrameInfo(FrameKind kind) {
  const FrameKindRow* row = FindFrameKind(static_cast<std::uint8_t>(kind));
  CHECK(row != nullptr);
  return *row;
}

FrameResult ReadFrame(FrameSide side, std::string_view bytes) {
  FrameResult result;
  if (bytes.size() < kFrameHeaderBytes) return result;
  FrameHeader& header = result.frame.header;
  std::memcpy(&header, bytes.data(), sizeof header);

  const FrameKindRow* row = FindFrameKind(header.kind);
  const bool known = row != nullptr && (row->direction == Direction::kRequest) == (side == FrameSide::kServer);
  const std::size_t bytes_max = known ? row->body_bytes_max : kFrameBodyBytesMax;
  if (header.length > bytes_max) {
    result.status = FrameStatus::kTooLarge;
    return result;
  }
  if (header.length % kFrameAlign != 0) {
    result.status = FrameStatus::kUnaligned;
    return result;
  }
  result.wanted = kFrameHeaderBytes + header.length;
  if (bytes.size() < result.wanted) return result;
  result.frame.body = bytes.substr(kFrameHeaderBytes, header.length);
  result.consumed = result.wanted;
  result.status = known ? FrameStatus::kFrame : FrameStatus::kUnknownKind;
  return result;
}

std::string Describe(const FrameResult& result) {
  const FrameHeader& header = result.frame.header;
  const FrameKindRow* row = FindFrameKind(header.kind);
  const std::string kind = row != nullptr ? std::string(row->name) : "frame of kind " + std::to_string(header.kind);
  switch (result.status) {
    case FrameStatus::kFrame:
    case FrameStatus::kNeedMore:
      return "";
    case FrameStatus::kUnknownKind:
      if (row != nullptr) return "a " + kind + " frame does not go in this direction";
      return kind + ": no such kind in version " + std::to_string(kProtocolVersion);
    case FrameStatus::kTooLarge:
      return kind + " of " + std::to_string(header.length) + " bytes: it may have " +
             std::to_string(row != nullptr ? row->body_bytes_max : kFrameBodyBytesMax);
    case FrameStatus::kUnaligned:
      return kind + " of " + std::to_string(header.length) + " bytes: the length must be a multiple of " + std::to_string(kFrameAlign);
  }
  return "";
}

void StoreHeader(const FrameHeader& header, char* out) { std::memcpy(out, &header, sizeof header); }

void AppendFrame(FrameHeader header, std::string_view body, std::string& out) {
  const std::size_t padded = (body.size() + kFrameAlign - 1) / kFrameAlign * kFrameAlign;
  CHECK_LE(padded, FrameInfo(static_cast<FrameKind>(header.kind)).body_bytes_max);
  header.length = static_cast<std::uint32_t>(padded);
  char bytes[kFrameHeaderBytes];
  StoreHeader(header, bytes);
  out.append(bytes, sizeof bytes);
  out.append(body);
  out.append(padded - body.size(), '\0');
}

}  // namespace tidegate
