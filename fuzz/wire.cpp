// Bytes on a connection of a real server: whatever they are, every answer is HTTP, and the server goes on.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>

#include "http/server.h"
#include "target.h"

namespace {

using namespace http;

struct Echo {
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (q))

struct House {
  Router router;
  std::unique_ptr<Server> server;
  std::filesystem::path spool = std::filesystem::temp_directory_path() / ("fuzz-wire-" + std::to_string(::getpid()));

  House() {
    std::filesystem::create_directories(spool);
    router.get<Echo, Echo>({"/e/{id}", "open", "Echo"}, [](const Request&, const Echo& echo) { return echo; });
    router.post<Echo, Echo>({"/e", "open", "Echo"}, [](const Request&, const Echo& echo) { return echo; });
    Route file{.method = Method::PUT, .name = {"/f", "open", "File"}, .body = BodyKind::file};
    file.handler = [](const Request& request) { return Response::text(200, "text/plain", std::to_string(request.body_bytes)); };
    router.raw(std::move(file));
    server = std::make_unique<Server>(ServerOptions{.port = 0, .spool = spool, .readers = 1, .workers = 2}, router, [](const Route&, const Request&) { return Caller{}; }, nullptr);
    server->start();
  }
  ~House() {
    server->stop(1);
    std::filesystem::remove_all(spool);
  }
};

std::string ask(unsigned short port, std::string_view bytes) {
  int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct Ending {
    int socket;
    ~Ending() { ::close(socket); }
  } ending{socket};
  timeval patience{30, 0};   // of a machine that does much else
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  fuzz::insist(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "the server takes connections");
  while (!bytes.empty()) {
    auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  ::shutdown(socket, SHUT_WR);
  std::string answer;
  char piece[4096];
  for (ssize_t got; (got = ::recv(socket, piece, sizeof piece, 0)) != 0;) {
    if (got < 0 && errno == EINTR) continue;   // libFuzzer's alarm
    if (got < 0) {
      fuzz::insist(errno == ECONNRESET, "the server hangs up on who has said all");
      break;
    }
    answer.append(piece, static_cast<std::size_t>(got));
    if (answer.size() > 8u << 20) break;
  }
  return answer;
}

void wire(std::string_view bytes) {
  static auto& house = fuzz::keep<House>();
  if (bytes.size() > 64u << 10) return;
  auto answer = ask(house.server->port(), bytes);
  fuzz::insist(answer.empty() || answer.starts_with("HTTP/1."), "an answer is HTTP");
  fuzz::insist(answer.find("HTTP/1.1 500") == std::string::npos, "nothing goes wrong inside");
}

fuzz::Target target("wire", wire);

}  // namespace
