// Changes of articles, and of what came of their use.
//
// What holds of all changes, and the table of their kinds: core/model/change.h, which everybody includes.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/time.h"
#include "core/model/article.h"
#include "core/model/changes/asker.h"

namespace tidegate {

inline constexpr std::uint32_t kArticleTailBytesMax = static_cast<std::uint32_t>(kArticleBytesMax);

// A new article (version 1), or another version of one. Tail: its texts (EncodeArticle).
struct ArticlePut {
  Asker asker{};
  Micros at = 0;
  Micros stale_at = 0;  // when it will have gone without review for too long; kNever = it may
  std::uint32_t article = 0;
  std::uint32_t version = 0;
  std::uint8_t visibility = 0;  // Visibility
  std::array<std::uint8_t, 7> zero{};
};

struct ArticleReviewed {
  Asker asker{};
  Micros at = 0;
  Micros stale_at = 0;
  std::uint32_t article = 0;
  std::uint32_t zero = 0;
};

// A desk answered a ticket with it.
struct ArticleUsed {
  Asker asker{};
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t agent = 0;
};

// It went without review for too long: told once.
struct ArticleStale {
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t zero = 0;
};

// A ticket that was answered with articles is resolved: when it is known whether they solved it.
struct UsesAwaited {
  std::uint64_t ticket = 0;
  Micros judge_at = 0;
};

// Whether an article solved a ticket is known now, and is counted.
struct UseJudged {
  std::uint64_t ticket = 0;
  Micros at = 0;
  std::uint32_t article = 0;
  std::uint32_t solved = 0;  // 1 = neither reopened nor repeated in time
};

}  // namespace tidegate
