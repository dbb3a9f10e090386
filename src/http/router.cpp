#include "http/router.h"

namespace http {
namespace {

std::vector<std::string_view> parts(std::string_view path) {
  std::vector<std::string_view> found;
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  for (;;) {
    auto end = path.find('/');
    found.push_back(path.substr(0, end));
    if (end == std::string_view::npos) return found;
    path.remove_prefix(end + 1);
  }
}

bool is_parameter(std::string_view part) { return part.size() > 2 && part.front() == '{' && part.back() == '}'; }

}  // namespace

void Router::raw(Route route) { routes_.push_back(std::move(route)); }

Router::Match Router::match(Method method, std::string_view path) const {
  Match best;
  std::size_t fewest_parameters = SIZE_MAX;
  auto asked = parts(path);
  for (const auto& route : routes_) {
    auto pattern = parts(route.name.pattern);
    if (pattern.size() != asked.size()) continue;
    std::size_t parameters = 0;
    bool same = true;
    for (std::size_t i = 0; same && i < pattern.size(); ++i) {
      if (is_parameter(pattern[i])) same = !asked[i].empty(), ++parameters;
      else same = pattern[i] == asked[i];
    }
    if (!same) continue;
    best.allowed.push_back(route.method);
    bool right_method = route.method == method || (method == Method::HEAD && route.method == Method::GET);
    if (!right_method || parameters >= fewest_parameters) continue;
    fewest_parameters = parameters;
    best.route = &route;
    best.parameters.clear();
    for (std::size_t i = 0; i < pattern.size(); ++i)
      if (is_parameter(pattern[i])) best.parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), asked[i]);
  }
  return best;
}

}  // namespace http
