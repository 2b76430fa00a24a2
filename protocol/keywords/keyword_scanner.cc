#include "protocol/keywords/keyword_scanner.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <atomic>
#include <utility>

#include "core/base/check.h"

namespace tidegate {
namespace {

RE2::Options OptionsOf(std::int64_t memory_bytes) {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(memory_bytes);
  return options;
}

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// One expression for all that a group looks for.
std::string ExpressionOf(const KeywordGroup& group) {
  std::string expression;
  const auto add = [&expression](const std::string& part) { expression += (expression.empty() ? "(?:" : "|(?:") + part + ")"; };
  for (const std::string& word : group.words) add(RE2::QuoteMeta(word));
  for (const std::string& pattern : group.patterns) add(pattern);
  return expression;
}

}  // namespace

struct KeywordScanner::Impl {
  explicit Impl(std::int64_t set_memory_bytes) : set(OptionsOf(set_memory_bytes), RE2::UNANCHORED) {}

  RE2::Set set;
  bool set_usable = false;
  std::vector<std::unique_ptr<RE2>> groups;  // empty expression: nullptr
  mutable std::atomic<std::uint64_t> fallbacks{0};
};

KeywordScanner::KeywordScanner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KeywordScanner::~KeywordScanner() = default;

std::unique_ptr<const KeywordScanner> KeywordScanner::Make(const std::vector<KeywordGroup>& groups, const Options& options) {
  if (groups.empty()) return nullptr;
  CHECK_LE(groups.size(), static_cast<std::size_t>(kKeywordGroupsMax));
  auto impl = std::make_unique<Impl>(options.set_memory_bytes);
  // A place in the set is the place of a group: an empty group has an expression that nothing matches.
  constexpr char kNothing[] = "[^\\x00-\\x{10FFFF}]";
  for (const KeywordGroup& group : groups) {
    const std::string expression = ExpressionOf(group);
    const std::string& sought = expression.empty() ? kNothing : expression;
    impl->groups.push_back(std::make_unique<RE2>(Piece(sought), OptionsOf(kGroupMemoryBytes)));
    if (!impl->groups.back()->ok() || impl->set.Add(Piece(sought), nullptr) < 0) return nullptr;
  }
  impl->set_usable = impl->set.Compile();
  return std::unique_ptr<const KeywordScanner>(new KeywordScanner(std::move(impl)));
}

std::uint64_t KeywordScanner::ScanOne(std::string_view text) const {
  if (text.empty()) return 0;
  std::uint64_t found = 0;
  if (impl_->set_usable) {
    thread_local std::vector<int> places;
    places.clear();
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    if (impl_->set.Match(Piece(text), &places, &error)) {
      for (const int place : places) found |= std::uint64_t{1} << place;
      return found;
    }
    // "No match" counts only when the set does not say that it gave up.
    if (error.kind == RE2::Set::kNoError) return 0;
  }
  impl_->fallbacks.fetch_add(1, std::memory_order_relaxed);
  for (std::size_t group = 0; group < impl_->groups.size(); ++group) {
    if (RE2::PartialMatch(Piece(text), *impl_->groups[group])) found |= std::uint64_t{1} << group;
  }
  return found;
}

std::uint64_t KeywordScanner::Scan(std::string_view title, std::string_view text) const { return ScanOne(title) | ScanOne(text); }

std::uint64_t KeywordScanner::fallbacks() const { return impl_->fallbacks.load(std::memory_order_relaxed); }

std::string FindPatternFlaw(std::string_view pattern) {
  const RE2 expression(Piece(pattern), OptionsOf(kGroupMemoryBytes));
  return expression.ok() ? std::string() : expression.error();
}

}  // namespace tidegate
