// check, rebuild, openapi.
#include <unistd.h>

#include <iostream>

#include "access/audit_list.h"
#include "app/ask_options.h"
#include "app/capabilities.h"
#include "app/commands.h"
#include "app/served.h"
#include "app/terminal.h"
#include "base/log.h"
#include "journey/check.h"
#include "record/check.h"

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

}  // namespace

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
