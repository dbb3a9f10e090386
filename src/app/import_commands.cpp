// import and undo-import: over the folder itself, or through the server that owns it.
#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/company.h"
#include "app/served.h"
#include "app/terminal.h"
#include "channel/file/preview.h"

namespace app {
namespace {

using channel::file::Import;
using channel::file::ImportState;

std::string progress_text(const Import& import) {
  std::string text = grouped(import.rows_read) + " rows";
  if (import.bytes_total > 0) text += ", " + std::to_string(std::min<std::int64_t>(100, import.bytes_read * 100 / import.bytes_total)) + " %";
  if (import.rows_rejected > 0) text += ", " + grouped(import.rows_rejected) + " rejected";
  return text;
}

bool is_over(const Import& import) { return import.state != ImportState::queued && import.state != ImportState::running && import.state != ImportState::undoing; }

int report(const CommonOptions& common, const Import& import, const std::string& rejected_at) {
  if (common.json) {
    std::cout << base::to_json_text(import) << '\n';
  } else {
    std::cout << "Import " << import.id << " is " << base::enum_name(import.state) << ": " << grouped(import.rows_read) << " rows read, " << grouped(import.interactions_added) << " interactions and "
              << grouped(import.customers_added) << " customers added";
    if (import.rows_repeated > 0) std::cout << ", " << grouped(import.rows_repeated) << " rows were there already";
    if (import.rows_passed > 0) std::cout << ", " << grouped(import.rows_passed) << " left out by the map";
    std::cout << ".\n";
    for (const auto& error : import.errors) {
      std::cout << "  " << error.file << ", row " << error.row << (error.column ? ", column " + *error.column : std::string()) << ": " << error.message << '\n';
      if (error.hint) std::cout << "    " << *error.hint << '\n';
      if (&error - import.errors.data() == 19 && import.errors.size() > 20) {
        std::cout << "  … and " << grouped(import.rows_rejected - 20) << " more.\n";
        break;
      }
    }
    if (import.rows_rejected > 0) std::cout << grouped(import.rows_rejected) << " rows were rejected; all of them with their reasons: " << rejected_at << '\n';
    if (import.message) std::cout << *import.message << '\n';
  }
  if (import.state == ImportState::failed) return failed;
  return import.rows_rejected > 0 ? with_rejects : done;
}

Import follow(http::Client& server, const std::string& id, ProgressLine& line) {
  for (;;) {
    auto import = base::from_json<Import>(server.get("/api/imports/" + id));
    line.show(progress_text(import));
    if (is_over(import)) return import;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
}

// Only what the map reads: a folder may hold more.
std::vector<channel::file::Source> files_read(const channel::file::Mapping& mapping, const std::vector<channel::file::Source>& sources) {
  std::vector<channel::file::Source> read;
  auto add = [&](const channel::file::Source& source) {
    if (std::none_of(read.begin(), read.end(), [&](const auto& other) { return other.path == source.path; })) read.push_back(source);
  };
  for (const auto& work : channel::file::work_of(mapping, sources)) {
    add(work.source);
    for (const auto& join : work.mapping->join)
      for (const auto& source : channel::file::matching(sources, join.file)) add(source);
  }
  return read;
}

int import_through(http::Client& server, const CommonOptions& common, const std::vector<channel::file::Source>& sources, const channel::file::Mapping& mapping, const std::string& name) {
  base::JsonArray uploads;
  Import import;
  {
    ProgressLine line("Importing " + name);
    for (const auto& source : sources) {
      auto size = std::filesystem::file_size(source.path);
      std::string query;
      for (unsigned char c : source.name) {
        static constexpr char hex[] = "0123456789ABCDEF";
        if (std::isalnum(c) || c == '.' || c == '-' || c == '_') query += static_cast<char>(c);
        else (query += '%') += {hex[c >> 4], hex[c & 15]};
      }
      auto answer = server.upload("/api/uploads?name=" + query, source.path, [&](std::uint64_t sent) { line.show("sending " + source.name + ", " + std::to_string(size ? sent * 100 / size : 100) + " %"); });
      uploads.push_back(answer.at("id"));
    }
    auto started = server.send("POST", "/api/imports", base::JsonObject{{"uploads", uploads}, {"name", name}, {"mapping", base::to_json(mapping)}});
    import = follow(server, std::string(started.at("id").as_string()), line);
  }
  return report(common, import, "the page's Imports, or GET /api/imports/" + import.id + "/rejected");
}

// An event log says itself what its parts mean; nothing else does.
channel::file::Mapping own_mapping(const std::vector<channel::file::Source>& sources) {
  if (sources.size() == 1)
    if (auto preview = channel::file::preview_file(sources[0]); preview.format == "xes") return preview.mapping;
  throw base::invalid("Only one event log (XES) at a time is imported without a map.", "Say what the columns mean with --map MAP.toml; examples/ has maps to start from.", "map");
}

}  // namespace

int import_files(const CommonOptions& common, const std::filesystem::path& what, const std::filesystem::path& map) {
  auto sources = channel::file::sources_at({what});
  auto mapping = map.empty() ? own_mapping(sources) : channel::file::read_mapping_file(map);
  std::string name = what.filename().empty() ? what.parent_path().filename().string() : what.filename().string();
  if (auto server = server_of(common)) return import_through(*server, common, files_read(mapping, sources), mapping, name);
  Company company(company_of(common));
  Import import;
  {
    ProgressLine line("Importing " + name);
    company.record->timeline.put_off_sums();   // nobody reads yet; has no effect on a folder that holds something
    import = company.imports->run(name, sources, mapping, "command line", [&](const Import& now) { line.show(progress_text(now)); });
    line.show("finishing timelines and search");
    company.record->timeline.make_up_sums();
    company.record->settle();
  }
  return report(common, import, company.imports->rejected(import.id).string());
}

int import_list(const CommonOptions& common) {
  std::vector<Import> imports;
  if (auto server = server_of(common)) imports = base::from_json<std::vector<Import>>(server->get("/api/imports?limit=100").at("items"));
  else imports = Company(company_of(common)).imports->list({.limit = 100}).items;
  if (common.json) std::cout << base::to_json_text(imports) << '\n';
  else
    for (const auto& import : imports)
      std::cout << import.id << '\t' << base::enum_name(import.state) << '\t' << base::to_string(import.started_at) << '\t' << grouped(import.interactions_added) << " interactions\t" << import.name
                << (import.message ? "\t" + *import.message : "") << '\n';
  return done;
}

int import_undo(const CommonOptions& common, const std::string& id) {
  Import import;
  {
    ProgressLine line("Undoing " + id);
    if (auto server = server_of(common)) {
      server->send("DELETE", "/api/imports/" + id, nullptr);
      import = follow(*server, id, line);
    } else {
      Company company(company_of(common));
      import = company.imports->undo_now(id);
    }
  }
  std::cout << "Import " << import.id << " is " << base::enum_name(import.state) << "." << (import.message ? " " + *import.message : "") << '\n';
  return import.state == ImportState::undone ? done : failed;
}

}  // namespace app
