#include "channel/file/forget.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/ids.h"

namespace channel::file {
namespace {

struct Errors {
  std::int64_t id = 0;
  std::string errors;
};
BOOST_DESCRIBE_STRUCT(Errors, (), (id, errors))

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void replace(const std::filesystem::path& path, const std::string& text) {
  auto fresh = path;
  fresh += ".new";
  int to = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool whole = to >= 0 && ::write(to, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(to) == 0;
  if (to >= 0) ::close(to);
  if (!whole) throw base::Error(base::ErrorCode::unavailable, path.string() + " can't be written.", "Free some space on the disk of the data folder; the erasure goes on by itself.");
  std::filesystem::rename(fresh, path);
}

void forget_rejected(const std::filesystem::path& folder, const record::Traces& person) {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (!entry.path().filename().string().ends_with("-rejected.csv")) continue;
    auto text = read(entry.path());
    auto rest = without(text, person);
    if (rest.size() != text.size()) replace(entry.path(), rest);
  }
}

void forget_errors(store::Database& database, const record::Traces& person) {
  database.write([&](store::Session& session) {
    for (const auto& run : session.all<Errors>("select id, errors from import_run where errors <> '[]'")) {
      auto errors = base::parse_json(run.errors).as_array();
      auto before = errors.size();
      for (auto at = errors.begin(); at != errors.end();) at = person.in(base::json_text(*at)) ? errors.erase(at) : at + 1;
      if (errors.size() != before) session.run("update import_run set errors = :e where id = :i", base::json_text(errors), run.id);
    }
  });
}

void forget_uploads(store::Database& database, const std::filesystem::path& folder) {
  auto kept = database.reading([](store::Session& session) { return session.all<std::int64_t>("select id from upload where gone_at is null"); });
  for (auto number : kept) {
    std::error_code error;
    std::filesystem::remove(folder / std::to_string(number), error);
    database.write([&](store::Session& session) { session.run("update upload set gone_at = :at where id = :id", base::now(), number); });
  }
}

}  // namespace

void forget_here(store::Database& database) {
  std::error_code none;
  for (auto number : database.reading([](store::Session& session) { return session.all<std::int64_t>("select id from upload where gone_at is not null"); }))
    std::filesystem::remove(database.folder() / "uploads" / std::to_string(number), none);
  for (const auto& entry : std::filesystem::directory_iterator(database.folder() / "imports", none))
    if (entry.path().filename().string().ends_with("-rejected.csv")) std::filesystem::remove(entry.path(), none);
}

base::JsonArray tell_imports(store::Session& session, const std::vector<std::int64_t>& numbers) {
  base::JsonArray list;
  for (auto number : numbers)
    session.each("select name, source, started_by, started_at from import_run where id = :i", [&](const store::Row& row) {
      list.push_back(base::JsonObject{{"id", base::show_id('n', number)}, {"name", row.text(0)}, {"source", row.text(1)}, {"by", row.text(2)}, {"at", base::to_string(base::Time{row.integer(3)})}});
    }, number);
  return list;
}

std::string without(std::string_view csv, const record::Traces& person) {
  std::string rest;
  bool quoted = false, heading = true;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < csv.size(); ++at) {
    if (csv[at] == '"') quoted = !quoted;
    if (at + 1 != csv.size() && (quoted || csv[at] != '\n')) continue;
    auto one = csv.substr(begin, at + 1 - begin);
    if (heading || !person.in(one)) rest += one;
    heading = false;
    begin = at + 1;
  }
  return rest;
}

void forget(store::Database& database, const record::Traces& person) {
  if (person.empty()) return;
  auto busy = database.reading([](store::Session& session) { return session.one<std::int64_t>("select count(*) from import_run where state in ('queued', 'running', 'undoing')").value_or(0); });
  if (busy) throw base::Error(base::ErrorCode::unavailable, "An import is under way.", "The erasure goes on by itself when it has ended.");
  forget_rejected(database.folder() / "imports", person);
  forget_errors(database, person);
  forget_uploads(database, database.folder() / "uploads");
}

}  // namespace channel::file
