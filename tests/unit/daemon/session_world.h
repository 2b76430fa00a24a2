// What the tests of sessions share: a ticket, and a desk that may take it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string_view>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {

inline client::SubmitMessage Ticket(std::string_view key) {
  client::SubmitMessage message;
  message.external_key = key;
  message.channel = "email";
  message.type = "consultation";
  message.title = "title";
  message.text = "text";
  return message;
}

// One agent "ann" who can take everything, online at a gateway of its own.
inline std::unique_ptr<WorldPeer> BringUpDesk(PipelineWorld& world, std::string_view name, std::uint32_t capacity = 5,
                                              std::uint8_t suggestions = 0) {
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "admin");
  client::DeclareAgentMessage agent;
  agent.name = name;
  agent.capacity = capacity;
  admin->encode.DeclareAgent(admin->outgoing, agent, 1);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ::testing::ElementsAre("1 ok"));
  world.HangUp(*admin);
  auto desk = world.Connect();
  desk->Hello(Role::kGateway, "gateway", 0, suggestions);
  desk->encode.SignIn(desk->outgoing, name, 0, 1, 2);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ::testing::ElementsAre("2 signed in, 0 open"));
  return desk;
}

}  // namespace tidegate
