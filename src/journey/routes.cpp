#include "journey/routes.h"

#include "journey/ask.h"
#include "journey/flow_csv.h"
#include "journey/living/ask_digest.h"
#include "journey/map/routes.h"
#include "journey/saved.h"

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

void add_saved_routes(http::Router& router, std::shared_ptr<SavedQuestions> saved) {
  using http::NoQuery, http::Page, http::Request;
  router.get<SavedQuery, Page<Saved>>({"/api/saved-questions", "questions.ask", "Saved questions and segments that one sees, by name"},
                                      [saved](const Request& request, const SavedQuery& query) { return saved->list(query, request.caller); });
  router.post<NewSaved, Saved>({"/api/saved-questions", "questions.save", "Keeps a question, or with a cell a segment", 201, true},
                               [saved](const Request& request, const NewSaved& asked) { return saved->add(asked, request.caller); });
  router.get<NoQuery, Saved>({"/api/saved-questions/{id}", "questions.ask", "One saved question"}, [saved](const Request& request, const NoQuery&) { return saved->one(request.parameter("id"), request.caller); });
  router.patch<SavedChange, Saved>({"/api/saved-questions/{id}", "questions.save", "Renames, changes, shares, removes or brings back a saved question", 200, true},
                                   [saved](const Request& request, const SavedChange& change) { return saved->change(request.parameter("id"), change, request.caller); });
  router.remove<NoQuery, Saved>({"/api/saved-questions/{id}", "questions.save", "Removes a saved question; PATCH with removed: false brings it back for 30 days"},
                                [saved](const Request& request, const NoQuery&) { return saved->change(request.parameter("id"), {.removed = true}, request.caller); });
  router.get<PageAsked, PeopleTold>({"/api/saved-questions/{id}/customers", "questions.ask", "The customers of a segment, as they are now", 200, true},
                                    [saved](const Request& request, const PageAsked& page) { return saved->customers(request.parameter("id"), page, request.caller); });
}

}  // namespace

void add_routes(http::Router& router, store::Database& database, Index* index) {
  using http::NoQuery, http::Page, http::Request;
  each_question([&]<class Asked, class Opened>(const char* name, const char* summary) {
    using Answer = decltype(ask(*index, std::declval<const Asked&>()));
    router.post<Asked, Answer>({std::string("/api/questions/") + name, "questions.ask", summary, 200, true}, [index](const Request&, const Asked& asked) { return ask(*index, asked); });
    router.post<Opened, PeopleTold>({std::string("/api/questions/") + name + "/customers", "questions.ask", std::string("The customers behind a number of the answer to ") + name, 200, true},
                                    [index](const Request&, const Opened& asked) { return ask(*index, asked); });
  });

  router.post<TouchpointsInteractionsAsked, InteractionsTold>({"/api/questions/touchpoints/interactions", "questions.ask", "The interactions behind a number of the answer to touchpoints", 200, true},
                                                              [index](const Request&, const TouchpointsInteractionsAsked& asked) { return ask(*index, asked); });

  router.post<DigestAsked, DigestAnswer>({"/api/questions/digest", "questions.ask", "What moved on a journey map in a week, beyond chance, against the weeks before", 200, true}, [index](const Request&, const DigestAsked& asked) { return ask(*index, asked); });
  router.post<ScorecardAsked, ScorecardAnswer>({"/api/questions/scorecard", "questions.ask", "The numbers of journey maps by the region and department that answer for them", 200, true}, [index](const Request&, const ScorecardAsked& asked) { return ask(*index, asked); });

  router.raw(flow_export(index));
  add_map_routes(router, database, index);
  add_saved_routes(router, std::make_shared<SavedQuestions>(database, index));

  router.get<NoQuery, Page<DimensionTold>>({"/api/dimensions", "questions.ask", "What questions can be filtered and told by"}, [index](const Request&, const NoQuery&) {
    Page<DimensionTold> page;
    const auto& dimensions = index->dimensions();
    for (std::size_t d = 0; d < dimensions.all().size(); ++d) {
      const auto values = dimensions.values(d);
      auto there = std::count_if(values.begin(), values.end(), [](const std::string& value) { return !value.empty(); });
      page.items.push_back({dimensions.all()[d].name, dimensions.all()[d].kind, there});
    }
    return page;
  });
  router.get<ValuesQuery, Page<DimensionValue>>({"/api/dimensions/{name}/values", "questions.ask", "The values that a dimension has"}, [index](const Request& request, const ValuesQuery& query) {
    Page<DimensionValue> page;
    auto limit = http::page_limit(query.limit);
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
