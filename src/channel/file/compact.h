// JSON as a person would have written it: without members that are empty or false, at any depth.
#pragma once
#include "base/json.h"

namespace channel::file {

base::Json compact(base::Json value);

}  // namespace channel::file
