// A store that an older program left is opened by this one: its tables are brought up to date, and nothing is lost.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/capabilities.h"
#include "base/log.h"
#include "record/check.h"
#include "record/export.h"
#include "support/database.h"

namespace app {
namespace {

const std::filesystem::path older = std::filesystem::path(THROUGHLINE_SOURCE_DIR) / "tests" / "app" / "older";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

std::vector<base::JsonObject> lines_of(const std::string& text) {
  std::vector<base::JsonObject> lines;
  std::stringstream all(text);
  for (std::string line; std::getline(all, line);) lines.push_back(base::parse_json(line).as_object());
  return lines;
}

std::vector<base::JsonObject> exported(Company& company, record::ExportWhat what) {
  auto pieces = record::export_pieces(*company.record, what, record::ExportFormat::jsonl);
  std::string all;
  for (;;) {
    std::string piece;
    pieces(piece);
    if (piece.empty()) return lines_of(all);
    all += piece;
  }
}

// Everything that was told then is told now; what this program tells besides is its own affair.
void expect_all_told(const std::vector<base::JsonObject>& then, const std::vector<base::JsonObject>& now) {
  ASSERT_EQ(then.size(), now.size());
  for (std::size_t i = 0; i < then.size(); ++i)
    for (const auto& [name, value] : then[i]) {
      ASSERT_TRUE(now[i].contains(name)) << name << " of " << base::json_text(then[i]);
      EXPECT_EQ(base::json_text(now[i].at(name)), base::json_text(value)) << name;
    }
}

class Upgrade : public testing::Test {
 protected:
  Upgrade() {
    base::log::set_level("error");
    base::set_now(base::Time{1'795'310'000 * base::second});   // an hour after it was left: keys are remembered for a while only
    auto sql = text_of(older / "step-1.sql");
    auto derived = sql.find("\n-- derived\n");
    auto database = support::open_database(folder.path());
    database->write([&](store::Session& session) { session.script(sql.substr(0, derived)); });
    database->derive([&](store::Session& session) {
      session.script(sql.substr(derived));
      // The index over the words is in files of its own, which are not written down here.
      if (session.dialect() == store::Dialect::sqlite) session.script("insert into derived.customer_search(customer_search) values ('rebuild')");
    });
  }
  ~Upgrade() override { base::set_now(std::nullopt); }
  std::unique_ptr<Company> open() { return std::make_unique<Company>(CompanyOptions{.folder = folder.path(), .database = support::database_address(folder.path())}); }

  support::TempFolder folder;
};

TEST_F(Upgrade, OfAStoreOfStepOneLosesNothing) {
  for (int times = 0; times < 2; ++times) {
    auto company = open();
    for (const auto& finding : record::check(*company->record, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
    expect_all_told(lines_of(text_of(older / "step-1-interactions.jsonl")), exported(*company, record::ExportWhat::interactions));
    expect_all_told(lines_of(text_of(older / "step-1-customers.jsonl")), exported(*company, record::ExportWhat::customers));
    auto users = company->access->users.list();
    ASSERT_EQ(users.size(), 2u);
    EXPECT_EQ(users[1].name, "李雷");
    EXPECT_EQ(company->access->keys.list().size(), 2u) << "the third was removed";
    auto imports = company->imports->list({}).items;
    ASSERT_EQ(imports.size(), 2u);
    EXPECT_EQ(imports[0].state, channel::file::ImportState::undone);
    EXPECT_EQ(imports[1].rows_rejected, 1);
    EXPECT_EQ(company->record->customers.list({.q = "小明"}).items.size(), 1u) << "what was found then is found now";
  }
}
TEST_F(Upgrade, OfAStoreOfStepOneGoesOnWhereItStood) {
  auto company = open();
  record::Heard again;
  again.identities = {record::claim("user_id", "u2", true, "CN")};
  again.at = base::Time{1'780'819'500 * base::second};
  again.channel = "web";
  again.name = "Checkout Started";
  again.source_key = "m2";
  auto position = company->record->log->position();
  auto receipt = company->record->log->append_now({.source = "web shop", .interactions = {again}}).front();
  EXPECT_EQ(receipt.outcome, record::Receipt::Outcome::repeated) << "it was heard before the upgrade";
  again.source_key = "m-new";
  receipt = company->record->log->append_now({.source = "web shop", .interactions = {again}}).front();
  EXPECT_EQ(receipt.outcome, record::Receipt::Outcome::added);
  EXPECT_GT(receipt.id, position);
  EXPECT_EQ(company->record->customers.list({.identity = "user_id:u2"}).items.at(0).interactions, 7);
  for (const auto& finding : record::check(*company->record, [](const std::string&) {}).findings) ADD_FAILURE() << finding.what;
}

}  // namespace
}  // namespace app
