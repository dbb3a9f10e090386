// How many events a second a server on PostgreSQL takes in over HTTP, durably and with identity resolution, from load on the
// same machine; beside bare COPY of the very same rows into the same tables with the same indexes, in the same run.
//
//   BENCH_DIR=/var/tmp build/bench/postgres_bench [--seconds=20] [--customers=500000] [--connections=16] [--full]
//
// tools/postgres starts a private PostgreSQL in a folder of its own, with settings that keep what is committed.
#include <libpq-fe.h>

#include <memory>

#include "load.h"
#include "measure.h"
#include "program.h"

namespace bench {
namespace {

class Postgres15 {
 public:
  explicit Postgres15(const std::string& address) : connection_(PQconnectdb(address.c_str())) {
    if (PQstatus(connection_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_));
  }
  ~Postgres15() { PQfinish(connection_); }
  Postgres15(const Postgres15&) = delete;

  std::string run(const std::string& sql) {
    auto result = expect(PQexec(connection_, sql.c_str()), PGRES_TUPLES_OK, PGRES_COMMAND_OK);
    std::string first = PQntuples(result) ? PQgetvalue(result, 0, 0) : "";
    PQclear(result);
    return first;
  }
  // The rows of a query in COPY's own form, each by itself.
  std::vector<std::string> rows_of(const std::string& query) {
    PQclear(expect(PQexec(connection_, ("copy (" + query + ") to stdout").c_str()), PGRES_COPY_OUT, PGRES_COPY_OUT));
    std::vector<std::string> rows;
    char* line = nullptr;
    for (int n; (n = PQgetCopyData(connection_, &line, 0)) > 0; PQfreemem(line)) rows.emplace_back(line, static_cast<std::size_t>(n));
    while (auto result = PQgetResult(connection_)) PQclear(result);
    return rows;
  }
  void copy(const std::string& table, const std::vector<std::string>& rows, std::size_t from, std::size_t to) {
    if (from == to) return;
    PQclear(expect(PQexec(connection_, ("copy " + table + " from stdin").c_str()), PGRES_COPY_IN, PGRES_COPY_IN));
    for (auto at = from; at < to; ++at) PQputCopyData(connection_, rows[at].data(), static_cast<int>(rows[at].size()));
    PQputCopyEnd(connection_, nullptr);
    while (auto result = PQgetResult(connection_)) PQclear(expect(result, PGRES_COMMAND_OK, PGRES_COMMAND_OK));
  }

 private:
  PGresult* expect(PGresult* result, ExecStatusType one, ExecStatusType other) {
    if (auto status = PQresultStatus(result); status != one && status != other) throw std::runtime_error(PQresultErrorMessage(result));
    return result;
  }
  PGconn* connection_;
};

// A private PostgreSQL for as long as this lives.
class Postgres {
 public:
  explicit Postgres(std::filesystem::path folder) : folder_(std::move(folder)) {
    auto tool = (build_folder().parent_path() / "tools" / "postgres").string() + " start " + folder_.string();
    std::unique_ptr<FILE, int (*)(FILE*)> said(::popen(tool.c_str(), "r"), ::pclose);
    char line[1024] = "";
    if (!said || !std::fgets(line, sizeof line, said.get())) throw std::runtime_error("PostgreSQL does not start");
    address_ = line;
    address_.resize(address_.find('\n'));
  }
  ~Postgres() { (void)!std::system(((build_folder().parent_path() / "tools" / "postgres").string() + " stop " + folder_.string()).c_str()); }
  const std::string& address() const { return address_; }

 private:
  std::filesystem::path folder_;
  std::string address_;
};

// The same rows in the same order and as many commits; people and identifiers spread evenly over them.
double load_bare(const std::string& address, std::int64_t commits) {
  Postgres15 peer(address);
  const std::vector<std::string> tables{"customer", "identity", "interaction"}, orders{"id", "customer", "id"};
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> done(tables.size());
  peer.run("create schema bare");
  for (std::size_t t = 0; t < tables.size(); ++t) {
    rows.push_back(peer.rows_of("select * from throughline." + tables[t] + " order by " + orders[t]));
    peer.run("create table bare." + tables[t] + " (like throughline." + tables[t] + " including all)");
  }
  auto start = Clock::now();
  for (std::int64_t n = 1; n <= commits; ++n) {
    peer.run("begin");
    for (std::size_t t = 0; t < tables.size(); ++t) {
      auto to = rows[t].size() * static_cast<std::size_t>(n) / static_cast<std::size_t>(commits);
      peer.copy("bare." + tables[t], rows[t], done[t], to);
      done[t] = to;
    }
    peer.run("commit");
  }
  return static_cast<double>(rows.back().size()) / seconds_since(start);
}

int bench(int argc, char** argv) {
  auto seconds = option(argc, argv, "seconds", is_full(argc, argv) ? 60 : 20);
  auto customers = option(argc, argv, "customers", is_full(argc, argv) ? 1'000'000 : 500'000);
  auto connections = option(argc, argv, "connections", 16);
  Folder folder("postgres-bench");
  Postgres postgres(folder.path() / "server");
  ::setenv("THROUGHLINE_DATABASE", postgres.address().c_str(), 1);
  auto data = folder.path() / "data";
  auto key = run({"--data", data.string(), "--log-level", "error", "key", "add", "bench", "--scope", "write"}).output;
  key.resize(key.find('\n'));

  Report report("ingest over HTTP on PostgreSQL, batches of 100 track events, " + grouped(static_cast<double>(customers)) + " customers, " + std::to_string(connections) + " connections, " + std::to_string(seconds) + " s");
  Load done;
  {
    Server server(data);
    done = load(server.port(), key, connections, seconds, customers);
    report.add("acknowledged as durable", static_cast<double>(done.acknowledged) / done.seconds, "events/s");
    report.add("  a request of 100 took, median", percentile(done.milliseconds, 0.5), "ms", 1);
    report.add("  a request of 100 took, 99 of 100 at most", percentile(done.milliseconds, 0.99), "ms", 1);
    if (done.refused) report.add("  requests refused for overload (429)", static_cast<double>(done.refused), "");
    report.add("  server, processor time an event", server.cpu_seconds() * 1e6 / static_cast<double>(done.acknowledged), "us", 1);
    report.add("  server, most memory", server.memory_mb("VmHWM"), "MB");
  }
  std::int64_t commits = 0;
  {
    Postgres15 store(postgres.address());
    auto stored = std::atoll(store.run("select count(*) from throughline.interaction").c_str());
    if (stored != done.acknowledged) throw std::runtime_error("acknowledged " + std::to_string(done.acknowledged) + ", stored " + std::to_string(stored));
    commits = std::max<std::int64_t>(1, std::atoll(store.run("select count(distinct received_at) from throughline.interaction").c_str()));
    report.add("  people", std::atof(store.run("select count(*) from throughline.customer").c_str()), "");
  }
  report.add("  events a commit", static_cast<double>(done.acknowledged) / static_cast<double>(commits), "");
  auto bare = load_bare(postgres.address(), commits);
  report.add("bare COPY, same rows, tables, indexes and number of commits", bare, "events/s");
  report.add("share of bare COPY", static_cast<double>(done.acknowledged) / done.seconds / bare, "", 2);
  report.save();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
