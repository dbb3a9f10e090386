// A request as handlers see it and the answer that they give. Nothing here knows of sockets.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace http {

enum class Method { GET, POST, PUT, PATCH, DELETE_, HEAD, OPTIONS };
const char* name(Method method);   // "DELETE" for DELETE_

// Who asks; filled in by access/ before a handler runs.
struct Caller {
  enum class Kind { nobody, user, key, operator_ } kind = Kind::nobody;   // operator_: the command line on this machine
  std::int64_t id = 0;          // of the user or the key
  std::string name;             // e-mail of the user, name of the key
  std::string role;             // viewer agent manager admin, for users and the operator
  std::string scope;            // write read admin, for keys
  std::string session;          // what a signed-in browser holds, hashed; empty otherwise
  std::string address;          // the other end, as in Request::peer; empty: on this machine, without a connection
  std::string request;          // the number that the answer carries as X-Request-Id
  std::vector<std::string> grants = {};   // what a key of scope "custom" may do, one by one
  bool must_enrol = false;      // signed in, but before anything else a second factor has to be set up
  std::optional<std::vector<std::string>> regions = {};   // sees only customers of these (folded words); none: all customers
};

struct Request {
  Method method = Method::GET;
  std::string path;                                        // decoded once, without query
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                        // inflated already
  std::filesystem::path body_file;                         // instead of body, on routes that take files; the handler may move it
  std::uint64_t body_bytes = 0;
  std::string peer;                                        // address of the other end
  std::string id;                                          // ours, given by dispatch(): one number a request, for logs and the audit log
  bool secure = false;                                     // came over TLS (said by a trusted proxy)
  std::map<std::string, std::string, std::less<>> parameters;   // {id} of the route's pattern
  Caller caller;

  std::string_view header(std::string_view lower_name) const;   // empty when absent
  std::optional<std::string> cookie(std::string_view name) const;
  const std::string& parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view borrowed;      // instead of body: bytes that live as long as the program (the page)
  // Instead of body: called for one piece after another, on a worker, until it leaves `piece` empty.
  std::function<void(std::string& piece)> stream;

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  static Response json(int status, const base::Json& value);
  static Response text(int status, std::string content_type, std::string body);
  static Response empty(int status) { return Response{.status = status}; }
};

}  // namespace http
