// Which values of dimensions anything in a view still has. What was a value of somebody who was erased is told nowhere.
#pragma once
#include "journey/dimensions.h"
#include "journey/view.h"

namespace journey {

// By code, 1: something has it.
std::vector<std::uint8_t> codes_in_use(const View& view, const Dimensions& dimensions, std::size_t of_all);

}  // namespace journey
