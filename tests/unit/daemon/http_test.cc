// What the HTTP port says, asked through real sockets; and the metrics' text.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>
#include <string>

#include "daemon/http_answers.h"
#include "daemon/http_server.h"
#include "daemon/prometheus_text.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Sends `bytes` to a port of the loopback and reads until the server closes or `replies` answers with a known end have come.
std::string Talk(std::uint16_t port, std::string_view bytes) {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(write(socket_fd, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  std::string answer;
  char chunk[4096];
  for (ssize_t got = read(socket_fd, chunk, sizeof chunk); got > 0; got = read(socket_fd, chunk, sizeof chunk)) {
    answer.append(chunk, static_cast<std::size_t>(got));
  }
  close(socket_fd);
  return answer;
}

std::uint16_t PortOf(const std::string& address) { return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))); }

class HttpTest : public testing::Test {
 protected:
  HttpTest() : server_([this](std::string_view target) { return AnswerHttp(target, metrics_, now_); }) {
    const auto address = server_.Start("127.0.0.1", 0);
    EXPECT_TRUE(address.ok());
    port_ = PortOf(*address);
  }
  std::string Get(const std::string& target) { return Talk(port_, "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); }

  Metrics metrics_;
  Micros now_ = 100 * kSecond;
  HttpServer server_;
  std::uint16_t port_ = 0;
};

TEST_F(HttpTest, AStoppedProjectionIsDegradedAndStillReady) {
  metrics_.Set(Metric::kReady, 1);
  metrics_.Set(Metric::kSynced, 1);
  metrics_.Publish({}, now_);
  metrics_.Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kRunning));
  EXPECT_THAT(Get("/readyz"), ::testing::Not(HasSubstr("degraded")));
  metrics_.Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kStopped));
  EXPECT_THAT(Get("/readyz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get("/readyz"), HasSubstr("degraded: the projection stopped"));
}

TEST_F(HttpTest, HealthIsTheAgeOfTheLastAnswerOfTheEngine) {
  EXPECT_THAT(Get("/healthz"), StartsWith("HTTP/1.1 503"));
  metrics_.Publish({}, now_ - kHealthyWithin);
  EXPECT_THAT(Get("/healthz"), StartsWith("HTTP/1.1 200"));
  metrics_.Publish({}, now_ - kHealthyWithin - 1);
  EXPECT_THAT(Get("/healthz"), StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(Get("/healthz"), HasSubstr("have not answered for 10.000 s"));
}

TEST_F(HttpTest, ReadyMeansServingAndHealthy) {
  metrics_.Publish({}, now_);
  EXPECT_THAT(Get("/readyz"), StartsWith("HTTP/1.1 503"));
  metrics_.Set(Metric::kReady, 1);
  EXPECT_THAT(Get("/readyz"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get("/readyz"), HasSubstr("without sync")) << "a mode without sync says so";
  metrics_.Set(Metric::kSynced, 1);
  EXPECT_THAT(Get("/readyz"), testing::EndsWith("\r\n\r\nready\n"));
  metrics_.Publish({}, now_ - kHealthyWithin - 1);
  EXPECT_THAT(Get("/readyz"), StartsWith("HTTP/1.1 503"));
}

TEST_F(HttpTest, OtherTargetsAndMethodsAreRefused) {
  EXPECT_THAT(Get("/"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Get("/metricsx"), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(Talk(port_, "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(Talk(port_, "HEAD /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 200"));
}

TEST_F(HttpTest, NonsenseClosesTheConnectionAndHarmsNobody) {
  Talk(port_, "\r\nnonsense\0\1\2\r\n\r\n");
  Talk(port_, "GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\n\r\n");
  EXPECT_THAT(Get("/metrics"), StartsWith("HTTP/1.1 200"));
}

TEST_F(HttpTest, OneConnectionMayAskAgain) {
  metrics_.Publish({}, now_);
  const std::string twice = Talk(port_,
                                 "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
                                 "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(twice.find("200 OK"), twice.rfind("200 OK"));
}

TEST_F(HttpTest, ATakenPortIsAClearError) {
  HttpServer second([](std::string_view) { return HttpAnswer{}; });
  const auto address = second.Start("127.0.0.1", port_);
  ASSERT_FALSE(address.ok());
  EXPECT_THAT(std::string(address.status().message()), HasSubstr("Port 0 picks a free one"));
}

TEST(PrometheusText, ShowsEveryMetricOnceWithItsHelp) {
  Metrics metrics;
  std::set<std::string_view> names;
  const std::string text = PrometheusText(metrics);
  for (const MetricRow& row : kMetricRows) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_THAT(text, HasSubstr("# HELP " + std::string(row.name) + " " + std::string(row.help)));
    const bool counter = row.type == MetricType::kCounter;
    EXPECT_EQ(row.name.substr(row.name.size() - std::min<std::size_t>(6, row.name.size())) == "_total", counter) << row.name;
  }
}

TEST(PrometheusText, CountsAreShownInTheirUnits) {
  Metrics metrics;
  metrics.Add(Metric::kTurns, 3);
  metrics.Add(Metric::kTurnMicros, 2'500'000);
  metrics.Raise(Metric::kWorstTurnMicros, 1'500);
  metrics.Raise(Metric::kWorstTurnMicros, 700);
  CommandCounts counts{};
  counts[static_cast<std::size_t>(CommandKind::kSubmit)] = 7;
  metrics.AddCommands(counts);
  metrics.AddReject(Reject::kBusy);
  StatusView view;
  view.open = 9;
  view.pooled[0] = 4;
  metrics.Publish(view, 0);
  const std::string text = PrometheusText(metrics);
  EXPECT_THAT(text, HasSubstr("\ntidegate_turns_total 3\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_turn_seconds_total 2.5\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_worst_turn_seconds 0.0015\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_commands_total{command=\"submit\"} 7\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_rejects_total{reason=\"busy\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_tickets_open 9\n"));
  EXPECT_THAT(text, HasSubstr("\ntidegate_pool{level=\"urgent\"} 4\n"));
}

}  // namespace
}  // namespace tidegate
