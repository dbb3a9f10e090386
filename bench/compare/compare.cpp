// Our side of `make bench-compare`: generates the log, asks the index and the bare arrays the same questions, and writes the
// answers and times for tools/bench-compare, which puts the peers' beside them. The index stands as a product has it: people
// of two profiles (one in twenty), a tail of what came in last, dimensions; asked with no shortcut for any of it.
//
//   compare --customers=1000000 --out=FOLDER     leaves FOLDER/log.tsv, FOLDER/ours.json
#include <fstream>

#include "../measure.h"
#include "journey/flow.h"
#include "journey/funnel.h"
#include "journey/growth.h"
#include "journey/paths.h"
#include "journey/retention.h"
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

// The index of the log, grown as a server grows it: from batches into the tail, and from there into chunks.
std::shared_ptr<const View> index_of(const Generated& log) {
  auto view = View::empty(2, 1);
  std::shared_ptr<const View> now = view;
  std::vector<Joined::Member> members;
  std::vector<Traits::Change> regions;
  Change change{.events = {2, {}, {}}, .activities = Generated::touchpoints + 1};
  std::vector<Event> late;
  std::vector<std::array<Code, 2>> late_codes;
  Position position = 0;
  auto take = [&](Event event, const Code* codes) {
    event.position = ++position;
    change.events.add(event, codes);
    if (change.events.list.size() < 4'000'000) return;
    change.last = position;
    now = absorb_all(next(*now, std::move(change)));
    change = {.events = {2, {}, {}}, .activities = Generated::touchpoints + 1};
  };
  for (std::uint32_t c = 0; c < log.customers(); ++c) {
    CustomerId person = c + 1, other = log.customers() + 1 + c / 20;
    bool two = c % 20 == 0;
    if (two) members.push_back({person, person}), members.push_back({other, person});
    regions.push_back({person, {Code(log.region[c]) + 1}});
    for (auto e = log.starts[c]; e < log.starts[c + 1]; ++e) {
      Event event{.profile = two && e % 2 ? other : person, .at = log.seconds[e] * base::second, .activity = activity(log.touchpoint[e])};
      std::array<Code, 2> codes{Code(log.language[e]) + 1, Code(log.device[e]) + 1};
      if (log.seconds[e] < Generated::begin + in_tail) take(event, codes.data());
      else late.push_back(event), late_codes.push_back(codes);
    }
  }
  change.last = position;
  now = absorb_all(next(*now, std::move(change)));
  change = {.events = {2, {}, {}}, .activities = Generated::touchpoints + 1};
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

int compare(int argc, char** argv) {
  Generated log(static_cast<std::uint32_t>(option(argc, argv, "customers", 100'000)));
  Report report("journey questions, " + grouped(log.customers()) + " customers, " + grouped(log.events()) + " events");
  auto start = Clock::now();
  auto view = index_of(log);
  report.add("index grown from batches", seconds_since(start), "s", 2);
  Workers workers(2);

  auto with_filter = [](Scope scope) {
    Condition language{{false, 0}}, region{{true, 0}};
    for (Code code = 1; code <= 4; ++code) language.allow(code);
    for (Code code = 1; code <= 10; ++code) region.allow(code);
    scope.where = {language, region};
    scope.by = DimensionRef{false, 1};
    return scope;
  };
  auto tell = [&](const std::string& name, auto ask, auto scan) {
    auto ours = seconds_of([&] { ask(Scope{}); }), bare = seconds_of(scan), filtered = seconds_of([&] { ask(with_filter(Scope{})); });
    report.add(name, ours, "s", 4);
    report.add("  the bare scan", bare, "s", 4, "ours / scan " + grouped(ours / bare, 2));
    report.add("  two filters, by one dimension", filtered, "s", 4);
  };
  FunnelQuestion funnel_asked{.within = 90 * base::day};
  for (auto touchpoint : {3, 7, 1, 12, 20}) funnel_asked.steps.push_back({only(static_cast<std::uint32_t>(touchpoint))});
  tell("funnel of 5 steps in 90 days", [&](Scope scope) { auto asked = funnel_asked; asked.scope = scope; return funnel(workers, *view, asked); }, [&] { return scan_funnel(log); });
  tell("flow, counts, customers and mean gap", [&](Scope scope) { return flow(workers, *view, {.scope = scope, .quantiles = false}); }, [&] { return scan_flow(log); });
  tell("top 50 five-step paths", [&](Scope scope) { return paths(workers, *view, {.start = only(3), .steps = 4, .scope = scope}); }, [&] { return scan_paths(log); });
  tell("weekly cohorts", [&](Scope scope) { return retention(workers, *view, {.start = any(), .back = any(), .scope = scope}); }, [&] { return scan_retention(log, first_week, 54); });
  report.add("flow with median and 90 of 100", seconds_of([&] { return flow(workers, *view, {}); }), "s", 4);
  report.add("index", static_cast<double>(view->bytes()) / log.events(), "bytes/event", 2, "<= 16");
  auto ours = funnel(workers, *view, funnel_asked);
  auto bare = scan_funnel(log);
  for (std::size_t s = 0; s < bare.size(); ++s) report.add("  funnel step", static_cast<double>(ours.groups[0][s].customers), "customers", 0, grouped(static_cast<double>(bare[s])));
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::compare, argc, argv); }
