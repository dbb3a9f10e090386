// Our side of `make bench-compare`: generates the log, asks the index and the bare arrays the same questions, and writes the
// answers and times for tools/bench-compare, which puts the peers' beside them. The index stands as a product has it: people
// of two profiles (one in twenty), a tail of what came in last, dimensions; asked with no shortcut for any of it.
//
//   journey_compare --customers=1000000 [--out=FOLDER]     leaves FOLDER/log.csv, FOLDER/ours.json
#include <fstream>

#include "../measure.h"
#include "journey/flow.h"
#include "journey/funnel.h"
#include "journey/growth.h"
#include "journey/paths.h"
#include "journey/retention.h"
#include "journey/variants.h"
#include "journey/snapshot.h"
#include "scans.h"

namespace bench {
namespace {

using namespace journey;

constexpr std::uint32_t first_week = 1'699'833'600;   // the Monday on or before the first event
constexpr std::uint32_t in_tail = Generated::length - 8 * 3600;   // what happened in the last eight hours came in last

// Number of an activity: touchpoints are counted from 0, activities from 1.
std::uint32_t activity(std::uint32_t touchpoint) { return touchpoint + 1; }

Match only(std::uint32_t touchpoint) {
  Match match{std::vector<std::uint8_t>(Generated::touchpoints + 1)};
  match.activities[activity(touchpoint)] = 1;
  return match;
}
Match any() { return {std::vector<std::uint8_t>(Generated::touchpoints + 1, 1)}; }

// As a server has them: those that are always there, the generated device as the topic, and a declared trait.
enum : std::size_t { source, direction, language, topic, currency, promise, of_interactions };
Dimensions declared() {
  return Dimensions({{"region", DimensionKind::trait, "region"}});
}
void name_values(Dimensions& dimensions) {
  dimensions.code(source, "generated");
  dimensions.code(direction, "in");
  for (int i = 0; i < 8; ++i) dimensions.code(language, "language " + std::to_string(i));
  for (int i = 0; i < 5; ++i) dimensions.code(topic, "device " + std::to_string(i));
  for (int i = 0; i < 20; ++i) dimensions.code(of_interactions, "region " + std::to_string(i));
}

// The index of the log, grown as a server grows it: from batches into the tail, and from there into chunks.
std::shared_ptr<const View> index_of(const Generated& log) {
  auto view = View::empty(of_interactions, 1);
  std::shared_ptr<const View> now = view;
  std::vector<Joined::Member> members;
  std::vector<Traits::Change> regions;
  Change change{.events = {of_interactions, {}, {}}, .activities = Generated::touchpoints + 1};
  std::vector<Event> late;
  std::vector<std::array<Code, of_interactions>> late_codes;
  Position position = 0;
  auto take = [&](Event event, const Code* codes) {
    event.position = ++position;
    change.events.add(event, codes);
    if (change.events.list.size() < 4'000'000) return;
    change.last = position;
    now = absorb_all(next(*now, std::move(change)));
    change = {.events = {of_interactions, {}, {}}, .activities = Generated::touchpoints + 1};
  };
  for (std::uint32_t c = 0; c < log.customers(); ++c) {
    CustomerId person = c + 1, other = log.customers() + 1 + c / 20;
    bool two = c % 20 == 0;
    if (two) members.push_back({person, person}), members.push_back({other, person});
    regions.push_back({person, {Code(log.region[c]) + 1}});
    for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) {
      Event event{.profile = two && e % 2 ? other : person, .at = log.seconds[e] * base::second, .activity = activity(log.touchpoint[e])};
      std::array<Code, of_interactions> codes{1, 1, Code(log.language[e]) + 1, Code(log.device[e]) + 1, 0, 0};
      if (log.seconds[e] < Generated::begin + in_tail) take(event, codes.data());
      else late.push_back(event), late_codes.push_back(codes);
    }
  }
  change.last = position;
  now = absorb_all(next(*now, std::move(change)));
  change = {.events = {of_interactions, {}, {}}, .activities = Generated::touchpoints + 1};
  for (std::size_t i = 0; i < late.size(); ++i) take(late[i], late_codes[i].data());
  change.last = position;
  for (const auto& member : members) change.regrouped.push_back(member.profile);
  change.joined = std::make_shared<Joined>(members);
  change.traits = std::make_shared<Traits>(now->traits->with(regions));
  return next(*now, std::move(change));
}

// The median of seven after one that warms up.
template <class Work>
double seconds_of(Work work) {
  work();
  std::vector<double> times;
  for (int i = 0; i < 7; ++i) {
    auto start = Clock::now();
    work();
    times.push_back(seconds_since(start));
  }
  return percentile(times, 0.5);
}

// Answers in the shape in which peers give theirs (queries.mjs).
base::JsonArray told(const FunnelResult& result) {
  base::JsonArray counts;
  for (const auto& step : result.groups.at(0)) counts.push_back(step.customers);
  return {counts};
}
base::JsonArray told(const FlowResult& result) {
  auto edges = result.groups.at(0).edges;
  std::sort(edges.begin(), edges.end(), [](const FlowEdge& a, const FlowEdge& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
  base::JsonArray rows;
  for (const auto& edge : edges) rows.push_back(base::JsonArray{edge.from - 1, edge.to - 1, edge.count, edge.mean / base::second});
  return rows;
}
base::JsonArray told(const PathsResult& result) {
  base::JsonArray rows;
  for (const auto& path : result.groups.at(0).paths) {
    if (path.activities.size() < 5 || rows.size() == 50) continue;   // peers tell whole paths only
    base::JsonArray activities;
    for (auto one : path.activities) activities.push_back(one - 1);
    rows.push_back(base::JsonArray{activities, path.customers});
  }
  return rows;
}
base::JsonArray told(const RetentionResult& result) {
  base::JsonArray rows;
  for (const auto& cohort : result.groups.at(0))
    for (std::size_t i = 0; i < cohort.returned.size(); ++i)
      if (cohort.returned[i]) rows.push_back(base::JsonArray{(cohort.start / base::second - first_week) / 604'800, i, cohort.returned[i]});
  return rows;
}

void write_csv(const Generated& log, const std::filesystem::path& path) {
  std::ofstream file(path);
  std::string lines;
  for (std::uint32_t c = 0; c < log.customers(); ++c) {
    for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) lines += std::to_string(c) + ',' + std::to_string(log.seconds[e]) + ',' + std::to_string(log.touchpoint[e]) + '\n';
    if (lines.size() > 1 << 20 || c + 1 == log.customers()) file << lines, lines.clear();
  }
  if (!file.flush()) throw std::runtime_error("the log can't be written to " + path.string());
}

double most_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) * 1024;
  return 0;
}

std::filesystem::path out_of(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    if (std::string_view(argv[i]).starts_with("--out=")) return argv[i] + 6;
  return {};
}

int compare(int argc, char** argv) {
  Generated log(static_cast<std::uint32_t>(option(argc, argv, "customers", 100'000)));
  Report report("journey questions, " + grouped(log.customers()) + " customers, " + grouped(log.events()) + " events");
  auto start = Clock::now();
  auto view = index_of(log);
  report.add("index grown from batches", seconds_since(start), "s", 2);
  Workers workers(2);
  base::JsonObject figures{{"events", log.events()}}, answers;

  auto filtered = [](Scope scope) {
    Condition languages{{false, language}}, regions{{true, 0}};
    for (Code code = 1; code <= 4; ++code) languages.allow(code);
    for (Code code = 1; code <= 10; ++code) regions.allow(code);
    scope.where = {languages, regions};
    scope.by = DimensionRef{false, topic};
    return scope;
  };
  auto tell = [&](const std::string& name, const std::string& what, auto ask, auto scan) {
    answers[name] = told(ask(Scope{}));
    auto ours = seconds_of([&] { ask(Scope{}); }), bare = seconds_of(scan), with_filters = seconds_of([&] { ask(filtered(Scope{})); });
    report.add(what, ours, "s", 4);
    report.below("  in bare scans", ours / bare, "", 2, 2);
    report.add("  with two filters, by one dimension", with_filters, "s", 4);
    figures[name] = {{"ours_s", ours}, {"scan_s", bare}, {"filtered_s", with_filters}};
  };
  FunnelQuestion funnel_asked{.within = 90 * base::day};
  for (std::uint32_t touchpoint : {3, 7, 1, 12, 20}) funnel_asked.steps.push_back({only(touchpoint)});
  auto ask_funnel = [&](Scope scope) {
    auto asked = funnel_asked;
    asked.scope = std::move(scope);
    return funnel(workers, *view, asked);
  };
  tell("funnel", "funnel of 5 steps in 90 days, with times", ask_funnel, [&] { return scan_funnel(log); });
  tell("flow", "flow: counts, customers, mean gap", [&](Scope scope) { return flow(workers, *view, {.scope = std::move(scope), .quantiles = false}); }, [&] { return scan_flow(log); });
  tell("paths", "paths of five steps, the commonest", [&](Scope scope) { return paths(workers, *view, {.start = only(3), .steps = 4, .top = 100, .scope = std::move(scope)}); }, [&] { return scan_paths(log); });
  tell("retention", "weekly cohorts", [&](Scope scope) { return retention(workers, *view, {.start = any(), .back = any(), .scope = std::move(scope)}); }, [&] { return scan_retention(log, first_week, 54); });
  auto with_quantiles = seconds_of([&] { return flow(workers, *view, {}); });
  report.add("flow with median and 90 of 100 of all gaps", with_quantiles, "s", 4);
  figures["flow"].as_object()["quantiles_s"] = with_quantiles;
  report.add("variants of all sequences, nearly all different", seconds_of([&] { variants(workers, *view, {}); }), "s", 4);
  report.add("variants of episodes from one activity to another", seconds_of([&] { variants(workers, *view, {.start = only(3), .end = only(7)}); }), "s", 4);
  report.below("index", static_cast<double>(view->bytes()) / log.events(), "bytes/event", 16, 2);
  figures["bytes_per_event"] = static_cast<double>(view->bytes()) / log.events();
  figures["ours_most_bytes"] = most_memory();
  if (auto out = out_of(argc, argv); !out.empty()) {
    auto dimensions = declared();
    name_values(dimensions);
    start = Clock::now();
    write_snapshot(out / snapshot_name, *view, dimensions, {});
    report.add("snapshot written", seconds_since(start), "s", 2);
    auto expected = funnel(workers, *view, funnel_asked).groups[0].back().customers;
    start = Clock::now();
    auto again = declared();
    auto snapshot = read_snapshot(out / snapshot_name, again);
    if (!snapshot) throw std::runtime_error("the snapshot can't be read");
    auto first = funnel(workers, *snapshot->view, funnel_asked).groups[0].back().customers;   // of what it holds: the tail is read from the log
    auto ready = seconds_since(start);
    if (first > expected) throw std::runtime_error("the snapshot answers otherwise");
    report.below("ready from the snapshot, the first funnel answered", ready, "s", 3, 2);
    figures["snapshot_ready_s"] = ready;
    std::filesystem::remove(out / snapshot_name);
    write_csv(log, out / "log.csv");
    std::ofstream(out / "ours.json") << base::json_text(base::JsonObject{{"figures", figures}, {"answers", answers}});
  }
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::compare, argc, argv); }
