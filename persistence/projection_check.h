// CheckProjection: whether a store says what the journal says. A part of Verify (verifier.h).
//
// All rows of all tables are read, which proves the files and that each row is well-formed. Then tickets are compared, a share of them in
// each pass over the journal, chosen by hash: so memory is bounded however many there are. The names of clients are compared alike. Of a
// ticket that began before the journal's first change, only what the journal still has is compared.
#pragma once

#include <cstdint>

#include "persistence/verifier.h"

namespace tidegate {

// `directory_id` 0 = not known. Adds its part, and its findings, to the report.
void CheckProjection(JournalSink& journal, const Store& store, std::uint64_t directory_id, const VerifyOptions& options,
                     VerifyReport& report);

}  // namespace tidegate
