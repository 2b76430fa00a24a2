#include "daemon/command_batch.h"

namespace tidegate {

std::size_t TextBytes(const Command& command) {
  switch (command.kind()) {
    case CommandKind::kSubmit:
      return std::get<Submit>(command.body).body.size();
    case CommandKind::kResolve:
      return std::get<Resolve>(command.body).solution.size();
    case CommandKind::kActivateRules: {
      const auto& rules = std::get<ActivateRules>(command.body);
      return rules.source.size() + rules.compiled.size() + rules.author.size();
    }
    case CommandKind::kDeclareAgent:
      return sizeof(Profile) + kAgentTextsBytesMax;
    case CommandKind::kDeclareAgents:
      return std::get<DeclareAgents>(command.body).agents.size() * (sizeof(Profile) + kAgentTextsBytesMax);
    case CommandKind::kMessageIn:
      return std::get<MessageIn>(command.body).text.size();
    case CommandKind::kMessageOut:
      return std::get<MessageOut>(command.body).text.size();
    case CommandKind::kPromise:
      return std::get<Promise>(command.body).interim.size();
    case CommandKind::kRecordCallBack:
      return std::get<RecordCallBack>(command.body).note.size();
    case CommandKind::kSetOverdueReason:
      return std::get<SetOverdueReason>(command.body).text.size();
    case CommandKind::kChangeLevel:
      return std::get<ChangeLevel>(command.body).reason.size();
    case CommandKind::kAddNote:
      return std::get<AddNote>(command.body).text.size();
    case CommandKind::kHold:
      return std::get<Hold>(command.body).reason.size();
    case CommandKind::kCancel:
      return std::get<Cancel>(command.body).reason.size();
    case CommandKind::kMerge:
      return std::get<Merge>(command.body).reason.size();
    case CommandKind::kReopen:
      return std::get<Reopen>(command.body).reason.size();
    case CommandKind::kGiveFeedback:
      return std::get<GiveFeedback>(command.body).text.size();
    case CommandKind::kAskTransfer:
      return std::get<AskTransfer>(command.body).reason.size();
    case CommandKind::kSettleTransfer:
      return std::get<SettleTransfer>(command.body).reason.size();
    case CommandKind::kAskPart:
      return std::get<AskPart>(command.body).text.size();
    case CommandKind::kReportPart:
      return std::get<ReportPart>(command.body).text.size();
    case CommandKind::kPutPlan: {
      const PlanTexts& texts = std::get<PutPlan>(command.body).texts;
      return texts.name.size() + texts.calendar.size() + texts.title.size() + texts.text.size();
    }
    default:
      return 0;  // a name at most: kNameBytesMax, which the bound on commands covers
  }
}

}  // namespace tidegate
