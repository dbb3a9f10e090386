// A client that writes bytes as they are and reads one answer after another: for tests of what a well-behaved client
// would never send.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/text.h"

namespace http {

struct Answer {
  int status = 0;                              // 0: the connection ended without one
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool whole = false;
};

class Wire {
 public:
  explicit Wire(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void send_end() { ::shutdown(socket_, SHUT_WR); }

  Answer ask(std::string_view bytes, bool is_head = false) {
    send(bytes);
    return answer(is_head);
  }

  Answer answer(bool is_head = false) {
    Answer answer;
    while (buffer_.find("\r\n\r\n") == std::string::npos)
      if (!more()) return answer;
    auto end = buffer_.find("\r\n\r\n");
    auto head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    answer.status = std::stoi(head.substr(9, 3));
    for (auto at = head.find("\r\n") + 2; at < head.size();) {
      auto stop = head.find("\r\n", at);
      auto colon = head.find(": ", at);
      answer.headers[base::lower_ascii(head.substr(at, colon - at))] = head.substr(colon + 2, stop - colon - 2);
      at = stop + 2;
    }
    answer.whole = true;
    if (is_head || answer.status < 200 || answer.status == 204 || answer.status == 304) return answer;
    if (answer.headers["transfer-encoding"] == "chunked") {
      for (;;) {
        while (buffer_.find("\r\n") == std::string::npos)
          if (!more()) return answer.whole = false, answer;
        auto size = std::stoul(buffer_, nullptr, 16);
        buffer_.erase(0, buffer_.find("\r\n") + 2);
        while (buffer_.size() < size + 2)
          if (!more()) return answer.whole = false, answer;
        answer.body += buffer_.substr(0, size);
        buffer_.erase(0, size + 2);
        if (size == 0) return answer;
      }
    }
    bool sized = answer.headers.contains("content-length");
    auto size = sized ? std::stoul(answer.headers["content-length"]) : 0;
    while (!sized || buffer_.size() < size)
      if (!more()) break;
    if (!sized) size = buffer_.size();
    answer.whole = buffer_.size() >= size;
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }

  // True when the other end has closed and nothing is left to read.
  bool ended() { return buffer_.empty() && !more(); }

 private:
  bool more() {
    char piece[8192];
    auto got = ::recv(socket_, piece, sizeof piece, 0);
    if (got <= 0) return false;
    buffer_.append(piece, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string buffer_;
};

}  // namespace http
