// ReplyScratch::Impl: the builder of a thread, and the bytes that open every Acks frame. Sees FlatBuffers: for the encoder's files only.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <string>
#include <string_view>

#include "protocol/frame.h"
#include "protocol/masking/personal_data.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

struct ReplyScratch::Impl {
  Impl();

  // Finishes `root` and appends it as a frame to `out`; the builder is then empty again.
  template <class Table>
  void Emit(FrameKind kind, std::uint64_t correlation, flatbuffers::Offset<Table> root, std::string& out) {
    builder.Finish(root);
    FrameHeader header;
    header.kind = static_cast<std::uint8_t>(kind);
    header.correlation = correlation;
    AppendFrame(header, {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()}, out);
    builder.Clear();
  }

  // 0 (absent) for an empty text.
  flatbuffers::Offset<flatbuffers::String> Text(std::string_view text) {
    if (text.empty()) return 0;
    return builder.CreateString(text.data(), text.size());
  }

  // What people wrote: phones and e-mail addresses in it are not shown whole.
  flatbuffers::Offset<flatbuffers::String> MaskedText(std::string_view text) { return text.empty() ? 0 : Text(Masked(text)); }

  flatbuffers::FlatBufferBuilder builder;
  // Header and body of an Acks frame up to its first item: laid in front of items of any number, with two lengths put in later.
  std::string acks_prefix;
};

}  // namespace tidegate
