#include "http/connection.h"

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <fstream>

#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "http/dispatch.h"
#include "http/live_socket.h"
#include "http/on_worker.h"
#include "http/problem.h"

namespace http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::use_awaitable;
using Stream = beast::tcp_stream;

namespace {

// Deletes a spooled body that no handler has taken.
struct Spooled {
  std::filesystem::path path;
  ~Spooled() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
};

// What one request's body takes of the memory that all bodies share.
struct Held {
  std::atomic<std::uint64_t>& all;
  std::uint64_t mine = 0;
  bool take(std::uint64_t bytes) {
    mine += bytes;
    return all.fetch_add(bytes) + bytes <= base::limits::bodies_bytes;
  }
  ~Held() { all -= mine; }
};

std::optional<Method> method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get: return Method::GET;
    case bhttp::verb::post: return Method::POST;
    case bhttp::verb::put: return Method::PUT;
    case bhttp::verb::patch: return Method::PATCH;
    case bhttp::verb::delete_: return Method::DELETE_;
    case bhttp::verb::head: return Method::HEAD;
    case bhttp::verb::options: return Method::OPTIONS;
    default: return std::nullopt;
  }
}

Response head_too_large() {
  return problem(431, "head_too_large", "The request's head is too large",
                 "A head has at most " + std::to_string(base::limits::header_fields) + " lines and " + std::to_string(base::limits::header_bytes >> 10) + " KiB.", "Send fewer or shorter headers.");
}

// RFC 9112, 3.2: HTTP/1.1 names its host, once. What a proxy and we could read as two different hosts is refused.
void refuse_wrong_host(const bhttp::fields& head, unsigned version) {
  auto count = head.count(bhttp::field::host);
  if (count == 0 && version < 11) return;
  std::string_view host = count == 1 ? std::string_view(head[bhttp::field::host]) : std::string_view();
  bool odd = host.find_first_of(" \t,/\\@?#<>\"'") != std::string_view::npos;
  if (count != 1 || odd) throw base::invalid("A request has exactly one Host, a name or address with or without a port.", "Send one Host header.", "Host");
}

class Connection {
 public:
  Connection(asio::ip::tcp::socket socket, Desk& desk, Pools& pools) : stream_(std::move(socket)), desk_(desk), workers_(pools.workers), apart_(pools.apart) {
    boost::system::error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    auto end = stream_.socket().remote_endpoint(ignored);
    if (!ignored) peer_ = end.address().to_string();
  }

  asio::awaitable<void> serve() {
    while (!desk_.stopping)
      if (!co_await serve_one()) break;
    if (seat_) co_return co_await serve_live(std::move(stream_), std::move(upgrade_), *live_route_, std::move(live_request_), std::move(seat_), desk_, workers_);
    boost::system::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    // What the other end still sends is thrown away for a moment: closing at once would reset the connection, and the
    // answer that says why (413, 400) would be lost with it.
    std::array<char, 16 << 10> thrown;
    stream_.expires_after(std::chrono::seconds(base::limits::lingering_seconds));
    for (boost::system::error_code error; !error && !desk_.stopping;)
      co_await stream_.async_read_some(asio::buffer(thrown), asio::redirect_error(use_awaitable, error));
    stream_.close();
  }

 private:
  using Parser = bhttp::request_parser<bhttp::buffer_body>;

  // One request and its answer; false when the connection is to end.
  asio::awaitable<bool> serve_one() {
    Parser parser;
    parser.header_limit(base::limits::header_bytes);
    parser.body_limit(boost::none);   // read_body() bounds it, by what the route takes
    stream_.expires_after(std::chrono::seconds(buffer_.size() || first_ ? base::limits::header_seconds : base::limits::idle_seconds));
    first_ = false;
    boost::system::error_code error;
    co_await bhttp::async_read_header(stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
    if (error == bhttp::error::end_of_stream || error == beast::error::timeout || error == asio::error::connection_reset || error == asio::error::operation_aborted) co_return false;
    Request request;
    if (error) {
      auto answer = error == bhttp::error::header_limit ? head_too_large() : problem(400, "bad_http", "Not HTTP as we know it", error.message(), "Send HTTP/1.1 as RFC 9112 has it.");
      add_standing_headers(desk_, nullptr, request, answer);
      co_await write(std::move(answer), 11, false, false);
      co_return false;
    }

    Spooled spooled;
    Held held{desk_.held_bytes};
    auto& head = parser.get();
    bool keep = head.keep_alive(), is_head = head.method() == bhttp::verb::head;
    std::optional<Response> refused;
    Router::Match match;
    if (static_cast<std::size_t>(std::distance(head.begin(), head.end())) > base::limits::header_fields) refused = head_too_large();
    else try {
      auto method = method_of(head.method());
      if (!method) throw base::invalid("The method " + base::shown(std::string_view(head.method_string()), 20) + " is not known.", "Use GET, POST, PUT, PATCH or DELETE.");
      request.method = *method;
      request.peer = peer_;
      request.secure = desk_.behind_tls;
      refuse_wrong_host(head, head.version());
      for (const auto& field : head) request.headers.emplace_back(base::lower_ascii(std::string_view(field.name_string())), std::string(field.value()));
      std::vector<std::string_view> forwarded;
      for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-for") forwarded.push_back(value);
      request.peer = desk_.proxies.address(peer_, forwarded);
      read_target(std::string_view(head.target()), request);
      match = desk_.router.match(request.method, request.path);
      if (match.route && match.route->body == BodyKind::file) {
        // A large body is taken only from those who may send it.
        request.caller = co_await on_worker(workers_, [&] { return desk_.admit(*match.route, request); });
        spooled.path = desk_.spool / ("body-" + base::random_token(12));
        request.body_file = spooled.path;
      }
      if (desk_.live && asks_for_socket(match, request) && parser.is_done() && buffer_.size() == 0) {
        auto caller = co_await on_worker(workers_, [&] { return desk_.admit(*match.route, request); });
        seat_ = desk_.live->enter(caller);
        live_route_ = match.route;
        live_request_ = std::move(request);
        upgrade_ = parser.release();
        co_return false;
      }
    } catch (const base::Error& e) {
      refused = problem(e);
    }
    bool is_worth_sending = !parser.content_length() || *parser.content_length() <= most_of(request);
    if (!refused && is_worth_sending && head.find(bhttp::field::expect) != head.end() && beast::iequals(head[bhttp::field::expect], "100-continue")) {
      bhttp::response<bhttp::empty_body> go{bhttp::status::continue_, 11};
      co_await bhttp::async_write(stream_, go, asio::redirect_error(use_awaitable, error));
    }
    if (!refused) refused = co_await read_body(parser, request, held);
    if (refused) {
      // What is left of the body can't be told from a next request: the connection ends.
      bool whole = parser.is_done();
      add_standing_headers(desk_, match.route, request, *refused);
      co_return co_await write(std::move(*refused), head.version(), keep && whole, is_head) && keep && whole;
    }

    ++desk_.busy;
    auto& pool = match.route && match.route->name.apart ? apart_ : workers_;
    auto response = co_await on_worker(pool, [&] { return dispatch(desk_, match, request); });
    bool written = co_await write(std::move(response), head.version(), keep, is_head);
    --desk_.busy;
    co_return written && keep;
  }

  static std::uint64_t most_of(const Request& request) { return request.body_file.empty() ? base::limits::body_bytes : base::limits::upload_bytes; }

  asio::awaitable<std::optional<Response>> read_body(Parser& parser, Request& request, Held& held) {
    bool to_file = !request.body_file.empty();
    const std::uint64_t most = most_of(request);
    auto too_large = [&] {
      return problem(base::Error(base::ErrorCode::too_large, "The body is larger than " + std::to_string(most >> 20) + " MiB.", to_file ? "Split the file." : "Send it in parts."));
    };
    if (parser.content_length() && *parser.content_length() > most) co_return too_large();
    std::ofstream file;
    if (to_file) {
      file.open(request.body_file, std::ios::binary);
      if (!file) co_return problem(base::Error(base::ErrorCode::unavailable, "The upload can't be written to the data folder.", "Look at its rights and its free space."));
    }
    std::vector<char> piece(to_file ? 256 << 10 : 16 << 10);
    const auto began = std::chrono::steady_clock::now();
    while (!parser.is_done()) {
      parser.get().body().data = piece.data();
      parser.get().body().size = piece.size();
      stream_.expires_after(std::chrono::seconds(base::limits::body_seconds));
      boost::system::error_code error;
      co_await bhttp::async_read(stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
      if (error == bhttp::error::need_buffer) error = {};
      if (error) co_return problem(400, "body_not_whole", "The request is not whole", "The body ended early: " + error.message() + ".", "Send it again.");
      if (!to_file && std::chrono::steady_clock::now() - began > std::chrono::seconds(base::limits::whole_body_seconds))
        co_return problem(408, "too_slow", "Too slow", "The body took longer than " + std::to_string(base::limits::whole_body_seconds) + " seconds.", "Send it in parts.");
      std::size_t got = piece.size() - parser.get().body().size;
      request.body_bytes += got;
      if (request.body_bytes > most) co_return too_large();
      if (to_file) {
        file.write(piece.data(), static_cast<std::streamsize>(got));
        if (!file) co_return problem(base::Error(base::ErrorCode::unavailable, "The upload can't be written: is the disk full?", "Free some space and send it again."));
      } else {
        if (!held.take(got)) {
          base::Error too_much(base::ErrorCode::overloaded, "More is coming in than can be worked on.", "Send it again after the seconds that Retry-After names.");
          too_much.retry_after_seconds = 1;
          co_return problem(too_much);
        }
        request.body.append(piece.data(), got);
      }
    }
    co_return std::nullopt;
  }

  template <class Body>
  static void copy_headers(const Response& response, bhttp::response<Body>& out) {
    for (const auto& [name, value] : response.headers) {
      if (value.find_first_of("\r\n") != std::string::npos) continue;   // no header is split, whatever a handler gave
      out.insert(name, value);
    }
  }

  asio::awaitable<bool> write(Response response, unsigned version, bool keep, bool head_only) {
    stream_.expires_after(std::chrono::seconds(base::limits::body_seconds));
    boost::system::error_code error;
    if (response.stream && !head_only) co_return co_await write_stream(std::move(response), version, keep);
    std::string_view body = response.borrowed.empty() ? std::string_view(response.body) : response.borrowed;
    bhttp::response<bhttp::span_body<const char>> out(static_cast<bhttp::status>(response.status), version);
    copy_headers(response, out);
    out.keep_alive(keep);
    if (response.status != 204 && response.status != 304 && !response.stream) out.content_length(body.size());
    if (!head_only) out.body() = {body.data(), body.size()};
    bhttp::response_serializer<bhttp::span_body<const char>> serializer(out);
    if (head_only) co_await bhttp::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, error));
    else co_await bhttp::async_write(stream_, serializer, asio::redirect_error(use_awaitable, error));
    co_return !error;
  }

  asio::awaitable<bool> write_stream(Response response, unsigned version, bool keep) {
    bhttp::response<bhttp::empty_body> out(static_cast<bhttp::status>(response.status), version);
    copy_headers(response, out);
    bool chunked = version >= 11;
    out.keep_alive(keep && chunked);
    out.chunked(chunked);
    bhttp::response_serializer<bhttp::empty_body> serializer(out);
    boost::system::error_code error;
    co_await bhttp::async_write_header(stream_, serializer, asio::redirect_error(use_awaitable, error));
    std::string piece;
    while (!error) {
      bool broken = false;
      co_await on_worker(workers_, [&] {
        piece.clear();
        try {
          response.stream(piece);
        } catch (const std::exception& e) {
          base::log::error("a download broke off", {{"error", e.what()}});
          broken = true;
        }
        return true;
      });
      if (broken) co_return false;   // without the last chunk the other end knows that it is not whole
      if (piece.empty()) break;
      stream_.expires_after(std::chrono::seconds(base::limits::body_seconds));
      if (chunked) co_await asio::async_write(stream_, bhttp::make_chunk(asio::buffer(piece)), asio::redirect_error(use_awaitable, error));
      else co_await asio::async_write(stream_, asio::buffer(piece), asio::redirect_error(use_awaitable, error));
    }
    if (!error && chunked) co_await asio::async_write(stream_, bhttp::make_chunk_last(), asio::redirect_error(use_awaitable, error));
    co_return !error && chunked;
  }

  Stream stream_;
  Desk& desk_;
  asio::thread_pool& workers_;
  asio::thread_pool& apart_;
  beast::flat_buffer buffer_;
  std::string peer_;
  bool first_ = true;
  // What a connection that becomes a socket leaves behind.
  std::shared_ptr<LiveHub::Seat> seat_;
  const Route* live_route_ = nullptr;
  Request live_request_;
  Upgrade upgrade_;
};

}  // namespace

asio::awaitable<void> serve_connection(asio::ip::tcp::socket socket, Desk& desk, Pools& pools) {
  Connection connection(std::move(socket), desk, pools);
  co_await connection.serve();
}

}  // namespace http
