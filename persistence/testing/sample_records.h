// SampleRecords: turn records with plausible changes, numbered densely, for tests and benches of the journal.
//
// What the engine would write, without an engine: a Submitted with a tail per change. Unsealed unless Seal is used. Not for production.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/turn_record.h"
#include "persistence/journal_sink.h"

namespace tidegate {

class SampleRecords {
 public:
  // Goes on behind `end`.
  explicit SampleRecords(JournalPosition end = {}) : end_(end) {}

  // A record of `changes` submits, each with a tail of `tail_bytes`.
  std::string Unsealed(std::uint32_t changes, std::uint32_t tail_bytes) {
    TurnHeader header;
    header.first_seq = end_.seq + 1;
    header.at = kTicketEpoch + static_cast<Micros>(header.first_seq) * kMillisecond;
    header.epoch = epoch;
    header.change_count = changes;
    header.commands = static_cast<std::uint16_t>(changes);
    header.bytes = static_cast<std::uint32_t>(sizeof header + changes * (sizeof(EntryHeader) + sizeof(Submitted) + PaddedTo8(tail_bytes)));
    std::string record;
    record.reserve(header.bytes);
    record.append(reinterpret_cast<const char*>(&header), sizeof header);
    for (std::uint32_t i = 0; i < changes; ++i) {
      const EntryHeader entry{static_cast<std::uint8_t>(ChangeKind::kSubmitted), 0, static_cast<std::uint16_t>(i + 1), tail_bytes};
      Submitted change;
      change.ticket = MakeTicketId(1, 0, header.first_seq + i).raw();
      change.key_low = header.first_seq + i;
      change.at = header.at;
      record.append(reinterpret_cast<const char*>(&entry), sizeof entry);
      record.append(reinterpret_cast<const char*>(&change), sizeof change);
      for (std::uint32_t b = 0; b < tail_bytes; ++b) record.push_back(static_cast<char>('a' + (header.first_seq + i + b) % 26));
      record.resize(PaddedTo8(record.size()), '\0');
    }
    end_.seq += changes;
    return record;
  }

  std::string Sealed(std::uint32_t changes, std::uint32_t tail_bytes) {
    std::string record = Unsealed(changes, tail_bytes);
    end_.chain = SealRecord(record.data(), record.size(), end_.chain);
    return record;
  }

  JournalPosition end() const { return end_; }
  std::uint32_t epoch = 1;

 private:
  JournalPosition end_;
};

// The commit of sealed records, which `views` and `records` keep alive.
inline JournalCommit CommitOf(const std::vector<std::string>& records, std::vector<std::string_view>& views) {
  views.assign(records.begin(), records.end());
  const TurnHeader first = TurnReader(records.front()).header();
  const TurnHeader last = TurnReader(records.back()).header();
  return JournalCommit{first.first_seq, last.first_seq + last.change_count - 1, views};
}

inline absl::Status AppendAll(JournalSink& journal, const std::vector<std::string>& records) {
  std::vector<std::string_view> views;
  return journal.Append(CommitOf(records, views));
}

}  // namespace tidegate
