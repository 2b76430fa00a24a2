// What becomes of a ticket beside its work.
#include "tests/stories/story_words.h"

namespace tidegate::story {

bool StoryWords::DoLife(const std::string& verb, Reader& words) {
  if (verb == "hold") {
    world_->Hold(KnownTicket(words));
  } else if (verb == "release") {
    world_->Release(KnownTicket(words));
  } else if (verb == "abandon") {
    world_->Abandon(KnownTicket(words));
  } else if (verb == "cancel" || verb == "reopen") {
    const std::string ticket = KnownTicket(words);
    const EngineWorld::Side by = words.Is("supervisor") ? EngineWorld::Side::kSupervisor : EngineWorld::Side::kFrontEnd;
    verb == "cancel" ? world_->Cancel(ticket, by) : world_->Reopen(ticket, by);
  } else if (verb == "not-solved") {
    world_->MessageIn(KnownTicket(words), CustomerWord::kNotSolved);
  } else if (verb == "merge") {
    const std::string ticket = KnownTicket(words);
    if (!words.Is("into")) throw Misspelt{"merge T1 into T2"};
    world_->Merge(ticket, KnownTicket(words));
  } else if (verb == "transfer" || verb == "grant" || verb == "refuse") {
    // transfer A1 T1 [to A2 | team night]; grant T1 [to A2 | team night]; refuse T1
    const std::string agent = verb == "transfer" ? words.Next("the agent") : "";
    const std::string ticket = KnownTicket(words);
    const std::string to = words.Is("to") ? words.Next("the agent") : "";
    const std::string team = words.Is("team") ? words.Next("the team") : "";
    if (verb == "transfer") {
      world_->AskTransfer(agent, ticket, to, team);
    } else {
      world_->SettleTransfer(ticket, verb == "grant" ? TransferWord::kApprove : TransferWord::kRefuse, to, team);
    }
  } else {
    return false;
  }
  return true;
}

}  // namespace tidegate::story
