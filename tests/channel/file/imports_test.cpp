#include "channel/file/imports.h"

#include <gtest/gtest.h>

#include <thread>

#include "access/migrations.h"
#include "channel/file/migrations.h"
#include "channel/file/routes.h"
#include "channel/file/rows.h"
#include "record/export.h"
#include "record/migrations.h"
#include "record/record.h"
#include "support.h"
#include "support/database.h"

namespace channel::file::test {
namespace {

// A data folder with everything that imports need.
struct House {
  explicit House(const std::filesystem::path& folder) : database(support::open_database(folder)) {
    database->migrate({rights::migrations(), record::migrations(), migrations()});
    record = std::make_unique<record::Record>(*database, record::RecordOptions{});
    uploads = std::make_unique<Uploads>(*database);
    imports = std::make_unique<Imports>(*database, into(*record), undo_in(*record));
  }
  Import wait(const std::string& id) {
    for (int i = 0; i < 3000; ++i) {
      auto import = imports->one(id);
      if (import.state != ImportState::queued && import.state != ImportState::running && import.state != ImportState::undoing) return import;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return imports->one(id);
  }
  std::int64_t count(const std::string& table) {
    return database->reading([&](store::Session& session) { return session.one<std::int64_t>("select count(*) from " + table).value(); });
  }
  std::unique_ptr<store::Database> database;
  std::unique_ptr<record::Record> record;
  std::unique_ptr<Uploads> uploads;
  std::unique_ptr<Imports> imports;
};

const std::string toml = "source = \"shop\"\n[[files]]\nfile = \"o*.csv\"\nkey = \"id\"\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\"}]\n"
                         "[[files.interactions]]\nchannel = \"web\"\nname = \"Ordered\"\nat = \"at\"\n[[files.interactions]]\nchannel = \"post\"\nname = \"Delivered\"\nat = \"delivered\"\n";
const std::string csv = "id,who,at,delivered\n1,u1,2024-05-01,2024-05-02\n2,u2,2024-05-01,\n3,u1,2024-05-03,2024-05-04\n4,,2024-05-03,\n5,=HYPERLINK(1),soon,\n";

TEST(Imports, GoInAreRepeatedWhenTheyComeAgainAndAreUndoneAsAWhole) {
  Folder data, files;
  auto sources = sources_at({files.write("orders.csv", csv)});
  House house(data.path());
  auto first = house.imports->run("", sources, mapping_of(toml), "me");
  EXPECT_EQ(first.state, ImportState::done) << first.message.value_or("");
  EXPECT_EQ(first.rows_read, 5);
  EXPECT_EQ(first.rows_added, 3);
  EXPECT_EQ(first.rows_rejected, 2);
  EXPECT_EQ(first.interactions_added, 5);
  EXPECT_EQ(first.customers_added, 2);
  EXPECT_EQ(first.bytes_read, first.bytes_total);

  auto again = house.imports->run("again", sources, mapping_of(toml), "me");
  EXPECT_EQ(again.rows_added, 0);
  EXPECT_EQ(again.rows_repeated, 3);
  EXPECT_EQ(again.customers_added, 0);
  EXPECT_EQ(house.count("interaction"), 5);

  auto undone = house.imports->undo_now(first.id);
  EXPECT_EQ(undone.state, ImportState::undone);
  EXPECT_EQ(house.count("interaction"), 0);
  auto third = house.imports->run("", sources, mapping_of(toml), "me");
  EXPECT_EQ(third.interactions_added, 5);
  auto list = house.imports->list({.limit = 2});
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].id, third.id);
  EXPECT_EQ(house.imports->list({.limit = 2, .cursor = list.next}).items.at(0).id, first.id);
}

// A visitor without a name who signs in later was never a customer more.
TEST(Imports, CountPeopleNotTheirProfiles) {
  Folder data, files;
  auto sources = sources_at({files.write("visits.csv", "id,who,device,at\n1,u1,,2024-05-01\n2,,d1,2024-05-02\n3,,d2,2024-05-02\n4,u1,d1,2024-05-03\n")});
  House house(data.path());
  auto import = house.imports->run("", sources, mapping_of("source = \"shop\"\n[[files]]\nfile = \"v*.csv\"\nkey = \"id\"\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\", optional = true}, "
                                                          "{namespace = \"device\", column = \"device\", optional = true}]\n[[files.interactions]]\nchannel = \"web\"\nname = \"Seen\"\nat = \"at\"\n"), "me");
  ASSERT_EQ(import.state, ImportState::done) << import.message.value_or("");
  EXPECT_EQ(house.count("customer"), 3);
  EXPECT_EQ(house.count("customer where merged_into is not null"), 1);
  EXPECT_EQ(import.customers_added, 2);
}

// The database is held, or its disk full, right when an import ends: it fails with a word, and the program goes on.
TEST(Imports, WhatCannotBeClosedTakesNobodyAlong) {
  Folder data, files;
  auto sources = sources_at({files.write("orders.csv", csv)});
  House house(data.path());
  auto destination = into(*house.record);
  destination.append = [](record::Batch&&) -> std::future<std::vector<record::Receipt>> { throw base::Error(base::ErrorCode::unavailable, "It is held."); };
  destination.close_source = [](const std::string&) { throw base::Error(base::ErrorCode::unavailable, "It is held."); };
  Imports imports(*house.database, destination, undo_in(*house.record));
  auto failed = imports.run("", sources, mapping_of(toml), "me");
  EXPECT_EQ(failed.state, ImportState::failed);
  EXPECT_NE(failed.message.value_or("").find("It is held"), std::string::npos);
  EXPECT_EQ(house.imports->run("", sources, mapping_of(toml), "me").interactions_added, 5);
}

TEST(Imports, RejectedRowsCanBeOpenedInASpreadsheetWithoutHarm) {
  Folder data, files;
  House house(data.path());
  auto import = house.imports->run("", sources_at({files.write("orders.csv", csv + "6,u,=1+1,\n=cmd|' /C calc'!A0,u,x,y\n")}), mapping_of(toml), "me");
  EXPECT_EQ(import.rows_rejected, 4);
  auto text = data.read("imports/1-rejected.csv");
  EXPECT_EQ(text.substr(0, 3), "\xEF\xBB\xBF");
  Folder copy;
  auto reader = open_rows(copy.write("r.csv", text), "r.csv", {});
  EXPECT_EQ(reader->columns(), (std::vector<std::string>{"file", "row", "column", "reason", "hint", "raw"}));
  Row row;
  int rows = 0;
  for (; reader->next(row); ++rows) {
    ASSERT_FALSE(row.fault);
    for (auto cell : row.cells) EXPECT_TRUE(cell.empty() || std::string("=+-@\t\r").find(cell[0]) == std::string::npos) << cell;
  }
  EXPECT_EQ(rows, 4);
  EXPECT_NE(text.find("orders.csv,5,who,"), std::string::npos) << text;
}

TEST(Imports, WorkInTheBackgroundAndTellWhyTheyFail) {
  Folder data, files;
  House house(data.path());
  house.imports->start();
  auto sources = sources_at({files.write("orders.csv", csv)});
  auto good = house.imports->queue("", sources, mapping_of(toml), "me");
  auto done = house.wait(good.id);
  EXPECT_EQ(done.state, ImportState::done);
  EXPECT_EQ(done.name, "orders.csv");
  auto bad = house.imports->queue("", sources_at({files.write("other.csv", "id,who,at\n1,u,2024-05-01\n")}), mapping_of(toml), "me");
  auto failed = house.wait(bad.id);
  EXPECT_EQ(failed.state, ImportState::failed);
  EXPECT_NE(failed.message.value_or("").find("delivered"), std::string::npos);
  house.imports->undo(good.id);
  EXPECT_EQ(house.wait(good.id).state, ImportState::undone);
  EXPECT_EQ(error_of([&] { house.imports->one("n99"); }).code, base::ErrorCode::not_found);
  EXPECT_EQ(error_of([&] { house.imports->one("c1"); }).code, base::ErrorCode::not_found);
  Folder others;
  others.write("a.csv", "x\n"), others.write("b.csv", "x\n");
  EXPECT_EQ(error_of([&] { house.imports->queue("", sources_at({others.path()}), mapping_of(toml), "me"); }).field, "files[0].file");
}

// As if the process had died in the middle: half of it is in, the row of the table says "running".
TEST(Imports, AnInterruptedImportBeginsAgainAndDoublesNothing) {
  Folder data, files;
  std::string rows = "id,who,at,delivered\n";
  constexpr int all = 70'000;   // several batches
  for (int i = 0; i < all; ++i) rows += std::to_string(i) + ",u" + std::to_string(i % 1000) + ",2024-05-01,\n";
  auto sources = sources_at({files.write("orders.csv", rows)});
  std::int64_t before = 0;
  {
    House house(data.path());
    auto destination = into(*house.record);
    int batches = 0;
    auto append = destination.append;
    destination.append = [&](record::Batch batch) {
      if (++batches == 2) throw base::Error(base::ErrorCode::unavailable, "the power is gone");
      return append(std::move(batch));
    };
    Imports imports(*house.database, destination, undo_in(*house.record));
    EXPECT_EQ(imports.run("", sources, mapping_of(toml), "me").state, ImportState::failed);
    before = house.count("interaction");
    EXPECT_GT(before, 0);
    EXPECT_LT(before, all);
    house.database->write([](store::Session& session) { session.run("update import_run set state = 'running'"); });
  }
  House house(data.path());
  house.imports->start();
  auto import = house.wait("n1");
  EXPECT_EQ(import.state, ImportState::done);
  EXPECT_EQ(import.rows_repeated, before);
  EXPECT_EQ(import.rows_added, all - before);
  EXPECT_EQ(house.count("interaction"), all);
}

TEST(Imports, WaitWhereOthersAreSentAway) {
  Folder files;
  Kept kept;
  auto destination = kept.destination();
  int refused = 0;
  destination.append = [&, append = destination.append](record::Batch&& batch) {
    if (++refused < 3) throw base::Error(base::ErrorCode::overloaded, "too much");
    return append(std::move(batch));
  };
  Progress progress;
  import_files(destination, mapping_of(toml), sources_at({files.write("orders.csv", csv)}), progress);
  EXPECT_EQ(kept.interactions.size(), 5u);
}

TEST(Uploads, KeepFilesUnderNumbersAndNamesWithoutHarm) {
  EXPECT_EQ(file_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(file_name("C:\\temp\\orders.csv"), "orders.csv");
  EXPECT_EQ(file_name("a\nb\x01.csv"), "ab.csv");
  EXPECT_EQ(file_name(".."), "file");
  EXPECT_EQ(file_name("gpj\xE2\x80\xAE.csv"), "gpj.csv");
  EXPECT_EQ(file_name("客户.csv"), "客户.csv");
  EXPECT_LE(file_name(std::string(5000, 'x')).size(), 200u);
  Folder data, files;
  House house(data.path());
  auto upload = house.uploads->keep(files.write("body", csv), "../orders.csv", "me");
  EXPECT_EQ(upload.name, "orders.csv");
  EXPECT_EQ(house.uploads->source(upload.id).path, data.path() / "uploads" / "1");
  EXPECT_EQ(error_of([&] { house.uploads->keep(files.write("empty", ""), "x", "me"); }).code, base::ErrorCode::invalid);
  base::set_now(base::Time{base::now().micros + 8 * base::day});
  house.uploads->let_go({});
  base::set_now(std::nullopt);
  EXPECT_EQ(error_of([&] { house.uploads->source(upload.id); }).code, base::ErrorCode::gone);
  EXPECT_EQ(house.uploads->keep(files.write("body2", csv), "x", "me").id, "f2");
}

TEST(Routes, FromUploadToUndo) {
  Folder data, files;
  House house(data.path());
  house.imports->start();
  http::Router router;
  add_routes(router, *house.uploads, *house.imports);
  auto call = [&](http::Method method, const std::string& path, const std::string& body = "", const std::filesystem::path& file = {}, std::vector<std::pair<std::string, std::string>> query = {}) {
    auto match = router.match(method, path);
    EXPECT_TRUE(match.route) << path;
    http::Request request{.method = method, .path = path, .query = std::move(query), .body = body, .body_file = file, .parameters = match.parameters};
    request.caller.name = "anna@example.com";
    return match.route->handler(request);
  };
  using http::Method;
  auto sent = call(Method::POST, "/api/uploads", "", files.write("body", csv), {{"name", "orders.csv"}});
  EXPECT_EQ(sent.status, 201);
  auto upload = std::string(base::parse_json(sent.body).at("id").as_string());
  auto preview = base::parse_json(call(Method::GET, "/api/uploads/" + upload + "/preview").body);
  EXPECT_EQ(preview.at("columns").as_array().size(), 4u);
  EXPECT_EQ(preview.at("rows_shown").as_int64(), 5);
  base::JsonObject request{{"upload", upload}, {"mapping", base::to_json(mapping_of(toml))}};
  auto seen = base::parse_json(call(Method::POST, "/api/imports/preview", boost::json::serialize(request)).body);
  EXPECT_EQ(seen.at("interactions").as_array().size(), 5u);
  EXPECT_EQ(seen.at("interactions").at(0).at("identities").at(0).at("namespace").as_string(), "user_id");
  EXPECT_EQ(seen.at("errors").as_array().size(), 2u);
  auto started = call(Method::POST, "/api/imports", boost::json::serialize(request));
  EXPECT_EQ(started.status, 202);
  auto id = std::string(base::parse_json(started.body).at("id").as_string());
  EXPECT_EQ(house.wait(id).state, ImportState::done);
  auto told = base::parse_json(call(Method::GET, "/api/imports/" + id).body);
  EXPECT_EQ(told.at("rows_rejected").as_int64(), 2);
  EXPECT_EQ(told.at("by").as_string(), "anna@example.com");
  auto download = call(Method::GET, "/api/imports/" + id + "/rejected");
  std::string piece, all;
  for (download.stream(piece); !piece.empty(); download.stream(piece)) all += piece;
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3);
  EXPECT_EQ(call(Method::DELETE_, "/api/imports/" + id).status, 202);
  EXPECT_EQ(house.wait(id).state, ImportState::undone);
  request["mapping"].at("files").at(0).as_object()["zone"] = "Nowhere/Town";
  EXPECT_EQ(error_of([&] { call(Method::POST, "/api/imports", boost::json::serialize(request)); }).field, "mapping.files[0].zone");
}

}  // namespace
}  // namespace channel::file::test
