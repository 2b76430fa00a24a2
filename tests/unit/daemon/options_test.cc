// The options of tidegated: every bound of every row, both sources, what the errors say, and the help as a golden text.
#include "daemon/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

OptionsRead Read(std::vector<std::string> words, bool with_data = true) {
  if (with_data) words.insert(words.begin(), {"--data", "/d"});
  std::vector<std::string_view> arguments(words.begin(), words.end());
  return ReadOptions(arguments);
}

class ConfigFile {
 public:
  explicit ConfigFile(std::string_view text) {
    path_ = testing::TempDir() + "tidegate_options_" + std::to_string(::getpid()) + ".toml";
    std::ofstream(path_) << text;
  }
  ~ConfigFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(Options, DefaultsAreWithinTheirOwnBounds) {
  const Options defaults;
  for (const Option<Options>& option : DaemonOptions()) {
    const OptionValue value = option.get(defaults);
    if (option.spec.kind == OptionKind::kInteger) {
      EXPECT_GE(value.number, option.spec.min) << option.spec.name;
      EXPECT_LE(value.number, option.spec.max) << option.spec.name;
    }
  }
}

TEST(Options, EveryIntegerTakesItsBoundsAndRefusesTheNextValue) {
  for (const Option<Options>& option : DaemonOptions()) {
    const OptionSpec& spec = option.spec;
    if (spec.kind != OptionKind::kInteger) continue;
    SCOPED_TRACE(std::string(spec.name));
    for (const std::int64_t bound : {spec.min, spec.max}) {
      OptionValue value;
      ASSERT_EQ(ParseOptionValue(spec, std::to_string(bound), value), std::nullopt);
      Options options;
      option.set(options, value);
      EXPECT_EQ(option.get(options).number, bound) << "the field is too small for its bound";
    }
    OptionValue value;
    EXPECT_NE(ParseOptionValue(spec, std::to_string(spec.min - 1), value), std::nullopt);
    const std::optional<std::string> error = ParseOptionValue(spec, std::to_string(spec.max + 1), value);
    ASSERT_NE(error, std::nullopt);
    EXPECT_THAT(*error, HasSubstr("out of bounds: give "));
  }
}

TEST(Options, NamesAndKeysAreUnique) {
  std::set<std::string_view> names;
  std::set<std::string_view> keys;
  for (const Option<Options>& option : DaemonOptions()) {
    EXPECT_TRUE(names.insert(option.spec.name).second) << option.spec.name;
    if (option.spec.key.empty()) continue;
    EXPECT_TRUE(keys.insert(option.spec.key).second) << option.spec.key;
  }
}

TEST(Options, UnitsAreScaled) {
  const OptionsRead read = Read({"--idle-timeout", "2min", "--unsynced-bytes-max=32MiB", "--outbox-patience", "1500"});
  EXPECT_THAT(read.errors, IsEmpty());
  EXPECT_EQ(read.options.idle_timeout_ms, 120'000u);
  EXPECT_EQ(read.options.unsynced_bytes_max, 32u << 20);
  EXPECT_EQ(read.options.outbox_patience_ms, 1500u);
}

TEST(Options, UnitOfAnotherKindIsRefused) {
  EXPECT_THAT(Read({"--idle-timeout", "2MiB"}).errors,
              ElementsAre("--idle-timeout: `2MiB` is not a whole number (it may end in ms, s, min, h): give 1s to 24h"));
  EXPECT_THAT(Read({"--tickets-max", "5s"}).errors, ElementsAre("--tickets-max: `5s` is not a whole number: give 64 to 67108864"));
}

TEST(Options, HugeNumbersAreOutOfBoundsNotWrapped) {
  EXPECT_THAT(Read({"--tickets-max", "99999999999999999999"}).errors, ElementsAre(HasSubstr("out of bounds")));
  EXPECT_THAT(Read({"--unsynced-bytes-max", "9223372036854775807KiB"}).errors, ElementsAre(HasSubstr("out of bounds")));
}

TEST(Options, UnknownOptionIsRefusedWithASuggestion) {
  EXPECT_THAT(Read({"--lisen", "127.0.0.1:0"}).errors, ElementsAre("unknown option `--lisen`: did you mean --listen?"));
  EXPECT_THAT(Read({"--frobnicate"}).errors, ElementsAre("unknown option `--frobnicate`; --help lists them all"));
}

TEST(Options, AllErrorsComeAtOnce) {
  EXPECT_THAT(
      Read({"--sync=maybe", "--tickets-max=x", "stray", "--listen=nowhere"}, false).errors,
      ElementsAre(HasSubstr("--sync: `maybe` is not a switch: give on or off"), HasSubstr("--tickets-max: `x`"),
                  HasSubstr("`stray` is no option"), HasSubstr("--data is missing"), HasSubstr("--listen: `nowhere` is not HOST:PORT")));
}

TEST(Options, WhereDrivenTimeBeginsIsATimeAndGoesWithIt) {
  EXPECT_THAT(Read({"--clock", "driven", "--driven-from", "2016-02-29T08:30Z"}).errors, testing::IsEmpty());
  EXPECT_THAT(Read({"--clock", "driven", "--driven-from", "29-02-2016"}).errors, ElementsAre(HasSubstr("`29-02-2016` is no time")));
  EXPECT_THAT(Read({"--driven-from", "2016-02-29"}).errors, ElementsAre(HasSubstr("goes with --clock driven only")));
}

TEST(Options, MissingDataIsRefused) { EXPECT_THAT(Read({}, false).errors, ElementsAre(HasSubstr("--data is missing"))); }

TEST(Options, MissingValueIsRefused) { EXPECT_THAT(Read({"--rules"}).errors, ElementsAre("--rules needs a value: FILE")); }

TEST(Options, SwitchStandsAlone) {
  EXPECT_TRUE(Read({"--accept-clock-ahead"}).options.accept_clock_ahead);
  EXPECT_FALSE(Read({"--sync", "off"}).options.sync);
  EXPECT_FALSE(Read({"--sync=off"}).options.sync);
}

TEST(Options, FlagsWinOverTheFile) {
  const ConfigFile file("listen = \"0.0.0.0:1\"\n[sessions]\nmax = 7\nidle_timeout = \"3s\"\n[journal]\nunsynced_changes_max = 9\n");
  const OptionsRead read = Read({"--sessions-max", "8", "--config", file.path()});
  EXPECT_THAT(read.errors, IsEmpty());
  EXPECT_EQ(read.options.listen, "0.0.0.0:1");
  EXPECT_EQ(read.options.sessions_max, 8u);
  EXPECT_EQ(read.options.idle_timeout_ms, 3'000u);
  EXPECT_EQ(read.options.unsynced_changes_max, 9u);
}

TEST(Options, FileErrorsNameLineAndColumn) {
  const ConfigFile file("sync = \"on\"\n[sessions]\nmaxx = 7\nidle_timeout = 1.5\n[enigma]\na = 1\n");
  EXPECT_THAT(Read({"--config", file.path()}).errors,
              ElementsAre(file.path() + ":5:1: unknown key `enigma`",
                          file.path() + ":4:16: `sessions.idle_timeout` has the wrong type: give a whole number or a text with a unit",
                          file.path() + ":3:8: unknown key `sessions.maxx`: did you mean `sessions.max`?"));
}

TEST(Options, FileSyntaxErrorNamesItsPlace) {
  const ConfigFile file("listen = \n");
  EXPECT_THAT(Read({"--config", file.path()}).errors, ElementsAre(HasSubstr(file.path() + ":1:")));
}

TEST(Options, MissingFileIsNamed) {
  EXPECT_THAT(Read({"--config", "/nonexistent/tidegate.toml"}).errors, ElementsAre(HasSubstr("/nonexistent/tidegate.toml")));
}

TEST(Options, HostPortSplits) {
  std::string host;
  std::uint16_t port = 1;
  EXPECT_TRUE(SplitHostPort("127.0.0.1:0", host, port));
  EXPECT_EQ(host, "127.0.0.1");
  EXPECT_EQ(port, 0);
  EXPECT_TRUE(SplitHostPort("[::1]:65535", host, port));
  EXPECT_EQ(host, "::1");
  EXPECT_EQ(port, 65535);
  EXPECT_TRUE(SplitHostPort(":80", host, port));
  EXPECT_EQ(host, "127.0.0.1");
  for (const std::string_view wrong : {"", "80", "a:", "a:65536", "a:-1", "::1:80", "a:8x"}) {
    EXPECT_FALSE(SplitHostPort(wrong, host, port)) << wrong;
  }
}

// The whole text, so that a change of any row is seen in review. TIDEGATE_GOLDEN=write renews it.
TEST(Options, HelpIsGolden) {
  const std::string path = "tests/unit/daemon/golden/help.txt";
  const std::string help = DaemonHelp();
  if (const char* mode = std::getenv("TIDEGATE_GOLDEN"); mode != nullptr && std::string_view(mode) == "write") {
    std::ofstream(path) << help;
  }
  std::ifstream file(path);
  const std::string golden((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(help, golden) << "run with TIDEGATE_GOLDEN=write after a change that was meant";
}

}  // namespace
}  // namespace tidegate
