#include "record/interchange/routes.h"

#include "access/audit.h"
#include "record/interchange/ocel.h"
#include "record/interchange/xes.h"

namespace record::interchange {
namespace {

template <class Query>
http::Route route(Record& record, const std::string& what, const std::string& about, const std::string& type, const std::string& file,
                  std::function<std::function<void(std::string&)>(const Record&, const Query&)> pieces) {
  http::Route route{.method = http::Method::GET, .name = {"/api/export/" + what, "export", about}};
  route.query_schema = [](base::Schemas& schemas) { return http::query_parameters<Query>(schemas); };
  route.answer_type = type;
  route.answer_schema = [text = type != "application/json"](base::Schemas&) { return base::JsonObject{{"type", text ? "string" : "object"}}; };
  route.handler = [&record, what, type, file, pieces](const http::Request& request) {
    auto query = http::read_query<Query>(request);
    http::Response response;
    response.stream = pieces(record, query);
    record.database.write([&](store::Session& session) { rights::Audit::record(session, {.verb = "export", .object = what, .details = base::to_json(query).as_object()}); });
    response.with("Content-Type", type);
    response.with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return response;
  };
  return route;
}

}  // namespace

void add_routes(http::Router& router, Record& record) {
  router.raw(route<XesQuery>(record, "xes", "All interactions as an event log, XES (IEEE 1849)", "application/xml", "interactions.xes", xes_pieces));
  router.raw(route<OcelQuery>(record, "ocel", "All interactions as an object-centric event log, OCEL 2.0 JSON", "application/json", "interactions.ocel.json", ocel_pieces));
}

}  // namespace record::interchange
