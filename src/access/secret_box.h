// Seals small secrets that have to stand in the database but must be of no use to who has only that: the second factor's
// (XChaCha20-Poly1305, libsodium). The key stands in a file outside of the database. Nodes on one database share it.
//
// Threads: all functions from any thread.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace rights {

class SecretBox {
 public:
  // Reads the file (32 bytes as URL-safe base64, readable by its owner alone), or makes it when `may_make` and it is not
  // there. Throws Error(invalid) for a file that holds no key, Error(unavailable) when it can't be read or made.
  SecretBox(const std::filesystem::path& key_file, bool may_make);

  // `about` is bound to what is sealed, so that it can't be moved to another row.
  std::string seal(std::string_view plain, std::string_view about) const;
  // Throws Error(unavailable) when it was sealed with another key or is not what was sealed.
  base::Secret open(std::string_view sealed, std::string_view about) const;
  // A keyed hash, as hex: for short codes that a plain hash would not protect.
  std::string digest(std::string_view text, std::string_view about) const;

 private:
  base::Secret key_;
};

}  // namespace rights
