// Scenarios in the words of the domain (tests/scenarios/README.md tells the language): one line is one thing that
// happens or one thing that is expected. Answers what was not as expected, with its line.
#pragma once
#include <fstream>
#include <set>
#include <sstream>

#include "record/check.h"
#include "record/overview.h"
#include "record/undo.h"
#include "record/world.h"

namespace record {

class Scenario {
 public:
  struct Failure {
    int line;
    std::string message;
  };

  static std::vector<Failure> play(std::istream& script) { return Scenario().run(script); }
  virtual ~Scenario() = default;

  std::vector<Failure> run(std::istream& script) {
    std::vector<Failure> failures;
    std::string text;
    for (int line = 1; std::getline(script, text); ++line) {
      try {
        auto words = split(text);
        if (!words.empty()) this->line(words);
      } catch (const std::exception& error) {
        failures.push_back({line, std::string(error.what()) + "   in: " + text});
      }
    }
    return failures;
  }

 protected:
  using Words = std::vector<std::string>;

  [[noreturn]] static void fail(const std::string& message) { throw std::runtime_error(message); }

  // Blanks divide; 'in quotes' they do not; # begins a remark.
  static Words split(const std::string& text) {
    Words words;
    std::string word;
    bool quoted = false, any = false;
    for (char c : text) {
      if (c == '\'') {
        quoted = !quoted, any = true;
      } else if (!quoted && c == '#' && !any) {
        break;
      } else if (!quoted && (c == ' ' || c == '\t' || c == ',')) {
        if (any) words.push_back(word);
        word.clear(), any = false;
      } else {
        word += c, any = true;
      }
    }
    if (quoted) fail("a quote is not closed");
    if (any) words.push_back(word);
    return words;
  }

  static bool is_identity(const std::string& word) { return word.find('=') != std::string::npos && word[0] != '='; }
  // u=wang stands for user_id:wang.
  static std::string identity(const std::string& word) {
    if (!is_identity(word)) fail("\"" + word + "\" is no identifier; write kind=value");
    auto kind = word.substr(0, word.find('='));
    return (kind == "u" ? "user_id" : kind) + ":" + word.substr(word.find('=') + 1);
  }

  // Languages that say more than this one begin here.
  virtual void line(const Words& words) {
    if (words[0] == "shared" && words.size() == 2) return shared_by(std::stoi(words[1]));
    if (words[0] == "hear") return hear(words, 1, 0);
    if (words[0] == "import") return hear(words, 2, std::stoll(words[1]));
    if (words[0] == "merge") return merge(words);
    if (words[0] == "restart") return world().reopen();
    if (words[0] == "rebuild") return world().rebuild();
    if (words[0] == "undo" && words[1] == "import") return void(undo_import(*world(), std::stoll(words[2]), [](std::int64_t) {}));
    if (words[0] == "undo" && words[1] == "last") return undo_last();
    if (words[0] == "dismiss") return dismiss();
    if (words[0] == "expect") return expect(Words(words.begin() + 1, words.end()));
    fail("\"" + words[0] + "\" is no word of the language");
  }

  // "stars:4"
  static Score score_of(const std::string& text) {
    auto kind = base::enum_value<ScoreKind>(text.substr(0, text.find(':')));
    if (!kind) fail(text + " is no score");
    return {*kind, std::stod(text.substr(text.find(':') + 1))};
  }

  // "plan=gold" into a JSON object.
  static void add(std::string& json, const std::string& word) {
    auto object = json.empty() ? base::JsonObject() : base::parse_json(json).as_object();
    object[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
    json = base::json_text(object);
  }

  World& world() {
    if (!world_) world_ = std::make_unique<World>(options_);
    return *world_;
  }
  void shared_by(int people) {
    if (world_) fail("say it before anything is heard");
    options_.people_an_identifier_joins = people;
  }

  void hear(const Words& words, std::size_t at, std::int64_t import) {
    Heard heard;
    Words said;
    auto source = words.at(at);
    for (std::size_t i = at + 1; i < words.size(); ++i) {
      if (words[i].starts_with("called=")) heard.person_name = words[i].substr(7);
      else if (words[i].starts_with("key=")) heard.source_key = words[i].substr(4);
      else if (words[i].starts_with("about=")) heard.topic = words[i].substr(6);
      else if (words[i].starts_with("scored=")) heard.score = score_of(words[i].substr(7));
      else if (words[i].starts_with("felt=")) heard.sentiment = std::stod(words[i].substr(5));
      else if (words[i].starts_with("has:")) add(heard.properties, words[i].substr(4));
      else if (words[i].starts_with("is:")) add(heard.traits, words[i].substr(3));
      else if (is_identity(words[i])) heard.identities.push_back(claim_of(identity(words[i])));
      else if (auto time = base::parse_time(words[i])) now_ = *time;
      else said.push_back(words[i]);
    }
    now_.micros += 60 * base::second;
    heard.at = now_;
    heard.channel = said.size() > 0 ? said[0] : "web";
    heard.name = said.size() > 1 ? said[1] : "Page Viewed";
    if (heard.source_key.empty()) heard.source_key = "key-" + std::to_string(++keys_);
    check(heard);
    world().hear(std::move(heard), source, import);
  }

  std::string one_person(const std::string& word) {
    auto found = world().person(identity(word));
    if (found.empty()) fail(word + " is nobody");
    if (found.find(' ') != std::string::npos) fail(word + " is held by several: " + found);
    return found;
  }

  void merge(const Words& words) { Decisions(*world()).merge({.customers = {one_person(words.at(1)), one_person(words.back())}}, "mia@example.com"); }
  void undo_last() {
    auto newest = Decisions(*world()).list({});
    for (const auto& merge : newest.items)
      if (!merge.undone_at) return world().undo(merge.id);
    fail("there is no merge to undo");
  }
  void dismiss() {
    auto open = Decisions(*world()).suggestions({});
    if (open.items.empty()) fail("there is no suggestion");
    Decisions(*world()).decide(open.items.front().id, SuggestionState::dismissed, "mia@example.com");
  }

  static void same(const std::string& what, const std::string& found, const std::string& expected) {
    if (found != expected) fail(what + " is " + found + ", not " + expected);
  }
  static std::string list(const Words& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  void expect(const Words& words) {
    world()->settle();
    if (words[0] == "same" || words[0] == "different") return expect_people(words);
    if (words[0] == "person") return expect_person(Words(words.begin() + 2, words.end()));
    if (words[0] == "timeline") return expect_timeline(words);
    if (words[0] == "suggestion") return expect_suggestion(words);
    if (words[0] == "no" && words[1] == "suggestions") return same("the number of suggestions", std::to_string(Decisions(*world()).suggestions({}).items.size()), "0");
    if (words[0] == "found") return expect_found(words);
    if (words[0] == "sound") return expect_sound();
    if (words.size() == 2 && words[1] == "people") return same("the number of people", std::to_string(overview_of().customers), words[0]);
    if (words.size() >= 3 && words[1] == "is") return expect_is(words);
    fail("that can't be expected");
  }

  Overview overview_of() { return overview(*world()); }

  // same person A B …    different people A B …
  void expect_people(const Words& words) {
    std::set<std::string> people;
    for (std::size_t i = 2; i < words.size(); ++i)
      if (words[i] != "and") people.insert(one_person(words[i]));
    std::size_t named = std::count_if(words.begin() + 2, words.end(), [](const std::string& word) { return word != "and"; });
    if (words[0] == "same" && people.size() != 1) fail("they are " + std::to_string(people.size()) + " people");
    if (words[0] == "different" && people.size() != named) fail("they are only " + std::to_string(people.size()) + " people");
  }

  // person of X has N interactions | is called NAME | is anonymous | is identified | holds ID …
  void expect_person(const Words& words) {
    auto person = world()->customers.one(one_person(words.at(0)));
    if (words.at(1) == "has") return same("the number of interactions", std::to_string(person.interactions), words.at(2));
    if (words.at(1) == "holds") {
      Words found, expected;
      for (const auto& item : person.identities) found.push_back(item.namespace_ + ":" + item.value + (item.verified ? "!" : "") + (item.shared ? "?" : ""));
      for (std::size_t i = 2; i < words.size(); ++i) expected.push_back(identity(words[i]));
      std::sort(found.begin(), found.end()), std::sort(expected.begin(), expected.end());
      return same("what the person holds", list(found), list(expected));
    }
    if (words.at(2) == "called") return same("the name", person.name, words.at(3));
    same("the person", person.anonymous ? "anonymous" : "identified", words.at(2));
  }

  // timeline of X = 'newest' 'older' …
  void expect_timeline(const Words& words) {
    Words found;
    for (const auto& one : world()->customers.timeline(one_person(words.at(2)), {.limit = 1000}).items) found.push_back(one.name);
    same("the timeline", list(found), list(Words(words.begin() + 4, words.end())));
  }

  // suggestion between X and Y because KIND
  void expect_suggestion(const Words& words) {
    std::set<std::string> pair{one_person(words.at(2)), one_person(words.at(4))};
    for (const auto& one : Decisions(*world()).suggestions({}).items) {
      if (std::set<std::string>{one.customers[0].id, one.customers[1].id} != pair) continue;
      for (const auto& evidence : one.evidence)
        if (evidence.namespace_ == words.at(6)) return;
      fail("it is suggested for another reason");
    }
    fail("it is not suggested");
  }

  // found TYPED = NAME …
  void expect_found(const Words& words) { same("what is found", list(world().search(words.at(1))), list(Words(words.begin() + 3, words.end()))); }

  // X is nobody | is shared
  void expect_is(const Words& words) {
    auto found = world().person(identity(words[0]));
    if (words[2] == "nobody") return found.empty() ? void() : fail(words[0] + " is " + found);
    if (words[2] == "shared") {
      bool several = found.find(' ') != std::string::npos;
      return several ? void() : fail(words[0] + " is " + found + " alone");
    }
    fail("that can't be expected");
  }

  void expect_sound() {
    for (const auto& finding : record::check(*world(), [](const std::string&) {}).findings) fail(finding.what);
  }

  RecordOptions options_{.region = "CN"};
  std::unique_ptr<World> world_;
  base::Time now_ = time("2024-05-01T08:00:00Z");
  int keys_ = 0;
};

}  // namespace record
