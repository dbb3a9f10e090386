// CSV as we write it (RFC 4180), harmless to spreadsheets.
#pragma once
#include <string>
#include <string_view>

namespace base {

// One field: quoted where needed; a leading = + - @ tab (and their full-width forms) gets a ' before it; numbers keep their sign.
std::string csv_field(std::string_view text);

}  // namespace base
