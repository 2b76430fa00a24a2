// Runs the fuzzers' corpora as plain tests: what was found once stays found, with every compiler and without libFuzzer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/masking_target.h"
#include "tests/fuzz/wire_target.h"
#include "tests/support/seed.h"

namespace tidegate {
namespace {

// At least so many, or the corpus is not where it should be.
std::vector<std::filesystem::path> Corpus(const std::string& name, std::size_t at_least) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/" + name)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  EXPECT_GE(paths.size(), at_least) << "the corpus is not where it should be";
  return paths;
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

TEST(FuzzCorpus, EveryInputIsTakenSoundly) {
  for (const std::filesystem::path& path : Corpus("wire", 40)) EXPECT_EQ(Unsound(BytesOf(path)), "") << path;
}

TEST(FuzzCorpus, EveryTextIsMaskedSoundly) {
  for (const std::filesystem::path& path : Corpus("masking", 25)) EXPECT_EQ(UnsoundMasking(BytesOf(path)), "") << path;
}

// What libFuzzer does for hours, for a moment: pieces of the corpus and of what numbers are made of, put together by chance.
TEST(FuzzCorpus, PiecesOfTextsPutTogetherAreMaskedSoundly) {
  constexpr std::string_view kPieces[] = {"138",  "0013", "0827", "13800130827", "0755", "22345678", "+",  "86",
                                          "0086", "-",    " ",    "(",           ")",    ".",        "@",  "a.cn",
                                          "*",    "****", "_",    "A",           "TEL",  "１",       "，", "\xEF\xBC"};
  std::vector<std::string> pieces(std::begin(kPieces), std::end(kPieces));
  for (const std::filesystem::path& path : Corpus("masking", 25)) pieces.push_back(BytesOf(path));
  std::mt19937_64 random(TestSeed());
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (std::uint64_t count = 1 + random() % 8; count > 0; --count) text += pieces[random() % pieces.size()];
    ASSERT_EQ(UnsoundMasking(text), "") << text;
  }
}

}  // namespace
}  // namespace tidegate
