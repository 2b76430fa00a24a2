#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <random>
#include <sstream>
#include <string>

#include "persistence/journal_chain.h"
#include "persistence/rocksdb_journal.h"
#include "tests/support/seed.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

extern char** environ;

namespace tidegate {
namespace {

// Starts the appender, kills it after so many acknowledgements, and gives the last one that it managed to print.
JournalPosition AppendUntilKilled(const std::string& path, int acknowledgements) {
  int ends[2];
  CHECK_EQ(::pipe(ends), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  std::string program = TIDEGATE_JOURNAL_APPENDER;
  std::string argument = path;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  CHECK_EQ(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::FILE* output = ::fdopen(ends[0], "r");
  JournalPosition last;
  unsigned long long seq = 0;
  unsigned long long chain = 0;
  int seen = 0;
  while (std::fscanf(output, "%llu %llu", &seq, &chain) == 2) {
    // A line cut short by the kill has no newline behind it.
    if (std::fgetc(output) != '\n') break;
    last = JournalPosition{seq, chain};
    if (++seen == acknowledgements) ::kill(child, SIGKILL);
  }
  std::fclose(output);
  int status = 0;
  CHECK_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the appender ended by itself, exit code " << WEXITSTATUS(status);
  EXPECT_GE(seen, acknowledgements);
  return last;
}

TEST(JournalKill, KillNineLosesNothingAcknowledgedRoundAfterRound) {
  std::mt19937_64 random(TestSeed());
  TempDirectory temp;
  std::uint64_t recovered_before = 0;
  for (int round = 1; round <= 12; ++round) {
    SCOPED_TRACE(round);
    const JournalPosition told = AppendUntilKilled(temp / "data", 1 + static_cast<int>(random() % 200));
    auto directory = DataDirectory::Open(temp / "data");
    ASSERT_TRUE(directory.ok()) << directory.status();
    auto journal = RocksdbJournal::Open(**directory);
    ASSERT_TRUE(journal.ok()) << journal.status();
    ASSERT_GE((*journal)->durable().seq, told.seq) << "an acknowledged commit is gone";
    ASSERT_GT(told.seq, recovered_before) << "the appender goes on behind what was recovered";
    bool found = false;
    const absl::Status read = (*journal)->ReadFrom(1, [&](std::string_view record) {
      if (PositionAfter(record) == told) found = true;
      return absl::OkStatus();
    });
    ASSERT_TRUE(read.ok()) << read;
    EXPECT_TRUE(found) << "seq " << told.seq << " is there with another content";
    recovered_before = (*journal)->durable().seq;
  }
}

}  // namespace
}  // namespace tidegate
