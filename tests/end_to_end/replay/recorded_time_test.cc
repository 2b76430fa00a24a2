// Recorded days in a daemon whose time is driven: what was late then is late now, by tables that were worked out by hand; and who may not
// play what where. Real processes, port 0.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"
#include "tests/end_to_end/replay/tool_run.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

using testing::HasSubstr;

constexpr char kSample[] = "tools/maps/sample_tickets.csv";
constexpr char kSampleMap[] = "tools/maps/sample_tickets.toml";

class RecordedTime : public testing::Test {
 protected:
  // The sample rules, but the levels are those of the records: what rules make of their texts is not what is tested here.
  static std::string PlainRules() {
    std::string rules = ReadWhole("deploy/sample/rules.toml");
    const std::size_t begin = rules.find("\n[keywords]");
    const std::size_t end = rules.find("\n[sla]");
    EXPECT_TRUE(begin < end && end != std::string::npos);
    return rules.replace(begin, end - begin, "\n[review]\nlevels = []\n");
  }

  // `more`: options beside directory, ports and rules.
  void StartDaemon(const std::vector<std::string>& more, std::string rules = "") {
    if (rules.empty()) rules = Write("plain.toml", PlainRules());
    std::vector<std::string> words = {TIDEGATED_PATH, "--data",      directory_ / "data", "--listen", "127.0.0.1:0",
                                      "--http",       "127.0.0.1:0", "--rules",           rules};
    words.insert(words.end(), more.begin(), more.end());
    daemon_ = std::make_unique<ChildProcess>(words, directory_ / "daemon.log");
    const std::string ready = daemon_->ReadLine();
    const std::size_t at = ready.find("listen=");
    if (at != std::string::npos) address_ = ready.substr(at + 7, ready.find(' ', at) - at - 7);
  }
  void StartDriven(const std::string& from, const std::string& rules = "") {
    StartDaemon({"--clock", "driven", "--driven-from", from}, rules);
    ASSERT_NE(address_, "") << "see " << directory_ / "daemon.log";
  }

  ToolRun Run(std::vector<std::string> words) const { return RunTool(TIDEGATE_PATH, std::move(words), address_, directory_ / "tool.log"); }
  ToolRun Replay(const std::string& file, const std::string& map, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"replay", file, "--map", map, "--time", "recorded", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return Run(words);
  }

  std::string Write(const std::string& name, const std::string& text) const {
    std::string path = directory_ / name;
    std::ofstream(path) << text;
    return path;
  }

  TempDirectory directory_;
  std::string address_;
  std::unique_ptr<ChildProcess> daemon_;
};

// The shipped evening under the shipped rules. 200 tickets in 2 h 48 min, 611 s of work each in the middle: 12 in work at once, and nine
// desks with five places each, whose owners have just the skills of these rows. So nobody waits, every response is at once, and no deadline
// for responding (10 min at least) is missed. The longest work is 1 533 s (S-0084), the shortest deadline for resolving 4 h: none is missed
// either.
TEST_F(RecordedTime, ShippedSampleIsOnTimeUnderTheShippedRules) {
  StartDriven("2026-11-20T18:00Z");
  const ToolRun ran = Replay(kSample, kSampleMap);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.errors;
  EXPECT_THAT(ran.out, HasSubstr("\"resolved\":200,"));
  EXPECT_THAT(ran.out, HasSubstr("\"overdue\":{\"urgent\":{\"tickets\":13,\"respond\":0,\"resolve\":0},"
                                 "\"high\":{\"tickets\":85,\"respond\":0,\"resolve\":0},"
                                 "\"normal\":{\"tickets\":94,\"respond\":0,\"resolve\":0},"
                                 "\"low\":{\"tickets\":8,\"respond\":0,\"resolve\":0}}"));
  EXPECT_THAT(ran.out, HasSubstr("\"wait_us\":{\"count\":200,\"p50\":0,\"p90\":0,\"p99\":0}"));
  // The last work ends on the evening of the record, hours of which took a moment here.
  EXPECT_THAT(Run({"clock", "show", "--json"}).out, HasSubstr("\"now\":\"2026-11-20T21:"));
}

// The same evening under hard targets for resolving: urgent and high 15 min, normal 10 min, low 4 min. Since nobody waits (above), a ticket
// is late exactly when its recorded work (column 处理秒数; `-` counts as the map's 300) is longer. Read off the file, seconds behind the
// key:
//   urgent (P1, more than 900): S-0017 1249, S-0046 1025, S-0064 1041, S-0084 1533, S-0111 1320, S-0112 905, S-0134 973, S-0138 1043,
//     S-0150 1281, S-0151 925: 10 of 13
//   high (P2, more than 900): S-0002 1300, S-0012 1248, S-0022 1250, S-0035 1021, S-0044 1458, S-0050 962, S-0052 1087, S-0056 1410,
//     S-0057 926, S-0090 918, S-0092 957, S-0102 1077, S-0117 950, S-0120 929, S-0132 978, S-0133 951, S-0145 1062, S-0157 1002,
//     S-0158 1169, S-0167 979, S-0181 912, S-0192 1004, S-0193 1030, S-0200 1092: 24 of 85 (S-0011 and S-0172 with 892 just made it)
//   normal (P3, more than 600): S-0010 624, S-0016 774, S-0020 606, S-0049 1166, S-0058 660, S-0063 1060, S-0073 1050, S-0110 607,
//     S-0115 880, S-0124 660, S-0135 906, S-0146 716, S-0147 829, S-0159 1158, S-0176 805, S-0177 891: 16 of 94 (S-0123 with 591 made it)
//   low (P4, more than 240): S-0079 300: 1 of 8 (S-0160 with 235 made it)
TEST_F(RecordedTime, OverdueOfTheSampleByLevelIsWhatTheFileSays) {
  std::string rules = PlainRules();
  const auto tighten = [&rules](const std::string& from, const std::string& to) {
    const std::size_t at = rules.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    rules.replace(at, from.size(), to);
  };
  tighten("respond = \"15 min\", resolve = \"4 h\"", "respond = \"15 min\", resolve = \"15 min\"");
  tighten("respond = \"30 min\", resolve = \"24 h\"", "respond = \"15 min\", resolve = \"15 min\"");
  tighten("respond = \"2 h\", resolve = \"3 working days\"", "respond = \"10 min\", resolve = \"10 min\"");
  tighten("respond = \"24 h\", resolve = \"3 working days\"", "respond = \"4 min\", resolve = \"4 min\"");
  StartDriven("2026-11-20T18:00Z", Write("tight.toml", rules));
  const ToolRun ran = Replay(kSample, kSampleMap);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.errors;
  EXPECT_THAT(ran.out, HasSubstr("\"overdue\":{\"urgent\":{\"tickets\":13,\"respond\":0,\"resolve\":10},"
                                 "\"high\":{\"tickets\":85,\"respond\":0,\"resolve\":24},"
                                 "\"normal\":{\"tickets\":94,\"respond\":0,\"resolve\":16},"
                                 "\"low\":{\"tickets\":8,\"respond\":0,\"resolve\":1}}"));
}

constexpr char kQueueMap[] = R"(front_end = "queue"
[csv]
absent = ["-"]
[time]
format = "iso"
[columns]
key = "key"
opened_at = "opened"
ended_at = "ended"
handling_seconds = "seconds"
level = "level"
tier = "tier"
type = "type"
channel = "channel"
customer = "customer"
[desks]
capacity = 1
)";

// One desk with one place, five tickets of level high (respond in 30 min, VIP in 10). By hand:
//   Q1 09:00 40 min: at once, until 09:40
//   Q2 09:05 20 min: waits 35 min for the desk: late; until 10:00. (Q3 came later and waits behind it.)
//   Q3 09:20 10 min: waits until 10:00, 40 min: late; before V, whose turn by the order of waiting (received + 400 per mille of 10 min =
//   09:59) is
//     later than Q3's (09:20 + 30 min = 09:50); until 10:10
//   Q4 09:52 10 min: its turn is 10:22, behind V's; from 10:20 on, 28 min: on time
//   V  09:55 10 min: from 10:10 on, 15 min: late for a VIP; until 10:20
// Late in responding: Q2, Q3, V. Resolved within 24 h: all. Waits, sorted: 0, 15, 28, 35, 40 min.
TEST_F(RecordedTime, AQueueBeforeOneDeskIsLateAsByHand) {
  StartDriven("2026-11-20T08:00Z");
  const std::string file = Write("queue.csv",
                                 "key,opened,ended,seconds,level,tier,type,channel,customer\n"
                                 "Q1,2026-11-20T09:00:00Z,-,2400,high,-,consultation,email,a\n"
                                 "Q2,2026-11-20T09:05:00Z,-,1200,high,-,consultation,email,b\n"
                                 "Q3,2026-11-20T09:20:00Z,-,600,high,-,consultation,email,c\n"
                                 "Q4,2026-11-20T09:52:00Z,-,600,high,-,consultation,email,d\n"
                                 "V,2026-11-20T09:55:00Z,-,600,high,vip,consultation,email,e\n");
  const ToolRun ran = Replay(file, Write("queue.toml", kQueueMap), {"--desks", "1"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.errors;
  EXPECT_THAT(ran.out, HasSubstr("\"high\":{\"tickets\":5,\"respond\":3,\"resolve\":0}"));
  EXPECT_THAT(ran.out, HasSubstr("\"p50\":1680000000,\"p90\":2400000000,\"p99\":2400000000"));
}

// A recorded end stands, however late the work began: E1 until 10:00, so that E2 waits from 09:10 to 10:00, and was resolved at 09:30 by
// the record: it is over as soon as it begins. E3 ends days later, when the record says, past its 24 h.
TEST_F(RecordedTime, RecordedEndsStand) {
  StartDriven("2026-11-20T08:00Z");
  const std::string file = Write("ends.csv",
                                 "key,opened,ended,seconds,level,tier,type,channel,customer\n"
                                 "E1,2026-11-20T09:00:00Z,2026-11-20T10:00:00Z,-,high,-,consultation,email,a\n"
                                 "E2,2026-11-20T09:10:00Z,2026-11-20T09:30:00Z,-,high,-,consultation,email,b\n"
                                 "E3,2026-11-20T11:00:00Z,2026-11-23T12:00:00Z,-,high,-,consultation,email,c\n");
  const ToolRun ran = Replay(file, Write("ends.toml", kQueueMap), {"--desks", "1"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.errors;
  EXPECT_THAT(ran.out, HasSubstr("\"high\":{\"tickets\":3,\"respond\":1,\"resolve\":1}"));
  EXPECT_THAT(Run({"ticket", "show", "--key", "E2", "--front-end", "queue", "--json"}).out,
              HasSubstr("\"resolved_at\":\"2026-11-20T10:00:00.000Z\""));
  EXPECT_THAT(Run({"ticket", "show", "--key", "E3", "--front-end", "queue", "--json"}).out,
              HasSubstr("\"resolved_at\":\"2026-11-23T12:00:00.000Z\""));
}

TEST_F(RecordedTime, ADirectoryThatIsLaterThanTheFirstRowIsRefused) {
  StartDriven("2026-11-21");
  const ToolRun ran = Replay(kSample, kSampleMap);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.errors,
              HasSubstr("the daemon's time is 2026-11-21T00:00:00Z already, later than the first row (2026-11-20T18:31:12Z), and time "
                        "does not go back: start it on an empty directory with --clock driven --driven-from 2026-11-20T18:16:12Z"));
  EXPECT_THAT(Run({"status", "--json"}).out, HasSubstr("\"submitted_total\":0,"));
}

TEST_F(RecordedTime, EachKindOfTimeIsRefusedByTheOther) {
  StartDaemon({});
  EXPECT_THAT(Replay(kSample, kSampleMap).errors,
              HasSubstr("--time recorded needs a daemon whose time is driven: start one on an empty directory"));
  EXPECT_THAT(Replay(kSample, kSampleMap, {"--speed", "2"}).errors, HasSubstr("exclude each other"));
  daemon_->Signal(SIGTERM);
  EXPECT_EQ(daemon_->Wait(), 0);
  StartDaemon({"--clock", "driven"});
  EXPECT_EQ(daemon_->Wait(), 64);
  EXPECT_THAT(ReadWhole(directory_ / "daemon.log"), HasSubstr("the directory has lived by the wall clock"));

  std::filesystem::remove_all(directory_ / "data");
  StartDriven("2026-11-20");
  EXPECT_THAT(Run({"replay", kSample, "--map", kSampleMap}).errors, HasSubstr("time is driven and stands still: add --time recorded"));
  daemon_->Signal(SIGTERM);
  EXPECT_EQ(daemon_->Wait(), 0);
  StartDaemon({});
  EXPECT_EQ(daemon_->Wait(), 64);
  EXPECT_THAT(ReadWhole(directory_ / "daemon.log"), HasSubstr("the directory's time is driven (it is 2026-11-20T00:00:00Z there)"));
}

}  // namespace
}  // namespace tidegate
