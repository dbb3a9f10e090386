// Word from other nodes by LISTEN/NOTIFY: a connection and a thread of its own. When the connection is lost it makes a new
// one, and says that something may have been missed. Private to store/. Threads: any.
#pragma once
#include <libpq-fe.h>

#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace store {

class PostgresListener {
 public:
  using Told = std::function<void(std::string_view topic, std::string_view word)>;
  // `told` is called on the listener's thread: topic and word, or two empty texts.
  PostgresListener(std::string address, Told told);

  static constexpr const char* channel = "throughline";
  // What a word travels as: "topic word".
  static std::string packed(std::string_view topic, std::string_view word) { return std::string(topic) + " " + std::string(word); }

 private:
  void run(std::stop_token stop);
  void listen(std::stop_token stop, PGconn* connection);

  const std::string address_;
  const Told told_;
  std::jthread thread_;   // last: ends first
};

}  // namespace store
