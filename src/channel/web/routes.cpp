#include "channel/web/web_channel.h"

namespace channel {
namespace {

template <class Body>
http::Route tracking_route(std::string path, std::string summary, bool documented, http::Handler handler) {
  http::Route route{.method = http::Method::POST, .name = {std::move(path), "open", std::move(summary)}, .body = http::BodyKind::memory, .cross_origin = true, .documented = documented};
  route.handler = std::move(handler);
  route.body_schema = [](base::Schemas& schemas) { return schemas.of<Body>(); };
  route.answer_schema = [](base::Schemas& schemas) { return schemas.of<TrackAnswer>(); };
  return route;
}

http::Response answer(const TrackAnswer& answer) {
  if (!answer.rejected) return http::Response::text(200, "application/json", R"({"success": true})");
  return http::Response::json(200, base::to_json(answer));
}

void add_call(http::Router& router, const WebChannel& web, Call call, const std::string& summary) {
  const std::string name = base::enum_name(call);
  const auto handler = [&web, call](const http::Request& request) { return answer(web.receive(call, request)); };
  router.raw(tracking_route<TrackedEvent>("/v1/" + name, summary, true, handler));
  router.raw(tracking_route<TrackedEvent>("/v1/" + name.substr(0, 1), summary, false, handler));   // as analytics.js calls it
}

}  // namespace

void add_routes(http::Router& router, const WebChannel& web) {
  add_call(router, web, Call::track, "Something happened (Segment track)");
  add_call(router, web, Call::identify, "Who somebody is (Segment identify)");
  add_call(router, web, Call::page, "A page was viewed (Segment page)");
  add_call(router, web, Call::screen, "A screen of an app was viewed (Segment screen)");
  add_call(router, web, Call::group, "What group somebody belongs to (Segment group)");
  add_call(router, web, Call::alias, "Two ids are one person's (Segment alias)");
  const auto batch = [&web](const http::Request& request) { return answer(web.receive_batch(request)); };
  router.raw(tracking_route<TrackedBatch>("/v1/batch", "Many tracked events at once (Segment batch)", true, batch));
  router.raw(tracking_route<TrackedBatch>("/v1/b", "Many tracked events at once (Segment batch)", false, batch));
  // Figures of the library about itself: taken, so that it does not complain, and dropped.
  router.raw(tracking_route<base::JsonObject>("/v1/m", "Figures of the tracking library, not kept", false, [](const http::Request&) { return answer({}); }));

  http::Route settings{.method = http::Method::GET, .name = {"/v1/projects/{key}/settings", "open", "What analytics.js asks for before it starts"}, .cross_origin = true};
  settings.handler = [&web](const http::Request& request) {
    return http::Response::json(200, web.settings(request, request.parameter("key"))).with("Cache-Control", "private, max-age=60").with("Vary", "Host");
  };
  settings.answer_schema = [](base::Schemas& schemas) { return schemas.of<base::JsonObject>(); };
  router.raw(std::move(settings));
}

}  // namespace channel
