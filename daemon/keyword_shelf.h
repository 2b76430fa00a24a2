// KeywordShelf: the keyword scanners of the latest rule sets, the quotas that these give front ends and the templates that they have for
// types of tickets, made once each and shared by the threads that use them.
//
// Any thread. For() finds a scanner, or makes it (some ms, on the thread that asks first: the helper that compiled the rule set, so that
// neither io nor engine waits when it comes into force). A scanner lives as long as somebody holds it. Not here: what a scan costs and
// finds (protocol/keywords), which rule set is in force.
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
#include "protocol/keywords/keyword_scanner.h"

namespace tidegate {

// By a type's name, how its tickets are handled (domain.md 10); types without a template are not in it.
using HandlingTemplates = std::map<std::string, std::string, std::less<>>;

class KeywordShelf {
 public:
  static constexpr std::size_t kKept = 4;  // the one in force, its predecessor, and two that are being tried

  // The scanner of a rule set in compiled form (EncodeRuleSet); nullptr when none of its rules asks for keywords.
  std::shared_ptr<const KeywordScanner> For(std::string_view compiled);
  // What the same rule set says of front ends' claims.
  std::vector<ClaimQuota> QuotasOf(std::string_view compiled);
  // And of the work on tickets; never nullptr.
  std::shared_ptr<const HandlingTemplates> HandlingOf(std::string_view compiled);

 private:
  struct Made {
    std::uint64_t hash = 0;
    std::shared_ptr<const KeywordScanner> scanner;
    std::vector<ClaimQuota> quotas;
    std::shared_ptr<const HandlingTemplates> handling;
  };
  const Made& Find(std::string_view compiled);  // with the mutex held

  std::mutex mutex_;
  std::deque<Made> made_;  // guarded by mutex_; the latest last
};

// Looks for the groups of a rule set in the texts of a submit and notes what was found, and by which version.
void ScanSubmit(const KeywordScanner& scanner, std::uint32_t rules_version, Submit& submit);

}  // namespace tidegate
