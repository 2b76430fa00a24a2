// Article: a page of knowledge: what the engine knows of it, and its texts, which travel beside the engine like those of a ticket.
//
// The engine keeps an ArticleRecord of fixed size; the texts stand in the tail of `ArticlePut`, in the projection and in the search index.
// Texts are encoded at the edge after checking UTF-8 and bounds; decoding checks again, because the journal is read by tools too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/model/body.h"
#include "core/model/names.h"

namespace tidegate {

// Articles are numbered from 1 in the order in which they were first put; a number is never given again.
using ArticleId = Id<struct ArticleTag, std::uint32_t>;

// Who finds an article. Withdrawn: nobody; it is kept for whoever asks for it by its number. (domain.md 10)
#define TIDEGATE_VISIBILITIES(X)            \
  X(kInternal, 1, "internal", "内部")       \
  X(kCustomer, 2, "customer", "对客户公开") \
  X(kWithdrawn, 3, "withdrawn", "已撤下")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class Visibility : std::uint8_t { kNone = 0, TIDEGATE_VISIBILITIES(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

template <>
struct NameTable<Visibility> {
#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
  static constexpr auto kRows = std::to_array<Name>({TIDEGATE_VISIBILITIES(TIDEGATE_NAME_ROW)});
#undef TIDEGATE_NAME_ROW
};

enum class ArticleScope : std::uint8_t { kAll, kStale };  // which a list has

inline constexpr std::uint32_t kArticlesMax = 100'000;    // ten times what the figures are promised for; EngineLimits may say fewer
inline constexpr std::uint32_t kArticlesPerPageMax = 64;  // of a list: with their titles one frame
inline constexpr std::size_t kArticleTypesMax = 16;       // an article for more types than that is for every type
inline constexpr std::size_t kKeywordsBytesMax = 512;     // as many as a title may have

struct ArticleText {
  std::string_view title;            // required
  std::string_view text;             // required
  std::string_view keywords;         // words by which it shall be found, separated as one likes
  std::string_view author;           // the name that the writer's session gave
  std::vector<std::uint16_t> types;  // TypeId; empty = for every type
};

// With a byte or two for each length and three for each type.
inline constexpr std::size_t kArticleBytesMax =
    kTitleBytesMax + kTextBytesMax + kKeywordsBytesMax + kKeyBytesMax + 5 * 3 + kArticleTypesMax * 3;

std::string EncodeArticle(const ArticleText& article);
// Views into `bytes`; nullopt when they are not exactly what EncodeArticle gives for some article within the bounds.
std::optional<ArticleText> DecodeArticle(std::string_view bytes);

}  // namespace tidegate
