// Customers: their names, and what they think of the work.
#include <algorithm>

#include "tests/stories/story_words.h"

namespace tidegate::story {

bool StoryWords::DoCustomer(const std::string& verb, Reader& words) {
  if (verb == "attach" || verb == "link") {
    const std::string ticket = KnownTicket(words);
    if (!words.Is("to")) throw Misspelt{verb + " T2 to T1"};
    const std::string to = KnownTicket(words);
    const EngineWorld::Side by = words.Is("supervisor") ? EngineWorld::Side::kSupervisor : EngineWorld::Side::kFrontEnd;
    verb == "attach" ? world_->Attach(ticket, to, by) : world_->LinkTicket(ticket, to, by);
    return true;
  }
  if (verb == "who-is") {
    world_->ShowCustomer(words.Next("the customer"));
    return true;
  }
  if (verb != "customer") return false;
  const std::string customer = words.Next("the customer");
  if (words.Is("is")) {
    world_->MergeCustomers(customer, words.Next("the other customer"));
    return true;
  }
  const bool called = words.Is("called");
  if (!called && !words.Is("not-called")) throw Misspelt{"customer Ann called wx9, not-called wx9, or is Bob"};
  const std::string identity = words.Next("what he is called");
  const std::string channel = words.Is("on") ? words.Next("the channel") : "";
  called ? world_->LinkIdentity(customer, identity, channel) : world_->UnlinkIdentity(customer, identity, channel);
  return true;
}

bool StoryWords::DoFeedback(const std::string& verb, Reader& words) {
  if (verb == "resolve-without") {
    const std::string what = words.Next("code or solution");
    const DeskWords desk = ReadDesk(*world_, words);
    const Caller caller{.session = world_->SessionOf(desk.agent), .role = Role::kAgent};
    tidegate::Resolve resolve;
    resolve.agent = world_->AgentOf(desk.agent);
    resolve.ticket = world_->TicketOf(desk.ticket);
    if (what != "code") resolve.result_code = 1;
    if (what != "solution") resolve.solution = "done";
    world_->Add(caller, resolve);
    return true;
  }
  if (verb != "feedback") return false;
  const std::string ticket = KnownTicket(words);
  SurveyScores scores{};
  for (std::uint8_t& score : scores) score = static_cast<std::uint8_t>(NumberOf(words.Next("a score")));
  const Solved solved = Listed<Solved>(words.Next("yes or no"));
  std::string text = words.Is("says") ? words.Next("the text") : "";
  std::replace(text.begin(), text.end(), '_', ' ');
  if (words.Is("request")) world_->NextRequest(NumberOf(words.Next("the request's number")));
  world_->GiveFeedback(ticket, scores, solved, text);
  return true;
}

}  // namespace tidegate::story
