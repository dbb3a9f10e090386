// What every benchmark shares: its size, clocks, percentiles, a folder of its own, and the report: a table for people, and
// a line of JSON in build/bench.json for whoever compares runs.
#pragma once
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace bench {

using Clock = std::chrono::steady_clock;
inline double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Processor time of this thread: does not mind who else is at work.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// The large sizes: --full, or FULL=1.
inline bool is_full(int argc, char** argv) {
  const char* asked = std::getenv("FULL");
  if (asked && std::string_view(asked) == "1") return true;
  return std::any_of(argv + 1, argv + argc, [](const char* word) { return std::string_view(word) == "--full"; });
}
// --name=N, else `otherwise`.
inline std::int64_t option(int argc, char** argv, std::string_view name, std::int64_t otherwise) {
  auto start = "--" + std::string(name) + "=";
  for (int i = 1; i < argc; ++i)
    if (std::string_view(argv[i]).starts_with(start)) return std::atoll(argv[i] + start.size());
  return otherwise;
}

// Gone at the end. In BENCH_DIR when that is set (a disk with room), else in the system's.
class Folder {
 public:
  explicit Folder(const std::string& name) {
    const char* where = std::getenv("BENCH_DIR");
    path_ = (where ? std::filesystem::path(where) : std::filesystem::temp_directory_path()) / ("throughline-" + name + "-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  auto at = values.begin() + static_cast<std::ptrdiff_t>(std::min<double>(static_cast<double>(values.size()) - 1, share * static_cast<double>(values.size())));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

inline std::string grouped(double value, int decimals = 0) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string all = text;
  auto point = all.find('.');
  for (auto at = static_cast<std::ptrdiff_t>(point == std::string::npos ? all.size() : point) - 3; at > (all[0] == '-'); at -= 3) all.insert(static_cast<std::size_t>(at), ",");
  return all;
}

class Report {
 public:
  explicit Report(std::string name) : name_(std::move(name)) { std::printf("%s\n", name_.c_str()); }

  void add(const std::string& what, double value, const std::string& unit, int decimals = 0, const std::string& budget = {}) {
    std::printf("  %-58s %14s %-10s %s\n", what.c_str(), grouped(value, decimals).c_str(), unit.c_str(), budget.empty() ? "" : ("budget " + budget).c_str());
    std::fflush(stdout);
    figures_.push_back(base::JsonObject{{"what", what}, {"value", value}, {"unit", unit}, {"budget", budget}});
  }
  void at_least(const std::string& what, double value, const std::string& unit, double least, int decimals = 0) { add(what, value, unit, decimals, ">= " + grouped(least, decimals) + judged(value >= least)); }
  void below(const std::string& what, double value, const std::string& unit, double most, int decimals = 0) { add(what, value, unit, decimals, "< " + grouped(most, decimals) + judged(value < most)); }

  // Beside the program, in the build folder.
  void save() const {
    utsname machine{};
    uname(&machine);
    base::JsonObject line{{"bench", name_}, {"at", base::to_string(base::now())}, {"machine", machine.nodename}, {"kernel", machine.release},
                          {"cores", std::thread::hardware_concurrency()}, {"figures", figures_}};
    std::ofstream file(std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "bench.json", std::ios::app);
    file << base::json_text(line) << '\n';
  }

 private:
  static std::string judged(bool kept) { return kept ? "  kept" : "  MISSED"; }

  std::string name_;
  base::JsonArray figures_;
};

// What main() is: a failure is told and answered with 1.
inline int run_bench(int (*bench)(int, char**), int argc, char** argv) {
  try {
    return bench(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench: %s\n", error.what());
    return 1;
  }
}

}  // namespace bench
