#include "sample/parameters.h"

namespace sample {

const Parameters& parameters() {
  static const Parameters all = [] {
    Parameters p;
    p.regions = {
        {"east-china", "Asia/Shanghai", "zh", "CNY", 0.27, 0.03, 0.00, 1, 6},  {"north-china", "Asia/Shanghai", "zh", "CNY", 0.17, 0.02, 0.02, 1, 6},
        {"south-china", "Asia/Shanghai", "zh", "CNY", 0.19, 0.03, 0.00, 1, 6}, {"us-west", "America/Los_Angeles", "en", "USD", 0.13, 0.10, 0.03, 1, 5},
        {"us-east", "America/New_York", "en", "USD", 0.14, 0.06, 0.01, 1, 5},  {"uk", "Europe/London", "en", "GBP", 0.10, 0.05, 0.02, 3, 5},
    };
    p.segments = {{"home", 0.55, 0.08, 0.30, 0.80, 0.15}, {"family", 0.30, 0.10, 0.38, 0.82, 0.20}, {"studio", 0.15, 0.28, 0.58, 0.90, 0.55}};
    p.topics = {{"delivery", 0.72}, {"damage", 0.64}, {"refund", 0.58}, {"invoice", 0.90}, {"advice", 0.93}, {"points", 0.86}};
    p.touchpoints = {{"delivery", 6.1, 5.5}, {"store", 5.5, 5.9}, {"call", 5.7, 4.8}};
    return p;
  }();
  return all;
}

}  // namespace sample
