// Scenarios that ask: tests/scenarios/README.md tells the language.
#pragma once
#include "journey/ask.h"
#include "record/scenario.h"

namespace journey {

class QuestionScenario : public record::Scenario {
 public:
  static std::vector<Failure> play(std::istream& script) { return QuestionScenario().run(script); }

 protected:
  void line(const Words& words) override {
    if (words[0] == "map") return void(map_ = drawn(words, 1, {{"name", "Drawn"}, {"stages", base::JsonArray()}, {"touchpoints", base::JsonArray()}}));
    if (words[0] == "touchpoint") return touchpoint(words);
    if (words[0] == "ask") return ask_it(Words(words.begin() + 1, words.end()));
    if (words[0] == "who") return who(Words(words.begin() + 1, words.end()));
    if (words[0] == "refuse") return refuse(Words(words.begin() + 1, words.end()));
    if (words[0] == "expect" && words.size() > 2 && words[2] == "=" && words[1] != "timeline") return expect_answer(words[1], Words(words.begin() + 3, words.end()));
    if (words[0] == "restart" || words[0] == "rebuild") index_.reset();
    Scenario::line(words);
  }

 private:
  const Index& index() {
    if (!index_) index_ = std::make_unique<Index>(*world(), IndexOptions{.dimensions = {{"plan", DimensionKind::property, "plan"}, {"order", DimensionKind::property, "order"}, {"region", DimensionKind::trait, "region"}}, .folder = world().folder(), .threads = 2});
    index_->view_at(world()->log->position());
    return *index_;
  }

  static base::Json value_of(const std::string& text) {
    try {
      return base::parse_json(text);
    } catch (const base::Error&) {
      return base::Json(text);
    }
  }
  static bool is_match(const std::string& name) { return name == "start" || name == "end" || name == "return" || name == "contact" || name == "outcome"; }

  // NAME=VALUE from `at` on, into the object; matches by the name of their activity.
  static base::JsonObject drawn(const Words& words, std::size_t at, base::JsonObject into) {
    for (auto i = at; i < words.size(); ++i) {
      auto name = words[i].substr(0, words[i].find('='));
      auto value = value_of(words[i].substr(name.size() + 1));
      bool of_activity = name == "match" || name == "answers" || name == "complaint" || name == "contact";
      into[name] = of_activity && value.is_string() ? base::Json(base::JsonObject{{"name", value}}) : value;
    }
    return into;
  }
  // STAGE KEY NAME=VALUE…; a stage is there when it is first named.
  void touchpoint(const Words& words) {
    auto& stages = map_.at("stages").as_array();
    auto is_it = [&](const base::Json& stage) { return stage.at("key").as_string() == words.at(1); };
    if (std::none_of(stages.begin(), stages.end(), is_it)) stages.push_back(base::JsonObject{{"key", words[1]}, {"name", words[1]}});
    map_.at("touchpoints").as_array().push_back(drawn(words, 3, {{"key", words.at(2)}, {"name", words[2]}, {"stage", words[1]}}));
  }

  // The question's words as the API takes them; in a cell, and where a map has the matches, names are only names.
  static base::JsonObject asked(const Words& words, bool names = false) {
    base::JsonObject question;
    for (const auto& word : words) {
      auto equals = word.find('=');
      if (word.starts_with("{") || equals == std::string::npos) {
        auto& steps = question["steps"];
        if (!steps.is_array()) steps = base::JsonArray();
        steps.as_array().push_back(word.starts_with("{") ? base::parse_json(word) : base::Json(base::JsonObject{{"name", word}}));
        continue;
      }
      auto name = word.substr(0, equals);
      auto value = value_of(word.substr(equals + 1));
      question[name] = !names && is_match(name) && value.is_string() ? base::Json(base::JsonObject{{"name", value}}) : value;
    }
    return question;
  }

  template <class Visit>
  void with_question(const std::string& name, Visit visit) {
    bool known = false;
    each_question([&]<class Asked, class Opened>(const char* question, const char*) {
      if (name != question) return;
      known = true;
      visit.template operator()<Asked, Opened>();
    });
    if (!known) fail("there is no question " + name);
  }

  bool with_map(const std::string& name) {
    bool is = false;
    with_question(name, [&]<class Asked, class Opened>() { is = std::is_base_of_v<OnMapAsked, Asked>; });
    return is;
  }

  void ask_it(const Words& words) {
    name_ = words.at(0);
    question_ = asked(Words(words.begin() + 1, words.end()), with_map(name_));
    if (map_.contains("name") && with_map(name_) && !question_.contains("map") && !question_.contains("journey")) question_["map"] = map_;
    with_question(name_, [&]<class Asked, class Opened>() { answer_ = base::to_json(ask(index(), base::from_json<Asked>(question_))); });
  }

  void who(const Words& words) {
    auto sign = std::find(words.begin(), words.end(), "=");
    auto cell = asked(Words(words.begin(), sign), true);
    for (const char* name : {"from", "to", "activity"})
      if (auto found = cell.if_contains(name); found && !with_map(name_)) *found = activity(std::string(found->as_string()));
    std::set<std::string> found, expected;
    with_question(name_, [&]<class Asked, class Opened>() {
      Opened opened;
      opened.question = base::from_json<Asked>(question_);
      opened.cell = base::from_json<decltype(opened.cell)>(cell);
      for (const auto& customer : ask(index(), opened).items) found.insert(customer.id);
    });
    for (auto one = sign == words.end() ? sign : sign + 1; one != words.end(); ++one) expected.insert(one_person(*one));
    if (found != expected) fail("behind it are " + std::to_string(found.size()) + " customers: " + list({found.begin(), found.end()}) + "; not " + list({expected.begin(), expected.end()}));
  }
  // By its name alone, as it was heard.
  base::Json activity(const std::string& name) {
    for (const auto& one : index().dictionary().activities())
      if (one.name == name) return base::JsonObject{{"channel", index().dictionary().channel_name(one.channel)}, {"name", name}};
    fail("nothing was heard of " + name);
  }

  void refuse(const Words& words) {
    auto because = std::find(words.begin(), words.end(), "because");
    try {
      ask_it(Words(words.begin(), because));
    } catch (const base::Error& error) {
      if (std::string(error.what()).find(because[1]) == std::string::npos) fail("it says: " + std::string(error.what()));
      if (error.hint.empty()) fail("it does not say what to do");
      return;
    }
    fail("it is answered");
  }

  static std::string shown(const base::Json& value) {
    if (value.is_array()) {
      std::string text;
      for (const auto& one : value.as_array()) text += (text.empty() ? "" : " > ") + shown(one);
      return text;
    }
    if (value.is_object()) {
      const auto& object = value.as_object();
      if (auto activities = object.if_contains("activities")) return shown(*activities);
      if (object.contains("channel") && object.contains("name")) return std::string(object.at("name").as_string());
      if (object.contains("from") && object.contains("to")) return shown(object.at("from")) + " > " + shown(object.at("to"));
      fail("that is no single value: " + base::json_text(value));
    }
    if (value.is_string()) return std::string(value.as_string());
    if (!value.is_double()) return base::json_text(value);
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value.as_double());
    return text;
  }

  // "groups[gold].steps.customers"
  static void collect(const base::Json& value, std::string path, Words& found) {
    if (path.empty()) {
      if (value.is_array() && (value.as_array().empty() || !value.as_array()[0].is_object() || !value.as_array()[0].as_object().contains("channel"))) {
        for (const auto& one : value.as_array()) found.push_back(shown(one));
      } else {
        found.push_back(shown(value));
      }
      return;
    }
    if (value.is_array()) {
      for (const auto& one : value.as_array()) collect(one, path, found);
      return;
    }
    auto dot = path.find('.');
    auto name = path.substr(0, dot), rest = dot == std::string::npos ? "" : path.substr(dot + 1);
    std::optional<std::string> group;
    if (auto open = name.find('['); open != std::string::npos) group = name.substr(open + 1, name.size() - open - 2), name.resize(open);
    auto inner = value.is_object() ? value.as_object().if_contains(name) : nullptr;
    if (!inner) return;   // left out: there is none
    if (!group) return collect(*inner, rest, found);
    for (const auto& one : inner->as_array())
      for (const char* by : {"value", "key", "promise"})
        if (auto told = one.as_object().if_contains(by); told && told->is_string() && told->as_string() == *group) collect(one, rest, found);
  }

  void expect_answer(const std::string& path, const Words& expected) {
    Words found;
    collect(answer_, path, found);
    same(path, list(found), list(expected));
  }

  std::unique_ptr<Index> index_;   // goes before the world that it follows
  std::string name_;
  base::JsonObject question_, map_;
  base::Json answer_;
};

}  // namespace journey
