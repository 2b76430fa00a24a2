#include "daemon/rule_shelf.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/hash.h"
#include "core/model/body.h"
#include "core/model/rule_set.h"

namespace tidegate {
namespace {

std::shared_ptr<const KeywordScanner> MakeScanner(const RuleSet& rules) {
  const bool wanted = std::any_of(rules.classification.begin(), rules.classification.end(),
                                  [](const ClassificationRule& rule) { return (rule.keywords_any | rule.keywords_all) != 0; });
  return wanted ? std::shared_ptr<const KeywordScanner>(KeywordScanner::Make(rules.keywords)) : nullptr;
}

template <class Rule>
std::map<std::string, std::string, std::less<>> ChineseOf(const std::vector<Rule>& rules) {
  std::map<std::string, std::string, std::less<>> names;
  for (const Rule& rule : rules) {
    if (!rule.chinese.empty()) names.emplace(rule.name, rule.chinese);
  }
  return names;
}

RuleExtract ExtractOf(const RuleSet& rules) {
  RuleExtract extract;
  extract.keywords = MakeScanner(rules);
  extract.quotas = rules.quotas;
  for (const TypeRule& type : rules.types) {
    if (type.handling.empty()) continue;
    extract.handling.emplace(type.name, type.handling);
    if (!type.chinese.empty()) extract.handling.emplace(type.chinese, type.handling);
  }
  extract.chinese[static_cast<std::size_t>(CatalogKind::kType)] = ChineseOf(rules.types);
  extract.chinese[static_cast<std::size_t>(CatalogKind::kChannel)] = ChineseOf(rules.channels);
  return extract;
}

}  // namespace

std::shared_ptr<const RuleExtract> RuleShelf::For(std::string_view compiled) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t hash = Hash64(compiled.data(), compiled.size());
  const auto known = std::find_if(made_.begin(), made_.end(), [hash](const Made& made) { return made.hash == hash; });
  if (known != made_.end()) return known->extract;
  if (made_.size() == kKept) made_.pop_front();
  const std::optional<RuleSet> rules = DecodeRuleSet(compiled);
  return made_.emplace_back(Made{hash, std::make_shared<const RuleExtract>(rules ? ExtractOf(*rules) : RuleExtract())}).extract;
}

void ScanSubmit(const KeywordScanner& scanner, std::uint32_t rules_version, Submit& submit) {
  const std::optional<Body> body = DecodeBody(submit.body);
  submit.facts.keywords = body ? scanner.Scan((*body)[BodyField::kTitle], (*body)[BodyField::kText]) : 0;
  submit.facts.keywords_version = rules_version;
}

}  // namespace tidegate
