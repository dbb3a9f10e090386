// ask …: a question to the server that owns the folder, or to the folder itself; the answer as a table or as JSON.
#include <iostream>
#include <iterator>

#include "app/ask_options.h"
#include "app/company.h"
#include "app/served.h"
#include "app/terminal.h"
#include "journey/ask.h"
#include "journey/variants_asked.h"

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

std::string moment_of(const std::string& text, const char* field) {
  auto time = base::parse_time(text);
  if (!time) throw base::invalid("\"" + text + "\" is not a time.", "Write it as 2026-11-01 or 2026-11-01T09:00:00Z.", field);
  return base::to_string(*time);
}

base::JsonObject question_of(const AskOptions& asked) {
  if (!asked.body.empty()) return base::parse_json(asked.body == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : asked.body).as_object();
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
  if (!asked.back.empty()) question["return"] = match_of(asked.back);
  text("within", asked.within);
  text("period", asked.period);
  text("zone", asked.zone);
  text("by", asked.by);
  if (!asked.from.empty()) question["from"] = moment_of(asked.from, "from");
  if (!asked.to.empty()) question["to"] = moment_of(asked.to, "to");
  if (!asked.filters.empty()) {
    base::JsonObject where;
    for (const auto& filter : asked.filters) {
      auto equals = filter.find('=');
      if (equals == std::string::npos) throw base::invalid("\"" + filter + "\" is no filter.", "Write it as DIMENSION=VALUE.", "filter");
      auto& values = where[filter.substr(0, equals)];
      if (!values.is_array()) values = base::JsonArray();
      values.as_array().push_back(base::Json(filter.substr(equals + 1)));
    }
    question["filter"] = base::JsonObject{{"where", where}};
  }
  return question;
}

template <class Asked>
base::Json ask_as(const journey::Index& index, const base::JsonObject& question) { return base::to_json(journey::ask(index, base::from_json<Asked>(question))); }

base::Json answer_of(const CommonOptions& common, const std::string& name, const base::JsonObject& question) {
  if (auto server = server_of(common)) return server->send("POST", "/api/questions/" + name, question);
  if (!store::Database::is_there(common.data, common.database)) throw base::not_found("There is no data folder at " + common.data.string() + ".", "Name it with --data.");
  Company company(asking_company_of(common));
  company.journeys->view_at(company.record->log->position());
  const auto& index = *company.journeys;
  if (name == "funnel") return ask_as<journey::FunnelAsked>(index, question);
  if (name == "flow") return ask_as<journey::FlowAsked>(index, question);
  if (name == "paths") return ask_as<journey::PathsAsked>(index, question);
  if (name == "variants") return ask_as<journey::VariantsAsked>(index, question);
  if (name == "time") return ask_as<journey::TimeAsked>(index, question);
  if (name == "repeats") return ask_as<journey::RepeatsAsked>(index, question);
  return ask_as<journey::RetentionAsked>(index, question);
}

// -- As a table
std::string activity(const base::Json& told) { return std::string(told.at("channel").as_string()) + ": " + std::string(told.at("name").as_string()); }
std::int64_t number(const base::JsonObject& row, const char* name) { return row.at(name).to_number<std::int64_t>(); }
std::int64_t number(const base::Json& row, const char* name) { return number(row.as_object(), name); }
std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}
std::string duration(const base::JsonObject& row, const char* name) {
  auto found = row.if_contains(name);
  if (!found) return "-";
  auto seconds = found->to_number<double>();
  for (auto [unit, letter] : {std::pair(86'400.0, " d"), std::pair(3'600.0, " h"), std::pair(60.0, " min")})
    if (seconds >= 2 * unit) return fixed(seconds / unit, 1) + letter;
  return fixed(seconds, 1) + " s";
}

void show_funnel(const base::JsonArray& steps, const AskOptions& asked) {
  std::size_t n = 0;
  for (const auto& step : steps) {
    auto name = n < asked.steps.size() ? asked.steps[n] : "step " + std::to_string(n + 1);
    std::cout << ++n << ".\t" << grouped(number(step, "customers")) << '\t' << fixed(100 * step.at("rate").to_number<double>(), 1) << " %\tmedian " << duration(step.as_object(), "median_seconds") << "\t90 of 100 "
              << duration(step.as_object(), "p90_seconds") << '\t' << name << '\n';
  }
}
void show_flow(const base::JsonArray& edges) {
  for (const auto& edge : edges)
    std::cout << grouped(number(edge, "count")) << '\t' << grouped(number(edge, "customers")) << " customers\tmean " << duration(edge.as_object(), "mean_seconds") << "\tmedian " << duration(edge.as_object(), "median_seconds") << '\t'
              << activity(edge.at("from")) << " → " << activity(edge.at("to")) << '\n';
}
void show_paths(const base::JsonArray& paths) {
  for (const auto& path : paths) {
    std::cout << grouped(number(path, "customers")) << '\t' << fixed(100 * path.at("share").to_number<double>(), 1) << " %\t";
    bool first = true;
    for (const auto& one : path.at("activities").as_array()) std::cout << (first ? "" : " → ") << activity(one), first = false;
    std::cout << (path.at("ended").as_bool() ? " ■" : "") << '\n';
  }
}
void show_cohorts(const base::JsonArray& cohorts) {
  for (const auto& cohort : cohorts) {
    std::cout << std::string(cohort.at("start").as_string()) << '\t' << grouped(number(cohort, "size"));
    for (const auto& n : cohort.at("returned").as_array()) std::cout << '\t' << fixed(100 * n.to_number<double>() / static_cast<double>(number(cohort, "size")), 0) << " %";
    std::cout << '\n';
  }
}

std::string share(const base::Json& told) {
  auto in_100 = [&](const char* name) { return fixed(100 * told.at(name).to_number<double>(), 1); };
  return in_100("share") + " % (" + in_100("low") + " to " + in_100("high") + ")\t" + grouped(number(told, "count")) + " of " + grouped(number(told, "of"));
}
void show_time(const base::JsonObject& told) {
  std::cout << grouped(number(told, "starts")) << " starts, " << grouped(number(told, "open")) << " without an end\tmean " << duration(told, "mean_seconds") << "\tmedian " << duration(told, "median_seconds") << "\t90 of 100 "
            << duration(told, "p90_seconds") << '\n';
  for (const auto& one : told.at("classes").as_array()) std::cout << "  from " << duration(one.as_object(), "from_seconds") << '\t' << grouped(number(one, "count")) << '\n';
  if (auto promise = told.if_contains("promise")) std::cout << "promise kept\t" << share(*promise) << '\n';
}
void show_repeats(const base::JsonObject& told) {
  std::cout << "resolved at first contact\t" << share(told.at("resolved_at_first")) << '\n';
  std::cout << grouped(number(told, "contacts")) << " contacts, " << grouped(number(told, "repeats")) << " repeats (" << fixed(100 * told.at("repeat_rate").to_number<double>(), 1) << " %), " << grouped(number(told, "open")) << " may still get one\n";
}

void show_variants(const base::JsonObject& told) {
  std::cout << grouped(number(told, "episodes")) << " episodes in " << grouped(number(told, "different")) << " variants\tmedian " << duration(told, "median_seconds") << "\t90 of 100 " << duration(told, "p90_seconds") << '\t'
            << grouped(number(told, "open")) << " open\n";
  if (auto long_ones = number(told, "too_long")) std::cout << grouped(long_ones) << " are longer than " << base::limits::variant_activities << " interactions and stand in no variant\n";
  for (const auto& variant : told.at("variants").as_array()) {
    std::cout << grouped(number(variant, "episodes")) << '\t' << fixed(100 * variant.at("share").to_number<double>(), 1) << " %\t" << fixed(100 * variant.at("cumulative").to_number<double>(), 1) << " %\tmedian "
              << duration(variant.as_object(), "median_seconds") << '\t';
    bool first = true;
    for (const auto& one : variant.at("activities").as_array()) std::cout << (first ? "" : " → ") << activity(one), first = false;
    std::cout << '\n';
  }
}

void show(const base::JsonObject& told, const AskOptions& asked) {
  auto* all = told.if_contains("all");   // of the whole; a group has it itself
  if (asked.question == "time") show_time(all ? all->as_object() : told);
  if (asked.question == "variants") show_variants(all ? all->as_object() : told);
  if (asked.question == "repeats") show_repeats(all ? all->as_object() : told);
  if (asked.question == "funnel") show_funnel(told.at("steps").as_array(), asked);
  if (asked.question == "flow") show_flow(told.at("edges").as_array());
  if (asked.question == "paths") show_paths(told.at("paths").as_array());
  if (asked.question == "retention") show_cohorts(told.at("cohorts").as_array());
}

}  // namespace

int ask(const CommonOptions& common, const AskOptions& asked) {
  auto answer = answer_of(common, asked.question, question_of(asked));
  if (common.json) {
    std::cout << base::json_text(answer) << '\n';
    return done;
  }
  const auto& told = answer.as_object();
  show(told, asked);
  for (const auto& group : told.at("groups").as_array()) {
    auto value = std::string(group.at("value").as_string());
    std::cout << '\n' << asked.by << " = " << (value.empty() ? "(none)" : value) << '\n';
    show(group.as_object(), asked);
  }
  std::cout << '\n' << grouped(number(answer, "n")) << " customers; the log up to position " << grouped(number(answer, "position")) << "; " << fixed(told.at("elapsed_ms").to_number<double>(), 1) << " ms\n";
  return done;
}

}  // namespace app
