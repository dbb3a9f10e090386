// One connection: reads requests one after another, has them answered on a worker, writes the answers. Private to http/.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <filesystem>
#include <functional>

#include "http/forwarded.h"
#include "http/assets.h"
#include "http/idempotency.h"
#include "http/live.h"
#include "http/router.h"

namespace http {

// What all connections share.
struct Desk {
  const Router& router;
  std::function<Caller(const Route&, const Request&)> admit;
  const std::vector<Asset>* page;
  std::filesystem::path spool;
  bool behind_tls = false;
  Idempotency* idempotency = nullptr;   // none in tests of the server alone
  LiveHub* live = nullptr;              // likewise
  TrustedProxies proxies = {};
  std::atomic<int> busy{0};
  std::atomic<std::uint64_t> held_bytes{0};   // of bodies in memory
  std::atomic<bool> stopping{false};
};

// The threads that handlers run on: those of all routes, and those of routes that are `apart` (router.h).
struct Pools {
  boost::asio::thread_pool workers, apart;
};

boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, Desk& desk, Pools& pools);

}  // namespace http
