// ToolRun: the operators' tool run once against a daemon, and what it said.
//
// Blocks until the tool has ended. Of its error output the last run's is kept, in a file that the caller names.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"
#include "tests/support/temp_directory.h"

namespace tidegate {

struct ToolRun {
  int code = -1;
  std::string out;
  std::string errors;

  // What stands behind a JSON key, up to the next comma or bracket; empty when there is no such key.
  std::string Field(const std::string& key) const {
    const std::size_t at = out.find("\"" + key + "\":");
    if (at == std::string::npos) return "";
    const std::size_t begin = at + key.size() + 3;
    return out.substr(begin, out.find_first_of(",}]", begin) - begin);
  }
  std::size_t Count(const std::string& what) const {
    std::size_t count = 0;
    for (std::size_t at = out.find(what); at != std::string::npos; at = out.find(what, at + 1)) ++count;
    return count;
  }
};

// `tool` is the program; `words` follow it, in English and for the daemon at `address`.
inline ToolRun RunTool(const std::string& tool, std::vector<std::string> words, const std::string& address, const std::string& errors) {
  words.insert(words.begin(), tool);
  words.insert(words.end(), {"--connect", address, "--lang", "en"});
  std::filesystem::remove(errors);
  ChildProcess child(words, errors);
  ToolRun run;
  run.out = child.ReadAll();
  run.code = child.Wait();
  run.errors = ReadWhole(errors);
  return run;
}

}  // namespace tidegate
