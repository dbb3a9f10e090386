// ask …, saved …, segment …: questions to the server that owns the folder, or to the folder itself; answers as tables or as JSON.
#include <functional>
#include <iostream>
#include <iterator>

#include "app/ask_tables.h"
#include "app/input.h"
#include "app/questions_at.h"
#include "app/terminal.h"
#include "base/text.h"

namespace app {
namespace {

// "voice: call", "call", "voice:", {"channel":…}.
base::Json match_of(const std::string& text) {
  if (text.starts_with("{")) return base::parse_json(text);
  if (text.ends_with(":") && text.size() > 1) return base::JsonObject{{"channel", text.substr(0, text.size() - 1)}};
  auto colon = text.find(": ");
  if (colon == std::string::npos) return base::JsonObject{{"name", text}};
  return base::JsonObject{{"channel", text.substr(0, colon)}, {"name", text.substr(colon + 2)}};
}

base::JsonArray& list_of(base::JsonObject& object, const std::string& name) {
  auto& list = object[name];
  return list.is_array() ? list.get_array() : list.emplace_array();
}

std::string moment_of(const std::string& text, const char* field) {
  auto time = base::parse_time(text);
  if (!time) throw base::invalid("\"" + text + "\" is not a time.", "Write it as 2026-11-01 or 2026-11-01T09:00:00Z.", field);
  return base::to_string(*time);
}

base::JsonObject body_of(const std::string& text) {
  auto body = base::parse_json(text);
  if (!body.is_object()) throw base::invalid("\"" + base::shown(text) + "\" in --body is no question.", "A question is an object, as the API takes it: {\"start\": {\"name\": \"Visit\"}, \"steps\": 3}.", "body");
  return body.as_object();
}

base::JsonObject question_of(const AskOptions& asked) {
  if (!asked.body.empty()) return body_of(asked.body == "-" ? read_all("-") : asked.body);
  base::JsonObject question;
  auto text = [&](const char* name, const std::string& value) { if (!value.empty()) question[name] = value; };
  if (!asked.steps.empty()) {
    base::JsonArray steps;
    for (const auto& step : asked.steps) steps.push_back(match_of(step));
    question["steps"] = steps;
  }
  if (asked.count) question["steps"] = asked.count;
  if (asked.top) question["top"] = asked.top;
  if (asked.backwards) question["backwards"] = true;
  if (asked.fold_repeats) question["fold_repeats"] = true;
  if (!asked.start.empty()) question["start"] = match_of(asked.start);
  if (!asked.end.empty()) question["end"] = match_of(asked.end);
  if (!asked.contact.empty()) question["contact"] = match_of(asked.contact);
  text("promise", asked.promise);
  text("topic", asked.topic);
  text("key", asked.key);
  text("journey", asked.journey);
  text("week", asked.week);
  if (!asked.map.empty()) question["map"] = base::parse_json(read_all(asked.map));
  if (!asked.back.empty()) question["return"] = match_of(asked.back);
  if (!asked.outcome.empty()) question["outcome"] = asked.question == "breakpoints" || asked.question == "outcomes" ? base::Json(asked.outcome) : match_of(asked.outcome);   // of a map: its key
  for (const auto& driver : asked.drivers) list_of(question, "drivers").push_back(match_of(driver));
  for (const auto& dimension : asked.adjust) list_of(question, "adjust").push_back(base::Json(dimension));
  text("before", asked.before);
  text("after", asked.after);
  text("within", asked.within);
  text("period", asked.period);
  text("zone", asked.zone);
  if (asked.days) question["days"] = asked.days;
  text("by", asked.by);
  if (!asked.from.empty()) question["from"] = moment_of(asked.from, "from");
  if (!asked.to.empty()) question["to"] = moment_of(asked.to, "to");
  if (!asked.filters.empty()) {
    base::JsonObject where;
    for (const auto& filter : asked.filters) {
      auto equals = filter.find('=');
      if (equals == std::string::npos) throw base::invalid("\"" + filter + "\" is no filter.", "Write it as DIMENSION=VALUE.", "filter");
      list_of(where, filter.substr(0, equals)).push_back(base::Json(filter.substr(equals + 1)));
    }
    question["filter"] = base::JsonObject{{"where", where}};
  }
  return question;
}

void show_all_people(const CommonOptions& common, const std::function<base::Json(const std::string& cursor)>& page_at) {
  std::int64_t total = 0;
  for (std::string cursor;;) {
    auto page = page_at(cursor);
    const auto& items = page.at("items").as_array();
    total = page.at("total").to_number<std::int64_t>();
    if (common.json) for (const auto& one : items) std::cout << base::json_text(one) << '\n';
    else show_people(items);
    auto next = page.as_object().if_contains("next");
    if (!next) break;
    cursor = std::string(next->as_string());
  }
  if (!common.json) std::cout << '\n' << grouped(total) << " customers\n";
}

// By its id, or by its name where that is nobody else's.
base::JsonObject saved_by(QuestionsAt& place, const std::string& text, bool removed) {
  std::vector<base::JsonObject> found;
  for (std::string cursor;;) {
    std::vector<std::pair<std::string, std::string>> query{{"limit", "1000"}};
    if (removed) query.emplace_back("removed", "true");
    if (!cursor.empty()) query.emplace_back("cursor", cursor);
    auto page = place.get("/api/saved-questions", query);
    for (const auto& one : page.at("items").as_array())
      if (one.at("id").as_string() == text || one.at("name").as_string() == text) found.push_back(one.as_object());
    if (page.at("next").is_null()) break;
    cursor = std::string(page.at("next").as_string());
  }
  if (found.empty()) throw base::not_found("Nothing is saved as \"" + text + "\".", "`throughline saved` lists what is.");
  if (found.size() > 1) throw base::Error(base::ErrorCode::conflict, "Several people saved something as \"" + text + "\".", "Name it by its id: `throughline saved` lists them.");
  return found[0];
}

std::string text_of(const base::JsonObject& saved, const char* name) { return std::string(saved.at(name).as_string()); }

void save(QuestionsAt& place, const AskOptions& asked, const base::JsonObject& question) {
  base::JsonObject body{{"name", asked.save}, {"question", asked.question}, {"asked", question}, {"shared", asked.share}};
  if (!asked.cell.empty()) body["cell"] = base::parse_json(asked.cell);
  auto made = place.send(http::Method::POST, "/api/saved-questions", body);
  std::cerr << "Saved as " << text_of(made.as_object(), "id") << ".\n";
}

int segment_of(const CommonOptions& common, QuestionsAt& place, const base::JsonObject& saved) {
  show_all_people(common, [&](const std::string& cursor) {
    std::vector<std::pair<std::string, std::string>> query{{"limit", "1000"}};
    if (!cursor.empty()) query.emplace_back("cursor", cursor);
    return place.get("/api/saved-questions/" + text_of(saved, "id") + "/customers", query);
  });
  return done;
}

}  // namespace

int ask(const CommonOptions& common, AskOptions asked) {
  QuestionsAt place(common);
  base::JsonObject question;
  if (asked.question == "saved") {
    auto saved = saved_by(place, asked.saved, false);
    if (saved.contains("cell")) return segment_of(common, place, saved);
    asked.question = text_of(saved, "question");
    question = saved.at("asked").as_object();
    if (auto by = question.if_contains("by")) asked.by = std::string(by->as_string());
  } else {
    question = question_of(asked);
  }
  const auto path = "/api/questions/" + asked.question;
  if (!asked.save.empty()) save(place, asked, question);
  if (!asked.cell.empty()) {
    base::JsonObject opened{{"question", question}, {"cell", base::parse_json(asked.cell)}, {"limit", 1000}};
    show_all_people(common, [&](const std::string& cursor) {
      if (!cursor.empty()) opened["cursor"] = cursor;
      return place.send(http::Method::POST, path + "/customers", opened);
    });
    return done;
  }
  auto answer = place.send(http::Method::POST, path, question);
  if (common.json) std::cout << base::json_text(answer) << '\n';
  else show_answer(answer, asked);
  return done;
}

int saved_list(const CommonOptions& common, bool removed) {
  QuestionsAt place(common);
  std::vector<std::pair<std::string, std::string>> query{{"limit", "1000"}};
  if (removed) query.emplace_back("removed", "true");
  for (auto page = place.get("/api/saved-questions", query);; page = place.get("/api/saved-questions", query)) {
    for (const auto& one : page.at("items").as_array()) {
      const auto& saved = one.as_object();
      if (common.json) std::cout << base::json_text(one) << '\n';
      else std::cout << text_of(saved, "id") << '\t' << text_of(saved, "name") << '\t' << text_of(saved, "question") << (saved.contains("cell") ? " (segment)" : "") << '\t' << (saved.at("shared").as_bool() ? "shared" : "private") << '\t' << text_of(saved, "owner") << '\n';
    }
    if (page.at("next").is_null()) return done;
    query.resize(removed ? 2 : 1);
    query.emplace_back("cursor", std::string(page.at("next").as_string()));
  }
}

int saved_change(const CommonOptions& common, const std::string& text, const base::JsonObject& change) {
  QuestionsAt place(common);
  auto removed = change.if_contains("removed");
  auto saved = saved_by(place, text, removed && !removed->as_bool());
  auto after = place.send(http::Method::PATCH, "/api/saved-questions/" + text_of(saved, "id"), change).as_object();
  std::cout << text_of(after, "id") << '\t' << text_of(after, "name") << '\t' << (after.contains("removed_at") ? "removed; `throughline saved bring-back " + text_of(after, "id") + "` undoes it for 30 days" : after.at("shared").as_bool() ? "shared" : "private") << '\n';
  return done;
}

int segment(const CommonOptions& common, const std::string& text) {
  QuestionsAt place(common);
  return segment_of(common, place, saved_by(place, text, false));
}

}  // namespace app
