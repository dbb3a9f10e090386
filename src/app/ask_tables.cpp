#include "app/ask_tables.h"

#include <cmath>
#include <iostream>

#include "app/terminal.h"
#include "record/money.h"

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

std::string money(double minor, const std::string& currency) {
  auto digits = record::currency_digits(currency).value_or(2);
  return fixed(minor / std::pow(10, digits), digits) + " " + currency;
}
std::string money(const base::JsonObject& told) {
  auto part = [&](const char* name) { return money(told.at(name).to_number<double>(), std::string(told.at("currency").as_string())); };
  return part("minor") + " (" + part("low") + " to " + part("high") + ")";
}
void show_breakpoints(const base::JsonObject& told) {
  const auto kind = told.at("kind").as_string();
  for (const auto& each : told.at("breaks").as_array()) {
    const auto& one = each.as_object();
    auto in_unit = [&](const char* name) {
      auto value = one.at(name).to_number<double>();
      return kind == "happens" ? fixed(100 * value, 1) : kind == "score" ? fixed(value, 2) : money(value, std::string(one.at("currency").as_string()));
    };
    std::cout << (one.at("is_break").as_bool() ? "*" : " ") << in_unit("effect") << (kind == "happens" ? " points" : "") << " (" << in_unit("low") << " to " << in_unit("high") << ")\t" << std::string(one.at("touchpoint").as_string()) << ": "
              << std::string(one.at("signal").as_string()) << "\tafter it " << in_unit("outcome_bad") << " of " << grouped(number(one, "n_bad")) << ", else " << in_unit("outcome_good") << " of " << grouped(number(one, "n_good")) << "\tq "
              << fixed(one.at("q").to_number<double>(), 4) << "\thits " << fixed(one.at("per_month").to_number<double>(), 1) << " customers a month";
    if (auto loss = one.if_contains("loss_per_month")) std::cout << "\tcosts " << money(loss->as_object()) << " a month";
    for (const auto& loss : one.at("losses_elsewhere").as_array()) std::cout << ", and " << money(loss.as_object());
    if (auto why = one.if_contains("why_not")) std::cout << "\t[" << std::string(why->as_string()) << "]";
    std::cout << '\n';
  }
  std::cout << "Associations, not causes. * is a break point, after looking at " << grouped(number(told, "tested")) << "; " << grouped(number(told, "hidden")) << " with fewer than five customers are not told.\n";
}
std::string text_of(const base::JsonObject& one, const char* name) { return std::string(one.at(name).as_string()); }
std::string range(const base::JsonObject& one, const char* value, int decimals, double times = 1) {
  auto part = [&](const char* name) { return fixed(times * one.at(name).to_number<double>(), decimals); };
  return part(value) + " (" + part("low") + " to " + part("high") + ")";
}
void show_outcomes(const base::JsonObject& told) {
  for (const auto& each : told.at("outcomes").as_array()) {
    const auto& outcome = each.as_object();
    bool in_100 = outcome.at("kind").as_string() == "happens";
    std::cout << text_of(outcome, "key") << (text_of(outcome, "currency").empty() ? "" : " in " + text_of(outcome, "currency")) << '\n';
    for (const auto& month : outcome.at("months").as_array()) {
      std::cout << "  " << text_of(month.as_object(), "start") << '\t';
      if (auto share_told = month.as_object().if_contains("share")) std::cout << share(*share_told);
      if (auto mean = month.as_object().if_contains("mean")) std::cout << (mean->at("hidden").as_bool() ? "hidden" : range(mean->as_object(), "mean", 2)) << " of " << grouped(number(*mean, "n"));
      std::cout << ", open " << grouped(number(month, "open")) << '\n';
    }
    for (const auto& move : outcome.at("moves").as_array())
      std::cout << (move.at("real").as_bool() ? "* " : "  ") << range(move.as_object(), "per_point", in_100 ? 1 : 2, in_100 ? 100 : 1) << " a point of " << text_of(move.as_object(), "touchpoint") << ": " << text_of(move.as_object(), "by") << "\tof " << grouped(number(move, "n")) << " at "
                << fixed(move.at("now").to_number<double>(), 2) << '\n';
  }
  std::cout << "Associations, not causes. * is beyond chance.\n";
}
void show_risk(const base::JsonObject& told) {
  const auto& now = told.at("now").as_object();
  auto currency = text_of(told, "currency");
  for (const char* name : {"problems", "complaints", "silent", "lost", "lost_silent", "lost_by_word"}) std::cout << name << '\t' << fixed(now.at(name).to_number<double>(), 1) << '\n';
  for (const char* name : {"at_risk", "word_of_mouth", "damage"})
    if (auto amount = now.if_contains(name)) std::cout << name << '\t' << money(amount->to_number<double>(), currency) << '\n';
  std::cout << "An estimate from assumptions, never accounting.\n";
}
void show_digest(const base::JsonObject& told) {
  std::cout << "week of " << text_of(told, "week") << ", against the weeks from " << text_of(told, "before_from") << " on\n";
  for (const auto& one : told.at("moved").as_array())
    std::cout << (one.at("better").as_bool() ? "better\t" : "worse\t") << text_of(one.as_object(), "touchpoint") << ": " << text_of(one.as_object(), "measure") << '\t' << range(one.as_object(), "difference", 3) << '\t' << text_of(one.as_object(), "owner") << '\n';
  std::cout << grouped(static_cast<std::int64_t>(told.at("moved").as_array().size())) << " of " << grouped(number(told, "looked_at")) << " moved beyond chance.\n";
}
void show_scorecard(const base::JsonObject& told) {
  auto named = [](const std::string& name) { return name.empty() ? std::string("(none)") : name; };
  for (const auto& cell : told.at("cells").as_array()) {
    std::cout << named(text_of(cell.as_object(), "region")) << ", " << named(text_of(cell.as_object(), "department")) << "\t" << number(cell, "better") << " better, " << number(cell, "worse") << " worse, " << number(cell, "unowned") << " without an owner\n";
    for (const auto& each : cell.at("touchpoints").as_array()) {
      const auto& one = each.as_object();
      std::cout << "  " << text_of(one, "journey") << "/" << text_of(one, "key") << '\t' << named(text_of(one, "owner")) << '\t' << grouped(number(one, "customers")) << " customers";
      show_scores(one);
      if (auto promise = one.if_contains("promise")) std::cout << "\tkept " << share(promise->at("kept"));
      std::cout << '\n';
    }
  }
}

void show(const base::JsonObject& told, const AskOptions& asked) {
  if (asked.question == "breakpoints") return show_breakpoints(told);
  if (asked.question == "outcomes") return show_outcomes(told);
  if (asked.question == "risk") return show_risk(told);
  if (asked.question == "digest") return show_digest(told);
  if (asked.question == "scorecard") return show_scorecard(told);
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
  const auto* groups = told.if_contains("groups");
  for (const auto& group : groups ? groups->as_array() : base::JsonArray()) {
    auto value = std::string(group.at("value").as_string());
    std::cout << '\n' << asked.by << " = " << (value.empty() ? "(none)" : value) << '\n';
    show(group.as_object(), asked);
  }
  if (!told.contains("n")) return;
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
