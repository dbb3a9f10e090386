// Everything that is held, as files; formulas made harmless.
#include "record/export.h"

#include <gtest/gtest.h>

#include "record/world.h"

namespace record {
namespace {

std::string all(Record& record, ExportWhat what, ExportFormat format) {
  auto pieces = export_pieces(record, what, format);
  std::string whole;
  for (;;) {
    std::string piece;
    pieces(piece);
    if (piece.empty()) return whole;
    whole += piece;
  }
}

TEST(CsvField, IsQuotedWhereNeeded) {
  EXPECT_EQ(csv_field("plain 文字"), "plain 文字");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"hi\"\nnow"), "\"say \"\"hi\"\"\nnow\"");
  EXPECT_EQ(csv_field(""), "");
}
TEST(CsvField, AFormulaIsMadeHarmlessAndANumberIsNot) {
  for (std::string text : {"=1+1", "@SUM(A1)", "+cmd|x", "-2+3", "-1-cmd|' /C calc'!A0", "\t=1", "-", "+", "－1", "＝1", "＋1", "＠a", "+1e5x", " =1", "\u00a0=1", "\ufeff=1", "\u200b@a", "\ufeff \u200b+x", "\u3000=1"}) EXPECT_EQ(csv_field(text), "'" + text) << text;
  EXPECT_EQ(csv_field("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  EXPECT_EQ(csv_field("\r=1"), "\"'\r=1\"");
  for (std::string text : {"-12.50", "+8613800138000", "-3", "+1.5e3", "0", " -3", "\ufeffplain"}) EXPECT_EQ(csv_field(text), text);
}

TEST(Export, GivesEveryInteractionOnceInBothForms) {
  World world;
  for (int n = 0; n < 1203; ++n) {
    auto one = world.heard({claim_of("user_id:u" + std::to_string(n % 30))});
    if (n == 7) one.text = "=cmd|' /C calc'!A0, \"quoted\"\nsecond line";
    world.hear(std::move(one));
  }
  auto lines = all(*world, ExportWhat::interactions, ExportFormat::jsonl);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1203);
  auto first = base::parse_json(std::string_view(lines).substr(0, lines.find('\n'))).as_object();
  EXPECT_EQ(first.at("channel").as_string(), "web");
  auto csv = all(*world, ExportWhat::interactions, ExportFormat::csv);
  EXPECT_NE(csv.find("\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\nsecond line\""), std::string::npos);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\r'), 1204);
  auto customers = all(*world, ExportWhat::customers, ExportFormat::csv);
  EXPECT_EQ(std::count(customers.begin(), customers.end(), '\r'), 31);
  EXPECT_EQ(all(*World(), ExportWhat::customers, ExportFormat::csv), "id,name,anonymous,identities,interactions,first_at,last_at,profiles\r\n");
}

}  // namespace
}  // namespace record
