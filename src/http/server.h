// The HTTP server: reads requests on a few threads, runs handlers on workers, and keeps slow or hostile peers from
// taking more than their share (limits in base/limits.h). Beast and Asio stay inside this folder.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/assets.h"
#include "http/idempotency.h"
#include "http/live.h"
#include "http/router.h"

namespace http {

struct ServerOptions {
  std::string bind = "127.0.0.1";
  unsigned short port = 8080;             // 0: any free one, see Server::port
  std::filesystem::path spool;            // where bodies of file routes are written first
  int readers = 2;                        // I/O threads
  int workers = 24;                       // handlers run at once; they may wait for a durable commit
  bool behind_tls = false;                // a proxy in front speaks TLS: cookies are Secure
  std::vector<std::string> trusted_proxies = {};   // networks (forwarded.h) whose X-Forwarded-For is believed
};

class Server {
 public:
  // `admit` says who asks and throws base::Error when the route is not for them; called before each handler.
  using Admit = std::function<Caller(const Route&, const Request&)>;

  Server(ServerOptions options, const Router& router, Admit admit, const std::vector<Asset>* page, Idempotency* idempotency = nullptr, LiveHub* live = nullptr);
  ~Server();   // stops

  void start();                 // binds; throws Error(unavailable) when the address is taken
  unsigned short port() const;
  // Stops taking connections, lets running handlers end (at most `seconds`), closes.
  void stop(int seconds = 10);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace http
