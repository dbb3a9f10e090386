#include "http/problem.h"

namespace http {
namespace {

const char* title_of(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::invalid: return "The request is not right";
    case base::ErrorCode::unauthenticated: return "Nobody is signed in";
    case base::ErrorCode::forbidden: return "Not allowed";
    case base::ErrorCode::not_found: return "Not found";
    case base::ErrorCode::conflict: return "Not possible now";
    case base::ErrorCode::gone: return "Gone";
    case base::ErrorCode::too_large: return "Too large";
    case base::ErrorCode::unsupported: return "Not understood";
    case base::ErrorCode::overloaded: return "Too much at once";
    case base::ErrorCode::unavailable: return "Can't serve now";
    case base::ErrorCode::internal: return "Our fault";
  }
  return "Error";
}

}  // namespace

int status_of(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::invalid: return 400;
    case base::ErrorCode::unauthenticated: return 401;
    case base::ErrorCode::forbidden: return 403;
    case base::ErrorCode::not_found: return 404;
    case base::ErrorCode::conflict: return 409;
    case base::ErrorCode::gone: return 410;
    case base::ErrorCode::too_large: return 413;
    case base::ErrorCode::unsupported: return 415;
    case base::ErrorCode::overloaded: return 429;
    case base::ErrorCode::unavailable: return 503;
    case base::ErrorCode::internal: return 500;
  }
  return 500;
}

Response problem(const base::Error& error) {
  int status = status_of(error.code);
  base::JsonObject body{{"type", std::string("urn:throughline:error:") + base::word(error.code)}, {"title", title_of(error.code)}, {"status", status},
                        {"detail", error.what()}, {"code", base::word(error.code)}};
  if (!error.hint.empty()) body.emplace("hint", error.hint);
  if (!error.field.empty()) body.emplace("field", error.field);
  auto response = Response::json(status, body);
  response.headers[0].second = "application/problem+json";
  if (error.retry_after_seconds > 0) response.with("Retry-After", std::to_string(error.retry_after_seconds));
  return response;
}

Response problem(int status, const std::string& code, std::string title, std::string detail, std::string hint) {
  base::JsonObject body{{"type", "urn:throughline:error:" + code}, {"title", std::move(title)}, {"status", status}, {"detail", std::move(detail)}, {"code", code}};
  if (!hint.empty()) body.emplace("hint", std::move(hint));
  auto response = Response::json(status, body);
  response.headers[0].second = "application/problem+json";
  return response;
}

}  // namespace http
