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

TEST(XesRoundTrip, WhatXmlCannotWriteIsReplaced) {
  EXPECT_EQ(record::interchange::xml_text("a<b>&\"c\"\t\n\r'\x01\x1F 中"), "a&lt;b&gt;&amp;&quot;c&quot;&#9;&#10;&#13;'\uFFFD\uFFFD 中");
  EXPECT_EQ(record::interchange::xml_text("\xEF\xBF\xBE"), "\uFFFD");
}

}  // namespace
}  // namespace channel::file::test
