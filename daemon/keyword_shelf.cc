#include "daemon/keyword_shelf.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/hash.h"
#include "core/model/body.h"
#include "core/model/rule_set.h"

namespace tidegate {
namespace {

std::shared_ptr<const KeywordScanner> Make(const RuleSet& rules) {
  const bool wanted = std::any_of(rules.classification.begin(), rules.classification.end(),
                                  [](const ClassificationRule& rule) { return (rule.keywords_any | rule.keywords_all) != 0; });
  return wanted ? std::shared_ptr<const KeywordScanner>(KeywordScanner::Make(rules.keywords)) : nullptr;
}

}  // namespace

std::shared_ptr<const KeywordScanner> KeywordShelf::For(std::string_view compiled) {
  const std::lock_guard lock(mutex_);
  return Find(compiled).scanner;
}

std::vector<ClaimQuota> KeywordShelf::QuotasOf(std::string_view compiled) {
  const std::lock_guard lock(mutex_);
  return Find(compiled).quotas;
}

std::shared_ptr<const HandlingTemplates> KeywordShelf::HandlingOf(std::string_view compiled) {
  const std::lock_guard lock(mutex_);
  return Find(compiled).handling;
}

const KeywordShelf::Made& KeywordShelf::Find(std::string_view compiled) {
  const std::uint64_t hash = Hash64(compiled.data(), compiled.size());
  const auto known = std::find_if(made_.begin(), made_.end(), [hash](const Made& made) { return made.hash == hash; });
  if (known != made_.end()) return *known;
  if (made_.size() == kKept) made_.pop_front();
  Made made{hash, nullptr, {}, nullptr};
  HandlingTemplates handling;
  if (const std::optional<RuleSet> rules = DecodeRuleSet(compiled)) {
    made.scanner = Make(*rules);
    made.quotas = rules->quotas;
    for (const TypeRule& type : rules->types) {
      if (!type.handling.empty()) handling.emplace(type.name, type.handling);
    }
  }
  made.handling = std::make_shared<const HandlingTemplates>(std::move(handling));
  return made_.emplace_back(std::move(made));
}

void ScanSubmit(const KeywordScanner& scanner, std::uint32_t rules_version, Submit& submit) {
  const std::optional<Body> body = DecodeBody(submit.body);
  submit.facts.keywords = body ? scanner.Scan((*body)[BodyField::kTitle], (*body)[BodyField::kText]) : 0;
  submit.facts.keywords_version = rules_version;
}

}  // namespace tidegate
