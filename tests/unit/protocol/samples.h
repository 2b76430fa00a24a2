// One sample frame of every kind of the table, filled so that every field shows: for golden bytes, corruption and the fuzzer's corpus.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/catalog_names.h"
#include "protocol/frame.h"
#include "protocol/key_hasher.h"
#include "protocol/server_codec.h"

namespace tidegate {

struct SampleFrame {
  FrameKind kind = FrameKind::kNone;
  std::string bytes;
};

// In the order of TIDEGATE_FRAMES; every kind once.
std::vector<SampleFrame> SampleFrames();
std::string SampleBytes(FrameKind kind);

// skill: refund, english, 退款; region: east, west; type: complaint, consultation; channel: app, hotline.
const CatalogNames& SampleNames();
// A session of that role, client "crm-east" in workspace "default".
SessionIdentity SampleIdentity(Role role);
const KeyHasher& SampleHasher();

// As `hexdump -C` prints it: what golden files and PROTOCOL.md show.
std::string HexDump(std::string_view bytes);

// A frame of the body on 8-aligned memory of its own, exactly as long as it is: a read beyond it shows under the address sanitizer.
class AlignedFrame {
 public:
  explicit AlignedFrame(std::string_view bytes);
  // CHECKs that the bytes are one whole frame for that side.
  Frame As(FrameSide side) const;
  FrameResult Read(FrameSide side) const;
  char* data() { return reinterpret_cast<char*>(words_.data()); }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_;
};

}  // namespace tidegate
