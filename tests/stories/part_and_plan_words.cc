// Parts of tickets, and plans that make tickets.
#include <algorithm>

#include "tests/stories/story_words.h"

namespace tidegate::story {

bool StoryWords::DoPart(const std::string& verb, Reader& words) {
  constexpr std::string_view kVerbs[] = {"part", "take-part", "give-part", "part-node", "end-part", "drop-part"};
  if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
  std::string agent = verb == "give-part" ? "supervisor" : words.Next("the agent, or supervisor");
  if (agent == "supervisor") agent.clear();
  const std::string ticket = KnownTicket(words);
  if (verb == "part") {
    const std::string department = words.Next("the department");
    const std::string to = words.Is("to") ? words.Next("the agent") : "";
    world_->AskPart(agent, ticket, department, to, words.Is("due") ? InstantOf(words) : 0);
    return true;
  }
  const auto part = static_cast<std::uint8_t>(NumberOf(words.Next("the part's number")));
  if (verb == "take-part") {
    world_->AssignPart(agent, ticket, part);
  } else if (verb == "give-part") {
    if (!words.Is("to")) throw Misspelt{"give-part T1 1 to B1"};
    world_->AssignPart("", ticket, part, words.Next("the agent"));
  } else if (verb == "part-node") {
    world_->ReportPart(agent, ticket, part, Listed<PartNode>(words.Next("the node")), "");
  } else {
    const PartNode node = verb == "end-part" ? PartNode::kDone : PartNode::kDropped;
    world_->ReportPart(agent, ticket, part, node, words.empty() ? "" : words.Next("the result"));
  }
  return true;
}

bool StoryWords::DoPlan(const std::string& verb, Reader& words) {
  if (verb == "drop-plan") {
    world_->DropPlan(words.Next("the plan"));
    return true;
  }
  if (verb != "plan") return false;
  EngineWorld::PlanSpec plan{.name = words.Next("the plan's name")};
  if (!words.Is("every")) throw Misspelt{"plan visits every 6 months from +1d 09:00:00"};
  plan.every = static_cast<std::uint16_t>(NumberOf(words.Next("how many")));
  plan.unit = Listed<PlanUnit>(words.Next("days, weeks or months"));
  if (!words.Is("from")) throw Misspelt{"plan visits every 6 months from +1d 09:00:00"};
  plan.first_at = InstantOf(words);
  if (words.Is("customer")) plan.customer = words.Next("the customer");
  if (words.Is("calendar")) plan.calendar = words.Next("the calendar");
  world_->PutPlan(plan);
  return true;
}

}  // namespace tidegate::story
