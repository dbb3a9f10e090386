// A question is a fold over people's sequences: every worker folds pieces of the index into a part of its own, and the parts
// are put together at the end. Parts hold whole numbers that are added up, so the answer is the same however the pieces fall
// to the workers.
#pragma once
#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/limits.h"
#include "journey/sieve.h"
#include "journey/workers.h"

namespace journey {

// `each(part, columns, from, to)` folds people `from` … before `to` of the columns. Answers all parts that were begun.
template <class Part, class Each>
std::vector<Part> fold(Workers& workers, const View& view, const Scope& scope, const Part& nothing, Each each) {
  struct Worker {
    Part part;
    Sieve sieve;
  };
  std::vector<std::unique_ptr<Worker>> used(workers.threads());
  workers.run(view.chunks.size(), [&](unsigned number, std::size_t chunk) {
    auto& worker = used[number];
    if (!worker) worker = std::make_unique<Worker>(Worker{nothing, Sieve(view, scope)});
    view.each_span(chunk, [&](const Columns& columns, std::uint32_t from, std::uint32_t to) {
      if (scope.lets_all_in()) {
        each(worker->part, columns, from, to);
      } else {
        auto left = worker->sieve.pass(columns, from, to);
        each(worker->part, left, 0u, left.people);
      }
    });
  });
  std::vector<Part> parts;
  for (auto& worker : used)
    if (worker) parts.push_back(std::move(worker->part));
  return parts;
}

inline std::vector<CustomerId> sorted_people(const std::vector<std::vector<CustomerId>>& parts) {
  std::vector<CustomerId> people;
  for (const auto& part : parts) people.insert(people.end(), part.begin(), part.end());
  std::sort(people.begin(), people.end());
  return people;
}

// Everybody for whom `is_one(columns, person)` holds, sorted.
template <class IsOne>
std::vector<CustomerId> fold_people(Workers& workers, const View& view, const Scope& scope, IsOne is_one) {
  auto parts = fold(workers, view, scope, std::vector<CustomerId>(), [&](std::vector<CustomerId>& people, const Columns& columns, std::uint32_t from, std::uint32_t to) {
    for (auto person = from; person < to; ++person)
      if (is_one(columns, person)) people.push_back(columns.person(person));
  });
  return sorted_people(parts);
}

// What a question keeps for each group (a value of the dimension that it is told by; 0 where there is none or no value).
template <class State>
class Groups {
 public:
  explicit Groups(const State& nothing) : nothing_(nothing) {}
  State& of(Code code) {
    if (last_ && code == last_code_) return *last_;
    auto [found, is_new] = states_.try_emplace(code, nothing_);
    if (states_.size() > base::limits::question_groups)
      throw base::invalid("There are more than " + std::to_string(base::limits::question_groups) + " values to tell the answer by.", "Choose a dimension with fewer values, or filter.", "by");
    last_ = &found->second;
    last_code_ = code;
    return *last_;
  }
  std::map<Code, State>& all() { return states_; }
  const std::map<Code, State>& all() const { return states_; }

 private:
  State nothing_;
  std::map<Code, State> states_;
  State* last_ = nullptr;
  Code last_code_ = 0;
};

// The group that a person stands in: their value of a trait, or that of the interaction with which they come into the question.
inline Code group_of(const View& view, const Scope& scope, const Columns& columns, std::uint32_t person, std::size_t event) {
  if (!scope.by) return 0;
  return scope.by->of_customer ? view.trait(scope.by->number, columns.person(person)) : static_cast<Code>(columns.codes[scope.by->number][event]);
}

// By linear interpolation between the two nearest ranks, as most tools have it; the order of `values` is lost. 0 of nothing.
inline double quantile(std::vector<std::int64_t>& values, double share) {
  if (values.empty()) return 0;
  double rank = share * static_cast<double>(values.size() - 1);
  auto below = static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  auto low = values[static_cast<std::size_t>(below)];
  if (static_cast<double>(below) == rank) return static_cast<double>(low);
  auto high = *std::min_element(values.begin() + below + 1, values.end());
  return static_cast<double>(low) + (rank - static_cast<double>(below)) * static_cast<double>(high - low);
}

}  // namespace journey
