// RuleVersions: the rule set in force and those before it, as long as they are kept: source, compiled form, and who activated what, when.
//
// Owned by the State; one thread. Part of the state and of every picture, so that they outlive the journal's cutting: an undo or a look at
// an earlier version needs no journal. Bounded: at most kRuleVersionsMax, and of the ones behind the newest two only as many as
// kRuleVersionsBytesMax holds; the oldest leave. Add O(size of the text), the rest O(versions). Not here: what a rule set says
// (ActiveRules).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/model/names.h"

namespace tidegate {

inline constexpr std::size_t kRuleVersionsMax = 16;            // a data administrator looks back days, not years: the history has the rest
inline constexpr std::size_t kRuleVersionsBytesMax = 4 << 20;  // a picture copies them in one go: under 1 ms

struct RuleVersion {
  std::uint32_t version = 0;
  std::uint32_t restored = 0;  // the version whose text came back; 0 = it came as a text
  RuleCause cause = RuleCause::kNone;
  Micros at = 0;
  std::string author{};  // name of the client
  std::string source{};
  std::string compiled{};  // EncodeRuleSet
  std::size_t bytes() const { return source.size() + compiled.size() + author.size(); }
};

class RuleVersions {
 public:
  // In the order of activation.
  void Add(RuleVersion version) {
    CHECK(versions_.empty() || version.version > versions_.back().version);
    bytes_ += version.bytes();
    versions_.push_back(std::move(version));
    while (versions_.size() > kRuleVersionsMax || (versions_.size() > 2 && bytes_ > kRuleVersionsBytesMax)) {
      bytes_ -= versions_.front().bytes();
      versions_.pop_front();
    }
  }

  bool empty() const { return versions_.empty(); }
  // There must be one.
  const RuleVersion& in_force() const { return versions_.back(); }
  // nullptr when it is not kept.
  const RuleVersion* Find(std::uint32_t version) const {
    for (const RuleVersion& kept : versions_) {
      if (kept.version == version) return &kept;
    }
    return nullptr;
  }
  // The oldest first; the last is in force.
  const std::deque<RuleVersion>& all() const { return versions_; }

 private:
  std::deque<RuleVersion> versions_;
  std::size_t bytes_ = 0;
};

}  // namespace tidegate
