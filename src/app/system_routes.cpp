#include "app/system_routes.h"

#include <cstdio>

#include "app/capabilities.h"
#include "http/acting.h"
#include "http/metrics.h"

namespace app {
namespace {

double resident_bytes() {
  long pages = 0, ignored = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &ignored, &pages) != 2) pages = 0;
    std::fclose(file);
  }
  return static_cast<double>(pages) * 4096;
}

http::Route text_route(std::string path, std::string permission, std::string summary, http::Handler handler, std::string type = "text/plain; charset=utf-8") {
  http::Route route{.method = http::Method::GET, .name = {std::move(path), std::move(permission), std::move(summary)}, .handler = std::move(handler)};
  route.answer_type = std::move(type);
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "string"}}; };
  return route;
}

void add_gauges(Company& company) {
  http::add_gauge("throughline_log_position", "Position of the last entry of the log", [&company] { return static_cast<double>(company.record->log->position()); });
  http::add_gauge("throughline_resident_bytes", "Memory of the process", resident_bytes);
  http::add_gauge("throughline_disk_bytes", "Size of the database files", [&company] { return static_cast<double>(company.database->bytes_on_disk()); });
  http::add_gauge("throughline_readers_behind", "Entries of the log that the slowest reader has not read", [&company] {
    auto position = company.record->log->position();
    record::Position behind = 0;
    for (const auto& [name, bookmark] : company.record->readers.standings()) behind = std::max(behind, position - bookmark);
    return static_cast<double>(behind);
  });
}

}  // namespace

void complete(Company& company, record::Overview& overview) {
  overview.company = company.options.name;
  overview.version = THROUGHLINE_VERSION;
  if (http::Acting::now().regions) return;   // counted over the whole company
  overview.keys = static_cast<std::int64_t>(company.access->keys.list().size());
  overview.imports_running = company.imports->running();
}

void add_system_routes(http::Router& router, Company& company) {
  add_gauges(company);
  router.raw(text_route("/healthz", "open", "The process is up", [](const http::Request&) { return http::Response::text(200, "text/plain; charset=utf-8", "ok\n"); }));
  router.raw(text_route("/readyz", "open", "The store answers", [&company](const http::Request&) {
    company.database->read([](store::Session& session) { session.one<int>("select 1"); });
    return http::Response::text(200, "text/plain; charset=utf-8", "ready\n");
  }));
  router.raw(text_route("/metrics", "operate", "Figures for monitoring, Prometheus text format", [](const http::Request&) { return http::Response::text(200, "text/plain; version=0.0.4", http::metrics_text()); }));
  http::Route document{.method = http::Method::GET, .name = {"/api/openapi.json", "open", "This description"}};
  document.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "object"}}; };
  document.handler = [&router](const http::Request&) { return http::Response::json(200, openapi_document(router)); };
  router.raw(std::move(document));
}

}  // namespace app
