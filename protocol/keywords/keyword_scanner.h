// KeywordScanner: which keyword groups of a rule set are found in a text. The one home of RE2.
//
// Immutable after Make; Scan may be called by any thread at the same time. Words are found anywhere, Latin letters in either case; patterns
// are RE2 expressions. All are looked for in one pass (RE2::Set, one expression a group); when that runs out of its memory, group by group.
// Cost: Make compiles (up to some tens of ms for a large set); Scan is linear in the text, about a nanosecond a byte: codec_bench.
// Not here: which rule asks for which group (core/engine/classification.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/classification_rules.h"

namespace tidegate {

// Memory for one automaton. The set falls back to single groups when its own is used up.
inline constexpr std::int64_t kScannerMemoryBytes = 16 << 20;
// Of one group alone: a pattern that needs more is refused when the rule file is read.
inline constexpr std::int64_t kGroupMemoryBytes = 4 << 20;

class KeywordScanner {
 public:
  struct Options {
    std::int64_t set_memory_bytes = kScannerMemoryBytes;  // smaller in tests, to see the set fail
  };

  // nullptr when there is no group, or a pattern is no expression (FindPatternFlaw says so before).
  static std::unique_ptr<const KeywordScanner> Make(const std::vector<KeywordGroup>& groups, const Options& options);
  static std::unique_ptr<const KeywordScanner> Make(const std::vector<KeywordGroup>& groups) { return Make(groups, Options()); }
  ~KeywordScanner();

  // Bit g = group g stands in title or text.
  std::uint64_t Scan(std::string_view title, std::string_view text) const;

  // How many scans had to go group by group since it was made. For tests and metrics.
  std::uint64_t fallbacks() const;

 private:
  struct Impl;
  explicit KeywordScanner(std::unique_ptr<Impl> impl);
  std::uint64_t ScanOne(std::string_view text) const;

  std::unique_ptr<Impl> impl_;
};

// What is wrong with a pattern, in RE2's words; empty = nothing.
std::string FindPatternFlaw(std::string_view pattern);

}  // namespace tidegate
