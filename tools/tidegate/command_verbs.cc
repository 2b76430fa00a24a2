#include "tools/tidegate/command_verbs.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/engine/lifecycle.h"
#include "protocol/frame.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

struct CommandVerb {
  CommandKind command;
  std::string_view verb;
};

// One entry a line, in the order of core/engine/lifecycle.h. Accept and decline are a desk's own: offers are
// not for verbs.
constexpr CommandVerb kCommandVerbs[] = {
    {CommandKind::kReportContact, "ticket contact"},
    {CommandKind::kReportNode, "ticket node"},
    {CommandKind::kResolve, "ticket resolve"},
    {CommandKind::kUseArticle, "kb use"},
    {CommandKind::kAddNote, "ticket note"},
    {CommandKind::kMessageIn, "ticket message"},
    {CommandKind::kMessageOut, "ticket answer"},
    {CommandKind::kPromise, "ticket promise"},
    {CommandKind::kAskTransfer, "transfer request"},
    {CommandKind::kSettleTransfer, "transfer approve"},
    {CommandKind::kAssign, "ticket assign"},
    {CommandKind::kTakeBack, "ticket take-back"},
    {CommandKind::kChangeLevel, "ticket level"},
    {CommandKind::kSetOverdueReason, "ticket reason"},
    {CommandKind::kHold, "ticket hold"},
    {CommandKind::kRelease, "ticket release"},
    {CommandKind::kCancel, "ticket cancel"},
    {CommandKind::kAbandon, "ticket abandon"},
    {CommandKind::kMerge, "ticket merge"},
    {CommandKind::kConfirm, "ticket confirm"},
    {CommandKind::kRecordCallBack, "ticket call-back"},
    {CommandKind::kReopen, "ticket reopen"},
    {CommandKind::kGiveFeedback, "feedback add"},
    {CommandKind::kAttach, "ticket attach"},
    {CommandKind::kLinkTicket, "ticket link"},
    {CommandKind::kAskPart, "ticket part"},
    {CommandKind::kAssignPart, "ticket part"},
    {CommandKind::kReportPart, "ticket part"},
};

std::string_view ChineseOf(std::string_view verb) {
  const auto row = std::find_if(Verbs().begin(), Verbs().end(), [verb](const Verb& v) { return v.name == verb; });
  return row == Verbs().end() ? std::string_view() : row->summary_zh;
}

}  // namespace

std::string_view VerbOfCommand(CommandKind command) {
  const auto row =
      std::find_if(std::begin(kCommandVerbs), std::end(kCommandVerbs), [command](const CommandVerb& r) { return r.command == command; });
  return row == std::end(kCommandVerbs) ? std::string_view() : row->verb;
}

bool MaySend(Role role, CommandKind command) {
  return std::any_of(std::begin(kFrameKindRows), std::end(kFrameKindRows),
                     [&](const FrameKindRow& row) { return row.command == command && (row.roles & RoleBit(role)) != 0; });
}

std::string LegalText(Status status, Role role, Language language) {
  std::string text;
  std::set<std::string_view> told;  // one verb gives several commands
  ForEachLegal(status, [&](CommandKind command) {
    if (!MaySend(role, command)) return;
    const std::string_view verb = VerbOfCommand(command);
    const std::string_view name = verb.empty() ? CommandName(command) : verb;
    if (!told.insert(name).second) return;
    if (!text.empty()) text += Say(language, ", ", "、");
    text += name;
    if (language == Language::kChinese && !verb.empty()) text += SayFormat(language, " ({})", "（{}）", ChineseOf(verb));
  });
  return text;
}

}  // namespace tidegate
