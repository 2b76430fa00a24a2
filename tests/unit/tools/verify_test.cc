// `tidegate verify`: what is sound is called sound, whole or cut; every kind of file with a damaged byte, and every lie, is found and
// named.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "persistence/data_directory.h"
#include "persistence/file_image_store.h"
#include "persistence/journal_chain.h"
#include "persistence/projector.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/rocksdb_store.h"
#include "persistence/verifier.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/daemon/pipeline_world.h"
#include "tests/unit/tools/golden_file.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/verbs.h"
#include "tools/tidegate/verify_text.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Proof = VerifiedImage::Proof;

// A day's work: tickets submitted, some resolved, with an image in the middle and one near the end, and everything projected.
class VerifyTest : public ::testing::Test {
 protected:
  VerifyTest() : world_({.image_every_bytes = 1 << 30}) {
    auto admin = world_.Connect();
    admin->Hello(Role::kDataAdmin, "admin");
    client::DeclareAgentMessage agent;
    agent.name = "ann";
    agent.capacity = 100;
    admin->encode.DeclareAgent(admin->outgoing, agent, 1);
    admin->Send();
    desk_ = world_.Connect();
    desk_->Hello(Role::kGateway, "gateway");
    desk_->encode.SignIn(desk_->outgoing, "ann", 0, 1, 2);
    desk_->Send();
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
    Work(0, 10);
    world_.MakeImage();
    Work(10, 20);
    world_.MakeImage();
    Work(20, 25);
    world_.Project();
    options_.limits = {.tickets_max = 1024,
                       .recent_max = 1024,
                       .customers_max = 1024,
                       .agents_max = 1024,
                       .clients_max = 256,
                       .outcomes_max = 65'536,
                       .declines_max = 1024};
  }

  void Work(int from, int to) {
    for (int i = from; i < to; ++i) {
      const std::string key = fmt::format("k{}", i);
      client::SubmitMessage message;
      message.external_key = key;
      message.type = "consultation";
      message.channel = "email";
      message.title = "a title that is long enough to fill a few blocks of a small file";
      message.text = key;
      front_->encode.Submit(front_->outgoing, message, 10);
      front_->Send();
      desk_->Read();
      if (i % 2 == 0) continue;
      const WorkItem item = desk_->last_offer().item;
      desk_->encode.Accept(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, ++request_}, 11);
      desk_->encode.Resolve(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), 5, "done", ++request_}, 12);
      desk_->Send();
    }
  }

  VerifyReport Verified() { return Verify(world_.journal(), &world_.images(), &world_.store(), options_); }
  std::vector<Proof> Proofs(const VerifyReport& report) {
    std::vector<Proof> proofs;
    for (const VerifiedImage& image : report.images) proofs.push_back(image.proof);
    return proofs;
  }
  static std::string Words(const VerifyReport& report) {
    std::string words;
    for (const VerifyFinding& finding : report.findings) words += finding.what + "\n";
    return words;
  }

  // The same on disk, as the daemon's own parts write it: journal in its log and in tables, images, store.
  void WriteTo(const std::string& path) {
    const auto directory = DataDirectory::Open(path).value();
    for (int half = 0; half < 2; ++half) {  // the second opening moves what the log of the first holds into a table
      const auto journal = RocksdbJournal::Open(*directory).value();
      const std::uint64_t from = journal->durable().seq + 1;
      const std::uint64_t to = half == 0 ? world_.journal().durable().seq / 2 : world_.journal().durable().seq;
      const absl::Status copied = world_.journal().ReadFrom(from, [&](std::string_view record) {
        const TurnHeader header = TurnReader(record).header();
        if (header.first_seq > to) return absl::CancelledError();
        return journal->Append({header.first_seq, header.first_seq + header.change_count - 1, {&record, 1}});
      });
      ASSERT_TRUE(copied.ok() || absl::IsCancelled(copied)) << copied;
      if (half == 0) continue;
      const auto store = RocksdbStore::Open(*directory).value();
      Projector projector(*journal, *store);
      projector.Hurry();
      while (projector.Step(kSecond).value() == Projector::Progress::kWorked) {
      }
      ASSERT_TRUE(projector.Finish().ok());
    }
    const auto images = FileImageStore::Open(directory->image_path()).value();
    for (const auto& [seq, bytes] : world_.images().disk().published) {
      const auto file = images->Create().value();
      ASSERT_TRUE(file->Append(bytes).ok() && file->Sync().ok() && images->Publish(seq).ok());
    }
  }

  // Runs the tool; what it printed on both outputs goes to `said`.
  static int Run(const std::vector<std::string>& words, std::string& said) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = RunTidegate(words);
    said = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
    return code;
  }

  PipelineWorld world_;
  VerifyOptions options_;
  std::unique_ptr<WorldPeer> desk_;
  std::unique_ptr<WorldPeer> front_;
  std::uint64_t request_ = 1;
};

TEST_F(VerifyTest, WhatIsSoundIsCalledSound) {
  const VerifyReport report = Verified();
  EXPECT_EQ(Words(report), "");
  EXPECT_TRUE(report.sound());
  EXPECT_EQ(Proofs(report), (std::vector<Proof>{Proof::kReplayed, Proof::kReplayed}));
  EXPECT_EQ(report.changes, world_.journal().durable().seq);
  EXPECT_EQ(report.fingerprint, world_.engine().state().Fingerprint());
  ASSERT_TRUE(report.projection.has_value());
  EXPECT_EQ(report.projection->tickets, 25u);
  EXPECT_EQ(report.projection->compared, 25u);
}

TEST_F(VerifyTest, PassesCompareEachTicketOnce) {
  options_.tickets_per_pass = 4;
  EXPECT_LT(Verified().projection->compared, 25u) << "a sample";
  options_.depth = VerifyDepth::kDeep;
  const VerifyReport report = Verified();
  EXPECT_EQ(report.projection->compared, 25u);
  EXPECT_EQ(Words(report), "");
}

TEST_F(VerifyTest, AfterACutWhatIsLeftIsProvedFromTheOldestImageOn) {
  const std::uint64_t first = world_.images().disk().published.begin()->first;
  ASSERT_TRUE(world_.journal().CutBefore(first + 1).ok());
  ASSERT_GT(world_.journal().base().seq, 0u);
  VerifyReport report = Verified();
  EXPECT_EQ(Words(report), "");
  EXPECT_EQ(Proofs(report), (std::vector<Proof>{Proof::kBegun, Proof::kReplayed}));
  EXPECT_EQ(report.fingerprint, world_.engine().state().Fingerprint());
  EXPECT_THAT(VerifyText(report, "dir", Language::kEnglish), HasSubstr("it was cut: what lies before change"));
  // An image before the cut can only be proved to be whole.
  const std::uint64_t second = world_.images().disk().published.rbegin()->first;
  ASSERT_TRUE(world_.journal().CutBefore(second + 1).ok());
  report = Verified();
  EXPECT_EQ(Words(report), "");
  EXPECT_EQ(Proofs(report), (std::vector<Proof>{Proof::kWhole, Proof::kBegun}));
}

TEST_F(VerifyTest, WithoutAnImageACutJournalMakesNoState) {
  ASSERT_TRUE(world_.journal().CutBefore(world_.journal().durable().seq).ok());
  const VerifyReport report = Verify(world_.journal(), nullptr, &world_.store(), options_);
  EXPECT_THAT(Words(report), HasSubstr("the state cannot be made again"));
}

TEST_F(VerifyTest, AnImageOfAnotherDayIsFound) {
  PipelineWorld other({.image_every_bytes = 1 << 30});
  other.clocks.Advance(kSecond);
  auto front = other.Connect();
  front->Hello(Role::kFrontEnd, "web");
  other.MakeImage();
  const VerifyReport report = Verify(world_.journal(), &other.images(), nullptr, options_);
  EXPECT_THAT(Words(report), AnyOf(HasSubstr("is not of this journal"), HasSubstr("where no turn of the journal ends")));
  EXPECT_EQ(Proofs(report), (std::vector<Proof>{Proof::kDamaged}));
}

TEST_F(VerifyTest, AnImageThatIsAheadOfTheJournalIsFound) {
  auto journal = MemoryJournal::Open().value();
  const VerifyReport report = Verify(*journal, &world_.images(), nullptr, options_);
  EXPECT_THAT(Words(report), HasSubstr("the journal ends at seq 0"));
}

TEST_F(VerifyTest, EachLieOfTheProjectionIsFound) {
  const TicketId ticket = TicketId(desk_->last_offer().item.ticket);
  const std::string key = TicketKey(ticket.raw());
  MemoryStore& store = world_.store();
  const std::string record = *store.Get(StoreTable::kRecord, key).value();
  const std::string body = *store.Get(StoreTable::kBody, key).value();
  const auto lie = [&](StoreTable table, const std::string& at, const std::string& value) {
    store.Put(table, at, value);
    ASSERT_TRUE(store.Write(nullptr).ok());
  };
  ProjectedTicket other = *DecodeProjectedTicket(record);
  other.offers += 1;
  lie(StoreTable::kRecord, key, std::string(BytesOf(other)));
  EXPECT_THAT(Words(Verified()), HasSubstr(fmt::format("the record of ticket {} is not what the journal says", ticket.raw())));
  lie(StoreTable::kRecord, key, record);
  Body words;
  words[BodyField::kTitle] = "another";
  std::string encoded;
  AppendBody(words, encoded);
  lie(StoreTable::kBody, key, encoded);
  EXPECT_THAT(Words(Verified()), HasSubstr("the text of ticket"));
  lie(StoreTable::kBody, key, body);
  lie(StoreTable::kKey, HashKeyOf(other.key), TicketKey(1));
  EXPECT_THAT(Words(Verified()), HasSubstr("the external key of ticket"));
  lie(StoreTable::kKey, HashKeyOf(other.key), key);
  std::string history;
  std::string row;
  ASSERT_TRUE(store
                  .Scan(StoreTable::kHistory, key, key,
                        [&](std::string_view at, std::string_view value) {
                          row = at, history = value;
                          return false;
                        })
                  .ok());
  lie(StoreTable::kHistory, row, history.substr(0, history.size() - 8));
  EXPECT_THAT(Words(Verified()), HasSubstr("does not add up"));
  std::string later = history;
  later[0] ^= 1;  // of the time of the first entry
  lie(StoreTable::kHistory, row, later);
  EXPECT_THAT(Words(Verified()), HasSubstr("the history of ticket"));
  lie(StoreTable::kHistory, row, history);
  std::string client;
  std::string name;
  ASSERT_TRUE(store
                  .Scan(StoreTable::kClient, {}, {},
                        [&](std::string_view at, std::string_view value) {
                          client = at, name = value;
                          return false;
                        })
                  .ok());
  lie(StoreTable::kClient, client, name + "x");
  EXPECT_THAT(Words(Verified()), HasSubstr("the name of client"));
  lie(StoreTable::kClient, client, "");
  EXPECT_THAT(Words(Verified()), HasSubstr("a row of clients has not its 8 bytes, or no role and name"));
  store.Erase(StoreTable::kClient, client);
  ASSERT_TRUE(store.Write(nullptr).ok());
  EXPECT_THAT(Words(Verified()), HasSubstr("the name of client"));
  lie(StoreTable::kClient, client, name);
  EXPECT_EQ(Words(Verified()), "");
  // A ticket that the journal does not have.
  other.ticket += 1'000;
  lie(StoreTable::kRecord, TicketKey(other.ticket), std::string(BytesOf(other)));
  EXPECT_THAT(Words(Verified()), HasSubstr("the projection has records of 26 of them"));
}

TEST_F(VerifyTest, AStoreOfAnotherJournalIsFound) {
  StoreMark mark = world_.store().written();
  mark.position.chain ^= 1;
  ASSERT_TRUE(world_.store().Write(&mark).ok());
  EXPECT_THAT(Words(Verified()), HasSubstr("it was made from another journal"));
  mark.position.seq += 1'000;
  ASSERT_TRUE(world_.store().Write(&mark).ok());
  EXPECT_THAT(Words(Verified()), HasSubstr("the journal ends at seq"));
}

TEST_F(VerifyTest, AllThatIsFoundIsCountedAndTheFirstAreTold) {
  MemoryStore& store = world_.store();
  for (int i = 0; i < 40; ++i) store.Put(StoreTable::kKey, fmt::format("short{}", i), "x");
  ASSERT_TRUE(store.Write(nullptr).ok());
  const VerifyReport report = Verified();
  EXPECT_EQ(report.findings.size(), kVerifyFindingsMax);
  EXPECT_GE(report.finding_count, 40u);
}

std::map<std::string, std::string> Files(const std::string& path) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().filename() != "lock") files[entry.path()] = ReadWhole(entry.path());
  }
  return files;
}

TEST_F(VerifyTest, ADirectoryOnDiskIsProvedAndNothingInItChanges) {
  const TempDirectory temp;
  WriteTo(temp / "data");
  const auto before = Files(temp / "data");
  std::string said;
  EXPECT_EQ(Run({"verify", temp / "data", "--deep"}, said), kExitOk) << said;
  EXPECT_THAT(said, HasSubstr("25 tickets compared"));
  EXPECT_THAT(said, HasSubstr("sound\n"));
  EXPECT_EQ(Files(temp / "data"), before);
}

// As a restored backup may belong to somebody else: reading is enough, and a file that may not be read is no damage.
TEST_F(VerifyTest, WhoMayOnlyReadMayVerify) {
  const TempDirectory temp;
  WriteTo(temp / "data");
  std::filesystem::permissions(temp.path(), std::filesystem::perms(0555));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(temp.path())) {
    std::filesystem::permissions(entry.path(), std::filesystem::perms(entry.is_directory() ? 0555 : 0444));
  }
  const auto before = Files(temp / "data");
  const auto as_somebody = [&] {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
      if (::geteuid() == 0 && ::setuid(65534) != 0) std::_Exit(90);
      const std::vector<std::string> words = {"verify", temp / "data"};
      std::_Exit(RunTidegate(words));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 91;
  };
  EXPECT_EQ(as_somebody(), kExitOk);
  EXPECT_EQ(Files(temp / "data"), before);
  const std::string table = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(temp / "data/store")) {
      if (entry.path().extension() == ".sst") return entry.path().string();
    }
    return std::string();
  }();
  ASSERT_NE(table, "");
  std::filesystem::permissions(table, std::filesystem::perms(0));
  EXPECT_EQ(as_somebody(), kExitNoConnect) << "a right that is missing is no damage";
}

// Tables above the defaults are as sound as others; a limit that is too small is named, and nothing is called damaged.
TEST_F(VerifyTest, ALimitOfTheVerifierIsNoDamage) {
  options_.limits.tickets_max = 16;  // 25 were submitted, 12 resolved: the images say 20 and less, the journal holds more
  options_.limits.clients_max = 1;
  const VerifyReport report = Verified();
  EXPECT_TRUE(report.sound()) << Words(report);
  EXPECT_THAT(report.limit, HasSubstr("Next: verify with --"));
  EXPECT_THAT(VerifyText(report, "dir", Language::kEnglish), AllOf(HasSubstr("not all of it was proved"), Not(HasSubstr("\nsound\n"))));
  EXPECT_THAT(VerifyJson(report, "dir"), HasSubstr("\"ok\":false"));
}

// A daemon may have been given larger tables than it has by itself: that is not for whoever verifies to know.
TEST_F(VerifyTest, MoreAgentsThanTheDefaultAreSound) {
  EngineLimits limits = options_.limits;
  limits.agents_max = EngineLimits{}.agents_max + 1;
  Engine engine(limits);
  const TempDirectory temp;
  {
    const auto directory = DataDirectory::Open(temp / "data").value();
    const auto journal = RocksdbJournal::Open(*directory).value();
    TurnOutput out;
    const auto turn = [&](const std::vector<Command>& commands) {
      engine.Step({kMinute, commands}, out);
      SealRecord(out.record.data(), out.record.size(), journal->durable().chain);
      const std::string_view record = out.record;
      const TurnHeader header = TurnReader(record).header();
      ASSERT_TRUE(journal->Append({header.first_seq, header.first_seq + header.change_count - 1, {&record, 1}}).ok());
    };
    turn({Command{.caller = {}, .body = OpenDirectory{.directory_id = 1}}});
    const std::string& compiled = world_.engine().state().tables().rule_versions.in_force().compiled;
    turn({Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = "rules", .compiled = compiled}}});
    const Profile profile{.tier = static_cast<std::uint8_t>(AgentTier::kRegular)};
    for (std::uint32_t agent = 0; agent < limits.agents_max;) {
      std::vector<std::string> names;
      for (; names.size() < kTurnCommandsMax && agent < limits.agents_max; ++agent) names.push_back(fmt::format("a{}", agent));
      std::vector<Command> commands;
      for (const std::string& name : names) {
        commands.push_back({.caller = {.role = Role::kDataAdmin}, .body = DeclareAgent{.name = name, .profile = &profile, .capacity = 1}});
      }
      turn(commands);
    }
    ASSERT_EQ(engine.state().tables().agents.size(), limits.agents_max);
  }
  std::string said;
  EXPECT_EQ(Run({"verify", temp / "data"}, said), kExitOk) << said;
  EXPECT_THAT(said, HasSubstr("\nsound\n"));
}

TEST_F(VerifyTest, ADamagedByteInEachKindOfFileIsFoundAndNamed) {
  const TempDirectory temp;
  WriteTo(temp / "data");
  const auto files = Files(temp / "data");
  // Kind of file, what must be said of it. Logs for people, options and RocksDB's identity are nobody's truth.
  const std::vector<std::pair<std::string, std::string>> kinds = {{"/VERSION", "VERSION"},
                                                                  {"/high_water", "high_water"},
                                                                  {"/journal_marks", "journal_marks"},
                                                                  {"/journal/CURRENT", "journal"},
                                                                  {"/journal/MANIFEST", "journal"},
                                                                  {"/journal/*.sst", ".sst"},
                                                                  {"/journal/*.log", "journal"},
                                                                  {".image", ".image"},
                                                                  {"/store/CURRENT", "store"},
                                                                  {"/store/MANIFEST", "store"},
                                                                  {"/store/*.sst", ".sst"}};
  for (const auto& [kind, named] : kinds) {
    int found = 0;
    const std::size_t star = kind.find('*');
    for (const auto& [path, bytes] : files) {
      const bool is = star == std::string::npos
                          ? path.find(kind) != std::string::npos
                          : path.find(kind.substr(0, star)) != std::string::npos && path.ends_with(kind.substr(star + 1));
      if (!is || bytes.empty()) continue;
      ++found;
      std::string damaged = bytes;
      // In a table the middle may be RocksDB's statistics; its first block is ours.
      damaged[path.ends_with(".sst") ? std::min<std::size_t>(16, bytes.size() - 1) : bytes.size() / 2] ^= 0x10;
      WriteWhole(path, damaged);
      std::string said;
      EXPECT_NE(Run({"verify", temp / "data", "--deep"}, said), kExitOk) << path << "\n" << said;
      EXPECT_THAT(said, HasSubstr(named)) << path;
      EXPECT_THAT(said, Not(HasSubstr("\nsound\n"))) << path;
      WriteWhole(path, bytes);
    }
    EXPECT_GT(found, 0) << kind;
  }
  std::string said;
  EXPECT_EQ(Run({"verify", temp / "data", "--deep"}, said), kExitOk) << "all is as it was: " << said;
}

TEST_F(VerifyTest, WhatCannotBeVerifiedIsRefusedWithTheRemedy) {
  const TempDirectory temp;
  std::string said;
  EXPECT_EQ(Run({"verify", temp / "nothing"}, said), kExitUsage);
  EXPECT_THAT(said, HasSubstr("no data directory"));
  EXPECT_FALSE(std::filesystem::exists(temp / "nothing")) << "looking makes nothing";
  WriteTo(temp / "data");
  const auto holder = DataDirectory::Open(temp / "data").value();
  EXPECT_EQ(Run({"verify", temp / "data"}, said), kExitNoConnect);
  EXPECT_THAT(said, HasSubstr("is in use by another process"));
  EXPECT_THAT(said, HasSubstr("stop that process"));
}

TEST(VerifyReport, IsToldInBothLanguagesAndJson) {
  VerifyReport report;
  report.base = {100, 1};
  report.end = {4'711, 2};
  report.records = 390;
  report.changes = 4'611;
  report.bytes = 3 << 20;
  report.fingerprint = 0xABCDEF;
  report.images = {{50, "/d/image/50", Proof::kWhole},
                   {200, "/d/image/200", Proof::kBegun},
                   {300, "/d/image/300", Proof::kReplayed},
                   {400, "/d/image/400", Proof::kDamaged}};
  report.projection = VerifiedProjection{4'700, 1'200, 120, {1'200, 1'200, 1'190, 2'000}};
  std::string text;
  for (const Language language : {Language::kEnglish, Language::kChinese}) text += VerifyText(report, "/d", language);
  report.Add(VerifyStage::kImages, "image /d/image/400 (seq 400) is damaged: checksum of chunk 3 differs");
  report.finding_count = 3;
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    text += VerifyText(report, "/d", language);
    text += VerifyProgressText(VerifyStage::kJournal, 45, 90, language) + VerifyProgressText(VerifyStage::kProjection, 65'536, 0, language);
  }
  text += VerifyJson(report, "/d");
  report.projection.reset();
  report.fingerprint = 0;
  report.images.clear();
  text += VerifyText(report, "/d", Language::kEnglish) + VerifyJson(report, "/d");
  ExpectGolden("verify_report.txt", text);
}

}  // namespace
}  // namespace tidegate
