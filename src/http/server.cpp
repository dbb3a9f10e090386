#include "http/server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>

#include <sys/resource.h>

#include "base/error.h"
#include "base/log.h"
#include "http/connection.h"

namespace http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

// As many as base/limits.h lets in, or as the system's limit of open files does when some are left to others: a server that is
// out of files could not even open its database. The soft limit is raised to the hard one first.
int connections_possible() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return base::limits::connections;
  if (files.rlim_cur < files.rlim_max) {
    rlimit most{files.rlim_max, files.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &most) == 0) files = most;
  }
  if (files.rlim_cur == RLIM_INFINITY) return base::limits::connections;
  auto rest = static_cast<std::int64_t>(files.rlim_cur) - base::limits::files_apart;
  return static_cast<int>(std::clamp<std::int64_t>(rest, 16, base::limits::connections));
}

}  // namespace

struct Server::Inside {
  ServerOptions options;
  Desk desk;
  asio::io_context io;
  static constexpr std::size_t threads_apart = 4;   // more than there are processors for: some wait for each other
  Pools pools;
  tcp::acceptor acceptor{io};
  std::vector<std::thread> readers;
  std::atomic<int> connections{0};
  const int most_connections = connections_possible();
  bool running = false;

  Inside(ServerOptions options, const Router& router, Admit admit, const std::vector<Asset>* page, Idempotency* idempotency, LiveHub* live)
      : options(options), desk{router, std::move(admit), page, options.spool, options.behind_tls, idempotency, live, TrustedProxies(options.trusted_proxies)}, io(options.readers), pools{asio::thread_pool(static_cast<std::size_t>(options.workers)), asio::thread_pool(threads_apart)} {}

  asio::awaitable<void> accept() {
    for (;;) {
      boost::system::error_code error;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
      if (error) {
        // Out of file descriptors: wait for some to be given back rather than spin.
        base::log::warning("a connection can't be taken", {{"error", error.message()}});
        asio::steady_timer pause(io, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::use_awaitable);
        continue;
      }
      if (connections >= most_connections) continue;   // closed at once
      ++connections;
      asio::co_spawn(asio::make_strand(io), serve_connection(std::move(socket), desk, pools), [this](std::exception_ptr) { --connections; });
    }
  }
};

Server::Server(ServerOptions options, const Router& router, Admit admit, const std::vector<Asset>* page, Idempotency* idempotency, LiveHub* live)
    : inside_(std::make_unique<Inside>(std::move(options), router, std::move(admit), page, idempotency, live)) {}

Server::~Server() { stop(); }

void Server::start() {
  auto& in = *inside_;
  boost::system::error_code error;
  auto address = asio::ip::make_address(in.options.bind, error);
  if (error) throw base::invalid("\"" + in.options.bind + "\" is not an address to bind to.", "Use 127.0.0.1, or an address of this machine.", "bind");
  tcp::endpoint endpoint(address, in.options.port);
  in.acceptor.open(endpoint.protocol());
  in.acceptor.set_option(asio::socket_base::reuse_address(true));
  in.acceptor.bind(endpoint, error);
  if (error)
    throw base::Error(base::ErrorCode::unavailable, "The address " + in.options.bind + ":" + std::to_string(in.options.port) + " can't be used: " + error.message() + ".",
                      error == boost::system::errc::address_not_available ? "Give an address of this machine with --bind: 127.0.0.1, or 0.0.0.0 for all that it has."
                      : error == boost::system::errc::permission_denied   ? "Choose a port from 1024 on with --port, or give this user the right to ports below."
                                                                          : "Choose another with --port, or stop the program that uses it.");
  in.acceptor.listen(4096);
  asio::co_spawn(in.io, in.accept(), asio::detached);
  for (int i = 0; i < in.options.readers; ++i) in.readers.emplace_back([&in] { in.io.run(); });
  in.running = true;
}

unsigned short Server::port() const { return inside_->acceptor.local_endpoint().port(); }

void Server::stop(int seconds) {
  auto& in = *inside_;
  if (!in.running) return;
  in.running = false;
  in.desk.stopping = true;
  asio::post(in.io, [&in] {
    boost::system::error_code ignored;
    in.acceptor.close(ignored);
  });
  if (in.desk.live) {
    in.desk.live->publish({});   // open pages are told that we go
    for (int waited = 0; in.desk.live->open() > 0 && waited < 50; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (int waited = 0; in.desk.busy > 0 && waited < seconds * 50; ++waited) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (auto* pool : {&in.pools.workers, &in.pools.apart}) {
    pool->stop();
    pool->join();
  }
  in.io.stop();
  for (auto& reader : in.readers) reader.join();
}

}  // namespace http
