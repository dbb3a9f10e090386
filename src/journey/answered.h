// What the answers to all questions have in common: which view they are of, how long they took, the whole beside the groups.
// Private to ask*.cpp.
#pragma once
#include <chrono>

#include "journey/words.h"

namespace journey {

// Tells what every answer tells. The answer is filled by `fill(view, words, scope)`.
template <class Answer, class Fill>
Answer answered(const Index& index, const ScopeAsked& asked, Fill fill) {
  auto begun = std::chrono::steady_clock::now();
  auto view = index.view();
  Words words(index, *view);
  auto scope = words.scope(asked);
  Answer answer = fill(*view, words, scope);
  answer.position = view->position;
  if (scope.from != INT64_MIN) answer.from = base::Time{scope.from};
  if (scope.to != INT64_MAX) answer.to = base::Time{scope.to};
  if (auto period = view->period()) answer.first_at = base::Time{period->first}, answer.last_at = base::Time{period->second};
  answer.elapsed_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
  return answer;
}

// Up to where the log is looked at: what is dated ahead of a clock is hidden only from who asks about a moment of their own.
inline std::int64_t known(const std::optional<base::Time>& as_of) { return as_of ? as_of->micros : INT64_MAX; }

// A number that was asked for, within its bounds. Throws Error(invalid) that names the field.
inline std::size_t within(std::int64_t number, std::int64_t least, std::size_t most, const std::string& field) {
  if (number < least || number > static_cast<std::int64_t>(most))
    throw base::invalid("\"" + field + "\" is " + std::to_string(number) + ".", "It is a number from " + std::to_string(least) + " to " + std::to_string(most) + ".", field);
  return static_cast<std::size_t>(number);
}

inline double seconds(double micros) { return micros / static_cast<double>(base::second); }

// Of an answer that is told by a dimension: `ask` is asked once more with it in `asking`, and `tell(value, group)` takes what it
// found of each value. Without a dimension there is nothing to tell.
template <class Ask, class Tell>
void by_value(const Words& words, const Scope& scope, Scope& asking, Ask ask, Tell tell) {
  if (!scope.by) return;
  asking.by = scope.by;
  auto found = ask();
  for (auto& [code, group] : found.groups) tell(words.group(scope, code), group);
}

// Groups of a breakdown, the largest first, then by value.
template <class Group, class Size>
void sort_groups(std::vector<Group>& groups, Size size) {
  std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return size(a) != size(b) ? size(a) > size(b) : a.value < b.value; });
}

// The question reads what its matches look at, also of what a filter let in.
inline void want(Scope& scope, const Match& match) {
  for (const auto& condition : match.where) scope.wanted.push_back(condition.dimension.number);
}

// The whole of an answer that was told by a dimension: asked once more, without it.
inline Scope whole(Scope scope) {
  scope.by.reset();
  return scope;
}

}  // namespace journey
