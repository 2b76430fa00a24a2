#include "bench/load/load_options.h"

#include <gtest/gtest.h>

namespace tidegate::load {
namespace {

LoadOptionsRead Read(std::vector<std::string_view> arguments) { return ReadLoadOptions(arguments); }

TEST(LoadOptions, ModeAndOptionsAreTaken) {
  const LoadOptionsRead read = Read({"cycle", "--connect", "[::1]:9", "--desks=single", "--rounds", "3", "--json"});
  EXPECT_TRUE(read.errors.empty());
  EXPECT_EQ(read.options.mode, "cycle");
  EXPECT_EQ(read.options.connect, "[::1]:9");
  EXPECT_EQ(read.options.desks, "single");
  EXPECT_EQ(read.options.rounds, 3u);
  EXPECT_TRUE(read.options.json);
}

TEST(LoadOptions, DurationTakesUnits) { EXPECT_EQ(Read({"demo", "--for", "20s"}).options.duration_ms, 20'000); }

TEST(LoadOptions, MistypedModeIsNamedWithTheNearest) {
  const LoadOptionsRead read = Read({"submti"});
  ASSERT_EQ(read.errors.size(), 1u);
  EXPECT_NE(read.errors[0].find("did you mean `submit`"), std::string::npos) << read.errors[0];
}

TEST(LoadOptions, NoModeIsAnError) { EXPECT_FALSE(Read({}).errors.empty()); }

TEST(LoadOptions, MemoryWithoutAProcessIsAnError) {
  EXPECT_FALSE(Read({"memory"}).errors.empty());
  EXPECT_TRUE(Read({"memory", "--pid", "1"}).errors.empty());
}

TEST(LoadOptions, HelpNamesEveryModeAndOption) {
  const std::string help = LoadHelp();
  for (const char* mode : {"demo", "submit", "single", "cycle", "memory", "latency"}) EXPECT_NE(help.find(mode), std::string::npos);
  for (const auto& option : LoadOptionTable()) EXPECT_NE(help.find("--" + std::string(option.spec.name)), std::string::npos);
}

}  // namespace
}  // namespace tidegate::load
