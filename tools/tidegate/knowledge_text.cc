#include "tools/tidegate/knowledge_text.h"

#include <fmt/core.h>

#include <utility>

#include "tools/tidegate/display_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

bool IsStale(const ArticleRow& row, Micros now) { return row.stale_at <= now; }

// Of the tickets answered with it of which it is known, how many stayed solved.
std::string SolvedText(const ArticleRow& row) { return row.judged == 0 ? "" : fmt::format("{}/{}", row.solved, row.judged); }

void RowFields(const ArticleRow& row, Micros now, JsonWriter& json) {
  json.Field("article", row.article.raw()).Field("version", row.version).Field("visibility", EnglishName(row.visibility));
  json.Field("title", row.title).Field("uses", row.uses).Field("judged", row.judged).Field("solved", row.solved);
  json.Field("reviewed_at", IsoText(row.reviewed_at));
  json.Key("stale_at");
  if (row.stale_at == kNever) {
    json.Null();
  } else {
    json.String(IsoText(row.stale_at));
  }
  json.Field("stale", IsStale(row, now));
}

// Each line made harmless on its own, so that paragraphs stay.
std::string Lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += OneLine(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string Trimmed(std::string_view text, std::string_view what) {
  const std::size_t begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(what) - begin + 1));
}

}  // namespace

std::string HitsJson(const ArticleHitsView& view) {
  JsonWriter json;
  json.BeginObject().Field("loose", view.loose);
  json.Key("articles").BeginArray();
  for (const ArticleHit& hit : view.hits) {
    json.BeginObject().Field("article", hit.article.raw()).Field("version", hit.version).Field("visibility", EnglishName(hit.visibility));
    json.Field("title", hit.title).Field("excerpt", hit.excerpt).EndObject();
  }
  json.EndArray().Key("handling");
  view.handling.empty() ? json.Null() : json.String(view.handling);
  json.EndObject();
  return json.text() + "\n";
}

std::string HitsText(const ArticleHitsView& view, Language language) {
  std::string handling;
  if (!view.handling.empty()) handling = Say(language, "how such tickets are handled:\n", "处理模板：\n") + Lines(view.handling) + "\n";
  if (view.hits.empty()) {
    return handling + Say(language, "no article has these words; try fewer or other ones, or see `tidegate kb list`\n",
                          "没有文章包含这些词；请减少或更换关键词，或查看 `tidegate kb list`\n");
  }
  Table table({{Say(language, "article", "编号"), Align::kRight},
               {Say(language, "for", "可见范围")},
               {Say(language, "title", "标题")},
               {Say(language, "excerpt", "摘录")}});
  for (const ArticleHit& hit : view.hits) {
    table.Add({std::to_string(hit.article.raw()), std::string(NameIn(language, hit.visibility)), hit.title, hit.excerpt});
  }
  const std::string loose =
      view.loose ? Say(language, "no article has all of it; these have something of it:\n", "没有文章完全匹配，以下为部分匹配：\n") : "";
  return handling + loose + table.Render();
}

std::string ArticlesJson(const std::vector<ArticleRow>& rows, Micros now) {
  JsonWriter json;
  json.BeginObject().Key("articles").BeginArray();
  for (const ArticleRow& row : rows) {
    json.BeginObject();
    RowFields(row, now, json);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string ArticlesText(const std::vector<ArticleRow>& rows, Micros now, Language language) {
  if (rows.empty()) return Say(language, "no articles\n", "没有文章\n");
  Table table({{Say(language, "article", "编号"), Align::kRight},
               {Say(language, "version", "版本"), Align::kRight},
               {Say(language, "for", "可见范围")},
               {Say(language, "uses", "引用"), Align::kRight},
               {Say(language, "solved", "解决"), Align::kRight},
               {Say(language, "reviewed", "复审")},
               {Say(language, "state", "状态")},
               {Say(language, "title", "标题")}});
  for (const ArticleRow& row : rows) {
    table.Add({std::to_string(row.article.raw()), std::to_string(row.version), std::string(NameIn(language, row.visibility)),
               std::to_string(row.uses), SolvedText(row), InstantText(row.reviewed_at),
               IsStale(row, now) ? Say(language, "review it", "待复审") : "", row.title});
  }
  return table.Render();
}

std::string ArticleJson(const ArticleRow& row, const CatalogView& names, Micros now) {
  JsonWriter json;
  json.BeginObject();
  RowFields(row, now, json);
  json.Field("keywords", row.keywords).Field("author", row.author);
  json.Key("types").BeginArray();
  for (const std::uint16_t type : row.types) json.String(names.NameOf(CatalogKind::kType, type));
  json.EndArray().Field("text", row.text).EndObject();
  return json.text() + "\n";
}

std::string ArticleText(const ArticleRow& row, const CatalogView& names, Micros now, Language language) {
  std::string types;
  for (const std::uint16_t type : row.types) types += (types.empty() ? "" : ", ") + names.NameIn(language, CatalogKind::kType, type);
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto add = [&](std::string_view english, std::string_view chinese, std::string value) {
    if (!value.empty()) pairs.emplace_back(Say(language, english, chinese), std::move(value));
  };
  add("article", "编号", SayFormat(language, "{}, version {}", "{}，版本{}", row.article.raw(), row.version));
  add("title", "标题", row.title);
  add("for", "可见范围", std::string(NameIn(language, row.visibility)));
  add("types", "类型", types.empty() ? Say(language, "all", "全部") : types);
  add("keywords", "关键词", row.keywords);
  add("author", "作者", row.author);
  add("uses", "引用次数", std::to_string(row.uses));
  if (row.judged != 0) add("solved", "解决", SayFormat(language, "{} of {} tickets", "{} / {}个工单", row.solved, row.judged));
  add("reviewed", "复审", InstantText(row.reviewed_at) + (IsStale(row, now) ? Say(language, " (review it again)", "（待复审）") : ""));
  return RenderPairs(pairs) + "\n" + Lines(row.text);
}

ArticleFile SplitArticle(std::string_view file, std::string_view title, std::string& problem) {
  constexpr std::string_view kMarks = " \t\r#";
  constexpr std::string_view kBlank = " \t\r\n";
  ArticleFile article{std::string(title), Trimmed(file, kBlank)};
  if (article.title.empty()) {
    const std::string whole = article.text;
    const std::size_t end = std::min(whole.find('\n'), whole.size());
    article.title = Trimmed(std::string_view(whole).substr(0, end), kMarks);
    article.text = Trimmed(std::string_view(whole).substr(end), kBlank);
  }
  if (article.title.empty()) {
    problem = "there is no title: give --title, or begin the file with a line that is one";
  } else if (article.text.empty()) {
    problem = "there is no text behind the title: give --text, or a file of more than one line";
  }
  return article;
}

}  // namespace tidegate
