// Changes of the directory and of what everybody shares: the process, the time, the catalog, the rule set, the clients, the agenda.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/time.h"
#include "core/model/body.h"
#include "core/model/rule_set.h"

namespace tidegate {

// First record of a directory. The hash key never acts in core; it stands here so that it is as durable as what was hashed with it.
struct DirectoryOpened {
  std::uint64_t directory_id = 0;
  std::array<std::uint8_t, 16> hash_key{};
  std::uint32_t partition = 0;
  std::uint32_t time_source = 0;  // TimeSource, for life
};

// A process began to serve: sessions of before are gone, their clocks (offers, grace, wrap-up) start again from `at`.
struct Started {
  Micros at = 0;
  Micros down_from = 0;  // time of the last turn before; 0 in an empty directory
};

// The session that drives the time has moved it here, and everything that fell due on the way was done. Nothing else changes: it is written
// so that what was told about the time is as durable as everything told.
struct TimeSet {
  Micros at = 0;
};

// The data directory has passed a mark of its budget, upwards or downwards.
struct SpaceMarked {
  Micros at = 0;
  std::uint64_t used_bytes = 0;  // and what the image under way will still take
  std::uint64_t budget_bytes = 0;
  std::uint64_t mark = 0;  // SpaceMark
};

// Tail: the name.
struct Declared {
  std::uint16_t kind = 0;  // CatalogKind
  std::uint16_t id = 0;
  std::uint32_t zero = 0;
};

// Source text, compiled form, name of the author.
inline constexpr std::uint32_t kRulesTailBytesMax = kRuleSetBytesMax + static_cast<std::uint32_t>(kKeyBytesMax);

// Tail: source text (source_bytes), then the compiled form (compiled_bytes), then the name of who did it (author_bytes).
struct RulesActivated {
  std::uint32_t version = 0;
  std::uint32_t source_bytes = 0;
  std::uint32_t compiled_bytes = 0;
  std::uint32_t author_bytes = 0;
  Micros at = 0;
  std::uint64_t source_hash = 0;  // Hash64 of the source text: tells whether a file differs
  std::uint32_t restored = 0;     // the version whose text came back; 0 = it came as a text
  std::uint8_t cause = 0;         // RuleCause
  std::array<std::uint8_t, 3> zero{};
};

// The parts of its tail.
struct RulesTail {
  std::string_view source;
  std::string_view compiled;
  std::string_view author;
};
inline RulesTail SplitRules(const RulesActivated& change, std::string_view tail) {
  return {.source = tail.substr(0, change.source_bytes),
          .compiled = tail.substr(change.source_bytes, change.compiled_bytes),
          .author = tail.substr(std::size_t{change.source_bytes} + change.compiled_bytes, change.author_bytes)};
}

// A client said hello. Tail: its name.
struct ClientKnown {
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint32_t credits = 0;  // as many last outcomes are kept
  std::uint32_t role = 0;     // Role
};

struct ClientForgotten {
  std::uint64_t client = 0;
};

// Refusals, once per client, command and minute, with how many there were since the last such record.
struct Refused {
  std::uint64_t client = 0;
  Micros at = 0;
  std::uint32_t count = 0;
  std::uint8_t command = 0;  // CommandKind; 0 = a request that never becomes one
  std::uint8_t code = 0;     // Reject of the latest
  std::uint8_t frame = 0;    // refused before it became a command: number of the kind of frame
  std::uint8_t zero = 0;
};
// Which refusals are counted together: a command, or a frame that never becomes one.
constexpr std::uint16_t RefusalWhat(std::uint8_t command, std::uint8_t frame) {
  return command != 0 ? command : static_cast<std::uint16_t>(0x100 | frame);
}

// Work on many tickets, to be done in bounded steps.
struct AgendaQueued {
  std::uint64_t item = 0;     // names the entry; ascending
  std::uint64_t subject = 0;  // agent or session, by kind
  std::uint64_t kind = 0;     // AgendaKind
};

struct AgendaAdvanced {
  std::uint64_t item = 0;
  std::uint64_t cursor = 0;
  std::uint32_t done = 0;   // 1 = the entry is finished and leaves
  std::uint32_t moved = 0;  // tickets touched so far
};

}  // namespace tidegate
