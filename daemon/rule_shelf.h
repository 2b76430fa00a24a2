// RuleShelf: what sessions need of the latest rule sets, made once each and shared by the threads that use it.
//
// Any thread. For() finds it, or makes it (some ms, on the thread that asks first: the helper that compiled the rule set, so that neither
// io nor engine waits when it comes into force). It lives as long as somebody holds it. Not here: what a scan costs and finds
// (protocol/keywords), which rule set is in force.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/claim_quota.h"
#include "core/model/command.h"
#include "protocol/catalog_names.h"
#include "protocol/keywords/keyword_scanner.h"

namespace tidegate {

struct RuleExtract {
  std::shared_ptr<const KeywordScanner> keywords;  // nullptr when none of the rules asks for keywords
  std::vector<ClaimQuota> quotas;                  // of front ends' claims
  // By a type's name, in either language, how its tickets are handled (domain.md 10); types without a template are not in it.
  std::map<std::string, std::string, std::less<>> handling;
  ChineseNames chinese;
};

class RuleShelf {
 public:
  static constexpr std::size_t kKept = 4;  // the one in force, its predecessor, and two that are being tried

  // Of a rule set in compiled form (EncodeRuleSet); never nullptr. Of bytes that are none: nothing.
  std::shared_ptr<const RuleExtract> For(std::string_view compiled);

 private:
  struct Made {
    std::uint64_t hash = 0;
    std::shared_ptr<const RuleExtract> extract;
  };

  std::mutex mutex_;
  std::deque<Made> made_;  // guarded by mutex_; the latest last
};

// Looks for the groups of a rule set in the texts of a submit and notes what was found, and by which version.
void ScanSubmit(const KeywordScanner& scanner, std::uint32_t rules_version, Submit& submit);

}  // namespace tidegate
