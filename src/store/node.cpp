#include "store/node.h"

#include <fstream>

#include "base/error.h"
#include "base/hash.h"

namespace store {

std::string node_of(const std::filesystem::path& folder) {
  if (folder.empty()) return {};
  auto path = folder / "node";
  std::string name;
  std::ifstream(path) >> name;
  if (!name.empty()) return name;
  name = base::random_token(9);
  auto making = folder / "node.making";
  std::ofstream file(making);
  file << name << '\n';
  file.close();
  if (!file) throw base::Error(base::ErrorCode::unavailable, "The data folder " + folder.string() + " can't be written.", "Look at its rights and its free space.");
  std::filesystem::rename(making, path);   // the folder's lock is held: nobody else makes one
  return name;
}

}  // namespace store
