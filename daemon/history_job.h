// HistoryJob and HistoryAnswer: a question for a ticket's history on its way to the reader's thread and back.
#pragma once

#include <cstdint>

#include "core/model/event.h"
#include "core/model/names.h"
#include "persistence/history_reader.h"

namespace tidegate {

struct HistoryJob {
  std::uint64_t session = 0;
  std::uint64_t correlation = 0;
  Role role = Role::kNone;
  HistoryQuestion question;
};

struct HistoryAnswer {
  enum class Kind : std::uint8_t { kFound, kUnknown, kFailed } kind = Kind::kUnknown;
  HistoryView view;
};

// The page as this role may see it (MaskFor).
HistoryAnswer AnswerOf(const HistoryPage& page, Role role);

}  // namespace tidegate
