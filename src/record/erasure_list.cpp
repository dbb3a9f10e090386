#include "record/erasure_list.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>

#include "base/error.h"
#include "base/log.h"
#include "base/write_all.h"

namespace record {

std::string mark_of_profile(const KeyedHash& hash, CustomerId customer, base::Time created_at) { return hash(std::to_string(customer) + " " + std::to_string(created_at.micros), "erased profile"); }
std::string mark_of_identity(const KeyedHash& hash, std::string_view name_space, std::string_view value) {
  return hash(std::to_string(name_space.size()) + ":" + std::string(name_space) + std::string(value), "erased identity");
}
std::string mark_of_key(const KeyedHash& hash) { return hash("", "erasures").substr(0, 16); }

std::vector<ErasedPerson> erased_in(store::Session& session, const KeyedHash& hash) {
  std::map<std::int64_t, ErasedPerson> people;
  session.each("select id, uid, begun_at from erasure where begun_at is not null order by id", [&](const store::Row& row) {
    people[row.integer(0)] = {.uid = std::string(row.text(1)), .at = base::Time{row.integer(2)}, .key = mark_of_key(hash)};
  });
  session.each("select erasure, customer, mark from erased_profile order by erasure, customer",
               [&](const store::Row& row) { people[row.integer(0)].profiles.push_back({row.integer(1), std::string(row.text(2))}); });
  session.each("select erasure, customer, mark from erased_identity order by erasure, customer, mark", [&](const store::Row& row) {
    for (auto& profile : people[row.integer(0)].profiles)
      if (profile.customer == row.integer(1)) profile.identities.emplace_back(row.text(2));
  });
  std::vector<ErasedPerson> list;
  for (auto& [id, person] : people) list.push_back(std::move(person));
  return list;
}

std::vector<ErasedPerson> erased_in(const std::filesystem::path& file) {
  std::vector<ErasedPerson> list;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    try {
      list.push_back(base::from_json<ErasedPerson>(base::parse_json(line)));
    } catch (const base::Error& error) {
      base::log::warning("a line of the list of erasures can't be read", {{"file", file.string()}, {"error", error.what()}});
    }
  }
  return list;
}

void add_to(const std::filesystem::path& file, const std::vector<ErasedPerson>& people) {
  if (file.empty()) return;
  std::set<std::string> there;
  for (const auto& person : erased_in(file)) there.insert(person.uid);
  std::string lines;
  for (const auto& person : people)
    if (!there.contains(person.uid)) lines += base::to_json_text(person) + "\n";
  if (lines.empty()) return;
  // A line cut by a crash has no end: the next one begins on a line of its own.
  lines.insert(0, "\n");
  int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  bool kept = to >= 0 && base::write_all(to, lines) && ::fsync(to) == 0;
  if (to >= 0) ::close(to);
  if (!kept) throw base::Error(base::ErrorCode::unavailable, "The list of erasures " + file.string() + " can't be written.", "Look at the data folder's rights and its free space; the erasure goes on by itself.");
}

}  // namespace record
