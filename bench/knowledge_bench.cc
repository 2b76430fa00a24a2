// knowledge_bench: what a question to the search index costs over 10 000 articles, and what it costs to make the index.
//
// Articles of 300 to 1 500 characters from a vocabulary of some 4 000 Chinese words and 400 Latin ones, frequent ones far more often than
// rare ones, as in language: about 20 MB of text. Questions: a frequent pair, a rare one, three words, one character, mixed text, and a
// whole ticket's text by likeness. The goal is 20 ms for each (see bench/results). In $TMPDIR, else /tmp.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "persistence/knowledge_index.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kArticles = 10'000;
constexpr std::size_t kBatch = 100;

class Language {
 public:
  Language() {
    for (int i = 0; i < 4'000; ++i) words_.push_back(Character() + Character() + (i % 3 == 0 ? Character() : ""));
    for (int i = 0; i < 400; ++i) words_.push_back(fmt::format("word{}", i));
    std::shuffle(words_.begin(), words_.end(), dice_);
  }
  // The nth most frequent word.
  const std::string& Word(std::size_t rank) const { return words_[rank]; }
  std::string Text(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) {
      text += Any();
      if (i % 9 == 8) text += "，";
    }
    return text;
  }

 private:
  // One of 2 500 characters.
  std::string Character() {
    const char32_t code = 0x4E00 + dice_() % 2'500 * 8;
    return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
  }
  // The rank is spread evenly over its logarithm.
  const std::string& Any() {
    const double share = static_cast<double>(dice_() >> 11) * 0x1.0p-53;
    return words_[static_cast<std::size_t>(std::pow(static_cast<double>(words_.size()), share)) - 1];
  }

  std::mt19937_64 dice_{42};
  std::vector<std::string> words_;
};

// Made once for all benches.
class Shelf {
 public:
  Shelf() {
    const char* above = std::getenv("TMPDIR");
    folder_ = fmt::format("{}/knowledge_bench.XXXXXX", above != nullptr ? above : "/tmp");
    CHECK(::mkdtemp(folder_.data()) != nullptr);
    index = KnowledgeIndex::Open(folder_ + "/knowledge").value();
    std::vector<KnowledgeArticle> batch;
    std::mt19937_64 dice(7);
    for (std::uint32_t i = 1; i <= kArticles; ++i) {
      const std::string title = language.Text(5);
      const std::string text = language.Text(static_cast<int>(130 + dice() % 520));
      const std::string keywords = language.Text(4);
      text_bytes += text.size();
      batch.push_back({ArticleId(i), i, 1, Visibility::kCustomer, 0,
                       EncodeArticle({.title = title, .text = text, .keywords = keywords, .author = "bench", .types = {}})});
      if (batch.size() < kBatch) continue;
      CHECK(index->Put(batch, nullptr).ok());
      batch.clear();
    }
    for (const auto& file : std::filesystem::directory_iterator(folder_)) file_bytes += file.file_size();
  }
  ~Shelf() {
    index.reset();
    std::filesystem::remove_all(folder_);
  }

  Language language;
  std::unique_ptr<KnowledgeIndex> index;
  std::uint64_t text_bytes = 0;
  std::uint64_t file_bytes = 0;

 private:
  std::string folder_;
};

Shelf& TheShelf() {
  static Shelf shelf;
  return shelf;
}

void Ask(benchmark::State& state, const std::string& text, KnowledgeQuestion::Sense sense) {
  Shelf& shelf = TheShelf();
  std::size_t hits = 0;
  for (auto _ : state) {
    const auto found = shelf.index->Find({text, sense, KnowledgeQuestion::Reach::kEveryone, 0, 20});
    CHECK(found.ok());
    hits = found->size();
  }
  state.counters["hits"] = static_cast<double>(hits);
  state.counters["text_mb"] = static_cast<double>(shelf.text_bytes) / 1e6;
  state.counters["file_mb"] = static_cast<double>(shelf.file_bytes) / 1e6;
}

void BM_FrequentPair(benchmark::State& state) { Ask(state, TheShelf().language.Word(3), KnowledgeQuestion::Sense::kAll); }
void BM_RarePair(benchmark::State& state) { Ask(state, TheShelf().language.Word(3'000), KnowledgeQuestion::Sense::kAll); }
void BM_ThreeWords(benchmark::State& state) {
  const Language& language = TheShelf().language;
  Ask(state, language.Word(5) + " " + language.Word(20) + " " + language.Word(60), KnowledgeQuestion::Sense::kAll);
}
void BM_OneCharacter(benchmark::State& state) { Ask(state, TheShelf().language.Word(0).substr(0, 3), KnowledgeQuestion::Sense::kAll); }
void BM_Mixed(benchmark::State& state) { Ask(state, "WORD7" + TheShelf().language.Word(40), KnowledgeQuestion::Sense::kAll); }
void BM_LikeATicket(benchmark::State& state) { Ask(state, TheShelf().language.Text(60), KnowledgeQuestion::Sense::kLike); }
BENCHMARK(BM_FrequentPair)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_RarePair)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ThreeWords)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OneCharacter)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Mixed)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_LikeATicket)->Unit(benchmark::kMillisecond);

void BM_MakeIndex(benchmark::State& state) {
  for (auto _ : state) Shelf shelf;
}
BENCHMARK(BM_MakeIndex)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
