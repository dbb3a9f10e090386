// An event log goes in, and out again as the same events: held against a plain reading of both files that knows tags and
// attributes only. The large real log is compared by tests/interchange.
#include <gtest/gtest.h>

#include <fstream>

#include "channel/file/imports.h"
#include "channel/file/preview.h"
#include "record/interchange/xes.h"
#include "record/world.h"
#include "support.h"

namespace channel::file::test {
namespace {

std::string decoded(std::string text) {
  for (auto [sign, meant] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#10;", "\n"}, {"&#9;", "\t"}, {"&#13;", "\r"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos; at += std::strlen(meant)) text.replace(at, std::strlen(sign), meant);
  return text;
}

std::string attribute(const std::string& tag, const std::string& name) {
  auto at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return {};
  auto begin = at + name.size() + 3;
  return decoded(tag.substr(begin, tag.find('"', begin) - begin));
}

// Each event with its trace, as sorted "path type = value" lines: times in UTC, ids as texts, numbers as numbers.
std::multiset<std::string> events_of(const std::string& xes) {
  std::multiset<std::string> events;
  std::vector<std::string> stack;
  std::vector<std::string> of_trace, of_event;
  bool in_trace = false, in_event = false;
  for (std::size_t at = 0; (at = xes.find('<', at)) != std::string::npos;) {
    auto end = xes.find('>', at);
    auto tag = xes.substr(at + 1, end - at - 1);
    at = end;
    if (tag[0] == '?' || tag[0] == '!') continue;
    bool closes = tag[0] == '/', closed = closes || tag.back() == '/';
    auto name = tag.substr(closes, tag.find_first_of(" /", 1) - closes);
    if (!closes && name == "trace") of_trace.clear(), in_trace = true;
    if (!closes && name == "event") of_event.clear(), in_event = true;
    bool counts = in_trace && name != "trace" && name != "event" && name != "values";
    if (!closes && counts) {
      std::string path;
      for (const auto& step : stack) path += step + "/";
      auto key = attribute(tag, "key"), value = attribute(tag, "value");
      if (key.starts_with("c:")) key = "concept:" + key.substr(2);
      stack.push_back(key);
      if (name == "date") value = base::to_string(*base::parse_time(value));
      if (name == "float" || name == "int") value = std::to_string(std::stod(value));
      (in_event ? of_event : of_trace).push_back(path + key + " " + (name == "id" ? "string" : name) + " = " + value);
    }
    if (closed && counts) stack.pop_back();
    if (closed && name == "event") {
      auto all = of_trace;
      for (auto& line : of_event) all.push_back("event " + line);
      std::sort(all.begin(), all.end());
      std::string text;
      for (const auto& line : all) text += line + "\n";
      events.insert(text);
      in_event = false;
    }
    if (closes && name == "trace") in_trace = false;
  }
  return events;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string exported(record::Record& record, record::interchange::XesQuery query = {}) {
  auto pieces = record::interchange::xes_pieces(record, query);
  std::string all;
  for (std::string piece; pieces(piece), !piece.empty(); piece.clear()) all += piece;
  return all;
}

void import_into(record::Record& record, const std::filesystem::path& path) {
  Source source{path.filename(), path};
  Progress progress;
  import_files(into(record), preview_file(source).mapping, {source}, progress, {});
  EXPECT_EQ(progress.rows_rejected, 0);
  record.settle();
}

TEST(XesRoundTrip, GivesTheSameEvents) {
  auto path = std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests/channel/file/logs/repairs.xes";
  record::World world;
  import_into(*world, path);
  auto expected = events_of(read(path));
  EXPECT_EQ(expected.size(), 4u);
  EXPECT_EQ(events_of(exported(*world)), expected);
  EXPECT_EQ(events_of(exported(*world, {.case_ = "conversation", .source = "repairs"})).size(), 4u);
  EXPECT_EQ(events_of(exported(*world, {.source = "another"})).size(), 0u);
  EXPECT_EQ(events_of(exported(*world, {.to = record::time("2024-05-02T00:00:00Z")})).size(), 2u);
  EXPECT_THROW(exported(*world, {.case_ = "orders"}), base::Error);

  // And what came out goes in again.
  Folder folder;
  auto again = folder.write("repairs.xes", exported(*world));
  auto before = world->log->position();
  import_into(*world, again);
  EXPECT_EQ(world->log->position(), before);
}

TEST(XesRoundTrip, TheRunningExampleOfTheSharedData) {
  auto path = std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "../shared/data/running-example/running-example.xes";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  record::World world;
  import_into(*world, path);
  auto expected = events_of(read(path));
  EXPECT_EQ(expected.size(), 42u);
  EXPECT_EQ(events_of(exported(*world)), expected);
}

// All that an interaction says, without the numbers that every record gives itself; grouped by customer.
std::multiset<std::multiset<std::string>> lives_of(record::Record& record) {
  std::multiset<std::multiset<std::string>> lives;
  auto next = record::interchange::each_person(record, {});
  for (record::interchange::Person person; next(person);) {
    std::multiset<std::string> life{person.name + base::json_text(person.traits)};
    for (auto one : person.interactions) {
      one.id = one.customer = one.source = one.source_key = "";
      one.received_at = {};
      life.insert(base::to_json_text(one));
    }
    lives.insert(life);
  }
  return lives;
}

TEST(XesRoundTrip, OurOwnExportComesBackAsTheSameInteractions) {
  record::World world;
  // The first ones say nothing that an event log does not say itself.
  for (int n = 0; n < 250; ++n) world.hear({"user_id:plain"});
  int at = 0;
  auto hear = [&](const std::string& who, auto&& say) {
    auto one = world.heard({record::claim_of("user_id:" + who)}, "2024-06-01T10:00:" + std::to_string(10 + ++at) + "Z");
    say(one);
    world.hear(one);
  };
  hear("u1", [](record::Heard& one) { one.person_name = "王小明", one.traits = R"({"plan":"gold"})", one.conversation = "t1", one.direction = record::Direction::in; });
  hear("u1", [](record::Heard& one) { one.conversation = "t2", one.channel = "voice", one.actor = record::ActorKind::agent, one.actor_id = "Mia", one.topic = "delivery", one.sentiment = -0.25; });
  hear("u1", [](record::Heard& one) { one.name = "Order Approved", one.actor = record::ActorKind::system, one.direction = record::Direction::out, one.amount = record::Amount{-1250, "JPY"}; });
  hear("u1", [](record::Heard& one) { one.actor = record::ActorKind::bot, one.actor_id = "b1", one.subject = "a & b", one.text = "first\nsecond <line>", one.language = "zh"; });
  hear("u2", [](record::Heard& one) { one.conversation = "t9", one.score = record::Score{record::ScoreKind::nps, 9}; });
  hear("u2", [](record::Heard& one) { one.conversation = "t9", one.score = record::Score{record::ScoreKind::perception, 6.5}; });
  hear("u3", [](record::Heard& one) { one.conversation = "t9", one.properties = R"({"order_id":"A7","items":2,"list":[1,{"a":2}],"at":"2024-05-01T00:00:00Z"})"; });
  hear("u3", [](record::Heard&) {});
  world->settle();
  auto expected = lives_of(*world);
  Folder folder;
  {
    record::World other;
    import_into(*other, folder.write("export.xes", exported(*world)));
    EXPECT_EQ(lives_of(*other), expected);
  }
  // By conversation: those that have one, with their customers.
  record::World other;
  import_into(*other, folder.write("talks.xes", exported(*world, {.case_ = "conversation"})));
  std::size_t interactions = 0;
  for (const auto& life : lives_of(*other)) interactions += life.size() - 1;
  EXPECT_EQ(lives_of(*other).size(), 3u);
  EXPECT_EQ(interactions, 5u);
}

TEST(XesRoundTrip, BlanksAndEmptyTextsComeBack) {
  const std::string log = "<log><trace><string key=\"concept:name\" value=\" 1 \"/><event><string key=\"concept:name\" value=\"a \"/><date key=\"time:timestamp\" value=\"2024-05-01T10:00:00.000Z\"/>"
                          "<string key=\"org:resource\" value=\"\"/></event><event><string key=\"concept:name\" value=\"b\"/><date key=\"time:timestamp\" value=\"2024-05-01T11:00:00.000Z\"/>"
                          "<string key=\"org:resource\" value=\" Pete\"/></event></trace></log>";
  Folder folder;
  record::World world;
  import_into(*world, folder.write("blanks.xes", log));
  EXPECT_EQ(events_of(exported(*world)), events_of(log));
}

TEST(XesRoundTrip, WhatXmlCannotWriteIsReplaced) {
  EXPECT_EQ(record::interchange::xml_text("a<b>&\"c\"\t\n\r'\x01\x1F 中"), "a&lt;b&gt;&amp;&quot;c&quot;&#9;&#10;&#13;'\uFFFD\uFFFD 中");
  EXPECT_EQ(record::interchange::xml_text("\xEF\xBF\xBE"), "\uFFFD");
}

}  // namespace
}  // namespace channel::file::test
