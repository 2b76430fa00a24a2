// RuleVersions: the rule set in force and those before it, as long as they are kept: source, compiled form, and who activated what, when.
//
// Owned by the State; one thread. Part of the state and of every picture, so that they outlive the journal's cutting: an undo or a look at
// an earlier version needs no journal. Bounded: at most kRuleVersionsMax, and of the ones behind the newest two only as many as
// kRuleVersionsBytesMax holds; the oldest leave. Add O(size of the text), the rest O(versions). Not here: what a rule set says
// (ActiveRules).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/model/names.h"
#include "core/tables/image_tap.h"

namespace tidegate {

inline constexpr std::size_t kRuleVersionsMax = 16;            // a data administrator looks back days, not years: the history has the rest
inline constexpr std::size_t kRuleVersionsBytesMax = 4 << 20;  // but always the one in force and the one before

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
    CHECK(versions_.empty() || version.version > versions_.rbegin()->first);
    bytes_ += version.bytes();
    const std::uint32_t number = version.version;
    tap_.BeforeNew(number);
    versions_.emplace(number, std::move(version));
    while (versions_.size() > kRuleVersionsMax || (versions_.size() > 2 && bytes_ > kRuleVersionsBytesMax)) {
      tap_.BeforeChange(versions_.begin()->first);
      bytes_ -= versions_.begin()->second.bytes();
      versions_.erase(versions_.begin());
    }
  }

  bool empty() const { return versions_.empty(); }
  // There must be one.
  const RuleVersion& in_force() const { return versions_.rbegin()->second; }
  // nullptr when it is not kept.
  const RuleVersion* Find(std::uint32_t version) const {
    const auto found = versions_.find(version);
    return found == versions_.end() ? nullptr : &found->second;
  }
  // By number: the oldest first; the last is in force.
  const std::map<std::uint32_t, RuleVersion>& all() const { return versions_; }

  // For pictures, as ClockTable; but a version is large, and copied in parts: see KeyTap::Peek.
  const RuleVersion& At(std::uint32_t version) const { return versions_.at(version); }
  KeyTap<std::uint32_t>& tap() { return tap_; }
  std::optional<std::uint32_t> PeekForImage(std::uint32_t& looks) { return tap_.Peek(versions_, looks); }

 private:
  std::map<std::uint32_t, RuleVersion> versions_;
  std::size_t bytes_ = 0;
  KeyTap<std::uint32_t> tap_;
};

}  // namespace tidegate
