// The bytes of every kind of frame, written down: a change of one is a change of the protocol.
//
// TIDEGATE_GOLDEN=write writes the files anew, for a deliberate change with its own version and changelog entry.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

constexpr char kFolder[] = "tests/unit/protocol/golden/";

std::string FileOf(FrameKind kind) { return kFolder + std::string(FrameInfo(kind).name) + ".hex"; }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Golden, EveryKindHasTheBytesItAlwaysHad) {
  const char* mode = std::getenv("TIDEGATE_GOLDEN");
  for (const SampleFrame& sample : SampleFrames()) {
    const std::string path = FileOf(sample.kind);
    if (mode != nullptr && std::string_view(mode) == "write") std::ofstream(path) << HexDump(sample.bytes);
    EXPECT_EQ(HexDump(sample.bytes), ReadFile(path)) << path;
  }
}

TEST(Golden, NoFileIsLeftOver) {
  std::set<std::string> known;
  for (const FrameKindRow& row : kFrameKindRows) known.insert(FileOf(row.kind));
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) EXPECT_TRUE(known.contains(entry.path())) << entry.path();
}

TEST(Golden, ProtocolDocumentShowsTheBytesOfHelloAndSubmit) {
  const std::string document = ReadFile("protocol/PROTOCOL.md");
  EXPECT_NE(document.find("```\n" + HexDump(SampleBytes(FrameKind::kHello)) + "```"), std::string::npos);
  EXPECT_NE(document.find("```\n" + HexDump(SampleBytes(FrameKind::kSubmit)) + "```"), std::string::npos);
}

TEST(Golden, HashesOfNamesNeverChange) {
  // They stand in journals: another hash would make every key of an existing directory unknown.
  const KeyHash key = SampleHasher().ExternalKey(SampleHasher().Scope("default", "crm-east"), "INC0000045");
  char text[80];
  std::snprintf(text, sizeof text, "%016llx %016llx %016llx %016llx", static_cast<unsigned long long>(key.high),
                static_cast<unsigned long long>(key.low),
                static_cast<unsigned long long>(SampleHasher().Client("default", Role::kFrontEnd, "crm-east").raw()),
                static_cast<unsigned long long>(SampleHasher().Customer("default", "customer-7").raw()));
  EXPECT_STREQ(text, "73c743ad1350e1b0 1bee4f716833a160 7dd276a898e21506 3ac2b73d6f748233");
}

}  // namespace
}  // namespace tidegate
