#include "access/routes.h"

namespace rights {

void add_key_routes(http::Router& router, Access& access) {
  using http::Request;
  router.get<http::NoQuery, http::Page<ApiKey>>({"/api/keys", "keys.manage", "API keys"},
                                                [&access](const Request&, const http::NoQuery&) { return http::Page<ApiKey>{access.keys.list(), std::nullopt}; });
  router.post<NewApiKey, AddedApiKey>({"/api/keys", "keys.manage", "Makes an API key; its secret is told this once", 201},
                                      [&access](const Request& request, const NewApiKey& key) { return access.keys.add(key, request.caller.name); });
  router.remove<http::NoQuery, http::NoAnswer>({"/api/keys/{id}", "keys.manage", "Removes an API key, at once"}, [&access](const Request& request, const http::NoQuery&) {
    access.keys.remove(id_in_path(request, 'k', "key"));
    return http::NoAnswer{};
  });
}

}  // namespace rights
