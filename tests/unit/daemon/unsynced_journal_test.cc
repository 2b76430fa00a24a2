// --sync off: a power loss takes the end of the journal. What is left of the directory must still be one past: no image and no projection
// of what the journal has no longer.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

void Submit(PipelineWorld& world, int from, int to) {
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 1024);
  for (int i = from; i < to; ++i) {
    const std::string key = fmt::format("k{}", i);
    client::SubmitMessage message;
    message.external_key = key;
    message.type = "consultation";
    message.channel = "email";
    front->encode.Submit(front->outgoing, message, static_cast<std::uint64_t>(100 + i));
  }
  front->Send();
  world.HangUp(*front);
}

WorldOptions Unsynced() {
  WorldOptions options;
  options.image_every_bytes = 1 << 30;
  options.journal_sync = MemorySync::kNever;
  return options;
}

TEST(UnsyncedJournal, AnImageNeverOutlivesItsJournal) {
  PipelineWorld world(Unsynced());
  Submit(world, 0, 50);
  world.MakeImage();
  Submit(world, 50, 80);
  world.RestartAfterPowerLoss();  // CHECKs that it starts
  EXPECT_GT(world.pipeline().booted().image.seq, 0u);
  EXPECT_EQ(world.engine().state().tables().tickets.size(), 50u) << "and what came behind is lost, as every status says";
  Submit(world, 50, 60);
  EXPECT_EQ(world.engine().state().tables().tickets.size(), 60u);
}

TEST(UnsyncedJournal, TheProjectionNeverOutlivesItsJournal) {
  PipelineWorld world(Unsynced());
  Submit(world, 0, 50);
  world.Project();
  ASSERT_TRUE(world.store().Flush().ok());
  Submit(world, 50, 80);
  world.RestartAfterPowerLoss();
  Submit(world, 50, 60);
  world.Project();
  EXPECT_EQ(world.metrics().Get(Metric::kProjectionState), static_cast<std::int64_t>(ProjectionState::kRunning));
  EXPECT_EQ(world.store().written().position, world.journal().durable());
}

}  // namespace
}  // namespace tidegate
