#include "record/routes.h"

#include "access/audit.h"
#include "record/decisions.h"
#include "record/export.h"

namespace record {
namespace {

struct ChannelItem {
  std::string channel;
};
BOOST_DESCRIBE_STRUCT(ChannelItem, (), (channel))

struct ExportQuery {
  ExportFormat format = ExportFormat::jsonl;
};
BOOST_DESCRIBE_STRUCT(ExportQuery, (), (format))

http::Route export_route(const Record& record, ExportWhat what) {
  std::string name = base::enum_name(what);
  http::Route route{.method = http::Method::GET, .name = {"/api/export/" + name, "export", "All " + name + " as a file, JSON Lines or CSV"}};
  route.query_schema = [](base::Schemas& schemas) { return http::query_parameters<ExportQuery>(schemas); };
  route.answer_type = "application/x-ndjson";
  route.other_answer_types = {"text/csv"};
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "string"}}; };
  route.handler = [&record, what, name](const http::Request& request) {
    auto query = http::read_query<ExportQuery>(request);
    record.database.write([&](store::Session& session) {
      rights::Audit::record(session, {.verb = "export", .object = name, .details = {{"format", base::enum_name(query.format)}}});
    });
    http::Response response;
    bool csv = query.format == ExportFormat::csv;
    response.with("Content-Type", csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
    response.with("Content-Disposition", "attachment; filename=\"" + name + (csv ? ".csv\"" : ".jsonl\""));
    response.stream = export_pieces(record, what, query.format);
    return response;
  };
  return route;
}

}  // namespace

void add_routes(http::Router& router, Record& record, std::function<void(Overview&)> complete, std::function<rights::AuditProof(store::Session&)> proof, std::function<void(CheckReport&)> also) {
  auto decisions = std::make_shared<Decisions>(record);
  using http::NoQuery, http::Page, http::Request;

  router.get<NoQuery, Overview>({"/api/overview", "customers.read", "What is here"}, [&record, complete, open = std::make_shared<OpenSuggestions>()](const Request&, const NoQuery&) {
    auto all = overview(record, *open);
    complete(all);
    return all;
  });
  router.get<NoQuery, Page<ActivityLine>>({"/api/activities", "customers.read", "Everything that ever happened, by channel and name, with counts"},
                                          [&record](const Request&, const NoQuery&) { return Page<ActivityLine>{activity_lines(record), {}}; });
  router.get<NoQuery, Page<ChannelItem>>({"/api/channels", "customers.read", "The channels that were heard"}, [&record](const Request&, const NoQuery&) {
    Page<ChannelItem> page;
    for (std::int32_t n = 1; !record.state.dictionary.channel_name(n).empty(); ++n) page.items.push_back({record.state.dictionary.channel_name(n)});
    return page;
  });

  router.get<CustomerQuery, Page<Customer>>({"/api/customers", "customers.read", "Customers by identifier, by search, or last seen first"},
                                            [&record](const Request&, const CustomerQuery& query) { return record.customers.list(query); });
  router.get<NoQuery, CustomerInFull>({"/api/customers/{id}", "customers.read", "One customer with all joined profiles"},
                                      [&record](const Request& request, const NoQuery&) { return record.customers.one(request.parameter("id")); });
  router.get<TimelineQuery, Page<Interaction>>({"/api/customers/{id}/timeline", "customers.read", "What the customer lived through, newest first"},
                                               [&record](const Request& request, const TimelineQuery& query) { return record.customers.timeline(request.parameter("id"), query); });
  router.get<DensityQuery, Density>({"/api/customers/{id}/density", "customers.read", "Interactions a day by channel, and the feeling in them"},
                                    [&record](const Request& request, const DensityQuery& query) { return record.customers.density(request.parameter("id"), query); });

  router.post<MergeRequest, MergeAnswer>({"/api/merges", "customers.merge", "Join two customers that are one person", 201},
                                         [decisions](const Request& request, const MergeRequest& body) { return decisions->merge(body, request.caller.name); });
  router.get<MergeQuery, Page<Merge>>({"/api/merges", "customers.read", "Merges, newest first, undone ones too"}, [decisions](const Request&, const MergeQuery& query) { return decisions->list(query); });
  router.get<NoQuery, MergeInFull>({"/api/merges/{id}", "customers.read", "One merge, and what its undo would leave"},
                                   [decisions](const Request& request, const NoQuery&) { return decisions->one(request.parameter("id")); });
  router.remove<NoQuery, PartAnswer>({"/api/merges/{id}", "customers.merge", "Undo a merge"},
                                     [decisions](const Request& request, const NoQuery&) { return decisions->undo(request.parameter("id"), request.caller.name); });
  router.get<SuggestionQuery, Page<MergeSuggestion>>({"/api/merge-suggestions", "customers.read", "Pairs that may be one person, with the evidence"},
                                                     [decisions](const Request&, const SuggestionQuery& query) { return decisions->suggestions(query); });
  router.get<NoQuery, SuggestionCounts>({"/api/merge-suggestion-counts", "customers.read", "How many pairs wait for a decision, by kind"},
                                        [decisions](const Request&, const NoQuery&) { return decisions->suggestion_counts(); });
  router.patch<SuggestionDecision, MergeSuggestion>({"/api/merge-suggestions/{id}", "customers.merge", "Dismiss a suggestion, or open it again"}, [decisions](const Request& request, const SuggestionDecision& body) {
    return decisions->decide(request.parameter("id"), body.state, request.caller.name);
  });

  router.raw(export_route(record, ExportWhat::interactions));
  router.raw(export_route(record, ExportWhat::customers));
  router.get<NoQuery, CheckReport>({"/api/check", "operate", "Prove the data folder sound, or say what is not"},
                                   [&record, proof, also](const Request&, const NoQuery&) {
    auto report = check(record, [](const std::string&) {}, proof);
    also(report);
    return report;
  });
}

}  // namespace record
