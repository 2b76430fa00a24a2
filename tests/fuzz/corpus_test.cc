// Runs the fuzzer's corpus as a plain test: what was found once stays found, with every compiler and without libFuzzer.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/fuzz/wire_target.h"

namespace tidegate {
namespace {

TEST(FuzzCorpus, EveryInputIsTakenSoundly) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/wire")) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  ASSERT_GE(paths.size(), 40u) << "the corpus is not where it should be";
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    EXPECT_EQ(Unsound(bytes.str()), "") << path;
  }
}

}  // namespace
}  // namespace tidegate
