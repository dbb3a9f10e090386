// Event logs (XES) as rows, and what can't be one.
#include "channel/file/xes/xes_reader.h"

#include <gtest/gtest.h>

#include "channel/file/preview.h"
#include "support.h"

namespace channel::file::test {
namespace {

const std::filesystem::path repairs = std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests/channel/file/logs/repairs.xes";

std::string event(const std::string& inner) { return "<event>" + inner + "</event>"; }
std::string of(const std::string& name, const std::string& at = "2024-05-01T10:00:00Z") {
  return "<string key=\"concept:name\" value=\"" + name + "\"/><date key=\"time:timestamp\" value=\"" + at + "\"/>";
}
std::string trace(const std::string& name, const std::string& inner) { return "<trace><string key=\"concept:name\" value=\"" + name + "\"/>" + inner + "</trace>\n"; }
std::string log(const std::string& inner) { return "<log xes.version=\"1.0\">\n" + inner + "</log>"; }

struct Imported : Kept {
  Progress progress;
  std::string failed;   // why, and the hint
};

// With the log's own map.
void import_log(Imported& kept, const Folder& folder, const std::string& bytes, const std::string& name = "log.xes") {
  Source source{name, folder.write(name, bytes)};
  try {
    auto mapping = read_mapping_json(base::to_json(preview_file(source).mapping));
    import_files(kept.destination(), mapping, {source}, kept.progress, {});
  } catch (const base::Error& error) {
    kept.failed = std::string(error.what()) + " " + error.hint;
  }
}

// The rows' cells of some columns, "-" between.
std::vector<std::string> cells(const std::filesystem::path& path, std::vector<std::string> columns) {
  auto reader = open_rows(path, path.filename(), {});
  std::vector<std::size_t> slots;
  for (const auto& column : columns) slots.push_back(reader->column(column));
  std::vector<std::string> rows;
  for (Row row; reader->next(row);) {
    std::string text;
    for (auto slot : slots) text += (text.empty() ? "" : " - ") + std::string(row.fault ? row.fault->reason : std::string(row.cells[slot]));
    rows.push_back(text);
  }
  return rows;
}

TEST(XesReader, AnEventIsARowWithItsTrace) {
  EXPECT_EQ(cells(repairs, {"case:concept:name", "concept:name", "event:number", "event:actor", "classifier:Step"}),
            (std::vector<std::string>{"R-1 - bring in - 1 - agent - bring in+complete", "R-1 - bring in - 2 - system - bring in+complete", "R-1 - hand out - 3 - agent - hand out+", "R-2 - bring in - 1 - system - bring in+"}));
  EXPECT_EQ(cells(repairs, {"classifier:By quotes", "case:number"}).at(2), "hand out+bell - 1");
  EXPECT_THROW(cells(repairs, {"classifier:None"}), base::Error);
}

TEST(XesReader, AttributesKeepTheirTypesAndWhatStandsWithinThem) {
  auto first = cells(repairs, {"concept:name", "time:timestamp", "org:resource", "*"}).at(0);
  EXPECT_EQ(first, "bring in - 2024-05-01T09:30:00.125+02:00 - Łucja - {\"lifecycle:transition\":\"complete\",\"branch\":\"A & B <\\\"1\\\">\\nsecond line\","
                   "\"cost\":{\"@value\":12.5,\"currency\":\"EUR\"},\"whole\":3.0,\"count\":-7,\"warranty\":true,\"ticket\":\"2d2e7a2e-0000-4000-8000-000000000001\","
                   "\"parts\":[\"chain\",{\"tyre\":\"front\"},{\"tyre\":\"back\"},4],\"place\":{\"shelf\":\"B\",\"bin\":{\"row\":3}}}");
  // A column that was asked for is not told again, but what stands within it is.
  EXPECT_EQ(cells(repairs, {"cost", "branch", "parts", "*"}).at(0).substr(0, 8), "12.5 - A");
  EXPECT_NE(cells(repairs, {"cost", "*"}).at(0).find("\"cost\":{\"currency\":\"EUR\"}"), std::string::npos);
  EXPECT_EQ(cells(repairs, {"case:concept:name", "case:*"}).at(0), "R-1 - {\"city\":\"上海\",\"bikes\":2,\"since\":\"2020-02-29T15:30:00Z\"}");
}

TEST(XesReader, BringsItsOwnMap) {
  Folder folder;
  Imported kept;
  import_log(kept, folder, [] {
    std::ifstream in(repairs);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }());
  ASSERT_EQ(kept.failed, "");
  ASSERT_EQ(kept.interactions.size(), 4u);
  const auto& first = kept.interactions[0];
  EXPECT_EQ(first.identities.at(0).name_space, "case");
  EXPECT_EQ(first.identities[0].value, "log/R-1");
  EXPECT_EQ(first.conversation, "R-1");
  EXPECT_EQ(first.name, "bring in");
  EXPECT_EQ(base::to_string(first.at), "2024-05-01T07:30:00.125Z");
  EXPECT_EQ(first.actor, record::ActorKind::agent);
  EXPECT_EQ(first.actor_id, "Łucja");
  EXPECT_EQ(first.traits, "{\"city\":\"上海\",\"bikes\":2,\"since\":\"2020-02-29T15:30:00Z\"}");
  EXPECT_EQ(kept.interactions[1].actor, record::ActorKind::system);
  EXPECT_EQ(kept.interactions[2].source_key, "R-1#3/hand out");
  auto preview = preview_file({"repairs.xes", repairs});
  EXPECT_EQ(preview.format, "xes");
  EXPECT_EQ(preview.columns.at(0), "case:concept:name");
  EXPECT_NE(std::find(preview.columns.begin(), preview.columns.end(), "branch"), preview.columns.end());
}

TEST(XesReader, ABadEventCostsOnlyItselfAndSaysItsLine) {
  Folder folder;
  Imported kept;
  import_log(kept, folder, log(trace("1", event(of("a")) + "\n" + event("<string key=\"concept:name\" value=\"no time\"/>") + event("<date key=\"time:timestamp\" value=\"2024-05-01\"/>")) +
                               trace("2", event(of("a") + "<int key=\"n\" value=\"many\"/>") + event(of("b", "soon")) + event(of("c"))) +
                               "<trace>" + event(of("nobody's")) + "</trace>\n" + event(of("in no trace")) + trace("3", event(of("d") + "<float key=\"x\" value=\"NaN\"/>"))));
  ASSERT_EQ(kept.failed, "");
  std::vector<std::string> names;
  for (const auto& one : kept.interactions) names.push_back(one.identities.at(0).shown + " " + one.name);
  EXPECT_EQ(names, (std::vector<std::string>{"log/1 a", "log/2 c", "log/3 d"}));
  EXPECT_EQ(kept.interactions[2].properties, "{\"x\":\"NaN\"}");
  std::vector<std::string> errors;
  for (const auto& error : kept.progress.errors()) errors.push_back(std::to_string(error.row) + ": " + error.message);
  EXPECT_EQ(errors, (std::vector<std::string>{"2: Line 3: Nothing says when it happened: the time is empty.", "3: Line 3: Nothing says what happened: the name is empty.", "4: Line 4: \"many\" is no whole number.",
                                              "5: Line 4: \"soon\" is no time.", "7: Line 5: Nothing says whose the row is: every identifier is empty.", "8: Line 6: Nothing says whose the row is: every identifier is empty."}));
}

TEST(XesReader, TracesWithoutNamesAreCounted) {
  Folder folder;
  Imported kept;
  import_log(kept, folder, log("<trace>" + event(of("a")) + "</trace><trace>" + event(of("a")) + event(of("b")) + "</trace>"));
  ASSERT_EQ(kept.interactions.size(), 3u);
  EXPECT_EQ(kept.interactions[0].identities.at(0).value, "log/1");
  EXPECT_EQ(kept.interactions[2].source_key, "2#2/b");
}

TEST(XesReader, EventsOfOneCaseInSeveralTracesCountOn) {
  Folder folder;
  Imported kept;
  auto bytes = log(trace("1", event(of("a"))) + trace("2", event(of("a"))) + trace("1", event(of("a"))));
  import_log(kept, folder, bytes);
  EXPECT_EQ(kept.interactions.size(), 3u);
  import_log(kept, folder, bytes);   // again: nothing new
  EXPECT_EQ(kept.interactions.size(), 3u);
  EXPECT_EQ(kept.progress.rows_repeated, 3);
}

// Elements that lie across the pieces in which the file is read.
TEST(XesReader, PiecesLeaveNoMark) {
  Folder folder;
  std::string inner;
  for (int n = 0; n < 9'000; ++n) inner += trace("case " + std::to_string(n), event(of("step " + std::to_string(n % 7)) + "<string key=\"note\" value=\"" + std::string(static_cast<std::size_t>(n % 300), 'x') + "\"/>"));
  auto path = folder.write("long.xes", log(inner));
  auto reader = open_rows(path, "long.xes", {});
  auto note = reader->column("note");
  std::int64_t n = 0;
  for (Row row; reader->next(row); ++n) {
    ASSERT_FALSE(row.fault) << row.fault->reason;
    ASSERT_EQ(row.cells[note].size(), static_cast<std::size_t>(n % 300));
    ASSERT_TRUE(row.raw.starts_with("<event>") && row.raw.ends_with("</event>")) << row.raw;
    ASSERT_EQ(row.line, n + 2);
  }
  EXPECT_EQ(n, 9'000);
}

TEST(XesReader, OtherEncodingsAreReadAsTheyAreDeclared) {
  Folder folder;
  Imported kept;
  import_log(kept, folder, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + log(trace("1", event(of("Pr\xFC" "fung")))));
  ASSERT_EQ(kept.interactions.size(), 1u) << kept.failed;
  EXPECT_EQ(kept.interactions[0].name, "Prüfung");
  Imported chinese;
  import_log(chinese, folder, "<?xml version='1.0' encoding='gb18030'?>" + log(trace("1", event(of("\xC9\xEA\xC7\xEB")))), "zh.xes");
  ASSERT_EQ(chinese.interactions.size(), 1u) << chinese.failed;
  EXPECT_EQ(chinese.interactions[0].name, "申请");
}

TEST(XesReader, WhatIsNoEventLogIsRefusedWithItsPlace) {
  auto good = log(trace("1", event(of("a"))));
  const std::pair<std::string, std::string> files[] = {
      {"", "the file ends in the middle"},
      {"{\"log\": 1}\n", "line 1: this is no XML"},
      {"<log><trace></log>", "mismatched tag, column"},
      {"<html><body/></html>", "its first element is <html>, not <log>"},
      {good.substr(0, good.size() / 2), "the file ends in the middle"},
      {"\x1F\x8B not gzip at all", "is damaged"},
      {"<?xml version=\"1.0\"?>\n<!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n" + log(trace("&b;", "")), "line 2: The file declares a document type"},
      {"<?xml version=\"1.0\"?><!DOCTYPE log SYSTEM \"file:///etc/passwd\">" + good, "declares a document type"},
      {log(trace("1", event(of("a&undeclared;")))), "undefined entity"},
      {log("<trace>" + event([] {
             std::string deep;
             for (int n = 0; n < 1'000'000; ++n) deep += "<container key=\"a\">";
             return deep;
           }())), "more than 32 deep"},
      {log(trace("1", event(of("a") + "<string key=\"note\" value=\"" + std::string(9u << 20, 'x') + "\"/>"))), "more than 4 MB"}};
  for (const auto& [bytes, says] : files) {
    Folder folder;
    Imported kept;
    import_log(kept, folder, bytes);
    EXPECT_NE(kept.failed.find(says), std::string::npos) << says << " / " << kept.failed;
    EXPECT_EQ(kept.interactions.size(), 0u);
  }
}

TEST(XesReader, WhatIsTooLargeCostsItsEventsOnly) {
  Folder folder;
  Imported kept;
  std::string many;
  for (int n = 0; n < 1'100; ++n) many += "<int key=\"k" + std::to_string(n) + "\" value=\"1\"/>";
  std::string wide;
  for (int n = 0; n < 3; ++n) wide += "<string key=\"w" + std::to_string(n) + "\" value=\"" + std::string(2u << 20, 'x') + "\"/>";
  std::string lists, ends;
  for (int n = 0; n < 20; ++n) lists += "<list key=\"l\">", ends += "</list>";   // each an array and an object in JSON
  lists += ends;
  import_log(kept, folder, log(trace("1", event(of("a") + many) + event(of("b"))) + trace("2", "<string key=\"t\" value=\"" + std::string(70u << 10, 'x') + "\"/>" + event(of("c"))) +
                               trace("3", event(of("d") + wide) + event(of("e")) + event(of("f") + lists))));
  ASSERT_EQ(kept.failed, "");
  ASSERT_EQ(kept.interactions.size(), 2u);
  EXPECT_EQ(kept.interactions[0].name, "b");
  EXPECT_EQ(kept.interactions[1].name, "e");
  std::vector<std::string> errors;
  for (const auto& error : kept.progress.errors()) errors.push_back(error.message.substr(error.message.find(": ") + 2));
  EXPECT_EQ(errors, (std::vector<std::string>{"There are more than 1000 attributes.", "The attributes of the trace have more than 64 KB.", "The event has more than 4 MB.", "Attributes stand in each other too deep."}));
}

TEST(XesReader, AMapOfOnesOwnSaysWhoTheCustomerIs) {
  Folder folder;
  Kept kept;
  Progress progress;
  auto mapping = mapping_of("source = \"bank\"\n[[files]]\nfile = \"*.xes\"\nkey = {columns = [\"case:concept:name\", \"event:number\"]}\n"
                            "[files.customer]\nidentities = [{namespace = \"user_id\", column = \"case:client\", verified = true}]\ntraits = {\"*\" = \"case:*\"}\n"
                            "[[files.interactions]]\nchannel = \"voice\"\nname_column = \"concept:name\"\nat = \"time:timestamp\"\nconversation = \"case:concept:name\"\nproperties = {\"*\" = \"*\"}\n");
  Source source{"log.xes", folder.write("log.xes", log(trace("1", "<string key=\"client\" value=\"u7\"/><string key=\"plan\" value=\"gold\"/>" + event(of("a") + "<string key=\"desk\" value=\"4\"/>"))))};
  import_files(kept.destination(), mapping, {source}, progress, {});
  ASSERT_EQ(kept.interactions.size(), 1u);
  EXPECT_EQ(kept.interactions[0].identities.at(0).value, "u7");
  EXPECT_EQ(kept.interactions[0].traits, "{\"plan\":\"gold\"}");
  EXPECT_EQ(kept.interactions[0].properties, "{\"desk\":\"4\"}");
}

TEST(Mapping, AStarTakesTheMembersOfAnObject) {
  Folder folder;
  Kept kept;
  Progress progress;
  auto mapping = mapping_of("source = \"shop\"\n[[files]]\nfile = \"a.jsonl\"\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\"}]\n"
                            "[[files.interactions]]\nchannel = \"web\"\nname = \"Seen\"\nat = \"at\"\nproperties = {page = \"page\", \"*\" = \"more\"}\n");
  Source source{"a.jsonl", folder.write("a.jsonl", "{\"who\":\"u1\",\"at\":\"2024-05-01\",\"page\":\"/\",\"more\":{\"a\":1,\"b\":[2]}}\n{\"who\":\"u1\",\"at\":\"2024-05-01\",\"page\":\"/\",\"more\":{}}\n"
                                                 "{\"who\":\"u1\",\"at\":\"2024-05-01\"}\n{\"who\":\"u1\",\"at\":\"2024-05-01\",\"more\":[1,2]}\n")};
  import_files(kept.destination(), mapping, {source}, progress, {});
  ASSERT_EQ(kept.interactions.size(), 3u);
  EXPECT_EQ(kept.interactions[0].properties, "{\"a\":1,\"b\":[2],\"page\":\"/\"}");
  EXPECT_EQ(kept.interactions[1].properties, "{\"page\":\"/\"}");
  EXPECT_EQ(kept.interactions[2].properties, "");
  ASSERT_EQ(progress.errors().size(), 1u);
  EXPECT_NE(progress.errors()[0].message.find("is no object"), std::string::npos);
  EXPECT_THROW(mapping_of("source = \"s\"\n[[files]]\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\"}]\n[[files.interactions]]\nchannel = \"web\"\nname = \"Seen\"\nat = \"at\"\nproperties = {\"*\" = {value = \"x\"}}\n"), base::Error);
}

}  // namespace
}  // namespace channel::file::test
