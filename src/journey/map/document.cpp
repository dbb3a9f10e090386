#include "journey/map/document.h"

#include <cmath>
#include <set>

#include "base/text.h"
#include "journey/words.h"

namespace journey {
namespace {

namespace limits = base::limits;

std::string inside(const std::string& path, std::string_view member) { return path.empty() ? std::string(member) : path + "." + std::string(member); }

void check_text(const std::string& text, std::size_t most, const std::string& path) {
  if (text.size() > most) throw base::invalid("\"" + path + "\" is longer than " + std::to_string(most) + " bytes.", "Shorten it; longer texts belong behind a link.", path);
  if (!base::is_utf8(text)) throw base::invalid("\"" + path + "\" is not UTF-8.", "Save the document as UTF-8.", path);
}

void check_line(const std::string& text, const std::string& path) {
  check_text(text, limits::journey_line_bytes, path);
  if (text.find('\n') != std::string::npos) throw base::invalid("\"" + path + "\" is one line.", "Longer texts belong into the description.", path);
}

void check_name(const std::string& text, const std::string& path) {
  check_line(text, path);
  if (base::trim(text).empty()) throw base::invalid("\"" + path + "\" is empty.", "Write a name.", path);
}

void check_key(const std::string& key, const std::string& path) {
  if (!is_key(key)) throw base::invalid("\"" + base::shown(key, 60) + "\" is no key.", "A key is 1 to 40 of a-z, 0-9 and -.", path);
}

void check_count(std::size_t count, std::size_t most, const std::string& path) {
  if (count > most) throw base::invalid("\"" + path + "\" has more than " + std::to_string(most) + " entries.", "Take fewer, or divide the map.", path);
}

void check_span(const std::string& text, const std::string& path) { read_span(text, path); }

void check_match(const MatchAsked& match, const std::string& path, int depth = 0) {
  constexpr int deepest = 8;
  if (depth > deepest) throw base::invalid("Lists stand in each other too deep.", "Write them as one.", path);
  check_count(match.any.size(), limits::question_matches, inside(path, "any"));
  if (match.channel) check_line(*match.channel, inside(path, "channel"));
  if (match.name) check_text(*match.name, limits::key_bytes, inside(path, "name"));
  if (match.touchpoint) {
    auto slash = match.touchpoint->find('/');
    if (slash == std::string::npos || !is_key(match.touchpoint->substr(0, slash)) || !is_key(match.touchpoint->substr(slash + 1)))
      throw base::invalid("\"" + base::shown(*match.touchpoint, 90) + "\" names no touchpoint.", "Write \"map/touchpoint\", both by their keys.", inside(path, "touchpoint"));
  }
  for (std::size_t i = 0; i < match.any.size(); ++i) check_match(match.any[i], inside(path, "any") + "[" + std::to_string(i) + "]", depth + 1);
}

void check_match(const std::optional<MatchAsked>& match, const std::string& path) {
  if (match) check_match(*match, path);
}

// The same for what has an owner: a map, a stage, a touchpoint.
template <class Owned>
void check_owned(const Owned& one, const std::string& path) {
  check_key(one.key, inside(path, "key"));
  check_name(one.name, inside(path, "name"));
  check_text(one.description, limits::journey_text_bytes, inside(path, "description"));
  check_line(one.owner, inside(path, "owner"));
  check_line(one.department, inside(path, "department"));
  check_line(one.region, inside(path, "region"));
}

// Each of a list of things with keys, with its path.
template <class Item, class Check>
void check_list(const std::vector<Item>& list, std::size_t most, const std::string& path, const Check& check_one) {
  check_count(list.size(), most, path);
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto at = path + "[" + std::to_string(i) + "]";
    check_one(list[i], at);
    if (!keys.insert(list[i].key).second) throw base::invalid("\"" + list[i].key + "\" stands twice in \"" + path + "\".", "Keys name one thing each.", inside(at, "key"));
  }
}

void check_share(double share, const std::string& path) {
  if (!(share >= 0 && share <= 1)) throw base::invalid("\"" + path + "\" is a share.", "Write a number from 0 to 1.", path);
}

void check_amount(const std::optional<record::Amount>& amount, const std::string& path) {
  if (!amount) return;
  const auto& code = amount->currency;
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    throw base::invalid("\"" + base::shown(code, 20) + "\" is no currency.", "Write its ISO 4217 code: EUR, CNY.", inside(path, "currency"));
}

void check_promise(const Promise& promise, const std::string& path) {
  check_text(promise.text, limits::journey_text_bytes, inside(path, "text"));
  if (promise.due == promise.within.has_value())
    throw base::invalid("A promise is measured in one of two ways.", "Give \"within\" and \"after\" (an answer within 1h after each call), or \"due\": true where interactions tell a due time.", path);
  if (promise.within) {
    check_span(*promise.within, inside(path, "within"));
    if (!promise.after) throw base::invalid("\"" + inside(path, "after") + "\" is missing.", "Say what the time runs from: a match.", inside(path, "after"));
    if (promise.made_by) throw base::invalid("\"made_by\" goes with \"due\".", "Leave it out; \"after\" says what the time runs from.", inside(path, "made_by"));
  } else if (promise.after) {
    throw base::invalid("\"after\" goes with \"within\".", "Leave it out, or say within which time.", inside(path, "after"));
  }
  check_match(promise.after, inside(path, "after"));
  check_match(promise.made_by, inside(path, "made_by"));
}

void check_link(const ContentLink& link, const std::string& path) {
  check_key(link.key, inside(path, "key"));
  check_line(link.title, inside(path, "title"));
  check_text(link.url, limits::journey_link_bytes, inside(path, "url"));
  auto address = base::lower_ascii(link.url);
  if ((!address.starts_with("https://") && !address.starts_with("http://")) || link.url.find_first_of(" \n\t\"<>") != std::string::npos)
    throw base::invalid("\"" + base::shown(link.url, 80) + "\" is no address of a page.", "Write one that begins with https:// or http://.", inside(path, "url"));
}

void check_task(const Task& task, const std::string& path) {
  check_key(task.key, inside(path, "key"));
  check_name(task.title, inside(path, "title"));
  check_line(task.owner, inside(path, "owner"));
  if (task.due && (task.due->size() != 10 || !base::parse_time(*task.due))) throw base::invalid("\"" + base::shown(*task.due, 40) + "\" is no day.", "Write 2024-05-31.", inside(path, "due"));
  if (const auto& expected = task.expected) {
    auto at = inside(path, "expected");
    check_text(expected->text, limits::journey_text_bytes, inside(at, "text"));
    check_line(expected->unit, inside(at, "unit"));
    if (!(expected->low <= expected->value && expected->value <= expected->high)) throw base::invalid("The expected value lies outside its interval.", "low <= value <= high.", at);
  }
}

void check_touchpoint(const Touchpoint& touchpoint, const std::string& path, const std::set<std::string_view>& stages) {
  check_owned(touchpoint, path);
  if (!stages.contains(touchpoint.stage)) throw base::invalid("There is no stage \"" + base::shown(touchpoint.stage, 60) + "\".", "Name one of \"stages\" by its key.", inside(path, "stage"));
  check_count(touchpoint.channels.size(), limits::journey_parts, inside(path, "channels"));
  for (std::size_t i = 0; i < touchpoint.channels.size(); ++i) check_name(touchpoint.channels[i], inside(path, "channels") + "[" + std::to_string(i) + "]");
  check_text(touchpoint.expects, limits::journey_text_bytes, inside(path, "expects"));
  check_text(touchpoint.emotion, limits::journey_text_bytes, inside(path, "emotion"));
  check_text(touchpoint.function, limits::journey_text_bytes, inside(path, "function"));
  check_match(touchpoint.match, inside(path, "match"));
  check_match(touchpoint.answers, inside(path, "answers"));
  if (touchpoint.promise) check_promise(*touchpoint.promise, inside(path, "promise"));
  check_match(touchpoint.complaint, inside(path, "complaint"));
  check_match(touchpoint.contact, inside(path, "contact"));
  check_list(touchpoint.links, limits::journey_parts, inside(path, "links"), check_link);
  check_count(touchpoint.barriers.size(), limits::journey_parts, inside(path, "barriers"));
  for (std::size_t i = 0; i < touchpoint.barriers.size(); ++i) check_text(touchpoint.barriers[i].note, limits::journey_text_bytes, inside(path, "barriers") + "[" + std::to_string(i) + "].note");
  check_list(touchpoint.plan, limits::journey_parts, inside(path, "plan"), check_task);
}

void check_outcome(const Outcome& outcome, const std::string& path, bool has_case) {
  check_key(outcome.key, inside(path, "key"));
  check_name(outcome.name, inside(path, "name"));
  check_match(outcome.match, inside(path, "match"));
  check_span(outcome.within, inside(path, "within"));
  if (outcome.score.has_value() != (outcome.kind == OutcomeKind::score))
    throw base::invalid("An outcome of kind \"score\" names which score, and no other does.", "Set \"score\" to one of " + base::enum_names<record::ScoreKind>() + ", or leave it out.", inside(path, "score"));
  if (outcome.same_case && !has_case) throw base::invalid("\"same_case\" needs to know what a case is.", "Set the map's \"case\" to a dimension, such as order.", inside(path, "same_case"));
  check_amount(outcome.value, inside(path, "value"));
}

void check_risk(const RiskAssumptions& risk, const std::string& path) {
  boost::mp11::mp_for_each<base::members_of<RiskAssumptions>>([&](auto d) {
    const auto& member = risk.*d.pointer;
    auto at = inside(path, d.name);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, double>) {
      bool told = std::string_view(d.name).starts_with("told_");   // persons; all else are shares
      if (!told) check_share(member, at);
      else if (!(member >= 0 && member <= 1e6)) throw base::invalid("\"" + at + "\" is a number of persons.", "Write 0 or more.", at);
    } else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::optional<std::int64_t>>) {
      if (member && *member < 0) throw base::invalid("\"" + at + "\" is below zero.", "Write 0 or more, or leave it out.", at);
    }
  });
  if (std::abs(risk.satisfied + risk.mollified + risk.dissatisfied - 1) > 1e-6) throw base::invalid("satisfied, mollified and dissatisfied are all who complain: they add up to 1.", "Correct the three shares.", path);
  check_amount(risk.value, inside(path, "value"));
}

// Says the place in words, too: on a command line nobody sees the field.
template <class Work>
auto with_place(Work work) {
  try {
    return work();
  } catch (const base::Error& error) {
    std::string message = error.what();
    if (error.field.empty() || message.find(error.field) != std::string::npos) throw;
    throw base::Error(error.code, error.field + ": " + message, error.hint, error.field);
  }
}

void check_whole(const Map& map, const std::string& path) {
  check_owned(map, path);
  if (map.case_) check_name(*map.case_, inside(path, "case"));
  check_span(map.drop_off_within, inside(path, "drop_off_within"));
  check_list(map.stages, limits::journey_stages, inside(path, "stages"), check_owned<Stage>);
  std::set<std::string_view> stages;
  for (const auto& stage : map.stages) stages.insert(stage.key);
  check_list(map.touchpoints, limits::journey_touchpoints, inside(path, "touchpoints"), [&](const Touchpoint& one, const std::string& at) { check_touchpoint(one, at, stages); });
  check_list(map.outcomes, limits::journey_outcomes, inside(path, "outcomes"), [&](const Outcome& one, const std::string& at) { check_outcome(one, at, map.case_.has_value()); });
  check_count(map.adjust.size(), limits::adjusted_dimensions, inside(path, "adjust"));
  for (std::size_t i = 0; i < map.adjust.size(); ++i) check_name(map.adjust[i], inside(path, "adjust") + "[" + std::to_string(i) + "]");
  if (map.risk) check_risk(*map.risk, inside(path, "risk"));
}

}  // namespace

void check(const Map& map, const std::string& path) {
  with_place([&] { check_whole(map, path); });
}

Map read_map(const base::Json& json, const std::string& path) {
  auto map = with_place([&] { return base::from_json<Map>(json, path); });
  check(map, path);
  for (auto& touchpoint : map.touchpoints)
    for (auto& task : touchpoint.plan) {
      if (task.state != TaskState::done) task.done_at.reset();
      else if (!task.done_at) task.done_at = base::now();
    }
  return map;
}

bool is_key(std::string_view text) {
  constexpr std::size_t longest = 40;
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string key_of(std::string_view name) {
  std::string key;
  auto latin = base::pinyin(name);
  for (char c : base::folded(latin.empty() ? std::string(name) : latin)) {
    bool stands = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (stands) key += c;
    else if (!key.empty() && key.back() != '-') key += '-';
    if (key.size() == 40) break;
  }
  while (key.ends_with('-')) key.pop_back();
  return key;
}

Unowned unowned(const Map& map) {
  Unowned found;
  for (const auto& stage : map.stages)
    if (base::trim(stage.owner).empty()) found.stages.push_back(stage.key);
  for (const auto& touchpoint : map.touchpoints)
    if (base::trim(touchpoint.owner).empty()) found.touchpoints.push_back(touchpoint.key);
  return found;
}

}  // namespace journey
