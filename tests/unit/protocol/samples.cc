#include "tests/unit/protocol/samples.h"

#include <cstdio>
#include <cstring>

#include "core/base/check.h"
#include "protocol/reply_encoder.h"
#include "tests/unit/protocol/sample_parts.h"

namespace tidegate {

std::string SampleBytes(FrameKind kind) {
  std::string bytes;
  if (FrameInfo(kind).direction == Direction::kRequest) {
    samples::AppendRequest(kind, bytes);
    return bytes;
  }
  ReplyScratch scratch;
  ReplyEncoder encoder(&scratch, {Refusals::kInWords, Durability::kSynced, "tidegated 0.1.0"});
  samples::AppendReply(kind, encoder);
  encoder.Take(bytes);
  return bytes;
}

std::vector<SampleFrame> SampleFrames() {
  std::vector<SampleFrame> samples;
  for (const FrameKindRow& row : kFrameKindRows) samples.push_back({row.kind, SampleBytes(row.kind)});
  return samples;
}

const CatalogNames& SampleNames() {
  static const CatalogNames* const names = new CatalogNames({{{},
                                                              {"refund", "english", "退款"},
                                                              {"east", "west"},
                                                              {"complaint", "consultation"},
                                                              {"app", "hotline"},
                                                              {"vip-care", "日常", "大促"},
                                                              {"technical", "物流"}}},
                                                            {{{}, {}, {}, {{"consultation", "咨询"}}, {}, {}, {}}});
  return *names;
}

const KeyHasher& SampleHasher() {
  static const KeyHasher hasher({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
  return hasher;
}

SessionIdentity SampleIdentity(Role role) {
  HelloRequest hello;
  hello.role = role;
  hello.name = "crm-east";
  hello.workspace = "default";
  return IdentityOf(hello, 1, SampleHasher());
}

std::string HexDump(std::string_view bytes) {
  std::string text;
  char piece[32];
  for (std::size_t at = 0; at < bytes.size(); at += 16) {
    std::snprintf(piece, sizeof piece, "%08zx ", at);
    text += piece;
    std::string letters;
    for (std::size_t i = at; i < at + 16; ++i) {
      if (i == at + 8) text += ' ';
      if (i >= bytes.size()) {
        text += "   ";
        continue;
      }
      const auto byte = static_cast<unsigned char>(bytes[i]);
      std::snprintf(piece, sizeof piece, " %02x", byte);
      text += piece;
      letters += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
    }
    text += "  |" + letters + "|\n";
  }
  return text;
}

AlignedFrame::AlignedFrame(std::string_view bytes) : words_((bytes.size() + 7) / 8), size_(bytes.size()) {
  if (!bytes.empty()) std::memcpy(words_.data(), bytes.data(), bytes.size());
}

FrameResult AlignedFrame::Read(FrameSide side) const { return ReadFrame(side, {reinterpret_cast<const char*>(words_.data()), size_}); }

Frame AlignedFrame::As(FrameSide side) const {
  const FrameResult result = Read(side);
  CHECK_EQ(result.status, FrameStatus::kFrame);
  CHECK_EQ(result.consumed, size_);
  return result.frame;
}

}  // namespace tidegate
