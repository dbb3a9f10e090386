#include "channel/file/imports.h"
#include "record/record.h"
#include "record/undo.h"

namespace channel::file {

Destination into(record::Record& record) {
  Destination destination;
  destination.append = [&record](record::Batch&& batch) { return record.log->append(std::move(batch)); };
  destination.open_source = [&record](const std::string& source) { record.log->open_source(source); };
  destination.close_source = [&record](const std::string& source) { record.log->close_source(source); };
  destination.last_customer = [&record] {
    return record.database.reading([](store::Session& session) { return session.one<std::int64_t>("select coalesce(max(id), 0) from customer").value_or(0); });
  };
  destination.joined_since = [&record](std::int64_t import, std::int64_t last_customer) {
    return record.database.reading([&](store::Session& session) {
      return session.one<std::int64_t>("select count(*) from customer where merged_into is not null and id > :l and import = :i", last_customer, import).value_or(0);
    });
  };
  return destination;
}

Undo undo_in(record::Record& record) {
  return [&record](std::int64_t import, const std::function<void(std::int64_t)>& progress) { record::undo_import(record, import, progress); };
}

}  // namespace channel::file
