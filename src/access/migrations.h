// The tables of access: users, sessions, API keys, sign-in links.
#pragma once
#include "store/database.h"

namespace rights {

store::Migrations migrations();

}  // namespace rights
