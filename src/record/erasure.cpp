#include "record/erasure.h"

#include "base/text.h"

namespace record {
namespace {

// The runs of digits in it, whatever people write between the groups of a number.
std::string digit_runs(std::string_view text) {
  std::string runs;
  for (char c : text) {
    if (c >= '0' && c <= '9') runs += c;
    else if (std::string_view(" -()./+\xC2\xA0").find(c) == std::string_view::npos) runs += '|';
  }
  return runs;
}

}  // namespace

bool Traces::in(std::string_view text) const {
  if (empty()) return false;
  auto same = base::caseless(text);
  for (const auto& one : texts)
    if (text.find(one) != std::string_view::npos || same.find(base::caseless(one)) != std::string::npos) return true;
  auto runs = digits.empty() ? std::string() : digit_runs(text);
  return std::any_of(digits.begin(), digits.end(), [&](const std::string& one) { return runs.find(one) != std::string::npos; });
}

}  // namespace record
