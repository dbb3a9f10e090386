#include "http/client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>

#include <array>

#include "base/error.h"

namespace http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

namespace {

base::ErrorCode code_of(int status) {
  switch (status) {
    case 400: return base::ErrorCode::invalid;
    case 401: return base::ErrorCode::unauthenticated;
    case 403: return base::ErrorCode::forbidden;
    case 404: return base::ErrorCode::not_found;
    case 409: return base::ErrorCode::conflict;
    case 413: return base::ErrorCode::too_large;
    case 429: return base::ErrorCode::overloaded;
    case 503: return base::ErrorCode::unavailable;
    default: return base::ErrorCode::internal;
  }
}

[[noreturn]] void throw_problem(int status, const std::string& body) {
  std::string detail = "The server answered " + std::to_string(status) + ".", hint;
  try {
    const auto document = base::parse_json(body).as_object();
    if (auto found = document.if_contains("detail")) detail = std::string(found->as_string());
    if (auto found = document.if_contains("hint")) hint = std::string(found->as_string());
  } catch (const std::exception&) {
    // Not a problem document: the status has to do.
  }
  throw base::Error(code_of(status), detail, hint);
}

beast::tcp_stream connected(asio::io_context& io, const std::string& host, const std::string& port) {
  beast::tcp_stream stream(io);
  boost::system::error_code error;
  asio::ip::tcp::resolver resolver(io);
  auto found = resolver.resolve(host, port, error);
  if (!error) stream.connect(found, error);
  if (error)
    throw base::Error(base::ErrorCode::unavailable, "The server that serves this folder does not answer at " + host + ":" + port + ": " + error.message() + ".", "Wait until it is up, or stop it and try again.");
  return stream;
}

base::Json answer(beast::tcp_stream& stream) {
  beast::flat_buffer buffer;
  bhttp::response_parser<bhttp::string_body> parser;
  parser.body_limit(256u << 20);
  boost::system::error_code error;
  bhttp::read(stream, buffer, parser, error);
  if (error && error != bhttp::error::end_of_stream) throw base::Error(base::ErrorCode::unavailable, "The server broke off: " + error.message() + ".", "Look at its log and try again.");
  int status = parser.get().result_int();
  if (status >= 400) throw_problem(status, parser.get().body());
  return parser.get().body().empty() ? base::Json() : base::parse_json(parser.get().body());
}

template <class Body>
void dress(bhttp::request<Body>& request, const std::string& host, const std::string& token) {
  request.set(bhttp::field::host, host);
  request.set(bhttp::field::authorization, "Bearer " + token);
  request.set(bhttp::field::user_agent, "throughline");
}

}  // namespace

Client::Client(const std::string& url, std::string token) : token_(std::move(token)) {
  auto rest = url.substr(url.find("//") + 2);
  host_ = rest.substr(0, rest.rfind(':'));
  port_ = rest.substr(rest.rfind(':') + 1);
  if (host_.starts_with('[')) host_ = host_.substr(1, host_.size() - 2);
}

base::Json Client::get(const std::string& path) { return send("GET", path, nullptr); }

base::Json Client::send(const std::string& method, const std::string& path, const base::Json& body) {
  asio::io_context io;
  auto stream = connected(io, host_, port_);
  bhttp::request<bhttp::string_body> request(bhttp::string_to_verb(method), path, 11);
  dress(request, host_, token_);
  if (!body.is_null()) {
    request.set(bhttp::field::content_type, "application/json");
    request.body() = base::json_text(body);
  }
  request.prepare_payload();
  bhttp::write(stream, request);
  return answer(stream);
}

base::Json Client::upload(const std::string& path, const std::filesystem::path& file, const std::function<void(std::uint64_t)>& progress) {
  asio::io_context io;
  auto stream = connected(io, host_, port_);
  bhttp::request<bhttp::buffer_body> request(bhttp::verb::post, path, 11);
  dress(request, host_, token_);
  request.set(bhttp::field::content_type, "application/octet-stream");
  request.content_length(std::filesystem::file_size(file));
  bhttp::request_serializer<bhttp::buffer_body> serializer(request);
  boost::system::error_code error;
  bhttp::write_header(stream, serializer, error);
  beast::file in;
  in.open(file.c_str(), beast::file_mode::scan, error);
  if (error) throw base::not_found(file.string() + " can't be read: " + error.message() + ".");
  std::array<char, 256 << 10> piece;
  std::uint64_t sent = 0;
  while (!error) {
    auto got = in.read(piece.data(), piece.size(), error);
    if (got == 0 || error) break;
    asio::write(stream, asio::buffer(piece.data(), got), error);
    progress(sent += got);
  }
  return answer(stream);   // also when the server refused in the middle: it has said why
}

void Client::download(const std::string& path, const std::function<void(std::string_view)>& take) {
  asio::io_context io;
  auto stream = connected(io, host_, port_);
  bhttp::request<bhttp::empty_body> request(bhttp::verb::get, path, 11);
  dress(request, host_, token_);
  bhttp::write(stream, request);
  beast::flat_buffer buffer;
  bhttp::response_parser<bhttp::buffer_body> parser;
  parser.body_limit(boost::none);
  bhttp::read_header(stream, buffer, parser);
  int status = parser.get().result_int();
  std::string refusal;
  std::array<char, 64 << 10> piece;
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    boost::system::error_code error;
    bhttp::read(stream, buffer, parser, error);
    if (error && error != bhttp::error::need_buffer) throw base::Error(base::ErrorCode::unavailable, "The server broke off: " + error.message() + ".", "What was written is not whole; try again.");
    std::string_view got(piece.data(), piece.size() - parser.get().body().size);
    status >= 400 ? void(refusal.append(got)) : take(got);
  }
  if (status >= 400) throw_problem(status, refusal);
}

}  // namespace http
