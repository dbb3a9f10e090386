#include "app/status.h"

#include <iostream>

#include "app/commands.h"
#include "app/served.h"
#include "app/terminal.h"

namespace app {

BackupStanding backup_standing(Company& company) {
  auto continuous = store::continuous(*company.database);
  auto report = continuous ? continuous->shipping() : store::ShippingReport{};
  return {.on = report.on, .folder = report.folder, .delivered_at = report.delivered_at, .last_base = company.backup ? company.backup->last_base() : std::nullopt,
          .waiting_bytes = report.waiting_bytes, .trouble = report.trouble};
}

Standing standing(Company& company) {
  Standing now{.version = THROUGHLINE_VERSION, .position = company.record->log->position()};
  for (const auto& [name, position] : company.record->readers.standings()) now.readers.push_back({name, position});
  now.disk_bytes = static_cast<std::int64_t>(company.database->bytes_on_disk());
  std::error_code unknown;
  now.disk_free_bytes = static_cast<std::int64_t>(std::filesystem::space(company.options.folder, unknown).available);
  now.health = company.database->health();
  now.backup = backup_standing(company);
  return now;
}

HealthAnswer health_answer(Company& company) {
  auto health = company.database->health();
  return {.writable = health.writable, .trouble = health.trouble, .since = health.since, .backup_in_trouble = !backup_standing(company).trouble.empty()};
}

int status(const CommonOptions& common) {
  if (!store::Database::is_there(common.data, common.database))
    throw base::not_found(common.database.empty() ? "There is no data folder at " + common.data.string() + "." : std::string("The database holds nothing of Throughline."), "Name it with --data or --database.");
  Standing now;
  auto server = server_of(common);
  if (server) {
    now = base::from_json<Standing>(server->get("/api/status"));
  } else {
    Company company(company_of(common));
    company.record->settle();
    now = standing(company);
  }
  if (common.json) {
    std::cout << base::to_json_text(now) << '\n';
    return now.health.writable ? done : not_available;
  }
  std::cout << "Version " << now.version << (server ? ", served now" : ", no server of this folder") << ".\nLog: position " << grouped(now.position) << '\n';
  for (const auto& reader : now.readers) std::cout << "  " << reader.name << ": " << (reader.position >= now.position ? "has read all of it" : grouped(now.position - reader.position) + " behind") << '\n';
  std::cout << "Disk: " << grouped(now.disk_bytes >> 20) << " MiB used, " << grouped(now.disk_free_bytes >> 20) << " MiB free\n";
  if (now.health.writable) std::cout << "Writing: yes\n";
  else std::cout << "Writing: NO, since " << base::to_string(*now.health.since) << ". " << now.health.reason << "\n  " << now.health.hint << '\n';
  if (!now.backup.on) std::cout << "Continuous backup: none (serve --backup-to FOLDER)\n";
  else std::cout << "Continuous backup to " << now.backup.folder << ": "
                 << (now.backup.delivered_at ? "everything before " + base::to_string(*now.backup.delivered_at) + " is there" : std::string("nothing is there yet"))
                 << (now.backup.trouble.empty() ? "" : ". TROUBLE: " + now.backup.trouble) << '\n';
  return now.health.writable ? done : not_available;
}

}  // namespace app
