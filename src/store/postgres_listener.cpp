#include "store/postgres_listener.h"

#include <poll.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "base/log.h"

namespace store {
namespace {

constexpr int wake_milliseconds = 250;                              // how soon it notices that it is to end
constexpr auto between_tries = std::chrono::milliseconds(1'000);

struct Closing {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

}  // namespace

PostgresListener::PostgresListener(std::string address, Told told) : address_(std::move(address)), told_(std::move(told)) {
  thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void PostgresListener::run(std::stop_token stop) {
  std::mutex guard;
  std::condition_variable_any wake;
  const char* names[] = {"connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "fallback_application_name", "dbname", nullptr};
  const char* values[] = {"10", "5", "3", "2", "12000", "throughline", address_.c_str(), nullptr};
  while (!stop.stop_requested()) {
    std::unique_ptr<PGconn, Closing> connection(PQconnectdbParams(names, values, 1));
    if (PQstatus(connection.get()) == CONNECTION_OK) {
      std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(connection.get(), (std::string("listen ") + channel).c_str()), PQclear);
      if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) {
        told_("", "");   // what was said before nobody heard
        listen(stop, connection.get());
      }
    }
    if (stop.stop_requested()) return;
    base::log::warning("word from other nodes can't be heard; looking now and then instead", {{"error", PQerrorMessage(connection.get())}});
    std::unique_lock lock(guard);
    wake.wait_for(lock, stop, between_tries, [] { return false; });
  }
}

// Until the connection is lost or it is time to end.
void PostgresListener::listen(std::stop_token stop, PGconn* connection) {
  while (!stop.stop_requested()) {
    pollfd socket{PQsocket(connection), POLLIN, 0};
    ::poll(&socket, 1, wake_milliseconds);
    if (!PQconsumeInput(connection)) return;
    while (auto* heard = PQnotifies(connection)) {
      std::string_view text(heard->extra);
      auto blank = text.find(' ');
      told_(text.substr(0, blank), blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1));
      PQfreemem(heard);
    }
  }
}

}  // namespace store
