// HttpServer: GET /healthz, /readyz and /metrics, on its own thread and io_context, so that a scrape never delays a ticket.
//
// Any other target is 404, any other method 405; one request a connection may follow another (keep-alive). At most kHttpConnectionsMax at
// once, kHttpRequestSeconds per request: an open port is no way to hold the daemon's memory. Beast stays in http_server.cc.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace tidegate {

inline constexpr int kHttpConnectionsMax = 64;
inline constexpr int kHttpRequestSeconds = 10;

struct HttpAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

class HttpServer {
 public:
  // Called on the server's thread with the target of a GET; nullopt-like status 404 for a target that is not served.
  using Handler = std::function<HttpAnswer(std::string_view target)>;

  explicit HttpServer(Handler handler);
  ~HttpServer();  // stops and joins

  // Binds, listens, starts the thread; the address as HOST:PORT.
  absl::StatusOr<std::string> Start(const std::string& host, std::uint16_t port);
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
