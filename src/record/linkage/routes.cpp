#include "record/linkage/routes.h"

#include "access/audit.h"
#include "base/limits.h"

namespace record::linkage {
namespace {

struct RunRequest {
  std::vector<KnownPerson> truth;
};
BOOST_DESCRIBE_STRUCT(RunRequest, (), (truth))
struct RunAnswer {
  std::int64_t run = 0;   // over when the status says more runs than this
};
BOOST_DESCRIBE_STRUCT(RunAnswer, (), (run))

constexpr std::size_t versions_shown = 50;

// Field by field; the traits of each by their own name ("traits.email").
base::JsonObject changes(const Settings& before, const Settings& after) {
  base::JsonObject details;
  boost::mp11::mp_for_each<base::members_of<TraitNames>>([&](auto d) {
    rights::audit_change(details, std::string("traits.") + d.name, before.traits.*d.pointer, after.traits.*d.pointer);
  });
  rights::audit_change(details, "sure", before.sure, after.sure);
  rights::audit_change(details, "look", before.look, after.look);
  rights::audit_change(details, "block_people", before.block_people, after.block_people);
  return details;
}

}  // namespace

void add_routes(http::Router& router, Record& record, Linker& linker) {
  using http::NoQuery, http::Page, http::Request;
  router.get<NoQuery, Status>({"/api/linkage", "linkage.read", "How the comparison of people stands, and the model in use"}, [&linker](const Request&, const NoQuery&) { return linker.status(); });
  router.get<NoQuery, Page<ModelVersion>>({"/api/linkage/models", "linkage.read", "The versions of the model, newest first"}, [&record](const Request&, const NoQuery&) {
    return record.database.reading([](store::Session& session) { return Page<ModelVersion>{models(session, versions_shown), {}}; });
  });
  router.post<RunRequest, RunAnswer>({"/api/linkage/runs", "operate", "Learn the model anew and compare all people; with a known truth it reports precision and recall", 202},
                                     [&linker](const Request&, const RunRequest& body) {
                                       if (body.truth.size() > base::limits::link_truth_rows)
                                         throw base::invalid("The truth has more than " + std::to_string(base::limits::link_truth_rows) + " rows.", "Stop the server and use `throughline link --truth`.", "truth");
                                       return RunAnswer{linker.ask(body.truth)};
                                     });
  router.get<NoQuery, Settings>({"/api/linkage/settings", "customers.read", "Which traits tell which field, and the thresholds"},
                                [&record](const Request&, const NoQuery&) { return record.database.reading([](store::Session& session) { return read_settings(session); }); });
  router.put<Settings, Settings>({"/api/linkage/settings", "operate", "Set which traits tell which field, and the thresholds; all people are compared anew"},
                                 [&record](const Request& request, const Settings& asked) {
                                   auto settings = asked;
                                   fill(settings);
                                   check(settings);
                                   record.log->command([&](Change& change) {
                                     auto details = changes(read_settings(change.session), settings);
                                     keep_settings(change.session, settings, change.now, request.caller.name);
                                     rights::Audit::record(change.session, {.verb = "settings.change", .object = "settings", .id = "linkage", .details = std::move(details)});
                                   });
                                   return settings;
                                 });
}

}  // namespace record::linkage
