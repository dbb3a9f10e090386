// The database of a test's folder. Every test that opens one does it through here, so that the same tests run on every
// database that the house knows: on SQLite in the folder; or, with the address of a PostgreSQL server in
// THROUGHLINE_TEST_DATABASE (tools/postgres), in a database of its own there, which goes when the folder is gone.
#pragma once
#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "base/hash.h"
#include "store/database.h"
#include "store/postgres_session.h"
#include "support/temp_folder.h"

namespace support {

inline std::string test_server() {
  const char* server = std::getenv("THROUGHLINE_TEST_DATABASE");
  return server ? server : "";
}
inline bool on_postgres() { return !test_server().empty(); }

// Runs SQL on the server, in its database "postgres".
inline void on_test_server(const std::string& sql) { store::PostgresSession(test_server(), store::PostgresSession::Use::write).command(sql); }

// The address that belongs to the folder: "" is SQLite, in it.
inline std::string database_address(const std::filesystem::path& folder) {
  auto server = test_server();
  if (server.empty()) return {};
  static std::map<std::string, std::filesystem::path> made;
  for (auto one = made.begin(); one != made.end();) {
    bool gone = !std::filesystem::exists(one->second) && one->second != folder;
    if (gone) on_test_server("drop database if exists " + one->first + " with (force)");
    one = gone ? made.erase(one) : std::next(one);
  }
  auto name = "t" + base::sha256_hex(folder.string()).substr(0, 20);
  if (made.emplace(name, folder).second) {
    store::PostgresSession session(server, store::PostgresSession::Use::write);
    auto is_there = [&] { return session.one<int>("select 1 from pg_database where datname = :n", name).has_value(); };
    try {
      if (!is_there()) session.command("create database " + name + " template template0");
    } catch (const std::exception&) {
      if (!is_there()) throw;   // else a process that was killed over it has made it meanwhile
    }
  }
  auto slash = server.rfind("/postgres?");
  return server.substr(0, slash) + "/" + name + server.substr(slash + 9);
}

inline std::unique_ptr<store::Database> open_database(const std::filesystem::path& folder) { return store::Database::open(folder, database_address(folder)); }

}  // namespace support
