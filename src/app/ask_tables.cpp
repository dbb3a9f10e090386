#include "app/ask_tables.h"

#include <iostream>

#include "app/terminal.h"

namespace app {
namespace {

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
std::string shown_match(const base::JsonObject& match) {
  auto text = [&](const char* name) { auto found = match.if_contains(name); return found ? std::string(found->as_string()) : std::string(); };
  std::string shown = text("channel") + (text("channel").empty() || text("name").empty() ? "" : ": ") + text("name");
  for (const auto& one : match.at("any").as_array()) shown += (shown.empty() ? "" : " | ") + shown_match(one.as_object());
  if (!match.at("where").as_object().empty()) shown += " " + base::json_text(match.at("where"));
  return shown;
}
void show_drivers(const base::JsonObject& told) {
  std::cout << "outcome\t" << share(told.at("outcomes")) << "\t(" << grouped(number(told, "open")) << " still open, " << grouped(number(told, "early")) << " too early: left out)\n";
  for (const auto& one : told.at("drivers").as_array()) {
    const auto& driver = one.as_object();
    auto points = [&](const char* name) { return fixed(100 * driver.at(name).to_number<double>(), 1); };
    std::cout << (driver.at("stands").as_bool() ? "*" : " ") << (driver.at("effect").to_number<double>() < 0 ? "" : "+") << points("effect") << " points (" << points("low") << " to " << points("high") << ")\twith " << grouped(number(driver, "with")) << " at "
              << points("rate_with") << " %, without " << grouped(number(driver, "without")) << " at " << points("rate_without") << " %\tq " << fixed(driver.at("q").to_number<double>(), 4) << '\t' << shown_match(driver.at("driver").as_object());
    if (auto felt = driver.at("driver").at("felt").as_string(); felt != "any") std::cout << ", felt " << std::string(felt);
    std::cout << (driver.at("few").as_bool() ? " (few)" : "") << '\n';
  }
  std::cout << "Associations, not causes. * stands after looking at " << grouped(number(told, "looked_at")) << "; " << grouped(number(told, "hidden")) << " with fewer than five customers are not told.\n";
}

// "stars 4.27 (4.24 to 4.30) of 4,893"; nothing when nobody told it.
void show_score(const base::JsonObject& told, const char* name, int decimals) {
  auto found = told.if_contains(name);
  if (!found) return;
  const auto& score = found->as_object();
  auto value = score.if_contains("mean") ? "mean" : "value";
  std::cout << '\t' << name << ' ';
  if (score.at("hidden").as_bool()) std::cout << "hidden";
  else std::cout << fixed(score.at(value).to_number<double>(), decimals) << " (" << fixed(score.at("low").to_number<double>(), decimals) << " to " << fixed(score.at("high").to_number<double>(), decimals) << ")";
  std::cout << " of " << grouped(number(score, "n"));
}
void show_scores(const base::JsonObject& told) {
  for (const char* name : {"perception", "expectation", "gap", "stars", "sentiment"}) show_score(told, name, 2);
  show_score(told, "nps", 1);
  if (auto csat = told.if_contains("csat")) std::cout << "\tcsat " << (csat->at("hidden").as_bool() ? "hidden of " + grouped(number(*csat, "of")) : share(*csat));
  if (auto ces = told.if_contains("ces")) show_score(base::JsonObject{{"ces", ces->at("mean")}}, "ces", 2);
}
void show_touchpoints(const base::JsonObject& told) {
  for (const auto& one : told.at("touchpoints").as_array()) {
    const auto& touchpoint = one.as_object();
    std::cout << std::string(touchpoint.at("key").as_string()) << '\t' << grouped(number(touchpoint, "interactions")) << "\t" << grouped(number(touchpoint, "customers")) << " customers";
    show_scores(touchpoint);
    if (auto promise = touchpoint.if_contains("promise")) std::cout << "\tkept " << share(promise->at("kept")) << ", open " << grouped(number(*promise, "open"));
    if (auto next = touchpoint.if_contains("next")) std::cout << "\tnext after " << duration(next->as_object(), "median_seconds");
    std::cout << "\tdropped off " << share(touchpoint.at("drop_off")) << '\n';
    if (auto promise = touchpoint.if_contains("promise"))
      for (const auto& after : promise->at("scores").as_array()) {
        std::cout << "  promise " << std::string(after.at("promise").as_string());
        show_scores(after.as_object());
        std::cout << '\n';
      }
  }
  auto uncovered = told.if_contains("uncovered");
  if (uncovered && !uncovered->as_array().empty()) std::cout << "\nOn no touchpoint: " << grouped(number(told, "uncovered_interactions")) << " interactions\n";
  for (const auto& one : uncovered ? uncovered->as_array() : base::JsonArray()) std::cout << grouped(number(one, "interactions")) << '\t' << activity(one.at("activity")) << '\n';
}

void show(const base::JsonObject& told, const AskOptions& asked) {
  if (asked.question == "touchpoints") return show_touchpoints(told);
  auto* all = told.if_contains("all");   // of the whole; a group has it itself
  if (asked.question == "time") show_time(all ? all->as_object() : told);
  if (asked.question == "repeats") show_repeats(all ? all->as_object() : told);
  if (asked.question == "variants") show_variants(all ? all->as_object() : told);
  if (asked.question == "drivers") show_drivers(all ? all->as_object() : told);
  if (asked.question == "funnel") show_funnel(told.at("steps").as_array(), asked);
  if (asked.question == "flow") show_flow(told.at("edges").as_array());
  if (asked.question == "paths") show_paths(told.at("paths").as_array());
  if (asked.question == "retention") show_cohorts(told.at("cohorts").as_array());
}

}  // namespace

void show_answer(const base::Json& answer, const AskOptions& asked) {
  const auto& told = answer.as_object();
  show(told, asked);
  for (const auto& group : told.at("groups").as_array()) {
    auto value = std::string(group.at("value").as_string());
    std::cout << '\n' << asked.by << " = " << (value.empty() ? "(none)" : value) << '\n';
    show(group.as_object(), asked);
  }
  std::cout << '\n' << grouped(number(answer, "n")) << " customers; the log up to position " << grouped(number(answer, "position")) << "; " << fixed(told.at("elapsed_ms").to_number<double>(), 1) << " ms\n";
}

void show_people(const base::JsonArray& people) {
  for (const auto& one : people) {
    std::cout << std::string(one.at("id").as_string()) << '\t' << std::string(one.at("name").as_string());
    for (const auto& identity : one.at("identities").as_array()) std::cout << '\t' << std::string(identity.at("namespace").as_string()) << ':' << std::string(identity.at("value").as_string());
    std::cout << '\n';
  }
}

}  // namespace app
