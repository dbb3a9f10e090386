// How many events a second a server takes in over HTTP, durably and with identity resolution, from load on the same
// machine; beside what bare SQLite does with the very same rows, tables and indexes at the same commits, in the same run.
//
//   build/bench/ingest_bench [--seconds=20] [--customers=500000] [--connections=16] [--full]
#include "load.h"
#include "measure.h"
#include "peer.h"
#include "program.h"

namespace bench {
namespace {

// Rows of a table held in memory, so that the peer pays for writing only.
class Rows {
 public:
  Rows(sqlite3* from, const std::string& select) {
    Statement statement(from, select);
    columns_ = sqlite3_column_count(statement.handle());
    while (statement.step()) {
      for (int c = 0; c < columns_; ++c) {
        auto type = sqlite3_column_type(statement.handle(), c);
        Cell cell{static_cast<std::int32_t>(type), 0, sqlite3_column_int64(statement.handle(), c)};
        if (type == SQLITE_TEXT || type == SQLITE_FLOAT) {
          auto text = reinterpret_cast<const char*>(sqlite3_column_text(statement.handle(), c));
          cell = {SQLITE_TEXT, sqlite3_column_bytes(statement.handle(), c), static_cast<std::int64_t>(texts_.size())};
          texts_.append(text, static_cast<std::size_t>(cell.size));
        }
        cells_.push_back(cell);
      }
    }
  }
  std::size_t size() const { return cells_.size() / static_cast<std::size_t>(columns_); }
  int columns() const { return columns_; }
  std::int64_t number(std::size_t row, int column) const { return cell(row, column).value; }
  void insert(Statement& statement, std::size_t row) const {
    for (int c = 0; c < columns_; ++c) {
      const auto& one = cell(row, c);
      if (one.type == SQLITE_INTEGER) statement.set(c, one.value);
      else if (one.type == SQLITE_TEXT) statement.set(c, std::string_view(texts_).substr(static_cast<std::size_t>(one.value), static_cast<std::size_t>(one.size)));
    }
    statement.step();
    statement.clear();
  }

 private:
  struct Cell {
    std::int32_t type, size;
    std::int64_t value;    // or where the text begins
  };
  const Cell& cell(std::size_t row, int column) const { return cells_[row * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]; }
  int columns_ = 0;
  std::vector<Cell> cells_;
  std::string texts_;
};

std::string insert_into(const std::string& table, int columns) {
  std::string marks = "?";
  for (int i = 1; i < columns; ++i) marks += ",?";
  return "insert into " + table + " values (" + marks + ")";
}

struct Stored {
  Rows interactions, customers, identities;
  std::int64_t commits;

  explicit Stored(Peer& store)
      : interactions(store.handle(), "select * from interaction order by id"), customers(store.handle(), "select id, name, traits, traits_at, identified, null, created_at, import from customer order by id"),
        identities(store.handle(), "select * from identity order by customer"), commits(store.number("select count(distinct received_at) from interaction")) {}
};

struct Bare {
  double rate, processor_us;
};

// The same rows in the same order; people and their identifiers come with their first interaction.
Bare load_bare(const Stored& stored, const std::filesystem::path& file, const std::string& further_index) {
  Peer peer(file);
  peer.make_tables();
  if (!further_index.empty()) peer.run(further_index);
  Statement interaction(peer.handle(), insert_into("interaction", stored.interactions.columns()));
  Statement customer(peer.handle(), insert_into("customer", stored.customers.columns()));
  Statement identity(peer.handle(), insert_into("identity", stored.identities.columns()));
  auto group = std::max<std::size_t>(1, stored.interactions.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, stored.commits)));
  std::size_t next_customer = 0, next_identity = 0;
  std::int64_t newest = 0;
  auto start = Clock::now();
  auto processor = processor_seconds();
  for (std::size_t row = 0; row < stored.interactions.size();) {
    peer.run("begin");
    for (auto end = std::min(stored.interactions.size(), row + group); row < end; ++row) {
      newest = std::max(newest, stored.interactions.number(row, 1));
      stored.interactions.insert(interaction, row);
    }
    for (; next_customer < stored.customers.size() && stored.customers.number(next_customer, 0) <= newest; ++next_customer) stored.customers.insert(customer, next_customer);
    for (; next_identity < stored.identities.size() && stored.identities.number(next_identity, 2) <= newest; ++next_identity) stored.identities.insert(identity, next_identity);
    peer.run("commit");
  }
  auto rows = static_cast<double>(stored.interactions.size());
  return {rows / seconds_since(start), (processor_seconds() - processor) * 1e6 / rows};
}

int bench(int argc, char** argv) {
  auto seconds = option(argc, argv, "seconds", is_full(argc, argv) ? 60 : 20);
  auto customers = option(argc, argv, "customers", is_full(argc, argv) ? 1'000'000 : 500'000);
  auto connections = option(argc, argv, "connections", 16);
  Folder folder("ingest-bench");
  auto data = folder.path() / "data";
  auto key = run({"--data", data.string(), "--log-level", "error", "key", "add", "bench", "--scope", "write"}).output;
  key.resize(key.find('\n'));

  Report report("ingest over HTTP, batches of 100 track events, " + grouped(static_cast<double>(customers)) + " customers, " + std::to_string(connections) + " connections, " + std::to_string(seconds) + " s");
  Load done;
  std::uintmax_t log_bytes = 0;
  {
    Server server(data);
    done = load(server.port(), key, connections, seconds, customers);
    report.at_least("acknowledged as durable", static_cast<double>(done.acknowledged) / done.seconds, "events/s", 50'000);
    report.add("  a request of 100 took, median", percentile(done.milliseconds, 0.5), "ms", 1);
    report.add("  a request of 100 took, 99 of 100 at most", percentile(done.milliseconds, 0.99), "ms", 1);
    if (done.refused) report.add("  requests refused for overload (429)", static_cast<double>(done.refused), "");
    report.add("  server, processor time an event", server.cpu_seconds() * 1e6 / static_cast<double>(done.acknowledged), "us", 1);
    report.add("  server, memory at the end", server.memory_mb("VmRSS"), "MB");
    report.add("  server, most memory", server.memory_mb("VmHWM"), "MB");
    log_bytes = std::filesystem::file_size(data / "throughline.db-wal");
  }
  report.add("  write-ahead log at the end", static_cast<double>(log_bytes) / 1e6, "MB");

  Peer store(data / "throughline.db");
  Stored stored(store);
  if (static_cast<std::int64_t>(stored.interactions.size()) != done.acknowledged)
    throw std::runtime_error("acknowledged " + std::to_string(done.acknowledged) + ", stored " + std::to_string(stored.interactions.size()));
  report.add("  people", static_cast<double>(stored.customers.size()), "");
  report.add("  events a commit", static_cast<double>(done.acknowledged) / static_cast<double>(stored.commits), "");
  auto tell = [&](const std::string& what, const std::string& index) {
    auto bare = load_bare(stored, folder.path() / "bare.db", index);
    for (const char* file : {"bare.db", "bare.db-wal", "bare.db-shm"}) std::filesystem::remove(folder.path() / file);
    report.add(what, bare.rate, "events/s");
    report.add("  processor time an event", bare.processor_us, "us", 1);
    return bare.rate;
  };
  auto bare = tell("bare SQLite, same rows, tables and indexes", {});
  report.at_least("share of bare SQLite", static_cast<double>(done.acknowledged) / done.seconds / bare, "", 0.5, 2);
  tell("bare SQLite with an index on (customer, at) as well", "create index interaction_customer on interaction(customer, at)");
  tell("bare SQLite with a unique index on (source, key) as well", "create unique index interaction_key on interaction(source, source_key)");
  report.save();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
