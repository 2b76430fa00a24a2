#include "tests/stories/story_words.h"

#include <algorithm>
#include <utility>

namespace tidegate::story {

void StoryWords::Do(Reader& words) {
  if (words.Is("as")) {
    world_->ActAs(words.Next("the supervisor"));
    DoVerb(words);
    return world_->ActAs("");
  }
  DoVerb(words);
}

void StoryWords::DoVerb(Reader& words) {
  const std::string verb = words.Next("what is done");
  if (verb == "agent") return DoAgent(*world_, words);
  if (verb == "desk-declares") return DoAgent(*world_, words, EngineWorld::By::kItsDesk);
  if (verb == "submit") return DoSubmit(*world_, words);
  if (verb == "approve" || verb == "redirect" || verb == "explain") {
    const std::string ticket = words.Next("the ticket");
    if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
    if (verb == "explain") {
      world_->Explain(ticket);
    } else {
      world_->Review(ticket, verb == "approve" ? ReviewWord::kConfirm : ReviewWord::kRedirect);
    }
    return;
  }
  if (DoFind(verb, words) || DoKnowledge(verb, words) || DoFeedback(verb, words)) return;
  if (DoLook(verb, words)) return;
  if (verb == "restart") return world_->Restart();
  if (verb == "steps") return ChangeSteps(words);
  if (verb == "weight") {  // another rule set that differs in the weight of a channel
    GiveWeight(words);
    world_->Activate(options_.rules);
    return;
  }
  if (verb == "active") return ChangeActive(words);
  if (verb == "change") return ChangeRules(words);
  if (verb == "drop" || verb == "try-drop") return DropName(verb, words);
  if (verb == "undo-rules") {
    world_->Undo(words.empty() ? 0 : static_cast<std::uint32_t>(NumberOf(words.Next("the version"))));
    return;
  }
  if (verb == "list-rules") {
    world_->Add({}, ShowRules{});
    return;
  }
  if (verb == "list-reviews") {
    world_->Add({}, ListReviews{});
    return;
  }
  if (verb == "ask-status") {
    world_->Add({}, AskStatus{});
    return;
  }
  if (verb == "retire") {
    world_->RetireAgent(words.Next("the agent"));
    return;
  }
  if (verb == "show") {
    world_->ShowAgent(words.Next("the agent"));
    return;
  }
  if (verb == "who-is-full") {
    world_->Add({}, ListSaturated{});
    return;
  }
  if (verb == "disk") return ReportDisk(words);
  if (verb == "online") {
    const std::string agent = words.Next("the agent");
    words.Is("at") ? world_->SignIn(agent, words.Next("the desk")) : world_->SignIn(agent);
    return;
  }
  constexpr std::pair<std::string_view, AgentStatus> kStatuses[] = {
      {"ready", AgentStatus::kOnline}, {"busy", AgentStatus::kBusy}, {"break", AgentStatus::kBreak}, {"offline", AgentStatus::kOffline}};
  for (const auto& [word, status] : kStatuses) {
    if (verb != word) continue;
    world_->SetStatus(words.Next("the agent"), status);
    return;
  }
  if (verb == "disconnect") {
    world_->Disconnect(words.Next("the agent"));
    return;
  }
  if (DoTalk(verb, words)) return;
  if (verb == "assign") {
    const std::string ticket = KnownTicket(words);
    if (!words.Is("to")) throw Misspelt{"assign T1 to A1"};
    const std::string agent = words.Next("the agent");
    world_->Assign(ticket, agent, words.Is("over-capacity") ? CapacityUse::kExceed : CapacityUse::kWithin);
    return;
  }
  if (DoLife(verb, words) || DoCustomer(verb, words) || DoPart(verb, words) || DoPlan(verb, words)) return;
  if (verb == "take-back") {
    world_->TakeBack(KnownTicket(words));
    return;
  }
  if (verb == "manager") {
    const std::string customer = words.Next("the customer");
    const std::string manager = words.Next("the manager");
    world_->SetManager(customer, manager, words.Is("deputy") ? words.Next("the deputy") : "");
    return;
  }
  constexpr std::string_view kDeskVerbs[] = {"accept", "decline", "contact", "resolve", "node"};
  if (std::find(std::begin(kDeskVerbs), std::end(kDeskVerbs), verb) == std::end(kDeskVerbs)) {
    throw Misspelt{"'" + verb + "' was not understood"};
  }
  const DeskWords desk = ReadDesk(*world_, words);
  if (verb == "accept") {
    world_->Accept(desk.agent, desk.ticket);
  } else if (verb == "decline") {
    world_->Decline(desk.agent, desk.ticket);
  } else if (verb == "contact") {
    world_->Contact(desk.agent, desk.ticket);
  } else if (verb == "resolve") {
    world_->Resolve(desk.agent, desk.ticket, words.Is("reason") ? static_cast<std::uint8_t>(NumberOf(words.Next("the code"))) : 0);
  } else {
    world_->Node(desk.agent, desk.ticket, Listed<Status>(words.Next("the node")));
  }
}

std::string StoryWords::KnownTicket(Reader& words) {
  std::string ticket = words.Next("the ticket");
  if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
  return ticket;
}

Micros StoryWords::InstantOf(Reader& words) {
  Micros at = kMidnight;
  std::string time = words.Next("the time");
  if (time.starts_with("+")) {
    at += SpanOf(time.substr(1));
    time = words.Next("the time");
  }
  return at + TimeOf(time);
}

void StoryWords::ReportDisk(Reader& words) {
  world_->Add({}, ReportSpace{.mark = Listed<SpaceMark>(words.Next("the mark")), .used_bytes = 9, .budget_bytes = 10});
}

}  // namespace tidegate::story
