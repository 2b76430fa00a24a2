// The verbs `kb ...`: knowledge articles put, found, shown, listed, reviewed, and suggested for a ticket.
#include <fmt/core.h>

#include <optional>

#include "core/model/article.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/knowledge_text.h"
#include "tools/tidegate/read_file.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr std::string_view kToolName = "tidegate";

int Print(const std::string& text) {
  fmt::print("{}", text);
  return kExitOk;
}

int Wrong(std::string_view verb, const std::string& problem) {
  fmt::print(stderr, "tidegate: {}; see `tidegate help {}`\n", problem, verb);
  return kExitUsage;
}

std::optional<ArticleId> NumberOf(std::string_view word) {
  const auto number = ParseNumber(word, 1, kArticlesMax);
  if (!number) return std::nullopt;
  return ArticleId(static_cast<std::uint32_t>(*number));
}

std::string NoNumber(std::string_view word) { return fmt::format("`{}` is no number of an article; `tidegate kb list` shows them", word); }

// The words of a question: all positional words.
std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

int ListThem(const Invocation& invocation, ArticleScope scope) {
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto rows = connection.client().ListArticles(scope);
  if (!rows.ok()) return connection.Failed(rows.status());
  const Micros now = DaemonNow(connection.client());
  return Print(invocation.format == Format::kJson ? ArticlesJson(*rows, now) : ArticlesText(*rows, now, invocation.language));
}

int TellHits(const Invocation& invocation, Connection& connection, const absl::StatusOr<ArticleHitsView>& hits) {
  if (!hits.ok()) return connection.Failed(hits.status());
  return Print(invocation.format == Format::kJson ? HitsJson(*hits) : HitsText(*hits, invocation.language));
}

// What a command line says of an article; what it does not say is empty.
struct ArticleWords {
  std::string title;
  std::string text;
  std::string keywords;
  std::vector<std::string> types;
  Visibility visibility = Visibility::kNone;
  ArticleId id;
};

// The problem, or empty.
std::string ReadArticleWords(const Arguments& a, ArticleWords& words) {
  std::string problem;
  if (a.Has("id")) {
    const auto id = NumberOf(a.Get("id"));
    if (!id) return NoNumber(a.Get("id"));
    words.id = *id;
  }
  if (a.Has("visibility")) {
    const auto visibility = FromName<Visibility>(a.Get("visibility"));
    if (!visibility) return fmt::format("--visibility `{}` is none of internal, customer, withdrawn", a.Get("visibility"));
    words.visibility = *visibility;
  }
  words.keywords = a.Get("keywords");
  words.types = SplitList(a.Get("types"));
  std::string file(a.Get("text"));
  if (!a.positional().empty()) {
    if (a.Has("text")) return "give either a file or --text";
    const auto read = ReadFile(a.positional()[0], kTextBytesMax + kTitleBytesMax, problem);
    if (!read) return problem;
    file = *read;
  } else if (words.id && !a.Has("text")) {
    words.title = a.Get("title");
    return {};
  }
  // Another version may keep its title.
  const bool keeps_title = words.id && a.Has("text") && !a.Has("title");
  const ArticleFile article = SplitArticle(file, keeps_title ? " " : a.Get("title"), problem);
  words.title = keeps_title ? "" : article.title;
  words.text = article.text;
  return problem;
}

// Another version keeps what the command line does not say.
void KeepFrom(const ArticleRow& row, const CatalogView& names, ArticleWords& words) {
  if (words.title.empty()) words.title = row.title;
  if (words.text.empty()) words.text = row.text;
  if (words.keywords.empty()) words.keywords = row.keywords;
  if (words.visibility == Visibility::kNone) words.visibility = row.visibility;
  if (!words.types.empty()) return;
  for (const std::uint16_t type : row.types) words.types.push_back(names.NameOf(CatalogKind::kType, type));
}

}  // namespace

int RunKbAdd(const Invocation& invocation) {
  ArticleWords words;
  if (const std::string problem = ReadArticleWords(invocation.arguments, words); !problem.empty()) return Wrong("kb add", problem);
  Connection connection(invocation, invocation.role, invocation.arguments.Get("author", kToolName));
  if (const int code = connection.Open(); code != kExitOk) return code;
  if (words.id) {
    const auto row = connection.client().AskArticle(words.id);
    if (!row.ok()) return connection.Failed(row.status());
    KeepFrom(*row, connection.Names(), words);
  }
  if (words.visibility == Visibility::kNone) words.visibility = Visibility::kInternal;
  const std::vector<std::string_view> types(words.types.begin(), words.types.end());
  client::PutArticleMessage message;
  message.article = words.id;
  message.visibility = words.visibility;
  message.title = words.title;
  message.text = words.text;
  message.keywords = words.keywords;
  message.types = types;
  const auto ack = connection.client().PutArticle(message);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) return Print(fmt::format("{{\"ok\":true,\"article\":{}}}\n", ack->token));
  return Print(SayFormat(invocation.language, "article {} is put, {}\n", "文章{}已保存，{}\n", ack->token,
                         NameIn(invocation.language, message.visibility)));
}

int RunKbFind(const Invocation& invocation) {
  const Arguments& a = invocation.arguments;
  const std::string text = Joined(a.positional());
  client::FindArticlesMessage message;
  message.text = text;
  message.type = a.Get("type");
  if (a.Has("hits")) {
    const auto hits = ParseNumber(a.Get("hits"), 1, kHitsMax);
    if (!hits) return Wrong("kb find", fmt::format("--hits `{}` is no number from 1 to {}", a.Get("hits"), kHitsMax));
    message.hits = static_cast<std::uint8_t>(*hits);
  }
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  return TellHits(invocation, connection, connection.client().FindArticles(message));
}

int RunKbSuggest(const Invocation& invocation) {
  const Arguments& a = invocation.arguments;
  const std::string& word = a.positional()[0];
  client::TicketNameMessage named;
  if (!a.Has("key") && ParseTicketNumber(word, 0)) {
    named.number = word;
  } else {
    named.external_key = word;
    named.front_end = a.Get("front-end", kDefaultFrontEnd);
  }
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto view = connection.client().Query(named);
  if (!view.ok()) return connection.Failed(view.status());
  client::FindArticlesMessage message;
  message.ticket = view->ticket;
  return TellHits(invocation, connection, connection.client().FindArticles(message));
}

int RunKbShow(const Invocation& invocation) {
  const std::string& word = invocation.arguments.positional()[0];
  const auto id = NumberOf(word);
  if (!id) return Wrong("kb show", NoNumber(word));
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto row = connection.client().AskArticle(*id);
  if (!row.ok()) return connection.Failed(row.status());
  const CatalogView names = connection.Names();
  const Micros now = DaemonNow(connection.client());
  return Print(invocation.format == Format::kJson ? ArticleJson(*row, names, now) : ArticleText(*row, names, now, invocation.language));
}

int RunKbList(const Invocation& invocation) { return ListThem(invocation, ArticleScope::kAll); }
int RunKbStale(const Invocation& invocation) { return ListThem(invocation, ArticleScope::kStale); }

int RunKbReview(const Invocation& invocation) {
  const std::string& word = invocation.arguments.positional()[0];
  const auto id = NumberOf(word);
  if (!id) return Wrong("kb review", NoNumber(word));
  Connection connection(invocation, invocation.role, kToolName);
  if (const int code = connection.Open(); code != kExitOk) return code;
  const auto ack = connection.client().ReviewArticle(*id);
  if (!ack.ok()) return connection.Failed(ack.status());
  if (invocation.format == Format::kJson) return Print(fmt::format("{{\"ok\":true,\"article\":{}}}\n", ack->token));
  return Print(SayFormat(invocation.language, "article {} is reviewed\n", "文章{}已复审\n", ack->token));
}

}  // namespace tidegate
