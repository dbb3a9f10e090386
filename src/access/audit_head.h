// The audit log's newest hash, kept outside of the database: in audit.head of the data folder, written anew every hour
// and at the end, and sealed with the installation's key, so that who can write the database can't cut the log's tail
// unseen. `throughline audit head` prints it for a place that is farther away.
//
// Not for two threads on one file.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>

#include "access/audit_chain.h"

namespace rights {

using KeyedHash = std::function<std::string(std::string_view text, std::string_view about)>;

struct SealedHead {
  std::int64_t number = 0;
  std::string hash;
  base::Time at;
  std::string seal;                        // keyed hash of the rest
};
BOOST_DESCRIBE_STRUCT(SealedHead, (), (number, hash, at, seal))

SealedHead seal(const AuditHead& head, const KeyedHash& key);
// What the file says. nullopt: there is none. Throws Error(invalid) when it can't be read or its seal is not ours: somebody wrote it.
std::optional<AuditHead> kept_head(const std::filesystem::path& file, const KeyedHash& key);
// Replaces the file, unless the log's head is behind what it says (a cut tail must stay seen).
void keep_head(const std::filesystem::path& file, const AuditHead& head, const KeyedHash& key);

}  // namespace rights
