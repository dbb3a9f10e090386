#include "http/dispatch.h"

#include <zlib.h>

#include <atomic>
#include <chrono>

#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "http/acting.h"
#include "http/metrics.h"
#include "http/problem.h"

namespace http {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      int high = i + 2 < text.size() ? hex(text[i + 1]) : -1, low = i + 2 < text.size() ? hex(text[i + 2]) : -1;
      if (high < 0 || low < 0) throw base::invalid("The address holds a % that no two hexadecimal digits follow.", "Write it as %25.");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (out.find('\0') != std::string::npos || !base::is_utf8(out)) throw base::invalid("The address is not UTF-8 text.", "Encode it as UTF-8.");
  return out;
}

// Numbers of requests: what begins them is new in each process.
std::string next_id() {
  static const std::string process = base::random_token(6) + "-";
  static std::atomic<std::uint64_t> last{0};
  return process + std::to_string(++last);
}

Response preflight() {
  return Response::empty(204)
      .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
      .with("Access-Control-Allow-Headers", "Content-Type, Authorization, Content-Encoding, X-Retry-Count")
      .with("Access-Control-Max-Age", "86400");
}

Response answer(Desk& desk, const Router::Match& match, Request& request) {
  if (!match.route) {
    if (!match.allowed.empty()) {
      std::string allowed;
      for (auto method : match.allowed) (allowed += allowed.empty() ? "" : ", ") += name(method);
      return problem(405, "method_not_allowed", "Not this way", std::string(name(request.method)) + " is not possible here.", "Possible: " + allowed + ".").with("Allow", allowed);
    }
    if (desk.page)
      if (auto page = page_answer(*desk.page, request)) return *page;
    throw base::not_found("There is nothing at " + base::shown(request.path) + ".", "GET /api/openapi.json lists all addresses.");
  }
  request.parameters = match.parameters;
  request.caller = desk.admit(*match.route, request);
  request.caller.address = request.peer;
  request.caller.request = request.id;
  Acting acting(request.caller);
  if (auto encoding = request.header("content-encoding"); !encoding.empty() && match.route->body == BodyKind::memory) {
    if (encoding != "gzip" && encoding != "identity") throw base::Error(base::ErrorCode::unsupported, "The encoding \"" + base::shown(encoding) + "\" is not read here.", "Send the body as it is, or as gzip.");
    if (encoding == "gzip") request.body = inflate(request.body);
  }
  return desk.idempotency ? desk.idempotency->answer(*match.route, request, match.route->handler) : match.route->handler(request);
}

}  // namespace

void add_standing_headers(const Desk& desk, const Route* route, const Request& request, Response& response) {
  response.with("X-Content-Type-Options", "nosniff");
  response.with("Referrer-Policy", "same-origin");
  if (desk.behind_tls) response.with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  bool has_cache = std::any_of(response.headers.begin(), response.headers.end(), [](auto& h) { return h.first == "Cache-Control"; });
  if (!has_cache) response.with("Cache-Control", "no-store");
  bool has_policy = std::any_of(response.headers.begin(), response.headers.end(), [](auto& h) { return h.first == "Content-Security-Policy"; });
  if (!has_policy) response.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  if (route && route->cross_origin) {
    auto origin = request.header("origin");
    // Anyone's page may send here: nothing is read back that a cookie would open.
    response.with("Access-Control-Allow-Origin", origin.empty() ? "*" : std::string(origin));
    if (!origin.empty()) response.with("Vary", "Origin");
    response.with("Access-Control-Expose-Headers", "Retry-After");
  }
}

void read_target(std::string_view target, Request& request) {
  if (target.empty() || target[0] != '/') throw base::invalid("The address must begin with /.", "Ask this server for a path.");
  target = target.substr(0, target.find('#'));
  auto mark = target.find('?');
  request.path = decoded(target.substr(0, mark), false);
  if (mark == std::string_view::npos) return;
  auto query = target.substr(mark + 1);
  while (!query.empty()) {
    auto end = query.find('&');
    auto pair = query.substr(0, end);
    if (!pair.empty()) {
      auto equals = pair.find('=');
      request.query.emplace_back(decoded(pair.substr(0, equals), true), equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1), true));
    }
    if (request.query.size() > base::limits::query_parameters)
      throw base::invalid("The address has more than " + std::to_string(base::limits::query_parameters) + " parameters.", "Send fewer.");
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
}

Response dispatch(Desk& desk, const Router::Match& match, Request& request) {
  auto start = std::chrono::steady_clock::now();
  Response response;
  request.id = next_id();
  // A preflight asks about the method that follows; only cross-origin routes answer.
  if (request.method == Method::OPTIONS && !match.route) {
    for (const auto& route : desk.router.routes()) {
      if (!route.cross_origin) continue;
      auto other = desk.router.match(route.method, request.path);
      if (other.route == &route) {
        response = preflight();
        add_standing_headers(desk, &route, request, response);
        return response;
      }
    }
  }
  try {
    response = answer(desk, match, request);
  } catch (const base::Error& error) {
    if (error.code == base::ErrorCode::internal || error.code == base::ErrorCode::unavailable)
      base::log::error("a request failed", {{"method", name(request.method)}, {"path", request.path}, {"error", error.what()}});
    response = problem(error);
    if (error.code == base::ErrorCode::unauthenticated && match.route && match.route->cross_origin) response.with("WWW-Authenticate", "Basic realm=\"write key\"");
  } catch (const std::exception& error) {
    // What went wrong inside stays inside: the log has it.
    base::log::error("a request failed", {{"method", name(request.method)}, {"path", request.path}, {"error", error.what()}});
    response = problem(base::Error(base::ErrorCode::internal, "Something went wrong on our side.", "Try again; the server's log says more."));
  }
  add_standing_headers(desk, match.route, request, response);
  response.with("X-Request-Id", request.id);
  auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  count_request(match.route ? match.route->name.pattern : "page", name(request.method), response.status, took);
  return response;
}

std::optional<Response> page_answer(const std::vector<Asset>& assets, const Request& request) {
  if (request.method != Method::GET && request.method != Method::HEAD) return std::nullopt;
  for (const char* prefix : {"/api", "/v1/", "/hooks/", "/metrics", "/healthz", "/readyz"})
    if (request.path.starts_with(prefix)) return std::nullopt;
  const Asset* found = nullptr;
  const Asset* index = nullptr;
  for (const auto& asset : assets) {
    if (asset.path == request.path) found = &asset;
    if (asset.path == "/index.html") index = &asset;
  }
  // The page's own addresses (/customers/c7) are all the one page; a missing file is missing.
  auto last = request.path.substr(request.path.rfind('/') + 1);
  if (!found && last.find('.') == std::string::npos) found = index;
  if (!found) return std::nullopt;
  Response response;
  response.with("ETag", std::string(found->etag));
  response.with("Cache-Control", found->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.with("Vary", "Accept-Encoding");
  response.with("Content-Security-Policy",
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  if (request.header("if-none-match").find(found->etag) != std::string_view::npos) {   // a list, or marked weak by a proxy
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(found->content_type));
  bool takes_gzip = request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (!found->gzip.empty() && (takes_gzip || found->identity.empty())) {
    if (takes_gzip) {
      response.with("Content-Encoding", "gzip");
      response.borrowed = found->gzip;
    } else {
      response.body = inflate(found->gzip);
    }
  } else {
    response.borrowed = found->identity;
  }
  return response;
}

std::string inflate(std::string_view packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) throw base::Error(base::ErrorCode::internal, "zlib can't start.");
  struct Ending {
    z_stream& stream;
    ~Ending() { inflateEnd(&stream); }
  } ending{stream};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  char piece[64 << 10];
  int code = Z_OK;
  while (code != Z_STREAM_END) {
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    code = ::inflate(&stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END) throw base::invalid("The body is not whole gzip data.", "Compress it again, or send it as it is.");
    out.append(piece, sizeof piece - stream.avail_out);
    if (code == Z_STREAM_END && stream.avail_in > 0) code = inflateReset(&stream);   // several members make one file
    if (out.size() > base::limits::inflated_bytes) throw base::Error(base::ErrorCode::too_large, "The body unpacks to more than " + std::to_string(base::limits::inflated_bytes >> 20) + " MiB.", "Send it in parts.");
  }
  return out;
}

}  // namespace http
