#include "app/system_routes.h"

#include <cstdio>

#include "access/audit.h"
#include "app/backup.h"
#include "app/capabilities.h"
#include "http/live.h"
#include "app/status.h"
#include "base/log.h"
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

// Whoever takes everything away is in the audit log; but a disk that is full must not keep a backup from being taken.
void note_backup(Company& company) {
  try {
    company.database->write([](store::Session& session) { rights::Audit::record(session, {.verb = "export", .object = "backup"}); });
  } catch (const store::StoreError& error) {
    base::log::warning("a backup is taken and can't be written down in the audit log", {{"reason", error.what()}});
  }
}

void add_gauges(Company& company) {
  http::add_gauge("throughline_log_position", "Position of the last entry of the log", [&company] { return static_cast<double>(company.record->log->position()); });
  http::add_gauge("throughline_resident_bytes", "Memory of the process", resident_bytes);
  http::add_gauge("throughline_disk_bytes", "Size of the database files", [&company] { return static_cast<double>(company.database->bytes_on_disk()); });
  http::add_gauge("throughline_password_hashes", "Password hashes computed since the start", [&company] { return static_cast<double>(company.access->password_hashes()); });
  http::add_gauge("throughline_writable", "1 while the truth can be written, 0 while it can only be read", [&company] { return company.database->health().writable ? 1.0 : 0.0; });
  http::add_gauge("throughline_backup_age_seconds", "Seconds since everything committed was in the continuous backup; -1 without one or before the first time", [&company] {
    auto backup = backup_standing(company);
    return backup.delivered_at ? static_cast<double>(base::now().micros - backup.delivered_at->micros) / base::second : -1.0;
  });
  http::add_gauge("throughline_backup_trouble", "1 while the continuous backup can't be delivered", [&company] { return backup_standing(company).trouble.empty() ? 0.0 : 1.0; });
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
    // Anybody may ask: the kind of trouble only. What the database says names hosts and folders; /api/status tells it to who may operate.
    auto text = [](int status, std::string words) { return http::Response::text(status, "text/plain; charset=utf-8", words + "\n"); };
    try {
      company.database->read([](store::Session& session) { session.one<int>("select 1"); });
    } catch (const store::StoreError& error) {
      base::log::error("not ready", {{"trouble", base::enum_name(error.trouble)}, {"reason", error.what()}});
      return text(503, std::string("not ready: ") + base::enum_name(error.trouble));
    }
    auto health = company.database->health();
    if (!health.writable) return text(503, std::string("read-only: ") + base::enum_name(health.trouble));
    return text(200, backup_standing(company).trouble.empty() ? "ready" : "ready\nwarning: the continuous backup can't be delivered");
  }));
  router.raw(text_route("/metrics", "operate", "Figures for monitoring, Prometheus text format", [](const http::Request&) { return http::Response::text(200, "text/plain; version=0.0.4", http::metrics_text()); }));
  http::Route live{.method = http::Method::GET, .name = {std::string(http::live_pattern), "customers.read", "What changes, told over a WebSocket: nouns with ids, or \"many\""}};
  live.documented = false;   // OpenAPI has no words for a WebSocket; docs/live.md tells
  live.handler = [](const http::Request&) { return http::socket_needed(); };   // a socket never comes here
  router.raw(std::move(live));
  router.get<http::NoQuery, HealthAnswer>({"/api/health", "customers.read", "Whether things can be written now, and why not"}, [&company](const http::Request&, const http::NoQuery&) { return health_answer(company); });
  router.get<http::NoQuery, Standing>({"/api/status", "operate", "How the server stands: log, readers, sizes, health, backup"}, [&company](const http::Request&, const http::NoQuery&) { return standing(company); });
  auto backup = text_route("/api/backup", "backup", "All that is true, as one file (a tar archive) of this moment", [&company](const http::Request&) {
    note_backup(company);
    http::Response response;
    response.with("Content-Type", "application/x-tar");
    response.with("Content-Disposition", "attachment; filename=\"throughline-" + base::day_string(base::now()) + ".backup\"");
    response.stream = backup_pieces(*company.database);
    return response;
  }, "application/x-tar");
  router.raw(std::move(backup));
  http::Route document{.method = http::Method::GET, .name = {"/api/openapi.json", "open", "This description"}};
  document.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "object"}}; };
  document.handler = [&router](const http::Request&) { return http::Response::json(200, openapi_document(router)); };
  router.raw(std::move(document));
}

}  // namespace app
