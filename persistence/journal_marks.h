// JournalMarks: the few durable facts about a journal that are not records: where it begins, and which epoch was promised.
//
// Kept apart from the records, so that cutting writes no tombstones among them. Rare: rewritten whole (ReplaceFile) at a cut or a promise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "persistence/journal_position.h"

namespace tidegate {

struct JournalMarks {
  JournalPosition base;              // before the first record that is kept
  std::uint32_t promised_epoch = 0;  // no record of an earlier epoch is taken; 0 = none promised yet
  friend bool operator==(const JournalMarks&, const JournalMarks&) = default;
};

inline constexpr std::size_t kJournalMarksBytes = 40;

std::string EncodeJournalMarks(const JournalMarks& marks);
// nullopt when length, magic, version or checksum are wrong.
std::optional<JournalMarks> DecodeJournalMarks(std::string_view bytes);

}  // namespace tidegate
