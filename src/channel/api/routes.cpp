#include "channel/api/api_channel.h"

namespace channel {

void add_routes(http::Router& router, const ApiChannel& api) {
  http::Route route{.method = http::Method::POST,
                    .name = {"/api/interactions", "interactions.write", "Store interactions; bad ones are told by position, the rest goes in"},
                    .body = http::BodyKind::memory};
  route.handler = [&api](const http::Request& request) {
    const auto query = http::read_query<InteractionsQuery>(request);
    return http::Response::json(200, base::to_json(api.receive(request.body, request.caller, request.header("idempotency-key"), query.ids.value_or(false))));
  };
  route.query_schema = [](base::Schemas& schemas) { return http::query_parameters<InteractionsQuery>(schemas); };
  route.body_schema = [](base::Schemas& schemas) { return schemas.of<SentInteractions>(); };
  route.answer_schema = [](base::Schemas& schemas) { return schemas.of<InteractionsAnswer>(); };
  router.raw(std::move(route));
}

}  // namespace channel
