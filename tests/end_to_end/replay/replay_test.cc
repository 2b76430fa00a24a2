// The operators' tool against the real daemon: histories are played, the daemon is killed in between, nothing is lost; and the other verbs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"

namespace tidegate {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

constexpr char kSample[] = "tools/maps/sample_tickets.csv";
constexpr char kSampleMap[] = "tools/maps/sample_tickets.toml";
constexpr long kSampleTickets = 200;

struct Ran {
  int code = -1;
  std::string out;
  // The number behind a JSON key; -1 when there is none.
  long Number(const std::string& key) const {
    const std::size_t at = out.find("\"" + key + "\":");
    return at == std::string::npos ? -1 : std::strtol(out.c_str() + at + key.size() + 3, nullptr, 10);
  }
};

class Replay : public testing::Test {
 protected:
  Replay() {
    char pattern[] = "/tmp/tidegate-replay-XXXXXX";
    directory_ = mkdtemp(pattern);
    StartDaemon();
  }
  ~Replay() override {
    daemon_.reset();
    if (!HasFailure()) std::filesystem::remove_all(directory_);
  }

  void StartDaemon() {
    daemon_ =
        std::make_unique<ChildProcess>(std::vector<std::string>{TIDEGATED_PATH, "--data", directory_ + "/data", "--listen", "127.0.0.1:0",
                                                                "--http", "127.0.0.1:0", "--rules", "deploy/sample/rules.toml"},
                                       directory_ + "/daemon.log");
    const std::string ready = daemon_->ReadLine();
    const std::size_t at = ready.find("listen=");
    ASSERT_EQ(ready.rfind("ready ", 0), 0u) << ready << ", see " << directory_ << "/daemon.log";
    address_ = ready.substr(at + 7, ready.find(' ', at) - at - 7);
  }

  std::vector<std::string> Words(std::vector<std::string> words) const {
    words.insert(words.begin(), TIDEGATE_PATH);
    words.insert(words.end(), {"--connect", address_});
    return words;
  }

  Ran Run(std::vector<std::string> words) const {
    ChildProcess tool(Words(std::move(words)), directory_ + "/tool.log");
    Ran ran;
    ran.out = tool.ReadAll();
    ran.code = tool.Wait();
    return ran;
  }

  Ran RunSample() const { return Run({"replay", kSample, "--map", kSampleMap, "--json"}); }

  std::string Write(const std::string& name, const std::string& text) const {
    std::string path = directory_ + "/" + name;
    std::ofstream(path) << text;
    return path;
  }

  // Asks the daemon until a count of its status is reached: it is somebody else who makes it grow.
  void AwaitStatus(const std::string& key, long at_least) const {
    constexpr int kAsksMax = 20'000;  // each takes about a millisecond
    for (int i = 0; i < kAsksMax; ++i) {
      if (Run({"status", "--json"}).Number(key) >= at_least) return;
    }
    FAIL() << key << " never reached " << at_least;
  }

  std::string directory_;
  std::string address_;
  std::unique_ptr<ChildProcess> daemon_;
};

TEST_F(Replay, SampleIsResolvedWholeAndASecondRunAfterKillChangesNothing) {
  const Ran first = RunSample();
  EXPECT_EQ(first.code, 0) << first.out;
  EXPECT_EQ(first.Number("tickets"), kSampleTickets);
  EXPECT_EQ(first.Number("submitted"), kSampleTickets);
  EXPECT_EQ(first.Number("duplicates"), 0);
  EXPECT_EQ(first.Number("resolved"), kSampleTickets);
  EXPECT_EQ(first.Number("verified"), kSampleTickets);
  EXPECT_EQ(first.Number("lost"), 0);
  const Ran before = Run({"status", "--json"});
  EXPECT_EQ(before.Number("resolved_total"), kSampleTickets);

  daemon_->Kill();
  StartDaemon();

  const long seq = Run({"status", "--json"}).Number("seq");
  const Ran second = RunSample();
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_EQ(second.Number("submitted"), kSampleTickets);
  EXPECT_EQ(second.Number("duplicates"), kSampleTickets);
  EXPECT_EQ(second.Number("resolved"), kSampleTickets);
  EXPECT_EQ(second.Number("resolved_now"), 0);
  EXPECT_EQ(second.Number("lost"), 0);
  const Ran after = Run({"status", "--json"});
  EXPECT_EQ(after.Number("submitted_total"), kSampleTickets);
  EXPECT_EQ(after.Number("assigned_total"), kSampleTickets);
  EXPECT_EQ(after.Number("resolved_total"), kSampleTickets);
  EXPECT_EQ(after.Number("seq"), seq) << "the second run changed something";
}

TEST_F(Replay, NextRunFinishesWhatAKilledDaemonLeftOpen) {
  // An evening in about two seconds: killed while tickets are pooled, assigned and resolved.
  ChildProcess first(Words({"replay", kSample, "--map", kSampleMap, "--json", "--speed", "5000"}), directory_ + "/tool.log");
  AwaitStatus("resolved_total", 20);
  daemon_->Kill();
  Ran broken;
  broken.out = first.ReadAll();
  broken.code = first.Wait();
  EXPECT_EQ(broken.code, 3) << broken.out;
  EXPECT_THAT(broken.out, HasSubstr("\"ended\":\"connection-lost\""));
  const long acknowledged = broken.Number("submitted");
  const long resolved = broken.Number("resolved");
  EXPECT_GE(acknowledged, 20);

  StartDaemon();
  const Ran recovered = Run({"status", "--json"});
  EXPECT_GE(recovered.Number("submitted_total"), acknowledged) << "an acknowledged ticket is gone";
  EXPECT_GE(recovered.Number("resolved_total"), resolved) << "an acknowledged resolution is gone";

  const Ran second = RunSample();
  EXPECT_EQ(second.code, 0) << second.out;
  EXPECT_GE(second.Number("duplicates"), acknowledged);
  EXPECT_EQ(second.Number("resolved"), kSampleTickets);
  EXPECT_EQ(second.Number("lost"), 0);
  EXPECT_EQ(Run({"status", "--json"}).Number("submitted_total"), kSampleTickets);
}

TEST_F(Replay, UnreadableAndRefusedRowsAreToldAndTheRestIsServed) {
  const std::string map = Write("map.toml",
                                "front_end = 'bad'\ntime.format = 'iso'\n[columns]\nkey = 'id'\nopened_at = 'at'\ntype = 'type'\n"
                                "channel = 'channel'\n");
  const std::string csv = Write("bad.csv",
                                "id,at,type,channel\n"
                                "1,2026-11-21T10:00:00,consultation,hotline\n"
                                "2,2026-11-21T10:00:00,consultation\n"
                                "3,2026-11-31T10:00:00,consultation,hotline\n"
                                "4,2026-11-21T10:00:00,\"consul\"tation,hotline\n"
                                "5,2026-11-21T10:00:00,nonsense,hotline\n"
                                "6,2026-11-21T10:00:00,,hotline\n"
                                "7,2026-11-21T10:00:00,\xB9\xA4,hotline\n"
                                "8,2026-11-21T10:00:00,complaint,app\n");
  const Ran ran = Run({"replay", csv, "--map", map, "--json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.Number("resolved"), 2);
  EXPECT_EQ(ran.Number("unreadable"), 4);
  EXPECT_EQ(ran.Number("refused"), 2);
  EXPECT_EQ(ran.Number("lost"), 0);
  for (const char* told :
       {"\"line\":3,\"problem\"", "\"line\":4,\"problem\"", "\"line\":5,\"problem\"", "\"line\":8,\"problem\"",
        "\"line\":6,\"key\":\"5\",\"reject\":\"unknown-name\"", "\"line\":7,\"key\":\"6\",\"reject\":\"missing-field\""}) {
    EXPECT_THAT(ran.out, HasSubstr(told));
  }
}

TEST_F(Replay, WhatNobodyMayTakeIsToldWithItsReason) {
  // The ladder of the map sends nobody for urgent tickets but a supervisor, whom the rule set does not let.
  const std::string map = Write("map.toml",
                                "front_end = 'stuck'\ntime.format = 'iso'\ndesks.ladder.urgent = 'supervisor'\n[columns]\nkey = 'id'\n"
                                "opened_at = 'at'\n[defaults]\ntype = 'consultation'\nchannel = 'hotline'\nlevel = 'urgent'\n");
  const std::string csv = Write("stuck.csv", "id,at\n1,2026-11-21T10:00:00\n");
  const Ran ran = Run({"replay", csv, "--map", map, "--json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("\"ended\":\"nothing-moves\""));
  EXPECT_EQ(ran.Number("waiting"), 1);
  EXPECT_EQ(ran.Number("lost"), 0);
  EXPECT_THAT(ran.out, HasSubstr("an agent who does not exist yet"));
}

TEST_F(Replay, TicketIsSubmittedExplainedWorkedOnAndShown) {
  const Ran submitted = Run({"submit", "--key", "web-1", "--channel", "hotline", "--type", "complaint", "--skills", "refund:2", "--level",
                             "high", "--title", "退款未到账", "--json"});
  EXPECT_EQ(submitted.code, 0) << submitted.out;
  EXPECT_THAT(submitted.out, HasSubstr("\"status\":\"pooled\""));
  EXPECT_THAT(Run({"ticket", "explain", "web-1"}).out, HasSubstr("for an agent who does not exist yet"));
  EXPECT_THAT(Run({"ticket", "explain", "web-1", "--lang", "zh"}).out, HasSubstr("没有任何客服符合要求"));
  EXPECT_THAT(Run({"ticket", "explain", "web-1"}).out,
              HasSubstr("level as it was claimed, also by \"complaint\", flow by \"hotline complaint\""));
  EXPECT_THAT(Run({"pool", "--json"}).out, HasSubstr("\"waiting\":{\"urgent\":0,\"high\":1,"));

  // Words of the text decide, found by the daemon; a supervisor reviews what was dispatched at once.
  EXPECT_EQ(Run({"submit", "--key", "web-2", "--channel", "email", "--type", "consultation", "--text", "我的账号被盗了", "--category",
                 "service", "--impact-amount", "199.50", "--complexity", "3", "--tags", "fault"})
                .code,
            0);
  const Ran stolen = Run({"ticket", "explain", "web-2", "--json"});
  EXPECT_THAT(stolen.out,
              AllOf(HasSubstr("\"name\":\"account safety\""), HasSubstr("\"level\":\"urgent\""), HasSubstr("\"needs_review\":true"),
                    HasSubstr("\"department\":\"technical\""), HasSubstr("\"tags\":[\"security\",\"fault\"]"),
                    HasSubstr("\"category\":\"service\""), HasSubstr("\"complexity\":3")));
  const Ran listed = Run({"review", "list", "--json"});
  EXPECT_EQ(listed.code, 0);
  EXPECT_THAT(listed.out, AllOf(HasSubstr("{\"reviews\":[{\"number\":\"CS"),
                                HasSubstr("\"level\":\"urgent\",\"status\":\"pooled\",\"type\":\"consultation\",\"channel\":\"email\","
                                          "\"agent\":null,\"waits_since\":\""),
                                Not(HasSubstr("},{"))))
      << "the complaint was dispatched as high: it needs none";
  EXPECT_THAT(Run({"review", "list"}).out, AllOf(HasSubstr("waits since"), HasSubstr("urgent")));
  EXPECT_EQ(Run({"review", "redirect", "web-2"}).code, 1) << "nobody has it";
  EXPECT_THAT(Run({"review", "confirm", "web-2"}).out, HasSubstr("confirm, now pooled"));
  EXPECT_EQ(Run({"review", "list"}).out, "nothing waits for review\n");
  EXPECT_EQ(Run({"review", "list", "--lang", "zh"}).out, "没有待复核的工单\n");
  EXPECT_EQ(Run({"review", "list", "--json"}).out, "{\"reviews\":[]}\n");
  EXPECT_THAT(Run({"status", "--json"}).out,
              HasSubstr("\"to_review\":0,\"to_review_total\":1,\"reviewed_total\":1,\"redirected_total\":0"));
  EXPECT_THAT(Run({"ticket", "history", "web-2"}).out, AllOf(HasSubstr("tagged"), HasSubstr("reviewed")));

  const Ran desk = Run({"desk", "anna", "--skills", "refund:3", "--handle", "1ms", "--count", "1", "--json"});
  EXPECT_EQ(desk.code, 0) << desk.out;
  for (const char* event : {"signed-in", "offered", "accepted", "resolved", "signed-off"}) {
    EXPECT_THAT(desk.out, HasSubstr("\"event\":\"" + std::string(event) + "\""));
  }
  EXPECT_THAT(desk.out, HasSubstr("\"event\":\"handling\",\"number\":\"CS")) << "with the offer of the complaint";
  EXPECT_THAT(desk.out, HasSubstr("\"detail\":\"1. 致歉并复述诉求 "));

  const Ran shown = Run({"ticket", "show", "web-1", "--json"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_THAT(shown.out, AllOf(HasSubstr("\"status\":\"resolved\""), HasSubstr("\"agent\":\"anna\""), HasSubstr("退款未到账")));
  const std::string number = shown.out.substr(shown.out.find("CS"), 16);
  EXPECT_THAT(Run({"ticket", "show", number}).out, HasSubstr("web-1"));
  EXPECT_THAT(Run({"agents", "--json"}).out, HasSubstr("\"name\":\"anna\",\"tier\":\"regular\",\"status\":\"offline\""));
}

TEST_F(Replay, ADeskIsToldHowATicketIsHandledAndWhichArticlesFit) {
  EXPECT_EQ(Run({"kb", "add", "--title", "退款多久到账", "--text", "原路退回"}).code, 0);
  EXPECT_EQ(Run({"submit", "--key", "web-1", "--channel", "email", "--type", "complaint", "--title", "退款未到账"}).code, 0);
  EXPECT_EQ(Run({"desk", "anna", "--articles", "51"}).code, 2);
  const Ran desk = Run({"desk", "anna", "--handle", "300ms", "--count", "1", "--lang", "en"});
  EXPECT_EQ(desk.code, 0) << desk.out;
  EXPECT_THAT(desk.out, ContainsRegex("article +CS[0-9]+ +1 退款多久到账"));
  const std::size_t at = desk.out.find("1. 致歉并复述诉求");
  EXPECT_LT(desk.out.find("offered"), at);
  EXPECT_LT(at, desk.out.find("accepted")) << "with the offer, not after it";
  EXPECT_EQ(desk.out.find("1. 致歉并复述诉求", at + 1), std::string::npos) << desk.out;
}

TEST_F(Replay, InterruptedDeskSignsOff) {
  ChildProcess desk(Words({"desk", "bob", "--json"}), directory_ + "/tool.log");
  EXPECT_THAT(desk.ReadLine(), HasSubstr("signed-in"));
  desk.Signal(SIGINT);
  EXPECT_THAT(desk.ReadAll(), HasSubstr("signed-off"));
  EXPECT_EQ(desk.Wait(), 0);
}

TEST_F(Replay, RefusalsHaveTheirExitCodeAndRemedy) {
  EXPECT_EQ(Run({"ticket", "show", "nobody-knows"}).code, 1);
  for (const char* verb : {"show", "explain"}) {
    const Ran unknown = Run({"ticket", verb, "nobody-knows", "--json"});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_THAT(unknown.out, AllOf(HasSubstr("key `nobody-knows` of front end `tidegate`"), HasSubstr("--front-end NAME")));
  }
  EXPECT_THAT(Run({"ticket", "show", "CS20261121999999", "--json"}).out, Not(HasSubstr("--front-end"))) << "a number needs none";
  const Ran refused = Run({"submit", "--key", "k", "--channel", "hotline", "--type", "nonsense", "--json"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out,
              AllOf(HasSubstr("\"reject\":\"unknown-name\""), HasSubstr("\"field\":\"type\""), HasSubstr("\"advice\":\"declare")));
  EXPECT_EQ(Run({"declare", "skill", "x", "--role", "operator"}).code, 1);
  EXPECT_EQ(Run({"declare", "skill", "gardening"}).code, 0);
  EXPECT_THAT(Run({"declare", "skill", "gardening"}).out, HasSubstr("known already"));
}

TEST_F(Replay, RulesAreCheckedBeforeTheyAreApplied) {
  EXPECT_EQ(Run({"rules", "apply", Write("bad.toml", "nonsense = 1\n")}).code, 1);
  EXPECT_EQ(Run({"status", "--json"}).Number("rules_version"), 1);
  EXPECT_EQ(Run({"rules", "apply", "deploy/sample/bench.toml"}).code, 0);
  EXPECT_EQ(Run({"status", "--json"}).Number("rules_version"), 2);
}

TEST(Programs, AgreeOnWhereTheDaemonListens) {
  ChildProcess daemon({TIDEGATED_PATH, "--help"});
  ChildProcess tool({TIDEGATE_PATH, "help"});
  EXPECT_THAT(daemon.ReadAll(), HasSubstr("127.0.0.1:7415"));
  EXPECT_THAT(tool.ReadAll(), HasSubstr("127.0.0.1:7415"));
}

}  // namespace
}  // namespace tidegate
