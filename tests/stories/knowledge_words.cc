// Articles, and what is found in the archive.
#include "tests/stories/story_archive.h"
#include "tests/stories/story_words.h"

namespace tidegate::story {

bool StoryWords::DoKnowledge(const std::string& verb, Reader& words) {
  const auto article = [&] { return ArticleId(static_cast<std::uint32_t>(NumberOf(words.Next("the article's number")))); };
  if (verb == "article") {
    const std::string title = words.Next("the title");
    const Visibility visibility = Listed<Visibility>(words.Next("who finds it"));
    article_texts_.push_back(EncodeArticle({.title = title, .text = "all about " + title, .keywords = {}, .author = "boss", .types = {}}));
    world_->Add({},
                PutArticle{.article = words.Is("as") ? article() : ArticleId(), .visibility = visibility, .text = article_texts_.back()});
  } else if (verb == "reviewed") {
    world_->Add({}, ReviewArticle{article()});
  } else if (verb == "use") {
    const DeskWords desk = ReadDesk(*world_, words);
    const Caller caller{.session = world_->SessionOf(desk.agent), .role = Role::kAgent};
    world_->Add(caller, UseArticle{world_->AgentOf(desk.agent), world_->TicketOf(desk.ticket), article()});
  } else {
    return false;
  }
  return true;
}

bool StoryWords::DoFind(const std::string& verb, Reader& words) {
  const StoryArchive archive(*world_, archive_kept_);
  if (verb == "search") {
    const std::string text = words.Next("the words");
    found_ = archive.Search(text, words.Is("front-end") ? StoryArchive::Asker::kFrontEnd : StoryArchive::Asker::kDesk);
    return true;
  }
  if (verb == "suggest") {
    found_ = archive.Suggest(world_->TicketOf(KnownTicket(words)));
    return true;
  }
  if (verb != "find") return false;
  ArchiveQuestion question;
  if (words.Is("customer")) question.customer = world_->CustomerOf(words.Next("the customer"));
  if (words.Is("order")) question.order = EngineWorld::OrderOf(words.Next("the order"));
  if (words.Is("number")) question.ticket = world_->TicketOf(KnownTicket(words));
  if (words.Is("from")) question.from = kMidnight + TimeOf(words.Next("the time"));
  if (words.Is("to")) question.to = kMidnight + TimeOf(words.Next("the time"));
  found_ = archive.Find(question);
  return true;
}

}  // namespace tidegate::story
