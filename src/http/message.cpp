#include "http/message.h"

#include "http/query.h"

namespace http {

const char* name(Method method) {
  switch (method) {
    case Method::GET: return "GET";
    case Method::POST: return "POST";
    case Method::PUT: return "PUT";
    case Method::PATCH: return "PATCH";
    case Method::DELETE_: return "DELETE";
    case Method::HEAD: return "HEAD";
    case Method::OPTIONS: return "OPTIONS";
  }
  return "";
}

std::string_view Request::header(std::string_view lower_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_name) return value;
  return {};
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  std::string_view all = header("cookie");
  while (!all.empty()) {
    auto end = all.find(';');
    auto one = all.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') return std::string(one.substr(name.size() + 1));
    if (end == std::string_view::npos) break;
    all.remove_prefix(end + 1);
  }
  return std::nullopt;
}

const std::string& Request::parameter(std::string_view name) const {
  auto found = parameters.find(name);
  if (found == parameters.end()) throw base::Error(base::ErrorCode::internal, "The route has no parameter " + std::string(name) + ".");
  return found->second;
}

Response Response::json(int status, const base::Json& value) {
  Response response{.status = status};
  response.headers.emplace_back("Content-Type", "application/json");
  response.body = base::json_text(value);
  return response;
}

Response Response::text(int status, std::string content_type, std::string body) {
  Response response{.status = status};
  response.headers.emplace_back("Content-Type", std::move(content_type));
  response.body = std::move(body);
  return response;
}

std::size_t page_limit(const std::optional<std::int64_t>& asked) {
  if (!asked) return base::limits::page_rows_default;
  if (*asked < 1 || *asked > static_cast<std::int64_t>(base::limits::page_rows))
    throw base::invalid("\"limit\" must be from 1 to " + std::to_string(base::limits::page_rows) + ".", "Ask for fewer, and for the rest with the cursor.", "limit");
  return static_cast<std::size_t>(*asked);
}

}  // namespace http
