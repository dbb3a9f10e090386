// The customers behind a number of an answer, as a page of a list: as every list shows them, those that the one who asks may see.
// Private to ask*.cpp.
#pragma once
#include "journey/answered.h"
#include "journey/asked_cells.h"

namespace journey {

// Of `people` (sorted), the page behind the cursor.
PeopleTold page_of(const Index& index, const View& view, const std::vector<CustomerId>& people, const PageAsked& page);

// The group that a cell stands in, by its value. Throws Error(invalid) for a value where there are no groups, and for one of those
// that share a number.
struct GroupAsked {
  std::optional<Code> code;
  bool nobody = false;           // nobody has the value
};
inline GroupAsked group_asked(const Index& index, const Scope& scope, const std::optional<std::string>& value) {
  if (!value) return {};
  if (!scope.by) throw base::invalid("There are no groups: the question is not told by a dimension.", "Name the dimension in \"by\" of the question.", "cell.value");
  auto code = value->empty() ? std::optional<Code>(0) : index.dimensions().known(*scope.by, *value);
  if (!code) index.dimensions().want_apart(*scope.by, "cell.value");
  return {code, !code};
}

// `find(view, words, scope, group)` answers everybody behind the cell, sorted; `group` is the code of `value`, the group that the
// cell stands in. A value that nobody has has nobody behind it.
template <class Find>
PeopleTold people(const Index& index, const ScopeAsked& asked, const PageAsked& page, const std::optional<std::string>& value, Find find) {
  auto view = index.view();
  Words words(index, *view);
  auto scope = words.scope(asked);
  auto group = group_asked(index, scope, value);
  auto everybody = find(*view, words, scope, group.code);
  if (group.nobody) everybody.clear();
  return page_of(index, *view, everybody, page);
}

}  // namespace journey
