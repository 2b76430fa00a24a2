// Rule sets as the verbs about them tell them: errors, differences, versions; as JSON (JSON.md) and for people.
//
// Pure. Text: in the given language, instants in the zone of the machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/output.h"
#include "protocol/client/messages.h"
#include "protocol/rules/diff_rules.h"
#include "protocol/rules/rule_errors.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string RuleErrorsJson(std::span<const RuleError> errors);

// `version`: of the rules that stand before.
std::string DifferencesJson(const std::vector<RuleDifference>& differences, std::uint32_t version);
std::string DifferencesText(const std::vector<RuleDifference>& differences, std::uint32_t version, Language language);

// Of a dry run, and of an undo of `undone`.
std::string TriedJson(const client::AckInfo& ack, const std::vector<RuleDifference>& differences);
std::string UndoneJson(const client::AckInfo& ack, std::uint32_t undone, const std::vector<RuleDifference>& differences);

// A version, and what it changed; of the first that is kept that is not known.
struct ListedRules {
  RuleVersionRow row;
  std::vector<RuleDifference> differences;
  bool first = false;
};
std::string RuleVersionsJson(const std::vector<ListedRules>& rows);
std::string RuleVersionsText(const std::vector<ListedRules>& rows, Language language);

// With its whole source.
std::string RulesJson(const RulesReply& rules);

}  // namespace tidegate
