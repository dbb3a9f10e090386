// The list of all routes and what is known of each: who may call it, what it takes and gives. OpenAPI (openapi.h) and
// the rules of access are read off this list. Filled at start, then only read: safe from any thread.
//
//   router.get<NoQuery, Customer>({"/api/customers/{id}", "customers.read", "One customer"},
//                                 [&](const Request& request, const NoQuery&) { return customers.one(request.parameter("id")); });
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/schema.h"
#include "http/message.h"
#include "http/query.h"

namespace http {

using Handler = std::function<Response(const Request&)>;

struct RouteName {
  std::string pattern;       // "/api/customers/{id}"
  std::string permission;    // a line of access/rules.cpp; "open" needs nobody
  std::string summary;       // one sentence, for OpenAPI
  int status = 200;          // of success
  bool apart = false;        // it computes for long rather than waits: on threads of its own, so that no other request is behind it
};

enum class BodyKind { none, memory, file };

struct Route {
  Method method;
  RouteName name;
  BodyKind body = BodyKind::none;
  bool cross_origin = false;     // may be called from other sites' pages (the tracking API)
  bool documented = true;
  Handler handler;
  std::function<base::JsonArray(base::Schemas&)> query_schema;
  std::function<base::JsonObject(base::Schemas&)> body_schema, answer_schema;   // may be empty
  std::string answer_type = "application/json";
  std::vector<std::string> other_answer_types;   // the same as text in another shape (CSV beside JSON Lines)
};

// A list answer: `next` is null on the last page.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;
};
struct NoQuery {};
BOOST_DESCRIBE_STRUCT(NoQuery, (), ())
struct NoAnswer {};
BOOST_DESCRIBE_STRUCT(NoAnswer, (), ())

template <class T>
inline constexpr bool is_page = false;
template <class T>
inline constexpr bool is_page<Page<T>> = true;

template <class T>
base::Json answer_json(const T& answer) {
  if constexpr (is_page<T>) {
    return base::JsonObject{{"items", base::to_json(answer.items)}, {"next", answer.next ? base::Json(*answer.next) : base::Json(nullptr)}};
  } else {
    return base::to_json(answer);
  }
}

class Router {
 public:
  template <class Query, class Answer, class F>
  void get(RouteName name, F handler) { add<Query, Answer>(Method::GET, std::move(name), std::move(handler)); }
  template <class Query, class Answer, class F>
  void remove(RouteName name, F handler) { add<Query, Answer>(Method::DELETE_, std::move(name), std::move(handler)); }
  template <class Body, class Answer, class F>
  void post(RouteName name, F handler) { add_with_body<Body, Answer>(Method::POST, std::move(name), std::move(handler)); }
  template <class Body, class Answer, class F>
  void put(RouteName name, F handler) { add_with_body<Body, Answer>(Method::PUT, std::move(name), std::move(handler)); }
  template <class Body, class Answer, class F>
  void patch(RouteName name, F handler) { add_with_body<Body, Answer>(Method::PATCH, std::move(name), std::move(handler)); }
  // Anything else: files, downloads, other people's protocols.
  void raw(Route route);

  const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;                               // null: no such path, or not by this method
    std::vector<Method> allowed;                                // methods that the path has
    std::map<std::string, std::string, std::less<>> parameters;
  };
  Match match(Method method, std::string_view path) const;

 private:
  template <class Answer>
  static Response answer_of(int status, const Answer& answer) {
    if constexpr (std::is_same_v<Answer, NoAnswer>) return Response::empty(204);
    else return Response::json(status, answer_json(answer));
  }
  template <class Answer>
  static auto schema_of_answer() {
    return [](base::Schemas& schemas) -> base::JsonObject {
      if constexpr (std::is_same_v<Answer, NoAnswer>) return {};
      else if constexpr (is_page<Answer>) {
        return {{"type", "object"}, {"required", base::JsonArray{"items", "next"}},
                {"properties", base::JsonObject{{"items", schemas.of<decltype(Answer::items)>()}, {"next", {{"type", base::JsonArray{"string", "null"}}}}}}};
      } else return schemas.of<Answer>();
    };
  }
  template <class Query, class Answer, class F>
  void add(Method method, RouteName name, F handler) {
    Route route{.method = method, .name = std::move(name)};
    int status = std::is_same_v<Answer, NoAnswer> ? 204 : route.name.status;
    route.name.status = status;
    route.handler = [handler, status](const Request& request) { return answer_of<Answer>(status, handler(request, read_query<Query>(request))); };
    route.query_schema = [](base::Schemas& schemas) { return query_parameters<Query>(schemas); };
    route.answer_schema = schema_of_answer<Answer>();
    raw(std::move(route));
  }
  template <class Body, class Answer, class F>
  void add_with_body(Method method, RouteName name, F handler) {
    Route route{.method = method, .name = std::move(name), .body = BodyKind::memory};
    int status = std::is_same_v<Answer, NoAnswer> ? 204 : route.name.status;
    route.name.status = status;
    route.handler = [handler, status](const Request& request) {
      return answer_of<Answer>(status, handler(request, base::from_json<Body>(base::parse_json(request.body))));
    };
    route.body_schema = [](base::Schemas& schemas) { return schemas.of<Body>(); };
    route.answer_schema = schema_of_answer<Answer>();
    raw(std::move(route));
  }

  std::vector<Route> routes_;
};

}  // namespace http
