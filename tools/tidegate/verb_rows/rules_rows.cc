// Rule sets.
#include <array>

#include "tools/tidegate/verb_rows/verb_rows.h"

namespace tidegate {
namespace {

constexpr OptionSpec kRulesApplyOptions[] = {
    {"dry-run", "", "check everything, say what would change, and change nothing"},
};

constexpr OptionSpec kRulesVersionOptions[] = {
    {"version", "N", "this version instead of the one in force; `tidegate rules list` shows them"},
};

constexpr OptionSpec kRulesUndoOptions[] = {
    {"to", "N", "this version instead of the one before; `tidegate rules list` shows them"},
};

constexpr std::array kVerbs = {
    Verb{"rules apply", "FILE", Role::kDataAdmin, "activate a rule set", "启用规则集",
         "Checks the file as `rules check` does, then makes it the rule set in force. Open tickets are moved to it in small steps. A file "
         "that\n"
         "leaves out a name which open tickets or agents use is refused as a whole, with every such name. `rules undo` takes it back.",
         kRulesApplyOptions, "tidegate rules apply rules.toml --dry-run\ntidegate rules apply rules.toml", 1, 1, RunRulesApply},
    Verb{"rules diff", "FILE", Role::kDataAdmin, "compare a rule file with the rules in force", "对比规则文件与现行规则",
         "Key by key: what stands in force, and what the file says; layout and comments do not count. Exit code: 0 nothing differs, 1\n"
         "something does.",
         kRulesVersionOptions, "tidegate rules diff rules.toml\ntidegate rules diff rules.toml --version 3 --json", 1, 1, RunRulesDiff},
    Verb{"rules list",
         "",
         Role::kDataAdmin,
         "list the versions of the rules",
         "列出规则版本",
         "The last 16 versions (fewer when they are large): since when, by whom, how, and which keys each changed. They stay when the\n"
         "journal is cut.",
         {},
         "tidegate rules list\ntidegate rules list --lang zh",
         0,
         0,
         RunRulesList},
    Verb{"rules show", "", Role::kDataAdmin, "print a rule set as it was loaded", "查看规则原文",
         "The source text of the rules in force, or of an earlier version.", kRulesVersionOptions,
         "tidegate rules show > rules.toml\ntidegate rules show --version 3", 0, 0, RunRulesShow},
    Verb{"rules undo", "", Role::kDataAdmin, "bring the version before into force again", "撤销最近一次规则变更",
         "Activates the text of the version before as a new version; nothing is forgotten, and a second undo takes the first one back. It "
         "is\n"
         "refused, as `rules apply` is, when it would take away a name that is in use. Calendars are those of the day on which that "
         "version\n"
         "was loaded: apply its text again when they end soon.",
         kRulesUndoOptions, "tidegate rules undo\ntidegate rules undo --to 3", 0, 0, RunRulesUndo},
    Verb{"rules check",
         "FILE",
         Role::kNone,
         "check a rule file",
         "检查规则文件",
         "All errors at once with line and key, or the first syntax error. Connects to nobody.",
         {},
         "tidegate rules check rules.toml",
         1,
         1,
         RunRulesCheck},
};

}  // namespace

std::span<const Verb> RulesVerbs() { return kVerbs; }

}  // namespace tidegate
