// Articles, and what was found of them, as JSON with stable names (tools/tidegate/JSON.md) and as text for people.
//
// Pure. Titles and texts come from people and are made harmless for a terminal; JSON has them whole.
#pragma once

#include <string>
#include <vector>

#include "core/model/output.h"
#include "protocol/article_hits.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string HitsJson(const ArticleHitsView& view);
std::string HitsText(const ArticleHitsView& view, Language language);

std::string ArticlesJson(const std::vector<ArticleRow>& rows, Micros now);
std::string ArticlesText(const std::vector<ArticleRow>& rows, Micros now, Language language);

std::string ArticleJson(const ArticleRow& row, const CatalogView& names, Micros now);
std::string ArticleText(const ArticleRow& row, const CatalogView& names, Micros now, Language language);

// A file as an article: without a title given, its first line is the title (marks of a heading left out), the rest the text. The problem is
// empty when all went well.
struct ArticleFile {
  std::string title;
  std::string text;
};
ArticleFile SplitArticle(std::string_view file, std::string_view title, std::string& problem);

}  // namespace tidegate
