// Tables of uploads and imports.
#pragma once
#include "store/database.h"

namespace channel::file {

store::Migrations migrations();

}  // namespace channel::file
