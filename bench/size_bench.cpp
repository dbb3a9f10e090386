// Search, lists and timelines at size: the sample company (throughline simulate) is imported and served, and asked what people
// ask (size_questions.h): searches of some thirty kinds, lists with every combination of filters; the first page of
// timelines at a fixed rate whatever the answers take (open loop: a request's time begins when it was due).
//
//   build/bench/size_bench [--customers=100000] [--interactions=5000000] [--rate=500] [--seconds=30] [--full]
//   KEEP=1 keeps the folder, and uses one that an earlier run of the same size kept; BENCH_DIR names where.
#include <sys/mman.h>

#include <atomic>
#include <map>
#include <mutex>

#include "connection.h"
#include "measure.h"
#include "program.h"
#include "size_questions.h"

namespace bench {
namespace {

constexpr int threads_asking = 24;

class Asker {
 public:
  Asker(unsigned short port, const std::string& key) : connection_(port), head_(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n\r\n") {}
  std::string_view get(const std::string& path) {
    auto status = connection_.ask("GET " + path + head_);
    if (status != 200) throw std::runtime_error(path + " answered " + std::to_string(status) + ": " + std::string(connection_.body().substr(0, 200)));
    return connection_.body();
  }

 private:
  Connection connection_;
  std::string head_;
};

std::string next_of(std::string_view body) {
  auto page = base::parse_json(body).as_object();
  auto next = page.find("next");
  return next != page.end() && next->value().is_string() ? std::string(next->value().as_string()) : std::string();
}

// One after the other, each kind mixed with the others; now and then somebody turns the page.
void tell_searches(Report& report, Asker& asker, const std::map<std::string, std::vector<std::string>>& kinds) {
  std::vector<double> all, later;
  std::map<std::string, std::vector<double>> times;
  auto ask = [&](const std::string& path) {
    auto start = Clock::now();
    auto next = next_of(asker.get(path));
    return std::pair(seconds_since(start) * 1000, next);
  };
  for (int round = 0; round < 210; ++round) {
    for (const auto& [kind, queries] : kinds) {
      auto path = "/api/customers?limit=20&" + queries[static_cast<std::size_t>(round) * 7919 % queries.size()];
      auto [took, next] = ask(path);
      if (round < 10) continue;   // caches of a server at work
      times[kind].push_back(took);
      all.push_back(took);
      for (int page = 0; page < 8 && round % 20 == 0 && !next.empty(); ++page) {
        auto [took_later, next_later] = ask(path + "&cursor=" + encoded(next));
        later.push_back(took_later);
        next = next_later;
      }
    }
  }
  for (auto& [kind, taken] : times) {
    report.add("search: " + kind + ", median", percentile(taken, 0.5), "ms", 2);
    report.below("  99 of 100", percentile(taken, 0.99), "ms", 20, 2);
  }
  report.add("search: all kinds alike, median", percentile(all, 0.5), "ms", 2);
  report.below("  99 of 100", percentile(all, 0.99), "ms", 20, 2);
  report.below("  further pages, 99 of 100", percentile(later, 0.99), "ms", 20, 2);
}

void tell_lists(Report& report, Asker& asker) {
  std::vector<std::string> channels;
  const auto heard = base::parse_json(asker.get("/api/channels")).as_object();
  for (const auto& channel : heard.at("items").as_array()) channels.emplace_back(channel.as_object().at("channel").as_string());
  std::vector<double> first, later;
  std::vector<std::pair<double, std::string>> slowest;
  const auto combinations = lists(channels);
  for (const auto& [what, filter] : combinations) {
    for (int round = 0; round < 4; ++round) {
      auto path = "/api/customers?limit=50" + filter;
      auto start = Clock::now();
      auto next = next_of(asker.get(path));
      auto took = seconds_since(start) * 1000;
      if (round) first.push_back(took), slowest.emplace_back(took, what);
      for (int page = 0; page < 3 && !next.empty(); ++page) {
        start = Clock::now();
        next = next_of(asker.get(path + "&cursor=" + encoded(next)));
        later.push_back(seconds_since(start) * 1000);
      }
    }
  }
  report.add("lists: every filter, every two, every three; so many", static_cast<double>(combinations.size()), "");
  report.add("  first page (50), median", percentile(first, 0.5), "ms", 2);
  report.below("  99 of 100", percentile(first, 0.99), "ms", 100, 2);
  report.add("  further pages, median", percentile(later, 0.5), "ms", 2);
  report.below("  99 of 100", percentile(later, 0.99), "ms", 100, 2);
  std::sort(slowest.rbegin(), slowest.rend());
  for (std::size_t i = 0; i < 3 && i < slowest.size(); ++i) report.add("  slowest: " + slowest[i].second, slowest[i].first, "ms", 2);
  // Everybody, page after page: a page far down costs what the first costs.
  std::string next;
  std::vector<double> deep;
  for (int page = 0; page < 200 && (page == 0 || !next.empty()); ++page) {
    auto start = Clock::now();
    next = next_of(asker.get("/api/customers?limit=200" + (page ? "&cursor=" + encoded(next) : std::string())));
    deep.push_back(seconds_since(start) * 1000);
  }
  report.below("  200 pages of 200 one after the other, 99 of 100", percentile(deep, 0.99), "ms", 100, 2);
}

// Of a file, what the system holds in memory by itself.
double cached_mb(const std::filesystem::path& path) {
  auto bytes = std::filesystem::file_size(path);
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 || bytes == 0) return 0;
  auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  auto* at = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  if (at == MAP_FAILED) return 0;
  std::vector<unsigned char> there((bytes + page - 1) / page);
  double held = ::mincore(at, bytes, there.data()) == 0 ? static_cast<double>(std::count_if(there.begin(), there.end(), [](unsigned char c) { return c & 1; })) : 0;
  ::munmap(at, bytes);
  return held * static_cast<double>(page) / 1e6;
}

void tell_memory(Report& report, const Server& server, const std::filesystem::path& data) {
  report.add("server, memory at the end", server.memory_mb("VmRSS"), "MB");
  report.add("  of it its own (the rest are files and shared)", server.memory_mb("RssAnon"), "MB");
  report.add("server, most memory", server.memory_mb("VmHWM"), "MB");
  double cached = 0;
  for (const char* name : {"throughline.db", "derived.db", "throughline.db-wal", "derived.db-wal"})
    if (std::filesystem::exists(data / name)) cached += cached_mb(data / name);
  report.add("the data folder in the system's cache of files", cached, "MB");
}

std::vector<double> ask_at_rate(unsigned short port, const std::string& key, const std::vector<std::string>& paths, std::int64_t rate, std::int64_t seconds) {
  std::vector<double> all;
  std::mutex guard;
  std::exception_ptr failure;
  std::atomic<std::int64_t> next{0};
  auto start = Clock::now() + std::chrono::milliseconds(100);
  std::vector<std::thread> threads;
  for (int t = 0; t < threads_asking; ++t) {
    threads.emplace_back([&, t] {
      std::vector<double> mine;
      try {
        std::mt19937_64 random(static_cast<std::uint64_t>(t) + 1);
        Asker asker(port, key);
        for (;;) {
          auto i = next++;
          if (i >= rate * seconds) break;
          auto due = start + std::chrono::nanoseconds(i * 1'000'000'000 / rate);
          std::this_thread::sleep_until(due);
          asker.get(paths[random() % paths.size()]);
          mine.push_back(seconds_since(due) * 1000);
        }
      } catch (...) {
        std::lock_guard lock(guard);
        failure = std::current_exception();
      }
      std::lock_guard lock(guard);
      all.insert(all.end(), mine.begin(), mine.end());
    });
  }
  for (auto& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  return all;
}

// Kept between runs when asked for: what has been made is marked only when it is whole.
class Stage {
 public:
  explicit Stage(std::filesystem::path mark) : mark_(std::move(mark)) {}
  bool done() const { return std::filesystem::exists(mark_); }
  void is_done() const { std::ofstream(mark_) << "whole\n"; }

 private:
  std::filesystem::path mark_;
};

int bench(int argc, char** argv) {
  auto customers = option(argc, argv, "customers", is_full(argc, argv) ? 1'000'000 : 100'000);
  auto interactions = option(argc, argv, "interactions", customers * 50);
  auto rate = option(argc, argv, "rate", 500), seconds = option(argc, argv, "seconds", 30);
  const char* keep = std::getenv("KEEP");
  bool kept = keep && std::string_view(keep) == "1";
  const char* where = std::getenv("BENCH_DIR");
  auto folder = (where ? std::filesystem::path(where) : std::filesystem::temp_directory_path()) / ("throughline-size-" + std::to_string(customers) + "-" + std::to_string(interactions));
  if (!kept) std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto company = folder / "company", data = folder / "data";
  Stage made(folder / "made"), imported(folder / "imported");
  Report report("size: " + grouped(static_cast<double>(customers)) + " customers, " + grouped(static_cast<double>(interactions)) + " interactions");

  if (!made.done()) {
    std::filesystem::remove_all(company);
    auto start = Clock::now();
    auto ended = run({"--log-level", "error", "simulate", "--out", company.string(), "--customers", std::to_string(customers), "--interactions", std::to_string(interactions)});
    report.at_least("simulate", static_cast<double>(interactions) / seconds_since(start), "interactions/s", 200'000);
    report.add("  processor time an interaction", ended.cpu_seconds * 1e6 / static_cast<double>(interactions), "us", 2);
    report.add("  most memory", ended.peak_mb, "MB");
    made.is_done();
  }
  if (!imported.done()) {
    std::filesystem::remove_all(data);
    auto start = Clock::now();
    auto ended = run({"--data", data.string(), "--log-level", "error", "--json", "import", company.string(), "--map", (company / "map.toml").string()});
    auto took = seconds_since(start);
    auto added = base::parse_json(ended.output).as_object();
    if (added.at("rows_rejected").to_number<std::int64_t>() != 0) throw std::runtime_error("rows were rejected: " + ended.output);
    auto count = added.at("interactions_added").to_number<double>();
    report.add("import", count / took, "interactions/s");
    report.add("  it took", took, "s");
    report.add("  processor time an interaction", ended.cpu_seconds * 1e6 / count, "us", 2);
    report.add("  most memory", ended.peak_mb, "MB");
    imported.is_done();
  }
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data))
    if (entry.is_regular_file()) bytes += entry.file_size();
  report.add("data folder", static_cast<double>(bytes) / 1e6, "MB");
  auto accounts = accounts_of(company / "accounts.csv", customers);
  auto key = run({"--data", data.string(), "--log-level", "error", "key", "add", "bench", "--scope", "read"}).output;
  key.resize(key.find('\n'));

  auto start = Clock::now();
  Server server(data);
  report.add("start of the server, until it is up", seconds_since(start), "s", 2);
  report.add("server, memory at the start", server.memory_mb("VmRSS"), "MB");
  Asker asker(server.port(), key);
  start = Clock::now();
  asker.get("/api/overview");
  report.add("overview (home), the first", seconds_since(start) * 1000, "ms", 1);
  start = Clock::now();
  asker.get("/api/overview");
  report.add("overview (home), the second", seconds_since(start) * 1000, "ms", 1);

  std::vector<std::string> profiles, timelines, last_three;
  std::vector<double> look_ups;
  for (const auto& one : accounts) {
    auto before = Clock::now();
    auto items = base::parse_json(asker.get("/api/customers?identity=" + encoded("user_id:" + one.account))).as_object().at("items").as_array();
    look_ups.push_back(seconds_since(before) * 1000);
    if (items.empty()) throw std::runtime_error("account " + one.account + " is not there");
    auto path = "/api/customers/" + std::string(items[0].as_object().at("id").as_string());
    profiles.push_back(path);
    timelines.push_back(path + "/timeline?limit=50");
    last_three.push_back(path + "/timeline?limit=3");
  }
  report.add("look-up by account number, 99 of 100", percentile(look_ups, 0.99), "ms", 2);
  tell_searches(report, asker, searches(accounts, numbers_of(company / "orders.csv")));
  tell_lists(report, asker);
  for (const auto& [what, paths] : {std::pair{"first page of a timeline (50)", &timelines}, std::pair{"customer page", &profiles}, std::pair{"last three", &last_three}}) {
    ask_at_rate(server.port(), key, *paths, rate, 3);
    auto times = ask_at_rate(server.port(), key, *paths, rate, seconds);
    report.add(std::string(what) + ", " + std::to_string(rate) + " requests/s, median", percentile(times, 0.5), "ms", 2);
    report.below("  99 of 100", percentile(times, 0.99), "ms", 5, 2);
    report.add("  999 of 1000", percentile(times, 0.999), "ms", 2);
  }
  tell_memory(report, server, data);
  report.save();
  server.stop();
  if (!kept) std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
