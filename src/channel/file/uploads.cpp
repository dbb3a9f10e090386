#include "channel/file/uploads.h"

#include <algorithm>

#include "access/audit.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/text.h"
#include "store/node.h"

namespace channel::file {

std::string file_name(std::string_view name) {
  auto slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string clean;
  for (char c : base::stored(name))
    if (static_cast<unsigned char>(c) >= 0x20) clean += c;
  // Signs that turn the direction of text around hide what a file is called.
  for (std::string_view sign : {"\xE2\x80\xAE", "\xE2\x80\xAD", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"})
    for (auto at = clean.find(sign); at != std::string::npos; at = clean.find(sign)) clean.erase(at, sign.size());
  clean = base::trim(clean);
  if (clean.empty() || clean == "." || clean == "..") return "file";
  return std::string(base::cut(clean, base::limits::file_name_bytes));
}

Uploads::Uploads(store::Database& database) : database_(database), folder_(database.folder() / "uploads"), node_(store::node_of(database.folder())) { std::filesystem::create_directories(folder_); }

Upload Uploads::keep(const std::filesystem::path& body, std::string_view name, std::string_view by) {
  Upload upload{.name = file_name(name), .bytes = static_cast<std::int64_t>(std::filesystem::file_size(body))};
  if (upload.bytes == 0) throw base::invalid("The file is empty.", "Send the file's bytes as the body.");
  auto number = database_.writing([&](store::Session& session) {
    if (session.one<std::int64_t>("select count(*) from upload where gone_at is null").value_or(0) >= static_cast<std::int64_t>(base::limits::uploads))
      throw base::Error(base::ErrorCode::conflict, "There are " + std::to_string(base::limits::uploads) + " uploaded files already.",
                        "Wait: each is let go of some days after the last import that used it.");
    auto next = session.one<std::int64_t>("select coalesce(max(id), 0) + 1 from upload").value_or(1);
    session.run("insert into upload (id, name, bytes, sent_by, sent_at, node) values (:id, :name, :bytes, :by, :at, :node)", next, upload.name, upload.bytes, by, base::now(), node_);
    rights::Audit::record(session, {.verb = "upload.add", .object = "upload", .id = base::show_id('f', next), .details = {{"name", upload.name}, {"bytes", upload.bytes}}});
    return next;
  });
  auto path = folder_ / std::to_string(number);
  std::error_code error;
  std::filesystem::rename(body, path, error);
  if (error) {   // the spool lies on another disk
    std::filesystem::copy_file(body, path, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(body, error);
  }
  upload.id = base::show_id('f', number);
  return upload;
}

Source Uploads::source(std::string_view id) const {
  auto number = base::read_id('f', id);
  auto name = number ? database_.reading([&](store::Session& session) { return session.one<std::string>("select name from upload where id = :id", *number); }) : std::nullopt;
  if (!name) throw base::not_found("There is no upload \"" + base::shown(id, 40) + "\".", "Send the file to POST /api/uploads first.");
  auto path = folder_ / std::to_string(*number);
  auto node = database_.reading([&](store::Session& session) { return session.one<std::string>("select coalesce(node, '') from upload where id = :id", *number); });
  if (!node->empty() && *node != node_)
    throw base::Error(base::ErrorCode::conflict, "The file \"" + *name + "\" was sent to another node of this company.", "Start its import there, or send the file to this node as well.");
  if (!std::filesystem::exists(path)) throw base::Error(base::ErrorCode::gone, "The uploaded file \"" + *name + "\" is no longer kept.", "Send it again.");
  return {*name, path};
}

void Uploads::let_go(const std::vector<std::filesystem::path>& used, int days) {
  auto old = database_.reading([&](store::Session& session) {
    return session.all<std::int64_t>("select id from upload where gone_at is null and sent_at < :before and coalesce(node, :n) = :m", base::Time{base::now().micros - days * base::day}, node_, node_);
  });
  for (auto number : old) {
    auto path = folder_ / std::to_string(number);
    if (std::find(used.begin(), used.end(), path) != used.end()) continue;
    std::error_code error;
    std::filesystem::remove(path, error);
    database_.write([&](store::Session& session) { session.run("update upload set gone_at = :at where id = :id", base::now(), number); });
  }
}

}  // namespace channel::file
