#include "protocol/rules/rule_errors.h"

namespace tidegate {
namespace {

// Keys and texts of a file may hold anything; a terminal shall not obey it.
std::string Printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return text;
}

}  // namespace

std::string FormatRuleErrors(std::string_view file_name, const std::vector<RuleError>& errors) {
  std::string text;
  for (const RuleError& error : errors) {
    text += file_name;
    if (error.line > 0) text += ':' + std::to_string(error.line);
    text += ": ";
    if (!error.key.empty()) text += Printable(error.key) + ": ";
    text += Printable(error.problem) + "; " + Printable(error.remedy) + '\n';
  }
  if (errors.size() > 1) text += std::string(file_name) + ": " + std::to_string(errors.size()) + " errors\n";
  return text;
}

}  // namespace tidegate
