#include "app/capabilities.h"

#include "access/audit_list.h"
#include "access/migrations.h"
#include "access/routes.h"
#include "app/system_routes.h"
#include "channel/file/forget.h"
#include "channel/file/migrations.h"
#include "channel/file/routes.h"
#include "http/idempotency.h"
#include "http/openapi.h"
#include "journey/check.h"
#include "journey/migrations.h"
#include "journey/routes.h"
#include "record/linkage/routes.h"
#include "record/migrations.h"
#include "record/person_routes.h"
#include "record/interchange/routes.h"
#include "record/routes.h"

namespace app {

std::vector<store::Migrations> migrations() {
  return {http::idempotency_migrations(), rights::migrations(), record::migrations(), channel::file::migrations(), journey::migrations()};
}

void add_routes(http::Router& router, Company& company) {
  rights::add_routes(router, *company.access);
  record::add_routes(router, *company.record, [&company](record::Overview& overview) { complete(company, overview); },
                     [&company](store::Session& session) { return rights::prove_audit(*company.access, session); },
                     [&company](record::CheckReport& report) { if (company.journeys) journey::check(*company.journeys, report); });
  record::linkage::add_routes(router, *company.record, *company.linker);
  rights::add_audit_routes(router, *company.access, *company.database);
  record::interchange::add_routes(router, *company.record);
  record::add_person_routes(router, *company.record, *company.erasures, channel::file::tell_imports);
  journey::add_routes(router, *company.database, company.journeys.get());
  channel::add_routes(router, *company.web);
  channel::add_routes(router, *company.api);
  channel::file::add_routes(router, *company.uploads, *company.imports);
  add_system_routes(router, company);
}

base::JsonObject openapi_document(const http::Router& router) { return http::openapi(router, THROUGHLINE_VERSION); }

}  // namespace app
