// The customers behind a number of an answer, as a page of a list: as every list shows them, those that the one who asks may see.
// Private to ask*.cpp.
#pragma once
#include "journey/answered.h"
#include "journey/asked_cells.h"

namespace journey {

// Of `people` (sorted), the page behind the cursor.
PeopleTold page_of(const Index& index, const View& view, const std::vector<CustomerId>& people, const PageAsked& page);

// `find(view, words, scope, group)` answers everybody behind the cell, sorted; `group` is the code of `value`, the group that the
// cell stands in. A value that nobody has has nobody behind it. Throws Error(invalid) for a value where there are no groups.
template <class Find>
PeopleTold people(const Index& index, const ScopeAsked& asked, const PageAsked& page, const std::optional<std::string>& value, Find find) {
  auto view = index.view();
  Words words(index, *view);
  auto scope = words.scope(asked);
  std::optional<Code> group;
  if (value) {
    if (!scope.by) throw base::invalid("There are no groups: the question is not told by a dimension.", "Name the dimension in \"by\" of the question.", "cell.value");
    group = value->empty() ? 0 : index.dimensions().known(*scope.by, *value);
  }
  auto everybody = find(*view, words, scope, group);
  if (value && !group) everybody.clear();
  return page_of(index, *view, everybody, page);
}

}  // namespace journey
