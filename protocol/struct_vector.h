// AreAligned: whether the structs of a verified vector lie where their type may be read.
//
// The verifier of FlatBuffers 2.0.8 checks the alignment of fields and of a vector's length, not that of a vector's structs; a struct with
// 64-bit fields at an address that is only 4-aligned is undefined to read. Builders never lay one out so; hostile bytes may.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <cstdint>

namespace tidegate {

template <class Struct>
bool AreAligned(const flatbuffers::Vector<const Struct*>* items) {
  return items == nullptr || items->size() == 0 || reinterpret_cast<std::uintptr_t>(items->Data()) % alignof(Struct) == 0;
}

// Tables are read byte-wise and checked by the verifier.
template <class Table>
bool AreAligned(const flatbuffers::Vector<flatbuffers::Offset<Table>>*) {
  return true;
}

}  // namespace tidegate
