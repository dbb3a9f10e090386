#include "access/routes.h"
#include "access/rules.h"

namespace rights {
namespace {

struct Grant {
  std::string grant;
};
BOOST_DESCRIBE_STRUCT(Grant, (), (grant))

}  // namespace

void add_key_routes(http::Router& router, Access& access) {
  using http::Request;
  router.get<http::NoQuery, http::Page<ApiKey>>({"/api/keys", "keys.manage", "API keys"},
                                                [&access](const Request&, const http::NoQuery&) { return http::Page<ApiKey>{access.keys.list(), std::nullopt}; });
  router.get<http::NoQuery, http::Page<Grant>>({"/api/grants", "keys.manage", "What a key of scope custom can be granted, one by one"}, [](const Request&, const http::NoQuery&) {
    http::Page<Grant> page;
    for (auto& grant : grants()) page.items.push_back({grant});
    return page;
  });
  router.post<NewApiKey, AddedApiKey>({"/api/keys", "keys.manage", "Makes an API key; its secret is told this once", 201},
                                      [&access](const Request& request, const NewApiKey& key) { return access.keys.add(key, request.caller.name); });
  router.remove<http::NoQuery, http::NoAnswer>({"/api/keys/{id}", "keys.manage", "Removes an API key, at once"}, [&access](const Request& request, const http::NoQuery&) {
    access.keys.remove(id_in_path(request, 'k', "key"));
    return http::NoAnswer{};
  });
}

}  // namespace rights
