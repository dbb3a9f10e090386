// simulate: the sample company into a folder.
#include <sys/stat.h>

#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/terminal.h"
#include "base/error.h"
#include "sample/company.h"

namespace app {
namespace {

struct Scale {
  const char* name;
  std::int64_t customers, interactions;
};
constexpr Scale scales[] = {{"small", 2'000, 60'000}, {"medium", 100'000, 5'000'000}, {"large", 1'000'000, 50'000'000}};

sample::Moment day_of(const std::string& date, const char* option) {
  auto time = date.size() == 10 ? base::parse_time(date) : std::nullopt;
  if (!time) throw base::invalid("\"" + date + "\" is not a date.", std::string("Write --") + option + " as 2025-11-01.", option);
  return time->micros / base::second;
}

}  // namespace

int simulate(const CommonOptions& common, const SimulateOptions& said) {
  if (said.out.empty()) throw base::invalid("There is no folder to write into.", "Name one that is empty or not there with --out.", "out");
  ::umask(022);   // people who do not exist: for anybody to read
  sample::Options options{.seed = static_cast<std::uint64_t>(said.seed)};
  for (const auto& scale : scales)
    if (said.scale == scale.name) options.customers = scale.customers, options.interactions = scale.interactions;
  if (said.customers) {
    // With the scale's number of interactions a customer, unless they are told too.
    options.interactions = *said.customers * (options.interactions / options.customers);
    options.customers = *said.customers;
  }
  if (said.interactions) options.interactions = *said.interactions;
  options.to = said.to.empty() ? base::now().micros / base::day * sample::day_long : day_of(said.to, "to");
  options.from = said.from.empty() ? options.to - 730 * sample::day_long : day_of(said.from, "from");
  options.threads = said.threads != 0 ? said.threads : std::max(1u, std::thread::hardware_concurrency());

  sample::Truth truth;
  {
    ProgressLine line("Simulating");
    truth = sample::simulate(options, said.out, [&](std::int64_t made) { line.show(grouped(made) + " interactions"); });
  }
  if (common.json) {
    std::cout << base::to_json_text(truth) << '\n';
  } else {
    auto folder = said.out.string();
    if (options.interactions != truth.interactions)
      std::cout << "Asked for " << grouped(options.interactions) << " interactions: what a life needs at least, and small companies, can make it other than that.\n";
    std::cout << "Wrote " << grouped(truth.interactions) << " interactions of " << grouped(truth.people.customers) << " customers who do not exist to " << folder << ".\n"
              << "  throughline import " << folder << " --map " << folder << "/map.toml     brings them in\n"
              << "  " << folder << "/truth.json     says what was planted\n";
  }
  return done;
}

}  // namespace app
