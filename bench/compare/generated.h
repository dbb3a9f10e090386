// The log that is compared on (as ../shared/peers tells it): C customers with 50 events each on average over a year, 64
// touchpoints of falling frequency. No two events of a customer share a second, so that every tool means the same order.
// Beside it a language and a device for each event and a region for each customer, for filters and breakdowns.
#pragma once
#include <cstdint>
#include <random>
#include <vector>

namespace bench {

struct Generated {
  static constexpr std::uint32_t begin = 1'700'000'000, length = 31'536'000, touchpoints = 64;
  std::vector<std::uint32_t> starts, seconds;              // starts: customers + 1
  std::vector<std::uint8_t> touchpoint, language, device;   // by event
  std::vector<std::uint8_t> region;                         // by customer

  explicit Generated(std::uint32_t customers) {
    std::mt19937_64 random(42), beside(43);
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < touchpoints; ++i) weights.push_back(1.0 / (i + 1));
    std::discrete_distribution<int> some(weights.begin(), weights.end());
    std::geometric_distribution<int> more(1 / 50.0);
    std::vector<std::uint32_t> times;
    for (std::uint32_t customer = 0; customer < customers; ++customer) {
      starts.push_back(static_cast<std::uint32_t>(seconds.size()));
      times.resize(static_cast<std::size_t>(1 + more(random)));
      for (auto& time : times) time = begin + static_cast<std::uint32_t>(random() % length);
      std::sort(times.begin(), times.end());
      for (std::size_t i = 1; i < times.size(); ++i) times[i] = std::max(times[i], times[i - 1] + 1);
      for (auto time : times) {
        seconds.push_back(time);
        touchpoint.push_back(static_cast<std::uint8_t>(some(random)));
        auto dice = beside();
        language.push_back(static_cast<std::uint8_t>(dice % 8));
        device.push_back(static_cast<std::uint8_t>(dice / 8 % 5));
      }
      region.push_back(static_cast<std::uint8_t>(beside() % 20));
    }
    starts.push_back(static_cast<std::uint32_t>(seconds.size()));
  }
  std::uint32_t customers() const { return static_cast<std::uint32_t>(region.size()); }
  std::uint32_t events() const { return static_cast<std::uint32_t>(seconds.size()); }
};

}  // namespace bench
