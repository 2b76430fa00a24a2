// ExpectGolden: compares text with a file under tests/unit/tools/golden; with TIDEGATE_WRITE_GOLDEN set it writes the file instead.
//
// Tests run in the root of the source tree.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace tidegate {

inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = "tests/unit/tools/golden/" + name;
  if (std::getenv("TIDEGATE_WRITE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
    return;
  }
  std::ifstream in(path);
  std::stringstream wanted;
  wanted << in.rdbuf();
  EXPECT_EQ(text, wanted.str()) << "differs from " << path
                                << "; look at both, then run again with TIDEGATE_WRITE_GOLDEN=1 if the new text is right";
}

}  // namespace tidegate
