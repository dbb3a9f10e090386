// What the operator's monitoring reads at /metrics (Prometheus text format). Thread-safe.
#pragma once
#include <functional>
#include <string>

namespace http {

void count_request(const std::string& route, const std::string& method, int status, double seconds);
// A value asked for each time /metrics is read ("throughline_interactions", …).
void add_gauge(const std::string& name, const std::string& help, std::function<double()> value);
std::string metrics_text();

}  // namespace http
