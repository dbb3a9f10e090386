#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>
#include <vector>

namespace http {
namespace {

prometheus::Registry& registry() {
  static prometheus::Registry one;
  return one;
}

struct Asked {
  prometheus::Gauge* gauge;
  std::function<double()> value;
};
std::mutex guard;
std::vector<Asked> asked;

}  // namespace

void count_request(const std::string& route, const std::string& method, int status, double seconds) {
  static auto& requests = prometheus::BuildCounter().Name("throughline_http_requests_total").Help("Answered requests").Register(registry());
  static auto& durations = prometheus::BuildHistogram().Name("throughline_http_request_seconds").Help("Time from the whole request to the answer").Register(registry());
  static const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5};
  requests.Add({{"route", route}, {"method", method}, {"status", std::to_string(status)}}).Increment();
  durations.Add({{"route", route}, {"method", method}}, bounds).Observe(seconds);
}

void add_gauge(const std::string& name, const std::string& help, std::function<double()> value) {
  std::lock_guard lock(guard);
  auto& gauge = prometheus::BuildGauge().Name(name).Help(help).Register(registry()).Add({});
  asked.push_back({&gauge, std::move(value)});
}

std::string metrics_text() {
  std::lock_guard lock(guard);
  for (auto& one : asked) one.gauge->Set(one.value());
  return prometheus::TextSerializer().Serialize(registry().Collect());
}

}  // namespace http
