// How fast `throughline import` takes a CSV file into an empty folder, people recognised, timelines and search ready when
// it ends; beside the best that bare SQLite does with the same rows and indexes in the same run.
//
//   build/bench/import_bench [--rows=2000000] [--full]
#include "measure.h"
#include "orders.h"
#include "peer.h"
#include "program.h"

namespace bench {
namespace {

constexpr std::int64_t rows_a_commit = 20'000;   // as many as the program commits at once

struct Bare {
  double seconds, processor_us;
};

// Rows appended in order, people written in the order of their keys, the index on (customer, at) made at the end.
Bare load_bare(const Orders& orders, const std::filesystem::path& file) {
  Peer peer(file);
  peer.make_tables();
  auto start = Clock::now();
  auto processor = processor_seconds();
  {
    Statement interaction(peer.handle(), "insert into interaction(id, customer, at, received_at, activity, source, source_key, import, direction, actor, amount, currency) values (?,?,?,?,?,?,?,?,?,?,?,?)");
    std::int64_t row = 0;
    while (row < orders.rows()) {
      peer.run("begin");
      for (auto end = std::min(orders.rows(), row + rows_a_commit); row < end; ++row) {
        auto order = orders.at(row);
        auto key = Orders::key(row) + "/event";
        const std::int64_t values[] = {row + 1, order.customer, order.at.micros, start.time_since_epoch().count() / 1000, order.event * 4 + order.channel + 1, 1};
        for (int i = 0; i < 6; ++i) interaction.set(i, values[i]);
        interaction.set(6, key);
        interaction.set(7, std::int64_t(1));
        interaction.set(8, std::int64_t(1));
        interaction.set(9, std::int64_t(0));
        if (order.minor) interaction.set(10, order.minor), interaction.set(11, std::string_view(Orders::currencies[order.currency]));
        interaction.step();
        interaction.clear();
      }
      peer.run("commit");
    }
    Statement customer(peer.handle(), "insert into customer(id, identified, created_at, import) values (?,1,?,1)");
    Statement identity(peer.handle(), "insert into identity(name_space, value, customer, verified, at, import) values (?,?,?,?,?,1)");
    auto people = [&](auto insert) {
      peer.run("begin");
      for (std::int64_t i = 1; i <= orders.customers(); ++i) insert(i);
      peer.run("commit");
    };
    peer.run("insert into name_space(id, name) values (1, 'user_id'), (2, 'email')");
    people([&](std::int64_t i) {
      customer.set(0, i);
      customer.set(1, std::int64_t(0));
      customer.step();
    });
    for (std::int64_t name_space : {1, 2}) {
      people([&](std::int64_t i) {
        auto value = name_space == 1 ? Orders::user(i) : Orders::mail(i);
        identity.set(0, name_space);
        identity.set(1, value);
        identity.set(2, i);
        identity.set(3, name_space - 1);
        identity.set(4, std::int64_t(0));
        identity.step();
      });
    }
  }
  peer.run("create index interaction_customer on interaction(customer, at)");
  return {seconds_since(start), (processor_seconds() - processor) * 1e6 / static_cast<double>(orders.rows())};
}

int bench(int argc, char** argv) {
  auto rows = option(argc, argv, "rows", is_full(argc, argv) ? 10'000'000 : 2'000'000);
  Orders orders(rows, option(argc, argv, "customers", rows / 10));
  Folder folder("import-bench");
  Report report("file import, " + grouped(static_cast<double>(rows)) + " CSV rows of " + grouped(static_cast<double>(orders.customers())) + " customers into an empty folder");
  orders.write_csv(folder.path() / "orders.csv");
  Orders::write_map(folder.path() / "map.toml");

  auto data = folder.path() / "data";
  auto start = Clock::now();
  auto ended = run({"--data", data.string(), "--log-level", "error", "--json", "import", (folder.path() / "orders.csv").string(), "--map", (folder.path() / "map.toml").string()});
  auto seconds = seconds_since(start);
  auto added = base::parse_json(ended.output).as_object().at("interactions_added").to_number<std::int64_t>();
  if (added != rows) throw std::runtime_error("imported " + std::to_string(added) + " of " + std::to_string(rows));
  report.at_least("throughline import", static_cast<double>(rows) / seconds, "rows/s", 200'000);
  report.add("  it took", seconds, "s", 1);
  report.add("  processor time a row", ended.cpu_seconds * 1e6 / static_cast<double>(rows), "us", 1);
  report.add("  most memory", ended.peak_mb, "MB");
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data))
    if (entry.is_regular_file()) bytes += entry.file_size();
  report.add("  data folder", static_cast<double>(bytes) / 1e6, "MB");
  std::filesystem::remove_all(data);

  auto bare = load_bare(orders, folder.path() / "bare.db");
  report.add("bare SQLite, index on (customer, at) made afterwards", static_cast<double>(rows) / bare.seconds, "rows/s");
  report.add("  processor time a row", bare.processor_us, "us", 1);
  report.at_least("share of bare SQLite", bare.seconds / seconds, "", 0.5, 2);
  report.save();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
