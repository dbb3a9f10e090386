#include <gtest/gtest.h>

#include "channel/file/time_reader.h"
#include "support.h"

namespace channel::file::test {
namespace {

const std::string person = "\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\", verified = true}]\n";

Imported import_text(const std::string& csv, const std::string& toml) {
  Folder folder;
  folder.write("t.csv", csv);
  return import_all(folder, mapping_of(toml));
}

std::string simple(const std::string& interaction, const std::string& top = "", const std::string& file = "") {
  return "source = \"s\"\n" + top + "\n[[files]]\nfile = \"t.csv\"\n" + file + person + "[[files.interactions]]\nchannel = \"web\"\nname = \"Did\"\nat = \"at\"\n" + interaction;
}

std::string at_of(const std::string& time, const std::string& zone, const std::string& more = "") {
  auto got = import_text("who,at\nu,\"" + time + "\"\n", simple("", "zone = \"" + zone + "\"", more));
  return got.interactions.empty() ? got.errors.at(0).message : base::to_string(got.interactions[0].at);
}

TEST(Mapper, ReadsTimesInTheirZone) {
  EXPECT_EQ(at_of("2017-07-09 21:57:05", "America/Sao_Paulo"), "2017-07-10T00:57:05Z");
  EXPECT_EQ(at_of("2017-12-09 21:57:05", "America/Sao_Paulo"), "2017-12-09T23:57:05Z");   // summer time
  EXPECT_EQ(at_of("2017-10-15 00:30:00", "America/Sao_Paulo"), "2017-10-15T03:30:00Z");   // skipped: as if clocks had not changed
  EXPECT_EQ(at_of("2017-10-15 01:30:00", "America/Sao_Paulo"), "2017-10-15T03:30:00Z");
  EXPECT_EQ(at_of("2018-02-17 23:30:00", "America/Sao_Paulo"), "2018-02-18T01:30:00Z");   // twice: the first
  EXPECT_EQ(at_of("2018-02-18 00:00:00", "America/Sao_Paulo"), "2018-02-18T03:00:00Z");
  EXPECT_EQ(at_of("2024-05-01 09:30", "Asia/Shanghai"), "2024-05-01T01:30:00Z");
  EXPECT_EQ(at_of("2024-02-29", "UTC"), "2024-02-29T00:00:00Z");
  EXPECT_EQ(at_of("2024-05-01T09:30:00+02:00", "Asia/Shanghai"), "2024-05-01T07:30:00Z");
  EXPECT_EQ(at_of("31/03/2021 16:53:46", "Europe/Zurich", "formats = {at = \"%d/%m/%Y %H:%M:%S\"}"), "2021-03-31T14:53:46Z");
  EXPECT_EQ(at_of("1714555800", "UTC", "formats = {at = \"unix\"}"), "2024-05-01T09:30:00Z");
  EXPECT_EQ(at_of("2023-02-29", "UTC"), "\"2023-02-29\" is no time.");
}

// Every hour of the years in which a zone changes its clocks both ways: the kept days must not change what ICU says.
TEST(Mapper, TimesAgreeWithTheZonesRulesHourByHour) {
  for (auto name : {"America/Sao_Paulo", "Europe/Amsterdam", "Asia/Shanghai", "Pacific/Apia", "Australia/Lord_Howe"}) {
    auto zone = base::Zone::named(name);
    TimeReader reader("", zone);
    for (auto day = base::days_from_civil(2011, 1, 1); day < base::days_from_civil(2019, 1, 1); ++day)
      for (int half = 0; half < 48; half += 1 + static_cast<int>(day % 3)) {
        auto local = base::civil(base::Time{day * base::day + half * 1800 * base::second});
        auto text = base::to_string(base::from_civil(local));
        text.pop_back();
        auto read = reader.read(text);
        ASSERT_TRUE(read) << text;
        ASSERT_EQ(read->micros, zone.to_utc(local).micros) << name << " " << text;
      }
  }
}

TEST(Mapper, ARowIsSeveralInteractionsAndWhatHasNotHappenedIsNone) {
  auto toml = "source = \"s\"\n[[files]]\nkey = \"id\"\n" + person +
              "[[files.interactions]]\nchannel = \"web\"\nname = \"Ordered\"\nat = \"ordered\"\n[[files.interactions]]\nchannel = \"post\"\nname = \"Delivered\"\nat = \"delivered\"\ndirection = \"out\"\n";
  auto got = import_text("id,who,ordered,delivered\n1,u,2024-05-01,2024-05-03\n2,u,2024-05-01,\n3,u,,\n", toml);
  ASSERT_EQ(got.interactions.size(), 3u);
  EXPECT_EQ(got.interactions[0].source_key, "1/Ordered");
  EXPECT_EQ(got.interactions[1].source_key, "1/Delivered");
  EXPECT_EQ(got.interactions[1].direction, record::Direction::out);
  EXPECT_EQ(got.counters.rows_added, 2);
  ASSERT_EQ(got.errors.size(), 1u);
  EXPECT_EQ(got.errors[0].row, 4);
  EXPECT_EQ(got.errors[0].column, "ordered, delivered");
}

// Orders grow: of a row that comes again only what is new is heard, and that must say what the row now says of the person.
TEST(Mapper, EveryInteractionOfARowSaysWhatTheRowSaysOfThePerson) {
  auto mapping = mapping_of("source = \"s\"\n[[files]]\nfile = \"t.csv\"\nkey = \"id\"\n[files.customer]\nname = \"name\"\nidentities = [{namespace = \"user_id\", column = \"who\"}]\n"
                            "traits = {city = \"city\"}\n[[files.interactions]]\nchannel = \"web\"\nname = \"Ordered\"\nat = \"ordered\"\n[[files.interactions]]\nchannel = \"post\"\nname = \"Delivered\"\nat = \"delivered\"\n");
  const std::string header = "id,who,name,city,ordered,delivered\n";
  Folder folder;
  Kept kept;
  auto import = [&](const std::string& rows) {
    folder.write("t.csv", header + rows);
    Progress progress;
    import_files(kept.destination(), mapping, sources_at({folder.path()}), progress);
  };
  import("1,u,Ann,Bonn,2024-05-01,\n");
  import("1,u,Anna,Rome,2024-05-01,2024-05-03\n2,v,,,2024-05-01,2024-05-02\n");
  ASSERT_EQ(kept.interactions.size(), 4u);
  EXPECT_EQ(kept.interactions[0].person_name, "Ann");
  EXPECT_EQ(kept.interactions[1].source_key, "1/Delivered");
  EXPECT_EQ(kept.interactions[1].person_name, "Anna");
  EXPECT_EQ(kept.interactions[1].traits, R"({"city":"Rome"})");
  EXPECT_EQ(kept.interactions[3].person_name, "") << "another row is another person";
  EXPECT_EQ(kept.interactions[3].traits, "");
}

TEST(Mapper, WhatGoesOutIsDoneByTheSystemUnlessSaid) {
  auto actors = [](const std::string& interaction) {
    std::string text;
    for (auto& heard : import_text("who,at,way,by\nu,2024-05-01,out,\nu,2024-05-01,in,\nu,2024-05-01,,agent\n", simple(interaction)).interactions)
      text += std::string(text.empty() ? "" : " ") + std::string(base::to_json(heard.actor).as_string());
    return text;
  };
  EXPECT_EQ(actors(""), "customer customer customer");
  EXPECT_EQ(actors("direction = \"out\"\n"), "system system system");
  EXPECT_EQ(actors("direction = {column = \"way\"}\n"), "system customer customer");
  EXPECT_EQ(actors("direction = \"out\"\nactor = {kind = {column = \"by\"}}\n"), "system system agent");
  EXPECT_EQ(actors("direction = \"out\"\nactor = {kind = \"customer\"}\n"), "customer customer customer");
}

TEST(Mapper, FillsEverythingThatAnInteractionHolds) {
  auto toml = R"(source = "s"
currency = "USD"
[[files]]
file = "t.csv"
key = {columns = ["id", "line"], separator = "-"}
[files.customer]
name = {columns = ["first", "last"]}
identities = [{namespace = "user_id", column = "who", prefix = "crm-", verified = true}, {namespace = "email", column = "mail"}]
traits = {city = "city", vip = {column = "vip", type = "boolean"}}
[[files.interactions]]
channel = {column = "how", map = {Telefon = "voice"}}
name_column = "what"
key = "x"
at = "at"
direction = "out"
actor = {kind = "agent", id = "agent"}
conversation = "case"
topic = {value = "billing"}
score = {kind = "stars", column = "score", scale = [0, 10]}
sentiment = {column = "mood", map = {glad = 0.5}}
amount = {column = "paid", thousands = ",", currency = {column = "cur"}}
subject = "subject"
text = "text"
language = {column = "lang"}
[files.interactions.properties]
n = {column = "n", type = "number"}
zip = "zip"
d = {column = "d", type = "date"}
t = {column = "d", type = "time"}
talk = {column = "talk", type = "duration"}
yes = {column = "yn", map = {Y = true}}
const = {value = 5}
)";
  auto got = import_text(
      "id,line,who,mail,first,last,city,vip,how,what,at,agent,case,score,mood,paid,cur,subject,text,lang,n,zip,d,talk,yn\n"
      "7,1,42,A@B.com,Wang,Fang,Berlin,yes,Telefon,Call,2024-05-01 09:30:00,bob,c1,5,glad,\"1,234.50\",EUR,Hello,\"He said \"\"no\"\"\nand left\",de,007.5,01234,2024-05-01,00:02:23,Y\n", toml);
  ASSERT_EQ(got.interactions.size(), 1u) << (got.errors.empty() ? "" : got.errors[0].message);
  const auto& heard = got.interactions[0];
  EXPECT_EQ(heard.identities.at(0).value, "crm-42");
  EXPECT_TRUE(heard.identities[0].verified);
  EXPECT_EQ(heard.identities.at(1).value, "a@b.com");
  EXPECT_EQ(heard.person_name, "Wang Fang");
  EXPECT_EQ(heard.traits, R"({"city":"Berlin","vip":true})");
  EXPECT_EQ(heard.channel, "voice");
  EXPECT_EQ(heard.name, "Call");
  EXPECT_EQ(heard.source_key, "7-1/x");
  EXPECT_EQ(heard.actor, record::ActorKind::agent);
  EXPECT_EQ(heard.actor_id, "bob");
  EXPECT_EQ(heard.topic, "billing");
  EXPECT_EQ(heard.score->value, 3);
  EXPECT_EQ(heard.sentiment, 0.5);
  EXPECT_EQ(heard.amount->minor, 123450);
  EXPECT_EQ(heard.amount->currency, "EUR");
  EXPECT_EQ(heard.text, "He said \"no\"\nand left");
  EXPECT_EQ(heard.language, "de");
  EXPECT_EQ(base::parse_json(heard.properties), base::parse_json(R"({"n":7.5,"zip":"01234","d":"2024-05-01","t":"2024-05-01T00:00:00Z","talk":143,"yes":true,"const":5})"));
}

TEST(Mapper, PromisesAreKeptUntilTheEndOfTheDayInTheZone) {
  auto toml = simple("[files.interactions.properties]\nkept = {promise = {due = \"due\", done = \"done\", whole_day = true}, map = {kept = true, broken = false}}\nexact = {promise = {due = \"due\", done = \"done\"}}\n",
                     "zone = \"America/Sao_Paulo\"");
  auto got = import_text("who,at,due,done\nu,2024-05-01,2024-05-03 00:00:00,2024-05-03 23:59:59\nu,2024-05-01,2024-05-03 00:00:00,2024-05-04 00:00:00\n"
                         "u,2024-05-01,2024-05-03 00:00:00,\nu,2024-05-01,,2024-05-03\n", toml);
  ASSERT_EQ(got.interactions.size(), 4u);
  EXPECT_EQ(got.interactions[0].properties, R"({"exact":"broken","kept":true})");
  EXPECT_EQ(got.interactions[1].properties, R"({"exact":"broken","kept":false})");
  EXPECT_EQ(got.interactions[2].properties, R"({"exact":"open","kept":"open"})");
  EXPECT_EQ(got.interactions[3].properties, "");
}

TEST(Mapper, ConditionsChooseRowsAndInteractions) {
  auto toml = simple("when = [{column = \"k\", any_of = [\"a\", \"b\"]}, {column = \"x\", present = true}]\n", "", "when = {column = \"k\", is_not = \"z\"}\n");
  auto got = import_text("who,at,k,x\nu,2024-05-01,a,1\nu,2024-05-01,a,\nu,2024-05-01,c,1\nu,2024-05-01,z,1\nu,2024-05-01,b,1\n", toml);
  EXPECT_EQ(got.counters.rows_added, 2);
  EXPECT_EQ(got.counters.rows_passed, 3);
  EXPECT_EQ(got.counters.rows_rejected, 0);
}

TEST(Mapper, BadRowsAreToldByFileRowAndColumnAndTheRestGoesIn) {
  auto toml = simple("score = {kind = \"nps\", column = \"score\"}\namount = {column = \"paid\"}\n", "currency = \"JPY\"");
  auto got = import_text("who,at,score,paid\nu,2024-05-01,5,100\nu,yesterday,5,100\n,2024-05-01,5,100\nu,2024-05-01,11,100\nu,2024-05-01,5,1.5\nu,2024-05-01,ten,1\nu,1024-05-01,5,1\nu,2024-05-01,,\n", toml);
  EXPECT_EQ(got.counters.rows_added, 2);
  ASSERT_EQ(got.errors.size(), 6u);
  std::vector<std::pair<std::int64_t, std::string>> where;
  for (const auto& error : got.errors) {
    EXPECT_EQ(error.file, "t.csv");
    EXPECT_TRUE(error.hint);
    where.emplace_back(error.row, error.column.value_or(""));
  }
  EXPECT_EQ(where, (decltype(where){{3, "at"}, {4, "who"}, {5, "score"}, {6, "paid"}, {7, "score"}, {8, "at"}}));
}

TEST(Mapper, AnIdentityMayBeLenient) {
  auto toml = "source = \"s\"\n[[files]]\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"who\"}, {namespace = \"email\", column = \"mail\", optional = true}]\n"
              "[[files.interactions]]\nchannel = \"web\"\nname = \"x\"\nat = \"at\"\n";
  auto got = import_text("who,mail,at\nu,nonsense,2024-05-01\n", toml);
  ASSERT_EQ(got.interactions.size(), 1u);
  EXPECT_EQ(got.interactions[0].identities.size(), 1u);
}

TEST(Mapper, PhonesAreReadInTheDefaultRegion) {
  auto toml = "source = \"s\"\ndefault_region = \"CN\"\n[[files]]\n[files.customer]\nidentities = [{namespace = \"phone\", column = \"手机\"}]\n[[files.interactions]]\nchannel = \"voice\"\nname = \"call\"\nat = \"时间\"\n";
  auto got = import_text("手机,时间\n138 0013 8000,2024-05-01\n", toml);
  ASSERT_EQ(got.interactions.size(), 1u);
  EXPECT_EQ(got.interactions[0].identities[0].value, "+8613800138000");
}

TEST(Mapper, AMissingColumnSaysWhichThereAre) {
  auto error = error_of([] { import_text("who,when\nu,2024-05-01\n", simple("")); });
  EXPECT_EQ(error.field, "files[0].interactions[0].at");
  EXPECT_NE(error.hint.find("who, when"), std::string::npos);
}

TEST(Mapper, JsonLinesKeepTheirTypes) {
  Folder folder;
  folder.write("t.jsonl", "{\"user\":{\"id\":\"u1\"},\"at\":\"2024-05-01T00:00:00Z\",\"n\":19.99,\"ok\":true,\"tags\":[\"a\",1],\"zip\":\"007\"}\n");
  auto got = import_all(folder, mapping_of("source = \"s\"\n[[files]]\nfile = \"t.jsonl\"\n[files.customer]\nidentities = [{namespace = \"user_id\", column = \"user.id\"}]\n"
                                           "[[files.interactions]]\nchannel = \"app\"\nname = \"x\"\nat = \"at\"\nproperties = [\"n\", \"ok\", \"tags\", \"zip\", \"none\"]\n"));
  ASSERT_EQ(got.interactions.size(), 1u);
  EXPECT_EQ(got.interactions[0].properties, R"({"n":19.99,"ok":true,"tags":["a",1],"zip":"007"})");
}

TEST(Join, LooksUpSumsListsAndCountsExactly) {
  Folder folder;
  folder.write("orders.csv", "order,customer,at\n1,c1,2024-05-01\n2,c2,2024-05-01\n3,c9,2024-05-01\n");
  folder.write("customers.csv", "id,person,city\nc1,p1,Berlin\nc2,p2,Paris\nc3,,\n");
  folder.write("payments.csv", "order,type,value\n1,card,0.10\n1,voucher,0.20\n1,card,100.003\n2,card,-5\n");
  auto toml = R"(source = "s"
currency = "EUR"
[[files]]
file = "orders.csv"
key = "order"
join = [{file = "customers.csv", on = "customer", to = "id"},
        {file = "payments.csv", on = "order", sum = ["value"], list = ["type"], count = "n", prefix = "pay_"}]
customer = {identities = [{namespace = "user_id", column = "person"}], traits = {city = "city"}}
interactions = [{channel = "web", name = "Order", at = "at", properties = {total = {column = "pay_value", type = "number"}, types = "pay_type", n = {column = "pay_n", type = "number"}}}]
)";
  auto got = import_all(folder, mapping_of(toml));
  ASSERT_EQ(got.interactions.size(), 2u);
  EXPECT_EQ(got.interactions[0].traits, R"({"city":"Berlin"})");
  EXPECT_EQ(got.interactions[0].properties, R"({"n":3,"total":100.303,"types":"card, voucher"})");
  EXPECT_EQ(got.interactions[1].properties, R"({"n":1,"total":-5,"types":"card"})");
  EXPECT_EQ(got.errors.at(0).row, 4);   // c9 is nobody
}

TEST(Join, SaysWhatIsWrongWithTheSideFile) {
  Folder folder;
  folder.write("o.csv", "order,who,at\n1,u,2024-05-01\n");
  folder.write("side.csv", "order,value\n1,x\n");
  auto with = [&](const std::string& join) {
    return error_of([&] { import_all(folder, mapping_of("source = \"s\"\n[[files]]\nfile = \"o.csv\"\njoin = [" + join + "]\n" + person + "[[files.interactions]]\nchannel = \"web\"\nname = \"x\"\nat = \"at\"\n")); });
  };
  auto sum = with("{file = \"side.csv\", on = \"order\", sum = [\"value\"]}");
  EXPECT_NE(std::string(sum.what()).find("row 2"), std::string::npos) << sum.what();
  EXPECT_EQ(sum.field, "value");
  EXPECT_EQ(with("{file = \"none.csv\", on = \"order\"}").field, "files[0].join[0].file");
  EXPECT_EQ(with("{file = \"side.csv\", on = \"nothing\"}").code, base::ErrorCode::invalid);
  EXPECT_EQ(with("{file = \"side.csv\", on = \"order\", columns = [\"order\"]}").field, "files[0].join[0].prefix");
}

TEST(Join, MustMatchRejectsTheRow) {
  Folder folder;
  folder.write("o.csv", "order,who,at\n1,u,2024-05-01\n2,u,2024-05-01\n");
  folder.write("side.csv", "order,value\n1,x\n");
  auto got = import_all(folder, mapping_of("source = \"s\"\n[[files]]\nfile = \"o.csv\"\njoin = [{file = \"side.csv\", on = \"order\", must_match = true}]\n" + person + "[[files.interactions]]\nchannel = \"web\"\nname = \"x\"\nat = \"at\"\n"));
  EXPECT_EQ(got.counters.rows_added, 1);
  EXPECT_EQ(got.errors.at(0).column, "order");
}

}  // namespace
}  // namespace channel::file::test
