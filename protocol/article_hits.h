// ArticleHitsView: articles that were found, as they are told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/article.h"

namespace tidegate {

inline constexpr std::size_t kQuestionBytesMax = 512;  // what somebody looks for in the articles
inline constexpr std::uint32_t kHitsMax = 50;          // of one question
inline constexpr std::uint32_t kHitsUsual = 20;
inline constexpr std::uint32_t kHitsOfTicketUsual = 3;  // as many as a desk reads

struct ArticleHit {
  ArticleId article{};
  std::uint32_t version = 0;
  Visibility visibility = Visibility::kNone;
  std::string title;
  std::string excerpt;
  friend bool operator==(const ArticleHit&, const ArticleHit&) = default;
};

struct ArticleHitsView {
  std::vector<ArticleHit> hits;  // best first
  bool loose = false;            // no article has all of the words: these have some
  std::string handling;          // of a ticket: the template of its type, for who works on it; empty = there is none
};

}  // namespace tidegate
