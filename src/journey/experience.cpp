#include "journey/experience.h"

#include <cmath>

namespace journey {

Experience Experience::of(const std::optional<record::Score>& score, const std::optional<double>& sentiment) {
  Experience told;
  if (score) {
    told.kind = score->kind;
    told.value = std::round(score->value * 1000) / 1000;
  }
  if (sentiment) told.sentiment = static_cast<int>(std::lround(std::max(-1.0, std::min(1.0, *sentiment)) * 100));
  return told;
}

std::uint64_t Experiences::key(const Experience& told) {
  auto kind = told.kind ? static_cast<std::uint64_t>(*told.kind) + 1 : 0;
  return kind << 56 | static_cast<std::uint64_t>(static_cast<std::uint32_t>(std::lround(told.value * 1000))) << 16 | static_cast<std::uint64_t>(told.sentiment + 128);
}

Code Experiences::code(const Experience& told) {
  if (told == Experience()) return 0;
  std::lock_guard lock(guard_);
  auto [found, is_new] = codes_.try_emplace(key(told), static_cast<Code>(told_.size()));
  if (is_new) told_.push_back(told);
  return found->second;
}

std::vector<Experience> Experiences::all() const {
  std::lock_guard lock(guard_);
  return told_;
}

void Experiences::set(const std::vector<Experience>& told) {
  std::lock_guard lock(guard_);
  told_ = told;
  if (told_.empty()) told_.emplace_back();
  codes_.clear();
  for (std::size_t code = 1; code < told_.size(); ++code) codes_[key(told_[code])] = static_cast<Code>(code);
}

}  // namespace journey
