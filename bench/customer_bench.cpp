// How long the customer page waits at size: a folder of C customers with I interactions, made by import, is served, and
// asked for random customers (who they are, and their last three interactions, in turn) at a fixed rate whatever the
// answers take (open loop): a request's time begins when it was due.
//
//   build/bench/customer_bench [--interactions=5000000] [--rate=500] [--seconds=30] [--full]
#include <atomic>
#include <mutex>

#include "connection.h"
#include "measure.h"
#include "orders.h"
#include "program.h"

namespace bench {
namespace {

constexpr int threads_asking = 24;

struct Answers {
  std::vector<double> customer, last_three;   // milliseconds
};

Answers ask(unsigned short port, const std::string& key, std::int64_t rate, std::int64_t seconds, std::int64_t customers) {
  Answers all;
  std::mutex guard;
  std::atomic<std::int64_t> next{0};
  auto start = Clock::now() + std::chrono::milliseconds(100);
  std::vector<std::thread> threads;
  for (int t = 0; t < threads_asking; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937_64 random(static_cast<std::uint64_t>(t) + 1);
      Connection connection(port);
      Answers mine;
      for (;;) {
        auto i = next++;
        if (i >= rate * seconds) break;
        auto due = start + std::chrono::nanoseconds(i * 1'000'000'000 / rate);
        std::this_thread::sleep_until(due);
        bool page = i % 2 == 0;
        auto path = "/api/customers/c" + std::to_string(random() % static_cast<std::uint64_t>(customers) + 1) + (page ? "" : "/timeline?limit=3");
        auto status = connection.ask("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n\r\n");
        if (status != 200) throw std::runtime_error(path + " answered " + std::to_string(status) + ": " + std::string(connection.body().substr(0, 200)));
        (page ? mine.customer : mine.last_three).push_back(seconds_since(due) * 1000);
      }
      std::lock_guard lock(guard);
      all.customer.insert(all.customer.end(), mine.customer.begin(), mine.customer.end());
      all.last_three.insert(all.last_three.end(), mine.last_three.begin(), mine.last_three.end());
    });
  }
  for (auto& thread : threads) thread.join();
  return all;
}

int bench(int argc, char** argv) {
  auto interactions = option(argc, argv, "interactions", is_full(argc, argv) ? 50'000'000 : 5'000'000);
  auto rate = option(argc, argv, "rate", 500), seconds = option(argc, argv, "seconds", 30);
  Orders orders(interactions, option(argc, argv, "customers", interactions / 50));
  Folder folder("customer-bench");
  auto data = folder.path() / "data", csv = folder.path() / "orders.csv", map = folder.path() / "map.toml";
  Report report("customer page, " + grouped(static_cast<double>(orders.customers())) + " customers, " + grouped(static_cast<double>(interactions)) + " interactions");
  orders.write_csv(csv);
  Orders::write_map(map);
  auto start = Clock::now();
  auto imported = run({"--data", data.string(), "--log-level", "error", "import", csv.string(), "--map", map.string()});
  report.add("import of all of it", static_cast<double>(interactions) / seconds_since(start), "rows/s");
  report.add("  most memory", imported.peak_mb, "MB");
  std::filesystem::remove(csv);
  auto key = run({"--data", data.string(), "--log-level", "error", "key", "add", "bench", "--scope", "read"}).output;
  key.resize(key.find('\n'));

  start = Clock::now();
  Server server(data);
  report.add("start of the server, until it is up", seconds_since(start), "s", 2);
  ask(server.port(), key, rate, 3, orders.customers());   // connections and caches of a server at work
  auto answers = ask(server.port(), key, rate, seconds, orders.customers());
  auto tell = [&](const std::string& what, std::vector<double>& times) {
    report.add(what + ", median", percentile(times, 0.5), "ms", 2);
    report.add("  90 of 100", percentile(times, 0.9), "ms", 2);
    report.below("  99 of 100", percentile(times, 0.99), "ms", 5, 2);
    report.add("  999 of 1000", percentile(times, 0.999), "ms", 2);
  };
  tell("GET /api/customers/{id}, " + std::to_string(rate) + " requests/s in all", answers.customer);
  tell("GET /api/customers/{id}/timeline?limit=3", answers.last_three);
  report.add("server, memory", server.memory_mb("VmRSS"), "MB");
  report.add("server, processor time a second", server.cpu_seconds() / static_cast<double>(seconds + 3), "s", 2);
  report.save();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
