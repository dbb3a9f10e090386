#include "channel/file/preview.h"

#include <gtest/gtest.h>

#include "support.h"

namespace channel::file::test {
namespace {

FilePreview preview_text(const std::string& name, const std::string& bytes) {
  Folder folder;
  return preview_file({name, folder.write(name, bytes)});
}

TEST(Preview, ProposesAMappingByNamesAndContents) {
  auto preview = preview_text("orders.csv",
                              "Order ID;Customer Name;E-mail;Mobile;Order Date;Delivered At;Due Date;Total Amount;Rating;Comment;Quantity;Zip\n"
                              "1;Ann Lee;a@b.com;+4915112345678;01/05/2024 10:00;03/05/2024 10:00;04/05/2024 00:00;12.50;5;fine;2;01234\n"
                              "2;Bob Ray;b@b.com;+4915112345679;31/05/2024 10:00;;04/06/2024 00:00;7;4;;1;04567\n");
  EXPECT_EQ(preview.delimiter, ";");
  EXPECT_EQ(preview.rows_shown, 2);
  const auto& file = preview.mapping.files.at(0);
  EXPECT_EQ(preview.mapping.source, "orders");
  EXPECT_EQ(file.key->column, "Order ID");
  EXPECT_EQ(file.customer.name->column, "Customer Name");
  ASSERT_EQ(file.customer.identities.size(), 2u);
  EXPECT_EQ(file.customer.identities[0].namespace_, "email");
  EXPECT_EQ(file.customer.identities[1].column, "Mobile");
  ASSERT_EQ(file.interactions.size(), 2u);
  EXPECT_EQ(file.interactions[0].at.column, "Order Date");
  EXPECT_EQ(file.interactions[1].at.column, "Delivered At");
  EXPECT_EQ(file.formats.at("Order Date"), "%d/%m/%Y %H:%M");
  EXPECT_EQ(file.interactions[0].amount->column, "Total Amount");
  EXPECT_EQ(file.interactions[0].score->column, "Rating");
  EXPECT_EQ(file.interactions[0].score->kind, record::ScoreKind::stars);
  EXPECT_EQ(file.interactions[0].text->column, "Comment");
  std::map<std::string, std::optional<ValueType>> properties;
  for (const auto& [name, field] : file.interactions[0].properties.list) properties[name] = field.type;
  EXPECT_EQ(properties.at("Quantity"), ValueType::number);
  EXPECT_EQ(properties.at("Zip"), std::nullopt);
  EXPECT_EQ(properties.at("Due Date"), ValueType::time);
  // The proposal works as it is.
  Folder folder;
  folder.write("orders.csv", "Order ID;Customer Name;E-mail;Mobile;Order Date;Delivered At;Due Date;Total Amount;Rating;Comment;Quantity;Zip\n"
                             "1;Ann Lee;a@b.com;+4915112345678;01/05/2024 10:00;03/05/2024 10:00;04/05/2024 00:00;12.50;5;fine;2;01234\n");
  auto mapping = read_mapping_json(base::to_json(preview.mapping));
  EXPECT_EQ(import_all(folder, mapping).interactions.size(), 2u);
}

TEST(Preview, KnowsChineseColumnNamesAndEncodings) {
  std::string utf8 = "订单号,姓名,手机,下单时间,实付金额,满意度,评价内容\n1,王芳,13800138000,2024-05-01 10:00:00,12.5,5,很好\n2,李雷,13800138001,2024-05-02 10:00:00,8,4,一般\n";
  auto preview = preview_text("订单.csv", utf8);
  const auto& file = preview.mapping.files.at(0);
  EXPECT_EQ(file.key->column, "订单号");
  EXPECT_EQ(file.customer.name->column, "姓名");
  EXPECT_EQ(file.customer.identities.at(0).namespace_, "phone");
  EXPECT_EQ(file.interactions.at(0).at.column, "下单时间");
  EXPECT_EQ(file.interactions[0].amount->column, "实付金额");
  EXPECT_EQ(preview.mapping.currency, "CNY");
  EXPECT_EQ(file.interactions[0].score->column, "满意度");
  EXPECT_EQ(file.interactions[0].text->column, "评价内容");
  auto old = preview_text("t.csv", "\xD0\xD5\xC3\xFB,b\n\xCD\xF5\xB7\xBC,2\n");
  EXPECT_EQ(old.encoding, "gb18030");
  EXPECT_EQ(old.rows.at(0).at(0), "王芳");
  EXPECT_EQ(preview_text("t.csv", "caf\xE9,b\n\xFC" "ber \x93x\x94,2\n").columns.at(0), "café");
}

TEST(Preview, ShowsJsonLines) {
  auto preview = preview_text("events.jsonl", "{\"user\":{\"email\":\"a@b.com\"},\"event\":\"Signed Up\",\"time\":\"2024-05-01T00:00:00Z\"}\n");
  EXPECT_EQ(preview.format, "jsonl");
  EXPECT_EQ(preview.columns, (std::vector<std::string>{"user.email", "event", "time"}));
  EXPECT_EQ(preview.mapping.files.at(0).interactions.at(0).name_column, "event");
  EXPECT_EQ(preview.mapping.files[0].customer.identities.at(0).column, "user.email");
}

TEST(Preview, RealFilesGetUsefulProposals) {
  auto shared = std::filesystem::path(THROUGHLINE_SOURCE_DIR).parent_path() / "shared" / "data";
  if (!std::filesystem::exists(shared)) GTEST_SKIP() << "no data in " << shared;
  auto orders = preview_file({"olist_orders_dataset.csv", shared / "olist" / "olist_orders_dataset.csv"}).mapping.files.at(0);
  EXPECT_EQ(orders.key->column, "order_id");
  EXPECT_EQ(orders.customer.identities.at(0).column, "customer_id");
  EXPECT_EQ(orders.interactions.size(), 4u);
  auto calls = preview_file({"call_center.csv", shared / "callcenter" / "call_center.csv"}).mapping.files.at(0);
  EXPECT_EQ(calls.key->column, "call_id");
  EXPECT_EQ(calls.interactions.at(0).score->column, "SatisfactionRating");
}

}  // namespace
}  // namespace channel::file::test
