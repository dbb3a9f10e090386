// move: a whole company from one place to another, a data folder or a PostgreSQL database.
#include <chrono>
#include <iostream>

#include "app/capabilities.h"
#include "app/commands.h"
#include "app/terminal.h"
#include "record/check.h"
#include "record/record.h"
#include "store/address.h"
#include "store/carry.h"

namespace app {
namespace {

// Where a company is: a folder, or a database without one.
struct Place {
  std::filesystem::path folder;
  std::string database;
  std::string shown;
};

Place place_of(const std::string& address) {
  if (store::is_postgres_address(address)) return {{}, address, store::shown_address(address)};
  return {address, {}, std::filesystem::absolute(address).lexically_normal().string()};
}

// Progress of tables: how many rows, and how fast over all.
class TableLine {
 public:
  explicit TableLine(const std::string& what) : line_(what) {}
  void step(const std::string& table, std::int64_t rows) {
    if (table != table_) before_ += rows_, table_ = table;
    rows_ = rows;
    auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    line_.show(table + ", " + grouped(rows) + " rows (" + grouped(seconds > 0.5 ? static_cast<std::int64_t>(static_cast<double>(before_ + rows_) / seconds) : 0) + " rows/s)");
  }

 private:
  ProgressLine line_;
  std::string table_;
  std::int64_t before_ = 0, rows_ = 0;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

record::Position must_be_sound(const Place& place, const CommonOptions& common, const std::string& which) {
  auto database = store::Database::open(place.folder, place.database);
  database->migrate(migrations());
  record::Record record(*database, {.region = common.region});
  ProgressLine line("Checking the " + which);
  auto found = record::check(record, [&](const std::string& step) { line.show(step); });
  for (const auto& finding : found.findings) std::cout << "NOT SOUND: " << finding.what << "\n  " << finding.hint << '\n';
  if (!found.findings.empty())
    throw base::Error(base::ErrorCode::conflict, "The " + which + " is not sound.", which == "source" ? "Mend it first, as the lines above say: nothing was moved." : "Don't serve it. Keep the source, and report this as a bug.");
  return record.log->position();
}

// Everything of a folder that is not the database itself.
std::int64_t copy_files(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::int64_t files = 0;
  auto is_ours = [](const std::string& name) {
    return name.starts_with("throughline.db") || name.starts_with("derived.db") || name == "lock" || name == "served.json" || name == "spool" || name == "node";
  };
  for (const auto& entry : std::filesystem::directory_iterator(from)) {
    auto name = entry.path().filename().string();
    if (is_ours(name)) continue;
    std::filesystem::copy(entry.path(), to / name, std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    if (!entry.is_directory()) ++files;
    else
      for (const auto& inner : std::filesystem::recursive_directory_iterator(to / name)) files += inner.is_regular_file();
  }
  // Uploads and imports name the node that has them: the new folder is that node now.
  if (std::filesystem::exists(from / "node")) std::filesystem::copy_file(from / "node", to / "node", std::filesystem::copy_options::overwrite_existing);
  return files;
}

void make_room(const Place& to) {
  if (!store::Database::is_there(to.folder, to.database)) return;
  std::string half;
  {
    auto database = store::Database::open(to.folder, to.database);
    database->migrate(migrations());
    half = store::half_carried(*database);
  }
  if (half.empty()) return;   // whether it is empty is looked at table by table
  std::cerr << "A move from " << half << " was cut off here. It begins anew.\n";
  store::forget_half_carried(to.folder, to.database);
}

void compare(const std::vector<store::TableDigest>& from, const std::vector<store::TableDigest>& to, const CommonOptions& common) {
  base::JsonArray list;
  bool same = from.size() == to.size();
  for (const auto& source : from) {
    auto target = std::find_if(to.begin(), to.end(), [&](const auto& other) { return other.table == source.table; });
    bool equal = target != to.end() && *target == source;
    same &= equal;
    list.push_back(base::JsonObject{{"table", source.table}, {"rows", source.rows}, {"digest", source.text()}, {"equal", equal}});
    if (!common.json) std::cout << (equal ? "  " : "! ") << source.text() << "  " << source.table << "  " << grouped(source.rows) << (equal ? "" : "   over there: " + (target == to.end() ? "nothing" : target->text() + "  " + grouped(target->rows))) << '\n';
  }
  if (common.json) std::cout << base::json_text(base::JsonObject{{"equal", same}, {"tables", list}}) << '\n';
  if (!same) throw base::Error(base::ErrorCode::conflict, "What arrived is not what was sent.", "Don't serve the target. Move again: it begins anew. When it happens again, report it as a bug.");
}

}  // namespace

int move_company(const CommonOptions& common, const std::string& from_address, const std::string& to_address) {
  auto from = place_of(from_address), to = place_of(to_address);
  if (from.shown == to.shown) throw base::invalid("Both addresses are the same place.", "Name another with --to.", "to");
  if (!store::Database::is_there(from.folder, from.database)) throw base::not_found("There is no company at " + from.shown + ".", "Name a data folder or a database that was served before with --from.");
  make_room(to);
  auto position = must_be_sound(from, common, "source");
  std::vector<store::TableDigest> sent, arrived;
  {
    auto source = store::Database::open(from.folder, from.database);
    auto target = store::Database::open(to.folder, to.database);
    source->migrate(migrations());
    target->migrate(migrations());
    {
      TableLine line("Moving");
      sent = store::carry(*source, *target, from.shown, [&](const std::string& table, std::int64_t rows) { line.step(table, rows); });
    }
    {
      TableLine line("Comparing");
      auto step = [&](const std::string& table, std::int64_t rows) { line.step(table, rows); };
      arrived = store::digests(*target, step);
      // A source that others can write to may have gone on.
      if (source->shared() && store::digests(*source, step) != sent)
        throw base::Error(base::ErrorCode::conflict, "The source went on while it was moved.", "Stop all servers on it, and move again: it begins anew.");
    }
    compare(sent, arrived, common);
    if (from.database.empty() && to.database.empty()) {
      auto files = copy_files(from.folder, to.folder);
      if (!common.json && files > 0) std::cout << grouped(files) << " files went with it.\n";
    }
    store::carried(*target);
  }
  std::cerr << "Building timelines and search over there …\n";
  if (must_be_sound(to, common, "target") < position) throw base::Error(base::ErrorCode::internal, "The log of the target is shorter than the source's.", "Don't serve it, and report this as a bug.");
  if (common.json) return done;
  std::cout << "Moved to " << to.shown << ", and sound there. The source is as it was.\n";
  if (from.database.empty() && !to.database.empty()) std::cout << "Serve it with --database and --data " << from.folder.string() << ": uploads that wait and rejected rows stay in that folder.\n";
  if (!from.database.empty() && to.database.empty()) std::cout << "Uploads that wait and rejected rows stay in the folders of the nodes that have them.\n";
  return done;
}

}  // namespace app
