#include "journey/in_use.h"

namespace journey {

std::vector<std::uint8_t> codes_in_use(const View& view, const Dimensions& dimensions, std::size_t of_all) {
  std::vector<std::uint8_t> used(Dimensions::most + 2);
  const auto ref = dimensions.ref(of_all);
  if (ref.of_customer) {
    view.traits->each_page([&](const std::vector<std::uint16_t>& page) {
      for (auto i = ref.number; i < page.size(); i += dimensions.of_customers()) used[page[i]] = 1;
    });
    return used;
  }
  for (const auto& chunk : view.chunks) {
    const auto& codes = chunk->columns().codes[ref.number];
    if (codes.width == 0) used[codes.only] = 1;
    else for (std::uint32_t event = 0; event < chunk->columns().events(); ++event) used[codes[event]] = 1;
  }
  for (const auto& run : view.tail)
    for (const auto& event : run->all()) used[run->codes_of(event)[ref.number]] = 1;
  return used;
}

}  // namespace journey
