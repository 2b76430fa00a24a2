#include "daemon/http_server.h"

#include <fmt/format.h>
#include <pthread.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <thread>

namespace tidegate {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::uint32_t kHeaderBytesMax = 8 * 1024;
constexpr std::uint64_t kBodyBytesMax = 1024;  // a GET has none

// One connection: reads a request, answers, reads the next.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(tcp::socket socket, const HttpServer::Handler& handler, int& open)
      : stream_(std::move(socket)), handler_(handler), open_(open) {
    ++open_;
  }
  ~HttpConnection() { --open_; }

  void Read() {
    parser_.emplace();
    parser_->header_limit(kHeaderBytesMax);
    parser_->body_limit(kBodyBytesMax);
    stream_.expires_after(std::chrono::seconds(kHttpRequestSeconds));
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](const ErrorCode& error, std::size_t) {
      if (!error) self->Answer();
    });
  }

 private:
  void Answer() {
    const http::request<http::string_body>& request = parser_->get();
    HttpAnswer answer;
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      answer = {405, "text/plain; charset=utf-8", "only GET is served here\n"};
    } else {
      const beast::string_view target = request.target();
      answer = handler_(std::string_view(target.data(), target.size()));
    }
    response_ = {};
    response_.version(request.version());
    response_.result(static_cast<unsigned>(answer.status));
    response_.set(http::field::content_type, answer.content_type);
    if (answer.status == 405) response_.set(http::field::allow, "GET, HEAD");
    response_.keep_alive(request.keep_alive());
    response_.body() = request.method() == http::verb::head ? std::string() : std::move(answer.body);
    response_.prepare_payload();
    http::async_write(stream_, response_, [self = shared_from_this()](const ErrorCode& error, std::size_t) {
      if (error) return;
      if (self->response_.keep_alive()) return self->Read();
      ErrorCode ignored;
      self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    });
  }

  beast::tcp_stream stream_;
  const HttpServer::Handler& handler_;
  int& open_;  // of the server; one thread
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
};

}  // namespace

class HttpServer::Impl {
 public:
  explicit Impl(Handler handler) : handler_(std::move(handler)), context_(1), acceptor_(context_) {}

  absl::StatusOr<std::string> Start(const std::string& host, std::uint16_t port) {
    ErrorCode error;
    tcp::resolver resolver(context_);
    const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
    if (error || found.empty()) return absl::InvalidArgumentError(fmt::format("--http: cannot resolve {}: {}", host, error.message()));
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(kHttpConnectionsMax, error);
    if (error) {
      return absl::UnavailableError(
          fmt::format("--http: cannot listen on {}:{}: {}; is another daemon there? Port 0 picks a free one", host, port, error.message()));
    }
    Accept();
    thread_ = std::thread([this] {
      pthread_setname_np(pthread_self(), "tg-http");
      context_.run();
    });
    const tcp::endpoint local = acceptor_.local_endpoint();
    return local.address().is_v6() ? fmt::format("[{}]:{}", local.address().to_string(), local.port())
                                   : fmt::format("{}:{}", local.address().to_string(), local.port());
  }

  void Stop() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] { context_.stop(); });
    thread_.join();
  }

 private:
  void Accept() {
    acceptor_.async_accept([this](const ErrorCode& error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error && open_ < kHttpConnectionsMax) std::make_shared<HttpConnection>(std::move(socket), handler_, open_)->Read();
      Accept();
    });
  }

  Handler handler_;
  int open_ = 0;  // connections; outlives them: the context is destroyed first
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

HttpServer::HttpServer(Handler handler) : impl_(std::make_unique<Impl>(std::move(handler))) {}
HttpServer::~HttpServer() { Stop(); }
absl::StatusOr<std::string> HttpServer::Start(const std::string& host, std::uint16_t port) { return impl_->Start(host, port); }
void HttpServer::Stop() { impl_->Stop(); }

}  // namespace tidegate
