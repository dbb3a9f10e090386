#include "http/live_socket.h"

#include <boost/beast/websocket.hpp>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "http/on_worker.h"

namespace http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::use_awaitable;

namespace {

constexpr auto between_messages = std::chrono::milliseconds(150);   // gathers what happens at once into one message
constexpr auto between_checks = std::chrono::seconds(15);           // whoever is told nothing is asked for all the same

// Everything on the connection's strand: a reader and a writer, which end together.
struct Talk : std::enable_shared_from_this<Talk> {
  websocket::stream<beast::tcp_stream> socket;
  const Route& route;
  Request request;
  std::shared_ptr<LiveHub::Seat> seat;
  Desk& desk;
  asio::thread_pool& workers;
  asio::steady_timer told, pause, late;
  std::optional<websocket::close_reason> leaving;
  bool ended = false;

  Talk(beast::tcp_stream stream, const Route& route, Request request, std::shared_ptr<LiveHub::Seat> seat, Desk& desk, asio::thread_pool& workers)
      : socket(std::move(stream)), route(route), request(std::move(request)), seat(std::move(seat)), desk(desk), workers(workers), told(socket.get_executor()), pause(socket.get_executor()),
        late(socket.get_executor()) {}

  void leave(websocket::close_code code, const char* reason) {
    if (!leaving) leaving.emplace(code, reason);
    told.cancel();
    pause.cancel();
  }

  // A page has little to say: JSON, now and then, and is answered with the position.
  asio::awaitable<void> listen() {
    beast::flat_buffer buffer;
    int frames = 0;
    auto minute = std::chrono::steady_clock::now();
    for (;;) {
      boost::system::error_code error;
      co_await socket.async_read(buffer, asio::redirect_error(use_awaitable, error));
      if (error) {
        ended = true;
        told.cancel();
        pause.cancel();
        co_return;
      }
      if (auto now = std::chrono::steady_clock::now(); now - minute > std::chrono::minutes(1)) minute = now, frames = 0;
      if (++frames > base::limits::live_frames_a_minute) co_return leave(websocket::close_code::policy_error, "too many messages");
      if (!socket.got_text() || !is_object({static_cast<const char*>(buffer.data().data()), buffer.size()})) co_return leave(websocket::close_code::unknown_data, "only JSON objects are understood here");
      buffer.clear();
      News here;
      here.at(0);
      seat->tell(here);
    }
  }

  static bool is_object(std::string_view text) {
    try {
      return base::parse_json(text).is_object();
    } catch (const base::Error&) {
      return false;
    }
  }

  enum class Check { well, gone, unknown };
  asio::awaitable<void> speak() {
    for (;;) {
      if (!ended && !leaving && !desk.stopping && !seat->waiting()) {
        told.expires_after(between_checks);
        boost::system::error_code ignored;
        co_await told.async_wait(asio::redirect_error(use_awaitable, ignored));
      }
      if (ended) co_return;
      if (desk.stopping) leave(websocket::close_code::going_away, "the server is stopping");
      if (leaving) co_return co_await close();
      auto news = seat->take();
      std::string text;
      auto check = co_await on_worker(workers, [&] {
        try {
          auto caller = desk.admit(route, request);
          if (news.empty()) return Check::well;
          desk.live->filter(caller, news);
          text = news.text();
          return Check::well;
        } catch (const base::Error& error) {
          if (error.code == base::ErrorCode::unauthenticated || error.code == base::ErrorCode::forbidden) return Check::gone;
        } catch (const std::exception& error) {
          base::log::warning("a page can't be told what changed", {{"error", error.what()}});
        }
        return Check::unknown;
      });
      if (ended) co_return;
      if (check == Check::gone) leave(websocket::close_code::policy_error, "signed out");
      if (check == Check::unknown) leave(websocket::close_code::try_again_later, "try again later");
      if (leaving) co_return co_await close();
      if (text.empty()) continue;
      if (!co_await write(text)) co_return;
      pause.expires_after(between_messages);
      boost::system::error_code ignored;
      co_await pause.async_wait(asio::redirect_error(use_awaitable, ignored));
    }
  }

  // A page that does not take a message in time is dropped: it asks anew when it comes back.
  void drop_when_late() {
    late.expires_after(std::chrono::seconds(base::limits::live_write_seconds));
    late.async_wait([self = weak_from_this()](boost::system::error_code error) {
      if (auto talk = self.lock(); talk && !error) beast::get_lowest_layer(talk->socket).close();
    });
  }

  asio::awaitable<bool> write(const std::string& text) {
    boost::system::error_code error;
    drop_when_late();
    socket.text(true);
    co_await socket.async_write(asio::buffer(text), asio::redirect_error(use_awaitable, error));
    late.cancel();
    co_return !error;
  }

  asio::awaitable<void> close() {
    boost::system::error_code ignored;
    drop_when_late();
    co_await socket.async_close(*leaving, asio::redirect_error(use_awaitable, ignored));
    late.cancel();
  }
};

}  // namespace

bool asks_for_socket(const Router::Match& match, const Request& request) {
  return match.route && match.route->name.pattern == live_pattern && request.method == Method::GET && base::lower_ascii(request.header("upgrade")) == "websocket";
}

asio::awaitable<void> serve_live(beast::tcp_stream stream, Upgrade upgrade, const Route& route, Request request, std::shared_ptr<LiveHub::Seat> seat, Desk& desk, asio::thread_pool& workers) {
  auto talk = std::make_shared<Talk>(std::move(stream), route, std::move(request), std::move(seat), desk, workers);
  auto& socket = talk->socket;
  beast::get_lowest_layer(socket).expires_never();
  socket.set_option(websocket::stream_base::timeout{std::chrono::seconds(base::limits::header_seconds), std::chrono::seconds(base::limits::live_idle_seconds), true});
  socket.read_message_max(base::limits::live_frame_bytes);
  boost::system::error_code error;
  co_await socket.async_accept(upgrade, asio::redirect_error(use_awaitable, error));
  if (error) co_return;
  talk->seat->on_told([weak = talk->weak_from_this(), executor = socket.get_executor()] {
    asio::post(executor, [weak] {
      if (auto open = weak.lock()) open->told.cancel();
    });
  });
  asio::co_spawn(socket.get_executor(), [talk]() -> asio::awaitable<void> { co_await talk->listen(); }, asio::detached);
  co_await talk->speak();
  talk->ended = true;
  beast::get_lowest_layer(socket).close();   // the listener ends with it
}

}  // namespace http
