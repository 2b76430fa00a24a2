// The real tidegated and its disk: the marks of a small budget, a file system that takes no more, a journal that was cut and what damage
// means then. Every wait is a question asked again until the answer is there.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "protocol/client/blocking_client.h"
#include "tests/end_to_end/http_get.h"
#include "tests/end_to_end/replay/child_process.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kPatience{60};
constexpr int kExitData = 65;
constexpr int kExitIo = 74;
constexpr std::uint64_t kMiB = 1 << 20;

class DiskTest : public testing::Test {
 protected:
  std::string data() const { return root_ / "data"; }
  std::string log() const { return ReadWhole(root_ / "log"); }

  static std::vector<std::string> Words(const std::string& data, const std::vector<std::string>& more) {
    std::vector<std::string> words{
        TIDEGATED_PATH, "--data", data, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--rules", "deploy/sample/bench.toml"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  void Launch(const std::vector<std::string>& words) {
    daemon_ = std::make_unique<ChildProcess>(words, root_ / "log");
    const std::string line = daemon_->ReadLine();
    std::smatch parts;
    ASSERT_TRUE(std::regex_search(line, parts, std::regex("ready listen=(\\S+) http=(\\S+) tickets=([0-9]+)"))) << line << "\n" << log();
    listen_ = parts[1];
    http_ = parts[2];
    tickets_ = std::stoull(parts[3]);
  }
  void Start(const std::vector<std::string>& more) { Launch(Words(data(), more)); }
  void Stop() {
    daemon_->Signal(SIGTERM);
    ASSERT_EQ(daemon_->Wait(), 0) << log();
  }
  // Starts one that must not come up: its exit code.
  int Refusal(const std::vector<std::string>& more) {
    std::filesystem::remove(root_ / "log");
    ChildProcess refused(Words(data(), more), root_ / "log");
    EXPECT_EQ(refused.ReadAll(), "");
    return refused.Wait();
  }

  std::unique_ptr<client::BlockingClient> Connect(Role role, std::string_view name, client::Handler* pushes = nullptr) {
    auto peer = std::make_unique<client::BlockingClient>(kPatience);
    client::HelloMessage hello;
    hello.role = role;
    hello.name = name;
    const absl::Status opened = peer->Open(listen_, hello, pushes);
    EXPECT_TRUE(opened.ok()) << opened;
    return peer;
  }

  std::uint64_t Metric(const std::string& name) {
    const std::string text = Get(http_, "/metrics");
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? 0 : static_cast<std::uint64_t>(std::stod(text.substr(at + name.size() + 2)));
  }
  static bool Await(const std::function<bool()>& look) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!look()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
    }
    return true;
  }

  TempDirectory root_;
  std::unique_ptr<ChildProcess> daemon_;
  std::string listen_;
  std::string http_;
  std::uint64_t tickets_ = 0;
};

client::SubmitMessage Ticket(std::string_view key, Level level = Level::kNone) {
  client::SubmitMessage message;
  message.external_key = key;
  message.channel = "email";
  message.type = "consultation";
  message.title = "title";
  message.text = "text";
  message.level = level;
  return message;
}

struct Pushes : client::Handler {
  void OnOffer(const client::OfferInfo& info) override { offers.push_back(info.item); }
  void OnAlert(const client::AlertInfo& info) override { alerts.push_back(info.kind); }
  std::vector<WorkItem> offers;
  std::vector<AlertKind> alerts;
};

TEST_F(DiskTest, EachMarkOfASmallBudgetRefusesExactlyWhatItSays) {
  constexpr std::uint64_t kBudget = 64 * kMiB;
  Start({"--disk-budget", "64MiB"});
  Pushes heard;
  auto operators = Connect(Role::kOperator, "ops", &heard);
  Pushes work;
  auto desk = Connect(Role::kAgent, "ann's desk", &work);
  client::DeclareAgentMessage agent;
  agent.name = "ann";
  agent.capacity = 50;
  ASSERT_TRUE(desk->DeclareAgent(agent).ok());
  const auto signed_in = desk->SignIn("ann");
  ASSERT_TRUE(signed_in.ok()) << signed_in.status();
  auto front = Connect(Role::kFrontEnd, "web");
  ASSERT_TRUE(front->Submit(Ticket("first", Level::kLow)).ok());
  ASSERT_TRUE(Await([&] { return Metric("tidegate_space_budget_bytes") != 0; }));

  // Another file in the directory stands for what will fill it.
  const std::string ballast = data() + "/ballast";
  const std::uint64_t base = Metric("tidegate_space_used_bytes");
  ASSERT_LT(base, kBudget / 2);
  std::uint64_t filled = base;
  const auto fill_to = [&](std::uint64_t percent) {
    std::ofstream file(ballast, std::ios::binary | std::ios::app);
    const std::string block(4'096, 'x');
    for (; filled < kBudget * percent / 100; filled += block.size()) file << block;
  };
  const auto stands_at = [&](SpaceMark mark) {
    return Await([&] {
      const auto status = operators->AskStatus();
      return status.ok() && status->space_mark == mark;
    });
  };
  struct Step {
    std::uint64_t percent;
    SpaceMark mark;
  };
  int number = 0;
  const auto refused = [&](Level level) {
    const auto ack = front->Submit(Ticket(fmt::format("t{}", ++number), level));
    if (ack.ok()) return false;
    EXPECT_EQ(front->last_refusal()->code, Reject::kNoSpace) << ack.status();
    EXPECT_GT(front->last_refusal()->retry_after_ms, 0u);
    EXPECT_THAT(front->last_refusal()->advice_zh, HasSubstr("磁盘"));
    return true;
  };
  // The directory moves by some percent meanwhile, so the steps lie between the marks.
  for (const Step& step : {Step{65, SpaceMark::kHalf}, Step{87, SpaceMark::kRefuseLow}, Step{100, SpaceMark::kRefuseAll}}) {
    fill_to(step.percent);
    ASSERT_TRUE(stands_at(step.mark)) << step.percent << " %: " << Metric("tidegate_space_used_bytes") << " used";
    EXPECT_EQ(refused(Level::kLow), step.mark >= SpaceMark::kRefuseLow) << step.percent;
    for (const Level level : {Level::kNormal, Level::kHigh, Level::kUrgent}) {
      EXPECT_EQ(refused(level), step.mark >= SpaceMark::kRefuseAll) << step.percent << " " << EnglishName(level);
    }
  }
  EXPECT_EQ(operators->server().space.budget_bytes, kBudget);
  EXPECT_GE(operators->server().space.used_bytes, kBudget / 100 * 95);
  // Work goes on, and an accepted submit is answered again.
  while (work.offers.empty()) ASSERT_TRUE(desk->Ping("look").ok());
  const WorkItem item = work.offers.front();
  EXPECT_TRUE(desk->Accept({signed_in->agent, TicketId(item.ticket), item.token, 0}).ok());
  EXPECT_TRUE(desk->Resolve({signed_in->agent, TicketId(item.ticket), 1, "done", 0}).ok());
  const auto again = front->Submit(Ticket("first", Level::kLow));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->duplicate);
  EXPECT_THAT(Get(http_, "/readyz"), HasSubstr("degraded: the disk's budget"));

  std::filesystem::remove(ballast);
  ASSERT_TRUE(stands_at(SpaceMark::kEnough));
  EXPECT_FALSE(refused(Level::kLow));
  while (heard.alerts.size() < 4) ASSERT_TRUE(operators->Ping("look").ok());
  EXPECT_THAT(heard.alerts,
              testing::ElementsAre(AlertKind::kDiskFilling, AlertKind::kDiskFilling, AlertKind::kDiskFilling, AlertKind::kDiskRelieved));
  Stop();
  EXPECT_THAT(log(), AllOf(HasSubstr("all submits are refused"), HasSubstr("all is accepted")));
}

TEST_F(DiskTest, AFileThatMayNotGrowEndsTheProcessWithItsCodeAndLosesNothing) {
  // Files end at 1 MiB for it, as on a disk without space.
  std::string command = "trap '' XFSZ; ulimit -f 2048; exec";
  for (const std::string& word : Words(data(), {"--projection", "off"})) command += " '" + word + "'";
  Launch({"/bin/sh", "-c", command});
  std::vector<std::string> acknowledged;
  {
    auto front = Connect(Role::kFrontEnd, "web");
    const std::string text(30'000, 'x');
    for (int i = 0; i < 200; ++i) {
      const std::string key = fmt::format("k{}", i);
      client::SubmitMessage message = Ticket(key);
      message.text = text;
      if (!front->Submit(message).ok()) break;
      acknowledged.push_back(key);
    }
  }
  ASSERT_LT(acknowledged.size(), 100u) << "the journal grew beyond what it may";
  ASSERT_GT(acknowledged.size(), 5u);
  EXPECT_EQ(daemon_->Wait(), kExitIo);
  EXPECT_THAT(log(), AllOf(HasSubstr("the journal failed, ending at once"), HasSubstr("Next:")));

  Start({"--projection", "off"});
  EXPECT_GE(tickets_, acknowledged.size());
  auto front = Connect(Role::kFrontEnd, "web");
  for (const std::string& key : acknowledged) {
    client::TicketNameMessage name;
    name.external_key = key;
    EXPECT_TRUE(front->Query(name).ok()) << key << " was acknowledged";
  }
  Stop();
}

// A file system of its own, as large as asked for; mounted() says whether this user may make one.
class SmallFileSystem {
 public:
  SmallFileSystem(std::string path, const char* size) : path_(std::move(path)) {
    std::filesystem::create_directory(path_);
    mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, size) == 0;
  }
  ~SmallFileSystem() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }

 private:
  std::string path_;
  bool mounted_ = false;
};

// No failure is put in here: the kernel itself says that there is no space.
TEST_F(DiskTest, AFullFileSystemEndsTheProcessWithItsCodeAndLosesNothing) {
  const SmallFileSystem disk(data(), "size=64m");
  if (!disk.mounted()) GTEST_SKIP() << "only who may mount can have a small file system";
  const std::vector<std::string> options = {"--projection", "off"};
  Start(options);
  std::size_t acknowledged = 0;
  {
    auto front = Connect(Role::kFrontEnd, "web");
    ASSERT_TRUE(front->Submit(Ticket("k1")).ok());
    // Somebody else fills the disk. Submits are refused within a second; what is said about a ticket is still taken, until nothing is.
    std::ofstream(data() + "/filler") << std::string(60 * kMiB, 'x');
    client::MessageInMessage message;
    message.name.external_key = "k1";
    const std::string text(30'000, 'x');
    message.text = text;
    while (acknowledged < 10'000 && front->MessageIn(message).ok()) ++acknowledged;
  }
  EXPECT_EQ(daemon_->Wait(), kExitIo);
  EXPECT_THAT(log(), AllOf(HasSubstr("the journal failed, ending at once"), HasSubstr("make space on this disk")));
  std::filesystem::remove(data() + "/filler");

  Start(options);
  EXPECT_EQ(tickets_, 1u);
  client::TicketNameMessage name;
  name.external_key = "k1";
  const auto view = Connect(Role::kFrontEnd, "web")->Query(name);
  ASSERT_TRUE(view.ok()) << view.status();
  auto board = Connect(Role::kSupervisor, "board");
  client::TicketNameMessage number;
  number.ticket = view->ticket;
  const auto history = board->History(number);
  ASSERT_TRUE(history.ok()) << history.status();
  const auto messages = std::count_if(history->events.begin(), history->events.end(),
                                      [](const Event& event) { return event.kind == EventKind::kMessageReceived; });
  EXPECT_GE(static_cast<std::size_t>(messages), acknowledged);
  EXPECT_GT(acknowledged, 0u);
  Stop();
}

// Runs until the journal was cut behind two images: what a start then needs, and what it says when that is damaged.
class CutDiskTest : public DiskTest {
 protected:
  const std::vector<std::string> kOptions = {"--image-every", "65536", "--keep-journal-bytes", "0", "--projection", "off"};

  void MakeCutDirectory() {
    for (int run = 0; run < 3; ++run) {
      Start(kOptions);  // each start makes a file of the journal of what the one before wrote
      auto front = Connect(Role::kFrontEnd, "web");
      const std::uint64_t images = 3;
      ASSERT_TRUE(Await([&] {
        for (int i = 0; i < 20; ++i) {
          if (!front->Submit(Ticket(fmt::format("k{}", submitted_))).ok()) return false;
          ++submitted_;
        }
        return Metric("tidegate_images_total") >= images;
      }));
      if (run == 2) {
        ASSERT_TRUE(Await([&] { return Metric("tidegate_journal_base_seq") > 0; })) << Get(http_, "/metrics");
      }
      Stop();
    }
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(data() + "/image")) {
      if (entry.path().extension() == ".image") found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    ASSERT_EQ(found.size(), 2u);
    older_ = found[0];
    newest_ = found[1];
  }
  static void Damage(const std::string& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(300);
    const char was = static_cast<char>(file.get());
    file.seekp(300);
    file.put(static_cast<char>(was ^ 1));
  }

  std::uint64_t submitted_ = 0;
  std::string older_;
  std::string newest_;
};

TEST_F(CutDiskTest, ADamagedNewestImageIsToldAndNoLoss) {
  ASSERT_NO_FATAL_FAILURE(MakeCutDirectory());
  Damage(newest_);
  Start(kOptions);
  EXPECT_EQ(tickets_, submitted_);
  EXPECT_THAT(log(), AllOf(HasSubstr(newest_), HasSubstr("nothing is lost"), HasSubstr("tidegate verify")));
  Stop();
}

TEST_F(CutDiskTest, WithoutAnImageACutJournalIsRefusedWithWhatToDo) {
  ASSERT_NO_FATAL_FAILURE(MakeCutDirectory());
  Damage(newest_);
  Damage(older_);
  EXPECT_EQ(Refusal(kOptions), kExitData);
  EXPECT_THAT(log(), AllOf(HasSubstr(newest_), HasSubstr("begins behind seq"), HasSubstr("Next:"), HasSubstr("backup")));
  std::filesystem::remove(newest_);
  std::filesystem::remove(older_);
  EXPECT_EQ(Refusal(kOptions), kExitData);
  EXPECT_THAT(log(), AllOf(HasSubstr("no image"), HasSubstr("Next:")));
}

TEST_F(CutDiskTest, AMissingPieceOfTheJournalIsRefusedWithWhatToDo) {
  ASSERT_NO_FATAL_FAILURE(MakeCutDirectory());
  Start(kOptions);  // makes a file of what the one before wrote
  Stop();
  std::string table;
  for (const auto& entry : std::filesystem::directory_iterator(data() + "/journal")) {
    if (entry.path().extension() == ".sst") table = std::max(table, entry.path().string());
  }
  ASSERT_NE(table, "");
  std::filesystem::remove(table);
  EXPECT_EQ(Refusal(kOptions), kExitData);
  EXPECT_THAT(log(), AllOf(HasSubstr("seq"), HasSubstr("Next:")));
}

TEST_F(DiskTest, AnArchiveThatLeavesTheJournalNoRoomIsWarnedOf) {
  Start({"--disk-budget", "256MiB", "--keep-archive-bytes", "128MiB"});
  Stop();
  EXPECT_EQ(log().find("--keep-archive-bytes"), std::string::npos) << log();
  Start({"--disk-budget", "256MiB", "--keep-archive-bytes", "129MiB"});
  Stop();
  EXPECT_THAT(log(), HasSubstr("keep at most 128 MiB"));
}

TEST_F(DiskTest, ADirectoryThatCannotBeWrittenIsRefusedWithWhatToDo) {
  // A file in the place of the folder: no privilege helps.
  std::ofstream(root_ / "data") << "not a directory";
  const int code = Refusal({});
  EXPECT_NE(code, 0);
  EXPECT_THAT(log(), AllOf(HasSubstr(data()), HasSubstr("correct the path")));
}

// Full load, and the directory stays within its budget though far more was written: the shortened form of what bench/results measures.
class FullLoadTest : public DiskTest {
 protected:
  void ExpectWithin(std::uint64_t budget, const std::vector<std::string>& more, std::uint64_t written_min) {
    std::vector<std::string> options = {
        "--disk-budget", fmt::format("{}MiB", budget / kMiB), "--keep-journal-bytes", "8MiB", "--recent-max", "20000"};
    options.insert(options.end(), more.begin(), more.end());
    Start(options);
    const std::string report = root_ / "load";
    ChildProcess load({TIDEGATE_LOAD_PATH, "cycle", "--connect", listen_, "--count", "200000", "--rounds", "3", "--agents", "200"}, report);
    std::uint64_t most = 0;
    ASSERT_TRUE(Await([&] {
      most = std::max(most, Metric("tidegate_space_used_bytes"));
      return Metric("tidegate_journal_bytes_total") > written_min;
    })) << ReadWhole(report);
    load.ReadAll();
    EXPECT_EQ(load.Wait(), 0) << ReadWhole(report);
    most = std::max(most, Metric("tidegate_space_used_bytes"));
    fmt::print("{} MiB of journal were written, the directory took {} MiB at most\n", Metric("tidegate_journal_bytes_total") / kMiB,
               most / kMiB);
    EXPECT_LT(most, budget);
    EXPECT_GT(Metric("tidegate_journal_cuts_total"), 3u);
  }
};

TEST_F(FullLoadTest, JournalAndImagesStayWithinTheBudget) {
  ExpectWithin(256 * kMiB, {"--projection", "off"}, 384 * kMiB);
  Stop();
}

TEST_F(FullLoadTest, WithTheProjectionTheArchiveIsKeptSmallEnoughToo) {
  ExpectWithin(384 * kMiB, {"--keep-archive-bytes", "48MiB"}, 400 * kMiB);
  EXPECT_GT(Metric("tidegate_archive_erased_total"), 0u);
  EXPECT_EQ(Metric("tidegate_projection_state"), 1u) << "it runs";
  Stop();
}

}  // namespace
}  // namespace tidegate
