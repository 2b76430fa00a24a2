#include "core/model/article.h"

#include "core/base/compact.h"

namespace tidegate {

std::string EncodeArticle(const ArticleText& article) {
  std::string bytes;
  CompactWriter writer(bytes);
  writer.Text(article.title);
  writer.Text(article.keywords);
  writer.Text(article.author);
  writer.Unsigned(article.types.size());
  for (const std::uint16_t type : article.types) writer.Unsigned(type);
  writer.Text(article.text);
  return bytes;
}

std::optional<ArticleText> DecodeArticle(std::string_view bytes) {
  CompactReader reader(bytes);
  ArticleText article;
  article.title = reader.Text(kTitleBytesMax);
  article.keywords = reader.Text(kKeywordsBytesMax);
  article.author = reader.Text(kKeyBytesMax);
  article.types.resize(reader.Unsigned(kArticleTypesMax));
  for (std::uint16_t& type : article.types) type = static_cast<std::uint16_t>(reader.Unsigned(0xFFFF));
  article.text = reader.Text(kTextBytesMax);
  if (!reader.complete()) return std::nullopt;
  return article;
}

}  // namespace tidegate
