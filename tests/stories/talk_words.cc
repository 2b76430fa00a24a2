// What is said about a ticket, and who is shown what.
#include <algorithm>
#include <optional>

#include "protocol/masking/personal_data.h"
#include "tests/stories/story_words.h"

namespace tidegate::story {

bool StoryWords::DoTalk(const std::string& verb, Reader& words) {
  constexpr std::string_view kVerbs[] = {"message", "write", "promise", "confirm", "call-back", "reason", "level", "note", "call-ended"};
  if (std::find(std::begin(kVerbs), std::end(kVerbs), verb) == std::end(kVerbs)) return false;
  if (verb == "message" || verb == "confirm" || verb == "level") {
    const std::string ticket = words.Next("the ticket");
    if (!world_->Knows(ticket)) throw Misspelt{"no ticket is called '" + ticket + "'"};
    if (verb == "message") world_->MessageIn(ticket);
    if (verb == "confirm") world_->Confirm(ticket);
    if (verb == "level") world_->Level(ticket, Listed<Level>(words.Next("the level")));
    return true;
  }
  if (verb == "call-back" || verb == "reason") {
    std::string agent = words.Next("the agent, or supervisor");
    if (agent == "supervisor") agent.clear();
    const std::string ticket = words.Next("the ticket");
    if (verb == "call-back") {
      world_->CallBack(agent, ticket);
    } else {
      const auto code = static_cast<std::uint8_t>(NumberOf(words.Next("the code")));
      world_->Reason(agent, ticket, code, words.Is("text") ? words.Next("a word") : "");
    }
    return true;
  }
  if (verb == "note" && words.Is("supervisor")) {  // note supervisor T1
    world_->Note("", KnownTicket(words), TouchKind::kNote);
    return true;
  }
  const DeskWords desk = ReadDesk(*world_, words);
  if (verb == "write") {
    const MessageKind kind = words.empty() ? MessageKind::kAnswer : Listed<MessageKind>(words.Next("what kind of message"));
    world_->MessageOut(desk.agent, desk.ticket, kind);
  } else if (verb == "promise") {
    Micros at = kMidnight;
    std::string time = words.Next("the time");
    if (time.starts_with("+")) {
      at += SpanOf(time.substr(1));
      time = words.Next("the time");
    }
    world_->Promise(desk.agent, desk.ticket, at + TimeOf(time), words.Is("interim") ? words.Next("a word") : "");
  } else {
    world_->Note(desk.agent, desk.ticket, verb == "note" ? TouchKind::kNote : TouchKind::kCallEnded);
  }
  return true;
}

bool StoryWords::DoLook(const std::string& verb, Reader& words) {
  if (verb == "shown") {  // what others are shown of a text, whose words are joined by underscores
    std::string text = words.Next("the text");
    std::replace(text.begin(), text.end(), '_', ' ');
    text = Masked(text);
    std::replace(text.begin(), text.end(), ' ', '_');
    narrator_->Add("shown as " + text);
    return true;
  }
  if (verb == "named") {
    narrator_->Add("named as " + MaskedIdentity(words.Next("the customer")));
    return true;
  }
  if (verb != "look") return false;
  const std::string ticket = KnownTicket(words);
  if (!words.Is("as")) throw Misspelt{"look T1 as front-end"};
  const std::string who = words.Next("who looks");
  const std::optional<Role> role = FromName<Role>(who);
  world_->Look(ticket, role.value_or(Role::kGateway), role ? (words.empty() ? "" : words.Next("the name")) : who);
  return true;
}

}  // namespace tidegate::story
