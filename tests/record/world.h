// A record in a folder of its own, for tests: hear something, look at people, close it and open it again.
#pragma once
#include <string>
#include <vector>

#include "access/migrations.h"
#include "base/ids.h"
#include "record/decisions.h"
#include "record/migrations.h"
#include "record/record.h"
#include "support/database.h"

namespace record {

inline base::Time time(std::string_view text) { return *base::parse_time(text); }

// "email:Wang@X.cn" or, verified, "email:wang@x.cn!"; normalised as an adapter does it.
inline Claim claim_of(std::string text, std::string_view region = "CN") {
  bool verified = text.back() == '!';
  if (verified) text.pop_back();
  auto colon = text.find(':');
  return claim(text.substr(0, colon), text.substr(colon + 1), verified, region);
}

inline std::vector<Claim> claims_of(std::initializer_list<std::string> texts) {
  std::vector<Claim> claims;
  for (const auto& text : texts) claims.push_back(claim_of(text));
  return claims;
}

// Tests that open two worlds at once name their folders; all others leave it to World.
class World {
 public:
  explicit World(RecordOptions options = {.region = "CN"}) : options_(std::move(options)) { open(); }
  ~World() { close(); }

  void open() {
    database_ = support::open_database(folder_.path());
    database_->migrate({rights::migrations(), migrations()});
    record_ = std::make_unique<Record>(*database_, options_);
  }
  void close() {
    record_.reset();
    database_.reset();
  }
  void reopen() {
    close();
    open();
  }
  // As after the loss of the derived file: everything derived is built anew from the log.
  void rebuild() {
    close();
    store::Database::forget_derived(folder_.path(), support::database_address(folder_.path()));
    open();
  }

  Record& operator*() { return *record_; }
  Record* operator->() { return record_.get(); }
  store::Database& database() { return *database_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  // An interaction with a key of its own; change what matters before it is heard.
  Heard heard(std::vector<Claim> identities, std::string_view at = "2024-05-01T10:00:00Z") {
    Heard one;
    one.identities = std::move(identities);
    one.at = time(at);
    one.channel = "web";
    one.name = "Page Viewed";
    one.source_key = "key-" + std::to_string(++keys_);
    return one;
  }
  Receipt hear(Heard heard, const std::string& source = "shop", std::int64_t import = 0) {
    return record_->log->append_now({.source = source, .interactions = {std::move(heard)}, .import = import}).front();
  }
  CustomerId hear(std::initializer_list<std::string> identities, std::string_view at = "2024-05-01T10:00:00Z") { return hear(heard(claims_of(identities), at)).customer; }
  CustomerId hear_named(const std::string& name, std::initializer_list<std::string> identities) {
    auto one = heard(claims_of(identities));
    one.person_name = name;
    return hear(std::move(one)).customer;
  }

  MergeAnswer merge(CustomerId a, CustomerId b) { return Decisions(*record_).merge({.customers = {base::show_id('c', a), base::show_id('c', b)}}, "mia@example.com"); }
  void undo(const std::string& merge) { Decisions(*record_).undo(merge, "mia@example.com"); }

  // The person that holds an identifier, "" when nobody does; several are joined by a blank.
  std::string person(const std::string& identity) {
    std::string ids;
    for (const auto& customer : record_->customers.list({.identity = identity}).items) ids += (ids.empty() ? "" : " ") + customer.id;
    return ids;
  }
  CustomerInFull customer(CustomerId profile) { return record_->customers.one(base::show_id('c', profile)); }
  std::vector<std::string> timeline(const std::string& person) {
    std::vector<std::string> keys;
    for (const auto& one : record_->customers.timeline(person, {.limit = 1000}).items) keys.push_back(one.source_key);
    return keys;
  }
  // Names of who is found, best first.
  std::vector<std::string> search(const std::string& typed) {
    record_->settle();
    std::vector<std::string> names;
    for (const auto& customer : record_->customers.list({.q = typed}).items) names.push_back(customer.name);
    return names;
  }

 private:
  support::TempFolder folder_;
  RecordOptions options_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Record> record_;
  std::int64_t keys_ = 0;
};

}  // namespace record
