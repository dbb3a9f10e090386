#include "journey/routes.h"

#include "journey/flow_csv.h"
#include "journey/variants_asked.h"

namespace journey {
namespace {

struct DimensionTold {
  std::string name;
  DimensionKind kind = DimensionKind::field;
  std::int64_t values = 0;
};
BOOST_DESCRIBE_STRUCT(DimensionTold, (), (name, kind, values))

struct DimensionValue {
  std::string value;
};
BOOST_DESCRIBE_STRUCT(DimensionValue, (), (value))

struct ValuesQuery {
  std::optional<std::string> q;       // part of the value
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ValuesQuery, (), (q, limit))

struct IndexTold {
  std::int64_t position = 0, interactions = 0, bytes = 0, pieces = 0, waiting = 0;
};
BOOST_DESCRIBE_STRUCT(IndexTold, (), (position, interactions, bytes, pieces, waiting))

// The question as POST /api/questions/flow takes it; all of it when left out. In the address, so that a link downloads it.
struct FlowExportQuery {
  std::optional<std::string> question;
};
BOOST_DESCRIBE_STRUCT(FlowExportQuery, (), (question))

http::Route flow_export(Index* index) {
  http::Route route{.method = http::Method::GET, .name = {"/api/export/flow", "questions.ask", "What follows what as CSV, an edge a line", 200, true}};
  route.query_schema = [](base::Schemas& schemas) { return http::query_parameters<FlowExportQuery>(schemas); };
  route.answer_type = "text/csv";
  route.answer_schema = [](base::Schemas&) { return base::JsonObject{{"type", "string"}}; };
  route.handler = [index](const http::Request& request) {
    auto query = http::read_query<FlowExportQuery>(request);
    auto asked = base::from_json<FlowAsked>(base::parse_json(query.question.value_or("{}")), "question");
    http::Response response;
    response.body = flow_csv(*index, asked);
    response.with("Content-Type", "text/csv; charset=utf-8");
    response.with("Content-Disposition", "attachment; filename=\"flow.csv\"");
    return response;
  };
  return route;
}

template <class Asked, class Answer>
void add_question(http::Router& router, Index* index, const std::string& name, const std::string& summary) {
  router.post<Asked, Answer>({"/api/questions/" + name, "questions.ask", summary, 200, true}, [index](const http::Request&, const Asked& asked) { return ask(*index, asked); });
}

}  // namespace

void add_routes(http::Router& router, Index* index) {
  using http::NoQuery, http::Page, http::Request;
  add_question<FunnelAsked, FunnelAnswer>(router, index, "funnel", "How far customers come: ordered steps within a window");
  add_question<FunnelPeopleAsked, PeopleTold>(router, index, "funnel/customers", "The customers behind a number of a funnel");
  add_question<FlowAsked, FlowAnswer>(router, index, "flow", "What follows what, how often and how soon");
  add_question<PathsAsked, PathsAnswer>(router, index, "paths", "The commonest ways on from an activity, or to it");
  add_question<RetentionAsked, RetentionAnswer>(router, index, "retention", "Who comes back: cohorts by their first period");
  add_question<TimeAsked, TimeAnswer>(router, index, "time", "How long it takes from one activity to another, and the share of a promise that was kept");
  add_question<VariantsAsked, VariantsAnswer>(router, index, "variants", "The different ways in which episodes went from beginning to end");
  add_question<VariantsPeopleAsked, PeopleTold>(router, index, "variants/customers", "The customers behind a variant");
  router.raw(flow_export(index));
  add_question<RepeatsAsked, RepeatsAnswer>(router, index, "repeats", "Repeat contacts and first contact resolution");

  router.get<NoQuery, Page<DimensionTold>>({"/api/dimensions", "questions.ask", "What questions can be filtered and told by"}, [index](const Request&, const NoQuery&) {
    Page<DimensionTold> page;
    const auto& dimensions = index->dimensions();
    for (std::size_t d = 0; d < dimensions.all().size(); ++d)
      page.items.push_back({dimensions.all()[d].name, dimensions.all()[d].kind, static_cast<std::int64_t>(dimensions.values(d).size())});
    return page;
  });
  router.get<ValuesQuery, Page<DimensionValue>>({"/api/dimensions/{name}/values", "questions.ask", "The values that a dimension has"}, [index](const Request& request, const ValuesQuery& query) {
    Page<DimensionValue> page;
    auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(query.limit.value_or(base::limits::page_rows_default), 1, base::limits::page_rows));
    const auto& dimensions = index->dimensions();
    auto ref = dimensions.find(request.parameter("name"), "name");
    for (const auto& value : dimensions.values(ref.of_customer ? dimensions.of_interactions() + ref.number : ref.number))
      if (page.items.size() < limit && !value.empty() && (!query.q || value.find(*query.q) != std::string::npos)) page.items.push_back({value});
    return page;
  });
  router.get<NoQuery, IndexTold>({"/api/journey-index", "questions.ask", "How the journey index stands"}, [index](const Request&, const NoQuery&) {
    auto view = index->view();
    return IndexTold{view->position, static_cast<std::int64_t>(view->events()), static_cast<std::int64_t>(view->bytes()), static_cast<std::int64_t>(view->chunks.size()), static_cast<std::int64_t>(waiting(*view))};
  });
}

}  // namespace journey
