#include "journey/sieve.h"

#include <algorithm>

namespace journey {
namespace {

template <class T>
void judge_codes(const Condition& condition, const void* data, std::size_t begin, std::vector<std::uint8_t>& let_in) {
  const auto* codes = static_cast<const T*>(data) + begin;
  const auto* allowed = condition.allowed.data();
  if constexpr (sizeof(T) == 1) {
    for (std::size_t i = 0; i < let_in.size(); ++i) let_in[i] &= allowed[codes[i]];
  } else {
    for (std::size_t i = 0; i < let_in.size(); ++i) let_in[i] &= condition.allows(static_cast<Code>(codes[i]));
  }
}

template <class T>
void gather(const void* from, const std::vector<std::uint32_t>& kept, std::byte* to) {
  for (std::size_t i = 0; i < kept.size(); ++i) reinterpret_cast<T*>(to)[i] = static_cast<const T*>(from)[kept[i]];
}

Numbers gather(const Numbers& numbers, const std::vector<std::uint32_t>& kept, std::vector<std::byte>& memory) {
  if (numbers.width == 0) return numbers;
  memory.resize(kept.size() * numbers.width);
  switch (numbers.width) {
    case 1: gather<std::uint8_t>(numbers.data, kept, memory.data()); break;
    case 2: gather<std::uint16_t>(numbers.data, kept, memory.data()); break;
    case 4: gather<std::uint32_t>(numbers.data, kept, memory.data()); break;
    case 8: gather<std::uint64_t>(numbers.data, kept, memory.data()); break;
  }
  return {numbers.width, memory.data(), 0};
}

template <class T>
const T* gather(const T* from, const std::vector<std::uint32_t>& kept, std::vector<T>& memory) {
  if (!from) return nullptr;
  memory.resize(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) memory[i] = from[kept[i]];
  return memory.data();
}

Sparse gather(const Sparse& sparse, const std::vector<std::uint32_t>& kept, SparseList& memory) {
  if (!sparse.bits) return {};
  memory.clear(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (auto value = sparse[kept[i]]) memory.add(i, *value);
  memory.finish();
  return memory.all();
}

}  // namespace

std::int64_t second_from(std::int64_t at) { return at >= 0 ? (at + base::second - 1) / base::second : -(-at / base::second); }

bool Sieve::lets_in(CustomerId person) const {
  return std::all_of(scope_.where.begin(), scope_.where.end(), [&](const Condition& condition) {
    return !condition.dimension.of_customer || condition.allows(view_.trait(condition.dimension.number, person));
  });
}

void Sieve::judge(const Columns& columns, std::uint32_t begin, std::uint32_t end) {
  let_in_.assign(end - begin, 1);
  if (scope_.from != INT64_MIN || scope_.to != INT64_MAX) {
    if (columns.fine) {
      for (std::size_t i = 0; i < let_in_.size(); ++i) {
        auto at = columns.at(begin + i);
        let_in_[i] = at >= scope_.from && at < scope_.to;
      }
    } else {
      auto least = scope_.from == INT64_MIN ? INT64_MIN : second_from(scope_.from) - columns.base_second;
      auto below = scope_.to == INT64_MAX ? INT64_MAX : second_from(scope_.to) - columns.base_second;
      for (std::size_t i = 0; i < let_in_.size(); ++i) {
        std::int64_t second = columns.seconds[begin + i];
        let_in_[i] = (second >= least) & (second < below);
      }
    }
  }
  if (!scope_.activities.empty())
    with_activities(columns, [&](const auto* activity) {
      for (std::size_t i = 0; i < let_in_.size(); ++i) let_in_[i] &= activity[begin + i] < scope_.activities.size() && scope_.activities[activity[begin + i]];
    });
  for (const auto& condition : scope_.where) {
    if (condition.dimension.of_customer) continue;
    const auto& numbers = columns.codes[condition.dimension.number];
    switch (numbers.width) {
      case 0: if (!condition.allows(static_cast<Code>(numbers.only))) std::fill(let_in_.begin(), let_in_.end(), 0); break;
      case 1: judge_codes<std::uint8_t>(condition, numbers.data, begin, let_in_); break;
      case 2: judge_codes<std::uint16_t>(condition, numbers.data, begin, let_in_); break;
      default: judge_codes<std::uint32_t>(condition, numbers.data, begin, let_in_); break;
    }
  }
}

Columns Sieve::pass(const Columns& columns, std::uint32_t from, std::uint32_t to) {
  auto begin = columns.starts[from], end = columns.starts[to];
  judge(columns, begin, end);
  const bool of_customers = std::any_of(scope_.where.begin(), scope_.where.end(), [](const Condition& condition) { return condition.dimension.of_customer; });
  kept_.resize(end - begin);
  starts_.resize(to - from + 1);
  std::size_t n = 0;
  for (auto person = from; person < to; ++person) {
    starts_[person - from] = static_cast<std::uint32_t>(n);
    if (of_customers && !lets_in(columns.person(person))) continue;
    for (auto event = columns.starts[person]; event < columns.starts[person + 1]; ++event) {
      kept_[n] = event;
      n += let_in_[event - begin];
    }
  }
  starts_.back() = static_cast<std::uint32_t>(n);
  kept_.resize(n);

  Columns left = columns;
  left.first = columns.first + from;
  left.ids = columns.ids ? columns.ids + from : nullptr;
  left.people = to - from;
  left.starts = starts_.data();
  left.seconds = gather(columns.seconds, kept_, seconds_);
  left.fine = gather(columns.fine, kept_, fine_);
  left.feeling = gather(columns.feeling, kept_, feeling_);
  numbers_.resize(columns.dimensions + 3);
  auto* spare = &numbers_[columns.dimensions];
  left.activity = gather(columns.activity, kept_, spare[0]);
  left.experience = scope_.wants_told ? gather(columns.experience, kept_, spare[1]) : Numbers();
  left.amount = scope_.wants_told ? gather(columns.amount, kept_, amount_) : Sparse();
  left.due = scope_.wants_told ? gather(columns.due, kept_, due_) : Sparse();
  left.position = scope_.wants_positions ? gather(columns.position, kept_, spare[2]) : Numbers();
  codes_.assign(columns.dimensions, {});
  auto want = [&](std::size_t d) { codes_[d] = gather(columns.codes[d], kept_, numbers_[d]); };
  for (auto d : scope_.wanted) want(d);
  if (scope_.by && !scope_.by->of_customer) want(scope_.by->number);
  left.codes = codes_.data();
  return left;
}

}  // namespace journey
