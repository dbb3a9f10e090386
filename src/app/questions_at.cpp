#include "app/questions_at.h"

#include "app/ask_options.h"
#include "http/acting.h"
#include "journey/routes.h"

namespace app {

QuestionsAt::QuestionsAt(const CommonOptions& common, bool counts) : server_(server_of(common)) {
  if (server_) return;
  if (!store::Database::is_there(common.data, common.database)) throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data.");
  company_ = std::make_unique<Company>(counts ? asking_company_of(common) : company_of(common));
  if (counts) company_->journeys->view_at(company_->record->log->position());
  journey::add_routes(router_, *company_->database, company_->journeys.get());
}

base::Json QuestionsAt::get(const std::string& path, const std::vector<std::pair<std::string, std::string>>& query) {
  if (!server_) return here({.method = http::Method::GET, .path = path, .query = query});
  std::string address = path;
  for (const auto& [name, value] : query) address += (address == path ? "?" : "&") + name + "=" + value;
  return server_->get(address);
}

base::Json QuestionsAt::send(http::Method method, const std::string& path, const base::Json& body) {
  if (server_) return server_->send(http::name(method), path, body);
  return here({.method = method, .path = path, .body = base::json_text(body)});
}

base::Json QuestionsAt::here(http::Request request) {
  request.caller = http::Acting::now();
  auto match = router_.match(request.method, request.path);
  if (!match.route) throw base::not_found("There is no " + request.path + ".", "Report this.");
  request.parameters = std::move(match.parameters);
  return base::parse_json(match.route->handler(request).body);
}

}  // namespace app
