// Helpers that read a whole journal back, for comparison with what was put in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "persistence/journal_sink.h"

namespace tidegate {

inline absl::StatusOr<std::vector<std::string>> ReadAllFrom(JournalSink& journal, std::uint64_t seq) {
  std::vector<std::string> records;
  const absl::Status status = journal.ReadFrom(seq, [&](std::string_view record) {
    records.emplace_back(record);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return records;
}

inline std::string Message(const absl::Status& status) { return std::string(status.message()); }

}  // namespace tidegate
