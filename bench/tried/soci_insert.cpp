// What SOCI costs beside the plain interface of SQLite: the same rows into the record's own log, 20,000 a commit. Not part of the build
// (libsoci-dev is needed for nothing else); the figure stands in docs/decisions/0001-sqlite-behind-store.md.
//
//   g++ -std=c++20 -O2 bench/tried/soci_insert.cpp -o /tmp/soci_insert -lsoci_core -lsoci_sqlite3 -lsqlite3 -ldl && /tmp/soci_insert
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

using namespace sqlite_api;   // SOCI includes sqlite3.h inside a namespace

namespace {

constexpr long long rows = 1'000'000, a_commit = 20'000;
constexpr const char* table =
    "create table interaction (id integer primary key, customer integer not null, at integer not null, received_at integer not null, activity integer not null, source integer not null, "
    "source_key text not null, direction integer not null, actor integer not null, amount integer, currency text, properties text)";
constexpr const char* insert =
    "insert into interaction(id, customer, at, received_at, activity, source, source_key, direction, actor, amount, currency, properties) values (:id, :cu, :at, :re, :ac, :so, :ke, :di, :wh, :am, :cy, :pr)";
constexpr const char* pragmas[] = {"pragma journal_mode=wal", "pragma synchronous=full", "pragma cache_size=-262144"};

struct Row {
  long long id, customer, at, received, activity, source, direction, actor, amount;
  std::string key, currency, properties;
};

Row made(long long i) {
  auto mixed = static_cast<unsigned long long>(i) * 0x9e3779b97f4a7c15ull >> 20;
  return {i, static_cast<long long>(mixed % 100'000), 1'700'000'000'000'000 + i, 1'700'000'000'000'000, 7, 1, 1, 0, static_cast<long long>(mixed % 9999), "node-next-" + std::to_string(mixed), "USD",
          "{\"product_id\":\"" + std::to_string(mixed % 5000) + "\",\"category\":\"Games\",\"price\":18.99,\"quantity\":1,\"position\":3,\"brand\":\"Hasbro\"}"};
}

template <class Work>
void timed(const char* what, Work work) {
  for (const char* file : {"/tmp/soci_insert.db", "/tmp/soci_insert.db-wal", "/tmp/soci_insert.db-shm"}) std::remove(file);
  auto start = std::chrono::steady_clock::now();
  auto processor = std::clock();
  work();
  std::printf("%-40s %10.0f rows/s %8.2f us of processor a row\n", what, static_cast<double>(rows) / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
              static_cast<double>(std::clock() - processor) * 1e6 / CLOCKS_PER_SEC / static_cast<double>(rows));
}

void plain() {
  sqlite3* db = nullptr;
  sqlite3_open("/tmp/soci_insert.db", &db);
  for (auto pragma : pragmas) sqlite3_exec(db, pragma, nullptr, nullptr, nullptr);
  sqlite3_exec(db, table, nullptr, nullptr, nullptr);
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, insert, -1, &statement, nullptr);
  auto text = [&](int at, const std::string& value) { sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC); };
  for (long long i = 1; i <= rows; ++i) {
    if (i % a_commit == 1) sqlite3_exec(db, "begin", nullptr, nullptr, nullptr);
    auto row = made(i);
    int at = 0;
    for (auto value : {row.id, row.customer, row.at, row.received, row.activity, row.source}) sqlite3_bind_int64(statement, ++at, value);
    text(++at, row.key);
    for (auto value : {row.direction, row.actor, row.amount}) sqlite3_bind_int64(statement, ++at, value);
    text(++at, row.currency);
    text(++at, row.properties);
    sqlite3_step(statement);
    sqlite3_reset(statement);
    if (i % a_commit == 0) sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

void open(soci::session& db) {
  db.open(soci::sqlite3, "/tmp/soci_insert.db");
  for (auto pragma : pragmas) db << pragma;
  db << table;
}

// One prepared statement, its variables bound once.
void soci_by_row() {
  soci::session db;
  open(db);
  Row row;
  soci::statement statement = (db.prepare << insert, soci::use(row.id), soci::use(row.customer), soci::use(row.at), soci::use(row.received), soci::use(row.activity), soci::use(row.source), soci::use(row.key),
                               soci::use(row.direction), soci::use(row.actor), soci::use(row.amount), soci::use(row.currency), soci::use(row.properties));
  for (long long i = 1; i <= rows; ++i) {
    if (i % a_commit == 1) db.begin();
    row = made(i);
    statement.execute(true);
    if (i % a_commit == 0) db.commit();
  }
}

// SOCI's bulk form: a vector a column, 1,000 rows at once.
void soci_by_vectors() {
  soci::session db;
  open(db);
  constexpr long long at_once = 1'000;
  std::vector<long long> id, customer, at, received, activity, source, direction, actor, amount;
  std::vector<std::string> key, currency, properties;
  for (auto list : {&id, &customer, &at, &received, &activity, &source, &direction, &actor, &amount}) list->resize(at_once);
  for (auto list : {&key, &currency, &properties}) list->resize(at_once);
  soci::statement statement = (db.prepare << insert, soci::use(id), soci::use(customer), soci::use(at), soci::use(received), soci::use(activity), soci::use(source), soci::use(key), soci::use(direction), soci::use(actor),
                               soci::use(amount), soci::use(currency), soci::use(properties));
  for (long long i = 1; i <= rows; i += at_once) {
    if (i % a_commit == 1) db.begin();
    for (long long j = 0; j < at_once; ++j) {
      auto row = made(i + j);
      id[j] = row.id, customer[j] = row.customer, at[j] = row.at, received[j] = row.received, activity[j] = row.activity, source[j] = row.source;
      direction[j] = row.direction, actor[j] = row.actor, amount[j] = row.amount, key[j] = row.key, currency[j] = row.currency, properties[j] = row.properties;
    }
    statement.execute(true);
    if ((i + at_once - 1) % a_commit == 0) db.commit();
  }
}

}  // namespace

int main() {
  for (int round = 0; round < 2; ++round) {
    timed("sqlite3, prepared statement", plain);
    timed("SOCI, prepared statement", soci_by_row);
    timed("SOCI, bulk by vectors", soci_by_vectors);
  }
}
