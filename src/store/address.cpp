#include "store/address.h"

namespace store {

bool is_postgres_address(std::string_view address) { return address.starts_with("postgresql://") || address.starts_with("postgres://"); }

std::string shown_address(const std::string& address) {
  auto shown = address.substr(0, address.find('?'));   // parameters may hold a password too
  auto slashes = shown.find("//"), at = shown.rfind('@');
  if (slashes == std::string::npos || at == std::string::npos) return shown;
  auto colon = shown.find(':', slashes + 2);
  if (colon < at) shown.erase(colon, at - colon);
  return shown;
}

}  // namespace store
