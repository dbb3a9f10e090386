#include "record/person_routes.h"

#include "access/audit.h"
#include "record/consent.h"
#include "record/correction.h"

namespace record {
namespace {

using http::NoQuery, http::Page, http::Request;

struct Purpose {
  std::string purpose;
};
BOOST_DESCRIBE_STRUCT(Purpose, (), (purpose))

void add_erasures(http::Router& router, Erasures& erasures) {
  router.get<NoQuery, ErasurePreview>({"/api/customers/{id}/erasure", "customers.erase", "What an erasure of the customer would take away"},
                                      [&erasures](const Request& request, const NoQuery&) { return erasures.preview(request.parameter("id")); });
  router.post<ErasureRequest, Erasure>({"/api/erasures", "customers.erase", "Erase a customer, after a time in which it can be cancelled", 202},
                                       [&erasures](const Request& request, const ErasureRequest& body) { return erasures.ask(body, request.caller.name); });
  router.get<ErasureQuery, Page<Erasure>>({"/api/erasures", "customers.erase", "Erasures, newest first"}, [&erasures](const Request&, const ErasureQuery& query) { return erasures.list(query); });
  router.get<NoQuery, Erasure>({"/api/erasures/{id}", "customers.erase", "One erasure and how far it is"}, [&erasures](const Request& request, const NoQuery&) { return erasures.one(request.parameter("id")); });
  router.remove<NoQuery, Erasure>({"/api/erasures/{id}", "customers.erase", "Cancel an erasure that has not begun"},
                                  [&erasures](const Request& request, const NoQuery&) { return erasures.cancel(request.parameter("id"), request.caller.name); });
}

void add_everything(http::Router& router, Record& record, TellImports imports) {
  http::Route route{.method = http::Method::GET, .name = {"/api/customers/{id}/everything", "customers.export", "Everything that is held of a customer, as JSON"}};
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "object"}}; };
  route.handler = [&record, imports](const Request& request) {
    auto id = request.parameter("id");
    auto pieces = everything_of(record, id, imports);
    record.database.write([&](store::Session& session) { rights::Audit::record(session, {.verb = "customer.export", .object = "customer", .id = id}); });
    auto response = http::Response{}.with("Content-Type", "application/json").with("Content-Disposition", "attachment; filename=\"customer-" + id + ".json\"");
    response.stream = pieces;
    return response;
  };
  router.raw(std::move(route));
}

void add_consents(http::Router& router, Record& record) {
  router.get<NoQuery, Page<Purpose>>({"/api/consents/purposes", "customers.read", "What consent is asked for"}, [&record](const Request&, const NoQuery&) {
    Page<Purpose> page;
    for (auto& purpose : record.database.reading([](store::Session& session) { return purposes(session); })) page.items.push_back({purpose});
    return page;
  });
  router.get<NoQuery, Consents>({"/api/customers/{id}/consents", "customers.read", "What the customer agreed to: what holds now, and every statement with its proof"}, [&record](const Request& request, const NoQuery&) {
    return record.database.reading([&](store::Session& session) { return consents_of(session, Customers::person(session, request.parameter("id")), base::now()); });
  });
  router.post<ConsentRequest, Consents>({"/api/customers/{id}/consents", "customers.correct", "Record that consent was given or withdrawn, with its proof", 201}, [&record](const Request& request, const ConsentRequest& body) {
    auto id = request.parameter("id");
    Consents all;
    record.log->command([&](Change& change) {
      record_consent(change.session, id, body, request.caller.name);
      all = consents_of(change.session, Customers::person(change.session, id), change.now);
    });
    return all;
  });
}

void add_corrections(http::Router& router, Record& record) {
  router.get<NoQuery, Page<Correction>>({"/api/customers/{id}/corrections", "customers.read", "What was corrected, newest first"}, [&record](const Request& request, const NoQuery&) {
    return Page<Correction>{record.database.reading([&](store::Session& session) { return corrections_of(session, Customers::person(session, request.parameter("id"))); }), {}};
  });
  router.post<CorrectionRequest, Correction>({"/api/customers/{id}/corrections", "customers.correct", "Correct a name, a trait or an identifier", 201}, [&record](const Request& request, const CorrectionRequest& body) {
    Correction made;
    record.log->command([&](Change& change) { made = correct(change, request.parameter("id"), body, request.caller.name, record.options.region); });
    return made;
  });
  router.remove<NoQuery, Correction>({"/api/corrections/{id}", "customers.correct", "Undo a correction"}, [&record](const Request& request, const NoQuery&) {
    Correction undone;
    record.log->command([&](Change& change) { undone = undo_correction(change, request.parameter("id"), request.caller.name); });
    return undone;
  });
}

}  // namespace

void add_person_routes(http::Router& router, Record& record, Erasures& erasures, TellImports imports) {
  add_erasures(router, erasures);
  add_everything(router, record, std::move(imports));
  add_consents(router, record);
  add_corrections(router, record);
}

}  // namespace record
