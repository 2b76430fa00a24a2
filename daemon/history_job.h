// HistoryJob and HistoryAnswer: a question for a ticket's history on its way to the reader's thread and back.
#pragma once

#include <cstdint>
#include <optional>

#include "core/model/event.h"
#include "core/model/names.h"
#include "persistence/archive_reader.h"
#include "persistence/history_reader.h"
#include "protocol/masking/sight.h"

namespace tidegate {

struct HistoryJob {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  Role role = Role::kNone;
  Sight sight = Sight::kMasked;
  HistoryQuestion question;
  std::optional<ArchiveQuestion> archive{};  // in its place: a page of tickets
};

struct HistoryAnswer {
  enum class Kind : std::uint8_t { kFound, kUnknown, kFailed, kTickets } kind = Kind::kUnknown;
  HistoryView view;
  ArchiveView tickets{};  // of kTickets
};

// The page as this role may see it (MaskFor).
HistoryAnswer AnswerOf(const HistoryPage& page, Role role, Sight sight);
// Facts only: there is no text in it.
HistoryAnswer AnswerOf(const ArchiveRows& page);

}  // namespace tidegate
