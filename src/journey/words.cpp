#include "journey/words.h"

#include <charconv>

#include "base/text.h"
#include "journey/periods.h"

namespace journey {
namespace {

constexpr int deepest = 8;   // lists in each other
constexpr std::int64_t most_days = 36'500;

std::string shown(const MatchAsked& asked) { return (asked.channel ? *asked.channel + ": " : std::string()) + asked.name.value_or("anything"); }

base::Error never_heard(const std::string& what, const std::string& field) {
  return base::invalid("Nothing of \"" + base::shown(what) + "\" was ever heard.", "GET /api/activities tells everything that was, with counts.", field);
}

// Values of the dimension "channel" are a matter of activities.
bool is_channel(const std::string& dimension) { return dimension == "channel"; }

std::vector<std::string> values_of(const base::Json& value, const std::string& field) {
  auto list = value.is_array() ? base::from_json<std::vector<base::Json>>(value, field) : std::vector<base::Json>{value};
  if (list.empty()) throw base::invalid("The list of values is empty: nothing could match.", "Name at least one, or leave the dimension out.", field);
  std::vector<std::string> texts;
  for (const auto& one : list) {
    if (one.is_object() || one.is_array() || one.is_null()) throw base::invalid("A value is a text or a number.", "Write one, or a list of them.", field);
    texts.push_back(one.is_string() ? std::string(one.get_string()) : base::json_text(one));
  }
  return texts;
}

}  // namespace

std::int64_t read_span(const std::string& text, const std::string& field) {
  const std::pair<char, std::int64_t> units[] = {{'s', base::second}, {'m', 60 * base::second}, {'h', 3600 * base::second}, {'d', base::day}, {'w', 7 * base::day}};
  constexpr std::int64_t longest = 3'652'500 * base::day;
  std::int64_t number = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  for (auto [letter, unit] : units)
    if (problem == std::errc() && end + 1 == text.data() + text.size() && *end == letter && number > 0 && number <= longest / unit) return number * unit;
  throw base::invalid("\"" + base::shown(text) + "\" is no span of time.", "Write a whole number above zero with s, m, h, d or w behind it: 90d.", field);
}

Words::Words(const Index& index, const View& view) : index_(index), dimensions_(index.dimensions()), count_(view.activities) {
  names_.resize(count_);
  const auto& dictionary = index.dictionary();
  for (const auto& one : dictionary.activities())
    if (one.id > 0 && static_cast<std::uint32_t>(one.id) < count_) names_[static_cast<std::size_t>(one.id)] = {dictionary.channel_name(one.channel), one.name};
  for (std::uint32_t a = 1; a < count_; ++a) {
    by_name_[names_[a].name].push_back(a);
    by_channel_[names_[a].channel].push_back(a);
  }
}

ActivityTold Words::activity(std::uint32_t number) const { return number < names_.size() ? names_[number] : ActivityTold{}; }

std::uint32_t Words::number(const ActivityTold& activity, const std::string& field) const {
  for (std::uint32_t a = 1; a < count_; ++a)
    if (names_[a].channel == activity.channel && names_[a].name == activity.name) return a;
  throw never_heard(activity.channel + ": " + activity.name, field);
}

MatchAsked Words::touchpoint(const std::string& name, const std::string& field) const {
  if (!index_.touchpoints()) throw base::invalid("There are no journey maps here.", "Name activities.", field + ".touchpoint");
  // Touchpoints may name touchpoints, and lists of them: what a small question opens up is bounded.
  if (++touchpoints_read_ > 4 * base::limits::question_matches) throw base::invalid("Touchpoints that name touchpoints open up too many.", "Name the activities in one of them.", field + ".touchpoint");
  try {
    auto [found, is_new] = touchpoints_.try_emplace(name);
    if (is_new) found->second = index_.touchpoints()(name);
    return found->second;
  } catch (base::Error& problem) {
    touchpoints_.erase(name);
    problem.field = field + ".touchpoint";
    throw;
  }
}

std::vector<std::uint8_t> Words::activities(const MatchAsked& asked, const std::string& field, Unheard unheard) const {
  std::size_t named = 0;
  return activities(asked, field, 0, unheard, named);
}

std::vector<std::uint8_t> Words::activities(const MatchAsked& asked, const std::string& field, int depth, Unheard unheard, std::size_t& named) const {
  if (depth > deepest) throw base::invalid("Lists stand in each other too deep.", "Write them as one.", field);
  if ((named += asked.any.size()) > base::limits::question_matches) throw base::invalid("More than " + std::to_string(base::limits::question_matches) + " activities are named.", "Name a channel, or fewer of them.", field);
  std::vector<std::uint8_t> any(asked.any.empty() ? 0 : count_), there;
  if (asked.touchpoint) there = activities(touchpoint(*asked.touchpoint, field), field + ".touchpoint", depth + 1, unheard, named);
  for (std::size_t i = 0; i < asked.any.size(); ++i) {
    auto at = field + ".any[" + std::to_string(i) + "]";
    std::vector<Condition> inside;
    conditions(asked.any[i], at, depth + 1, inside);
    if (!inside.empty()) throw base::invalid("Values of dimensions stand beside \"any\", not inside.", "Move \"where\" out of the list; a touchpoint that has one stands alone.", field);
    auto one = activities(asked.any[i], at, depth + 1, unheard, named);
    for (std::uint32_t a = 0; a < count_; ++a) any[a] |= one[a];
  }
  auto channels = asked.where.find("channel");
  auto wanted = channels == asked.where.end() ? std::vector<std::string>() : values_of(channels->second, field + ".where.channel");
  std::vector<std::uint8_t> marks(count_);
  bool some = false;
  auto look = [&](std::uint32_t a) {
    const auto& [channel, name] = names_[a];
    marks[a] = (!asked.channel || *asked.channel == channel) && (!asked.name || *asked.name == name) && (asked.any.empty() || any[a]) && (there.empty() || there[a]) &&
               (wanted.empty() || std::find(wanted.begin(), wanted.end(), channel) != wanted.end());
    some |= marks[a] != 0;
  };
  auto look_at = [&](const auto& known, const std::string& text) {
    if (auto found = known.find(text); found != known.end()) std::for_each(found->second.begin(), found->second.end(), look);
  };
  if (asked.name) look_at(by_name_, *asked.name);
  else if (asked.channel) look_at(by_channel_, *asked.channel);
  else for (std::uint32_t a = 1; a < count_; ++a) look(a);
  if (unheard == Unheard::refused && !some && (asked.channel || asked.name || !wanted.empty())) throw never_heard(shown(asked), field);
  return marks;
}

Condition Words::condition(const std::string& dimension, const base::Json& value, const std::string& field) const {
  Condition condition{dimensions_.find(dimension, field)};
  for (const auto& text : values_of(value, field)) {
    auto code = dimensions_.known(condition.dimension, text);
    if (!code) dimensions_.want_apart(condition.dimension, field);
    if (code) condition.allow(*code);   // a value that nobody has matches nobody
  }
  return condition;
}

// Those of the touchpoint that it names, too. Values of the channel are not among them: they are a matter of activities.
void Words::conditions(const MatchAsked& asked, const std::string& field, int depth, std::vector<Condition>& found) const {
  if (depth > deepest) throw base::invalid("Touchpoints name each other in a circle.", "Name the activities in one of them.", field);
  if (asked.touchpoint) conditions(touchpoint(*asked.touchpoint, field), field + ".touchpoint", depth + 1, found);
  for (const auto& [dimension, value] : asked.where)
    if (!is_channel(dimension)) found.push_back(condition(dimension, value, field + ".where." + dimension));
}

Match Words::match(const MatchAsked& asked, const std::string& field) const { return match(asked, field, Unheard::refused); }
Match Words::may_match(const MatchAsked& asked, const std::string& field) const { return match(asked, field, Unheard::nothing); }

Match Words::match(const MatchAsked& asked, const std::string& field, Unheard unheard) const {
  Match match;
  conditions(asked, field, 0, match.where);
  match.activities = activities(asked, field, unheard);
  for (const auto& one : match.where) {
    if (!one.dimension.of_customer) continue;
    const auto& name = dimensions_.all()[dimensions_.of_interactions() + one.dimension.number].name;
    throw base::invalid("\"" + name + "\" is a trait of customers, not of one interaction.", "Ask for it in \"filter\".", field + ".where." + name);
  }
  return match;
}

Scope Words::scope(const ScopeAsked& asked) const {
  Scope scope;
  auto zone = base::Zone::named(asked.zone);
  if (asked.zone.empty()) throw base::invalid("\"zone\" is empty.", "Name a place's clock, such as Asia/Shanghai, or leave it out for UTC.", "zone");
  if (asked.from) scope.from = asked.from->micros;
  if (asked.to) scope.to = asked.to->micros;
  if (asked.days) {
    if (asked.from || asked.to) throw base::invalid("\"days\" are counted back from today: they have no \"from\" and no \"to\".", "Send \"days\" alone, or both ends.", "days");
    if (*asked.days < 1 || *asked.days > most_days) throw base::invalid("\"days\" is " + std::to_string(*asked.days) + ".", "It is a number from 1 to " + std::to_string(most_days) + ".", "days");
    scope.from = last_days(*asked.days, zone, base::now().micros);
  }
  if (scope.from >= scope.to) throw base::invalid("The period ends before it begins.", "\"to\" is the moment up to which it goes, that itself left out.", "to");
  if (asked.filter) {
    bool of_activities = asked.filter->channel || asked.filter->name || asked.filter->touchpoint || !asked.filter->any.empty() || asked.filter->where.contains("channel");
    if (of_activities) scope.activities = activities(*asked.filter, "filter");
    conditions(*asked.filter, "filter", 0, scope.where);
  }
  if (asked.by) scope.by = dimensions_.find(*asked.by, "by");
  return scope;
}

}  // namespace journey
