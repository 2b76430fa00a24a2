#include "tests/stories/story_archive.h"

#include <memory>

#include "core/base/check.h"
#include "core/model/turn_record.h"
#include "persistence/history_reader.h"
#include "persistence/journal_chain.h"
#include "persistence/knowledge_index.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/projector.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

// Until it has nothing to do any more.
void Rest(Projector& projector) {
  projector.Hurry();
  for (int idle = 0; idle < 3;) {
    const absl::StatusOr<Projector::Progress> progress = projector.Step(kSecond);
    CHECK(progress.ok());
    idle = *progress == Projector::Progress::kIdle ? idle + 1 : 0;
  }
}

}  // namespace

std::vector<Happening> StoryArchive::Find(const ArchiveQuestion& question) const {
  const std::unique_ptr<MemoryJournal> journal = MemoryJournal::Open().value();
  std::uint64_t chain = 0;
  for (std::string record : world_.records()) {
    chain = SealRecord(record.data(), record.size(), chain);
    CHECK(AppendAll(*journal, {record}).ok());
  }
  MemoryStore store;
  ProjectorBounds bounds;
  bounds.archive.keep_for = kept_for_;
  Projector projector(*journal, store, bounds);
  Rest(projector);
  CHECK(projector.Finish().ok());  // only what is durable is erased
  Projector keeper(*journal, store, bounds);
  Rest(keeper);
  const absl::StatusOr<ArchiveRows> page = ArchiveReader(*journal, &store).Read(question);
  CHECK(page.ok());
  std::vector<Happening> found;
  for (const ProjectedTicket& row : page->rows) {
    HistoryQuestion whole;
    whole.ticket = TicketId(row.ticket);
    const absl::StatusOr<HistoryPage> history = HistoryReader(*journal, &store).Read(whole);
    CHECK(history.ok());
    Happening& said = found.emplace_back();
    said.at = world_.now();
    said.text = "found " + world_.TicketName(row.ticket);
    said.details.emplace_back(EnglishName(static_cast<Status>(row.status)));
    if (history->entries.size() == row.changes) said.details.emplace_back("whole history");
    if (row.parent != 0) said.details.push_back("after " + world_.TicketName(row.parent));
  }
  if (found.empty()) found.push_back({.at = world_.now(), .text = "found nothing", .recipients = {}, .details = {}});
  return found;
}

std::vector<Happening> StoryArchive::Search(const std::string& words, Asker asker) const {
  KnowledgeQuestion question;
  question.text = words;
  question.reach = asker == Asker::kFrontEnd ? KnowledgeQuestion::Reach::kCustomers : KnowledgeQuestion::Reach::kEveryone;
  return Ask(question);
}

std::vector<Happening> StoryArchive::Suggest(TicketId ticket) const {
  KnowledgeQuestion question;
  question.sense = KnowledgeQuestion::Sense::kLike;
  for (const std::string& record : world_.records()) {
    TurnReader reader(record);
    for (ChangeView change; reader.Next(change);) {
      if (change.kind != ChangeKind::kSubmitted || change.As<Submitted>().ticket != ticket.raw()) continue;
      const std::optional<Body> body = DecodeBody(SplitTail(change.As<Submitted>(), change.tail).body);
      CHECK(body.has_value());
      question.text = std::string((*body)[BodyField::kTitle]) + "\n" + std::string((*body)[BodyField::kText]);
    }
  }
  const Tables& tables = world_.tables();
  question.type = tables.tickets.At(tables.tickets.FindId(ticket.raw())).type;
  std::vector<Happening> found = Ask(question);
  const std::string_view type = tables.catalog(CatalogKind::kType).Name(question.type);
  for (const TypeRule& rule : tables.rules->rules().types) {
    if (rule.name != type || rule.handling.empty()) continue;
    found.push_back({.at = world_.now(), .text = "handled so: " + rule.handling, .recipients = {}, .details = {}});
  }
  return found;
}

std::vector<Happening> StoryArchive::Ask(const KnowledgeQuestion& question) const {
  const TempDirectory folder;
  const std::unique_ptr<KnowledgeIndex> index = KnowledgeIndex::Open(folder / "search").value();
  for (const std::string& record : world_.records()) {
    TurnReader reader(record);
    std::uint64_t seq = reader.header().first_seq - 1;
    for (ChangeView change; reader.Next(change);) {
      ++seq;
      if (change.kind != ChangeKind::kArticlePut) continue;
      CHECK(index->Put({*ArticleOf(change, seq)}, nullptr).ok());
    }
  }
  const auto hits = index->Find(question);
  CHECK(hits.ok());
  std::vector<Happening> found;
  for (const KnowledgeHit& hit : *hits) {
    found.push_back({.at = world_.now(), .text = "finds article " + std::to_string(hit.id.raw()), .recipients = {}, .details = {}});
  }
  if (found.empty()) found.push_back({.at = world_.now(), .text = "finds nothing", .recipients = {}, .details = {}});
  return found;
}

}  // namespace tidegate
