#include "persistence/knowledge_index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <utility>

#include "core/base/check.h"
#include "persistence/knowledge_words.h"
#include "persistence/posix_file.h"

namespace tidegate {
namespace {

constexpr std::int64_t kFormat = 1;  // of the tables and of how words are cut: another one is made anew
constexpr std::size_t kRemoveStepBytes = 1 << 20;
// Of a text, so many words are looked at, and by the rarest of them its likes are sought: frequent ones cost the most and say the least.
// Counting a word costs what finding it costs: knowledge_bench.
constexpr std::size_t kLikenessWordsMax = 32;
constexpr std::size_t kLikenessPhrasesMax = 8;
// Weighing an article costs some 2 us. What stands in more of them says little: then the newest are weighed, and of the others those that
// have it in their title or keywords.
constexpr std::size_t kWeighedMax = 3'000;

constexpr char kSchema[] =
    "CREATE TABLE mark(id INTEGER PRIMARY KEY CHECK(id = 1), seq INTEGER NOT NULL, directory_id INTEGER NOT NULL);"
    "CREATE TABLE article(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, version INTEGER NOT NULL, visibility INTEGER NOT NULL,"
    " types TEXT NOT NULL, at INTEGER NOT NULL);"
    "CREATE TABLE content(id INTEGER PRIMARY KEY, text BLOB NOT NULL);"
    // Without the words themselves: they come from the texts. Only ASCII letters and digits, and all beyond ASCII, make a word for it: as
    // knowledge_words.h cuts them. Beginnings of one character have an index of their own.
    "CREATE VIRTUAL TABLE words USING fts5(title, keywords, body, content = '', tokenize = 'ascii', prefix = '1');"
    "CREATE VIRTUAL TABLE frequency USING fts5vocab(words, 'row');"
    "INSERT INTO mark VALUES(1, 0, 0);"
    "PRAGMA user_version = 1;";

// A word of the title counts more than one of the keywords, and that more than one of the text.
// The newest first: whoever asks stops where he has seen enough, and picks the best by what he knows of each article.
constexpr char kFind[] = "SELECT rowid, bm25(words, 8.0, 4.0, 1.0) FROM words WHERE words MATCH ?1 ORDER BY rowid DESC";

// A column of numbers between commas.
std::string TypesColumn(const std::vector<std::uint16_t>& types) {
  if (types.empty()) return "";
  std::string column = ",";
  for (const std::uint16_t type : types) column += fmt::format("{},", type);
  return column;
}

// The question in FTS5's language. Words hold letters, digits and characters only (knowledge_words.h), so the quotes cannot be left.
std::string MatchOf(const std::vector<QueryPhrase>& phrases, KnowledgeQuestion::Sense sense) {
  std::string match;
  for (const QueryPhrase& phrase : phrases) {
    if (!match.empty()) match += sense == KnowledgeQuestion::Sense::kAll ? " AND " : " OR ";
    match += '"';
    for (std::size_t i = 0; i < phrase.words.size(); ++i) match.append(i == 0 ? "" : " ").append(phrase.words[i]);
    match += '"';
    if (phrase.reach == QueryPhrase::Reach::kBeginnings) match += '*';
  }
  return match;
}

std::vector<std::uint16_t> ReadTypesColumn(std::string_view column) {
  std::vector<std::uint16_t> types;
  std::uint32_t type = 0;
  for (const char c : column) {
    if (c != ',') {
      type = type * 10 + static_cast<std::uint32_t>(c - '0');
    } else if (type != 0) {
      types.push_back(static_cast<std::uint16_t>(std::exchange(type, 0)));
    }
  }
  return types;
}

// What a question asks of every article that has its words.
struct Facet {
  Visibility visibility = Visibility::kNone;  // kNone = there is no such article
  std::vector<std::uint16_t> types;           // empty = every type
};

bool Fits(const Facet& facet, const KnowledgeQuestion& question) {
  if (facet.visibility != Visibility::kInternal && facet.visibility != Visibility::kCustomer) return false;
  if (question.reach == KnowledgeQuestion::Reach::kCustomers && facet.visibility != Visibility::kCustomer) return false;
  return question.type == 0 || facet.types.empty() || std::find(facet.types.begin(), facet.types.end(), question.type) != facet.types.end();
}

// The best of those that were weighed, at most so many: the smaller the better, equals by their number.
class Best {
 public:
  explicit Best(std::size_t count) : count_(count) {}
  void Offer(double weight, std::uint32_t id) {
    if (count_ == 0) return;
    const std::pair<double, std::uint32_t> one(weight, id);
    if (heap_.size() == count_) {
      if (heap_.front() < one) return;
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back(one);
    std::push_heap(heap_.begin(), heap_.end());
  }
  std::vector<ArticleId> Take() {
    std::sort_heap(heap_.begin(), heap_.end());
    std::vector<ArticleId> ids;
    for (const auto& [weight, id] : heap_) ids.emplace_back(id);
    return ids;
  }

 private:
  std::size_t count_;
  std::vector<std::pair<double, std::uint32_t>> heap_;  // the worst first
};

std::string_view TextAt(sqlite3_stmt* statement, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

}  // namespace

class KnowledgeIndex::Impl {
 public:
  explicit Impl(std::string path) : path_(std::move(path)) {}
  ~Impl() {
    for (sqlite3_stmt* statement : {find_, read_, insert_, erase_, replace_, replace_text_, frequency_, set_mark_})
      sqlite3_finalize(statement);
    sqlite3_close(database_);
  }

  absl::Status Open();
  absl::Status PutAll(const std::vector<KnowledgeArticle>& articles, const KnowledgeMark* mark);
  absl::StatusOr<std::vector<ArticleId>> FindIds(const std::string& match, const KnowledgeQuestion& question);
  // Of phrases of one word: those that stand in some article, the rarest, in the order of the question.
  absl::Status KeepRarest(std::vector<QueryPhrase>& phrases);
  absl::StatusOr<std::optional<KnowledgeArticle>> Read(ArticleId id);
  absl::StatusOr<std::int64_t> Number(const char* sql);
  absl::Status Run(const char* sql);
  absl::Status Fail(std::string_view doing, int code) const;

  KnowledgeMark mark_;

 private:
  absl::Status Prepare(const char* sql, sqlite3_stmt** statement);
  absl::Status ReadMark();
  absl::Status ReadFacets();
  // Looks at articles below `down_to`, the newest first, at most kWeighedMax; says whether there were more, and how far down it came.
  absl::StatusOr<bool> Weigh(const std::string& match, const KnowledgeQuestion& question, std::uint32_t& down_to, Best& best);
  Facet& FacetOf(ArticleId id);
  absl::Status PutOne(const KnowledgeArticle& article);
  // Takes what is no row of a statement, and makes it ready for the next time.
  absl::Status Finish(sqlite3_stmt* statement, std::string_view doing);
  absl::Status ChangeWords(sqlite3_stmt* statement, ArticleId id, const ArticleText& text);

  const std::string path_;
  std::vector<Facet> facets_;  // by article - 1; as in the file
  sqlite3* database_ = nullptr;
  sqlite3_stmt* find_ = nullptr;
  sqlite3_stmt* read_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;   // the words of an article
  sqlite3_stmt* erase_ = nullptr;    // the same words again, so that they are taken out
  sqlite3_stmt* replace_ = nullptr;  // the article
  sqlite3_stmt* replace_text_ = nullptr;
  sqlite3_stmt* frequency_ = nullptr;
  sqlite3_stmt* set_mark_ = nullptr;
};

absl::Status KnowledgeIndex::Impl::Fail(std::string_view doing, int code) const {
  const std::string message = fmt::format("knowledge index {}: {} failed: {} ({})", path_, doing,
                                          database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_), code);
  const int kind = code & 0xFF;
  if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB) return absl::DataLossError(message);
  if (kind == SQLITE_FULL) return absl::ResourceExhaustedError(message + ". Next: make space on this disk");
  return absl::UnavailableError(message + ". Next: check the disk and who may write there");
}

absl::Status KnowledgeIndex::Impl::Run(const char* sql) {
  const int code = sqlite3_exec(database_, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Fail("writing", code);
}

absl::Status KnowledgeIndex::Impl::Prepare(const char* sql, sqlite3_stmt** statement) {
  const int code = sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, nullptr);
  if (code == SQLITE_OK) return absl::OkStatus();
  // Tables or columns are not there: not the file that we made.
  if ((code & 0xFF) == SQLITE_ERROR) return absl::DataLossError(fmt::format("knowledge index {}: {}", path_, sqlite3_errmsg(database_)));
  return Fail("opening it", code);
}

absl::StatusOr<std::int64_t> KnowledgeIndex::Impl::Number(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (absl::Status status = Prepare(sql, &statement); !status.ok()) return status;
  const int code = sqlite3_step(statement);
  const std::int64_t number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  if (code != SQLITE_ROW) return Fail("reading", code);
  return number;
}

absl::Status KnowledgeIndex::Impl::Open() {
  const int code = sqlite3_open_v2(path_.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) return Fail("opening it", code);
  sqlite3_extended_result_codes(database_, 1);
  // Synced only when its log is folded into the file: what a power cut takes is made again from the mark.
  const std::string set_up = fmt::format(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema "
      "= OFF;",
      kKnowledgeCacheBytes / 1024);
  if (absl::Status status = Run(set_up.c_str()); !status.ok()) return status;
  const absl::StatusOr<std::int64_t> format = Number("PRAGMA user_version");
  if (!format.ok()) return format.status();
  const absl::StatusOr<std::int64_t> tables = Number("SELECT count(*) FROM sqlite_master");
  if (!tables.ok()) return tables.status();
  if (*format == 0 && *tables == 0) {
    if (absl::Status status = Run((std::string("BEGIN;") + kSchema + "COMMIT;").c_str()); !status.ok()) return status;
  } else if (*format != kFormat) {
    return absl::DataLossError(fmt::format("knowledge index {}: its format is {}, this program makes {}", path_, *format, kFormat));
  }
  // Pages that do not add up show here, and not in the answers.
  sqlite3_stmt* check = nullptr;
  if (absl::Status status = Prepare("PRAGMA quick_check(1)", &check); !status.ok()) return status;
  const int checked = sqlite3_step(check);
  const std::string verdict = checked == SQLITE_ROW ? std::string(TextAt(check, 0)) : "";
  sqlite3_finalize(check);
  if (checked != SQLITE_ROW) return Fail("checking it", checked);
  if (verdict != "ok") return absl::DataLossError(fmt::format("knowledge index {}: {}", path_, verdict));
  const std::pair<const char*, sqlite3_stmt**> statements[] = {
      {kFind, &find_},
      {"SELECT seq, version, visibility, at, text FROM article JOIN content USING(id) WHERE article.id = ?1", &read_},
      {"INSERT INTO words(rowid, title, keywords, body) VALUES(?1, ?2, ?3, ?4)", &insert_},
      {"INSERT INTO words(words, rowid, title, keywords, body) VALUES('delete', ?1, ?2, ?3, ?4)", &erase_},
      {"INSERT OR REPLACE INTO article(id, seq, version, visibility, types, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", &replace_},
      {"INSERT OR REPLACE INTO content(id, text) VALUES(?1, ?2)", &replace_text_},
      {"SELECT doc FROM frequency WHERE term = ?1", &frequency_},
      {"UPDATE mark SET seq = ?1, directory_id = ?2", &set_mark_},
  };
  for (const auto& [sql, statement] : statements) {
    if (absl::Status status = Prepare(sql, statement); !status.ok()) return status;
  }
  if (absl::Status status = ReadFacets(); !status.ok()) return status;
  return ReadMark();
}

Facet& KnowledgeIndex::Impl::FacetOf(ArticleId id) {
  if (facets_.size() < id.raw()) facets_.resize(id.raw());
  return facets_[id.raw() - 1];
}

absl::Status KnowledgeIndex::Impl::ReadFacets() {
  facets_.clear();
  sqlite3_stmt* statement = nullptr;
  if (absl::Status status = Prepare("SELECT id, visibility, types FROM article", &statement); !status.ok()) return status;
  int code;
  bool sound = true;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW && sound) {
    const std::int64_t id = sqlite3_column_int64(statement, 0);
    sound = id >= 1 && id <= kArticlesMax;
    if (sound) {
      FacetOf(ArticleId(static_cast<std::uint32_t>(id))) = {static_cast<Visibility>(sqlite3_column_int(statement, 1)),
                                                            ReadTypesColumn(TextAt(statement, 2))};
    }
  }
  sqlite3_finalize(statement);
  if (!sound) return absl::DataLossError(fmt::format("knowledge index {}: it holds an article that cannot be", path_));
  return code == SQLITE_DONE ? absl::OkStatus() : Fail("reading", code);
}

absl::Status KnowledgeIndex::Impl::ReadMark() {
  const absl::StatusOr<std::int64_t> seq = Number("SELECT seq FROM mark");
  if (!seq.ok()) return seq.status();
  const absl::StatusOr<std::int64_t> directory = Number("SELECT directory_id FROM mark");
  if (!directory.ok()) return directory.status();
  mark_ = {static_cast<std::uint64_t>(*seq), static_cast<std::uint64_t>(*directory)};
  return absl::OkStatus();
}

absl::Status KnowledgeIndex::Impl::Finish(sqlite3_stmt* statement, std::string_view doing) {
  const int code = sqlite3_step(statement);
  absl::Status status = code == SQLITE_DONE ? absl::OkStatus() : Fail(doing, code);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return status;
}

absl::Status KnowledgeIndex::Impl::ChangeWords(sqlite3_stmt* statement, ArticleId id, const ArticleText& text) {
  sqlite3_bind_int64(statement, 1, id.raw());
  const std::string words[] = {IndexWords(text.title), IndexWords(text.keywords), IndexWords(text.text)};
  for (int i = 0; i < 3; ++i) {
    sqlite3_bind_text64(statement, i + 2, words[i].data(), words[i].size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  return Finish(statement, "changing the words of an article");
}

absl::Status KnowledgeIndex::Impl::PutOne(const KnowledgeArticle& article) {
  absl::StatusOr<std::optional<KnowledgeArticle>> before = Read(article.id);
  if (!before.ok()) return before.status();
  if (*before && (*before)->seq >= article.seq) return absl::OkStatus();
  const std::optional<ArticleText> text = DecodeArticle(article.text);
  CHECK(text.has_value());  // the keeper looked
  if (*before) {
    const std::optional<ArticleText> old = DecodeArticle((*before)->text);
    if (!old) return absl::DataLossError(fmt::format("knowledge index {}: article {} cannot be read", path_, article.id.raw()));
    if (absl::Status status = ChangeWords(erase_, article.id, *old); !status.ok()) return status;
  }
  if (absl::Status status = ChangeWords(insert_, article.id, *text); !status.ok()) return status;
  const std::string types = TypesColumn(text->types);
  sqlite3_bind_int64(replace_, 1, article.id.raw());
  sqlite3_bind_int64(replace_, 2, static_cast<std::int64_t>(article.seq));
  sqlite3_bind_int64(replace_, 3, article.version);
  sqlite3_bind_int64(replace_, 4, static_cast<std::int64_t>(article.visibility));
  sqlite3_bind_text64(replace_, 5, types.data(), types.size(), SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_int64(replace_, 6, article.at);
  if (absl::Status status = Finish(replace_, "putting an article"); !status.ok()) return status;
  sqlite3_bind_int64(replace_text_, 1, article.id.raw());
  sqlite3_bind_blob64(replace_text_, 2, article.text.data(), article.text.size(), SQLITE_STATIC);
  FacetOf(article.id) = {article.visibility, text->types};
  return Finish(replace_text_, "putting the text of an article");
}

absl::Status KnowledgeIndex::Impl::PutAll(const std::vector<KnowledgeArticle>& articles, const KnowledgeMark* mark) {
  if (absl::Status status = Run("BEGIN IMMEDIATE"); !status.ok()) return status;
  absl::Status status;
  for (std::size_t i = 0; i < articles.size() && status.ok(); ++i) status = PutOne(articles[i]);
  if (status.ok() && mark != nullptr) {
    sqlite3_bind_int64(set_mark_, 1, static_cast<std::int64_t>(mark->seq));
    sqlite3_bind_int64(set_mark_, 2, static_cast<std::int64_t>(mark->directory_id));
    status = Finish(set_mark_, "moving the mark");
  }
  if (status.ok()) status = Run("COMMIT");
  if (!status.ok()) {
    Run("ROLLBACK").IgnoreError();  // some failures have rolled back already
    ReadFacets().IgnoreError();     // what fails here fails for whoever asks, too
    return status;
  }
  if (mark != nullptr) mark_ = *mark;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ArticleId>> KnowledgeIndex::Impl::FindIds(const std::string& match, const KnowledgeQuestion& question) {
  Best best(std::min(question.hits_max, kKnowledgeHitsMax));
  std::uint32_t weighed_down_to = kArticlesMax + 1;
  absl::StatusOr<bool> more = Weigh(match, question, weighed_down_to, best);
  if (more.ok() && *more) more = Weigh("{title keywords} : (" + match + ")", question, weighed_down_to, best);
  if (!more.ok()) return more.status();
  return best.Take();
}

absl::StatusOr<bool> KnowledgeIndex::Impl::Weigh(const std::string& match, const KnowledgeQuestion& question, std::uint32_t& down_to,
                                                 Best& best) {
  sqlite3_bind_text64(find_, 1, match.data(), match.size(), SQLITE_STATIC, SQLITE_UTF8);
  int code;
  std::size_t weighed = 0;
  std::uint32_t lowest = down_to;
  while ((code = sqlite3_step(find_)) == SQLITE_ROW && weighed < kWeighedMax) {
    const auto id = static_cast<std::uint32_t>(sqlite3_column_int64(find_, 0));
    if (id >= down_to) continue;  // by an earlier look
    lowest = id;
    ++weighed;
    if (id >= 1 && id <= facets_.size() && Fits(facets_[id - 1], question)) best.Offer(sqlite3_column_double(find_, 1), id);
  }
  absl::Status status = code == SQLITE_DONE || code == SQLITE_ROW ? absl::OkStatus() : Fail("searching", code);
  sqlite3_reset(find_);
  sqlite3_clear_bindings(find_);
  if (!status.ok()) return status;
  down_to = lowest;
  return code == SQLITE_ROW;
}

absl::Status KnowledgeIndex::Impl::KeepRarest(std::vector<QueryPhrase>& phrases) {
  std::vector<std::pair<std::int64_t, std::size_t>> ranked;  // articles that have it, place
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const std::string& word = phrases[i].words.front();
    sqlite3_bind_text64(frequency_, 1, word.data(), word.size(), SQLITE_STATIC, SQLITE_UTF8);
    const int code = sqlite3_step(frequency_);
    if (code == SQLITE_ROW) ranked.emplace_back(sqlite3_column_int64(frequency_, 0), i);
    absl::Status status = code == SQLITE_ROW || code == SQLITE_DONE ? absl::OkStatus() : Fail("counting a word", code);
    sqlite3_reset(frequency_);
    sqlite3_clear_bindings(frequency_);
    if (!status.ok()) return status;
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), kLikenessPhrasesMax));
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<QueryPhrase> kept;
  for (const auto& [articles, place] : ranked) kept.push_back(std::move(phrases[place]));
  phrases = std::move(kept);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<KnowledgeArticle>> KnowledgeIndex::Impl::Read(ArticleId id) {
  sqlite3_bind_int64(read_, 1, id.raw());
  const int code = sqlite3_step(read_);
  std::optional<KnowledgeArticle> article;
  if (code == SQLITE_ROW) {
    article.emplace();
    article->id = id;
    article->seq = static_cast<std::uint64_t>(sqlite3_column_int64(read_, 0));
    article->version = static_cast<std::uint32_t>(sqlite3_column_int64(read_, 1));
    article->visibility = static_cast<Visibility>(sqlite3_column_int(read_, 2));
    article->at = sqlite3_column_int64(read_, 3);
    article->text = TextAt(read_, 4);
  }
  absl::Status status = code == SQLITE_ROW || code == SQLITE_DONE ? absl::OkStatus() : Fail("reading an article", code);
  sqlite3_reset(read_);
  sqlite3_clear_bindings(read_);
  if (!status.ok()) return status;
  return article;
}

KnowledgeIndex::KnowledgeIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnowledgeIndex::~KnowledgeIndex() = default;

absl::StatusOr<std::unique_ptr<KnowledgeIndex>> KnowledgeIndex::Open(const std::string& path) {
  auto impl = std::make_unique<Impl>(path);
  if (absl::Status status = impl->Open(); !status.ok()) return status;
  return std::unique_ptr<KnowledgeIndex>(new KnowledgeIndex(std::move(impl)));
}

absl::Status KnowledgeIndex::Remove(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string name = path + suffix;
    struct stat file {};
    if (::stat(name.c_str(), &file) != 0) {
      if (errno == ENOENT) continue;
      return PosixError(errno, "look at", name);
    }
    for (auto left = static_cast<std::size_t>(file.st_size); left > kRemoveStepBytes;) {
      left -= kRemoveStepBytes;
      if (::truncate(name.c_str(), static_cast<off_t>(left)) != 0) return PosixError(errno, "shorten", name);
    }
    if (::unlink(name.c_str()) != 0) return PosixError(errno, "remove", name);
  }
  return absl::OkStatus();
}

absl::Status KnowledgeIndex::Put(const std::vector<KnowledgeArticle>& articles, const KnowledgeMark* mark) {
  return impl_->PutAll(articles, mark);
}

KnowledgeMark KnowledgeIndex::mark() const { return impl_->mark_; }

absl::StatusOr<std::vector<KnowledgeHit>> KnowledgeIndex::Find(const KnowledgeQuestion& question) {
  std::vector<QueryPhrase> phrases =
      question.sense == KnowledgeQuestion::Sense::kAll ? QueryPhrases(question.text) : LikenessPhrases(question.text, kLikenessWordsMax);
  if (question.sense == KnowledgeQuestion::Sense::kLike) {
    if (absl::Status status = impl_->KeepRarest(phrases); !status.ok()) return status;
  }
  std::vector<KnowledgeHit> hits;
  if (phrases.empty()) {
    if (question.sense == KnowledgeQuestion::Sense::kLike) return hits;  // a text that says nothing is like nothing
    return absl::InvalidArgumentError("there is no letter, digit or character to look for");
  }
  const absl::StatusOr<std::vector<ArticleId>> ids = impl_->FindIds(MatchOf(phrases, question.sense), question);
  if (!ids.ok()) return ids.status();
  for (const ArticleId id : *ids) {
    absl::StatusOr<std::optional<KnowledgeArticle>> article = impl_->Read(id);
    if (!article.ok()) return article.status();
    const std::optional<ArticleText> text = *article ? DecodeArticle((*article)->text) : std::nullopt;
    if (!text) return absl::DataLossError(fmt::format("knowledge index: article {} cannot be read", id.raw()));
    hits.push_back({id, (*article)->version, (*article)->visibility, std::string(text->title), ExcerptOf(text->text, phrases)});
  }
  return hits;
}

absl::StatusOr<std::optional<KnowledgeArticle>> KnowledgeIndex::Read(ArticleId id) { return impl_->Read(id); }

absl::StatusOr<std::uint64_t> KnowledgeIndex::Count() {
  const absl::StatusOr<std::int64_t> count = impl_->Number("SELECT count(*) FROM article");
  if (!count.ok()) return count.status();
  return static_cast<std::uint64_t>(*count);
}

}  // namespace tidegate
