#include "journey/flow_csv.h"

#include <cstdio>

#include "base/csv.h"

namespace journey {
namespace {

// Seconds to the microsecond, as moments are stored.
std::string number(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.6f", value);
  std::string_view digits(text);
  digits.remove_suffix(digits.size() - 1 - digits.find_last_not_of('0'));
  if (digits.ends_with('.')) digits.remove_suffix(1);
  return std::string(digits);
}

void add(std::string& csv, const std::string* group, const std::vector<FlowEdgeTold>& edges) {
  for (const auto& edge : edges) {
    if (group) csv += base::csv_field(*group) + ',';
    for (const auto* activity : {&edge.from, &edge.to}) csv += base::csv_field(activity->channel) + ',' + base::csv_field(activity->name) + ',';
    csv += std::to_string(edge.count) + ',' + std::to_string(edge.customers) + ',' + number(edge.mean_seconds) + ',' + number(edge.median_seconds) + ',' + number(edge.p90_seconds) + "\r\n";
  }
}

}  // namespace

std::string flow_csv(const Index& index, FlowAsked asked) {
  if (!asked.top) asked.top = base::limits::question_rows;
  auto answer = ask(index, asked);
  const bool by_groups = asked.by.has_value();
  std::string csv = "\xEF\xBB\xBF";
  if (by_groups) csv += "value,";
  csv += "from_channel,from,to_channel,to,count,customers,mean_seconds,median_seconds,p90_seconds\r\n";
  if (!by_groups) add(csv, nullptr, answer.edges);
  for (const auto& group : answer.groups) add(csv, &group.value, group.edges);
  return csv;
}

}  // namespace journey
