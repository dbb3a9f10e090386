#include "record/record.h"

#include "record/linkage/linker.h"
#include "record/search.h"
#include "record/visibility.h"

namespace record {

Record::Record(store::Database& database, RecordOptions options_)
    : database(database), options(std::move(options_)), leases(database), timeline(database), readers(database, leases),
      customers(database, state.dictionary, timeline, options.region, options.people_an_identifier_joins) {
  state.people_an_identifier_joins = options.people_an_identifier_joins;
  log = std::make_unique<Log>(database, state, timeline);   // loads the state
  timeline.catch_up([this](std::int32_t activity) { return state.dictionary.channel_of_activity(activity); }, log->position());
  timeline.start();
  readers.add(std::make_unique<PeopleReader>());
  readers.add(std::make_unique<linkage::ChangedPeople>());
  readers.add(std::make_unique<RegionReader>());
  readers.start(log->position());
  log->on_commit([this](Position position) { readers.moved(position); });
  log->follow();
}

Record::~Record() { log.reset(); }

void Record::settle() {
  timeline.flush();
  readers.wait_for(log->position());
}

}  // namespace record
