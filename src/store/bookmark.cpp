#include "store/bookmark.h"

namespace store {

std::int64_t bookmark(Session& session, std::string_view reader) {
  return session.one<std::int64_t>("select position from derived.bookmark where reader = :r", reader).value_or(0);
}

void set_bookmark(Session& session, std::string_view reader, std::int64_t position) {
  session.run("insert into derived.bookmark(reader, position) values (:r, :p) on conflict(reader) do update set position = excluded.position", reader, position);
}

}  // namespace store
