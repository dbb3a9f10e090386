// export, check, rebuild, openapi.
#include <unistd.h>

#include <iostream>

#include "access/audit_list.h"
#include "app/ask_options.h"
#include "app/capabilities.h"
#include "app/commands.h"
#include "app/out.h"
#include "app/served.h"
#include "app/terminal.h"
#include "base/log.h"
#include "journey/check.h"
#include "record/check.h"
#include "record/export.h"

namespace app {
namespace {

int report(const CommonOptions& common, const record::CheckReport& report) {
  if (common.json) {
    std::cout << base::to_json_text(report) << '\n';
  } else {
    for (const auto& finding : report.findings) std::cout << "NOT SOUND: " << finding.what << "\n  " << finding.hint << '\n';
    std::cout << (report.findings.empty() ? "Sound: " : "Looked at ") << grouped(report.interactions) << " interactions, " << grouped(report.customers) << " customers, " << grouped(report.identities)
              << " identifiers.\n";
  }
  return report.findings.empty() ? done : not_sound;
}

void must_exist(const CommonOptions& common) {
  if (store::Database::is_there(common.data, common.database)) return;
  if (common.database.empty()) throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data; `throughline serve` or `throughline import` makes a new one.");
  throw base::not_found("The database holds nothing of Throughline.", "Name the right one with --database; `throughline serve` or `throughline import` begins a new one.");
}

}  // namespace

int export_all(const CommonOptions& common, const std::string& what, const std::string& format, const std::filesystem::path& path) {
  auto asked = base::enum_value<record::ExportWhat>(what);
  auto shape = base::enum_value<record::ExportFormat>(format);
  if (!asked) throw base::invalid("\"" + what + "\" can't be exported.", "Use interactions or customers.", "what");
  if (!shape) throw base::invalid("There is no format \"" + format + "\".", "Use jsonl or csv.", "format");
  must_exist(common);
  Out out(path);
  if (auto server = server_of(common)) {
    server->download("/api/export/" + what + "?format=" + format, [&](std::string_view piece) { out.write(piece); });
  } else {
    Company company(company_of(common));
    company.database->write([&](store::Session& session) { rights::Audit::record(session, {.verb = "export", .object = what, .details = {{"format", format}}}); });
    auto pieces = record::export_pieces(*company.record, *asked, *shape);
    out.write_all(pieces);
  }
  out.finish();
  return done;
}

int check(const CommonOptions& common) {
  must_exist(common);
  if (auto server = server_of(common)) return report(common, base::from_json<record::CheckReport>(server->get("/api/check")));
  Company company(asking_company_of(common));
  ProgressLine line("Checking");
  auto found = record::check(*company.record, [&](const std::string& step) { line.show(step); }, [&](store::Session& session) { return rights::prove_audit(*company.access, session); });
  line.show("journeys");
  journey::check(*company.journeys, found);
  return report(common, found);
}

int rebuild(const CommonOptions& common) {
  must_exist(common);
  if (server_of(common)) throw base::Error(base::ErrorCode::unavailable, "A server owns this folder.", "Stop it first: what is derived is rebuilt from the log while nobody reads.");
  store::Database::forget_derived(common.data, common.database);
  journey::Index::forget(common.data);
  std::cerr << "Building timelines, search and the journey index anew from the log …\n";
  Company company(asking_company_of(common));
  company.record->settle();
  company.journeys->view_at(company.record->log->position());
  std::cout << "Rebuilt up to position " << grouped(company.record->log->position()) << ".\n";
  return done;
}

int openapi() {
  base::log::set_level("warning");
  // The routes need a company to be made for; an empty one in a folder of its own does.
  auto folder = std::filesystem::temp_directory_path() / ("throughline-openapi-" + std::to_string(::getpid()));
  {
    Company company({.folder = folder});
    http::Router router;
    add_routes(router, company);
    std::cout << base::json_text(openapi_document(router)) << '\n';
  }
  std::filesystem::remove_all(folder);
  return done;
}

}  // namespace app
