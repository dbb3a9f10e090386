#include "access/audit_head.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/hash.h"
#include "base/write_all.h"

namespace rights {

SealedHead seal(const AuditHead& head, const KeyedHash& key) {
  SealedHead sealed{.number = head.number, .hash = head.hash, .at = head.at};
  sealed.seal = key(std::to_string(head.number) + " " + head.hash + " " + std::to_string(head.at.micros), "audit head");
  return sealed;
}

std::optional<AuditHead> kept_head(const std::filesystem::path& file, const KeyedHash& key) {
  std::ifstream in(file);
  if (!in) return std::nullopt;
  std::stringstream text;
  text << in.rdbuf();
  try {
    auto sealed = base::from_json<SealedHead>(base::parse_json(text.str()));
    AuditHead head{sealed.number, sealed.hash, sealed.at};
    if (base::equal_in_constant_time(seal(head, key).seal, sealed.seal)) return head;
  } catch (const base::Error&) {
    // Said below, in other words.
  }
  throw base::invalid("The file " + file.string() + " was not written by this installation.", "Was it changed, or the key file replaced? Compare the audit log with a head that you kept elsewhere.");
}

void keep_head(const std::filesystem::path& file, const AuditHead& head, const KeyedHash& key) {
  if (auto before = kept_head(file, key); before && before->number > head.number) return;
  auto text = base::to_json_text(seal(head, key)) + "\n";
  auto fresh = file;
  fresh += ".new";
  int to = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool whole = to >= 0 && base::write_all(to, text) && ::fsync(to) == 0;
  if (to >= 0) ::close(to);
  std::error_code error;
  if (whole) std::filesystem::rename(fresh, file, error);
  if (std::error_code none; !whole || error) std::filesystem::remove(fresh, none);
  if (!whole || error) throw base::Error(base::ErrorCode::unavailable, file.string() + " can't be written.", "Look at the data folder's rights and its free space.");
}

}  // namespace rights
