#include "journey/people.h"

#include "base/ids.h"
#include "record/visibility.h"

namespace journey {

PeopleTold page_of(const Index& index, const View& view, const std::vector<CustomerId>& people, const PageAsked& asked) {
  auto limit = http::page_limit(asked.limit);
  CustomerId after = 0;
  if (asked.cursor) {
    auto read = base::read_id('c', *asked.cursor);
    if (!read) throw base::invalid("The cursor is none.", "Send the \"next\" of the page before, or nothing.", "cursor");
    after = *read;
  }
  PeopleTold page{.total = static_cast<std::int64_t>(people.size()), .position = view.position};
  const auto visibility = record::Visibility::now();
  index.record().database.read([&](store::Session& session) {
    for (auto person = std::upper_bound(people.begin(), people.end(), after); person != people.end(); ++person) {
      if (page.items.size() == limit) {
        page.next = base::show_id('c', person[-1]);
        return;
      }
      // Joined or erased since the view was made: under this number nobody stands any more.
      if (session.one<int>("select 1 from customer where id = :i and merged_into is null", *person) && visibility.sees(session, *person)) page.items.push_back(index.record().customers.item(session, *person));
    }
  });
  return page;
}

}  // namespace journey
