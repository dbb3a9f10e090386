// A keep-alive HTTP/1.1 connection to this machine, blocking: writes bytes as they are, reads one answer.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench {

class Connection {
 public:
  explicit Connection(unsigned short port) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("the server can't be reached");
    int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The status of the answer; its body stands in body() until the next request.
  int ask(std::string_view request) {
    for (std::size_t sent = 0; sent < request.size();) {
      auto n = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) throw std::runtime_error("the server closed the connection");
      sent += static_cast<std::size_t>(n);
    }
    answer_.clear();
    std::size_t head = std::string::npos;
    while ((head = answer_.find("\r\n\r\n")) == std::string::npos) more();
    head += 4;
    auto length = content_length(std::string_view(answer_).substr(0, head));
    while (answer_.size() < head + length) more();
    body_ = std::string_view(answer_).substr(head, length);
    return std::atoi(answer_.c_str() + 9);
  }
  std::string_view body() const { return body_; }

 private:
  void more() {
    char piece[32 << 10];
    auto n = ::recv(socket_, piece, sizeof piece, 0);
    if (n <= 0) throw std::runtime_error("the server closed the connection");
    answer_.append(piece, static_cast<std::size_t>(n));
  }
  static std::size_t content_length(std::string_view head) {
    constexpr std::string_view name = "content-length:";
    for (std::size_t line = 0; line < head.size(); line = head.find('\n', line) + 1)
      if (head.size() - line > name.size() && ::strncasecmp(head.data() + line, name.data(), name.size()) == 0) return static_cast<std::size_t>(std::atoll(head.data() + line + name.size()));
    return 0;
  }

  int socket_ = -1;
  std::string answer_;
  std::string_view body_;
};

}  // namespace bench
