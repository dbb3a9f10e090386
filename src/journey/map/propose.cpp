#include "journey/map/propose.h"

#include <set>

#include "base/text.h"
#include "journey/answered.h"
#include "journey/flow.h"
#include "journey/map/signs.h"

namespace journey {
namespace {

constexpr std::size_t usual_touchpoints = 20, most_touchpoints = 60, most_stages = 6;
constexpr double least_share = 0.005;        // of the customers: fewer is no touchpoint of the journey
constexpr std::int64_t enough_scores = 30, enough_steps = 30;
constexpr double of_one_visit = 3600.0 * base::second;   // between two steps, on average
constexpr double coming_back = 0.15;         // of those who came to the last stage: then it is a loop

bool tells_opinions(const std::string& channel) { return channel == "survey" || channel == "review"; }
bool is_for_talking(const std::string& channel) {
  static const std::set<std::string> talking{"email", "sms", "voice", "chat", "social"};
  return talking.contains(channel);
}

std::string channel_name(const std::string& channel, MapLanguage language) {
  static const std::map<std::string, std::pair<std::string, std::string>> names{
      {"email", {"E-mail", "邮件"}}, {"sms", {"Text messages", "短信"}}, {"voice", {"Calls", "电话"}}, {"chat", {"Chat", "在线聊天"}}, {"social", {"Social media", "社交媒体"}}};
  auto found = names.find(channel);
  return found == names.end() ? channel : language == MapLanguage::zh ? found->second.second : found->second.first;
}

bool is_case(const Dimension& dimension) {
  bool conversation = dimension.kind == DimensionKind::field && dimension.key == declared_field;
  return conversation || (dimension.kind == DimensionKind::property && (dimension.name == "case" || dimension.name == "order"));
}

// What becomes a touchpoint: some activities.
struct Group {
  std::string name;
  std::set<std::string> channels;
  std::vector<std::uint32_t> activities;
  std::int64_t interactions = 0, customers = 0;
  double place = 0;                          // share of the others that customers meet before it
};

std::vector<Group> groups_of(const Words& words, const std::vector<FlowNode>& nodes, MapLanguage language) {
  std::map<std::string, std::set<std::string>> channels_of;   // by name
  for (const auto& node : nodes)
    if (auto activity = words.activity(node.activity); !tells_opinions(activity.channel)) channels_of[activity.name].insert(activity.channel);
  std::vector<Group> groups;
  std::map<std::string, std::size_t> by;
  for (const auto& node : nodes) {
    auto [channel, name] = words.activity(node.activity);
    if (tells_opinions(channel)) continue;
    bool alone = channels_of[name].size() == 1, talk = alone && is_for_talking(channel);
    auto [found, is_new] = by.try_emplace(talk ? "channel " + channel : alone ? "one " + channel + "\n" + name : "name " + name, groups.size());
    if (is_new) groups.push_back({.name = talk ? channel_name(channel, language) : name, .channels = {}, .activities = {}});
    auto& group = groups[found->second];
    group.channels.insert(channel);
    group.activities.push_back(node.activity);
    group.interactions += node.count;
  }
  // A channel with one kind of message is that message.
  for (auto& group : groups)
    if (group.activities.size() == 1) group.name = words.activity(group.activities[0]).name;
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.interactions > b.interactions; });
  if (groups.size() > most_touchpoints) groups.resize(most_touchpoints);
  return groups;
}

// Who meets what before what: each for the first time, and what comes directly before what.
struct Order {
  std::vector<std::int64_t> customers;       // by group
  std::vector<std::int64_t> before;          // [a × groups + b]: customers who met a before b
  std::vector<std::uint32_t> met;            // scratch
};

// `place` is the mean, over the other groups, of the chance that the other one comes before: half by first meetings, which tell the order
// of a life, half by steps that follow directly and soon, which tell
// that of a visit, where there are enough of these.
void place(const Index& index, const View& view, const Scope& scope, const std::vector<FlowEdge>& edges, std::vector<Group>& groups) {
  constexpr std::uint32_t none = UINT32_MAX;
  const auto size = groups.size();
  std::vector<std::uint32_t> group_of(view.activities, none);
  for (std::uint32_t g = 0; g < size; ++g)
    for (auto activity : groups[g].activities) group_of[activity] = g;
  Order nothing{std::vector<std::int64_t>(size), std::vector<std::int64_t>(size * size), {}};
  auto parts = fold(index.workers(), view, scope, nothing, [&](Order& order, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    for (auto person = from; person < to; ++person) {
      order.met.clear();
      for (auto event = columns.starts[person]; event < columns.starts[person + 1] && order.met.size() < size; ++event) {
        auto group = group_of[columns.activity[event]];
        if (group == none || std::find(order.met.begin(), order.met.end(), group) != order.met.end()) continue;
        for (auto earlier : order.met) ++order.before[earlier * size + group];
        order.met.push_back(group);
        ++order.customers[group];
      }
    }
  });
  auto all = nothing;
  for (const auto& part : parts) {
    for (std::size_t i = 0; i < size; ++i) all.customers[i] += part.customers[i];
    for (std::size_t i = 0; i < size * size; ++i) all.before[i] += part.before[i];
  }
  std::vector<std::int64_t> steps(size * size);
  for (const auto& edge : edges)
    if (auto from = group_of[edge.from], to = group_of[edge.to]; from != none && to != none && edge.mean <= of_one_visit) steps[from * size + to] += edge.count;
  for (std::size_t g = 0; g < size; ++g) {
    groups[g].customers = all.customers[g];
    double sum = 0;
    for (std::size_t other = 0; other < size; ++other) {
      if (other == g) continue;
      auto share = [&](const std::vector<std::int64_t>& counts) {
        auto after = static_cast<double>(counts[other * size + g]), both = after + static_cast<double>(counts[g * size + other]);
        return (after + 1) / (both + 2);
      };
      bool stepped = steps[other * size + g] + steps[g * size + other] >= enough_steps;
      sum += stepped ? (share(all.before) + share(steps)) / 2 : share(all.before);
    }
    groups[g].place = size > 1 ? sum / static_cast<double>(size - 1) : 0;
  }
}

// Where each stage ends: the parts of the order within which places differ least (least squares, exact).
std::vector<std::size_t> stage_ends(const std::vector<Group>& groups, std::size_t stages) {
  const auto n = groups.size();
  auto cost = [&](std::size_t from, std::size_t to) {
    double sum = 0, squares = 0, count = static_cast<double>(to - from);
    for (auto i = from; i < to; ++i) sum += groups[i].place, squares += groups[i].place * groups[i].place;
    return squares - sum * sum / count;
  };
  std::vector<std::vector<double>> best(stages + 1, std::vector<double>(n + 1, 1e300));
  std::vector<std::vector<std::size_t>> from(stages + 1, std::vector<std::size_t>(n + 1));
  best[0][0] = 0;
  for (std::size_t s = 1; s <= stages; ++s)
    for (std::size_t to = s; to <= n; ++to)
      for (auto begin = s - 1; begin < to; ++begin)
        if (auto sum = best[s - 1][begin] + cost(begin, to); sum < best[s][to]) best[s][to] = sum, from[s][to] = begin;
  std::vector<std::size_t> ends(stages);
  for (auto s = stages, to = n; s > 0; to = from[s][to], --s) ends[s - 1] = to;
  return ends;
}

std::string free_key(const std::string& name, const char* otherwise, std::set<std::string>& taken) {
  auto wanted = key_of(name);
  if (wanted.empty()) wanted = otherwise;
  wanted.resize(std::min<std::size_t>(wanted.size(), 36));
  auto key = wanted;
  for (int n = 2; !taken.insert(key).second; ++n) key = wanted + "-" + std::to_string(n);
  return key;
}

MatchAsked match_of(const Words& words, const std::vector<std::uint32_t>& activities) {
  MatchAsked match;
  for (auto activity : activities) {
    auto told = words.activity(activity);
    MatchAsked one;
    one.channel = told.channel;
    one.name = told.name;
    match.any.push_back(std::move(one));
  }
  return match.any.size() == 1 ? match.any[0] : match;
}

std::string line(std::string_view text) { return std::string(base::cut(base::trim(text), base::limits::journey_line_bytes)); }

// Whether the first stage often follows the last one, with nothing between but what is on no touchpoint.
bool comes_back(const Index& index, const View& view, Scope scope, const std::vector<std::size_t>& stage_of, std::size_t last) {
  if (scope.activities.empty()) scope.activities.assign(view.activities, 1);
  for (std::size_t a = 0; a < stage_of.size(); ++a) scope.activities[a] &= stage_of[a] != SIZE_MAX;
  auto steps = flow(index.workers(), view, {.scope = scope, .quantiles = false}).groups[0];
  std::int64_t back = 0, left = 0;
  for (const auto& edge : steps.edges) {
    if (stage_of[edge.from] != last || stage_of[edge.to] == last) continue;
    left += edge.count;
    back += stage_of[edge.to] == 0 ? edge.count : 0;
  }
  for (const auto& node : steps.nodes) left += stage_of[node.activity] == last ? node.ends : 0;
  return static_cast<double>(back) >= coming_back * static_cast<double>(left);
}

// A promise where interactions of one touchpoint were kept and broken (of more than two it is not that touchpoint's own), made by
// what told the time earlier. `groups` in the order of the map's touchpoints.
void add_promise(Map& map, const std::vector<Group>& groups, const std::vector<Signs>& signs, bool chinese) {
  std::vector<Signs> all(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (auto activity : groups[g].activities) all[g].add(signs[activity]);
  std::vector<std::size_t> promised;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (all[g].broken > 0 && 2 * (all[g].kept + all[g].broken) >= all[g].interactions) promised.push_back(g);
  if (promised.empty() || promised.size() > 2) return;
  for (auto g : promised) {
    Promise promise{.text = chinese ? "在承诺的时间之前" : "By the time that was promised", .within = {}, .after = {}, .due = true, .made_by = {}};
    for (std::size_t earlier = 0; earlier < g && map.case_ && !promise.made_by; ++earlier)
      if (all[earlier].broken == 0 && 2 * all[earlier].due >= all[earlier].interactions) promise.made_by = map.touchpoints[earlier].match;
    map.touchpoints[g].promise = std::move(promise);
  }
}

// What the map could be for: the score that is told most often, and where money is paid, that it is paid again.
void add_outcomes(Map& map, const Words& words, const std::vector<Group>& groups, const std::vector<Signs>& signs, bool chinese) {
  struct Told {
    std::uint32_t activity = 0;
    record::ScoreKind kind = record::ScoreKind::stars;
    std::int64_t count = 0;
  } most;
  for (std::uint32_t a = 0; a < signs.size(); ++a)
    for (auto [kind, count] : signs[a].scores)
      if (kind != record::ScoreKind::expectation && kind != record::ScoreKind::perception && count > most.count) most = {a, kind, count};
  if (most.count >= enough_scores) {
    auto name = words.activity(most.activity).name;
    map.outcomes.push_back({"score", line((chinese ? "之后的评分：" : "Score afterwards: ") + name), OutcomeKind::score, match_of(words, {most.activity}), "90d", most.kind, map.case_.has_value(), true, {}});
  }
  std::size_t shop = 0;
  std::int64_t paid = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::int64_t count = 0;
    for (auto activity : groups[g].activities) count += signs[activity].paid;
    if (count > paid) paid = count, shop = g;
  }
  if (!paid) return;
  auto match = *map.touchpoints[shop].match;
  map.outcomes.push_back({"again", line((chinese ? "再次：" : "Again: ") + map.touchpoints[shop].name), OutcomeKind::happens, match, "90d", {}, false, true, {}});
  map.outcomes.push_back({"revenue", chinese ? "之后的收入" : "Revenue afterwards", OutcomeKind::revenue, match, "90d", {}, false, true, {}});
}

}  // namespace

Map propose(const Index& index, const ProposeAsked& asked) {
  auto top = within(asked.top.value_or(static_cast<std::int64_t>(usual_touchpoints)), 1, most_touchpoints, "top");
  bool chinese = asked.language == MapLanguage::zh;
  auto view = index.view();
  Words words(index, *view);
  auto scope = words.scope({.filter = asked.filter, .from = asked.from, .to = asked.to, .by = {}});
  auto found = flow(index.workers(), *view, {.scope = scope, .quantiles = false}).groups[0];

  auto groups = groups_of(words, found.nodes, asked.language);
  place(index, *view, scope, found.edges, groups);
  std::erase_if(groups, [&](const Group& group) { return static_cast<double>(group.customers) < std::max(1.0, least_share * static_cast<double>(found.customers)); });
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.customers > b.customers; });
  if (groups.size() > top) groups.resize(top);
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.place < b.place; });

  Map map;
  map.key = "proposed";
  map.name = chinese ? "建议的旅程" : "Proposed journey";
  for (const auto& dimension : index.dimensions().all())
    if (!map.case_ && is_case(dimension)) map.case_ = dimension.name;
  if (groups.empty()) {
    map.stages = map_of({.key = {}, .name = map.name, .language = asked.language}).stages;
    return map;
  }
  map.description = chinese ? "根据 " + std::to_string(found.customers) + " 位客户的互动生成，请核对并修改。" : "Proposed from the interactions of " + std::to_string(found.customers) + " customers: look through it and correct it.";

  auto stages = std::clamp<std::size_t>((groups.size() + 1) / 3, std::min<std::size_t>(groups.size(), 2), most_stages);
  std::set<std::string> stage_keys, touchpoint_keys;
  std::vector<std::size_t> stage_of(view->activities, SIZE_MAX), touchpoint_of(view->activities, SIZE_MAX);
  std::size_t begin = 0;
  for (auto end : stage_ends(groups, stages)) {
    auto main = std::max_element(groups.begin() + static_cast<std::ptrdiff_t>(begin), groups.begin() + static_cast<std::ptrdiff_t>(end), [](const Group& a, const Group& b) { return a.customers < b.customers; });
    Stage stage;
    stage.name = line(main->name);
    stage.key = free_key(stage.name, "stage", stage_keys);
    for (; begin < end; ++begin) {
      const auto& group = groups[begin];
      Touchpoint touchpoint;
      touchpoint.name = line(group.name);
      touchpoint.key = free_key(touchpoint.name, "touchpoint", touchpoint_keys);
      touchpoint.stage = stage.key;
      touchpoint.channels.assign(group.channels.begin(), group.channels.end());
      touchpoint.match = match_of(words, group.activities);
      for (auto activity : group.activities) touchpoint_of[activity] = map.touchpoints.size(), stage_of[activity] = map.stages.size();
      map.touchpoints.push_back(std::move(touchpoint));
    }
    map.stages.push_back(std::move(stage));
  }

  // What is said about it: after which touchpoint most often.
  std::map<std::uint32_t, std::map<std::size_t, std::int64_t>> said_after;
  for (const auto& edge : found.edges)
    if (auto from = touchpoint_of[edge.from]; from != SIZE_MAX && tells_opinions(words.activity(edge.to).channel)) said_after[edge.to][from] += edge.count;
  std::map<std::size_t, std::vector<std::uint32_t>> answers;
  for (const auto& [activity, after] : said_after)
    answers[std::max_element(after.begin(), after.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first].push_back(activity);
  for (const auto& [touchpoint, activities] : answers) map.touchpoints[touchpoint].answers = match_of(words, activities);
  if (map.stages.size() > 1 && comes_back(index, *view, scope, stage_of, map.stages.size() - 1)) map.kind = MapKind::loop;
  auto signs = signs_of(index, *view, scope);
  add_promise(map, groups, signs, chinese);
  add_outcomes(map, words, groups, signs, chinese);
  check(map);
  return map;
}

}  // namespace journey
