// DecodeSubmit: one Submit table to one Submit command: names to ids, keys to hashes, texts to an encoded Body in the arena.
//
// The hottest path of the io threads; allocates nothing but arena memory unless it refuses. Sees FlatBuffers: for decoders in protocol/
// only.
#pragma once

#include "core/model/command.h"
#include "protocol/field_checker.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {

// Fills `out` from `in`; false when `checker` refused.
bool DecodeSubmit(const wire::Submit& in, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher,
                  CommandArena& arena, FieldChecker& checker, Submit& out);

// Hash64 over everything that a submit asks, its external key and its recorded instant included, times of sending left out: tells a
// repeated submit from another one under the same key (design.md 3).
std::uint64_t PayloadHash(const Submit& submit);

// Skills by name, into places that are all unused; returns how many. Not yet canonical.
std::uint8_t DecodeSkills(const flatbuffers::Vector<flatbuffers::Offset<wire::Skill>>* in, const CatalogNames& names, FieldChecker& checker,
                          SkillLevel* out, std::size_t count_max);

}  // namespace tidegate
